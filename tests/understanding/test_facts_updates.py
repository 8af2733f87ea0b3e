"""Versions and updates told by their order or as patches, and what only sounds like one."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("language", "text", "version"),
    [
        ("en", "26 handsets, twenty-point-oh update three", "V20 Update 3"),
        ("en", "twentieth version, eighth update, the queue rings forever", "V20 Update 8"),
        ("en", "patch nine on V20, all dead", "V20 Update 9"),
        ("en", "after Windows patch 4 our 20 phones went dead", None),
        ("de", "20er Version, Update vier. Kein Ton", "V20 Update 4"),
        ("de", "zwanzigste Version, achtes Update, eigenes Rack", "V20 Update 8"),
        ("de", "an zwanzig Plätzen ist nach dem Windows Update 2 das Headset tot", None),
        ("it", "il centralino, ramo venti, quinta patch, pardon la sesta", "V20 Update 6"),
        ("it", "venti con la patch tre. Il parcheggio dimentica", "V20 Update 3"),
        ("it", "dopo la patch 3 di Windows venti telefoni sono muti", None),
        ("fr", "vingtième version, sixième mise à jour, plus de son", "V20 Update 6"),
        ("fr", "le deuxième poste au vingtième étage ne sonne pas", None),
        ("ru", "двадцатка с патчем 3, звука нет", "V20 Update 3"),
        ("ru", "Три года назад, ещё на шестнадцатой версии, лампочки были зелёные. Теперь белые", None),
        ("el", "20άρι, δεύτερο update, άδεια των 24", "V20 Update 2"),
        ("el", "V20 με το έβδομο, ο οδηγός τηρήθηκε", "V20 Update 7"),
        ("el", "στον εικοστό όροφο το δεύτερο τηλέφωνο δεν χτυπάει", None),
        ("pt", "atualizei ontem da dezoito pra vinte e hoje já emendei o sexto update", "V20 Update 6"),
        ("pt", "depois do patch 2 do windows vinte ramais mudos", None),
        ("es", "la 20 con el parche 2, o eso creía; en la consola pone Update 4", "V20 Update 4"),
        ("es", "tras el parche 2 de Windows las veinte extensiones están mudas", None),
    ],
)
def test_a_version_by_its_order_or_patch(extractor: Any, language: str, text: str, version: str | None) -> None:
    assert extractor.extract(text, language).facts.get("version") == version


@pytest.mark.parametrize(
    ("language", "text", "version"),
    [
        ("en", "sorry typo, update 7 not 8. on twenty. faxes die", "V20 Update 7"),
        ("en", "update 7 of the 20 phones failed", None),
        ("en", "v20 u7, sorry, about 9 people cannot log in", "V20 Update 7"),
        ("de", "Update 6 der 20, kein Ton", "V20 Update 6"),
        ("de", "V20 u5, ne update 6 wars", "V20 Update 6"),
        ("de", "System (V18, Verzeihung, V20 Update 7) hängt", "V20 Update 7"),
        ("de", "die Telefone wollen nach dem Update auf V20 Update 6 nicht mehr, ist das gewollt?", "V20 Update 6"),
        ("it", "sp8 della 18, si lo so è vecchia", "V18 Update 8"),
        ("it", "Release venti, ultimo update non l'ho messo", "V20"),
        ("it", "v20 u8, errore dalle 9", "V20 Update 8"),
        ("fr", "V18, mille excuses, V20 Update 7", "V20 Update 7"),
        ("fr", "update 5 de la 20, plus de son", "V20 Update 5"),
        ("ru", "20 апдейт 8, извините, 5 человек не могут зайти", "V20 Update 8"),
        ("ru", "апдейт 5 на двадцатой, звука нет", "V20 Update 5"),
        ("el", "update 5 της 20, δεν ακούμε", "V20 Update 5"),
        ("el", "v20 u8, λάθος από τις 9", "V20 Update 8"),
        ("pt", "v20 u8, erro desde as 9", "V20 Update 8"),
        ("pt", "v18, mil desculpas, v20 update 7", "V20 Update 7"),
        ("es", "Update 8 Build 1109 de la 20. Borra grabaciones", "V20 Update 8 Build 1109"),
        ("es", "v20u8, Movistar nos tira 500 server internal error desde las 9", "V20 Update 8"),
    ],
)
def test_an_update_of_a_version_and_numbers_that_are_none(
    extractor: Any, language: str, text: str, version: str | None
) -> None:
    assert extractor.extract(text, language).facts.get("version") == version

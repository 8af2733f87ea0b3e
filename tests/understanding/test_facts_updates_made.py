"""Versions that an update led to or failed to lead to, and such as are told by their number only."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("language", "text", "version"),
    [
        ("en", "it broke going to v20 u8 last night and now no hold music", "V20 Update 8"),
        ("en", "once the upgrade to v20 u8 is finished we test", None),
        ("en", "installing v20 u8 tomorrow", None),
        ("en", "not 18 but 20 with us, Update 2", "V20 Update 2"),
        ("de", "das Update auf die V20 Update 6 lief gestern Abend fehlerfrei durch", "V20 Update 6"),
        ("de", "das Update auf v20 u8 ist nicht durchgelaufen", None),
        ("it", "l'aggiornamento alla V20 Update 6 si è concluso ieri sera senza errori", "V20 Update 6"),
        ("it", "settimana prossima passiamo alla v20 u8, cosa controllare?", None),
        ("it", "update 4 della v20... no update 5, scusate", "V20 Update 5"),
        ("it", "stiamo provando 3cx. 18 interni creati", None),
        ("fr", "la mise à jour vers la V20 Update 6 s'est terminée hier sans erreur", "V20 Update 6"),
        ("fr", "update 4 de la v20... non update 5, désolé", "V20 Update 5"),
        ("fr", "on teste la 3cx. 18 postes créés", None),
        ("ru", "в20 у8, накатили в пятницу вечером", "V20 Update 8"),
        ("ru", "сломалось при переходе на в20 у8 вчера вечером", "V20 Update 8"),
        ("ru", "не 18 а 20 у нас, перепутал с филиалом. Update 2.", "V20 Update 2"),
        ("ru", "обновление до v20 u8 не встало", None),
        ("ru", "в 20 филиалах нет звука", None),
        ("el", "όχι 18 αλλά 20 σε εμάς, Update 2", "V20 Update 2"),
        ("el", "η αναβάθμιση στη v20 u8 δεν ολοκληρώθηκε", None),
        ("pt", "a atualização para a 20.0.8.1121 foi concluída, a falha continua", "V20 Update 8 Build 1121"),
        ("pt", "amanhã vamos para a v20 u8, o que ver?", None),
        ("es", "la actualización a la v20 u8 no terminó", None),
        ("es", "la actualización a la V20 Update 6 terminó ayer sin errores", "V20 Update 6"),
        ("es", "probando 3cx. 18 internos creados", None),
    ],
)
def test_a_version_that_an_update_led_to(extractor: Any, language: str, text: str, version: str | None) -> None:
    assert extractor.extract(text, language).facts.get("version") == version

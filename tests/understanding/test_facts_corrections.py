"""What is taken back in the same breath is no fact; what stands in its place is one, with the unit of the other."""

from __future__ import annotations

from typing import Any

import pytest

from bot.understanding.facts.extractor import FactExtractor


def _said(extractor: FactExtractor, text: str, language: str) -> dict[str, Any]:
    found = extractor.extract(text, language)
    said = found.facts | {name: value for name, value in found.entities.items() if name != "version"}
    return {name: value for name, value in said.items() if not name.endswith("_status")}


@pytest.mark.parametrize(
    "text, language, expected",
    [
        ("We have 54 extensions, hold on, recounted, 61", "en", {"extensions": 61}),
        ("es sind 33 Nebenstellen, äh nein, 38, und alle stumm", "de", {"extensions": 38}),
        ("gli interni sono 22, anzi aspetta, 27", "it", {"extensions": 27}),
        ("on a 18 postes, oups, 16 en fait", "fr", {"extensions": 16}),
        ("у нас 12 добавочных, тьфу, 21", "ru", {"extensions": 21}),
        ("έχουμε 40 εσωτερικά, τα μπέρδεψα, 44", "el", {"extensions": 44}),
        ("são 15 ramais, minto, 17", "pt", {"extensions": 17}),
        ("tenemos 23 extensiones, miento, 32", "es", {"extensions": 32}),
    ],
)
def test_numbers(extractor: FactExtractor, text: str, language: str, expected: dict[str, Any]) -> None:
    """A bare number takes the unit of the one that it corrects."""
    assert _said(extractor, text, language) == expected


@pytest.mark.parametrize(
    "text, language, expected",
    [
        ("it runs V20 U4, edit: U5", "en", {"version": "V20 Update 5"}),
        ("läuft mit V18, quatsch, V20 Update 3", "de", {"version": "V20 Update 3"}),
        ("versione V20 Update 6, ho letto male, Update 5", "it", {"version": "V20 Update 5"}),
        ("c'est la V18 update 9, ah non, V20 update 1", "fr", {"version": "V20 Update 1"}),
        ("стоит V18, ой нет, V20 Update 2", "ru", {"version": "V20 Update 2"}),
        ("τρέχει V20 Update 7, όχι λάθος, Update 8", "el", {"version": "V20 Update 8"}),
        ("está na V20 update 2, quer dizer, update 3", "pt", {"version": "V20 Update 3"}),
        ("es la V20 update 1, digo, update 4", "es", {"version": "V20 Update 4"}),
    ],
)
def test_versions(extractor: FactExtractor, text: str, language: str, expected: dict[str, Any]) -> None:
    """An update alone corrects the update; the number of the version stays."""
    assert _said(extractor, text, language) == expected


@pytest.mark.parametrize(
    "text, language, expected",
    [
        ("the trunk answers with 503, misread it, 403", "en", {"sip_codes": [403]}),
        ("der Trunk liefert 404, verlesen, 484", "de", {"sip_codes": [484]}),
        ("il trunk risponde 480, no scusa, 486", "it", {"sip_codes": [486]}),
        ("le trunk renvoie un 408, non pardon, un 403", "fr", {"sip_codes": [403]}),
        ("транк отдаёт 500, перепутал, 503", "ru", {"sip_codes": [503]}),
        ("ο πάροχος απαντά 401, διάβασα λάθος, 407", "el", {"sip_codes": [407]}),
        ("o tronco devolve 488, li mal, 480", "pt", {"sip_codes": [480]}),
        ("la troncal devuelve 604, leí mal, 603", "es", {"sip_codes": [603]}),
    ],
)
def test_codes(extractor: FactExtractor, text: str, language: str, expected: dict[str, Any]) -> None:
    """A code that was misread is none."""
    assert _said(extractor, text, language) == expected


@pytest.mark.parametrize(
    "text, language, expected",
    [
        ("the box is in our basement, no wait, it's on AWS since May", "en", {"hosting": "self_hosted"}),
        ("steht bei uns im Keller, quatsch, das liegt inzwischen bei Hetzner", "de", {"hosting": "self_hosted"}),
        ("è ospitato da 3CX, no scusa, il server è in ufficio da noi", "it", {"hosting": "on_premise"}),
        ("hébergé par 3CX, non pardon, le serveur est dans notre local technique", "fr", {"hosting": "on_premise"}),
        ("сервер у нас в офисе, нет вру, его хостит 3CX", "ru", {"hosting": "hosted_by_3cx"}),
        ("είναι on premise, όχι λάθος, το φιλοξενεί η 3CX", "el", {"hosting": "hosted_by_3cx"}),
        ("está no nosso escritório, minto, é hospedado pela 3CX", "pt", {"hosting": "hosted_by_3cx"}),
        ("es autoalojado, digo, lo aloja 3CX", "es", {"hosting": "hosted_by_3cx"}),
        ("We are silver, correction, gold partner since May", "en", {"partner_level_claimed": "gold"}),
    ],
)
def test_words(extractor: FactExtractor, text: str, language: str, expected: dict[str, Any]) -> None:
    """A place or a level that follows the word of correction holds."""
    assert _said(extractor, text, language).items() >= expected.items()


@pytest.mark.parametrize(
    "text, language, trunk",
    [
        ("our trunk is Gamma, sorry, Spitfire, and nothing rings", "en", "Spitfire"),
        ("der Trunk ist von sipgate, nein Moment, von easybell", "de", "easybell"),
        ("il trunk è di Messagenet, anzi no, di VoipVoice", "it", "VoipVoice"),
        ("le trunk est chez Keyyo, euh non, OVH", "fr", "OVHcloud"),
        ("транк от Манго, ой нет, от Задармы", "ru", "Zadarma"),
        ("ο πάροχος είναι η Cosmote, όχι λάθος, η Nova", "el", "Nova"),
        ("o tronco é da Vono, não, minto, da Algar", "pt", "Algar"),
        ("la troncal es de Telmex, perdón, de Totalplay", "es", "Totalplay"),
    ],
)
def test_names(extractor: FactExtractor, text: str, language: str, trunk: str) -> None:
    """A name that is taken back gives way to the one that follows."""
    assert _said(extractor, text, language)["trunk"] == trunk


@pytest.mark.parametrize(
    "text, language, expected",
    [
        ("we have 20 extensions, sorry for the rush, 3 phones are dead", "en", {"extensions": 20}),
        ("20 Nebenstellen, sorry, 503 kommt bei jedem Anruf", "de", {"extensions": 20, "sip_codes": [503]}),
        ("non sono 16 interni ma 61, scusate la fretta", "it", {"extensions": 61}),
        ("16SC, désolé pour le roman, 40 postes", "fr", {"simultaneous_calls": 16, "extensions": 40}),
        ("я имел в виду 8SC, а не 16SC", "ru", {"simultaneous_calls": 8}),
        ("έχουμε 12 εσωτερικά. Συγγνώμη, 5 λεπτά πριν έπεσε το trunk", "el", {"extensions": 12}),
        ("temos 20 ramais, não, 503 na saída do tronco", "pt", {"extensions": 20, "sip_codes": [503]}),
        (
            "V20, perdón por el lío, 16SC y 40 extensiones",
            "es",
            {"version": "V20", "simultaneous_calls": 16, "extensions": 40},
        ),
    ],
)
def test_what_corrects_nothing(extractor: FactExtractor, text: str, language: str, expected: dict[str, Any]) -> None:
    """An apology for something else, another unit or a denied value leave what was said."""
    assert _said(extractor, text, language) == expected


def test_masked_keys(extractor: FactExtractor) -> None:
    """Of two masked keys the one behind the word of correction is theirs."""
    text = "[licence-key:aa11]. halt, das war der alte, gültig ist [licence-key:bb22]"
    assert extractor.extract(text, "de").entities["licence_key"] == "bb22"

"""The version that runs beside one that is dated ahead, one told with its build, and what stands in addresses."""

from __future__ import annotations

from typing import Any

import pytest

THREAD = "https://www.3cx.com/community/threads/"


@pytest.mark.parametrize(
    ("language", "text", "version"),
    [
        ("en", "We are at 18.0.9.20, V20 is on the cards for spring", "V18 Update 9 Build 20"),
        ("en", "The move to V20 is booked for next month, we run V18 Update 8 today", "V18 Update 8"),
        ("en", "the update to V20 was done in March, since then nothing rings", "V20"),
        ("de", "V18 Update 5 läuft hier noch, der Sprung auf V20 steht im Mai an", "V18 Update 5"),
        ("de", "V20 Update 8 ist für April vorgesehen, aktuell V20 Update 4", "V20 Update 4"),
        ("de", "seit dem Update auf V20 im März klingelt nichts mehr", "V20"),
        ("it", "abbiamo V18 update 7, il salto alla V20 lo facciamo a settembre", "V18 Update 7"),
        ("it", "il passaggio a V20 è stato fatto a marzo, da allora niente", "V20"),
        ("fr", "V18 Update 6 chez nous, le saut vers la V20 est programmé pour juin", "V18 Update 6"),
        ("fr", "depuis la mise à jour V20 en mars plus rien ne sonne", "V20"),
        ("ru", "у нас V18 update 7, обновление до V20 запланировано на осень", "V18 Update 7"),
        ("ru", "переход на V20 был в марте, с тех пор тишина", "V20"),
        ("el", "Έχουμε V18 Update 5, η μετάβαση στη V20 είναι για τον Μάιο", "V18 Update 5"),
        ("pt", "temos V18 update 5, o salto para a V20 fica para maio", "V18 Update 5"),
        ("es", "la V20 update 8 está programada para mayo, ahora V20 update 4", "V20 Update 4"),
        ("es", "desde el paso a V20 en marzo no suena nada", "V20"),
        ("en", "V20 build 20.0.6.724 on Debian", "V20 Update 6 Build 724"),
        ("de", "Version 20 (Build 20.0.5.1109) auf eigener VM", "V20 Update 5 Build 1109"),
        ("ru", "версия V20 сборка 20.0.6.724", "V20 Update 6 Build 724"),
    ],
)
def test_the_version_that_runs(extractor: Any, language: str, text: str, version: str) -> None:
    assert extractor.extract(text, language).facts.get("version") == version


@pytest.mark.parametrize(
    ("language", "text", "thread", "version"),
    [
        ("en", f"{THREAD}v20-u7-no-audio.133/ is ours too, on 20.0.7.1097", "v20-u7-no-audio.133/", "V20 Update 7"),
        ("de", f"V20 U8, nein, nicht U7 wie in {THREAD}v20-u7-503.120045/", "v20-u7-503.120045/", "V20 Update 8"),
        (
            "fr",
            f"comme {THREAD}v20-u6-pas-u7-30-postes.131/ mais en V20 U6",
            "v20-u6-pas-u7-30-postes.131/",
            "V20 Upda",
        ),
        ("es", f"Esto: {THREAD}bcd-331-24sc-no-18.131/ en V20 Update 2", "bcd-331-24sc-no-18.131/", "V20 Update 2"),
    ],
)
def test_nothing_is_read_from_an_address(extractor: Any, language: str, text: str, thread: str, version: str) -> None:
    said = extractor.extract(text, language)
    assert said.entities["thread_url"] == f"{THREAD}{thread}"
    assert said.facts["version"].startswith(version)
    assert not said.entities.keys() & {"ticket_id", "sip_codes"}
    assert not said.facts.keys() & {"extensions", "simultaneous_calls"}


@pytest.mark.parametrize(
    ("language", "text", "ticket"),
    [
        ("en", "still the same as in owl-412, nobody rang back", "OWL-412"),
        ("de", "hab schon was geschrieben, ask-417, da kam nix zurück", "ASK-417"),
        ("it", "vedete anche oki-118, stesso sintomo", "OKI-118"),
        ("fr", "encore ami-207, toujours pareil", "AMI-207"),
        ("ru", "снова по abo-118, записи так и не появились", "ABO-118"),
        ("el", "πάλι για το upo-128, τίποτα δεν άλλαξε", "UPO-128"),
        ("pt", "de novo por causa do ave-214, faltam as gravações", "AVE-214"),
        ("es", "mirad también uva-331, mismo síntoma", "UVA-331"),
        ("fr", "le module usb-300 ne marche pas", None),
    ],
)
def test_a_ticket_in_small_letters(extractor: Any, language: str, text: str, ticket: str | None) -> None:
    assert extractor.extract(text, language).entities.get("ticket_id") == ticket


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "the trunk sends 407 three times, 503 once"),
        ("it", "il trunk dà 407 due volte e poi 503"),
        ("fr", "le trunk renvoie 407 deux fois puis 503"),
        ("ru", "транк отдаёт 407 два раза, потом 503"),
        ("el", "Το trunk δίνει 407 δύο φορές και μετά 503"),
        ("pt", "o tronco devolve 407 duas vezes e depois 503"),
        ("es", "el troncal da 407 dos veces y luego 503"),
    ],
)
def test_how_often_an_answer_came(extractor: Any, language: str, text: str) -> None:
    assert extractor.extract(text, language).entities["sip_codes"] == [407, 503]


@pytest.mark.parametrize(
    ("language", "text", "entity"),
    [
        ("en", "Motel in Rotorua, check-ins dont reach the phones", "phone"),
        ("de", "Motel bei Ulm, seit gestern klingelt kein Telefon", "phone"),
        ("de", "Umleitung aufs Natel geht nicht", "trunk"),
        ("fr", "comment on met un renvoi vers un natel", "trunk"),
        ("es", "488 al llamar de la oficina de Vigo a la de Lugo", "trunk"),
        ("pt", "a mano do suporte não atende, trunk sem registro", "trunk"),
    ],
)
def test_an_everyday_word_is_no_slip(extractor: Any, language: str, text: str, entity: str) -> None:
    assert entity not in extractor.extract(text, language).entities

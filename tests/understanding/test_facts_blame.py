"""Whether a firm was asked, told by whom it blames and by what was sent to it."""

from __future__ import annotations

import pytest

from bot.understanding.facts.extractor import FactExtractor


@pytest.mark.parametrize(
    ("language", "text", "contacted"),
    [
        ("en", "The carrier is passing the buck and we're stuck in the middle, join a call with them", True),
        ("en", "Dropped Yealink's support an email on Monday and they just pointed back at you.", True),
        ("de", "Die Telekom schiebts auf euch, ihr auf die Telekom", True),
        ("it", "TIM dà la colpa a voi e voi a TIM, noi restiamo in mezzo", True),
        ("fr", "Bouygues et vous, vous vous renvoyez tout, eux renvoient la balle", True),
        ("ru", "Билайн кивает на вас, вы на Билайн", True),
        ("ru", "Созвон втроём с Ростелекомом: они просили, чтобы вендор АТС присутствовал.", True),
        ("el", "η Cosmote ρίχνει το φταίξιμο σε εσάς", True),
        ("pt", "já liguei lá na Algar, eles jogam a culpa na central e eu fico no meio", True),
        ("es", "se pasan la pelota entre Movistar y ustedes", True),
    ],
)
def test_blame_goes_back_and_forth(extractor: FactExtractor, language: str, text: str, contacted: bool | None) -> None:
    """Who is blamed by a firm, or was written to, has spoken with it."""
    assert extractor.extract(text, language).facts.get("vendor_contacted") is contacted


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "invite goes out to voipfone, 407 comes back, then silence"),
        ("de", "INVITE geht raus zu sipgate, zurück kommt 407, dann Stille"),
        ("it", "Vodafone stanotte ha fatto lavori e da allora 404 in entrata"),
        ("fr", "INVITE part chez OVH, 407 revient, et puis plus rien"),
        ("ru", "Телфин: INVITE уходит, в ответ 407 и тишина."),
        ("el", "η Cosmote είχε εργασίες το βράδυ και από τότε 404 στις εισερχόμενες"),
        ("pt", "a Vivo fez manutenção de madrugada e desde então 404 na entrada"),
        ("es", "sale el INVITE hacia Netelip, vuelve 407 y silencio"),
    ],
)
def test_what_a_trunk_does(extractor: FactExtractor, language: str, text: str) -> None:
    """Works of a provider and answers of a trunk are nobody's reply."""
    assert "vendor_contacted" not in extractor.extract(text, language).facts


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Zoho fails. We wrote to Zoho, no, turns out nobody contacted them."),
        ("de", "HubSpot spinnt. Am Ende hat die doch keiner kontaktiert"),
        ("it", "Zoho non va. Alla fine nessuno li ha contattati"),
        ("fr", "Zoho ne marche plus. Finalement personne ne les a contactés"),
        ("ru", "Планфикс молчит. В итоге их никто не спрашивал"),
        ("el", "Το Zoho δεν ανοίγει. Τελικά κανείς δεν τους ρώτησε"),
        ("pt", "Zoho parado. No fim das contas ninguém contatou eles"),
        ("es", "A Zoho ya les escribimos... no, me dicen aquí que al final nadie los contactó."),
    ],
)
def test_what_turned_out(extractor: FactExtractor, language: str, text: str) -> None:
    """What turned out in the end counts, not what was said before."""
    assert extractor.extract(text, language).facts.get("vendor_contacted") is False

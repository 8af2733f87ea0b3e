"""Who writes by a paper, a signature or a contrast, and users who say that they are."""

from __future__ import annotations

import pytest

from bot.understanding.facts.extractor import FactExtractor


@pytest.mark.parametrize(
    ("language", "text", "requester"),
    [
        ("en", "signed the partner agreement last week but the section says no permission", "partner"),
        ("de", "Partnervertrag haben wir letzte Woche unterschrieben, im Portal steht nix", "partner"),
        ("it", "abbiamo firmato il contratto di rivenditori a giugno", "partner"),
        ("fr", "on vient de rejoindre le programme partenaires", "partner"),
        ("ru", "мы подписали партнёрский договор в августе", "partner"),
        ("el", "υπογράψαμε τη σύμβαση συνεργάτη τον Μάιο", "partner"),
        ("pt", "assinamos o contrato de parceria em julho", "partner"),
        ("es", "firmamos el acuerdo de partner en agosto", "partner"),
        ("en", "their reseller signed the agreement with you not us", None),
        ("en", "authorised 3CX reseller in Leeds, client is a dentist", "partner"),
        ("de", "autorisierter 3CX-Händler aus Bern, Kunde hat keinen Ton", "partner"),
        ("pt", "Boa noite, revenda parceira 3CX em Belém.", "partner"),
        ("fr", "revendeur agréé 3CX depuis 2019, école de conduite", "partner"),
        ("en", "the reseller in Leeds never answers", None),
        ("ru", "я партнёр, а не конечник, выбрал не то", "partner"),
        ("en", "reseller here not an end user", "partner"),
        ("el", "partner eimaste kanonika", "partner"),
    ],
)
def test_partners_by_paper_signature_and_contrast(
    extractor: FactExtractor, language: str, text: str, requester: str | None
) -> None:
    assert extractor.extract(text, language).facts.get("requester") == requester


@pytest.mark.parametrize(
    ("language", "text", "question"),
    [
        ("en", "we're the ones who use the phones, a tyre shop", None),
        ("de", "wir sind selbst die Nutzer, eine Gärtnerei", None),
        ("it", "siamo noi gli utilizzatori, un'officina a Lecce", None),
        ("fr", "Nous sommes l'utilisateur, une brasserie", None),
        ("ru", "мы сами и есть пользователи, автосервис", None),
        ("el", "Είμαστε οι ίδιοι οι χρήστες, συνεργείο", None),
        ("pt", "somos nós os utilizadores, uma oficina", None),
        ("es", "somos nosotros los usuarios, un taller", None),
        ("en", "the company that uses the phones", "requester"),
    ],
)
def test_users_who_say_so(extractor: FactExtractor, language: str, text: str, question: str | None) -> None:
    assert extractor.extract(text, language, question).facts.get("requester") == "end_customer"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "we are a haulier and the trunk is down"),
        ("fr", "on est clinique vétérinaire de garde, plus un appel entrant"),
        ("pt", "aqui é condomínio de galpões logísticos"),
        ("es", "somos una correduría de seguros"),
    ],
)
def test_a_trade_alone_is_not_sure(extractor: FactExtractor, language: str, text: str) -> None:
    """A partner may name the trade of the customer as his own."""
    assert "requester" not in extractor.extract(text, language).facts


@pytest.mark.parametrize(
    ("language", "text", "question", "level"),
    [
        ("en", "partner, one of your golds", "requester", "gold"),
        ("de", "Partner, einer eurer Goldenen", "requester", "gold"),
        ("it", "partner, uno dei vostri gold", "requester", "gold"),
        ("el", "συνεργάτης, ένας από τους gold σας", "requester", "gold"),
        ("en", "bronze at the moment", "requester", "bronze"),
        ("de", "servus, silver partner aus linz, äh gold seit märz", None, "gold"),
        ("ru", "серебряный партнёр, ой золотой с мая", None, "gold"),
        ("en", "one of your golds told us to reboot", None, None),
        ("en", "one of your gold partners set it up for them", None, None),
    ],
)
def test_levels_among_the_vendors(
    extractor: FactExtractor, language: str, text: str, question: str | None, level: str | None
) -> None:
    assert extractor.extract(text, language, question).entities.get("partner_level_claimed") == level

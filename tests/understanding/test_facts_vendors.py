"""Whether the maker or the provider was asked, told in the words of people in haste."""

from __future__ import annotations

import pytest

from bot.understanding.facts.extractor import FactExtractor


@pytest.mark.parametrize(
    ("language", "text", "contacted"),
    [
        ("en", "trunk with Twilio drops. They swear nothing leaves wrong on their side.", True),
        ("de", "CompanyFlex von der Telekom, die schwören dass bei ihnen alles sauber rausgeht", True),
        ("it", "trunk Messagenet, continuano a ripetere che è colpa del centralino", True),
        ("fr", "trunk Keyyo, ils jurent que tout est propre", True),
        ("ru", "транк Манго, 403. Клянутся что у них всё чисто", True),
        ("el", "Cablenet, φωνή ρομπότ, τους ρώτησα δεν έχουν βλάβη", True),
        ("pt", "trunk da Vodafone, juram que do lado deles está tudo bem", True),
        ("es", "troncal de Sarenet, 408. Sarenet asegura por escrito que no ve los REGISTER", True),
        ("en", "Twilio trunk drops. Customers ring and they say they hear nothing.", None),
        ("de", "Telekom Trunk. Die Kunden rufen an und die sagen es rauscht", None),
        ("it", "trunk TIM, i clienti chiamano e dicono che si sente male", None),
        ("ru", "транк Манго, клиенты звонят и говорят что не слышно", None),
        ("pt", "trunk da Vodafone, os clientes ligam e dizem que não ouvem", None),
    ],
)
def test_what_they_say(extractor: FactExtractor, language: str, text: str, contacted: bool | None) -> None:
    """ "They" are the firm that was named, not the people who call."""
    assert extractor.extract(text, language).facts.get("vendor_contacted") is contacted


@pytest.mark.parametrize(
    ("language", "text", "contacted"),
    [
        ("en", "Zoho pops up twice, haven't turned to Zoho yet", False),
        ("de", "HubSpot legt die Kontakte doppelt an, deren Support hab ich noch nicht behelligt", False),
        ("it", "A quelli di Patton non abbiamo ancora chiesto niente", False),
        ("fr", "Je ne me suis pas encore tourné vers Salesforce.", False),
        ("ru", "Планфикс не видит записи разговоров, их поддержку ещё не спрашивал", False),
        ("el", "δεν ανοίγει η καρτέλα του softone. Στους ίδιους δεν έχουμε πει ακόμα τίποτα", False),
        ("pt", "hubspot não grava o histórico, com o suporte deles não falei ainda", False),
        ("es", "Clientify falla y en su soporte nadie nos atiende", True),
        ("el", "Ο κατασκευαστής έχει ήδη τα traces μας από τη Δευτέρα", True),
        ("de", "easybell hat unsere Mitschnitte seit Montag", True),
        ("en", "calls are not logged in HubSpot since the update", None),
        ("en", "Jabra won't answer from the button", None),
        ("fr", "hubspot ne remonte plus les fiches", None),
        ("de", "Gerade hat Vodafone angerufen und wollte mir einen Handyvertrag andrehen", None),
        ("it", "il template del trunk l'ho scritto io perché welcome italia non era in elenco", None),
    ],
)
def test_who_was_asked(extractor: FactExtractor, language: str, text: str, contacted: bool | None) -> None:
    """Makers of programs and "their support" are asked too; who calls to sell something was not."""
    assert extractor.extract(text, language).facts.get("vendor_contacted") is contacted


@pytest.mark.parametrize(
    ("language", "text", "contacted"),
    [
        ("en", "yesterday afternoon, still waiting", True),
        ("de", "kam ich noch nicht zu", False),
        ("it", "già due volte, nessuna risposta", True),
        ("fr", "pas eu le temps", False),
        ("ru", "вчера, тишина", True),
        ("el", "χτες το απόγευμα, περιμένω ακόμα", True),
        ("pt", "vou fazer isso amanhã", False),
        ("es", "mañana a primera hora", False),
    ],
)
def test_when_they_were_asked(extractor: FactExtractor, language: str, text: str, contacted: bool) -> None:
    """A time answers the question whether they were asked, and so does what is left for later."""
    assert extractor.extract(text, language, "vendor_contacted").facts.get("vendor_contacted") is contacted

"""Names with a slip of the fingers in them, short ones and those of two words, and words that are near to names."""

from __future__ import annotations

import pytest

from bot.understanding.facts.extractor import FactExtractor
from bot.understanding.facts.names import slips


@pytest.mark.parametrize(
    ("typed", "name", "slipped"),
    [
        ("keyo", "keyyo", True),
        ("odo", "odoo", True),
        ("oddo", "odoo", True),
        ("dsttny", "dstny", True),
        ("nvopi", "nvoip", True),
        ("bitrx24", "bitrix24", True),
        ("bitrix25", "bitrix24", False),
        ("salta", "salt", False),
        ("completo", "completel", False),
        ("news", "mews", False),
    ],
)
def test_the_shorter_a_name_the_fewer_slips_lead_to_it(typed: str, name: str, slipped: bool) -> None:
    assert slips.is_slip(typed, name) is slipped


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("clarp", "claro"),
        ("siemems", "siemens"),
        ("comcasr", "comcast"),
        ("unyk", "unyc"),
        ("snon", "snom"),
        ("fanville", "fanvil"),
        ("spitphire", "spitfire"),
        ("гравитил", "гравител"),
        ("μητελ", "μιτελ"),
    ],
)
def test_a_word_of_no_language_may_have_any_slip(typed: str, name: str) -> None:
    assert slips.is_slip(typed, name, free=True)
    assert not slips.is_slip(typed, name)


@pytest.mark.parametrize(
    ("language", "text", "entity", "name"),
    [
        ("en", "twilo trunk drops every call at 15 min", "trunk", "Twilio"),
        ("en", "our lines are with voip unlimted, nobody gets a ring", "trunk", "Voip Unlimited"),
        ("en", "everything goes out over Zen and calls abroad come back 603", "trunk", "Zen Internet"),
        ("en", "the Spitfire people want you on the line too", "trunk", "Spitfire"),
        ("en", "the Beelink in the cupboard was restarted, the line is quiet", "trunk", None),
        ("de", "Nein, kein Comfortel, da steht ein Granstream", "phone", "Grandstream"),
        ("it", "Con quelli di Timenett ho parlato un'ora", "trunk", "Timenet"),
        ("fr", "VM au bureau, trunk keyo, numéro masqué", "trunk", "Keyyo"),
        ("fr", "nos numéros courts changeraient ?", "trunk", None),
        ("ru", "Битркис24 ставит не того менеджера в карточке", "crm", "Bitrix24"),
        ("el", "Η αναγνώριση πελάτη από το Pyllon δείχνει άλλη καρτέλα", "crm", "Pylon"),
        ("pt", "Integração com o RD Staton parou de criar lead", "crm", "RD Station"),
        ("es", "Oddo nos crea un contacto nuevo por cada llamada", "crm", "Odoo"),
        ("en", "the snon 710 at the till does not ring", "phone", "snom 710"),
        ("de", "das fanville X4U an der Theke klingelt nicht", "phone", "Fanvil"),
        ("it", "il trunk clarp non va dal mattino", "trunk", "Claro"),
        ("fr", "trunk Unyk en panne depuis midi", "trunk", "Unyc"),
        ("ru", "гравитл не пропускает звонки", "trunk", "Gravitel"),
        ("el", "το panasonuc στην είσοδο δεν χτυπάει", "phone", "Panasonic"),
        ("pt", "os intelbraz do balcão não tocam", "phone", "Intelbras"),
        ("es", "todos los gigasrt del almacén no suenan", "phone", "Gigaset"),
    ],
)
def test_names_with_slips(extractor: FactExtractor, language: str, text: str, entity: str, name: str | None) -> None:
    assert extractor.extract(text, language).entities.get(entity) == name


@pytest.mark.parametrize(
    ("language", "text", "entity", "name"),
    [
        ("en", "SmartNode? No. It's the Grandstream HT812 on the lift line", "gateway", "Grandstream HT8xx"),
        ("en", "a leaflet came today, but our Yealinks are still dead", "phone", "Yealink"),
        ("de", "reventix haben wir gekündigt, seitdem ist Placetel dran", "trunk", "Placetel"),
        ("de", "Zimmer 404 im Edelweiss hat keinen Ton am Telefon", "pms", None),
        ("it", "la camera 12 dell'hotel Casablanca non sente nulla", "pms", None),
        ("fr", "Hôtel sous Mews, le statut ménage ne remonte pas", "pms", "Mews"),
        ("ru", "Звонили якобы из МТС, обещали скидку", "trunk", None),
        ("el", "πήραν δήθεν από Cosmote για προσφορά", "trunk", None),
        ("pt", "hotel com Mews, despertador não dispara", "pms", "Mews"),
        ("es", "El hotel se llama Casablanca, no suena el despertador", "pms", None),
        ("en", "the patron at desk 4 cannot transfer calls", "phone", None),
        ("fr", "depuis que Linky est posé le trunk est coupé", "trunk", None),
        ("ru", "провел проверку, звонков на транк нет", "pms", None),
        ("ru", "авария на телефонах, все молчат", "phone", None),
        ("el", "προτείνω νέο δωμάτιο στο σύστημα", "pms", None),
        ("pt", "isabel disse que o ramal dela ficou mudo", "phone", None),
    ],
)
def test_denied_former_and_other_bearers_of_a_name(
    extractor: FactExtractor, language: str, text: str, entity: str, name: str | None
) -> None:
    assert extractor.extract(text, language).entities.get(entity) == name

"""Tickets, keys, versions and answers in the ways in which people write them in haste."""

from __future__ import annotations

import pytest

from bot.understanding.facts.extractor import FactExtractor

RIGHT_KEYS = {
    "en": "key K3XM-90PQ-ZT4L-WR82, that's the other branch, the right one is B7QN-X2LD-44TR-PM9Z",
    "de": "Key K3XM-90PQ-ZT4L-WR82, der ist vom anderen Standort, richtig ist B7QN-X2LD-44TR-PM9Z",
    "it": "chiave K3XM-90PQ-ZT4L-WR82, anzi quella è dell'altra sede, la giusta è B7QN-X2LD-44TR-PM9Z",
    "fr": "clé K3XM-90PQ-ZT4L-WR82, ça c'est l'autre agence, la bonne c'est B7QN-X2LD-44TR-PM9Z",
    "ru": "ключ K3XM-90PQ-ZT4L-WR82, это от другого филиала, правильный B7QN-X2LD-44TR-PM9Z",
    "el": "κλειδί K3XM-90PQ-ZT4L-WR82, αυτό είναι άλλου καταστήματος, το σωστό είναι B7QN-X2LD-44TR-PM9Z",
    "pt": "chave K3XM-90PQ-ZT4L-WR82, não, essa é da outra loja, a certa é B7QN-X2LD-44TR-PM9Z",
    "es": "clave K3XM-90PQ-ZT4L-WR82, no, esa es de la otra sede, la buena es B7QN-X2LD-44TR-PM9Z",
}
TICKETS = {
    "en": "re ticket qbn-2207, still one way audio",
    "de": "Ticket QBN-2207, gibts da was neues?",
    "it": "notizie per QBN-2207?",
    "fr": "des nouvelles du ticket QBN-2207 ?",
    "ru": "что по QBN-2207?",
    "el": "έχετε νέα για QBN-2207;",
    "pt": "Ticket QBN-2207, há novidades?",
    "es": "¿hay novedades del ticket QBN-2207?",
}
UPDATES = {
    "en": "V20 update 3, sorry, it's already on update 9",
    "de": "V20 Update 3, sorry, es ist schon Update 9",
    "it": "v20 update 3, anzi scusate ho guardato meglio, è la update 9",
    "fr": "V20 update 3, pardon, c'est désormais l'update 9",
    "ru": "версия 20 update 3, ой нет, соврал, девятый апдейт",
    "el": "V20 update 3, συγγνώμη, είναι πλέον η update 9",
    "pt": "versão 20 update 3, desculpa, já é o update 9",
    "es": "tengo la V20 Update 3, perdón, ya es la Update 9",
}
CODES = {
    "en": ("the phone shows 408 and drops off", [408]),
    "de": ("Telefon schreibt 408 und ist weg", [408]),
    "it": ("il telefono ciska 408 e non si registra", [408]),
    "fr": ("le téléphone marque 408 et se coupe", [408]),
    "ru": ("входящие отваливаются с 408 через секунду", [408]),
    "el": ("το τηλέφωνο γράφει 408 και πέφτει", [408]),
    "pt": ("o telefone acusa 408 e cai", [408]),
    "es": ("el teléfono muestra 408 y se cae", [408]),
}
COUNTED = {
    "en": "trunk down, 410 subscribers can't call",
    "de": "Trunk weg, 410 Teilnehmer ohne Amt",
    "it": "trunk giù, 410 utenze mute",
    "fr": "trunk coupé, 410 usagers sans ligne",
    "ru": "транк лежит, 410 абонентов без связи",
    "el": "έπεσε το trunk, 410 συνδρομητές χωρίς γραμμή",
    "pt": "tronco caiu, 410 assinantes sem linha",
    "es": "troncal caída, 410 abonados sin línea",
}


@pytest.mark.parametrize(("language", "text"), RIGHT_KEYS.items())
def test_the_key_that_is_called_the_right_one_holds(extractor: FactExtractor, language, text):
    assert extractor.extract(text, language).entities["licence_key"] == "B7QN-X2LD-44TR-PM9Z"


@pytest.mark.parametrize(("language", "text"), TICKETS.items())
def test_a_ticket_behind_its_word_may_have_four_figures(extractor: FactExtractor, language, text):
    assert extractor.extract(text, language).entities["ticket_id"] == "QBN-2207"


@pytest.mark.parametrize("text", ["trunk answers, update on SIP-503", "cable RPL-4410 is broken"])
def test_other_numbers_are_no_tickets(extractor: FactExtractor, text):
    assert "ticket_id" not in extractor.extract(text, "en").entities


@pytest.mark.parametrize(("language", "text"), UPDATES.items())
def test_an_update_that_is_presented_after_an_apology_holds(extractor: FactExtractor, language, text):
    assert extractor.extract(text, language).facts["version"] == "V20 Update 9"


@pytest.mark.parametrize(
    ("language", "text", "version"),
    [
        ("en", "v20 u8 b1121, queue is silent", "V20 Update 8 Build 1121"),
        ("de", "V20 U8 Bld. 1121", "V20 Update 8 Build 1121"),
        ("it", "versione 20 upd 8 b. 1121", "V20 Update 8 Build 1121"),
        ("ru", "обычная 20ка, апдейты не накатывали", "V20"),
        ("ru", "двадцатка с девятым апом", "V20 Update 9"),
        ("ru", "это V18... ой нет, уже двадцатка пятый апдейт", "V20 Update 5"),
        ("en", "V20 update 5, sorry, 64 people", "V20 Update 5"),
    ],
)
def test_short_spellings_of_versions_are_read(extractor: FactExtractor, language, text, version):
    assert extractor.extract(text, language).facts["version"] == version


@pytest.mark.parametrize("text", ["лицензия двадцатка на 16 каналов", "20ка лиц, апдейт когда?"])
def test_a_size_is_no_version(extractor: FactExtractor, text):
    assert "version" not in extractor.extract(text, "ru").facts


@pytest.mark.parametrize(("language", "text", "codes"), [(one, *case) for one, case in CODES.items()])
def test_answers_are_read_behind_verbs_of_showing(extractor: FactExtractor, language, text, codes):
    assert extractor.extract(text, language).entities["sip_codes"] == codes


@pytest.mark.parametrize(("language", "text"), COUNTED.items())
def test_how_many_there_are_is_no_answer(extractor: FactExtractor, language, text):
    assert "sip_codes" not in extractor.extract(text, language).entities


def test_a_spaced_key_in_small_letters_is_read_behind_the_word_code(extractor: FactExtractor):
    assert extractor.extract("codice u736 jclj 3mqp nuzb", "it").entities["licence_key"] == "U736-JCLJ-3MQP-NUZB"


SPOKEN_OF = {
    "en": "could you reopen aei-310, it is back",
    "de": "aei-310 wieder aufmachen bitte",
    "it": "parlo sempre di aei-310, le notifiche doppie",
    "fr": "AEI-310, c'est le numéro de dossier qu'on m'a donné",
    "ru": "откройте заново aei-310, всё вернулось",
    "el": "ξανανοίξτε το aei-310, γύρισε η βλάβη",
    "pt": "reabram o aei-310 por favor",
    "es": "vuelvan a abrir AEI-310",
}


@pytest.mark.parametrize(("language", "text"), SPOKEN_OF.items())
def test_a_ticket_of_any_letters_that_is_spoken_of(extractor: FactExtractor, language, text):
    assert extractor.extract(text, language).entities["ticket_id"] == "AEI-310"


@pytest.mark.parametrize(
    "text",
    ["spa-504 is mute, you closed it last time", "Polycom VVX 411, they closed the case", "the model is AEI-300"],
)
def test_series_of_devices_are_no_tickets(extractor: FactExtractor, text):
    assert "ticket_id" not in extractor.extract(text, "en").entities

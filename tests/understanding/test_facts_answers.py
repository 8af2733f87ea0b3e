"""Answers to an open yes/no question that do not name again what was asked about."""

from __future__ import annotations

import pytest

from bot.understanding.facts.extractor import FactExtractor


@pytest.mark.parametrize(
    ("language", "question", "text", "value"),
    [
        ("en", "vendor_contacted", "logged a case this morning", True),
        ("de", "vendor_contacted", "hab noch keinen angerufen", False),
        ("fr", "vendor_contacted", "ouvert un ticket lundi", True),
        ("es", "vendor_contacted", "los llamé el lunes", True),
        ("it", "vendor_contacted", "li chiamo, non ancora", False),
        ("pt", "vendor_contacted", "liguei ontem", True),
        ("ru", "vendor_contacted", "звонили вчера", True),
        ("el", "vendor_contacted", "τους πήραμε χθες", True),
        ("en", "vendor_contacted", "should i call them?", None),
        ("en", "vendor_contacted", "will call them tomorrow", None),
        ("de", "reproduced_on_hosted", "ja getestet, dort läuft es einwandfrei", False),
        ("it", "reproduced_on_hosted", "provato, lì funziona bene", False),
        ("pt", "reproduced_on_hosted", "testei, lá acontece igual", True),
        ("el", "reproduced_on_hosted", "ναι, κι εκεί τα ίδια", True),
        ("en", "hardware_meets_minimum", "well above", True),
        ("it", "hardware_meets_minimum", "è un po' sotto il minimo", False),
        ("pt", "custom_template", "tudo padrão", False),
        ("ru", "custom_template", "правили руками", True),
        ("en", "network_suspected", "i think yes", True),
        ("es", "network_suspected", "descartado", False),
    ],
)
def test_the_question_names_what_the_answer_is_about(
    extractor: FactExtractor, language: str, question: str, text: str, value: bool | None
) -> None:
    assert extractor.extract(text, language, question).facts.get(question) is value


def test_without_the_question_the_same_words_say_nothing(extractor: FactExtractor) -> None:
    assert not extractor.extract("logged a case this morning", "en").facts


@pytest.mark.parametrize(
    ("language", "text", "requests"),
    [
        ("de", "könnt ihr die Telekom anrufen", ["third_party_call"]),
        ("es", "pueden llamar a Movistar", ["third_party_call"]),
        ("ru", "можете позвонить в Билайн", ["third_party_call"]),
        ("en", "the provider keeps fobbing us off, can you get on a conference call with them", ["third_party_call"]),
        ("en", "please check why a call to Vodafone fails", None),
        ("de", "bitte prüft den anruf zur Telekom", None),
    ],
)
def test_a_call_asked_for_goes_to_the_firm_that_is_named(
    extractor: FactExtractor, language: str, text: str, requests: list[str] | None
) -> None:
    assert extractor.extract(text, language).facts.get("requests") == requests


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "we ruled the network out", False),
        ("fr", "à mon avis c'est notre pare-feu", True),
        ("it", "secondo me è il nostro firewall", True),
        ("pt", "a meu ver é a nossa firewall", True),
        ("ru", "на мой взгляд это наш фаервол", True),
        ("en", "in my view it is not the firewall but maybe", None),
    ],
)
def test_an_opinion_suspects_the_network(
    extractor: FactExtractor, language: str, text: str, value: bool | None
) -> None:
    assert extractor.extract(text, language).facts.get("network_suspected") is value

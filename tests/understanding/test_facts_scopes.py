"""Old systems, plans, questions and other people's systems are not the one that has the fault."""

from __future__ import annotations

import pytest

from bot.understanding.facts.extractor import FactExtractor


@pytest.mark.parametrize(
    "text, language",
    [
        ("V18 Update 2 worked perfectly", "en"),
        ("bis April liefen wir auf V18 Update 1", "de"),
        ("all'epoca della V16 funzionava tutto", "it"),
        ("avant, en V16, le parking fonctionnait", "fr"),
        ("на V18 Update 2 работало", "ru"),
        ("με την V18 Update 1 λειτουργούσε", "el"),
        ("na época da V18 os ramais registravam", "pt"),
        ("en la V18 Update 1 funcionaba bien", "es"),
        ("the former Avaya had 70 extensions", "en"),
        ("die frühere Anlage hatte 70 Nebenstellen", "de"),
        ("il vecchio centralino aveva 70 interni", "it"),
        ("un ami a 32SC", "fr"),
        ("у соседа 48SC", "ru"),
        ("σκεφτόμαστε να το μεταφέρουμε στο Azure", "el"),
        ("estudamos levar tudo para a AWS", "pt"),
        ("queremos un presupuesto para 96SC", "es"),
        ("is hosting by 3CX more secure?", "en"),
        ("gilt das auch für einen Kunden mit eigener Hardware?", "de"),
        ("e se fosse on premise?", "it"),
    ],
)
def test_of_another_time_or_system(extractor: FactExtractor, text: str, language: str) -> None:
    """Nothing of it is a fact about the case."""
    found = extractor.extract(text, language).facts
    assert not {"version", "hosting", "extensions", "simultaneous_calls"} & found.keys()


@pytest.mark.parametrize(
    "text, language, name, value",
    [
        ("my neighbour recommended us, our system has 16SC", "en", "simultaneous_calls", 16),
        ("everything worked on V20 Update 9 until yesterday", "en", "version", "V20 Update 9"),
        ("wir wollen unsere 16SC Anlage prüfen lassen", "de", "simultaneous_calls", 16),
        ("unsere Anlage ist von 3CX gehostet, warum gibt es keinen Ton?", "de", "hosting", "hosted_by_3cx"),
        ("nuestra centralita está en AWS, ¿por qué no hay audio?", "es", "hosting", "self_hosted"),
        ("мы на V20 Update 9, старые телефоны работали", "ru", "version", "V20 Update 9"),
    ],
)
def test_their_own_still_counts(extractor: FactExtractor, text: str, language: str, name: str, value: object) -> None:
    """A word of the past, of a wish or of others beside it takes nothing away from what they run."""
    assert extractor.extract(text, language).facts.get(name) == value


@pytest.mark.parametrize(
    "text, language, expected",
    [
        ("we followed the manual and no other software is installed", "en", {"configured_per_manual": True}),
        ("tried it with our NFR on hosted by 3CX, it does not happen there", "en", {"reproduced_on_hosted": False}),
        ("it lives in our private cloud beside the mail server", "en", {"hosting": "self_hosted"}),
        ("die Anlage wird von 3CX selbst gehostet", "de", {"hosting": "hosted_by_3cx"}),
        ("eine TeamViewer Sitzung mit einem Techniker bitte", "de", {"requests": ["remote_session"]}),
    ],
)
def test_what_a_denial_and_a_companion_reach(
    extractor: FactExtractor, text: str, language: str, expected: dict[str, object]
) -> None:
    """A denial behind "and" or in the next clause reaches what it denies, and no further."""
    found = extractor.extract(text, language).facts
    assert {name: found.get(name) for name in expected} == expected

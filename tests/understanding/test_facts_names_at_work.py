"""Names told of by what they do: sets of a make that fail, programs that show a call, providers that answered."""

from __future__ import annotations

import pytest

from bot.understanding.facts.extractor import FactExtractor


@pytest.mark.parametrize(
    ("language", "text", "entity", "name"),
    [
        ("en", "not a single snom comes back after the reboot", "phone", "snom"),
        ("de", "seit dem Neustart registriert sich kein einziges snom mehr", "phone", "snom"),
        ("fr", "plus aucun Mitel ne s'enregistre", "phone", "Mitel"),
        ("el", "έχω χάσει την μπάλα με τα Polycom που δεν χτυπάνε", "phone", "Polycom"),
        ("pt", "ramais da portaria são Intelbrás e perdem registro", "phone", "Intelbras"),
        ("es", "ningún Polycom suena", "phone", "Polycom"),
        ("it", "unità Polycom della sala riunioni gracchia", "phone", "Polycom"),
        ("ru", "Фанвил X5U после прошивки не регается", "phone", "Fanvil X5"),
        ("en", "can't get Clio to show matter names on calls", "crm", "Clio"),
        ("de", "SAP zeigt keine Anruferkarte mehr an", "crm", "SAP"),
        ("ru", "1С отвалилась от телефонии после переезда", "crm", "1C"),
        ("ru", "amосrm не пишет звонки в сделку", "crm", "amoCRM"),
        ("it", "Opera non manda i check in", "pms", "Fidelio"),
        ("es", "Claro ya nos respondió: según ellos el enlace está arriba", "trunk", "Claro"),
        ("el", "οι εισερχόμενες της Cablnet φτάνουν με λάθος caller id", "trunk", "Cablenet"),
        ("en", "trunk is voip.ms, sorry, I always mix them up, it's Callcentric here", "trunk", "Callcentric"),
        ("es", "la troncal es Netelip, perdón, siempre las confundo, es Sarenet", "trunk", "Sarenet"),
    ],
)
def test_a_name_at_work_is_read(extractor: FactExtractor, language, text, entity, name):
    assert extractor.extract(text, language).entities[entity] == name


@pytest.mark.parametrize(
    ("language", "text", "entity", "name"),
    [
        ("en", "on the old NEC exchange we had 40 extensions", "phone", None),
        ("de", "wir haben kein Mitel mehr, alles Yealink", "phone", "Yealink"),
        ("it", "il teatro dell'opera ha 12 interni, le schede non si aprono", "pms", None),
        ("fr", "la salle de l'opéra n'a plus de ligne, check in bloqué", "pms", None),
        ("ru", "митель не наш, у нас снум", "phone", "snom"),
        ("pt", "câmeras Intelbras ok, os ramais não tocam", "phone", None),
        ("es", "claro que ya nos respondió el proveedor", "trunk", None),
    ],
)
def test_a_name_beside_the_case_is_none_of_it(extractor: FactExtractor, language, text, entity, name):
    assert extractor.extract(text, language).entities.get(entity) == name

"""A value that is ruled out beside the one that holds, and one that gives way behind a pause or an apology."""

from __future__ import annotations

import pytest

from bot.understanding.facts.extractor import FactExtractor


@pytest.mark.parametrize(
    ("language", "text", "name", "value"),
    [
        ("en", "our licence: its 4 not 8 simultaneous, my bad. a third caller hears busy", "simultaneous_calls", 4),
        ("de", "zur Lizenz: es sind 8 nicht 16 gleichzeitige, mein Fehler", "simultaneous_calls", 8),
        ("it", "mi sbagliavo prima: i canali sono 24 non 8", "simultaneous_calls", 24),
        ("fr", "pour la licence : c'est 8 pas 16 simultanés, mon erreur", "simultaneous_calls", 8),
        ("ru", "лицензия не 8 а 24SC, поправляюсь, с 9 утра все вызовы молчат", "simultaneous_calls", 24),
        ("el", "έκανα λάθος πριν: τα κανάλια είναι 32 όχι 16", "simultaneous_calls", 32),
        ("pt", "sobre a licença: são 8 não 16 simultâneas, erro meu", "simultaneous_calls", 8),
        ("es", "me equivoqué antes: los canales son 32 no 16", "simultaneous_calls", 32),
        ("en", "30 extensions in all, no 31 with the porter", "extensions", 31),
        ("de", "Nebenstellen haben wir 90. Ach nein, 96, das Lager hab ich vergessen", "extensions", 96),
        ("it", "Ha 90 interni, anzi per l'esattezza 88.", "extensions", 88),
        ("fr", "27 postes euh non 25, deux sont partis", "extensions", 25),
        ("fr", "27 postes, enfin 25, deux sont partis", "extensions", 25),
        ("ru", "30 внутренних где-то, нет 31 с охранником", "extensions", 31),
        ("el", "27 εσωτερικά, δηλαδή 25, δύο έφυγαν", "extensions", 25),
        ("pt", "41 ramais, desculpa 45 com os novos", "extensions", 45),
        ("es", "41 extensiones, perdón 45 con los nuevos", "extensions", 45),
        ("en", "we have 20 extensions, not 3 of them ring", "extensions", 20),
        ("de", "20 Nebenstellen, na ja, 3 davon klingeln nicht", "extensions", 20),
    ],
)
def test_sizes(extractor: FactExtractor, language: str, text: str, name: str, value: int) -> None:
    """The size that holds takes the unit of the other one."""
    assert extractor.extract(text, language).facts.get(name) == value


@pytest.mark.parametrize(
    ("language", "text", "codes"),
    [
        ("en", "the trunk answers 404, my mistake: not 404, it's 484", [484]),
        ("de", "ich meinte 486 nicht 480, das kommt vom Trunk", [486]),
        ("it", "il trunk risponde 404. errore mio: non 404, è 484", [484]),
        ("fr", "je voulais dire 486 pas 480, c'est le trunk qui envoie ça", [486]),
        ("ru", "транк отвечает 404. моя ошибка: не 404, а 484", [484]),
        ("el", "το trunk απαντά 404. λάθος μου: όχι 404, είναι 484", [484]),
        ("pt", "queria dizer 486 não 480, é o tronco que manda", [486]),
        ("es", "la troncal responde 404. error mío: no 404, es 484", [484]),
        ("en", "the trunk answers 486 and 480, sorry for the bother", [486, 480]),
    ],
)
def test_codes(extractor: FactExtractor, language: str, text: str, codes: list[int]) -> None:
    """A code that is ruled out is none, wherever it was named before."""
    assert extractor.extract(text, language).entities.get("sip_codes") == codes


@pytest.mark.parametrize(
    ("language", "text", "level"),
    [
        ("en", "we're a bronze partner, pardon, gold since June", "gold"),
        ("de", "Silber, äh Bronze sind wir inzwischen nur noch", "bronze"),
        ("de", "wir sind Gold Partner glaub ich. nein warte, Silber, Gold haben sie uns weggenommen", "silver"),
        ("it", "come partner (silver, ehm, bronze volevo dire) avrei una domanda", "bronze"),
        ("fr", "partenaire bronze, non silver maintenant", "silver"),
        ("ru", "партнёр платина, простите, золото, понизили в январе", "gold"),
        ("el", "είμαστε partner (gold, εμ, silver εννοούσα) και έχω μια ερώτηση", "silver"),
        ("pt", "parceiro platinum, perdão, gold, descemos em janeiro", "gold"),
        ("es", "somos partner bronze, disculpe, silver desde junio", "silver"),
        ("ru", "партнёр silver... хотя нет, в мае нам дали gold", "gold"),
        ("en", "we are a gold partner, sorry for writing twice", "gold"),
    ],
)
def test_levels(extractor: FactExtractor, language: str, text: str, level: str) -> None:
    """A level gives way to the one behind the correction."""
    assert extractor.extract(text, language).entities.get("partner_level_claimed") == level

"""Whether a fault shows on a fresh system at 3CX, in whatever words; such a system is not the one in use."""

from __future__ import annotations

import pytest

from bot.understanding.facts.extractor import FactExtractor


@pytest.mark.parametrize(
    "text, language, shown",
    [
        ("on a blank instance 3CX hosts the queue rings every agent straight away", "en", False),
        ("spun up a clean hosted instance at 3CX and it does exactly the same", "en", True),
        ("fired up an empty one in your cloud, there it picks up on the first ring", "en", False),
        ("A new test instance hosted by 3CX won't ring either", "en", True),
        ("auf einer leeren Instanz bei 3CX klingelt es sofort", "de", False),
        ("neue Testinstanz bei 3CX aufgesetzt, da knackt es genauso", "de", True),
        ("Auch auf einer frischen, von 3CX gehosteten Instanz kommt kein Ton", "de", True),
        ("auf einer sauberen Anlage in eurer Cloud bricht das Gespräch nie ab", "de", False),
        ("su un'istanza vuota ospitata da 3CX la chiamata entra subito", "it", False),
        ("anche su un'istanza nuova ospitata da 3CX non squilla", "it", True),
        ("su una macchina pulita nel cloud di 3CX fa lo stesso identico scherzo", "it", True),
        ("ho creato un'istanza di prova presso 3CX e lì non cade mai", "it", False),
        ("sur une instance vide hébergée par 3CX ça sonne tout de suite", "fr", False),
        ("sur une instance neuve hébergée par 3CX ça ne sonne pas non plus", "fr", True),
        ("monté une 3CX propre dans votre cloud, même écho", "fr", True),
        ("sur une instance de test chez 3CX l'appel ne coupe jamais", "fr", False),
        ("на пустой станции на хостинге 3CX звонит сразу", "ru", False),
        ("на чистом инстансе у 3CX тоже не звонит", "ru", True),
        ("подняли новую в облаке 3CX, эхо такое же", "ru", True),
        ("на свежей, размещённой у 3CX, звонок не рвётся", "ru", False),
        ("σε άδειο instance που φιλοξενεί η 3CX χτυπάει αμέσως", "el", False),
        ("ούτε σε καθαρή εγκατάσταση στο cloud της 3CX χτυπάει", "el", True),
        ("στήσαμε καινούργιο στην 3CX, η ίδια ηχώ", "el", True),
        ("σε φρέσκο instance στο cloud της 3CX η κλήση δεν κόβεται ποτέ", "el", False),
        ("numa instância vazia alojada pela 3CX toca logo", "pt", False),
        ("numa instância limpa alojada pela 3CX também não toca", "pt", True),
        ("subimos uma nova na nuvem da 3CX, mesmo eco", "pt", True),
        ("numa instância de teste na 3CX a chamada nunca cai", "pt", False),
        ("en una instancia vacía alojada por 3CX suena enseguida", "es", False),
        ("en una instancia limpia alojada por 3CX tampoco suena", "es", True),
        ("levanté una nueva en la nube de 3CX, mismo eco", "es", True),
        ("en una instancia de prueba en 3CX la llamada no se corta nunca", "es", False),
    ],
)
def test_a_fresh_system_at_3cx(extractor: FactExtractor, text: str, language: str, shown: bool) -> None:
    """What came out on a clean, empty or new instance is the trial's result, and no word of hosting."""
    facts = extractor.extract(text, language).facts
    assert facts.get("reproduced_on_hosted") is shown
    assert "hosting" not in facts


@pytest.mark.parametrize(
    "text, language, shown",
    [
        ("подняли чистую у вас на хостинге, то же самое", "ru", True),
        ("subi uma zerada na nuvem da 3cx e lá foi liso", "pt", False),
        ("yep, drops there too", "en", True),
        ("in your cloud it rings", "en", False),
        ("neither", "en", True),
        ("bei euch klingelt es auch nicht", "de", True),
        ("auf eurer flutscht es", "de", False),
        ("neanche da voi squilla", "it", True),
        ("chez vous ça passe nickel", "fr", False),
        ("en vuestra nube se corta igual", "es", True),
        ("στο cloud σας χτυπάει κανονικά", "el", False),
        ("у вас всё летает", "ru", False),
    ],
)
def test_the_answer_to_whether_it_shows_there(extractor: FactExtractor, text: str, language: str, shown: bool) -> None:
    """The question has named the system; what works or fails there answers it."""
    facts = extractor.extract(text, language, "reproduced_on_hosted").facts
    assert facts.get("reproduced_on_hosted") is shown
    assert "hosting" not in facts


@pytest.mark.parametrize(
    "text, language",
    [
        ("We have a new system hosted by 3CX since June and the phones drop", "en"),
        ("our new instance hosted by 3CX drops every call", "en"),
        ("Unsere neue Anlage läuft bei 3CX in der Cloud, die neuen Telefone klingeln nicht", "de"),
        ("Notre nouvelle installation est hébergée par 3CX et le son coupe", "fr"),
        ("desde enero tenemos una centralita nueva alojada por 3CX y se corta", "es"),
        ("il nuovo centralino è ospitato da 3CX e non squilla", "it"),
        ("a nossa central nova está alojada na 3CX e cai", "pt"),
        ("το νέο μας κέντρο φιλοξενείται από την 3CX και κόβει", "el"),
    ],
)
def test_the_own_system_may_be_new(extractor: FactExtractor, text: str, language: str) -> None:
    """A new system that is in use is no trial."""
    facts = extractor.extract(text, language).facts
    assert facts.get("hosting") == "hosted_by_3cx"
    assert "reproduced_on_hosted" not in facts

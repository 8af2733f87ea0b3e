"""Providers and phones whose names are ordinary words, and codes that stand in a log."""

from __future__ import annotations

import pytest

from bot.understanding.facts.extractor import FactExtractor


@pytest.mark.parametrize(
    "text, language, entity, value",
    [
        ("Sunrise: 403 on every outbound call", "en", "trunk", "Sunrise"),
        ("Orange rejects our INVITEs since Monday", "en", "trunk", "Orange Business"),
        ("O2 keeps dropping calls", "en", "trunk", "O2 Business"),
        ("Orange light on the phone blinks", "en", "trunk", None),
        ("the new extension gets 488", "en", "trunk", None),
        ("Sunrise meldet seit heute 503", "de", "trunk", "Sunrise"),
        ("O2, 488 bei ankommenden Rufen", "de", "trunk", "O2 Business"),
        ("Salt lehnt unsere Anrufe ab", "de", "trunk", "Salt"),
        ("Orange nous renvoie un 403", "fr", "trunk", "Orange Business"),
        ("SFR : 503 en sortie", "fr", "trunk", "SFR Business"),
        ("l'or et l'orange, couleurs du logo", "fr", "trunk", None),
        ("Claro, 503 en salientes", "es", "trunk", "Claro"),
        ("Entel no registra desde ayer", "es", "trunk", "Entel"),
        ("Claro, lo hacemos mañana", "es", "trunk", None),
        ("Claro: la extensión 401 no suena", "es", "trunk", None),
        ("TIM ci rifiuta le chiamate con 403", "it", "trunk", "TIM"),
        ("Iliad: 480 su tutti i cellulari", "it", "trunk", "Iliad"),
        ("Vivo devolve 503 em toda ligação", "pt", "trunk", "Vivo"),
        ("NOS: 488 nas chamadas recebidas", "pt", "trunk", "NOS"),
        ("Nova central, erro 488 ao ligar", "pt", "trunk", None),
        ("Vivo em Lisboa", "pt", "trunk", None),
        ("МТС отбивает с кодом 403", "ru", "trunk", "MTS"),
        ("ТТК, 503 на межгород", "ru", "trunk", "TTK"),
        ("Обит: 480 на входящих", "ru", "trunk", "Obit"),
        ("Nova, 488 στις εισερχόμενες", "el", "trunk", "Nova"),
        ("ΟΤΕ μας επιστρέφει 403", "el", "trunk", "Cosmote"),
        ("Intelbras do almoxarifado não toca", "pt", "phone", "Intelbras"),
        ("Panasonic de la recepción no registra", "es", "phone", "Panasonic"),
        ("Mitel in the lobby won't register", "en", "phone", "Mitel"),
        ("Avaya im Foyer klingelt nicht", "de", "phone", "Avaya"),
        ("480 and 486 in the trace when she dials out", "en", "sip_codes", [480, 486]),
        ("the capture shows 603 and nothing else", "en", "sip_codes", [603]),
        ("please log in 404 people", "en", "sip_codes", None),
        ("extension 486 is in the log", "en", "sip_codes", None),
        ("487 im Log sobald sie auflegt", "de", "sip_codes", [487]),
        ("480 dans les traces", "fr", "sip_codes", [480]),
        ("486 en las trazas cada vez", "es", "sip_codes", [486]),
        ("nei log un 404 ogni volta", "it", "sip_codes", [404]),
        ("408 e 487 no log", "pt", "sip_codes", [408, 487]),
        ("в логах 408 и тишина", "ru", "sip_codes", [408]),
        ("486 στα logs", "el", "sip_codes", [486]),
        ("Yuboto, 408 στις κλήσεις", "el", "sip_codes", [408]),
        ("Algo no funciona", "es", "phone", None),
    ],
)
def test_what_acts_like_a_provider_or_a_phone(
    extractor: FactExtractor, text: str, language: str, entity: str, value: object
) -> None:
    """A name counts where it answers, rejects, registers or heads a report with a code; a code where a log has it."""
    assert extractor.extract(text, language).entities.get(entity) == value

"""What is asked for, agreed to and suspected in plain words, and numbers beside their labels."""

from __future__ import annotations

import pytest

from bot.understanding.facts.extractor import FactExtractor


@pytest.mark.parametrize(
    "text, language, name, value",
    [
        ("Silver here.", "en", "partner_level_claimed", "silver"),
        ("Gold hier", "de", "partner_level_claimed", "gold"),
        ("Qui oro", "it", "partner_level_claimed", "gold"),
        ("Серебро у нас", "ru", "partner_level_claimed", "silver"),
        ("BDF 318 is my case, any news?", "en", "ticket_id", "BDF-318"),
        ("Nachtrag zu KLP 221, mein Fall", "de", "ticket_id", "KLP-221"),
        ("GHT 705 моя заявка", "ru", "ticket_id", "GHT-705"),
        ("VVX 311 is in my office", "en", "ticket_id", None),
        ("no objections to paying by the hour", "en", "fee_accepted", True),
        ("Nichts einzuwenden gegen eine Abrechnung pro Stunde", "de", "fee_accepted", True),
        ("On refuse les frais de dépannage", "fr", "fee_accepted", False),
        ("Nos negamos a cualquier cargo por esto", "es", "fee_accepted", False),
        ("Per noi va bene pagare le ore", "it", "fee_accepted", True),
        ("Recusamos qualquer cobrança por hora", "pt", "fee_accepted", False),
        ("Καμία αντίρρηση για τη χρέωση", "el", "fee_accepted", True),
        ("Kann mich dazu bitte jemand heute noch anrufen?", "de", "requests", ["phone_support"]),
        ("Vous pourriez me passer un coup de fil ?", "fr", "requests", ["phone_support"]),
        ("Potreste telefonarmi nel pomeriggio?", "it", "requests", ["phone_support"]),
        ("¿Podrían llamarme esta tarde?", "es", "requests", ["phone_support"]),
        ("Alguém pode me ligar hoje à tarde?", "pt", "requests", ["phone_support"]),
        ("Не могли бы вы мне сегодня позвонить?", "ru", "requests", ["phone_support"]),
        ("Μπορεί κάποιος να με καλέσει σήμερα;", "el", "requests", ["phone_support"]),
        ("Die Snomvorlage haben wir von Hand geändert", "de", "custom_template", True),
        ("Die Gerätevorlage ist unverändert", "de", "custom_template", False),
        ("Wer der Partner ist, weiß ich nicht, ich bin Mitarbeiter beim Endkunden", "de", "requester", "end_customer"),
        ("Isso tem cara de ser o roteador", "pt", "network_suspected", True),
        ("Tiene toda la pinta de ser el cortafuegos", "es", "network_suspected", True),
        ("Похоже на роутер", "ru", "network_suspected", True),
        ("Μου μυρίζει router", "el", "network_suspected", True),
        ("Ha tutta l'aria di essere il firewall", "it", "network_suspected", True),
        ("Tried it on an NFR hosted by 3CX, fails there too", "en", "reproduced_on_hosted", True),
        ("Auf der NFR von 3CX gehostet getestet, dort auch", "de", "reproduced_on_hosted", True),
        ("Provato con la NFR ospitata da 3CX, anche lì cade", "it", "reproduced_on_hosted", True),
        ("Probado en un sistema alojado por 3CX con la NFR y allí también falla", "es", "reproduced_on_hosted", True),
        ("interni 85, licenza 16SC", "it", "extensions", 85),
        ("Nebenstellen 60, 16SC", "de", "extensions", 60),
        ("extensions 210, 211 and 212 are silent", "en", "extensions", None),
        ("доб. 201 не слышит доб. 202", "ru", "extensions", None),
        ("ext 31 cannot reach ext 45", "en", "extensions", None),
        ("fica na nuvem da própria 3CX", "pt", "hosting", "hosted_by_3cx"),
        ("sta nel cloud della stessa 3CX", "it", "hosting", "hosted_by_3cx"),
        ("Stiamo valutando di portarlo su AWS", "it", "requester", None),
    ],
)
def test_plain_words(extractor: FactExtractor, text: str, language: str, name: str, value: object) -> None:
    """The same request, consent or suspicion in words that no list of phrases holds whole."""
    found = extractor.extract(text, language)
    assert {**found.entities, **found.facts}.get(name) == value

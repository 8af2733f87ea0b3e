"""A machine measured by what is demanded, programs that run beside, and how it was all set up."""

from __future__ import annotations

import pytest

from bot.understanding.facts.extractor import FactExtractor


@pytest.mark.parametrize(
    ("language", "text", "fact", "value"),
    [
        ("en", "The box has half the RAM you ask for", "hardware_meets_minimum", False),
        ("en", "you charge twice what you list", "hardware_meets_minimum", None),
        ("en", "the cameras hang on the same switch and run fine", "third_party_software", None),
        ("en", "3CX installed by the guide, except the chapter on DNS", "configured_per_manual", False),
        ("de", "der Rechner hat das Doppelte von dem was ihr empfehlt", "hardware_meets_minimum", True),
        ("de", "die Zeiterfassung läuft auf dem gleichen Server", "third_party_software", True),
        ("de", "die 3CX hat ein Kumpel nach Gefühl aufgesetzt", "configured_per_manual", False),
        ("it", "La macchina ha il doppio di quanto chiedete.", "hardware_meets_minimum", True),
        ("it", "Il file xml per i Gigaset me lo sono scritto da zero", "custom_template", True),
        ("fr", "Aucun template maison, tout d'origine", "custom_template", False),
        ("fr", "sur le serveur du 3CX il y a aussi notre pointeuse", "third_party_software", True),
        ("fr", "notre pointeuse appelle le standard", "third_party_software", None),
        ("ru", "на сервере половина памяти от того, что вы требуете", "hardware_meets_minimum", False),
        ("ru", "Кроме АТС на машине ничего не стоит", "third_party_software", False),
        ("el", "ο server έχει μισή μνήμη απ' όσο ζητάτε", "hardware_meets_minimum", False),
        ("el", "στο ίδιο μηχάνημα τρέχει και η τιμολόγηση", "third_party_software", True),
        ("pt", "memória e CPU com folga sobre o que vocês pedem", "hardware_meets_minimum", True),
        ("pt", "modelo de provisionamento de fábrica, ninguém mexeu", "custom_template", False),
        ("en", "set it up exactly like your guide for Zendesk says, no tickets", "configured_per_manual", True),
        ("it", "Zendesk collegato tale e quale al manuale", "configured_per_manual", True),
        ("fr", "Zendesk branché exactement comme dans votre doc", "configured_per_manual", True),
        ("ru", "Zendesk подключили точь-в-точь по мануалу", "configured_per_manual", True),
        ("pt", "Zendesk conectado igualzinho ao manual da 3CX", "configured_per_manual", True),
        ("es", "los fichajes corren en la misma máquina", "third_party_software", True),
        ("es", "la plantilla del teléfono la escribí yo", "custom_template", True),
    ],
)
def test_state_of_the_machine(
    extractor: FactExtractor, language: str, text: str, fact: str, value: bool | None
) -> None:
    """What is compared with the demand, shares the machine or was left out of the manual is told in many words."""
    assert extractor.extract(text, language).facts.get(fact) is value

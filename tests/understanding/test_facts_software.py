"""Whether other software runs on the machine of 3CX."""

from __future__ import annotations

import pytest

from bot.understanding.facts.extractor import FactExtractor


@pytest.mark.parametrize(
    ("language", "text", "other"),
    [
        (
            "en",
            "antivirus and a backup agent run on the same windows server as 3CX, could that be why it locks up?",
            True,
        ),
        ("en", "Sage lives on that server too", True),
        ("de", "Auf dem selben Server laufen noch Kaspersky und ein Backup Agent, kann das der Grund sein?", True),
        ("it", "c'è un programma per le telecamere sullo stesso pc del centralino, può dar fastidio?", True),
        (
            "fr",
            "Il y a un logiciel de paie installé sur la même machine que le 3CX, est-ce que ça peut expliquer?",
            True,
        ),
        ("ru", "на той же машине крутится 1С, может из-за неё?", True),
        ("el", "πάνω στον ίδιο server τρέχει και ένα πρόγραμμα για τις κάμερες, μπορεί να πειράζει;", True),
        ("pt", "a máquina da central também roda o software das câmeras, pode ser isso?", True),
        ("es", "en el pc de la centralita corre también el software de las cámaras, ¿puede ser eso?", True),
        ("en", "the VM boots but 3cx services won't start", None),
        ("en", "can an antivirus run on the same server as 3CX?", None),
        ("de", "kann ein Virenscanner auf dem selben Server laufen?", None),
        ("ru", "антивирус на моём ноуте режет приложение", None),
        ("ru", "3CX стоит на виртуалке прямо у него в бухгалтерии", None),
        ("de", "auf dem Rechner ist nix anderes drauf", False),
        ("es", "en ese servidor no hay otra cosa", False),
    ],
)
def test_other_software(extractor: FactExtractor, language: str, text: str, other: bool | None) -> None:
    """A program that shares the machine counts, also where only its effect is asked about."""
    assert extractor.extract(text, language).facts.get("third_party_software") is other

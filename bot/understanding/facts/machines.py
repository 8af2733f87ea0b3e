"""Whether the machine is as strong as recommended (P8) and set up as the manuals say (P2)."""

from __future__ import annotations

from bot.understanding.facts.pairs import pairs
from bot.understanding.facts.reading import Reading


def hardware_meets_minimum(reading: Reading) -> bool | None:
    """Whether the machine is as strong as recommended (P8)."""
    for _, weaker in pairs(reading, "hardware", "short_of"):
        if not reading.beside(weaker, "manual"):
            return None if reading.negated(weaker) else False
    for hardware, meets in pairs(reading, "hardware", "meets"):
        is_setup = any(meets.start == other.start for other in reading.all("configured"))
        if not (is_setup and reading.beside(meets, "manual")):  # "configuration conforme au manuel"
            return not reading.denied(hardware, meets)
    return None


def configured_per_manual(reading: Reading) -> bool | None:
    """Whether the installation follows the manuals (P2)."""
    for deviates, _ in pairs(reading, "deviates", "manual"):
        return reading.denied(deviates, before=deviates.start)
    for configured, manual in pairs(reading, "configured", "manual"):
        return not reading.denied(configured, manual)
    return None

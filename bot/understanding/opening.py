"""What follows the greeting of a message: "Good morning, all phones are silent" greets and reports.

Called by the model for what it takes for a greeting as a whole.
"""

from __future__ import annotations

import re

_OPENING = re.compile(r"\s*(?P<opening>[^,.!?;:\n–—]{1,40})[,.!?;:\n–—]+\s*(?P<rest>\S.*)", re.DOTALL)
MOST_WORDS = 6
FEWEST_WORDS_AFTER = 3
# "Hello, anybody there?" is a courtesy throughout: only what wants one of these, clearly, is more than the greeting.
SUBSTANCE = frozenset({"report_problem", "inform", "add_information", "correct_answer", "ask_status", "ask_policy"})
CLEAR = 0.6


def after(text: str) -> str:
    """What follows a short first phrase, when it is long enough to want something; else empty."""
    found = _OPENING.fullmatch(text)
    if not found or len(found["opening"].split()) > MOST_WORDS or len(found["rest"].split()) < FEWEST_WORDS_AFTER:
        return ""
    return found["rest"]


def matters(intent: str, confidence: float) -> bool:
    """Whether what follows a greeting counts more than the greeting."""
    return intent in SUBSTANCE and confidence >= CLEAR

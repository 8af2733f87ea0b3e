"""What is said, denied or only asked about a term that speaks of a fact by itself.

The rules of the yes/no facts ask these.
"""

from __future__ import annotations

from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import Reading


def stated(reading: Reading, term: str, unless: str = "") -> bool | None:
    """Whether `term` is said (true) or denied (false) outside of questions and away from words of `unless`."""
    said = [one for one in reading.all(term) if not reading.is_question(one) and not reading.beside(one, unless)]
    return not any(reading.negated(mention) for mention in said) if said else None


def asks_support(reading: Reading, mention: Mention) -> bool:
    """Whether the clause says what is supported; "the snom support" is a desk."""
    desks = reading.under("desk")
    return any(
        one.start not in desks or reading.is_question(mention)
        for one in reading.all("support")
        if reading.same_clause(one, mention)
    )

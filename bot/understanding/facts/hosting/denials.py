"""Places that are denied: "self hosted no", "autoalojado no es".

`hosting` and `keepers` ask `is_denied`.
"""

from __future__ import annotations

from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import Reading


def is_denied(reading: Reading, mention: Mention) -> bool:
    """Whether it is negated, if only by the word that ends its clause: "self hosted no, 3CX runs it"."""
    return (
        reading.negated(mention)
        or any(
            no.start == mention.end and reading.ends_clause(no) and reading.same_clause(no, mention)
            for no in reading.all("negation", "no")
        )
        or _is_denied_behind(reading, mention)
    )


def _is_denied_behind(reading: Reading, mention: Mention) -> bool:
    """Whether "it is not" follows and hardly more: "autoalojado no es", "self hosted πάντως δεν είναι"."""
    small = reading.under("at_all", "certain")
    rest = [at for at in reading.clause(mention) if at >= mention.end and reading.words[at][0].isalnum()]
    denials = [one for one in reading.all("is_not") if one.end - one.start > 1 and one.start in rest]
    return bool(denials) and all(at in small or any(no.start <= at < no.end for no in denials) for at in rest)

"""Of what the parts of a message speak: the system that has the fault, another's, an old one, one that is planned.

Called by the model with its fifth classifier. What a part says of something else is no fact of the case, however
plainly it is worded ("the bakery next door runs V18 on Azure", "would 64 channels be cheaper?").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.understanding.sentences import FEWEST_WORDS, MOST_SENTENCES, Judge, parts, sentences

# The class of what speaks of the own system as it is now; `data/lessons/<language>/subjects.yml` names the others.
OWN = "own"
# From which probability another subject counts: of a sentence, of a part of one that as a whole speaks of the own
# system, and of a part of a foreign sentence that may be own after all ("his is on Azure, ours a NUC in the shop").
SENTENCE, PART, EXCEPTION = 0.9, 0.95, 0.4
# Behind a foreign part the list goes on ("my mate runs V20 at his depot, 30 extensions") unless a part is plainly own.
TURN = 0.5
# From here on a sentence is not looked at part by part, which in a long message takes as long as all the rest.
PLAINLY_OWN = 0.8


def foreign(text: str, judge: Judge) -> tuple[str, ...]:
    """The parts of `text`, as they stand there, that surely speak of something else.

    `judge` gives the best class of a part and its probability.
    """
    return tuple(part for sentence in sentences(text)[:MOST_SENTENCES] for part in _foreign(sentence, judge))


def without(text: str, foreign: Sequence[str]) -> str:
    """`text` with a full stop in place of every foreign part."""
    for part in foreign:
        text = text.replace(part, " . ", 1)
    return text


def _foreign(sentence: str, judge: Judge) -> Iterator[str]:
    pieces = parts(sentence)
    subject, probability = judge(sentence)
    whole = subject != OWN and probability >= SENTENCE
    if len(pieces) == 1 or (subject == OWN and probability >= PLAINLY_OWN):
        yield from [sentence] if whole else []
        return
    goes_on = False
    for piece in pieces:
        if len(piece.split()) < FEWEST_WORDS:
            continue
        subject, probability = judge(piece)
        own = subject == OWN and probability >= (TURN if goes_on else EXCEPTION)
        goes_on = ((whole or goes_on) and not own) or (subject != OWN and probability >= PART)
        if goes_on:
            yield piece

"""Takes the words that hand over a licence key out of a message: they say nothing of its problem.

Called by the model before it reads the problem; "all phones are dead, key 1234-…" is no licence problem.
"""

from __future__ import annotations

import re

from bot.text.identifiers import find_licence_keys
from bot.text.masking import masked_keys

# "the customer's key is" stands before it; what goes further back belongs to the sentence.
MOST_WORDS_BEFORE = 3
FEWEST_WORDS_LEFT = 3
_FARTHEST = 200  # characters in which those words stand
# With more behind it in its clause the key may be what does not work ("key 1234-… is not accepted").
_CLAUSE_ENDS = re.compile(r"\s*(?:[,.;:!?)\n]|$)")
_WORDS_BEFORE = re.compile(rf"(?:[^\s,.;!?]+[ \t]+){{0,{MOST_WORDS_BEFORE}}}$")


def without_keys(text: str) -> str:
    """`text` without the keys (and references to keys) that end a clause, and up to three words before each.

    Empty where nothing is taken out or little is left.
    """
    spans = [match.span() for match in masked_keys(text)]
    spans += [(key.start, key.end) for key in find_licence_keys(text)]
    left = text
    for start, end in sorted((span for span in spans if _CLAUSE_ENDS.match(text, span[1])), reverse=True):
        before = _WORDS_BEFORE.search(left, max(0, start - _FARTHEST), start)
        left = f"{left[: before.start() if before else start]} {left[end:]}"
    return left.strip() if left != text and len(re.findall(r"\w+", left)) >= FEWEST_WORDS_LEFT else ""

"""Makes typed text safe to handle: what can not be seen goes, what looks like a command stays words.

Called for every inbound text before it is masked and stored. It never changes what a person meant
to say: line breaks, letters of every script and emoji stay.
"""

from __future__ import annotations

import re
import unicodedata

WORD_JOINER = "\u2060"

# Controls other than tab and line feed, zero-width and bidirectional marks, variation selectors of
# other planes, tags and surrogates: invisible carriers of hidden or reordered text.
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_LINE_END = re.compile("\r\n?|[\u0085\u2028\u2029\u000b\u000c]")
# The slash and what looks like one or is folded into one by a normalisation further on.
_SLASHES = "/\u2044\u2215\u29f8\u27cb\u2571\uff0f\u1735\u30ce\u3033\u2cc6\u2f03\U0001d23a\u2afd\u2af6\\\uff3c\u2216"
_COMMAND = re.compile(rf"\s*[{re.escape(_SLASHES)}]")


def clean(text: str) -> str:
    """`text` without invisible and control characters, in composed form, without outer white space."""
    text = _INVISIBLE.sub("", _LINE_END.sub("\n", text))
    return unicodedata.normalize("NFC", text).strip()


def neutral(text: str) -> str:
    """`text` such that Rasa takes it as words: in front of a slash stands a word joiner.

    Rasa obeys any text that starts with a slash and names an intent (design.md section 3); a space
    in front does not stop it, U+2060 does.
    """
    return WORD_JOINER + text if _COMMAND.match(text) else text

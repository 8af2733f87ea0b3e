"""Finds the topic of a question about the policy, in any of the eight languages.

Called when the dialogue's intent is `ask_policy`. It looks for the words of `policy_kb/topics/` and
for clause ids; it never answers, and it finds nothing rather than something unlikely.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Iterable

from bot.policy.policy import Policy
from bot.policy.topics import LANGUAGES

_DEFAULT = "en"  # product words are English everywhere
_LONGEST = 2000  # of a question; what follows is a pasted log
_WEAK = 4  # a match of fewer letters, such as "api", counts less than a phrase


@dataclass(frozen=True)
class Match:
    """A topic with its score, 0 to 1: the share of the words found that belong to it."""

    topic: str
    score: float


def match(policy: Policy, text: str, language: str | None = None) -> list[Match]:
    """The topics of `text`, best first; empty where none is named.

    `language` is one of the eight; with None or another one, the words of all languages are tried.
    """
    folded = fold(text[:_LONGEST])
    named = [clause for clause in policy.knowledge.clauses if re.search(rf"(?<!\w){clause.lower()}(?!\w)", folded)]
    if named:
        return [Match(clause, 1.0) for clause in named]
    languages: Iterable[str] = dict.fromkeys((language, _DEFAULT)) if language in LANGUAGES else LANGUAGES
    weights = {}
    for topic in policy.knowledge.topics.values():
        found = {
            hit.group() for name in languages for words in topic.patterns[str(name)] if (hit := words.search(folded))
        }
        if found:
            weights[topic.id] = sum(max(len(words), 1) if len(words) >= _WEAK else len(words) / 2 for words in found)
    total = sum(weights.values())
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    return [Match(topic, round(weight / total, 3)) for topic, weight in ranked]


def fold(text: str) -> str:
    """Lower case, without accents, one kind of sigma, single spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign) or sign == "\u0306")
    plain = unicodedata.normalize("NFC", plain.replace("ς", "σ").replace("’", "'"))
    return " ".join(plain.split())

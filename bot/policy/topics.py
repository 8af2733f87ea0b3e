"""Topics of questions about the policy: which clauses answer them, and by which words they are known.

One file a topic in `policy_kb/topics/`; the answers' words are in the locales. `bot.policy.questions`
matches with them. A clause is a topic as well, by its id.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Mapping

from bot.policy.yamlfile import Section

LANGUAGES = ("en", "de", "it", "fr", "ru", "el", "pt", "es")


@dataclass(frozen=True)
class Topic:
    """`clauses` carry the answer; `patterns` are regular expressions over folded text, by language."""

    id: str
    clauses: tuple[str, ...]
    patterns: Mapping[str, tuple[re.Pattern[str], ...]]


def read_topic(section: Section, stem: str, clauses: Mapping[str, Any]) -> Topic:
    """The topic of one file; raises KnowledgeError."""
    if section.text("id") != stem:
        raise section.error("id", f"the file's name, {stem}", "Make both the same.")
    cited = tuple(section.one_of("clauses", item, clauses) for item in section.items("clauses"))
    words = section.section("patterns")
    patterns = {}
    for language in LANGUAGES:
        compiled = []
        for text in words.items(language):
            try:
                compiled.append(re.compile(text))
            except (re.error, TypeError):
                raise words.error(
                    language, f"a regular expression, not {text!r}", "Escape its special signs."
                ) from None
        patterns[language] = tuple(compiled)
    words.done()
    section.done()
    return Topic(stem, cited, patterns)

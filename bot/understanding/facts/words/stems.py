"""Stems of entries: words with a star at their end, which the tokenizer cuts off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def has_stem(words: Sequence[str]) -> bool:
    return any(word.endswith("*") for word in words)


def joined_stars(words: Sequence[str]) -> Iterator[str]:
    """Joins the star that a tokenizer split from its stem."""
    pending: str | None = None
    for word in words:
        if word == "*" and pending is not None:
            pending += "*"
            continue
        if pending is not None:
            yield pending
        pending = word
    if pending is not None:
        yield pending

"""`python -m evaluation.attributing`: finds which sentence of a labelled message tells which of its facts.

It writes `data/lessons/<language>/told.yml` from `data/labelled`, for the classifier of implied facts to learn from: a
message has its facts as a whole, the classifier reads sentence by sentence. What the trained model hears in a sentence
decides between the sentences; of a message whose facts are all found, the other ones tell nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from bot import settings
from bot.text import pasted
from bot.understanding.examples import BESIDE
from bot.understanding.facts.extractor import FactExtractor
from bot.understanding.facts.learned import lessons as labelled
from bot.understanding.facts.learned.tasks import CHOICES, LEVEL, WISHES, YES_OR_NO
from bot.understanding.implied import NOTHING, label
from bot.understanding.lessons import Example
from bot.understanding.model import UnderstandingModel
from bot.understanding.sentences import FEWEST_WORDS, MOST_SENTENCES, parts, sentences
from bot.understanding.tokens import LANGUAGES
from evaluation.sentences import DATA, training

# Probabilities: from which on a sentence among others may tell a fact, and up to which one that tells nothing is worth
# learning. A sentence that the model is as sure of as can be teaches it nothing.
HEARD, DOUBTED, SURE = 0.15, 0.85, 0.97
READ = 0.2  # what the rules read in a sentence counts so much more
SOFT = {*CHOICES, *YES_OR_NO, WISHES}
HEADER = "# Which sentence of the labelled messages tells which fact; made by `python -m evaluation.attributing`."

Told = dict[str, list[str]]  # sentences by class


def facts_of(facts: Mapping[str, Any], entities: Mapping[str, Any]) -> set[str]:
    """What is told, as classes of implied facts; a level makes its partner, which is not told beside it."""
    told = facts | ({LEVEL: entities[LEVEL]} if entities.get(LEVEL) else {})
    if LEVEL in told and told.get("requester") == "partner":
        told = {name: value for name, value in told.items() if name != "requester"}
    return {label(name, one) for name in SOFT & told.keys() for one in _each(told[name])}


def _each(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


class Attribution:
    """The sentences of messages of one language, heard by the trained model and read by the rules."""

    def __init__(self, understanding: UnderstandingModel, extractor: FactExtractor, language: str) -> None:
        self._understanding = understanding
        self._extractor = extractor
        self._language = language
        self._heard: dict[str, Mapping[str, float]] = {}

    def told(self, line: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """(sentence, class) of those of a message that tell one fact, and the doubtful ones that tell none."""
        text, facts = line["text"], facts_of(line["facts"], line["entities"])
        pieces = sentences(pasted.prose(text))[:MOST_SENTENCES]
        of = self._shared_out(pieces, facts)
        found = set().union(*of.values())
        for piece in pieces:
            if len(of[piece]) > 1:
                within = self._shared_out([one for one in parts(piece) if len(one.split()) >= FEWEST_WORDS], of[piece])
                yield from ((part, *told) for part, told in within.items() if len(told) == 1)
            elif of[piece]:
                yield piece, *of[piece]
            elif found == facts and self.hears(piece, NOTHING) < DOUBTED:
                yield piece, NOTHING

    def _shared_out(self, pieces: list[str], facts: set[str]) -> dict[str, set[str]]:
        """Each of the facts to the piece that speaks most for it."""
        of: dict[str, set[str]] = defaultdict(set)
        for fact in facts if pieces else ():
            shares = [self.hears(piece, fact) + (READ if fact in self._reads(piece) else 0.0) for piece in pieces]
            if len(pieces) == 1 or max(shares) >= HEARD:
                of[pieces[shares.index(max(shares))]].add(fact)
        return of

    def hears(self, piece: str, name: str) -> float:
        """How probable the model finds a class in a piece of a message."""
        if piece not in self._heard:
            self._heard[piece] = self._understanding.understand(piece, self._language).hints
        return self._heard[piece].get(name, 0.0)

    @cache  # noqa: B019 - one is made for each language
    def _reads(self, piece: str) -> set[str]:
        """The classes that the rules read in a piece."""
        read = self._extractor.extract(piece, self._language)
        return facts_of(read.facts, read.entities)


def written(language: str, told: Told) -> str:
    """The file of a language: its sentences by class."""
    lines = [HEADER, "lessons:"]
    for name, those in sorted(told.items()):
        lines.append(f'- intent: inform\n  metadata: {{language: {language}, implies: "{name}"}}\n  examples: |')
        lines += [f"    - {one}" for one in those]
    return "\n".join(lines) + "\n"


def attribute(understanding: UnderstandingModel, known: Sequence[Example]) -> Iterator[tuple[str, Told]]:
    """(language, sentences) of all labelled messages, each sentence once and none that is `known`."""
    extractor = FactExtractor.load(settings.load().policy_kb, DATA)
    taken = {one.text.casefold() for one in known}
    for language in LANGUAGES:
        attribution = Attribution(understanding, extractor, language)
        told: Told = defaultdict(list)
        for line in labelled.lines(DATA, language):
            for sentence, name in () if line.get("question") else attribution.told(line):
                surely = name != NOTHING and attribution.hears(sentence, name) >= SURE
                if not (surely or sentence.casefold() in taken):
                    taken.add(sentence.casefold())
                    told[name].append(sentence)
        yield language, told


def main() -> None:
    for language in LANGUAGES:
        path(language).unlink(missing_ok=True)
    known = training()
    for language, told in attribute(UnderstandingModel.train(known), known):
        path(language).write_text(written(language, told), encoding="utf-8")
        print(f"{path(language)}: {sum(map(len, told.values()))} sentences", flush=True)


def path(language: str) -> Path:
    """The file that is written for a language."""
    return DATA / BESIDE / language / "told.yml"


if __name__ == "__main__":
    main()

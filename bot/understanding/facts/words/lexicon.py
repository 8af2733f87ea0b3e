"""The words of facts (`data/facts/`) of one language as a phrase matcher.

Made by `lexicons`; the readings of messages look words up here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from bot.understanding.facts.words import brief, corrections, numbers, splitting
from bot.understanding.facts.words.sounds import Sounds
from bot.understanding.facts.words.stems import has_stem
from bot.understanding.facts.words.typos import Typos
from bot.understanding.normal import spelled
from bot.understanding.phrases import Phrases

# Lists of the shared file that are not words to be found by the phrase matcher.
_SETTINGS = frozenset(
    {"needs_context", "no_typing_errors", "sizes", "numbers", "ordinals", "number_joiner", "ordinary", "filler"}
    | {"counting", "hundreds", "approximate", "majors", "version_words", "update_words", "with_words"}
    | {"hesitation", "not_this", "untrue"}
    | brief.TERMS
)
# Words that say what a number is: too common and too many to mend others by or to keep from being names.
_AROUND_NUMBERS = frozenset(
    "after_code before_number article_of_number counted numbered call_sign code_answer dialled sample web_page"
    " enrollable enrolled talk at_once permits definite newly advert exceeding we_number would_buy title"
    " selling by_way_of people_behind pretends given_notice house all_of in_total years_ago"
    " exactly flat_no"
    " not_one presents right_one travels perfect arranges instead_of plural_article anyone_there demands"
    " populated institution gathering lines each_one having quoted among trial_copy"
    " plain_customer at_all removed tries_out decides_buying provided administers cloud_word rented own_house"
    " data_centre ticket_cue ticket_led tells their_chat advises halfway skipped_it settings_word reaches"
    " prior_to still_on ticket_opened or would_need step_up in_season unsettled ordered stays_at".split()
)
_CACHED = 20_000


class Lexicon:
    """The words of one language (and the shared ones), by term.

    With `by_sound` words are known by their sound in Latin letters, however they are typed.
    """

    def __init__(self, language: str, terms: Mapping[str, Sequence[str]], by_sound: bool = False) -> None:
        self.language = language
        self.by_sound = by_sound
        typed = {
            name: [words for entry in entries if entry[0] != "*" and (words := self.tokenize(entry))]
            for name, entries in terms.items()
            if name not in _SETTINGS
        }
        self.families = {name: f"{name.partition('.')[0]}." for name in terms}  # as the rules ask for them
        ordinary = [spelled(word, language) for word in terms.get("ordinary", ())]
        entries = [words for many in typed.values() for words in many]
        self._sounds = Sounds(language, entries, ordinary) if by_sound else None
        self._endings: dict[str, list[str]] = defaultdict(list)  # of compounds: "*haus"
        for name, listed in terms.items():
            for ending in (self._heard(spelled(one[1:], language)) for one in listed if one[0] == "*"):
                self._endings[ending].append(name)
        self._ending_lengths = sorted({len(ending) for ending in self._endings})
        self._phrases: Phrases[str] = Phrases()
        self._starred: dict[str, list[tuple[str, list[str]]]] = defaultdict(list)  # by the first word
        for name, entries in typed.items():
            for words in entries:
                if not has_stem(words):
                    self._phrases.add(name, self.heard(words))
            for words in filter(self._is_stem, entries):
                for opening in self._forms(words[0]):
                    self._starred[opening].append((name, words))
        self.joiners = self._plain(terms.get("number_joiner", ()))
        self.fillers = self._plain(terms.get("filler", ()))
        self.counting = self._plain(terms.get("counting", ()))
        simple = self._values(terms.get("numbers", ()))
        joined = numbers.joined(simple, self.joiners)
        self.numbers = numbers.Numerals(joined, self.joiners)
        # Answers are told with hundreds that other numbers are not: "four hundred and eighty".
        hundreds = self._values(terms.get("hundreds", ()))
        self.spoken_codes = numbers.Numerals({**joined, **hundreds}, self.joiners)
        self.approximate = self._values(terms.get("approximate", ()))
        self.approximate_openers = frozenset(entry.partition(" ")[0] for entry in self.approximate)
        self.ordinals = self._values(terms.get("ordinals", ()))
        self.majors = self._values(terms.get("majors", ()))
        self.version_words = self._plain(terms.get("version_words", ()))
        self.update_words = self._plain(terms.get("update_words", ()))
        self.with_words = self._plain(terms.get("with_words", ()))
        self.brief = brief.Phrases(self, terms)
        self.ordinary = self._plain(terms.get("ordinary", ()))
        clear, apologies, denials, pauses, untrue = (
            terms.get(name, ()) for name in ("correction", "apology", "no", "hesitation", "untrue")
        )
        self.corrections = corrections.pattern(clear, apologies, (*denials, *untrue), pauses)
        self.flat_denials = corrections.pattern(terms.get("flat_no", ()))
        self.rulings = corrections.pattern(terms.get("not_this", ()))
        self.quotes = corrections.pattern(terms.get("quoted", ()))
        self.levels = corrections.worded(
            {
                name.removeprefix("level."): [entry for entry in entries if entry[0] != "*"]
                for name, entries in terms.items()
                if name.startswith("level.")
            }
        )
        self.sizes = frozenset(int(size) for size in terms.get("sizes", ()))
        self._listed = {
            form
            for name, entries in typed.items()
            if name not in _AROUND_NUMBERS
            for words in entries
            for word in words
            for form in self._forms(word)
        }
        self._typos = Typos(self._listed, self.ordinary)
        self._opened = lru_cache(maxsize=_CACHED)(self._opening)
        self._ended = lru_cache(maxsize=_CACHED)(self._ending)

    def _values(self, entries: Sequence[str]) -> dict[str, int]:
        """Numbers by their words, of entries such as "twelve=12"."""
        pairs = (entry.partition("=")[::2] for entry in entries)
        return {self._heard(spelled(word.strip(), self.language)): int(value) for word, value in pairs}

    def heard(self, words: Sequence[str]) -> list[str]:
        """`words` as the lexicon knows them: by their sound or as they are."""
        return [self._heard(word) for word in words]

    def tokenize(self, text: str) -> list[str]:
        """Words and signs of `text` without case and accents; sizes such as 16SC become two words."""
        return splitting.split(text, self.language, self.by_sound)

    def find(self, words: Sequence[str]) -> list[tuple[str, int, int]]:
        """Terms in the heard `words` as (name, first word, word after the last one)."""
        mended = [self._typos.mended(word) for word in words]
        found = self._phrases.find(mended)
        for start, word in enumerate(mended):
            for name, rest in self._opened(word):
                end = start + 1 + len(rest)
                if not rest or (end <= len(mended) and all(map(self._fits, rest, mended[start + 1 : end]))):
                    found.append((name, start, end))
            if ended := self._ended(word):
                found += [(name, start, start + 1) for name in ended]
        return found

    def _opening(self, word: str) -> list[tuple[str, list[str]]]:
        """The entries with stems that `word` opens, each as its term and the other words of it."""
        openings = (word, *(f"{word[:length]}*" for length in range(1, len(word) + 1)))
        entries = (entry for opening in openings for entry in self._starred.get(opening, ()))
        return [(name, words[1:]) for name, words in entries if self._fits(words[0], word)]

    def _ending(self, word: str) -> list[str]:
        """The terms of the ends of compounds with which `word` ends."""
        lengths = (length for length in self._ending_lengths if length < len(word))
        return [name for length in lengths for name in self._endings.get(word[-length:], ())]

    def worded_numbers(self, text: str) -> list[tuple[int, int]]:
        """Where numbers of two and more stand in words in `text`."""
        return [(start, end) for start, end, value in numbers.in_words(text, self) if value > 1]

    def lists(self, typed: str) -> bool:
        """Whether a word stands in an entry of some term."""
        return self._heard(typed) in self._listed

    def knows(self, typed: str) -> bool:
        """Whether a word stands in an entry or is an ordinary word, so that it is no mistyped name."""
        return self.lists(typed) or self._heard(typed) in self.ordinary

    def has_stem(self, typed: str) -> bool:
        """Whether a word is one of ours by its stem alone: "аварией" of "авари*"."""
        return any(not rest for _, rest in self._opened(self._heard(typed)))

    def _heard(self, word: str) -> str:
        return self._sounds.heard(word) if self._sounds else word

    def _forms(self, word: str) -> tuple[str, ...]:
        return self._sounds.forms(word) if self._sounds else (word,)

    def _fits(self, pattern: str, word: str) -> bool:
        """Whether the heard `word` is `pattern` of an entry, or begins with its stem."""
        if not pattern.endswith("*"):
            return word == self._heard(pattern)
        return self._sounds.begins(pattern, word) if self._sounds else word.startswith(pattern[:-1])

    def _is_stem(self, words: Sequence[str]) -> bool:
        """Whether an entry has a stem, and one that is worth looking for."""
        return has_stem(words) and (self._sounds is None or len(words) > 1 or self._sounds.is_distinct(words[0]))

    def _plain(self, words: Sequence[str]) -> frozenset[str]:
        return frozenset(self._heard(spelled(word, self.language)) for word in words)

"""Finds licence keys in what people type, and writes them in one form.

Masking calls `find` so that no key reaches a log; the registry and the intake call `normalise`.
People type keys in lower case, with spaces, odd dashes, invisible characters and letters of another
alphabet that look Latin; ordinary words, UUIDs and MAC addresses must never be taken for a key.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Iterator

from bot.text.letters import Letters

# Letters that look like Latin capitals, as domain.md section 2 ("Word traps") asks.
_LOOKALIKES = dict(
    zip(
        "АВЕКМНОРСТХУІЅЈԚԜавекмнорстхуіѕјԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧαβεζηικμνορτυχ",
        "ABEKMHOPCTXYISJQWABEKMHOPCTXYISJQWABEZHIKMNOPTYXABEZHIKMNOPTYX",
        strict=True,
    )
)
_VOWELS = frozenset("AEIOU")
_DASHES = frozenset("‐‑‒–—―−﹘﹣-⁃─━")
_FULL = re.compile(r"[A-Z0-9]{4}(?:[\s\-_./]*[A-Z0-9]{4}){3}")
# Letters and digits of any alphabet count as neighbours, so that no key starts inside a word.
_ENDS = r"(?![^\W_])"
# The first letter of a key opens its pattern, so that most places of a text are passed over at once.
_DASHED = re.compile(
    rf"[A-Z0-9](?<![^\W_].)(?<!\b[A-Z0-9]{{4}}-.)[A-Z0-9]{{3}}(?:\s{{0,2}}-\s{{0,2}}[A-Z0-9]{{4}}){{3}}{_ENDS}(?!-[A-Z0-9]{{4}}\b)"
)
# Looked for at every place (lookahead), because a word of four letters may stand in front of the key.
_LOOSE = re.compile(
    rf"[A-Z0-9](?<![^\W_].)(?<!@.)"
    rf"(?=([A-Z0-9]{{3}}(?:[\s\-_./]{{0,3}}[A-Z0-9]{{4}}){{3}}){_ENDS}(?!@))"
)
_CONTEXT = re.compile(
    r"\bkey\b|licen[cszç]|lizenz|schl[üu]ssel|chiave|\bcl[ée]\b|chave|clave|ключ|лиценз|κλειδ|[άα]δει|serial|activation",
    re.IGNORECASE,
)
# Right before a key these words say so too.
_CALLED = re.compile(
    r"(?:\bcod(?:e|ice|igo)|c[óo]digo|κωδικ\w+|\bкод\w*|\bkod\w*|\bs/?n|seriennummer|numero di serie)"
    r"(?:\s+(?:is|ist|è|est|é|es|είναι))?[\s:=]*$",
    re.IGNORECASE,
)
# What else has a number of sixteen digits: an order, an invoice, a receipt, a card, a bank account.
_OF_PAPERS = re.compile(
    r"\border\b|invoice|receipt|purchase|\bcard\b|\bIBAN\b|bestell|rechnung|auftrag|beleg|\bkarte|ordine|fattura|"
    r"scontrino|\bcarta\b|commande|facture|\bre[çc]u\b|\bcarte\b|bon de|заказ|сч[её]т|чек\b|накладн|карт[аы]\b|"
    r"παραγγελ|τιμολόγ|απόδειξ|κάρτα|pedido|fatura|recibo|cart[ãa]o|factura|ticket de caja|tarjeta|nota fiscal",
    re.IGNORECASE,
)
# Letters alone are a key only right behind these.
_LICENCE = re.compile(
    r"(?:licen[cszç]\w*|lizenz\w*|schl[üu]ssel|\bkey|chiave|\bcl[ée]f?|chave|clave|ключ\w*|лиценз\w*|κλειδ\w*|[άα]δει\w*)"
    r"(?:\s+(?:key|is|ist|è|est|é|es|είναι|nr|no|n°|di licenza|de licen\w+))?[\s:=#.(]*$",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?:^|[.!?:;\n])\s*$")
_CLOSES = re.compile(r"\s*(?:[.!?;\n]|$)")
_JOINS_BEFORE = re.compile(r"[\w/\\=&?.@#%+-]$")
_JOINS_BEHIND = re.compile(r"[/\\=&@#%+-]|\.\w")
_SEPARATORS = re.compile(r"[^A-Z0-9]+")
_HEXADECIMAL = re.compile(r"[0-9A-F]+")
_LENGTH = 16
_RUNS = 5  # of letters or digits: "A4NCGZRBBC3Q6MTZ" has seven, "YEALINKSIPT46SUS" three
_BEFORE, _AFTER = 80, 24  # characters: "... is our key"
# Four-character words of our trade that mix letters and digits without being part of a key.
_TRADE_WORD = re.compile(r"\d+SC|SC\d+|V\d\d.?|\d\dU\d|U\d+|T\d\d[A-Z]|X\d+[A-Z]?|\d+(?:MB|GB|KB|MS|ST|ND|RD|TH|H|S)")


@dataclass(frozen=True)
class FoundKey:
    """A key at `start:end` of the text as typed; `value` is `AAAA-BBBB-CCCC-DDDD`.

    `of_papers` where it is said to be the number of an order, an invoice or a card: masked like a key, but none.
    """

    start: int
    end: int
    value: str
    of_papers: bool = False


def normalise(text: str) -> str | None:
    """The canonical form of a text that is one key and nothing else, or None.

    The shape, four groups of four, is domain knowledge (domain.md 3.1, [K]): it says that a key is
    well formed, never that it exists.
    """
    folded = text.translate(_CAPITALS).strip()
    return _canonical(folded) if _FULL.fullmatch(folded) else None


def find(text: str) -> list[FoundKey]:
    """All licence keys in `text`, in order. Needs no language."""
    folded, places = _CAPITALS.spelled(text)
    whole = bool(_FULL.fullmatch(folded.strip()))

    def candidates(pattern: re.Pattern[str], group: int) -> Iterator[_Candidate]:
        for match in pattern.finditer(folded):
            first, last = match.start(), match.end(group)
            yield _Candidate(text, places[first], places[last - 1] + 1, folded[first:last], whole)

    dashed = [candidate for candidate in candidates(_DASHED, 0) if _dashed_is_key(candidate)]
    loose = [candidate for candidate in candidates(_LOOSE, 1) if _loose_is_key(candidate)]
    found: list[FoundKey] = []
    for candidate in dashed + sorted(loose, key=_likeness):
        if not any(candidate.start < other.end and other.start < candidate.end for other in found):
            found.append(
                FoundKey(candidate.start, candidate.end, _canonical(candidate.folded), _is_of_papers(candidate))
            )
    return sorted(found, key=lambda key: key.start)


@dataclass(frozen=True)
class _Candidate:
    text: str
    start: int
    end: int
    folded: str
    whole: bool  # the text is this and nothing else

    @property
    def typed(self) -> str:
        return self.text[self.start : self.end]

    @property
    def before(self) -> str:
        """Some of the text before it."""
        return self.text[max(0, self.start - _BEFORE) : self.start]

    @property
    def around(self) -> str:
        """Some of the text before and a little of the text after it."""
        return f"{self.before} {self.text[self.end : self.end + _AFTER]}"

    @property
    def alone(self) -> bool:
        """Whether nothing else stands in its sentence."""
        return bool(_OPENS.search(self.text[: self.start]) and _CLOSES.match(self.text, self.end))

    @property
    def named(self) -> bool:
        """Whether it is said to be a key."""
        return bool(_CALLED.search(self.before) or _CONTEXT.search(self.around))

    @property
    def led(self) -> bool:
        """Whether it stands right behind a word for a licence, in a text that is not all capitals."""
        return bool(_LICENCE.search(self.before)) and any(map(str.islower, self.before))

    @property
    def in_small(self) -> bool:
        """Whether the rest of the text is not all capitals."""
        return any(map(str.islower, self.text[: self.start] + self.text[self.end :]))

    @property
    def bare(self) -> bool:
        """Whether it is no part of an address, a path or a file's name."""
        near = self.text[max(0, self.start - 2) : self.start]
        return not (_JOINS_BEFORE.search(near) or _JOINS_BEHIND.match(self.text, self.end))

    @property
    def mixed(self) -> int:
        """How many of the four groups hold both letters and digits."""
        plain = _SEPARATORS.sub("", self.folded)
        return sum(_is_mixed(plain[at : at + 4]) for at in range(0, 16, 4))

    @property
    def unsayable(self) -> int:
        """How many of the four groups are letters without a vowel."""
        return sum(group.isalpha() and not _VOWELS & set(group) for group in _canonical(self.folded).split("-"))

    @property
    def scrambled(self) -> bool:
        """Whether it is one word in which letters and digits change places more often than in a name or a checksum."""
        runs = len(re.findall(r"\d+|\D+", self.folded))
        scrambled = len(self.folded) == _LENGTH and runs >= _RUNS and not _HEXADECIMAL.fullmatch(self.folded)
        return scrambled and self.bare


def _is_of_papers(candidate: _Candidate) -> bool:
    """Whether it is figures alone beside a word for papers and none for keys."""
    figures = not any(map(str.isalpha, candidate.typed))
    return figures and bool(_OF_PAPERS.search(candidate.around)) and not _CONTEXT.search(candidate.around)


def _dashed_is_key(candidate: _Candidate) -> bool:
    """Words joined by dashes ("with-this-that-from") have no digit and are not in capitals."""
    typed = candidate.typed
    has_digit = any(character.isdigit() for character in typed)
    return has_digit or typed == typed.upper() or candidate.whole or candidate.named


def _loose_is_key(candidate: _Candidate) -> bool:
    """Without dashes only a mixture of letters and digits can be told from words and numbers."""
    folded, typed = candidate.folded, candidate.typed
    separators = len(_SEPARATORS.findall(folded))
    if folded.replace(" ", "").isalpha():
        random = candidate.unsayable >= (1 if typed == typed.upper() else 2)
        return random and separators == 3 and candidate.led
    if not (any(c.isdigit() for c in folded) and any(c.isalpha() for c in folded)):
        return False
    if candidate.scrambled:
        return True
    if candidate.whole and (separators in (0, 3) or candidate.mixed >= 2):
        return True  # "neuf Yealink1 T57W" is divided by its words, not into groups
    if candidate.named and separators != 2 and (candidate.mixed or typed == typed.upper()):
        return True
    shown = candidate.alone or (candidate.in_small and candidate.unsayable > 0)
    return separators == 3 and (candidate.mixed >= 2 or (shown and bool(candidate.mixed) and typed == typed.upper()))


def _likeness(candidate: _Candidate) -> tuple[int, int, int]:
    """Sorts the likelier of two overlapping candidates first: "code AB12 ..." begins after the word."""
    return -candidate.mixed, sum(character.islower() for character in candidate.typed), candidate.start


def _is_mixed(group: str) -> bool:
    letters_only, digits_only = group.isalpha(), group.isdigit()
    return not (letters_only or digits_only or _TRADE_WORD.fullmatch(group))


def _canonical(folded: str) -> str:
    plain = _SEPARATORS.sub("", folded)
    return "-".join(plain[at : at + 4] for at in range(0, 16, 4))


def _plain(character: str) -> str:
    """The plain capital for a character; empty for one that is not seen."""
    if character.isascii():
        return character.upper()
    if character in _LOOKALIKES:
        return _LOOKALIKES[character]
    if character in _DASHES:
        return "-"
    if unicodedata.category(character) in ("Cf", "Mn"):
        return ""
    plain = unicodedata.normalize("NFKC", character).upper()
    return plain if len(plain) == 1 else "\N{REPLACEMENT CHARACTER}"


_CAPITALS = Letters(_plain)

"""A place of a text where a licence key may stand, and what speaks for it.

`licence_keys` makes one of everything that has the shape of a key, and judges by what it says of itself and of the
words around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_VOWELS = frozenset("AEIOU")
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
class Candidate:
    """`folded` is what stands at `start:end` of `text`, in plain capitals."""

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
    def of_papers(self) -> bool:
        """Whether it is figures alone beside a word for papers and none for keys."""
        figures = not any(map(str.isalpha, self.typed))
        return figures and bool(_OF_PAPERS.search(self.around)) and not _CONTEXT.search(self.around)

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
    def separators(self) -> int:
        """How many times it is divided."""
        return len(_SEPARATORS.findall(self.folded))

    @property
    def mixed(self) -> int:
        """How many of the four groups hold both letters and digits."""
        return sum(map(_is_mixed, groups(self.folded)))

    @property
    def unsayable(self) -> int:
        """How many of the four groups are letters without a vowel."""
        return sum(group.isalpha() and not _VOWELS & set(group) for group in groups(self.folded))

    @property
    def scrambled(self) -> bool:
        """Whether it is one word in which letters and digits change places more often than in a name or a checksum."""
        runs = len(re.findall(r"\d+|\D+", self.folded))
        scrambled = len(self.folded) == _LENGTH and runs >= _RUNS and not _HEXADECIMAL.fullmatch(self.folded)
        return scrambled and self.bare


def groups(folded: str) -> list[str]:
    """The four groups of something that has the shape of a key, however it is divided."""
    plain = _SEPARATORS.sub("", folded)
    return [plain[at : at + 4] for at in range(0, _LENGTH, 4)]


def _is_mixed(group: str) -> bool:
    letters_only, digits_only = group.isalpha(), group.isdigit()
    return not (letters_only or digits_only or _TRADE_WORD.fullmatch(group))

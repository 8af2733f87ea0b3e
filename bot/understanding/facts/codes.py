"""The SIP answers that a message names, in figures or in words: "503 as soon as two dial", "a four-oh-seven".

`FactExtractor` calls `told`. What has the shape of an answer in any language `bot.text.sip_codes` finds; here the
words of the language add those that stand bare, and take away amounts, numbers of things and pages.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from bot.text import sip_codes
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.numbers import number as counting
from bot.understanding.facts.words.reading import Reading

_FIGURES = re.compile(r"(?<!\d)[456]\d\d(?!\d)")
_PHONE_NUMBER = re.compile(r"(?<![\w.,])\+?\(?\d[\d()]*(?:[ \-/.]\(?\d[\d)]*)+(?!\w)")
_JOINED = re.compile(r"[\w.,:+#-]$")  # "KLM-417"
_DIGITS = 8  # of a phone number at least; "488 606" are two answers
_MONEY = ("€", "$", "£", "₽")
_SENTENCE_ENDS = ";.!?\n"
_CLAUSE_ENDS = f",{_SENTENCE_ENDS}"
_ENDS = re.compile(r"\s*(?:[,;:.!?)\n/»\"”]|$)")
_LINES = frozenset(("trunk", "gateway"))
_CALLS = ("trunk_word", "phone_word", "gateway_word", "call_verb", "calls", "call_sign", "vendor", "maker_name")
_OPENING = frozenset((4, 5, 6, *range(40, 70)))  # with what an answer begins that is told figure by figure
_BESIDE = 1  # words between a number and what it counts: "486 missed calls"


@dataclass(frozen=True)
class _Number:
    """A number that may be an answer, as a mention and, if in figures, at its place in the text."""

    value: int
    mention: Mention
    span: tuple[int, int] | None


def told(reading: Reading, named: Collection[str]) -> list[int]:
    """The answers that are named, each once, in order; `named` are the kinds of products of calls that are named."""
    shaped = {code.start: code for code in sip_codes.find(reading.text, bool(_LINES & set(named)))}
    phones = [match.span() for match in _PHONE_NUMBER.finditer(reading.text) if _has_digits(match.group())]
    found: list[int] = []
    for number in sorted((*_in_figures(reading), *_in_words(reading)), key=lambda one: one.mention.start):
        if _is_something_else(reading, number, phones):
            continue
        if (number.span and number.span[0] in shaped) or _stands_bare(reading, number, bool(named)):
            found.append(number.value)
    return list(dict.fromkeys(found))


def elsewhere(reading: Reading) -> set[int]:
    """The numbers of answers that stand as part of an id or on a web page only: "KDR-482", "the page says 500"."""
    plain = {number.value for number in _in_figures(reading) if not _is_of_page(reading, number.mention)}
    return {int(match.group()) for match in _FIGURES.finditer(reading.text)} - plain


def _in_figures(reading: Reading) -> Iterator[_Number]:
    """Every number of three figures that is an answer's and no part of a key, with its word."""
    if numbers := [*_answers(reading)]:
        for number in numbers:
            if number.span and not any(key.start <= number.span[0] < key.end for key in reading.keys):
                yield number


def _answers(reading: Reading) -> Iterator[_Number]:
    """Every number of three figures that is an answer's, but for those of web servers."""
    at = 0
    for match in _FIGURES.finditer(reading.text):
        places = (place for place in range(at, len(reading.typed)) if match.group() in reading.typed[place])
        place = next(places, None)
        if place is None:
            continue
        at = place + 1
        before = reading.text[max(0, match.start() - 2) : match.start()]
        if sip_codes.is_of_http(reading.text, *match.span()):
            continue
        if sip_codes.is_answer(int(match.group())) and not _JOINED.search(before):
            yield _Number(int(match.group()), Mention("code", place, at), match.span())


def _in_words(reading: Reading) -> Iterator[_Number]:
    """Every answer in words: "four hundred and eighty", "four oh seven", "четыреста восемьдесят восемь"."""
    value = partial(reading.lexicon.spoken_codes.read, reading.words)
    openers = reading.lexicon.spoken_codes.openers
    at = 0
    while at < len(reading.words):
        read = value(at) if reading.words[at] in openers and not reading.words[at].isdecimal() else None
        if read is None:
            at += 1
            continue
        total, length = read
        while (
            total in _OPENING and (more := value(at + length)) and more[0] < 100
        ):  # "four oh seven", "four eighty six"
            digits = 10 if more[0] < 10 else 100
            total, length = total * digits + more[0], length + more[1]
        if sip_codes.is_answer(total) and not sip_codes.is_round(total):
            yield _Number(total, Mention("code", at, at + length), None)
        at += length


def _has_digits(phone: str) -> bool:
    return sum(map(str.isdecimal, phone)) >= _DIGITS


def _is_something_else(reading: Reading, number: _Number, phones: Sequence[tuple[int, int]]) -> bool:
    """Whether it counts or numbers something, is part of one of the `phones`, of a web page or of an example."""
    here = number.mention
    after = [one for one in reading.all("counted") if reading.same_clause(one, here) and one.start >= here.end]
    if counting(reading, here.end) is not None:
        after = []  # in "401 two times" the two counts them
    bare = any(word.start == here.end for word in reading.all("after_code"))
    goes_on = not _ends(reading, number)
    if goes_on and any(one.start == here.end or (one.start - here.end == _BESIDE and not bare) for one in after):
        return True
    if any(one.end == here.start for one in reading.all("numbered", "article_of_number")):
        return True
    if reading.in_clause(here, "sample") or _is_of_page(reading, here):
        return True
    if number.span is None:
        return False
    start, _ = number.span
    if reading.text[:start].rstrip().endswith(_MONEY) or any(first <= start < last for first, last in phones):
        return True
    return any(sip_codes.is_of_web(reading.text[first:last]) for first, last in _around(reading.text, start))


def _is_of_page(reading: Reading, number: Mention) -> bool:
    """Whether a web page is spoken of beside it and no call: "the portal says error 500"."""
    answers = reading.under("code_answer", "trunk_acts")  # the "renvoie" of "la page renvoie" diverts no call
    calls = (one for one in reading.all(*_CALLS) if one.start not in answers)
    if reading.has("trunk_word", "vendor"):
        return False  # "die andere Seite lehnt 422 ab, Trunk von ..."
    return reading.in_clause(number, "web_page") and not any(reading.same_clause(one, number) for one in calls)


def _around(text: str, at: int) -> list[tuple[int, int]]:
    """The clause and the sentence of the number at `at`."""
    return [_between(text, at, ends) for ends in (_CLAUSE_ENDS, _SENTENCE_ENDS)]


def _between(text: str, at: int, ends: str) -> tuple[int, int]:
    """The characters around `at` up to the next of the signs `ends` on both sides."""
    before = max(text.rfind(sign, 0, at) for sign in ends)
    behind = [place for sign in ends if (place := text.find(sign, at)) >= 0]
    return before + 1, min(behind, default=len(text))


def _stands_bare(reading: Reading, number: _Number, named: bool) -> bool:
    """Whether no word follows of which it could be the number, and calls are spoken of."""
    here = number.mention
    answers = any(one.end == here.start or one.start == here.end for one in reading.all("code_answer"))
    calls = named or reading.in_sentence(here, *_CALLS)
    if not _ends(reading, number) and not any(one.start == here.end for one in reading.all("after_code")):
        return False
    if _is_party(reading, here) or (not answers and any(one.end == here.start for one in reading.all("before_number"))):
        return False
    parts = _around(reading.text, number.span[0]) if number.span else []
    for start, end in parts[: 1 if answers else 2]:
        if any(sip_codes.is_numbered(reading.text, one.start()) for one in _FIGURES.finditer(reading.text, start, end)):
            return False
    if sip_codes.is_round(number.value):
        logged = number.span is not None and sip_codes.is_in_log(reading.text, *number.span)
        if not (answers or logged):
            return False
    return calls or (answers and reading.has(*_CALLS))


def _is_turned_away(reading: Reading, number: Mention) -> bool:
    """Whether a call is said to be rejected with it: "recusa a nona ligação com 486"."""
    answered = any(one.end == number.start for one in reading.all("code_answer"))
    return answered and any(
        act.end < number.start and reading.same_clause(act, number) for act in reading.all("trunk_acts")
    )


def _ends(reading: Reading, number: _Number) -> bool:
    """Whether nothing follows it in its clause."""
    if number.span:
        return bool(_ENDS.match(reading.text, number.span[1]))
    return reading.ends_clause(number.mention)


def _is_party(reading: Reading, number: Mention) -> bool:
    """Whether somebody dials it, or it rings itself ("le 404 ne sonne plus")."""
    dialled = (one for one in reading.all("dialled") if reading.same_clause(one, number))
    if any(0 <= number.start - one.end <= 1 for one in dialled) and not _is_turned_away(reading, number):
        return True
    carried = reading.under("aux", "negation")
    return any(
        verb.start >= number.end
        and reading.same_clause(verb, number)
        and carried.issuperset(range(number.end, verb.start))
        for verb in reading.all("fault_verb")
    )

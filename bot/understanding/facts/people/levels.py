"""The partner level that somebody claims for their own firm.

`FactExtractor` calls `claimed_level`. A claim is never a fact (D14). The words of the levels are metals and colours
too, so one counts beside "partner", as what somebody says to be, or as the value of a level ("Status: silver").
"""

from __future__ import annotations

import re

from bot.understanding.facts.people.listed import is_alone, is_corrected, is_listed, is_newer, is_one_of_yours
from bot.understanding.facts.people.people import levels_at, of_others
from bot.understanding.facts.validity.changes import settled
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import BESIDE, Reading

_SIGNS = frozenset({":", "=", "-", "–", "—"})
_OWN = ("self_is", "level_word", "since", "became", "as_one")
_SAYS_OWN = ("i_am", "became")  # behind these the clause may go on: "somos platinum en Bogotá"
_OPENING = 2  # words before a size or a place where the list goes on


def claimed_level(reading: Reading, question: str | None = None) -> str | None:
    """The partner level that somebody claims for themselves; an entity, never a fact.

    Where it is asked who writes, a level that is a clause by itself is one: "bronze at the moment".
    """
    levels = [
        level
        for level in reading.all("level.")
        if not (reading.negated(level) or reading.is_asked(level, "own_voice", *_OWN) or reading.wonders(level))
        and not (of_others(reading, level) or reading.in_clause(level, "promised") or _is_lost(reading, level))
    ]
    if corrected := [level for level in levels if is_corrected(reading, level)]:
        return corrected[-1].value
    if newest := [level for level in levels if is_newer(reading, level, levels)]:
        return newest[-1].value
    answers = question == "requester" and any(is_alone(reading, level) for level in levels)
    if not answers and not any(rule(reading, level) for level in levels for rule in _RULES):
        return None
    levels = _of_today(reading, levels)
    touching = [level for level in levels if _touches_partner(reading, level)]
    if len({level.value for level in touching}) == 1:  # "we are bronze partner, hoping for silver"
        own = touching[0]
        levels = [
            one
            for one in levels
            if one.value == own.value
            or reading.beside(one, "now")
            or reading.same_clause(one, own)
            or any(own.end <= turn.start < one.start for turn in reading.all("correction"))
        ]
    claimed: str | None = settled(reading, [(level, level.value) for level in levels])
    return claimed


def _of_today(reading: Reading, levels: list[Mention]) -> list[Mention]:
    """Without levels that only a portal shows, where another is told: "im Portal noch Bronze, wir sind Silber"."""
    shown = [
        level
        for level in levels
        if any(
            reading.linked(paper, level) and not _parted(reading, paper, level, levels)
            for paper in reading.all("on_paper")
        )
    ]
    shown += [level for level in levels if level is not levels[-1] and reading.in_clause(level, "quoted")]
    return [level for level in levels if level not in shown] or levels


def _parted(reading: Reading, paper: Mention, level: Mention, levels: list[Mention]) -> bool:
    """Whether another level stands between the two."""
    first, last = sorted((paper, level), key=lambda one: one.start)
    return any(first.end <= one.start and one.end <= last.start for one in levels)


def _is_lost(reading: Reading, level: Mention) -> bool:
    """Whether they are that no more: "on n'est plus partenaire silver"."""
    return any(
        partner.end == level.start and any(more.end == partner.start for more in reading.all("no_more"))
        for partner in reading.all("partner")
    )


def _is_added(reading: Reading, level: Mention) -> bool:
    """Whether the clause is the level alone, behind one that tells of a partner's work: "we resell it, gold"."""
    alone = reading.is_clause(level)
    return alone and any(
        trade.end <= level.start and reading.same_sentence(trade, level) and not reading.negated(trade)
        for trade in reading.all("trades_in", "resells", "installs")
    )


def _touches_partner(reading: Reading, level: Mention) -> bool:
    return any(level.gap(other) == 0 and reading.same_clause(level, other) for other in reading.all("partner"))


def _is_of_partner(reading: Reading, level: Mention) -> bool:
    """Whether a partner, or a word such as "level" beside a claim, makes the metal a partner level."""
    partners = [
        other
        for other in reading.all("partner")
        if level in levels_at(reading, other) or (level.gap(other) <= BESIDE and reading.same_clause(level, other))
    ]
    if partners:
        return not any(of_others(reading, other) for other in partners)
    named = any(level.gap(other) <= 2 and reading.same_clause(level, other) for other in reading.all("level_word"))
    own = reading.in_sentence(level, "we_are", "partner", "trades_in", "resells") or _is_of_firm(reading, level)
    return named and own


def _is_of_firm(reading: Reading, level: Mention) -> bool:
    """Whether "our firm" is whose level it is: "our company has Platinum status"."""
    firms = [one for one in reading.all("institution", "firm") if one.end <= level.start]
    return any(one.gap(our) == 0 and reading.same_clause(one, level) for one in firms for our in reading.all("ours"))


def _is_said(reading: Reading, level: Mention) -> bool:
    """Whether the clause holds nothing but the level, whose it is and since when: "we are still silver", "Rang: Gold".

    "We are gold plated" and "the silver handset" say more than that.
    """
    if _goes_on(reading, level):
        return True
    own: set[str] = set()
    before, after = level.start - 1, level.end
    while before >= 0 and (step := _step(reading, before, back=True)):
        own |= step[1]
        before = step[0]
    if before >= 0 and reading.words[before][0] not in ",;.!?()\n":
        return False
    while after < len(reading.words) and (step := _step(reading, after, back=False)):
        own |= step[1]
        if "since" in step[1]:
            break
        after = step[0]
    else:
        if after < len(reading.words) and reading.words[after][0] not in ",;.!?()\n":
            return False
    return bool(own)


def _goes_on(reading: Reading, level: Mention) -> bool:
    """Whether "I am" leads right to the level and no noun follows it: "je suis bronze si ça change quelque chose"."""
    if any(level.gap(became) == 0 and became.start >= level.end for became in reading.all("became")):
        return True  # "titanium γίναμε"
    follows = {one.start for one in reading.all("goes_on")}
    return level.end in follows and any(
        own.end == level.start or (own.end < level.start and _all_beside(reading, own.end, level.start))
        for own in reading.all(*_SAYS_OWN)
    )


def _all_beside(reading: Reading, start: int, end: int) -> bool:
    beside = reading.under("level_beside", "since", "now")
    return beside.issuperset(range(start, end))


def _stands_alone(reading: Reading, level: Mention) -> bool:
    """Whether a sentence opens with the level and it is the whole message or heads a list: "Gold, 16SC, on Hetzner".

    What follows has to open with a size or a place: the French "Or, nous ..." is no gold.
    """
    follows = any(at >= level.end and reading.words[at][0].isalnum() for at in reading.clause(level))
    if follows or not reading.opens_sentence(level):
        return False
    others = [
        at for at, word in enumerate(reading.words) if word[0].isalnum() and at not in range(level.start, level.end)
    ]
    if not others:
        return True
    after = [at for at in others if at > level.start][: _OPENING + 1]
    told = {one.start for one in reading.all("hosting.", "platform.", "unit.")}
    return any(at in told for at in after) or any(_is_of_town(reading, at) for at in after[:1])


def _is_of_town(reading: Reading, at: int) -> bool:
    """Whether an unknown word with a capital stands there, a town: "Titanium, Dallas", not "Or, nous ..."."""
    word = reading.typed[at]
    capital = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", reading.text, re.IGNORECASE)
    return capital is not None and capital.group()[0].isupper() and not reading.lexicon.knows(word)


def _step(reading: Reading, at: int, back: bool) -> tuple[int, set[str]] | None:
    """The next place in that direction and what was said here, None where another word or the clause's end stands."""
    if reading.words[at] in _SIGNS:
        return at + (-1 if back else 1), set()
    here = [
        one for one in reading.all(*_OWN, "level_beside", "month", "now") if (one.end - 1 if back else one.start) == at
    ]
    if not here:
        return None
    longest = max(here, key=lambda one: one.end - one.start)
    terms = {one.term for one in here if one.term in _OWN}
    return (longest.start - 1 if back else longest.end), terms


_RULES = (_is_of_partner, _is_said, _stands_alone, _is_added, is_listed, is_one_of_yours)

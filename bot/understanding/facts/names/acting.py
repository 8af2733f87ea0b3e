"""Whether a word that may be a name does what a provider, a phone or a program does: it answers, rings, opens a card.

`contexts` asks this of ordinary words and of words with a slip.
"""

from __future__ import annotations

import re

from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import Reading

_ARTICLE = 3  # letters of a word that may stand before a name
_NEAR = 4  # so many words may stand between an ordinary word that is a name and what it names


def carries(reading: Reading, mention: Mention) -> bool:
    """Whether calls are said to go over it ("everything goes out over Zen and calls abroad come back")."""
    over = any(0 <= mention.start - way.end <= 1 for way in reading.all("by_way_of"))
    return over and reading.in_sentence(mention, "calls", "call_verb", "trunk_word", "call_sign")


def opens_clause(reading: Reading, mention: Mention) -> bool:
    """Whether nothing stands before the name in its clause but an article."""
    before = mention.start - reading.clause(mention)[0]
    return before == 0 or (before == 1 and len(reading.words[mention.start - 1]) <= _ARTICLE)


def is_at_work(reading: Reading, mention: Mention, context: tuple[str, ...]) -> bool:
    """Whether a program that is no ordinary word is told of with what it shows of a call or a guest."""
    spelling = " ".join(reading.words[mention.start : mention.end])
    if spelling in reading.lexicon.ordinary or reading.in_clause(mention, "other_machine", "machine_word"):
        return False
    shown = spelling.title() in reading.text or spelling.upper() in reading.text or any(map(str.isdecimal, spelling))
    return shown and reading.in_clause(mention, context[-1])


def is_joined_to_system(reading: Reading, mention: Mention, context: tuple[str, ...]) -> bool:
    """Whether a heading joins the program and the phone system: "Pylon and 3CX: contacts are not found"."""
    names = [one for one in reading.all("maker") if one.gap(mention) == 1 and reading.same_clause(one, mention)]
    joined = any(
        reading.words[min(one.end, mention.end)] in (*reading.lexicon.joiners, "+", "&", "/", "<>") for one in names
    )
    return joined and reading.in_sentence(mention, *context)


def is_carrier(reading: Reading, mention: Mention) -> bool:
    """Whether calls go over it, or its people are spoken of ("quelli di Convergenze", "the Spitfire people")."""
    spelling = " ".join(reading.typed[mention.start : mention.end])
    if not (in_capitals(reading, mention) or spelling.title() in reading.text):
        return False
    people = any(one.end == mention.start for one in reading.all("people_of"))
    return people or carries(reading, mention) or any(one.start == mention.end for one in reading.all("people_behind"))


def acts_as_one(reading: Reading, mention: Mention, as_trunk: bool, as_phone: bool) -> bool:
    """Whether a provider answers with a code, rejects or registers, or a phone that opens the clause fails.

    What stands between the name and its verb only carries it ("Entel nos devuelve"): "Nova instalação ..." is none.
    """
    spelling = " ".join(reading.words[mention.start : mention.end])
    if spelling.title() not in reading.text and spelling.upper() not in reading.text:
        return False
    codes = reading.codes
    if as_trunk:
        carried = reading.under("aux", "negation", "me_us", "now")
        for act in reading.all("trunk_acts", *(("swapped",) if reading.has("network", "router") else ())):
            between = range(mention.end, act.start)
            if act.start >= mention.end and len(between) <= _NEAR and all(at in carried for at in between):
                return True
        follows = reading.words[mention.end : mention.end + 1]
        if codes and reading.opens_sentence(mention) and follows and follows[0] in (":", ",", "-", "–", *codes):
            return True
        inner = not reading.opens_sentence(mention)
        return inner and any(
            reading.words[at] in codes and 0 <= mention.start - at - 1 <= 2 for at in reading.clause(mention)
        )
    if reading.words[mention.start] in reading.lexicon.ordinary:
        return False
    fails = [verb for verb in reading.all("fault_verb") if reading.same_clause(verb, mention)]
    return as_phone and opens_clause(reading, mention) and any(verb.start >= mention.end for verb in fails)


def answers(reading: Reading, mention: Mention) -> bool:
    """Whether a provider opens its clause and a code of a call stands in the sentence ("nova: 503 since noon")."""
    spelling = " ".join(reading.words[mention.start : mention.end])
    if spelling in reading.lexicon.ordinary or not opens_clause(reading, mention):
        return False
    return any(
        word in reading.codes and reading.same_sentence(mention, Mention("code", at, at + 1))
        for at, word in enumerate(reading.words)
    )


def heads_report(reading: Reading, mention: Mention) -> bool:
    """Whether a report of calls opens with nothing but the name: "Sunrise, Lugano site. Calls to Italy fail"."""
    spelling = " ".join(reading.words[mention.start : mention.end])
    if mention.start or spelling in reading.lexicon.ordinary or spelling.title() not in reading.text:
        return False
    return reading.words[mention.end : mention.end + 1] in ([","], [":"]) and reading.has("calls", "call_verb")


def is_told_of(reading: Reading, mention: Mention) -> bool:
    """Whether a sentence about a trunk has the name with a capital, or opens with it and says that it acts."""
    spelling = " ".join(reading.typed[mention.start : mention.end])
    named = spelling.title() in reading.text and reading.in_sentence(mention, "trunk_word")
    beside = any(word.start == mention.end for word in reading.all("aux", "trunk_word"))
    if not reading.opens_sentence(mention):
        return named and (beside or not re.search(rf"\b{re.escape(spelling.title())} [^\W\d_a-z]", reading.text))
    acts = any(0 <= act.start - mention.end <= 1 for act in reading.all("trunk_acts"))
    return (named and beside) or (acts and bool(reading.codes))


def in_capitals(reading: Reading, mention: Mention) -> bool:
    """Names of up to three letters (NOS, TIM, BT) count in capitals only; longer ones anyhow."""
    spelling = " ".join(reading.typed[mention.start : mention.end])
    return len(spelling) > 3 or spelling.upper() in reading.text

"""Extensions and users that are counted in words: "extensions we have 35", "there are 25 of us on the system".

`amounts` calls these where no number stands before its unit.
"""

from __future__ import annotations

from bot.understanding.facts.validity.scopes import is_unreal
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.numbers import number
from bot.understanding.facts.words.reading import Reading

# The clause of users that are counted, and words after which something happens to them.
_OWNED = ("we_are", "has", "hosting.smb", "created", "host_word")
_ARTICLES = 2  # words before an extension that somebody has: "their own"
_HOLDER = 4  # words from the number to the verb: "63 of my colleagues have"
_MANY = 10  # of so many of "our users" nobody singles some out
_ARTICLE = 3  # letters of a word that may open the clause before the unit
_HAPPENS = ("affected", "negation", "fault_verb", "failing", "attempt", "pending", "contact", "speaks", "condition")


def counted(reading: Reading, unit: Mention) -> tuple[Mention, int] | None:
    """The number of "extensions we have 35", "des postes, il y en a 40": only words of counting stand between."""
    if any(unit == Mention(unit.term, one.start, one.end) for one in reading.all("single")):
        return None  # "the extension is 210"
    at = unit.end
    setup = {place for one in reading.all("created", "enrolled") for place in range(one.start, one.end)}
    while at < len(reading.words) and (
        at in setup or reading.words[at] in reading.lexicon.counting or reading.words[at] in (",", ":")
    ):
        at += 1
    first = reading.clause(unit)[0]
    article = first == unit.start - 1 and len(reading.words[first]) <= _ARTICLE
    heads = at == unit.end and (first == unit.start or article)  # "interni 110, licenza da 24SC"
    read = number(reading, at) if (at > unit.end and reading.words[at - 1] != ",") or heads else None
    if read is None or (heads and _goes_on_counting(reading, at + read[1])):
        return None
    rest = reading.words[at + read[1] : at + read[1] + 1]
    goes_on = reading.lexicon.counting | reading.lexicon.joiners
    ends = not rest or rest[0][0] in ".,;:!?)" or rest[0] in goes_on
    return (Mention("number", at, at + read[1]), read[0]) if ends else None


def holders(reading: Reading) -> list[tuple[Mention, int]]:
    """How many have an extension each: "seven heads with an own one", "63 of them got an extension"."""
    found = []
    for unit in reading.all("unit.extensions", "single", "each_one"):
        for having in reading.all("has", "use", "having"):
            if not (having.end <= unit.start and reading.same_clause(having, unit)):
                continue
            if unit.term == "each_one" and not _is_each(reading, having, unit):
                continue
            near = unit.start - having.end <= _ARTICLES
            place = _holder(reading, having) if near else _holder_behind(reading, having, unit)
            later = any(one.start >= unit.end and reading.same_clause(one, unit) for one in reading.all("affected"))
            happens = later or reading.in_clause(unit, *(term for term in _HAPPENS if term != "affected"))
            if place and number(reading, unit.end) is None and not happens:
                found.append(place)
    return found


def each_with_own(reading: Reading) -> list[tuple[Mention, int]]:
    """How many sets or people have an own number each: "a dozen handsets, each with its own number"."""
    found = []
    for each in reading.all("each_with"):
        for who in reading.all("enrollable", "users", "phone_word"):
            if 0 <= each.start - who.end <= 1 and reading.same_sentence(who, each):
                places = ((at, number(reading, at)) for at in range(max(0, who.start - 3), who.start))
                counts = [(at, read) for at, read in places if read and 0 <= who.start - at - read[1] <= 1]
                found += [(Mention("number", at, at + read[1]), read[0]) for at, read in counts[:1]]
    return [one for one in found if not is_unreal(reading, one[0])]


def _holder(reading: Reading, having: Mention) -> tuple[Mention, int] | None:
    """The number of those who are said to have something."""
    for at in range(max(0, having.start - _HOLDER), having.start):
        read = number(reading, at)
        if read is None or read[0] == 1 or at + read[1] > having.start or str(read[0]) in reading.codes:
            continue
        place = Mention("number", at, at + read[1])
        counts_else = any(place.end <= other.start < having.start for other in reading.all("unit."))
        if reading.same_clause(place, having) and not counts_else and not is_unreal(reading, place):
            return place, read[0]
    return None


def _is_each(reading: Reading, having: Mention, unit: Mention) -> bool:
    """Whether people have one each: "thirty of us have one", not "a Snom 760 with one"."""
    ends = reading.ends_clause(unit) or reading.words[unit.end] in reading.lexicon.joiners
    people = [*reading.all("users", "enrollable")]
    return ends and having.term == "having" and any(0 <= having.start - who.end <= 1 for who in people)


def _holder_behind(reading: Reading, having: Mention, unit: Mention) -> tuple[Mention, int] | None:
    """The number of those who stand behind the verb: "bei uns haben 33 Kollegen eine Nebenstelle"."""
    for who in reading.all("enrollable", "users"):
        read = number(reading, having.end)
        if read and read[0] > 1 and having.end + read[1] == who.start and 0 <= unit.start - who.end <= _ARTICLES:
            place = Mention("number", having.end, who.start)
            return None if is_unreal(reading, place) else (place, read[0])
    return None


def listed_users(reading: Reading) -> list[tuple[Mention, int]]:
    """Users and people counted as extensions are, unless the clause tells what happens to them or what they do.

    "16SC, V20, 40 users", "there are 25 of us on the system", not "20 users complain" or "30 people called us".
    """
    found = []
    joined = reading.lexicon.joiners | reading.lexicon.counting | reading.lexicon.fillers
    for users in reading.all("users"):
        for at in range(max(0, users.start - 3), users.start):
            read = number(reading, at)
            if read is None or at + read[1] != users.start or is_unreal(reading, Mention("number", at, users.start)):
                continue
            sizes = [one for one in reading.all("unit.simultaneous_calls") if reading.same_clause(one, users)]
            beside = any(0 <= at - one.end <= 1 for one in sizes)
            listed = all(reading.words[place] in joined for place in reading.clause(users) if place < at)
            ends = reading.ends_clause(users) or reading.words[users.end] in reading.lexicon.joiners
            limit = any(one.end == at for one in reading.all("toward"))  # "an edition for 10 people"
            created = reading.in_clause(users, "created") and not reading.in_clause(users, "negation")
            theirs = reading.in_clause(users, *_OWNED) and not reading.in_clause(users, *_HAPPENS)
            whole = any(one.end == at for one in reading.all("all_of")) and not reading.in_clause(users, "newly")
            whole = whole or (read[0] >= _MANY and is_ours(reading, at, users))
            whole = whole and not any(one.start == users.end for one in reading.all("locative"))
            summed = any(one.start == users.end or one.end == at for one in reading.all("in_total"))
            owned = not limit and (created or theirs or whole or summed)
            if ((listed or beside) and ends) or (owned and not reading.is_question(users)):
                found.append((users, read[0]))
            break
    return found


def is_ours(reading: Reading, start: int, users: Mention) -> bool:
    """Whether `users` counted from `start` on are called ours: "nos 45 utilisateurs", "οι 45 χρήστες μας"."""
    if any(one.start == users.start for one in reading.all("workforce")):
        return False  # who works there need not have an extension
    had = reading.under("has", "we_are")  # "tenemos 12 usuarios sin tono" may be some of them
    return any(start == own.end or users.end == own.start for own in reading.all("own_voice") if own.start not in had)


def _goes_on_counting(reading: Reading, at: int) -> bool:
    """Whether numbers of extensions are listed: "extensions 210, 211"."""
    units = {unit.start for unit in reading.all("unit.")}
    following = [(step, number(reading, step)) for step in range(at, min(at + 2, len(reading.words)))]
    return any(read is not None and step + read[1] not in units for step, read in following)

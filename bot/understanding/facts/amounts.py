"""Numbers beside their unit: simultaneous calls and extensions.

Called by `FactExtractor`. "20 Nebenstellen", "20SC" and "V20" are three different twenties, so a number
without its unit is never an amount here.
"""

from __future__ import annotations

from bot.understanding.facts.changes import is_past, is_planned, settled
from bot.understanding.facts.mentions import Mention
from bot.understanding.facts.numbers import number
from bot.understanding.facts.reading import Reading
from bot.understanding.facts.scopes import is_priced, is_unreal, is_wished

# The clause of users that are counted, and words after which something happens to them.
_OWNED = ("we_are", "has", "hosting.smb", "created", "host_word")
_HAPPENS = ("affected", "negation", "fault_verb", "failing", "attempt", "pending", "contact", "speaks", "condition")
_LEADS = (
    "has",
    "now",
    "since",
    "toward",
    "correction",
    "resized",
    "of",
    "bought",
)  # words that lead to a size of today
_FEW = 4  # so many calls at once are also made to show a fault


def amount(reading: Reading, unit: str) -> int | None:
    """A number beside its unit ("20 Nebenstellen", "Nebenstellen: 20"); the unit is required.

    How many of them are affected by a fault is no amount ("5 extensions are down, of 60 extensions").
    """
    candidates: list[tuple[Mention, int]] = []
    wished: set[Mention] = set()
    for mention in reading.all(f"unit.{unit}"):
        found = _number_of(reading, mention) or _counted(reading, mention)
        if found is None or _rejected(reading, found[0]) or reading.asks(mention) or _is_few(reading, mention, found):
            continue
        if unit == "extensions" and _affected(reading, mention) and not _possessed(reading, found[0]):
            found = _whole(reading, mention)
        if found is not None and not is_unreal(reading, found[0]) and not is_priced(reading, mention):
            candidates.append((mention, found[1]))
            wished |= {mention} if is_wished(reading, found[0]) else set()
    candidates += _changed(reading, unit, candidates)
    candidates = [one for one in candidates if one[0] not in wished]
    if unit == "simultaneous_calls" and not _holds(reading, candidates):
        candidates = _remaining(reading) or candidates
    if not candidates or all(is_past(reading, one) for one, _ in candidates):
        candidates = candidates + _labelled(reading) if unit == "simultaneous_calls" else _listed_users(reading)
    value = settled(reading, candidates)
    return None if value is None else int(value)


def _changed(reading: Reading, unit: str, candidates: list[tuple[Mention, int]]) -> list[tuple[Mention, int]]:
    """Amounts of a change that stand without their unit: "30 extensions, now 45", "had 24SC, cut down to 16"."""
    found = []
    units = reading.all(f"unit.{unit}", *(["size_word"] if unit == "simultaneous_calls" else []))
    others = {other.start for other in reading.all("unit.") if other not in units}
    for turn in reading.all("now", "toward"):
        sized = any(word.term == "size_word" and reading.same_clause(word, turn) for word in units)
        resized = any(
            0 <= turn.start - one.end <= 1 or 0 <= one.start - turn.end <= 2
            for one in reading.all("resized")
            if reading.same_clause(one, turn)
        )
        ends = not resized and (turn.term == "now" or not sized)
        read = _bare(reading, turn.end, 3 if turn.term == "now" else 0, ends=ends)
        if read is None or read[0].end in others or not any(reading.same_sentence(other, turn) for other in units):
            continue
        if any(word.end == read[0].start for word in reading.all("upgrading")):
            continue  # "now on V18 update 9, 35 extensions"
        away = [other for other in reading.all("from") if 0 < turn.start - other.end <= 3]
        left = _bare(reading, away[-1].end, 1, ends=False) if away else None
        if (left is None and not resized) if turn.term == "toward" else not candidates:
            continue
        if left is not None and is_planned(reading, turn):
            candidates.clear()
            read = left
        found.append(read)
    return found


def _bare(reading: Reading, start: int, reach: int, ends: bool = True) -> tuple[Mention, int] | None:
    """A number that begins at most `reach` words after `start` and, if wanted, ends its clause or has a unit."""
    for at in range(start, min(start + reach + 1, len(reading.words))):
        if (read := number(reading, at)) is not None:
            place = Mention("number", at, at + read[1])
            rest = reading.words[place.end : place.end + 1]
            unit = any(other.start == place.end for other in reading.all("unit."))
            if not ends or unit or not rest or rest[0][0] in ".,;:!?)":
                return place, read[0]
            return None
        if reading.words[at][0] in ".,;:!?":
            return None
    return None


def _labelled(reading: Reading) -> list[tuple[Mention, int]]:
    """The number of "size: 24", "licence = 16", "size 96" or "a licence for 8 calls"."""
    found = []
    for label in reading.all("size_word"):
        led = {one.end for one in reading.all("of", "toward", "has", "aux") if one.start == label.end}
        sign = max(led, default=label.end) - label.end or reading.words[label.end : label.end + 1] in ([":"], ["="])
        read = _bare(reading, label.end + sign, 0)
        found += [read] if read else []
        for calls in reading.all("calls"):
            before = number(reading, calls.start - 1)
            if before is not None and 0 < calls.start - label.end <= 3 and reading.same_clause(label, calls):
                found.append((Mention("number", calls.start - 1, calls.start), before[0]))
    return found


def _counted(reading: Reading, unit: Mention) -> tuple[Mention, int] | None:
    """The number of "extensions we have 35", "des postes, il y en a 40": only words of counting stand between."""
    if any(unit == Mention(unit.term, one.start, one.end) for one in reading.all("single")):
        return None  # "the extension is 210"
    at = unit.end
    while at < len(reading.words) and (
        reading.words[at] in reading.lexicon.counting or reading.words[at] in (",", ":")
    ):
        at += 1
    heads = at == unit.end and reading.clause(unit)[0] == unit.start  # "interni 110, licenza da 24SC"
    read = number(reading, at) if (at > unit.end and reading.words[at - 1] != ",") or heads else None
    if read is None or (heads and _goes_on_counting(reading, at + read[1])):
        return None
    rest = reading.words[at + read[1] : at + read[1] + 1]
    ends = not rest or rest[0][0] in ".,;:!?)" or rest[0] in reading.lexicon.counting
    return (Mention("number", at, at + read[1]), read[0]) if ends else None


def _goes_on_counting(reading: Reading, at: int) -> bool:
    """Whether numbers of extensions are listed: "extensions 210, 211"."""
    units = {unit.start for unit in reading.all("unit.")}
    following = [(step, number(reading, step)) for step in range(at, min(at + 2, len(reading.words)))]
    return any(read is not None and step + read[1] not in units for step, read in following)


def _listed_users(reading: Reading) -> list[tuple[Mention, int]]:
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
            counted = reading.in_clause(users, *_OWNED) and not reading.in_clause(users, *_HAPPENS)
            owned = not limit and (created or counted)
            if ((listed or beside) and ends) or (owned and not reading.is_question(users)):
                found.append((users, read[0]))
            break
    return found


def _number_of(reading: Reading, unit: Mention) -> tuple[Mention, int] | None:
    """The number that belongs to `unit`: it ends at most two words before, or follows a colon or "is"."""
    single = any(unit.start == one.start and unit.end == one.end for one in reading.all("single"))
    if single and number(reading, unit.end) is not None:
        return None  # "from ext 31 to ext 45"
    for start in range(max(0, unit.start - 7), unit.start):
        read = number(reading, start)
        labelled = any(other.term == unit.term and other.end == start for other in reading.all("unit."))
        if read is not None and 0 <= unit.start - start - read[1] <= 2 and not labelled:  # "ext 105 can't hear ext 112"
            place = Mention("number", start, start + read[1])
            if reading.same_clause(place, unit) and not _of_another_unit(reading, place, unit):
                nearer = [at for at in range(place.end, unit.start) if number(reading, at) is not None]
                if not nearer:
                    return place, read[0]
    opens = reading.words[unit.end : unit.end + 1]
    named = any(other.end == unit.start or other.start == unit.start for other in reading.all("number_of"))
    for skip in (1,) if opens in ([":"], ["="], ["-"], ["–"], ["is"]) else (0,) if named else ():
        read = number(reading, unit.end + skip)
        if read is not None and number(reading, unit.end + skip + read[1]) is None:  # "200-220" is a range
            return Mention("number", unit.end + skip, unit.end + skip + read[1]), read[0]
    return None


def _of_another_unit(reading: Reading, place: Mention, unit: Mention) -> bool:
    """Whether another unit stands between the number and this one ("24 calls, extensions")."""
    return any(place.end <= other.start < unit.start for other in reading.all("unit.") if other.term != unit.term)


def _is_few(reading: Reading, unit: Mention, found: tuple[Mention, int]) -> bool:
    """Whether "an extension" or "two calls at once" are an example: small sizes stand alone or beside a licence."""
    place, value = found
    if unit.family == "unit" and unit.value == "extensions":
        return value == 1 and not reading.words[place.start].isdecimal()
    owned = any(reading.same_clause(one, unit) and one.gap(unit) for one in reading.all("size_word", "we_are"))
    alone = len(reading.clause(unit)) <= unit.end - unit.start + place.end - place.start + 1
    return value <= _FEW and not (owned or alone) and "sc" not in reading.words[unit.start : unit.end]


def _affected(reading: Reading, unit: Mention) -> bool:
    """Whether the clause goes on to say that these do not work."""
    return any(
        reading.same_clause(other, unit)
        and 0 <= other.start - unit.end <= 3
        and not any(number(reading, other.end + skip) for skip in (0, 1))  # "60 instead of 40"
        for other in reading.all("affected", "negation")
    )


def _holds(reading: Reading, candidates: list[tuple[Mention, int]]) -> bool:
    """Whether one of the sizes is neither of the past nor denied, nor taken back right behind it ("my mistake")."""
    taken_back = reading.all("correction")
    return any(
        not (is_past(reading, one) or reading.negated(one) or reading.in_clause(one, "had_then"))
        and not any(0 <= word.start - one.end <= 3 and reading.same_sentence(word, one) for word in taken_back)
        for one, _ in candidates
    )


def _remaining(reading: Reading) -> list[tuple[Mention, int]]:
    """The one bare size of a message that names its sizes elsewhere ("we had 24 channels. Since Monday it is 64")."""
    if not reading.has("unit.simultaneous_calls"):
        return []
    units = {one.start for one in reading.all("unit.", "users")}
    updates = {one.end for one in reading.all("upgrading")}
    found = []
    for at in range(len(reading.words)):
        read = number(reading, at)
        if read is None or read[0] not in reading.lexicon.sizes or at in updates or at + read[1] in units:
            continue
        place = Mention("number", at, at + read[1])
        follows = reading.words[place.end : place.end + 1]
        dated = any(word.start == place.end for word in reading.all("locative", "since", "now", "later"))
        if follows and follows[0][0] not in ".,;:!?)" and follows[0] not in reading.lexicon.joiners and not dated:
            continue  # "512 MB"
        led = reading.words[at - 1 : at] == [":"] or any(
            0 <= at - one.end <= 3 and reading.same_clause(one, place) for one in reading.all(*_LEADS)
        )
        if led and not any(no.end == at for no in reading.all("negation")):
            found.append((place, read[0]))
    return found if len({value for _, value in found}) == 1 else []


def _possessed(reading: Reading, place: Mention) -> bool:
    """Whether "our" stands right before the number: "at our 12 extensions nothing works" means all of them."""
    return any(own.end == place.start for own in reading.all("ourselves"))


def _whole(reading: Reading, unit: Mention) -> tuple[Mention, int] | None:
    """The number after "out of"."""
    for whole in reading.all("out_of"):
        read = number(reading, whole.end)
        if whole.start >= unit.end and reading.same_sentence(whole, unit) and read is not None:
            return Mention("number", whole.end, whole.end + read[1]), read[0]
    return None


def _rejected(reading: Reading, place: Mention) -> bool:
    return any(
        0 <= place.start - negation.end <= 1 and reading.same_clause(negation, place)
        for negation in reading.all("negation")
    )

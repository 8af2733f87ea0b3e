"""Words of a request in another sense: "I read in the forum", "the callback from the queue", "are you human?".

`requests` calls `speaks_of` and `bots`.
"""

from __future__ import annotations

from bot.understanding.facts.people.forum import ASKED, is_used
from bot.understanding.facts.people.joint import firms
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import BESIDE, Reading

_TO = 2  # words between "talk" and with whom: "talk to an actual person"


def speaks_of(reading: Reading, mention: Mention) -> bool:
    """Words of a request in another sense: "I read in the forum", "am I talking to a human or a machine?"."""
    if any(feature.start < mention.end and mention.start < feature.end for feature in reading.all("product.")):
        return True  # "the callback from the queue"
    if mention.value == "forum" and is_used(reading, mention):
        return True
    others = [*bots(reading), *reading.all("are_you")] if mention.value == "human" else []
    if any(reading.same_clause(one, mention) for one in others if not mention.start <= one.start < mention.end):
        return True
    if mention.value == "remote_session" and _is_shared(reading, mention):
        return True
    if mention.value == "human" and _is_receiver(reading, mention):
        return True
    if mention.value == "phone_support" and (
        _is_of_callers(reading, mention) or _is_of_machine(reading, mention) or rings_already(reading, mention)
    ):
        return True
    queued = reading.in_clause(mention, "gathering", "callers")
    if mention.value == "human" and queued and any(one.start == mention.end for one in reading.all("locative")):
        return True  # "I want people in the queue to hear music"
    if mention.value == "human" and _is_feature(reading, mention):
        return True
    if reading.words[mention.end : mention.end + 1] and reading.words[mention.end].isdecimal():
        return True  # "dial 800"
    talk = any(mention.start <= word.start < mention.end for word in reading.all("would_talk"))
    if talk and any(0 <= one.start - mention.end <= _TO for one in reading.all("request.human")):
        return True  # "I would rather talk to an actual person"
    joint = mention.value == "phone_support" and any(mention.gap(call) <= 1 for call in reading.all("conference"))
    if joint and any(reading.same_clause(firm, mention) for firm in firms(reading)):
        return True
    return mention.value == "phone_support" and any(
        mention.gap(call) == 0 for call in reading.all("three_way", "one_line")
    )


def rings_already(reading: Reading, call: Mention) -> bool:
    """Whether it is told how often somebody calls the writer: "the baker rings me every hour"."""
    return (
        reading.in_clause(call, "how_often")
        and reading.in_clause(call, "me_us", "callers", "own_voice")
        and not (reading.is_asked(call) or reading.in_clause(call, *ASKED))
    )


def bots(reading: Reading) -> list[Mention]:
    """Words for a machine that speaks, not for the one that somebody is asked onto ("hop on the machine")."""
    entered = reading.all("enter", "enter_asked", "logs_in", "request.remote_session")
    return [
        one
        for one in reading.all("machine")
        if not any(0 <= one.start - act.end <= BESIDE and reading.same_clause(act, one) for act in entered)
    ]


def _is_shared(reading: Reading, mention: Mention) -> bool:
    """Whether sharing a screen is what fails or only a function: "the app crashes when sharing the screen"."""
    if not any(one.start < mention.end and mention.start < one.end for one in reading.all("screen_share")):
        return False
    return not reading.in_sentence(mention, "please", "wants", "wishes", "me_us", "desk_self", "can_we", "offers_to")


def _is_receiver(reading: Reading, person: Mention) -> bool:
    """Whether mails or calls go to somebody: "the recovery mail goes to an employee who left"."""
    staff = any(person.start <= one.start < person.end for one in reading.all("staff"))
    sent = (one for one in reading.all("letter", "calls") if reading.same_clause(one, person))
    goes = [one for one in reading.all("travels", "move_to", "succeeds") if 0 <= person.start - one.end <= BESIDE]
    return staff and any(one.end <= act.start for one in sent for act in goes)


def _is_of_callers(reading: Reading, mention: Mention) -> bool:
    """Whether others call: "customers ring us and it drops", "when somebody calls me"."""
    callers = [one for one in reading.all("callers") if one.start < mention.start and not _is_desk(reading, one)]
    for when in reading.all("condition"):
        callers += [one for one in reading.all("anybody") if when.end <= one.start < mention.end and one.end > when.end]
    return any(reading.same_clause(one, mention) for one in callers)


def _is_desk(reading: Reading, one: Mention) -> bool:
    """Whether "they" are those who were asked for something before: "log on by AnyDesk and they call me"."""
    asked = reading.all("request.remote_session", "request.human", "desk_people", "somebody_there")
    return one.start in reading.under("them_word") and any(
        wish.end <= one.start and reading.same_sentence(wish, one) for wish in asked
    )


def _is_of_machine(reading: Reading, mention: Mention) -> bool:
    """Whether a machine calls, named right before or before brackets: "die Gegensprechanlage (2N) ruft an"."""
    subjects = [one for one in reading.all("other_machine", "loudspeaker", "analogue") if one.end <= mention.start]
    bracket = reading.words[mention.start - 1 : mention.start] == [")"]
    return any(
        reading.same_clause(one, mention)
        and one.end == mention.start
        or (bracket and reading.same_sentence(one, mention) and reading.words[one.end : one.end + 1] == ["("])
        for one in subjects
    )


def _is_feature(reading: Reading, mention: Mention) -> bool:
    """Whether the one word names what the system does and nobody asks: "one-way audio when transferring"."""
    single = mention.end - mention.start == 1
    feature = single and any(one.start == mention.start for one in reading.all("call_sign"))
    return feature and not reading.in_sentence(mention, "please", "wants", "wishes", "me_us", "desk_self")

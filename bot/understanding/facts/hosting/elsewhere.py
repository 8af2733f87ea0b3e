"""Words of hosting that speak of something else than the place where the phone system runs.

The rules of hosting ask `is_elsewhere` for every word they find, and `speaks_of_part` for places.
"""

from __future__ import annotations

from bot.understanding.facts.hosting.trials import is_trial
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import BESIDE, Reading

# An edition in all languages, as opposed to the file protocol of the same name.
_EDITION = ("edi", "vers", "ausgab", "εκδοσ", "редакц", "верси", "free", "grat", "kostenlos", "δωρεαν", "бесплат")


def is_elsewhere(reading: Reading, mention: Mention) -> bool:
    """Words of hosting that speak of something else.

    SMB as a file protocol, a host's name as a trunk, the machine of an SBC, "where is it hosted?", and
    the system on which a fault was reproduced.
    """
    if mention.value in ("smb", "on_premise"):
        touched = any(mention.gap(other) == 0 for other in reading.all("file_protocol"))
        stored = reading.in_sentence(mention, "storage")
        # "the StartUP edition, the shared one"
        before = reading.words[max(0, mention.start - 1) : mention.end]
        edition = "smb" not in before or any(word.startswith(_EDITION) for word in before)
        if touched or (stored and (not edition if mention.value == "smb" else reading.beside(mention, "storage"))):
            return True
    if mention.family == "platform":
        trunk = mention.value == "self_hosted" and _of_the_trunk(reading, mention)
        if trunk or reading.beside(mention, "cloud_app"):
            return True
        if reading.beside(mention, "contact", reach=1):
            return True
        stored = mention.value == "self_hosted" and reading.beside(mention, "storage")
        if stored and not reading.in_clause(mention, "maker", "host_word", "instance"):
            return True  # "the recordings go to S3 on AWS"
        if reading.in_sentence(mention, "sbc") and not _before_sbc(reading, mention):
            return True
        if reading.is_question(mention) and any(toward.end == mention.start for toward in reading.all("toward")):
            return True
    if reading.in_clause(mention, "uncertain") or _is_visited(reading, mention):
        return True
    compared = reading.in_sentence(mention, "compares")
    if reading.is_question(mention) and (mention.value == "hosted" or compared):
        return True
    if _of_other_service(reading, mention) or _is_case_in_question(reading, mention):
        return True
    if mention.term == "hosting.self_hosted" and reading.beside(mention, "fee"):
        return True  # "los gastos corren por nuestra cuenta"
    return is_trial(reading, mention) or (mention.value == "on_premise" and _is_place_of_part(reading, mention))


def _is_visited(reading: Reading, mention: Mention) -> bool:
    """Whether a technician is "on site at a bakery", and nothing is said to stand there."""
    if not reading.under("on_site").intersection(range(mention.start, mention.end)):
        return False
    machines = ("host_word", "maker", "runs", "stands", "computer", "pc", "own_machine", "platform.")
    if not all(_overlap(one, mention) for one in reading.within(mention, *machines)):
        return False
    return any(
        0 <= firm.start - mention.end <= 3 and reading.same_clause(firm, mention)
        for firm in reading.all("business", "institution", "profession")
    )


def _overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


def _is_case_in_question(reading: Reading, mention: Mention) -> bool:
    """Whether a question speaks of hosting in general or of what might be: "is hosting with 3CX included?"."""
    if not (reading.ends_asking(mention) and reading.is_asked(mention)):
        return False
    if mention.family != "hosting":
        return _is_supposed(reading, mention) or reading.in_clause(mention, "price_asked")
    if any(reading.same_clause(mention, one) and one.end <= mention.start for one in reading.all("condition")):
        return True
    return not any(
        own.start < mention.start and reading.same_sentence(mention, own) for own in reading.all("own_voice")
    )


def _is_supposed(reading: Reading, mention: Mention) -> bool:
    """Whether the question opens with "what if" or "and if"."""
    return any(
        one.start - reading.clause(one)[0] == 1 and one.end <= mention.start and reading.same_clause(one, mention)
        for one in reading.all("condition")
    )


def _before_sbc(reading: Reading, mention: Mention) -> bool:
    """Whether the system was named to run there before an SBC comes up: "3CX on AWS, and the SBC is down"."""
    return all(mention.end <= sbc.start for sbc in reading.all("sbc") if reading.same_sentence(sbc, mention)) and any(
        0 <= mention.start - host.end <= BESIDE and reading.same_clause(host, mention)
        for host in reading.all("host_word")
    )


def _is_place_of_part(reading: Reading, mention: Mention) -> bool:
    """Whether a word such as "in our office" says where a phone or a person is ("the phone in our office is dead")."""
    at_place = any(mention.gap(place) == 0 for place in reading.all("place"))
    return reading.beside(mention, "desk") or (at_place and speaks_of_part(reading, mention))


def speaks_of_part(reading: Reading, place: Mention) -> bool:
    """Whether the clause speaks of a phone, a trunk or the network, which may stand anywhere."""
    hosts = reading.all("host_word")
    return any(
        not any(host.start <= other.start and other.end <= host.end for host in hosts)  # "phone system"
        for other in reading.within(place, "phone_word", "trunk_word", "network")
    )


def _of_the_trunk(reading: Reading, mention: Mention) -> bool:
    """Whether the provider is meant: "the trunk is on AWS", and hosts such as OVH, which sell trunks themselves."""
    sells = any(mention.start <= one.start and one.end <= mention.end for one in reading.all("sells_trunks"))
    if not sells:
        trunks = [trunk for trunk in reading.all("trunk_word") if reading.same_clause(trunk, mention)]
        hosted = reading.in_clause(mention, "host_word", "own_machine", "hosting.")
        return any(trunk.start == mention.end or (trunk.end <= mention.start and not hosted) for trunk in trunks)
    if reading.beside(mention, "trunk_word", reach=1):
        return True
    about_trunk = reading.in_sentence(mention, "trunk_word")
    return about_trunk and not reading.beside(mention, "host_word", "runs", "own_machine", "hosting.")


def _of_other_service(reading: Reading, mention: Mention) -> bool:
    """Whether a website or a mail server is what stands there ("our homepage is hosted at Strato")."""
    if mention.value == "hosted":
        if any(mention.gap(feature) == 0 for feature in reading.all("feature")):
            return True  # "the hosted voicemail menu"
        own = reading.all("maker", "by_us", "partner", "firm", "platform.", "hosting.")
        if any(by.start == mention.end for by in reading.all("agent_by")) and not any(
            0 <= one.start - mention.end <= 3 for one in own
        ):
            return True  # "hosted by Zoom"
    services = reading.within(mention, "other_service")
    if not services:
        return False
    nearest = min(mention.gap(service) for service in services)
    runs = any(0 <= mention.start - runs.end <= 2 for runs in reading.all("runs"))
    if runs and all(service.start >= mention.end for service in services):
        return False  # "it lives in our cloud next to the mail server"
    return not any(
        reading.same_clause(host, mention)
        and mention.gap(host) <= nearest
        and not any(service.gap(host) == 0 for service in services)  # "web server"
        for host in reading.all("host_word")
    )

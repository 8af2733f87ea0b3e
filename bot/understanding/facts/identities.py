"""Licence keys, threads and tickets that a message names, the same in every language but for the words of tickets."""

from __future__ import annotations

import re
from typing import Any

from bot.text import identifiers, masking, pasted
from bot.understanding.facts.words.mentions import Mention
from bot.understanding.facts.words.reading import Reading

# Three consonants, three digits: the shape of our ticket ids, as people type them.
_TICKET = re.compile(rf"(?<![\w-]){identifiers.NO_TICKET}[BCDFGHJKLMNPQRSTVWXZ]{{3}}-\d{{3}}(?![\w-])", re.IGNORECASE)
_SPACED_TICKET = re.compile(rf"(?<![\w-]){identifiers.NO_TICKET}([BCDFGHJKLMNPQRSTVWXZ]{{3}})\s(\d{{3}})(?![\w-])")
_SHAPED = re.compile(rf"{identifiers.NO_TICKET}[A-Z]{{3}}-\d{{3,5}}", re.IGNORECASE)  # "ABX-417", any letters
_OURS = re.compile(r"[A-Z]{3}-\d{3}", re.IGNORECASE)  # most have no vowel, but who types one does not know that
_HEADS = re.compile(r"\s?:\s")  # "FIX-641: screenshots attached"
_OPENS = re.compile(r"(?:^|[.!?\n])\s*$")
# What carries a number of its own.
_NUMBERED = ("phone_word", "gateway_word", "headset_word", "maker_name", "vendor", "computer", "numbered")
_BEFORE = 200  # characters of which the last words count


def written(parts: pasted.Pasted) -> dict[str, Any]:
    """What is written the same way in every language."""
    prose = parts.prose
    entities: dict[str, Any] = {}
    if masked := masking.masked_keys(prose):
        entities["licence_key"] = masked[0]["ref"]
    elif keys := [key for key in identifiers.find_licence_keys(prose) if not key.of_papers]:
        entities["licence_key"] = keys[0].value
    if thread := identifiers.find_thread_url(prose):
        entities["thread_url"] = thread.url
    if ticket := _TICKET.search(identifiers.ADDRESS.sub(" ", prose)):
        entities["ticket_id"] = ticket.group().upper()
    return entities


def ticket_told(reading: Reading, entities: dict[str, Any]) -> str | None:
    """A ticket id of any letters right behind a word of tickets, or one typed with a space.

    "MTT 480" and "VVX 411" are a provider and a phone.
    """
    for match in identifiers.TICKET_SHAPED.finditer(reading.text):
        before = Reading(reading.text[: match.start()][-_BEFORE:], reading.lexicon)
        if any(len(before.words) - word.end <= 1 for word in before.all("ticket_word", "ticket_opened", "bundle")):
            return match.group().upper()
        if not _SHAPED.fullmatch(match.group()) or _is_named(match.group()[:3], entities):
            continue
        start = reading.words_before(match.start())
        place = Mention("ticket_id", start, start + len(reading.lexicon.tokenize(match.group())))
        if _numbers_other(reading, place):
            continue
        heads = _OPENS.search(reading.text, 0, match.start()) and _HEADS.match(reading.text, match.end())
        if heads or _OURS.fullmatch(match.group()) or _is_spoken_of(reading, place):
            return match.group().upper()
    found = _SPACED_TICKET.search(reading.text)
    if not found or not reading.has("ticket_word", "bundle"):
        return None
    named = _is_named(found[1], entities)
    return None if named or identifiers.find_sip_codes(f"error {found[2]}") else f"{found[1]}-{found[2]}"


def _is_named(letters: str, entities: dict[str, Any]) -> bool:
    """Whether the letters are those of a product that is named: the GRP of "Grandstream GRP2612"."""
    return any(letters.upper() in str(name).upper() for name in entities.values())


def _numbers_other(reading: Reading, place: Mention) -> bool:
    """Whether it is the number of a device or of an error: "the Panasonic TPA-600", "Fehler SUP-404"."""
    owners = [*reading.all(*_NUMBERED), *(one for one in reading.all("fails") if one.end == place.start)]
    return any(0 <= place.start - one.end <= 1 and reading.same_clause(one, place) for one in owners)


def _is_spoken_of(reading: Reading, place: Mention) -> bool:
    """Whether the sentence of what looks like a ticket asks for its state, refers to it or says what it is."""
    led = any(0 <= place.start - one.end <= 1 for one in reading.all("ticket_led"))
    return place.end <= len(reading.words) and (led or reading.in_sentence(place, "ticket_cue"))

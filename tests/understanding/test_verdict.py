"""What holds of a message when the rules, the second reader and implied facts are weighed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.understanding.facts.extractor import Extracted
from bot.understanding.facts.learned.tasks import CHOICES, KINDS, NOTHING, WISHES, YES_OR_NO
from bot.understanding.facts.learned.weighing import weighing
from bot.understanding.facts.verdict import Opinions, weighed

SILENT: Mapping[str, Mapping[str, float]] = {name: {NOTHING: 1.0} for name in (*CHOICES, *YES_OR_NO)} | {
    WISHES: dict.fromkeys(KINDS, 0.0)
}


def found(facts: Mapping[str, Any] | None = None, terse: bool = False, **odds: Mapping[str, float]) -> Extracted:
    """What the rules found as `facts` and the second reader holds for as probable as `odds`, in both its hearings."""
    heard = {**SILENT, **odds}
    return Extracted(dict(facts or {}), odds=heard, in_order=heard, terse=terse)


def test_without_a_second_reader_everything_stays() -> None:
    rules = Extracted({"hosting": "smb", WISHES: ["human"]})
    assert weighed(rules, {"uses_stun": True}, {"uses_stun=true": 1.0}) is rules


def test_two_readers_outweigh_one() -> None:
    """The rules took a data centre for the house; sentence and labelled messages say otherwise."""
    odds = {"on_premise": 0.02, "self_hosted": 0.9, "smb": 0.0, NOTHING: 0.08}
    message = found({"hosting": "on_premise"}, hosting=odds)
    whole = weighed(message, {"hosting": "self_hosted"}, {"hosting=self_hosted": 0.97})
    assert whole.facts == {"hosting": "self_hosted"}


def test_what_is_implied_needs_another_reader() -> None:
    implied, hints = {"hosting": "on_premise"}, {"hosting=on_premise": 0.9}
    assert weighed(found(hosting={"on_premise": 0.0001, NOTHING: 0.9999}), implied, {}).facts == {}
    assert weighed(found(hosting={"on_premise": 0.6, NOTHING: 0.4}), implied, hints).facts == {"hosting": "on_premise"}


@pytest.mark.parametrize("kind", KINDS)
def test_wishes_are_weighed_one_by_one(kind: str) -> None:
    message = found({WISHES: [kind]}, requests=dict.fromkeys(KINDS, 0.0) | {kind: 0.9})
    assert weighed(message, {}, {f"{WISHES}={kind}": 0.5}).facts == {WISHES: [kind]}
    assert weighed(found(requests=dict.fromkeys(KINDS, 0.0)), {}, {f"{WISHES}={kind}": 0.4}).facts == {}


def test_wishes_keep_the_order_of_the_text() -> None:
    both = dict.fromkeys(KINDS, 0.0) | {"human": 0.99, "phone_support": 0.99}
    asked = found({WISHES: ["human", "phone_support"]}, requests=both)
    assert weighed(asked, {}, {f"{WISHES}={kind}": 0.9 for kind in KINDS}).facts == asked.facts


def test_wishes_of_rules_and_sentences_stand_beside_each_other() -> None:
    odds = dict.fromkeys(KINDS, 0.0) | {"phone_support": 0.95, "human": 0.9}
    hints = {f"{WISHES}=human": 0.95, f"{WISHES}=phone_support": 0.9}
    message = found({WISHES: ["phone_support"]}, requests=odds)
    assert weighed(message, {WISHES: ["human"]}, hints).facts == {WISHES: ["phone_support", "human"]}


def test_what_is_declined_is_no_wish() -> None:
    odds = dict.fromkeys(KINDS, 0.0) | {"remote_session": 0.99}
    heard = {**SILENT, WISHES: odds}
    declined = Extracted(odds=heard, in_order=heard, negated={WISHES: ("remote_session",)})
    assert weighed(declined, {WISHES: ["remote_session"]}, {f"{WISHES}=remote_session": 0.99}).facts == {}


def test_what_a_rule_reads_holds_unless_the_second_reader_doubts_it() -> None:
    """ "No, it is on-premise" implies little by its sentence and is meant all the same."""
    halves, little = {"on_premise": 0.55, "self_hosted": 0.05, NOTHING: 0.4}, {"hosting=on_premise": 0.25}
    assert weighed(found({"hosting": "on_premise"}, hosting=halves), {}, little).facts == {"hosting": "on_premise"}
    doubted = {"on_premise": 0.02, "self_hosted": 0.1, NOTHING: 0.88}
    assert weighed(found({"hosting": "on_premise"}, hosting=doubted), {}, {}).facts == {}


def test_wishes_that_no_rule_read_stand_where_the_second_reader_has_them() -> None:
    """ "Bitte um Telefonat und danach Fernzugriff", of which the rules read the second wish alone."""
    odds = {"phone_support": 0.9, "remote_session": 0.95} | dict.fromkeys(("third_party_call", "forum", "human"), 0.0)
    hints = {f"{WISHES}={kind}": 0.9 for kind in ("phone_support", "remote_session")}
    message = found({WISHES: ["remote_session"]}, requests=odds)
    assert weighed(message, {}, hints).facts == {WISHES: ["phone_support", "remote_session"]}


def test_words_that_the_rules_did_not_take_for_a_wish_speak_against_it() -> None:
    """ "How do I set up a conference of three?" has the words of a joint call."""
    odds = dict.fromkeys(KINDS, 0.0) | {"third_party_call": 0.55}
    hints = {f"{WISHES}=third_party_call": 0.6}
    message = found(requests=odds)
    spoken = replace(message, spoken={WISHES: frozenset({"third_party_call"})})
    of_both = [dict(Opinions(one, {}, hints).of_wishes())["third_party_call"] for one in (message, spoken)]
    meant, mentioned = (weighing(WISHES).of(WISHES, "third_party_call", heard) for heard in of_both)
    assert mentioned < meant


def test_a_call_beside_a_joint_one_is_heard() -> None:
    """ "Ring me, and after that a conference with the provider", of which the rules read the conference alone."""
    odds = dict.fromkeys(KINDS, 0.0) | {"third_party_call": 0.97, "phone_support": 0.95}
    hints = {f"{WISHES}={kind}": 0.9 for kind in ("third_party_call", "phone_support")}
    message = found({WISHES: ["third_party_call"]}, requests=odds)
    assert set(weighed(message, {}, hints).facts[WISHES]) == {"third_party_call", "phone_support"}

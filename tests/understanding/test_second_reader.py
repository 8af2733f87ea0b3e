"""The second reader of facts: what it adds to the rules, what it doubts, and what it may never say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import accumulate
from pathlib import Path

import pytest

from bot.understanding.facts.extractor import Extracted, FactExtractor
from bot.understanding.facts.learned.groups import Group, spelled
from bot.understanding.facts.learned.rows import Rows
from bot.understanding.facts.learned.second_reader import SecondReader
from bot.understanding.facts.learned.signs import Signs
from bot.understanding.facts.learned.tasks import NAMED, NOTHING, OTHER, TASKS, WISHES
from bot.understanding.facts.learned.weights import Weights
from bot.understanding.facts.verdict import weighed

TEXTS = {
    "en": "there are 36 zorbles on it, the lift rings for 20 seconds",
    "de": "da sind 36 Zorbel dran, der Aufzug läutet 20 Sekunden",
    "it": "ci sono 36 zorbi, l'ascensore suona 20 secondi",
    "fr": "il y a 36 zorbes, l'ascenseur sonne 20 secondes",
    "ru": "там 36 зорблов, лифт звонит 20 секунд",
    "el": "εκεί είναι 36 ζόρμπλα, το ασανσέρ χτυπάει 20 δευτερόλεπτα",
    "pt": "há 36 zorbos, o elevador toca 20 segundos",
    "es": "hay 36 zorbos, el ascensor suena 20 segundos",
}


class Told(Weights):
    """Weights that say what a test tells them to, of any signs."""

    def __init__(self, **shares: dict[str, float]) -> None:
        self.shares = {name: {NOTHING: 1.0} for name in TASKS} | shares

    def judge(self, rows: Iterable[Iterable[Group]]) -> list[dict[str, dict[str, float]]]:
        return [self.shares for row in rows if list(row)]


class Spelled(Told):
    """Weights that hear a wish as soon as its word has been said."""

    words: Mapping[str, str] = {"remote_session": "screen", "phone_support": "ring"}

    def judge(self, rows: Iterable[Iterable[Group]]) -> list[dict[str, dict[str, float]]]:
        return [self.shares | self._heard({*spelled(row)}) for row in rows]

    def growing(self, task: str, parts: Iterable[Iterable[Group]]) -> list[dict[str, float]]:
        said = accumulate(({*spelled(part)} for part in parts), set.union)
        return [self._heard(one)[task] for one in said]

    def _heard(self, said: set[str]) -> dict[str, dict[str, float]]:
        return {kind: {NOTHING: 0.1 if word in said else 0.9} for kind, word in self.words.items()}


class ByValue(Weights):
    """Weights that take the number 36, and no other, for one of extensions."""

    def __init__(self) -> None:
        pass

    def judge(self, rows: Iterable[Iterable[Group]]) -> list[dict[str, dict[str, float]]]:
        sure = (0.9 if {"Vdigits=2", "Vnot sold"} <= {*spelled(row)} else 0.1 for row in rows)
        return [
            {"number": {"extensions": many, "simultaneous_calls": 0.0, "sip_code": 0.0, NOTHING: 1 - many}}
            for many in sure
        ]


class Naming(Weights):
    """Weights that find every word that may be a name as probable as a test says, and note the bars of the rules."""

    def __init__(self, share: float) -> None:
        self.share = share
        self.bars: set[str] = set()

    def judge(self, rows: Iterable[Iterable[Group]]) -> list[dict[str, dict[str, float]]]:
        shown = [{*spelled(row)} for row in rows]
        self.bars |= {sign for row in shown for sign in row if sign.startswith("B=")}
        return [{"name": {NAMED: self.share, OTHER: 0.0, NOTHING: 1 - self.share}} for _ in shown]


def read(
    extractor: FactExtractor, text: str, language: str = "en", question: str | None = None, **shares: dict[str, float]
) -> Extracted:
    """What holds where the sentences imply nothing for certain, and as much as the second reader finds."""
    found = extractor.assisted(SecondReader(Told(**shares), ByValue())).extract(text, language, question)
    hints = {f"{name}={value}".casefold(): share for name, of in shares.items() for value, share in of.items()}
    return weighed(found, {}, hints, question)


NAMES = {
    "en": "ever since colt it hums in the evening",
    "de": "seit colt brummt es abends",
    "it": "da colt in poi ronza di sera",
    "fr": "avec colt ça grésille le soir",
    "ru": "с colt вечером гудит",
    "el": "με την colt βουίζει το βράδυ",
    "pt": "com a colt zumbe de noite",
    "es": "con colt zumba por la noche",
}


@pytest.mark.parametrize("language", NAMES)
def test_a_name_that_the_rules_doubt_counts_where_it_is_likely(extractor: FactExtractor, language: str) -> None:
    for share, found in ((0.9, "Colt"), (0.1, None)):
        second = SecondReader(Told(), ByValue(), naming := Naming(share))
        assert extractor.assisted(second).extract(NAMES[language], language).entities.get("trunk") == found
        assert naming.bars == {"B=word"}


def test_a_name_that_the_rules_take_may_be_doubted_but_none_that_they_rule_out_is_taken(
    extractor: FactExtractor,
) -> None:
    text = "our Yealink phones are silent"
    for share, found in ((0.3, "Yealink"), (0.1, None)):
        second = SecondReader(Told(), ByValue(), Naming(share))
        assert extractor.assisted(second).extract(text, "en").entities.get("phone") == found
    sure = extractor.assisted(SecondReader(Told(), ByValue(), Naming(0.99)))
    assert sure.extract("not Yealink but Fanvil", "en").entities["phone"] == "Fanvil"


@pytest.mark.parametrize("language", TEXTS)
def test_a_number_that_the_rules_have_no_unit_for_is_counted(extractor: FactExtractor, language: str) -> None:
    assert "extensions" not in extractor.extract(TEXTS[language], language).facts
    assert read(extractor, TEXTS[language], language).facts["extensions"] == 36


def test_only_what_is_sure_is_added(extractor: FactExtractor) -> None:
    text = "it hums along in the old bakery"
    assert read(extractor, text, hosting={"on_premise": 0.999, NOTHING: 0.001}).facts["hosting"] == "on_premise"
    assert "hosting" not in read(extractor, text, hosting={"on_premise": 0.2, NOTHING: 0.8}).facts


def test_what_the_rules_found_stays_unless_it_is_most_unlikely(extractor: FactExtractor) -> None:
    text = "the phones at home do not use STUN at all"
    assert read(extractor, text, uses_stun={"False": 0.5, "True": 0.3, NOTHING: 0.2}).facts["uses_stun"] is False
    assert "uses_stun" not in read(extractor, text, uses_stun={"False": 0.001, "True": 0.01, NOTHING: 0.989}).facts


def test_few_words_tell_only_what_was_asked(extractor: FactExtractor) -> None:
    """ "See my last letter" says nothing of the provider, whatever it resembles."""
    told = {"True": 0.999, "False": 0.0, NOTHING: 0.001}
    assert read(extractor, "see my last letter", vendor_contacted=told).facts == {}
    found = read(extractor, "wrote them a letter", question="vendor_contacted", vendor_contacted=told)
    assert found.facts == {"vendor_contacted": True}


def test_few_words_that_a_rule_reads_are_not_doubted(extractor: FactExtractor) -> None:
    never = {"self_hosted": 0.001, "on_premise": 0.0, NOTHING: 0.999}
    assert read(extractor, "hosted on AWS", hosting=never).facts == {"hosting": "self_hosted"}


def test_what_is_ruled_out_is_not_guessed(extractor: FactExtractor) -> None:
    found = read(extractor, "it is not self-hosted, mind you", hosting={"self_hosted": 0.999, NOTHING: 0.001})
    assert "hosting" not in found.facts and found.negated["hosting"] == ("self_hosted",)


def test_consent_to_the_fee_is_never_guessed(extractor: FactExtractor) -> None:
    """Money is agreed to in plain words, which the rules know, or not at all; a refusal may be guessed."""
    text = "well then, do whatever has to be done"
    assert "fee_accepted" not in read(extractor, text, fee_accepted={"True": 0.999, "False": 0.0, NOTHING: 0.001}).facts
    assert read(extractor, text, fee_accepted={"False": 0.999, NOTHING: 0.001}).facts["fee_accepted"] is False


def test_a_level_is_a_claim_and_makes_a_partner(extractor: FactExtractor) -> None:
    found = read(
        extractor, "Titanium over here in sunny Dallas", partner_level_claimed={"titanium": 0.999, NOTHING: 0.001}
    )
    assert found.entities["partner_level_claimed"] == "titanium"
    assert found.facts["requester"] == "partner" and "partner_level" not in found.facts


def test_a_long_message_is_read_in_pieces_of_whole_sentences(extractor: FactExtractor) -> None:
    sentence = "the agents hear nothing when a caller is put through to the second queue of the branch. "
    signs = Signs(extractor.reading(sentence * 20, "en"))
    pieces = signs.windows()
    assert len(pieces) > 2 and pieces[0].start == 0 and pieces[-1].stop == len(signs.reading.words)
    assert all(one.stop == other.start for one, other in zip(pieces, pieces[1:], strict=False))
    assert signs.reading.words[pieces[1].start] == "the" and max(map(len, pieces)) < 120
    assert len(Signs(extractor.reading(sentence, "en")).windows()) == 1


def test_it_learns_from_labelled_messages_and_is_kept_without_pickle(extractor: FactExtractor, tmp_path: Path) -> None:
    """Invented units, so that no rule knows them."""
    lessons = [
        (f"the {place} has {count} zorbles", {"extensions": count, "hosting": hosting})
        for count in range(30, 60)
        for place, hosting in (("attic", "on_premise"), ("moon", "self_hosted"))
    ]
    lessons += [(f"it took {count} blorps in the {place}", {}) for count in range(30, 60) for place in ("bus", "sea")]
    rows = Rows()
    for text, facts in lessons:
        rows.add(Signs(extractor.reading(text, "en")), facts, ())
    for count in range(403, 409):
        rows.add(Signs(extractor.reading(f"it glorped {count}", "en")), {}, (count,))
        rows.add(
            Signs(extractor.reading(f"it can {count - 395} at a glimp", "en")), {"simultaneous_calls": count - 395}, ()
        )
    for name, classes in rows.told.items():
        if name != "hosting":  # every task needs three classes
            classes[:6] = ["True", "True", "True", "False", "False", "False"]
    SecondReader.fit(rows).save(tmp_path)
    assert {path.suffix for path in tmp_path.rglob("*.*")} == {".json", ".npz"}
    kept = extractor.assisted(SecondReader.load(tmp_path))
    found = kept.extract("the moon has 61 zorbles", "en")
    assert found.facts["extensions"] == 61 and found.odds["hosting"]["self_hosted"] > 0.8
    assert "extensions" not in kept.extract("it took 61 blorps in the bus", "en").facts


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("come on my screen, it would be nice, and a ring", ["remote_session", "phone_support"]),
        ("a ring, it would be nice, and then come on my screen", ["phone_support", "remote_session"]),
    ],
)
def test_wishes_stand_in_the_order_of_the_text(extractor: FactExtractor, text: str, order: list[str]) -> None:
    found = extractor.assisted(SecondReader(Spelled(), ByValue())).extract(text, "en")
    assert [*found.odds[WISHES]][:2] == order

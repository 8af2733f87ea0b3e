"""The training sentences: well formed, enough of each, never at odds with one another, apart from the evaluation."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.understanding.normal import fold

ROOT = Path(__file__).resolve().parents[2]
TRAINING, LESSONS = ROOT / "data" / "nlu", ROOT / "data" / "lessons"
EVALUATION = ROOT / "evaluation"
LANGUAGES = ("en", "de", "it", "fr", "ru", "el", "pt", "es")

# The names that other people's scripts rely on, spelled out here on purpose: a file that
# defined them for the sentences and for this test alike could rename both unnoticed.
PROBLEMS = frozenset(
    """audio_one_way audio_quality call_drop trunk_registration trunk_timeout inbound_routing outbound_calls
    phone_registration phone_provisioning stun_phone sbc_tunnel version_upgrade backup_restore certificate_fqdn
    firewall operating_system licence_activation push_notifications web_client_apps queues_ivr cfd_building
    cfd_fault crm_integration pms_integration microsoft_teams call_control_api configuration_api call_fraud
    headset gateway_ata fax recordings meetings remote_installation feature_request other""".split()
)
INTENTS = frozenset(
    """greet goodbye thank affirm deny inform report_problem correct_answer go_back restart cancel skip ask_why
    ask_status add_information ask_human ask_phone_support ask_forum ask_remote_session change_language ask_policy
    complain abuse bot_challenge chitchat out_of_scope""".split()
)
# The last marks sentences that only look like a statement: intentions, questions, facts.
STATEMENTS = ("steps_taken", "reproduction_steps", "no_logs", "other")
# Facts of the contract's section 4 that a sentence may imply, each with its values.
IMPLIED = frozenset(
    """hosting=hosted_by_3cx hosting=smb hosting=self_hosted hosting=on_premise requester=end_customer
    requester=package_holder requester=evaluation requests=phone_support requests=remote_session
    requests=third_party_call requests=forum requests=human""".split()
) | {
    f"{name}={value}"
    for name in (
        "uses_stun custom_template third_party_software vendor_contacted network_suspected reproduced_on_hosted "
        "hardware_meets_minimum configured_per_manual fee_accepted"
    ).split()
    for value in ("true", "false")
}
NOTHING = "nothing"
FEWEST = 28  # sentences of an intent and language
FEWEST_OF_A_PROBLEM = 24


@dataclass(frozen=True)
class Sentence:
    """One training sentence with its label and the file it stands in."""

    text: str
    language: str
    label: tuple[str, str | None]
    file: str


class _Strict(yaml.SafeLoader):
    """Refuses a key that stands twice in a mapping, which YAML readers otherwise drop silently."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = Counter(self.construct_object(key, deep=deep) for key, _ in node.value)
        twice = [key for key, count in keys.items() if count > 1]
        if twice:
            raise yaml.constructor.ConstructorError(None, None, f"{twice} twice", node.start_mark)
        return super().construct_mapping(node, deep)


def _files() -> list[Path]:
    paths = (path for folder in (TRAINING, LESSONS) for path in sorted(folder.glob("*/*.yml")))
    return [path for path in paths if path.parent.name in LANGUAGES]


def _blocks(path: Path) -> list[dict[str, Any]]:
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Strict)
    if LESSONS in path.parents:
        assert set(content) == {"lessons"}, path  # no file for Rasa, which would read it beside the component
        return list(content["lessons"])
    assert set(content) == {"version", "nlu"} and content["version"] == "3.1", path
    return list(content["nlu"])


@pytest.fixture(scope="module")
def sentences() -> list[Sentence]:
    return [
        Sentence(
            line.removeprefix("- ").strip(),
            block["metadata"]["language"],
            (block["intent"], block["metadata"].get("problem")),
            f"{path.parent.name}/{path.name}",
        )
        for path in _files()
        for block in _blocks(path)
        for line in block["examples"].splitlines()
    ]


def test_every_language_has_the_same_files() -> None:
    """A file written for one language is written for all eight."""
    names = {
        language: {path.name for folder in (TRAINING, LESSONS) for path in (folder / language).glob("*.yml")}
        for language in LANGUAGES
    }
    assert all(found == names["en"] for found in names.values()), names


@pytest.mark.parametrize("path", _files(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_blocks_are_well_formed(path: Path) -> None:
    """Each block says its folder's language and a known intent; a problem with the reports and only there."""
    for block in _blocks(path):
        where = f"{path}: {block.get('intent')}"
        assert set(block) == {"intent", "metadata", "examples"}, where
        labels = block["metadata"]
        assert labels["language"] == path.parent.name, where
        assert block["intent"] in INTENTS, where
        assert set(labels) <= {"language", "problem", "tells", "implies", "speaks_of"}, where
        assert labels.get("tells") in {None, *STATEMENTS}, where
        assert "tells" not in labels or block["intent"] in {"inform", "deny"}, where
        assert ("problem" in labels) == (block["intent"] == "report_problem"), where
        assert labels.get("problem", "other") in PROBLEMS, where
        for line in block["examples"].splitlines():
            assert line.startswith("- ") and line[2:].strip(), f"{where}: {line!r} is no '- sentence'"
            assert not line.startswith("- /"), f"{where}: {line!r} would be read as a command"
            assert "](" not in line, f"{where}: {line!r} would be read as an entity"


def test_no_text_teaches_two_labels(sentences: list[Sentence]) -> None:
    """A text stands under one intent and one problem only, in whatever languages: one model learns them all."""
    labels: dict[str, set[Sentence]] = defaultdict(set)
    for sentence in sentences:
        labels[sentence.text.casefold()].add(sentence)
    torn = {text: found for text, found in labels.items() if len({sentence.label for sentence in found}) > 1}
    assert not torn, torn


def test_no_text_stands_twice_in_a_language(sentences: list[Sentence]) -> None:
    """Saying the same twice teaches nothing and weighs double."""
    counts = Counter((sentence.language, sentence.text.casefold()) for sentence in sentences)
    assert not [found for found, count in counts.items() if count > 1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_enough_of_everything(language: str, sentences: list[Sentence]) -> None:
    """Every intent and every problem has its least number of sentences in every language."""
    counts = Counter(sentence.label for sentence in sentences if sentence.language == language)
    scarce = {intent: counts[intent, None] for intent in INTENTS - {"report_problem"} if counts[intent, None] < FEWEST}
    scarce |= {
        problem: counts["report_problem", problem]
        for problem in PROBLEMS
        if counts["report_problem", problem] < FEWEST_OF_A_PROBLEM
    }
    assert not scarce


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_evaluation_message_is_learned(language: str, sentences: list[Sentence]) -> None:
    """A message that is judged stands in no training of any language, not even with other accents or capitals."""
    learned = {fold(sentence.text): sentence.file for sentence in sentences}
    path = EVALUATION / language / "messages.jsonl"
    judged = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    assert judged
    assert not {text: learned[fold(text)] for text in judged if fold(text) in learned}


def test_every_language_implies_the_same_facts() -> None:
    """A label that one language misspells would be a class of its own; every name is one of the contract."""
    labels = {
        language: {block["metadata"]["implies"] for block in _blocks(LESSONS / language / "implied.yml")}
        for language in LANGUAGES
    }
    assert all(found == labels["en"] for found in labels.values()), labels
    assert labels["en"] <= IMPLIED | {NOTHING}, labels["en"] - IMPLIED

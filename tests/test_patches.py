"""The patches of Rasa change what a turn costs, never what comes of it, and notice another Rasa.

Rasa is imported in processes of its own, without the libraries that the server leaves out: here they are needed.
"""

from __future__ import annotations

import subprocess
import sys
from textwrap import dedent

import pytest

from bot import model, settings
from bot.cli.train import ensure_model

pytestmark = pytest.mark.server

BEGIN = """
from bot import observability
from bot.rasa import lean
observability.configure("test")
lean.install()
from bot.rasa import patches
"""


def run(script: str) -> str:
    """What a script prints that begins with `BEGIN`."""
    command = [sys.executable, "-c", BEGIN + dedent(script)]
    result = subprocess.run(command, cwd=settings.ROOT, env=model.environment(), capture_output=True, text=True)
    assert result.returncode == 0, result.stderr[-3000:]
    return result.stdout


def test_code_that_is_not_the_code_measured_is_not_touched() -> None:
    """One changed function of Rasa is enough, and then nothing is patched."""
    told = run(
        """
        from rasa.core.actions.action import RemoteAction
        before = RemoteAction._validate_action_result
        for function in list(patches.MEASURED):
            kept = patches.MEASURED[function]
            patches.MEASURED[function] = "0" * 64
            try:
                patches.apply()
            except RuntimeError as error:
                print(function.__qualname__ in str(error), RemoteAction._validate_action_result is before)
            patches.MEASURED[function] = kept
        patches.apply()
        print("applied", RemoteAction._validate_action_result is not before)
        """
    )
    lines = told.splitlines()
    assert lines[-1] == "applied True" and len(lines) > 5 and set(lines[:-1]) == {"True True"}


def test_an_answer_of_an_action_is_judged_as_by_rasa() -> None:
    """Right answers pass and wrong ones raise, the first time and when they come again."""
    told = run(
        """
        from jsonschema import ValidationError
        from rasa.core.actions.action import RemoteAction
        rasas = RemoteAction._validate_action_result
        patches.apply()
        ours = RemoteAction._validate_action_result
        action = RemoteAction("action_x", None)
        follow = {"event": "followup", "name": "action_listen"}
        answers = [
            {"events": [follow], "responses": [{"text": "a"}]}, {"events": [], "responses": []}, {},
            {"events": [follow, {"event": "followup"}]}, {"events": [{"event": "no such event"}]}, {"events": 3},
            {"events": [follow], "responses": ["a"]}, {"events": [follow], "responses": 1}, {"events": None}, [], "a",
        ]
        def judged(judge, answer):
            try:
                return judge(action, answer)
            except ValidationError:
                return "wrong"
        for answer in answers * 2:
            print(judged(ours, answer), judged(rasas, answer))
        """
    )
    verdicts = [line.split() for line in told.splitlines()]
    assert len(verdicts) == 22 and all(ours == rasas for ours, rasas in verdicts)
    assert {ours for ours, _ in verdicts} == {"True", "wrong"}


def test_a_remembered_action_is_the_one_that_the_rules_give() -> None:
    """For every intent, after listening and after an action, asked twice; the rules are gone through once."""
    ensure_model(settings.load())
    told = run(
        """
        import os
        os.environ.update(ACTIONS_WEBHOOK="http://127.0.0.1:9", ACTIONS_SECRET="x")
        from bot import settings, model
        from bot.rasa.tracker_store import BEGINNING
        from rasa.core.agent import Agent
        from rasa.core.policies.rule_policy import RulePolicy
        from rasa.shared.core.events import ActionExecuted, UserUttered
        from rasa.shared.core.trackers import DialogueStateTracker
        asked = []
        rasas = RulePolicy.predict_action_probabilities
        find = RulePolicy._find_action_from_rules
        patches.apply()
        def counted(self, *arguments, **named):
            asked.append(1)
            return find(self, *arguments, **named)
        RulePolicy._find_action_from_rules = counted
        agent = Agent.load(str(model.path(settings.load())))
        nodes = agent.processor.graph_runner._instantiated_nodes.values()
        policy = next(node._component for node in nodes if isinstance(node._component, RulePolicy))
        domain, entity = agent.domain, [{"entity": "language", "value": "de"}]
        ends = ([], [ActionExecuted("action_case_continue")])
        for intent in [*domain.intents, "no_such_intent"]:
            for end in ends:
                def tracker():
                    said = UserUttered("words", {"name": intent, "confidence": 1.0}, entity)
                    return DialogueStateTracker.from_events("a", [*BEGINNING, said, *end], domain.slots)
                right = rasas(policy, tracker(), domain)
                first = policy.predict_action_probabilities(tracker(), domain)
                before = len(asked)
                again = policy.predict_action_probabilities(tracker(), domain)
                plain = intent in domain.intent_properties and not domain.intent_properties[intent]["used_entities"]
                same = right.probabilities == first.probabilities == again.probabilities
                same = same and right.events == again.events and right.hide_rule_turn == again.hide_rule_turn
                print(same, (len(asked) == before) == plain, "plain" if plain else "asked")
        """
    )
    lines = [line.split() for line in told.splitlines()]
    assert all(line[:2] == ["True", "True"] for line in lines)
    assert sum(line[2] == "plain" for line in lines) >= 2 * 30 and any(line[2] == "asked" for line in lines)

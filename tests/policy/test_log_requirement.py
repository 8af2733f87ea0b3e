"""Logs are asked for where the problem needs them, or always where the reading says so (T5, D9)."""

from __future__ import annotations

import pytest

from bot.policy import Policy


@pytest.mark.parametrize(("problem", "required"), [("audio_one_way", "required"), ("licence_activation", "optional")])
def test_the_problem_decides_whether_logs_are_required(policy: Policy, problem: str, required: str) -> None:
    assert policy.log_requirement(problem) == required


def test_the_other_reading_requires_logs_for_every_problem(policy: Policy) -> None:
    assert policy.log_requirement("licence_activation", readings={"logs": "always"}) == "required"

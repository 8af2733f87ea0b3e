"""How fast the policy decides: loading, complete and sparse facts, and growth with the number of clauses.

Run `python -m benchmarks.policy`. Growth is measured on knowledge bases that hold every clause twice,
four and eight times; what is reported as growth is a ratio to the real one. The targets (a decision
under 1 ms on one core after loading, loading under 0.3 s) are printed beside the figures. Times are
those of the processor, so that other work on the machine does not count.
"""

from __future__ import annotations

import random
import statistics
import time
from dataclasses import replace
from typing import Any, Callable

from bot.policy import Policy, load
from bot.policy.cases import read_cases
from bot.policy.knowledge import Knowledge
from bot.settings import ROOT
from bot.settings import load as load_settings

ROUNDS = 2000
SIZES = (2, 4, 5, 8, 20, 21, 64, 96)


def main() -> None:
    folder = load_settings().policy_kb
    loading = [timed(load, folder) for _ in range(5)]
    policy = load(folder)
    print(f"load                     {statistics.median(loading):7.3f} s     target 0.3 s")
    chance = random.Random(20)
    for share, name in ((1.0, "complete facts"), (0.8, "four of five facts"), (0.5, "half of the facts")):
        report(name, [facts(policy, chance, share) for _ in range(ROUNDS)], policy)
    cases = [dict(case.facts) for case in read_cases(ROOT / "tests" / "policy" / "cases")]
    report("the cases of the tests", cases, policy)
    report("the same case again", [cases[0]] * ROUNDS, policy)
    growth(policy)


def facts(policy: Policy, chance: random.Random, share: float) -> dict[str, Any]:
    """A random case in which about `share` of the facts is known; never two alike on purpose."""
    known: dict[str, Any] = {"problems": [chance.choice(list(policy.knowledge.problems))]}
    for name, kind in policy.knowledge.kinds.items():
        if chance.random() < share:
            known[name] = chance.choice(kind.values or SIZES)
    return known


def report(name: str, cases: list[dict[str, Any]], policy: Policy) -> None:
    """Times each decision of a fresh engine, so that nothing is remembered from another measurement."""
    fresh = warmed(policy.knowledge)
    times = sorted(timed(fresh.decide, case) for case in cases)
    median, slow = times[len(times) // 2], times[int(len(times) * 0.99)]
    print(f"{name:24} {median * 1e3:7.3f} ms    99 % under {slow * 1e3:.3f} ms    target 1 ms")


def growth(policy: Policy) -> None:
    """Complete facts against knowledge bases of growing size."""
    chance = random.Random(20)
    cases = [facts(policy, chance, 1.0) for _ in range(500)]
    first = 0.0
    for times in (1, 2, 4, 8):
        engine = warmed(multiplied(policy.knowledge, times))
        median = statistics.median(timed(engine.decide, case) for case in cases)
        first = first or median
        clauses = len(engine.knowledge.clauses)
        print(f"{clauses:4} clauses             {median * 1e3:7.3f} ms    {median / first:.1f} times the real one")


def multiplied(knowledge: Knowledge, times: int) -> Knowledge:
    """The knowledge base with every clause `times` over, under ids of their own."""
    clauses = dict(knowledge.clauses)
    for copy in range(1, times):
        for id, clause in knowledge.clauses.items():
            name = f"{id}_{copy}"
            periods = tuple(
                replace(period, rules=tuple(replace(rule, clause=name) for rule in period.rules))
                for period in clause.periods
            )
            clauses[name] = replace(clause, id=name, periods=periods)
    return replace(knowledge, clauses=clauses)


def warmed(knowledge: Knowledge) -> Policy:
    """An engine as `load` hands it out: compiled, with nothing decided yet."""
    engine = Policy(knowledge)
    engine.book(engine.today()).outlook.warm(knowledge.problems)
    return engine


def timed(action: Callable[..., Any], *arguments: Any) -> float:
    start = time.process_time()
    action(*arguments)
    return time.process_time() - start


if __name__ == "__main__":
    main()

"""What 100, 10,000 and 1,000,000 conversations a day need, from measured costs, checked by simulation.

Run `python -m benchmarks.capacity [--save]`; prints one JSON object. Costs come from benchmarks/results/
(`turns.json`, `cost.json`) where they are there, else from the last figures written down here. The simulation
is checked twice: against Erlang's formula, and against the measured throughput of the load test on two cores.
Everything is deterministic: same figures, same output.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.queueing import Network, Seen, Station, by_hour, erlang_wait, needed, poisson
from benchmarks.report import RESULTS

SEED = 20
TURNS = 9  # of a conversation: the opening and eight more
THINK = 40.0  # seconds between answer and next message
VOLUMES = (100, 10_000, 1_000_000)
SHARE = 0.6  # servers are to be busy at most this share of the busiest hour
# Where partners sit: hours from UTC and share of the conversations.
ZONES = {1: 0.45, 0: 0.15, -5: 0.15, -8: 0.05, 8: 0.10, 10: 0.05, 3: 0.05}
# Conversations by hour of the working day; the rest of the day has a trickle.
DAY = {8: 0.8, 9: 1.3, 10: 1.4, 11: 1.2, 12: 0.7, 13: 0.9, 14: 1.3, 15: 1.2, 16: 1.0, 17: 0.6}
TRICKLE, WEEKEND, HOLIDAY = 0.04, 0.12, 0.15
# A bad update: this share of a day's conversations comes on top, within an hour.
OUTAGE_SHARE = 0.5
# Milliseconds of CPU of a turn, when nothing newer is in results/.
LAST = {"bot.gateway": 5.0, "bot.rasa.server": 5.0, "actions.server": 3.0}
DATABASE_MS, WAIT_FOR_DISK_MS = 1.0, 2.0
DESK_SECONDS, TICKETS_A_CONVERSATION = 1.5, 0.4  # Request Tracker takes 0.6 to 2.3 s a ticket


def main() -> None:
    parser = argparse.ArgumentParser(description="Growth on paper and by simulation.")
    parser.add_argument("--save", action="store_true", help="keep the picture under benchmarks/results/")
    save = parser.parse_args().save
    costs, turns = seconds_of_a_turn(), read("turns")
    outage = outage_day(10_000, costs)
    figures = {
        "seconds_of_a_turn": costs,
        "checks": {"erlang": against_erlang(costs), "load_test": against_load_test(costs, turns)},
        "volumes": {str(volume): volume_needs(volume, costs) for volume in VOLUMES},
        "outage_at_10000_a_day": {name: value for name, value in outage.items() if name != "hours"},
    }
    print(json.dumps(figures, indent=1))
    if save:
        picture(outage["hours"])


def read(name: str) -> dict[str, Any]:
    """What a part of the suite kept; empty when it has not run."""
    path = RESULTS / f"{name}.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found


def seconds_of_a_turn() -> dict[str, float]:
    """By station. CPU as measured; the database adds its own work and the wait for its disk."""
    measured = read("turns").get("rounds", {}).get("process_cpu_ms", {})
    used = {name: measured[name][0] if name in measured else value for name, value in LAST.items()}
    milliseconds = {
        "gateway": used["bot.gateway"],
        "rasa": used["bot.rasa.server"],
        "actions": used["actions.server"],
        "database": DATABASE_MS + WAIT_FOR_DISK_MS,
    }
    return {name: round(value / 1e3, 5) for name, value in milliseconds.items()}


def week_rates(a_day: float, holiday: int | None = None) -> list[float]:
    """Conversations a second in each hour (UTC) of a week that begins on Monday; `a_day` is a working day's."""
    whole = sum(DAY.get(hour, TRICKLE) for hour in range(24))
    rates = [0.0] * 168
    for offset, share in ZONES.items():
        for local in range(168):
            day, hour = divmod(local, 24)
            factor = HOLIDAY if day == holiday else WEEKEND if day >= 5 else 1.0
            rates[(local - offset) % 168] += a_day * share * factor * DAY.get(hour, TRICKLE) / whole / 3600
    return rates


def volume_needs(a_day: int, costs: Mapping[str, float]) -> dict[str, Any]:
    """Processes for the busiest hour, and what a turn takes then, by simulation of a part of that hour."""
    peak = max(week_rates(a_day)) * TURNS
    cpu = {name: seconds for name, seconds in costs.items() if name != "database"}
    processes = needed(peak, cpu, SHARE)
    stored = read("cost").get("a_turn", {})
    seconds = min(3600.0, max(120.0, 20_000 / peak))
    seen = simulated(peak, stations(processes, peak, costs), seconds)
    return {
        "turns_a_second_in_the_busiest_hour": round(peak, 2),
        "cores_busy": round(peak * sum(costs.values()), 2),
        "processes": processes,
        "p50_ms": round(seen.quantile(0.5) * 1e3),
        "p99_ms": round(seen.quantile(0.99) * 1e3),
        "database_commits_a_second": round(peak * stored.get("commits", 5.0), 1),
        "redis_commands_a_second": round(peak * stored.get("redis_commands", 3.0), 1),
        "gigabytes_a_year": round(a_day * 260 * read("cost").get("database_bytes_of_a_case", 25_000) / 1e9, 2),
        "desk_hours_of_work_a_day": round(a_day * TICKETS_A_CONVERSATION * DESK_SECONDS / 3600, 2),
    }


def stations(processes: Mapping[str, int], peak: float, costs: Mapping[str, float]) -> list[Station]:
    """The stations of a turn; the database has as many servers as keep it as idle as the rest."""
    servers = {**processes, "database": needed(peak, {"database": costs["database"]}, SHARE)["database"]}
    return [Station(name, servers[name], costs[name]) for name in ("gateway", "rasa", "actions", "database")]


def simulated(rate: float, at: Sequence[Station], seconds: float) -> Seen:
    """Turns that come one by one at a constant rate."""
    network = Network(at, SEED)
    moments = poisson(rate, seconds, random.Random(SEED + 1))
    network.world.process(network.arrivals(moments, turns=1, think=0.0))
    return network.run(seconds)


def against_erlang(costs: Mapping[str, float]) -> dict[str, float]:
    """Mean wait before two Rasa servers that are busy 70 % of the time: simulated, and by Erlang's formula."""
    seconds = costs["rasa"]
    rate = 1.4 / seconds
    seen = simulated(rate, [Station("rasa", 2, seconds)], 60_000 / rate)
    wait = (seen.mean() - seconds) * 1e3
    formula = erlang_wait(rate, seconds, 2) * 1e3
    return {"simulated_ms": round(wait, 2), "formula_ms": round(formula, 2), "ratio": round(wait / formula, 3)}


def against_load_test(costs: Mapping[str, float], turns: Mapping[str, Any]) -> dict[str, Any]:
    """Turns a second of people without pause on two cores, one process of each: simulated and measured."""
    found: dict[str, Any] = {}
    for people in (1, 8, 32, 64):
        # SQLite has no process of its own: its work is in that of the others.
        at = [Station(name, 1, costs[name]) for name in ("gateway", "rasa", "actions")]
        network = Network(at, SEED, cores=2)
        network.crowd(people)
        simulated_rate = len(network.run(60.0).turns) / 60.0
        measured = turns.get("ratios", {}).get(f"turns_per_second_at_{people}", {}).get("ours")
        found[str(people)] = {"simulated": round(simulated_rate, 1), "measured": measured}
    return found


def outage_day(a_day: int, costs: Mapping[str, float]) -> dict[str, Any]:
    """A Tuesday on which a bad update goes out at 9 UTC: the busiest hour's processes, and half a day on top."""
    rates = week_rates(a_day)[24:48]
    extra = OUTAGE_SHARE * a_day / 3600
    struck = [rate + (extra if hour == 9 else 0.0) for hour, rate in enumerate(rates)]
    peak = max(rates) * TURNS
    processes = needed(peak, {name: value for name, value in costs.items() if name != "database"}, SHARE)
    network = Network(stations(processes, peak, costs), SEED)
    moments = by_hour(struck, random.Random(SEED + 1))
    network.world.process(network.arrivals(moments, TURNS, THINK))
    seen = network.run(86_400.0)
    hours: list[list[float]] = [[] for _ in range(24)]
    for end, took in seen.turns:
        hours[min(23, int(end // 3600))].append(took)
    quantiles = [sorted(times)[int(len(times) * 0.95)] * 1e3 if times else 0.0 for times in hours]
    backlog = desk_backlog(moments)
    return {
        "conversations": len(moments),
        "turns_a_second_in_the_outage": round(struck[9] * TURNS, 2),
        "busiest_station_share": round(max(seen.busy[name] / 86_400 for name in seen.busy), 3),
        "p95_ms_before": round(quantiles[8]),
        "p95_ms_in_the_outage": round(max(quantiles[9:11])),
        "longest_wait_for_the_desk_minutes": round(max(backlog) / 60, 1),
        "hours": {
            "turns": [len(times) for times in hours],
            "p95_ms": quantiles,
            "desk_minutes": [wait / 60 for wait in backlog],
            "week": week_rates(a_day, holiday=3),
        },
    }


def desk_backlog(moments: Sequence[float]) -> list[float]:
    """The longest time, by hour, until the relay has carried a ticket to the one help desk (Lindley's recursion)."""
    chance, free, longest = random.Random(SEED + 2), 0.0, [0.0] * 24
    for moment in moments:
        if chance.random() < TICKETS_A_CONVERSATION:
            submitted = moment + TURNS * THINK
            free = max(free, submitted) + chance.expovariate(1 / DESK_SECONDS)
            hour = min(23, int(submitted // 3600))
            longest[hour] = max(longest[hour], free - submitted)
    return longest


def picture(hours: Mapping[str, Sequence[float]]) -> None:
    """A week of arrivals with a holiday, and the day of the outage hour by hour."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    canvas, panels = pyplot.subplots(2, 2, figsize=(11, 7), layout="constrained")
    day = range(24)
    (week, turns), (latency, desk) = panels
    week.plot([rate * 3600 for rate in hours["week"]], color="tab:blue")
    week.set(title="conversations an hour, 10,000 a day, Thursday a holiday", xlabel="hour of the week (UTC)")
    turns.bar(day, [count / 3600 for count in hours["turns"]], color="tab:blue")
    turns.set(title="turns a second, bad update at 9 UTC", xlabel="hour (UTC)")
    latency.bar(day, hours["p95_ms"], color="tab:orange")
    latency.set(title="time of a turn, 95th percentile, ms", xlabel="hour (UTC)")
    desk.bar(day, hours["desk_minutes"], color="tab:red")
    desk.set(title="longest way of a ticket to the help desk, minutes", xlabel="hour (UTC)")
    for panel in panels.flat:
        panel.set_ylim(bottom=0)
    RESULTS.mkdir(exist_ok=True)
    canvas.savefig(RESULTS / "capacity.png", dpi=100)
    pyplot.close(canvas)


if __name__ == "__main__":
    main()

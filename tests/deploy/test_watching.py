"""Alerts, dashboard and the manual speak of metrics that exist, and of all that matter."""

from __future__ import annotations

import json
import re
import shutil
import subprocess

import pytest
import yaml
from deploy.metric_names import exported

from bot.settings import ROOT

DEPLOY = ROOT / "deploy"
RULES = [
    rule
    for group in yaml.safe_load((DEPLOY / "prometheus" / "alerts.yml").read_text())["groups"]
    for rule in group["rules"]
]
DASHBOARD = json.loads((DEPLOY / "grafana" / "intake.json").read_text())
MANUAL = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
OWN = re.compile(r"\b(?:intake|process)_[a-z_]+")


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    return exported(tmp_path_factory.mktemp("names"))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_an_alert_asks_for_metrics_that_are_exported(rule: dict[str, str], names: set[str]) -> None:
    asked = set(OWN.findall(rule["expr"]))
    assert asked <= names, f"{rule['alert']} asks for {asked - names}"
    assert asked or "up{" in rule["expr"]


@pytest.mark.parametrize("panel", DASHBOARD["panels"], ids=lambda panel: panel["title"])
def test_a_panel_shows_metrics_that_are_exported(panel: dict[str, list[dict[str, str]]], names: set[str]) -> None:
    for target in panel["targets"]:
        asked = set(OWN.findall(target["expr"]))
        assert asked <= names, f"{panel['title']} asks for {asked - names}"
        assert asked or "up{" in target["expr"]


def test_every_metric_of_ours_is_on_the_dashboard_and_in_the_manual(names: set[str]) -> None:
    shown = " ".join(target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"])
    for name in {re.sub(r"_(bucket|sum|count)$", "", name) for name in names if name.startswith("intake_")}:
        assert name in shown, f"no panel shows {name}"
        assert f"`{name}`" in MANUAL, f"docs/operations.md does not explain {name}"


def test_the_manual_explains_every_alert_and_no_other() -> None:
    explained = set(re.findall(r"^\| `([A-Z][a-z]\w+)` \|", MANUAL, re.MULTILINE))
    assert explained == {rule["alert"] for rule in RULES}


def test_every_alert_has_a_case_that_fires_it() -> None:
    cases = yaml.safe_load((DEPLOY / "prometheus" / "alerts.test.yml").read_text())["tests"]
    fired = {case["alertname"] for test in cases for case in test["alert_rule_test"] if case["exp_alerts"]}
    assert fired == {rule["alert"] for rule in RULES}


@pytest.mark.skipif(not shutil.which("promtool"), reason="needs promtool, of Debian's package prometheus")
@pytest.mark.parametrize(
    "command",
    [
        ["check", "config", "--syntax-only", "prometheus.yml"],
        ["check", "rules", "alerts.yml"],
        ["test", "rules", "alerts.test.yml"],
    ],
    ids=" ".join,
)
def test_prometheus_own_tool_agrees(command: list[str]) -> None:
    found = subprocess.run(["promtool", *command], cwd=DEPLOY / "prometheus", capture_output=True, text=True)
    assert found.returncode == 0, found.stdout + found.stderr


def test_the_chart_ships_the_same_alerts() -> None:
    assert (DEPLOY / "helm" / "intake" / "alerts.yml").read_bytes() == (
        DEPLOY / "prometheus" / "alerts.yml"
    ).read_bytes()


def test_the_datasource_of_the_dashboard_is_the_one_that_is_provisioned() -> None:
    folder = DEPLOY / "grafana" / "provisioning" / "datasources"
    provisioned = yaml.safe_load((folder / "prometheus.yml").read_text())["datasources"][0]["uid"]
    assert {panel["datasource"]["uid"] for panel in DASHBOARD["panels"]} == {provisioned}

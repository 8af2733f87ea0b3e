"""The Helm chart, rendered by Helm's own library and held against Kubernetes' own schemas."""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import helm_python
import jsonschema
import pytest
import yaml

from bot.gateway import health, pages, web
from bot.gateway.desk import forms, parked, views
from bot.settings import ROOT, load

CHART = ROOT / "deploy" / "helm" / "intake"
WHOLE = {"ingress": {"enabled": True}, "serviceMonitor": {"enabled": True}, "prometheusRule": {"enabled": True}}
KUBERNETES = "v1.33.0-local-strict"
# Of the Prometheus operator; Kubernetes itself has no schema of them.
FOREIGN = {"ServiceMonitor", "PrometheusRule"}


@cache
def rendered(values: str = json.dumps(WHOLE)) -> tuple[dict[str, Any], ...]:
    with helm_python.Chart.load(str(CHART)) as chart:
        chart.validate_schema(json.loads(values))
        files = chart.render(json.loads(values), name="demo", namespace="prod")
    return tuple(item for text in files.values() for item in yaml.safe_load_all(text) if item)


def find(kind: str, name: str, values: dict[str, Any] = WHOLE) -> dict[str, Any]:
    return next(i for i in rendered(json.dumps(values)) if i["kind"] == kind and i["metadata"]["name"] == name)


def pods() -> list[Any]:
    return [
        pytest.param(item["spec"]["template"]["spec"], id=item["metadata"]["name"])
        for item in rendered()
        if item["kind"] in ("Deployment", "StatefulSet", "Job")
    ]


def schemas() -> Path:
    # The package's own code wants a newer jsonschema than Rasa allows; its schemas do not.
    spec = find_spec("kubernetes_validate")
    assert spec and spec.origin
    return Path(spec.origin).parent / "kubernetes-json-schema" / KUBERNETES


def test_helm_lint_finds_no_error() -> None:
    found = helm_python.lint(str(CHART))
    assert found["errors"] == []
    assert [m for m in found["messages"] if m["severity"] > 1] == []


@pytest.mark.parametrize("item", rendered(), ids=lambda item: f"{item['kind']}-{item['metadata']['name']}")
def test_kubernetes_would_take_it(item: dict[str, Any]) -> None:
    """Strictly: a key that Kubernetes does not know is an error."""
    if item["kind"] in FOREIGN:
        assert item["apiVersion"] == "monitoring.coreos.com/v1"
        return
    group = item["apiVersion"].replace(".networking.k8s.io", "").replace(".k8s.io", "")
    name = f"{item['kind'].lower()}-{group.replace('/', '-')}.json"
    if item["kind"] in ("NetworkPolicy", "Ingress"):
        name = f"{item['kind'].lower()}-networking-v1.json"
    schema, common = (json.loads((schemas() / file).read_text()) for file in (name, "_definitions.json"))
    store = {"https://kubernetes.io/api/_definitions.json": common}
    resolver = jsonschema.RefResolver(base_uri="https://kubernetes.io/api/", referrer=schema, store=store)
    jsonschema.Draft7Validator(schema, resolver=resolver).validate(item)


def test_an_unknown_key_would_be_noticed() -> None:
    broken = {**find("Service", "demo-gateway"), "specs": {}}
    with pytest.raises(jsonschema.ValidationError):
        test_kubernetes_would_take_it(broken)


@pytest.mark.parametrize("pod", pods())
def test_a_pod_has_no_rights_it_does_not_need(pod: dict[str, Any]) -> None:
    assert pod["securityContext"]["runAsNonRoot"] and pod["securityContext"]["runAsUser"] >= 10000
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert pod["automountServiceAccountToken"] is False
    for container in pod["containers"]:
        context = container["securityContext"]
        assert context["readOnlyRootFilesystem"] and not context["allowPrivilegeEscalation"]
        assert context["capabilities"] == {"drop": ["ALL"]}
        assert container["resources"]["limits"] and container["resources"]["requests"]


@pytest.mark.parametrize("pod", pods())
def test_a_pod_gets_settings_that_exist_and_secrets_as_files(pod: dict[str, Any], tmp_path: Path) -> None:
    """What stands in the manifest is read by the product itself, with the files in place."""
    environment = {e["name"]: e["value"] for e in pod["containers"][0]["env"]}
    mounted = next(volume["secret"] for volume in pod["volumes"] if volume["name"] == "secrets")
    for name, path in [(n, p) for n, p in environment.items() if n.endswith("_FILE")]:
        assert Path(path).name in {item["path"] for item in mounted["items"]}
        (tmp_path / Path(path).name).write_text("value\n")
        environment[name] = str(tmp_path / Path(path).name)
    found = load(environment)
    assert found.secret == found.vault_key == found.database_url == found.redis_url == "value"
    assert found.storage_url == "s3://intake"


@pytest.mark.parametrize("process", ["gateway", "actions", "relay"])
def test_a_rolling_start_takes_no_pod_away_before_another_answers(process: str) -> None:
    spec = find("Deployment", f"demo-{process}")["spec"]
    assert spec["strategy"]["rollingUpdate"] == {"maxUnavailable": 0, "maxSurge": 1}
    assert_ends_calmly(spec["template"]["spec"])


def test_rasa_servers_are_replaced_one_by_one_under_names_that_stay() -> None:
    spec = find("StatefulSet", "demo-rasa")["spec"]
    assert spec["updateStrategy"]["type"] == "RollingUpdate"
    service = find("Service", spec["serviceName"])["spec"]
    assert service["clusterIP"] == "None" and service["publishNotReadyAddresses"]
    assert_ends_calmly(spec["template"]["spec"])


def assert_ends_calmly(pod: dict[str, Any]) -> None:
    container = pod["containers"][0]
    pause = int(container["lifecycle"]["preStop"]["exec"]["command"][-1])
    # The gateway's own time to finish is 25 s (bot/gateway/server.py).
    assert pod["terminationGracePeriodSeconds"] >= pause + 20
    assert container["readinessProbe"]["httpGet"] and container["startupProbe"]["httpGet"]


def test_the_gateways_know_every_rasa_server() -> None:
    values = {**WHOLE, "rasa": {"replicas": 3}}
    environment = find("Deployment", "demo-gateway", values)["spec"]["template"]["spec"]["containers"][0]["env"]
    urls = next(e["value"] for e in environment if e["name"] == "INTAKE_RASA_URL").split(",")
    assert urls == [f"http://demo-rasa-{number}.demo-rasa:5005" for number in range(3)]
    assert find("StatefulSet", "demo-rasa", values)["spec"]["replicas"] == 3


@pytest.mark.parametrize(
    ("process", "callers"),
    [("gateway", set()), ("rasa", {"gateway"}), ("actions", {"gateway", "rasa"}), ("relay", set())],
)
def test_only_those_who_must_reach_a_process(process: str, callers: set[str]) -> None:
    (rule,) = find("NetworkPolicy", f"demo-{process}")["spec"]["ingress"]
    found = {
        peer["podSelector"]["matchLabels"]["app.kubernetes.io/component"]
        for peer in rule["from"]
        if "podSelector" in peer
    }
    assert found == callers
    namespaces = [
        peer["namespaceSelector"]["matchLabels"]["kubernetes.io/metadata.name"]
        for peer in rule["from"]
        if "namespaceSelector" in peer
    ]
    assert namespaces == (["monitoring", "ingress-nginx"] if process == "gateway" else ["monitoring"])


def test_the_world_reaches_what_people_and_channels_call_and_nothing_else() -> None:
    """Figures and readiness are for inside, as behind the nginx of compose."""
    inside = {"/healthz", "/readyz", "/metrics"}
    routes = [*web.ROUTES, *pages.ROUTES, *health.ROUTES, *views.ROUTES, *forms.ROUTES, *parked.ROUTES]
    called = {route.path for route in routes}
    called |= {"/telegram/webhook", "/slack/events", "/slack/interactive"}
    [rule] = find("Ingress", "demo")["spec"]["rules"]

    def is_open(path: str) -> bool:
        return any(
            path == way["path"] or way["pathType"] == "Prefix" and path.startswith(f"{way['path']}/")
            for way in rule["http"]["paths"]
        )

    assert inside < called and {path for path in called if not is_open(path)} == inside


def test_autoscaling_and_a_fixed_number_exclude_each_other() -> None:
    assert "replicas" not in find("Deployment", "demo-gateway")["spec"]
    assert find("HorizontalPodAutoscaler", "demo-gateway")["spec"]["scaleTargetRef"]["name"] == "demo-gateway"
    assert find("Deployment", "demo-relay")["spec"]["replicas"] == 2


def test_every_process_may_lose_one_pod_at_a_time() -> None:
    for process in ("gateway", "rasa", "actions", "relay"):
        assert find("PodDisruptionBudget", f"demo-{process}")["spec"]["maxUnavailable"] == 1


def test_migrations_run_before_the_pods_of_a_release() -> None:
    job = find("Job", "demo-migrations")
    assert job["metadata"]["annotations"]["helm.sh/hook"] == "pre-install,pre-upgrade"
    assert job["spec"]["template"]["spec"]["containers"][0]["command"] == ["alembic", "upgrade", "head"]


@pytest.mark.parametrize(
    "values", [{"settings": {"SECRET": "x"}}, {"gateway": {"replicas": 0}}, {"secretName": ""}, {"gatway": {}}]
)
def test_values_that_can_not_work_are_refused(values: dict[str, Any]) -> None:
    with helm_python.Chart.load(str(CHART)) as chart, pytest.raises(helm_python.HelmError):
        chart.validate_schema({**chart.values, **values} if "gatway" in values else chart.merge_values(values))

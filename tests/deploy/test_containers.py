"""The images and the compose file: nothing runs as root, nothing has a password of its own, nothing is unbounded."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from cryptography.fernet import Fernet

from bot.rasa import lean
from bot.settings import ROOT, load

DEPLOY = ROOT / "deploy"
DOCKERFILE = (DEPLOY / "image" / "Dockerfile").read_text(encoding="utf-8")
LEFT_OUT = [
    line for line in (DEPLOY / "image" / "left-out.txt").read_text().splitlines() if line and not line.startswith("#")
]
COMPOSE = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))
SERVICES = [pytest.param(service, id=name) for name, service in COMPOSE["services"].items()]
OURS = ("gateway", "rasa", "actions", "relay", "migrations")
# Packages by the name under which they are imported.
IMPORTED_AS = {"scikit-learn": "sklearn", "python-socketio": "socketio", "python-engineio": "engineio"}
# Imported by Rasa as well, but needed: the gateway's Slack channel and the terminal client use them.
KEPT = {"slack_sdk", "prompt_toolkit"}


def test_hadolint_finds_nothing() -> None:
    found = subprocess.run(
        [str(Path(sys.executable).with_name("hadolint")), str(DEPLOY / "image" / "Dockerfile")],
        capture_output=True,
        text=True,
    )
    assert (found.returncode, found.stdout) == (0, "")


def test_what_rasa_imports_by_name_alone_is_not_installed_either() -> None:
    """Both lists speak of the same libraries: one missing here makes the image larger, one missing there breaks it."""
    packages = {IMPORTED_AS.get(name, name.replace("-", "_")) for name in LEFT_OUT}
    # Dependencies of these go with them.
    followers = {"aiormq", "botocore", "bson"}
    assert lean.UNUSED - KEPT - followers <= packages


def test_the_image_holds_the_locked_versions_without_what_is_left_out() -> None:
    """`uv export --prune` as in the Dockerfile."""
    uv = shutil.which("uv") or str(ROOT / ".uv" / "bin" / "uv")
    command = [uv, "export", "--quiet", "--frozen", "--extra=s3", "--no-default-groups", "--no-emit-project"]
    found = subprocess.run(
        [*command, *(f"--prune={name}" for name in LEFT_OUT)], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    packages = dict(re.findall(r"^([\w.-]+)==([^\s;]+)", found, re.MULTILINE))
    assert not {name for name in packages if name.startswith(("tensorflow", "jax", "nvidia"))}
    assert not set(LEFT_OUT) & set(packages)
    assert {"rasa", "rasa-sdk", "spacy", "sqlalchemy", "psycopg2-binary", "redis", "s3fs", "alembic", "uvicorn"} <= set(
        packages
    )
    assert found.count("--hash=sha256:") >= len(packages)


def test_every_folder_that_the_product_reads_is_in_the_image() -> None:
    copied = {
        line.split()[1] for line in DOCKERFILE.partition("AS runtime")[2].splitlines() if line.startswith("COPY ")
    }
    copied |= set(re.findall(r"[\w.]+\.(?:yml|ini)", DOCKERFILE))
    assert {"bot", "actions", "migrations", "policy_kb", "locales", "data"} <= copied
    assert {path.name for path in ROOT.glob("*.yml")} <= copied


def test_the_image_runs_as_nobody_in_particular() -> None:
    runtime = DOCKERFILE.partition("AS runtime")[2]
    assert "USER 10001:10001" in runtime and "COPY . ." not in runtime


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_is_hardened_and_bounded(service: dict[str, Any]) -> None:
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert {"cpus", "memory", "pids"} <= set(service["deploy"]["resources"]["limits"])
    assert not service.get("privileged") and "latest" not in service["image"] and ":" in service["image"]


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_that_stays_says_whether_it_is_well(service: dict[str, Any]) -> None:
    assert "healthcheck" in service or service.get("restart") == "no"


def test_passwords_come_from_files_only() -> None:
    """No value of a setting holds one, and the needed variables have no default."""
    for name, service in COMPOSE["services"].items():
        for key, value in (service.get("environment") or {}).items():
            if re.search("PASSWORD|SECRET|TOKEN|KEY|USER_FILE|DATABASE_URL|REDIS_URL", key):
                assert key.endswith("_FILE") and str(value).startswith("/run/secrets/"), f"{name}: {key}={value}"
                assert Path(str(value)).name in service["secrets"], f"{name}: {value} is not mounted"
    assert all("file" in secret for secret in COMPOSE["secrets"].values())


def test_only_the_proxy_is_open_to_the_world() -> None:
    opened = {name: service["ports"] for name, service in COMPOSE["services"].items() if "ports" in service}
    assert set(opened) == {"nginx", "grafana"}
    assert all(port.startswith("127.0.0.1:") for port in opened["grafana"])
    assert COMPOSE["networks"]["inner"] == {"internal": True}
    for name in ("rasa", "actions", "postgres", "redis", "minio"):
        assert COMPOSE["services"][name]["networks"] == ["inner"]


@pytest.mark.parametrize("name", OURS)
def test_the_settings_of_a_service_are_settings_of_the_product(name: str, tmp_path: Path) -> None:
    environment = {}
    for key, value in COMPOSE["services"][name]["environment"].items():
        if key.startswith("INTAKE_"):
            text = re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", str(value))
            environment[key] = re.sub(r"\$\{\w+:\?[^}]*\}", "https://chat.example", text)
            if key.endswith("_FILE"):
                (tmp_path / key).write_text("value")
                environment[key] = str(tmp_path / key)
    found = load(environment)
    assert found.database_url == "value" and found.rasa_servers and found.address == "https://chat.example"


def test_secrets_are_made_once_each_random_and_for_the_owner_only(tmp_path: Path) -> None:
    shutil.copy(DEPLOY / "make-secrets.sh", tmp_path)
    script = str(tmp_path / "make-secrets.sh")
    subprocess.run([script], check=True, capture_output=True)
    folder = tmp_path / "secrets"
    first = {file.name: file.read_text() for file in folder.iterdir()}
    assert stat.S_IMODE(os.stat(folder).st_mode) == 0o700
    Fernet(first["vault_key"])
    assert len({value for name, value in first.items() if name.endswith("password")}) == 4
    assert first["postgres_password"] in first["database_url"] and first["redis_password"] in first["redis_url"]
    wanted = {Path(item["file"]).name for item in COMPOSE["secrets"].values() if item["file"].startswith("secrets/")}
    assert wanted <= set(first) and all(first[name] for name in wanted)
    subprocess.run([script], check=True, capture_output=True)
    assert {file.name: file.read_text() for file in folder.iterdir()} == first


def test_nginx_lets_through_what_the_gateway_takes_and_hides_what_is_for_operators() -> None:
    text = (DEPLOY / "nginx" / "intake.conf.template").read_text(encoding="utf-8")
    size = re.search(r"attachments\$ \{\s+client_max_body_size (\d+)m", text)
    assert size and int(size[1]) * 1024 * 1024 > load({}).body_limit
    for path in ("/metrics", "/readyz", "/healthz"):
        assert f"location = {path} {{ return 404; }}" in text
    assert "hash $conversation consistent;" in text
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in text and "proxy_add_x_forwarded_for" not in text


@pytest.mark.skipif(not shutil.which("nginx"), reason="needs nginx, of Debian's package nginx-light")
def test_nginx_itself_takes_the_configuration(tmp_path: Path) -> None:
    if not shutil.which("openssl"):
        pytest.skip("needs openssl for a certificate")
    subject = ["-subj", "/CN=localhost", "-days", "2", "-nodes", "-newkey", "rsa:2048"]
    files = ["-keyout", str(tmp_path / "tls.key"), "-out", str(tmp_path / "tls.crt")]
    subprocess.run(["openssl", "req", "-x509", *subject, *files], check=True, capture_output=True)
    text = (DEPLOY / "nginx" / "intake.conf.template").read_text(encoding="utf-8")
    text = text.replace("${GATEWAYS}", "server 127.0.0.1:8080; server 127.0.0.2:8080;")
    text = text.replace("/etc/nginx/tls", str(tmp_path)).replace("/dev/stdout", str(tmp_path / "access.log"))
    (tmp_path / "intake.conf").write_text(text)
    whole = (
        f"pid {tmp_path}/pid; error_log {tmp_path}/error.log; events {{}} http {{ include {tmp_path}/intake.conf; }}"
    )
    (tmp_path / "nginx.conf").write_text(whole)
    found = subprocess.run(["nginx", "-t", "-c", str(tmp_path / "nginx.conf")], capture_output=True, text=True)
    assert found.returncode == 0, found.stderr

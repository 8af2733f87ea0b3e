"""The containers of deploy/ without a container engine: bubblewrap runs a command in the image's files, read-only.

What is mounted, set and written is read out of the Dockerfile and compose.yml, so that these two are tried and not
a copy of them. Of the image only the operating system and the Python environment are this machine's. It needs
root, to become the image's user for real.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.settings import ROOT

USER = 10001
PREFIX = sys.prefix  # of the Python environment
_RUNTIME = (ROOT / "deploy" / "image" / "Dockerfile").read_text(encoding="utf-8").partition("AS runtime\n")[2]
_SERVICES = yaml.safe_load((ROOT / "deploy" / "compose.yml").read_text(encoding="utf-8"))["services"]
_SYSTEM = ("/usr", "/etc")
_LINKS = ("bin", "sbin", "lib", "lib64")
_BECOME = ("setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups", "--inh-caps=-all", "--bounding-set=-all")


def copied() -> list[tuple[Path, str]]:
    """What the image holds of the project: (path here, path there), and the model."""
    found: list[tuple[Path, str]] = []
    for line in re.findall(r"^COPY ((?!--).+)$", _RUNTIME, re.MULTILINE):
        *sources, target = line.split()
        for source in sources:
            found.append((ROOT / source, f"/app/{source if target == './' else target.removeprefix('./')}"))
    return [*found, (ROOT / "models", "/app/models")]


def image_environment() -> dict[str, str]:
    """The variables that the image sets."""
    lines = re.search(r"^ENV PATH=.*?(?<!\\)$", _RUNTIME, re.MULTILINE | re.DOTALL)
    assert lines
    found = dict(item.split("=", 1) for item in lines[0].replace("\\\n", " ").split()[1:])
    return {**found, "PATH": f"{PREFIX}/bin:/usr/bin:/bin"}


@dataclass
class Container:
    """One service of compose; `written` holds what it wrote, one folder for each tmpfs that compose gives it."""

    service: str
    folder: Path
    secrets: Mapping[str, str]
    settings: Mapping[str, str]
    sockets: Mapping[str, str] = field(default_factory=dict)

    @property
    def log(self) -> Path:
        return self.folder / "log"

    @property
    def compose(self) -> dict[str, Any]:
        """The service as compose.yml has it."""
        return dict(_SERVICES[self.service])

    def tmpfs(self) -> dict[str, int]:
        """Megabytes that may be written, by path."""
        found = {}
        for line in self.compose["tmpfs"]:
            size = re.search(r"size=(\d+)m", line)
            assert size, f"{self.service}: {line} has no limit"
            found[line.partition(":")[0]] = int(size[1])
        return found

    def written(self, place: str) -> Path:
        return self.folder / "written" / place.strip("/").replace("/", "-")

    def environment(self) -> dict[str, str]:
        """The image's, then compose's, then what is elsewhere on this machine."""
        own = self.compose["environment"]
        found = {key: re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", str(value)) for key, value in own.items()}
        return {**image_environment(), **found, **self.settings}

    def command(self, *command: str) -> list[str]:
        """bubblewrap's command line for `command`, or for what compose runs."""
        line = ["bwrap", "--die-with-parent", "--unshare-ipc", "--unshare-pid", "--clearenv"]
        for path in _SYSTEM:
            line += _mount("--ro-bind", path, path)
        for name in _LINKS:
            line += ["--symlink", f"usr/{name}", f"/{name}"]
        line += ["--proc", "/proc", "--dev", "/dev"]
        # Engines give every container this one, read-only or not.
        line += ["--size", str(64 << 20), "--perms", "1777", "--tmpfs", "/dev/shm"]
        for place in self.tmpfs():
            here = self.written(place)
            if not here.exists():
                here.mkdir(parents=True)
                os.chown(here, USER, USER)
            line += _mount("--bind", here, place)
        for source, target in [*copied(), *((Path(path), path) for path in {PREFIX, sys.base_prefix})]:
            line += _mount("--ro-bind", source, target)
        for socket, target in self.sockets.items():
            line += _mount("--bind", socket, target)
        for name, value in self.secrets.items():
            file = self.folder / "secrets" / name
            file.parent.mkdir(exist_ok=True, parents=True)
            file.write_text(value, encoding="utf-8")
        line += [*_mount("--ro-bind", self.folder / "secrets", "/run/secrets"), "--remount-ro", "/", "--chdir", "/app"]
        for key, value in self.environment().items():
            line += ["--setenv", key, value]
        return [*line, "--", *_BECOME, *(command or self.compose["command"])]

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Runs to the end."""
        return subprocess.run(self.command(*command), capture_output=True, text=True, timeout=120)

    @contextmanager
    def running(self) -> Iterator[subprocess.Popen[bytes]]:
        """Runs what compose runs, for as long as a block lasts."""
        command = self.command()
        with self.log.open("wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            yield process
        finally:
            process.terminate()
            process.wait(30)


def _mount(how: str, source: str | Path, target: str) -> list[str]:
    # Folders on the way are open as in an image, whatever they are on this machine, such as /root.
    ways = [str(parent) for parent in reversed(Path(target).parents[:-1])]
    return [part for way in ways for part in ("--perms", "0755", "--dir", way)] + [how, str(source), target]


def missing() -> str:
    """Why no container can be had here, or nothing."""
    if os.geteuid() != 0:
        return "needs root, to run as the image's user"
    probe: Sequence[str] = ["bwrap", "--ro-bind", "/", "/", "--unshare-pid", "--unshare-ipc", "--proc", "/proc", "true"]
    try:
        found = subprocess.run(probe, capture_output=True, text=True)
    except FileNotFoundError:
        return "needs bwrap, of Debian's package bubblewrap"
    return f"bubblewrap may not run here: {found.stderr.strip()}" if found.returncode else ""

"""The trained Rasa model on disk: where it is, whether it fits the sources, how it is trained.

Used by `intake serve` and `intake train`, and by `intake understand` to find the understanding inside
the model without importing Rasa.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tarfile
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Iterator

from bot.settings import ROOT, Settings
from bot.understanding.facts.extractor import FactExtractor
from bot.understanding.facts.learned.second_reader import SecondReader
from bot.understanding.model import UnderstandingModel

NAME = "current"
DATA = ("data/nlu", "data/stories")
# What Rasa is given: of the sentences the commands alone, since the component reads the others faster.
GIVEN = ("data/nlu/shared", "data/stories")
# Everything the model is made from; replies are read at run time and do not count.
SOURCES = (
    "config.yml", "domain.yml", *DATA, "data/lessons", "data/concepts", "data/facts", "data/labelled",
    "bot/understanding", "bot/rasa/understanding.py", "bot/rasa/facts.py",
)  # fmt: skip
_UNDERSTANDING, _FACTS = "UnderstandingComponent", "FactsComponent"


class ModelError(RuntimeError):
    """The model can not be trained or read; the message says what to do."""


def path(settings: Settings) -> Path:
    """The model file."""
    return settings.models / f"{NAME}.tar.gz"


def sources_hash(root: Path = ROOT) -> str:
    """sha256 over names and contents of all sources of the model."""
    digest = hashlib.sha256()
    for file in sorted(_files(root)):
        digest.update(str(file.relative_to(root)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _files(root: Path) -> Iterator[Path]:
    for name in SOURCES:
        place = root / name
        if place.is_file():
            yield place
        else:
            yield from (item for item in place.rglob("*") if item.suffix in (".py", ".yml", ".jsonl"))


def is_fresh(settings: Settings) -> bool:
    """Whether a model is there that was trained from the sources as they are and can be read."""
    stamp = settings.models / f"{NAME}.hash"
    if not (path(settings).exists() and stamp.exists() and stamp.read_text().strip() == sources_hash()):
        return False
    try:
        with _parts(settings, _UNDERSTANDING, _FACTS) as (understanding, facts):
            UnderstandingModel.load(understanding)
            SecondReader.load(facts)
    except ModelError:
        return False
    return True


def train(settings: Settings) -> None:
    """Trains the model in a process of its own; its output goes to `var/log/train.log`.

    Raises ModelError with the log's last line when the training fails.
    """
    log = settings.var / "log" / "train.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    settings.models.mkdir(parents=True, exist_ok=True)
    stamp = sources_hash()
    # Trained beside and put in place in one step: a server that starts meanwhile finds the old model, whole.
    with TemporaryDirectory(prefix=".training-", dir=settings.models) as beside:
        command = [
            sys.executable, "-m", "rasa", "train", "--force", "--fixed-model-name", NAME,
            "--out", beside, "--skip-validation", "--data", *GIVEN,
        ]  # fmt: skip
        with log.open("w") as output:
            result = subprocess.run(command, cwd=ROOT, env=environment(), stdout=output, stderr=subprocess.STDOUT)
        made = Path(beside) / path(settings).name
        if result.returncode or not made.exists():
            lines = log.read_text(errors="replace").strip().splitlines() or ["no output"]
            raise ModelError(f"training failed: {lines[-1]} (all of it: {log})")
        (Path(beside) / "hash").write_text(stamp)
        made.replace(path(settings))
        (Path(beside) / "hash").replace(settings.models / f"{NAME}.hash")


def environment() -> dict[str, str]:
    """The environment in which Rasa's processes run: quiet, and nothing reported to anybody."""
    quiet = {
        "TF_CPP_MIN_LOG_LEVEL": "2",
        "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "PYTHONWARNINGS": "ignore::DeprecationWarning",
    }
    return {**os.environ, **quiet, "PYTHONPATH": str(ROOT)}


def load_understanding(settings: Settings) -> UnderstandingModel:
    """The understanding of the trained model, the same that `serve` uses. Raises ModelError."""
    with _parts(settings, _UNDERSTANDING) as (folder,):
        return UnderstandingModel.load(folder)


def load_facts(settings: Settings) -> FactExtractor:
    """The reading of facts with the trained model, the same that `serve` uses. Raises ModelError."""
    extractor = FactExtractor.load(settings.policy_kb, ROOT / "data")
    with _parts(settings, _FACTS) as (folder,):
        return extractor.assisted(SecondReader.load(folder))


@contextmanager
def _parts(settings: Settings, *components: str) -> Iterator[list[Path]]:
    """The folders in which components of the trained model keep what they have learned."""
    try:
        with tarfile.open(path(settings)) as archive, TemporaryDirectory() as folder:
            members = [item for item in archive.getmembers() if any(one in item.name for one in components)]
            archive.extractall(folder, members)
            yield [next(item for item in Path(folder).rglob(f"*{one}*") if item.is_dir()) for one in components]
    except (OSError, EOFError, tarfile.TarError, StopIteration, ValueError, KeyError):
        raise ModelError(f"{path(settings)} is missing or damaged; `make train` makes it") from None

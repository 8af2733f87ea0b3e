"""Training of both bots from their sources, and what the installation weighs.

Run `python -m benchmarks.footprint`; prints one JSON object. Ours learns eight languages from tens of thousands of
sentences, stock one from dozens, for which most of its time is Rasa's start; CPU a sentence is therefore given as
well. Nothing that is in use is touched: models go to a folder of their own. The installation is what running and
training need (`uv sync --no-dev --extra s3`), without the tools of developers.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from importlib.metadata import distribution
from pathlib import Path

import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from benchmarks.rivals import STOCK
from bot import model
from bot.settings import ROOT
from bot.understanding import examples

# Installed because Rasa asks for them; the running assistant loads none of them (see bot/rasa/lean.py).
NEVER_LOADED = (
    *("tensorflow", "tensorflow-cpu", "tensorflow-addons", "tensorflow-estimator", "tensorflow-hub", "tensorflow-text"),
    *("tensorflow-io-gcs-filesystem", "tensorboard", "keras", "jax", "jaxlib", "ml-dtypes", "libclang", "h5py"),
    *("matplotlib", "pillow", "boto3", "botocore", "pymongo", "skops", "aiogram", "twilio", "grpcio", "dask"),
)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="footprint-") as folder:
        learned = list(examples.read(ROOT / "data", examples.DIALOGUE, examples.BESIDE))
        ours = trained(["--data", *model.DATA], ROOT, Path(folder), len(learned))
        stock = trained(["--data", "data"], STOCK, Path(folder), sentences(STOCK / "data"))
    sizes = weights()
    figures = {
        "training": {"ours": ours, "stock": stock},
        "installation_mb": {
            "all": round(sum(sizes.values())),
            "never_loaded": round(sum(sizes.get(name, 0.0) for name in NEVER_LOADED)),
            "largest": {name: round(size) for name, size in sorted(sizes.items(), key=lambda item: -item[1])[:12]},
        },
    }
    print(json.dumps(figures, indent=1))


def trained(arguments: list[str], place: Path, folder: Path, learned: int) -> dict[str, float]:
    """Seconds, seconds of CPU and megabytes of model of one training."""
    before, started = os.times(), time.perf_counter()
    name = place.name or "bot"
    command = [sys.executable, "-m", "rasa", "train", "--force", "--out", str(folder), "--fixed-model-name", name]
    environment = {**model.environment(), "STOCK_ACTIONS_PORT": "1", "STOCK_DATABASE": str(folder / "stock.db")}
    with (folder / "train.log").open("w") as log:
        subprocess.run([*command, *arguments], cwd=place, env=environment, stdout=log, stderr=log, check=True)
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    seconds = time.perf_counter() - started
    return {
        "sentences": learned,
        "seconds": round(seconds, 1),
        "cpu_seconds": round(cpu, 1),
        "cpu_ms_a_sentence": round(cpu / learned * 1e3, 1),
        "model_mb": round((folder / f"{name}.tar.gz").stat().st_size / 1e6, 2),
    }


def sentences(folder: Path) -> int:
    """How many sentences the files of a folder teach."""
    count = 0
    for path in folder.rglob("*.yml"):
        for block in yaml.safe_load(path.read_text(encoding="utf-8")).get("nlu") or ():
            examples = block.get("examples") or ""
            lines = examples.splitlines() if isinstance(examples, str) else [f"- {example}" for example in examples]
            count += sum(line.lstrip().startswith("- ") for line in lines)
    return count


def weights() -> dict[str, float]:
    """Megabytes of every distribution that the product needs, by its name."""
    found: dict[str, float] = {}
    for item in (distribution(name) for name in needed("intake[s3]")):
        files = (Path(str(file.locate())) for file in item.files or ())
        found[canonicalize_name(item.metadata["Name"])] = sum(f.stat().st_size for f in files if f.is_file()) / 1e6
    return found


def needed(wish: str) -> set[str]:
    """Names of the distributions that a requirement brings here, with what these require."""
    found: set[tuple[str, str]] = set()
    waiting = [Requirement(wish)]
    while waiting:
        wanted = waiting.pop()
        for extra in ("", *wanted.extras):
            name = canonicalize_name(wanted.name)
            if (name, extra) in found:
                continue
            found.add((name, extra))
            further = (Requirement(line) for line in distribution(name).requires or ())
            waiting += [item for item in further if item.marker is None or item.marker.evaluate({"extra": extra})]
    return {name for name, _ in found}


if __name__ == "__main__":
    main()

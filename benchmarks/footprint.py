"""Training of both bots from their sources, and what the installation weighs.

Run `python -m benchmarks.footprint`; prints one JSON object. Ours learns eight languages, stock its one;
seconds a sentence are therefore given as well. Nothing that is in use is touched: models go to a folder of
their own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from importlib.metadata import distributions
from pathlib import Path

import yaml

from benchmarks.rivals import STOCK
from bot import model
from bot.settings import ROOT

# Installed because Rasa asks for them; the running assistant loads none of them (see bot/rasa/lean.py).
NEVER_LOADED = (
    *("tensorflow", "tensorflow-cpu", "tensorflow-addons", "tensorflow-estimator", "tensorflow-hub", "tensorflow-text"),
    *("tensorflow-io-gcs-filesystem", "tensorboard", "keras", "jax", "jaxlib", "ml-dtypes", "libclang", "h5py"),
    *("matplotlib", "pillow", "boto3", "botocore", "pymongo", "skops", "aiogram", "twilio", "grpcio", "dask"),
)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="footprint-") as folder:
        ours = trained(["--data", *model.DATA], ROOT, Path(folder), sentences(ROOT / "data" / "nlu"))
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
            count += examples.count("- ") if isinstance(examples, str) else len(examples)
    return count


def weights() -> dict[str, float]:
    """Megabytes of every installed distribution, by its name."""
    found: dict[str, float] = {}
    for item in distributions():
        files = (Path(str(file.locate())) for file in item.files or ())
        found[item.metadata["Name"].lower()] = sum(file.stat().st_size for file in files if file.is_file()) / 1e6
    return found


if __name__ == "__main__":
    main()

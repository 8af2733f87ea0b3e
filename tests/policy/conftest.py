"""The knowledge base as it is in the repository, loaded once for all tests of the policy."""

from __future__ import annotations

import pytest

from bot.policy import Policy, load
from bot.settings import ROOT
from bot.text.catalogue import Catalogue


@pytest.fixture(scope="session")
def policy() -> Policy:
    return load(ROOT / "policy_kb")


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue.load(ROOT / "locales")

"""What follows from a licence: its facts on a day, and what of the key may be shown."""

from __future__ import annotations

from datetime import date

import pytest

from bot.licences import Licence, digest

TODAY = date(2026, 11, 23)
KEY = "AB12-CD34-EF56-GH78"


@pytest.mark.parametrize(
    "status, nfr, expires, expected",
    [
        ("active", False, date(2026, 11, 23), "active"),
        ("active", False, date(2026, 11, 22), "expired"),
        ("active", False, None, "active"),
        ("expired", False, date(2030, 1, 1), "expired"),
        ("active", True, None, "nfr"),
        ("nfr", False, date(2020, 1, 1), "nfr"),
    ],
)
def test_the_status_follows_from_record_and_date(status: str, nfr: bool, expires: date | None, expected: str) -> None:
    """The last day is still valid; NFR comes before expired, since it decides alone (T1)."""
    licence = Licence(key=KEY, status=status, edition="PRO", nfr=nfr, expires=expires)
    assert licence.facts(TODAY)["licence_status"] == expected


def test_only_what_is_known_becomes_a_fact() -> None:
    """A record without partner, size or hosting leaves all of that to be asked."""
    assert Licence(key=KEY, status="active", edition="PRO").facts(TODAY) == {"licence_status": "active"}


def test_a_known_level_is_verified_and_a_partner_without_level_is_not() -> None:
    """Only the registry verifies a level (D14)."""
    ranked = Licence(key=KEY, status="active", edition="PRO", partner_id="P-1", partner_level="gold").facts(TODAY)
    unranked = Licence(key=KEY, status="active", edition="PRO", partner_id="P-1").facts(TODAY)
    assert (ranked["requester"], ranked["partner_level"], ranked["partner_level_verified"]) == ("partner", "gold", True)
    assert unranked == {"licence_status": "active", "requester": "partner"}


def test_a_trial_is_an_evaluation_even_with_a_partner() -> None:
    """W4 speaks of the system, whoever looks after it."""
    facts = Licence(key=KEY, status="active", edition="TRIAL", partner_id="P-1").facts(TODAY)
    assert facts["requester"] == "evaluation"


def test_the_key_is_never_shown_whole() -> None:
    """Neither masked nor in a traceback."""
    licence = Licence(key=KEY, status="active", edition="PRO")
    assert licence.masked.endswith("-GH78") and "EF56" not in licence.masked
    assert "EF56" not in repr(licence) and "EF56" not in f"{licence}"


def test_a_digest_depends_on_key_and_secret() -> None:
    """Without the secret nobody can try keys against a reference."""
    assert digest(KEY, "one") == digest(KEY, "one") != digest(KEY, "two")
    assert digest(KEY, "one") != digest("AB12-CD34-EF56-GH79", "one")

"""Says what was found in a file, as texts of the catalogue, and what it adds to the facts.

Called by the actions when a file has come in. It takes the finding as a plain mapping, also one that
went through JSON; it never rejects anything and never quotes a file.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Mapping

from bot.attachments.finding import LOG_KINDS
from bot.attachments.inspect.rules import Rule, load_rules
from bot.settings import ROOT
from bot.text.catalogue import Text

_RULES = ROOT / "policy_kb" / "log_rules"
_NAMES_VERSION = frozenset({"support_package", "service_log", "event_csv"})
_LOGS = LOG_KINDS | {"support_package"}
_RULES_TOLD = 5
_SECRETS_KEPT_OUT = ("licence-key", "srtp-key", "digest", "token", "password")
_MEGABYTE = 1024 * 1024
_IN_MEGABYTES = {"file", "total", "nested"}


def describe(finding: Mapping[str, Any], *, version_known: bool = False) -> list[Text]:
    """What to tell the sender, in order: what it is, what is in it, what is missing and how to get it.

    A version that is known already is not called missing.
    """
    if not finding["accepted"]:
        return [_refusal(finding)]
    told = [_what(finding)]
    if finding["first"] and finding["last"]:
        told.append(Text("findings.range", {"first": _minute(finding["first"]), "last": _minute(finding["last"])}))
    if finding["errors"] or finding["warnings"]:
        told.append(Text("findings.levels", {"errors": str(finding["errors"]), "warnings": str(finding["warnings"])}))
    told += _hits(finding)
    if finding["kind"] in _LOGS:
        told.append(Text(f"findings.verbose.{finding['verbose']}"))
    told += _missing(finding, version_known)
    if any(finding["redacted"].get(kind) for kind in _SECRETS_KEPT_OUT):
        told.append(Text("findings.secrets_removed"))
    if finding.get("partial"):
        told.append(Text("findings.partial"))
    return told


def facts_from(finding: Mapping[str, Any]) -> dict[str, Any]:
    """Facts with the names of contract section 4: the version, where a log of the phone system names one.

    An SBC has versions of its own, so its log tells none of the phone system. Problems are no facts of
    a file: see `problem_hints`.
    """
    if finding["accepted"] and finding["version"] and finding["kind"] in _NAMES_VERSION:
        return {"version": finding["version"]}
    return {}


def problem_hints(finding: Mapping[str, Any], rules: Path = _RULES) -> list[str]:
    """Problem codes that the log speaks of, most often found first, for a question; never a decision.

    Only stable rules point anywhere: an experimental one is shown, no more.
    """
    known = load_rules(rules)
    counts: dict[str, int] = {}
    for hit in finding["findings"]:
        rule = known.get(hit["rule"])
        if rule and rule.problem and rule.status == "stable":
            counts[rule.problem] = counts.get(rule.problem, 0) + hit["count"]
    return sorted(counts, key=lambda code: (-counts[code], code))


def sip_codes(finding: Mapping[str, Any], rules: Path = _RULES) -> list[int]:
    """The SIP codes that were found, most often found first."""
    known = load_rules(rules)
    found = (known[hit["rule"]].sip_code for hit in finding["findings"] if hit["rule"] in known)
    return list(dict.fromkeys(code for code in found if code is not None))


def _refusal(finding: Mapping[str, Any]) -> Text:
    """The reason in words: the check's own where there are several under one reason."""
    reason, detail = finding["reason"], finding.get("detail", "")
    params: dict[str, Any] = {"name": finding["file"]}
    if "limit" in finding:
        limit = finding["limit"]
        params["limit"] = str(max(1, limit // _MEGABYTE) if detail in _IN_MEGABYTES else limit)
    own = _DETAILS.get((reason, detail))
    return Text(f"findings.refused.{own or reason}", params)


_DETAILS = {
    ("too_large", "count"): "too_many",
    ("too_large", "total"): "too_much",
    ("too_large", "nested"): "inner_too_large",
    ("unreadable", "scanner"): "scanner_away",
    ("unreadable", "method"): "packed_unusually",
    ("wrong_type", "archive"): "other_archive",
}


def _what(finding: Mapping[str, Any]) -> Text:
    kind = Text(f"findings.kinds.{finding['kind']}")
    if finding.get("format") == "sbc_config":
        kind = Text("findings.kinds.sbc_config")
    params = {"name": finding["file"], "kind": kind}
    if finding["version"]:
        return Text("findings.what_with_version", {**params, "version": finding["version"]})
    return Text("findings.what", params)


def _hits(finding: Mapping[str, Any]) -> list[Text]:
    if not finding["findings"]:
        return [Text("findings.nothing_known")] if finding["kind"] in _LOGS else []
    known = load_rules(_RULES)
    # What points to a problem comes first; that services started and phones registered comes last.
    ordered = sorted(finding["findings"], key=lambda hit: _weight(known.get(hit["rule"])))
    lines = [
        Text("findings.hit", {"title": Text(known[hit["rule"]].title), "count": str(hit["count"])})
        for hit in ordered
        if hit["rule"] in known
    ]
    return [Text("findings.hits", {"hits": lines[:_RULES_TOLD]})] if lines else []


def _weight(rule: Rule | None) -> int:
    return {"stable": 0, "experimental": 1, "informational": 2}[rule.status] if rule else 3


def _missing(finding: Mapping[str, Any], version_known: bool) -> list[Text]:
    if finding["kind"] not in _LOGS:
        return []
    missing = []
    if not (finding["version"] or version_known) and finding["kind"] != "sbc_log":
        missing.append(Text("findings.missing.version"))
    if not finding["first"]:
        missing.append(Text("findings.missing.times"))
    return missing


def _minute(moment: str) -> str:
    """`2026-01-31 09:08`: in the log's own zone, which nobody named, so it is not put into words."""
    return moment[:16].replace("T", " ")

"""Runs axe on a page."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"


def violations(page: Page) -> list[str]:
    """Every rule that axe finds broken, with the element; an empty list is a pass."""
    # Through the protocol, because the page's own policy lets no foreign script in.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")
    assert result["testEngine"]["name"] == "axe-core" and len(result["passes"]) > 10
    return [f"{rule['id']}: {node['html'][:120]}" for rule in result["violations"] for node in rule["nodes"]]

"""Slack's own writing: what people send read as plain text, what the assistant says made safe and shown.

Called by the Slack adapter. Whatever a person wrote stays words: it can not mention anybody, link
anywhere under another name, or become a control sequence.
"""

from __future__ import annotations

import re
from typing import Any, Sequence

from bot.gateway.channels.courier import Choice

# https://docs.slack.dev/reference/block-kit: limits of sections, buttons, options and selects.
SECTION, TITLE, OPTIONS = 3000, 75, 100
MOST_BUTTONS = 5
_MARKED = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")
_ADDRESS = re.compile(r"https?://[^\s<>|]+[^\s<>|.,;:!?)\]»”]")


def read(text: str, bot: str | None = None) -> str:
    """What a person typed: markup undone, without the mention of the bot."""
    if bot:
        text = text.replace(f"<@{bot}>", " ")

    def plain(match: re.Match[str]) -> str:
        target, label = match.group(1), match.group(2)
        if target[:1] in "@#!":
            return f"{target[:1].replace('!', '@')}{label or target[1:]}"
        return label if label and target.startswith(("mailto:", "tel:")) else target

    text = _MARKED.sub(plain, text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def write(text: str) -> str:
    """`text` as mrkdwn that shows exactly these words; web addresses can be clicked."""
    written, done = [], 0
    for address in _ADDRESS.finditer(text):
        written += [_escaped(text[done : address.start()]), f"<{_escaped(address.group(0))}>"]
        done = address.end()
    return "".join(written) + _escaped(text[done:])


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def written_length(text: str) -> int:
    """The length that counts for a section."""
    return len(write(text))


def blocks(text: str, choices: Sequence[Choice], choose: str, change: str) -> list[dict[str, Any]]:
    """A section with the text; below it a few buttons, or a select where there are many.

    `choose` and `change` stand on the selects of answers and of rows to change.
    """
    # Verbatim, or Slack would turn typed names into mentions.
    shown: list[dict[str, Any]] = [
        {"type": "section", "text": {"type": "mrkdwn", "text": write(text), "verbatim": True}}
    ]
    answers = [choice for choice in choices if not choice.change]
    elements = [_button(number, choice) for number, choice in enumerate(answers)]
    if len(answers) > MOST_BUTTONS:
        elements = _selects("choose", choose, answers)
    elements += _selects("change", change, [choice for choice in choices if choice.change])
    if elements:
        shown.append({"type": "actions", "elements": elements})
    return shown


def _button(number: int, choice: Choice) -> dict[str, Any]:
    return {"type": "button", "action_id": f"press-{number}", "text": _plain(choice.title), "value": choice.press}


def _selects(name: str, placeholder: str, choices: Sequence[Choice]) -> list[dict[str, Any]]:
    return [
        {
            "type": "static_select",
            "action_id": f"{name}-{start}",
            "placeholder": _plain(placeholder),
            "options": [
                {"text": _plain(choice.title), "value": choice.press} for choice in choices[start : start + OPTIONS]
            ],
        }
        for start in range(0, len(choices), OPTIONS)
    ]


def _plain(title: str) -> dict[str, Any]:
    short = title if len(title) <= TITLE else title[: TITLE - 1] + "…"
    return {"type": "plain_text", "text": short, "emoji": False}

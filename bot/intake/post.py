"""The draft of a forum post for partners who are sent to the partner forum.

A forum is public: the draft carries the topic, version, hosting and the user's own words, and no
licence key, address, name, number or raw log (domain section 7).
"""

from __future__ import annotations

import re
from typing import Any

from bot.intake.case import TEXTS, Case
from bot.intake.message import Reply, press
from bot.intake.summary import value_text
from bot.text.catalogue import Text
from bot.text.masking import mask

_REFERENCE = re.compile(r"\[[a-z-]+:[0-9a-z]+\]")
_HOST = re.compile(r"\b(?:[a-z0-9-]+\.)+(?:3cx\.\w{2,3}|my3cx\.\w{2}|[a-z]{2,6})\b", re.IGNORECASE)
_LOG_LINE = re.compile(
    r"^\s*(\d{4}[/-]\d\d[/-]\d\d|\d\d:\d\d:\d\d|\[CM\d+\]|(INVITE|REGISTER|SIP/2\.0)\s).*$", re.MULTILINE
)
_HIDDEN = "[…]"


def public(text: str) -> str:
    """`text` fit for a public page: references, secrets, host names and log lines are blotted out."""
    text = _LOG_LINE.sub(_HIDDEN, text)
    text = mask(text, lambda kind, value: "0").text
    text = _REFERENCE.sub(_HIDDEN, text)
    text = _HOST.sub(lambda match: _HIDDEN if "." in match.group(0) else match.group(0), text)
    return re.sub(r"(\s*\[…\]\s*){2,}", f" {_HIDDEN} ", text).strip()


def draft(case: Case) -> Text:
    """Title and body as one text, title in the first line."""
    return Text("replies.post", {"title": title(case), "body": body(case)})


def title(case: Case) -> Text:
    """Category, version and hosting."""
    return Text(
        "replies.post_title",
        {"problem": Text(f"problems.{case.problem or 'other'}"), "system": _known(case, ("version", "hosting"))},
    )


def body(case: Case) -> Text:
    parts: list[Text] = []
    for name in TEXTS:
        text = public(case.answers.get(name, ""))
        parts.append(
            Text("replies.post_part", {"label": Text(f"facts.{name}.name"), "value": text or Text("replies.not_given")})
        )
    system = _known(case, ("hosting", "version", "trunk", "phone", "integration"))
    parts.append(Text("replies.post_part", {"label": Text("facts.system"), "value": system}))
    return Text("replies.lines", {"lines": parts})


def _known(case: Case, names: tuple[str, ...]) -> Any:
    values = [value for name in names if (value := value_text(case, name)) is not None]
    return values[0] if len(values) == 1 else _joined(values)


def _joined(values: list[Any]) -> Any:
    if not values:
        return Text("replies.not_given")
    first, *rest = values
    return Text("replies.pair", {"first": first, "second": _joined(rest)}) if rest else first


def hand_over(case: Case, forum_url: str) -> Reply:
    """The reply that hands the user over to the partner forum with the draft ready to paste."""
    buttons = [press("solved", Text("replies.button_that_helped"))]
    if case.decision is not None and "ticket" in case.decision.get("alternatives", []):
        buttons.insert(0, press("choose", Text("replies.button_ticket_anyway"), alternative="ticket"))
    intro = Text("replies.forum_intro")
    return Reply(
        Text("replies.forum_hand_over", {"intro": intro, "draft": draft(case), "url": forum_url}),
        tuple(buttons),
        {"type": "forum_draft", "title": title(case), "body": body(case), "url": forum_url, "lead": intro},
    )

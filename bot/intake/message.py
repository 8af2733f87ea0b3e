"""What came in and what goes out: an understood message, a pressed button's command, a reply.

These are the borders of the dialogue; `actions` makes the first two from what Rasa understood and
sends the third back through Rasa.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Mapping

from bot.text.catalogue import Text


@dataclass(frozen=True)
class Message:
    """One understood message.

    `text` is masked; `problems` are (code, probability), best first; `facts` and `entities` are what was extracted
    from the text, already without anything a user may not claim; `told` are sentences that answer a later question
    already, by its name; `concepts` what its words mean in any language, in their order (`data/concepts`); `choice`
    is the place in a list that it names and `stance` how sure its yes or no is, where it says nothing else
    (`bot.understanding.facts.words.brief`); `attachment` holds the log lines of the text where the gateway kept them
    as a file.
    """

    text: str
    language: str = "en"
    intent: str = "inform"
    confidence: float = 1.0
    problems: tuple[tuple[str, float], ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    entities: Mapping[str, Any] = field(default_factory=dict)
    told: Mapping[str, str] = field(default_factory=dict)
    concepts: tuple[str, ...] = ()
    attachment: Mapping[str, Any] | None = None
    choice: int | None = None
    stance: str | None = None

    @property
    def words(self) -> int:
        return len(self.text.split())


@dataclass(frozen=True)
class Button:
    """A button: its title and the command that the gateway keeps behind an opaque token."""

    title: Text
    command: Mapping[str, Any]


@dataclass(frozen=True)
class Reply:
    """One thing to say, with buttons and data for channels that can show a card."""

    text: Text
    buttons: tuple[Button, ...] = ()
    data: Mapping[str, Any] | None = None


def press(do: str, title: Text, **arguments: Any) -> Button:
    """A button whose command is `do` with `arguments`."""
    return Button(title, {"intent": "press_button", "do": do, **arguments})

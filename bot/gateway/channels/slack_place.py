"""Where in Slack a conversation takes place: workspace, channel, person, thread.

The text form is the address of a conversation. A person is part of it, so nobody answers, presses or
reads for somebody else, also where many share a thread.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Place:
    """`thread` is empty in a direct message outside of threads."""

    team: str
    channel: str
    user: str
    thread: str = ""

    @classmethod
    def parse(cls, address: str) -> Place:
        """The place that `str(place)` names."""
        return cls(*address.split(":"))

    def __str__(self) -> str:
        return ":".join(part for part in (self.team, self.channel, self.user, self.thread) if part)

    @property
    def private(self) -> bool:
        """A direct message between this person and the assistant."""
        return self.channel.startswith("D")

    @property
    def root(self) -> Place:
        """The same without the thread."""
        return replace(self, thread="")

    def belongs_to(self, other: Place) -> bool:
        """Whether it is the same person's."""
        return (self.team, self.user) == (other.team, other.user)

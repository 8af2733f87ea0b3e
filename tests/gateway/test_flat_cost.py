"""What a turn and a round of the background ask of the database does not grow with what was ever said.

Counted in steps of SQLite's virtual machine, which are the same on every machine and in every run.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import event

from bot.database import connect
from bot.gateway.conversations import Conversations
from bot.gateway.messages import Inbound, Messages
from bot.gateway.work import Claim, Work


class Counted:
    """A database of its own that counts its steps."""

    def __init__(self, folder: Path) -> None:
        self.engine = connect(f"sqlite:///{folder}/counted.db")
        self.engine.dispose()
        event.listen(self.engine, "connect", lambda opened, _: opened.set_progress_handler(self._step, 1))
        self.conversations, self.messages, self.work = (kind(self.engine) for kind in (Conversations, Messages, Work))
        self._steps = 0

    def _step(self) -> int:
        self._steps += 1
        return 0

    def steps(self, work: Callable[[], object]) -> int:
        """How many steps `work` takes once its statements are known."""
        work()
        before = self._steps
        work()
        return self._steps - before

    def turn(self, conversation_id: str) -> None:
        self.messages.take(conversation_id, Inbound("text", "Good morning"))
        claim = self.work.claim(conversation_id, "me", 30)
        assert isinstance(claim, Claim)
        reply = {"text": "What is it?", "buttons": [{"title": "Sound", "command": {"intent": "press_button"}}]}
        self.work.finish(claim, [reply], "en", status="done", deliver=False)


def test_a_turn_costs_the_same_after_hundreds(tmp_path: Path) -> None:
    """Taking, claiming and answering a message."""
    counted = Counted(tmp_path)
    conversation, _ = counted.conversations.open("web")
    early = counted.steps(lambda: counted.turn(conversation.id))
    for _ in range(400):
        counted.turn(conversation.id)
    late = counted.steps(lambda: counted.turn(conversation.id))
    assert late <= early * 1.1


def test_looking_for_what_is_due_costs_the_same_with_many_conversations(tmp_path: Path) -> None:
    """One message waits; how many conversations are at rest does not matter."""
    counted = Counted(tmp_path)
    waiting, _ = counted.conversations.open("web")
    counted.messages.take(waiting.id, Inbound("text", "Good morning"))
    few = counted.steps(counted.conversations.due)
    for _ in range(300):
        conversation, _ = counted.conversations.open("web")
        counted.turn(conversation.id)
    assert counted.conversations.due() == [waiting.id]
    assert counted.steps(counted.conversations.due) <= few * 1.1

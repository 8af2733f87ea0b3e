"""The web chat in a real browser loses nothing: reloads, breaks in the line, late answers, files."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect
from widget.conftest import NO_CONNECTION

from bot.gateway.rasa import RasaAway

pytestmark = pytest.mark.browser


def test_the_history_survives_reload_closed_tab_and_server_restart(open_chat: Any) -> None:
    """The same messages, each once, in the same order, and the conversation goes on."""
    chat = open_chat()
    chat.answered("Hello")
    chat.say("first")
    chat.answered("You said: first")
    before = chat.said
    chat.page.reload()
    chat.answered("You said: first")
    assert chat.said == before
    chat.site.stop()
    chat.site.start()
    context = chat.page.context
    chat.page.close()
    chat.page = context.new_page()
    chat.page.goto(chat.site.url)
    chat.answered("You said: first")
    assert chat.said == before
    chat.say("second")
    chat.answered("You said: second")
    assert [turn["text"] for turn in chat.site.rasa.turns] == ["", "first", "second"]


def test_offline_is_said_plainly_and_what_was_written_is_sent_once(open_chat: Any) -> None:
    """The server is gone while the visitor writes two messages; both arrive once, in order."""
    chat = open_chat(expected=NO_CONNECTION)
    chat.answered("Hello")
    chat.site.stop()
    chat.say("one")
    expect(chat.page.get_by_role("status").filter(has_text="No connection")).to_be_visible()
    chat.say("two")
    expect(chat.page.locator("article.user .fate", has_text="connection is back")).to_have_count(2)
    chat.site.start()
    chat.answered("You said: two")
    assert [turn["text"] for turn in chat.site.rasa.turns] == ["", "one", "two"]
    assert [text for text in chat.said if text in ("one", "two")] == ["one", "two"]


def test_the_end_of_being_offline_is_said_too(open_chat: Any) -> None:
    """Whether the browser notices by itself or a message gets through: nobody is left with an old warning."""
    chat = open_chat(expected=NO_CONNECTION)
    chat.answered("Hello")
    chat.page.context.set_offline(True)
    chat.say("kept")
    told = chat.page.get_by_role("status").filter(has_text="No connection")
    expect(told).to_be_visible()
    chat.page.context.set_offline(False)
    chat.answered("You said: kept")
    expect(told).to_have_count(0)


def test_what_was_sent_is_shown_as_it_is_kept(open_chat: Any) -> None:
    """Without secrets, a long paste as a file, and nothing in another order than it was written in."""
    chat = open_chat()
    chat.answered("Hello")
    mine = chat.page.locator("article.user").last
    chat.say("My key is 8XQ2-PLMR-77TD-K3VN \u202egnp.exe")
    chat.answered("You said: My key")
    expect(mine).not_to_contain_text("8XQ2")
    expect(mine).to_contain_text("licence key")
    assert "\u202e" not in "".join(chat.said)
    chat.say("line of a log\n" * 1000)
    chat.answered("Thank you for pasted-text.txt.")
    expect(mine).to_contain_text("pasted-text.txt")
    expect(mine).not_to_contain_text("line of a log")


def test_an_answer_lost_on_the_way_is_not_asked_for_twice(open_chat: Any) -> None:
    """The server worked on the message, the connection broke before the answer: the same key again."""
    chat = open_chat(expected=NO_CONNECTION)
    chat.answered("Hello")
    lost = []

    def lose(route: Any) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch())
            route.abort()
        else:
            route.continue_()

    chat.page.route("**/messages*", lose)
    chat.say("only once")
    chat.answered("You said: only once")
    assert len(lost) == 1
    assert [turn["text"] for turn in chat.site.rasa.turns] == ["", "only once"]
    assert chat.said.count("only once") == 1


def test_unsent_messages_survive_a_reload(open_chat: Any) -> None:
    """Written offline, the tab reloaded after the connection is back: sent once, at its place."""
    chat = open_chat(expected=NO_CONNECTION)
    chat.answered("Hello")
    chat.say("before")
    chat.answered("You said: before")
    chat.page.route("**/messages*", lambda route: route.abort())
    chat.say("kept")
    expect(chat.page.locator("article.user .fate", has_text="connection is back")).to_have_count(1)
    chat.page.unroute("**/messages*")
    chat.page.reload()
    chat.answered("You said: kept")
    assert [turn["text"] for turn in chat.site.rasa.turns] == ["", "before", "kept"]
    said = [text for text in chat.said if text in ("before", "kept")]
    assert said == ["before", "kept"]


def test_a_late_answer_appears_by_itself(open_chat: Any) -> None:
    """Rasa is away: the visitor is told, and the answer comes without another word."""
    chat = open_chat()
    chat.answered("Hello")
    chat.site.rasa.failure = RasaAway("ConnectError")
    chat.say("patience")
    expect(chat.page.locator(".notice")).to_contain_text("kept it")
    chat.site.rasa.failure = None
    chat.answered("You said: patience")
    expect(chat.page.locator(".notice")).to_have_count(0)


def test_a_file_is_sent_by_choosing_and_by_dropping(open_chat: Any) -> None:
    """Each shows its name and is answered; dropping shows where to."""
    chat = open_chat()
    chat.answered("Hello")
    chat.page.locator("input[type=file]").set_input_files({"name": "a.log", "mimeType": "text/plain", "buffer": b"x"})
    chat.answered("Thank you for a.log.")
    transfer = chat.page.evaluate_handle(
        "() => { const t = new DataTransfer(); t.items.add(new File(['y'], 'b.log')); return t; }"
    )
    chat.page.locator("section.panel").dispatch_event("dragover", {"dataTransfer": transfer})
    expect(chat.page.get_by_text("Drop the file here")).to_be_visible()
    chat.page.locator("section.panel").dispatch_event("drop", {"dataTransfer": transfer})
    chat.answered("Thank you for b.log.")
    expect(chat.page.get_by_text("Drop the file here")).to_be_hidden()


def test_the_upload_shows_its_progress(open_chat: Any) -> None:
    """A bar with a name while the file is on its way, gone when it is there."""
    chat = open_chat()
    chat.answered("Hello")
    chat.site.rasa.delay = 1.0
    big = {"name": "big.log", "mimeType": "text/plain", "buffer": b"x" * 3_000_000}
    chat.page.locator("input[type=file]").set_input_files(big)
    bar = chat.page.get_by_role("progressbar", name="big.log is being sent")
    expect(bar).to_be_visible()
    chat.page.wait_for_function(
        "() => document.querySelector('intake-chat').shadowRoot.querySelector('progress').value === 1"
    )
    chat.answered("Thank you for big.log.")
    expect(bar).to_have_count(0)


def test_a_file_does_not_overtake_what_was_typed_before_it(open_chat: Any) -> None:
    """The text is still on a slow line when the file is chosen."""
    chat, held = open_chat(), []
    chat.answered("Hello")
    chat.page.route("**/messages", lambda route: held.append(route))
    chat.say("the log follows")
    expect(chat.page.get_by_text("the log follows", exact=True)).to_be_visible()
    chat.page.locator("input[type=file]").set_input_files({"name": "a.log", "mimeType": "text/plain", "buffer": b"x"})
    expect(chat.page.get_by_role("progressbar", name="a.log is being sent")).to_be_visible()
    chat.page.wait_for_timeout(500)
    assert len(chat.site.rasa.turns) == len(held) == 1
    held[0].continue_()
    chat.answered("Thank you for a.log.")
    assert [turn["text"] for turn in chat.site.rasa.turns[:2]] == ["", "the log follows"]

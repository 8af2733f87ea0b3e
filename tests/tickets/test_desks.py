"""One contract for every help desk, over real HTTP; and what each of the three ways of failing looks like."""

from __future__ import annotations

import io
import json
import time
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from typing import Callable, Iterator

import pytest

from bot.settings import Settings, SettingsError
from bot.tickets.desks import (
    DESKS,
    Desk,
    DeskFailed,
    DeskRefused,
    DeskUnreachable,
    open_desk,
)
from bot.tickets.desks.builtin import BuiltinDesk
from bot.tickets.desks.request_tracker import RequestTrackerDesk
from bot.tickets.desks.web import plain_text
from bot.tickets.desks.webhook import BadSignature, WebhookDesk, read_event, sign
from bot.tickets.desks.zammad import ZammadDesk
from bot.tickets.letter import File, Letter
from tests.support.fake_request_tracker import FakeRequestTracker
from tests.support.fake_zammad import FakeZammad
from tests.support.help_desks import TOKEN, FakeDesk, FakeWebhook
from tests.support.servers import serve

TIMEOUT = 1.0
LETTER = Letter(
    reference="KDT-472",
    ticket_id="KDT-472",
    subject="[KDT-472] Support case: trunk_timeout",
    text="Δεν μπορούμε να καλέσουμε",
    priority="high",
    due="2026-11-25T10:00:00+01:00",
    requestor="partner@example.com",
    data={"decision": {"priority": "high"}, "partner": {"email": "partner@example.com"}},
)


@dataclass
class Pair:
    """An adapter and the desk that it talks to."""

    desk: Desk
    there: FakeDesk
    url: str
    open: Callable[[str, str], Desk]


_OPENERS: dict[str, tuple[type[FakeDesk], Callable[[str, str], Desk]]] = {
    "request_tracker": (FakeRequestTracker, lambda url, token: RequestTrackerDesk(url, token, "Support", TIMEOUT)),
    "webhook": (FakeWebhook, lambda url, token: WebhookDesk(f"{url}/hook", token, TIMEOUT)),
    "zammad": (FakeZammad, lambda url, token: ZammadDesk(url, token, "Support", TIMEOUT)),
}


@pytest.fixture(scope="module")
def servers() -> Iterator[dict[str, tuple[FakeDesk, str]]]:
    """One server of each kind for all tests; starting one takes longer than a test."""
    with ExitStack() as stack:
        fakes = {name: fake(patience=2 * TIMEOUT) for name, (fake, _) in _OPENERS.items()}
        yield {name: (fake, stack.enter_context(serve(fake.app))) for name, fake in fakes.items()}


def _open(name: str, servers: dict[str, tuple[FakeDesk, str]]) -> Pair:
    there, url = servers[name]
    there.forget()
    opener = _OPENERS[name][1]
    return Pair(opener(url, TOKEN), there, url, opener)


@pytest.fixture(params=sorted(_OPENERS))
def pair(request: pytest.FixtureRequest, servers: dict[str, tuple[FakeDesk, str]]) -> Iterator[Pair]:
    opened = _open(request.param, servers)
    yield opened
    opened.desk.close()


def _file(name: str, content: bytes) -> File:
    return File(name, len(content), "ab", io.BytesIO(content))


def _deliver(desk: Desk, letter: Letter) -> str:
    """What the relay does when it has tried before."""
    return desk.find(letter.reference) or desk.create(letter)


def _add(desk: Desk, remote_id: str, letter: Letter) -> None:
    if not desk.has_addition(remote_id, letter.reference):
        desk.add(remote_id, letter)


ADDITION = replace(LETTER, reference="KDT-472+7", subject="[KDT-472]", text="[KDT-472+7] more\nещё одно")


def test_every_setting_has_an_adapter_in_this_test() -> None:
    """A new desk must come with its place in the contract."""
    assert set(DESKS) == {*_OPENERS, "builtin"}


def test_a_ticket_arrives_with_everything(pair: Pair) -> None:
    """Subject, text in any script, priority, requestor, and files byte for byte."""
    blob = bytes(range(256)) * 40
    letter = replace(LETTER, files=(_file("support.zip", blob), _file("καταγραφή.txt", b"x")))
    kept = pair.there.tickets[pair.desk.create(letter)]
    assert (kept.subject, kept.entries[0].text) == (LETTER.subject, LETTER.text)
    assert kept.priority in ("high", "100", "3 high") and kept.requestor == "partner@example.com"
    assert kept.entries[0].files == {"support.zip": blob, "καταγραφή.txt": b"x"}


def test_a_ticket_without_requestor_and_with_normal_priority_arrives(pair: Pair) -> None:
    """The registry seldom knows an address."""
    data = {"decision": {"priority": "normal"}, "partner": {}}
    kept = pair.there.tickets[pair.desk.create(replace(LETTER, priority="normal", requestor=None, due=None, data=data))]
    assert kept.priority in ("normal", "50", "2 normal") and kept.requestor is None


def test_a_ticket_that_may_have_arrived_is_not_made_again(pair: Pair) -> None:
    """Asked first, or recognised by its key: the same number comes back."""
    first = pair.desk.create(LETTER)
    assert _deliver(pair.desk, LETTER) == first and len(pair.there.tickets) == 1
    other = replace(LETTER, reference="KDT-473", subject="[KDT-473] Support case: fax")
    assert _deliver(pair.desk, other) != first and len(pair.there.tickets) == 2


def test_an_addition_arrives_once_with_its_files(pair: Pair) -> None:
    """Reference +7 is not taken for +70."""
    remote_id = pair.desk.create(LETTER)
    _add(pair.desk, remote_id, replace(ADDITION, files=(_file("more.txt", b"more"),)))
    _add(pair.desk, remote_id, replace(ADDITION, files=(_file("more.txt", b"more"),)))
    _add(pair.desk, remote_id, replace(ADDITION, reference="KDT-472+70", text="[KDT-472+70] third"))
    entries = pair.there.tickets[remote_id].entries[1:]
    assert [entry.text for entry in entries] == [ADDITION.text, "[KDT-472+70] third"]
    assert entries[0].files == {"more.txt": b"more"}


@pytest.mark.parametrize("trouble", ["slow", "late"])
def test_an_answer_after_the_time_out_is_in_doubt_and_settles(pair: Pair, trouble: str) -> None:
    """DeskFailed says that it may have arrived; once the desk is done, it is found and not made again."""
    pair.there.troubles.append(trouble)
    with pytest.raises(DeskFailed):
        pair.desk.create(LETTER)
    for _ in range(100):  # the desk is still at it
        if pair.there.tickets:
            break
        time.sleep(0.05)
    _deliver(pair.desk, LETTER)
    assert len(pair.there.tickets) == 1


@pytest.mark.parametrize(
    "status, error",
    [(500, DeskFailed), (502, DeskFailed), (429, DeskUnreachable), (403, DeskUnreachable), (400, DeskRefused)],
)
def test_each_status_is_the_right_error(pair: Pair, status: int, error: type[Exception]) -> None:
    """A desk that is busy or does not know us is nobody's fault; a refused letter is its own."""
    pair.there.troubles.append(status)
    with pytest.raises(error) as raised:
        pair.desk.create(LETTER)
    assert type(raised.value) is error and LETTER.text not in str(raised.value)
    assert pair.desk.create(LETTER)


def test_a_wrong_token_is_not_the_letters_fault(pair: Pair) -> None:
    """Nothing is parked because somebody changed a password; the token is not in the message."""
    with pytest.raises(DeskUnreachable) as raised:
        pair.open(pair.url, "wrong-token").create(LETTER)
    assert "wrong-token" not in str(raised.value) and "INTAKE_DESK_TOKEN" in str(raised.value)


def test_a_desk_that_is_down_is_unreachable(pair: Pair) -> None:
    """Nobody listens on the port."""
    with pytest.raises(DeskUnreachable):
        pair.open("http://127.0.0.1:9", TOKEN).create(LETTER)


def test_an_addition_to_a_ticket_that_is_gone_is_refused(pair: Pair) -> None:
    """Somebody deleted it at the desk."""
    with pytest.raises(DeskRefused):
        pair.desk.add("999", ADDITION)


@pytest.mark.parametrize("name", ["request_tracker", "zammad"])
def test_what_staff_do_comes_back_once(name: str, servers: dict[str, tuple[FakeDesk, str]]) -> None:
    """Replies as plain text and the status; not what was before, not comments, not our own words."""
    opened = _open(name, servers)
    desk, there = opened.desk, opened.there
    remote_id = desk.create(LETTER)
    there.staff_replies(remote_id, "before")
    none, position = desk.changes(None)
    desk.add(remote_id, ADDITION)
    there.staff_replies(remote_id, "<p>Which <b>trunk</b>?</p>")
    there.staff_replies(remote_id, "a fool, this one", internal=True)
    there.staff_sets(remote_id, "open")
    changes, following = desk.changes(position)
    again, _ = desk.changes(following)
    told = [(change.remote_id, change.kind, change.content) for change in changes if change.content != "before"]
    assert none == []
    assert sorted(told) == [(remote_id, "reply", "Which trunk?"), (remote_id, "status", "open")]
    assert all(change.at.tzinfo for change in changes)
    assert {change.event for change in again} <= {change.event for change in changes}
    assert len({change.event for change in changes}) == len(changes)


NOW = 1_795_000_000.0
EVENT = {"event": "e-1", "id": "17", "kind": "reply", "content": "Which trunk?", "at": "2026-11-23T10:00:00Z"}


def test_a_signed_event_of_a_webhook_desk_is_read() -> None:
    """The other direction of the webhook."""
    payload = json.dumps(EVENT).encode()
    change = read_event(TOKEN, payload, sign(TOKEN, payload, int(NOW)), NOW + 299)
    assert (change.remote_id, change.event, change.kind, change.content) == ("17", "e-1", "reply", "Which trunk?")
    assert change.at == datetime(2026, 11, 23, 10, tzinfo=timezone.utc)


@pytest.mark.parametrize("header", ["", "nonsense", "t=1", "v1=ab", "t=x,v1=ab", "t=1795000000,v1=", "t=²,v1=ä"])
def test_an_event_without_a_signature_is_refused(header: str) -> None:
    """Whatever stands in the header, it is an error and no crash."""
    with pytest.raises(BadSignature):
        read_event(TOKEN, json.dumps(EVENT).encode(), header, NOW)


def test_a_changed_old_or_foreign_event_is_refused() -> None:
    """Another content, another secret, a recording of yesterday."""
    payload = json.dumps(EVENT).encode()
    for token, content, age in ((TOKEN, payload + b" ", 0), ("other", payload, 0), (TOKEN, payload, 301)):
        with pytest.raises(BadSignature):
            read_event(token, content, sign(TOKEN, payload, int(NOW)), NOW + age)


@pytest.mark.parametrize("change", [{"at": "yesterday"}, {"at": "2026-11-23T10:00:00"}, {"kind": "joke"}, {"id": ...}])
def test_a_signed_event_that_makes_no_sense_is_refused(change: dict[str, object]) -> None:
    """With what is expected."""
    event = {name: value for name, value in {**EVENT, **change}.items() if value is not ...}
    payload = json.dumps(event).encode()
    with pytest.raises(ValueError, match="event|kind"):
        read_event(TOKEN, payload, sign(TOKEN, payload, int(NOW)), NOW)


def test_the_built_in_desk_has_everything_at_once() -> None:
    """Staff work on the same tables."""
    desk = BuiltinDesk()
    assert desk.find("KDT-472") == desk.create(LETTER) == "KDT-472"
    assert desk.has_addition("KDT-472", "KDT-472+7") and desk.changes(None) == ([], "")


def test_the_settings_choose_the_desk() -> None:
    """And what is missing is refused by name."""
    given = Settings(desk_url="http://desk.example", desk_token="t")
    for name in DESKS:
        assert open_desk(replace(given, desk=name)).name == name
    with pytest.raises(SettingsError, match="INTAKE_DESK='otrs': expected one of builtin, request_tracker"):
        open_desk(replace(given, desk="otrs"))
    with pytest.raises(SettingsError, match="INTAKE_DESK_TOKEN is empty"):
        open_desk(replace(given, desk="zammad", desk_token=""))


def test_markup_becomes_what_a_reader_sees() -> None:
    """Scripts vanish, lines stay lines."""
    markup = "<style>p{}</style><p>Hello &amp; welcome</p><div>two<br/>lines</div><script>alert(1)</script>"
    assert plain_text(markup) == "Hello & welcome\ntwo\nlines"

"""The web chat's calls as contract.md section 2 has them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from gateway.fake_rasa import GREETINGS, FakeRasa
from gateway.visitor import Visit
from starlette.testclient import TestClient


def test_a_conversation_opens_with_a_greeting_in_the_visitors_language(visit: Visit, rasa: FakeRasa) -> None:
    """The locale is the hint; the opening is one turn with the command open_conversation."""
    visitor = visit(locale="el-GR")
    assert [message["text"] for message in visitor.greeting["messages"]] == [GREETINGS["el"]]
    assert visitor.greeting["language"] == "el"
    assert visitor.greeting["state"] == {"step": "start", "facts": {}}
    [turn] = rasa.turns
    assert turn["sender"] == visitor.id
    assert turn["metadata"]["command"] == {"intent": "open_conversation"}
    assert turn["metadata"]["hint"] == "el" and turn["metadata"]["language"] is None


def test_the_server_mints_the_id_whatever_the_client_proposes(visit: Visit) -> None:
    """A proposed id is not taken over."""
    assert visit(conversation_id="mine", id="mine").id != "mine"


def test_a_turn_tells_rasa_language_question_channel_and_message(visit: Visit, rasa: FakeRasa) -> None:
    """After the first answer its language goes along with every turn."""
    visitor = visit(locale="de-DE")
    visitor.say("Hallo")
    metadata = rasa.turns[-1]["metadata"]
    assert metadata["language"] == "de" and metadata["channel"] == "web"
    assert metadata["message_id"].startswith(visitor.id)
    assert "question" in metadata and "command" not in metadata


def test_the_language_follows_the_assistants_answer(visit: Visit) -> None:
    """Errors too are then said in the conversation's language."""
    visitor = visit(locale="en-GB")
    assert visitor.say("auf Deutsch")["language"] == "de"
    assert visitor.history()["language"] == "de"


def test_a_button_runs_its_command_once(visit: Visit, rasa: FakeRasa) -> None:
    """The token stands for what was offered; pressed again with another key it has expired."""
    visitor = visit()
    button = visitor.greeting["messages"][0]["buttons"][0]
    assert len(button["button"]) <= 48
    assert visitor.send(button=button["button"]).status_code == 200
    assert rasa.turns[-1]["metadata"]["command"]["value"] is True
    again = visitor.send(button=button["button"])
    assert (again.status_code, again.json()["error"]["code"]) == (422, "button_expired")
    assert len(rasa.turns) == 2


def test_only_buttons_of_the_last_turn_are_accepted(visit: Visit) -> None:
    """An answer later, the buttons before are gone from the history as well."""
    visitor = visit()
    old = visitor.greeting["messages"][0]["buttons"][0]["button"]
    new = visitor.say("hello")["messages"][0]["buttons"][0]["button"]
    assert visitor.send(button=old).status_code == 422
    shown = [message.get("buttons", []) for message in visitor.history()["messages"]]
    assert shown[0] == [] and new in [button["button"] for button in shown[-1]]


def test_a_button_of_another_conversation_is_refused(visit: Visit) -> None:
    """Tokens are bound to their conversation."""
    one, other = visit(), visit()
    stolen = one.greeting["messages"][0]["buttons"][0]["button"]
    assert other.send(button=stolen).status_code == 422
    assert one.send(button=stolen).status_code == 200


def test_the_rows_of_a_summary_can_be_pressed(visit: Visit, rasa: FakeRasa) -> None:
    """A row's command becomes a token and never leaves the server."""
    visitor = visit()
    data = visitor.say("summary")["messages"][0]["data"]
    assert all("command" not in row and row["button"] for row in data["rows"])
    visitor.send(button=data["rows"][2]["button"])
    assert rasa.turns[-1]["metadata"]["command"]["question"] == "hosting"


def test_silence_of_rasa_is_answered(visit: Visit) -> None:
    """Every message gets an answer."""
    assert visit().say("silence")["messages"][0]["text"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"text": ""}, "empty_text"),
        ({"text": " \n\t "}, "empty_text"),
        ({"text": "\u200b\u2060\ufeff"}, "empty_text"),
        ({}, "text_or_button"),
        ({"text": "a", "button": "b"}, "text_or_button"),
        ({"text": 5}, "bad_field"),
        ({"text": ["a"]}, "bad_field"),
        ({"button": {"intent": "open_ticket"}}, "bad_field"),
        ({"button": '/open_ticket{"partner_level":"titanium"}'}, "button_expired"),
    ],
)
def test_what_is_no_message_is_refused_with_a_reason(
    visit: Visit, rasa: FakeRasa, body: dict[str, Any], code: str
) -> None:
    """Nothing is stored and Rasa sees nothing."""
    visitor = visit()
    answer = visitor.send(**body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, code)
    assert answer.json()["error"]["message"]
    assert len(rasa.turns) == 1 and len(visitor.history()["messages"]) == 1


def test_the_history_resumes_after_a_number(visit: Visit) -> None:
    """Messages carry rising numbers; `after` gives what came later."""
    visitor = visit()
    visitor.say("one")
    visitor.say("two")
    everything = visitor.history()["messages"]
    assert [message["from"] for message in everything] == ["assistant", "user", "assistant", "user", "assistant"]
    numbers = [message["id"] for message in everything]
    assert numbers == sorted(set(numbers))
    assert visitor.history(numbers[2])["messages"] == everything[3:]
    assert visitor.history(numbers[-1])["messages"] == []


@pytest.mark.parametrize("after", ["-1", "x", "1e5", "99999999999999999999", "٣"])
def test_a_history_number_that_is_none_is_refused(visit: Visit, after: str) -> None:
    """422 with the field's name, not a server error."""
    visitor = visit()
    url = f"/api/conversations/{visitor.id}/messages"
    answer = visitor.client.get(url, params={"after": after}, headers=visitor.headers)
    assert answer.status_code == 422 and "after" in answer.json()["error"]["message"]


def test_only_the_token_opens_a_conversation(visit: Visit, client: TestClient) -> None:
    """Wrong, foreign and missing tokens and unknown ids all look the same."""
    one, other = visit(), visit()
    url = f"/api/conversations/{one.id}/messages"
    headers: list[dict[str, str]] = [{}, other.headers, {"Authorization": "Bearer x"}, {"Authorization": "Basic eDp4"}]
    answers = [client.get(url, headers=header) for header in headers]
    answers.append(client.get("/api/conversations/none/messages", headers=one.headers))
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.text for answer in answers}) == 1


def test_tokens_are_not_stored_in_clear(visit: Visit, settings: Any) -> None:
    """A copy of the database opens no conversation."""
    visitor = visit()
    files = [path.read_bytes() for path in settings.var.iterdir() if path.name.startswith("intake.db")]
    assert not any(visitor.token.encode() in content for content in files)
    assert any(visitor.id.encode() in content for content in files)


def test_a_file_is_answered_with_its_finding(visit: Visit, rasa: FakeRasa) -> None:
    """An accepted file is told to the assistant with the place it is kept; visitors never see that place."""
    visitor = visit()
    answer = visitor.attach("support.zip", b"PK content")
    assert answer.status_code == 201
    content = answer.json()
    assert content["finding"]["accepted"] is True and content["finding"]["bytes"] == 10
    assert content["messages"][0]["text"] == "Thank you for support.zip."
    command = rasa.turns[-1]["metadata"]["command"]
    assert command["intent"] == "attach" and command["attachment"]["storage_path"]
    assert "storage_path" not in answer.text and "storage_path" not in str(visitor.history())


def test_a_refused_file_is_explained_and_not_told(visit: Visit, rasa: FakeRasa) -> None:
    """The reason is said in words; the assistant's case stays as it was."""
    answer = visit(locale="en").attach("nothing.log", b"")
    assert answer.status_code == 201
    assert answer.json()["finding"]["reason"] == "empty"
    assert "nothing.log" in answer.json()["messages"][0]["text"]
    assert len(rasa.turns) == 1


@pytest.mark.parametrize("name", ["../../etc/passwd", "..\\..\\boot.ini", "/etc/shadow", "a\u202egpj.exe", "..", ""])
def test_a_files_name_never_becomes_a_path(visit: Visit, settings: Any, name: str) -> None:
    """Files are kept by their hash below the attachments' folder."""
    before = set(settings.var.rglob("*"))
    answer = visit().attach(name, b"content")
    shown = answer.json().get("finding", {}).get("file", "")
    assert answer.status_code in (201, 422)
    assert "/" not in shown and "\\" not in shown and ".." not in shown and "\u202e" not in shown
    new = {path for path in set(settings.var.rglob("*")) - before if path.is_file() and path.suffix == ""}
    assert all(settings.var / "attachments" in path.parents for path in new if "db" not in path.name)


def test_an_upload_without_a_file_is_refused(visit: Visit) -> None:
    """422 with what is expected."""
    visitor = visit()
    answer = visitor.client.post(
        f"/api/conversations/{visitor.id}/attachments", data={"file": "words"}, headers=visitor.headers
    )
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "file_missing")


def test_a_long_text_becomes_a_file(visit: Visit, rasa: FakeRasa) -> None:
    """4,000 characters pass, one more is kept as a file and nothing is lost."""
    visitor = visit()
    visitor.say("x" * 4000)
    assert rasa.turns[-1]["text"] == "x" * 4000
    assert "pasted-text.txt" in visitor.say("y" * 4001)["messages"][0]["text"]
    attachment = rasa.turns[-1]["metadata"]["command"]["attachment"]
    assert attachment["bytes"] == 4001 and rasa.turns[-1]["text"] == ""


LOG = "2026/11/23 09:08:07.123|0007|Info| [CM504001] call rejected\n2026/11/23 09:08:08.123|0007|Info| [CM504001] again"


def test_log_lines_in_a_message_are_kept_as_a_file_beside_its_words(visit: Visit, rasa: FakeRasa) -> None:
    """The words stay with the lines in the history; the assistant is told of the file as of any other."""
    visitor = visit()
    visitor.say(f"here is the log\n{LOG}")
    turn = rasa.turns[-1]
    kept = turn["metadata"]["pasted"]
    assert turn["text"] == f"here is the log\n{LOG}" and "command" not in turn["metadata"]
    assert kept["name"] == "pasted-text.txt" and Path(kept["storage_path"]).read_text() == LOG
    assert visitor.history()["messages"][-2]["text"] == turn["text"]


def test_one_log_line_is_a_quotation_and_sent_again_it_is_one_message(visit: Visit, rasa: FakeRasa) -> None:
    visitor = visit()
    visitor.say(LOG.splitlines()[0])
    assert "pasted" not in rasa.turns[-1]["metadata"]
    for _ in range(2):
        visitor.send(text=LOG, key="once")
    assert sum("pasted" in turn["metadata"] for turn in rasa.turns) == 1


def test_errors_come_in_the_shape_of_the_contract(client: TestClient, visit: Visit) -> None:
    """Unknown addresses, wrong methods and broken bodies included."""
    visitor = visit()
    url = f"/api/conversations/{visitor.id}/messages"
    answers = {
        404: client.get("/nothing/here"),
        405: client.delete("/api/conversations"),
        400: client.post(url, content=b"{", headers=visitor.headers),
        422: client.post(url, json=[1], headers=visitor.headers),
        401: client.get(url),
    }
    for status, answer in answers.items():
        assert answer.status_code == status
        assert set(answer.json()) == {"error"} and set(answer.json()["error"]) == {"code", "message"}


def test_a_fault_of_ours_shows_no_trace(make_client: Any, visit: Visit, gateway: Any) -> None:
    """500 with a sentence and a code."""

    class Broken:
        def load(self, conversation_id: str) -> None:
            raise RuntimeError("the inner workings")

    answer = make_client(cases=Broken()).post("/api/conversations", json={})
    assert answer.status_code == 500
    assert answer.json()["error"]["code"] == "internal" and "inner workings" not in answer.text


def test_readiness_names_what_does_not_answer(client: TestClient, rasa: FakeRasa) -> None:
    """Without an action server the gateway is alive but not ready."""
    assert client.get("/healthz").json() == {"status": "ok"}
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"] == {"rasa": True, "actions": False, "database": True, "limits": True}


def test_metrics_count_messages(client: TestClient, visit: Visit) -> None:
    """Prometheus reads channel and kind, and nothing of a person."""
    visit().say("hello")
    text = client.get("/metrics").text
    assert 'intake_messages_total{channel="web",kind="text"} 1.0' in text
    assert "intake_pending_messages 0.0" in text

"""Calls back as a noun, the order of wishes, and people who only receive something."""

from __future__ import annotations

from typing import Any

import pytest

_CALL, _REMOTE = "phone_support", "remote_session"


@pytest.mark.parametrize(
    ("language", "text", "wishes"),
    [
        ("en", "call me and then connect by remote, shop is full", [_CALL, _REMOTE]),
        ("en", "get me a human and then have him hop on the machine with teamviewer", ["human", _REMOTE]),
        ("en", "get me a human and then I will connect to the server myself", ["human"]),
        ("en", "we need the callback feature for the queue", None),
        ("en", "am i talking to a human or a machine?", None),
        ("de", "Brauche dringend Rückruf, seit 8 tut sich nichts", [_CALL]),
        ("de", "bitte anrufen und dann gleich per Fernwartung draufschauen", [_CALL, _REMOTE]),
        ("de", "Kunden bitte anrufen, steht auf der Ansage", None),
        ("de", "Rückruf auf besetzt funktioniert nicht", None),
        ("it", "urge richiamata, è tutto fermo dalle 8", [_CALL]),
        ("it", "passatemi un operatore umano e poi che si colleghi lui alla macchina", ["human", _REMOTE]),
        ("it", "mail di reset va a un dipendente licenziato", None),
        ("fr", "rappel urgent svp, tout est mort", [_CALL]),
        ("fr", "le rappel ne part plus", None),
        ("ru", "нужен срочный звонок", [_CALL]),
        ("ru", "пусть техник сядет на сервер через anydesk и ещё мне позвонят на мобильный", [_REMOTE, _CALL]),
        ("ru", "звонок обрывается", None),
        ("el", "επειγόντως επιστροφή κλήσης, τίποτα δεν δουλεύει από τις 8", [_CALL]),
        ("el", "ξέχασα τον κωδικό admin και το email ανάκτησης πάει σε υπάλληλο που έφυγε", None),
        ("pt", "passem-me a um humano e depois que ele entre na máquina", ["human", _REMOTE]),
        ("pt", "o email de recuperação vai pra um funcionário que já saiu", None),
        ("es", "que se siente un técnico en el servidor por anydesk y además me llaman al móvil", [_REMOTE, _CALL]),
        ("es", "los clientes me llaman al móvil y se oye eco", None),
    ],
)
def test_a_call_back_that_is_asked_for(extractor: Any, language: str, text: str, wishes: list[str] | None) -> None:
    assert extractor.extract(text, language).facts.get("requests") == wishes

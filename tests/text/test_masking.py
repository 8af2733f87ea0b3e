"""What masking takes out of a text, and what it leaves alone."""

from __future__ import annotations

from typing import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.masking import mask


def numbered() -> tuple[list[tuple[str, str]], Callable[[str, str], str]]:
    kept: list[tuple[str, str]] = []

    def keep(kind: str, value: str) -> str:
        kept.append((kind, value))
        return f"r{len(kept)}"

    return kept, keep


SECRETS = [
    ("key is ABCD-1234-EFGH-5678.", "licence-key", "ABCD-1234-EFGH-5678"),
    ("my licence key: abcd-1234-efgh-5678", "licence-key", "ABCD-1234-EFGH-5678"),
    ("Schlüssel ABCD 1234 EFGH 5678", "licence-key", "ABCD-1234-EFGH-5678"),
    ("K3Y9 0QWE 8R7T ZX2V doesn't activate", "licence-key", "K3Y9-0QWE-8R7T-ZX2V"),
    ("Ключ АВСЕ-1234-КМНР-5678", "licence-key", "ABCE-1234-KMHP-5678"),
    ("Κλειδί ΑΒΕΖ–1234–ΗΙΚΜ–5678", "licence-key", "ABEZ-1234-HIKM-5678"),
    ("AB\u200bCD-1234-EF\u200dGH-5678", "licence-key", "ABCD-1234-EFGH-5678"),
    ("Lizenzschlüssel ABCD1234EFGH5678", "licence-key", "ABCD-1234-EFGH-5678"),
    ("ABCD1234EFGH5678", "licence-key", "ABCD-1234-EFGH-5678"),
    ("clé ABCD‑1234‑EFGH‑5678 svp", "licence-key", "ABCD-1234-EFGH-5678"),
    ("licence code ABCD 1234 EFGH 5678 key", "licence-key", "ABCD-1234-EFGH-5678"),
    ("key code ab12 cd34 ef56 gh78", "licence-key", "AB12-CD34-EF56-GH78"),
    ("KEY_ABCD-1234-EFGH-5678", "licence-key", "ABCD-1234-EFGH-5678"),
    ("ABCD-\n1234-EFGH-5678", "licence-key", "ABCD-1234-EFGH-5678"),
    ("ＡＢＣＤ-1234-EFGH-5678", "licence-key", "ABCD-1234-EFGH-5678"),
    ("clave: QWER-TYUI-ASDF-GHJK", "licence-key", "QWER-TYUI-ASDF-GHJK"),
    (
        "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7",
        "srtp-key",
        "WVNfX19zZW1jdGwgKCkgewkyMjA7",
    ),
    (
        'Digest username="100", response="6629fae49393a05397450978507c4ef1"',
        "digest",
        "6629fae49393a05397450978507c4ef1",
    ),
    ("Authorization: Bearer abcdef1234567890abcdef", "token", "abcdef1234567890abcdef"),
    (
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc-def_123",
        "token",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc-def_123",
    ),
    ("api_key=9f8e7d6c5b4a3210", "token", "9f8e7d6c5b4a3210"),
    ("my card is 4021-7788-1200-0345", "licence-key", "4021-7788-1200-0345"),  # no key, and nothing to store
    ("the invoice says 4021-7788-1200-0345", "licence-key", "4021-7788-1200-0345"),
    (
        "<ProvLink>https://pbx.example.eu/provisioning/ab12cd34</ProvLink>",
        "token",
        "https://pbx.example.eu/provisioning/ab12cd34",
    ),
    ("password: hunter2!", "password", "hunter2"),
    ("Passwort lautet Sommer2024", "password", "Sommer2024"),
    ("le mot de passe est Chat!noir", "password", "Chat!noir"),
    ("пароль: секрет99", "password", "секрет99"),
    ("κωδικός: mystikos1", "password", "mystikos1"),
    ("a senha é abc123x", "password", "abc123x"),
    ("contraseña=Toro_88", "password", "Toro_88"),
    ("<AuthPass>q8Zk2pLm</AuthPass>", "password", "q8Zk2pLm"),
    ('{"password": "q8Zk2pLm"}', "password", "q8Zk2pLm"),
    ("rtsp://admin:letmein9@camera", "password", "letmein9"),
    ("Пароль администратора: Qwerty12", "password", "Qwerty12"),
    ("mot de passe du compte admin : Soleil2024", "password", "Soleil2024"),
    ("Zugangsdaten: admin / Sommer2024", "password", "Sommer2024"),
    ("στοιχεία σύνδεσης admin / Athina24", "password", "Athina24"),
    ("sshpass -p 'Hunter2!x' ssh root", "password", "Hunter2!x"),
    ("PIN-код 4711", "password", "4711"),
    ("ПИН: 47110", "password", "47110"),
    ("PIN 4711", "password", "4711"),
    ("API-Schlüssel: 9f8e7d6c5b4a39281716", "token", "9f8e7d6c5b4a39281716"),
    ("токен: 9f8e7d6c5b4a39281716", "token", "9f8e7d6c5b4a39281716"),
    ("API-ключ 9f8e7d6c5b4a39281716", "token", "9f8e7d6c5b4a39281716"),
    ("clé d’API : 9f8e7d6c5b4a39281716", "token", "9f8e7d6c5b4a39281716"),
    ("jeton : 9f8e7d6c5b4a39281716", "token", "9f8e7d6c5b4a39281716"),
    ("chiave API: 9f8e7d6c5b4a39281716", "token", "9f8e7d6c5b4a39281716"),
    ("clave de API: 9f8e7d6c5b4a39281716", "token", "9f8e7d6c5b4a39281716"),
    ("chave de API: 9f8e7d6c5b4a39281716", "token", "9f8e7d6c5b4a39281716"),
    ("κλειδί API: 9f8e7d6c5b4a39281716", "token", "9f8e7d6c5b4a39281716"),
    ("Set-Cookie: session=abcdef0123456789; Path=/", "token", "session=abcdef0123456789; Path=/"),
    (
        "-----BEGIN RSA PRIVATE KEY-----\nMIIEABCD-1234-EFGH-5678\nx==\n-----END RSA PRIVATE KEY-----",
        "token",
        "-----BEGIN RSA PRIVATE KEY-----\nMIIEABCD-1234-EFGH-5678\nx==\n-----END RSA PRIVATE KEY-----",
    ),
    ("-----BEGIN PRIVATE KEY-----\nMIIEvQ cut off", "token", "-----BEGIN PRIVATE KEY-----\nMIIEvQ cut off"),
    ("HA1: 6629fae49393a05397450978507c4ef1", "digest", "6629fae49393a05397450978507c4ef1"),
    ("write to anna.k@example.co.uk please", "email", "anna.k@example.co.uk"),
    ("γράψε στο γιώργος@παράδειγμα.ελ", "email", "γιώργος@παράδειγμα.ελ"),
    ("server 203.0.113.7 down", "ip", "203.0.113.7"),
    ("reach 20.0.8.112:5060", "ip", "20.0.8.112"),
    ("address 2001:db8::8a2e:370:7334", "ip", "2001:db8::8a2e:370:7334"),
    ("call +49 (30) 1234-5678 now", "phone", "+49 (30) 1234-5678"),
    ("0049301234567", "phone", "0049301234567"),
    ("called=302101234567", "phone", "302101234567"),
    ("appelle 01 23 45 67 89", "phone", "01 23 45 67 89"),
    ("030/12345678", "phone", "030/12345678"),
    ("8 (495) 123-45-67", "phone", "8 (495) 123-45-67"),
]


@pytest.mark.parametrize(("text", "kind", "value"), SECRETS)
def test_takes_secret_out(text: str, kind: str, value: str) -> None:
    """A secret is handed to `keep` and replaced by its reference."""
    kept, keep = numbered()
    masked = mask(text, keep)
    assert kept == [(kind, value)]
    assert f"[{kind}:r1]" in masked.text
    assert value not in masked.text
    assert [(secret.kind, secret.ref) for secret in masked.found] == [(kind, "r1")]


@pytest.mark.parametrize(
    "text",
    [
        "with this that from the very same site",
        "I told them with-this-that-from words",
        "upgrade from 16SC into 32SC with V20U",
        "call 1234 from 5678 does fail",
        "the licence code from this site does fail",
        "MY KEY FROM THIS SITE DOES FAIL",
        "MAC 00:15:65:AA:BB:CC and 00-15-65-aa-bb-cc or 001565aabbcc",
        "id 550e8400-e29b-41d4-a716-446655440000",
        "20.0.9.995 and 20.0.8.112, V18 Update 9 Build 1121",
        "Yealink firmware 66.86.0.15",
        "loopback 127.0.0.1, mask 255.255.255.0",
        "SIP/2.0 408 after 32000 ms on 01.02.2026 09:08:07",
        "2026/01/31 09:08:07.123|0007|Info| [Some.Component] text",
        "extensions 1001 1002 1003 1004 and 16 SC, 1024SC",
        "event 1767225600 at 20260131090807, epoch 1767225600123",
        "the password is wrong, password reset? my password does not work",
        "basic troubleshooting-steps done, token is configured",
        "std::string foo::bar 12:34:56",
        "κωδικός σφάλματος 403",
        "Der PIN geht nicht, Passwort falsch",
        "Passwort geht seit dem Update nicht: V20.0.9.995, Fehler 401",
        "login fails, phones: Yealink T46S 66.86.0.15 and T54W 96.86.0.100",
        "API key expired, токен не принят, le jeton a expiré, cookie: deleted",
        "https://www.3cx.com/community/threads/no-audio-since-update.136600/#post-612345",
        "",
    ],
)
def test_leaves_ordinary_text_alone(text: str) -> None:
    """Words, versions, codes, sizes, dates, hardware addresses and extensions are no secrets."""
    kept, keep = numbered()
    assert mask(text, keep).text == text
    assert kept == []


def test_same_secret_is_kept_once() -> None:
    """Two mentions of one key in different spelling share a reference."""
    kept, keep = numbered()
    masked = mask("key ABCD-1234-EFGH-5678, again: abcd–1234–efgh–5678", keep)
    assert masked.text == "key [licence-key:r1], again: [licence-key:r1]"
    assert len(kept) == 1


def test_masking_twice_changes_nothing() -> None:
    """References in a text are left alone, also beside the words that announce a secret."""
    _, keep = numbered()
    once = mask("password: hunter22 token=abcdef123456 key ABCD-1234-EFGH-5678 +4930123456789", keep).text
    kept, keep_again = numbered()
    assert mask(once, keep_again).text == once
    assert kept == []


@given(
    st.text(alphabet="ABCDEFGHJKLMNPQRSTUVWXYZ0123456789", min_size=16, max_size=16),
    st.text(max_size=30),
    st.text(max_size=30),
)
def test_dashed_key_never_survives(key: str, before: str, after: str) -> None:
    """Whatever stands around it, a dashed key between blanks is taken out."""
    dashed = "-".join(key[at : at + 4] for at in range(0, 16, 4))
    _, keep = numbered()
    assert dashed not in mask(f"{before} {dashed} {after}", keep).text

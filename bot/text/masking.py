"""Replaces secrets and personal data in a text by references, before anything stores or logs it.

The gateway calls `mask` on every inbound message, the attachment readers on what they quote. `keep`
puts the secret away (in the vault) and returns its reference. A secret must never survive in the
result, and a version number, SIP code, size, date or extension must never be taken for one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv6Address
from typing import Callable, Iterator

from bot.text import licence_keys

KINDS = ("licence-key", "srtp-key", "digest", "token", "password", "email", "ip", "phone")

REFERENCE = re.compile(rf"\[(?P<kind>{'|'.join(KINDS)}):(?P<ref>[\w-]+)\]")


@dataclass(frozen=True)
class Secret:
    """What was found: its kind (one of KINDS) and the reference under which it is kept."""

    kind: str
    ref: str


def masked_keys(text: str) -> list[re.Match[str]]:
    """The references to licence keys in `text`, each with its `ref`, in order."""
    return [match for match in REFERENCE.finditer(text) if match["kind"] == "licence-key"]


@dataclass(frozen=True)
class Masked:
    """A text without secrets, and what stood in it, in order of appearance."""

    text: str
    found: tuple[Secret, ...]


def mask(text: str, keep: Callable[[str, str], str]) -> Masked:
    """`text` with each secret replaced by `[kind:reference]`.

    `keep(kind, value)` is called once for each distinct secret and returns its reference (letters,
    digits, dashes); licence keys are handed over in canonical form. References that already stand
    in the text stay as they are, so masking twice changes nothing.
    """
    references: dict[tuple[str, str], str] = {}
    pieces: list[str] = []
    found: list[Secret] = []
    position = 0
    for start, end, kind, value in sorted(_spans(text)):
        if (kind, value) not in references:
            references[kind, value] = keep(kind, value)
        secret = Secret(kind, references[kind, value])
        pieces += [text[position:start], f"[{secret.kind}:{secret.ref}]"]
        found.append(secret)
        position = end
    return Masked("".join(pieces) + text[position:], tuple(found))


def _spans(text: str) -> list[tuple[int, int, str, str]]:
    """Secrets as (start, end, kind, value) that do not overlap; the more telling kind wins."""
    taken = [match.span() for match in REFERENCE.finditer(text)]
    spans: list[tuple[int, int, str, str]] = []
    for start, end, kind, value in _candidates(text):
        if not any(start < stop and begin < end for begin, stop in taken):
            taken.append((start, end))
            spans.append((start, end, kind, value))
    return spans


def _candidates(text: str) -> Iterator[tuple[int, int, str, str]]:
    for match in _PRIVATE_KEY.finditer(text):
        yield *match.span(), "token", match.group()  # first: what looks like a licence key in it is a part of it
    for key in licence_keys.find(text):
        yield key.start, key.end, "licence-key", key.value
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span("secret") if "secret" in pattern.groupindex else match.span()
            if _REFUSALS.get(kind, _never)(text, start, end):
                continue
            yield start, end, kind, text[start:end]


def _never(text: str, start: int, end: int) -> bool:
    return False


_PASSWORD_WORD = (
    r"pass(?:word|wort|phrase|wd|code)?|pwd?|kennwort|auth(?:entication)?[ _-]?(?:pass(?:word)?|pw)|authpass|"
    r"mot de passe|mdp|parola d'ordine|contrase[ñn]a|senha|palavra[- ]passe|пароль|parol|κωδικ[όο]ς(?: πρόσβασης)?|"
    r"clave|pin(?:[ -]?(?:code|код))?|пин(?:[ -]?код)?"
)
_CREDENTIALS = (
    r"credentials|log[ -]?in|zugangsdaten|anmeldedaten|identifiants|credenziali|credenciales|credenciais|логин|"
    r"уч[её]тные данные|данные для входа|διαπιστευτήρια|στοιχεία σύνδεσης"
)
_IS = r"is|ist|lautet|è|e|est|es|é|—|είναι"
_VALUE = r"(?P<secret>(?!\[)[^\s\"'<>,;]{3,}[^\s\"'<>,;.!?)])"
# A word nobody would write in a sentence: letters together with a digit or a sign in their midst.
_STRANGE_WORD = r"(?=\S*\d|\S*[!$%&#*?@§]\w)(?=\S*[^\W\d])[^\s\"'<>,;\[\]]{4,}[^\s\"'<>,;\[\].!?)]"
_TOKEN_WORD = (
    r"api[ _-]?(?:key|schlüssel|ключ)|apikey|(?:clé|chiave|clave|chave|κλειδί|ключ)(?: de| d['’])? ?api|jeton|токен|"
    r"(?:access|auth|refresh|bot|push)?[ _-]?token|(?:client|api|shared)?[ _-]?secret"
)
_PRIVATE_KEY = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.S)

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("srtp-key", re.compile(r"a=crypto:\d+\s+\S+\s+inline:(?P<secret>[A-Za-z0-9+/=|:^\d]+)", re.I)),
    ("digest", re.compile(r"\bresponse\s*=\s*\"?(?P<secret>[0-9a-f]{32,64})\b", re.I)),
    ("digest", re.compile(r"\b(?:h?a1|md5)\W{1,3}(?:hash\W{1,3})?(?P<secret>[0-9a-f]{32})\b", re.I)),
    ("token", re.compile(r"\bcookie:[ \t]*(?P<secret>[^\s=;]+=[^\r\n]{6,})", re.I)),
    (
        "token",
        re.compile(r"https?://\S{1,300}?/provisioning/\S+|\bprovlink\W{1,4}(?P<secret>https?://[^\s\"'<>]+)", re.I),
    ),
    ("token", re.compile(r"(?:\bbearer|authorization:\s*basic)\s+(?P<secret>[A-Za-z0-9._~+/-]{16,}=*)", re.I)),
    ("token", re.compile(r"\beyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)?")),
    (
        "token",
        re.compile(
            r"\b(?:sk|pk|rk)[-_](?:live|test|proj)?[-_]?[A-Za-z0-9]{16,}|\bxox[abeprs]-[\w-]{10,}|\bgh[pousr]_\w{20,}"
            r"|\bglpat-[\w-]{16,}|\bAKIA[A-Z0-9]{16}\b|\bAIza[\w-]{30,}|\b\d{8,10}:[\w-]{35}\b"
        ),
    ),
    ("token", re.compile(rf"(?:\b|_)(?:{_TOKEN_WORD})[\"']?\s*[:=]\s*[\"']?(?P<secret>[\w.~+/-]{{8,}}=*)", re.I)),
    (
        "token",
        re.compile(
            rf"\b(?:{_TOKEN_WORD})\s+(?:(?:{_IS})\s+)?(?P<secret>(?=\S*\d)(?=\S*[^\W\d])[\w.~+/-]{{12,}}=*)", re.I
        ),
    ),
    ("password", re.compile(r"\b[a-z][a-z0-9+.-]{0,15}://[^\s/:@]+:(?P<secret>[^\s/@]+)@", re.I)),
    ("password", re.compile(r"<(?P<tag>\w*(?:pass(?:word)?|pwd|pin))>(?P<secret>[^<>\s]+)</(?P=tag)>", re.I)),
    ("password", re.compile(rf"(?:\b|_)(?:{_PASSWORD_WORD})[\"'»)]?\s*(?::=|[:=])\s*[\"'«]?{_VALUE}", re.I)),
    ("password", re.compile(rf"\b(?:{_PASSWORD_WORD})\s+(?:(?:{_IS})\s+)?[\"'«]?(?P<secret>{_STRANGE_WORD})", re.I)),
    # "the password of the administrator: ...", "log-in: admin / ...", "sshpass -p ...".
    (
        "password",
        re.compile(
            rf"\b(?:{_PASSWORD_WORD})(?:\s+[^\W\d]{{1,20}}){{1,3}}\s*[:=]\s*[\"'«]?"
            rf"(?P<secret>(?!v?\d+\.\d){_STRANGE_WORD})",
            re.I,
        ),
    ),
    (
        "password",
        re.compile(rf"\b(?:{_CREDENTIALS})\s*[:=]?\s*[\w.@-]{{1,60}}\s*[/|:,]\s*(?P<secret>{_STRANGE_WORD})", re.I),
    ),
    ("password", re.compile(r"\bsshpass\s+-p\s*[\"']?(?P<secret>[^\s\"']{4,})", re.I)),
    ("password", re.compile(r"\b(?:pin(?:[ -]?(?:code|код))?|пин(?:[ -]?код)?)\s+(?P<secret>\d{4,8})\b", re.I)),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@(?:[\w-]+\.)+[^\W\d_]{2,}")),
    ("ip", re.compile(r"(?<![\w.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?!\.?\w)")),
    ("ip", re.compile(r"(?<![\w:.])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])", re.I)),
    ("phone", re.compile(r"(?<![\w+])(?:\+|\b00)[1-9](?:[ ()./-]{0,2}\d){7,14}(?!\d)")),
    (
        "phone",
        re.compile(r"(?<![\w.,:/+-])0[1-9](?:[ .]\d\d){4}(?!\w|\.\d)|(?<![\w.,:/+-])[679]\d\d \d{3} \d{3}(?!\w)"),
    ),
    (
        "phone",
        re.compile(
            r"(?<![\w.,:/+-])(?:\(0?\d{2,5}\)|[78] ?\(\d{3,4}\)|0\d{2,5}[ /-])[ -]?\d(?:[ -]?\d){5,9}(?!\w|[.:/]\d)"
        ),
    ),
    ("phone", re.compile(r"(?<![\w.,/+#-])\d{10,15}(?!\w|[.:/-]\d)")),
)

_VERSION_SHAPE = re.compile(r"(?:1[2-9]|2\d)\.0\.\d{1,2}\.\d{1,3}")
_VERSION_WORD = re.compile(
    r"(?:firmware|\bfw|vers\w*|верси\w*|прошивк\w*|έκδοσ\w*|\bv|build|release|3cx)\W{0,4}$", re.I
)
# Yealink's firmware, also where nobody calls it that: the number of the model, then 80 and more.
_PHONE_FIRMWARE = re.compile(r"\d{2,3}\.8\d\.\d\.\d{1,3}")
_PHONE_MODEL = re.compile(r"(?:yealink\W{0,3}|\b[TWC]P?\d{2}\w{0,3}\W{1,4})$", re.I)
_ADDRESS_WORD = re.compile(r"(?:\bip\w*|@|//|host|server|address\w*)\W{0,4}$", re.I)
_NOT_A_PLACE = re.compile(r"127\.|0\.0\.0\.0|255\.|::1?$")
_CLOCK = re.compile(r"1[5-9]\d{8}(?:\d{3})?$|20\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d*$")


def _is_no_address(text: str, start: int, end: int) -> bool:
    """Versions have the shape of an address, and loopback or netmasks tell nothing about anybody."""
    value, before = text[start:end], text[max(0, start - 24) : start]
    if _NOT_A_PLACE.match(value) or _VERSION_WORD.search(before):
        return True
    if _PHONE_FIRMWARE.fullmatch(value) and _PHONE_MODEL.search(before):
        return True
    if ":" in value:
        return not _is_ipv6(value)
    is_address = _ADDRESS_WORD.search(before) or re.match(r":\d{2,5}\b|/\d{1,2}\b", text[end:])
    return bool(_VERSION_SHAPE.fullmatch(value)) and not is_address


def _is_ipv6(value: str) -> bool:
    try:
        IPv6Address(value)
    except ValueError:
        return False
    return len(value) > 5 and any(c.isdigit() for c in value)


def _is_no_phone(text: str, start: int, end: int) -> bool:
    """Moments written as digits alone (seconds since 1970, 20260131090807) are not numbers to call."""
    return bool(_CLOCK.match(text[start:end]))


_REFUSALS: dict[str, Callable[[str, int, int], bool]] = {"ip": _is_no_address, "phone": _is_no_phone}

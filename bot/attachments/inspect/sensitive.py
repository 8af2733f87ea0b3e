"""Finds secrets and personal data in blocks of log text.

`bot.text.masking` does this for messages; a log of 100 MB needs another way: RE2 walks the bytes once
for all secrets and once for numbers, where one Python pattern a kind takes a minute. What may stand
between the parts of a pattern is bounded, so that no text makes a search look far ahead at every match.
Kinds have the names of the masking; what it left as `[kind:...]` is never found again.
"""

from __future__ import annotations

import re
from socket import AF_INET6, inet_pton
from typing import Iterator, Tuple

import re2  # type: ignore[import-untyped]

SECRET_KINDS = frozenset({"licence-key", "srtp-key", "digest", "token", "password"})

# A kind, and where its value stands.
Found = Tuple[str, int, int]


def compile_bytes(pattern: bytes, fold: bool = True) -> re2._Regexp:
    """A pattern for RE2 that sees bytes, never crosses a line, and ignores the case of ASCII if `fold`."""
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.never_nl = True
    options.case_sensitive = not fold
    options.max_mem = 64 << 20
    options.log_errors = False
    return re2.compile(pattern, options)


# Words for password in the eight languages; RE2 folds the case of ASCII only, hence the pairs.
_PASSWORD = (
    r"pass(?:word|wort|phrase|wd|code)?|pwd|kennwort|(?:sip)?auth(?:entication)?[ _-]?(?:pass(?:word)?|pw)|authpass|"
    r"mot de passe|contrase(?:ñ|Ñ)a|contrasena|senha|palavra-passe|"
    r"[пП]ароль|ПАРОЛЬ|[κΚ]ωδικ(?:ός|ος|ό)|\b(?:voicemail)?pin"
).encode()
_TOKEN = rb"api[ _-]?key|(?:access|auth|refresh|bot|push)?[ _-]?token|(?:client|api|shared|turn)?[ _-]?secret"
_IS = rb"[\"']?[ \t]*(?::=|=>|[:=])[ \t]*"
# A quote that is never closed holds the rest of the line.
_VALUE = rb"(?:\"([^\"\[\r][^\"\r]*)|'([^'\[\r][^'\r]*)|([^\s\"'<>,;\[\]&][^\s\"'<>,;&]*))"

# Each group is a secret itself.
_SECRETS: tuple[tuple[str, bytes], ...] = (
    ("srtp-key", rb"a=crypto:\d{1,9}[ \t]{1,4}\S{1,64}[ \t]{1,4}inline:([A-Za-z0-9+/=|:^]+)"),
    ("digest", rb"\bresponse[ \t]*=[ \t]*\"?([0-9a-f]{32,64})\b"),
    ("token", rb"\bprovlink[\"' \t:=>]{1,4}([^\s\"'<>\[][^\s\"'<>]{5,})"),
    ("token", rb"(https?://[^\s\"'<>]{1,200}/provisioning/[^\s\"'<>]+)"),
    ("token", rb"(?:\bbearer|authorization:[ \t]*basic)[ \t]+([A-Za-z0-9._~+/-]{16,}=*)"),
    ("token", rb"\b(eyJ[\w-]{5,400}\.[\w-]{5,}(?:\.[\w-]*)?)"),
    (
        "token",
        rb"\b((?-i:(?:sk|pk|rk)[-_](?:live|test|proj)[-_][A-Za-z0-9]{16,}|xox[abeprs]-[\w-]{10,}|gh[pousr]_\w{20,}"
        rb"|glpat-[\w-]{16,}|AKIA[A-Z0-9]{16}|AIza[\w-]{30,}|\d{8,10}:[\w-]{35}))\b",
    ),
    ("password", rb"\b[a-z][a-z0-9+.-]{1,20}://[^\s/:@\"]{1,64}:([^\s/@\"\[][^\s/@\"]{0,127})@"),
    ("password", rb"<\w{0,32}(?:pass(?:word)?|pwd|pin|secret)>([^<>\s\[][^<>]{0,200})</"),
    ("password", rb"(?:" + _PASSWORD + rb")" + _IS + _VALUE),
    ("token", rb"(?:" + _TOKEN + rb")" + _IS + rb"[\"']?([\w.~+/-]{8,}=*)"),
    (
        "licence-key",
        rb"(?:licen[cs]e|lizenz|product|activation)[ _-]?(?:key|schl\S{1,2}ssel|code)(?:\W{1,4}|[ \t]+is[ \t]+)"
        rb"([A-Z0-9]{4}(?:[ -]?[A-Z0-9]{4}){3})\b",
    ),
    ("licence-key", rb"\b([A-Z0-9]{4}(?:-[A-Z0-9]{4}){3})\b"),
)
_ANY_SECRET = b"|".join(pattern for _, pattern in _SECRETS)
# RE2 is fast at finding and slow at taking apart, which Python's own patterns do with the few bytes found.
_SECRETS_FOUND = compile_bytes(re.sub(rb"(?<!\\)\((?!\?)", b"(?:", _ANY_SECRET))
_SECRET_PARTS = re.compile(_ANY_SECRET, re.IGNORECASE)
_SECRET_OF_GROUP = [kind for kind, pattern in _SECRETS for _ in range(re.compile(pattern).groups)]
_MARK = re.compile(rb"\[(?:" + "|".join(sorted(SECRET_KINDS)).encode() + rb"):[\w-]+\]")

# No groups: RE2 finds the ends of a match far faster than its parts, and these are many.
_NUMBERS_FOUND = compile_bytes(
    rb"\b(?:[0-9A-Fa-f]{1,4}:){1,7}:(?:[0-9A-Fa-f]{1,4}:){0,6}[0-9A-Fa-f]{0,4}|\b(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}\b"
    rb"|\+[1-9](?:[ ()./-]{0,2}\d){6,14}|\b00[1-9](?:[ /-]?\d){7,13}\b|\b0\d{2,5}[ /-]\d{5,9}\b|\b\d{10,15}\b"
    rb"|(?:sips?:|tel:|called=|caller=|callerid=|cli=|EP=)\d{7,15}\b",
    fold=False,
)
# As with addresses below: from the sign on, then back.
_DOMAIN = re.compile(rb"@(?<=[\w.%+-]@)(?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,24}")
_MAILBOX = re.compile(rb"[\w.%+-]+\Z")
_LETTERS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"
_LABEL = re.compile(rb"[A-Za-z]+[:=]")
_CLOCK = re.compile(rb"1[5-9]\d{8}(?:\d{3})?$|20\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d*$")

_OCTET = rb"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
# Addresses are most of all. This pattern starts with their first dot, to which Python's search jumps
# 15 times faster than it walks; the empty group that took part tells the length of the octet before.
_ADDRESS = re.compile(
    rb"\.(?:(?<=(?<![\w.])\d\.)()|(?<=(?<![\w.])\d\d\.)()|(?<=(?<![\w.])[12]\d\d\.)())"
    rb"(?<!\b127\.)(?<!\b255\.)(?!0\.0\.0\b)" + _OCTET + rb"\." + _OCTET + rb"\." + _OCTET + rb"(?!\w|\.\d)"
)
_VERSION_WORD = re.compile(rb"(?:vers\w*|\bv|build|release|3cx\w*|pbx|system)\W{0,4}$", re.I)


def secrets(data: bytes) -> Iterator[Found]:
    """Secrets that stand within a line."""
    for found in _SECRETS_FOUND.finditer(data):
        start, end = found.span()
        if _MARK.match(data, max(0, start - 1)):
            continue
        match = _SECRET_PARTS.match(data, start, end)
        if match is None or match.lastindex is None:
            # The two disagree on a character or two, such as the vertical tab: then all of it goes.
            yield "token", start, end
            continue
        start, end = match.span(match.lastindex)
        if match.lastindex < len(_SECRET_OF_GROUP) or _is_key(data, start, end):
            yield _SECRET_OF_GROUP[match.lastindex - 1], start, end


def _is_key(data: bytes, start: int, end: int) -> bool:
    """Four groups of four alone: not the middle of a UUID, and no words joined by dashes."""
    value = data[start:end]
    inside = data[max(0, start - 1) : start] == b"-" or data[end : end + 1] == b"-"
    return not inside and (value == value.upper() or any(48 <= byte <= 57 for byte in value))


def emails(data: bytes) -> Iterator[Found]:
    """E-mail addresses, and SIP addresses that look like them; a number before the sign is none."""
    position = 0
    for match in _DOMAIN.finditer(data):
        name = _MAILBOX.search(data, max(position, match.start() - 64), match.start())
        if name and any(byte in _LETTERS for byte in name.group()):
            yield "email", name.start(), match.end()
            position = match.end()


def numbers(data: bytes) -> Iterator[Found]:
    """Phone numbers, and addresses of IPv6."""
    for match in _NUMBERS_FOUND.finditer(data):
        start, end = match.span()
        value = data[start:end]
        if b"::" in value or value.count(b":") == 7:
            if _is_ipv6(value):
                yield "ip", start, end
        elif label := _LABEL.match(value):
            yield "phone", start + label.end(), end
        elif not (
            data[max(0, start - 1) : start] in (b".", b"-", b",", b"/")
            or data[end : end + 1] == b"-"
            or _CLOCK.match(value)
        ):
            yield "phone", start, end


def _is_ipv6(value: bytes) -> bool:
    try:
        inet_pton(AF_INET6, value.decode("ascii"))
    except OSError:
        return False
    return len(value) > 5 and any(48 <= byte <= 57 for byte in value)


def addresses(data: bytes) -> Iterator[Found]:
    """Addresses of IPv4, but no loopback, netmasks, or versions, which have the same shape."""
    for match in _ADDRESS.finditer(data):
        dot, end = match.span()
        start = dot - (match.lastindex or 0)
        if data[dot : dot + 3] == b".0." and _VERSION_WORD.search(data[max(0, start - 24) : start]):
            continue
        yield "ip", start, end

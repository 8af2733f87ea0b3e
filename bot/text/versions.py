"""Reads a version of the phone system in any of its spellings.

The facts, the log readers and the policy use it to compare what a user says with the newest version.
Numbering is `<major>.0.<update>.<build>` (domain.md section 4); a size ("20SC") or a number of
extensions is never a version.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Iterator, Sequence

# "Update" as users write it: "Service Pack" is the old word, "U8" the short one. Russian and Greek words stand in
# Latin letters too, in the ways in which people type them ("enhmerwsh", "enimerosi").
UPDATE = (
    r"(?:u(?:p(?:d(?:ate)?)?)?|sp|service[ -]?pack|aktualisierung|akt|agg(?:iornamento)?|mise [àa] jour|maj|"
    r"act(?:ualiza(?:ci[óo]n|[çc][ãa]o))?|atual(?:iza[çc][ãa]o)?|"
    r"обновлени(?:[еяю]|ем)|обнов(?:[аеуы]|ой)|обн|апд(?:[еэ]йт(?:[ауе]|ом)?)?|ап(?:[ау]|ом)?|сервис[ -]?пак|"
    r"сп(?=[ -]?\d)|уп(?=\d)|"
    r"ενημ(?:[έε]ρωση)?|αναβ(?:[άα]θμιση)?|obnovleni[eya][ea]?|apd[ey][ijy]?t|servis[ -]?pak|en[hi]m[eé]r[ow]s[hi]|"
    r"ana[bv]a(?:th|8)mis[hi])"
)
_JOINED = r"(?:(?:with|mit|con|avec|com|с|με|and|und|s|me)[ ](?:l['’]|the |der |dem |το |la |el )?)?"
_BUILD = (
    r"(?:build(?:[ -]?(?:nr|no|number|nummer|n[°º]))?|compilaci[óo]n|compilazione|compila[çc][ãa]o|сборк[аиеу]|"
    r"билд(?:[ае]|ом)?|μπιλντ|sborka)"
)
_SHORT_BUILD = r"(?:bld|bd|b|бл?д?)"  # behind a version only
# A Russian "в" may be the preposition: it stands for a V where another one goes before it or an update follows.
_CYRILLIC_V = r"в(?=\d\d[ ,.]{0,2}(?:[уu]\d|уп|ап|об|[сs][пp]))|(?:(?<=на )|(?<=до )|(?<=после )|(?<=нас ))в(?=\d\d)"
_NAME = (
    r"(?:v(?:ers(?:i[óo]n|ione|ão|ao)?|er)?|release|3cx|pbx|релиз|верси[яию]|версией|έκδοση|εκδοση|"
    r"versi(?:[yji]?[au]|[yji]|[yji]?e[yji])|ekdos[hi])"
)
_MAJOR = r"(?P<major>1[2-9]|2\d)"
# Russian says the number as a word ("двадцатая, апдейт 9"); it and Greek have a name for it ("двадцатка", "εικοσάρα").
_SPELLED = {"двадцат": 20, "восемнадцат": 18, "εικοσάρ": 20, "εικοσαρ": 20, "dvadcat": 20, "dvadtsat": 20}
_MAJOR_WORD = rf"(?P<word>(?:{'|'.join(_SPELLED)})(?:ая|ую|ой|к(?:[аиуе]|ой|ою)|[αά]ς?|aya|uyu|oy|oj|k[aiue]))"
_IS = r"(?:(?:is|ist|è|es|é|est|είναι|это|einai|ine|eto)[ ])?"
_RELEASE = r"(?P<rc>(?:rc|release candidate|alpha|beta|альфа|бета)(?:[ -]?\d{1,2})?\b)"

_DOTTED = re.compile(
    rf"(?<![\d.,:/]){_MAJOR}\.0\.(?P<update>\d{{1,2}})(?:\.(?P<build>\d{{1,5}}))?(?![\d.]*\.\d|\d)", re.IGNORECASE
)
_WORDED = re.compile(
    rf"(?<![^\W_])(?:(?P<name>(?:{_NAME}|{_CYRILLIC_V})(?!(?<=3cx)\.\s|(?<=pbx)\.\s))[ .:-]{{0,2}}{_IS}|(?<![\d.,:/]))"
    rf"(?:{_MAJOR}|{_MAJOR_WORD})"
    r"(?P<nick>-?[кk](?:[аиуеaiyue]|ой|ою))?(?:er|-(?:[яй]|ую|ой)(?=[ ,]))?(?:\.\d(?![\d.]))?"
    rf"(?:[ .,(/-]{{0,3}}{_JOINED}(?:{UPDATE}[ .]{{0,2}}|у)(?P<update>\d{{1,2}})(?![\d]|[.]\d))?"
    r"(?P<noun>(?:-?(?:[яй]|[yji]?a|[yj]))?[ ](?:верси[яиюей]|versi(?:[yji]?[aue][yji]?|[yji])))?"
    rf"(?![^\W_]|[.,:]\d|[./-]\d|\s*%)",
    re.IGNORECASE,
)
_GENITIVE = re.compile(rf"(?:{'|'.join(_SPELLED)})(?:ки|ой|ki|oy|oj|[αά]ς)(?![^\W_])", re.IGNORECASE)
_NEAR = 40  # characters between a version and its update
# Between an update or a release candidate and the version whose it is.
_OF = r"(?:(?:of|on|the|de|la|del|der|von|vom|della|sulla|di|da|do|du|της|στην|на|от|у)[ ]){1,2}"
# An update that is named without its version.
UPDATE_ALONE = re.compile(rf"(?<![^\W_]){UPDATE}[ .]{{0,2}}(\d{{1,2}})(?![\w%]|[.,:]\d)", re.IGNORECASE)
_UPDATE_LEADS = rf"(?<![^\W_]){UPDATE}[ .]{{0,2}}(\d{{1,2}})(?:[ ,(]{{1,2}}{_BUILD}[ .:#-]{{0,3}}(\d{{2,5}})\)?)?[ ]"
_UPDATE_BEFORE = re.compile(rf"{_UPDATE_LEADS}{_OF}$", re.IGNORECASE)
_UPDATE_NEXT = re.compile(rf"{_UPDATE_LEADS}(?:{_OF})?$", re.IGNORECASE)
_RELEASE_BEFORE = re.compile(
    rf"(?<![^\W_]){_RELEASE}[ ](?:{_OF})?(?:{UPDATE}[ .]{{0,2}}\d{{1,2}}[ ](?:{_OF})?)?$", re.IGNORECASE
)
# Behind an article the number is the version's at once ("update 8 de la 20"), else where it ends its clause.
_OWNED = re.compile(r"(?:de la|della|sulla|da|της|στην)[ ]$", re.IGNORECASE)
_CLOSES = re.compile(r"\s*(?:[,;:!?)(–—]|[.](?!\d)|$)")
BUILD_ALONE = re.compile(rf"(?<![^\W_]){_BUILD}[ .:#-]{{0,3}}(\d{{2,5}})(?!\d)", re.IGNORECASE)
_AFTER = re.compile(
    rf"[ ,;/(\[-]{{0,3}}(?:{_RELEASE}[ ,;/(\[-]{{0,3}})?(?:{_BUILD}[ .:#-]{{0,3}}(?P<build>\d{{2,5}})\b(?!\.\d)"
    rf"|{_SHORT_BUILD}[ .:#-]{{0,2}}(?P<short>\d{{3,5}})\b|\(?(?P<bare>\d{{3,5}})\))?"
    rf"(?:[ )\]]{{0,2}}{_RELEASE.replace('<rc>', '<late>')})?",
    re.IGNORECASE,
)

# Words beside which "двадцатка" and "20ка" name a version, and such behind them as make them a size.
_OF_UPDATES = re.compile(r"\b(?:апд|обнов|апгрейд|патч|верси|релиз|билд|сборк|update|ενημ|αναβ|έκδοσ)", re.IGNORECASE)
_OF_LICENCES = re.compile(r"\s*(?:на\s|sc\b|лиц|лин|канал|вызов|звон|разгов|άδει|κλήσ|κανάλ)", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Version:
    """A version; `update` and `build` are None where the user did not say them.

    Builds do not rise across updates, so they compare inside one update only.
    """

    major: int
    update: int | None = None
    build: int | None = None
    release_candidate: bool = False

    def __str__(self) -> str:
        """A spelling that `parse_version` reads back, such as "V20 Update 8 Build 1121"."""
        parts = [f"V{self.major}"]
        parts += [f"Update {self.update}"] if self.update is not None else []
        parts += ["RC"] if self.release_candidate else []
        parts += [f"Build {self.build}"] if self.build is not None else []
        return " ".join(parts)


@dataclass(frozen=True)
class FoundVersion:
    """A version at `start:end` of a text."""

    start: int
    end: int
    version: Version


def parse_version(text: str) -> Version | None:
    """The first version named in `text`, the fullest one where it is named twice, or None."""
    return fullest(text, find_versions(text))


def fullest(text: str, found: Sequence[FoundVersion]) -> Version | None:
    """The first of the versions that were `found` in `text`, the fullest one where it is named twice."""
    if not found:
        return _bare(text)
    best = max(
        (item for item in found if item.version.major == found[0].version.major),
        key=lambda item: (item.version.update is not None, item.version.build is not None),
    )
    if best.version.build is None and (build := BUILD_ALONE.search(text, max(0, best.start - _NEAR), best.start)):
        best = replace(best, version=replace(best.version, build=int(build.group(1))))  # "build 995 of V20 Update 9"
    if best.version.update is not None:
        return best.version
    # "Update 8 on V20": the update stands apart, but near.
    others = [item for item in found if item.version.major != best.version.major]
    near = UPDATE_ALONE.finditer(text, max(0, best.start - _NEAR), best.end + _NEAR)
    apart = next((one for one in near if not any(item.start <= one.start() < item.end for item in others)), None)
    return replace(best.version, update=int(apart.group(1))) if apart else best.version


def find_versions(text: str) -> list[FoundVersion]:
    """All versions named in `text`, in order."""
    found: list[FoundVersion] = []
    matches = sorted((*_DOTTED.finditer(text), *_worded(text)), key=lambda match: match.start())
    updates = {match.start(): before for match in matches if (before := _update_before(text, match.start()))}
    owned = {before.start(1) for before in updates.values()}
    for match in matches:
        if (found and match.start() < found[-1].end) or match.start("update") in owned:
            continue  # "Debian 12, update 8 of V20"
        groups = match.groupdict()
        after = _AFTER.match(text, match.end())
        tail = after.groupdict() if after else {}
        build = groups.get("build") or tail.get("build") or tail.get("short") or tail.get("bare")
        version = Version(
            major=int(groups["major"] or _SPELLED[_stem(groups["word"])]),
            update=int(groups["update"]) if groups["update"] else None,
            build=int(build) if build else None,
            release_candidate=bool(
                tail.get("rc")
                or tail.get("late")
                or _RELEASE_BEFORE.search(text, max(0, match.start() - _NEAR), match.start())
            ),
        )
        if version.update is None and (before := updates.get(match.start())):
            build = before[2] or build  # "the Update 6 of V20", "Update 8 Build 1109 of V20"
            version = replace(version, update=int(before[1]), build=int(build) if build else None)
        found.append(FoundVersion(match.start(), after.end() if after and any(tail.values()) else match.end(), version))
    return found


def _update_before(text: str, start: int) -> re.Match[str] | None:
    """The update of which the version follows at `start`: "update 6 of the"."""
    led = _UPDATE_NEXT if _GENITIVE.match(text, start) else _UPDATE_BEFORE
    return led.search(text, max(0, start - _NEAR), start)


def _stem(word: str) -> str:
    return next(stem for stem in _SPELLED if word.lower().startswith(stem))


def _worded(text: str) -> Iterator[re.Match[str]]:
    """A number is a version only beside the word version (V20, 3CX 20) or update (20 Update 8)."""
    for match in _WORDED.finditer(text):
        around = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        named = match["name"] or match["update"] or match["noun"]
        if named or (match["word"] and UPDATE_ALONE.search(around)):
            yield match
        elif _update_before(text, match.start()) and (
            _OWNED.search(text, 0, match.start()) or _CLOSES.match(text, match.end())
        ):
            yield match
        elif (
            (match["word"] or match["nick"])
            and _OF_UPDATES.search(around)
            and not _OF_LICENCES.match(text, match.end())
        ):
            yield match


def _bare(text: str) -> Version | None:
    """A text that is nothing but the number: "20", "20.0"."""
    match = re.fullmatch(rf"\s*{_MAJOR}(?:\.0)?\s*\.?\s*", text)
    return Version(int(match["major"])) if match else None

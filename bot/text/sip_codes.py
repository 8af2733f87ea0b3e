"""Finds SIP answers in text, without a lexicon: "error 503", "401/407", "486 Busy Here".

Log readers and facts share it; `bot.understanding.facts.codes` adds what the words of a language say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.text.sip_reasons import REASONS

_SENTENCE_END = re.compile(r"[.;\n]")
_BEFORE = 48  # characters in which a word says what a number is
_ROW = 30  # characters between two codes of which the one says what the other is ("500, sometimes 503")
_ROUND = {400, 500, 600}  # as likely an amount or an extension: these need a word beside them
_CODE_SHAPED = re.compile(r"[456]\d\d")
_CODE = re.compile(r"(?<![\w.,:+#-])([456]\d\d)(?=er\b|s?(?![\w]|[.,:]\d|-\d))")
_CODE_LIST = re.compile(r"(?<![\w.,:+#-])[456]\d\d(?:\s?/\s?[456]\d\d)+(?!\w)")
_SIGN_BEFORE = re.compile(
    r"(?:sip(?:/2\.0)?|errors?|codes?|fehler|meldung|errore|codice|erreur|error|c[óo]digo|erro|ошибк\w*|код\w*|ответ\w*|"
    r"σφάλμα|κωδικ\w*|oshibk\w*|kodom|otvet\w*|sfalma|k[wo]dik\w*|status|response|antwort|reason|cause|returns?|"
    r"reject\w*|liefert|q\.850|\b(?:a|un|une|uno|um|ein(?:en)?))"
    r"(?:\s*[:#=(\"'«-]+)?\s*(?:sip\s*)?$",
    re.IGNORECASE,
)
# Where calls are spoken of, what answers with an amount answers with a code.
_ANSWERS_BEFORE = re.compile(
    r"(?:возвращает|отда[её]т|выда[её]т|απαντ\w+|επιστρέφει|βγάζει|δίνει|vozvra\w+t|otda\w+t|v[yi]da\w+t|apant\w+|"
    r"epistrefei|[bv]gazei|dinei|answers?|gives?|sends?|r[ée]pond|renvoie|"
    r"rispond[eo]|dà|respond[eo]|devuelve|devolve|retorna|d[áa]|antwortet|meldet|replies|responds?)"
    r"(?:\s+(?:with|mit|avec|par|con|com|με))?\s*$",
    re.IGNORECASE,
)
# What stands in a log or a trace and looks like a code is one.
_LOG = re.compile(
    r"\b(?:logs?(?!\s+in)|logfiles?|traces?|traza|trazas|tracce|traccia|tracciat[oi]|mitschnitt\w*|protokoll|wireshark|"
    r"p?cap|captur[ae]s?|cattura|sngrep|лог|логе|логи|логах|логам|трейс\w*|дамп\w*|trazado|journaux|rastreio|logi|logakh|logah)\b|"
    r"καταγραφ\w*|ίχνη",
    re.IGNORECASE,
)
_WEB = re.compile(
    r"\b(?:GET|POST|PUT|https?|apis?|xapi|oauth|tokens?|challenge|browsers?|crm|web|scripts?)\b", re.IGNORECASE
)
# An answer of a web server, where nothing speaks of a call.
_HTTP_BEFORE = re.compile(
    r"\bhttps?(?:[\s:-]+(?:status|error|code|fehler|errore|erreur|erro|ошибка|σφάλμα))?[\s:=-]*$", re.IGNORECASE
)
_HTTP_BEHIND = re.compile(r"\s*(?:[^\W\d_]{2,4}\s)?https?\b(?!://)", re.IGNORECASE)  # "404 from http"
_OF_BROWSER = re.compile(
    r"https?://|\bhttp\b|\bsite (?:web|internet)\b|web-?sites?\b|sitio web|\bweb-?seite|\bhomepage|сайт\w*|browser|"
    r"navega[dt]or|navigateur|браузер|περιηγητ|\blog-?in\b|\bnginx\b|\bapache\b|"
    r"\b(?:web|admin)[ -]?(?:console|konsole|oberfl\w+|interface|panel|page|seite|client)|"
    r"\b(?:console|consola|konsole|p[áa]gina|pagina|page|seite|panel|portal|painel|консол\w*|страниц\w*|админк\w*|"
    r"κονσόλα|σελίδα)\s+(?:web|admin\w*|de\s+login|di\s+login|de\s+acceso|входа|σύνδεσης)|"
    r"\b(?:bad gateway|gateway time-?out|internal server error)|"
    r"\b(?:repo(?:sitor(?:y|io)|sitory)?|dépôt|apt(?:-get)?|paquetes?|pacchetti|paquets?|репозитор\w*|αποθετήρι\w*)\b|"
    r"\b(?:rest[ -]?)?api\b|веб-?\s?(?:админк|интерфейс|консол)\w*|вход\w* в ",
    re.IGNORECASE,
)
_WEB_REASON = re.compile(r"\b(?:bad gateway|gateway time-?out|internal server error)", re.IGNORECASE)
_WEAK_SIGNS = re.compile(r"\b(?:a|un|une|uno|um|ein|einen)\s*$", re.IGNORECASE)
_EXTENSION_BEFORE = re.compile(
    r"(?:ext(?:ension)?s?|extn|nebenstellen?|nst|durchwahl|intern[oi]|estension\w*|postes?|extensi[óo]n(?:es)?|ramal|ramais|"
    r"extens[ãõa]\w*|доб\w*|номер\w*|εσωτερικ\w*|dn|user|phone|telefon\w*|number|\bnr|nummer|queue|build|port|from|\bto|von|after|\bnach|about|"
    r"über|over|than|rooms?|zimmer\w*|räum\w*|raum|apartments?|suites?|büro|chambres?|salles?|bureaux?|camer[ae]|stanz[ae]|"
    r"salas?|lle sale|aul[ae]s?|uffici?o?|habitaci[óo]n(?:es)?|cuartos?|oficinas?|quartos?|комнат\w*|кабинет\w*|"
    r"палат\w*|офис\w*|δωμάτι\w*|δωματι\w*|γραφείο|αίθουσ\w*|flat|house|floor|street|warteschleife|file|cola|coda|fila|очеред\w*|"
    r"group|gruppe|groupe|gruppo|grupo|групп\w*|ομάδ\w*|poly\w*|vvx|aastra|mitel|gigaset|soundpoint|spa|model+o?|rfc|"
    r"dob\w*|nomer\w*|es[wo]teri[kc]\w*|komnat\w*|kabinet\w*|palat\w*|d[wo]mati\w*|grafei?o|o(?:ch|4)ered\w*|omad\w*|"
    r"mod[eè]le|modello|модел\w*|μοντέλο|vlan|apart\w*|\bкв|\bдом|call(?:ing|ed)?|dial(?:ing|ed|s)?|tel)"
    r"(?:\W{0,3}|\W+(?:n[°º.r]?\W*|nr\W+|№\W*|no\W+|number\W+|nummer\W+|numéro\W+|numero\W+|número\W+|номер\W+))"
    r"(?:\d{2,5}(?:\W{1,3}|\W+(?:and|und|et|e|y|и|και|or|oder|ou|o|или|ή|ke|kai|ili|to|bis|à|a|до|έως)\W+)){0,6}$",
    re.IGNORECASE,
)
_UNIT_AFTER = re.compile(
    r"\s*(?:sc\b|ms\b|sec|sek|min|mb\b|gb\b|kb\b|%|€|\$|users?|ext|neben|nutzer|benutzer|teilnehmer|utent|utenz|usu|usag|utilis|abon|польз|"
    r"χρήστ|pol'?z|(?:x|ch|h)r[hi]st|zvon|kl[hi]s|t[hi]l[ei]f|calls?|anrufe|llamad|chiamat|appels|cham|звон|κλήσ|phones?|telef|телеф|τηλέφ|int[eé]rn|poste|ramais|extens|"
    r"eur|usd|km|hours|stunden|days)",
    re.IGNORECASE,
)
_CALL_SUBJECT = re.compile(
    r"trunk|tronc|транк|\bsip\b|registr|regist[ae]|enregistr|εγγραφ|регистр|provider|anbieter|fournisseur|fornitore|proveedor|"
    r"provedor|operator|оператор|πάροχ|invite|timeout|time out|reject|abgelehn|rifiut|"
    r"refus|rechaz|rejeit|отклон|отказ|απορρ|outbound|inbound|ausgehend|eingehend|uscita|entrata|sortant|entrant|saliente|"
    r"entrada|saída|uscent|трубк|регается|кодек|codec|γραμμ|\blignes?\b|l[ií]nea\b|linha\b|leitung|исходящ|входящ|εξερχ|εισερχ|stun|sbc|trank|paro(?:x|ch|h)|otklon|otkaz|apor+ip|"
    r"is(?:kh|x|h)od|v(?:kh|x|h)od|e(?:x|ks|3)er(?:x|ch|h)|e?iser(?:x|ch|h)",
    re.IGNORECASE,
)
# An error is one of calls where nothing speaks of a web page.
_ERROR = re.compile(r"fehler|errore?|error|erreur|erro\b|ошибк|σφάλμα|oshibk|sfalma", re.IGNORECASE)
# Calls themselves: enough beside a code where nothing speaks of programs.
_CALL = re.compile(
    r"\bcalls?\b(?! control)|\b(?:an)?rufe?n?\b|\bappels?\b|chiamat|llamad|chamad|вызов|звон[кя]|κλ[ήη]σ|kl[ih]s|"
    r"\bDIDs?\b|\bSDA\b|rufnummer|numera[zcç]|номера\b|\bfax\w*|факс|φαξ|мобильн|κινητ|\bhandys?\b|\bmobiles?\b|cellular|celular|m[óo]viles|"
    r"telem[óo]ve",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Code:
    """An answer at `start:end` of the text."""

    value: int
    start: int
    end: int


def find_sip_codes(text: str, about_calls: bool = False) -> tuple[int, ...]:
    """SIP response codes named in `text`, each once, in order; `about_calls` as in `find`."""
    return tuple(dict.fromkeys(code.value for code in find(text, about_calls)))


def find(text: str, about_calls: bool = False) -> list[Code]:
    """SIP response codes named in `text` with their places, in order.

    A three-digit number may as well be an extension or an amount: it counts beside a word such as
    "error", with its reason phrase, in a list such as 401/407, or in a text about a trunk; `about_calls`
    says that the text is known to be one.
    """
    if not _CODE_SHAPED.search(text):
        return []
    about_calls = about_calls or _is_about_calls(text)
    codes: dict[int, Code] = {}
    for match in _CODE_LIST.finditer(text):
        listed = [(int(one.group()), match.start() + one.start()) for one in re.finditer(r"\d+", match.group())]
        if all(is_answer(value) for value, _ in listed):
            codes |= {start: Code(value, start, start + 3) for value, start in listed}
    last = -2 * _ROW
    for match in _CODE.finditer(text):
        code, (start, end) = int(match.group(1)), match.span(1)
        if is_answer(code) and (
            _goes_on(text, last, start, end)
            or _is_code(text, start, end, code, about_calls)
            or (about_calls and _leads_to_code(text, start, end))
        ):
            codes[start] = Code(code, start, end)
            last = end
    return [codes[start] for start in sorted(codes)]


def _is_about_calls(text: str) -> bool:
    calls = _CALL_SUBJECT.search(text) or (_CALL.search(text) and not _WEB.search(text))
    return bool(calls or (_ERROR.search(text) and not _OF_BROWSER.search(text)))


def is_answer(value: int) -> bool:
    """Whether `value` is the code of an answer that refuses or fails."""
    return value in REASONS


def is_round(value: int) -> bool:
    """Whether a code is as likely an amount or an extension, so that a word has to say what it is."""
    return value in _ROUND


def is_numbered(text: str, start: int) -> bool:
    """Whether a word for an extension, a room or a model stands before the number at `start`."""
    return bool(_EXTENSION_BEFORE.search(text[max(0, start - _BEFORE) : start]))


def is_of_web(clause: str) -> bool:
    """Whether a clause speaks of web pages and not of calls."""
    plain = _WEB_REASON.sub(" ", clause)
    return bool(_OF_BROWSER.search(plain)) and not (_CALL_SUBJECT.search(plain) or _CALL.search(plain))


def is_of_http(text: str, start: int, end: int) -> bool:
    """Whether the number at `start:end` is said to be an answer of a web server: "http 502", "404 from http"."""
    return bool(_HTTP_BEFORE.search(text[max(0, start - _BEFORE) : start]) or _HTTP_BEHIND.match(text, end))


def is_in_log(text: str, start: int, end: int) -> bool:
    """Whether a log or a trace is spoken of beside the number at `start:end`."""
    return bool(_LOG.search(text[max(0, start - _BEFORE) : start]) or _LOG.search(text[end : end + 24]))


def _goes_on(text: str, last: int, start: int, end: int) -> bool:
    """Whether a code that ends at `last` is followed by this one in the same sentence: "503, sometimes 500"."""
    between = text[max(0, last) : start]
    apart = _SENTENCE_END.search(between) or any(map(str.isdecimal, between))
    return start - last <= _ROW and not apart and not _UNIT_AFTER.match(text[end:])


def _leads_to_code(text: str, start: int, end: int) -> bool:
    """Whether a number is plain and a code that is sure follows it: "first 500, then 503"."""
    after = _CODE.search(text, end, end + _ROW)
    if after is None or _SENTENCE_END.search(text[end : after.start(1)]):
        return False
    if _UNIT_AFTER.match(text[end:]) or _EXTENSION_BEFORE.search(text[max(0, start - _BEFORE) : start]):
        return False
    code = int(after.group(1))
    return is_answer(code) and _is_code(text, after.start(1), after.end(1), code, about_calls=True)


def _is_code(text: str, start: int, end: int, code: int, about_calls: bool) -> bool:
    before, after = text[max(0, start - _BEFORE) : start], text[end : end + 24]
    if _HTTP_BEFORE.search(before) or (not about_calls and _OF_BROWSER.search(text)):
        return False
    if re.match(rf"\W{{0,3}}{REASONS[code]}", after, re.IGNORECASE):
        return True
    if _EXTENSION_BEFORE.search(before) or _UNIT_AFTER.match(after):
        return False
    sign = _SIGN_BEFORE.search(before)
    if sign and not _WEAK_SIGNS.search(before):
        return True
    if code not in _ROUND and (_LOG.search(after) or _LOG.search(before)) and not _WEB.search(text):
        return True
    return about_calls and (code not in _ROUND or after.startswith("er") or bool(_ANSWERS_BEFORE.search(before)))

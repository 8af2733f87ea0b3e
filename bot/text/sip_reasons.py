"""The SIP answers of an error and how their reasons begin, as patterns.

Source: the response codes of the IANA SIP parameters registry (RFC 3261 section 21 and its extensions), deprecated
ones left out.
"""

from __future__ import annotations

REASONS = {
    400: "bad request", 401: "unauthori[sz]ed", 402: "payment", 403: "forbidden", 404: "not found",
    405: "method not", 406: "not acceptable", 407: "proxy auth", 408: "request time", 410: "gone",
    412: "conditional req", 413: "request entity", 414: "request-?\\s?uri too", 415: "unsupported media",
    416: "unsupported uri", 417: "unknown resource", 420: "bad extension", 421: "extension req",
    422: "session interval", 423: "interval too", 424: "bad location", 425: "bad alert", 428: "use identity",
    429: "provide referr", 430: "flow failed", 433: "anonymity", 436: "bad identity", 437: "unsupported cert",
    438: "invalid identity", 439: "first hop", 440: "max-?\\s?breadth", 469: "bad info", 470: "consent needed",
    480: "temporarily", 481: "call/?(?:leg|transaction)?", 482: "loop", 483: "too many hops", 484: "address inc",
    485: "ambiguous", 486: "busy", 487: "request (?:term|canc)", 488: "not acceptable", 489: "bad event",
    491: "request pending", 493: "undecipher", 494: "security agree", 500: "(?:server )?internal",
    501: "not implemented", 502: "bad gateway", 503: "service unav", 504: "(?:server |gateway )?time",
    505: "version not", 513: "message too", 555: "push notification", 580: "precondition", 600: "busy",
    603: "decline", 604: "does not exist", 606: "not acceptable", 607: "unwanted", 608: "rejected",
}  # fmt: skip

"""The page with the chat, the widget's files and words, and the page a forum link leads to.

Called by browsers. The pages hold no script and no style of their own, so that the strictest
Content-Security-Policy fits.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Mapping

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Undefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from bot.gateway.assets import Asset
from bot.gateway.errors import ApiError, language_of
from bot.gateway.security import PAGE_POLICY

WIDGET = Path(__file__).resolve().parent.parent / "widget"


def templates(folder: Path, undefined: type[Undefined] = StrictUndefined) -> Environment:
    """Templates that escape everything, and refuse a missing value unless told otherwise."""
    loader = FileSystemLoader(folder)
    return Environment(loader=loader, autoescape=True, undefined=undefined, trim_blocks=True, lstrip_blocks=True)


def page(html: str, status: int = 200) -> HTMLResponse:
    """A page under the strict policy."""
    return HTMLResponse(html, status, headers={"Content-Security-Policy": PAGE_POLICY})


async def chat(request: Request) -> Response:
    """GET /"""
    return _chat(request, language_of(request))


async def forum_link(request: Request) -> Response:
    """GET /h/{token}: the chat with the thread shown; an old or broken link still leads to the chat."""
    gateway, token = request.app.state.gateway, request.path_params["token"]
    try:
        link = gateway.links.read(token)
    except ApiError as error:
        language = language_of(request)
        notice = gateway.words.say(language, f"channels.error.{error.code}")
        return _chat(request, language, status=410 if error.code == "handoff_expired" else 404, notice=notice)
    language = gateway.words.known(link.get("language")) or language_of(request)
    return _chat(request, language, handoff=token, thread=link["thread"])


async def widget_script(request: Request) -> Response:
    """GET /widget.js"""
    return _asset(request, "widget.js")


async def widget_file(request: Request) -> Response:
    """GET /widget/{name}"""
    return _asset(request, request.path_params["name"])


async def widget_words(request: Request) -> JSONResponse:
    """GET /widget/words.json?language=de-AT: every word the widget shows, in the best language."""
    words = request.app.state.gateway.words
    language = words.known(request.query_params.get("language")) or language_of(request)
    content = {
        "language": language,
        "locale": words.locales[language],
        "words": words.file(language, "widget"),
        "channels": [name for name in request.app.state.gateway.channel_names if name != "web"],
    }
    return JSONResponse(content, headers={"Content-Language": language, "Vary": "Accept-Language"})


def _asset(request: Request, name: str) -> Response:
    files: Mapping[str, Asset] = request.app.state.gateway.assets
    if name not in files:
        raise HTTPException(404)
    return files[name].answer(request)


def _chat(request: Request, language: str, status: int = 200, **shown: Any) -> HTMLResponse:
    gateway = request.app.state.gateway
    template = gateway.templates.get_template("page.html")
    words = gateway.words.file(language, "widget")
    values = {"handoff": None, "thread": None, "notice": None, **shown}
    return page(template.render(language=language, words=words, **values), status)


ROUTES = [
    Route("/", chat),
    Route("/h/{token}", forum_link),
    Route("/widget.js", widget_script),
    Route("/widget/words.json", widget_words),
    Route("/widget/{name}", widget_file),
]

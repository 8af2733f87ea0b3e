"""The web chat in a real browser: what a visitor sees, hears, and does not lose."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest
from gateway.fake_rasa import GREETINGS
from playwright.sync_api import expect
from widget.accessibility import violations
from widget.conftest import NO_CONNECTION

from bot.gateway.links import Links

pytestmark = pytest.mark.browser

WIDGET = Path(__file__).resolve().parents[2] / "bot" / "widget"
TOO_WIDE = """() => [...document.querySelector('intake-chat').shadowRoot.querySelectorAll('*')]
    .filter((part) => !part.closest('.hidden') && part.getBoundingClientRect().right > innerWidth + 1)
    .map((part) => part.className)"""
PHONE = {"viewport": {"width": 390, "height": 780}, "is_mobile": True, "has_touch": True}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("device", [{}, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing(open_chat: Any, scheme: str, device: dict[str, Any]) -> None:
    """With every kind of message and card on the page."""
    chat = open_chat(color_scheme=scheme, **device)
    chat.answered("Hello")
    for text in ("My key is 8XQ2-PLMR-77TD-K3VN, see https://forum.example/threads/1", "decision", "draft", "summary"):
        before = chat.page.locator("article.assistant").count()
        chat.say(text)
        expect(chat.page.locator("article.assistant")).to_have_count(before + 1)
    chat.page.wait_for_timeout(400)  # the messages fade in; half faded they have less contrast
    assert violations(chat.page) == []


@pytest.mark.parametrize("locale", ["de-AT", "el-GR", "ru-RU"])
def test_the_chat_opens_in_the_visitors_language(open_chat: Any, locale: str) -> None:
    """The page, the element and the greeting agree on the language."""
    chat = open_chat(locale=locale)
    chat.answered(GREETINGS[locale[:2]])
    assert chat.page.locator("html").get_attribute("lang") == locale[:2]
    assert chat.page.locator("intake-chat").get_attribute("lang") == locale[:2]


def test_the_words_follow_the_language_of_the_conversation(open_chat: Any) -> None:
    """The assistant turns to German, and so does the element."""
    chat = open_chat()
    chat.answered("Hello")
    chat.say("auf Deutsch")
    chat.answered("Gern.")
    expect(chat.page.locator("intake-chat")).to_have_attribute("lang", "de")


def test_everything_can_be_done_with_the_keyboard(open_chat: Any) -> None:
    """Choosing, writing and changing a row, and the focus is never lost to the page."""
    chat = open_chat()
    page = chat.page
    chat.answered("Hello")
    page.get_by_role("button", name="Yes").focus()
    page.keyboard.press("Enter")
    chat.answered("Pressed: set")
    focused = "() => document.activeElement.shadowRoot?.activeElement?.className ?? ''"
    assert page.evaluate(focused) == "log"
    page.get_by_role("textbox").focus()
    page.keyboard.type("summary")
    page.keyboard.press("Enter")
    change = page.get_by_role("button", name="Change: Hosting")
    change.focus()
    page.keyboard.press("Space")
    chat.answered("Pressed: edit")
    page.keyboard.press("Tab")
    assert page.evaluate(focused) != ""


def test_a_screen_reader_is_told_who_speaks_and_when_the_assistant_writes(open_chat: Any) -> None:
    """The log is a live region; while an answer is on its way it is busy and the status says so."""
    chat = open_chat()
    chat.answered("Hello")
    log = chat.page.get_by_role("log", name="Conversation")
    assert log.get_attribute("aria-live") == "polite"
    assert chat.page.locator("article").first.inner_text().startswith("Assistant:")
    chat.site.rasa.delay = 1.0
    chat.say("hello")
    expect(chat.page.get_by_role("status").filter(has_text="is writing")).to_be_attached()
    assert log.get_attribute("aria-busy") == "true"
    chat.answered("You said: hello")
    expect(log).not_to_have_attribute("aria-busy", "true")


def test_old_buttons_vanish_with_the_next_turn(open_chat: Any) -> None:
    """Only what can still be pressed is shown, after a reload too."""
    chat = open_chat()
    chat.answered("Hello")
    chat.say("summary")
    chat.answered("This is what I noted")
    expect(chat.page.get_by_role("button", name="Yes")).to_have_count(0)
    expect(chat.page.get_by_role("button", name="Change: Version")).to_be_visible()
    chat.page.reload()
    chat.answered("This is what I noted")
    expect(chat.page.get_by_role("button", name="Yes")).to_have_count(0)
    chat.page.get_by_role("button", name="Cancel").click()
    chat.answered("Pressed: cancel")
    expect(chat.page.get_by_role("button", name="Change: Version")).to_have_count(0)


def test_markup_stays_text(open_chat: Any) -> None:
    """What is written is shown as written, by whomever; no element comes out of it."""
    chat = open_chat()
    chat.answered("Hello")
    hostile = '<img src=x onerror="document.title=1"><script>document.title=1</script>'
    chat.say(hostile)
    chat.answered("You said: <img")
    assert chat.page.locator("article img, article script").count() == 0
    assert chat.page.title() == "Support assistant"


def test_the_forum_draft_is_copied_and_the_forum_opened(open_chat: Any) -> None:
    """One press does both."""
    chat = open_chat(permissions=["clipboard-read", "clipboard-write"])
    chat.answered("Hello")
    chat.say("draft")
    away = chat.page.get_by_role("link", name="Copy and open the forum")
    expect(away).to_have_attribute("href", "https://forum.example/new")
    expect(away).to_have_attribute("rel", "noopener noreferrer")
    chat.page.get_by_role("button", name="Copy the draft").click()
    expect(chat.page.get_by_role("button", name="Copied")).to_be_visible()
    copied = chat.page.evaluate("() => navigator.clipboard.readText()")
    assert copied.startswith("Trunk registration fails") and "Steps taken" in copied
    chat.page.evaluate("() => navigator.clipboard.writeText('')")
    with chat.page.context.expect_page():
        away.click()
    chat.page.bring_to_front()
    assert chat.page.evaluate("() => navigator.clipboard.readText()") == copied


def test_the_decision_shows_clause_level_date_and_ticket(open_chat: Any) -> None:
    """In words and in the visitor's way to write dates."""
    chat = open_chat(timezone_id="Europe/Berlin")
    chat.answered("Hello")
    chat.say("decision")
    card = chat.page.locator(".card.decision")
    for shown in ("Support ticket", "ABC-123", "up to level 3", "S1", "SLA1", "25 November", "10:00"):
        expect(card).to_contain_text(shown)


def test_a_forum_link_shows_its_thread_and_opens_a_conversation_about_it(open_chat: Any, site: Any) -> None:
    """The link's language and topic reach the assistant; a reload goes on with the same conversation."""
    links = Links("a secret of the tests", "", frozenset({"de"}), frozenset({"fax"}))
    path = links.make("https://forum.example/threads/fax.1/", "de", "fax")
    chat = open_chat(path)
    chat.answered(GREETINGS["de"])
    expect(chat.page.get_by_role("link", name="forum.example/threads/fax.1/")).to_be_visible()
    expected = {"thread": "https://forum.example/threads/fax.1/", "language": "de", "problem": "fax"}
    assert site.rasa.turns[0]["metadata"]["handoff"] == expected
    chat.page.reload()
    chat.answered(GREETINGS["de"])
    assert len(site.rasa.turns) == 1


def test_a_broken_forum_link_still_leads_to_the_chat(open_chat: Any) -> None:
    """With a word about the link."""
    chat = open_chat("/h/broken", expected=NO_CONNECTION)
    chat.answered("Hello")
    expect(chat.page.get_by_role("alert")).to_contain_text("not complete")


def test_another_website_embeds_the_chat_under_a_strict_policy(open_chat: Any, site: Any, shop: Any) -> None:
    """Only the script's origin must be allowed; no inline script or style is needed."""
    policy = f"default-src 'none'; script-src {site.url}; connect-src {site.url}"
    script = f"<script src={site.url}/widget.js></script>"
    html = f"<!doctype html><html lang=en><title>Shop</title><main><h1>A shop</h1></main>{script}"
    chat = open_chat(shop(html, {"Content-Security-Policy": policy}))
    chat.page.get_by_role("button", name="Open the support chat").click()
    chat.answered("Hello")
    expect(chat.page.get_by_role("textbox")).to_be_focused()
    chat.say("from the shop")
    chat.answered("You said: from the shop")
    assert violations(chat.page) == []
    chat.page.keyboard.press("Escape")
    expect(chat.page.get_by_role("button", name="Open the support chat")).to_be_focused()


def test_nothing_is_wider_than_a_phone(open_chat: Any) -> None:
    """No sideways scrolling with any card, in Greek and in Russian."""
    for locale in ("el-GR", "ru-RU"):
        chat = open_chat(locale=locale, **PHONE)
        chat.answered(GREETINGS[locale[:2]])
        for text in ("summary", "decision", "draft", "w" * 300):
            before = chat.page.locator("article.assistant").count()
            chat.say(text)
            expect(chat.page.locator("article.assistant")).to_have_count(before + 1)
        assert chat.page.evaluate(TOO_WIDE) == []
        assert chat.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_a_new_conversation_is_started_only_after_asking(open_chat: Any) -> None:
    """The question takes the focus; saying no keeps everything."""
    chat = open_chat()
    chat.answered("Hello")
    chat.say("old words")
    chat.answered("You said: old words")
    chat.page.get_by_role("button", name="New conversation").click()
    chat.page.get_by_role("button", name="Keep this one").click()
    chat.answered("You said: old words")
    chat.page.get_by_role("button", name="New conversation").click()
    chat.page.get_by_role("button", name="Start anew").click()
    expect(chat.page.get_by_text("old words")).to_have_count(0)
    chat.answered("Hello")


def test_the_theme_is_set_by_variables(open_chat: Any) -> None:
    """A website's own colour reaches the send button."""
    chat = open_chat()
    chat.answered("Hello")
    chat.page.evaluate(
        "() => document.querySelector('intake-chat').style.setProperty('--intake-accent', 'rgb(90, 20, 90)')"
    )
    colour = chat.page.locator("button.send").evaluate("(button) => getComputedStyle(button).backgroundColor")
    assert colour == "rgb(90, 20, 90)"


def test_the_whole_chat_weighs_less_than_150_kb() -> None:
    """Everything a browser loads, compressed, and with room to spare."""
    files = [path for path in WIDGET.iterdir() if path.suffix in (".js", ".css", ".svg", ".html")]
    size = sum(len(gzip.compress(path.read_bytes())) for path in files)
    assert len(files) >= 10 and size < 150_000

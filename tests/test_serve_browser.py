"""The workbench in a real headless Chromium: read, correct, undo, search, reload, two tabs, keys, no script."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("starlette", reason="needs rashomon[serve]")

import uvicorn

from factories import bridge_case
from rashomon.model import Stance
from rashomon.web.serve.app import workbench
from rashomon.web.serve.guard import Keys
from rashomon.web.serve.store import Store
from serve_case import MemoryStore, addresses, hostile

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
WIDE, NARROW = {"width": 1400, "height": 900}, {"width": 390, "height": 800}
CASE = bridge_case()
DENIAL = next(s for s in CASE.statements if s.stance is Stance.DENIES)
REPORT = f"/reports/{DENIAL.report_id}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")
    if not CHROMIUM:
        pytest.skip("needs a Chromium on the PATH, for example: apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


class Served:
    """A case that is served, and the tabs that look at it."""

    def __init__(self, browser: Browser, keys: Keys, **options: object) -> None:
        self.base = f"http://127.0.0.1:{keys.port}"
        self.context: BrowserContext = browser.new_context(**{"viewport": WIDE, **options})  # type: ignore[arg-type]
        self.trouble: list[str] = []
        self.keys = keys

    def tab(self, path: str = "/") -> Page:
        """A tab that has opened the printed address, at a page; whatever it should not do is noted."""
        page = self.context.new_page()
        page.on("request", lambda r: self.trouble.append(r.url) if not r.url.startswith(self.base) else None)
        page.on("console", lambda m: self.trouble.append(m.text))
        page.on("pageerror", lambda e: self.trouble.append(str(e)))
        page.on("dialog", lambda d: self.trouble.append(d.message))
        page.goto(self.keys.address)
        page.wait_for_url(f"{self.base}/")
        page.goto(self.base + path)
        return page


@contextmanager
def served(browser: Browser, store: Store | None = None, **options: object) -> Iterator[Served]:
    bound = socket.socket()
    bound.bind(("127.0.0.1", 0))
    bound.listen()
    keys = Keys(bound.getsockname()[1])
    config = uvicorn.Config(
        workbench(store or MemoryStore(), keys, who="Ana"),
        log_level="critical",
        timeout_graceful_shutdown=1,
        ws="none",
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
    thread.start()
    at = Served(browser, keys, **options)
    try:
        yield at
    finally:
        at.context.close()
        server.should_exit = True
        thread.join()
        bound.close()


def until(page: Page, expression: str) -> bool:
    """True as soon as an expression holds; False after five seconds."""
    for _ in range(100):
        if page.evaluate(expression):
            return True
        time.sleep(0.05)
    return False


def test_the_first_page_answers_and_asks_nobody_else(browser: Browser) -> None:
    with served(browser) as at:
        page = at.tab()
        assert page.is_visible("text=In dispute")
        page.click("#disputes th a")
        assert page.text_content("h1") == "120 people were on the bridge"
        page.click(f".history tr[data-s='{DENIAL.id}'] a.words")
        page.wait_for_url(f"**#statement-{DENIAL.id}")
        assert until(page, f"document.getElementById('statement-{DENIAL.id}').classList.contains('current')")
        assert at.trouble == []


def test_a_stance_is_corrected_in_place_and_undone_by_keyboard_alone(browser: Browser) -> None:
    store = MemoryStore()
    with served(browser, store) as at:
        page = at.tab(REPORT)
        for _ in range(2):  # the denial is the second statement
            page.keyboard.press("j")
        assert page.evaluate("location.href").endswith(DENIAL.id)
        page.keyboard.press("e")
        page.wait_for_selector("dialog[open] select[name=stance]")
        assert until(page, "document.activeElement.name === 'stance'")
        page.keyboard.type("alleges")
        page.press("dialog select[name=stance]", "Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector("#undo")
        box = page.locator("#undo").bounding_box()
        assert box is not None
        assert 0 <= box["y"] < 200, "what was done, and how to undo it, stays in sight"
        assert "alleges" in (page.text_content("#status") or "")
        assert page.url.endswith(f"{REPORT}#statement-{DENIAL.id}")
        page.wait_for_selector(f"#statement-{DENIAL.id}.is-alleges")
        page.keyboard.press("u")
        page.wait_for_selector(f"#statement-{DENIAL.id}.is-denies")
        assert [d.state for d in store.decisions()] == ["undone"]
        assert at.trouble == []


def test_a_decision_is_there_after_a_reload_and_is_not_announced_twice(browser: Browser) -> None:
    with served(browser) as at:
        page = at.tab(f"/claims/{CASE.claims[0].id}")
        page.click("details.correct > summary")
        page.fill("input[name=label]", "How many stood on the bridge")
        page.fill("form:has(input[name=label]) input[name=why]", "as the desk calls it")
        page.click("text=Rename")
        page.wait_for_selector("#undo")
        page.reload()
        assert page.text_content("h1") == "How many stood on the bridge"
        assert page.locator("#undo").count() == 0
        assert "as the desk calls it" in (page.text_content(".decided") or "")
        page.click(".decided button")
        page.wait_for_selector("text=Undone")
        assert page.text_content("h1") == "120 people were on the bridge"


def test_the_other_tab_is_told_and_both_decisions_are_kept(browser: Browser) -> None:
    store = MemoryStore()
    with served(browser, store) as at:
        one, two = at.tab(f"/statements/{DENIAL.id}"), at.tab(f"/statements/{DENIAL.id}")
        one.bring_to_front()
        for page, stance in ((one, "alleges"), (two, "hedged")):
            page.select_option("select[name=stance]", stance)
            page.click("text=Set the stance")
            page.wait_for_url(f"**{REPORT}**")
        assert until(one, "!document.getElementById('changed').hidden")
        one.click("#changed a")
        assert [d.value for d in store.decisions()] == ["hedged", "alleges"]
        one.wait_for_selector(f"#statement-{DENIAL.id}.is-hedged")


def test_the_key_that_opens_a_form_is_not_typed_into_it(browser: Browser) -> None:
    with served(browser) as at:
        page = at.tab(f"/claims/{CASE.claims[0].id}")
        assert not page.is_visible(".pick")
        page.keyboard.press("e")
        assert page.evaluate("document.activeElement.name") == "label"
        assert page.input_value("input[name=label]") == CASE.claims[0].label
        assert page.is_visible(".pick")


def test_search_by_key_finds_a_statement_and_leads_to_its_words(browser: Browser) -> None:
    with served(browser) as at:
        page = at.tab()
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "find"
        page.keyboard.type("doomed bridge")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=doomed+bridge")
        page.click("a.headline")
        page.wait_for_url("**/reports/**")
        assert page.text_content("h1") == "120 on doomed bridge"


def test_words_marked_in_the_text_are_filled_into_the_form(browser: Browser) -> None:
    with served(browser) as at:
        page = at.tab(REPORT)
        page.evaluate(
            "const t = document.querySelector('.text'); const r = document.createRange(); r.selectNodeContents(t);"
            "getSelection().removeAllRanges(); getSelection().addRange(r);"
        )
        page.evaluate("document.querySelector('details.correct').open = true")
        assert until(page, "document.querySelector('[data-exact]').value.startsWith('BRANNICK, May 2')")


def test_it_reads_corrects_and_undoes_without_javascript(browser: Browser) -> None:
    store = MemoryStore()
    with served(browser, store, java_script_enabled=False) as at:
        page = at.tab(REPORT)
        page.click(f"li[data-s='{DENIAL.id}'] a.fix")
        page.select_option("select[name=stance]", "alleges")
        page.click("text=Set the stance")
        page.wait_for_selector(f"#statement-{DENIAL.id}.is-alleges")
        page.click("#undo")
        page.wait_for_selector(f"#statement-{DENIAL.id}.is-denies")
        assert [d.state for d in store.decisions()] == ["undone"]


def test_reports_are_added_and_the_page_tells_how_far_it_is(browser: Browser) -> None:
    store = MemoryStore()
    with served(browser, store) as at:
        page = at.tab("/add")
        page.set_input_files(
            "input[type=file]", {"name": "<img onerror=1>.txt", "mimeType": "text/plain", "buffer": b"A report."}
        )
        page.click("text=Add these files")
        page.wait_for_selector("#jobs .is-done")
        assert "1 report read" in (page.text_content("#jobs") or "")
        assert store.added == ["A report."]
        assert page.locator("img").count() == 0


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_hostile_text_stays_text_on_every_page(browser: Browser, width: dict[str, int]) -> None:
    store = hostile()
    with served(browser, store, viewport=width) as at:
        page = at.tab()
        for address in addresses(store.dossier()):
            page.goto(at.base + address)
            assert page.evaluate("window.owned") is None
            assert page.locator("img, iframe, object, embed, style").count() == 0
            assert page.is_visible("h1, .masthead")
        assert at.trouble == []


def test_no_page_scrolls_sideways_on_a_phone(browser: Browser) -> None:
    with served(browser, viewport=NARROW) as at:
        page = at.tab()
        for address in addresses(CASE):
            page.goto(at.base + address)
            assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], address


def test_another_context_without_the_token_sees_nothing(browser: Browser) -> None:
    with served(browser) as at:
        at.tab()
        stranger = browser.new_context().new_page()
        answer = stranger.goto(at.base + "/")
        assert answer is not None
        assert answer.status == 401
        stranger.context.close()

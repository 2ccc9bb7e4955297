"""The workbench of a real case in a real headless Chromium: read, correct, undo, search, reload, two tabs, keys."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("starlette", reason="needs rashomon[serve]")

from rashomon.casefile.case import Case
from rashomon.model import DecisionKind, Stance
from rashomon.web.serve.cases import CaseStore
from real_case import copied
from serve_case import addresses
from test_serve_browser import NARROW, browser, served, until

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["browser"]  # the fixture

pytestmark = pytest.mark.browser
NIGHT = "opened the gates at night"


@pytest.fixture
def store(tmp_path: Path) -> CaseStore:
    return copied(tmp_path)


def test_a_case_is_read_from_the_first_page_to_the_words(browser: Browser, store: CaseStore) -> None:
    denial = next(s for s in store.dossier().statements if NIGHT in s.text)
    with served(browser, store) as at:
        page = at.tab()
        assert "4 reports" in (page.text_content(".counts") or "")
        claim = next(c.id for c in store.dossier().claims if denial.id in c.statements)
        page.click(f"#disputes a[href='/claims/{claim}']")
        page.click(f".history a[href$='#statement-{denial.id}']")
        assert until(page, f"document.getElementById('statement-{denial.id}').classList.contains('current')")
        assert at.trouble == []


def test_by_keyboard_alone_a_stance_is_corrected_kept_and_undone(browser: Browser, store: CaseStore) -> None:
    denial = next(s for s in store.dossier().statements if NIGHT in s.text)
    order = [s.id for r in store.dossier().readings for s in r.statements if r.report.id == denial.report_id]
    with served(browser, store) as at:
        page = at.tab(f"/reports/{denial.report_id}")
        for _ in range(order.index(denial.id) + 1):
            page.keyboard.press("j")
        page.keyboard.press("e")
        page.wait_for_selector("dialog[open] select[name=stance]")
        page.keyboard.type("alleges")
        page.press("dialog select[name=stance]", "Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector(f"#statement-{denial.id}.is-alleges", timeout=20_000)
        page.reload()
        assert page.locator(f"#statement-{denial.id}.is-alleges").count() == 1
        again = CaseStore(Case(store._case.folder))  # as another process reads it
        assert next(s for s in again.dossier().statements if s.id == denial.id).stance is Stance.ALLEGES
        page.goto(f"{at.base}/decisions?done={store.decisions()[0].id}")
        page.keyboard.press("u")
        page.wait_for_selector("text=Undone")
        assert store.decisions()[0].state == "undone"
        assert at.trouble == []


def test_two_tabs_keep_both_decisions_and_show_the_conflict(browser: Browser, store: CaseStore) -> None:
    denial = next(s for s in store.dossier().statements if NIGHT in s.text)
    with served(browser, store) as at:
        one, two = at.tab(f"/statements/{denial.id}"), at.tab(f"/statements/{denial.id}")
        one.bring_to_front()
        for page, stance, who in ((one, "alleges", "Ana"), (two, "hedged", "Ben")):
            page.bring_to_front()
            page.select_option("select[name=stance]", stance)
            page.fill("form:has(select[name=stance]) input[name=who]", who)
            page.click("text=Set the stance")
            page.wait_for_url("**/reports/**")
        one.bring_to_front()
        one.goto(f"{at.base}/decisions")
        one.wait_for_selector("text=decided otherwise by Ana", timeout=20_000)
        one.wait_for_selector("text=decided otherwise by Ben")
        assert [d.value for d in store.decisions()] == ["hedged", "alleges"]


def test_another_process_writes_and_the_open_page_is_told(browser: Browser, store: CaseStore) -> None:
    claim = store.dossier().claims[0].id
    with served(browser, store) as at:
        page = at.tab("/claims")
        other = Case(store._case.folder)
        other.decide(DecisionKind.RENAME_CLAIM, [claim], {"label": "Who was moved from the valley"}, who="Ben")
        page.wait_for_selector("#changed:not([hidden])", timeout=20_000)
        page.click("#changed a")
        page.wait_for_selector("text=Who was moved from the valley")


def test_search_finds_what_was_added_a_moment_ago(browser: Browser, store: CaseStore) -> None:
    late = b"outlet: The Lantern\npublished: 2032-06-09\n\nThe sluice was painted green, the engineer Ivo Tarn said."
    with served(browser, store) as at:
        page = at.tab("/add")
        page.set_input_files("input[type=file]", {"name": "../../late.txt", "mimeType": "text/plain", "buffer": late})
        page.click("text=Add these files")
        page.wait_for_selector("#jobs .is-done", timeout=30_000)
        assert "added late.txt" in (page.text_content("#jobs") or "")
        page.keyboard.press("/")
        page.keyboard.type('"painted green"')
        page.keyboard.press("Enter")
        page.wait_for_url("**/search**")
        for _ in range(40):
            if page.locator("mark").count():
                break
            page.wait_for_timeout(500)
            page.reload()
        page.click(".hits a.words")
        page.wait_for_url("**/reports/**")
        assert "The Lantern" in (page.text_content("article") or "")
        assert at.trouble == []


def test_marked_words_that_stand_twice_are_added_where_they_were_marked(browser: Browser, store: CaseStore) -> None:
    wire = next(r for r in store.dossier().reports if r.path.endswith("wire.txt"))
    place = wire.text.rindex("the gates")
    with served(browser, store) as at:
        page = at.tab(f"/reports/{wire.id}")
        page.evaluate(
            """() => {
                const text = [...document.querySelectorAll('.text')].find((t) => t.textContent.includes('the gates'));
                const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
                let node; while ((node = walk.nextNode()) && !node.data.includes('the gates'));
                const range = document.createRange(), from = node.data.indexOf('the gates');
                range.setStart(node, from); range.setEnd(node, from + 'the'.length);
                getSelection().removeAllRanges(); getSelection().addRange(range);
            }"""
        )
        assert until(page, f"document.querySelector('[data-start]').value === '{place}'")
        page.evaluate("document.querySelector('details.correct').open = true")
        page.click("text=Mark as furniture")
        page.wait_for_selector("#undo")
        found = next(r for r in store.dossier().reports if r.id == wire.id).furniture
        assert wire.span(place, place + 3) in found


def test_no_page_of_a_case_scrolls_sideways_on_a_phone_or_says_a_word_to_the_console(
    browser: Browser, store: CaseStore
) -> None:
    claim = store.dossier().claims[0].id
    store._case.decide(DecisionKind.NOTE, [claim], {"text": "x" * 400}, who="y" * 190, why="z" * 300)
    with served(browser, store, viewport=NARROW) as at:
        page = at.tab()
        for address in addresses(store.dossier()):
            page.goto(at.base + address)
            assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], address
        assert at.trouble == []

"""The page in a real headless Chromium: both ways, by keyboard, without JavaScript, in the dark, on paper."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from factories import bridge_case, hostile_case, make_report
from rashomon.model import Dossier, Reading, Stance
from rashomon.web import page as web_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
WIDE = {"width": 1400, "height": 900}
NARROW = {"width": 390, "height": 800}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")
    if not CHROMIUM:
        pytest.skip("needs a Chromium on the PATH, for example: apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("page"), bridge_case())


def written(folder: Path, dossier: Dossier) -> Path:
    out = folder / "page.html"
    out.write_text(web_page.render(dossier), encoding="utf-8")
    return out


class Watched:
    """A page and everything it should not do: requests, console messages, errors, dialogs."""

    def __init__(self, browser: Browser, file: Path, hash_: str = "", **options: object) -> None:
        self.context = browser.new_context(**{"viewport": WIDE, **options})  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.trouble: list[str] = []
        self.page.on("request", lambda r: self.trouble.append(r.url) if r.url.split("#")[0] != file.as_uri() else None)
        self.page.on("console", lambda m: self.trouble.append(m.text))
        self.page.on("pageerror", lambda e: self.trouble.append(str(e)))
        self.page.on("dialog", lambda d: self.trouble.append(d.message))
        self.page.goto(file.as_uri() + hash_)

    def __enter__(self) -> Watched:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def seen(self, selector: str) -> bool:
        """True when an element lies inside the window and its pane."""
        return bool(
            self.page.evaluate(
                """selector => {
                    const e = document.querySelector(selector), b = e.getBoundingClientRect();
                    const hit = document.elementFromPoint(b.left + 2, b.top + b.height / 2);
                    return !!hit && (e.contains(hit) || hit.contains(e));
                }""",
                selector,
            )
        )

    def until(self, expression: str) -> bool:
        """True as soon as an expression holds; False after five seconds. The policy allows no wait_for_function."""
        for _ in range(100):
            if self.page.evaluate(expression):
                return True
            self.page.wait_for_timeout(50)
        return False


def denial() -> str:
    """The id of the board's denial."""
    return next(s.id for s in bridge_case().statements if s.stance is Stance.DENIES)


def test_it_opens_without_a_request_an_error_or_a_message(browser: Browser, file: Path) -> None:
    with Watched(browser, file) as w:
        w.page.wait_for_timeout(200)
        assert w.trouble == []
        assert w.page.title().startswith("Who said what in 4 reports")


def test_a_click_in_the_dossier_finds_the_words(browser: Browser, file: Path) -> None:
    with Watched(browser, file) as w:
        w.page.click(f"article.claim a.words[href='#statement-{denial()}']")
        assert w.seen(f"#statement-{denial()}")
        # the words are scrolled to before the script marks them
        assert w.until(f"document.querySelector('#statement-{denial()}').classList.contains('current')")


def test_a_click_on_the_words_finds_the_claim(browser: Browser, file: Path) -> None:
    with Watched(browser, file) as w:
        w.page.click(f"#statement-{denial()}")
        assert w.seen(f"article.claim tr[data-s='{denial()}']")
        assert w.page.evaluate("location.href").endswith(f"#statement-{denial()}")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_deep_link_opens_at_its_statement_claim_and_report(browser: Browser, file: Path, scripts: bool) -> None:
    case = bridge_case()
    for anchor in (f"statement-{denial()}", f"claim-{case.claims[0].id}", f"report-{case.reports[3].id}"):
        with Watched(browser, file, f"#{anchor}", java_script_enabled=scripts) as w:
            w.page.wait_for_timeout(100)
            box = w.page.locator(f"#{anchor}").bounding_box()
            assert box is not None
            assert 0 <= box["y"] < 900


def test_the_keyboard_and_the_buttons_step_through_the_statements(browser: Browser, file: Path) -> None:
    order = [s.id for s in bridge_case().statements]
    with Watched(browser, file) as w:
        for key, expected in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
            w.page.keyboard.press(key)
            assert w.page.evaluate("location.href").endswith(order[expected])
        w.page.click("#next")
        assert w.page.evaluate("location.href").endswith(order[2])
        assert w.seen(f"#statement-{order[2]}")
        assert w.page.evaluate("document.activeElement.id") == f"statement-{order[2]}"


def test_it_reads_without_javascript(browser: Browser, file: Path) -> None:
    with Watched(browser, file, java_script_enabled=False) as w:
        assert not w.page.is_visible(".keys")
        w.page.click(f"article.claim a.words[href='#statement-{denial()}']")
        assert 0 < (w.page.locator(f"#statement-{denial()}").bounding_box() or {"y": -1})["y"] < 900
        w.page.click(f".margin li[data-s='{denial()}'] a.to-claim")
        assert 0 <= (w.page.locator("article.claim").bounding_box() or {"y": -1})["y"] < 900


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_hostile_text_stays_text(browser: Browser, tmp_path: Path, width: dict[str, int]) -> None:
    bad = (
        "<script>window.owned=1</script><img src=x onerror=window.owned=1><a href=javascript:window.owned=1>x</a>"
        "</style></script><style>*{display:none}</style>\"'><svg onload=alert(1)>"
    )
    with Watched(browser, written(tmp_path, hostile_case(bad)), viewport=width) as w:
        for link in w.page.locator("a[href^='#report-']").all()[:5]:
            link.dispatch_event("click")
        w.page.wait_for_timeout(200)
        assert w.page.evaluate("window.owned") is None
        assert w.trouble == []
        assert w.page.locator("img, iframe, object, embed, form").count() == 0
        assert w.page.is_visible("h1")


def test_a_phone_has_one_column_and_no_sideways_scrolling(browser: Browser, file: Path) -> None:
    with Watched(browser, file, viewport=NARROW) as w:
        assert w.page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
        texts, dossier = (w.page.locator(f"#{name}").bounding_box() for name in ("reports", "dossier"))
        assert texts is not None
        assert dossier is not None
        assert texts["y"] >= dossier["y"] + dossier["height"] - 1


def test_a_phone_shows_a_figure_across_its_whole_width(browser: Browser, file: Path) -> None:
    with Watched(browser, file, viewport=NARROW) as w:
        for part in ("tbody tr", "td.plot", "td.surface"):
            box = w.page.locator(f".ladder {part}").first.bounding_box()
            assert box is not None
            assert box["width"] > 0.8 * NARROW["width"]


def test_a_wide_grid_scrolls_in_itself_and_never_widens_the_page(browser: Browser, tmp_path: Path) -> None:
    case = bridge_case()
    groups = tuple(
        replace(g, name=f"{g.name} of {n}", id=f"{g.id}-{n}") for n in range(12) for g in case.supports[0].groups
    )
    many = tuple(replace(g, statements=(case.statements[n % 5].id,)) for n, g in enumerate(groups))
    wide = replace(case, supports=(replace(case.supports[0], groups=many),))
    with Watched(browser, written(tmp_path, wide), viewport={"width": 220, "height": 800}) as w:
        assert w.page.evaluate("document.querySelector('.grid-table').scrollWidth") > 220
        assert w.page.evaluate("document.documentElement.scrollWidth") <= 220


def test_dark_is_used_by_preference(browser: Browser, file: Path) -> None:
    def paper(scheme: str) -> str:
        with Watched(browser, file, color_scheme=scheme) as w:
            return str(w.page.evaluate("getComputedStyle(document.body).backgroundColor"))

    assert paper("light") == "rgb(252, 250, 245)"
    assert paper("dark") == "rgb(22, 23, 26)"


def test_print_is_one_column_without_controls_on_white(browser: Browser, file: Path) -> None:
    with Watched(browser, file) as w:
        w.page.emulate_media(media="print")
        assert not w.page.is_visible("nav")
        assert not w.page.is_visible(".keys")
        assert w.page.evaluate("getComputedStyle(document.querySelector('.dossier')).overflowY") == "visible"
        assert w.page.pdf(format="A4")[:5] == b"%PDF-"


def test_every_control_is_reached_by_tab_and_shows_its_focus(browser: Browser, file: Path) -> None:
    with Watched(browser, file) as w:
        w.page.keyboard.press("Tab")
        assert w.page.evaluate("document.activeElement.className") == "skip"
        assert w.seen(".skip:focus")
        w.page.keyboard.press("Enter")
        # following a link and moving the focus end after the key has been sent
        assert w.until("document.activeElement.id === 'dossier' && location.hash === '#dossier'")
        w.page.wait_for_timeout(300)  # the browser is still following the link: a key pressed now may be lost
        w.page.keyboard.press("Tab")
        assert w.until("document.activeElement.matches('a, button, summary, input')")
        assert w.until("getComputedStyle(document.activeElement).outlineStyle === 'solid'")


def test_a_text_in_arabic_runs_from_the_right_and_leaves_the_date_beside_its_outlet_alone(
    browser: Browser, tmp_path: Path
) -> None:
    report = make_report("قالت الشرطة إن ستة أشخاص قتلوا.", outlet="صوت", published="2031-05-06", lang="und")
    case = replace(bridge_case(), readings=(*bridge_case().readings, Reading(report)))
    with Watched(browser, written(tmp_path, case)) as w:
        places = """id => {
            const article = document.getElementById(id), range = document.createRange();
            range.selectNodeContents(article.querySelector('.text'));
            const text = range.getBoundingClientRect(), box = article.querySelector('.text').getBoundingClientRect();
            const day = article.querySelector('.outlet .day'), name = article.querySelector('.outlet').firstChild;
            range.selectNodeContents(name);
            const gap = day.getBoundingClientRect().left - range.getBoundingClientRect().right;
            return [text.left - box.left, box.right - text.right, gap];
        }"""
        left, right, gap = w.page.evaluate(places, f"report-{report.id}")
        assert left > 20 > right
        assert 0 <= gap < 20

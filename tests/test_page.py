"""The page: one file, everything escaped, every number with its words."""

import html
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from factories import bridge_case, decided_case, hostile_case, make_report
from rashomon.model import Derivation, DerivationKind, Dossier, MadeBy, Reading
from rashomon.views.families import families
from rashomon.views.figures import scale
from rashomon.views.index import Index
from rashomon.views.safe import harmless
from rashomon.web import ladder, page
from rashomon.web.marks import Mark, marked, nested, paragraphs
from rashomon.web.river import moments

TEXT = st.text(st.characters(codec="utf-8"), max_size=80)
MARKS = st.lists(
    st.tuples(st.integers(0, 80), st.integers(0, 80), st.integers(0, 4)).map(
        lambda m: Mark(min(m[:2]), max(m[:2]), "said", f"s{m[2]}", f"a{m[0]}-{m[1]}", m[2])
    ),
    max_size=12,
)


class Tags(HTMLParser):
    """Every start tag with its attributes, and how deep each end tag was."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {k: v or "" for k, v in attrs}))


def tags(text: str) -> list[tuple[str, dict[str, str]]]:
    parser = Tags()
    parser.feed(text)
    return parser.tags


@pytest.fixture(scope="module")
def shown() -> str:
    return page.render(bridge_case())


# --- marks


@given(TEXT, MARKS)
@example("one\r\ntwo", [Mark(0, 4, "said")])
def test_a_marked_text_without_its_tags_is_the_text(text: str, marks: list[Mark]) -> None:
    inside = [m for m in marks if m.end <= len(text)]
    out = marked(text, inside)
    assert html.unescape(re.sub(r"<[^>]*>", "", out)) == harmless(text)
    assert out.count("<span") == out.count("</span>")


@given(MARKS)
def test_marks_are_nested_or_apart_and_cover_the_same_characters(marks: list[Mark]) -> None:
    made = nested(marks)
    for a in made:
        for b in made:
            crossing = a.start < b.start < a.end < b.end
            assert not crossing
    covered = {(i, m.key) for m in marks for i in range(m.start, m.end)}
    assert {(i, m.key) for m in made for i in range(m.start, m.end)} == covered


@given(MARKS)
def test_an_anchor_stays_with_the_first_piece_only(marks: list[Mark]) -> None:
    anchors = [m.anchor for m in nested(marks) if m.anchor]
    assert len(anchors) == sum(m.start < m.end for m in marks)


def test_crossing_marks_are_split() -> None:
    crossing = [Mark(0, 5, "a", "1", "one"), Mark(3, 8, "b", "2", "two")]
    assert marked("abcdefghij", crossing) == (
        '<span class="a" id="one" data-s="1">abc<span class="b" id="two" data-s="2">de</span></span>'
        '<span class="b" data-s="2">fgh</span>ij'
    )


def test_marks_count_code_points() -> None:
    assert marked("\U0001f6a2 ok", [Mark(2, 4, "a")]) == '\U0001f6a2 <span class="a">ok</span>'


@given(TEXT)
def test_paragraphs_together_are_the_text(text: str) -> None:
    assert "".join(text[a:b] for a, b in paragraphs(text)) == text


def test_a_paragraph_ends_after_its_empty_lines() -> None:
    assert paragraphs("one\n\n\ntwo\nstill two\n \nthree") == [(0, 6), (6, 22), (22, 27)]


# --- the page


def test_every_statement_and_claim_has_a_place_and_every_link_leads_somewhere(shown: str) -> None:
    case = bridge_case()
    ids = [attrs["id"] for _, attrs in tags(shown) if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert {f"statement-{s.id}" for s in case.statements} <= set(ids)
    assert {f"claim-{c.id}" for c in case.claims} <= set(ids)
    assert {f"report-{r.id}" for r in case.reports} <= set(ids)
    links = {attrs["href"] for tag, attrs in tags(shown) if tag == "a" and attrs["href"].startswith("#")}
    assert {link[1:] for link in links} <= set(ids)


def test_the_texts_are_there_exactly(shown: str) -> None:
    found = re.findall(r'<p class="text"[^>]*>(.*?)</p>', shown, re.DOTALL)
    texts = html.unescape(re.sub(r"<[^>]*>", "", "".join(found)))
    assert texts == "".join(report.text for report in bridge_case().reports)


def test_nothing_is_fetched_and_only_web_addresses_are_links(shown: str) -> None:
    outside = [(tag, attrs) for tag, attrs in tags(shown) if attrs.get("href", "#")[0] != "#" or "src" in attrs]
    assert outside == [("a", {"rel": "noreferrer noopener nofollow", "href": "https://npa.example/bridge"})]
    assert "url(" not in shown.split("</style>")[0]


def test_the_policy_allows_this_file_s_own_style_and_script_only(shown: str) -> None:
    policy = next(a["content"] for t, a in tags(shown) if a.get("http-equiv") == "Content-Security-Policy")
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[\w+/=]+'; script-src 'sha256-[\w+/=]+'; "
        r"base-uri 'none'; form-action 'none'",
        policy,
    )
    assert not [a for _, a in tags(shown) if "style" in a or any(name.startswith("on") for name in a)]


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://a.example/x?y=1&z", True),
        ("http://a.example", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("data:text/html,<script>", False),
        ("https://a.example/\u202e", False),
        ("https://", False),
        ("//a.example", False),
        ("http://[", False),
        ('https://a.example/"onclick=', False),
    ],
)
def test_only_http_and_https_become_links(url: str, linked: bool) -> None:
    assert bool(page.web_address(url)) is linked


HOSTILE = [
    "<script>window.owned=1</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</style><style>body{display:none}</style>",
    "</script><script>alert(1)</script>",
    "{{ 7*7 }}{% raw %}",
    "<!--",
    "]]><b",
    "javascript:alert(1)",
    "\x00\x1b[31m\u202e",
]


@pytest.mark.parametrize("bad", HOSTILE)
def test_hostile_text_in_any_field_adds_no_tag_and_no_attribute(bad: str) -> None:
    known, hostile = (tags(page.render(hostile_case(text))) for text in ("harmless", bad))
    known += tags(page.render(bridge_case()))
    known += tags(page.render(hostile_case("a body")))  # what is counted decides which figures stand together
    assert {(t, *sorted(a)) for t, a in hostile} <= {(t, *sorted(a)) for t, a in known}
    assert {a.get("class") for _, a in hostile} <= {a.get("class") for _, a in known}
    assert not [a["href"] for t, a in hostile if t == "a" and a["href"][0] != "#"]


def test_controls_and_overrides_are_shown_as_replaced() -> None:
    shown = page.render(hostile_case("\x00\x1b[31m\u202e"))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202e]", shown)


def test_an_empty_dossier_is_a_page_that_says_so() -> None:
    shown = page.render(Dossier(MadeBy("0")))
    assert "Who said what in no report" in shown
    assert "No claim was made out." in shown


def test_the_same_dossier_gives_the_same_bytes(shown: str) -> None:
    assert page.render(bridge_case()) == shown


def test_no_word_of_a_verdict_is_ours(shown: str) -> None:
    words = html.unescape(re.sub(r"<style.*?</style>|<script.*?</script>|<[^>]*>", " ", shown, flags=re.DOTALL))
    assert not re.search(r"\b(false|fake|true)\b", words, re.IGNORECASE)


def test_the_grid_says_each_position_in_words_too(shown: str) -> None:
    cells = re.findall(r'class="sym (\w+)".*?aria-hidden="true">(.)</span><span class="vh">([\w ]+)</span>', shown)
    assert cells == [("asserts", "●", "asserts"), ("denies", "✕", "denies"), ("asserts", "●", "asserts")]


def test_open_ends_are_drawn_as_arrows_and_said_in_words(shown: str) -> None:
    row = re.search(r'<tr class="against">\s*<th scope="row">Roads Board.*?</tr>', shown, re.DOTALL)
    assert row
    assert 'class="arrow"' in row[0]
    assert "≤ 40" in row[0]


def test_the_lineage_drawing_has_a_table_with_reasons_and_passages(shown: str) -> None:
    table = shown.split('class="edges"')[1].split("</section>")[0]
    assert "same figure" in table
    assert "direction not known" in table
    assert "its own source" in table
    assert table.count("<blockquote") == 2


def test_the_names_along_an_axis_never_touch() -> None:
    for top in (1, 9, 60, 900, 12_000, 3_000_000, 10**9):
        for axis in (ladder.axis(scale([top])), ladder.axis(scale([1, top]))):
            places = [
                (float(x) * ladder.WIDE / 100, len(name), anchor)
                for x, anchor, name in re.findall(r'<text x="([\d.]+)%" y="11" text-anchor="(\w+)">([^<]+)<', axis)
            ]
            starts = [x - {"start": 0, "middle": n / 2, "end": n}[anchor] for x, n, anchor in places]
            ends = [start + n for start, (_, n, _) in zip(starts, places, strict=True)]
            assert all(end < start for end, start in zip(ends, starts[1:], strict=False)), (top, places)


def test_reports_without_a_link_are_named_and_not_drawn() -> None:
    case = bridge_case()
    alone = page.render(replace(case, lineage=tuple(edge for edge in case.lineage if edge.outside)))
    assert '<svg class="river"' not in alone
    assert alone.count("No link to another report found") == 1


def test_a_single_report_names_the_page_and_lists_its_figures() -> None:
    case = bridge_case()
    wire = case.readings[0]
    figures = (wire.figures[0],)
    empty = replace(case, claims=(), supports=(), relations=(), lineage=(), drifts=(), headlines=())
    shown = page.render(replace(empty, readings=(replace(wire, figures=figures),)))
    assert "<h1>Who said what in “About 120 were on bridge, mayor says”</h1>" in shown
    assert "No two numbers for one thing; the figures given:" in shown
    assert "108–132" in shown


def test_what_people_decided_stands_beside_what_the_machine_had_found() -> None:
    shown = page.render(decided_case())
    row = re.search(r'<tr id="d-[^<]*<th[^\n]*said how it is said.*?</tr>', shown)
    assert row
    assert [re.sub(r"<[^>]+>", " ", cell).split() for cell in re.findall(r"<td>(.*?)</td>", row[0])][2:] == [
        ["denies"],
        ["applied"],
    ]
    assert "by Ben: a mistake" in shown
    assert "decisions" not in page.render(bridge_case())


def test_a_copy_dated_by_its_day_alone_stands_after_what_it_comes_from() -> None:
    wire = make_report("Seven barges sank.", outlet="Northern Press", published="2031-05-06T06:40:00Z")
    copy = make_report("Seven barges sank on Tuesday.", outlet="Brannick Echo", published="2031-05-06")
    late = make_report("Seven barges sank, it is said.", outlet="Le Quai", published="2031-05-07")
    edges = tuple(Derivation(child.id, wire.id, None, DerivationKind.REPRINT, 0.9, "copied") for child in (copy, late))
    case = replace(bridge_case(), readings=tuple(Reading(r) for r in (copy, wire, late)), lineage=edges)
    found = moments(families(Index.of(case)))
    assert found[wire.id] < found[copy.id] < found[late.id]

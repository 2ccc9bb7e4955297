"""A page to its article: what stays, what goes, and what the page says about itself."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.demo import VESSARIN
from rashomon.errors import UnreadableReport
from rashomon.model import Report
from rashomon.read import html
from rashomon.read.dates import iso
from rashomon.read.parts import Parts
from rashomon.read.sources import read

LEAD = "Forty passengers were taken off the ferry Corrigan near Eastmoor on Monday, the harbour master said."
QUOTE = "“Nobody was hurt, and nobody was told why,” said Ilka Morrow, who had been on deck with her two sons."
LAST = "The owners denied that the ferry had been overloaded. They said that they had papers for every passenger."
JSON_LD = """{"@graph": [{"@type": "Organization", "@id": "#nw", "name": "Northern Wire"},
{"@type": ["NewsArticle"], "headline": "Forty taken off ferry", "datePublished": "2031-05-02T09:30:00+0200",
"author": [{"@type": "Person", "name": "Ada Quill"}, {"name": "Tom Brask"}], "publisher": {"@id": "#nw"},
"sourceOrganization": {"name": "Eastmoor News Agency"}, "isBasedOn": "https://ena.example/1"}]}"""


def page(body: str, head: str = "") -> Parts:
    source = f"<!doctype html><html lang='en'><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"
    return html.read(source.encode())


def article(*inner: str) -> str:
    return f"<h1>Forty taken off ferry</h1><div class='story'><p>{LEAD}</p>{''.join(inner)}<p>{LAST}</p></div>"


def paragraphs(parts: Parts) -> list[str]:
    return parts.text.split("\n\n")


# --- the text


def test_the_text_is_the_paragraphs_parted_by_an_empty_line() -> None:
    assert page(article(f"<p>{QUOTE}</p>")).text == f"{LEAD}\n\n{QUOTE}\n\n{LAST}"


@pytest.mark.parametrize(
    "box",
    [
        "<div class='inline-promo'><p>Sign up for our evening newsletter. More from World: Strike goes on</p></div>",
        "<p class='readmore'>Read more: Tide tables | School closures | Letters.</p>",
        "<div class='read-more'><h3>READ MORE</h3><a href='/x'>What we know about the pier</a></div>",
        "<aside><p>The pier was built in 1911 by two brothers, said a local history.</p></aside>",
        "<blockquote class='donate-box'><p>About us: founded in 1998. Donate now, every crown counts.</p></blockquote>",
        "<figure><img src='x.jpg'><figcaption>File photo of a harbour. Picture: library</figcaption></figure>",
        "<div style='display:none'><p>Hidden words that nobody reads on this page at all.</p></div>",
        "<script>var text = 'The owners said so.';</script>",
        "<p>We use cookies to make this site better.</p>",
        "<p>Advertisement</p>",
    ],
)
def test_boxes_among_the_paragraphs_go(box: str) -> None:
    assert paragraphs(page(article(f"<p>{QUOTE}</p>", box))) == [LEAD, QUOTE, LAST]


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("<h2>The owners</h2>", "The owners"),
        ("<p>(Reporting by Ada Quill; Editing by Tom Brask)</p>", "(Reporting by Ada Quill; Editing by Tom Brask)"),
        (
            "<p>Editor’s note: An earlier version of this article gave a wrong number of passengers.</p>",
            "Editor’s note: An earlier version of this article gave a wrong number of passengers.",
        ),
    ],
)
def test_headings_credits_and_corrections_stay(part: str, text: str) -> None:
    assert text in paragraphs(page(article(f"<p>{QUOTE}</p>", part)))


@pytest.mark.parametrize(
    "teasers",
    [
        "<section class='more'><h2>Also today</h2><h3><a href='/1'>Three held</a></h3><p>{}</p></section>",
        "<div class='widget posts'><p>{}</p></div>",
        "<ol class='comment-list'><li><p>{}</p></li></ol>",
    ],
)
def test_teasers_and_comments_after_the_article_go(teasers: str) -> None:
    teaser = "Police arrested three men in Northfold on Sunday after a fight outside a bar, officials said."
    assert paragraphs(page(article(f"<p>{QUOTE}</p>") + teasers.format(teaser))) == [LEAD, QUOTE, LAST]


def test_a_body_in_two_parts_is_read_whole() -> None:
    first, second = f"<p>{LEAD}</p><p>{QUOTE}</p>", f"<p>{LAST}</p>"
    made = page(f"<h1>Ferry</h1><div class='part'>{first}</div><div class='part'>{second}</div>")
    assert paragraphs(made) == [LEAD, QUOTE, LAST]


def test_a_live_page_keeps_its_entries_and_their_headings() -> None:
    entries = "".join(
        f"<section class='entry'><h3>09.{n}0 Boat {n} comes in</h3><p>{LEAD.replace('Forty', str(n))}</p>"
        "<div class='share'><a href='#'>Share</a></div></section>"
        for n in range(1, 5)
    )
    made = paragraphs(page(f"<h1>As it happened</h1><div class='live'>{entries}</div>"))
    assert made[0] == "09.10 Boat 1 comes in"
    assert len(made) == 8


def test_line_breaks_in_pairs_part_paragraphs() -> None:
    made = page(
        f"<table><tr><td>Shop</td><td><div class='post'>{LEAD}<br><br>{QUOTE}<br/> <br>{LAST}</div></td></table>"
    )
    assert paragraphs(made) == [LEAD, QUOTE, LAST]


def test_white_space_is_as_a_browser_shows_it_and_no_word_is_changed() -> None:
    made = page(
        article(
            "<p>Some   12&nbsp;boats\n  came <b>in</b><i>side</i>, the&shy;n le&#8203;ft, a port worker told us.</p>"
        )
    )
    assert "Some 12\u00a0boats came inside, then left, a port worker told us." in made.text


def test_a_page_that_fills_itself_in_by_script_is_read_from_its_metadata() -> None:
    body = " ".join([LEAD, QUOTE, LAST] * 3).replace("\n", " ")
    script = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{body}"}}</script>'
    assert page("<div id='app'>Loading</div>", script).text == body


def test_a_page_without_an_article_is_refused() -> None:
    with pytest.raises(UnreadableReport, match="no article"):
        page("<nav><a href='/'>Home</a></nav>")


# --- what the page says about itself


def test_json_ld_comes_first() -> None:
    head = f"<script type='application/ld+json'>{JSON_LD}</script><meta name='author' content='Other'>"
    made = page(article(), head)
    assert made.title == "Forty taken off ferry"
    assert made.byline == "Ada Quill, Tom Brask"
    assert made.outlet == "Northern Wire"
    assert made.published == "2031-05-02T09:30:00+02:00"
    assert made.credit == "Eastmoor News Agency"
    assert made.links[0] == "https://ena.example/1"


def test_meta_and_canonical_serve_where_there_is_no_json_ld() -> None:
    head = (
        "<link rel='canonical' href='https://courier.example/a'><meta property='og:site_name' content='Courier'>"
        "<meta name='dcterms.issued' content='2031-05-02'><meta name='author' content='Ada Quill'>"
    )
    made = page(article(), head)
    assert (made.url, made.outlet, made.published) == ("https://courier.example/a", "Courier", "2031-05-02")
    assert (made.byline, made.title, made.lang) == ("Ada Quill", "Forty taken off ferry", "en")


def test_the_visible_byline_and_time_serve_last() -> None:
    line = "<p class='byline'>By Ada Quill · <time datetime='2031-05-02T09:30:00Z'>2 May 2031</time></p>"
    made = page(f"{line}{article()}")
    assert (made.byline, made.published) == ("Ada Quill", "2031-05-02T09:30:00Z")


def test_a_visible_source_line_is_the_credit_and_no_byline() -> None:
    line = "<div class='article-source'><span>Source</span>: <span>Northern Wire and agencies</span></div>"
    made = page(f"{article()}{line}")
    assert (made.credit, made.byline) == ("Northern Wire; agencies", "")


def test_broken_json_ld_is_passed_over() -> None:
    head = "<script type='application/ld+json'>{'@type': </script><meta name='author' content='Ada Quill'>"
    assert page(article(), head).byline == "Ada Quill"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2031-05-02T09:30:00+02:00", "2031-05-02T09:30:00+02:00"),
        ("2031-05-02 09:30", "2031-05-02T09:30"),
        ("2031-05-02T09:30:00.123Z", "2031-05-02T09:30:00Z"),
        ("2031-05", "2031-05"),
        ("Fri, 02 May 2031 09:30:00 GMT", "2031-05-02T09:30:00+00:00"),
        ("May 2, 2031", "2031-05-02"),
        ("2 May 2031", "2031-05-02"),
        ("14.10.2031", "2031-10-14"),
        ("1er octobre 2031", "2031-10-01"),
        ("2 de mayo de 2031", "2031-05-02"),
        # where only one of the two can be the month
        ("14/10/2031", "2031-10-14"),
        ("10/14/2031", "2031-10-14"),
        ("03/04/2031", ""),
        ("31/02/2031", ""),
        ("2031-13-40", ""),
        ("yesterday", ""),
    ],
)
def test_dates_are_iso_8601_with_what_was_given_and_no_more(given: str, expected: str) -> None:
    assert iso(given) == expected


def test_links_are_those_of_the_article_in_full() -> None:
    head = "<link rel='canonical' href='https://courier.example/news/a'>"
    inner = (
        "<p>The crew said so <a href='/b'>on Sunday</a>, <a href='javascript:x'>twice</a>, the paper wrote then.</p>"
    )
    made = page(f"<nav><a href='/home'>Home</a></nav>{article(inner)}", head)
    assert made.links == ("https://courier.example/b",)


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "utf-8", "koi8-r"])
def test_a_declared_charset_is_used(charset: str) -> None:
    word = "пристань" if charset == "koi8-r" else "café"
    body = article(f"<p>The crew met at the {word}, he said.</p>")
    source = f"<html><head><meta charset={charset}></head><body>{body}</body>"
    assert word in html.read(source.encode(charset)).text


def test_a_stray_byte_is_shown_as_one_and_a_wrong_encoding_is_refused() -> None:
    source = article(f"<p>{QUOTE}</p>").replace("Nobody", "Nob\x01ody").encode().replace(b"her two", b"her\xfftwo")
    head = b"<html><head><meta charset='utf-8'></head><body>"
    assert "Nobody was hurt" in (text := html.read(head + source).text) and "her\ufffdtwo" in text
    with pytest.raises(UnreadableReport, match="breaks its own encoding"):
        html.read(head + source.replace(b" ", b" \xe9"))


def test_entities_of_a_document_type_are_not_resolved_and_nothing_is_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    kind = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    source = f"{kind}<html><body>{article('<p>&x; is said here.</p>')}</body></html>"
    assert "the secret" not in html.read(source.encode()).text


# --- the bundled case


def test_every_page_of_the_bundled_case_is_read() -> None:
    found = {Path(item.path).name: item for item in read(sorted(VESSARIN.glob("*.html")))}
    reports = [item for item in found.values() if isinstance(item, Report)]
    assert len(reports) == len(found) == 11
    for report in reports:
        assert report.headline and report.outlet and report.url and len(report.published) == 25
        assert not any(word in report.text.lower() for word in ("cookie", "newsletter", "read more", "lire aussi"))
    live = found["04_harbinger.html"]
    assert isinstance(live, Report)
    assert live.text.startswith("09.20 Fire chief")


# --- whatever the page


TAGS = ["<p>", "</p>", "<div class='ad'>", "</div>", "<h2>", "<br><br>", "<table>", "<a href='//['>", "</a>", "&#0;",
        "<!--", "<script type='application/ld+json'>", "</script>", '{"@type": "NewsArticle", "author": [[1]]}', "]]>",
        "<base href=':'>", "<meta charset=utf-7>", "<time datetime='9999-99-99'>", LEAD, QUOTE, "<html lang=x>",
        "\ufffe"]  # fmt: skip


@settings(max_examples=120, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(TAGS) | st.text(max_size=8), max_size=25))
def test_any_page_gives_an_article_or_a_reason(pieces: list[str]) -> None:
    try:
        made = html.read("".join(pieces).encode("utf-8", "replace"))
    except UnreadableReport as error:
        assert str(error)
    else:
        assert made.text.strip()
        assert "\x00" not in made.text


@pytest.mark.parametrize(
    ("served", "declared", "actual", "expected"),
    [
        ("windows-1251", "utf-8", "windows-1251", "cp1251"),
        ("", "windows-1251", "windows-1251", "cp1251"),
        ("", "windows-1251", "utf-8", "utf-8"),
        ("iso-8859-1", "windows-1251", "utf-8", "utf-8"),
        ("", "utf-7", "utf-8", "utf-8"),
        ("unicode-escape", "no-such", "utf-8", "utf-8"),
    ],
)
def test_the_server_comes_before_the_page_and_neither_before_utf8(
    served: str, declared: str, actual: str, expected: str
) -> None:
    source = f"<html><head><meta charset={declared}></head><body>Паром</body></html>".encode(actual)
    assert html.decoded(source, served) == (source.decode(actual), expected)


def test_a_page_that_calls_itself_utf8_and_is_western_is_read_as_western() -> None:
    source = "<html><head><meta charset=utf-8></head><body>“Café”</body></html>".encode("cp1252")
    assert html.decoded(source) == (source.decode("cp1252"), "windows-1252")


def test_a_page_that_only_asks_for_consent_has_no_article() -> None:
    asked = "<p>We and our 812 partners store cookies on your device.</p><p>You may accept, or object to it.</p>"
    with pytest.raises(UnreadableReport, match="no article"):
        page(f"<div id='x' class='consent-wall'><h2>We value your privacy</h2>{asked}</div>")
    assert page(f"<div class='cookie-bar'>{asked}</div>{article(f'<p>{QUOTE}</p>')}").text.startswith(LEAD)

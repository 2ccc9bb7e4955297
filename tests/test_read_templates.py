"""Pages as news sites build them, by invented outlets: the article to the paragraph, and what the page says of it."""

from pathlib import Path

import pytest

from rashomon.read import html
from rashomon.read.parts import Parts, report

PAGES = Path(__file__).parent / "pages"

EXPECTED: dict[str, tuple[tuple[str, str, str], tuple[str, ...]]] = {
    "live": (
        ("Calder Mail", "Jo Pell", "2031-03-04T06:10:00+00:00"),
        ("The mayor of Tarn", "She declined", "We were told", "Army called in", "Two hundred soldiers",
         "They will help", "Good morning", "Police said"),
    ),
    "paywall": (
        ("The Ledger", "Ruth Amsel", "2031-06-11T05:00:00Z"),
        ("A memo dated", "The energy minister", "He told parliament", "To read the full"),
    ),
    "amp": (
        ("Avel Post", "Avel Post Staff", "2031-09-01T12:30:00+02:00"),
        ("Police have arrested", "“The exits", "Our thoughts", "The warehouse’s owner"),
    ),
    "gallery": (("Sund Courier", "Lena Orrick", "2031-10-12"), ("Some 12,000", "Police put", "Hanne Dahl, whose")),
    "graph": (
        ("Bay Independent Media", "Sam Tull", "2031-04-02T18:22:10+00:00"),
        ("SAN ALDO", "Prosecutors", "What happened in", "Eleven boats"),
    ),
    "multi": (
        ("Metro Sund", "Bo Wirth", "2031-10-14T07:00:00+01:00"),
        ("The company that owned", "The fines", "The company, Sund"),
    ),
    "related": (
        ("Global Desk", "Global Desk and agencies", "2031-02-20T11:00:00Z"),
        ("Forty-two trucks", "“They said", "The border guard", "The United Relief"),
    ),
    "correction": (
        ("The Standard of Lorne", "MARTA KEEL and OWEN DASK", "2031-07-08T21:00:00-04:00"),
        ("LORNE", "“We had warned", "Rescuers", "Correction:", "Editor’s note:"),
    ),
    "translated": (
        ("Meridian", "Nino Abasz", "2031-05-20"),
        ("Three witnesses", "The three men", "“We buried", "The defence ministry", "This article was first"),
    ),
    "wire": (
        ("Daily Orb", "Agencies", "2031-11-03T08:15"),
        ("ORSK, Nov 2", "The governor", "The other side", "(Reporting by"),
    ),
    "charset": (
        ("L’Écho de Morval", "Hélène Ruault", "2031-03-14"),
        ("Trois cents", "« On nous", "La direction", "(Avec Agence Nord)"),
    ),
    "blog": (("Ostrane Watch", "Admin", "2031-09-16"), ("The minister spoke", "Two engineers", "His office")),
    "visible": (
        ("El Faro de Olvera", "Lucía Menares", "2031-05-12T18:40"),
        ("La fiscalía", "Siete cuerpos", "“No había", "Según el", "Con información"),
    ),
    "cards": (("North Press", "Ivo Tamm", "2031-02-07"), ("The council", "“We have", "The anglers’")),
    "short": (("North Press", "North Press staff", "2031-02-09T10:00:00Z"), ("A man of 34", "He denies")),
    "qa": (
        ("North Press", "Ivo Tamm", "2031-02-10"),
        ("The mayor", "Did you", "No. I signed", "The engineers", "They are wrong", "Who signed", "Ask the",
         "The county"),
    ),
    "blocks": (
        ("Isles News", "Hal Stroud", "2031-06-12T08:03:11Z"),
        ("The energy minister", "Paul Drane", "But a memo", "'No secret'", "A spokesperson", "Labour's"),
    ),
    "columns": (
        ("The Port Herald", "Dara Finch and Leo Marsh", "2031-08-19T09:00:11Z"),
        ("The board was told", "PORT CARROW", "The letters were", "“I wrote", "A spokesman", "‘A Wet Spot’",
         "The first", "Eleven people", "Dara Finch is"),
    ),
    "pull": (
        ("Meridian", "Nino Abasz", "2031-06-01"),
        ("There were two", "He counted", "The army says", "“We buried", "The prosecutor"),
    ),
    "release": (
        ("United Relief Fund", "", "2031-02-21"),
        ("PRESS RELEASE", "FOR IMMEDIATE", "KESH", "“We ask", "The Fund has", "About the United"),
    ),
    "post": (
        ("Telegram", "Tam Now", "2031-05-04T06:12:00+00:00"),
        ("Soldiers in two", "We have the names", "The army denies"),
    ),
    "divlive": (
        ("The Port Herald", "", "2031-08-17T06:00:00Z"),
        ("County raises", "The county says", "Board denies", "The levee board", "“There was none", "Good morning"),
    ),
}  # fmt: skip


def read(name: str) -> Parts:
    return html.read((PAGES / f"{name}.html").read_bytes())


@pytest.mark.parametrize("name", EXPECTED)
def test_the_article_and_who_wrote_it_when_and_where(name: str) -> None:
    said, openings = EXPECTED[name]
    parts = read(name)
    paragraphs = parts.text.split("\n\n")
    assert (parts.outlet, parts.byline, parts.published) == said
    assert len(paragraphs) == len(openings)
    assert all(p.startswith(o) for p, o in zip(paragraphs, openings, strict=True)), paragraphs


@pytest.mark.parametrize(
    ("name", "credits"),
    [("wire", {"Northern Wire", "Agencies"}), ("charset", {"Agence Nord"}), ("visible", {"Agencia Sur"}),
     ("translated", {"Mtavari Ambebi"}), ("related", {"agencies"}), ("graph", set())],
)  # fmt: skip
def test_whom_a_page_credits(name: str, credits: set[str]) -> None:
    assert {c.name for c in report(read(name), sha256="0" * 64, path=name).credits} == credits


def test_a_blog_that_has_its_own_name_as_first_heading_keeps_its_headline() -> None:
    assert read("blog").title == "What the minister did not say"


def test_who_a_reporter_is_at_the_end_of_a_report_is_furniture() -> None:
    made = report(read("columns"), sha256="0" * 64, path="columns")
    assert [span.exact[:11] for span in made.furniture] == ["Dara Finch "]


@pytest.mark.parametrize("tag", ["h3", "p"])
def test_the_days_of_a_chronology_stay(tag: str) -> None:
    days = "".join(
        f"<{tag}>{day} May 2031</{tag}><p>On this day the water stood {day} feet above the mark, the board said.</p>"
        for day in (3, 4, 5)
    )
    page = (
        f"<html lang=en><body><article><h1>How the levee failed</h1>{days}<p>By Ada Quill</p></article></body></html>"
    )
    parts = html.read(page.encode())
    assert parts.text.split("\n\n")[::2] == ["3 May 2031", "4 May 2031", "5 May 2031"]
    assert parts.published == ""
    assert (parts.byline, len(parts.text.split("\n\n"))) == ("Ada Quill", 6)

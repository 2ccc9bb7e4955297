"""What is written as brat or as Web Annotations comes back as the same spans, whatever the text holds."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from export_case import case, report
from rashomon.errors import BrokenDossier, SpanMismatch
from rashomon.export import brat, folder, web_annotation
from rashomon.model import Dossier, Form, MadeBy, Reading, Report, Span, Stance, Statement, statement_id

TEXTS = st.text(
    st.sampled_from('ab ,"\n\r\t\x0b\x0c\x1c\x85\u2028\u202e\u00e9\N{SCROLL}\N{CYRILLIC SMALL LETTER YA}<&;=\ufeff'),
    min_size=6,
    max_size=40,
)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """A report of odd characters, with statements whose parts lie anywhere in it."""
    made = report("x" + draw(TEXTS) + "x", url=draw(st.sampled_from(["", "https://courier.example/1"])))
    statements = draw(st.lists(attributed(made), max_size=3, unique=True))
    return Reading(made, tuple(statements))


@st.composite
def spans(draw: st.DrawFn, made: Report) -> Span:
    start = draw(st.integers(0, len(made.text) - 1))
    span = made.span(start, draw(st.integers(start + 1, len(made.text))))
    return span if span.exact.strip() else made.span(0, 1)


@st.composite
def attributed(draw: st.DrawFn, made: Report) -> Statement:
    content = tuple(draw(st.lists(spans(made), min_size=1, max_size=3)))
    source, cue = draw(st.none() | spans(made)), draw(spans(made))
    stance, form = draw(st.sampled_from(Stance)), draw(st.sampled_from(Form))
    key = statement_id(made.id, content, source, cue)
    return Statement(key, made.id, content, source, cue, form, stance)


@settings(max_examples=100, deadline=None)
@given(readings())
def test_brat_gives_back_the_same_statements(reading: Reading) -> None:
    found = brat.read(brat.lines(reading), reading.report)
    assert [a.statement(reading.report).id for a in found] == [s.id for s in reading.statements]
    assert [(a.content, a.source, a.cue, a.stance, a.form) for a in found] == [
        (s.content, s.source, s.cue, s.stance, s.form) for s in reading.statements
    ]


@settings(max_examples=100, deadline=None)
@given(readings())
def test_web_annotations_give_back_the_same_places(reading: Reading) -> None:
    page = web_annotation.page(Dossier(MadeBy("0.1"), (reading,)))
    found, orphans = web_annotation.read(json.loads(json.dumps(page)), [reading.report])
    assert not orphans
    for annotation, s in zip(found, reading.statements, strict=True):
        assert annotation.id == s.id
        parts = [("source", s.source), ("cue", s.cue), *(("content", piece) for piece in s.content)]
        assert list(annotation.places) == [(role, span) for role, span in parts if span]


@settings(max_examples=100, deadline=None)
@given(readings())
def test_utf_16_and_utf_8_lead_to_the_same_words(reading: Reading) -> None:
    page = web_annotation.page(Dossier(MadeBy("0.1"), (reading,)))
    text = reading.report.text
    for target in (t for item in page["items"] for t in item["target"]):
        exact = target["selector"][1]["exact"]
        for name, encoding, size in (("utf16", "utf-16-le", 2), ("utf8", "utf-8", 1)):
            place = target[f"rashomon:{name}"]
            assert text.encode(encoding)[place["start"] * size : place["end"] * size].decode(encoding) == exact


def test_files_of_a_whole_dossier_come_back_from_disk(tmp_path: Path) -> None:
    dossier = case()
    folder.write(dossier, ["brat", "web-annotation"], tmp_path / "out")
    for reading in dossier.readings:
        base = tmp_path / "out/brat" / reading.report.id
        text, ann = (base.with_suffix(end).read_bytes().decode("utf-8") for end in (".txt", ".ann"))
        assert text == reading.report.text
        said = [s for s in reading.statements if s.cue]
        assert [a.content for a in brat.read(ann, reading.report)] == [s.content for s in said]
    page = json.loads((tmp_path / "out/web-annotation/annotations.jsonld").read_bytes())
    found, orphans = web_annotation.read(page, dossier.reports)
    assert not orphans
    ids = [[s.id for s in r.statements] + [f.id for f in r.figures] for r in dossier.readings]
    assert [a.id for a in found] == [*ids[0], *ids[1]]


def test_a_corrector_who_moves_a_piece_outranks_the_note() -> None:
    made = report("Orla Fennick said: nobody\nwarned us.")
    content, source, cue = (made.span(19, 35), made.span(0, 12), made.span(13, 17))
    said = Statement("s", made.id, (content,), source, cue)
    ann = brat.lines(Reading(made, (said,)))
    assert "#3\tAnnotatorNotes T3\tspans 19 35" in ann
    moved = ann.replace("Content 19 25;26 35", "Content 19 25;26 32")
    assert [s.exact for s in brat.read(moved, made)[0].content] == ["nobody", "warned"]


def test_what_polnear_writes_is_read() -> None:
    made = report("The mayor said nobody was warned.")
    ann = "T1\tSource 0 9\tThe mayor\nT2\tCue 10 14\tsaid\nT3\tContent 15 32\tnobody was warned\n"
    ann += "T4\tAttribution 10 14\tsaid\nE1\tAttribution:T4 Source:T1 Cue:T2 Content:T3\n"
    (found,) = brat.read(ann, made)
    assert (found.source, found.cue, found.content[0].exact) == (
        made.span(0, 9),
        made.span(10, 14),
        "nobody was warned",
    )


def test_a_source_in_pieces_is_its_longest_piece_and_no_word_between() -> None:
    made = report("Orla Fennick, who came late, the mayor\nof Brannick said so.")
    ann = "T1\tSource 0 12;29 38;39 50\tx\nT2\tCue 51 55\tsaid\nT3\tContent 56 58\tso\n"
    ann += "E1\tAttribution:T2 Source:T1 Cue:T2 Content:T3\n"
    assert brat.read(ann, made)[0].source == made.span(29, 50)


@pytest.mark.parametrize(
    ("ann", "message"),
    [
        ("T1\tContent 0 999\tx\nE1\tAttribution:T1 Content:T1\n", "outside report"),
        ("T1\tContent 0 x\tx\n", "line 1 of the .ann file is malformed"),
        ("E1\tAttribution:T1 Content:T1\n", "names T1, which is not in the file"),
        ("T1\tCue 0 3\tThe\nE1\tAttribution:T1 Cue:T1\n", "without Content"),
        (
            "T1\tContent 0 3\tThe\nE1\tAttribution:T1 Content:T1\nA1\tStance E1 shouts\n",
            "'shouts' is not a valid Stance",
        ),
    ],
)
def test_a_broken_ann_file_is_one_clear_line(ann: str, message: str) -> None:
    with pytest.raises((BrokenDossier, SpanMismatch), match=message):
        brat.read(ann, report("The mayor said so."))


def selectors(start: object, end: int, exact: str) -> list[dict[str, object]]:
    position = {"type": "TextPositionSelector", "start": start, "end": end}
    return [position, {"type": "TextQuoteSelector", "exact": exact}]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"selector": []}, "needs both"),
        ({"rashomon:report": "r-elsewhere"}, "is not here"),
        ({"selector": selectors(0, 3, "Two")}, "has 'One'"),
        ({"selector": selectors("0", 3, "One")}, "without whole numbers"),
    ],
)
def test_a_place_that_does_not_hold_is_an_orphan_and_is_not_looked_for(change: dict[str, object], reason: str) -> None:
    made = report("One and one. Two.")
    target = web_annotation.target(made, "", made.span(0, 3), "content") | change
    page = {"items": [{"id": "urn:rashomon:s-1", "body": {"value": "x"}, "target": target}]}
    found, (orphan,) = web_annotation.read(page, [made])
    assert not found
    assert orphan.id == "s-1"
    assert reason in orphan.reason


def test_an_annotation_of_another_tool_finds_its_report_by_address() -> None:
    made = report("One and one.", url="https://courier.example/1")
    selector = [
        {"type": "TextQuoteSelector", "exact": "one"},
        {"type": "TextPositionSelector", "start": 8, "end": 11},
    ]
    item = {"id": "https://notes.example/7", "target": {"source": made.url, "selector": selector}}
    found, orphans = web_annotation.read([item], [made])
    assert not orphans
    assert found[0].places == (("", made.span(8, 11)),)
    twice = report("One and one again.", url=made.url)
    assert "the address of two reports" in web_annotation.read([item], [made, twice])[1][0].reason


def test_what_is_no_page_is_refused() -> None:
    for wrong in ({"items": 3}, "x", {"items": ["x"]}):
        with pytest.raises(BrokenDossier):
            web_annotation.read(wrong, [])

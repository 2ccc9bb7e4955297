"""The terminal view: 100 columns, plain text in a pipe, hostile text made harmless."""

import io
import re
from dataclasses import replace

import pytest

from factories import bridge_case, counted, decided_case, hostile_case, make_report, said
from rashomon.errors import UsageError
from rashomon.export import table
from rashomon.export.table.case import head
from rashomon.export.table.plots import axis, interval
from rashomon.model import Dossier, MadeBy, Reading
from rashomon.views.figures import Scale
from rashomon.views.index import Index
from rashomon.views.summary import summary

CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
EVIL = "\x1b]0;owned\x07\x1b[2J[bold red]\u202egnp\u2066 \x9b31m {x} :skull: " + "word " * 60


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(scope="module")
def shown() -> str:
    return table.text(bridge_case())


def section(shown: str, title: str) -> str:
    """The lines of one section."""
    return shown.split(f"\n{title}")[1].split("\n\n")[0]


@pytest.mark.parametrize(
    ("copies", "words"),
    [
        (1, "1 report is a reprint, a light edit or a translation"),
        (2, "2 reports are reprints, light edits or translations"),
    ],
)
def test_the_head_says_how_many_are_copies_in_a_whole_sentence(copies: int, words: str) -> None:
    made = summary(Index.of(bridge_case()), ())
    lines = [str(row) for row in head(replace(made, copies=copies))]
    assert words in lines[-1]


def test_the_head_counts_reports_and_origins(shown: str) -> None:
    assert shown.startswith("RASHOMON   4 reports · 1–2 origins · 2 May – 11 June 2031\n")


def test_a_dispute_has_both_sides_and_the_reversal(shown: str) -> None:
    dispute = section(shown, "IN DISPUTE")
    assert re.search(r"120 people were on the bridge +3 +1–2  contested, denied", dispute)
    assert "asserted by   Roads Board (2) · Orla Fennick · source not stated" in dispute
    assert "denied by     Roads Board" in dispute
    assert "reversed      Roads Board: first denies, later admits" in dispute


def test_figures_stand_side_by_side_with_their_speakers(shown: str) -> None:
    ladder = section(shown, "WHO SAYS HOW MANY")
    assert re.search(r"Roads Board +≤ 40  <─+┤ +“no more than 40”", ladder)
    assert re.search(r"Orla Fennick +108–132 +├─+┤ +“About 120 people”", ladder)
    assert re.search(r"120 +● +denies “120 people”", ladder)
    assert "· 2 May 2031 · contradicted by Orla Fennick" in ladder
    assert "← Northern Press ← Brannick Echo · 11 Jun 2031" in ladder


def test_changed_words_stand_in_brackets(shown: str) -> None:
    drift = section(shown, "HOW IT CHANGED")
    assert "“[About] 120 people were on the bridge”" in drift
    assert "→ Brannick Echo" in drift
    assert "hedge dropped, attribution dropped: 'About' and the mayor are gone" in drift


def test_words_that_bring_their_own_quotation_marks_get_no_second_pair() -> None:
    case = bridge_case()
    wire, copy = make_report("“They left at noon,” said Ivo Tarn.", outlet="NPA"), make_report("They left at noon.")
    drift = replace(case.drifts[0], parent=wire.span(0, len(wire.text)), child=copy.span(0, len(copy.text)))
    made = replace(
        case,
        readings=(Reading(wire), Reading(copy)),
        drifts=(drift,),
        claims=(),
        relations=(),
        lineage=(),
        headlines=(),
    )
    shown = section(table.text(made), "HOW IT CHANGED")
    assert "““" not in shown
    assert "“They left at noon.”" in shown


def test_lineage_is_a_tree_and_unknown_directions_say_so(shown: str) -> None:
    tree = section(shown, "WHERE THE REPORTS COME FROM")
    assert "└─ rewrite 60%  Brannick Echo, 3 May 2031  “120 on doomed bridge”" in tree
    assert "   └─ credits (direction not known)  Brannick Echo, 11 Jun 2031" in tree
    assert "heard itself: Orla Fennick" in tree
    assert "other.txt, date not stated" in tree


def test_denials_headlines_loose_ends_and_what_was_left_out_are_there(shown: str) -> None:
    assert "the board denies the mayor's figure" in section(shown, "DENIALS")
    assert "says more than its body" in section(shown, "HEADLINES THAT")
    assert "'It' may be the board or the bridge" in section(shown, "WHAT COULD NOT")
    assert re.search(r"reports/empty.txt +the file is empty", section(shown, "LEFT OUT"))


def test_a_denial_says_who_else_it_denies_and_how_many_more() -> None:
    case = bridge_case()
    denial = case.relations[0]
    others = [make_report(f"{n} carts were on the bridge.", path=f"{n}.txt") for n in ("Two", "Three", "Four", "Five")]
    lines = [said(report, report.text[:-1]) for report in others]
    readings = (*case.readings, *(Reading(report, (line,)) for report, line in zip(others, lines, strict=True)))
    relations = (*case.relations, *(replace(denial, right=line.id, score=0.5) for line in lines))
    shown = section(table.text(replace(case, readings=readings, relations=relations)), "DENIALS")
    assert len(re.findall(r"^  denies ", shown, re.MULTILINE)) == 3
    assert "… and 2 more that it denies" in shown


def test_things_of_one_number_stand_in_a_table_of_their_own() -> None:
    case = bridge_case()
    report = make_report("Six lorries stood there, Orla Fennick said.")
    line = said(report, "Six lorries stood there", "Orla Fennick", "said", speaker=case.sources[0].id)
    alone = Reading(report, (line,), (), (counted(report, "Six lorries", 6, 6, line, "lorries"),))
    shown = table.text(replace(case, readings=(*case.readings, alone)))
    assert re.search(r"lorries +6  Orla Fennick +“Six lorries”", section(shown, "OTHER FIGURES"))
    assert "lorries" not in section(shown, "WHO SAYS HOW MANY")


def test_one_report_shows_every_statement_with_its_figures_and_claims() -> None:
    one = table.text(bridge_case(), report="wire.txt")
    assert "Northern Press, 2 May 2031, 08:10" in one
    assert "Roads Board  denies, indirect\n  “that 120 people had been on the bridge”" in one
    assert "– figure “About 120 people” = 108–132, people" in one
    assert "– denied by Roads Board, Northern Press" in one
    assert "– claim: 120 people were on the bridge" in one


def test_a_report_that_is_not_there_is_an_error_that_names_the_others() -> None:
    with pytest.raises(UsageError, match=r"wire\.txt"):
        table.text(bridge_case(), report="nowhere")


def test_an_empty_dossier_says_what_is_missing_and_no_bare_nought() -> None:
    empty = table.text(Dossier(MadeBy("0")))
    assert "no report · origins not counted · dates not stated" in empty
    assert not re.search(r"\b0\b", empty)


@pytest.mark.parametrize("report", [None, "0"])
def test_hostile_text_cannot_steer_the_terminal_or_break_the_width(report: str | None) -> None:
    case = hostile_case(EVIL)
    shown = table.text(case, report=case.reports[0].id if report else None)
    assert not CONTROL.search(shown)
    assert "[bold red]" in shown
    terminal = Terminal()
    table.show(case, terminal, report=case.reports[0].id if report else None)
    assert not CONTROL.search(re.sub(r"\x1b\[[0-9;]*m", "", terminal.getvalue()))
    assert "\x1b[2J" not in terminal.getvalue()
    assert max(map(len, shown.split("\n"))) <= 100


def test_no_word_of_a_verdict_is_ours(shown: str) -> None:
    assert not re.search(r"\b(false|fake|true|lie[sd]?)\b", shown, re.IGNORECASE)


def test_a_pipe_gets_plain_text_and_a_terminal_the_same_words() -> None:
    pipe, terminal = io.StringIO(), Terminal()
    table.show(bridge_case(), pipe)
    table.show(bridge_case(), terminal)
    assert "\x1b" not in pipe.getvalue()
    bare = re.sub(r"\x1b\[[0-9;]*m", "", terminal.getvalue())
    assert "reversed      Roads Board" in bare


def test_a_stream_that_is_not_unicode_gets_ascii_for_our_own_signs() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii", errors="strict")
    table.show(bridge_case(), stream)
    stream.flush()
    assert b"<----" in raw.getvalue()


AXIS = Scale(100.0)


@pytest.mark.parametrize(
    ("low", "high", "drawn"),
    [
        (50, 50, "          ●"),
        (20, 60, "    ├───────┤"),
        # open below: it starts at the axis and says so
        (None, 50, "<─────────┤"),
        (50, None, "          ├─────────>"),
        (None, None, "not stated"),
        # narrower than a column
        (50, 51, "          ●"),
        (0, 0, "●"),
    ],
)
def test_intervals_as_text(low: float | None, high: float | None, drawn: str) -> None:
    assert interval(low, high, AXIS, 21) == drawn


def test_the_axis_names_stand_over_their_columns() -> None:
    assert axis(AXIS, 21) == "0  20  40  60  80"


def test_what_people_decided_stands_beside_what_the_machine_had_found() -> None:
    shown = table.text(decided_case())
    assert "WHAT PEOPLE DECIDED   2 decisions, 1 undone" in shown
    assert "Ana said how it is said: stance admits" in shown
    assert "machine       denies" in shown
    assert "by Ben: a mistake" in shown


def test_figures_stand_in_a_monitors_terms_beside_their_words() -> None:
    plain, coded = table.text(bridge_case()), table.text(bridge_case(), figures_as="acled")
    assert "FIGURES AS ACLED CODES THEM" not in plain
    assert " best " in section(coded, "FIGURES AS ACLED CODES THEM")

"""Marked cases: what a mark becomes in the gold, and that every case in tests/cases is marked as the format says."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CASES = sorted((ROOT / "tests/cases").glob("*.txt"))
parse = runpy.run_path(str(ROOT / "benchmarks/marked.py"))["parse"]
TEXT = """# Invented.
claim H1 contested 2 | How many hens were lost
claim H2 denied,single-source 1 | A fox did it
claim H3 corroborated | The gate was open

== 1
outlet: Coop Courier
--
{H1+a H2+|"A fox,"} Orla Venn said, {=|"took four of my hens."} {|It rained.}

== 2
outlet: Farm Wire
--
{H1+b|Nine hens are gone}, Tam Sedge said. {H2-|There is no fox.} He would not say {H3~|whether the gate was open}.
"""


def test_a_mark_speaks_to_several_claims_goes_on_behind_a_cue_or_belongs_to_none() -> None:
    _, gold = parse(TEXT)
    said = [" … ".join(span["exact"] for span in s["content_spans"]) for s in gold["statements"]]
    assert said[:2] == ['"A fox," … "took four of my hens."', "It rained."]
    first, rain, nine, *_ = (s["id"] for s in gold["statements"])
    hens, fox, gate = gold["claims"]
    assert (hens["asserts"], fox["asserts"]) == ([first, nine], [first])
    assert (len(fox["denies"]), len(gate["qualifies"])) == (1, 1)
    assert not any(rain in claim[side] for claim in gold["claims"] for side in ("asserts", "denies", "qualifies"))
    assert gold["relations"] == [{"from": first, "to": nine, "relation": "contradicts"}]


def test_a_claim_line_gives_statuses_and_origins_and_may_leave_the_origins_out() -> None:
    hens, fox, gate = parse(TEXT)[1]["claims"]
    assert (hens["independent_origins"], fox["status"]) == (2, "denied, single-source")
    assert "independent_origins" not in gate


def test_a_report_is_in_english_where_its_header_does_not_say_otherwise() -> None:
    reports, gold = parse(TEXT.replace("outlet: Farm Wire", "outlet: La Ferme\nlang: fr"))
    assert [text.count("lang: ") for text in reports.values()] == [1, 1]
    assert "\nlang: en\n\n" in reports["01.txt"]
    assert "\nlang: fr\n\n" in reports["02.txt"]
    nine = next(s for s in gold["statements"] if s["report"] == "02.txt")["content_spans"][0]
    assert reports["02.txt"][nine["start"] : nine["end"]] == "Nine hens are gone"


@pytest.mark.parametrize("wrong", ["{H1*|four}", "{H9+|four}", "{H1+ |four}", "{H1+|four"])
def test_a_mark_that_is_none_is_refused(wrong: str) -> None:
    with pytest.raises(SystemExit):
        parse(TEXT.replace("{|It rained.}", wrong))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_every_case_is_marked_as_the_format_says(case: Path) -> None:
    reports, gold = parse(case.read_text(encoding="utf-8"))
    for s in gold["statements"]:
        for span in s["content_spans"]:
            assert reports[s["report"]][span["start"] : span["end"]] == span["exact"]
    assert all(claim["asserts"] or claim["denies"] for claim in gold["claims"])

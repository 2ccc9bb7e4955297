"""The formats of other programs, checked against what those programs ask for."""

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from export_case import at, case, report
from rashomon.export import ftm, isnad, monitors, prov, schema_org
from rashomon.export.columns import TABLES
from rashomon.export.folder import write
from rashomon.model import (
    Claim,
    Decision,
    DecisionKind,
    Dossier,
    Effect,
    Figure,
    MadeBy,
    OriginGroup,
    Outcome,
    Place,
    Reading,
    Source,
    SourceKind,
    Stance,
    Statement,
    Status,
    Support,
    When,
    claim_id,
    figure_id,
    statement_id,
)
from rashomon.views.index import Index


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def toll() -> Dossier:
    """Two reports on one toll: 'at least 12 civilians' from a hospital, 'dozens of fighters' from a ministry."""
    one = report(
        "The hospital said at least 12 civilians were killed in Brannick on Thursday.",
        outlet="Northfold Courier", published="2031-05-02", url="https://courier.example/a", headline="Twelve killed",
    )  # fmt: skip
    two = report("The ministry said dozens of fighters were killed.", outlet="Sandmere Post", published="2031-05-03")
    readings = []
    for made, who, what, low, high, counted, modifier in (
        (one, "The hospital", "at least 12 civilians", 12, None, "civilians", "at least"),
        (two, "The ministry", "dozens of fighters", 24, None, "fighters", "dozens"),
    ):
        content = at(made, made.text[made.text.index(what) : -1])
        source, cue = at(made, who), at(made, "said")
        said = Statement(
            statement_id(made.id, (content,), source, cue), made.id, (content,), source, cue, speaker=f"p-{who[4]}"
        )
        number = at(made, what)
        figure = Figure(
            figure_id(made.id, number, low, high, ""), made.id, number, low, high, counted=counted, scope="killed",
            modifier=modifier, statement=said.id,
        )  # fmt: skip
        readings.append(Reading(made, (said,), (), (figure,)))
    readings[0] = replace(
        readings[0],
        times=(When(at(one, "on Thursday"), "2031-05-01", "2031-05-01", "day"),),
        places=(Place(at(one, "Brannick"), "Brannick", "XX", 51.5, -1.25, 7),),
    )
    members = tuple(r.statements[0].id for r in readings)
    numbers = tuple(r.figures[0].id for r in readings)
    claim = Claim(claim_id(members), "People were killed in Brannick", members, numbers)
    hospital = OriginGroup("p-h", "the hospital", members[:1])
    groups = (hospital, OriginGroup("p-m", "the ministry", members[1:], may_be=("p-h",)))
    return Dossier(
        MadeBy("0.1"),
        tuple(readings),
        (
            Source("p-h", "Brannick General Hospital", SourceKind.ORGANIZATION),
            Source("p-m", "Ministry of Ports", SourceKind.PUBLIC_BODY),
        ),
        (claim,),
        (Support(claim.id, 2, 1, 2, (Status.CONTESTED,), groups),),
    )


# --- tables


def test_an_empty_table_has_its_columns(tmp_path: Path) -> None:
    write(Dossier(MadeBy("0.1")), ["csv"], tmp_path / "out")
    for name, columns in TABLES.items():
        assert (tmp_path / f"out/{name}.csv").read_text("utf-8") == ",".join(columns) + "\n"


def test_every_piece_of_content_says_where_it_stands(tmp_path: Path) -> None:
    dossier = case()
    write(dossier, ["csv"], tmp_path / "out")
    said = dossier.statements[0]
    row = rows(tmp_path / "out/statements.csv")[0]
    assert row["content_at"] == f"{said.content[0].start}:{said.content[0].end}"
    assert rows(tmp_path / "out/lineage.csv")[0]["passages_at"] == "14:23<54:63"


def test_versions_and_withdrawals_are_tables(tmp_path: Path) -> None:
    dossier = case()
    write(dossier, ["csv"], tmp_path / "out")
    (version,), (gone,) = (rows(tmp_path / f"out/{name}.csv") for name in ("versions", "withdrawals"))
    assert (version["change"], version["earlier_statement"], version["reason"]) == (
        "changed",
        dossier.statements[1].id,
        "a figure",
    )
    assert (gone["carried"], gone["carried_at"]) == ("a doz", f"{dossier.reports[1].id}:6:11")


# --- schema.org


def graph(dossier: Dossier, kind: str) -> list[dict[str, Any]]:
    return [row for row in schema_org.graph(dossier) if row["@type"] == kind]


def test_a_claim_names_who_makes_it_and_where_it_first_appeared() -> None:
    dossier = toll()
    (claim,) = graph(dossier, "Claim")
    assert [a["@id"] for a in claim["author"]] == ["urn:rashomon:p-h", "urn:rashomon:p-m"]
    assert claim["firstAppearance"] == {"@id": f"urn:rashomon:{dossier.reports[0].id}"}
    assert claim["description"].startswith("In 2 reports, from 1 to 2 independent origins. Flags: contested.")
    assert [c["position"] for c in claim["citation"]] == ["18:75", "18:48"]


@pytest.mark.parametrize(("stance", "appearances"), [(Stance.DENIES, 1), (Stance.HEDGED, 2), (Stance.NO_COMMENT, 1)])
def test_who_denies_or_hedges_a_claim_is_not_its_author(stance: Stance, appearances: int) -> None:
    dossier = toll()
    second = dossier.readings[1]
    other = replace(second, statements=(replace(second.statements[0], stance=stance),))
    (claim,) = graph(replace(dossier, readings=(dossier.readings[0], other)), "Claim")
    assert [a["@id"] for a in claim["author"]] == ["urn:rashomon:p-h"]
    assert len(claim["appearance"]) == appearances
    assert len(claim["citation"]) == 2


def test_nobody_knows_which_came_first_where_a_date_is_missing() -> None:
    dossier = toll()
    for published in ("", "2031-05", "2031-05-02"):
        second = dossier.readings[1]
        undated = replace(second, report=replace(second.report, published=published))
        (claim,) = graph(replace(dossier, readings=(dossier.readings[0], undated)), "Claim")
        assert "firstAppearance" not in claim


def rated(effect: Effect, who: str = "Tova Lindqvist", **value: str) -> Dossier:
    dossier = toll()
    fields = tuple({"rating": "Half of the story", **value}.items())
    decision = Decision("d-1", DecisionKind.RATING, (), fields, who, "2031-06-01T09:00:00Z", "see the hospital's list")
    return replace(dossier, decisions=(Outcome(decision, effect, about=(dossier.claims[0].id,)),))


def test_a_review_is_never_made_by_the_machine() -> None:
    assert not [row for row in schema_org.graph(case()) if row["@type"] in ("ClaimReview", "Rating")]


def test_a_review_is_the_rating_of_a_named_person() -> None:
    dossier = rated(Effect.APPLIED, url="https://desk.example/1")
    (review,) = graph(dossier, "ClaimReview")
    assert review["author"] == {"@type": "Person", "name": "Tova Lindqvist"}
    assert review["reviewRating"] == {"@type": "Rating", "alternateName": "Half of the story"}
    assert review["itemReviewed"] == {"@id": f"urn:rashomon:{dossier.claims[0].id}"}
    assert (review["datePublished"], review["url"]) == ("2031-06-01", "https://desk.example/1")


@pytest.mark.parametrize(
    "dossier", [rated(Effect.UNDONE), rated(Effect.ORPHAN), rated(Effect.SUPERSEDED), rated(Effect.APPLIED, who=" ")]
)
def test_a_rating_that_does_not_stand_or_is_nobodys_is_no_review(dossier: Dossier) -> None:
    assert not graph(dossier, "ClaimReview")


def test_decisions_are_a_table(tmp_path: Path) -> None:
    write(rated(Effect.APPLIED), ["csv"], tmp_path / "out")
    (row,) = rows(tmp_path / "out/decisions.csv")
    assert (row["who"], row["value"], row["effect"]) == ("Tova Lindqvist", "rating=Half of the story", "applied")


# --- PROV


def test_a_claim_has_the_first_statement_of_each_origin_as_primary_source() -> None:
    dossier = toll()
    (claim,) = (row for row in prov.graph(dossier) if row["@id"] == f"r:{dossier.claims[0].id}")
    assert [s["@id"] for s in claim["prov:hadPrimarySource"]] == [f"r:{s.id}" for s in dossier.statements]


def test_the_light_table_has_the_same_relations() -> None:
    dossier = case()
    found = {(child, parent, relation) for child, parent, relation, *_ in prov.light(dossier)}
    first, second = dossier.reports
    assert (second.id, first.id, "prov:wasRevisionOf") in found
    assert (dossier.statements[0].id, "p-fennick", "prov:wasAttributedTo") in found
    assert ("p-fennick", "p-town", "prov:actedOnBehalfOf") in found


# --- FollowTheMoney


def test_a_source_without_a_name_is_no_entity() -> None:
    dossier = toll()
    unnamed = Source("p-h", "a nurse", SourceKind.UNNAMED)
    made = ftm.entities(ftm.statements(replace(dossier, sources=(unnamed, *dossier.sources[1:]))))
    assert [e["properties"]["name"] for e in made if e["schema"] in ("Person", "Organization", "PublicBody")] == [
        ["Ministry of Ports"]
    ]


def test_what_reports_differ_about_stays_apart_by_report() -> None:
    dossier = toll()
    told = [s for s in ftm.statements(dossier) if s.prop == "description" and s.entity == dossier.claims[0].id]
    assert [(s.dataset, s.original, s.seen) for s in told] == [
        (s.report_id, s.text, day) for s, day in zip(dossier.statements, ("2031-05-02", "2031-05-03"), strict=True)
    ]


def test_entities_point_only_at_entities() -> None:
    made = ftm.entities(ftm.statements(case()))
    ids = {e["id"] for e in made}
    pointing = ("document", "entity", "proof", "subject", "object")
    assert {v for e in made for p in pointing for v in e["properties"].get(p, [])} <= ids


# --- monitors


def test_each_monitor_codes_by_its_own_rule(tmp_path: Path) -> None:
    monitors.write(toll(), tmp_path)
    (ucdp, other), (acled, _), (airwars,) = (rows(tmp_path / f"{name}.csv") for name in ("ucdp", "acled", "airwars"))
    assert (ucdp["low"], ucdp["best"], ucdp["high"], ucdp["deaths_civilians"]) == ("12", "12", "12", "12")
    assert (other["best"], other["deaths_civilians"], other["deaths_unknown"]) == ("24", "", "24")
    assert (ucdp["rashomon_counted"], other["rashomon_counted"]) == ("civilian_non_combatants", "belligerents")
    assert (ucdp["date_start"], ucdp["date_prec"], ucdp["country"]) == ("2031-05-01", "1", "XX")
    assert ucdp["number_of_sources"] == "1"
    assert acled["fatalities"] == "12"
    assert acled["notes"] == "Brannick General Hospital: at least 12 civilians"
    assert airwars["killed_injured_civilian_non_combatants_killed_min"] == "12"
    assert airwars["killed_injured_belligerents_killed_min"] == "24"
    assert airwars["killed_not_stated_min"] == ""
    assert (airwars["civilian_harm_status"], airwars["proposed_civilian_harm_status"]) == ("", "contested")


def test_two_reports_of_one_origin_are_not_two_sources(tmp_path: Path) -> None:
    dossier = toll()
    one = replace(dossier.supports[0], low=1, high=1, status=(Status.SINGLE_SOURCE,))
    monitors.write(replace(dossier, supports=(one,)), tmp_path)
    assert rows(tmp_path / "airwars.csv")[0]["proposed_civilian_harm_status"] == "weak"
    assert rows(tmp_path / "ucdp.csv")[0]["number_of_sources"] == "1"


def test_what_is_denied_is_not_coded(tmp_path: Path) -> None:
    dossier = toll()
    second = dossier.readings[1]
    denied = replace(second, statements=(replace(second.statements[0], stance=Stance.DENIES),))
    monitors.write(replace(dossier, readings=(dossier.readings[0], denied)), tmp_path)
    assert [row["exact"] for row in rows(tmp_path / "figures.csv")] == ["at least 12 civilians"]


def test_a_part_of_a_total_is_no_row_beside_it(tmp_path: Path) -> None:
    dossier = toll()
    first = dossier.readings[0]
    whole = first.figures[0]
    three = at(first.report, "12")
    part = replace(
        whole,
        id=figure_id(first.report.id, three, 3, 3, ""),
        span=three,
        low=3,
        high=3,
        counted="children",
        modifier="",
        subset=True,
    )
    claim = replace(dossier.claims[0], figures=(*dossier.claims[0].figures, part.id))
    readings = (replace(first, figures=(whole, part)), dossier.readings[1])
    monitors.write(replace(dossier, readings=readings, claims=(claim,)), tmp_path)
    assert [r["rashomon_counted"] for r in rows(tmp_path / "ucdp.csv")] == ["civilian_non_combatants", "belligerents"]
    assert rows(tmp_path / "airwars.csv")[0]["killed_injured_children_killed_min"] == "3"


def test_a_part_of_a_total_is_not_the_least_of_its_own_group(tmp_path: Path) -> None:
    dossier = toll()
    first = dossier.readings[0]
    three = at(first.report, "12")
    part = replace(
        first.figures[0], id=figure_id(first.report.id, three, 3, 3, ""), span=three, low=3, high=3, subset=True
    )
    claim = replace(dossier.claims[0], figures=(*dossier.claims[0].figures, part.id))
    readings = (replace(first, figures=(*first.figures, part)), dossier.readings[1])
    monitors.write(replace(dossier, readings=readings, claims=(claim,)), tmp_path)
    assert rows(tmp_path / "airwars.csv")[0]["killed_injured_civilian_non_combatants_killed_min"] == "12"


def test_every_coded_number_leads_to_its_words(tmp_path: Path) -> None:
    dossier = toll()
    monitors.write(dossier, tmp_path)
    texts = {r.id: r.text for r in dossier.reports}
    known = rows(tmp_path / "figures.csv")
    for row in known:
        assert texts[row["report"]][int(row["start"]) : int(row["end"])] == row["exact"]
    for name in ("ucdp", "acled", "airwars"):
        for row in rows(tmp_path / f"{name}.csv"):
            assert set(row["rashomon_figures"].split(" | ")) <= {k["id"] for k in known}


# --- transmission chains


def test_a_chain_runs_from_the_speaker_to_the_page() -> None:
    dossier = case()
    index = Index.of(dossier)
    nodes = isnad.chain(index, dossier.statements[0])
    assert [n["metadata"]["name"] for n in nodes] == ["Orla Fennick", "Hill Radio", "Northfold Courier"]
    assert [n["role"] for n in nodes] == ["source", "human", "human"]
    assert [n["parent_ids"] for n in nodes] == [[], [nodes[0]["node_id"]], [nodes[1]["node_id"]]]
    assert nodes[-1]["input_documents"][0]["content_hash"] == dossier.reports[0].sha256


def test_the_outlets_own_voice_is_a_chain_of_one() -> None:
    dossier = case()
    (node,) = isnad.chain(Index.of(dossier), dossier.statements[1])
    assert (node["role"], node["metadata"]["name"]) == ("source", "Northfold Courier")


def test_origins_that_may_be_one_are_not_called_independent() -> None:
    dossier = toll()
    *_, trace = isnad.traces(dossier)
    assert trace["trace_id"] == dossier.claims[0].id
    assert trace["independence"] == "shared_ancestry_detected"
    assert trace["independence_detail"] == "the ministry may be one origin with the hospital"
    assert [c[0]["narrator_id"] for c in (trace["chain"], *trace["corroborating_chains"])] == [
        "source:p-h",
        "source:p-m",
    ]


def test_nobody_is_graded() -> None:
    traces = list(isnad.traces(case()))
    assert {(t["chain_integrity"], t["origin_strength"]) for t in traces} == {("ungraded", "unknown")}
    assert traces[0]["contradictions"][0]["claim_b"] == case().statements[1].text


@pytest.mark.parametrize("name", ["schema-org", "prov", "ftm", "monitors", "isnad", "gexf", "bibtex"])
def test_the_same_dossier_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    one, two = (write(case(), [name], tmp_path / place) for place in "ab")
    assert [(tmp_path / "a" / p).read_bytes() for p in one] == [(tmp_path / "b" / p).read_bytes() for p in two]
    assert json.dumps([str(p) for p in one]) == json.dumps([str(p) for p in two])

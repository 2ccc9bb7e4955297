"""Casualty figures as rows for those who code conflict: UCDP, ACLED and Airwars, with the figures behind each number.

A row is one claim and, but for Airwars, one group of people: a proposal for a coder to accept or to change.
`figures.csv` has every figure behind it in the report's words, with its bounds and what each of the three would code.
A cell that the reports do not fill is empty, never 0; who is to be believed is never decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from rashomon.export.harms import FATES, Harm, either, harms, least, most, speaker
from rashomon.export.json import Json
from rashomon.export.put import put_csv
from rashomon.model import Claim, Dossier, Figure, Status
from rashomon.text.views import VIEWS, as_acled, as_airwars, as_ucdp
from rashomon.views.index import Index, outlet

COMMON = "rashomon_claim rashomon_label rashomon_figures rashomon_reports rashomon_origins_low rashomon_origins_high \
rashomon_status"
UCDP = "where_coordinates country latitude longitude where_prec date_prec date_start date_end event_clarity \
number_of_sources source_article source_office source_date source_headline source_original deaths_a deaths_b \
deaths_civilians deaths_unknown best high low code_status rashomon_counted"
ACLED = "event_date time_precision event_type sub_event_type actor1 assoc_actor_1 actor2 country location latitude \
longitude geo_precision source source_scale notes fatalities rashomon_counted"
HARMED = ("civilian_non_combatants", "children", "women", "men", "belligerents")
BOUNDS = [f"killed_injured_{who}_{what}_{end}" for who in HARMED for what in FATES.values() for end in ("min", "max")]
AIRWARS = f"unique_reference_codes incident_date incident_date_end location_name location_name_arabic region country \
latitude longitude geolocation_accuracy strike_status strike_type cause_of_death civilian_harm_reported \
{' '.join(BOUNDS)} killed_not_stated_min killed_not_stated_max injured_not_stated_min injured_not_stated_max \
civilian_harm_status proposed_civilian_harm_status belligerents targeted_belligerents sources"
FIGURES = "id claim statement report outlet published speaker fate group counted exact start end low high ucdp_low \
ucdp_best ucdp_high acled airwars_min airwars_max"


def write(dossier: Dossier, folder: Path) -> list[Path]:
    """One table for each monitor, and one with every figure behind them."""
    index = Index.of(dossier)
    found = harms(index)
    deaths = totals([h for h in found if h.fate == "killed"])
    made = {
        "ucdp": (f"{UCDP} {COMMON}", [ucdp(index, h) for h in deaths]),
        "acled": (f"{ACLED} {COMMON}", [acled(index, h) for h in deaths]),
        "airwars": (f"{AIRWARS} {COMMON}", airwars(index, found)),
        "figures": (FIGURES, [coded(index, h, f) for h in found for f in h.figures]),
    }
    return [
        put_csv(folder / f"{name}.csv", columns.split(), ([row.get(c) for c in columns.split()] for row in rows))
        for name, (columns, rows) in made.items()
    ]


def totals(found: Sequence[Harm]) -> list[Harm]:
    """The groups without those that are only a part of another group of their claim ('three of them children')."""
    whole = {h.claim.id for h in found if not h.part}
    return [h for h in found if not h.part or h.claim.id not in whole]


def ucdp(index: Index, harm: Harm) -> Json:
    """A row in UCDP's terms: of differing numbers the lowest as best, the least and the most around it."""
    views = [as_ucdp(f, harm.lang(f)) for f in harm.whole]
    best = least(v.best for v in views)
    civilian = harm.group == "civilian_non_combatants"
    support = index.supports.get(harm.claim.id)
    place, (start, end) = harm.where(), harm.days()
    return {
        **place,
        "where_coordinates": place["location"],
        "date_prec": harm.precision(),
        "date_start": start,
        "date_end": end,
        "number_of_sources": support.low if support else None,
        "source_article": _joined(r.url or r.path for r in harm.reports),
        "source_office": _joined(outlet(r) for r in harm.reports),
        "source_date": _joined(r.published for r in harm.reports),
        "source_headline": _joined(r.headline for r in harm.reports),
        "source_original": _joined(speaker(index, f) for f in harm.figures),
        "deaths_civilians" if civilian else "deaths_unknown": best,
        "best": best,
        "high": most(either(v.high, v.best) for v in views),
        "low": least(either(v.low, v.best) for v in views),
        "code_status": "proposed",
        **_common(index, harm.claim, harm.figures),
        "rashomon_counted": harm.group,
    }


def acled(index: Index, harm: Harm) -> Json:
    """A row in ACLED's terms: the most conservative number, and each speaker's own words in the notes."""
    start, end = harm.days()
    one_day = start is not None and start == end
    return {
        **harm.where(),
        "event_date": start if one_day else None,
        "time_precision": 1 if one_day else None,
        "source": _joined(outlet(r) for r in harm.reports),
        "notes": _joined(f"{speaker(index, f)}: {f.span.exact}" for f in harm.figures),
        "fatalities": least(as_acled(f, harm.lang(f)).low for f in harm.whole),
        **_common(index, harm.claim, harm.figures),
        "rashomon_counted": harm.group,
    }


def airwars(index: Index, found: Sequence[Harm]) -> list[Json]:
    """A row a claim in Airwars' terms: a least and a most for each group, killed and injured apart."""
    figures: dict[str, list[Figure]] = {}
    for harm in found:
        figures.setdefault(harm.claim.id, []).extend(harm.figures)
    rows: dict[str, Json] = {}
    for harm in found:
        if harm.claim.id not in rows:
            rows[harm.claim.id] = _incident(index, harm, figures[harm.claim.id])
        row = rows[harm.claim.id]
        views = [as_airwars(f, harm.lang(f)) for f in harm.whole]
        known = harm.group != "not_stated"
        stem = f"killed_injured_{harm.group}_{harm.fate}" if known else f"{harm.fate}_not_stated"
        row[f"{stem}_min"] = least(either(v.low, v.high) for v in views)
        row[f"{stem}_max"] = most(either(v.high, v.low) for v in views)
        if harm.group in ("civilian_non_combatants", "children", "women"):
            row["civilian_harm_reported"] = True
    return list(rows.values())


def _incident(index: Index, harm: Harm, figures: Sequence[Figure]) -> Json:
    """What a row says beside its numbers."""
    place, (start, end) = harm.where(), harm.days()
    return {
        **place,
        "unique_reference_codes": harm.claim.id,
        "incident_date": start,
        "incident_date_end": end,
        "location_name": place["location"],
        "proposed_civilian_harm_status": grade(index, harm.claim),
        "sources": " | ".join(r.url or r.path for r in harm.reports),
        **_common(index, harm.claim, figures),
    }


def grade(index: Index, claim: Claim) -> str:
    """The grade that Airwars' wording suggests, for a person to confirm: its two sources are two origins."""
    support = index.supports.get(claim.id)
    if support is None:
        return ""
    if Status.CONTESTED in support.status:
        return "contested"
    return "fair" if support.low >= 2 else "weak" if support.high == 1 else ""


def coded(index: Index, harm: Harm, figure: Figure) -> Json:
    """One figure as it stands in its report, and as each monitor would code it."""
    report = index.reports[figure.report_id]
    views = {name: view(figure, report.lang) for name, view in VIEWS.items()}
    return {
        "id": figure.id,
        "claim": harm.claim.id,
        "statement": figure.statement,
        "report": report.id,
        "outlet": outlet(report),
        "published": report.published,
        "speaker": speaker(index, figure),
        "fate": harm.fate,
        "group": harm.group,
        "counted": figure.counted,
        "exact": figure.span.exact,
        "start": figure.span.start,
        "end": figure.span.end,
        "low": figure.low,
        "high": figure.high,
        "ucdp_low": views["ucdp"].low,
        "ucdp_best": views["ucdp"].best,
        "ucdp_high": views["ucdp"].high,
        "acled": views["acled"].low,
        "airwars_min": views["airwars"].low,
        "airwars_max": views["airwars"].high,
    }


def _common(index: Index, claim: Claim, figures: Sequence[Figure]) -> Json:
    """Where a row comes from, and how many origins it has."""
    support = index.supports.get(claim.id)
    return {
        "rashomon_claim": claim.id,
        "rashomon_label": claim.label,
        "rashomon_figures": " | ".join(f.id for f in figures),
        "rashomon_reports": support.reports if support else None,
        "rashomon_origins_low": support.low if support else None,
        "rashomon_origins_high": support.high if support else None,
        "rashomon_status": " | ".join(support.status) if support else "",
    }


def _joined(values: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(v for v in values if v))

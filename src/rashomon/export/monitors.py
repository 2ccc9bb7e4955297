"""Casualty figures as rows for those who code conflict: UCDP, ACLED and Airwars, with the figures behind each number.

A row is one claim and one fate ('killed', 'injured'), a proposal for a coder to accept or to change. `figures.csv`
has every figure behind it in the report's words, with its bounds and what each of the three would code. A cell that
the reports do not fill is empty, never 0; who is to be believed is never decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rashomon.export.json import Json
from rashomon.export.put import put_csv
from rashomon.model import Claim, Dossier, Figure, Place, Stance, Status, When
from rashomon.text.compare import keys
from rashomon.text.views import VIEWS, Coded, as_acled, as_airwars, as_ucdp
from rashomon.views.index import Index, outlet

FATES = {"die": "killed", "injure": "injured"}
GROUPS = {"child": "children", "woman": "women", "man": "men"}
FIGHTERS = {"fighter", "soldier"}
DAYS = ((0, 1), (6, 2), (7, 3), (31, 4))
"""UCDP's `date_prec`: the most days between first and last, and the code; above, 5."""

COMMON = "rashomon_claim rashomon_label rashomon_figures rashomon_reports rashomon_origins_low rashomon_origins_high \
rashomon_status"
UCDP = "where_coordinates country latitude longitude date_prec date_start date_end number_of_sources source_article \
source_office source_date source_headline source_original deaths_civilians deaths_unknown best high low code_status"
ACLED = "event_date time_precision event_type sub_event_type actor1 assoc_actor_1 actor2 country location latitude \
longitude geo_precision source source_scale notes fatalities"
HARMED = ("civilian_non_combatants", "children", "women", "men", "belligerents")
AIRWARS = "unique_reference_codes incident_date incident_date_end location_name country latitude longitude \
civilian_harm_reported {} killed_not_stated_min killed_not_stated_max injured_not_stated_min injured_not_stated_max \
civilian_harm_status proposed_civilian_harm_status sources".format(
    " ".join(
        f"killed_injured_{who}_{what}_{end}" for who in HARMED for what in FATES.values() for end in ("min", "max")
    )
)
FIGURES = "id claim statement report outlet published speaker fate counted exact start end low high ucdp_low ucdp_best \
ucdp_high acled airwars_min airwars_max"


@dataclass(frozen=True, slots=True)
class Harm:
    """The figures of one claim that say how many were killed, or injured."""

    claim: Claim
    fate: str
    figures: tuple[Figure, ...]


def write(dossier: Dossier, folder: Path) -> list[Path]:
    """One table for each monitor, and one with every figure behind them."""
    index = Index.of(dossier)
    found = harms(index)
    deaths = [h for h in found if h.fate == "killed"]
    made = {
        "ucdp": (f"{UCDP} {COMMON}", [ucdp(index, h) for h in deaths]),
        "acled": (f"{ACLED} {COMMON}", [acled(index, h) for h in deaths]),
        "airwars": (f"{AIRWARS} {COMMON}", airwars(index, found)),
        "figures": (FIGURES, [figure(index, h, f) for h in found for f in h.figures]),
    }
    return [
        put_csv(folder / f"{name}.csv", columns.split(), ([row.get(c) for c in columns.split()] for row in rows))
        for name, (columns, rows) in made.items()
    ]


def harms(index: Index) -> list[Harm]:
    """Every claim with figures of people killed or injured, in order; what a speaker denies is left out."""
    found = []
    for claim in index.dossier.claims:
        figures = [index.figures[i] for i in claim.figures if i in index.figures]
        for family, fate in FATES.items():
            own = tuple(f for f in figures if family in keys(f.scope) and not f.unit and not _denied(index, f))
            if own:
                found.append(Harm(claim, fate, own))
    return found


def _denied(index: Index, figure: Figure) -> bool:
    said = index.statements.get(figure.statement or "")
    return said is not None and said.stance in (Stance.DENIES, Stance.NO_COMMENT)


def ucdp(index: Index, harm: Harm) -> Json:
    """A row in UCDP's terms: of differing numbers the lowest as best, the least and the most around it."""
    whole = [f for f in harm.figures if not f.subset] or list(harm.figures)
    coded = [as_ucdp(f, _lang(index, f)) for f in whole]
    civilian = [c for f, c in zip(whole, coded, strict=True) if "civilian" in keys(f.counted)]
    best = _least(c.best for c in coded)
    # of the coded deaths, those said to be civilians; what is not said to be anybody is unknown
    sided = len(civilian) == len(coded)
    times = _times(index, harm)
    return {
        **_where(index, harm),
        **_span_of(times),
        "date_prec": _precision(times),
        **_sources(index, harm),
        "deaths_civilians": best if sided else None,
        "deaths_unknown": None if sided else best,
        "best": best,
        "high": _most(c.high if c.high is not None else c.best for c in coded),
        "low": _least(c.low if c.low is not None else c.best for c in coded),
        "code_status": "proposed",
        **_common(index, harm),
    }


def acled(index: Index, harm: Harm) -> Json:
    """A row in ACLED's terms: the most conservative number, what differs in the notes."""
    whole = [f for f in harm.figures if not f.subset] or list(harm.figures)
    values = [as_acled(f, _lang(index, f)).low for f in whole]
    times, where = _times(index, harm), _where(index, harm)
    reports = [index.reports[r] for r in _reports(harm)]
    days = _span_of(times)
    one_day = days["date_start"] == days["date_end"]
    return {
        **where,
        "event_date": days["date_start"] if one_day else None,
        "time_precision": 1 if one_day and days["date_start"] else None,
        "location": where["where_coordinates"],
        "source": "; ".join(dict.fromkeys(outlet(r) for r in reports)),
        "notes": _notes(index, harm),
        "fatalities": _least(values),
        **_common(index, harm),
    }


def airwars(index: Index, found: Sequence[Harm]) -> list[Json]:
    """A row a claim in Airwars' terms: a least and a most for each group, killed and injured apart."""
    rows: dict[str, Json] = {}
    for harm in found:
        where, times = _where(index, harm), _span_of(_times(index, harm))
        row = rows.setdefault(harm.claim.id, {"unique_reference_codes": harm.claim.id} | where | _common(index, harm))
        row["rashomon_figures"] = " | ".join(_ids(found, harm.claim))
        row |= {"incident_date": times["date_start"], "incident_date_end": times["date_end"]}
        row |= {"location_name": where["where_coordinates"], "sources": _addresses(index, harm)}
        for name, figures in _grouped(harm).items():
            bounds = [as_airwars(f, _lang(index, f)) for f in figures]
            stem = f"{harm.fate}_not_stated" if name == "not_stated" else f"killed_injured_{name}_{harm.fate}"
            row[f"{stem}_min"] = _least(_either(c.low, c.high) for c in bounds)
            row[f"{stem}_max"] = _most(_either(c.high, c.low) for c in bounds)
            if name in ("civilian_non_combatants", "children", "women"):
                row["civilian_harm_reported"] = True
        row["proposed_civilian_harm_status"] = _grade(index, harm.claim)
    return list(rows.values())


def figure(index: Index, harm: Harm, figure: Figure) -> Json:
    """One figure as it stands in its report, and as each monitor would code it."""
    report = index.reports[figure.report_id]
    said = index.statements.get(figure.statement or "")
    coded: dict[str, Coded] = {name: view(figure, report.lang) for name, view in VIEWS.items()}
    return {
        "id": figure.id,
        "claim": harm.claim.id,
        "statement": figure.statement,
        "report": report.id,
        "outlet": outlet(report),
        "published": report.published,
        "speaker": index.speaker(said) if said else f"{outlet(report)} (own voice)",
        "fate": harm.fate,
        "counted": figure.counted,
        "exact": figure.span.exact,
        "start": figure.span.start,
        "end": figure.span.end,
        "low": figure.low,
        "high": figure.high,
        "ucdp_low": coded["ucdp"].low,
        "ucdp_best": coded["ucdp"].best,
        "ucdp_high": coded["ucdp"].high,
        "acled": coded["acled"].low,
        "airwars_min": coded["airwars"].low,
        "airwars_max": coded["airwars"].high,
    }


def _common(index: Index, harm: Harm) -> Json:
    support = index.supports.get(harm.claim.id)
    return {
        "rashomon_claim": harm.claim.id,
        "rashomon_label": harm.claim.label,
        "rashomon_figures": " | ".join(f.id for f in harm.figures),
        "rashomon_reports": support.reports if support else None,
        "rashomon_origins_low": support.low if support else None,
        "rashomon_origins_high": support.high if support else None,
        "rashomon_status": " | ".join(support.status) if support else "",
    }


def _ids(found: Sequence[Harm], claim: Claim) -> list[str]:
    return [f.id for h in found if h.claim is claim for f in h.figures]


def _grouped(harm: Harm) -> dict[str, list[Figure]]:
    """The figures by who is counted; whom the report does not name stays 'not stated'."""
    made: dict[str, list[Figure]] = {}
    for f in harm.figures:
        words = keys(f.counted)
        group = next((name for family, name in GROUPS.items() if family in words), "not_stated")
        if "civilian" in words:
            group = "civilian_non_combatants"
        if words & FIGHTERS:
            group = "belligerents"
        made.setdefault(group, []).append(f)
    return made


def _grade(index: Index, claim: Claim) -> str:
    """The grade that Airwars' wording suggests, for a person to confirm: its two sources are two origins."""
    support = index.supports.get(claim.id)
    if support is None:
        return ""
    if Status.CONTESTED in support.status:
        return "contested"
    return "fair" if support.low >= 2 else "weak" if support.high == 1 else ""


def _lang(index: Index, figure: Figure) -> str:
    return index.reports[figure.report_id].lang


def _reports(harm: Harm) -> list[str]:
    return list(dict.fromkeys(f.report_id for f in harm.figures))


def _sources(index: Index, harm: Harm) -> Json:
    """Who printed it, and who told them."""
    reports = [index.reports[r] for r in _reports(harm)]
    support = index.supports.get(harm.claim.id)
    told = [index.speaker(s) for f in harm.figures if (s := index.statements.get(f.statement or ""))]
    return {
        "number_of_sources": support.low if support else None,
        "source_article": _joined(r.url or r.path for r in reports),
        "source_office": _joined(outlet(r) for r in reports),
        "source_date": _joined(r.published for r in reports),
        "source_headline": _joined(r.headline for r in reports),
        "source_original": _joined(told),
    }


def _joined(values: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(v for v in values if v))


def _addresses(index: Index, harm: Harm) -> str:
    return " | ".join(index.reports[r].url or index.reports[r].path for r in _reports(harm))


def _notes(index: Index, harm: Harm) -> str:
    """Each speaker's own words for the number, so that a coder sees what was made of them."""
    said = []
    for f in harm.figures:
        statement = index.statements.get(f.statement or "")
        who = index.speaker(statement) if statement else f"{outlet(index.reports[f.report_id])} (own voice)"
        said.append(f"{who}: {f.span.exact}")
    return _joined(said)


def _where(index: Index, harm: Harm) -> Json:
    """The one place that the claim's statements name; nothing where they name none or several."""
    named = {(p.name, p.country, p.latitude, p.longitude) for p in _inside(index, harm) if isinstance(p, Place)}
    name, country, latitude, longitude = named.pop() if len(named) == 1 else (None, None, None, None)
    return {"where_coordinates": name, "country": country, "latitude": latitude, "longitude": longitude}


def _times(index: Index, harm: Harm) -> list[When]:
    return [t for t in _inside(index, harm) if isinstance(t, When)]


def _inside(index: Index, harm: Harm) -> Iterator[Place | When]:
    """The places and times inside the statements that hold the figures."""
    wanted = {f.statement for f in harm.figures if f.statement}
    for reading in index.dossier.readings:
        held = [piece for s in reading.statements if s.id in wanted for piece in s.content]
        if held:
            found: tuple[Place | When, ...] = (*reading.places, *reading.times)
            yield from (item for item in found if any(p.holds(item.span) for p in held))


def _span_of(times: Sequence[When]) -> dict[str, str | None]:
    """The days that all times of a claim lie in; nothing where none is stated."""
    start, end = min((t.earliest for t in times), default=None), max((t.latest for t in times), default=None)
    return {"date_start": start, "date_end": end}


def _precision(times: Sequence[When]) -> int | None:
    """UCDP's code for how exact the days are."""
    days = _span_of(times)
    if not days["date_start"] or not days["date_end"]:
        return None
    try:
        apart = (date.fromisoformat(days["date_end"][:10]) - date.fromisoformat(days["date_start"][:10])).days
    except ValueError:
        return None
    return next((code for most, code in DAYS if apart <= most), 5)


def _either(one: float | None, other: float | None) -> float | None:
    return other if one is None else one


def _least(values: Iterable[float | None]) -> float | None:
    known = [v for v in values if v is not None]
    return min(known, default=None)


def _most(values: Iterable[float | None]) -> float | None:
    known = [v for v in values if v is not None]
    return max(known, default=None)

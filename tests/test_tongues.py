"""Which sources of a translation are those of its original; invented reports in two languages."""

from __future__ import annotations

from rashomon.lineage.tongues import aligned, likely
from rashomon.model import Derivation, DerivationKind, Reading, Report, Source, SourceKind, Statement


def reading(report: str, lang: str, *names: tuple[str, SourceKind]) -> Reading:
    """A report in which each source says something."""
    text = " ".join(name for name, _ in names)
    made = Report(report, text, lang=lang)
    sources, statements = [], []
    for name, kind in names:
        span = made.span(text.index(name), text.index(name) + len(name))
        sources.append(Source(f"{report}:{name}", name, kind, mentions=(span,)))
        statements.append(Statement(f"s:{report}:{name}", report, (span,), speaker=f"{report}:{name}"))
    return Reading(made, tuple(statements), tuple(sources))


def pairs(*readings: Reading) -> list[tuple[str, str]]:
    edge = Derivation("fr", "en", None, DerivationKind.TRANSLATION, 0.5, "")
    sources = {s.id: s for r in readings for s in r.sources}
    return sorted(aligned(readings, sources, (edge,)))


def test_an_unnamed_official_of_a_translation_is_the_one_of_its_original() -> None:
    original = reading("en", "en", ("A defence official", SourceKind.UNNAMED), ("A nurse", SourceKind.UNNAMED))
    child = reading("fr", "fr", ("responsable de la défense", SourceKind.UNNAMED))
    assert pairs(original, child) == [("fr:responsable de la défense", "en:A defence official")]


def test_two_who_fit_alike_are_neither() -> None:
    original = reading("en", "en", ("A defence official", SourceKind.UNNAMED), ("defence staff", SourceKind.UNNAMED))
    child = reading("fr", "fr", ("sources de la défense", SourceKind.UNNAMED))
    assert pairs(original, child) == []


def test_the_company_of_a_translation_is_the_only_body_that_is_left() -> None:
    original = reading("en", "en", ("Fenlac", SourceKind.ORGANIZATION), ("A nurse", SourceKind.UNNAMED))
    child = reading("fr", "fr", ("entreprise", SourceKind.ORGANIZATION))
    assert pairs(original, child) == [("fr:entreprise", "en:Fenlac")]
    two = reading("en", "en", ("Fenlac", SourceKind.ORGANIZATION), ("Osk Dairy", SourceKind.ORGANIZATION))
    assert pairs(two, child) == []


def test_a_body_is_no_person_in_a_translation() -> None:
    original = reading("en", "en", ("Defence Ministry", SourceKind.PUBLIC_BODY))
    child = reading("fr", "fr", ("responsable de la défense", SourceKind.UNNAMED))
    assert pairs(original, child) == []


def body(name: str, report: str) -> Source:
    made = Report(report, name)
    return Source(name, name, SourceKind.PUBLIC_BODY, mentions=(made.span(0, len(name)),))


def test_the_police_may_be_either_of_two_forces_and_a_government_its_only_ministry() -> None:
    named = [body("the police", "1"), body("the Fenn police", "2"), body("the railway police", "3")]
    found = {frozenset(pair) for pair in likely({s.id: s for s in named}, {})}
    assert found == {frozenset(("the police", s)) for s in ("the Fenn police", "the railway police")}
    state = [body("the government", "1"), body("Ministry of Dykes", "2")]
    assert list(likely({s.id: s for s in state}, {})) == [("the government", "Ministry of Dykes")]
    two = [*state, body("Ministry of Locks", "3")]
    assert list(likely({s.id: s for s in two}, {})) == []


def test_council_chiefs_may_be_the_only_council() -> None:
    council, union = body("the county council", "1"), body("Bakers' Union", "2")
    chiefs = Source("c", "Council chiefs", SourceKind.UNNAMED)
    bosses = Source("b", "Bosses at the county", SourceKind.UNNAMED)
    found = list(likely({s.id: s for s in (council, union)}, {s.id: s for s in (chiefs, bosses)}))
    assert found == [("b", "the county council"), ("c", "the county council")]
    other = body("the town council", "3")
    assert not any("c" in pair for pair in likely({s.id: s for s in (council, other)}, {"c": chiefs}))

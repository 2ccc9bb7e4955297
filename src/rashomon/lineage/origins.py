"""Where each statement comes from: its innermost speaker, at the root report of its lineage."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.model import Derivation, Origin, Reading, Source


def origins(
    readings: Sequence[Reading], sources: Sequence[Source], derivations: Sequence[Derivation]
) -> tuple[Origin, ...]:
    """One origin for every statement, in the order of the readings."""
    known = {source.id: source for source in sources}
    found = []
    for reading in readings:
        for statement in reading.statements:
            speaker = known.get(statement.speaker or "")
            if speaker:
                body = known.get(speaker.acts_for or "", speaker)
                found.append(Origin(statement.id, body.id, body.name, reason="its speaker"))
            else:
                name = reading.report.outlet or reading.report.id
                found.append(Origin(statement.id, reading.report.id, name, reason="the outlet's own voice"))
    return tuple(found)

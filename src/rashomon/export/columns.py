"""The columns of the flat tables: fixed in order and type, so that an empty table is described like a full one."""

from __future__ import annotations

STRING, INTEGER, NUMBER, BOOLEAN = "string", "integer", "number", "boolean"

PLACED = "report start:integer end:integer exact"

_TABLES = {
    "reports": "id input_id path url outlet headline byline credit published lang media_type sha256 text_sha256 "
    "credits",
    "sources": "id name kind role acts_for anonymity_report anonymity_start:integer anonymity_end:integer "
    "anonymity_exact",
    "statements": "id report source_start:integer source_end:integer source_exact cue_start:integer cue_end:integer "
    "cue_exact content content_at speaker via form stance within hedges hedges_at distance distance_at cue_kind "
    "confidence:number made_by",
    "figures": "id report statement start:integer end:integer exact low:number high:number unit counted scope modifier "
    "subset:boolean",
    "times": f"{PLACED} earliest latest precision",
    "places": f"{PLACED} name country latitude:number longitude:number geonames_id:integer",
    "claims": "id label statements status reports:integer origins_low:integer origins_high:integer origins_ids figures",
    "relations": "left right kind score:number reason left_span_report left_span_start:integer left_span_end:integer "
    "left_span_exact right_span_report right_span_start:integer right_span_end:integer right_span_exact",
    "lineage": "child parent outside kind share:number passages_at reason credited:boolean direction_known:boolean",
    "drifts": "parent_report parent_start:integer parent_end:integer parent_exact child_report child_start:integer "
    "child_end:integer child_exact changes reason weight:number",
    "decisions": "id kind who when why value about effect reason machine anchors anchors_at",
    "versions": "earlier later change earlier_statement later_statement reason",
    "withdrawals": "earlier_report earlier_start:integer earlier_end:integer earlier_exact later_report "
    "later_start:integer later_end:integer later_exact reason carried carried_at",
    "headlines": "report finding reason headline_part body_start:integer body_end:integer body_exact",
}

TABLES: dict[str, dict[str, str]] = {
    name: {field: kind or STRING for field, _, kind in (word.partition(":") for word in words.split())}
    for name, words in _TABLES.items()
}
"""Table -> column -> type, in the terms of Frictionless Table Schema."""

KEYS = ("reports", "sources", "statements", "figures", "claims", "decisions")
"""The tables whose `id` names each row once."""

POINTS = {
    "statements": {"report": "reports", "speaker": "sources"},
    "figures": {"report": "reports"},
    "times": {"report": "reports"},
    "places": {"report": "reports"},
    "headlines": {"report": "reports"},
    "lineage": {"child": "reports", "parent": "reports"},
    "drifts": {"parent_report": "reports", "child_report": "reports"},
    "versions": {"earlier": "reports", "later": "reports"},
    "withdrawals": {"earlier_report": "reports", "later_report": "reports"},
}
"""Table -> column -> the table whose `id` it holds: sections that are always written."""

MEANS = {
    "content_at": "Where each piece of the content stands in the report's text: start:end, code points, end excluded.",
    "hedges_at": "Where each of the speaker's hedges stands: start:end.",
    "distance_at": "Where the outlet stands back: start:end.",
    "anchors": "The words that a person's decision stands on.",
    "effect": "What became of the decision: applied, orphan, conflict, superseded or undone.",
    "machine": "What the machine had found in the same place.",
    "value": "What the person decided: field=value.",
    "carried": "Who still says what was taken back, in their words.",
    "carried_at": "Where they say so: report:start:end.",
    "anchors_at": "Where those words stand: SHA-256 of the report's original:start:end.",
    "passages_at": "Reused passages: start:end in the child, '<', start:end in the parent.",
    "start": "First character in the report's text, in Unicode code points.",
    "end": "One past the last character, in Unicode code points.",
    "exact": "The report's own words at start:end.",
    "low": "The least that the words allow; empty where they are open below. Never 0 for 'not stated'.",
    "high": "The most that the words allow; empty where they are open above.",
    "origins_low": "The fewest independent origins that the claim can have.",
    "origins_high": "The most independent origins that the claim can have.",
    "reports": "How many reports carry the claim: copies are counted here, and not as origins.",
    "status": "Flags, of which several can hold at once; never a verdict on what is true.",
}
"""What a column means, where its name does not say."""

"""Who is said to have done what: 'struck by local officials', 'a US-UK deal'. Language on a string, by pattern.

Only plain forms are read: an agent after 'by', a name before the noun of an act in a headline, and 'they locked'.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rashomon.text.compare import families, key, keys, terms

BY = re.compile(
    r"(?P<verb>[^\W\d_]+(?:ed|en|un|ck|ung|de|ld|nt|pt|ht))\b"
    r"(?P<between>(?:\s+(?:in|on|at|from|to|out|of|off|up|down|last|this|early|late|[A-Z][a-z]+|\d+)){0,4})"
    r"\s+by\s+(?P<np>(?:(?:the|a|an|its|their|his|her|some|several|two|three)\s+)?"
    r"[^\W\d_][\w’'-]*(?:(?:\s+and\s+|,\s+|\s+)(?:[^\W\d_][\w’'-]*)){0,5})"
)
STOPS = re.compile(
    r"\s+(?:in|on|at|to|of|for|from|with|that|which|who|while|when|after|before|as|had|has|have|was|were|is|are|"
    r"will|would|could|during|over|under|into|and\s+(?=\w+ed\b))\b.*$|[,.;:].*$",
    re.IGNORECASE | re.DOTALL,
)
MODIFIED = re.compile(
    r"(?P<who>[A-Z][\w.]*(?:[-–/][A-Z][\w.]*)*)(?:['’]s)?(?:[-\s](?:led|backed|brokered|run))?\s+(?P<noun>[A-Za-z]+)"
)
THEY = re.compile(r"\b(?P<who>they|he|she)\s+(?P<verb>[a-z]+(?:ed|ck|ung|ld|nt|ght|ew|oke|ook|ot))\b", re.IGNORECASE)
LINK = re.compile(
    r"\b(?:had|were|was|did|would|could|said|told|asked|died|fled|needed|wanted|called|claimed)\b", re.IGNORECASE
)
ACTORS = frozenset(
    [
        "soldier",
        "fighter",
        "police",
        "official",
        "people",
        "man",
        "woman",
        "member",
        "leader",
        "captain",
        "worker",
        "firefighter",
        "journalist",
        "doctor",
        "civilian",
        "driver",
        "family",
        "protest",
        "prisoner",
        "refugee",
        "investigator",
        "child",
        "force",
        "group",
        "crew",
        "gang",
        "elder",
    ]
)
LIGHT = frozenset(
    ["struck", "made", "done", "reached", "held", "led", "run", "signed", "agreed", "carried", "conducted"]
)
"""Participles that say too little of an act by themselves: 'a deal struck by' is about the deal."""


@dataclass(frozen=True, slots=True)
class Agent:
    """One act laid to one actor: offsets in the text given."""

    act: str
    """The family of the act ('deal' for struck, arranged, negotiated), else its stem."""
    verb: str
    name: str
    keys: frozenset[str]
    start: int
    end: int
    exact: str
    pronoun: bool = False


def agents(text: str, *, headline: bool = False) -> tuple[Agent, ...]:
    """The acts of a text with their actors, in order; `headline` reads noun phrases and pronouns too."""
    found = [agent for m in BY.finditer(text) if (agent := _passive(text, m)) is not None]
    if headline:
        found += [agent for m in MODIFIED.finditer(text) if (agent := _modifier(m)) is not None]
        found += [
            Agent(
                key(m["verb"]), m["verb"].casefold(), m["who"], frozenset(), m.start(), m.end(), m.group(), pronoun=True
            )
            for m in THEY.finditer(text)
            if not LINK.match(m["verb"])
        ]
    return tuple(sorted(found, key=lambda agent: (agent.start, agent.end)))


def _passive(text: str, m: re.Match[str]) -> Agent | None:
    """'arranged on Monday by local officials'; 'by telephone' names nobody."""
    name = STOPS.sub("", m["np"]).strip()
    who = keys(name)
    named = any(word[0].isupper() for word in name.split() if word.casefold() not in {"the", "a"})
    if not who or not (named or who & ACTORS):
        return None
    act = _act(text, m)
    end = m.start("np") + len(name)
    return Agent(act, m["verb"], name, who, m.start(), end, text[m.start() : end])


def _act(text: str, m: re.Match[str]) -> str:
    """The family of a participle; 'a deal struck by' takes the noun's, since 'struck' alone says too little."""
    own = key(m["verb"])
    if own in families() and m["verb"].casefold() not in LIGHT:
        return own
    before = terms(text[max(0, m.start() - 40) : m.start()])
    return before[-1].key if m["verb"].casefold() in LIGHT and before else own


def _modifier(m: re.Match[str]) -> Agent | None:
    """'US-UK deal': names before the noun of an act."""
    act = key(m["noun"])
    if act not in {"deal", "attack", "bomb", "besiege", "seize", "order", "protest"} or key(m["who"]) in families():
        return None
    who = frozenset(key(part) for part in re.split(r"[-–/]", m["who"]))
    return Agent(act, m["noun"], m["who"], who, m.start(), m.end(), m.group())

"""Who is said to have done it: another doer of the same act, one more, or one who only looked on before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashomon.claims.found import Found
from rashomon.claims.match import Clause
from rashomon.model import Change
from rashomon.text.agents import ACTORS, Agent, agents
from rashomon.text.compare import keys

LOOKED_ON = re.compile(
    r"\b(?P<how>under the (?:gaze|eyes?|watch|noses?) of|in the presence of|in (?:full )?view of|with the knowledge of|"
    r"attended by|watched by|witnessed by|observed by)\s+(?P<who>(?:[\w’'-]+\s+){0,3}[\w’'-]+)",
    re.IGNORECASE,
)
"""Who was there when it was done, and is not said to have done it."""
TRAILING = re.compile(r"(?:\s+(?:and|or|who|which|that|as|in|on|at|of|the|an?|while|when))+$", re.IGNORECASE)
TOGETHER = re.compile(r",|\band\b|\bet\b|\by\b")
KINDS = ACTORS - {"group", "force", "people", "man", "woman", "member", "gang"}
"""Words for doers that say what they are."""
WITNESS = frozenset(["attended", "watched", "witnessed", "observed", "seen"])


def doer_changes(parent: Clause, child: Clause) -> Iterator[Found]:
    """An act laid to others than before: 'arranged by local officials' and 'struck by two armies'."""
    theirs, ours = did(parent), did(child)
    for now in ours:
        for looked in LOOKED_ON.finditer(parent.sentence):
            if keys(looked["who"]) & now.keys and not any(was.keys & now.keys for was in theirs):
                end = parent.sentence_start + looked.end()
                shown = TRAILING.sub("", looked.group())
                yield Found(Change.ACTOR_CHANGED, f"'{shown}' became 'by {now.name}'", 0.9, end)
        same = [was for was in theirs if was.act == now.act]
        if same and all(of_other_kind(was, now) for was in same):
            yield Found(Change.ACTOR_CHANGED, f"'{same[0].exact}' became '{now.exact}'", 0.85)
        elif len(same) == 1 and (more := joined(same[0], now, parent)):
            yield Found(Change.ACTOR_ADDED, f"'{more}' is put in", 0.8)


def did(clause: Clause) -> list[Agent]:
    """The acts of a clause with those who did them, looking on left out."""
    return [agent for agent in agents(clause.span.exact) if agent.verb.casefold() not in WITNESS]


def of_other_kind(was: Agent, now: Agent) -> bool:
    """True for doers of two kinds, officials and soldiers: 'Moscow' and 'Russia' are two names of one."""
    before, after = was.keys & KINDS, now.keys & KINDS
    return bool(before and after) and not before & after and not was.keys & now.keys


def joined(was: Agent, now: Agent, parent: Clause) -> str:
    """The first name among the doers that the parent's sentence does not have; '' where there is none."""
    if not was.keys < now.keys or not TOGETHER.search(now.name):
        return ""
    names = re.findall(r"\b[A-ZÀ-Þ][^\W\d_]+", now.name)
    return next((name for name in names if keys(name) and not keys(name) & keys(parent.sentence)), "")

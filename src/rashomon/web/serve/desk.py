"""One version of a case with everything that pages are made of: each part is made once, when first asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from functools import cached_property
from threading import Lock, Thread
from time import monotonic

from rashomon.errors import RashomonError
from rashomon.model import Claim, Derivation, Dossier, HeadlineCheck, Reading, RelationKind, Stance, Statement
from rashomon.views.claims import ClaimView, Reversal, claim_view, disputed, ranked
from rashomon.views.drift import Card, Chain, card, chains
from rashomon.views.families import Node, families
from rashomon.views.figures import Ladder, agreed, contradicted, differing, every_ladder
from rashomon.views.grid import Column, columns
from rashomon.views.index import Index
from rashomon.views.summary import Summary, Unresolved, counted, outrun, said_by, unresolved
from rashomon.web.reports import Kin
from rashomon.web.serve.paging import Lazy
from rashomon.web.serve.paths import edge_id
from rashomon.web.serve.store import Tell

FIRST = 8.0  # seconds that a page waits for the first desk before it says how far that is
PATIENCE = 2.0  # seconds that a page waits for the newest desk before it shows the one before
LONG = 5.0  # seconds: a desk that took longer to make is given as long a rest, so that a busy writer leaves some time


class Making(RashomonError):
    """There is nothing to show yet: the first dossier is being made."""


class Desk:
    """A dossier, indexed; nothing in it changes."""

    def __init__(self, dossier: Dossier, version: int) -> None:
        self.dossier, self.version = dossier, version
        self.index = Index.of(dossier)
        self._views: dict[str, ClaimView] = {}

    def warm(self) -> None:
        """Make every part now, the parts of the first page first."""
        for part in ("summary", "disputes", "ladders", "cards", "outrun", "kin", "shared", "trees", "edges", "turned"):
            getattr(self, part)
        _ = self.readings, self.unresolved, self.said

    def view(self, claim: Claim) -> ClaimView:
        """A claim as it is shown."""
        if claim.id not in self._views:
            self._views[claim.id] = claim_view(self.index, claim)
        return self._views[claim.id]

    @cached_property
    def claims(self) -> Lazy[Claim, ClaimView]:
        """Every claim, the disputed first."""
        return Lazy(self.ranked, self.view)

    @cached_property
    def disputes(self) -> Lazy[Claim, ClaimView]:
        """The claims that somebody denies or contradicts."""
        return Lazy([c for c in self.ranked if disputed(self.index.supports.get(c.id))], self.view)

    @cached_property
    def ranked(self) -> Sequence[Claim]:
        """Every claim, the disputed first, not yet as a view."""
        return ranked(self.index)

    @cached_property
    def claim(self) -> Mapping[str, Claim]:
        """A claim by its id."""
        return {claim.id: claim for claim in self.dossier.claims}

    @cached_property
    def readings(self) -> Mapping[str, Reading]:
        """A reading by its report's id."""
        return {reading.report.id: reading for reading in self.dossier.readings}

    @cached_property
    def summary(self) -> Summary:
        """The counts at the head."""
        return counted(self.index, claims=len(self.dossier.claims), disputed=len(self.disputes))

    @cached_property
    def rivals(self) -> Mapping[str, set[str]]:
        """For each figure the figures that it contradicts."""
        return contradicted(self.index)

    @cached_property
    def counted(self) -> Sequence[Ladder]:
        """Every counted thing."""
        return every_ladder(self.index)

    @cached_property
    def ladders(self) -> Sequence[Ladder]:
        """Every counted thing with two figures."""
        return differing(self.counted)

    @cached_property
    def agreed(self) -> Sequence[Ladder]:
        """Every counted thing with one."""
        return agreed(self.counted)

    @cached_property
    def cards(self) -> Lazy[Chain, Card]:
        """Every change on the way, the weightiest first."""
        return Lazy(chains(self.index), lambda chain: card(self.index, chain))

    @cached_property
    def outrun(self) -> Sequence[HeadlineCheck]:
        """The headlines that say more than their story."""
        return outrun(self.index)

    @cached_property
    def trees(self) -> Sequence[Node]:
        """The reports in families."""
        return families(self.index)

    @cached_property
    def edges(self) -> Mapping[str, Derivation]:
        """A link between two reports by its id."""
        return {edge_id(edge): edge for edge in self.dossier.lineage}

    @cached_property
    def kin(self) -> Kin:
        """What is shown with a report besides its own reading."""
        return Kin.of(self.dossier)

    @cached_property
    def columns(self) -> Mapping[str, Column]:
        """The origin that each statement counts as."""
        return columns(self.index)

    @cached_property
    def shared(self) -> Lazy[Claim, ClaimView]:
        """The claims that at least two origins speak to."""
        column = self.columns
        some = [c for c in self.ranked if len({column[s] for s in c.statements if s in column}) > 1]
        return Lazy(some, self.view)

    @cached_property
    def said(self) -> Mapping[str, Sequence[Statement]]:
        """What each source says, the most quoted first."""
        return said_by(self.index)

    @cached_property
    def unresolved(self) -> Sequence[Unresolved]:
        """What was seen and not decided, by kind."""
        return unresolved(self.index)

    @cached_property
    def turned(self) -> Mapping[str, Sequence[tuple[ClaimView, Reversal]]]:
        """Who took back what they had said, by source: in claims where one speaker both denies and admits."""
        asked: dict[str, Claim] = {}
        for relation in self.dossier.relations:
            pair = [self.index.statements.get(side) for side in (relation.left, relation.right)]
            if relation.kind is RelationKind.CONTRADICTS and _both(pair):
                asked.update({c.id: c for s in pair if s for c in self.index.claims_of.get(s.id, ())})
        found: dict[str, list[tuple[ClaimView, Reversal]]] = defaultdict(list)
        for claim in asked.values():
            view = self.view(claim)
            for reversal in view.reversals:
                found[reversal.key].append((view, reversal))
        return found


def _both(pair: Sequence[Statement | None]) -> bool:
    """True for two statements of one speaker, one a denial and one an admission."""
    left, right = pair
    if left is None or right is None or not left.speaker or left.speaker != right.speaker:
        return False
    return {left.stance, right.stance} == {Stance.DENIES, Stance.ADMITS}


class Desks:
    """The newest desk; made again, in the background, when the case has a new version."""

    def __init__(
        self, version: Callable[[], int], load: Callable[[Tell], Dossier], busy: Callable[[], bool] = lambda: False
    ) -> None:
        self._version, self._load, self._busy = version, load, busy
        self._lock = Lock()
        self._making: Future[Desk] | None = None
        self._rest = 0.0
        self._since: float | None = None  # when the desk was first seen to be behind the case
        self._desk: Desk | None = None
        self._doing = ""

    def now(self) -> tuple[Desk, bool]:
        """The desk of the case as it stands; where that takes long the one before, and True."""
        making, desk = self._begin(), self._desk
        if making is not None:
            with suppress(TimeoutError):
                desk = making.result(FIRST if desk is None else self._patience())
        if desk is None:
            raise Making(f"the dossier is being made{self._doing}; this page shows it as soon as it is there")
        return desk, desk.version != self._version()

    def _patience(self) -> float:
        """How long a page waits still: where somebody writes all the time no page waits for them."""
        since = self._since
        return PATIENCE if since is None else max(0.0, PATIENCE - (monotonic() - since))

    def ready(self) -> int:
        """The version of the newest desk; the next one is begun where the case has changed."""
        self._begin()
        return self._desk.version if self._desk else 0

    def _begin(self) -> Future[Desk] | None:
        """Begin to make the next desk if one is needed; None where it is not, or not yet."""
        version = self._version()
        with self._lock:
            if self._desk and self._desk.version == version:
                self._since = None
                return None
            self._since = self._since or monotonic()
            if self._making is None or self._making.done():
                if self._desk and (self._busy() or monotonic() < self._rest):
                    return None
                self._making = Future()
                # a daemon: whoever stops the workbench does not wait for a desk that nobody will see
                Thread(target=self._run, args=(self._making,), name="desk", daemon=True).start()
            return self._making

    def _run(self, making: Future[Desk]) -> None:
        try:
            making.set_result(self._make())
        except BaseException as error:  # whoever waits for it is told
            making.set_exception(error)

    def _tell(self, stage: str, done: int, total: int) -> None:
        self._doing = f": {stage}" + (f", {done:,} of {total:,}" if total else "")

    def _make(self) -> Desk:
        began, version = monotonic(), self._version()
        desk = Desk(self._load(self._tell), version)
        if self._desk is not None:  # there is one to look at meanwhile
            desk.warm()
        took = monotonic() - began
        self._desk, self._rest = desk, monotonic() + (took if took > LONG else 0.0)
        return desk

"""A case in memory, and clients of its workbench: what the tests of the workbench stand on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from starlette.testclient import TestClient

from factories import bridge_case, hostile_case
from rashomon.errors import UsageError
from rashomon.model import Dossier, Stance, content_id
from rashomon.web.serve.app import workbench
from rashomon.web.serve.guard import Keys
from rashomon.web.serve.store import Change, Decided, Logged, Store, Tell

KEYS = Keys(8321, token="the-token", session="the-session")
HOST = "http://127.0.0.1:8321"
BAD = (
    "<script>window.owned=1</script><img src=x onerror=window.owned=1><a href=javascript:window.owned=1>x</a>"
    "</style></script><style>*{display:none}</style>\"'><svg onload=alert(1)>\x1b[31m\u202egnp.exe{{ 7777*7777 }}"
)


class MemoryStore:
    """A case that applies stances and names of claims, so that a test sees what it decided."""

    title = "The bridge"
    writable = True

    def __init__(self, dossier: Dossier | None = None) -> None:
        self._dossier = dossier or bridge_case()
        self._decisions: list[Decided] = []
        self._version = 1
        self.added: list[str] = []

    def version(self) -> int:
        return self._version

    def dossier(self, tell: Tell | None = None) -> Dossier:
        made = self._dossier
        for decided in self._decisions:
            if decided.state == "applied":
                made = APPLY[decided.kind](made, decided) if decided.kind in APPLY else made
        return made

    def decisions(self) -> Sequence[Decided]:
        return self._decisions[::-1]

    def decide(self, change: Change) -> str:
        key = content_id("d", len(self._decisions), change.kind, change.about)
        value = ", ".join(v for v in change.value.values() if v)
        when = f"2031-07-01T10:{len(self._decisions):02}:00Z"
        self._decisions.append(
            Decided(key, change.kind, change.about, (), value, "as found", "applied", change.who, when, change.why)
        )
        self._version += 1
        return key

    def undo(self, decision: str, *, who: str, why: str = "") -> None:
        for at, found in enumerate(self._decisions):
            if found.id == decision and found.state != "undone":
                self._decisions[at] = replace(found, state="undone")
                self._version += 1
                return
        raise UsageError(f"there is no decision {decision!r} to undo")

    def add(self, paths: Sequence[str], tell: Tell, *, who: str, base: Path | None = None) -> Sequence[str]:
        tell("read", 1, len(paths))
        if not Path(paths[0]).exists():
            raise UsageError(f"{paths[0]}: there is no such file")
        self.added += [Path(path).read_text("utf-8") for path in paths]
        self._version += 1
        return [f"{len(paths)} report read"]

    def remove(self, report: str, *, who: str, why: str = "") -> None:
        if report not in {r.id for r in self._dossier.reports}:
            raise UsageError(f"there is no report {report!r}")
        readings = tuple(r for r in self._dossier.readings if r.report.id != report)
        self._dossier = replace(self._dossier, readings=readings)
        self._version += 1

    def log(self) -> Sequence[Logged]:
        return [Logged("2031-07-01", "created", "", "rashomon", "ab" * 32)]


def _stance(dossier: Dossier, decided: Decided) -> Dossier:
    readings = tuple(
        replace(
            reading,
            statements=tuple(
                replace(s, stance=Stance(decided.value)) if s.id in decided.about else s for s in reading.statements
            ),
        )
        for reading in dossier.readings
    )
    return replace(dossier, readings=readings)


def _rename(dossier: Dossier, decided: Decided) -> Dossier:
    claims = tuple(replace(c, label=decided.value) if c.id in decided.about else c for c in dossier.claims)
    return replace(dossier, claims=claims)


APPLY: dict[str, Callable[[Dossier, Decided], Dossier]] = {"stance": _stance, "rename-claim": _rename}


def client(store: Store | None = None, *, token: bool = False) -> TestClient:
    """A browser that has opened the printed address; with `token` a program that sends it."""
    app = workbench(store or MemoryStore(), KEYS, who="Ana")
    made = TestClient(app, base_url=HOST, follow_redirects=False, raise_server_exceptions=False)
    made.headers["Accept"] = "text/html"
    if token:
        made.headers["Authorization"] = f"Bearer {KEYS.token}"
    else:
        made.cookies.set(KEYS.cookie, KEYS.session)
        made.headers.update({"Origin": HOST, "Sec-Fetch-Site": "same-origin"})
    return made


def hostile() -> MemoryStore:
    """A case whose every field from outside is hostile."""
    store = MemoryStore(hostile_case(BAD))
    store.title = BAD
    return store


def addresses(dossier: Dossier) -> list[str]:
    """Every page of a case, one of each kind."""
    lists = [
        "/",
        "/claims",
        "/grid",
        "/figures",
        "/changes",
        "/lineage",
        "/headlines",
        "/reports",
        "/sources",
        "/unresolved",
    ]
    lists += ["/decisions", "/log", "/add", "/search", "/search?q=people", "/search?q=bridge&stance=denies"]
    things = {
        "claims": dossier.claims[0].id,
        "reports": dossier.reports[0].id,
        "statements": dossier.statements[0].id,
        "figures": dossier.figures[0].id,
        "sources": dossier.sources[0].id,
    }
    return lists + [f"/{folder}/{key}" for folder, key in things.items()]


def twin(address: str) -> str:
    """The address of a page's twin."""
    path, _, query = address.partition("?")
    return ("/index" if path == "/" else path) + ".json" + (f"?{query}" if query else "")

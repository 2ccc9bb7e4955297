"""A case on disk behind the workbench: what is decided is applied, kept, shown with its reason."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="needs rashomon[serve]")

from factories import bridge_case
from rashomon.casefile.case import Case
from rashomon.errors import UsageError
from rashomon.model import DecisionKind, Dossier, Stance, Statement
from rashomon.web.serve import desk as desks
from rashomon.web.serve.cases import CaseStore
from rashomon.web.serve.desk import Desks
from rashomon.web.serve.store import Change, Tell
from real_case import copied, write_reports
from serve_case import BAD, HOST, KEYS, MemoryStore, client


@pytest.fixture
def store(tmp_path: Path) -> CaseStore:
    return copied(tmp_path)


def statement(dossier: Dossier, words: str) -> Statement:
    return next(s for s in dossier.statements if words in s.text)


def stance(store: CaseStore, words: str, value: str, who: str = "Ana") -> str:
    about = (statement(store.dossier(), words).id,)
    return store.decide(Change("stance", about, {"stance": value}, who, "heard the tape"))


def test_a_stance_is_applied_shown_beside_the_machine_s_and_undone(store: CaseStore) -> None:
    machine = statement(store.dossier(), "opened the gates at night").stance
    key = stance(store, "opened the gates at night", "alleges")
    assert store.decisions()[0].state == "waiting"  # nobody has asked for the new dossier yet
    assert statement(store.dossier(), "opened the gates at night").stance is Stance.ALLEGES
    (decided,) = store.decisions()
    assert (decided.state, decided.machine, decided.value, decided.why) == (
        "applied",
        machine.value,
        "alleges",
        "heard the tape",
    )
    assert decided.about == (statement(store.dossier(), "opened the gates at night").id,)
    store.undo(key, who="Ben", why="misheard")
    assert (store.decisions()[0].state, store.decisions()[0].reason) == ("undone", "by Ben: misheard")
    assert statement(store.dossier(), "opened the gates at night").stance is machine


def test_two_people_who_disagree_are_shown_with_who_holds(store: CaseStore) -> None:
    stance(store, "opened the gates at night", "alleges")
    stance(store, "opened the gates at night", "hedged", who="Ben")
    store.dossier()
    newest, oldest = store.decisions()
    assert (newest.state, oldest.state) == ("conflict", "conflict")
    assert "Ana" in newest.reason
    assert "Ben" in oldest.reason
    assert f'href="/statements/{newest.about[0]}"' in client(store).get("/decisions").text
    page = client(store).get(f"/statements/{newest.about[0]}").text
    assert "decided otherwise by Ben" in page


def test_a_decision_whose_report_is_gone_is_an_orphan_and_stays(store: CaseStore) -> None:
    stance(store, "the gates had been opened at night", "denies")
    Case(store._case.folder).remove("union.txt", who="Ana")
    store.dossier()
    assert [d.state for d in store.decisions()] == ["orphan"]
    shown = client(store).get("/decisions").text
    assert "orphan" in shown
    assert "the gates had been opened at night" in shown


def test_a_report_is_taken_out_and_comes_back_when_it_is_added_again(store: CaseStore, tmp_path: Path) -> None:
    union = next(r for r in store.dossier().reports if r.path.endswith("union.txt"))
    browser = client(store)
    answer = browser.post(f"/reports/{union.id}/remove", data={"who": "Ben", "why": "another dam"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/reports")
    assert browser.get(f"/reports/{union.id}").status_code == 404
    removed = store.log()[0]
    assert (removed.what, removed.by) == ("removed", "Ben")
    assert browser.post(f"/reports/{union.id}/remove", data={"who": "Ben"}).status_code == 400
    write_reports(tmp_path)
    store.add([str(tmp_path / "union.txt")], lambda *_: None, who="Ana")
    assert browser.get(f"/reports/{union.id}").status_code == 200


def test_what_another_process_writes_is_seen(store: CaseStore) -> None:
    browser = client(store)
    claim = store.dossier().claims[0]
    other = Case(store._case.folder)
    other.decide(DecisionKind.RENAME_CLAIM, [claim.id], {"label": "Who was moved"}, who="Ben")
    assert "Who was moved" in browser.get("/claims").text


@pytest.mark.parametrize(
    "kinds",  # what is decided of one thing does not take the ground from under the others
    [
        ("rename-claim", "stance", "figure", "origins", "furniture", "missed-statement"),
        ("merge-claims", "relation", "edge"),
        ("split-claim", "speaker"),
    ],
)
def test_every_kind_of_correction_is_applied_by_a_real_case(store: CaseStore, kinds: tuple[str, ...]) -> None:
    found = store.dossier()
    first, second = (c for c in found.claims if len(c.statements) > 1)
    said = [statement(found, words).id for words in ("opened the gates at night", "opened at dawn")]
    reports = [report.id for report in found.reports]
    sources = [source.id for source in found.sources if any(s.speaker == source.id for s in found.statements)]
    missed = {"exact": "The gates are forty years old", "start": "", "source": "", "cue": "", "stance": "", "name": ""}
    changes: dict[str, tuple[list[str], dict[str, str]]] = {
        "rename-claim": ([first.id], {"label": "How many were moved"}),
        "merge-claims": ([first.id, second.id], {}),
        "split-claim": ([first.id, first.statements[0]], {}),
        "speaker": ([said[1]], {"name": ""}),
        "stance": ([said[0]], {"stance": "hedged"}),
        "figure": ([found.figures[0].id], {"low": "300", "high": "", "unit": "", "counted": "people", "scope": ""}),
        "relation": (said, {"relation": "none"}),
        "edge": ([reports[2], reports[0]], {"edge": "reprint"}),
        "origins": (sources[1:3], {"origins": "one"}),
        "furniture": ([reports[2]], {"exact": "on Tuesday", "start": ""}),
        "missed-statement": ([reports[2]], missed),
    }
    assert posted(store, {kind: changes[kind] for kind in kinds}) == dict.fromkeys(kinds, "applied")
    assert client(store).get("/decisions").status_code == 200


def test_a_rating_and_a_note_are_kept_with_their_claim(store: CaseStore) -> None:
    claim = store.dossier().claims[0].id
    rating = {"rating": "not proved", "url": "https://desk.example/dam"}
    changes = {"rating": ([claim], rating), "note": ([claim], {"text": "ask the governor"})}
    assert posted(store, changes) == dict.fromkeys(changes, "applied")
    assert "ask the governor" in client(store).get(f"/claims/{claim}").text


def posted(store: CaseStore, changes: dict[str, tuple[list[str], dict[str, str]]]) -> dict[str, str]:
    """What became of some corrections that a program posts."""
    program = client(store, token=True)
    for kind, (about, value) in changes.items():
        body = {"kind": kind, "about": about, "value": value, "who": "Ana"}
        assert program.post("/decisions", json=body).status_code == 201, kind
    store.dossier()
    return {d.kind: d.state for d in store.decisions()}


def test_words_that_stand_twice_need_their_place_and_find_it(store: CaseStore) -> None:
    wire = next(r for r in store.dossier().reports if r.path.endswith("wire.txt"))
    twice = Change("furniture", (wire.id,), {"exact": "the", "start": ""}, "Ana")
    with pytest.raises(UsageError, match="stands"):
        store.decide(twice)
    place = wire.text.rindex("the")
    store.decide(Change("furniture", (wire.id,), {"exact": "the", "start": str(place)}, "Ana"))
    assert wire.span(place, place + 3) in next(r for r in store.dossier().reports if r.id == wire.id).furniture


@pytest.mark.parametrize("name", ["../../x.txt", "..\\..\\x.txt", "/etc/x.txt", "x.txt"])
def test_an_upload_cannot_choose_its_place(store: CaseStore, tmp_path: Path, name: str) -> None:
    before = {path for path in tmp_path.rglob("*") if "originals" not in path.parts}
    browser = client(store)
    with browser:  # the end of the workbench waits for what is being added
        browser.cookies.set("rashomon-who", "Ben")
        answer = browser.post("/reports", files={"files": (name, b"The ferry sank, Ivo Tarn said.", "text/plain")})
        assert answer.status_code == 303
    assert [r.path for r in store.dossier().reports if r.path.endswith("x.txt")] == ["x.txt"]
    assert any(entry.what == "added" and entry.by == "Ben" for entry in store.log())
    after = {path for path in tmp_path.rglob("*") if "originals" not in path.parts}
    assert after == before


def test_what_is_left_out_says_why_and_names_no_folder_of_ours(store: CaseStore) -> None:
    browser = client(store)
    with browser:
        browser.post("/reports", files={"files": ("empty.txt", b"", "text/plain")})
    (skipped,) = store.dossier().skipped
    assert skipped.path == "empty.txt"
    assert "rashomon-" not in skipped.reason


def test_hostile_words_of_people_stay_text_on_every_page_of_a_case(store: CaseStore) -> None:
    claim = store.dossier().claims[0]
    who = BAD.replace("\x1b", "")[:190]
    store.decide(Change("rename-claim", (claim.id,), {"label": BAD}, who, BAD))
    store.decide(Change("note", (claim.id,), {"text": BAD}, who, BAD))
    list(store._case.add(iter([]), who=who))
    browser = client(store)
    renamed = store.dossier().claims
    for address in ("/", "/claims", "/decisions", "/log", *(f"/claims/{c.id}" for c in renamed)):
        shown = browser.get(address).text
        assert "<img" not in shown, address
        assert "<script>window" not in shown, address
        assert "\u202e" not in shown, address


class Slow(MemoryStore):
    """A case whose dossier is made when the test says so."""

    def __init__(self) -> None:
        super().__init__()
        self.go = threading.Event()
        self.go.set()

    def dossier(self, tell: Tell | None = None) -> Dossier:
        if tell:
            tell("lineage", 1, 6)
        assert self.go.wait(20)
        return super().dossier()


def test_a_page_shows_the_case_as_it_was_while_the_dossier_is_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desks, "PATIENCE", 0.05)
    store = Slow()
    browser = client(store)
    claim = bridge_case().claims[0].id
    assert "it is being made again" not in browser.get(f"/claims/{claim}").text
    store.go.clear()
    store.decide(Change("rename-claim", (claim,), {"label": "How many stood there"}, "Ana"))
    old = browser.get(f"/claims/{claim}").text
    assert "it is being made again" in old
    assert "data-stale" in old
    assert "<h1>120 people were on the bridge</h1>" in old
    store.go.set()
    monkeypatch.setattr(desks, "PATIENCE", 20)
    new = browser.get(f"/claims/{claim}").text
    assert "<h1>How many stood there</h1>" in new
    assert "data-stale" not in new


def test_the_first_dossier_tells_how_far_it_is_and_is_then_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desks, "FIRST", 0.1)
    store = Slow()
    store.go.clear()
    browser = client(store)
    waiting = browser.get("/claims")
    assert waiting.status_code == 503
    assert waiting.headers["Retry-After"] == "3"
    assert "the dossier is being made: lineage, 1 of 6" in waiting.text
    assert '<meta http-equiv="refresh" content="3">' in waiting.text
    assert browser.get("/claims.json").json()["error"].startswith("the dossier is being made")
    store.go.set()
    monkeypatch.setattr(desks, "FIRST", 20)
    assert "120 people were on the bridge" in browser.get("/claims").text


def test_no_page_waits_for_somebody_who_writes_all_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desks, "PATIENCE", 0.3)
    store = Slow()
    kept = Desks(store.version, store.dossier)
    kept.now()
    store.go.clear()
    store._version += 1
    started = time.monotonic()
    for _ in range(20):
        assert kept.now()[1]
    assert time.monotonic() - started < 2  # twenty pages that wait would take six seconds
    store.go.set()


def test_no_desk_is_made_while_reports_are_being_added() -> None:
    store, busy = MemoryStore(), [False]
    kept = Desks(store.version, store.dossier, lambda: busy[0])
    first, stale = kept.now()
    assert not stale
    busy[0] = True
    store._version += 1
    assert kept.now() == (first, True)
    assert kept.ready() == first.version
    busy[0] = False
    assert kept.now()[0].version == store.version()


def test_an_error_while_the_dossier_is_made_is_told_and_the_next_try_works() -> None:
    store = MemoryStore()
    wrong = [UsageError("the case is being written")]

    def load(tell: Tell) -> Dossier:
        if wrong:
            raise wrong.pop()
        return store.dossier()

    kept = Desks(store.version, load)
    with pytest.raises(UsageError, match="being written"):
        kept.now()
    assert kept.now()[0].version == 1


def test_a_foreign_page_cannot_write_to_a_real_case(store: CaseStore) -> None:
    key = store.dossier().claims[0].id
    form = {"kind": "note", "about": key, "text": "x", "who": "Eve"}
    for headers in ({"Origin": "http://evil.example"}, {"Host": "evil.example:8321"}, {"Sec-Fetch-Site": "cross-site"}):
        assert client(store).post("/decisions", data=form, headers=headers).status_code in (400, 403, 421), headers
    assert store.decisions() == ()
    assert client(store).get("/", headers={"Host": "localhost.evil.example:8321"}).status_code in (400, 403, 421)
    assert HOST.endswith(str(KEYS.port))

"""The workbench without a browser: who may ask, what a page and its twin say, what a decision does, bad input."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="needs rashomon[serve]")
pytest.importorskip("python_multipart", reason="needs rashomon[serve]")

import jsonschema
from starlette.testclient import TestClient

from factories import bridge_case, counted, make_report, said
from rashomon.model import Reading, Stance
from rashomon.web.serve.guard import POLICY
from rashomon.web.serve.pages import VIEWS
from rashomon.web.serve.store import KINDS, Change, DossierStore
from serve_case import BAD, HOST, KEYS, MemoryStore, addresses, client, hostile, twin

CASE = bridge_case()
PAGES = addresses(CASE)
DENIAL = next(s for s in CASE.statements if s.stance is Stance.DENIES)
FORM = {"kind": "stance", "about": DENIAL.id, "stance": "alleges", "back": f"/reports/{DENIAL.report_id}#x"}


class Tags(HTMLParser):
    """Every tag of a page with its attributes, and the ids that stand twice."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def links(self) -> set[str]:
        return {a["href"] or "" for _, a in self.tags if "href" in a}


# --- who may ask


def test_the_token_is_exchanged_for_a_cookie_that_scripts_and_other_sites_do_not_get() -> None:
    asked = client()
    asked.cookies.clear()
    assert asked.get("/").status_code == 401
    opened = asked.get("/open/the-token")
    cookie = opened.headers["set-cookie"].lower()
    assert opened.status_code == 200
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert KEYS.token not in opened.text
    assert asked.get("/").status_code == 200


@pytest.mark.parametrize("token", ["", "x", "the-toke", "the-token/", "%00", "the-tökén"])
def test_another_token_opens_nothing(token: str) -> None:
    asked = client()
    asked.cookies.clear()
    assert asked.get(f"/open/{token}").status_code == 401


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8321", "127.0.0.1", "127.0.0.1:8322", "[::1]:8321", ""])
def test_a_foreign_name_that_leads_here_is_refused(host: str) -> None:
    assert client().get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "https://127.0.0.1:8321"},
        {"Origin": HOST, "Sec-Fetch-Site": "same-site"},
        {"Origin": HOST, "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_a_write_from_another_page_is_refused_with_the_cookie_too(headers: dict[str, str]) -> None:
    store = MemoryStore()
    assert client(store).post("/decisions", data=FORM, headers=headers).status_code == 403
    assert client(store).post("/reports", data={"path": "/etc"}, headers=headers).status_code == 403
    assert not store.decisions()


def test_a_write_without_an_origin_is_refused_unless_it_has_the_token() -> None:
    asked = client()
    del asked.headers["Origin"]
    assert asked.post("/decisions", data=FORM).status_code == 403
    body = {"kind": "stance", "about": [DENIAL.id], "value": {"stance": "alleges"}, "who": "Ana"}
    assert client(token=True).post("/decisions", json=body).status_code == 201


def test_every_answer_has_a_strict_policy_and_nothing_inline() -> None:
    asked = client()
    for address in (*PAGES, "/nowhere", "/static/serve.js", "/openapi.json"):
        answer = asked.get(address)
        assert answer.headers["content-security-policy"] == POLICY
        assert answer.headers["x-content-type-options"] == "nosniff"
        if "html" in answer.headers["content-type"]:
            tags = Tags(answer.text).tags
            assert not [t for t, a in tags if t == "style" or "style" in a or any(n.startswith("on") for n in a)]
            assert all((a.get("src") or "").startswith("/static/") for t, a in tags if t == "script")
    assert "unsafe" not in POLICY


def test_an_error_of_the_program_keeps_the_policy_and_tells_no_path(monkeypatch: pytest.MonkeyPatch) -> None:
    store = MemoryStore()
    monkeypatch.setattr(store, "dossier", lambda tell: 1 / 0)
    answer = client(store).get("/claims.json")
    assert answer.status_code == 500
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.json() == {"error": "an error of the program itself: ZeroDivisionError"}


# --- pages and twins


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_a_twin_that_the_description_describes(address: str) -> None:
    asked = client()
    page, other = asked.get(address), asked.get(twin(address))
    assert page.status_code == other.status_code == 200
    assert f'href="{twin(address)}"'.replace("&", "&amp;") in page.text
    described = asked.get("/openapi.json").json()
    folder = twin(address).partition("?")[0]
    path = next(p for p in described["paths"] if p in (folder, f"/{folder.split('/')[1]}/{{key}}.json"))
    answer = described["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    schema = {**answer, "components": described["components"]}
    jsonschema.Draft202012Validator(schema).validate(other.json())


def test_a_thing_of_which_one_number_is_given_stands_on_the_figures_page_too() -> None:
    # the page failed as soon as there was one
    report = make_report("Six lorries stood there, Orla Fennick said.")
    line = said(report, "Six lorries stood there", "Orla Fennick", "said", speaker=CASE.sources[0].id)
    lorries = Reading(report, (line,), (), (counted(report, "Six lorries", 6, 6, line, "lorries"),))
    asked = client(MemoryStore(replace(CASE, readings=(*CASE.readings, lorries))))
    page = asked.get("/figures")
    assert page.status_code == 200
    assert "“Six lorries”" in page.text
    assert [row["what"] for row in asked.get("/figures.json").json()["agreed"]] == ["lorries"]


def test_every_link_of_every_page_leads_to_a_page() -> None:
    asked = client()
    seen: set[str] = set()
    waiting = {"/"}
    while waiting:
        address = waiting.pop()
        seen.add(address)
        answer = asked.get(address)
        assert answer.status_code == 200, address
        if "html" in answer.headers["content-type"]:
            local = {link.partition("#")[0] for link in Tags(answer.text).links() if link.startswith("/")}
            waiting |= {link for link in local if link and link not in seen}
    assert len(seen) > 40


def test_anchors_of_links_into_reports_are_there_once() -> None:
    asked = client()
    texts = {r.id: asked.get(f"/reports/{r.id}").text for r in CASE.reports}
    for address in PAGES:
        for link in Tags(asked.get(address).text).links():
            folder, _, rest = link.removeprefix("/").partition("/")
            key, _, anchor = rest.partition("#")
            if folder == "reports" and anchor:
                ids = [a.get("id") for _, a in Tags(texts[key]).tags]
                assert ids.count(anchor) == 1, link


def test_a_claims_page_has_its_statements_in_order_of_time_with_their_positions() -> None:
    found = client().get(f"/claims/{CASE.claims[0].id}.json").json()
    assert [(row["published"][:10], row["position"]) for row in found["history"]] == [
        ("2031-05-02", "asserts"),
        ("2031-05-02", "denies"),
        ("2031-05-02", "asserts"),
        ("2031-05-03", "asserts"),
        ("2031-06-11", "asserts"),
    ]
    assert found["claim"]["status"] == ["contested", "denied"]
    assert [turn["name"] for turn in found["reversals"]] == ["Roads Board"]


def test_search_finds_words_phrases_beginnings_and_passes_filters() -> None:
    def found(**asked: str) -> list[str]:
        hits = client().get("/search.json", params=asked).json()["hits"]
        return [hit["said"]["text"] if hit["said"] else hit["report"]["headline"] for hit in hits]

    assert "Board admits figure" in found(q="figure")
    assert found(q='"lamb sale"') == ["headline not stated"]
    assert found(q="lam*") == ["headline not stated"]
    assert found(q="lam") == []
    assert found(q="bridge", stance="denies") == [DENIAL.text]
    assert found(q="bridge", speaker="fennick") == ["About 120 people were on the bridge"]
    assert set(found(q="people", what="reports", outlet="echo")) == {"120 on doomed bridge", "Board admits figure"}
    assert found(q="people", since="2031-06", what="reports") == ["Board admits figure"]
    assert found(q="people", until="2031-05-02", what="reports") == ["About 120 were on bridge, mayor says"]
    assert found(q="") == []


def test_search_shows_the_same_words_of_a_copy_with_their_first_printing() -> None:
    case = bridge_case()
    wire, board = case.readings[0], case.sources[1].id
    copy = make_report("The Roads Board denied that 120 people had been on the bridge.", outlet="The Copyist")
    again = said(copy, "that 120 people had been on the bridge", "The Roads Board", "denied", speaker=board)
    again = replace(again, stance=Stance.DENIES)
    store = MemoryStore(
        replace(case, readings=(wire, Reading(copy, (again,))), claims=(), lineage=(), drifts=(), headlines=())
    )
    (hit,) = client(store).get("/search.json?q=had+been&what=statements&stance=denies").json()["hits"]
    assert [s["statement"]["id"] for s in hit["again"]] == [again.id]
    assert "The Copyist" in client(store).get("/search?q=had+been&what=statements&stance=denies").text


@pytest.mark.parametrize("asked", ['"', '""', "*", "AND", "a OR", "NEAR(", "x:y", "^a", "-", "(", "\x00", "’", "{}"])
def test_no_search_is_an_error(asked: str) -> None:
    assert client().get("/search.json", params={"q": asked}).status_code == 200


# --- decisions


def test_a_decision_by_form_is_applied_shown_and_undone() -> None:
    asked, page = client(), f"/reports/{DENIAL.report_id}"
    made = asked.post("/decisions", data={**FORM, "why": "heard the tape"})
    assert made.status_code == 303
    shown = asked.get(made.headers["location"])
    assert "Recorded" in shown.text
    assert "heard the tape" in shown.text
    assert "the machine found: as found" in shown.text
    assert asked.get(f"/statements/{DENIAL.id}.json").json()["said"]["statement"]["stance"] == "alleges"
    key = asked.get("/decisions.json").json()["decisions"][0]["id"]
    assert asked.post(f"/decisions/{key}/undo", data={"back": page}).headers["location"] == f"{page}?done={key}"
    assert asked.get(f"/statements/{DENIAL.id}.json").json()["said"]["statement"]["stance"] == "denies"
    again = asked.post(f"/decisions/{key}/undo", data={"back": page})
    assert again.status_code == 400
    assert "to undo" in again.text


def test_every_kind_of_correction_has_a_form_or_a_body_that_is_taken() -> None:
    store = MemoryStore()
    claim, figure, report, source = CASE.claims[0], CASE.figures[0], CASE.reports[0], CASE.sources
    two = [s.id for s in CASE.statements[:2]]
    bodies = {
        "rename-claim": ([claim.id], {"label": "how many"}),
        "merge-claims": ([claim.id, "c-other"], {}),
        "split-claim": ([claim.id, two[0]], {}),
        "speaker": ([two[0]], {"name": ""}),
        "stance": ([two[0]], {"stance": "hedged"}),
        "figure": ([figure.id], {"low": "100", "high": "", "unit": "", "counted": "people", "scope": ""}),
        "relation": (two, {"relation": "none"}),
        "edge": ([CASE.reports[1].id, report.id], {"edge": "reprint"}),
        "origins": ([s.id for s in source], {"origins": "independent"}),
        "furniture": ([report.id], {"exact": "(Reporting by T. Hale)"}),
        "missed-statement": (
            [report.id],
            {"exact": "About 120", "source": "", "cue": "", "stance": "", "name": ""},
        ),
        "rating": ([claim.id], {"rating": "not proved", "url": "https://desk.example/bridge"}),
        "note": ([claim.id], {"text": "ask the mayor"}),
    }
    assert bodies.keys() == KINDS.keys()
    asked = client(store, token=True)
    for kind, (about, value) in bodies.items():
        body = {"kind": kind, "about": about, "value": value, "who": "Ana", "why": ""}
        assert asked.post("/decisions", json=body).status_code == 201, kind
    assert [d.kind for d in store.decisions()][::-1] == list(bodies)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"kind": "verdict"}, "no kind of correction"),
        ({"kind": "stance", "about": DENIAL.id, "stance": "true"}, "one of"),
        ({"kind": "stance", "stance": "denies"}, "needs the statement"),
        ({"kind": "figure", "about": "f-1", "low": "many"}, "not a number"),
        ({"kind": "figure", "about": "f-1", "low": "nan"}, "not a number"),
        ({"kind": "note", "about": "c-1", "text": "x" * 20_001}, "longer than"),
        ({"kind": "merge-claims", "about": "c-1"}, "needs the claim"),
    ],
)
def test_a_decision_that_means_nothing_is_refused_and_nothing_is_written(fields: dict[str, str], says: str) -> None:
    store = MemoryStore()
    answer = client(store).post("/decisions", data=fields)
    assert answer.status_code == 400
    assert says in answer.text
    assert not store.decisions()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b"\xff", b"[" * 100_000, b'{"kind":1}', b'{"about":{}}'])
def test_a_body_that_is_no_decision_is_refused(body: bytes) -> None:
    answer = client(token=True).post("/decisions", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["error"]


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1", "\r\nX: y"]
)
def test_nobody_is_led_to_another_site(back: str) -> None:
    answer = client().post("/decisions", data={**FORM, "back": back})
    assert answer.headers["location"].startswith("/?done=")
    assert "evil" not in answer.headers["location"]


def test_the_name_of_who_decided_is_kept_for_the_next_form() -> None:
    asked = client()
    asked.post("/decisions", data={**FORM, "who": "Zoë Ø; Path=/"})
    assert 'value="Zoë Ø; Path=/"' in asked.get(f"/statements/{DENIAL.id}").text


def test_a_dossier_without_its_case_is_read_only() -> None:
    asked = client(DossierStore(CASE, "bridge"))
    page = asked.get(f"/claims/{CASE.claims[0].id}")
    assert page.status_code == 200
    assert 'action="/decisions"' not in page.text
    assert asked.post("/decisions", data=FORM).status_code == 403
    assert asked.post("/decisions/d-1/undo", data={}).status_code == 404
    assert asked.post("/reports", data={"path": "/tmp"}).status_code == 403


# --- adding


def test_taking_a_report_out_needs_a_case_a_report_and_a_name() -> None:
    report = CASE.reports[3].id
    assert client(DossierStore(CASE, "x")).post(f"/reports/{report}/remove", data={"who": "Ana"}).status_code == 403
    store = MemoryStore()
    assert client(store).post("/reports/r-none/remove", data={"who": "Ana"}).status_code == 400
    assert client(store, token=True).post(f"/reports/{report}/remove", json={"who": "Ana"}).json() == {"id": report}
    assert report not in {r.id for r in store.dossier().reports}


def test_files_are_added_in_the_background_and_removed_afterwards(tmp_path: Path) -> None:
    store = MemoryStore()
    asked = client(store)
    with asked:
        sent = asked.post("/reports", files={"files": ("../../../etc/na\x00me.txt", b"Text.")})
        assert sent.status_code == 303
        finished(asked, "done")
        assert store.added == ["Text."]
        asked.post("/reports", data={"path": str(tmp_path / "none.txt")})
        finished(asked, "failed")
        assert "there is no such file" in asked.get("/add").text


def finished(asked: TestClient, state: str) -> None:
    for _ in range(100):
        if f"job is-{state}" in asked.get("/add").text:
            return
        time.sleep(0.05)
    pytest.fail(f"no job is {state}")


# --- hostile text


def test_hostile_text_stays_text_on_every_page_and_in_every_twin() -> None:
    store = hostile()
    store.decide(_change(store))
    asked = client(store)
    for address in addresses(store.dossier()):
        page = asked.get(address)
        assert page.status_code == 200, address
        tags = Tags(page.text).tags
        assert not [t for t, _ in tags if t in ("img", "iframe", "style", "object", "embed")]
        assert not [a for _, a in tags if str(a.get("href", "")).strip().lower().startswith(("javascript", "data"))]
        assert not set(page.text) & set("\x1b\x00\u202e")
        assert "60481729" not in page.text
        json.loads(asked.get(twin(address)).content)


def _change(store: MemoryStore) -> Change:
    return Change("note", (store.dossier().claims[0].id,), {"text": BAD}, BAD, BAD)


@pytest.mark.parametrize("key", ["..%2f..%2fetc", "%00", "x" * 5000, "%f0%9f%92%a5", "a b", "<script>", "%0d%0aX:y"])
def test_an_id_that_is_none_is_a_page_that_is_not_there(key: str) -> None:
    asked = client()
    for folder in ("claims", "reports", "statements", "figures", "sources", "lineage", "static"):
        answer = asked.get(f"/{folder}/{key}")
        assert answer.status_code == 404
        assert "<script>" not in answer.text.replace("<script src", "")


@pytest.mark.parametrize(
    "query", ["page=0", "page=-1", "page=x", "page=1e9", "page=%D9%A1", "status=x", "page=99999999999"]
)
def test_a_query_that_means_nothing_is_refused(query: str) -> None:
    assert client().get(f"/claims.json?{query}").status_code == 400


def test_a_page_after_the_last_is_empty_and_leads_back() -> None:
    answer = client().get("/claims?page=7")
    assert answer.status_code == 200
    assert 'rel="prev" href="/claims?page=1"' in answer.text


def test_every_view_has_a_template_and_a_name_of_its_own() -> None:
    names = [view.name for view in VIEWS]
    assert len(set(names)) == len(names)

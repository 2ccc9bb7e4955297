"""What a case proves: the first thing that is not as it was written is named; a stamp is on what it says."""

import json
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from decision_cases import TEXTS
from rashomon import cli
from rashomon.casefile import codebook, database, originals, stamps, tsp
from rashomon.casefile.case import Case
from rashomon.casefile.verify import verify
from rashomon.errors import BrokenCase, UsageError
from rashomon.model import DecisionKind
from rashomon.read.sources import read_originals


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    (folder / "in").mkdir()
    for name, text in TEXTS.items():
        (folder / "in" / f"{name}.txt").write_text(f"outlet: The {name.title()}\n\n{text}\n", "utf-8")
    case = Case.new(folder / "dam", who="Ana", extractor="rules")
    assert len(list(case.add(read_originals([folder / "in"]), who="Ana"))) == 4
    case.decide(DecisionKind.RENAME_CLAIM, [case.dossier().claims[0].id], {"label": "How many"}, who="Ana")
    case.dossier()
    case.remove("union.txt", who="Ben")
    return case.folder


@pytest.fixture
def case(made_once: Path, tmp_path: Path) -> Case:
    shutil.copytree(made_once, tmp_path / "dam")
    return Case(tmp_path / "dam")


def test_a_case_that_nobody_touched_verifies(case: Case) -> None:
    found = verify(case.folder)
    assert (found.reports, found.readings, found.decisions, found.entries, found.spare) == (4, 4, 1, 7, ())
    assert found.spans > 30


Forge = Callable[[sqlite3.Connection], object]


def first_sha(db: sqlite3.Connection) -> str:
    return str(db.execute("SELECT sha256 FROM reports ORDER BY number").fetchone()[0])


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        (
            "UPDATE reports SET text = replace(text, '300', '900') WHERE number = 1",
            "its text_sha256 is not that of log entry 2",
        ),
        ("UPDATE reports SET url = 'https://elsewhere.example' WHERE number = 2", "its url is not that of log entry 3"),
        ("UPDATE reports SET removed = NULL", "union.txt is in the case against the log"),
        ("UPDATE reports SET removed = 5 WHERE number = 1", "out of the case against the log"),
        (
            "UPDATE readings SET body = replace(body, 'hedged', 'denies')",
            "a reading of report .* is not as the log has it",
        ),
        ("DELETE FROM readings WHERE log = 2", "the reading that log entry 2 names is not there"),
        ("UPDATE decisions SET why = 'x'", "decision d-.* is not as it was written"),
        ("DELETE FROM decisions", "decision d-.*, which is log entry 6, is not there"),
        ("UPDATE log SET who = 'Eve' WHERE n = 6", "log entry 6 .*the chain breaks there"),
        ("UPDATE meta SET value = 'case-other' WHERE name = 'case'", "log entry 1"),
        ("UPDATE readings SET log = 99 WHERE log = 2", "points to one of log that is not there"),
    ],
)
def test_the_first_thing_that_was_changed_is_named(case: Case, sql: str, says: str) -> None:
    with sqlite3.connect(case.folder / database.FILE) as db:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        db.execute(sql)
    with pytest.raises(BrokenCase, match=says):
        verify(case.folder)


@pytest.mark.parametrize(("change", "says"), [(b"other", "has other bytes"), (None, "cannot be read")])
def test_an_original_that_was_changed_or_lost_is_named(case: Case, change: bytes | None, says: str) -> None:
    path = originals.path_of(case.folder, case.reports()[1].report.sha256)
    path.unlink()
    if change is not None:
        path.write_bytes(change)
    with pytest.raises(BrokenCase, match=f"the original .*{path.name} {says}"):
        verify(case.folder)


def test_bytes_that_a_stopped_run_left_are_told_and_harmless(case: Case) -> None:
    sha = originals.keep(case.folder, b"read, and never acknowledged")
    assert [path.name for path in verify(case.folder).spare] == [sha]


def test_a_broken_case_ends_with_status_3_and_one_line(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["verify", str(case.folder)]) == 0
    assert "4 reports with originals, 4 readings" in capsys.readouterr().out
    originals.path_of(case.folder, case.reports()[0].report.sha256).unlink()
    assert cli.main(["verify", str(case.folder)]) == 3
    assert len(capsys.readouterr().err.splitlines()) == 1


# --- the manifest and its stamps


def test_the_manifest_is_one_hash_over_all(case: Case, tmp_path: Path) -> None:
    before = stamps.manifest_of(case.folder)
    assert before.splitlines()[0] == "rashomon.manifest/1"
    assert [line.split()[0] for line in before.splitlines()].count("original") == 4
    assert cli.main(["verify", str(case.folder), "--manifest", str(tmp_path / "m.txt")]) == 0
    assert (tmp_path / "m.txt").read_text() == before
    case.decide(DecisionKind.NOTE, [case.reports()[0].report.id], {"text": "x"}, who="Ana")
    assert stamps.digest(stamps.manifest_of(case.folder)) != stamps.digest(before)


CONFIG = """
[ tsa ]
default_tsa = one
[ one ]
dir = {folder}
serial = $dir/serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
[ req ]
distinguished_name = name
[ name ]
[ ext ]
extendedKeyUsage = critical,timeStamping
"""


class Authority:
    """A time stamp server of a desk of its own, by openssl."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        (folder / "ca.cnf").write_text(CONFIG.format(folder=folder))
        (folder / "serial").write_text("01\n")
        self.run(
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=Stamp desk",
            "-extensions", "ext", "-config", "ca.cnf", "-keyout", "key.pem", "-out", "cert.pem",
        )  # fmt: skip

    def run(self, *command: str) -> None:
        subprocess.run(["openssl", *command], cwd=self.folder, check=True, capture_output=True)

    def stamp(self, request: bytes) -> bytes:
        (self.folder / "q").write_bytes(request)
        self.run(
            "ts", "-reply", "-config", "ca.cnf", "-section", "one", "-queryfile", "q", "-signer", "cert.pem", "-inkey",
            "key.pem", "-out", "r",
        )  # fmt: skip
        return (self.folder / "r").read_bytes()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    return Authority(tmp_path_factory.mktemp("tsa") / "desk")


def test_a_request_goes_out_and_its_answer_is_kept(
    case: Case, tmp_path: Path, authority: Authority, capsys: pytest.CaptureFixture[str]
) -> None:
    manifest, asked, answer = (tmp_path / name for name in ("m.txt", "a.tsq", "a.tsr"))
    command = ["verify", str(case.folder), "--manifest", str(manifest), "--stamp", str(asked), "--who", "Ana"]
    assert cli.main(command) == 0
    answer.write_bytes(authority.stamp(asked.read_bytes()))
    authority.run("ts", "-verify", "-data", str(manifest), "-in", str(answer), "-CAfile", "cert.pem")
    assert cli.main(["verify", str(case.folder), "--answer", str(answer), "--who", "Ana"]) == 0
    assert "stamped at 20" in capsys.readouterr().out
    assert cli.main(["verify", str(case.folder)]) == 0
    assert [e.what for e in case.log()][-2:] == ["stamp asked", "stamped"]


def test_an_answer_to_another_request_is_refused(case: Case, authority: Authority) -> None:
    stamps.ask(case.folder, who="Ana")
    with pytest.raises(UsageError, match="to no request of this case"):
        stamps.answered(case.folder, authority.stamp(tsp.request(bytes(32), 7)), who="Ana")


def test_a_stamp_that_was_changed_is_named(case: Case, authority: Authority) -> None:
    _, request = stamps.ask(case.folder, who="Ana")
    stamps.answered(case.folder, authority.stamp(request), who="Ana")
    for sql, says in (
        ("UPDATE stamps SET answer = X'3000'", "the answer of stamp 1"),
        ("UPDATE stamps SET manifest = manifest || 'x'", "stamp 1 is on a manifest"),
    ):
        with sqlite3.connect(case.folder / database.FILE) as db:
            db.execute(sql)
        with pytest.raises(BrokenCase, match=says):
            verify(case.folder)


@pytest.mark.parametrize(
    "data", [b"", b"0", b"<html>", bytes.fromhex("30053003020102"), bytes.fromhex("3080"), b"0\x84\xff\xff\xff\xff"]
)
def test_what_is_no_answer_is_refused(data: bytes) -> None:
    with pytest.raises(UsageError):
        tsp.answer(data)


def test_no_cut_of_an_answer_breaks_the_reader(authority: Authority) -> None:
    whole = authority.stamp(tsp.request(bytes(range(32)), 1234567))
    assert (tsp.answer(whole).digest, tsp.answer(whole).nonce) == (bytes(range(32)), 1234567)
    for end in range(0, len(whole), 7):
        with pytest.raises(UsageError):
            tsp.answer(whole[:end])
    for at in range(0, 400, 3):
        try:
            tsp.answer(whole[:at] + bytes([whole[at] ^ 0x5A]) + whole[at + 1 :])
        except UsageError:
            continue


def test_a_server_is_asked_only_where_its_address_is_given(case: Case, authority: Authority) -> None:
    class Server(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.headers["Content-Type"] == "application/timestamp-query"
            body = authority.stamp(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Quiet."""

    with HTTPServer(("127.0.0.1", 0), Server) as server:
        Thread(target=server.handle_request, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        assert cli.main(["verify", str(case.folder), "--server", address, "--who", "Ana"]) == 0
    assert case.log()[-1].what == "stamped"


def test_a_server_that_does_not_answer_is_one_line(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    for address in ("http://127.0.0.1:9/", "file:///etc/hosts"):
        assert cli.main(["verify", str(case.folder), "--server", address, "--who", "Ana"]) == 2
        assert len(capsys.readouterr().err.splitlines()) == 1


# --- the codebook


def test_the_codebook_has_every_table_and_the_thresholds_with_their_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["codebook", "--json"]) == 0
    book = json.loads(capsys.readouterr().out)
    rules = {rule["module"]: rule for rule in book["rules"]}
    assert {"name": "ALIKE", "value": "0.5"}.items() <= rules["decisions/places"]["thresholds"][0].items()
    assert rules["decisions/places"]["thresholds"][0]["words"].startswith("Share of the characters")
    names = {table["name"] for table in book["tables"]}
    packaged = Path(cli.__file__).parent
    assert {p.relative_to(packaged).as_posix() for p in packaged.rglob("*.toml")} <= names


def test_the_codebook_says_whether_a_case_was_made_with_it(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["codebook", str(case.folder)]) == 0
    assert "4 readings by the rules made with this codebook" in capsys.readouterr().out
    assert case.log()[1].facts["codebook"] == codebook.digest()


def test_a_table_is_printed_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["codebook", "--table", "furniture.toml"]) == 0
    packaged = Path(cli.__file__).parent / "text" / "furniture.toml"
    assert capsys.readouterr().out == packaged.read_text("utf-8")
    assert cli.main(["codebook", "--table", "nothing"]) == 2

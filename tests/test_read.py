"""Files, folders and lines to reports: what is read as it stands, and one clear line for what is not."""

import hashlib
import json
import os
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.errors import UsageError
from rashomon.model import Report, Skipped
from rashomon.read import files
from rashomon.read.sources import Original, read, read_originals

BODY = "Forty passengers were taken off a ferry near Eastmoor on Monday, the harbour master said.\n"

Write = Callable[[str, bytes | str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def made(name: str, content: bytes | str) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return made


def one(path: Path) -> Report:
    found = list(read([path]))
    assert len(found) == 1 and isinstance(found[0], Report), found
    return found[0]


def reason(path: Path) -> str:
    found = list(read([path]))
    assert len(found) == 1 and isinstance(found[0], Skipped), found
    assert "\n" not in found[0].reason
    return found[0].reason


def lines(*rows: object) -> list[Report | Skipped]:
    raw = b"\n".join(row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows)
    return list(read(["-"], stdin=BytesIO(raw)))


# --- plain text


def test_a_header_is_read_and_the_text_is_what_follows_its_blank_line(write: Write) -> None:
    report = one(
        write("a.txt", f"url: https://courier.example/1\noutlet: Courier\ntitle: On time\nfictional: yes\n\n{BODY}")
    )
    assert (report.url, report.outlet, report.headline) == ("https://courier.example/1", "Courier", "On time")
    assert report.text == BODY


def test_a_value_that_says_there_is_none_is_empty(write: Write) -> None:
    report = one(write("a.txt", f"outlet: Courier\ncredit: none\nbyline: unknown\ntitle: (not printed)\n\n{BODY}"))
    assert (report.credit, report.byline, report.headline) == ("", "", "")


@pytest.mark.parametrize(
    "text",
    [
        # a transcript's turns look like fields
        "WHITLOW: How many were on board?\n\nASKEL: I stopped counting.\n",
        "Lang: I never saw him before that night, and I told the inspector so.\n\nInspector: Go on.\n",
        "Note: this was said on Monday, before the storm, by two of the crew.\n\n" + BODY,
        BODY,
    ],
)
def test_only_known_fields_open_a_header(text: str, write: Write) -> None:
    assert one(write("a.txt", text)).text == text


def test_a_short_first_line_is_the_headline_and_stays_in_the_text(write: Write) -> None:
    text = f"Forty taken off ferry: report\n\n{BODY}"
    report = one(write("a.txt", text))
    assert report.headline == "Forty taken off ferry: report"
    assert report.text == text


@pytest.mark.parametrize("first", ["Forty were taken off.", "‘Nobody was hurt.’", '"It was the engine"', "X" * 300])
def test_a_first_sentence_is_no_headline(first: str, write: Write) -> None:
    assert one(write("a.txt", f"{first}\n\n{BODY}")).headline == ""


def test_no_character_of_a_text_is_changed(write: Write) -> None:
    text = "One\tline,\r\nnext\u00a0line \u2028 third.\r\n\r\nFour \ufb01 five.  \n"
    assert one(write("a.txt", text)).text == text


def test_the_id_and_digest_are_of_the_original_bytes(write: Write) -> None:
    digest = hashlib.sha256(BODY.encode()).hexdigest()
    report = one(write("a.txt", BODY))
    assert (report.id, report.sha256) == (f"r-{digest[:16]}", digest)


@pytest.mark.parametrize(
    ("encoding", "media_type"),
    [
        ("utf-8", "text/plain"),
        ("utf-8-sig", "text/plain"),
        ("utf-16", "text/plain"),
        # a guess is named
        ("cp1252", "text/plain; charset=windows-1252"),
    ],
)
def test_encodings(encoding: str, media_type: str, write: Write) -> None:
    text = "Le café du port a fermé lundi, a dit le maire, après quarante-deux années."
    report = one(write("a.txt", text.encode(encoding)))
    assert (report.text, report.media_type, report.lang) == (text, media_type, "fr")


# --- language


def test_a_stated_language_comes_before_a_guessed_one_and_no_guess_is_made_on_nothing(write: Write) -> None:
    assert one(write("a.txt", f"lang: en-GB\noutlet: Courier\n\n{BODY}")).lang == "en"
    assert one(write("b.txt", BODY)).lang == "en"
    assert one(write("c.txt", "12 / 13 / 14")).lang == "und"


# --- JSON Lines


def test_a_line_of_json_gives_its_fields_and_its_text_as_given() -> None:
    text = " Forty were taken off.\r\n\r\n"
    found = lines({"id": "a", "outlet": "Courier", "title": "T", "published": "2031-05", "lang": "en", "text": text})
    assert isinstance(report := found[0], Report)
    assert (report.input_id, report.outlet, report.headline, report.published) == ("a", "Courier", "T", "2031-05")
    assert (report.text, report.path) == (text, "-")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (b'{"text": ', "line 17 is not JSON"),
        (b'{"title": "T"}', 'line 17 has no "text"'),
        (b'{"text": 12}', 'line 17 has a number as "text"'),
        (b'{"text": "a", "title": ["T"]}', 'line 17 has a list as "title"'),
        (b'["a"]', "line 17 is a list"),
        (b'{"text": "  "}', "line 17 has no text"),
        (b'{"text": "\xff"}', "line 17 is not UTF-8"),
        (b'{"text": "\\ud800"}', "line 17 has half a surrogate pair"),
        (b'{"text": "\\u0000"}', "line 17 has a NUL"),
        (b"[" * 100_000, "line 17 is not JSON"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_is_read(row: bytes, said: str) -> None:
    good = [{"text": f"{number}. {BODY}"} for number in range(1, 19)]
    found = lines(*good[:16], row, *good[17:])
    assert sum(isinstance(item, Report) for item in found) == 17
    assert [item.reason for item in found if isinstance(item, Skipped) and item.reason.startswith(said)]


def test_standard_input_must_be_given() -> None:
    with pytest.raises(UsageError, match="standard input"):
        list(read(["-"]))


# --- files and folders


def test_a_folder_is_read_with_its_folders_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/.hidden.txt", ".git/c.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{name}: {BODY}")
    assert [Path(item.path).name for item in read([tmp_path])] == ["z.txt", "b.txt"]


def test_the_order_of_paths_changes_nothing(write: Write) -> None:
    paths = [write("a.txt", BODY), write("b.txt", BODY), write("c.txt", f"C. {BODY}")]
    assert list(read(paths)) == list(read(reversed(paths)))


def test_the_same_bytes_twice_are_one_report_and_the_second_names_the_first(write: Write) -> None:
    first, second = write("a.txt", BODY), write("b.txt", BODY)
    kept, left = read([first, second])
    assert isinstance(kept, Report) and kept.path == str(first)
    assert isinstance(left, Skipped) and left.path == str(second) and str(first) in left.reason


def test_a_path_given_twice_is_read_once(write: Write, tmp_path: Path) -> None:
    path = write("a.txt", BODY)
    assert len(list(read([path, tmp_path, path]))) == 1


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", b"", "empty file"),
        ("a.txt", b" \n\n", "empty file"),
        ("a.txt", b"outlet: Courier\ntitle: T\n", "no text"),
        ("a.txt", b"MZ\x00\x01\x02", "byte 0x00 at offset 2"),
        ("a.txt", b"\x01\x02\x03 abc", "3 control characters"),
        ("a.txt", b"%PDF-1.4 \x01", "a PDF"),
        ("a.txt", "caf\u00e9 ".encode() * 3 + b"caf\xe9", "mixes encodings"),
        ("a.txt", b"\xff\xfea", "breaks it"),
        ("a.txt", b"caf\x81", "neither UTF-8 nor Windows-1252"),
        ("a.docx", b"PK", "a Word document that is broken"),
        ("a.odt", b"PK", "'.odt'"),
        ("README", b"a", "without a type"),
        ("a.jsonl", b"", "empty file"),
        ("a.html", b"<html></html>", "no article"),
        ("a.html", b"<div>" * 100_000 + b"text", "nested too deeply"),
        ("a.pdf", b"%PDF-1.4 nothing", "broken PDF"),
    ],
)
def test_bad_input_is_one_line_that_says_what_was_found(name: str, content: bytes, said: str, write: Write) -> None:
    assert said in reason(write(name, content))


def test_a_missing_file_an_empty_folder_and_a_large_file(tmp_path: Path) -> None:
    assert "does not exist" in reason(tmp_path / "missing.txt")
    (tmp_path / "empty").mkdir()
    assert "folder without reports" in reason(tmp_path / "empty")
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(200_000_000)
    assert "200 MB" in reason(large)


def test_the_size_is_looked_at_before_the_file_is_read(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("a.txt", BODY)
    monkeypatch.setattr(files, "LARGEST", 10)
    monkeypatch.setattr(Path, "open", lambda *_, **__: pytest.fail("opened"))
    assert "has 0 MB" in reason(path)


def test_a_long_line_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    from rashomon.read import jsonl

    monkeypatch.setattr(jsonl, "LARGEST", 1_000)
    found = lines({"text": "a " * 2_000}, {"text": BODY})
    assert isinstance(found[0], Skipped) and "line 1 is longer" in found[0].reason
    assert isinstance(found[1], Report)


@pytest.mark.skipif(sys.platform == "win32", reason="names and links that Windows does not have")
class TestUnusualFiles:
    def test_links_that_lead_nowhere_or_back(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").symlink_to(tmp_path / "b.txt")
        (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
        (tmp_path / "c.txt").symlink_to(tmp_path / "missing")
        (tmp_path / "loop").symlink_to(tmp_path)
        found = {Path(item.path).name: item.reason for item in read([tmp_path]) if isinstance(item, Skipped)}
        assert sorted(found) == ["a.txt", "b.txt", "c.txt", "loop"]
        assert "not followed" in found["loop"]

    def test_a_pipe_is_not_waited_for(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "a.txt")
        assert "no regular file" in reason(tmp_path / "a.txt")

    def test_strange_names_are_kept(self, tmp_path: Path) -> None:
        for name in ("<img onerror=alert(1)>.txt", "two\nlines.txt"):
            (tmp_path / name).write_text(f"{name} {BODY}")
            assert Path(one(tmp_path / name).path).name == name

    def test_a_name_that_is_not_utf8_can_be_written(self, tmp_path: Path) -> None:
        path = os.path.join(os.fsencode(tmp_path), b"caf\xe9.txt")
        try:
            with open(path, "wb") as file:
                file.write(BODY.encode())
        except OSError:
            pytest.skip("this file system has no such names")
        assert one(tmp_path).path.endswith("caf\\xe9.txt")

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
    def test_a_file_that_may_not_be_read(self, write: Write) -> None:
        path = write("a.txt", BODY)
        path.chmod(0)
        assert "permission" in reason(path)


def test_progress_is_told(write: Write, tmp_path: Path) -> None:
    write("a.txt", BODY)
    write("b.txt", f"B. {BODY}")
    told: list[tuple[str, int, int]] = []
    list(read([tmp_path], progress=lambda *step: told.append(step)))
    assert told == [("read", 1, 2), ("read", 2, 2)]


# --- whatever the bytes, a report or a reason, and every span holds


PIECES = st.sampled_from(
    [b"outlet: C\n", b"\n\n", b"\r\n\r\n", b"Read more", b"(AFP) -", b"\xff\xfe", b"\xef\xbb\xbf", b"\x00", b"\xc3\xa9",
     b"\xe9", b'{"text": "', b'"}', b'{"id": 1, "text": "By AFP\\n\\nSource: X"}', b"<p>", b"</div>", b"Forty were. ",
     b"\\ud800", b"\n", "\u2028".encode(), "“Nobody was hurt,” he said.".encode()]
)  # fmt: skip


@settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    raw=st.lists(PIECES | st.binary(max_size=12), max_size=14).map(b"".join), suffix=st.sampled_from(["txt", "jsonl"])
)
def test_any_bytes_give_reports_or_reasons(raw: bytes, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(raw)
    found = list(read([path]))
    assert found or suffix == "jsonl"
    for item in found:
        holds(item)


def holds(item: Report | Skipped) -> None:
    """The laws of whatever is read."""
    if isinstance(item, Skipped):
        assert item.reason and "\n" not in item.reason
        return
    assert item.text.strip()
    item.text.encode()
    for span in (*item.furniture, *(c.span for c in item.credits if c.span)):
        item.check(span)


# --- the original bytes


def test_every_report_comes_with_the_bytes_it_was_read_from(write: Write, tmp_path: Path) -> None:
    line = json.dumps({"text": f"A line. {BODY}"}).encode()
    write("a.txt", BODY)
    write("b.jsonl", b"  " + line + b"\r\n")
    found = [item for item in read_originals([tmp_path]) if isinstance(item, Original)]
    assert [item.data for item in found] == [BODY.encode(), line]
    assert all(hashlib.sha256(item.data).hexdigest() == item.report.sha256 for item in found)
    assert [item.report for item in found] == list(read([tmp_path]))

"""Everything that can be wrong with what is given, at once: a line each, the rest read, nothing written elsewhere."""

import gzip
import json
import os
import sys
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

import read_seeds as seeds
from rashomon import cli
from rashomon.model import Report, Skipped
from rashomon.read.sources import read

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes and links")


def locked() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(seeds.pdf())))
    writer.encrypt("secret", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def image_only() -> bytes:
    writer, out = PdfWriter(), BytesIO()
    writer.add_blank_page(width=200, height=200)
    writer.write(out)
    return out.getvalue()


def hostile_mail() -> bytes:
    head = b"From: a@x.example\nSubject: S\nContent-Type: multipart/mixed; boundary=b\n\n"
    text = b"Content-Type: text/plain\n\nThe harbour master said that nobody was hurt.\n"
    stray = b'Content-Type: application/x-odd\nContent-Disposition: attachment; filename="../../../../x"\n\nx\n'
    return head + b"".join(b"--b\n" + part for part in (text, stray)) + b"--b--\n"


LAUGHS = b"<!DOCTYPE r [<!ENTITY a 'ha'>" + b"".join(
    b"<!ENTITY %c '&%c;&%c;&%c;&%c;'>" % (n, n - 1, n - 1, n - 1, n - 1) for n in range(98, 120)
)
BAD: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "is an empty file"),
    "program.txt": (b"\x7fELF\x00", "is a program"),
    "mixed.txt": ("caf\u00e9 ".encode() * 3 + b"caf\xe9", "mixes encodings"),
    "deep.html": (b"<div>" * 100_000 + b"text", "nested too deeply"),
    "locked.pdf": (locked(), "encrypted PDF"),
    "image.pdf": (image_only(), "no text layer"),
    "line.jsonl": (seeds.lines() + b"\n" + b"\n" * 14 + b"{bad", "not JSON"),
    "bomb.docx": (seeds.zipped({"word/document.xml": b"<a>" + b" " * 50_000_000}), "unpacks to far more"),
    "bomb.warc.gz": (gzip.compress(b"\0" * 30_000_000), "no WARC that can be read"),
    "laughs.rss": (LAUGHS + b"]><rss><channel><item><title>&w;</title></item></channel></rss>", "no text"),
    "cut.warc": (seeds.warc(packed=False)[:-60], "cut or broken after record 5"),
    "mail.eml": (hostile_mail(), "is an attachment of type 'application/x-odd'"),
    "<img src=x onerror=alert(1)>.txt": (b"\x00", "not text"),
    "same.txt": (f"outlet: Courier\ntitle: Ferry\n\n{seeds.LEAD}\n\n{seeds.QUOTE}\n".encode(), "the same bytes"),
    "russian.txt": (("Паром вышел из порта утром, сообщил начальник порта. " * 5).encode(), "language"),
}  # fmt: skip


def test_every_bad_input_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, out = tmp_path / "case", tmp_path / "dossier.json"
    (folder / "empty").mkdir(parents=True)
    for name, (data, _) in BAD.items():
        (folder / name).write_bytes(data)
    (folder / "good.txt").write_bytes(BAD["same.txt"][0])
    (folder / "loop").symlink_to(folder)
    (folder / "itself.txt").symlink_to(folder / "itself.txt")
    os.mkfifo(folder / "pipe.txt")
    with (folder / "large.txt").open("wb") as file:
        file.truncate(200_000_000)
    before = sorted(p.name for p in folder.iterdir())
    given = [folder, tmp_path / "missing.txt", folder / "empty", "http://10.0.0.1/x", "http://[::ffff:127.0.0.1]/x"]
    status = cli.main(["read", *map(str, given), "-o", str(out), "--extractor", "rules", "--only", "statements"])
    said = capsys.readouterr().err.splitlines()
    expected = {name: part for name, (_, part) in BAD.items()} | {
        "loop": "a link to a folder", "itself.txt": "leads back to itself", "pipe.txt": "no regular file",
        "large.txt": "has 200 MB", "missing.txt": "does not exist", "case/empty": "folder without reports",
        "http://10.0.0.1/x": "not on the open internet", "http://[::ffff:127.0.0.1]/x": "not on the open internet",
    }  # fmt: skip
    for name, part in expected.items():
        lines = [line for line in said if f"{name}:" in line or f"{name}!/" in line]
        assert len(lines) == 1 and part in lines[0], (name, lines)
        assert lines[0].startswith("rashomon: ")
    assert len(said) == len(expected) and status == 1
    read = {Path(report["path"].split("!/")[0]).name for report in json.loads(out.read_bytes())["reports"]}
    assert {"good.txt", "cut.warc", "mail.eml", "line.jsonl", "russian.txt"} <= read
    assert sorted(p.name for p in folder.iterdir()) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["case", "dossier.json"]


def test_a_date_that_is_none_is_named_and_the_report_is_read_without_it(tmp_path: Path) -> None:
    # '03/04/2031' may be two days; as text it would stand before every year
    (tmp_path / "a.txt").write_text("outlet: The Plumb\npublished: 03/04/2031\n\nThe mill burned, the miller said.")
    (tmp_path / "b.jsonl").write_text('{"text": "The mill stood, the miller said.", "published": "soon"}\n')
    (tmp_path / "c.txt").write_text("outlet: Vell Post\npublished: 14 October 2031\n\nThe mill is gone, she said.")
    found = list(read([tmp_path]))
    assert [r.published for r in found if isinstance(r, Report)] == ["", "", "2031-10-14"]
    (slashed, soon) = [s.reason for s in found if isinstance(s, Skipped)]
    assert slashed.startswith("has '03/04/2031' as its date")
    assert soon.startswith("line 1 has 'soon' as its date")

"""Feeds, web archives, mail, documents, sheets: every piece is a report or one clear line."""

import gzip
import hashlib
import os
import sys
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

import read_seeds as seeds
from rashomon.errors import UnreadableReport, UsageError
from rashomon.model import Report, Skipped
from rashomon.read import fetch, own, pieces, warc, zips
from rashomon.read.parts import Parts
from rashomon.read.pieces import Piece
from rashomon.read.sources import Original, read, read_originals
from rashomon.read.watch import watch
from rashomon.read.worker import Worker

Found = tuple[list[Report], list[Skipped]]


@pytest.fixture
def found(tmp_path: Path) -> Callable[..., Found]:
    def made(name: str, data: bytes) -> Found:
        (tmp_path / name).write_bytes(data)
        items = list(read([tmp_path / name]))
        assert all("\n" not in item.reason for item in items if isinstance(item, Skipped))
        return [i for i in items if isinstance(i, Report)], [i for i in items if isinstance(i, Skipped)]

    return made


# --- feeds


def test_every_item_of_a_feed_is_a_report_with_its_own_text(found: Callable[..., Found]) -> None:
    reports, skipped = found("a.rss", seeds.rss())
    assert not skipped and [r.headline for r in reports] == ["Ferry 1", "Ferry 2"]
    first = reports[0]
    assert first.text == f"1. {seeds.LEAD}\n\n{seeds.LAST}"
    assert (first.url, first.outlet, first.byline) == ("https://courier.example/1", "Northern Wire", "Ada Quill")
    assert (first.published, first.lang, first.media_type) == ("2031-05-05T09:30:00+02:00", "en", "application/rss+xml")
    assert "https://wire.example/rss" in first.links and first.path.endswith("a.rss!/item 1")


def test_an_atom_entry_gives_its_alternate_link_and_the_feed_its_name(found: Callable[..., Found]) -> None:
    (report,), _ = found("a.atom", seeds.atom())
    assert (report.url, report.outlet, report.byline) == ("https://x.example/a", "Pier Post", "Tom Brask")
    assert (report.headline, report.text) == ("Ferry & pier", f"{seeds.LEAD}\n\n{seeds.LAST}")


def test_a_feed_of_ten_thousand_items_is_opened_whole() -> None:
    with Worker() as worker:
        held = list(worker.pieces("feed", seeds.rss(10_000)))
    assert len(held) == 10_000 and not any(piece.reason for piece in held)


def test_of_more_pieces_than_are_read_their_number_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "MOST", 2)
    held = list(pieces.unpacked(pieces.packed(Piece(str(n), "text", b"a") for n in range(5))))
    assert [p.data for p in held] == [b"a", b"a", b""]
    assert held[-1].reason == "has 3 reports more than the 2 that are read of one file. Split it"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<html><p>x</p></html>", "no RSS or Atom feed"),
        (b"<rss><channel/></rss>", "without items"),
        (b"not xml", "a feed"),
        (b"<!DOCTYPE r [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><rss><item><title>&b;</title></item></rss>", "no text"),
        (
            b"<!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><rss><item><title>&a;</title></item></rss>",
            "no text",
        ),
    ],
)
def test_what_is_no_feed_and_entities_of_a_strangers_feed(data: bytes, said: str, found: Callable[..., Found]) -> None:
    reports, skipped = found("a.xml", data)
    assert not reports and said in skipped[0].reason


# --- web archives


@pytest.mark.parametrize(("name", "data"), [("a.warc", seeds.warc(packed=False)), ("a.warc.gz", seeds.warc()),
                                            ("a.wacz", seeds.wacz())])  # fmt: skip
def test_the_pages_of_a_crawl_are_read_with_address_and_time(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    items = [item for item in read_originals([tmp_path]) if isinstance(item, Original)]
    assert [i.report.url for i in items] == [f"https://courier.example/{n}" for n in (1, 2, 3)]
    assert [i.report.text.split("\n\n")[-1][0] for i in items] == ["1", "2", "3"]
    assert {i.retrieved for i in items} == {"2031-05-06T08:00:00Z"}
    assert [i.data for i in items] == [seeds.page(n) for n in (1, 2, 3)]
    assert items[0].report.path == f"{tmp_path / name}!/https://courier.example/1"


@pytest.mark.parametrize(("name", "data"), [("a.warc", seeds.records()[0]), ("a.csv", seeds.sheet()),
                                            ("a.wacz", seeds.zipped({"a.txt": b"a"}))])  # fmt: skip
def test_a_container_of_nothing_is_one_line(name: str, data: bytes, found: Callable[..., Found]) -> None:
    reports, skipped = found(name, data)
    assert not reports and len(skipped) == 1


def test_a_page_is_in_the_encoding_that_its_server_named(found: Callable[..., Found]) -> None:
    page = seeds.page().decode().replace("harbour", "порт").encode("windows-1251", "replace")
    said = seeds.answer(page, media_type="text/html; charset=windows-1251")
    (report,), _ = found("a.warc", seeds.record("response", "https://x.example/", "application/http", said))
    assert "порт master" in report.text


@pytest.mark.parametrize("packed", [True, False])
def test_of_an_archive_cut_in_the_middle_what_was_whole_is_read(packed: bool, found: Callable[..., Found]) -> None:
    reports, skipped = found("a.warc.gz" if packed else "a.warc", seeds.warc(packed=packed)[:-60])
    assert [r.url[-1] for r in reports] == ["1", "2"]
    assert [s.reason for s in skipped] == ["is cut or broken after record 5; what stood before was read. Copy it again"]


def test_an_archive_that_swells_is_left_where_it_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "INFLATED", 1_000)
    monkeypatch.setattr(warc, "LARGEST", 2_000)
    film = seeds.record("response", "https://x.example/film", "application/http", b" " * 3_000)
    found = list(warc.opened(gzip.compress(film * 50)))
    assert [(p.name, p.reason) for p in found] == [
        ("https://x.example/film", "has more than 0 MB. Save it, and give the part you need"),
        ("", "unpacks to more than 0 MB; the rest was left out. Split it"),
    ]


def test_two_captures_of_one_canonical_address_are_both_kept(found: Callable[..., Found]) -> None:
    head = "<link rel='canonical' href='https://courier.example/a'>"
    captures = [seeds.record("response", f"https://courier.example/a?{n}", "application/http",
                             seeds.answer(seeds.page(n, head=head))) for n in (1, 2)]  # fmt: skip
    reports, _ = found("a.warc", b"".join(captures))
    assert [r.url for r in reports] == ["https://courier.example/a"] * 2 and reports[0].id != reports[1].id


# --- documents and mail


def test_a_word_document_is_its_paragraphs(found: Callable[..., Found]) -> None:
    gone = (
        "<w:p><w:del><w:r><w:delText>Gone.</w:delText></w:r></w:del><w:r><w:t>A</w:t><w:tab/><w:t>b.</w:t></w:r></w:p>"
    )
    (report,), _ = found("a.docx", seeds.docx(extra=gone))
    assert report.text == "\n\n".join(["Forty taken off", seeds.LEAD, seeds.QUOTE, seeds.LAST, "A\tb."])
    assert report.headline == "Forty taken off"


def test_a_bomb_in_a_document_or_an_archive_is_refused(
    found: Callable[..., Found], monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = seeds.zipped({"word/document.xml": b"<a>" + b" " * 60_000_000})
    assert "unpacks to far more" in found("a.docx", bomb)[1][0].reason
    assert len(b" " * 60_000_000) > zips.RATIO * 1_000


def test_a_mail_is_its_text_and_its_attachments_are_reports_of_their_own(
    found: Callable[..., Found], tmp_path: Path
) -> None:
    reports, skipped = found("a.eml", seeds.mail())
    message, attached = reports
    assert message.text.strip() == f"{seeds.LEAD}\n\n{seeds.LAST}"
    assert (message.headline, message.byline, message.published) == (
        "Forty taken off", "Ada Quill", "2031-05-05T09:30:00+02:00")  # fmt: skip
    assert message.sha256 == hashlib.sha256(seeds.mail()).hexdigest()
    assert attached.path.endswith("a.eml!/../../x.html") and attached.published == message.published
    assert skipped[0].path.endswith("!/x<img onerror=alert(1)>") and "not read" in skipped[0].reason
    assert os.listdir(tmp_path) == ["a.eml"]


def test_a_mail_in_a_mail_is_read_and_an_older_encoding_is_kept_to(found: Callable[..., Found]) -> None:
    inner = b"From: Tom Brask <t@x.example>\nSubject: Nested\nContent-Type: text/plain; charset=koi8-r\n\n"
    inner += "Паром вышел из порта.".encode("koi8-r")
    head = b"Subject: Outer\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
    parts = (b"Content-Type: text/plain\n\nSee below, said Ada.\n", b"Content-Type: message/rfc822\n\n" + inner + b"\n")
    data = head + b"".join(b"--b\n" + part for part in parts) + b"--b--\n"
    reports, skipped = found("a.eml", data)
    assert not skipped
    assert [(r.headline, r.text.strip()) for r in reports] == [
        ("Outer", "See below, said Ada."), ("Nested", "Паром вышел из порта.")]  # fmt: skip


def test_a_long_broken_header_costs_no_time(found: Callable[..., Found]) -> None:
    data = b"Subject: Long\nContent-Type: te" + b'{"a":' * 20_000 + b"\n\n" + seeds.LEAD.encode()
    reports, skipped = found("a.eml", data)
    assert [r.text for r in reports] == [seeds.LEAD] and not skipped


def test_a_mail_of_mails_in_mails_is_refused_before_it_is_taken_apart(found: Callable[..., Found]) -> None:
    data = b"Subject: Deep\nContent-Type: multipart/mixed; boundary=b\n\n" * 1_000
    assert "messages in each other" in found("a.eml", data)[1][0].reason


def test_a_mail_of_two_gigabytes_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    with path.open("wb") as file:
        file.write(seeds.mail())
        file.truncate(2_000_000_000)
    (item,) = read([path])
    assert isinstance(item, Skipped) and "has 2,000 MB" in item.reason


@pytest.mark.parametrize("data", [seeds.ninjs(), seeds.ninjs3()])
def test_a_ninjs_item_of_either_form(data: bytes, found: Callable[..., Found]) -> None:
    (report,), _ = found("a.json", data)
    assert report.text.startswith(seeds.LEAD) and report.headline == "Forty taken off"
    assert report.outlet == "Northern Wire"


def test_other_json_is_named(found: Callable[..., Found]) -> None:
    assert "no ninjs item" in found("a.json", b'{"a": 1}')[1][0].reason
    assert "is a list" in found("a.json", b"[1]")[1][0].reason


# --- a sheet of links


def test_a_row_is_read_from_its_archived_file_and_others_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "sheet"
    (folder / "kept").mkdir(parents=True)
    (folder / "kept/1.html").write_bytes(seeds.page(1))
    (folder / "kept/2.html").write_bytes(seeds.page(2))
    (tmp_path / "outside.html").write_bytes(seeds.page(3))
    rows = ["https://courier.example/1,done,kept/1.html,2031-05-06,2031-05-05 09:30:00,Ferry,",
            f"https://courier.example/2,done,kept/2.html,,,,{'0' * 64}",
            "https://courier.example/3,done,../outside.html,,,,",
            "https://courier.example/4,nothing archived,,,,,",
            "https://courier.example/5,done,kept/1.html,,,,",
            f'https://post.example/6,done,https://x.example/6.mp4,2031-05-07,2031-05-06,,,"{seeds.LEAD}"']  # fmt: skip
    (folder / "a.csv").write_bytes(seeds.sheet(*rows))
    originals = list(read_originals([folder / "a.csv"]))
    items = [item.report if isinstance(item, Original) else item for item in originals]
    assert isinstance(first := items[0], Report) and isinstance(post := items[-1], Report)
    assert (post.url, post.text, post.published) == ("https://post.example/6", seeds.LEAD, "2031-05-06")
    assert [(i.retrieved, i.address) for i in originals if isinstance(i, Original)] == [
        ("2031-05-06", "https://courier.example/1"), ("2031-05-07", "https://post.example/6")]  # fmt: skip
    assert (first.url, first.published, first.path) == (
        "https://courier.example/1", "2031-05-05T09:30:00", str(folder / "kept/1.html"))  # fmt: skip
    reasons = [item.reason for item in items if isinstance(item, Skipped)]
    assert "hash is another" in reasons[0]
    assert all("no archived file here" in reason for reason in reasons[1:3])
    assert "same file as a row before" in reasons[3] and len(reasons) == 4


def test_the_links_of_a_sheet_are_fetched_only_when_asked_and_never_inside_a_network(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(seeds.sheet("http://127.0.0.1/x,,,,,,"))
    (item,) = read([tmp_path / "a.csv"], fetch_links=True, fetch=fetch.Fetch())
    assert isinstance(item, Skipped) and "not on the open internet" in item.reason


def test_a_sheet_in_a_sheet_is_not_opened(tmp_path: Path) -> None:
    rows = [f",,{name},,,," for name in ("a.csv", "b.csv", "a.csv")]
    (tmp_path / "a.csv").write_bytes(seeds.sheet(*rows))
    (tmp_path / "b.csv").write_bytes(seeds.sheet(",,c.csv,,,,"))
    reasons = [item.reason for item in read([tmp_path / "a.csv"]) if isinstance(item, Skipped)]
    assert ["stands too deep" in r for r in reasons] == [True, True, False] and "row before" in reasons[2]


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes")
def test_a_link_out_of_the_sheets_folder_or_a_pipe_is_no_archived_file(tmp_path: Path) -> None:
    folder = tmp_path / "sheet"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text(seeds.LEAD)
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    os.mkfifo(folder / "pipe.txt")
    rows = [f",,{name},,,," for name in ("link.txt", "pipe.txt", str(tmp_path / "secret.txt"), "file:///etc/passwd")]
    (folder / "a.csv").write_bytes(seeds.sheet(*rows))
    items = list(read([folder / "a.csv"]))
    assert len(items) == 4 and all(isinstance(i, Skipped) and "no archived file" in i.reason for i in items)


# --- folders watched, own readers


def test_a_watched_folder_gives_what_comes_once_it_is_whole(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(seeds.LEAD)
    looks = 0

    def sleep(_: float) -> None:
        nonlocal looks
        looks += 1
        if looks == 2:
            (tmp_path / "b.txt").write_text(seeds.LAST)
        if looks == 3:
            (tmp_path / "b.txt").write_text(seeds.LAST + seeds.QUOTE)

    items = list(watch([tmp_path], sleep=sleep, stop=lambda: looks > 6))
    assert [i.report.text for i in items if isinstance(i, Original)] == [seeds.LEAD, seeds.LAST + seeds.QUOTE]


def test_what_is_not_there_cannot_be_watched(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        next(watch([tmp_path / "none"]))


def split(data: bytes) -> list[Parts]:
    return [Parts(text=part, media_type="text/x-wire") for part in data.decode().split("%%") if part]


def test_an_own_reader_is_found_by_its_suffix(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = EntryPoint("wire", f"{__name__}:split", own.GROUP)
    monkeypatch.setattr(own, "readers", lambda: {"+wire": (entry,), "+two": (entry, entry)})
    monkeypatch.setattr(EntryPoint, "load", lambda self: split)
    assert (own.kind(".WIRE"), own.kind(".nitf")) == ("+wire", "")
    held = list(own.opened("+wire", b"one%%two"))
    assert [(piece.name, own.made(piece.data).text) for piece in held] == [("report 1", "one"), ("report 2", "two")]
    assert [piece.kind for piece in own.opened("+wire", b"one")] == ["whole"]
    for kind, data, said in [("+wire", b"", "no report"), ("+wire", b"a\x00", "NUL"), ("+two", b"a", "more than one")]:
        with pytest.raises(UnreadableReport, match=said):
            list(own.opened(kind, data))


def test_an_own_reader_of_an_installed_package_runs_in_the_child(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site"
    (package / "wirereader-1.dist-info").mkdir(parents=True)
    (package / "wirereader-1.dist-info/METADATA").write_text("Name: wirereader\nVersion: 1\n")
    (package / "wirereader-1.dist-info/entry_points.txt").write_text("[rashomon.readers]\nwire = wirereader:read\n")
    (package / "wirereader.py").write_text(
        "from rashomon.read.parts import Parts\n"
        "def read(data):\n"
        "    for part in data.decode().split('%%'):\n"
        "        if part == 'hang': open('/tmp/never', 'w')\n"
        "        yield Parts(text=part, media_type='text/x-wire', outlet='Northern Wire')\n"
    )
    monkeypatch.syspath_prepend(package)
    own.readers.cache_clear()
    try:
        for name, text in [("one", seeds.LEAD), ("two", f"{seeds.LEAD}%%{seeds.LAST}"), ("bad", "hang")]:
            (tmp_path / f"{name}.wire").write_text(text)
        items = list(read([tmp_path / f"{name}.wire" for name in ("one", "two", "bad")]))
    finally:
        own.readers.cache_clear()
    assert [(Path(i.path).name, i.outlet) for i in items if isinstance(i, Report)] == [
        ("one.wire", "Northern Wire"), ("report 1", "Northern Wire"), ("report 2", "Northern Wire")]  # fmt: skip
    one = next(i for i in items if isinstance(i, Report) and i.path.endswith("one.wire"))
    assert one.sha256 == hashlib.sha256(seeds.LEAD.encode()).hexdigest()
    assert ["may not do this" in i.reason for i in items if isinstance(i, Skipped)] == [True]

"""The child that reads strangers' pages: it may die, hang or eat memory, and the next page is still read."""

import sys

import pytest

from rashomon.errors import UnreadableReport
from rashomon.read import worker
from rashomon.read.worker import Worker

PAGE = b"<html><body><p>" + b"</p><p>".join(
    b"Forty passengers were taken off ferry %d near Eastmoor on Monday, the harbour master said." % n for n in range(5)
)

REPLACED = """import json, sys, os, time
sys.path[:] = json.loads(sys.argv[1])
from rashomon.read import child
def bad(data):
    if data.strip() == b"bad":
        %s
    from rashomon.read import html
    return html.read(data)
child._readers = lambda: {"html": bad}
child.main(int(sys.argv[2]))"""


def behaving(monkeypatch: pytest.MonkeyPatch, statement: str) -> None:
    """Let the child's reader do something on the page 'bad'."""
    monkeypatch.setattr(worker, "BOOT", REPLACED % statement)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("os._exit(7)", r"broke its reader \(status 7\)"),
        ("os.close(0); os.abort()", "broke its reader"),
        ("raise RecursionError", "nested too deeply"),
        ("raise MemoryError", "more memory"),
        ("raise ZeroDivisionError('x')", "ZeroDivisionError: x"),
        ("import socket; socket.create_connection(('127.0.0.1', 9))", "PermissionError"),
        ("open('/tmp/x', 'w')", "PermissionError"),
        ("os.system('true')", "PermissionError"),
        ("print('noise', flush=True); raise ValueError('quiet')", "ValueError: quiet"),
    ],
)
def test_one_bad_page_is_a_reason_and_the_next_is_read(
    statement: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    behaving(monkeypatch, statement)
    with Worker() as reader:
        assert reader.read("html", PAGE).text.startswith("Forty")
        with pytest.raises(UnreadableReport, match=said):
            reader.read("html", b"bad")
        assert reader.read("html", PAGE).text.startswith("Forty")


def test_a_page_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    behaving(monkeypatch, "time.sleep(60)")
    with Worker(seconds=6.0) as reader:
        with pytest.raises(UnreadableReport, match="within 6 seconds"):
            reader.read("html", b"bad")
        assert reader.read("html", PAGE).text


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits a process's memory so")
def test_memory_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    behaving(monkeypatch, "return bytes(8_000_000_000)")
    with Worker() as reader:
        with pytest.raises(UnreadableReport, match="more memory"):
            reader.read("html", b"bad")
        assert reader.read("html", PAGE).text


def test_a_child_that_dies_between_two_pages_costs_neither() -> None:
    with Worker() as reader:
        first = reader.read("html", PAGE)
        assert reader._child is not None
        reader._child.kill()
        reader._child.wait()
        assert reader.read("html", PAGE) == first


def test_one_child_serves_many_pages() -> None:
    with Worker() as reader:
        reader.read("html", PAGE)
        child = reader._child
        reader.read("html", PAGE + b"<p>More.")
        assert reader._child is child
    assert child is not None and child.poll() is not None

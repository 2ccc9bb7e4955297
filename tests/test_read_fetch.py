"""Pages fetched by address: never one inside a network, never more than there is time and room for."""

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

import read_seeds as seeds
from rashomon.errors import UnreadableReport
from rashomon.model import Skipped
from rashomon.read.fetch import Fetch, is_public
from rashomon.read.sources import Original, read, read_originals


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"
    agents: list[str] = []  # noqa: RUF012

    def do_GET(self) -> None:
        Handler.agents.append(self.headers["User-Agent"])
        port = int(self.headers["Host"].rpartition(":")[2])
        answers: dict[str, tuple[int, dict[str, str], bytes]] = {
            "/page": (200, {"Content-Type": "text/html"}, seeds.page(1)),
            "/feed": (200, {"Content-Type": "application/rss+xml; charset=utf-8"}, seeds.rss()),
            "/packed": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(seeds.page(2))),
            "/bomb": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(b" " * 60_000_000)),
            "/image": (200, {"Content-Type": "image/png"}, b"\x89PNG"),
            "/large": (200, {"Content-Type": "text/html"}, b" " * 300_000),
            "/private": (302, {"Location": "http://inside.example/page"}, b""),
            "/file": (302, {"Location": "file:///etc/passwd"}, b""),
            "/moved": (301, {"Location": "/page"}, b""),
            "/sheet": (200, {"Content-Type": "text/csv"}, b"Link\nhttp://courier.example:%d/sheet\n" % port),
            "/lines": (200, {"Content-Type": "application/octet-stream"}, seeds.lines()),
            "/lines.jsonl": (200, {"Content-Type": "application/octet-stream"}, seeds.lines()),
            "/koi": (200, {"Content-Type": "text/plain; charset=koi8-r"}, "Паром вышел.".encode("koi8-r")),
            "/cut": (200, {"Content-Type": "text/html", "Content-Length": "9999"}, seeds.page()),
            "/loop": (302, {"Location": "/loop"}, b""),
        }
        if self.path == "/slow":
            self.slow()
            return
        status, head, body = answers.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in head.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def slow(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(100):
            try:
                self.wfile.write(b"a")
                self.wfile.flush()
            except OSError:
                return
            time.sleep(0.05)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://courier.example:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def names(host: str, port: int) -> list[str]:
    """The test's own names: one for its server, one for an address inside a network."""
    return {"courier.example": ["127.0.0.1"], "inside.example": ["10.0.0.7"]}[host]


OPEN = Fetch(resolve=names, allowed=lambda address: address == "127.0.0.1", seconds=10)


def reason(address: str, fetch: Fetch = OPEN) -> str:
    with pytest.raises(UnreadableReport) as caught:
        fetch.get(address)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_an_address_is_read_as_a_file_of_its_type_with_when_and_where_from(site: str) -> None:
    (item,) = read_originals([f"{site}/moved"], fetch=OPEN)
    assert isinstance(item, Original)
    assert (item.report.url, item.address, item.data) == (f"{site}/page", f"{site}/page", seeds.page(1))
    assert item.retrieved.endswith("+00:00") and item.report.path == f"{site}/moved"
    assert Handler.agents[-1].startswith("rashomon/")
    # when it was fetched is in no report: the same page is the same report
    assert list(read([f"{site}/moved"], fetch=OPEN)) == [item.report]


def test_a_feed_is_read_by_its_address_and_a_packed_page_is_unpacked(site: str) -> None:
    reports = [i for i in read([f"{site}/feed", f"{site}/packed"], fetch=OPEN) if not isinstance(i, Skipped)]
    assert [r.headline for r in reports] == ["Ferry 1", "Ferry 2", "Ferry 2"]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/private", "10.0.0.7, an address that is not on the open internet"),
        ("/file", "only http and https"),
        ("/loop", "redirects more than 5 times"),
        ("/gone", "the server said 404"),
        ("/cut", "cut off by the server"),
        ("/bomb", "unpacks to more than"),
    ],
)
def test_what_is_not_fetched_is_one_line(path: str, said: str, site: str) -> None:
    assert said in reason(site + path)


def test_size_and_time_are_limited(site: str) -> None:
    assert "more than 0.1 MB" in reason(f"{site}/large", Fetch(resolve=names, allowed=OPEN.allowed, largest=100_000))
    start = time.monotonic()
    assert "within 0.6 seconds" in reason(f"{site}/slow", Fetch(resolve=names, allowed=OPEN.allowed, seconds=0.6))
    assert time.monotonic() - start < 3


def test_a_type_that_is_not_read_is_named(site: str) -> None:
    (item,) = read([f"{site}/image"], fetch=OPEN)
    assert isinstance(item, Skipped) and "'image/png'" in item.reason


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "2130706433", "[::ffff:127.0.0.1]"])
def test_this_machine_is_never_asked(host: str, site: str) -> None:
    (item,) = read([f"http://{host}:{site.rpartition(':')[2]}/page"])
    assert isinstance(item, Skipped)
    assert "not on the open internet" in item.reason or "could not be fetched" in item.reason


@pytest.mark.parametrize(
    "address",
    ["10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1", "240.0.0.1", "0.0.0.0",
     "127.8.8.8", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:10.0.0.1",
     "64:ff9b::7f00:1", "2002:7f00:1::", "not an address"],
)  # fmt: skip
def test_addresses_inside_networks(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_addresses_of_the_open_internet(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", ["ftp://x.example/a", "http:///a", "http://a:b@x.example/", "file:///etc/passwd"])
def test_other_addresses_are_named(address: str) -> None:
    (item,) = read([address])
    assert isinstance(item, Skipped) and item.path == address.replace("a:b@", "…@")


def test_one_inner_address_among_many_is_enough_to_refuse() -> None:
    both = Fetch(resolve=lambda host, port: ["93.184.216.34", "192.168.0.1"])
    assert "192.168.0.1" in reason("http://x.example/", both)


def test_a_name_that_changes_its_meaning_between_check_and_line_gains_nothing(site: str) -> None:
    """The name is checked by what it stands for; the line is asked again whom it leads to."""
    asked: list[str] = []

    def allowed(address: str) -> bool:
        asked.append(address)
        return len(asked) == 1

    assert "127.0.0.1, an address that is not" in reason(f"{site}/page", Fetch(resolve=names, allowed=allowed))
    assert asked == ["127.0.0.1", "127.0.0.1"]


@pytest.mark.parametrize("port", [22, 25, 0, 1023])
def test_ports_at_which_no_pages_are_given(port: int) -> None:
    assert "at port" in reason(f"http://courier.example:{port}/")


def test_a_sheet_that_links_to_itself_is_fetched_once_more_and_not_opened(site: str) -> None:
    (item,) = read([f"{site}/sheet"], fetch=OPEN, fetch_links=True)
    assert isinstance(item, Skipped) and "stands too deep" in item.reason


def test_bytes_without_a_type_are_read_by_the_end_of_their_address(site: str) -> None:
    found = list(read_originals([f"{site}/lines.jsonl"], fetch=OPEN))
    assert [type(item) for item in found] == [Original, Original]
    assert {item.address for item in found if isinstance(item, Original)} == {f"{site}/lines.jsonl"}
    (item,) = read([f"{site}/lines"], fetch=OPEN)
    assert isinstance(item, Skipped) and "octet-stream" in item.reason


def test_a_text_is_in_the_encoding_that_its_server_names(site: str) -> None:
    (item,) = read([f"{site}/koi"], fetch=OPEN)
    assert not isinstance(item, Skipped) and item.text == "Паром вышел."

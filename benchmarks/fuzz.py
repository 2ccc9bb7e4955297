"""Reads mutated files of every kind: how many crash, hang, or write outside their folder.

    python benchmarks/fuzz.py --inputs 10000

The seeds are the tests' own files (`tests/read_seeds.py`); the mutations come from a fixed random seed, so that the
same command makes the same inputs. Each is written to a folder of its own and read as `rashomon read` reads it; one
child process reads file after file, as in a run. Counted are exceptions that reach the caller (crashes), inputs that
took longer than a reader may take (hangs), files written by this process or its child anywhere but in the folder
(writes), and readings that break a promise: a reason of more than one line, a text that cannot be written, a span that
is not there. A child that dies is contained and costs one line; such inputs are counted, with --keep FOLDER also kept.
"""

from __future__ import annotations

import argparse
import gzip
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import read_seeds
from rashomon.model import Skipped
from rashomon.read.fetch import Fetch
from rashomon.read.opening import Opening, Original
from rashomon.read.worker import SECONDS, Worker
from rashomon.text.language import language

SLOW = 5.0
"""Seconds: an input that takes longer, and longer than any before it, is kept with --keep as well."""

Data = bytes
Mutation = Callable[[random.Random, Data], Data]

NUMBERS = (b"0", b"-1", b"65536", b"4294967296", b"99999999999999999999", b"1e999", b"0x7fffffff", b"NaN")
TOKENS = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r\n", b"\n\n", b"<", b">", b"&", b"&a;", b"]]>", b"<![CDATA[", b"<!--",
    b"<script>", b"<img src=x onerror=alert(1)>", b"../../../x", b"%00", b"\\ud800", b"{", b"[", b'"', b"\\u0000", b",",
    b"<!DOCTYPE a [<!ENTITY a 'aaaa'>]>", b"<table><tr><td>", b"charset=utf-7", b"charset=utf-16", b"\xed\xa0\x80",
    b"Content-Length: 9999999999\r\n", b"Content-Transfer-Encoding: base64\r\n", b"Content-Encoding: gzip\r\n",
    b"endobj", b"stream\n", b"/Kids[3 0 R 3 0 R]", b"/Filter/FlateDecode", b"\xf0\x9f\x92\xa9", "\u202e".encode(),
)  # fmt: skip


def flipped(chance: random.Random, data: Data) -> Data:
    """Some bits turned."""
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16, 64))):
        made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
    return bytes(made)


def dropped(chance: random.Random, data: Data) -> Data:
    """A range left out."""
    start, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    return data[:start] + data[end:]


def cut(chance: random.Random, data: Data) -> Data:
    """The end left out."""
    return data[: chance.randrange(len(data))]


def repeated(chance: random.Random, data: Data) -> Data:
    """A short range repeated, up to 2,000 times."""
    start = chance.randrange(len(data))
    piece = data[start : start + chance.choice((1, 8, 64, 512))]
    return data[:start] + piece * chance.choice((2, 3, 50, 2_000)) + data[start:]


def inserted(chance: random.Random, data: Data) -> Data:
    """Bytes that mean something to a parser put in."""
    start = chance.randrange(len(data) + 1)
    return data[:start] + chance.choice(TOKENS) * chance.choice((1, 1, 1, 3, 300)) + data[start:]


def noisy(chance: random.Random, data: Data) -> Data:
    """Random bytes put in."""
    start = chance.randrange(len(data) + 1)
    return data[:start] + chance.randbytes(chance.choice((1, 4, 32, 256))) + data[start:]


def numbered(chance: random.Random, data: Data) -> Data:
    """A digit replaced by a number that is hard to take."""
    places = [i for i, byte in enumerate(data) if 48 <= byte <= 57]
    if not places:
        return flipped(chance, data)
    start = chance.choice(places)
    return data[:start] + chance.choice(NUMBERS) + data[start + 1 :]


def swapped(chance: random.Random, data: Data) -> Data:
    """Two ranges in the wrong order."""
    a, b, c = sorted(chance.randrange(len(data) + 1) for _ in range(3))
    return data[:a] + data[b:c] + data[a:b] + data[c:]


def nested(chance: random.Random, data: Data) -> Data:
    """Something opened many times and never closed."""
    start = chance.randrange(len(data) + 1)
    opening = chance.choice((b"<div>", b"<b>", b"[", b'{"a":', b"<item>", b"<w:p>", b"(", b"<<", b"--part-0\r\n"))
    return data[:start] + opening * chance.choice((10, 300, 5_000)) + data[start:]


MUTATIONS: tuple[Mutation, ...] = (flipped, dropped, cut, repeated, inserted, noisy, numbered, swapped, nested)


def mutated(chance: random.Random, data: Data, others: list[Data]) -> Data:
    """One to three mutations, now and then with a part of another seed put in."""
    for _ in range(chance.choice((1, 1, 2, 3))):
        data = chance.choice(MUTATIONS)(chance, data or b"a")
    if chance.random() < 0.1:
        start, other = chance.randrange(len(data) + 1), chance.choice(others)
        data = data[:start] + other[chance.randrange(len(other)) :] + data[start:]
    return data


def inside(chance: random.Random, data: Data, others: list[Data]) -> Data:
    """Mutations behind a packing: a checksum would stop most of those made before it."""
    if data.startswith(b"\x1f\x8b"):
        return gzip.compress(mutated(chance, gzip.decompress(data), others), mtime=0)
    try:
        with ZipFile(BytesIO(data)) as archive:
            held = {info.filename: archive.read(info) for info in archive.infolist()}
    except BadZipFile:
        return mutated(chance, data, others)
    name = chance.choice(sorted(held))
    held[name] = inside(chance, held[name], others)
    if chance.random() < 0.1:
        held[chance.choice(("../../x", "/etc/x", "a\\..\\x", "x" * 300))] = held[name]
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    return out.getvalue()


def inputs(count: int, seed: int) -> Iterator[tuple[str, Data]]:
    """So many mutated files, the kinds in turn."""
    chance = random.Random(seed)
    kinds = sorted(read_seeds.all_kinds().items())
    others = [data for _, data in kinds]
    for number in range(count):
        name, data = kinds[number % len(kinds)]
        change = inside if chance.random() < 0.5 else mutated
        yield name, change(chance, data, others)


class Watched:
    """An audit hook that notes every file this process opens to write outside a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.found = str(folder), list[str]()
        sys.addaudithook(self)

    def __call__(self, event: str, args: tuple[object, ...]) -> None:
        """Note a file that is opened to write."""
        if event == "open" and isinstance(args[0], str) and any(c in str(args[1] or "") for c in "wax+"):
            path = str(Path(args[0]).absolute())
            if not path.startswith(self.folder) and path != "/dev/null":
                self.found.append(path)


def broken(item: Original | Skipped) -> str:
    """What promise a reading breaks, '' if none."""
    if isinstance(item, Skipped):
        line = f"{item.path}: {item.reason}"
        return "" if len(item.reason.splitlines()) == 1 and line.encode("utf-8") else f"not one line: {line!r}"
    report = item.report
    report.text.encode("utf-8")
    wrong = [s for s in report.furniture if report.text[s.start : s.end] != s.exact]
    return f"spans that are not there: {wrong[:1]}" if wrong or "\x00" in report.text else ""


class Count:
    """What came of the inputs."""

    def __init__(self) -> None:
        self.kinds: Counter[str] = Counter()
        self.ends: Counter[str] = Counter()
        self.bad: list[str] = []
        self.slowest = (0.0, 0, "")

    def one(self, opening: Opening, path: Path, number: int) -> None:
        """Read one input and book what came of it."""
        start = time.monotonic()
        try:
            items = list(opening.file(path))
            problems = [p for item in items if (p := broken(item))]
        except (Exception, RecursionError):
            items, problems = [], [f"crash: {traceback.format_exc(limit=-3)}"]
        spent = time.monotonic() - start
        self.slowest = max(self.slowest, (spent, number, path.name))
        reasons = [item.reason for item in items if isinstance(item, Skipped)]
        problems += ["hang" for r in reasons if "was given up" in r] + (["hang"] if spent > SECONDS + 5 else [])
        problems += [f"write: {r}" for r in reasons if "a reader may not do this" in r]
        self.kinds[path.suffix] += 1
        self.ends["reports"] += len(items) - len(reasons)
        self.ends["reasons"] += len(reasons)
        self.ends["nothing said"] += not items
        self.ends["child died"] += sum("broke its reader" in r for r in reasons)
        self.ends["out of memory"] += sum("more memory" in r for r in reasons)
        self.bad += [f"input {number} ({path.name}): {p}" for p in problems]


def main() -> int:
    """Run the command; status 1 if anything went wrong."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--inputs", type=int, default=10_000, metavar="N")
    ask.add_argument("--seed", type=int, default=20_171_013, metavar="N")
    ask.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the inputs that went wrong or broke their child")
    args = ask.parse_args()
    count, start = Count(), time.monotonic()
    with tempfile.TemporaryDirectory() as place, Worker() as worker:
        folder = Path(place) / "in"
        folder.mkdir()
        language("The model of languages is unpacked into a file of the system's once, whatever is read.")
        watched = Watched(folder)
        opening = Opening(worker, Fetch(resolve=lambda host, port: []))
        for number, (name, data) in enumerate(inputs(args.inputs, args.seed)):
            path = folder / name
            path.write_bytes(data)
            before = len(count.bad) + count.ends["child died"]
            count.one(opening, path, number)
            slow = count.slowest[1] == number and count.slowest[0] > SLOW
            if args.keep and (slow or len(count.bad) + count.ends["child died"] > before):
                args.keep.mkdir(exist_ok=True)
                (args.keep / f"{number}-{name}").write_bytes(data)
                watched.found.clear()
            if sorted(p.name for p in folder.iterdir()) != [name]:
                count.bad.append(f"input {number} ({name}): write: {sorted(folder.iterdir())}")
            path.unlink()
        stray = [*watched.found, *(str(p) for p in Path(place).iterdir() if p != folder)]
    return told(count, stray, time.monotonic() - start)


def told(count: Count, stray: list[str], seconds: float) -> int:
    """Print the figures; 1 if anything went wrong."""
    for line in [*count.bad, *(f"write: {path}" for path in stray)]:
        print(line)
    kinds = ", ".join(f"{kind} {n:,}" for kind, n in sorted(count.kinds.items()))
    hangs, crashes = (sum(word in line for line in count.bad) for word in (": hang", ": crash"))
    writes = len(stray) + sum(": write" in line for line in count.bad)
    slow, number, name = count.slowest
    print(
        f"{sum(count.kinds.values()):,} inputs ({kinds}) in {seconds:,.0f} s, slowest {slow:.1f} s ({number}, {name})"
    )
    print(", ".join(f"{name} {n:,}" for name, n in count.ends.items()))
    print(
        f"crashes {crashes}, hangs {hangs}, writes outside {writes}, broken promises {len(count.bad) - crashes - hangs}"
    )
    return 1 if count.bad or stray else 0


if __name__ == "__main__":
    sys.exit(main())

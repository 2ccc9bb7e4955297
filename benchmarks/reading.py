"""What reading costs: CPU milliseconds a report by kind, pages a second, peak memory of this process and its child.

    python benchmarks/reading.py --reports 300

The pages are the tests' own (`tests/pages`, articles of 60 to 300 words between the boxes of news sites), the other
files those of `tests/read_seeds.py`; each is made different by a number, so that none is the same bytes again.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import read_seeds as seeds
from rashomon.model import Report
from rashomon.read.sources import read

TESTS = Path(__file__).parents[1] / "tests"


def pages(count: int) -> dict[str, bytes]:
    """So many pages, the templates in turn, each with a paragraph of its own."""
    made = [page.read_bytes() for page in sorted((TESTS / "pages").glob("*.html"))]
    return {f"{n}.html": made[n % len(made)] + b"<!-- %d -->" % n for n in range(count)}


def inputs(count: int) -> dict[str, dict[str, bytes]]:
    """Files by kind; what holds several reports is one file with all of them."""
    numbers = range(count)
    address, http = "https://x.example/{}", "application/http"
    records = [seeds.record("response", address.format(n), http, seeds.answer(seeds.page(n))) for n in numbers]
    return {
        "pages": pages(count),
        "text": {f"{n}.txt": f"title: Ferry {n}\n\n{seeds.LEAD}\n\n{seeds.QUOTE}\n".encode() for n in numbers},
        "JSON Lines": {"a.jsonl": b"\n".join(b'{"text": "%d. %s"}' % (n, seeds.LEAD.encode()) for n in numbers)},
        "feed": {"a.rss": seeds.rss(count)},
        "WARC": {"a.warc": b"".join(records)},
        "PDF": {f"{n}.pdf": seeds.pdf(f"Ferry {n} left, the harbour master said.") for n in numbers},
        "DOCX": {f"{n}.docx": seeds.docx(f"{n}. {seeds.LEAD}", seeds.QUOTE) for n in numbers},
        "mail": {f"{n}.eml": b"Subject: %d\n\n%s" % (n, seeds.LEAD.encode()) for n in numbers},
    }


def cpu() -> float:
    """CPU seconds of this process and of the children it has ended."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def main() -> int:
    """Run the command."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--reports", type=int, default=300, metavar="N")
    args = ask.parse_args()
    for kind, files in inputs(args.reports).items():
        with tempfile.TemporaryDirectory() as folder:
            for name, data in files.items():
                (Path(folder) / name).write_bytes(data)
            before, start = cpu(), time.monotonic()
            found = [item for item in read([folder]) if isinstance(item, Report)]
            spent, wall = cpu() - before, time.monotonic() - start
        each = 1000 * spent / max(1, len(found))
        print(f"{kind:10} {len(found):6,} reports  {each:6.1f} ms CPU each  {len(found) / wall:7,.0f} a second (wall)")
    own, child = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"peak memory {own:,.0f} MB, child {child:,.0f} MB; every kind's CPU includes the start of its child")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How well copies are found among real texts, and what it costs: planted derivations with known parents.

    python benchmarks/reuse.py [PATH…] [--each 60] [--wire 500] [--beside]
    python benchmarks/reuse.py [PATH…] --cost 1000 10000 100000 [--beside]
    python benchmarks/reuse.py [PATH…] --index 100000

PATH: text files, folders of them, or CSV files with a column `article_content`; without one, `fakes` and
`polnear/train/text` under the folder that RASHOMON_DATA names. Texts that share wording with one another are left
out first, so that every edge between two originals is an error. `--beside` runs datasketch's and rensa's MinHash LSH
over the same texts where they are installed. Random choices have a fixed seed.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import re
import resource
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import log
from pathlib import Path

from rashomon.engine.duck import DuckEngine
from rashomon.lineage.derive import derive
from rashomon.lineage.index import Index
from rashomon.lineage.reuse import traces
from rashomon.model import Derivation, Reading, Report, report_id, text_digest
from rashomon.text.shingles import shingle_hashes, words

SENTENCE = re.compile(r"(?<=[.!?])\s+")
COPYING = ("reprint", "half", "moved", "lift", "quotation")
DAY = "2024-03-{:02d}"


@dataclass(frozen=True)
class Planted:
    """One derived text, of which kind, and the place of its parent among the originals."""

    kind: str
    parent: int
    text: str


def load(paths: Sequence[Path]) -> list[str]:
    """The texts under the paths, in a fixed order."""
    found: list[str] = []
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.suffix == ".csv":
                with file.open(encoding="latin-1", newline="") as rows:
                    found += [row["article_content"] for row in csv.DictReader(rows)]
            elif file.suffix == ".txt":
                found.append(file.read_text(encoding="utf-8", errors="replace"))
    return found


def apart(texts: Sequence[str]) -> list[str]:
    """The texts of 150 words and more that share no two shingles with an earlier one."""
    seen: set[int] = set()
    kept = []
    for text in texts:
        hashes = set(shingle_hashes(words(text).folded).tolist())
        if len(hashes) > 150 and len(hashes & seen) < 2:
            kept.append(text)
            seen |= hashes
    return kept


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, or groups of three sentences where it has none."""
    parts = [p for p in re.split(r"\n\s*\n|\n", text) if p.strip()]
    if len(parts) > 3:
        return parts
    sentences = SENTENCE.split(text)
    return [" ".join(sentences[i : i + 3]) for i in range(0, len(sentences), 3)]


def reprint(text: str, other: str, rng: random.Random) -> str:
    """The same with the last paragraph cut."""
    parts = paragraphs(text)
    return "\n\n".join(parts[: max(1, len(parts) - 1)])


def half(text: str, other: str, rng: random.Random) -> str:
    """The first half."""
    parts = paragraphs(text)
    return "\n\n".join(parts[: max(1, len(parts) // 2)])


def moved(text: str, other: str, rng: random.Random) -> str:
    """The paragraphs in another order."""
    parts = paragraphs(text)
    rng.shuffle(parts)
    return "\n\n".join(parts)


def rewrite(text: str, other: str, rng: random.Random) -> str:
    """One word in ten changed, left out or moved."""
    tokens, spare = text.split(), other.split()
    made: list[str] = []
    for token in tokens:
        draw = rng.random()
        if draw < 0.04:
            continue
        made.append(rng.choice(spare) if draw < 0.08 else token)
        if draw > 0.98 and len(made) > 1:
            made[-1], made[-2] = made[-2], made[-1]
    return " ".join(made)


def lift(text: str, other: str, rng: random.Random) -> str:
    """Three hundred words of a text, or half of a shorter one, inside another."""
    tokens, host = text.split(), paragraphs(other)
    size = min(300, len(tokens) // 2)
    start = rng.randrange(len(tokens) - size)
    middle = len(host) // 2
    return "\n\n".join([*host[:middle], " ".join(tokens[start : start + size]), *host[middle:]])


def quotation(text: str, other: str, rng: random.Random) -> str:
    """Two sentences in quotation marks inside another text."""
    plain = text.replace('"', "")
    sentences = [s for s in SENTENCE.split(plain) if 12 <= len(s.split()) <= 60] or [" ".join(plain.split()[:40])]
    at = rng.randrange(max(1, len(sentences) - 1))
    host = paragraphs(other)
    quoted = f'"{" ".join(sentences[at : at + 2])}" the paper had written.'
    return "\n\n".join([*host[:2], quoted, *host[2:]])


KINDS: dict[str, Callable[[str, str, random.Random], str]] = {
    "reprint": reprint, "half": half, "moved": moved, "rewrite": rewrite, "lift": lift, "quotation": quotation,
}  # fmt: skip


def plant(originals: Sequence[str], hosts: Sequence[str], each: int, rng: random.Random) -> list[Planted]:
    """Some derivations of every kind; a host serves once and is no original itself."""
    made = []
    host = iter(hosts)
    for kind, make in KINDS.items():
        for parent in rng.sample(range(len(originals)), min(each, len(originals))):
            other = next(host, "") if kind in ("lift", "quotation") else originals[parent - 1]
            if other:
                made.append(Planted(kind, parent, make(originals[parent], other, rng)))
    return made


def reading(text: str, outlet: str, published: str) -> Reading:
    """A report with nothing read from it but its words."""
    digest = text_digest(f"{outlet}\n{text}")
    return Reading(Report(report_id(digest), text, sha256=digest, outlet=outlet, published=published))


def planted(texts: Sequence[str], each: int, wire: int, *, beside: bool) -> None:
    """Print recall by kind, precision, direction, and what becomes of one wire story."""
    rng = random.Random(4)
    pool = list(texts)
    rng.shuffle(pool)
    hosts, originals = pool[: 2 * each], pool[2 * each :]
    derived = plant(originals, hosts, each, rng)
    parents = [reading(text, f"Original {n}", DAY.format(1)) for n, text in enumerate(originals)]
    children = [reading(p.text, f"Copy {n}", DAY.format(rng.randrange(4, 9))) for n, p in enumerate(derived)]
    start = time.perf_counter()
    edges = derive([*parents, *children], DuckEngine())
    seconds = time.perf_counter() - start
    report(derived, parents, children, [e for e in edges if e.parent])
    print(f"{len(parents)} originals, {len(children)} derived: {seconds:.1f} s")
    if beside:
        others(derived, parents, children)
    story = max(originals, key=len)
    wired(story, [*parents], wire)


def report(
    derived: Sequence[Planted], parents: Sequence[Reading], children: Sequence[Reading], edges: Sequence[Derivation]
) -> None:
    """Recall by kind, precision over the edges of derived texts, direction, edges between originals."""
    family = {r.report.id: n for n, r in enumerate(parents)}
    family |= {r.report.id: p.parent for r, p in zip(children, derived, strict=True)}
    root = {r.report.id for r in parents}
    linked = {frozenset((e.child, e.parent)) for e in edges}
    found: Counter[str] = Counter()
    missed: defaultdict[str, list[str]] = defaultdict(list)
    for p, child in zip(derived, children, strict=True):
        mates = [i for i, f in family.items() if f == p.parent and i != child.report.id]
        hit = any(frozenset((child.report.id, mate)) in linked for mate in mates)
        found[p.kind] += hit
        if not hit:
            missed[p.kind].append(child.report.id)
    total = Counter(p.kind for p in derived)
    for kind in KINDS:
        print(f"{kind:10} recall {found[kind] / total[kind]:.3f}  ({found[kind]}/{total[kind]})")
    right = sum(family[e.child] == family[e.parent or ""] for e in edges)
    directed = [e for e in edges if family[e.child] == family[e.parent or ""] and (e.parent in root or e.child in root)]
    forwards = sum(e.parent in root for e in directed)
    print(f"precision {right / max(1, len(edges)):.3f}  ({right}/{len(edges)} edges)")
    print(f"direction {forwards / max(1, len(directed)):.3f}  ({forwards}/{len(directed)})")
    print(f"between originals {sum({e.child, e.parent} <= root for e in edges)}")


def wired(story: str, others: Sequence[Reading], outlets: int) -> None:
    """One wire story in many outlets, each with a paragraph cut: one component, few pairs, one root."""
    rng = random.Random(7)
    parts = paragraphs(story)
    wire = [reading(story, "The Wire", DAY.format(1))]
    for n in range(outlets - 1):
        cut = [p for i, p in enumerate(parts) if i == 0 or i != rng.randrange(len(parts))]
        wire.append(reading("\n\n".join(cut), f"Outlet {n}", DAY.format(rng.randrange(2, 6))))
    ids = {r.report.id for r in wire}
    pairs = traces([r.report for r in wire], DuckEngine()).pairs
    edges = [e for e in derive([*wire, *others[:200]], DuckEngine()) if e.parent and {e.child, e.parent} & ids]
    up = {e.child: e.parent or "" for e in edges}
    tops = {top(i, up) for i in ids}
    straight = sum(e.parent == wire[0].report.id for e in edges)
    print(f"wire in {outlets} outlets: {len(pairs)} pairs, {len(edges)} edges, {len(tops)} root, {straight} to it")


def top(node: str, up: dict[str, str]) -> str:
    """The root above a report."""
    while node in up:
        node = up[node]
    return node


def babble(texts: Sequence[str], count: int, seed: int) -> Iterator[Planted]:
    """Articles of about the real length, made of real word pairs that follow one another, and one copy in seven.

    The parent of an original is its own place.
    """
    rng = random.Random(seed)
    follows: dict[tuple[str, str], list[str]] = defaultdict(list)
    for text in texts:
        tokens = text.split()
        for a, b, c in zip(tokens, tokens[1:], tokens[2:], strict=False):
            follows[a, b].append(c)
    starts = sorted(follows)
    made: list[tuple[int, str]] = []
    for n in range(count):
        text = article(follows, starts, rng)
        if is_copy(n):
            kind = list(KINDS)[n // 7 % len(KINDS)]
            parent, copied = rng.choice(made)
            yield Planted(kind, parent, KINDS[kind](copied, text, rng))
            continue
        made.append((n, text))
        del made[:-2000]
        yield Planted("", n, text)


def article(
    follows: dict[tuple[str, str], list[str]], starts: Sequence[tuple[str, str]], rng: random.Random, size: int = 400
) -> str:
    """So many words, each after two that it follows somewhere; one in seven or so begins anew."""
    a, b = rng.choice(starts)
    tokens = [a, b]
    while len(tokens) < size:
        nexts = follows.get((a, b))
        a, b = (b, rng.choice(nexts)) if nexts and rng.random() > 0.15 else rng.choice(starts)
        tokens.append(b)
    return " ".join(tokens)


def cost_of(texts: Sequence[str], size: int, tool: str) -> None:
    """One size in this process: what it took, on one line."""
    made = list(babble(texts, size, size))
    start, cpu = time.perf_counter(), time.process_time()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    pairs = TOOLS[tool]([article.text for article in made])
    wall, used = time.perf_counter() - start, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = " ".join(f"{kind} {share:.3f}" for kind, share in recall(made, pairs).items())
    print(f"{tool} {size} {wall:.2f} {used:.2f} {peak:.0f} {peak - before:.0f} {len(pairs)} {told}", flush=True)


def recall(made: Sequence[Planted], pairs: Sequence[tuple[int, int]]) -> dict[str, float]:
    """For each kind the share of the copies that are tied to their original or to another copy of it."""
    hit = {n for pair in pairs if made[pair[0]].parent == made[pair[1]].parent for n in pair}
    total = Counter(article.kind for article in made if article.kind)
    found = Counter(made[n].kind for n in hit)
    return {kind: found[kind] / total[kind] for kind in KINDS if total[kind]}


def by_hour(texts: Sequence[str]) -> list[Reading]:
    """The texts of `babble` as reports, each of an outlet of its own, one an hour; copies two days late."""
    first = datetime(2024, 3, 1, tzinfo=UTC)
    hours = (n + 48 * is_copy(n) for n in range(len(texts)))
    return [
        reading(text, f"Outlet {n}", (first + timedelta(hours=hour)).isoformat())
        for n, (text, hour) in enumerate(zip(texts, hours, strict=True))
    ]


def is_copy(place: int) -> bool:
    """True where `babble` makes a copy."""
    return place % 7 == 6


def ours(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Edges between reports, with direction, kind, reason and passages, by this program."""
    readings = by_hour(texts)
    places = {r.report.id: n for n, r in enumerate(readings)}
    return [(places[e.parent], places[e.child]) for e in derive(readings, DuckEngine()) if e.parent]


def pairs_only(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Candidate pairs, by this program: what the other tools give."""
    return list(traces([r.report for r in by_hour(texts)], DuckEngine()).pairs)


def datasketch(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs, by datasketch's MinHash LSH: 64 bands of two."""
    from datasketch import MinHash, MinHashLSH  # type: ignore[import-not-found,import-untyped,unused-ignore]

    index = MinHashLSH(num_perm=128, params=(64, 2))
    pairs = []
    for n, text in enumerate(texts):
        tokens = words(text).folded
        sketch = MinHash(num_perm=128)
        sketch.update_batch([" ".join(tokens[i : i + 5]).encode() for i in range(len(tokens) - 4)])
        pairs += [(int(other), n) for other in index.query(sketch)]
        index.insert(n, sketch)
    return pairs


def rensa(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs, by rensa's RMinHash LSH: 64 bands of two."""
    from rensa import RMinHash, RMinHashLSH  # type: ignore[import-not-found,import-untyped,unused-ignore]

    index = RMinHashLSH(threshold=0.5, num_perm=128, num_bands=64)
    pairs = []
    for n, text in enumerate(texts):
        tokens = words(text).folded
        sketch = RMinHash(num_perm=128, seed=1)
        sketch.update([" ".join(tokens[i : i + 5]) for i in range(len(tokens) - 4)])
        pairs += [(int(other), n) for other in index.query(sketch)]
        index.insert(n, sketch)
    return pairs


def others(derived: Sequence[Planted], parents: Sequence[Reading], children: Sequence[Reading]) -> None:
    """Recall of other tools over the same texts, a pair with any member of the family being a hit."""
    texts = [r.report.text for r in (*parents, *children)]
    family = [*range(len(parents)), *(p.parent for p in derived)]
    for name, tool in (("datasketch", datasketch), ("rensa", rensa)):
        try:
            pairs = tool(texts)
        except ImportError:
            print(f"{name} is not installed")
            continue
        hit = {n for pair in pairs if family[pair[0]] == family[pair[1]] for n in pair}
        kinds = {kind: [len(parents) + n for n, p in enumerate(derived) if p.kind == kind] for kind in KINDS}
        recall = ", ".join(f"{k} {sum(n in hit for n in ns) / max(1, len(ns)):.3f}" for k, ns in kinds.items())
        wrong = sum(family[a] != family[b] for a, b in pairs)
        print(f"{name}: recall {recall}; {len(pairs)} pairs, {wrong} of two families")


TOOLS: dict[str, Callable[[Sequence[str]], list[tuple[int, int]]]] = {
    "rashomon": ours, "pairs": pairs_only, "datasketch": datasketch, "rensa": rensa,
}  # fmt: skip


def cost(paths: Sequence[Path], sizes: Sequence[int], tools: Sequence[str]) -> None:
    """Every size and tool in a process of its own, so that the peak memory is its own."""
    print("tool articles wall_s cpu_s peak_MB of_which_run_MB found recall…")
    for tool in tools:
        times = []
        for size in sizes:
            command = [sys.executable, __file__, *map(str, paths), "--one", tool, str(size)]
            line = subprocess.run(command, capture_output=True, text=True)
            print(line.stdout.strip() or f"{tool} {size} failed: {line.stderr.strip().splitlines()[-1]}", flush=True)
            times.append(float(line.stdout.split()[3]) if line.stdout else 0.0)
        if len(times) > 1 and min(times) > 0:
            print(f"{tool}: growth exponent {log(times[-1] / times[0]) / log(sizes[-1] / sizes[0]):.2f}")


def asked(texts: Sequence[str], size: int) -> None:
    """What one new report costs against an index of so many: a copy of a kept one, in random order."""
    index = Index()
    kept: list[str] = []
    start = time.perf_counter()

    def told() -> Iterator[Report]:
        for n, article in enumerate(babble(texts, size, size)):
            if n % max(1, size // 300) == 0:
                kept.append(article.text)
            yield reading(article.text, f"Outlet {n}", DAY.format(1)).report

    index.extend(told())
    built = time.perf_counter() - start
    rng, spent, hits = random.Random(9), [], 0
    for n, text in enumerate(kept):
        new = reading(half(text, "", rng), f"New {n}", DAY.format(9)).report
        begun = time.perf_counter()
        found = index.candidates(new)
        spent.append(1000 * (time.perf_counter() - begun))
        hits += bool(found)
    spent.sort()
    middle, most = spent[len(spent) // 2], spent[int(0.95 * len(spent))]
    print(f"index of {len(index)} reports, made with their texts in {built:.0f} s")
    print(f"one new report: median {middle:.2f} ms, 95th percentile {most:.2f} ms, found {hits}/{len(kept)}")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--each", type=int, default=60, help="derivations of each kind")
    parser.add_argument("--wire", type=int, default=500, help="outlets that print the wire story")
    parser.add_argument("--cost", type=int, nargs="+", metavar="N", help="measure the cost at so many articles")
    parser.add_argument("--beside", action="store_true", help="datasketch and rensa, too, where they are installed")
    parser.add_argument("--index", type=int, metavar="N", help="what one new report costs against so many")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    args = parser.parse_args()
    root = os.environ.get("RASHOMON_DATA")
    paths = args.paths or ([Path(root) / "fakes", Path(root) / "polnear" / "train" / "text"] if root else [])
    texts = load(paths)
    if not texts:
        sys.exit("no texts: name files or folders, or set RASHOMON_DATA to the folder that holds fakes/ and polnear/")
    if args.one:
        cost_of(texts, int(args.one[1]), args.one[0])
    elif args.index:
        asked(texts, args.index)
    elif args.cost:
        cost(paths, args.cost, ["rashomon", "pairs", *(["datasketch", "rensa"] if args.beside else [])])
    else:
        planted(apart(texts), args.each, args.wire, beside=args.beside)


if __name__ == "__main__":
    main()

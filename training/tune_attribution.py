"""Sets the tagger's thresholds and calibration on the articles held out of training, and writes them into its manifest.

    python training/tune_attribution.py --data $RASHOMON_DATA/polnear --out OUT --model src/rashomon/models/data

OUT is what train_attribution.py wrote (its parsed articles are used again). The dev part is not looked at.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from brat import Example, read_articles
from train_attribution import load_examples, split

from rashomon.attribute.tagger_decode import Found, contents, decode, settled, signals
from rashomon.attribute.tagger_run import Window, cues, encoded, read
from rashomon.models.attribution import AttributionModel, Settings, load

LOWEST = 0.4
"""Cues less likely than this are never read: their windows would cost a tenth of the time and find nothing more."""
SWITCH, LEAN = 0.5, 0.3
"""The best on the held-out articles of switches of .5 to 2 and leans of 0 to .6."""
ALIKE = 0.01
"""Thresholds whose sums of figures differ by no more are alike; the lowest misses least."""
KEEPS = tuple(n / 20 for n in range(8, 12))


@dataclass(frozen=True)
class Held:
    """One held-out article with every window that the model opens in it."""

    text: str
    example: Example
    windows: list[Window]


def iou(mine: frozenset[int], theirs: frozenset[int]) -> float:
    """Shared pieces over all pieces."""
    return len(mine & theirs) / len(mine | theirs) if mine or theirs else 0.0


Gold = tuple[frozenset[int], frozenset[int], frozenset[int]]
"""Cue, source, content."""


def gold(held: Held) -> list[Gold]:
    """Every attribution; of source and content the word pieces that hold a letter or digit."""
    return [
        (frozenset(c.tolist()), worded(held, frozenset(s.tolist())), worded(held, frozenset(t.tolist())))
        for c, s, t in held.example.attributions
    ]


def worded(held: Held, at: frozenset[int]) -> frozenset[int]:
    """The pieces among these that hold a letter or digit."""
    p = held.example.pieces
    return frozenset(n for n in at if any(c.isalnum() for c in held.text[p.start[n] : p.end[n]]))


def matches(held: Held, found: list[Found]) -> np.ndarray:
    """One-to-one matches by content, best first: at .5, at .8, at .5 with cue and source right too."""
    truth = gold(held)
    mine = [worded(held, f.covered) for f in found]
    pairs = [(iou(own, content), i, j) for i, own in enumerate(mine) for j, (*_, content) in enumerate(truth)]
    used: tuple[set[int], set[int]] = (set(), set())
    count = np.zeros(3)
    for score, i, j in sorted(pairs, reverse=True):
        if score >= 0.5 and i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            count += 1, score >= 0.8, _whole(held, found[i], truth[j])
    return count


def _whole(held: Held, one: Found, truth: Gold) -> bool:
    source = worded(held, frozenset(range(*one.source))) if one.source else frozenset()
    agreed = iou(source, truth[1]) >= 0.5 if source or truth[1] else True
    return agreed and bool(truth[0] & set(range(*one.cue)))


def calibrated(helds: list[Held], settings: Settings) -> tuple[float, ...]:
    """Logistic regression, by Newton's method, of: the content matches its cue's at half or more."""
    rows, right = [], []
    for held in helds:
        truth = gold(held)
        for seen in held.windows:
            one = decode(held.text, held.example.pieces, seen, settings)
            rows.append(signals(seen, contents(held.example.pieces, seen, settings)))
            own = set(range(*seen.cue))
            right.append(bool(one) and any(c & own and iou(worded(held, one.covered), t) >= 0.5 for c, _, t in truth))
    x, y = np.array(rows), np.array(right, float)
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        h = (x * (p * (1 - p))[:, None]).T @ x + 1e-2 * np.eye(len(w))
        w += np.linalg.solve(h, x.T @ (y - p) - 1e-2 * w)
    return tuple(round(float(v), 4) for v in w)


def figures(helds: list[Held], settings: Settings, keeps: tuple[float, ...]) -> list[tuple[float, np.ndarray]]:
    """For each threshold: it; F1 at .5, at .8, of the whole triple."""
    total = sum(len(h.example.attributions) for h in helds)
    read_out = [[f for s in h.windows if (f := decode(h.text, h.example.pieces, s, settings))] for h in helds]
    out = []
    for keep in keeps:
        hits, count = np.zeros(3), 0
        for held, every in zip(helds, read_out, strict=True):
            kept = [f for f, holder in settled([f for f in every if f.confidence >= keep]) if holder is None]
            hits, count = hits + matches(held, kept), count + len(kept)
        out.append((keep, 2 * hits / (total + count)))
    return out


def windows(model: AttributionModel, data: Path, out: Path) -> list[Held]:
    """The held-out articles, each read once with the lowest threshold."""
    texts = {a.name: a.text for a in read_articles(data / "train")}
    found = []
    for example in split(load_examples(data, "train", out))[1]:
        hidden, tags = encoded(model, example.pieces)
        seen = read(model, example.pieces, hidden, tags, cues(example.pieces, tags, LOWEST))
        found.append(Held(texts[example.name], example, seen))
    return found


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    args = parser.parse_args()
    model = load(args.model)
    helds = windows(model, args.data, args.out)
    settings = replace(model.settings, switch=SWITCH, lean=LEAN)
    settings = replace(settings, calibration=calibrated(helds, settings))
    tried = figures(helds, settings, KEEPS)
    for keep, scores in tried:
        print(f"keep {keep}: F1 {scores.round(4)}")
    least = max(scores.sum() for _, scores in tried) - ALIKE
    settings = replace(settings, keep=next(keep for keep, scores in tried if scores.sum() >= least))
    path = args.model / "attribution.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    chosen = {"cue": LOWEST, "calibration": list(settings.calibration)}
    chosen |= {name: getattr(settings, name) for name in ("keep", "switch", "lean")}
    path.write_text(json.dumps({**manifest, **chosen}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

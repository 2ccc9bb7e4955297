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

LOWEST = 0.25
"""Cues less likely than this are never read."""
SWITCHES = (0.25, 0.5, 1.0)
KEEPS = tuple(n / 20 for n in range(4, 16))


@dataclass(frozen=True)
class Held:
    """One held-out article with every window that the model opens in it."""

    text: str
    example: Example
    windows: list[Window]


def iou(mine: frozenset[int], theirs: frozenset[int]) -> float:
    """Shared pieces over all pieces."""
    return len(mine & theirs) / len(mine | theirs) if mine or theirs else 0.0


def gold(held: Held) -> list[tuple[frozenset[int], frozenset[int]]]:
    """Cue and content of each attribution, word pieces that hold no letter or digit left out."""
    return [(frozenset(c.tolist()), worded(held, frozenset(t.tolist()))) for c, _, t in held.example.attributions]


def worded(held: Held, at: frozenset[int]) -> frozenset[int]:
    """The pieces among these that hold a letter or digit."""
    p = held.example.pieces
    return frozenset(n for n in at if any(c.isalnum() for c in held.text[p.start[n] : p.end[n]]))


def matches(held: Held, found: list[Found], least: float) -> int:
    """One-to-one matches by content, best first."""
    truth = gold(held)
    mine = [worded(held, f.covered) for f in found]
    pairs = [(iou(own, content), i, j) for i, own in enumerate(mine) for j, (_, content) in enumerate(truth)]
    pairs.sort(reverse=True)
    used: tuple[set[int], set[int]] = (set(), set())
    for score, i, j in pairs:
        if score >= least and i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
    return len(used[0])


def calibrated(helds: list[Held], settings: Settings) -> tuple[float, ...]:
    """Logistic regression, by Newton's method, of: the content matches its cue's at half or more."""
    rows, right = [], []
    for held in helds:
        truth = gold(held)
        for seen in held.windows:
            one = decode(held.text, held.example.pieces, seen, settings)
            rows.append(signals(seen, contents(held.example.pieces, seen, settings)))
            own = set(range(*seen.cue))
            right.append(bool(one) and any(c & own and iou(worded(held, one.covered), t) >= 0.5 for c, t in truth))
    x, y = np.array(rows), np.array(right, float)
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        h = (x * (p * (1 - p))[:, None]).T @ x + 1e-2 * np.eye(len(w))
        w += np.linalg.solve(h, x.T @ (y - p) - 1e-2 * w)
    return tuple(round(float(v), 4) for v in w)


def figures(helds: list[Held], settings: Settings, keeps: tuple[float, ...]) -> list[tuple[float, float, float]]:
    """For each threshold: it, F1 at .5, F1 at .8."""
    total = sum(len(h.example.attributions) for h in helds)
    read_out = [[f for s in h.windows if (f := decode(h.text, h.example.pieces, s, settings))] for h in helds]
    out = []
    for keep in keeps:
        hits, strict, count = 0, 0, 0
        for held, every in zip(helds, read_out, strict=True):
            kept = [f for f, holder in settled([f for f in every if f.confidence >= keep]) if holder is None]
            hits, strict, count = hits + matches(held, kept, 0.5), strict + matches(held, kept, 0.8), count + len(kept)
        out.append((keep, 2 * hits / (total + count), 2 * strict / (total + count)))
    return out


def windows(model: AttributionModel, data: Path, out: Path) -> list[Held]:
    """The held-out articles, each read once with the lowest threshold."""
    texts = {a.name: a.text for a in read_articles(data / "train")}
    found = []
    for example in split(load_examples(data, "train", out))[1]:
        hidden, tags = encoded(model, example.pieces)
        seen = read(model, example.pieces, hidden, cues(example.pieces, tags, LOWEST))
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
    best: tuple[float, Settings] = (-1.0, model.settings)
    for switch in SWITCHES:
        settings = replace(model.settings, switch=switch)
        settings = replace(settings, calibration=calibrated(helds, settings))
        for keep, half, most in figures(helds, settings, KEEPS):
            if half + most > best[0]:
                best = (half + most, replace(settings, keep=keep))
                print(f"switch {switch} keep {keep}: F1 {half:.4f} at .5, {most:.4f} at .8; {settings.calibration}")
    path = args.model / "attribution.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    chosen = {"cue": LOWEST, "keep": best[1].keep, "switch": best[1].switch, "calibration": list(best[1].calibration)}
    path.write_text(json.dumps({**manifest, **chosen}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

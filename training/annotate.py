"""Writes what an extractor finds as brat annotation, for people to correct and to train on.

    python training/annotate.py TEXTS --to FOLDER [--extractor model] [--annotator machine]

TEXTS is a folder of NAME.txt files, English. FOLDER gets text/NAME.txt and attributions/NAME_ANNOTATOR.ann, which brat
opens and train_attribution.py reads (as DATA/train).
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from rashomon.attribute.draft import Draft, Place
from rashomon.attribute.reading import extractor_named
from rashomon.model import Report, report_id, text_digest
from rashomon.text.parse import parse


def annotation(text: str, drafts: Sequence[Draft]) -> str:
    """Drafts with a cue in brat's standoff format, as PolNeAR has it; what lies within another is left out."""
    lines: list[str] = []
    count = 0
    for number, draft in enumerate((d for d in drafts if d.cue and d.within is None), start=1):
        roles: list[tuple[str, Sequence[Place]]] = [
            ("Cue", [draft.cue] if draft.cue else []),
            ("Content", draft.content),
        ]
        roles += [("Source", [draft.source])] if draft.source else []
        kind = "Attribution" if draft.source else "Attribution-no-source"
        named = []
        for role, places in [(kind, roles[0][1]), *roles]:
            count += 1
            spans = ";".join(f"{a} {b}" for a, b in places)
            words = " ".join(" ".join(text[a:b].split()) for a, b in places)
            lines.append(f"T{count}\t{role} {spans}\t{words}")
            named.append(f"{role}:T{count}")
        lines.append(f"E{number}\t{' '.join(named)}")
    return "\n".join(lines) + "\n" if lines else ""


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--extractor", choices=("rules", "model"), default="model")
    parser.add_argument("--annotator", default="machine")
    args = parser.parse_args()
    extract = extractor_named(args.extractor)
    for folder in ("text", "attributions"):
        (args.to / folder).mkdir(parents=True, exist_ok=True)
    for path in sorted(args.texts.glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as handle:
            text = handle.read()
        drafts = extract(Report(report_id(text_digest(text)), text), parse(text, "en"))
        (args.to / "text" / path.name).write_text(text, encoding="utf-8", newline="")
        out = args.to / "attributions" / f"{path.stem}_{args.annotator}.ann"
        out.write_text(annotation(text, drafts), encoding="utf-8")


if __name__ == "__main__":
    main()

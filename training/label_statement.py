"""What a teacher of train_statement.py says of the word pieces of the marked cases, and of texts without marks.

    python training/label_statement.py teacher.pt --texts train_bodies.csv.gz:articleBody --every 4 --to soft.pkl

`--texts`: a folder's .txt files, or a column of a CSV file.
"""

from __future__ import annotations

import argparse
import pickle
from collections.abc import Iterator
from pathlib import Path

import torch
from base_weights import load_tokenizer
from conflict_cases import cases_of, left_out
from label_attribution import read_texts
from network import LARGE
from tokenizers import Tokenizer
from train_statement import Stated, reports

from rashomon.attribute import checkable

MOST = 6000
"""Characters of a text that are read."""


def cut(texts: list[str], every: int, tokenizer: Tokenizer) -> Iterator[checkable.Row]:
    """The rows of the cases that teach, then of the texts; what opens a text stands for its name."""
    for path in cases_of():
        if not left_out(path.stem):
            yield from (r.row for report in reports(path, tokenizer) for r in report.rows)
    for _, text in read_texts(texts, every):
        yield from checkable.rows(text.partition("\n")[0], text[:MOST], tokenizer)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("teacher", type=Path)
    parser.add_argument("--texts", nargs="*", default=[], help="FOLDER or FILE.csv:COLUMN, without marks")
    parser.add_argument("--every", type=int, default=1, help="take one text of every so many")
    parser.add_argument("--to", type=Path, required=True)
    args = parser.parse_args()
    torch.set_num_threads(1)
    model = Stated(LARGE)
    model.load_state_dict(torch.load(args.teacher))
    model.eval()
    found = {}
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for row in cut(args.texts, args.every, load_tokenizer()):
            chances = torch.sigmoid(model([row.ids])).numpy().round(3)
            found[row.ids] = [tuple(pair) for pair in chances.tolist()]
    args.to.write_bytes(pickle.dumps(found))
    print(f"{len(found)} rows, {sum(map(len, found))} pieces")


if __name__ == "__main__":
    main()

"""Who speaks: the pronouns of GUM's news that are sources of speech, resolved against its coreference.

    python benchmarks/speakers.py [PATH] [--wrong]

PATH is the folder `gum_news` (`dep/` and `coref/gum/conll/`), or RASHOMON_DATA holds it. Nothing of it is part of this
repository. A pronoun counts as right when most of the printed mentions of its source are mentions of the pronoun's
entity. Prints how many were answered, and how many of those rightly.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rashomon.attribute import rules
from rashomon.attribute.draft import Draft
from rashomon.attribute.lexicon import lexicon
from rashomon.attribute.speakers import resolve
from rashomon.model import Report, Source
from rashomon.text.parse import parse

PRONOUNS = {"he", "she", "it", "they"}


@dataclass(frozen=True, slots=True)
class Token:
    """One token of the treebank with its place in the text."""

    start: int
    end: int
    form: str
    lemma: str
    pos: str
    head: int
    relation: str


@dataclass(frozen=True, slots=True)
class Document:
    """One document of the treebank: its text, tokens, and the entity of each mention (first and last token)."""

    name: str
    text: str
    tokens: tuple[Token, ...]
    mentions: tuple[tuple[int, int, str], ...]

    def entity(self, start: int, end: int) -> str | None:
        """The entity of the smallest mention that ends with a stretch of text and holds it."""
        inside = [i for i, t in enumerate(self.tokens) if t.start < end and start < t.end]
        if not inside:
            return None
        fits = [(b - a, e) for a, b, e in self.mentions if a <= inside[0] and inside[-1] <= b]
        return min(fits)[1] if fits else None


def load(folder: Path) -> Iterator[Document]:
    """The news documents, by name."""
    for path in sorted((folder / "dep").glob("*.conllu")):
        text, tokens = read_tree(path)
        mentions = read_mentions(folder / "coref" / "gum" / "conll" / f"{path.stem}.conll")
        yield Document(path.stem, text, tuple(tokens), tuple(mentions))


def read_tree(path: Path) -> tuple[str, list[Token]]:
    """The text and tokens of one CoNLL-U file; a paragraph of the file is one of the text."""
    text, base = "", 0
    tokens: list[Token] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newpar") and not line.startswith("# newpar_block"):
            text = text.rstrip() + "\n\n" if text else ""
        if not line or line.startswith("#"):
            base = len(tokens)
            continue
        row = line.split("\t")
        if not row[0].isdigit():
            continue
        head = base + int(row[6]) - 1 if row[6] != "0" else -1
        tokens.append(Token(len(text), len(text) + len(row[1]), row[1], row[2], row[3], head, row[7]))
        text += row[1] + ("" if "SpaceAfter=No" in row[9] else " ")
    return text.rstrip(), tokens


def read_mentions(path: Path) -> Iterator[tuple[int, int, str]]:
    """First token, last token and entity of each mention."""
    opened: dict[str, list[int]] = {}
    at = -1
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or "\t" not in line:
            continue
        at += 1
        for piece in re.findall(r"\([^()]+\)?|[^()]+\)", line.split("\t")[2]):
            found = re.search(r"-(\d+)", piece)
            if found is None:
                continue
            entity = found.group(1)
            if piece.startswith("("):
                opened.setdefault(entity, []).append(at)
            if piece.endswith(")") and opened.get(entity):
                yield opened[entity].pop(), at, entity


def spoken(document: Document) -> Iterator[tuple[Token, Token]]:
    """Each third-person pronoun that is the subject of a verb of saying with its content, and that verb."""
    verbs = lexicon("en").verbs
    for token in document.tokens:
        if token.lemma.casefold() not in PRONOUNS or not token.relation.startswith("nsubj") or token.head < 0:
            continue
        verb = document.tokens[token.head]
        says = {"clause", "quote"} & set(verbs.get(verb.lemma, {}))
        content = [t for t in document.tokens if t.head == token.head and t.relation in {"ccomp", "parataxis"}]
        if verb.pos == "VERB" and says and (content or verb.relation == "parataxis"):
            yield token, verb


def judged(document: Document) -> Iterator[tuple[Token, Source | None, bool]]:
    """Each speaking pronoun, the source it was given, and whether that is right."""
    report = Report("r-gum", document.text)
    doc = parse(document.text, "en")
    drafts: list[Draft] = list(rules.extract(report, doc))
    wanted = list(spoken(document))
    for token, verb in wanted:
        if not any(d.source == (token.start, token.end) for d in drafts):
            content = (verb.end + 1, min(verb.end + 40, len(document.text)))
            drafts.append(Draft((content,), (token.start, token.end), (verb.start, verb.end)))
    found = resolve(report, doc, drafts)
    sources = {source.id: source for source in found.sources}
    for token, _ in wanted:
        at = next(i for i, d in enumerate(drafts) if d.source == (token.start, token.end))
        source = sources.get(found.speakers[at] or "")
        yield token, source, source is not None and right(document, token, source)


def right(document: Document, token: Token, source: Source) -> bool:
    """True when most printed mentions of the source are of the pronoun's entity."""
    said = [document.entity(m.start, m.end) for m in source.mentions if m.exact.casefold() not in PRONOUNS]
    votes = Counter(entity for entity in said if entity)
    return bool(votes) and votes.most_common(1)[0][0] == document.entity(token.start, token.end)


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; exit status 2 where the data is missing."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("path", nargs="?", type=Path, help="the folder gum_news; default: RASHOMON_DATA/gum_news")
    parser.add_argument("--wrong", action="store_true", help="print what was wrong or not answered")
    options = parser.parse_args(arguments)
    folder = options.path or Path(os.environ.get("RASHOMON_DATA", "")) / "gum_news"
    if not (folder / "dep").is_dir():
        print(f"error: no GUM news in {folder}: give its folder, or set RASHOMON_DATA", file=sys.stderr)
        return 2
    total = answered = correct = 0
    for document in load(folder):
        for token, source, good in judged(document):
            total, answered, correct = total + 1, answered + (source is not None), correct + good
            if options.wrong and not good:
                before = document.text[max(0, token.start - 160) : token.end + 30].replace("\n", "|")
                print(f"{document.name} {token.start} {token.form} -> {source.name if source else None}: …{before}")
    print(f"speaker pronouns      {total}")
    print(f"answered              {answered}  {answered / max(1, total):.3f}")
    print(f"right among answered  {correct}  {correct / max(1, answered):.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Time expressions on MEANTIME's English Wikinews (Minard and others, 2016): are they resolved to the right days?

    python benchmarks/times.py [PATH/meantime] [--show N]

Without a path: meantime under the folder that RASHOMON_DATA names. Every annotated file is read; its date is the
TIMEX3 marked CREATION_TIME (two files without one are left out).

Scored are the TIMEX3 of type DATE or TIME with words of their own and a value on the calendar: a day, week, weekend,
month, quarter, season, year or decade, a time of day as its day. Not scored, and neither right nor wrong where ours
touches them: the creation time, durations and sets (a duration is a figure here), references without a calendar
value (PRESENT_REF, 'XXXX-XX-XX'), and text behind the sixth sentence, which has no time annotated. Ours is right
when it overlaps the gold's words and has the same first and last day; TIMEX3 keeps 'early' and 'late' apart from
its value, so that a part of the gold's month or year is right where ours is said to be a part.
"""

from __future__ import annotations

import argparse
import os
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from rashomon.text.days import last_of
from rashomon.text.times import Time, find

FLOOR = 0.78
SENTENCES = 6
"""Only the first sentences of an article, with headline and date line, have their times annotated."""
SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "AU": (9, 11)}
TIGHT_BEFORE = re.compile(r"^(?:[,.;:!?%)\]’]|'s|n't|’s)")


@dataclass(frozen=True, slots=True)
class Gold:
    """One gold expression: code points; None for a value that is not on the calendar."""

    start: int
    end: int
    days: tuple[date, date] | None


@dataclass(frozen=True, slots=True)
class Article:
    """One article's annotated text, its date, its time expressions."""

    name: str
    text: str
    published: str
    gold: tuple[Gold, ...]


def days(value: str) -> tuple[date, date] | None:
    """The first and last day of a TIMEX3 value; None where it is on no calendar."""
    value = value.split("T")[0]
    patterns = (
        (r"(\d{4})-(\d\d)-(\d\d)", lambda y, m, d: (date(y, m, d), date(y, m, d))),
        (r"(\d{4})-(\d\d)", lambda y, m: (date(y, m, 1), last_of(y, m))),
        (r"(\d{4})-Q(\d)", lambda y, q: (date(y, 3 * q - 2, 1), last_of(y, 3 * q))),
        (r"(\d{4})-W(\d\d)-WE", lambda y, w: (date.fromisocalendar(y, w, 6), date.fromisocalendar(y, w, 7))),
        (r"(\d{4})-W(\d\d)", lambda y, w: (date.fromisocalendar(y, w, 1), date.fromisocalendar(y, w, 7))),
        (r"(\d{4})", lambda y: (date(y, 1, 1), date(y, 12, 31))),
        (r"(\d{3})", lambda y: (date(10 * y, 1, 1), date(10 * y + 9, 12, 31))),
    )
    for pattern, made in patterns:
        match = re.fullmatch(pattern, value)
        if match:
            return made(*map(int, match.groups()))
    season = re.fullmatch(r"(\d{4})-(SP|SU|FA|AU)", value)
    if season:
        first, last = SEASONS[season[2]]
        return date(int(season[1]), first, 1), last_of(int(season[1]), last)
    return None


def read(path: Path) -> Article | None:
    """One file; None without a creation time."""
    root = ET.parse(path).getroot()
    text, places = joined(root)
    created = ""
    gold = []
    for timex in root.iter("TIMEX3"):
        spans = [places[a.get("t_id") or ""] for a in timex if a.get("t_id") in places]
        value, kind = timex.get("value") or "", timex.get("type")
        creation = timex.get("functionInDocument") == "CREATION_TIME"
        created = value.split("T")[0] if creation else created
        scored = kind in ("DATE", "TIME") and not creation
        if spans:
            gold.append(Gold(min(spans)[0], max(spans)[1], days(value) if scored else None))
    return Article(path.stem, text, created, tuple(gold)) if created else None


def joined(root: ET.Element) -> tuple[str, dict[str, tuple[int, int]]]:
    """The text with usual spaces, a line a sentence, and where each token stands."""
    text, sentence, open_before = "", 0, True
    places: dict[str, tuple[int, int]] = {}
    for token in root.iter("token"):
        word, number = token.text or "", int(token.get("sentence") or 0)
        if number >= SENTENCES:
            break
        if number != sentence:
            text, sentence, open_before = text + "\n", number, True
        if not open_before and not TIGHT_BEFORE.match(word):
            text += " "
        places[token.get("t_id") or ""] = (len(text), len(text) + len(word))
        text, open_before = text + word, word in ("(", "[", "$", "``")
    return text, places


def right(found: Time, gold: Gold) -> bool:
    """True when the days are the same, or a part of them where ours says so."""
    first, last = date.fromisoformat(found.earliest), date.fromisoformat(found.latest)
    if gold.days is None:
        return False
    part = found.precision.startswith("part-of") and gold.days[0] <= first and last <= gold.days[1]
    return (first, last) == gold.days or (part and last - first < timedelta(200))


def compare(article: Article) -> Iterator[tuple[str, str]]:
    """'right', 'wrong', 'missed', 'invented' or 'neutral' with what is meant."""
    found = find(article.text, article.published)
    for gold in article.gold:
        if gold.days is None:
            continue
        over = [t for t in found if t.start < gold.end and gold.start < t.end]
        verdict = "right" if any(right(t, gold) for t in over) else "wrong" if over else "missed"
        ours = [(article.text[t.start : t.end], t.earliest, t.latest) for t in over]
        yield verdict, f"{article.text[gold.start : gold.end]!r} {gold.days[0]} {gold.days[1]} {ours}"
    for t in found:
        if not any(t.start < g.end and g.start < t.end for g in article.gold):
            yield "invented", f"{article.text[max(0, t.start - 30) : t.end + 10]!r} {t.earliest} {t.latest}"


def main() -> None:
    """Prints precision, recall and F1 of the values; exit status 1 under the floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", nargs="?", type=Path, default=Path(os.environ.get("RASHOMON_DATA", ".")) / "meantime")
    parser.add_argument("--show", type=int, default=0)
    args = parser.parse_args()
    articles = [a for path in sorted(args.path.rglob("*.xml")) if (a := read(path))]
    verdicts = [(verdict, f"{a.name[:12]} {words}") for a in articles for verdict, words in compare(a)]
    faults = [f"{verdict:9}{words}" for verdict, words in verdicts if verdict != "right"]
    print(*faults[: args.show], sep="\n")
    counts = {name: sum(v == name for v, _ in verdicts) for name in ("right", "wrong", "missed", "invented")}
    precision = counts["right"] / max(1, counts["right"] + counts["wrong"] + counts["invented"])
    recall = counts["right"] / max(1, counts["right"] + counts["wrong"] + counts["missed"])
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"{len(articles)} articles, {counts}")
    print(f"value P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")
    raise SystemExit(0 if f1 >= FLOOR else 1)


if __name__ == "__main__":
    main()

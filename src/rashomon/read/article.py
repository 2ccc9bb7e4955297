"""Which of a page's blocks are the article.

trafilatura says which words are the article's; the page's own elements then say
where its frame is, so that headings between its paragraphs come back and boxes
among them go.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set

from lxml.etree import _Element
from trafilatura import bare_extraction

from rashomon.read.page import Block, blocks, key
from rashomon.text.bylines import Signed, signed
from rashomon.text.credits import credit_lines, credits
from rashomon.text.furniture import is_notice, patterns

Path = tuple[tuple[str, str], ...]
"""Tags and classes from an element outwards."""

FRAME = 0.7
"""The frame of an article is the innermost element with this share of its words."""

BOX = 0.3
"""An element with a larger share of the article's words is no box, whatever it is called."""

LONG = 40
"""Letters. A shorter block is the article's only where trafilatura has it as a line of its own."""

SENTENCE = 8
"""Words that a paragraph outside the frame must have, and a stop at its end."""

SHORTEST = 3
"""Words that a paragraph beside the article's others must have, and a stop at its end."""

SIGNED = 6
"""Blocks around an article's first in which lines that sign it are looked for."""

BOXED = re.compile(
    r"(?:^|[-_\s])(?:cookies?|consent|gdpr|newsletters?|subscri(?:be|ption|ptions)|sign-?up|promos?|promotion|promoted|"
    r"related|more-?on|more-?from|more-?stories|read-?more|readmore|read-?next|see-?also|share|sharing|shares|social|donat(?:e|ion)|ad|ads|advert\w*|"
    r"sponsor\w*|pop-?up|modal|paywall|side-?bar|breadcrumbs?|menu|nav|navigation|footer|tool-?bar|comments?|disqus|"
    r"tags|taglist|most|trending|popular|recommend\w*|recirc\w*|outbrain|taboola|caption|pull-?quotes?|byline|authors?|signature|"
    r"time-?stamp|teasers?|disclaimer|lire|aussi|abonnement|suscripci[oó]n|relacionad[oa]s|compartir|partage|follow|"
    r"app-?download|infobox|banner|copyright|posted|post-?meta|entry-?meta|article-?meta|dateline-?box)(?=$|[-_\s])",
    re.IGNORECASE,
)
"""Words in an element's class or id that tell a box among an article's paragraphs."""

CONSENT = re.compile(r"(?:^|[-_\s])(?:cookies?|consent|gdpr|privacy)(?=$|[-_\s])", re.IGNORECASE)
WALL = 200
"""Words: an article in an element that is called after cookies is longer."""

CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
ENDS = re.compile(r"[.!?…:;][\"”’'»)\]]*$|[\"”»]$")
TIMES = re.compile(
    r"\b\d{1,2}[:.h]\d{2}\b|\b(?:19|20)\d{2}\b|\bmin(?:ute)?s? read\b|\b(?:updated|published|publié|actualizado)\b",
    re.IGNORECASE,
)


def article(root: _Element, *, title: str, lang: str, live: bool = False) -> tuple[list[Block], list[Signed]]:
    """The blocks of a page's article in order, without its headline, and the lines beside it that sign it."""
    found = blocks(root)
    matched = _entries(found, root, live=live) or _matched(found, root)
    if not matched:
        matched = {i for i, b in enumerate(found) if _strong(b) and not _boxed(b.element, None, Counter())}
    if _walled([found[i] for i in matched]):
        return [], []
    weights = _weights([found[i] for i in sorted(matched)])
    frame = _frame(weights)
    framed = [i for i in matched if _inside(found[i].element, frame)]
    paths = {_path(found[i].element) for i in framed}
    # outside the frame: a standfirst before it, or another part of a body in two; not the teasers after it
    kept = [
        i
        for i in sorted(matched)
        if not _boxed(found[i].element, frame, weights)
        and (i in framed or (_strong(found[i]) and (i < min(framed) or _path(found[i].element) in paths)))
    ]
    kept = _with_headings(found, kept, frame, weights)
    return _clean([found[i] for i in kept], title, lang), _signatures(found, kept, title)


def _walled(found: Sequence[Block]) -> bool:
    """True where a page asks for consent and shows nothing else."""
    asks = all(any(CONSENT.search(_names(e)) for e in (b.element, *b.element.iterancestors())) for b in found)
    return bool(found) and asks and sum(block.words for block in found) < WALL


def _entries(found: Sequence[Block], root: _Element, *, live: bool) -> set[int]:
    """The paragraphs of a page that is written on, entry after entry, each an <article>; none for other pages."""
    entries = [e for e in root.iter("article") if not any(a.tag == "article" for a in e.iterancestors())]
    if not live or len(entries) < 2 or any(e.find(".//h1") is not None for e in entries):
        return set()
    inside = [i for i, b in enumerate(found) if any(_inside(b.element, e) for e in entries)]
    texts = ("p", "li", "blockquote")
    return {i for i in inside if found[i].tag in texts and not _boxed(found[i].element, None, Counter())}


def _signatures(found: Sequence[Block], kept: Sequence[int], title: str) -> list[Signed]:
    """What the lines between the headline and the first paragraphs say, and the line after the last, if they sign."""
    if not kept:
        return []
    heads = [i for i, b in enumerate(found[: kept[0] + 1]) if key(b.text.split("\n")[0]) == key(title)]
    start = heads[-1] if heads else max(0, kept[0] - SIGNED)
    near = [*range(start, min(kept[0] + SIGNED, len(found))), *range(kept[-1], min(kept[-1] + 2, len(found)))]
    lines = [
        line for i in near if not (_aside(found[i].element) or found[i].heading) for line in found[i].text.split("\n")
    ]
    return [said for line in lines if (said := signed(line))]


def _aside(element: _Element) -> bool:
    return any(e.tag in ("aside", "nav") for e in (element, *element.iterancestors()))


def _matched(found: Sequence[Block], root: _Element) -> set[int]:
    """Which blocks trafilatura takes for the article, by their number; not what is one link, unless most of it is."""
    document = bare_extraction(root, include_comments=False, include_tables=True)
    if document is None or isinstance(document, dict) or not document.text:
        return set()
    whole = key(document.text)
    lines = {key(line) for line in document.text.split("\n")}
    matched = {i for i, b in enumerate(found) if (k := b.key) and (k in lines or (len(k) >= LONG and k in whole))}
    own = {i for i in matched if found[i].linked < len(found[i].text)}
    return own if sum(found[i].words for i in own) * 2 > sum(found[i].words for i in matched) else matched


def _weights(found: Sequence[Block]) -> Counter[_Element]:
    """How many words of the article stand in each element, inside and out."""
    total: Counter[_Element] = Counter()
    for block in found:
        for element in (block.element, *block.element.iterancestors()):
            total[element] += block.words
    return total


def _frame(weights: Counter[_Element]) -> _Element | None:
    """The innermost element with nearly all of the article's words."""
    whole = max(weights.values(), default=0)
    large = [element for element, words in weights.items() if words >= FRAME * whole]
    return max(large, key=lambda e: sum(1 for _ in e.iterancestors()), default=None)


def _path(element: _Element) -> Path:
    """The names of an element and of all it stands in: parts of one body have the same."""
    return tuple((str(e.tag), e.get("class") or "") for e in (element, *element.iterancestors()))


def _inside(element: _Element, frame: _Element | None) -> bool:
    return frame is not None and (element is frame or any(e is frame for e in element.iterancestors()))


def _boxed(element: _Element, frame: _Element | None, weights: Counter[_Element]) -> bool:
    """True in an element that is called like a box, below the frame, and holds little of the article."""
    whole = max(weights.values(), default=0)
    for above in (element, *element.iterancestors()):
        if above is frame or above.tag in ("body", "html"):
            return False
        small = not whole or weights[above] < BOX * whole
        if small and (above.tag == "aside" or BOXED.search(_names(above))):
            return True
    return False


def _names(element: _Element) -> str:
    given = (element.get(name) or "" for name in ("class", "id", "role", "data-component"))
    return CAMEL.sub("-", " ".join(given))


def _strong(block: Block) -> bool:
    """True for what reads as a paragraph: sentences, most of them not links."""
    return (
        block.words >= SENTENCE
        and bool(ENDS.search(block.text))
        and block.linked * 2 < len(block.text)
        and not block.heading
    )


def _with_headings(
    found: Sequence[Block], kept: Sequence[int], frame: _Element | None, weights: Counter[_Element]
) -> list[int]:
    """The same with what stands between: headings before a kept block, paragraphs after the first one."""
    numbers = set(kept)
    if not kept:
        return []
    bodies = {_body(found[i]) for i in kept}
    last = max(kept)
    while last + 1 < len(found) and _goes_on(found[last + 1], bodies, frame, weights):
        last += 1
        numbers.add(last)
    for i in range(last - 1, -1, -1):
        block = found[i]
        if i in numbers or not _inside(block.element, frame) or _boxed(block.element, frame, weights):
            continue
        leads = block.heading and i + 1 in numbers and block.linked * 2 < len(block.text)
        strong = block.tag in ("p", "li", "blockquote") and _strong(block)
        if leads or (i > min(kept) and (strong or _goes_on(block, bodies, frame, weights))):
            numbers.add(i)
    return sorted(numbers)


def _body(block: Block) -> _Element | None:
    """What holds a paragraph and those beside it: the element around <p>, or the one that breaks part."""
    return block.element.getparent() if block.tag == "p" else block.element


def _goes_on(block: Block, bodies: Set[_Element | None], frame: _Element | None, weights: Counter[_Element]) -> bool:
    """True for a short sentence or a credit beside the paragraphs of the article: trafilatura drops some."""
    if (
        block.heading
        or _body(block) not in bodies
        or block.linked * 2 >= len(block.text)
        or _boxed(block.element, frame, weights)
    ):
        return False
    return bool(credits(block.text)) or (block.words >= SHORTEST and bool(ENDS.search(block.text)))


def _clean(found: Sequence[Block], title: str, lang: str) -> list[Block]:
    """Without the headline, lines about the page, notices, and what is printed twice; a line that credits stays."""
    known = patterns(lang)
    seen: set[str] = set()
    kept: list[Block] = []
    signing = _signing(found)
    for i, block in enumerate(found):
        again = block.key in seen and len(block.key) >= LONG
        lead = not any(b.words >= SENTENCE for b in kept)
        credited = bool(credits(block.text) or credit_lines(block.text))
        about = lead and (block.key == key(title) or block.tag == "h1" or _about(block))
        notice = is_notice(block.text, known) and not credited
        if not (again or notice or about or i in signing):
            kept.append(block)
        seen.add(block.key)
    while kept and kept[-1].heading:
        kept.pop()
    return kept


def _signing(found: Sequence[Block]) -> set[int]:
    """Which of the first blocks, or the last, only sign; not an agency's name, which is a credit, nor days in a row."""
    lines = {i: said for i, b in enumerate(found) if not b.heading and (said := signed(b.text))}
    days = [i for i, said in lines.items() if said.day]
    ends = {*range(SIGNED), len(found) - 1}
    texts = {i: found[i].text for i in lines if i in ends and not (len(days) > 1 and i in days)}
    return {i for i, text in texts.items() if not (credits(text) or credit_lines(text))}


def _about(block: Block) -> bool:
    """True for a short line before the article that gives its time or length, not its place: 'Updated 4 May 09:48'."""
    plain = block.tag != "p" and not block.heading
    return plain and block.words <= 20 and not ENDS.search(block.text) and bool(TIMES.search(block.text))

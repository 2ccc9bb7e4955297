"""Quotations in a text: which marks open, which close, what stands inside another, what runs over paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

PAIRS = {
    "“": ("”", '"'), "„": ("“", "”"), "«": ("»",), "‘": ("’", "'"), '"': ('"', "”"), "'": ("'", "’"),
    "``": ("''",), "''": ("''",), "‹": ("›",), "»": ("«",),
}  # fmt: skip
"""Opening mark -> the marks that may close it. '»' opens only where a space stands before it and none after."""

MARK = re.compile(r"``|''|[“”„‟«»‹›\"‘]|(?<![^\W_])['’]|['’](?![^\W_])")
"""An apostrophe between two letters is none: most of a text's are such, and cost nothing then."""
PARAGRAPH = re.compile(r"\n\s*\n|\n(?=\s*[“„«\"‘])")
SENTENCE_END = re.compile(r"[.!?…][\"”’'»)\]]*(?=\s|$)")
ELISIONS = re.compile(r"(?:tis|twas|em|cause|til|till|bout|round|n|\d0s|\d\d)\b", re.IGNORECASE)
"""What an apostrophe at the start of a word stands before: 'em, '90s, 'tis."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation, marks included: code points, end excluded. `depth` 0 stands in no other."""

    start: int
    end: int
    depth: int = 0
    closed: bool = True
    """False where no closing mark was found: `end` is then the paragraph's."""
    goes_on: bool = False
    """True where the next paragraph opens with a mark and continues it."""

    @property
    def inside(self) -> tuple[int, int]:
        """The same without its marks, as far as they are single characters."""
        return self.start + 1, self.end - 1 if self.closed else self.end


@dataclass(slots=True)
class _Open:
    mark: str
    start: int


def quotations(text: str) -> tuple[Quotation, ...]:
    """Every quotation in order; an apostrophe opens none, a lost closing mark costs its own paragraph only."""
    found: list[Quotation] = []
    for start, end in paragraphs(text):
        found.extend(_paragraph(text, start, end))
    return tuple(_continued(text, _deepened(found)))


def _deepened(found: Sequence[Quotation]) -> list[Quotation]:
    """The quotations in order, each with its depth; one that runs across another's end is left out."""
    done: list[Quotation] = []
    around: list[Quotation] = []
    for quotation in sorted(found, key=lambda q: (q.start, -q.end)):
        while around and around[-1].end <= quotation.start:
            around.pop()
        if not around or quotation.end <= around[-1].end:
            around.append(replace(quotation, depth=len(around)))
            done.append(around[-1])
    return done


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each paragraph: blank lines part them, and so does a line that opens with a quotation mark."""
    start = 0
    for gap in (*(m.span() for m in PARAGRAPH.finditer(text)), (len(text), len(text))):
        whole = text[start : gap[0]]
        if whole.strip():
            yield start + len(whole) - len(whole.lstrip()), start + len(whole.rstrip())
        start = gap[1]


def _paragraph(text: str, start: int, end: int) -> list[Quotation]:
    stack: list[_Open] = []
    found: list[Quotation] = []
    for match in MARK.finditer(text, start, end):
        mark, at = match.group(), match.start()
        before, after = text[at - 1 : at] if at > start else "", text[match.end() : match.end() + 1]
        depth = _closes(stack, mark, before, after)
        if depth is not None and not _lost_its_opening(text, stack[depth].mark, match, end):
            # what was opened later and not closed by now was an apostrophe or lost its mark
            del stack[depth + 1 :]
            opened = stack.pop()
            if at > opened.start + len(opened.mark):
                found.append(Quotation(opened.start, match.end()))
        elif _opens(stack, text, match, before, after):
            if stack and stack[-1].mark == mark:
                found.extend(_unclosed(text, stack.pop(), at))
            stack.append(_Open(mark, at))
    # a single mark that nothing closes was an apostrophe, unless a sentence opens with it
    left = next((o for o in stack if o.mark not in ("'", "‘") or _opens_sentence(text, o.start, start)), None)
    if left:
        found.extend(_unclosed(text, left, end))
    return found


def _opens_sentence(text: str, at: int, start: int) -> bool:
    before = text[start:at].rstrip()
    return (not before or before[-1] in ".!?:,") and text[at + 1 : at + 2].isupper()


def _closes(stack: Sequence[_Open], mark: str, before: str, after: str) -> int | None:
    """The place in the stack of what this mark closes, or None."""
    for depth in range(len(stack) - 1, -1, -1):
        opened = stack[depth].mark
        if mark not in PAIRS[opened]:
            continue
        if mark in ("'", "’") and (before.isspace() or after.isalnum()):
            return None  # an apostrophe in a word
        if mark in ('"', "''") and before.isspace() and after and not after.isspace():
            return None  # stands like an opening mark
        return depth
    return None


DOUBLE = re.compile(r"[“”\"]")
OWN = {"“": "”", '"': '"'}
"""What closes an opening mark in a text that is set with care; the other kind does where marks are mixed."""


def _lost_its_opening(text: str, opened: str, match: re.Match[str], end: int) -> bool:
    """True for a closing mark of another kind than the opening one, whose own still closes before anything else opens.

    Where an opening mark is lost there is one closing mark too many: it cuts no quotation that is marked alike at both.
    """
    own = OWN.get(opened)
    following = DOUBLE.search(text, match.end(), end) if own and match.group() != own else None
    while following and following.group() not in (own, "“", '"'):
        following = DOUBLE.search(text, following.end(), end)
    if following is None or following.group() != own:
        return False
    after = text[following.end() : following.end() + 1]
    return own == "”" or not text[following.start() - 1].isspace() or not after or after.isspace()


def _opens(stack: Sequence[_Open], text: str, match: re.Match[str], before: str, after: str) -> bool:
    mark = match.group()
    if mark not in PAIRS or not after or (after.isspace() and mark != "«"):
        return False
    if mark in ("“", "„", "«", "``", "‹"):
        return True
    free = not before or before.isspace() or before in "([{—–-/“\"‘'…:"
    if mark == "»":
        return free and text.find("«", match.end()) > 0
    if mark in ('"', "''"):
        return free or (not before.isalnum() and not stack)
    return free and not ELISIONS.match(text, match.end())


def _unclosed(text: str, opened: _Open, limit: int) -> list[Quotation]:
    """A quotation that lost its closing mark runs to the last sentence end before the limit."""
    end = limit
    while end > opened.start and text[end - 1].isspace():
        end -= 1
    ends = [m.end() for m in SENTENCE_END.finditer(text, opened.start, end)]
    if ends:
        end = ends[-1]
    elif limit < len(text) and text[limit] in MARK_STARTS:
        return []
    return [Quotation(opened.start, end, closed=False)] if end > opened.start + 1 else []


MARK_STARTS = "“„«\"‘'`"


def _continued(text: str, found: Sequence[Quotation]) -> Iterator[Quotation]:
    """The same, with `goes_on` where an unclosed quotation is taken up by the next paragraph's opening mark."""
    tops = [q for q in found if q.depth == 0]
    following = {a.start: b for a, b in pairwise(tops)}
    for quotation in found:
        after = following.get(quotation.start) if quotation.depth == 0 else None
        if not quotation.closed and after and text[quotation.end : after.start].strip() == "":
            yield Quotation(quotation.start, quotation.end, 0, False, True)
        else:
            yield quotation

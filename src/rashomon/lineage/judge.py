"""Whether a report comes from another, and how: each rule gives an edge with its reason, or None."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rashomon.lineage.credit import as_medium, links_to, mentions, same_page
from rashomon.lineage.dates import LATER, apart
from rashomon.lineage.likeness import Match
from rashomon.lineage.option import (
    FIGURES,
    LONG,
    QUOTED_TELLING,
    TOP,
    Found,
    Option,
    Rest,
    acknowledged,
    acknowledgement,
    foreign_quote,
    inside,
    look,
    still_open,
    title,
)
from rashomon.model import Derivation, DerivationKind, Passage, Source, SourceKind
from rashomon.text.align import SEED

COPIED = 8
AT_ONCE = 3
HALF = 0.4
"""So many telling words outside quotation marks, some in one run, are a copy where so much is shared."""
RARE = 5.0
RARE_PASSAGE = 2.0
PART = 0.25
PASSAGE = 40
"""Where less is shared, it must be rare among the possible parents (the sum of 1 / sqrt(how many have each telling
word)), and a good part of the child or a long passage."""
REPRINTED = 0.93
UNEDITED = 150
"""A reprint may lack paragraphs and have another heading, but no more than one change for so many words."""
LIFTED = 60
"""So many words without a change are lifted, wherever they stand."""
LEAD = 3
WHOLE = 0.7
FORMS = 2
FORMS_IN_CASE = 3
"""A text not wholly shared, whose shared runs so often end in another figure or name, tells of another event."""
CROWD = 8
RARE_AT_ONCE = 2.5
"""Less will do in a case of so many reports that are all looked at: with fewer, what is rare cannot be seen."""
QUOTED = 5
"""The shortest quotation, in words, that says where it was read."""
TOLD = re.compile(r"\b(?:told|spoke|speaking|interview|(?:déclar|confi|indiqu)é|dijo|declaró|contó)\b", re.IGNORECASE)
"""Somebody spoke to one outlet: nobody else can have heard it."""
ITS = re.compile(r"(?:its|their|sa|son|leur|su)\b", re.IGNORECASE)
TELLING = 0.8
"""The least weight of what two sentences share for the one to say something of the other."""
LITTLE = 0.1
ITS_OWN = 1.5
"""A report that has less of a body's release, and nothing that few others have, quotes the body: it rewrites none."""
RETOLD = 0.3
OFTEN = 3
OFTEN_PART = 0.25
"""A report that names another for so much, or in so many of its sentences, retells it."""
FEW_NAMES = 4
TRANSLATED = 0.4
"""Share of a text in another language whose facts stand in the one its credit line names: a translation of it."""
REWRITTEN = 0.25
"""The part of the child that must be said by the parent for a rewrite without a credit."""


def judge(option: Option, found: Found, free: bytearray) -> Derivation | None:
    """The edge to one possible parent, or None where what they share may be chance or a common source."""
    for rule in (page_again, copied, translated, cited, linked, rewritten, quoted):
        edge = rule(option, found, free)
        if edge:
            return edge
    return None


def possible(option: Option, left: Rest) -> bool:
    """False where no rule can give an edge, whatever is still free: it saves most of the work in an archive."""
    child, parent = option.child, option.parent
    if option.crowd or option.translated or option.named or same_page(child.report, parent.report):
        return True
    if links_to(child.report, parent.report):
        return True
    if not option.like.strong:
        return False
    told = apart(child.published, parent.published) >= LATER or any(n in parent.report.text for n in option.names)
    if much_shared(option) or (told and may_quote(option)):
        found = look(option, left, sense=False)
        share = (found.plain + found.quoted) / len(child.words)
        if own_words(found, share) or (found.longest_quote >= QUOTED and told):
            return True
    return option.telling


def much_shared(option: Option) -> bool:
    """False where too little is shared for a copy, whatever kind of words it is."""
    shared = [block.shared for block in option.like.strong]
    return sum(shared) >= PART * len(option.child.words) or max(shared) >= PASSAGE


def may_quote(option: Option) -> bool:
    """False where no shared run tells enough in quotation marks, be it another's already or not."""
    child = option.child
    for run in (run for block in option.like.strong for run in block.runs if run.length >= QUOTED):
        places = range(run.left, run.left + run.length)
        if sum(child.worth[at] > 0 for at in places) < QUOTED_TELLING - (run.length >= LONG):
            continue  # where the quotations of a text stand is asked for its few possible ones alone
        spoken = [child.worth[at] > 0 for at in places if child.quoted[at]]
        if len(spoken) >= QUOTED and sum(spoken) >= QUOTED_TELLING - (len(spoken) >= LONG):
            return True
    return False


def edge(
    option: Option, found: Found, kind: DerivationKind, share: float, reason: str, *, credited: bool
) -> Derivation:
    """A derivation with its passages."""
    return Derivation(
        child=option.child.id,
        parent=option.parent.id,
        outside=None,
        kind=kind,
        share=round(min(1.0, share), 4),
        reason=f"{reason}; {option.sign}" if option.sign else reason,
        passages=passages(option, found),
        credited=credited,
        direction_known=option.known,
    )


def passages(option: Option, found: Found) -> tuple[Passage, ...]:
    """The shared passages as offsets, and the sentences that say the same beside them."""
    child, parent = option.child, option.parent
    made = [
        Passage(child.place(*block.left), parent.place(*block.right))
        for block in option.like.blocks
        if block.shared >= SEED
    ]
    for match in found.matches:
        ours, theirs = child.sentences[match.child], parent.sentences[match.parent]
        covered = sum(max(0, min(p.child[1], ours.end) - max(p.child[0], ours.start)) for p in made)
        if 2 * covered < ours.end - ours.start:
            made.append(Passage((ours.start, ours.end), (theirs.start, theirs.end)))
    return tuple(sorted(made, key=lambda p: (p.child, p.parent)))


def page_again(option: Option, found: Found, free: bytearray) -> Derivation | None:
    """Two captures of one address: versions of a page, not two sources."""
    if option.again or not same_page(option.child.report, option.parent.report):
        return None
    share = (found.plain + found.quoted) / len(option.child.words)
    kind = DerivationKind.REPRINT if share > 0.97 else DerivationKind.LIGHT_EDIT
    return edge(option, found, kind, share, "a later version of the same page", credited=True)


def copied(option: Option, found: Found, free: bytearray) -> Derivation | None:
    """Words of the parent's own, printed again."""
    child = option.child
    same = found.plain + found.quoted
    share = same / len(child.words)
    if not own_words(found, share) and not (option.crowd >= CROWD and rare_words(found)):
        return None
    form = option.like.filled_in >= (FORMS_IN_CASE if option.crowd else FORMS)
    if (form and share < WHOLE) or (option.own and (share < HALF or not leads(option))):
        return None
    if option.crowd == 0 and share < HALF and found.verbatim < LIFTED and not (option.credited or told_alike(option)):
        return None  # in an archive, paragraphs far from both leads are an agency's background
    inherited = same / max(1, len(option.parent.words))
    if share >= REPRINTED and inherited >= 0.5 and option.like.edits <= len(child.words) / UNEDITED:
        kind = DerivationKind.REPRINT
    elif share >= HALF or found.telling >= 3 * COPIED:
        kind = DerivationKind.LIGHT_EDIT
    else:
        kind = DerivationKind.REWRITE
        share = (same + 0.6 * found.matched) / len(child.words)
    known = acknowledged(option)
    how = acknowledgement(option)
    if kind is DerivationKind.REWRITE:
        if known and option.named and share < 0.3:
            return None
        reason = f"repeats {same} of its {len(child.words)} words from {title(option.parent)} in short runs, {how}"
    else:
        reason = f"{round(100 * share)} % of its words stand in {title(option.parent)}, {how}"
    return edge(option, found, kind, share, reason, credited=known)


def own_words(found: Found, share: float) -> bool:
    """True when so much is shared, and of its own kind, that it was copied."""
    if share >= HALF:
        return found.telling >= COPIED and found.at_once >= AT_ONCE
    part = share >= PART and found.rare >= RARE and found.rare_at_once >= RARE_PASSAGE
    return part or (found.longest >= PASSAGE and found.rare_at_once >= RARE)


def leads(option: Option) -> bool:
    """True when the parent has one of the child's first sentences: background from an outlet's archive is no story.

    Counted in words that stand in shared passages.
    """
    inside = bytearray(len(option.child.words))
    for block in option.like.blocks:
        for run in block.runs:
            inside[run.left : run.left + run.length] = b"\1" * run.length
    return any(2 * sum(inside[s.first : s.last]) >= s.length for s in option.child.sentences[:LEAD])


def told_alike(option: Option) -> bool:
    """True when one of the first sentences of either stands in the other: they tell of one event."""
    inherited = bytearray(len(option.parent.words))
    for run in (run for block in option.like.blocks for run in block.runs):
        inherited[run.right : run.right + run.length] = b"\1" * run.length
    first = option.parent.sentences[:LEAD]
    return leads(option) or any(2 * sum(inherited[s.first : s.last]) >= s.length for s in first)


def background(option: Option) -> bool:
    """True for two reports of one outlet in an archive whose leads differ: a quotation in both is their boilerplate."""
    return option.own and option.crowd == 0 and not leads(option)


def rare_words(found: Found) -> bool:
    """True when what little is shared is rare in the case."""
    return found.rare >= RARE - 1 or found.rare_at_once >= RARE_AT_ONCE


def translated(option: Option, found: Found, free: bytearray) -> Derivation | None:
    """The same figures and names in the same order, in another language."""
    if not option.translated:
        return None
    child = option.child
    part = sum(child.sentences[m.child].length for m in found.matches) / len(child.words)
    figures = {k for m in found.matches for k in m.shared if k.startswith("n:")}
    credit = acknowledged(option)
    names = {k for m in found.matches for k in m.shared if k.startswith("p:")}
    telling = len(figures) >= 3 or (credit and len(figures) == 2 and len(names) >= FEW_NAMES)
    if len(found.matches) < 3 or part < (0.25 if credit else 0.4) or not telling:
        return None
    reason = (
        f"{len(figures)} figures and {len(names)} names in the order of {title(option.parent)}, "
        f"which is in another language ({option.parent.report.lang})"
    )
    return edge(option, found, DerivationKind.TRANSLATION, part, reason, credited=credit)


def cited(option: Option, found: Found, free: bytearray) -> Derivation | None:
    """The child names the parent's outlet, and what it gives on that name stands in the parent."""
    child, like = option.child, option.like
    named = [n for n in option.named if n not in option.through and still_open(child, n, free)]
    if not named:
        return None
    near = {m for n in named for m in (n, n + 1) if still_open(child, m, free)}
    held = [m for m in like.matches if m.child in near and m.weight >= TELLING and len(m.shared) >= 2]
    words = sum(r.length for b in option.like.strong for r in b.runs if any(inside(child, n, r) for n in near))
    if not (held or words >= SEED):
        return None
    text = " ".join(child.report.text[child.sentences[n].start : child.sentences[n].end] for n in named)
    explained = found.plain + found.quoted + found.matched
    share = explained / len(child.words)
    kind = how_cited(option, text, share)
    reason = f"names {option.parent.report.outlet} for what {title(option.parent)} says"
    made = replace(found, matches=(*found.matches, *(m for m in held if m not in found.matches)))
    return edge(option, made, kind, share, reason, credited=True)


def linked(option: Option, found: Found, free: bytearray) -> Derivation | None:
    """The child links to the parent's page, and says something that stands there."""
    child = option.child
    if option.own or not links_to(child.report, option.parent.report):
        return None
    telling = [m for m in option.like.matches if m.weight >= TELLING and len(m.shared) >= 3]
    held = [m for m in telling if still_open(child, m.child, free)]
    share = (found.plain + found.quoted + found.matched) / len(child.words)
    if not held and found.plain + found.quoted < SEED:
        return None
    kind = DerivationKind.REWRITE if share >= RETOLD else DerivationKind.CREDITS
    made = replace(found, matches=(*found.matches, *(m for m in held if m not in found.matches)))
    return edge(option, made, kind, share, f"links to {title(option.parent)}, which says the same", credited=True)


def how_cited(option: Option, text: str, share: float) -> DerivationKind:
    """What naming an outlet amounts to: a release rewritten, a body quoted, a story retold, or a mere credit."""
    child = option.child
    credited = option.credited or as_medium(text, option.names)
    if option.translated and credited and share >= TRANSLATED:
        return DerivationKind.TRANSLATION
    spoken = set(child.spoken_by(option.parent.report.outlet))
    if not as_medium(text, option.names):
        telling = [m for m in option.like.matches if m.weight >= TELLING]
        rare = any(m.weight >= ITS_OWN for m in telling)
        held = {m.child for m in telling}
        elsewhere = sum(not any(child.sentences[n].start <= at < child.sentences[n].end for n in held) for at in spoken)
        heard = 2 * elsewhere > len(spoken) or (share < LITTLE and not rare) or (share < PART and asked(option))
        return DerivationKind.QUOTES if heard else DerivationKind.REWRITE
    spots = mentions(child.report.text, option.names)
    often = sum(any(s.start <= at < s.end for at in spots) for s in child.sentences)
    retold = share >= RETOLD or often >= max(OFTEN, OFTEN_PART * len(child.sentences))
    return DerivationKind.REWRITE if retold else DerivationKind.CREDITS


def asked(option: Option) -> bool:
    """True where the child quotes the body or its people in words that are not in its release: it heard them itself."""
    child, parent = option.child, option.parent
    people = {s.id for s in parent.reading.sources if s.kind is SourceKind.PERSON}
    people |= {s.id for s in child.reading.sources if ITS.match(s.role) and body_before(option, s)}
    spots = [s.start for s in child.statements if s.speaker in people] + child.spoken_by(parent.report.outlet)
    found = {n for n, s in enumerate(child.sentences) for at in spots if s.start <= at < s.end}
    return any(foreign_quote(option, n) for n in found)


def body_before(option: Option, source: Source) -> bool:
    """True where 'its director' is first named right after, or in, a sentence that names the parent's outlet."""
    at = min((span.start for span in source.mentions), default=-1)
    number = next((n for n, s in enumerate(option.child.sentences) if s.start <= at < s.end), -1)
    return number in option.named or number - 1 in option.named


def rewritten(option: Option, found: Found, free: bytearray) -> Derivation | None:
    """Many facts from many sentences of the parent, without its words and without its name."""
    if option.translated:
        return None
    child = option.child
    words = sum(child.sentences[m.child].length for m in found.matches)
    part = words / len(child.words)
    spread = {m.parent for m in found.matches}
    figures = {key for m in found.matches for key in m.shared if key.startswith("n:")}
    if option.crowd == 0 and not any(m.child < TOP and m.parent < TOP for m in found.matches):
        return None
    if option.own or len(spread) < 4 or len(figures) < FIGURES or part < REWRITTEN or not ordered(found.matches):
        return None
    known = acknowledged(option)
    reason = (
        f"{len(found.matches)} of its sentences give the facts of {len(spread)} sentences of {title(option.parent)}, "
        f"nearly in its order, {acknowledgement(option)}"
    )
    share = (found.plain + found.quoted + 0.6 * found.matched) / len(child.words)
    return edge(option, found, DerivationKind.REWRITE, share, reason, credited=known)


def ordered(matches: Sequence[Match]) -> bool:
    """True when most pairs of matches stand in the same order on both sides."""
    pairs = [(a.parent - b.parent) for n, a in enumerate(matches) for b in matches[:n]]
    return sum(p > 0 for p in pairs) >= 0.6 * len(pairs)


def told_alone(option: Option) -> bool:
    """True when the parent says of a quotation that both have that it was told to the parent's outlet."""
    child, parent = option.child, option.parent
    for run in (run for block in option.like.strong for run in block.runs if child.quoted[run.left]):
        here = parent.sentence_at(parent.words.starts[run.right])
        if run.length >= QUOTED and here and TOLD.search(here.text) and as_medium(here.text, option.names):
            return True
    return False


def quoted(option: Option, found: Found, free: bytearray) -> Derivation | None:
    """A quotation that was in print before, and that nobody else had."""
    child, parent = option.child, option.parent
    later = apart(child.published, parent.published) >= LATER
    enough = found.longest_quote >= QUOTED
    if not enough or not (later or option.named or told_alone(option)) or background(option):
        return None
    share = (found.plain + found.quoted) / len(child.words)
    known = acknowledged(option)
    reason = f"repeats a quotation of {found.longest_quote} words that {title(parent)} had printed earlier"
    return edge(option, found, DerivationKind.QUOTES, share, reason, credited=known)

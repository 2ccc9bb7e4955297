"""The edges of what a report retells in its own words: to each earlier report that it is likely to draw on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rashomon.lineage.credit import as_medium
from rashomon.lineage.echoes import Echoes
from rashomon.lineage.evidence import LIKELY, Draw, Evidence, draw, log_odds, signs
from rashomon.lineage.gathered import top
from rashomon.lineage.genre import counts, is_transcript
from rashomon.lineage.judge import edge
from rashomon.lineage.likeness import Match
from rashomon.lineage.option import Found, Option, acknowledged, acknowledgement, title
from rashomon.model import Derivation, DerivationKind

LEAST = 40
"""A report of fewer words says too little to be weighed."""
ITS_OWN = 0.2
"""The least by which two sentences must be liker one report's than any other's."""
NAMED = 0.65
"""An outlet is named for something that is like what it has."""
ANSWERED = 0.3
"""So much of what a report is called by is a hint at it."""
ALIKE = 0.55
"""So like one another are two sentences of which the one says what the other does."""
PRINTED = 0.5
"""The weight of a quotation of four words, or of three that no other report has: it was read there."""
CALLED = 0.5
"""So much of what a report is called by, in a sentence like one of its own, names it."""


def drawn(
    options: Sequence[Option], edges: Sequence[Derivation], copies: Mapping[str, str], echoes: Echoes
) -> list[Derivation]:
    """The reports that a child draws on beside those that it copies, names or quotes; of a report and its copies one.

    Of a report from which no statement was read it is not known who says what in it, and nothing is weighed; an
    interview is its guest's, and a column or a digest is looked into sentence by sentence (`gathered`).
    """
    child = options[0].child
    if not child.statements or len(child.words) < LEAST or is_transcript(child) or not counts(child):
        return []
    made = draw(options, edges, copies, echoes)
    if made is None:
        return []
    taken = {top(e.parent, copies) for e in edges if e.parent}
    asked = [o for o in options if o.parent.id in made.beside and not o.own]
    weighed = [(made.evidence(o), o) for o in asked if log_odds(made.at_best(o)) >= LIKELY]
    likely = [(score, o, e) for e, o in weighed if own_evidence(o, e) and (score := log_odds(e)) >= LIKELY]
    found = []
    for _, option, evidence in sorted(likely, key=lambda found: (-found[0], found[1].parent.id)):
        root = made.roots[option.parent.id]
        if root not in taken:
            taken.add(root)
            found.append(drawn_edge(option, evidence, made))
    return found


def own_evidence(option: Option, evidence: Evidence) -> bool:
    """True where one report alone has something that is retold, or is quoted or called by name.

    An agency has its own reporters, and says whose report it gives; so does a body that answers one.
    """
    if evidence.named >= NAMED or evidence.called >= ANSWERED:
        return True
    if option.child.party or (signs(option.child.report) and evidence.quote < PRINTED):
        return False
    return evidence.alone >= ITS_OWN or evidence.quote > 0


def drawn_edge(option: Option, evidence: Evidence, made: Draw) -> Derivation:
    """The edge, with the sentences that say the same as its passages."""
    child, parent = option.child, option.parent
    beside, margins, shared = made.beside[parent.id], made.margins(parent.id), made.shared(parent.id)
    like = (beside.likeness * (1 - made.taken)).tolist()
    said = [n for n, by in enumerate(like) if by >= ALIKE and by >= made.others(parent.id)[n]]
    numbers = sorted({*said, int(margins.argmax())})
    matches = tuple(Match(n, int(beside.nearest[n]), like[n], min(1.0, like[n]), shared[n]) for n in numbers)
    share = sum(m.part * child.sentences[m.child].length for m in matches) / len(child.words)
    own = sum(margins[n] > 0 for n in numbers)
    reason = (
        f"{len(numbers)} of its {len(child.sentences)} sentences say what {title(parent)} has, "
        f"{own} of them as no other report has it, {acknowledgement(option)}"
    )
    kind = kind_of(option, evidence)
    known = acknowledged(option) or evidence.called >= CALLED
    return edge(option, Found(matches=matches), kind, share, reason, credited=known)


def kind_of(option: Option, evidence: Evidence) -> DerivationKind:
    """What drawing on a report amounts to: a translation, a quotation, a credit, or a rewrite."""
    if option.translated:
        return DerivationKind.TRANSLATION
    cited = evidence.called >= CALLED or evidence.named > 0
    if evidence.quote >= PRINTED or (cited and option.parent.party):
        return DerivationKind.QUOTES
    if cited and as_medium(option.child.report.text, option.names):
        return DerivationKind.CREDITS
    return DerivationKind.REWRITE

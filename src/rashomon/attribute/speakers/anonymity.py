"""Why a report does not name a source, in its own words."""

from __future__ import annotations

import re

from rashomon.attribute.draft import Place

REASON = re.compile(
    r"\b(?:on|under) (?:the )?condition of (?:strict )?anonymity\b(?:[ ,]+(?:because|as|since|for|due to|to)\b[^.;,”\"]+)?"
    r"|\b(?:who|and) (?:asked|requested|wished|wanted|preferred|insisted|declined|refused|did not (?:wish|want)|would not)"
    r"[^.;,”\"]{0,40}?\b(?:named|identified|quoted by name|give (?:his|her|their|a|any) (?:full |last )?names?|anonym\w+|unnamed)\b"
    r"(?:[ ,]+(?:because|as|since|for|due to|given|to|fearing|out of)\b[^.;,”\"]+)?"
    r"|\b(?:who|and) (?:requested|sought|was granted|were granted|demanded) anonymity\b(?:[ ,]+(?:because|as|since|for|to)\b[^.;,”\"]+)?"
    r"|\bspeaking (?:privately|anonymously|off the record)\b(?: (?:because|as|since|for)\b[^.;,”\"]+)?"
    r"|\b(?:(?:because|as|since|who) )?(?:(?:he|she|they) )?(?:was|were|is|are) not (?:authori[sz]ed|allowed|permitted|cleared) to "
    r"(?:speak|brief|talk|discuss|comment|be (?:named|quoted))[^.;,”\"]*"
    r"|\b(?:withholding|withheld|changed) (?:his|her|their) (?:real |full )?names?(?: (?:because|as|since|for|to)\b[^.;”\"]+)?"
    r"|\bwhose (?:real |full )?name (?:is|was|has been|is being) withheld(?: (?:because|as|since|for|to)\b[^.;”\"]+)?",
    re.IGNORECASE,
)


def reason(text: str, start: int, end: int) -> Place | None:
    """Where the reason for a source's anonymity stands between two places; None where it is not given."""
    match = REASON.search(text, start, end)
    if match is None:
        return None
    stop = match.start() + len(match.group().rstrip())
    return (match.start(), stop) if stop > match.start() else None

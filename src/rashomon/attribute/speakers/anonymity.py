"""Why a report does not name a source, in its own words."""

from __future__ import annotations

import re

from rashomon.attribute.draft import Place

WHY = r"(?:[ ,]+(?:because|as|since|for|given|due to|out of|fearing|to)\b[^.;,”\"]+)?"
NAMING = r"(?:named|identified|quoted by name|give (?:his|her|their|a|any) (?:full |last )?names?|anonym\w+|unnamed)"
ASKED = r"(?:asked|requested|wished|wanted|preferred|insisted|declined|refused|did not (?:wish|want)|would not)"
REASON = re.compile(
    rf"\b(?:on|under) (?:the )?condition of (?:strict )?anonymity\b{WHY}"
    rf"|\bon (?:the )?condition that (?:he|she|they|(?:his|her|their) names?) (?:\w+ )?(?:not )?"
    rf"be (?:not )?(?:named|identified|quoted|used|withheld)\b{WHY}"
    rf"|\b(?:who|and) {ASKED}[^.;,”\"]{{0,40}}?\b{NAMING}\b{WHY}"
    rf"|\b(?:who|and) (?:asked|requested|insisted) that (?:his|her|their) (?:full |real )?names? "
    rf"(?:not be|be not|be kept|be withheld|be changed)[^.;,”\"]*"
    rf"|\b(?:(?:who|and|both|they|he|she|all) )?asked for anonymity\b{WHY}"
    rf"|\b(?:who|and) (?:requested|sought|was granted|were granted|demanded) anonymity\b{WHY}"
    rf"|\bspeaking (?:privately|anonymously|off the record)\b{WHY}"
    r"|\b(?:(?:because|as|since|who) )?(?:(?:he|she|they) )?(?:was|were|is|are) not "
    r"(?:authori[sz]ed|allowed|permitted|cleared) to (?:speak|brief|talk|discuss|comment|be (?:named|quoted))[^.;,”\"]*"
    rf"|\b(?:withholding|withheld|changed) (?:his|her|their) (?:real |full )?names?{WHY}"
    rf"|\bwhose (?:real |full )?name (?:is|was|has been|is being) withheld{WHY}",
    re.IGNORECASE,
)


def reason(text: str, start: int, end: int) -> Place | None:
    """Where the reason for a source's anonymity stands between two places; None where it is not given."""
    match = REASON.search(text, start, end)
    if match is None:
        return None
    stop = match.start() + len(match.group().rstrip())
    return (match.start(), stop) if stop > match.start() else None

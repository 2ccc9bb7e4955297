"""Words that say that one thing brought another about."""

from __future__ import annotations

import re

CAUSAL = re.compile(
    r"\bplay(?:s|ed|ing)?\s+(?:\w+\s+){0,2}(?:part|role)\b|\b(?:any|no)thing\s+to\s+do\s+with\b"
    r"|\bcaus(?:e|es|ed|ing)\b|\bbecause\s+of\b|\bcontribut(?:e|es|ed|ing)\b|\b(?:led|leads|leading)\s+to\b"
    r"|\bresult(?:s|ed|ing)?\s+in\b|\bdue\s+to\b|\b(?:was|were|is|are|be|been)\s+to\s+blame\b|\bbrought\s+about\b"
    r"|\bjou(?:é|er|ait)\s+(?:\w+\s+){0,2}rôle\b|\brien\s+à\s+voir\b|\bà\s+cause\b|\b(?:caus|provoqu|contribu)(?:é|er)\w*\b"
    r"|\ben\s+raison\s+d|\bdue?s?\s+(?:à|au|aux)\b"
    r"|\b(?:jugado|tenido|desempeñado)\s+(?:\w+\s+){0,2}papel\b|\bnada\s+que\s+ver\b|\b(?:caus|provoc)(?:ado|aron|ó)\b"
    r"|\bdebid[oa]s?\s+a\b|\bpor\s+culpa\b|\bcontribuy\w+",
    re.IGNORECASE,
)


def causal(text: str) -> bool:
    """True where a text says that something did, or did not, bring something about.

    >>> causal("that cuts had played any part"), causal("that the budget had been cut")
    (True, False)
    """
    return CAUSAL.search(text) is not None

"""Does a headline lay a wrong to somebody? 'Guards kill six', 'six killed by guards', 'massacre'. By pattern."""

from __future__ import annotations

import re

ACTS = (
    "kill|shoot|bomb|shell|stab|attack|beat|torture|abduct|kidnap|rape|burn|torch|gas|poison|target|storm|ambush|loot|"
    "steal|dump|sabotage|threaten|harass|bribe|extort|execute|strangle|gun down|open fire|fire on|fire at|cover up|"
    "lie|cheat|rig|hide|conceal|ignore|falsify|forge|leak|plant|provoke|lock|chain|block|expel|evict|drug|smuggle"
)
PAST = (
    "killed|shot|bombed|shelled|stabbed|attacked|tortured|abducted|kidnapped|raped|burned|burnt|torched|gassed|poisoned|"
    "targeted|stormed|ambushed|looted|stole|dumped|sabotaged|threatened|harassed|bribed|extorted|executed|strangled|"
    "gunned down|opened fire|fired on|fired at|covered up|lied|cheated|rigged|hid|concealed|ignored|falsified|forged|"
    "planted|provoked|locked|chained|blocked|expelled|evicted|drugged|smuggled|knew"
)
LOADED = re.compile(
    r"\b(?:massacre[sd]?|slaughter(?:s|ed)?|murder(?:s|ed|er|ers)?|butcher(?:s|ed)?|assassinat\w+|lynch\w*|"
    r"war crimes?|genocide|terroris\w+|cover-up|thugs?|regime)\b",
    re.IGNORECASE,
)
CAUSES = (
    "strike|strikes|airstrike|airstrikes|blast|blasts|bomb|bombs|explosion|quake|earthquake|storm|fire|fires|flood|floods|"
    "landslide|crash|collapse|attack|attacks|raid|shelling|virus|outbreak|heat|cold|disease|train|bus|car|truck|lorry|"
    "avalanche|wave|dam|leak|shooting|stampede|crush|clashes|violence|war|drought|gas|smoke|mud|toll|quakes|rockets?|shells"
)
WHO = r"(?P<who>(?:[\w’'-]+\s+){1,5}?)"
PRESENT = re.compile(rf"^\W*{WHO}(?:{ACTS})e?s?\b(?!\s+toll)", re.IGNORECASE)
DID = re.compile(
    rf"^\W*{WHO}(?:{PAST})\s+(?!in\b|at\b|on\b(?!\s+(?:crowd|protesters|people))|by\b|as\b|after\b|during\b|near\b|when\b|while\b)"
    r"\w",
    re.IGNORECASE,
)
BY = re.compile(
    rf"\b(?:{PAST}|beaten|hidden|struck|hit|ordered|arranged)\b[^,;:]{{0,40}}?\sby\s+(?P<who>[^,;:]+)", re.IGNORECASE
)


def accuses(clause: str) -> bool:
    """True when a clause says that somebody did a wrong; a blast or a quake is nobody, and a number is who suffered."""
    return bool(LOADED.search(clause) or accused(clause))


def accused(clause: str) -> str:
    """Who is said to have done it, in the clause's words; '' where nobody is."""
    for found in (PRESENT.match(clause), DID.match(clause), BY.search(clause)):
        words = found["who"].split() if found else []
        if words and somebody(words[-1]):
            return " ".join(words)
    return ""


def somebody(word: str) -> bool:
    """True for a word that can act."""
    plain = word.strip("’'s") if word.endswith(("’s", "'s")) else word
    return not re.fullmatch(
        rf"\d[\d.,]*|(?:{CAUSES}|dead|people|many|was|were|are|is|been|be|not|who|it|that)", plain, re.IGNORECASE
    )

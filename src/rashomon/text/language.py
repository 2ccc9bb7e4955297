"""Which language a text is in."""

from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

UNKNOWN = "und"
"""ISO 639-2 for 'undetermined': a text too short or too mixed to tell."""

ENOUGH = 4_000
"""Characters looked at: a lead and some paragraphs tell as much as the whole."""

SURE = 0.45
"""Below this share of the probability the answer is `UNKNOWN`; one short English sentence reaches .55 to .75."""


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language(text: str) -> str:
    """The ISO 639-1 code of a text's language, or 'und' where it cannot be told."""
    label, probability = _identifier().classify(text[:ENOUGH])
    return str(label) if probability >= SURE and len(label) == 2 else UNKNOWN


def declared(value: str) -> str:
    """The two-letter code that a declaration such as 'en-GB' or 'fr_FR' starts with; '' where it has none."""
    code = value.strip().replace("_", "-").split("-")[0].lower()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else ""

"""One key for the spellings under which a name is written in Latin letters: Gaddafi, Qaddafi, Kadhafi.

A key is for comparing, never for showing: names with different keys are different, names with one key may be one.
"""

from __future__ import annotations

import re
from functools import cache

from rashomon.text.names import fold

ARTICLE = re.compile(r"^(?:al|el|ul|as|ash|ad|an|ar|at|az|d)[-'](?=\w{2})")
"""The Arabic article, assimilated or not, and d' where they are joined to a name."""

STEPS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), key)
    for pattern, key in (
        (r"[^a-z]", ""),
        (r"(?:skiy|skyy|skyj|skij|skii|sky|ski)$", "ski"),
        (r"(?:off|ow|ew|eff|yev|ev)$", "uv"),
        (r"ov$", "uv"),
        (r"(?:tsch|tch|tsh)", "c"),
        (r"(?:shch|schtsch)", "s"),
        (r"(?:sch|sh|ch)", "s"),
        (r"(?:dzh|dj)", "j"),
        (r"(?:kh|gh|q|ck|ch|g|c(?![ei]))", "k"),
        (r"dh", "d"),
        (r"th", "t"),
        (r"ph", "f"),
        (r"w", "v"),
        (r"x", "ks"),
        (r"(?:ts|tz|cz)", "z"),
        (r"c", "s"),
        (r"(?:ou|oo|ow|oe|u|o)", "u"),
        (r"(?:ei|ey|ai|ay|ae|aa|ea|e)", "a"),
        (r"(?:ee|ie|iy|yi|ij|y|j(?=$))", "i"),
        (r"h", ""),
        (r"(.)\1+", r"\1"),
    )
)
"""Applied in order: letters that transliterations of one sound write differently become one."""


@cache
def key(word: str) -> str:
    """The key of one word of a name; '' of a word without Latin letters."""
    made = ARTICLE.sub("", fold(word))
    for pattern, replacement in STEPS:
        made = pattern.sub(replacement, made)
    return made


def keys(words: tuple[str, ...]) -> tuple[str, ...]:
    """The keys of a name's words, articles that stand alone left out."""
    return tuple(k for word in words if word not in {"al", "el", "ul", "bin", "ibn", "ben"} and (k := key(word)))


def same_given(left: str, right: str) -> bool:
    """True when two given names may be one person's: one key, an initial, or a short form at the start."""
    if not left or not right or key(left) == key(right):
        return True
    short, long = sorted((fold(left).rstrip("."), fold(right).rstrip(".")), key=len)
    return long.startswith(short) and (len(short) == 1 or len(short) >= 3)

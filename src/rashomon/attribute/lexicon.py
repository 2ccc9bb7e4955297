"""A language's cue words, from a file that a desk can edit."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from rashomon.errors import MissingModel
from rashomon.model import CueKind, Stance


@dataclass(frozen=True, slots=True)
class Cue:
    """What one cue word says in one of its frames."""

    lemma: str
    kind: CueKind = CueKind.REPORTING
    stance: Stance = Stance.ASSERTS
    distance: bool = False


Frames = Mapping[str, Cue]
"""Where the content may stand ('clause', 'object', 'prep:of' ...) -> what the cue then means."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every cue of one language, by dictionary form."""

    lang: str
    verbs: Mapping[str, Frames] = field(default_factory=dict)
    nouns: Mapping[str, Frames] = field(default_factory=dict)
    adverbs: Mapping[str, Cue] = field(default_factory=dict)
    prepositions: tuple[str, ...] = ()
    refusals: frozenset[str] = frozenset()
    """Verbs of not speaking: 'declined', 'refused'."""
    speaking: frozenset[str] = frozenset()
    """What they hold back: 'to comment', 'to say'."""
    leaning: frozenset[str] = frozenset()
    """Verbs whose participle names whom a speaker leans on: '…, citing police reports'."""
    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Words inside a content: hedges, what denies, what widens a number, what sets the outlet apart."""
    lemmas: Mapping[str, str] = field(default_factory=dict)

    light: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What a reading without a parser needs: auxiliaries, complementisers, days; empty where there is a parser."""
    forms: Mapping[str, str] = field(default_factory=dict)
    """Printed form -> dictionary form, for a reading without a parser."""
    participles: frozenset[str] = frozenset()
    """Forms that are cues after an auxiliary only, unless they are in `present` too."""
    present: frozenset[str] = frozenset()

    def lemma(self, lemma: str, form: str) -> str:
        """The dictionary form: the lexicon's own for a form that taggers get wrong."""
        return self.lemmas.get(form, self.lemmas.get(lemma, lemma))

    def cue(self, lemma: str) -> Cue | None:
        """The cue under its most usual frame, of whatever kind of word; None if the lexicon lacks it."""
        for words in (self.verbs, self.nouns):
            if lemma in words:
                return next(iter(words[lemma].values()))
        return self.adverbs.get(lemma)


@cache
def lexicon(lang: str) -> Lexicon:
    """The lexicon of a language; MissingModel if there is none."""
    path = files("rashomon.attribute") / "lexicons" / f"{lang}.toml"
    if not path.is_file():
        raise MissingModel(f"there is no lexicon of cues for language {lang!r}")
    return read(tomllib.loads(path.read_text(encoding="utf-8")), lang)


def read(table: Mapping[str, Any], lang: str) -> Lexicon:
    """The lexicon in a parsed file: where two entries give one lemma the same frame, the first counts."""
    present, participles = _forms(table.get("verb", ()), "forms"), _forms(table.get("verb", ()), "participles")
    return Lexicon(
        lang,
        light={name: tuple(words) for name, words in table.get("light", {}).items()},
        forms={**participles, **present},
        participles=frozenset(participles),
        present=frozenset(present),
        verbs=_frames(table.get("verb", ())),
        nouns=_frames(table.get("noun", ())),
        adverbs={lemma: _cue(entry, lemma) for entry in table.get("adverb", ()) for lemma in entry["lemmas"]},
        prepositions=tuple(lemma for entry in table.get("preposition", ()) for lemma in entry["lemmas"]),
        refusals=frozenset(table.get("refusal", {}).get("lemmas", ())),
        speaking=frozenset(table.get("refusal", {}).get("speaking", ())),
        leaning=frozenset(table.get("leaning", {}).get("lemmas", ())),
        said={name: tuple(phrases) for name, phrases in table.get("said", {}).items()},
        lemmas=dict(table.get("lemmas", {})),
    )


def _frames(entries: list[Mapping[str, Any]]) -> dict[str, dict[str, Cue]]:
    found: dict[str, dict[str, Cue]] = {}
    for entry in entries:
        for lemma in (*entry.get("lemmas", ()), *entry.get("forms", ()), *entry.get("participles", ())):
            frames = found.setdefault(lemma, {})
            for frame in entry["takes"]:
                frames.setdefault(frame, _cue(entry, lemma))
    return found


def _forms(entries: list[Mapping[str, Any]], name: str) -> dict[str, str]:
    """Printed form -> dictionary form; forms of several words are parted by '|', others by spaces."""
    return {
        form.strip(): lemma
        for entry in entries
        for lemma, forms in entry.get(name, {}).items()
        for form in (forms.split("|") if "|" in forms else forms.split() if " " not in lemma else [forms])
    }


def _cue(entry: Mapping[str, Any], lemma: str) -> Cue:
    return Cue(
        lemma,
        CueKind(entry.get("kind", "reporting")),
        Stance(entry.get("stance", "asserts")),
        bool(entry.get("distance", False)),
    )

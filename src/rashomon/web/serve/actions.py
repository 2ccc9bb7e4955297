"""From a form or a JSON body to a change: the fields of each kind, checked before anything is written."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from rashomon.decisions import propose
from rashomon.errors import UsageError
from rashomon.model import DecisionKind
from rashomon.views.safe import UNSAFE
from rashomon.web.serve.store import KINDS, Change

LONGEST = 20_000  # characters of one field
MOST = 2_000  # ids that one decision may be about
NUMBER = re.compile(r"\s*-?\d{1,15}(\.\d{1,9})?\s*|\s*", re.ASCII)

FIELDS: Mapping[str, Mapping[str, Sequence[str]]] = {
    kind.value: fields for kind, fields in propose.FIELDS.items() if kind is not DecisionKind.UNDO
}
"""The fields of each kind, each with its choices; () is free text."""

ABOUT: Mapping[str, tuple[str, int]] = {
    "rename-claim": ("claim", 1),
    "merge-claims": ("claim", 2),
    "split-claim": ("claim, then the statements to take out", 2),
    "speaker": ("statement", 1),
    "stance": ("statement", 1),
    "figure": ("figure", 1),
    "relation": ("statement and statement", 2),
    "edge": ("report and the report that it comes from", 2),
    "origins": ("source and source", 2),
    "furniture": ("report", 1),
    "missed-statement": ("report", 1),
    "rating": ("claim", 1),
    "note": ("claim, statement, figure, report or source", 1),
}
"""What each kind is about, and how many ids it needs at least."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A change, and where the person was when they asked for it."""

    change: Change
    back: str


def from_form(body: bytes, who: str) -> Asked:
    """The change that a form asks for; UsageError says what is wrong with it."""
    pairs = _pairs(body)
    given = dict(pairs)
    about = [_id(value) for name, value in pairs if name == "about" and value.strip()]
    made = checked(given.get("kind", ""), about, given, given.get("who") or who, given.get("why", ""))
    return Asked(made, local(given.get("back", "")))


def from_json(body: bytes, who: str) -> Asked:
    """The same from JSON: {"kind", "about": [ids], "value": {field: text}, "who", "why"}."""
    given = parsed(body)
    about, value = given.get("about", []), given.get("value", {})
    if not isinstance(about, list) or not isinstance(value, dict):
        raise UsageError("'about' is a list of ids and 'value' an object")
    texts = {str(name): _text(name, item) for name, item in value.items()}
    ids = [_id(_text("about", item)) for item in about]
    who, why = _text("who", given.get("who", who)), _text("why", given.get("why", ""))
    return Asked(checked(_text("kind", given.get("kind", "")), ids, texts, who, why), "")


def checked(kind: str, about: Sequence[str], fields: Mapping[str, str], who: str, why: str) -> Change:
    """The change, if it is one."""
    if kind not in KINDS:
        raise UsageError(f"no kind of correction is called {kind[:40]!r}; there are: {', '.join(KINDS)}")
    what, least = ABOUT[kind]
    ids = tuple(dict.fromkeys(about))
    if not least <= len(ids) <= MOST:
        raise UsageError(f"{KINDS[kind]}: needs the {what}")
    value = {name: _field(name, fields.get(name, "").strip(), choices) for name, choices in FIELDS[kind].items()}
    if not who.strip():
        raise UsageError("a decision needs the name of the person who makes it")
    return Change(kind, ids, value, _field("who", who.strip()[:200]), _field("why", why.strip()))


def _field(name: str, value: str, choices: Sequence[str] = ()) -> str:
    if len(value) > LONGEST:
        raise UsageError(f"{name}: longer than {LONGEST:,} characters")
    if choices and value not in choices:
        raise UsageError(f"{name}: not {value[:40]!r}; one of: {', '.join(c for c in choices if c)}")
    if name in ("low", "high", "start") and not NUMBER.fullmatch(value):
        raise UsageError(f"{name}: {value[:40]!r} is not a number; leave it empty where that side is open")
    return value if name == "exact" else UNSAFE.sub("", value.replace("\r", ""))


def fields(body: bytes) -> dict[str, str]:
    """The fields of a form; of two with one name the last."""
    return dict(_pairs(body))


def _pairs(body: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST + 100)
    except ValueError as error:
        raise UsageError(f"not a form: {error}") from error


def parsed(body: bytes) -> dict[str, object]:
    """A JSON object; UsageError where it is not one."""
    try:
        given = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"not JSON: {error}") from error
    if not isinstance(given, dict):
        raise UsageError("the body is a JSON object")
    return given


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise UsageError(f"{name}: a text is expected")
    return value


def _id(value: str) -> str:
    """An id; the address of the thing's page does as well."""
    value = value.strip()
    return unquote(urlsplit(value).path.rsplit("/", 1)[-1])[:200] if "/" in value[:2_000] else value[:200]


def local(address: str) -> str:
    """An address on this workbench; '/' for anything that could lead elsewhere."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "/"
    safe = address.startswith("/") and not parts.scheme and not parts.netloc and "\\" not in address
    return address if safe and address.isprintable() and not address.startswith("//") else "/"

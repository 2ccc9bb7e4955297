"""From a request to a checked query."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rashomon.errors import UsageError
from rashomon.web.serve.pages.base import PARAMS, Ask, View


def asked(view: View, key: str, given: Mapping[str, str]) -> Ask:
    """The query; UsageError names the first parameter that means nothing. Unknown parameters are passed over."""
    words = {name: given[name] for name in view.params if name in given}
    for name, value in words.items():
        _check(name, value)
    return Ask(key, int(words.pop("page", "1")), words)


def _check(name: str, value: str) -> None:
    schema, meaning = PARAMS[name]
    if schema["type"] == "integer":
        good = value.isascii() and value.isdigit() and len(value) < 8 and 1 <= int(value) <= 1_000_000
    elif "enum" in schema:
        good = value in list(_texts(schema["enum"]))
    elif "pattern" in schema:
        good = bool(re.fullmatch(str(schema["pattern"]).strip("^$"), value, re.ASCII))
    else:
        good = len(value) <= int(str(schema["maxLength"]))
    if not good:
        raise UsageError(f"{name}={value[:40]!r} means nothing here: {meaning}")


def _texts(values: object) -> list[str]:
    return [str(value) for value in values] if isinstance(values, list) else []

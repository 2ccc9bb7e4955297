"""The `.json` twin of a page: the same value, written as JSON."""

from __future__ import annotations

import json
from functools import cache

from pydantic import TypeAdapter


@cache
def adapter(kind: type) -> TypeAdapter[object]:
    """What knows how to write a kind of page."""
    return TypeAdapter(kind)


def written(kind: type, value: object) -> bytes:
    """A page as JSON in ASCII: half characters, which UTF-8 cannot hold, stay as they were read."""
    return json.dumps(adapter(kind).dump_python(value, mode="json"), allow_nan=False, separators=(",", ":")).encode()

"""Web addresses: which of them are one page."""

from __future__ import annotations

import re
from functools import cache

PATH = re.compile(r"/[^/]")


@cache
def address(url: str) -> str:
    """A web address without scheme, www, query and closing slash."""
    return re.sub(r"^(?:https?://)?(?:www\.)?|[?#].*$", "", url.strip().casefold()).rstrip("/")


def page(url: str) -> str:
    """The address of a page; '' for none and for a site's front, under which any story may have stood."""
    found = address(url)
    return found if PATH.search(found) else ""

"""A news page to its article's text and what the page says about it."""

from __future__ import annotations

from trafilatura import bare_extraction

from rashomon.errors import UnreadableReport
from rashomon.read.parts import Parts


def read(data: bytes) -> Parts:
    """The article on a page."""
    made = bare_extraction(data, include_comments=False, with_metadata=True)
    if made is None or isinstance(made, dict) or not made.text:
        raise UnreadableReport("has no article that could be found. Save its text as .txt")
    text = "\n\n".join(line for line in made.text.split("\n") if line.strip())
    return Parts(
        text=text,
        media_type="text/html",
        url=made.url or "",
        outlet=made.sitename or "",
        title=made.title or "",
        byline=made.author or "",
        published=made.date or "",
    )

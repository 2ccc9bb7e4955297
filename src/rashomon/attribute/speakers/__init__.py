"""Who speaks in one report, and through whom it came."""

from rashomon.attribute.speakers.resolve import Resolved, resolve

__all__ = ["Resolved", "resolve"]

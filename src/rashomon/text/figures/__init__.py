"""Quantities in a text as inclusive intervals, with their words kept."""

from rashomon.text.figures.find import Quantity, find

__all__ = ["Quantity", "find"]

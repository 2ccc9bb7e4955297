"""Quantities in a text as inclusive intervals, with their words kept."""

from rashomon.text.figures.find import find
from rashomon.text.figures.scan import Quantity

__all__ = ["Quantity", "find"]

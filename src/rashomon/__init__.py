"""Rashomon: who said what, through whom, who denies it, and how many origins it has."""

__version__ = "0.1.0"

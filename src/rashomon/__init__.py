"""Rashomon: who said what, through whom, who denies it, and how many origins it has.

In Python: `read_reports`, `load_dossier`, `export_dossier`, `Dossier`, `Case`, each loaded when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = ["Dossier", "export_dossier", "load_dossier", "read_reports"]

if TYPE_CHECKING:
    from rashomon.api import Dossier, export_dossier, load_dossier, read_reports
else:

    def __getattr__(name: str) -> object:
        """One of the names of the Python interface, loaded at its first use."""
        if name not in __all__:
            raise AttributeError(f"module 'rashomon' has no attribute {name!r}")
        from importlib import import_module

        return getattr(import_module("rashomon.api"), name)


def __dir__() -> list[str]:
    """What is offered to those who use the package."""
    return [*__all__, "__version__"]

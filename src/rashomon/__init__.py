"""Rashomon: who said what, through whom, who denies it, and how many origins it has.

In Python: `read_reports`, `load_dossier`, `export_dossier`, `Dossier`, `Case`, each loaded when it is first used.
"""

from __future__ import annotations

__version__ = "0.1.0"
__all__ = ["Case", "Dossier", "export_dossier", "load_dossier", "read_reports"]

TYPE_CHECKING = False  # type checkers take it for true; importing it from typing would take longer than all the rest
if TYPE_CHECKING:
    from rashomon.api.case import Case
    from rashomon.api.dossier import Dossier, export_dossier, load_dossier, read_reports
else:

    def __getattr__(name: str) -> object:
        """One of the names of the Python interface, loaded at its first use."""
        if name not in __all__:
            raise AttributeError(f"module 'rashomon' has no attribute {name!r}")
        from importlib import import_module

        return getattr(import_module(f"rashomon.api.{'case' if name == 'Case' else 'dossier'}"), name)


def __dir__() -> list[str]:
    """What is offered to those who use the package."""
    return [*__all__, "__version__"]

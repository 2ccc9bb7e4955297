"""The bundled case: 22 invented reports of one invented night, so that anyone can try the program at once."""

from pathlib import Path

VESSARIN = Path(__file__).parent / "vessarin"
"""The folder of the case's reports (fiction, written for this project, Apache-2.0)."""
TITLE = "The gate and the ferry"

"""From a dossier to a page."""

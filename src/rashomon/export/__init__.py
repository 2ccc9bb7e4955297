"""From a dossier to open formats, one format a file."""

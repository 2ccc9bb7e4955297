"""What each page shows: a function from a desk and a query to a frozen value."""

from __future__ import annotations

from rashomon.web.serve.pages import case, claims, lineage, reports, sources, work

VIEWS = (*case.VIEWS, *claims.VIEWS, *lineage.VIEWS, *reports.VIEWS, *sources.VIEWS, *work.VIEWS)
"""Every page of the workbench."""

"""People's decisions, applied to what the machine found: stage by stage, found again by content, never by guess."""

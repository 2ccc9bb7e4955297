"""From reports to who copied whom, and how many origins a statement has."""

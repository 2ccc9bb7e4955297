"""From statements to claims, relations, support and drift."""

"""Language on a string: pure functions, no reports."""

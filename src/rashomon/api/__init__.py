"""The Python interface, loaded name by name: docs/python.md shows it at work."""

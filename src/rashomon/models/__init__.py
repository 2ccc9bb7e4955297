"""Finds, hash-checks and runs the packaged models; never downloads."""

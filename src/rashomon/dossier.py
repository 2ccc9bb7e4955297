"""The whole run, in order. Read this second."""

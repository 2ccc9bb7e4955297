"""A case on disk: hashed originals, readings, people's decisions, and a log that shows every change to any of them.

Start with `case.Case`. A case is a folder: `case.sqlite` beside `originals/ab/<SHA-256>`.
"""

"""Exceptions raised by this package.

* RashomonError
  x UnreadableReport   a file, page or line that cannot become a Report
  x SpanMismatch       a span whose text is not what the report says
  x BrokenDossier      a dossier that is not one, or whose parts do not fit together
  x EngineError        SQL that the engine refused, with the SQL
  x MissingModel       a model or lexicon that is not installed, or whose hash is wrong
    x DamagedModel     a packaged model whose files are not those that it came with
  x BrokenCase         a case file or an original that is not as it was written
  x CaseBusy           a case that another process is writing
  x UnwritableCase     a case that cannot be written to: a full disk, a read-only folder
  x BadExtension       a reader, extractor or export of another package that breaks its contract
  x UsageError         an option or argument that means nothing
"""


class RashomonError(Exception):
    """Base class: catch this to catch everything raised on purpose here."""


class UnreadableReport(RashomonError):
    """A file, page or line that cannot become a Report: says what was found, where, and what to do."""


class SpanMismatch(RashomonError):
    """A span whose text is not what the report says."""


class BrokenDossier(RashomonError):
    """A dossier that is not one, or whose parts do not fit together."""


class EngineError(RashomonError):
    """SQL that the engine refused, with the SQL."""


class MissingModel(RashomonError):
    """A model or lexicon that is not installed, or whose hash is wrong."""


class DamagedModel(MissingModel):
    """A packaged model whose files are not those that it came with: no report can be read as it should be."""


class BrokenCase(RashomonError):
    """A case file or an original that is not as it was written, or that this version cannot read."""


class CaseBusy(RashomonError):
    """A case that another process is writing: says which."""


class UnwritableCase(RashomonError):
    """A case that cannot be written to: a full disk, a read-only folder. Nothing is half written."""


class BadExtension(RashomonError):
    """A reader, extractor or export of another package that breaks its contract: says which and how."""


class UsageError(RashomonError):
    """An option or argument that means nothing."""

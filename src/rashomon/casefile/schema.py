"""The tables of a case, and the steps from each version of them to the next."""

from __future__ import annotations

APPLICATION = 0x52415348
"""'RASH': what says in a SQLite file that it is a case."""

FIRST = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE log (
  n INTEGER PRIMARY KEY, at TEXT NOT NULL, what TEXT NOT NULL, who TEXT NOT NULL, detail TEXT NOT NULL,
  previous TEXT NOT NULL, hash TEXT NOT NULL UNIQUE
);
CREATE TRIGGER log_is_not_edited BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the log is only appended to'); END;
CREATE TRIGGER log_is_not_cut BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'the log is only appended to'); END;

CREATE TABLE reports (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL,
  input_id TEXT NOT NULL, path TEXT NOT NULL, url TEXT NOT NULL, outlet TEXT NOT NULL, headline TEXT NOT NULL,
  byline TEXT NOT NULL, credit TEXT NOT NULL, published TEXT NOT NULL, lang TEXT NOT NULL, media_type TEXT NOT NULL,
  links TEXT NOT NULL, credits TEXT NOT NULL, furniture TEXT NOT NULL, text TEXT NOT NULL, text_sha256 TEXT NOT NULL,
  retrieved TEXT NOT NULL, address TEXT NOT NULL, added INTEGER NOT NULL REFERENCES log (n),
  removed INTEGER REFERENCES log (n)
);
CREATE INDEX reports_url ON reports (url) WHERE url <> '';
CREATE TABLE left_out (path TEXT PRIMARY KEY, reason TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE readings (
  key TEXT PRIMARY KEY, report_id TEXT NOT NULL REFERENCES reports (id), extractor TEXT NOT NULL,
  version TEXT NOT NULL, models TEXT NOT NULL, body TEXT NOT NULL, log INTEGER NOT NULL REFERENCES log (n)
) WITHOUT ROWID;
CREATE INDEX readings_report ON readings (report_id);

CREATE TABLE statements (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL, report_id TEXT NOT NULL REFERENCES reports (id), start INTEGER NOT NULL,
  text TEXT NOT NULL, source TEXT, cue TEXT, speaker TEXT, stance TEXT NOT NULL, form TEXT NOT NULL,
  UNIQUE (report_id, id)
);
CREATE TABLE figures (
  id TEXT NOT NULL, report_id TEXT NOT NULL REFERENCES reports (id), statement_id TEXT, start INTEGER NOT NULL,
  exact TEXT NOT NULL, low REAL, high REAL, unit TEXT NOT NULL, counted TEXT NOT NULL, scope TEXT NOT NULL
);
CREATE INDEX figures_report ON figures (report_id);
CREATE TABLE keys (key TEXT NOT NULL, report INTEGER NOT NULL REFERENCES reports (number), PRIMARY KEY (key, report))
WITHOUT ROWID;

CREATE TABLE decisions (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, anchors TEXT NOT NULL, value TEXT NOT NULL, who TEXT NOT NULL,
  at TEXT NOT NULL, why TEXT NOT NULL, log INTEGER NOT NULL REFERENCES log (n)
);
CREATE TRIGGER decisions_are_not_edited BEFORE UPDATE ON decisions
BEGIN SELECT RAISE(ABORT, 'a decision is outranked or undone by another, never edited'); END;
CREATE TRIGGER decisions_are_not_cut BEFORE DELETE ON decisions
BEGIN SELECT RAISE(ABORT, 'a decision is outranked or undone by another, never deleted'); END;

CREATE TABLE stamps (
  n INTEGER PRIMARY KEY, manifest TEXT NOT NULL, hash TEXT NOT NULL, request BLOB NOT NULL, answer BLOB,
  log INTEGER NOT NULL REFERENCES log (n)
);

CREATE TABLE results (key TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE claims (
  id TEXT PRIMARY KEY, label TEXT NOT NULL, status TEXT NOT NULL, reports INTEGER NOT NULL,
  origins_low INTEGER NOT NULL, origins_high INTEGER NOT NULL
);
CREATE TABLE claim_statements (
  claim_id TEXT NOT NULL REFERENCES claims (id) ON DELETE CASCADE, statement_id TEXT NOT NULL,
  PRIMARY KEY (claim_id, statement_id)
) WITHOUT ROWID;
CREATE TABLE relations (left_id TEXT NOT NULL, right_id TEXT NOT NULL, kind TEXT NOT NULL, reason TEXT NOT NULL);
CREATE TABLE lineage (
  child TEXT NOT NULL, parent TEXT, outside TEXT, kind TEXT NOT NULL, share REAL NOT NULL, reason TEXT NOT NULL
);

CREATE VIRTUAL TABLE reports_text USING fts5 (
  headline, text, content='reports', content_rowid='number', tokenize="unicode61 remove_diacritics 2"
);
CREATE TRIGGER reports_text_in AFTER INSERT ON reports BEGIN
  INSERT INTO reports_text (rowid, headline, text) VALUES (new.number, new.headline, new.text);
END;
CREATE VIRTUAL TABLE statements_text USING fts5 (
  text, speaker, content='statements', content_rowid='number', tokenize="unicode61 remove_diacritics 2"
);
CREATE TRIGGER statements_text_in AFTER INSERT ON statements BEGIN
  INSERT INTO statements_text (rowid, text, speaker) VALUES (new.number, new.text, new.speaker);
END;
CREATE TRIGGER statements_text_out AFTER DELETE ON statements BEGIN
  INSERT INTO statements_text (statements_text, rowid, text, speaker)
  VALUES ('delete', old.number, old.text, old.speaker);
END;
"""

STEPS = (FIRST,)
"""Each step leads from the version of its place to the next: a case of version 0 has no tables yet."""

VERSION = len(STEPS)

-- The records of a library. Columns are what SQL joins, sorts or searches; the rest of a record is JSON
-- in `data`. Foreign keys take no action of their own: a cascade inside a replayed changeset aborts it.

CREATE TABLE role (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  data TEXT NOT NULL
) STRICT;

CREATE TABLE tool (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  data TEXT NOT NULL
) STRICT;

CREATE TABLE document (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  number INTEGER NOT NULL,
  title TEXT NOT NULL,
  status TEXT NOT NULL,
  owner TEXT REFERENCES role (id) DEFERRABLE INITIALLY DEFERRED,
  position REAL NOT NULL,
  review_on TEXT,
  trashed_at INTEGER,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  tool TEXT REFERENCES tool (id) DEFERRABLE INITIALLY DEFERRED,
  data TEXT NOT NULL
) STRICT;
CREATE INDEX document_number ON document (number);

CREATE TABLE lane (
  id TEXT NOT NULL PRIMARY KEY,
  process TEXT NOT NULL REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
  position REAL NOT NULL,
  role TEXT REFERENCES role (id) DEFERRABLE INITIALLY DEFERRED,
  data TEXT NOT NULL
) STRICT;
CREATE INDEX lane_process ON lane (process);

CREATE TABLE node (
  id TEXT NOT NULL PRIMARY KEY,
  process TEXT NOT NULL REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL,
  lane TEXT REFERENCES lane (id) DEFERRABLE INITIALLY DEFERRED,
  label TEXT NOT NULL,
  role TEXT REFERENCES role (id) DEFERRABLE INITIALLY DEFERRED,
  tool TEXT REFERENCES tool (id) DEFERRABLE INITIALLY DEFERRED,
  opens TEXT REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
  data TEXT NOT NULL
) STRICT;
CREATE INDEX node_process ON node (process);
CREATE INDEX node_lane ON node (lane);
CREATE INDEX node_opens ON node (opens) WHERE opens IS NOT NULL;

CREATE TABLE connection (
  id TEXT NOT NULL PRIMARY KEY,
  process TEXT NOT NULL REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
  source TEXT NOT NULL REFERENCES node (id) DEFERRABLE INITIALLY DEFERRED,
  target TEXT NOT NULL REFERENCES node (id) DEFERRABLE INITIALLY DEFERRED,
  label TEXT NOT NULL,
  data TEXT NOT NULL
) STRICT;
CREATE INDEX connection_process ON connection (process);
CREATE INDEX connection_source ON connection (source);
CREATE INDEX connection_target ON connection (target);

CREATE TABLE step (
  id TEXT NOT NULL PRIMARY KEY,
  document TEXT NOT NULL REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
  position REAL NOT NULL,
  role TEXT REFERENCES role (id) DEFERRABLE INITIALLY DEFERRED,
  link TEXT REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
  data TEXT NOT NULL
) STRICT;
CREATE INDEX step_document ON step (document, position);
CREATE INDEX step_link ON step (link) WHERE link IS NOT NULL;

CREATE TABLE asset (
  hash TEXT NOT NULL PRIMARY KEY,
  mime TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  size INTEGER NOT NULL,
  imported_at INTEGER NOT NULL,
  data TEXT NOT NULL
) STRICT;

CREATE TABLE figure (
  id TEXT NOT NULL PRIMARY KEY,
  step TEXT NOT NULL REFERENCES step (id) DEFERRABLE INITIALLY DEFERRED,
  position REAL NOT NULL,
  asset TEXT NOT NULL REFERENCES asset (hash) DEFERRABLE INITIALLY DEFERRED,
  data TEXT NOT NULL
) STRICT;
CREATE INDEX figure_step ON figure (step, position);
CREATE INDEX figure_asset ON figure (asset);

CREATE TABLE revision (
  id TEXT NOT NULL PRIMARY KEY,
  document TEXT NOT NULL REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
  number INTEGER NOT NULL,
  published_at INTEGER NOT NULL,
  note TEXT NOT NULL,
  data TEXT NOT NULL
) STRICT;
CREATE INDEX revision_document ON revision (document, number);

CREATE TABLE pack (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  data TEXT NOT NULL
) STRICT;

CREATE TABLE run (
  id TEXT NOT NULL PRIMARY KEY,
  document TEXT NOT NULL REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
  revision TEXT REFERENCES revision (id) DEFERRABLE INITIALLY DEFERRED,
  started_at INTEGER NOT NULL,
  finished_at INTEGER,
  data TEXT NOT NULL
) STRICT;
CREATE INDEX run_document ON run (document);

-- Derived from the records above in the same transaction; never part of an undo; can be made again.

CREATE TABLE link (
  id INTEGER NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  source TEXT NOT NULL,
  target TEXT NOT NULL,
  node TEXT,
  step TEXT
) STRICT;
CREATE INDEX link_source ON link (source);
CREATE INDEX link_target ON link (target);

CREATE TABLE search_row (
  id INTEGER NOT NULL PRIMARY KEY,
  document TEXT NOT NULL,
  step TEXT,
  node TEXT,
  -- The document's, step's or node's id: what one row of the index is about.
  part TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX search_row_document ON search_row (document);

CREATE VIRTUAL TABLE search_text USING fts5 (
  title,
  body,
  tokenize = "unicode61 remove_diacritics 2",
  prefix = '2 3'
);
INSERT INTO search_text (search_text, rank) VALUES ('secure-delete', 1);

-- What every edit looks up, however large the library is.
CREATE INDEX document_trashed ON document (trashed_at) WHERE trashed_at IS NOT NULL;
CREATE INDEX link_node ON link (node) WHERE node IS NOT NULL;
CREATE INDEX link_step ON link (step) WHERE step IS NOT NULL;

-- Parts whose search rows are behind, written with the edit that changed them.
CREATE TABLE search_due (
  -- What it is, and its id: "step 0190…".
  part TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

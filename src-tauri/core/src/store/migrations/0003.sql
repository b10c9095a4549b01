-- Looks of marks that a person has named.
CREATE TABLE preset (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  data TEXT NOT NULL
) STRICT;

-- Spreadsheets that rows come from, what was understood of them, and what they said when they were taken in the last
-- time: a refresh shows what changed since.

CREATE TABLE sheet_source (
  id       INTEGER PRIMARY KEY,
  -- Google's identifier of the file.
  file_id  TEXT NOT NULL UNIQUE,
  title    TEXT NOT NULL,
  read_at  TEXT
) STRICT;

CREATE TABLE sheet_tab (
  id         INTEGER PRIMARY KEY,
  source_id  INTEGER NOT NULL REFERENCES sheet_source (id) ON DELETE CASCADE,
  -- Google's number of the sheet, which stays when the sheet is renamed.
  number     INTEGER NOT NULL,
  title      TEXT NOT NULL,
  chosen     INTEGER NOT NULL DEFAULT 0,
  -- What the person said about its columns: the table they are of and the row of the header, 0 for none.
  map_kind   TEXT,
  map_header INTEGER,
  -- SHA-256 of its cells; none while they are not taken in.
  hash       BLOB,
  batch_id   INTEGER REFERENCES import_batch (id),
  UNIQUE (source_id, number)
) STRICT;

CREATE TABLE sheet_column (
  tab_id INTEGER NOT NULL REFERENCES sheet_tab (id) ON DELETE CASCADE,
  field  TEXT NOT NULL,
  -- The column's place from 0; none where `text` stands for every row. Otherwise `text` is its header.
  place  INTEGER,
  text   TEXT NOT NULL,
  PRIMARY KEY (tab_id, field)
) STRICT, WITHOUT ROWID;

-- The rows that were taken in, as they were read: what the person changes in the ledger is not a change of the sheet.
CREATE TABLE sheet_row (
  tab_id      INTEGER NOT NULL REFERENCES sheet_tab (id) ON DELETE CASCADE,
  n           INTEGER NOT NULL,
  fingerprint BLOB NOT NULL,
  -- None where the row was in the ledger already and has no identifier of its own.
  txn_uid     TEXT,
  batch_id    INTEGER REFERENCES import_batch (id),
  PRIMARY KEY (tab_id, n)
) STRICT, WITHOUT ROWID;

-- Rows that an import removes come back with the batch they belonged to.
ALTER TABLE import_batch ADD COLUMN n_removed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE import_change ADD COLUMN row_batch INTEGER;

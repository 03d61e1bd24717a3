CREATE VIEW account_effect AS
  SELECT t.id AS txn_id, t.batch_id, t.account_id, t.date / 100 AS month, a.currency,
         CASE t.kind WHEN 0 THEN t.minor ELSE -t.minor END AS minor
  FROM txn t JOIN account a ON a.id = t.account_id
  WHERE t.kind IN (0, 1, 3) OR t.to_account_id IS NOT NULL
  UNION ALL
  SELECT t.id, t.batch_id, coalesce(t.to_account_id, 0), t.date / 100, coalesce(b.currency, a.currency),
         coalesce(t.to_minor, t.minor)
  FROM txn t JOIN account a ON a.id = t.account_id LEFT JOIN account b ON b.id = t.to_account_id
  WHERE t.kind = 3 OR (t.kind = 2 AND t.to_account_id IS NOT NULL);

CREATE VIEW category_effect AS
  SELECT s.txn_id, t.batch_id, t.date / 100 AS month, t.kind, s.category_id, a.currency, s.minor
  FROM split s JOIN txn t ON t.id = s.txn_id JOIN account a ON a.id = t.account_id;

CREATE VIEW day_effect AS
  SELECT t.id AS txn_id, t.batch_id, t.date, t.kind, a.currency, t.minor
  FROM txn t JOIN account a ON a.id = t.account_id;

CREATE TABLE account (
  id               INTEGER PRIMARY KEY,
  uid              TEXT NOT NULL UNIQUE,
  name             TEXT NOT NULL UNIQUE,
  type             TEXT NOT NULL,
  institution      TEXT,
  currency         TEXT NOT NULL CHECK (length(currency) = 3),
  opening_minor    INTEGER NOT NULL DEFAULT 0,
  opening_date     INTEGER,
  checkpoint_minor INTEGER,
  checkpoint_date  INTEGER,
  closed_at        TEXT,
  batch_id         INTEGER REFERENCES import_batch (id)
) STRICT;

CREATE TABLE account_month (
  account_id INTEGER NOT NULL,
  month      INTEGER NOT NULL,
  currency   TEXT NOT NULL,
  minor      INTEGER NOT NULL,
  n          INTEGER NOT NULL,
  PRIMARY KEY (account_id, month, currency)
) STRICT, WITHOUT ROWID;

CREATE TABLE backup (
  file_id     TEXT PRIMARY KEY,
  name        TEXT NOT NULL,
  sha256      BLOB CHECK (length(sha256) = 32),
  generation  INTEGER NOT NULL CHECK (0 < generation),
  parent      BLOB CHECK (length(parent) = 32),
  vault_id    BLOB NOT NULL CHECK (length(vault_id) = 16),
  device_id   BLOB NOT NULL CHECK (length(device_id) = 16),
  created_ms  INTEGER NOT NULL,
  app         TEXT NOT NULL,
  schema      INTEGER NOT NULL,
  -- Drive's clock, RFC 3339.
  stored_at   TEXT NOT NULL,
  bytes       INTEGER NOT NULL,
  -- Known once it was read back.
  rows        INTEGER,
  verified_ms INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE budget (
  id          INTEGER PRIMARY KEY,
  uid         TEXT NOT NULL UNIQUE,
  category    TEXT NOT NULL,
  month       INTEGER NOT NULL,
  limit_minor INTEGER NOT NULL CHECK (0 <= limit_minor),
  currency    TEXT NOT NULL CHECK (length(currency) = 3),
  batch_id    INTEGER REFERENCES import_batch (id),
  UNIQUE (category, month, currency)
) STRICT;

CREATE TABLE category (
  id        INTEGER PRIMARY KEY,
  uid       TEXT NOT NULL UNIQUE,
  parent_id INTEGER REFERENCES category (id),
  kind      INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 3),
  name      TEXT NOT NULL,
  archived  INTEGER NOT NULL DEFAULT 0,
  batch_id  INTEGER REFERENCES import_batch (id)
) STRICT;

CREATE TABLE category_month (
  month       INTEGER NOT NULL,
  kind        INTEGER NOT NULL,
  category_id INTEGER NOT NULL REFERENCES category (id),
  currency    TEXT NOT NULL,
  minor       INTEGER NOT NULL,
  n           INTEGER NOT NULL,
  PRIMARY KEY (month, kind, category_id, currency)
) STRICT, WITHOUT ROWID;

CREATE TABLE contribution (
  id      INTEGER PRIMARY KEY,
  uid     TEXT NOT NULL UNIQUE,
  goal_id INTEGER NOT NULL REFERENCES goal (id),
  txn_id  INTEGER REFERENCES txn (id) ON DELETE SET NULL,
  date    INTEGER NOT NULL,
  minor   INTEGER NOT NULL,
  notes   TEXT
) STRICT;

CREATE TABLE day_total (
  date     INTEGER NOT NULL,
  kind     INTEGER NOT NULL,
  currency TEXT NOT NULL,
  minor    INTEGER NOT NULL,
  n        INTEGER NOT NULL,
  PRIMARY KEY (date, kind, currency)
) STRICT, WITHOUT ROWID;

CREATE TABLE goal (
  id           INTEGER PRIMARY KEY,
  uid          TEXT NOT NULL UNIQUE,
  name         TEXT NOT NULL UNIQUE,
  target_minor INTEGER NOT NULL CHECK (0 < target_minor),
  currency     TEXT NOT NULL CHECK (length(currency) = 3),
  target_date  INTEGER,
  account_id   INTEGER REFERENCES account (id),
  notes        TEXT,
  closed_at    TEXT,
  created_at   TEXT NOT NULL,
  updated_at   TEXT NOT NULL
) STRICT;

CREATE TABLE import_batch (
  id           INTEGER PRIMARY KEY,
  uid          TEXT NOT NULL UNIQUE,
  created_at   TEXT NOT NULL,
  source       TEXT NOT NULL,
  n_new        INTEGER NOT NULL DEFAULT 0,
  n_updated    INTEGER NOT NULL DEFAULT 0,
  n_duplicate  INTEGER NOT NULL DEFAULT 0,
  n_error      INTEGER NOT NULL DEFAULT 0,
  undone_at    TEXT
, n_removed INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE import_change (
  batch_id INTEGER NOT NULL REFERENCES import_batch (id),
  n        INTEGER NOT NULL,
  what     TEXT NOT NULL,
  before   BLOB NOT NULL,
  -- Fingerprint of what the import wrote: a row that was changed again since is left as it is.
  after    BLOB, row_batch INTEGER,
  PRIMARY KEY (batch_id, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE rule (
  id       INTEGER PRIMARY KEY,
  uid      TEXT NOT NULL UNIQUE,
  position INTEGER NOT NULL,
  name     TEXT NOT NULL,
  body     BLOB NOT NULL,
  enabled  INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE schedule (
  id          INTEGER PRIMARY KEY,
  uid         TEXT NOT NULL UNIQUE,
  name        TEXT NOT NULL,
  frequency   INTEGER NOT NULL,
  every       INTEGER NOT NULL DEFAULT 1 CHECK (0 < every),
  first_date  INTEGER NOT NULL,
  last_date   INTEGER,
  posted_to   INTEGER,
  template    BLOB NOT NULL,
  paused      INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE setting (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sheet_column (
  tab_id INTEGER NOT NULL REFERENCES sheet_tab (id) ON DELETE CASCADE,
  field  TEXT NOT NULL,
  -- The column's place from 0; none where `text` stands for every row. Otherwise `text` is its header.
  place  INTEGER,
  text   TEXT NOT NULL,
  PRIMARY KEY (tab_id, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE sheet_row (
  tab_id      INTEGER NOT NULL REFERENCES sheet_tab (id) ON DELETE CASCADE,
  n           INTEGER NOT NULL,
  fingerprint BLOB NOT NULL,
  -- None where the row was in the ledger already and has no identifier of its own.
  txn_uid     TEXT,
  batch_id    INTEGER REFERENCES import_batch (id),
  PRIMARY KEY (tab_id, n)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE split (
  txn_id      INTEGER NOT NULL REFERENCES txn (id) ON DELETE CASCADE,
  n           INTEGER NOT NULL,
  category_id INTEGER NOT NULL REFERENCES category (id),
  minor       INTEGER NOT NULL CHECK (0 < minor),
  memo        TEXT,
  PRIMARY KEY (txn_id, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE tag (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE txn (
  id             INTEGER PRIMARY KEY,
  uid            TEXT NOT NULL UNIQUE,
  date           INTEGER NOT NULL,
  kind           INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 3),
  minor          INTEGER NOT NULL CHECK (0 < minor),
  account_id     INTEGER NOT NULL REFERENCES account (id),
  to_account_id  INTEGER REFERENCES account (id),
  -- What arrives, when the other account keeps another currency; otherwise NULL and equal to minor.
  to_minor       INTEGER CHECK (0 < to_minor),
  description    TEXT NOT NULL,
  payment_method TEXT,
  notes          TEXT,
  frequency      INTEGER,
  created_at     TEXT NOT NULL,
  updated_at     TEXT NOT NULL,
  batch_id       INTEGER REFERENCES import_batch (id),
  -- Hashes by which an import recognises a row without reading it whole.
  fingerprint    BLOB NOT NULL,
  content_key    BLOB NOT NULL
) STRICT;

CREATE TABLE txn_tag (
  txn_id INTEGER NOT NULL REFERENCES txn (id) ON DELETE CASCADE,
  n      INTEGER NOT NULL,
  tag_id INTEGER NOT NULL REFERENCES tag (id),
  PRIMARY KEY (txn_id, n)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE txn_words USING fts5 (
  words, content = '', contentless_delete = 1, detail = none,
  tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3'
);

CREATE UNIQUE INDEX category_name ON category (kind, coalesce(parent_id, 0), name);

CREATE INDEX split_by_category ON split (category_id);

CREATE INDEX txn_by_date ON txn (date, id, kind, account_id, to_account_id);

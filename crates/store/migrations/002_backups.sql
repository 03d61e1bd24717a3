-- What this device knows of the backups in the person's Drive. It is of the device and not of the ledger: a restore
-- takes it along from the ledger that it replaces, and it can be made again by asking Drive.
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

-- One text for SQLite and PostgreSQL: SQLite reads BYTEA and BIGINT as column types like any other.
-- Times are seconds since 1970. Nothing here is an amount, an account or a file's content.

CREATE TABLE users (
  id         TEXT PRIMARY KEY,
  issuer     TEXT NOT NULL,
  subject    TEXT NOT NULL,
  email      TEXT,
  name       TEXT,
  picture    TEXT,
  created_at BIGINT NOT NULL,
  UNIQUE (issuer, subject)
);

-- One a user: Google lets the oldest of a hundred live refresh tokens die in silence.
CREATE TABLE grants (
  user_id       TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  -- Changes whenever the token does, so that a copy of the server notices that its cached one is of another grant.
  version       TEXT NOT NULL,
  state         TEXT NOT NULL CHECK (state IN ('active', 'reauth_required')),
  key_id        TEXT,
  nonce         BYTEA,
  ciphertext    BYTEA,
  scopes        TEXT NOT NULL,
  permission_id TEXT,
  obtained_at   BIGINT NOT NULL,
  last_ok_at    BIGINT NOT NULL,
  last_error    TEXT
);

-- The cookie's value is not here, only its SHA-256: who reads this table cannot sign in with it.
CREATE TABLE sessions (
  id_hash    TEXT PRIMARY KEY,
  user_id    TEXT REFERENCES users (id) ON DELETE CASCADE,
  data       TEXT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_end ON sessions (expires_at);

-- Authorization requests on their way; taking one deletes it, so that no state is good twice.
CREATE TABLE flows (
  state_hash TEXT PRIMARY KEY,
  data       TEXT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX flows_by_end ON flows (expires_at);

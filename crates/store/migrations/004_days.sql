-- What each day came to, kept like the totals by month: how a month goes is read from thirty rows, not from all of its own.

CREATE TABLE day_total (
  date     INTEGER NOT NULL,
  kind     INTEGER NOT NULL,
  currency TEXT NOT NULL,
  minor    INTEGER NOT NULL,
  n        INTEGER NOT NULL,
  PRIMARY KEY (date, kind, currency)
) STRICT, WITHOUT ROWID;

CREATE VIEW day_effect AS
  SELECT t.id AS txn_id, t.batch_id, t.date, t.kind, a.currency, t.minor
  FROM txn t JOIN account a ON a.id = t.account_id;

INSERT INTO day_total SELECT date, kind, currency, sum(minor), count(*) FROM day_effect GROUP BY 1, 2, 3;

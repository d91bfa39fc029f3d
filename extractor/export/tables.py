"""SQLite: the tables, their indices, the full-text index and the views.

Keys that end in ``_no`` are this file's own; ``id`` is the record's. ``position`` counts from 1 in the record's order.
"""

APPLICATION_ID = 0x434C4D53
"""What ``PRAGMA application_id`` says of such a file: "CLMS"."""

VERSION = 1
"""What ``PRAGMA user_version`` says: grows with each change of a table, a column or a view."""

TABLES = """
CREATE TABLE runs (              -- what made results: one row for each way that is met
  run_no INTEGER PRIMARY KEY,
  extractor TEXT NOT NULL, schema_version TEXT NOT NULL, engine TEXT NOT NULL, model TEXT NOT NULL,
  prompt TEXT, fingerprint TEXT, parameters TEXT NOT NULL      -- JSON
);
CREATE TABLE articles (          -- one row for each article and run
  article_no INTEGER PRIMARY KEY,
  run_no INTEGER NOT NULL REFERENCES runs,
  id TEXT NOT NULL, title TEXT, published TEXT, publisher TEXT, byline TEXT, url TEXT, language TEXT NOT NULL,
  text TEXT NOT NULL,
  complete INTEGER NOT NULL,     -- 0: an answer is missing, or all that was drafted of a sentence was rejected
  requests INTEGER NOT NULL, prompt_tokens INTEGER NOT NULL, completion_tokens INTEGER NOT NULL,
  cached_tokens INTEGER NOT NULL,
  warnings TEXT NOT NULL         -- JSON
);
CREATE TABLE claims (
  claim_no INTEGER PRIMARY KEY,
  article_no INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  position INTEGER NOT NULL,
  id TEXT NOT NULL, statement TEXT NOT NULL, subject TEXT,
  evidence TEXT NOT NULL,        -- its pieces, with " … " between them
  char_start INTEGER NOT NULL, char_end INTEGER NOT NULL,      -- from the first to behind the last, in code points
  alignment TEXT NOT NULL, kind TEXT NOT NULL, modality TEXT NOT NULL, polarity TEXT NOT NULL,
  checkable INTEGER NOT NULL, directness TEXT, engine TEXT NOT NULL,
  spans TEXT NOT NULL, content TEXT NOT NULL, context TEXT NOT NULL, hedges TEXT NOT NULL, flags TEXT NOT NULL,
  alternatives TEXT NOT NULL     -- JSON lists; spans: the pieces of the evidence
);
CREATE TABLE sources (           -- the links of a claim's chain, nearest to the words first; none: the article's voice
  claim_no INTEGER NOT NULL REFERENCES claims ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT, mention TEXT, char_start INTEGER, char_end INTEGER,
  kind TEXT NOT NULL, title TEXT, act TEXT NOT NULL, cue TEXT,
  PRIMARY KEY (claim_no, position)
) WITHOUT ROWID;
CREATE TABLE quantities (
  claim_no INTEGER NOT NULL REFERENCES claims ON DELETE CASCADE,
  position INTEGER NOT NULL,
  text TEXT NOT NULL, char_start INTEGER NOT NULL, char_end INTEGER NOT NULL,
  value REAL, low REAL, high REAL, comparator TEXT NOT NULL, unit TEXT, measure TEXT, base TEXT, change TEXT NOT NULL,
  PRIMARY KEY (claim_no, position)
) WITHOUT ROWID;
CREATE TABLE times (
  claim_no INTEGER NOT NULL REFERENCES claims ON DELETE CASCADE,
  position INTEGER NOT NULL,
  text TEXT NOT NULL, char_start INTEGER NOT NULL, char_end INTEGER NOT NULL,
  "of" TEXT NOT NULL, type TEXT NOT NULL, timex TEXT,
  start TEXT, "end" TEXT,        -- ISO 8601: days, or date-times where the words give a clock time
  granularity TEXT, relation TEXT NOT NULL, unresolved TEXT, comparator TEXT, low TEXT, high TEXT,
  PRIMARY KEY (claim_no, position)
) WITHOUT ROWID;
CREATE TABLE rejections (
  article_no INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  position INTEGER NOT NULL,
  sentences TEXT NOT NULL, draft TEXT NOT NULL,                -- JSON
  reason TEXT NOT NULL, detail TEXT NOT NULL,
  PRIMARY KEY (article_no, position)
) WITHOUT ROWID;
CREATE TABLE coverage (          -- what became of each sentence
  article_no INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  sentence INTEGER NOT NULL,
  char_start INTEGER NOT NULL, char_end INTEGER NOT NULL, status TEXT NOT NULL, reason TEXT, detail TEXT,
  PRIMARY KEY (article_no, sentence)
) WITHOUT ROWID;

CREATE INDEX articles_by_id ON articles (id);
CREATE INDEX articles_by_day ON articles (published);
CREATE INDEX claims_by_article ON claims (article_no);
CREATE INDEX claims_by_id ON claims (id);
CREATE INDEX sources_by_name ON sources (name);
CREATE INDEX quantities_by_measure ON quantities (measure);
CREATE INDEX times_by_start ON times (start);
CREATE INDEX rejections_by_reason ON rejections (reason);

CREATE VIRTUAL TABLE claims_fts USING fts5(
  statement, evidence, content='claims', content_rowid='claim_no', tokenize='unicode61 remove_diacritics 2'
);
CREATE TRIGGER claims_inserted AFTER INSERT ON claims BEGIN
  INSERT INTO claims_fts (rowid, statement, evidence) VALUES (new.claim_no, new.statement, new.evidence);
END;
CREATE TRIGGER claims_deleted AFTER DELETE ON claims BEGIN
  INSERT INTO claims_fts (claims_fts, rowid, statement, evidence)
  VALUES ('delete', old.claim_no, old.statement, old.evidence);
END;
CREATE TRIGGER claims_updated AFTER UPDATE ON claims BEGIN
  INSERT INTO claims_fts (claims_fts, rowid, statement, evidence)
  VALUES ('delete', old.claim_no, old.statement, old.evidence);
  INSERT INTO claims_fts (rowid, statement, evidence) VALUES (new.claim_no, new.statement, new.evidence);
END;

CREATE VIEW claims_by_source AS  -- one row for each link of each chain
SELECT coalesce(s.name, s.mention) AS source, s.act, c.statement, c.polarity, a.id AS article, a.published,
  s.kind AS source_kind, s.title AS source_title, s.position, c.modality, a.title, a.url, c.claim_no
FROM sources s JOIN claims c USING (claim_no) JOIN articles a USING (article_no)
ORDER BY source, a.published, c.claim_no, s.position;

CREATE VIEW figures AS           -- one row a quantity, with its nearest source and the first time of the event
SELECT q.measure, q.value, q.low, q.high, q.comparator, q.unit, q.change, q.base, t.start, t."end",
  coalesce(s.name, s.mention) AS source, s.act, c.statement, c.polarity, a.id AS article, a.published, q.text,
  a.title, a.url, c.claim_no
FROM quantities q JOIN claims c USING (claim_no) JOIN articles a USING (article_no)
LEFT JOIN sources s ON s.claim_no = c.claim_no AND s.position = 1
LEFT JOIN times t ON t.claim_no = c.claim_no AND t.position = (
  SELECT min(position) FROM times
  WHERE claim_no = c.claim_no AND "of" = 'event' AND coalesce(start, "end") IS NOT NULL)
ORDER BY q.measure, coalesce(t.start, t."end", a.published), c.claim_no, q.position;
"""

-- Configuration: JSON documents with the columns that are searched and kept unique.
-- Every write takes the next revision while it holds the row of esg_revision, so revisions become visible in order and
-- "everything above N" misses nothing. A delete leaves its revision in esg_tombstone.
CREATE TABLE esg_revision (
  one      INTEGER PRIMARY KEY CHECK (one = 1),
  revision BIGINT NOT NULL
);
INSERT INTO esg_revision (one, revision) VALUES (1, 0);

CREATE TABLE esg_tombstone (
  kind     VARCHAR(32)  NOT NULL,
  id       VARCHAR(255) NOT NULL,
  revision BIGINT       NOT NULL,
  PRIMARY KEY (kind, id)
);
CREATE INDEX esg_tombstone_revision ON esg_tombstone (revision);

CREATE TABLE esg_domain (
  id       VARCHAR(255) PRIMARY KEY,
  d        VARCHAR(255) NOT NULL,
  search   VARCHAR      NOT NULL,
  doc      VARCHAR      NOT NULL,
  version  BIGINT       NOT NULL,
  revision BIGINT       NOT NULL
);
CREATE INDEX esg_domain_revision ON esg_domain (revision);

CREATE TABLE esg_account (
  id       VARCHAR(255) PRIMARY KEY,
  d        VARCHAR(255) NOT NULL REFERENCES esg_domain (id),
  code     VARCHAR      NOT NULL,
  search   VARCHAR      NOT NULL,
  doc      VARCHAR      NOT NULL,
  pwd      VARCHAR      NOT NULL,
  version  BIGINT       NOT NULL,
  revision BIGINT       NOT NULL,
  UNIQUE (d, code)
);
CREATE INDEX esg_account_revision ON esg_account (revision);

CREATE TABLE esg_route (
  id       VARCHAR(255) PRIMARY KEY,
  d        VARCHAR(255) NOT NULL REFERENCES esg_domain (id),
  priority INTEGER      NOT NULL,
  search   VARCHAR      NOT NULL,
  doc      VARCHAR      NOT NULL,
  version  BIGINT       NOT NULL,
  revision BIGINT       NOT NULL
);
CREATE INDEX esg_route_d ON esg_route (d);
CREATE INDEX esg_route_revision ON esg_route (revision);

-- Which key the passwords are encrypted with: a node with another one must not start.
CREATE TABLE esg_secret_key (
  one         INTEGER PRIMARY KEY CHECK (one = 1),
  fingerprint VARCHAR(64) NOT NULL
);

-- Phones and PBXs that register here.
CREATE TABLE esg_subscriber (
  id       VARCHAR(255) PRIMARY KEY,
  d        VARCHAR(255) NOT NULL REFERENCES esg_domain (id),
  usr      VARCHAR(255) NOT NULL,
  number   VARCHAR(255) NOT NULL,
  search   VARCHAR      NOT NULL,
  doc      VARCHAR      NOT NULL,
  pwd      VARCHAR      NOT NULL,
  version  BIGINT       NOT NULL,
  revision BIGINT       NOT NULL,
  UNIQUE (d, usr)
);
CREATE INDEX esg_subscriber_number ON esg_subscriber (d, number);
CREATE INDEX esg_subscriber_revision ON esg_subscriber (revision);

-- Where they are. Writers hold the row of esg_binding_revision, as those of the configuration hold theirs: registrations must not wait
-- for people who edit, nor the other way round. Times are milliseconds of the epoch; expires is 0 for a binding that was removed.
CREATE TABLE esg_binding_revision (
  one      INTEGER PRIMARY KEY CHECK (one = 1),
  revision BIGINT NOT NULL
);
INSERT INTO esg_binding_revision (one, revision) VALUES (1, 0);

CREATE TABLE esg_binding (
  d          VARCHAR(255)  NOT NULL,
  usr        VARCHAR(255)  NOT NULL,
  contactkey VARCHAR(600)  NOT NULL,
  contact    VARCHAR(600)  NOT NULL,
  q          INTEGER       NOT NULL,
  callid     VARCHAR(300)  NOT NULL,
  cseq       BIGINT        NOT NULL,
  expires    BIGINT        NOT NULL,
  updated    BIGINT        NOT NULL,
  path       VARCHAR(2000) NOT NULL,
  useragent  VARCHAR(200)  NOT NULL,
  node       VARCHAR(300)  NOT NULL,
  edge       VARCHAR(300)  NOT NULL,
  transport  VARCHAR(8)    NOT NULL,
  source     VARCHAR(100)  NOT NULL,
  translated BOOLEAN       NOT NULL,
  revision   BIGINT        NOT NULL,
  PRIMARY KEY (d, usr, contactkey)
);
CREATE INDEX esg_binding_revision_of ON esg_binding (revision);
CREATE INDEX esg_binding_expires ON esg_binding (expires);

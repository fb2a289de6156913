-- What opens REST to people and programs; d is '' for all domains. The hash is SHA-256 of the token. lastused, milliseconds of the epoch, is
-- no part of the document: writing it is no change of configuration.
CREATE TABLE esg_token (
  id       VARCHAR(255) PRIMARY KEY,
  d        VARCHAR(255) NOT NULL,
  name     VARCHAR(255) NOT NULL UNIQUE,
  hash     VARCHAR(64)  NOT NULL UNIQUE,
  lastused BIGINT,
  search   VARCHAR      NOT NULL,
  doc      VARCHAR      NOT NULL,
  version  BIGINT       NOT NULL,
  revision BIGINT       NOT NULL
);
CREATE INDEX esg_token_revision ON esg_token (revision);

-- Rules of the border filter, which belong to no domain.
CREATE TABLE esg_border_rule (
  id       VARCHAR(255) PRIMARY KEY,
  priority INTEGER      NOT NULL,
  search   VARCHAR      NOT NULL,
  doc      VARCHAR      NOT NULL,
  version  BIGINT       NOT NULL,
  revision BIGINT       NOT NULL
);
CREATE INDEX esg_border_rule_revision ON esg_border_rule (revision);

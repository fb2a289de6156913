-- Rules for numbers that cross between a provider's number plan and a domain's.
CREATE TABLE esg_normalization_rule (
  id       VARCHAR(255) PRIMARY KEY,
  d        VARCHAR(255) NOT NULL,
  priority INTEGER      NOT NULL,
  search   VARCHAR      NOT NULL,
  doc      VARCHAR      NOT NULL,
  version  BIGINT       NOT NULL,
  revision BIGINT       NOT NULL
);
CREATE INDEX esg_normalization_rule_d ON esg_normalization_rule (d, priority);
CREATE INDEX esg_normalization_rule_revision ON esg_normalization_rule (revision);

-- Bans that operators have imposed, which belong to no domain.
CREATE TABLE esg_pinned_ban (
  id       VARCHAR(255) PRIMARY KEY,
  search   VARCHAR      NOT NULL,
  doc      VARCHAR      NOT NULL,
  version  BIGINT       NOT NULL,
  revision BIGINT       NOT NULL
);
CREATE INDEX esg_pinned_ban_revision ON esg_pinned_ban (revision);

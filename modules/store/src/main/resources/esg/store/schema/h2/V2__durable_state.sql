-- What pekko-persistence-jdbc 1.1.1 expects on H2. Names are quoted because it quotes them, and it looks for the
-- sequence in the column's default.
CREATE SEQUENCE "global_offset_seq";
CREATE TABLE "durable_state" (
  "global_offset"         BIGINT DEFAULT NEXT VALUE FOR "global_offset_seq",
  "persistence_id"        VARCHAR(255) NOT NULL,
  "revision"              BIGINT NOT NULL,
  "state_payload"         BLOB NOT NULL,
  "state_serial_id"       INTEGER NOT NULL,
  "state_serial_manifest" VARCHAR,
  "tag"                   VARCHAR,
  "state_timestamp"       BIGINT NOT NULL,
  PRIMARY KEY ("persistence_id")
);
CREATE INDEX "state_tag_idx" ON "durable_state" ("tag");
CREATE INDEX "state_global_offset_idx" ON "durable_state" ("global_offset");

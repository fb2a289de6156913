-- What pekko-persistence-jdbc 1.1.1 expects on PostgreSQL. Indexes are not made CONCURRENTLY, as its own script does:
-- that cannot run inside Flyway's transaction, and the table is new and empty.
CREATE TABLE durable_state (
  global_offset         BIGSERIAL,
  persistence_id        VARCHAR(255) NOT NULL,
  revision              BIGINT NOT NULL,
  state_payload         BYTEA NOT NULL,
  state_serial_id       INTEGER NOT NULL,
  state_serial_manifest VARCHAR(255),
  tag                   VARCHAR,
  state_timestamp       BIGINT NOT NULL,
  PRIMARY KEY (persistence_id)
);
CREATE INDEX state_tag_idx ON durable_state (tag);
CREATE INDEX state_global_offset_idx ON durable_state (global_offset);

-- Calls that have ended. Rows are added and, when too old, taken out; one of a node that went away with the call (endedby "node") gives way to
-- that of whoever went on with it. Times are milliseconds of the epoch, talked is
-- milliseconds. The document holds the whole record; the columns are for finding it. A node may write a row that another has written already,
-- of a call it took over: the key tells.
CREATE TABLE call_record (
  id        VARCHAR(64)  PRIMARY KEY,
  began     BIGINT       NOT NULL,
  d         VARCHAR(255) NOT NULL,
  account   VARCHAR(255) NOT NULL,
  code      INT          NOT NULL,
  talked    BIGINT       NOT NULL,
  endedby   VARCHAR(32)  NOT NULL,
  caller    VARCHAR      NOT NULL,
  called    VARCHAR      NOT NULL,
  callerout VARCHAR      NOT NULL,
  calledout VARCHAR      NOT NULL,
  callid    VARCHAR      NOT NULL,
  callidout VARCHAR      NOT NULL,
  search    VARCHAR      NOT NULL,
  doc       VARCHAR      NOT NULL
);
CREATE INDEX call_record_began ON call_record (began, id);
CREATE INDEX call_record_d ON call_record (d, began, id);
CREATE INDEX call_record_account ON call_record (account, d, began);
CREATE INDEX call_record_callid ON call_record (callid);
CREATE INDEX call_record_callidout ON call_record (callidout);
CREATE INDEX call_record_caller ON call_record (caller);
CREATE INDEX call_record_called ON call_record (called);
CREATE INDEX call_record_callerout ON call_record (callerout);
CREATE INDEX call_record_calledout ON call_record (calledout);

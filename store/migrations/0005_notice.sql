-- +goose Up
CREATE TABLE notices (
	county        TEXT NOT NULL,
	id            BIGINT NOT NULL,
	token         TEXT NOT NULL,
	round_id      BIGINT NOT NULL,
	title         TEXT NOT NULL,
	basis         TEXT NOT NULL,
	approval      TEXT NOT NULL,
	office        TEXT NOT NULL,
	phone         TEXT NOT NULL,
	address       TEXT NOT NULL,
	subjects      TEXT NOT NULL, -- what the page lists, as JSON
	workdays      INTEGER NOT NULL,
	published_on  TEXT,
	closes_at     TEXT,
	closed_at     TEXT,
	state         TEXT NOT NULL,
	leaf          BIGINT,
	drafted_by    TEXT NOT NULL,
	drafted_at    TEXT NOT NULL,
	PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX notices_token ON notices (county, token);
CREATE INDEX notices_by_round ON notices (county, round_id);

CREATE TABLE objections (
	county      TEXT NOT NULL,
	id          BIGINT NOT NULL,
	receipt     TEXT NOT NULL,
	notice_id   BIGINT NOT NULL,
	entry_id    BIGINT NOT NULL, -- 0 where it is about the notice as a whole
	about       TEXT NOT NULL,
	text        TEXT NOT NULL,
	name        TEXT NOT NULL,
	contact     BYTEA,
	received_at TEXT NOT NULL,
	due         TEXT NOT NULL,
	state       TEXT NOT NULL,
	verifiers   TEXT NOT NULL,
	finding     TEXT NOT NULL,
	reply       TEXT NOT NULL,
	handled_by  TEXT NOT NULL,
	handled_at  TEXT,
	PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX objections_receipt ON objections (county, receipt);
CREATE INDEX objections_by_notice ON objections (county, notice_id, state);

-- +goose Up
CREATE TABLE awards (
	county     TEXT NOT NULL,
	id         BIGINT NOT NULL,
	round_id   BIGINT NOT NULL,
	entry_id   BIGINT NOT NULL,
	award      TEXT NOT NULL, -- the award's id in the pack
	kind       TEXT NOT NULL, -- honor, funds, subsidy or flag
	title      TEXT NOT NULL,
	unit_id    BIGINT NOT NULL,
	person_id  BIGINT NOT NULL, -- 0 where it goes to the organisation
	role       TEXT NOT NULL, -- the post that a subsidy is tied to
	payee      TEXT NOT NULL,
	amount     BIGINT NOT NULL, -- 分, each time
	times      INTEGER NOT NULL,
	used_by    TEXT NOT NULL,
	state      TEXT NOT NULL, -- granted or revoked
	granted_at TEXT NOT NULL,
	ended_on   TEXT,
	PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX awards_once ON awards (county, entry_id, award, kind);

CREATE TABLE payouts (
	county      TEXT NOT NULL,
	id          BIGINT NOT NULL,
	award_id    BIGINT NOT NULL,
	sequence    INTEGER NOT NULL, -- 1 for the only or first payment
	month       TEXT NOT NULL,
	unit_id     BIGINT NOT NULL,
	person_id   BIGINT NOT NULL,
	payee       TEXT NOT NULL,
	amount      BIGINT NOT NULL, -- 分
	state       TEXT NOT NULL, -- due, approved, paid, stopped
	stopped_why TEXT NOT NULL,
	approved_by TEXT NOT NULL,
	approved_at TEXT,
	voucher     TEXT NOT NULL,
	paid_on     TEXT,
	paid_by     TEXT NOT NULL,
	PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX payouts_once ON payouts (county, award_id, sequence);
CREATE INDEX payouts_by_state ON payouts (county, state, month);

CREATE TABLE flag_uses (
	county   TEXT NOT NULL,
	id       BIGINT NOT NULL,
	award_id BIGINT NOT NULL,
	used     INTEGER NOT NULL,
	purpose  TEXT NOT NULL,
	actor    TEXT NOT NULL,
	at       TEXT NOT NULL,
	PRIMARY KEY (county, id)
);

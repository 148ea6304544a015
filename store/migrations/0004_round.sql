-- +goose Up
CREATE TABLE rounds (
	county         TEXT NOT NULL,
	id             BIGINT NOT NULL,
	scheme         TEXT NOT NULL,
	title          TEXT NOT NULL,
	period         TEXT NOT NULL,
	reference_date TEXT NOT NULL,
	pack_id        BIGINT NOT NULL,
	parameters     TEXT NOT NULL, -- the parameters in force on the reference date, as JSON: frozen at opening
	stage          TEXT NOT NULL, -- the current stage; empty once the round is closed
	opened_at      TEXT NOT NULL,
	opened_by      TEXT NOT NULL,
	closed_at      TEXT,
	PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX rounds_once ON rounds (county, scheme, period);

CREATE TABLE round_stages (
	county    TEXT NOT NULL,
	round_id  BIGINT NOT NULL,
	stage     TEXT NOT NULL,
	position  INTEGER NOT NULL,
	due       TEXT NOT NULL,
	opened_at TEXT,
	closed_at TEXT,
	closed_by TEXT,
	reason    TEXT, -- why it was closed with something unfinished
	PRIMARY KEY (county, round_id, stage)
);

CREATE TABLE entries (
	county        TEXT NOT NULL,
	id            BIGINT NOT NULL,
	round_id      BIGINT NOT NULL,
	unit_id       BIGINT NOT NULL,
	person_id     BIGINT NOT NULL, -- 0 where the subject is the unit
	subject_kind  TEXT NOT NULL,
	subject_code  TEXT NOT NULL,
	subject_title TEXT NOT NULL,
	town_id       BIGINT NOT NULL,
	town_title    TEXT NOT NULL,
	unit_path     TEXT NOT NULL, -- the roster is frozen: a merger in mid-year moves no entry
	stage         TEXT NOT NULL, -- an entry that was returned is behind its round
	status        TEXT NOT NULL,
	returned      TEXT, -- why it was returned, until it comes back
	PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX entries_once ON entries (county, round_id, unit_id, person_id);

CREATE TABLE snapshots (
	county        TEXT NOT NULL,
	round_id      BIGINT NOT NULL,
	stage         TEXT NOT NULL,
	sequence      INTEGER NOT NULL,
	taken_at      TEXT NOT NULL,
	inputs_sha256 TEXT NOT NULL,
	inputs        BYTEA NOT NULL, -- the columns as they were, compressed
	PRIMARY KEY (county, round_id, stage, sequence)
);

CREATE TABLE assessments (
	county       TEXT NOT NULL,
	entry_id     BIGINT NOT NULL,
	version      BIGINT NOT NULL,
	items        TEXT NOT NULL,
	statement    TEXT NOT NULL,
	files        TEXT NOT NULL,
	saved_at     TEXT NOT NULL,
	saved_by     TEXT NOT NULL,
	submitted_at TEXT,
	PRIMARY KEY (county, entry_id)
);

CREATE TABLE recommendations (
	county       TEXT NOT NULL,
	round_id     BIGINT NOT NULL,
	unit_id      BIGINT NOT NULL, -- the town, or the county where the quota is not per town
	version      BIGINT NOT NULL,
	picks        TEXT NOT NULL,
	saved_at     TEXT NOT NULL,
	saved_by     TEXT NOT NULL,
	submitted_at TEXT,
	PRIMARY KEY (county, round_id, unit_id)
);

CREATE TABLE reviews (
	county       TEXT NOT NULL,
	round_id     BIGINT NOT NULL,
	entry_id     BIGINT NOT NULL,
	account_id   BIGINT NOT NULL,
	version      BIGINT NOT NULL,
	ratings      TEXT NOT NULL,
	opinion      TEXT NOT NULL,
	saved_at     TEXT NOT NULL,
	submitted_at TEXT,
	PRIMARY KEY (county, entry_id, account_id)
);
CREATE INDEX reviews_by_round ON reviews (county, round_id, account_id);

CREATE TABLE recusals (
	county     TEXT NOT NULL,
	entry_id   BIGINT NOT NULL,
	account_id BIGINT NOT NULL,
	round_id   BIGINT NOT NULL,
	reason     TEXT NOT NULL,
	at         TEXT NOT NULL,
	PRIMARY KEY (county, entry_id, account_id)
);
CREATE INDEX recusals_by_round ON recusals (county, round_id, account_id);

CREATE TABLE opinions (
	county   TEXT NOT NULL,
	id       BIGINT NOT NULL,
	round_id BIGINT NOT NULL,
	entry_id BIGINT NOT NULL,
	stage    TEXT NOT NULL,
	event    TEXT NOT NULL,
	actor    TEXT NOT NULL,
	at       TEXT NOT NULL,
	text     TEXT NOT NULL,
	PRIMARY KEY (county, id)
);
CREATE INDEX opinions_by_entry ON opinions (county, entry_id, id);

CREATE TABLE rulings (
	county    TEXT NOT NULL,
	entry_id  BIGINT NOT NULL,
	indicator TEXT NOT NULL,
	ruling    TEXT NOT NULL, -- zero or not_applicable
	reason    TEXT NOT NULL,
	actor     TEXT NOT NULL,
	at        TEXT NOT NULL,
	PRIMARY KEY (county, entry_id, indicator)
);

CREATE TABLE decisions (
	county        TEXT NOT NULL,
	id            BIGINT NOT NULL,
	round_id      BIGINT NOT NULL,
	minutes_no    TEXT NOT NULL,
	decided_on    TEXT NOT NULL,
	expected      INTEGER NOT NULL,
	present       INTEGER NOT NULL,
	votes         TEXT NOT NULL,
	selected      TEXT NOT NULL,
	reasons       TEXT NOT NULL,
	vacant_reason TEXT NOT NULL,
	actor         TEXT NOT NULL,
	at            TEXT NOT NULL,
	PRIMARY KEY (county, id)
);
CREATE INDEX decisions_by_round ON decisions (county, round_id, id);

CREATE TABLE answers (
	county     TEXT NOT NULL,
	id         BIGINT NOT NULL,
	round_id   BIGINT NOT NULL,
	entry_id   BIGINT NOT NULL,
	kind       TEXT NOT NULL, -- answer, reconsideration or appeal
	text       TEXT NOT NULL,
	actor      TEXT NOT NULL,
	at         TEXT NOT NULL,
	due        TEXT,
	outcome    TEXT,
	reply      TEXT,
	replied_by TEXT,
	replied_at TEXT,
	PRIMARY KEY (county, id)
);
CREATE INDEX answers_by_entry ON answers (county, entry_id, id);

CREATE TABLE readings (
	county     TEXT NOT NULL,
	entry_id   BIGINT NOT NULL,
	account_id BIGINT NOT NULL,
	reader     TEXT NOT NULL,
	day        TEXT NOT NULL,
	purpose    TEXT NOT NULL,
	at         TEXT NOT NULL,
	PRIMARY KEY (county, entry_id, account_id, day, purpose)
);

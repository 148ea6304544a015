-- Live contests: who competes, who judges, every score sheet ever handed in, and the results that measures read.

-- +goose Up
CREATE TABLE contests (
	county       TEXT NOT NULL,
	id           BIGINT NOT NULL,
	contest      TEXT NOT NULL, -- its id in the pack
	title        TEXT NOT NULL,
	period       TEXT NOT NULL,
	held_on      TEXT NOT NULL,
	place        TEXT NOT NULL,
	pack_id      BIGINT NOT NULL,
	rules        TEXT NOT NULL, -- parts, weights and full marks as JSON: frozen when it was planned
	state        TEXT NOT NULL,
	seed         TEXT NOT NULL, -- of the last draw; empty before
	current_id   BIGINT NOT NULL, -- the contestant on stage, 0 for none
	planned_at   TEXT NOT NULL,
	planned_by   TEXT NOT NULL,
	opened_at    TEXT,
	scored_at    TEXT,
	confirmed_at TEXT,
	confirmed_by TEXT,
	published_at TEXT,
	PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX contests_once ON contests (county, contest, period);

CREATE TABLE contestants (
	county         TEXT NOT NULL,
	id             BIGINT NOT NULL,
	contest_id     BIGINT NOT NULL,
	unit_id        BIGINT NOT NULL,
	person_id      BIGINT NOT NULL,
	code           TEXT NOT NULL,
	title          TEXT NOT NULL,
	name           TEXT NOT NULL,
	town_id        BIGINT NOT NULL,
	town_title     TEXT NOT NULL,
	unit_path      TEXT NOT NULL,
	group_no       INTEGER NOT NULL,
	base           BIGINT, -- the starting position in millionths; none where it is missing
	position       INTEGER NOT NULL, -- in the order of the draw; 0 before
	absence        TEXT NOT NULL, -- empty, excused or absent
	absence_reason TEXT NOT NULL,
	points         BIGINT, -- hundredths; none until the chair releases it
	parts          TEXT NOT NULL, -- how the points came about, as JSON; empty until released
	released_at    TEXT,
	PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX contestants_once ON contestants (county, contest_id, unit_id, person_id);

CREATE TABLE contest_judges (
	county     TEXT NOT NULL,
	contest_id BIGINT NOT NULL,
	account_id BIGINT NOT NULL,
	role       TEXT NOT NULL,
	number     INTEGER NOT NULL,
	title      TEXT NOT NULL,
	PRIMARY KEY (county, contest_id, account_id)
);

CREATE TABLE contest_scores (
	county        TEXT NOT NULL,
	id            BIGINT NOT NULL, -- of several sheets for the same part and contestant by the same account the last counts
	contest_id    BIGINT NOT NULL,
	contestant_id BIGINT NOT NULL,
	part          TEXT NOT NULL,
	account_id    BIGINT NOT NULL,
	request_key   TEXT NOT NULL, -- made by the device: the same sheet sent twice counts once
	revision      INTEGER NOT NULL,
	marks         TEXT NOT NULL, -- hundredths by aspect, as JSON
	at            TEXT NOT NULL,
	actor         TEXT NOT NULL,
	reason        TEXT NOT NULL, -- why it was corrected; empty where the scorer wrote it
	PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX contest_scores_once ON contest_scores (county, contest_id, account_id, request_key);
CREATE UNIQUE INDEX contest_scores_sheet ON contest_scores (county, contest_id, contestant_id, part, account_id, revision);

CREATE TABLE contest_recusals (
	county        TEXT NOT NULL,
	contest_id    BIGINT NOT NULL,
	contestant_id BIGINT NOT NULL,
	account_id    BIGINT NOT NULL,
	reason        TEXT NOT NULL,
	at            TEXT NOT NULL,
	PRIMARY KEY (county, contest_id, contestant_id, account_id)
);

CREATE TABLE contest_questions (
	county        TEXT NOT NULL,
	id            BIGINT NOT NULL,
	contest_id    BIGINT NOT NULL,
	contestant_id BIGINT NOT NULL,
	question      TEXT NOT NULL,
	asked_by      TEXT NOT NULL,
	account_id    BIGINT NOT NULL,
	asked_at      TEXT NOT NULL,
	state         TEXT NOT NULL, -- waiting, put or declined
	decided_by    TEXT NOT NULL,
	PRIMARY KEY (county, id)
);
CREATE INDEX contest_questions_of ON contest_questions (county, contest_id, contestant_id);

CREATE TABLE contest_results (
	county      TEXT NOT NULL,
	contest     TEXT NOT NULL,
	period_from TEXT NOT NULL,
	period_to   TEXT NOT NULL,
	unit_id     BIGINT NOT NULL,
	person_id   BIGINT NOT NULL,
	points      BIGINT NOT NULL, -- hundredths; 0 where absent
	absence     TEXT NOT NULL, -- empty, excused or absent
	PRIMARY KEY (county, contest, period_from, unit_id, person_id)
);

-- +goose Down
DROP TABLE contest_results;
DROP TABLE contest_questions;
DROP TABLE contest_recusals;
DROP TABLE contest_scores;
DROP TABLE contest_judges;
DROP TABLE contestants;
DROP TABLE contests;

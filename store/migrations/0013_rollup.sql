-- What targets and measures came to in each county and town, kept so that a city, a province and the country needn't ask every register.

-- +goose Up

CREATE TABLE rollups (
    county    TEXT    NOT NULL,
    subject   TEXT    NOT NULL, -- target/<id>, measure/<id>
    period    TEXT    NOT NULL, -- the year
    unit_id   BIGINT  NOT NULL,
    level     TEXT    NOT NULL, -- county, town
    code      TEXT    NOT NULL, -- the unit's division code on the day
    title     TEXT    NOT NULL,
    known     INTEGER NOT NULL,
    value     BIGINT  NOT NULL, -- millionths
    subjects  BIGINT  NOT NULL,
    satisfied BIGINT  NOT NULL,
    missing   BIGINT  NOT NULL,
    reached   INTEGER NOT NULL, -- the goal, by this unit
    PRIMARY KEY (county, subject, period, unit_id)
);
CREATE INDEX rollups_by_code ON rollups (level, subject, period, code);

-- What a subject is, in a county's own policy: only what means the same is added up.
CREATE TABLE rollup_subjects (
    county  TEXT   NOT NULL,
    subject TEXT   NOT NULL,
    kind    TEXT   NOT NULL, -- how it adds up: sum, count, share, none
    title   TEXT   NOT NULL,
    unit    TEXT   NOT NULL,
    meaning TEXT   NOT NULL, -- equal where it is defined alike
    PRIMARY KEY (county, subject)
);
CREATE INDEX rollup_subjects_by_subject ON rollup_subjects (subject, county);

CREATE TABLE rollup_counties (
    county        TEXT NOT NULL,
    as_of         TEXT NOT NULL, -- the day; '' before the first time
    changes       TEXT NOT NULL, -- how often the county's data had changed, and when last
    made_at       TEXT NOT NULL,
    claimed_until TEXT NOT NULL, -- a server is at it
    failed        TEXT NOT NULL, -- why it could not be made, or ''
    PRIMARY KEY (county)
);

-- +goose Down

DROP TABLE rollup_counties;
DROP TABLE rollup_subjects;
DROP TABLE rollups;

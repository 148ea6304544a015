-- The verifiable journal, and the days an administrator adds to the calendar.

-- +goose Up

CREATE TABLE journal_leaves (
    county     TEXT   NOT NULL,
    leaf_index BIGINT NOT NULL,
    kind       TEXT   NOT NULL,
    subject    TEXT   NOT NULL,
    actor      TEXT   NOT NULL,
    at         TEXT   NOT NULL,
    data       TEXT   NOT NULL, -- canonical JSON of the whole leaf: what the hash is over
    PRIMARY KEY (county, leaf_index)
);
CREATE INDEX journal_leaves_by_subject ON journal_leaves (county, subject, leaf_index);
CREATE INDEX journal_leaves_by_kind ON journal_leaves (county, kind, leaf_index);

CREATE TABLE journal_hashes (
    county     TEXT   NOT NULL,
    hash_index BIGINT NOT NULL, -- stored hash index of golang.org/x/mod/sumdb/tlog
    hash       BYTEA  NOT NULL,
    PRIMARY KEY (county, hash_index)
);

CREATE TABLE journal_checkpoints (
    county TEXT   NOT NULL,
    size   BIGINT NOT NULL,
    at     TEXT   NOT NULL,
    note   TEXT   NOT NULL, -- signed note: origin, size, root hash
    PRIMARY KEY (county, size)
);

CREATE TABLE calendar_days (
    county TEXT    NOT NULL,
    day    TEXT    NOT NULL,
    works  INTEGER NOT NULL, -- 1: a make-up workday, 0: a holiday
    title  TEXT    NOT NULL,
    PRIMARY KEY (county, day)
);

-- +goose Down

DROP TABLE calendar_days;
DROP TABLE journal_checkpoints;
DROP TABLE journal_hashes;
DROP TABLE journal_leaves;

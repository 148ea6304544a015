-- Reminders on their way: each message once, whichever server sends it.

-- +goose Up

ALTER TABLE accounts ADD COLUMN mail BYTEA; -- encrypted; NULL when none is wanted

CREATE TABLE deliveries (
    county        TEXT   NOT NULL,
    id            BIGINT NOT NULL,
    message_key   TEXT   NOT NULL, -- day, occasion, recipient: what makes it the same message
    day           TEXT   NOT NULL,
    occasion      TEXT   NOT NULL, -- daily, late
    recipient     TEXT   NOT NULL, -- account/<id>, group/<name>
    subject       TEXT   NOT NULL,
    body          TEXT   NOT NULL,
    state         TEXT   NOT NULL, -- waiting, sent, failed
    attempts      BIGINT NOT NULL,
    next_at       TEXT   NOT NULL, -- not before
    claimed_until TEXT   NOT NULL, -- a server is at it
    sent_at       TEXT   NOT NULL,
    error         TEXT   NOT NULL, -- the last one
    made_at       TEXT   NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX deliveries_by_key ON deliveries (county, message_key);
CREATE INDEX deliveries_by_state ON deliveries (county, state, next_at);

-- What was told to be late: nobody is told the same twice but in the daily digest.
CREATE TABLE delivery_late (
    county    TEXT NOT NULL,
    recipient TEXT NOT NULL,
    item      TEXT NOT NULL,
    told_on   TEXT NOT NULL,
    PRIMARY KEY (county, recipient, item)
);

-- Which digests were made ready, so that one server does it.
CREATE TABLE delivery_days (
    county   TEXT NOT NULL,
    day      TEXT NOT NULL,
    occasion TEXT NOT NULL,
    made_at  TEXT NOT NULL,
    PRIMARY KEY (county, day, occasion)
);

-- +goose Down

DROP TABLE delivery_days;
DROP TABLE delivery_late;
DROP TABLE deliveries;
ALTER TABLE accounts DROP COLUMN mail;

-- How often the parts of a county's data have changed, so that any server knows whether what it remembers still holds.

-- +goose Up

CREATE TABLE changes (
    county     TEXT   NOT NULL,
    part       TEXT   NOT NULL, -- org, pack, register/<id>: whoever keeps the part names it
    times      BIGINT NOT NULL,
    changed_at TEXT   NOT NULL, -- tells a restored database, which counts anew, from the one before
    PRIMARY KEY (county, part)
);

-- +goose Down

DROP TABLE changes;

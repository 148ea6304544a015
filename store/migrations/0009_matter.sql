-- The steps that matters have taken, and the receipts by which those who asked without an account follow theirs. The state itself
-- stands in the register.

-- +goose Up

CREATE TABLE matter_steps (
    county      TEXT   NOT NULL,
    id          BIGINT NOT NULL,
    register    TEXT   NOT NULL,
    record_id   BIGINT NOT NULL,
    revision    BIGINT NOT NULL, -- of the record, after the step
    step        TEXT   NOT NULL,
    from_status TEXT   NOT NULL,
    to_status   TEXT   NOT NULL,
    account_id  BIGINT NOT NULL, -- 0 where nobody was signed in
    actor       TEXT   NOT NULL,
    at          TEXT   NOT NULL,
    note        TEXT   NOT NULL,
    changed     TEXT   NOT NULL, -- the fields that it filled, as JSON
    request     TEXT   NOT NULL, -- names the request, so that it isn't done twice
    PRIMARY KEY (county, id)
);
CREATE INDEX matter_steps_by_record ON matter_steps (county, register, record_id, id);
CREATE UNIQUE INDEX matter_steps_by_request ON matter_steps (county, request);

CREATE TABLE matter_receipts (
    county    TEXT   NOT NULL,
    receipt   TEXT   NOT NULL, -- its hash: only whoever asked knows the number
    register  TEXT   NOT NULL,
    record_id BIGINT NOT NULL,
    issued_at TEXT   NOT NULL,
    PRIMARY KEY (county, receipt)
);
CREATE INDEX matter_receipts_by_record ON matter_receipts (county, register, record_id);

-- +goose Down

DROP TABLE matter_receipts;
DROP TABLE matter_steps;

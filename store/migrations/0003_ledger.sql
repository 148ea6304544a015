-- Packs as applied, registers as tables, the history of records, evidence files. Each register's own table is made by
-- `apply`, since its columns are the pack's to say.

-- +goose Up

CREATE TABLE packs (
    county      TEXT   NOT NULL,
    id          BIGINT NOT NULL, -- the county's newest row is the pack in force
    pack        TEXT   NOT NULL,
    version     TEXT   NOT NULL,
    fingerprint TEXT   NOT NULL,
    files       BYTEA  NOT NULL, -- the folder's YAML, as zip
    applied_at  TEXT   NOT NULL,
    applied_by  BIGINT NOT NULL,
    PRIMARY KEY (county, id)
);

-- Counties share a table of the same register; each has its own catalogue of it.
CREATE TABLE registers (
    county     TEXT NOT NULL,
    register   TEXT NOT NULL,
    table_name TEXT NOT NULL,
    computed   TEXT NOT NULL, -- unique fields and formulas, as last applied
    retired_at TEXT,
    PRIMARY KEY (county, register, table_name)
);

CREATE TABLE register_columns (
    county      TEXT NOT NULL,
    table_name  TEXT NOT NULL,
    column_name TEXT NOT NULL,
    field       TEXT NOT NULL,
    field_type  TEXT NOT NULL,
    sql_type    TEXT NOT NULL,
    retired_at  TEXT,
    PRIMARY KEY (county, table_name, column_name)
);

CREATE TABLE record_history (
    county    TEXT   NOT NULL,
    record_id BIGINT NOT NULL,
    revision  BIGINT NOT NULL,
    register  TEXT   NOT NULL,
    action    TEXT   NOT NULL,
    reason    TEXT   NOT NULL,
    actor     BIGINT NOT NULL,
    at        TEXT   NOT NULL,
    state     TEXT   NOT NULL,
    content   TEXT   NOT NULL, -- JSON: field → stored value; sensitive values encrypted
    PRIMARY KEY (county, record_id, revision)
);
CREATE INDEX record_history_by_time ON record_history (county, register, at);

CREATE TABLE record_openings (
    county    TEXT   NOT NULL,
    id        BIGINT NOT NULL,
    register  TEXT   NOT NULL,
    record_id BIGINT NOT NULL, -- 0: a list
    actor     BIGINT NOT NULL,
    reason    TEXT   NOT NULL,
    at        TEXT   NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX record_openings_by_record ON record_openings (county, record_id, at);

CREATE TABLE files (
    county      TEXT   NOT NULL,
    id          BIGINT NOT NULL,
    sha256      TEXT   NOT NULL,
    name        TEXT   NOT NULL,
    size        BIGINT NOT NULL,
    media_type  TEXT   NOT NULL,
    uploaded_by BIGINT NOT NULL,
    uploaded_at TEXT   NOT NULL,
    register    TEXT   NOT NULL,
    record_id   BIGINT NOT NULL, -- 0 until a record carries it
    PRIMARY KEY (county, id)
);
CREATE INDEX files_by_record ON files (county, record_id);
CREATE INDEX files_by_content ON files (county, sha256);

-- +goose Down

DROP TABLE files;
DROP TABLE record_openings;
DROP TABLE record_history;
DROP TABLE register_columns;
DROP TABLE registers;
DROP TABLE packs;

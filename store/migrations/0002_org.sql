-- Units, people, posts, accounts, grants, conflicts of interest, sessions. An empty date means "still": valid_to, held_to.

-- +goose Up

CREATE TABLE units (
    county      TEXT    NOT NULL,
    id          BIGINT  NOT NULL,
    parent_id   BIGINT  NOT NULL, -- 0 for the county itself
    kind        TEXT    NOT NULL,
    code        TEXT    NOT NULL, -- division code where the state gives one, else ''
    title       TEXT    NOT NULL,
    title_en    TEXT    NOT NULL,
    pinyin      TEXT    NOT NULL,
    path        TEXT    NOT NULL, -- /1/5/12/: ids from the county down to the unit itself
    position    BIGINT  NOT NULL,
    valid_from  TEXT    NOT NULL,
    valid_to    TEXT    NOT NULL,
    merged_into BIGINT  NOT NULL,
    demo        INTEGER NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX units_by_code ON units (county, code) WHERE code <> '';
CREATE INDEX units_by_parent ON units (county, parent_id);

CREATE TABLE persons (
    county       TEXT    NOT NULL,
    id           BIGINT  NOT NULL,
    unit_id      BIGINT  NOT NULL,
    name         TEXT    NOT NULL,
    pinyin       TEXT    NOT NULL,
    initials     TEXT    NOT NULL,
    sex          TEXT    NOT NULL,
    birth_month  TEXT    NOT NULL,
    joined_party TEXT    NOT NULL,
    phone        BYTEA, -- encrypted
    demo         INTEGER NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX persons_by_unit ON persons (county, unit_id);
CREATE INDEX persons_by_pinyin ON persons (county, pinyin, id);

CREATE TABLE person_moves (
    county    TEXT   NOT NULL,
    id        BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    from_unit BIGINT NOT NULL,
    to_unit   BIGINT NOT NULL,
    moved_on  TEXT   NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX person_moves_by_person ON person_moves (county, person_id, moved_on);

CREATE TABLE posts (
    county    TEXT   NOT NULL,
    id        BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    unit_id   BIGINT NOT NULL,
    role      TEXT   NOT NULL,
    held_from TEXT   NOT NULL,
    held_to   TEXT   NOT NULL, -- the last day; '' while held
    PRIMARY KEY (county, id)
);
CREATE INDEX posts_by_unit ON posts (county, unit_id, role);
CREATE INDEX posts_by_person ON posts (county, person_id);

CREATE TABLE accounts (
    county              TEXT    NOT NULL,
    id                  BIGINT  NOT NULL,
    login               TEXT    NOT NULL, -- lower case
    password_hash       TEXT    NOT NULL, -- argon2id; '' until one is issued
    person_id           BIGINT  NOT NULL, -- 0 when nobody's in particular
    title               TEXT    NOT NULL,
    must_change         INTEGER NOT NULL,
    password_changed_at TEXT    NOT NULL,
    failed              BIGINT  NOT NULL,
    locked_until        TEXT    NOT NULL,
    totp_secret         BYTEA, -- encrypted
    totp_confirmed      INTEGER NOT NULL,
    totp_step           BIGINT  NOT NULL, -- the last time step that was used
    disabled            INTEGER NOT NULL,
    oidc_subject        TEXT    NOT NULL,
    language            TEXT    NOT NULL,
    demo                INTEGER NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX accounts_by_login ON accounts (county, login);
CREATE UNIQUE INDEX accounts_by_subject ON accounts (county, oidc_subject) WHERE oidc_subject <> '';
CREATE INDEX accounts_by_person ON accounts (county, person_id);

CREATE TABLE passwords (
    county     TEXT   NOT NULL,
    id         BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    hash       TEXT   NOT NULL,
    set_at     TEXT   NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX passwords_by_account ON passwords (county, account_id, id);

CREATE TABLE sign_ins (
    county     TEXT   NOT NULL,
    id         BIGINT NOT NULL,
    account_id BIGINT NOT NULL, -- 0 for a login that nobody has
    login      TEXT   NOT NULL,
    address    TEXT   NOT NULL,
    outcome    TEXT   NOT NULL,
    at         TEXT   NOT NULL,
    PRIMARY KEY (county, id)
);
CREATE INDEX sign_ins_by_time ON sign_ins (county, at);

CREATE TABLE grants (
    county       TEXT    NOT NULL,
    id           BIGINT  NOT NULL,
    account_id   BIGINT  NOT NULL,
    role         TEXT    NOT NULL,
    unit_id      BIGINT  NOT NULL,
    granted_by   BIGINT  NOT NULL, -- 0: from the shell of the machine
    granted_at   TEXT    NOT NULL,
    pending      INTEGER NOT NULL, -- 1 until a second security administrator confirms
    confirmed_by BIGINT  NOT NULL,
    revoked_by   BIGINT  NOT NULL,
    revoked_at   TEXT    NOT NULL, -- '' while in force
    PRIMARY KEY (county, id)
);
CREATE INDEX grants_by_account ON grants (county, account_id);
CREATE INDEX grants_by_unit ON grants (county, unit_id, role);

CREATE TABLE conflicts (
    county       TEXT   NOT NULL,
    id           BIGINT NOT NULL,
    account_id   BIGINT NOT NULL,
    unit_id      BIGINT NOT NULL,
    reason       TEXT   NOT NULL,
    declared_at  TEXT   NOT NULL,
    withdrawn_at TEXT   NOT NULL, -- '' while it holds
    PRIMARY KEY (county, id)
);
CREATE INDEX conflicts_by_account ON conflicts (county, account_id);

CREATE TABLE sessions (
    county     TEXT   NOT NULL,
    token_hash TEXT   NOT NULL, -- SHA-256 of the token; the token itself is nowhere
    account_id BIGINT NOT NULL,
    data       TEXT   NOT NULL,
    created_at TEXT   NOT NULL,
    seen_at    TEXT   NOT NULL,
    expires_at TEXT   NOT NULL,
    PRIMARY KEY (county, token_hash)
);
CREATE INDEX sessions_by_account ON sessions (county, account_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- +goose Down

DROP TABLE sessions;
DROP TABLE conflicts;
DROP TABLE grants;
DROP TABLE sign_ins;
DROP TABLE passwords;
DROP TABLE accounts;
DROP TABLE posts;
DROP TABLE person_moves;
DROP TABLE persons;
DROP TABLE units;

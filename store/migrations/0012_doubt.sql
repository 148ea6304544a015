-- +goose Up
CREATE TABLE doubts_settled (
	county   TEXT NOT NULL,
	register TEXT NOT NULL,
	suspect  TEXT NOT NULL, -- names the records with their revisions
	actor    BIGINT NOT NULL,
	at       TEXT NOT NULL,
	reason   TEXT NOT NULL,
	PRIMARY KEY (county, register, suspect)
);

-- +goose Down
DROP TABLE doubts_settled;

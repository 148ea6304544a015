-- The results of contests and of rounds are one table: what a subject came to in a period, for measures that look back.

-- +goose Up
ALTER TABLE contest_results RENAME TO results;
ALTER TABLE results RENAME COLUMN contest TO source; -- "contest/…" or "scheme/…", with its id in the pack
ALTER TABLE results ADD COLUMN grade TEXT NOT NULL DEFAULT '';
UPDATE results SET source = 'contest/' || source;

-- +goose Down
DELETE FROM results WHERE source NOT LIKE 'contest/%';
UPDATE results SET source = substr(source, 9);
ALTER TABLE results DROP COLUMN grade;
ALTER TABLE results RENAME COLUMN source TO contest;
ALTER TABLE results RENAME TO contest_results;

-- A deciding body gives grades; where bodies of towns or villages decide, each does so for its own entries.

-- +goose Up
ALTER TABLE entries ADD COLUMN village_id BIGINT NOT NULL DEFAULT 0; -- the village that the subject is or belongs to; 0 for none
ALTER TABLE entries ADD COLUMN grade TEXT;                           -- the grade that was decided, '' for none; null while nothing is decided
ALTER TABLE entries ADD COLUMN grade_reason TEXT NOT NULL DEFAULT ''; -- why it isn't the computed one
UPDATE entries SET village_id = COALESCE((SELECT u.id FROM units u WHERE u.county = entries.county AND u.kind IN ('village', 'community')
	AND entries.unit_path LIKE u.path || '%' ORDER BY u.id LIMIT 1), 0);
ALTER TABLE decisions ADD COLUMN unit_id BIGINT NOT NULL DEFAULT 0; -- whose body decided; 0 for the county's
ALTER TABLE decisions ADD COLUMN grades TEXT NOT NULL DEFAULT '{}';

-- +goose Down
ALTER TABLE decisions DROP COLUMN grades;
ALTER TABLE decisions DROP COLUMN unit_id;
ALTER TABLE entries DROP COLUMN grade_reason;
ALTER TABLE entries DROP COLUMN grade;
ALTER TABLE entries DROP COLUMN village_id;

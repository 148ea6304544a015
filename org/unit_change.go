package org

import (
	"context"
	"fmt"
	"strings"
	"time"

	"qixing/fault"
	"qixing/store"
)

// updateUnit writes u, and takes what is below it along when its path is a new one.
func updateUnit(ctx context.Context, tx *store.Tx, county string, u Unit) error {
	before, err := FindUnit(ctx, tx, county, u.ID)
	if err != nil {
		return err
	}
	tx.Touch(county, Part)
	result, err := tx.Exec(ctx, `UPDATE units SET parent_id = $1, kind = $2, code = $3, title = $4, title_en = $5, pinyin = $6,
		path = $7, position = $8, valid_to = $9, merged_into = $10 WHERE county = $11 AND id = $12`,
		u.ParentID, string(u.Kind), u.Code, u.Title, u.TitleEN, u.Pinyin, u.Path, u.Position, u.ValidTo, u.MergedInto, county, u.ID)
	missing := fault.NotFound("org.unit_not_found", fault.Args{"unit": u.ID})
	if err := changed(result, err, "unit", missing); err != nil || before.Path == u.Path {
		return err
	}
	return movePaths(ctx, tx, county, before.Path, u.Path)
}

// movePaths rewrites the paths of everything below a unit that has moved.
func movePaths(ctx context.Context, tx *store.Tx, county, from, to string) error {
	_, err := tx.Exec(ctx, `UPDATE units SET path = CAST($1 AS TEXT) || substr(path, $2) WHERE county = $3 AND path LIKE $4`,
		to, len(from)+1, county, from+"_%")
	if err != nil {
		return fmt.Errorf("move units below %s: %w", from, err)
	}
	return nil
}

// RenameUnit gives a unit a new title; what was decided under the old one keeps it by its own copy.
func RenameUnit(ctx context.Context, tx *store.Tx, county string, id int64, title, titleEN string) error {
	u, err := FindUnit(ctx, tx, county, id)
	if err != nil {
		return err
	}
	if u.Title = strings.TrimSpace(title); u.Title == "" {
		return fault.Invalid("org.title_missing", nil).At("title")
	}
	u.TitleEN, u.Pinyin = titleEN, Pinyin(u.Title)
	return updateUnit(ctx, tx, county, u)
}

// CloseUnit says on which day a unit exists for the last time. Its records and people stay where they are.
func CloseUnit(ctx context.Context, tx *store.Tx, county string, id int64, lastDay string) error {
	return closeUnit(ctx, tx, county, id, lastDay, 0)
}

func closeUnit(ctx context.Context, tx *store.Tx, county string, id int64, lastDay string, into int64) error {
	u, err := FindUnit(ctx, tx, county, id)
	if err != nil {
		return err
	}
	if u.ParentID == 0 || lastDay < u.ValidFrom || lastDay == "" || !dayForm.MatchString(lastDay) || u.ValidTo != "" {
		return fault.Invalid("org.unit_cannot_close", fault.Args{"unit": u, "day": lastDay})
	}
	u.ValidTo, u.MergedInto = lastDay, into
	return updateUnit(ctx, tx, county, u)
}

// MergeUnits closes units on a day and makes them part of another: what is below them and the people in them belong to it
// from then on. Their records keep the unit they were made for; which of them follow is the pack's to say.
func MergeUnits(ctx context.Context, tx *store.Tx, county string, from []int64, into int64, lastDay string) error {
	target, err := FindUnit(ctx, tx, county, into)
	if err != nil {
		return err
	}
	for _, id := range from {
		if err := mergeUnit(ctx, tx, county, id, target, lastDay); err != nil {
			return err
		}
	}
	return nil
}

func mergeUnit(ctx context.Context, tx *store.Tx, county string, id int64, target Unit, lastDay string) error {
	u, err := FindUnit(ctx, tx, county, id)
	if err != nil {
		return err
	}
	if target.Within(u.Path) || target.ValidTo != "" || target.Kind != u.Kind {
		return fault.Invalid("org.unit_cannot_merge", fault.Args{"unit": u, "into": target})
	}
	if err := closeUnit(ctx, tx, county, id, lastDay, target.ID); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `UPDATE units SET parent_id = $1 WHERE county = $2 AND parent_id = $3`, target.ID, county, id)
	if err != nil {
		return fmt.Errorf("move what is below %s: %w", u.Title, err)
	}
	if err := movePaths(ctx, tx, county, u.Path, target.Path); err != nil {
		return err
	}
	return moveEveryone(ctx, tx, county, id, target.ID, addDays(lastDay, 1))
}

// addDays counts from a day in the form 2022-04-29; another form is left as it is.
func addDays(day string, days int) string {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return at.AddDate(0, 0, days).Format(time.DateOnly)
}

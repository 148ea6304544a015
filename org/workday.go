package org

import (
	"context"
	"fmt"

	"qixing/calendar"
	"qixing/fault"
	"qixing/store"
)

// LoadCalendar gives the built-in calendar with what the county has added: a year that came after this program, a local holiday.
func LoadCalendar(ctx context.Context, tx *store.Tx, county string) (*calendar.Calendar, error) {
	days, err := ListDays(ctx, tx, county)
	if err != nil {
		return nil, err
	}
	return calendar.Default().With(days...), nil
}

// ListDays gives the days that a county has added.
func ListDays(ctx context.Context, tx *store.Tx, county string) ([]calendar.Day, error) {
	rows, err := tx.Query(ctx, `SELECT day, works, title FROM calendar_days WHERE county = $1 ORDER BY day`, county)
	if err != nil {
		return nil, fmt.Errorf("days of %s: %w", county, err)
	}
	defer rows.Close()
	var days []calendar.Day
	for rows.Next() {
		var day calendar.Day
		var date string
		if err := rows.Scan(&date, &day.Works, &day.Title); err != nil {
			return nil, err
		}
		if day.Date, err = calendar.ParseDate(date); err != nil {
			return nil, err
		}
		days = append(days, day)
	}
	return days, rows.Err()
}

// AddDays adds holidays and make-up workdays; a day that is there already is changed. It takes a system administrator.
func AddDays(ctx context.Context, tx *store.Tx, by Principal, days []calendar.Day) error {
	if !by.administers(SystemAdmin) {
		return fault.Forbidden("org.days_forbidden", nil)
	}
	for _, day := range days {
		works := 0
		if day.Works {
			works = 1
		}
		_, err := tx.Exec(ctx, `INSERT INTO calendar_days (county, day, works, title) VALUES ($1, $2, $3, $4)
			ON CONFLICT (county, day) DO UPDATE SET works = excluded.works, title = excluded.title`, by.County, day.Date.String(), works, day.Title)
		if err != nil {
			return fmt.Errorf("add %s: %w", day.Date, err)
		}
	}
	return nil
}

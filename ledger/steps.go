package ledger

import (
	"context"
	"database/sql"
	"fmt"
	"sort"
	"strings"

	"qixing/org"
	"qixing/store"
)

// A page far down a sorted list would walk past all records before it. Where many records share a value of the sort column, as months
// do, how many come before each value is remembered, and the page begins at its own value.
const (
	deepOffset = 300  // where walking begins to cost more
	mostSteps  = 2000 // values of a column; with more, it is walked
	stepsKept  = 50   // lists
)

// step is a value of the sort column and how many records come before its first, in the order of the list.
type step struct {
	value  any
	before int64
}

// descend narrows a selection to the records from a page's own value on, and gives what is left of the offset. It changes nothing
// else, so it comes after counts and sums.
func (s *selection) descend(ctx context.Context, tx *store.Tx, q Query) (offset int, err error) {
	name, down := strings.CutPrefix(q.Sort, "-")
	column, err := s.table.FindColumn(name)
	if q.Offset < deepOffset || name == "owner" || err != nil || column.Field.Type.IsReference() { // these are in the order of what they refer to
		return q.Offset, nil
	}
	steps, err := s.steps(ctx, tx, column, down)
	if err != nil {
		return 0, fmt.Errorf("look how far down the list of %s is: %w", q.Register, err)
	}
	after := sort.Search(len(steps), func(i int) bool { return steps[i].before > int64(q.Offset) })
	if after == 0 {
		return q.Offset, nil
	}
	here, sign := steps[after-1], " >= "
	if down {
		sign = " <= "
	}
	s.add(quoted(column.Name) + sign + s.mark(here.value))
	return q.Offset - int(here.before), nil
}

// steps gives the values of a column in the order of the list; none if it holds too many, or if a record lacks one.
func (s *selection) steps(ctx context.Context, tx *store.Tx, column *Column, down bool) ([]step, error) {
	direction := " ASC"
	if down {
		direction = " DESC"
	}
	query := fmt.Sprintf(`SELECT %[1]s, count(*) FROM %[2]s WHERE %[3]s GROUP BY %[1]s ORDER BY %[1]s%[4]s LIMIT %[5]d`,
		quoted(column.Name), s.table.Name, s.where(), direction, mostSteps+1)
	from := store.Source{County: s.ledger.County, Parts: []string{PartOf(s.table.Register.ID), Part, org.Part}, Key: fmt.Sprintf("%s %q", query, s.args)}
	return s.ledger.steps.Recall(ctx, tx, from, func() ([]step, error) { return s.readSteps(ctx, tx, query, storageOf(column.Field)) })
}

func (s *selection) readSteps(ctx context.Context, tx *store.Tx, query string, kind storage) (steps []step, err error) {
	rows, err := tx.Query(ctx, query, s.args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var text sql.NullString
	var number sql.NullInt64
	var before, count int64
	for rows.Next() {
		one := step{before: before}
		if kind == numberStorage {
			err = rows.Scan(&number, &count)
			one.value = number.Int64
		} else {
			err = rows.Scan(&text, &count)
			one.value = text.String
		}
		if err != nil || len(steps) == mostSteps || !(number.Valid || text.Valid) {
			return nil, err
		}
		steps = append(steps, one)
		before += count
	}
	return steps, rows.Err()
}

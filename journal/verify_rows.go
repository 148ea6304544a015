package journal

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"qixing/fault"
)

// binding groups the rows that one query can check.
type binding struct {
	sample Bound
	rows   map[int64]latestBinding
}

// checkRows reads each bound table once for each set of columns, and reports
// the row whose leaf comes first.
func (v *verification) checkRows(ctx context.Context) error {
	first := int64(-1)
	var problem *fault.Error
	for _, group := range v.groups() {
		broken, err := v.checkGroup(ctx, group)
		if err != nil {
			return err
		}
		if broken != nil && (first < 0 || broken.leaf < first) {
			first, problem = broken.leaf, broken.fault()
		}
	}
	v.report.Rows = len(v.latest)
	if problem != nil {
		return found(problem)
	}
	return nil
}

func (v *verification) groups() []*binding {
	groups := map[string]*binding{}
	for key, latest := range v.latest {
		name := key.table + "(" + strings.Join(latest.bound.Columns, ",")
		if groups[name] == nil {
			groups[name] = &binding{sample: latest.bound, rows: map[int64]latestBinding{}}
		}
		groups[name].rows[key.id] = latest
	}
	names := make([]string, 0, len(groups))
	for name := range groups {
		names = append(names, name)
	}
	slices.Sort(names)
	sorted := make([]*binding, len(names))
	for i, name := range names {
		sorted[i] = groups[name]
	}
	return sorted
}

// checkGroup gives the broken row with the lowest leaf, or nil.
func (v *verification) checkGroup(ctx context.Context, group *binding) (*latestBinding, error) {
	query, err := group.sample.query("")
	if err != nil {
		return nil, err
	}
	rows, err := v.tx.Query(ctx, query, v.county)
	if err != nil {
		return nil, fmt.Errorf("read bound rows of %s: %w", group.sample.Table, err)
	}
	defer rows.Close()
	var broken *latestBinding
	for rows.Next() {
		values, targets := group.sample.targets()
		if err := rows.Scan(targets...); err != nil {
			return nil, err
		}
		id, _ := values[0].(int64)
		latest, ok := group.rows[id]
		if !ok {
			continue
		}
		delete(group.rows, id)
		sum, err := digest(latest.bound.Table, latest.bound.Columns, values)
		if err != nil || sum != latest.bound.SHA256 {
			broken = earlierOf(broken, latest)
		}
	}
	for _, gone := range group.rows {
		if gone.bound.SHA256 != "" {
			broken = earlierOf(broken, gone)
		}
	}
	return broken, rows.Err()
}

func earlierOf(a *latestBinding, b latestBinding) *latestBinding {
	if a != nil && a.leaf <= b.leaf {
		return a
	}
	return &b
}

func (b latestBinding) fault() *fault.Error {
	return fault.Invalid("journal.row_changed", fault.Args{"table": b.bound.Table, "id": b.bound.ID, "leaf": b.leaf})
}

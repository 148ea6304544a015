package ledger

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"qixing/calendar"
	"qixing/fault"
	"qixing/fixed"
	"qixing/pack"
	"qixing/store"
)

// capWatch watches the capped sums that a transaction's writes add to. Each sum is locked before the first write, so that two
// clerks at once can't pass it together, and looked at again after the last. A sum that was over its cap already, because the cap
// was lowered, may still become less.
type capWatch struct {
	ledger *Ledger
	tx     *store.Tx
	table  *Table
	groups []*capGroup
}

// capGroup is one sum: its cap, its period and the values of the cap's fields.
type capGroup struct {
	limit  *pack.Cap
	values map[string]Value
	owner  int64
	period calendar.Period // none if the cap runs over all time
	name   string
	before fixed.Value
	row    int // of the import, that is named when it is refused
}

func (l *Ledger) watchCaps(tx *store.Tx, table *Table) *capWatch {
	return &capWatch{ledger: l, tx: tx, table: table}
}

// add begins to watch the sums that a record will count in. It is called before the record is written.
func (w *capWatch) add(ctx context.Context, record *Record, row int) error {
	for _, limit := range w.table.Register.Caps {
		if record.State == Draft || record.Deleted || !record.Values[limit.Sum].Present {
			continue
		}
		if err := w.watch(ctx, w.groupOf(limit, record, row)); err != nil {
			return err
		}
	}
	return nil
}

func (w *capWatch) watch(ctx context.Context, group *capGroup) error {
	for _, known := range w.groups {
		if known.name == group.name {
			known.row = group.row
			return nil
		}
	}
	if err := w.tx.Lock(ctx, "cap/"+w.ledger.County+"/"+group.name); err != nil {
		return err
	}
	var err error
	group.before, err = w.sum(ctx, group)
	w.groups = append(w.groups, group)
	return err
}

func (w *capWatch) groupOf(limit *pack.Cap, record *Record, row int) *capGroup {
	g := &capGroup{limit: limit, values: record.Values, owner: ownerOf(w.table.Register, record), row: row}
	if limit.Period != "" {
		g.period = periodOf(w.table, record, calendar.Kind(limit.Period))
	}
	parts := []string{w.table.Register.ID, limit.ID, g.period.String()}
	for _, id := range limit.Per {
		if column, err := w.table.FindColumn(id); err == nil {
			parts = append(parts, record.Values[id].canonical(storageOf(column.Field)))
		} else {
			parts = append(parts, fmt.Sprint(g.owner))
		}
	}
	g.name = strings.Join(parts, "\x1f")
	return g
}

// periodOf is the period of a kind that a record lies in by its dated field.
func periodOf(table *Table, record *Record, kind calendar.Kind) calendar.Period {
	dated := table.DatedColumn()
	if dated == nil {
		return calendar.Period{}
	}
	return holding(record.Values[dated.Field.ID].canonical(storageOf(dated.Field)), kind)
}

// hold refuses what has been written if a sum has grown beyond its cap, each with the row that it came from.
func (w *capWatch) hold(ctx context.Context, refused func(row int, err error)) error {
	for _, group := range w.groups {
		sum, err := w.sum(ctx, group)
		if err != nil {
			return err
		}
		if most, holds := w.most(group); holds && sum > most && sum > group.before {
			refused(group.row, group.refusal(sum, most))
		}
	}
	return nil
}

// check is hold for a single record.
func (w *capWatch) check(ctx context.Context) error {
	var refusals []error
	err := w.hold(ctx, func(_ int, refusal error) { refusals = append(refusals, refusal) })
	return errors.Join(append(refusals, err)...)
}

// most is the cap on the last day of its period, or today if it has none. A cap whose number had no value yet doesn't hold.
func (w *capWatch) most(g *capGroup) (fixed.Value, bool) {
	day := today(w.tx)
	if !g.period.IsZero() {
		day = g.period.End().String()
	}
	values := w.ledger.Pack.Values(day)
	_, known := values[g.limit.AtMost.Parameter]
	return g.limit.AtMost.Resolve(values), known || g.limit.AtMost.Parameter == ""
}

func (g *capGroup) refusal(sum, most fixed.Value) error {
	args := fault.Args{"cap": g.limit, "period": g.period.Chinese(), "sum": sum.String(), "most": most.String(),
		"over": (sum - most).String(), "left": max(0, most-g.before).String()}
	return fault.Conflict("ledger.over_cap", args).At(g.limit.Sum)
}

// sum adds up what counts against the cap.
func (w *capWatch) sum(ctx context.Context, g *capGroup) (fixed.Value, error) {
	column, err := w.table.FindColumn(g.limit.Sum)
	if err != nil {
		return 0, err
	}
	s := &measureSelection{selection: selection{ledger: w.ledger, table: w.table, args: []any{w.ledger.County}}, measure: &pack.Measure{Title: g.limit.Title}}
	s.add("deleted = 0 AND state <> 'draft'")
	s.chooseWindow("period", g.period)
	s.chooseGroup(g)
	where, err := s.condition(g.limit.Where)
	if err != nil {
		return 0, err
	}
	var sum int64
	query := `SELECT CAST(COALESCE(SUM(` + quoted(column.Name) + `), 0) AS BIGINT) FROM ` + w.table.Name + ` WHERE ` + s.where() + ` AND ` + where
	if err := w.tx.QueryRow(ctx, query, s.args...).Scan(&sum); err != nil {
		return 0, fmt.Errorf("add up %s of %s: %w", g.limit.Sum, w.table.Register.ID, err)
	}
	return fixed.Value(sum * scaleOf(column.Field)), nil
}

func (w *measureSelection) chooseGroup(g *capGroup) {
	for _, id := range g.limit.Per {
		column, err := w.table.FindColumn(id)
		value := g.values[id]
		switch {
		case err != nil:
			w.add(ownerColumn(w.table.Register) + " = " + w.mark(g.owner))
		case !value.Present:
			w.add(quoted(column.Name) + " IS NULL")
		case storageOf(column.Field) == numberStorage:
			w.add(quoted(column.Name) + " = " + w.mark(value.Number))
		default:
			w.add(quoted(column.Name) + " = " + w.mark(value.canonical(storageOf(column.Field))))
		}
	}
}

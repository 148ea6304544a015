package ledger

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"

	"qixing/expression"
	"qixing/fault"
	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

// Suspect is a group of records that a doubt points out.
type Suspect struct {
	Doubt   *pack.Doubt
	Key     string // names the group as long as its records stay the same
	Records []Record
	Settled *Settled // what a person found
}

// Settled is what somebody found out about a suspect.
type Settled struct {
	By     int64
	At     string
	Reason string
}

// mostSuspects is how many groups are read for each doubt: whoever has more has one cause.
const mostSuspects = 200

// ListSuspects gives what the doubts of a register point out, among the records of which who may read at least one. The others of such a
// group are shown to the same person: that they are there is the point.
func (l *Ledger) ListSuspects(ctx context.Context, tx *store.Tx, who org.Principal, register string) ([]Suspect, error) {
	table, err := l.FindTable(register)
	if err != nil {
		return nil, err
	}
	if table.Register.Sensitive || !l.MayReadAny(who, table.Register) {
		return nil, fault.Forbidden("ledger.no_doubts", fault.Args{"register": table.Register})
	}
	settled, err := l.listSettled(ctx, tx, register)
	if err != nil {
		return nil, err
	}
	var all []Suspect
	for _, doubt := range table.Register.Doubts {
		groups, err := l.suspects(ctx, tx, table, doubt)
		if err != nil {
			return nil, fmt.Errorf("doubt %s: %w", doubt.ID, err)
		}
		for _, records := range groups {
			one := Suspect{Doubt: doubt, Key: suspectKey(doubt, records), Records: records}
			one.Settled = settled[one.Key]
			if slices.ContainsFunc(records, func(r Record) bool { return l.mayRead(who, table.Register, &r) }) {
				all = append(all, one)
			}
		}
	}
	return all, nil
}

// suspectKey names a group by its doubt and the records with their revisions: if one of them changes, it is looked at again.
func suspectKey(doubt *pack.Doubt, records []Record) string {
	sum := sha256.New()
	fmt.Fprint(sum, doubt.ID)
	for _, r := range records {
		fmt.Fprintf(sum, " %d/%d", r.ID, r.Revision)
	}
	return base64.RawURLEncoding.EncodeToString(sum.Sum(nil)[:18])
}

// suspects gives the records that are the same in some fields and differ in one, group by group.
func (l *Ledger) suspects(ctx context.Context, tx *store.Tx, table *Table, doubt *pack.Doubt) ([][]Record, error) {
	same, differ, err := l.doubtColumns(table, doubt)
	if err != nil {
		return nil, err
	}
	w := &measureSelection{selection: selection{ledger: l, table: table, args: []any{l.County}}, measure: &pack.Measure{Title: doubt.Title}}
	w.add("deleted = 0 AND state <> 'draft'")
	for _, column := range same {
		w.add(column + " IS NOT NULL")
	}
	where, err := w.condition(doubt.Where)
	if err != nil {
		return nil, err
	}
	w.add(where)
	group := strings.Join(same, ", ")
	pairs := make([]string, len(same))
	for i, column := range same {
		pairs[i] = "d." + column + " = r." + column
	}
	inner := `SELECT ` + group + ` FROM ` + table.Name + ` WHERE ` + w.where() + ` GROUP BY ` + group + ` HAVING count(DISTINCT ` + differ + `) > 1 ORDER BY ` +
		group + fmt.Sprintf(" LIMIT %d", mostSuspects)
	s := &selection{ledger: l, table: table, args: w.args}
	s.conditions = w.conditions
	s.add(`EXISTS (SELECT 1 FROM (` + inner + `) d WHERE ` + strings.ReplaceAll(strings.Join(pairs, " AND "), "r.", table.Name+".") + `)`)
	var groups [][]Record
	last := ""
	err = s.each(ctx, tx, " ORDER BY "+group+", id", func(r Record) error {
		key := sameness(table, doubt, &r)
		if key != last {
			groups, last = append(groups, nil), key
		}
		mask(table, &r)
		groups[len(groups)-1] = append(groups[len(groups)-1], r)
		return nil
	})
	return groups, err
}

func sameness(table *Table, doubt *pack.Doubt, r *Record) string {
	var parts []string
	for _, id := range doubt.Same {
		if column, err := table.FindColumn(id); err == nil {
			parts = append(parts, r.Values[id].canonical(storageOf(column.Field)))
		} else {
			parts = append(parts, fmt.Sprint(ownerOf(table.Register, r)))
		}
	}
	return strings.Join(parts, "\x1f")
}

func (l *Ledger) doubtColumns(table *Table, doubt *pack.Doubt) (same []string, differ string, err error) {
	column := func(id string) (string, error) {
		if id == "owner" {
			return ownerColumn(table.Register), nil
		}
		found, err := table.FindColumn(id)
		if err != nil {
			return "", err
		}
		if found.Secret {
			return "", fault.Invalid("ledger.secret_measure", fault.Args{"title": found.Field, "measure": doubt}).At(id)
		}
		return quoted(found.Name), nil
	}
	for _, id := range doubt.Same {
		name, err := column(id)
		if err != nil {
			return nil, "", err
		}
		same = append(same, name)
	}
	if _, err := table.FindColumn(doubt.Differ); doubt.Differ == pack.YearOfDate && err != nil {
		dated := table.DatedColumn()
		if kindOf(dated.Field) == expression.Number {
			return same, quoted(dated.Name), nil
		}
		return same, "substr(" + quoted(dated.Name) + ", 1, 4)", nil
	}
	differ, err = column(doubt.Differ)
	return same, differ, err
}

func (l *Ledger) listSettled(ctx context.Context, tx *store.Tx, register string) (map[string]*Settled, error) {
	rows, err := tx.Query(ctx, `SELECT suspect, actor, at, reason FROM doubts_settled WHERE county = $1 AND register = $2`, l.County, register)
	if err != nil {
		return nil, fmt.Errorf("doubts that were settled: %w", err)
	}
	defer rows.Close()
	settled := map[string]*Settled{}
	for rows.Next() {
		var key string
		var one Settled
		if err := rows.Scan(&key, &one.By, &one.At, &one.Reason); err != nil {
			return nil, err
		}
		settled[key] = &one
	}
	return settled, rows.Err()
}

// Settle writes down what who found about a suspect: why it is in order, or what was done. Whoever checks the register, or runs it, may.
func (l *Ledger) Settle(ctx context.Context, tx *store.Tx, who org.Principal, register, key, reason string) error {
	suspects, err := l.ListSuspects(ctx, tx, who, register)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(suspects, func(s Suspect) bool { return s.Key == key })
	table, _ := l.FindTable(register)
	switch {
	case at < 0:
		return fault.NotFound("ledger.no_suspect", nil)
	case strings.TrimSpace(reason) == "":
		return fault.Invalid("ledger.needs_reason", nil).At("reason")
	case !slices.ContainsFunc(suspects[at].Records, func(r Record) bool { return l.MayCheck(who, table.Register, r.UnitID) }) && !l.Oversees(who):
		return fault.Forbidden("ledger.may_not_settle", nil)
	}
	err = exec(ctx, tx, `INSERT INTO doubts_settled (county, register, suspect, actor, at, reason) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (county, register, suspect) DO UPDATE SET actor = excluded.actor, at = excluded.at, reason = excluded.reason`,
		l.County, register, key, who.AccountID, tx.Timestamp(), reason)
	if err != nil {
		return fmt.Errorf("settle a doubt: %w", err)
	}
	return nil
}

// Oversees tells whether who runs the county's rounds and so sees to its registers as a whole.
func (l *Ledger) Oversees(who org.Principal) bool {
	return slices.ContainsFunc(l.Pack.Roles, func(r *pack.Role) bool { return slices.Contains(r.May, pack.ManageRounds) && who.Has(r.ID) })
}

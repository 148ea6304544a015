package ledger

import (
	"context"
	"fmt"
	"strings"

	"qixing/fault"
	"qixing/org"
	"qixing/store"
)

// Query is which records of a register to list.
type Query struct {
	Register string
	Filters  []Filter // all must hold
	Search   string   // part of a text, of an option, of an owner's name, or of their pinyin
	UnitID   int64    // 0: everywhere; otherwise at the unit or below
	PersonID int64
	States   []State // none: all
	Deleted  bool    // the deleted ones instead
	Sort     string  // a field, "owner", "changed_at" or "" for the newest first; with "-" before it, downwards
	Limit    int     // 0: 50; at most 1000
	Offset   int
	Totals   bool   // also the sums of number columns, over all that match
	Reason   string // why a sensitive register is opened
}

// Filter is a condition on one field.
type Filter struct {
	Field    string
	Operator Operator
	Values   []Value
}

// Operator is how a filter compares.
type Operator string

// The operators. Encrypted fields take Equals, OneOf, IsMissing and IsPresent only.
const (
	Equals    Operator = "equals"
	OneOf     Operator = "one_of"
	AtLeast   Operator = "at_least"
	AtMost    Operator = "at_most"
	Contains  Operator = "contains" // a part of a text, or one of several choices
	IsMissing Operator = "missing"
	IsPresent Operator = "present"
)

// Page is a part of the records that match, and what all of them come to.
type Page struct {
	Records []Record
	Count   int64
	Totals  map[string]Value // by field; shared, so nobody changes it
}

// List gives a page of what who may read, secrets masked. A sensitive register asks for a reason and logs it, so it needs a
// writing transaction.
func (l *Ledger) List(ctx context.Context, tx *store.Tx, who org.Principal, q Query) (Page, error) {
	s, order, err := l.selectFor(ctx, tx, who, q)
	if err != nil {
		return Page{}, err
	}
	return s.page(ctx, tx, q, order)
}

// selectFor chooses what a query asks for of what who may read, and logs the opening of a sensitive register.
func (l *Ledger) selectFor(ctx context.Context, tx *store.Tx, who org.Principal, q Query) (s *selection, order string, err error) {
	table, err := l.FindTable(q.Register)
	if err != nil {
		return nil, "", err
	}
	if err := needReason(table.Register, q.Reason); err != nil {
		return nil, "", err
	}
	s = &selection{ledger: l, table: table, lang: who.Language, args: []any{l.County}}
	if err := s.choose(ctx, tx, who, q); err != nil {
		return nil, "", err
	}
	if order, err = s.order(q.Sort); err != nil || !table.Register.Sensitive {
		return s, order, err
	}
	return s, order, l.logOpening(ctx, tx, who, table.Register.ID, 0, q.Reason)
}

func (s *selection) page(ctx context.Context, tx *store.Tx, q Query, order string) (Page, error) {
	all, err := s.sums(ctx, tx, q.Totals)
	if err != nil {
		return Page{}, fmt.Errorf("add up %s: %w", q.Register, err)
	}
	limit := q.Limit
	if limit <= 0 {
		limit = 50
	}
	offset, err := s.descend(ctx, tx, q)
	if err != nil {
		return Page{}, err
	}
	text := fmt.Sprintf(` ORDER BY %s LIMIT %d OFFSET %d`, order, min(limit, 1000), max(offset, 0))
	page := Page{Count: all.count, Totals: all.totals}
	err = s.each(ctx, tx, text, func(r Record) error {
		mask(s.table, &r)
		page.Records = append(page.Records, r)
		return nil
	})
	return page, err
}

// each reads what is selected, one record after the other.
func (s *selection) each(ctx context.Context, tx *store.Tx, order string, do func(Record) error) error {
	rows, err := tx.Query(ctx, `SELECT `+s.table.reading+` FROM `+s.table.Name+` WHERE `+s.where()+order, s.args...)
	if err != nil {
		return fmt.Errorf("list %s: %w", s.table.Register.ID, err)
	}
	defer rows.Close()
	reader := s.ledger.newReader(s.table)
	for rows.Next() {
		record, err := reader.read(rows)
		if err != nil {
			return fmt.Errorf("list %s: %w", s.table.Register.ID, err)
		}
		if err := do(record); err != nil {
			return err
		}
	}
	return rows.Err()
}

// FindRecord gives one record, deleted ones too. Its secrets are masked unless a reason is given, which is logged; a sensitive
// register opens only with one.
func (l *Ledger) FindRecord(ctx context.Context, tx *store.Tx, who org.Principal, register string, id int64, reason string) (Record, error) {
	table, err := l.FindTable(register)
	if err != nil {
		return Record{}, err
	}
	record, err := l.findRow(ctx, tx, table, id)
	if err != nil {
		return Record{}, err
	}
	if !l.mayRead(who, table.Register, &record) {
		return Record{}, noRecord(table, id)
	}
	if record.PersonID == 0 || record.PersonID != who.PersonID {
		if err := needReason(table.Register, reason); err != nil {
			return Record{}, err
		}
	}
	if reason == "" {
		mask(table, &record)
		return record, nil
	}
	return record, l.logOpening(ctx, tx, who, register, id, reason)
}

// order writes ORDER BY: nothing comes before something on both databases.
func (s *selection) order(sort string) (string, error) {
	name, down := strings.CutPrefix(sort, "-")
	direction, last := " ASC NULLS FIRST", "id ASC"
	if down {
		direction, last = " DESC NULLS LAST", "id DESC"
	}
	switch name {
	case "":
		return "id DESC", nil
	case "owner":
		return ownerColumn(s.table.Register) + direction + ", " + last, nil
	case "changed_at":
		return "changed_at" + direction + ", " + last, nil
	}
	column, err := s.table.FindColumn(name)
	if err != nil {
		return "", err
	}
	if column.Secret {
		return "", fault.Invalid("ledger.secret_filter", fault.Args{"title": column.Field}).At(name)
	}
	return strings.Join(append(s.orderCalled(column), ""), direction+", ") + last, nil
}

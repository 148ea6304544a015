package ledger

import (
	"context"
	"strconv"
	"strings"

	"qixing/fault"
	"qixing/store"
)

// callbook is how a sheet writes the records of one register, and how they are found again: by what they are called, with their number
// where several are called the same.
type callbook struct {
	ledger *Ledger
	lang   string
	byID   map[int64]*Named
	byName map[string][]*Named // those that aren't deleted
}

func (l *Ledger) openCallbook(ctx context.Context, tx *store.Tx, register, lang string) (*callbook, error) {
	all, err := l.names(ctx, tx, register, lang)
	b := &callbook{ledger: l, lang: lang, byID: make(map[int64]*Named, len(all)), byName: map[string][]*Named{}}
	for _, one := range all {
		b.byID[one.Record.ID] = one
		if name := calledAs(one.Title); !one.Record.Deleted {
			b.byName[name] = append(b.byName[name], one)
		}
	}
	return b, err
}

// calledAs is a title as titles are compared.
func calledAs(title string) string { return strings.ToLower(compact(title)) }

// write gives what a row about a unit says for a record: its title, if that finds it again.
func (b *callbook) write(id, unit int64) string {
	one, ok := b.byID[id]
	if !ok {
		return numbered(id)
	}
	if found := b.called(one.Title, unit); len(found) == 1 && found[0] == one {
		return one.Title
	}
	return withNumber(one)
}

func withNumber(one *Named) string {
	if number := numbered(one.Record.ID); one.Title != number {
		return one.Title + " " + number
	}
	return one.Title
}

// called gives the records of a title; those of the row's own unit alone, if it has any.
func (b *callbook) called(title string, unit int64) []*Named {
	all := b.byName[calledAs(title)]
	var own []*Named
	for _, one := range all {
		if one.Record.UnitID == unit {
			own = append(own, one)
		}
	}
	if len(own) > 0 {
		return own
	}
	return all
}

// find reads what a row about a unit says: a title, a title with a number, or a number.
func (b *callbook) find(register, text string, unit int64) (int64, error) {
	found := b.called(text, unit)
	if len(found) == 1 {
		return found[0].Record.ID, nil
	}
	if id, ok := b.numbered(text); ok {
		return id, nil
	}
	args := fault.Args{"register": register, "value": text}
	if len(found) == 0 {
		return 0, fault.Invalid("ledger.no_record_called", args)
	}
	args["count"], args["choices"] = len(found), b.choices(found)
	return 0, fault.Invalid("ledger.record_ambiguous", args)
}

// numbered reads 12, #12 and 苹果卫士 #12.
func (b *callbook) numbered(text string) (int64, bool) {
	title, digits := "", compact(text)
	if at := strings.LastIndex(digits, "#"); at >= 0 {
		title, digits = digits[:at], digits[at+1:]
	}
	id, err := strconv.ParseInt(digits, 10, 64)
	one, ok := b.byID[id]
	fits := ok && !one.Record.Deleted && (title == "" || calledAs(title) == calledAs(one.Title))
	return id, err == nil && fits
}

// mostChoices is how many records of the same title a fault names.
const mostChoices = 5

func (b *callbook) choices(found []*Named) string {
	var texts []string
	for _, one := range found[:min(mostChoices, len(found))] {
		text := withNumber(one)
		if unit := b.ledger.fullTitle(one.Record.UnitID, b.lang); unit != "" {
			text += "（" + unit + "）"
		}
		texts = append(texts, text)
	}
	if len(found) > mostChoices {
		texts = append(texts, "…")
	}
	return strings.Join(texts, "、")
}

// record finds the record of a register that a cell names.
func (r *resolver) record(ctx context.Context, tx *store.Tx, register, text string, unit int64) (int64, error) {
	table, err := r.ledger.FindTable(register)
	if err != nil {
		return 0, err
	}
	if r.calls[register] == nil {
		if r.calls[register], err = r.ledger.openCallbook(ctx, tx, register, r.lang); err != nil {
			return 0, err
		}
	}
	return r.calls[register].find(registerTitle(table.Register, r.lang), text, unit)
}

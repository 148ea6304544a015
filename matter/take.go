package matter

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"qixing/fault"
	"qixing/ledger"
	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

// Taking is a step that somebody takes.
type Taking struct {
	Record   int64
	Revision int64 // of the record as they saw it
	Step     string
	Changes  map[string]ledger.Value // of the fields that the step fills
	Note     string
	Receipt  string // of whoever asked without an account, in their own hand or read to a clerk
	Request  string // names the request: sent again, it does nothing more
}

// Take takes a step. It refuses what isn't allowed in the matter's state, to whom, or on its condition, and says which.
func (d *Desk) Take(ctx context.Context, tx *store.Tx, who org.Principal, books *ledger.Ledger, id string, t Taking) (Matter, error) {
	policy, register, err := find(books, id)
	if err != nil {
		return Matter{}, err
	}
	step, ok := policy.FindStep(t.Step)
	if !ok {
		return Matter{}, fault.NotFound("matter.no_step", fault.Args{"step": t.Step})
	}
	if t.Request == "" || len(t.Request) > longestRequest {
		return Matter{}, fault.Usage("matter.no_request", nil)
	}
	if done, err := d.doneBefore(ctx, tx, who, books, policy, t); err != nil || done {
		if err != nil {
			return Matter{}, err
		}
		return d.open(ctx, tx, who, books, policy, t.Record, t.Receipt)
	}
	m, err := d.open(ctx, tx, who, books, policy, t.Record, t.Receipt)
	if err != nil {
		return Matter{}, err
	}
	if err := d.refuse(ctx, tx, books, m, step, t, who.Language); err != nil {
		return Matter{}, err
	}
	if err := d.write(ctx, tx, who, books, m, register, step, t); err != nil {
		return Matter{}, err
	}
	return d.open(ctx, tx, who, books, policy, t.Record, t.Receipt)
}

// TakeByReceipt takes a step as whoever holds a receipt.
func (d *Desk) TakeByReceipt(ctx context.Context, tx *store.Tx, books *ledger.Ledger, t Taking) (Matter, error) {
	m, err := d.FindReceipt(ctx, tx, books, t.Receipt)
	if err != nil {
		return Matter{}, err
	}
	t.Record = m.Record.ID
	return d.Take(ctx, tx, public(books.County), books, m.Policy.ID, t)
}

// doneBefore tells whether the same request has taken this step already. Requests of one name wait for each other, and so do all steps
// of one record.
func (d *Desk) doneBefore(ctx context.Context, tx *store.Tx, who org.Principal, books *ledger.Ledger, policy *pack.Matter, t Taking) (bool, error) {
	if err := tx.Lock(ctx, fmt.Sprintf("matter:%s:%d", books.County, t.Record)); err != nil {
		return false, err
	}
	if err := tx.Lock(ctx, "matter_request:"+books.County+":"+t.Request); err != nil {
		return false, err
	}
	register, record, taken, err := findRequest(ctx, tx, books.County, t.Request)
	if err != nil || record == 0 {
		return false, err
	}
	if register != policy.Register || record != t.Record || taken.Step != t.Step || taken.AccountID != who.AccountID {
		return false, fault.Conflict("matter.other_request", nil)
	}
	return true, nil
}

// refuse says why a step can't be taken.
func (d *Desk) refuse(ctx context.Context, tx *store.Tx, books *ledger.Ledger, m Matter, step *pack.Step, t Taking, lang string) error {
	at := slices.IndexFunc(m.Offers, func(o Offer) bool { return o.Step == step })
	if at < 0 {
		return fault.Conflict("matter.wrong_state", fault.Args{"step": stepTitle(step, lang), "status": statusTitle(m, lang)})
	}
	if why := m.Offers[at].Why; why != nil {
		return why
	}
	if step.Reason && strings.TrimSpace(t.Note) == "" {
		return fault.Invalid("matter.reason_needed", fault.Args{"step": stepTitle(step, lang)}).At("note")
	}
	if len([]rune(t.Note)) > 2000 {
		return fault.Invalid("matter.note_long", nil).At("note")
	}
	values := maps.Clone(m.Record.Values)
	for field, value := range t.Changes {
		if !slices.Contains(step.Fills, field) {
			return fault.Invalid("matter.not_filled_here", fault.Args{"step": stepTitle(step, lang), "field": field}).At("values." + field)
		}
		if values[field] = value; !value.Present {
			delete(values, field)
		}
	}
	if err := needed(m.Register, step, values, lang); err != nil {
		return err
	}
	if !ledger.Holds(m.Register, step.When, values) {
		return fault.Conflict("matter.condition", fault.Args{"step": stepTitle(step, lang), "condition": step.When.Source})
	}
	return dataAllow(ctx, tx, books, m, step, values, lang)
}

// needed names all fields that the step can't leave empty.
func needed(register *pack.Register, step *pack.Step, values map[string]ledger.Value, lang string) error {
	var problems []error
	for _, id := range step.Needs {
		if field, ok := register.FindField(id); ok && !values[id].Present {
			problems = append(problems, fault.Invalid("matter.needed", fault.Args{"title": fieldTitle(field, lang)}).At("values."+id))
		}
	}
	return errors.Join(problems...)
}

func (d *Desk) write(ctx context.Context, tx *store.Tx, who org.Principal, books *ledger.Ledger, m Matter, register *pack.Register, step *pack.Step, t Taking) error {
	note, to := strings.TrimSpace(t.Note), step.To
	if needed, done := takers(tx, books, m, step); done+1 < needed {
		to = m.Status()
	}
	old, record, err := books.TakeStep(ctx, tx, who, m.Policy, ledger.Stepping{ID: t.Record, Revision: t.Revision, To: to, Changes: t.Changes, Reason: note})
	if err != nil {
		return err
	}
	taken := Taken{Step: step.ID, From: m.Status(), To: to, AccountID: who.AccountID, Actor: who.Title, At: tx.Now, Note: note, Changed: []string{}, Revision: record.Revision}
	if t.Receipt != "" && who.AccountID != 0 {
		taken.Actor = fault.Sentence("matter.by_phone", "zh", fault.Args{"clerk": who.Title})
	}
	for _, field := range register.Fields {
		if field.ID != m.Policy.Status && !old.Values[field.ID].Equal(record.Values[field.ID]) {
			taken.Changed = append(taken.Changed, field.ID)
		}
	}
	if err := keep(ctx, tx, books.County, register.ID, t.Record, t.Request, taken); err != nil {
		return err
	}
	return remember(ctx, tx, who, m.Policy, record, "matter_step", taken)
}

func statusTitle(m Matter, lang string) string {
	field, ok := m.Register.FindField(m.Policy.Status)
	if !ok {
		return m.Status()
	}
	option, ok := field.FindOption(m.Status())
	if !ok {
		return m.Status()
	}
	return pack.In(lang, option.Title, option.TitleEN)
}

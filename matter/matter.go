package matter

import (
	"time"

	"qixing/calendar"
	"qixing/fault"
	"qixing/ledger"
	"qixing/org"
	"qixing/pack"
)

// Desk is where matters are handled. All fields are required.
type Desk struct {
	Calendar *calendar.Calendar
	Keys     *org.Keyring
}

// Matter is one record on its way.
type Matter struct {
	Policy    *pack.Matter
	Register  *pack.Register
	Record    ledger.Record
	EnteredAt time.Time // when it came into its state
	Taken     []Taken   // the steps so far, the oldest first
	Offers    []Offer   // the steps that its state allows
}

// Taken is a step that somebody took.
type Taken struct {
	ID        int64
	Step      string // "" for the beginning
	From      string
	To        string
	AccountID int64 // 0 where nobody was signed in
	Actor     string
	At        time.Time
	Note      string
	Changed   []string // the fields that it filled
	Revision  int64    // of the record, after it
}

// Offer is a step that the matter's state allows, and whether who asks may take it.
type Offer struct {
	Step   *pack.Step
	Due    calendar.Date // none without a limit
	Why    error         // nil: who asks may take it
	Needed int           // how many people must take it, each by themselves
	Done   int           // how many of them have
}

// May tells whether who asked may take the step now.
func (o Offer) May() bool { return o.Why == nil }

// Status is the state that the matter stands in.
func (m Matter) Status() string { return m.Record.Values[m.Policy.Status].Text }

// find gives a matter of the pack with its register.
func find(books *ledger.Ledger, id string) (*pack.Matter, *pack.Register, error) {
	policy, ok := books.Pack.FindMatter(id)
	if !ok {
		return nil, nil, fault.NotFound("matter.no_matter", fault.Args{"matter": id})
	}
	table, err := books.FindTable(policy.Register)
	if err != nil {
		return nil, nil, err
	}
	return policy, table.Register, nil
}

// dueOf is the last day of a step's time in the present state; none while the policy names no limit yet.
func (d *Desk) dueOf(books *ledger.Ledger, step *pack.Step, entered time.Time) calendar.Date {
	if step.Within == nil {
		return calendar.Date{}
	}
	from := calendar.DateOf(entered)
	values := books.Pack.Values(from.String())
	if _, inForce := values[step.Within.Parameter]; step.Within.Parameter != "" && !inForce {
		return calendar.Date{}
	}
	due, _ := d.Calendar.AddWorkdays(from, int(step.Within.Resolve(values)/1_000_000))
	return due
}

func stepTitle(step *pack.Step, lang string) string { return pack.In(lang, step.Title, step.TitleEN) }

func fieldTitle(field *pack.Field, lang string) string {
	return pack.In(lang, field.Title, field.TitleEN)
}

package matter

import (
	"context"
	"maps"
	"strings"

	"qixing/calendar"
	"qixing/fault"
	"qixing/journal"
	"qixing/ledger"
	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

// Asking is what somebody starts a matter with.
type Asking struct {
	UnitID   int64
	PersonID int64
	Values   map[string]ledger.Value
	ForOther bool   // a clerk writes down what somebody asks: that person gets the receipt, and only they are the asker
	Request  string // names the request: sent again, it starts nothing more
}

// Started is a matter that began, with the receipt for whoever asked without an account. The receipt is shown this once.
type Started struct {
	Matter  Matter
	Receipt string
}

// public is who acts when nobody is signed in.
func public(county string) org.Principal {
	return org.Principal{County: county, Title: askerTitle("zh"), Language: "zh"}
}

func askerTitle(lang string) string { return fault.Sentence("matter.by_receipt", lang, nil) }

// ActorIn is who took a step: by the name they had, or as whoever asked, in the reader's language.
func (t Taken) ActorIn(lang string) string {
	if t.Actor == askerTitle("zh") {
		return askerTitle(lang)
	}
	return t.Actor
}

// longestRequest bounds what names a request.
const longestRequest = 100

// Start begins a matter on behalf of who is signed in.
func (d *Desk) Start(ctx context.Context, tx *store.Tx, who org.Principal, books *ledger.Ledger, id string, a Asking) (Started, error) {
	return d.start(ctx, tx, who, books, id, a, func(policy *pack.Matter, record ledger.Record) (ledger.Record, error) {
		if a.ForOther && len(policy.Public) == 0 {
			return record, fault.Forbidden("matter.not_public", fault.Args{"matter": policy})
		}
		return books.Save(ctx, tx, who, policy.Register, record)
	})
}

// StartPublic begins a matter for somebody who isn't signed in, who may fill in the fields of the public form only.
func (d *Desk) StartPublic(ctx context.Context, tx *store.Tx, books *ledger.Ledger, id string, a Asking) (Started, error) {
	a.ForOther = true
	who := public(books.County)
	return d.start(ctx, tx, who, books, id, a, func(policy *pack.Matter, record ledger.Record) (ledger.Record, error) {
		if len(policy.Public) == 0 {
			return record, fault.NotFound("matter.not_public", fault.Args{"matter": policy})
		}
		return books.ReceiveRecord(ctx, tx, who, policy.Register, record)
	})
}

type saving func(*pack.Matter, ledger.Record) (ledger.Record, error)

func (d *Desk) start(ctx context.Context, tx *store.Tx, who org.Principal, books *ledger.Ledger, id string, a Asking, save saving) (Started, error) {
	policy, register, err := find(books, id)
	if err != nil {
		return Started{}, err
	}
	if a.Request == "" || len(a.Request) > longestRequest {
		return Started{}, fault.Usage("matter.no_request", nil)
	}
	if again, err := d.startedBefore(ctx, tx, who, books, policy, a); err != nil || again != nil {
		return deref(again), err
	}
	record := ledger.Record{UnitID: a.UnitID, PersonID: a.PersonID, Values: maps.Clone(a.Values)}
	fillDate(tx, register, &record)
	record, err = save(policy, record)
	if err != nil {
		return Started{}, err
	}
	taken := Taken{To: policy.Start, AccountID: who.AccountID, Actor: who.Title, At: tx.Now, Revision: record.Revision, Changed: []string{}}
	if err := keep(ctx, tx, books.County, policy.Register, record.ID, a.Request, taken); err != nil {
		return Started{}, err
	}
	started := Started{}
	if a.ForOther {
		started.Receipt = d.receiptOf(books.County, a.Request)
		if err := d.issue(ctx, tx, books.County, policy.Register, record.ID, started.Receipt); err != nil {
			return Started{}, err
		}
	}
	err = remember(ctx, tx, who, policy, record, "matter_started", taken)
	if err != nil {
		return Started{}, err
	}
	started.Matter, err = d.open(ctx, tx, who, books, policy, record.ID, started.Receipt)
	return started, err
}

func deref(s *Started) Started {
	if s == nil {
		return Started{}
	}
	return *s
}

// startedBefore gives what the same request has started already, or nil. Requests of one name wait for each other.
func (d *Desk) startedBefore(ctx context.Context, tx *store.Tx, who org.Principal, books *ledger.Ledger, policy *pack.Matter, a Asking) (*Started, error) {
	if err := tx.Lock(ctx, "matter_request:"+books.County+":"+a.Request); err != nil {
		return nil, err
	}
	register, record, taken, err := findRequest(ctx, tx, books.County, a.Request)
	if err != nil || record == 0 {
		return nil, err
	}
	if register != policy.Register || taken.Step != "" || taken.AccountID != who.AccountID {
		return nil, fault.Conflict("matter.other_request", nil)
	}
	again := &Started{}
	if a.ForOther {
		again.Receipt = d.receiptOf(books.County, a.Request)
	}
	again.Matter, err = d.open(ctx, tx, who, books, policy, record, again.Receipt)
	return again, err
}

// fillDate dates what is asked today, unless the form says another day. A date that needn't be known yet, as of arriving, is left alone.
func fillDate(tx *store.Tx, register *pack.Register, record *ledger.Record) {
	dated, ok := register.DatedField()
	if !ok || !dated.Required || record.Values[dated.ID].Present {
		return
	}
	if record.Values == nil {
		record.Values = map[string]ledger.Value{}
	}
	record.Values[dated.ID] = presentDay(dated.Type, calendar.DateOf(tx.Now))
}

// presentDay is a day as a field of some type holds it.
func presentDay(kind pack.FieldType, day calendar.Date) ledger.Value {
	switch kind {
	case pack.Year:
		return ledger.NumberValue(int64(day.Year))
	case pack.HalfYear:
		return ledger.TextValue(day.In(calendar.HalfYear).String())
	case pack.Quarter:
		return ledger.TextValue(day.In(calendar.Quarter).String())
	case pack.Month:
		return ledger.TextValue(day.In(calendar.Month).String())
	}
	return ledger.TextValue(day.String())
}

// remember writes into the journal what was done, without what people wrote: that stays in the county's tables.
func remember(ctx context.Context, tx *store.Tx, who org.Principal, policy *pack.Matter, record ledger.Record, kind string, t Taken) error {
	_, err := journal.Append(ctx, tx, who.County, journal.Entry{Kind: kind, Subject: policy.Title, Actor: strings.TrimSpace(who.Title), At: tx.Now,
		Data: map[string]any{"matter": policy.ID, "record": record.ID, "step": t.Step, "from": t.From, "to": t.To, "account": t.AccountID, "revision": t.Revision, "fields": t.Changed}})
	return err
}

package demo

import (
	"context"
	"fmt"
	"time"

	"qixing/calendar"
	"qixing/ledger"
	"qixing/org"
	"qixing/store"
)

// years are those that the registers hold.
var years = []int{2021, 2022}

// makeRecords fills the registers: the county's own, then village by village in the order of its years.
func (c *county) makeRecords(ctx context.Context, db *store.DB) error {
	if err := c.write(ctx, db, (*writer).countyRegisters); err != nil {
		return err
	}
	villages := c.villages
	if c.Villages > 0 {
		villages = villages[:min(c.Villages, len(villages))]
	}
	if err := c.write(ctx, db, (*writer).talentRegisters); err != nil {
		return err
	}
	for i, v := range villages {
		c.tell("records", int64(i), int64(len(villages)))
		if err := c.write(ctx, db, func(w *writer) { w.villageRegisters(i, v) }); err != nil {
			return err
		}
	}
	return c.write(ctx, db, (*writer).townBids)
}

// write runs fn in a transaction of its own. fn can run again, so a village's dice are thrown from where they lay.
func (c *county) write(ctx context.Context, db *store.DB, fn func(*writer)) error {
	return db.Write(ctx, func(tx *store.Tx) error {
		w := &writer{county: c, ctx: ctx, tx: tx}
		fn(w)
		return w.err
	})
}

func (w *writer) villageRegisters(at int, settled *village) {
	again := *settled
	v := &again
	v.dice = newDice(w.Seed, "records "+settled.likeness)
	w.village = v
	w.baseline(v)
	w.before(at, v)
	for _, year := range years {
		w.profile(v, year)
		w.accounts(v, year)
		w.benefits(v, year)
		w.meetings(v, year)
		w.checks(v, year)
		w.environment(v, year)
		w.civility(v, year)
		w.disputes(v, year)
		w.talents(v, year)
		w.sanctions(v, year)
		w.project(at, v, year)
		w.premises(at, v, year)
		w.applicants(v, year)
	}
	w.bid(at, v)
	w.alliance(at, v)
	w.training(at, v)
	w.stop(at, v)
	w.agreement(at, v)
	w.help(at, v)
	w.homecoming(at, v)
	w.orders(at, v)
}

// before writes the year before the first, with dice of its own, so that what is told of the others stays as it is. Members were first chosen in 2021.
func (w *writer) before(at int, v *village) {
	year, own := years[0]-1, v.dice
	v.dice = newDice(w.Seed, "year before "+v.likeness)
	w.profile(v, year)
	w.benefits(v, year)
	w.meetings(v, year)
	w.checks(v, year)
	w.environment(v, year)
	w.civility(v, year)
	w.disputes(v, year)
	w.talents(v, year)
	w.premises(at, v, year)
	v.dice = own
	for ; year < 2022; year++ {
		w.earlierProject(at, v, year)
	}
}

// writer writes records on behalf of those who fill and check them. After the first error it does nothing.
type writer struct {
	*county
	ctx     context.Context
	tx      *store.Tx
	village *village
	err     error

	requests int // matters begun
}

// put writes a record about a unit and has it checked.
func (w *writer) put(register string, unit int64, filler, checker string, fields values) {
	w.save(register, ledger.Record{UnitID: unit, Values: fields}, filler, checker)
}

// putPerson writes a record about a person and has it checked.
func (w *writer) putPerson(register string, person org.Person, filler, checker string, fields values) {
	w.save(register, ledger.Record{PersonID: person.ID, Values: fields}, filler, checker)
}

// leave writes a record about a unit that still waits to be checked.
func (w *writer) leave(register string, unit int64, filler string, fields values) {
	w.save(register, ledger.Record{UnitID: unit, Values: fields}, filler, "")
}

func (w *writer) save(register string, record ledger.Record, filler, checker string) int64 {
	if w.err != nil {
		return 0
	}
	w.tx.Now = filledAt(record.Values)
	saved, err := w.book.Save(w.ctx, w.tx, w.staff[filler], register, record)
	if err == nil && checker != "" {
		w.tx.Now = w.tx.Now.AddDate(0, 0, 3)
		_, err = w.book.Check(w.ctx, w.tx, w.staff[checker], register, saved.ID, saved.Revision)
	}
	if err != nil {
		w.err = fmt.Errorf("%s of %s, filled by %q, checked by %q: %w", register, w.village.Title, filler, checker, err)
	}
	return saved.ID
}

// workday is the first working day from a day on.
func workday(day time.Time) time.Time {
	from := calendar.DateOf(day)
	for !calendar.Default().IsWorkday(from) {
		day = day.AddDate(0, 0, 1)
		from = calendar.DateOf(day)
	}
	return day
}

// filledAt is when somebody wrote a record down: two days after what it tells of, at the beginning of the next month or half-year, or in
// November for what is told once a year or is still under way.
func filledAt(fields values) time.Time {
	if at, err := time.Parse(time.DateOnly, fields["date"].Text); err == nil {
		return at.Add(2*24*time.Hour + 2*time.Hour)
	}
	if at, err := time.Parse("2006-01", fields["month"].Text); err == nil {
		return at.AddDate(0, 1, 3).Add(3 * time.Hour)
	}
	if half, err := calendar.ParsePeriod(fields["half"].Text); err == nil && half.End().Before(calendar.MustDate("2022-11-28")) {
		return workday(half.End().At(9, 0).AddDate(0, 0, 3)).UTC()
	}
	year := 2022
	if fields["year"].Present {
		year = int(fields["year"].Number)
	}
	return time.Date(year, time.November, 4, 1, 30, 0, 0, time.UTC)
}

// byVillage has the village fill and the town check, byTown the town fill and the county check.
func (w *writer) byVillage(register string, v *village, fields values) {
	w.put(register, v.ID, villageKey(v.ID), townKey(v.town.ID, 0), fields)
}

func (w *writer) byTown(register string, v *village, fields values) {
	w.put(register, v.ID, townKey(v.town.ID, 0), checker, fields)
}

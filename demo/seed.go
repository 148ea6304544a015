package demo

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"qixing/fault"
	"qixing/journal"
	"qixing/ledger"
	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

// Options are what a demonstration is made with.
type Options struct {
	Keys     *org.Keyring
	Seed     uint64                               // 0 is as good as any other
	Villages int                                  // how many villages have records; 0: all
	Progress func(step string, done, total int64) // may be nil
}

// county is a demonstration in the making.
type county struct {
	Options
	code     string
	day      string // on which the units are looked at
	folder   fs.FS
	pack     *pack.Pack
	tree     *org.Tree
	book     *ledger.Ledger
	villages []*village
	people   map[int64][]org.Person   // by village, the secretary of today first
	staff    map[string]org.Principal // who does what, by the keys of accounts.go
	homes    []int64                  // where the judges come from
	products []int64                  // records of the industries that have a team
	teams    []int64                  // and their teams
	roster   []helper                 // the experts
	classes  []trainingClass          // that were held

	lines         []int64                      // the demonstration belts
	conformities  map[conformityKey]conformity // how villages stood in their checks
	demonstrating map[int64]bool               // towns that have a demonstration village
}

// Seed makes the county of the pack in folder, whose data/units.csv lists its units. A pack without a story of its own (data/demonstration.md) gives a
// county to try it in, without records. Whoever is there, and what they may do, is
// made in one transaction, and so is each village's ledger; a leaf of the journal says that all of it is done. A county that
// is there already is refused, and so is one that a broken-off Seed has left behind.
func Seed(ctx context.Context, db *store.DB, folder fs.FS, o Options) error {
	policy, faults := pack.Load(folder)
	if faults.Failed() {
		return fmt.Errorf("load the demonstration's pack: %w", faults.Err())
	}
	var c *county
	err := db.Write(ctx, func(tx *store.Tx) error {
		c = &county{Options: o, code: policy.County, day: "2022-11-20", folder: folder, pack: policy,
			people: map[int64][]org.Person{}, staff: map[string]org.Principal{}, conformities: map[conformityKey]conformity{}, demonstrating: map[int64]bool{}}
		if !c.hasStory() {
			return c.settlePlain(ctx, tx)
		}
		return c.settle(ctx, tx)
	})
	if err != nil {
		return err
	}
	if c.hasStory() {
		if err := c.makeRecords(ctx, db); err != nil {
			return fmt.Errorf("make the demonstration's records: %w", err)
		}
	}
	return db.Write(ctx, func(tx *store.Tx) error {
		if c.hasStory() {
			if err := c.makeRounds(ctx, tx); err != nil {
				return fmt.Errorf("make the demonstration's rounds: %w", err)
			}
		}
		_, err := journal.Append(ctx, tx, c.code, journal.Entry{Kind: doneKind, Subject: "county/" + c.code, Actor: "demo", Data: map[string]any{"seed": o.Seed}})
		return err
	})
}

// doneKind is the journal's word for a demonstration that is whole.
const doneKind = "demo_made"

// IsSeeded tells whether a county is a demonstration, and whole.
func IsSeeded(ctx context.Context, tx *store.Tx, county string) (bool, error) {
	leaves, err := journal.ListLeaves(ctx, tx, county, journal.Filter{Kind: doneKind, Limit: 1})
	return len(leaves) > 0, err
}

// settle makes everything but the records.
func (c *county) settle(ctx context.Context, tx *store.Tx) error {
	return c.inSteps(ctx, tx, []step{{"units", c.importUnits}, {"people", c.makePeople}, {"accounts", c.makeAccounts}, {"pack", c.applyPack}})
}

// step is a part of the making.
type step struct {
	title string
	do    func(context.Context, *store.Tx) error
}

func (c *county) inSteps(ctx context.Context, tx *store.Tx, steps []step) error {
	tx.Now = time.Date(2020, time.January, 6, 1, 0, 0, 0, time.UTC)
	for i, step := range steps {
		c.tell(step.title, int64(i), int64(len(steps)))
		if err := step.do(ctx, tx); err != nil {
			return fmt.Errorf("make the demonstration's %s: %w", step.title, err)
		}
	}
	return nil
}

func (c *county) tell(step string, done, total int64) {
	if c.Progress != nil {
		c.Progress(step, done, total)
	}
}

func (c *county) importUnits(ctx context.Context, tx *store.Tx) error {
	if err := c.refuseSecond(ctx, tx); err != nil {
		return err
	}
	file, err := c.folder.Open("data/units.csv")
	if err != nil {
		return fault.Invalid("demo.units_missing", nil).Because(err)
	}
	defer file.Close()
	rows, err := org.ReadUnits(file)
	if err != nil {
		return err
	}
	if _, err := org.ImportUnits(ctx, tx, c.code, rows, true); err != nil {
		return err
	}
	if c.tree, err = org.LoadTree(ctx, tx, c.code); err != nil {
		return err
	}
	c.makeVillages()
	return nil
}

func (c *county) refuseSecond(ctx context.Context, tx *store.Tx) error {
	there, err := org.LoadTree(ctx, tx, c.code)
	if err != nil || len(there.Units()) == 0 {
		return err
	}
	whole, err := IsSeeded(ctx, tx, c.code)
	if err != nil {
		return err
	}
	if root, err := there.Root(); err == nil && root.Demo && !whole {
		return fault.Conflict("demo.unfinished", fault.Args{"county": c.code})
	}
	return fault.Conflict("demo.county_there", fault.Args{"county": c.code})
}

func (c *county) applyPack(ctx context.Context, tx *store.Tx) error {
	files, err := ledger.ZipFiles(c.folder)
	if err != nil {
		return err
	}
	plan, err := ledger.PlanTables(ctx, tx, c.code, c.pack)
	if err != nil {
		return err
	}
	if err := ledger.Apply(ctx, tx, plan, ledger.Applying{By: c.staff[office].AccountID, Files: files}); err != nil {
		return err
	}
	c.book, err = ledger.Open(ctx, tx, c.pack, c.tree, c.Keys)
	return err
}

// errUnknownRole guards against a pack that lacks a role which the demonstration gives out.
var errUnknownRole = errors.New("the pack has no such role")

func date(year int, month time.Month, day int) string {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

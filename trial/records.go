package trial

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"qixing/ledger"
	"qixing/org"
	"qixing/score"
	"qixing/store"
	"qixing/target"
)

// keepRecords writes the case's records into a ledger of its own, and takes from it what the case is about.
func (t *trial) keepRecords(ctx context.Context, within *scratch) (err error) {
	db, err := within.open(ctx, func() time.Time { return t.period.End().At(18, 0) })
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	c := &county{trial: t, ctx: ctx, keys: within.keys}
	if err := c.within(db, c.settle); err != nil {
		return err
	}
	for _, rows := range t.one.Records {
		if rows.Register == t.one.Register {
			err = c.tryEach(db, rows)
		} else {
			err = c.within(db, func() error { return c.fill(rows) })
		}
		if err != nil {
			return err
		}
	}
	return c.within(db, c.take)
}

// within does one step of a case in a transaction of its own.
func (c *county) within(db *store.DB, do func() error) error {
	return db.Write(c.ctx, func(tx *store.Tx) error {
		c.tx = tx
		return do()
	})
}

// county is the place where a case's records are kept: a county with one town, in which the subjects live.
type county struct {
	*trial
	ctx    context.Context
	tx     *store.Tx
	keys   *org.Keyring
	books  *ledger.Ledger
	owners map[string]ledger.Subject
}

// home is the town in which villages of a case lie, and the village in which its people live.
const home = "用例"

func (c *county) settle() error {
	c.owners = map[string]ledger.Subject{}
	code := c.policy.County
	rows := []org.UnitRow{{Code: code, Kind: org.County, Title: everyone}, {Code: code + "001", Kind: org.Town, Title: home, Parent: code}}
	kinds := c.kinds()
	if slices.Contains(slices.Collect(maps.Values(kinds)), "person") { // otherwise a village more would be one to count
		rows = append(rows, org.UnitRow{Code: code + "001001", Kind: org.Village, Title: home, Parent: code + "001"})
	}
	for i, name := range c.subjects {
		switch kinds[name] {
		case "town":
			rows = append(rows, org.UnitRow{Code: fmt.Sprintf("%s%03d", code, 100+i), Kind: org.Town, Title: name, Parent: code})
		case "person", "county":
		default:
			rows = append(rows, org.UnitRow{Code: fmt.Sprintf("%s001%03d", code, 100+i), Kind: org.Village, Title: name, Parent: code + "001"})
		}
	}
	if _, err := org.ImportUnits(c.ctx, c.tx, code, rows, false); err != nil {
		return err
	}
	if err := c.openBooks(code); err != nil {
		return err
	}
	return c.findOwners(kinds)
}

// kinds says what each subject is: what the registers are about in which it has records, or what the scheme evaluates.
func (c *county) kinds() map[string]string {
	kinds := map[string]string{}
	if scheme, found := c.policy.FindScheme(c.one.Scheme); found {
		for _, name := range c.subjects {
			kinds[name] = scheme.Subject
		}
	}
	for _, rows := range c.one.Records {
		register, _ := c.policy.FindRegister(rows.Register)
		for _, row := range rows.Rows {
			for _, value := range row {
				if value.Name == "owner" && register != nil {
					kinds[value.Text] = register.Owner
				}
			}
		}
	}
	return kinds
}

func (c *county) openBooks(code string) error {
	tree, err := org.LoadTree(c.ctx, c.tx, code)
	if err != nil {
		return err
	}
	c.books, err = ledger.Open(c.ctx, c.tx, c.policy, tree, c.keys)
	return err
}

func (c *county) findOwners(kinds map[string]string) error {
	root, err := c.books.Tree.Root()
	if err != nil {
		return err
	}
	c.owners[everyone] = ledger.Subject{UnitID: root.ID}
	for _, name := range c.subjects {
		if kinds[name] == "county" {
			c.owners[name] = c.owners[everyone]
			continue
		}
		if kinds[name] == "person" {
			village, err := c.books.Tree.FindByTitle(org.Village, home, 0)
			if err != nil {
				return err
			}
			person, err := org.CreatePerson(c.ctx, c.tx, c.keys, c.policy.County, org.NewPerson{UnitID: village.ID, Name: name})
			if err != nil {
				return err
			}
			c.owners[name] = ledger.Subject{UnitID: village.ID, PersonID: person.ID}
			continue
		}
		unit, err := c.books.Tree.FindByTitle("", name, 0)
		if err != nil {
			return err
		}
		c.owners[name] = ledger.Subject{UnitID: unit.ID}
	}
	return nil
}

// take takes the measures that the case needs, beside those that are given, or the target's standing.
func (c *county) take() error {
	if c.one.Register != "" {
		return nil
	}
	if c.one.Matter != "" {
		return c.tryStep()
	}
	if c.one.Target != "" {
		declared, _ := c.policy.FindTarget(c.one.Target)
		standing, err := target.Find(c.ctx, c.tx, c.books, declared, c.period.End())
		c.standing = &standing
		return err
	}
	of := ledger.Measuring{Period: c.period, Parameters: c.values}
	for _, name := range c.subjects {
		of.Subjects = append(of.Subjects, c.owners[name])
	}
	needed := []string{c.one.Measure}
	if scheme, found := c.policy.FindScheme(c.one.Scheme); found {
		plan, err := score.Compile(c.policy, scheme, c.values)
		if err != nil {
			return err
		}
		needed = plan.Measures()
	}
	readings, err := c.books.Measures(c.ctx, c.tx, of, needed...)
	if err != nil {
		return err
	}
	c.records = map[string][]int32{}
	for id, reading := range readings {
		if _, given := c.measures[id]; !given {
			c.measures[id], c.records[id] = reading.Column, reading.Records
		}
	}
	return nil
}

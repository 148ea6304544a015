package demo

import (
	"context"
	"fmt"
	"io/fs"

	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

// How many people a unit has who hold no post, where the policy is about persons.
const (
	cadresPerTown   = 7
	cadresPerBranch = 5
)

// hasStory tells whether a pack comes with a demonstration of its own.
func (c *county) hasStory() bool {
	_, err := fs.Stat(c.folder, "data/demonstration.md")
	return err == nil
}

// settlePlain makes a county to try any policy in: its units, an account for each role wherever it is granted, whoever holds a post, and people for a
// policy about persons. There are no records: those are what is tried.
func (c *county) settlePlain(ctx context.Context, tx *store.Tx) error {
	return c.inSteps(ctx, tx, []step{{"units", c.importUnits}, {"accounts", c.makePlainAccounts}, {"people", c.makeCadres}, {"pack", c.applyPack}})
}

func (c *county) makePlainAccounts(ctx context.Context, tx *store.Tx) error {
	root, err := c.tree.Root()
	if err != nil {
		return err
	}
	logins := map[string]int{}
	for _, role := range c.pack.Roles {
		for _, unit := range c.tree.Units() {
			if c.tree.Level(unit) != role.At {
				continue
			}
			key := ""
			if c.staff[office].AccountID == 0 && role.At == "county" {
				key = office
			}
			if err := c.plainAccount(ctx, tx, key, role, unit, logins); err != nil {
				return err
			}
		}
	}
	for _, s := range seats {
		if org.IsAdministrator(s.role) {
			if err := c.account(ctx, tx, "", s.login, s.title, 0, s.role, root); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *county) plainAccount(ctx context.Context, tx *store.Tx, key string, role *pack.Role, at org.Unit, logins map[string]int) error {
	d := newDice(c.Seed, "role "+role.ID+" "+at.Code)
	person, err := org.CreatePerson(ctx, tx, c.Keys, c.code, asPerson(d.person(1966, 1990), at.ID))
	if err != nil {
		return err
	}
	if role.Post {
		if _, err := org.AppointPost(ctx, tx, c.code, org.Post{PersonID: person.ID, UnitID: at.ID, Role: role.ID, HeldFrom: "2021-01-18"}, false); err != nil {
			return err
		}
	}
	login, title := role.ID, role.Title+" "+person.Name
	if role.At != "county" {
		login, title = fmt.Sprintf("%s.%s", shortLogin(at.Title), role.ID), at.Title+title
	}
	return c.account(ctx, tx, key, unique(logins, login), title, person.ID, role.ID, at)
}

// makeCadres gives towns and villages people, where the policy evaluates persons or keeps records about them.
func (c *county) makeCadres(ctx context.Context, tx *store.Tx) error {
	if !c.isAboutPersons() {
		return nil
	}
	var news []org.NewPerson
	for _, unit := range c.tree.Units() {
		count := map[string]int{"town": cadresPerTown, "village": cadresPerBranch}[c.tree.Level(unit)]
		d := newDice(c.Seed, "cadres "+unit.Code)
		for range count {
			news = append(news, asPerson(d.person(1966, 1998), unit.ID))
		}
	}
	_, err := org.CreatePersons(ctx, tx, c.Keys, c.code, news)
	return err
}

func (c *county) isAboutPersons() bool {
	for _, scheme := range c.pack.Schemes {
		if scheme.Subject == "person" {
			return true
		}
	}
	for _, register := range c.pack.Registers {
		if register.Owner == "person" {
			return true
		}
	}
	return false
}

package demo

import (
	"context"
	"time"

	"qixing/org"
	"qixing/store"
)

// membersPerVillage is how many members each village's branch has in the roll of persons; its profile counts them all.
const membersPerVillage = 20

// secretary is the role that is also a post.
const secretary = "village_secretary"

// changesSecretary names the villages whose secretary changed, by their place in the county.
func changesSecretary(at int) bool { return at%23 == 7 }

// changeOfSecretary is the first day of those who came then.
const changeOfSecretary = "2022-07-01"

// makePeople fills each village's branch: the secretary of today first, then the one before, where there is one.
func (c *county) makePeople(ctx context.Context, tx *store.Tx) error {
	var news []org.NewPerson
	for _, v := range c.villages {
		d := newDice(c.Seed, "people "+v.Code)
		for i := range membersPerVillage {
			from, to := int64(1945), int64(1998)
			if i < 2 {
				from, to = 1964, 1990 // old enough to lead, young enough to go on
			}
			news = append(news, asPerson(d.person(from, to), v.ID))
		}
	}
	people, err := org.CreatePersons(ctx, tx, c.Keys, c.code, news)
	if err != nil {
		return err
	}
	for i, v := range c.villages {
		c.people[v.ID] = people[i*membersPerVillage : (i+1)*membersPerVillage]
		if err := c.appoint(ctx, tx, i, v); err != nil {
			return err
		}
	}
	return nil
}

func asPerson(s someone, unit int64) org.NewPerson {
	return org.NewPerson{UnitID: unit, Name: s.name, Sex: s.sex, BirthMonth: s.birthMonth, JoinedParty: s.joined, Demo: true}
}

func (c *county) appoint(ctx context.Context, tx *store.Tx, at int, v *village) error {
	now, before := c.people[v.ID][0], c.people[v.ID][1]
	post := org.Post{PersonID: now.ID, UnitID: v.ID, Role: secretary, HeldFrom: date(2018, time.Month(2+at%4), 5+at%23)}
	if changesSecretary(at) {
		earlier := org.Post{PersonID: before.ID, UnitID: v.ID, Role: secretary, HeldFrom: "2018-03-26", HeldTo: "2022-06-30"}
		if _, err := org.AppointPost(ctx, tx, c.code, earlier, false); err != nil {
			return err
		}
		post.HeldFrom = changeOfSecretary
	}
	_, err := org.AppointPost(ctx, tx, c.code, post, false)
	return err
}

// officials makes one person for each of the county's departments named, and the departments themselves.
func (c *county) officials(ctx context.Context, tx *store.Tx, departments []string) ([]org.Person, error) {
	root, err := c.tree.Root()
	if err != nil {
		return nil, err
	}
	units := map[string]int64{}
	d := newDice(c.Seed, "officials")
	var news []org.NewPerson
	for _, title := range departments {
		if units[title] == 0 {
			unit, err := org.CreateUnit(ctx, tx, c.code, org.NewUnit{ParentID: root.ID, Kind: org.Department, Title: title, Demo: true})
			if err != nil {
				return nil, err
			}
			units[title] = unit.ID
		}
		news = append(news, asPerson(d.person(1966, 1989), units[title]))
	}
	return org.CreatePersons(ctx, tx, c.Keys, c.code, news)
}

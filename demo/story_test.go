package demo

import (
	"slices"
	"testing"

	"qixing/calendar"
	"qixing/expression"
	"qixing/fault"
	"qixing/fixed"
	"qixing/ledger"
	"qixing/org"
	"qixing/pack"
	"qixing/score"
	"qixing/store"
	"qixing/store/storetest"
)

// standing is how the villages stand in 2022 when every judge gives all the same points.
type standing struct {
	villages []*village
	measures map[string]ledger.Reading
	result   *score.Result
}

func stand(t *testing.T, db *store.DB) (s standing) {
	t.Helper()
	policy, faults := pack.Load(folder(t))
	if faults.Failed() {
		t.Fatal(faults.Err())
	}
	scheme := policy.Schemes[slices.IndexFunc(policy.Schemes, func(s *pack.Scheme) bool { return s.ID == "red_flag_village" })]
	parameters := policy.Values("2022-12-31")
	plan, err := score.Compile(policy, scheme, parameters)
	if err != nil {
		t.Fatal(err)
	}
	c := &county{Options: Options{Seed: 1}, code: policy.County, day: "2022-11-20", pack: policy}
	err = db.Read(ctx, func(tx *store.Tx) (err error) {
		if c.tree, err = org.LoadTree(ctx, tx, c.code); err != nil {
			return err
		}
		c.makeVillages()
		l, err := ledger.Open(ctx, tx, policy, c.tree, nil)
		if err != nil {
			return err
		}
		of := ledger.Measuring{Period: calendar.MustPeriod("2022"), Parameters: parameters}
		for _, v := range c.villages {
			of.Subjects = append(of.Subjects, ledger.Subject{UnitID: v.ID})
		}
		s.measures, err = l.Measures(ctx, tx, of, append(plan.Measures(), "total_income", "surplus")...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	s.villages = c.villages
	s.result, err = plan.Run(inputOf(s, scheme), 1)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func inputOf(s standing, scheme *pack.Scheme) *score.Input {
	in := &score.Input{Measures: map[string]expression.Column{}, Ratings: map[string][][]fixed.Points{}}
	towns := map[int64]int32{}
	for _, v := range s.villages {
		if _, ok := towns[v.town.ID]; !ok {
			towns[v.town.ID] = int32(len(towns))
		}
		in.Subjects = append(in.Subjects, score.Subject{Code: v.Code, Title: v.Title})
		in.Town = append(in.Town, towns[v.town.ID])
	}
	for id, reading := range s.measures {
		in.Measures[id] = reading.Column
	}
	for _, criterion := range scheme.Criteria {
		for _, indicator := range criterion.Indicators {
			if indicator.RatedBy != nil {
				ratings := make([][]fixed.Points, len(s.villages))
				for i := range ratings {
					ratings[i] = []fixed.Points{300, 300, 300}
				}
				in.Ratings[criterion.ID+"."+indicator.ID] = ratings
			}
		}
	}
	return in
}

func TestStories(t *testing.T) {
	db := openWhole(t)
	s := stand(t, db)
	line, over, ranks := fixed.FromMoney(100_000_00), 0, map[story]int{}
	for i, v := range s.villages {
		surplus, income := s.measures["surplus"].Values[i], s.measures["total_income"].Values[i]
		if surplus > line {
			over++
		}
		ranks[v.story] = s.result.Rank(i)
		vetoed, incomplete := len(s.result.Vetoed(i)) > 0, s.result.Incomplete(i)
		if want := v.story == punished || v.story == polluted; vetoed != want {
			t.Errorf("%s, %s: vetoed is %v", v.Title, v.story, vetoed)
		}
		if want := v.story == silent; incomplete != want {
			t.Errorf("%s, %s: incomplete is %v", v.Title, v.story, incomplete)
		}
		if v.story == brink && surplus != line {
			t.Errorf("the surplus of %s is %s, want %s", v.Title, surplus, line)
		}
		if strongIncome := fixed.FromMoney(500_000_00); v.story == threshold && income != strongIncome || v.story == strong && income < strongIncome {
			t.Errorf("the income of %s, %s, is %s", v.Title, v.story, income)
		}
	}
	if want := len(s.villages) * 4 / 5; over >= want || over < want-3 {
		t.Errorf("%d villages are over the line, want a little less than %d, so that the target is just missed", over, want)
	}
	if ranks[elder] != ranks[twin] || ranks[elder] != 10 {
		t.Errorf("the twins are at %d and %d, want a tie at the tenth of ten places", ranks[elder], ranks[twin])
	}
}

func TestSameCountyOnBothDatabases(t *testing.T) {
	var first []string
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		seed(t, db, Options{Seed: 7, Villages: 2})
		got := content(t, db)
		if first == nil {
			first = got
		}
		if !slices.Equal(first, got) {
			t.Errorf("%d rows here, %d on SQLite, and they differ", len(got), len(first))
		}
		err := Seed(ctx, db, folder(t), Options{Seed: 7})
		if fault.CodeOf(err) != fault.CodeConflict {
			t.Errorf("a second time: %v, want a conflict", err)
		}
	})
}

// content is what a county holds, in rows of text.
func content(t *testing.T, db *store.DB) (rows []string) {
	t.Helper()
	for _, query := range []string{
		`SELECT id, name, pinyin FROM persons ORDER BY id`,
		`SELECT id, login, title FROM accounts ORDER BY id`,
		`SELECT id, unit_id, role FROM posts ORDER BY id`,
		`SELECT id, month, voucher || line || amount FROM reg_collective_accounts ORDER BY id`,
		`SELECT id, checked_at, kind || topic FROM reg_branch_meetings ORDER BY id`,
	} {
		err := db.Read(ctx, func(tx *store.Tx) error {
			found, err := tx.Query(ctx, query)
			if err != nil {
				return err
			}
			defer found.Close()
			for found.Next() {
				var a, b, c string
				if err := found.Scan(&a, &b, &c); err != nil {
					return err
				}
				rows = append(rows, a+" "+b+" "+c)
			}
			return found.Err()
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return rows
}

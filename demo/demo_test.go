package demo

import (
	"context"
	"crypto/rand"
	"io/fs"
	"os"
	"strings"
	"testing"
	"time"

	"qixing/org"
	"qixing/packs"
	"qixing/store"
	"qixing/store/storetest"
)

var ctx = context.Background()

func folder(t *testing.T) fs.FS {
	t.Helper()
	sub, err := fs.Sub(packs.Files, "longxian")
	if err != nil {
		t.Fatal(err)
	}
	return sub
}

func seed(t *testing.T, db *store.DB, o Options) {
	t.Helper()
	keys, err := org.OpenKeyring(t.TempDir(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	o.Keys = keys
	if err := Seed(ctx, db, folder(t), o); err != nil {
		t.Fatal(err)
	}
}

// whole is the county as it is shown, made once for all tests that only read it.
var whole = made(Options{Seed: 1})

func made(o Options) *storetest.Template {
	return storetest.NewLargeTemplate(func(db *store.DB) error {
		keys, err := os.MkdirTemp("", "demo")
		if err != nil {
			return err
		}
		defer os.RemoveAll(keys)
		if o.Keys, err = org.OpenKeyring(keys, rand.Reader); err != nil {
			return err
		}
		sub, err := fs.Sub(packs.Files, "longxian")
		if err != nil {
			return err
		}
		return Seed(ctx, db, sub, o)
	})
}

func openWhole(t *testing.T) *store.DB {
	t.Helper()
	return storetest.Open(t, whole.NewSQLite(t), func() time.Time { return storetest.Now })
}

// Everybody made up is marked as such, and the roll is large and mixed enough to try a product on.
func TestPeople(t *testing.T) {
	db := storetest.Open(t, storetest.NewSQLite(t), func() time.Time { return storetest.Now })
	seed(t, db, Options{Villages: 1})
	err := db.Read(ctx, func(tx *store.Tx) error {
		county := "610327"
		everyone, err := org.ListEveryone(ctx, tx, county)
		if err != nil {
			return err
		}
		dots, rare := 0, 0
		for _, p := range everyone {
			if !p.Demo || p.Name == "" {
				t.Errorf("%+v is not marked, or has no name", p)
			}
			if strings.Contains(p.Name, "·") {
				dots++
			}
			if strings.ContainsAny(p.Name, "㼆䶮𬭎𬸪") {
				rare++
			}
		}
		if len(everyone) < 2000 || dots == 0 || rare == 0 {
			t.Errorf("%d people, %d with a dot, %d with a rare character", len(everyone), dots, rare)
		}
		return holdsPosts(t, ctx, tx, county)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// holdsPosts: each village has one secretary on any day of the two years.
func holdsPosts(t *testing.T, ctx context.Context, tx *store.Tx, county string) error {
	posts, err := org.ListPosts(ctx, tx, county, secretary)
	if err != nil {
		return err
	}
	for _, day := range []string{"2021-02-01", "2022-06-30", "2022-07-01", "2022-12-31"} {
		holders := map[int64]int{}
		for _, post := range posts {
			if post.HeldOn(day) {
				holders[post.UnitID]++
			}
		}
		for unit, count := range holders {
			if count != 1 {
				t.Errorf("on %s unit %d has %d secretaries", day, unit, count)
			}
		}
		if len(holders) != 104 {
			t.Errorf("on %s %d villages have a secretary, want 104", day, len(holders))
		}
	}
	return nil
}

func TestNames(t *testing.T) {
	d := newDice(3, "names")
	for range 2000 {
		if name := d.name("女", 1985); strings.ContainsAny(name, " \n") || len([]rune(name)) < 2 {
			t.Fatalf("%q is no name", name)
		}
	}
	sum := int64(0)
	for _, part := range d.parts(123_456_78, 5) {
		sum += part
	}
	if sum != 123_456_78 {
		t.Errorf("parts add up to %d", sum)
	}
}

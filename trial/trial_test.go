package trial_test

import (
	"context"
	"crypto/rand"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"qixing/pack"
	"qixing/packs"
	"qixing/trial"
)

// withCases is a pack that ships with the program, with other cases.
func withCases(t *testing.T, cases map[string]string) *pack.Pack {
	t.Helper()
	shipped, err := fs.Sub(packs.Files, "longxian")
	if err != nil {
		t.Fatal(err)
	}
	folder := fstest.MapFS{}
	err = fs.WalkDir(shipped, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(name, "tests/") || strings.HasPrefix(name, "data/") {
			return err
		}
		text, err := fs.ReadFile(shipped, name)
		folder[name] = &fstest.MapFile{Data: text}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range cases {
		folder["tests/"+name+".yaml"] = &fstest.MapFile{Data: []byte(text)}
	}
	policy, findings := pack.Load(folder)
	if policy == nil {
		_ = findings.Only(pack.Failure).Write(os.Stderr, "en")
		t.Fatal("the pack doesn't load")
	}
	return policy
}

func run(t *testing.T, policy *pack.Pack) []trial.Outcome {
	t.Helper()
	outcomes, err := trial.Run(context.Background(), policy, t.TempDir(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return outcomes
}

// shippedPacks lists every folder that holds a pack.yaml, the examples included.
func shippedPacks(t *testing.T) []string {
	t.Helper()
	var folders []string
	err := fs.WalkDir(packs.Files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Name() == "pack.yaml" {
			folders = append(folders, path.Dir(name))
		}
		return err
	})
	if err != nil || len(folders) < 3 {
		t.Fatalf("packs %v, %v", folders, err)
	}
	return folders
}

// Every pack that ships with the program is sound, is called as its folder, has cases, and passes them.
func TestShippedPacksPassTheirCases(t *testing.T) {
	for _, name := range shippedPacks(t) {
		t.Run(name, func(t *testing.T) {
			folder, err := fs.Sub(packs.Files, name)
			if err != nil {
				t.Fatal(err)
			}
			policy, findings := pack.Load(folder)
			if policy == nil {
				t.Fatal(findings.Err())
			}
			if policy.ID != path.Base(name) {
				t.Errorf("the pack is called %s", policy.ID)
			}
			outcomes := run(t, policy)
			if len(outcomes) == 0 {
				t.Error("the pack has no cases")
			}
			for _, outcome := range outcomes {
				for _, f := range outcome.Failures {
					t.Errorf("%s: %s %s is %s, want %s", f.Place, f.Subject, f.Name, f.Got, f.Want)
				}
			}
		})
	}
}

// What a case expects wrongly is named with its place, what came out and what was wanted.
func TestFailuresAreNamed(t *testing.T) {
	cases := []struct {
		name, text string
		want       []trial.Failure
	}{
		{"of given measures", `title: 错误的期望
scheme: red_flag_village
period: 2022
given:
  甲村: {operating_income: 500000元}
  乙村: {operating_income: ~}
expect:
  甲村: {industry.income: 7, rank: 2, vetoed: true}
  乙村: {industry.income: 0}
`, []trial.Failure{{Subject: "甲村", Name: "industry.income", Got: "8", Want: "7"}, {Subject: "甲村", Name: "rank", Got: "1", Want: "2"},
			{Subject: "甲村", Name: "vetoed", Got: "false", Want: "true"}, {Subject: "乙村", Name: "industry.income", Got: "~", Want: "0"}}},
		{"of records", `title: 记录
measure: operating_income
period: 2022
records:
  collective_accounts:
    - {owner: 甲村, month: 2022-03, line: operation, amount: 1000.5, voucher: 记1}
expect:
  甲村: {value: 1000}
`, []trial.Failure{{Subject: "甲村", Name: "value", Got: "1000.5", Want: "1000"}}},
		{"of a target over records", `title: 目标
target: strong_village_share
period: 2022
records:
  collective_accounts:
    - {owner: 甲村, month: 2022-03, line: operation, amount: 200000, voucher: 记1}
expect:
  全县: {value: 100%, reached: false}
`, []trial.Failure{{Subject: "全县", Name: "reached", Got: "true", Want: "false"}}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := run(t, withCases(t, map[string]string{"case": c.text}))[0].Failures
			if len(got) != len(c.want) {
				t.Fatalf("failures %+v, want %+v", got, c.want)
			}
			for i, f := range got {
				if f.Place.File != "tests/case.yaml" || f.Place.Line == 0 {
					t.Errorf("place %v", f.Place)
				}
				f.Place = pack.Place{}
				if f != c.want[i] {
					t.Errorf("failure %+v, want %+v", f, c.want[i])
				}
			}
		})
	}
}

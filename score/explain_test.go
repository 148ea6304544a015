package score

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"testing"

	"qixing/fixed"
)

var update = flag.Bool("update", false, "write the golden files")

func TestSentences(t *testing.T) {
	plan := loadPlan(t, nil)
	tests := map[string]struct {
		row     village
		key     string
		zh, en  string
		records int
	}{
		"linear": {village{facts: map[string]string{"standards": "0.92"}}, "organization.standards",
			"七个标准体系达标率 92%（60% 起计，100% 满分）", "Standards met 92% (counted from 60%, full marks at 100%)", 0},
		"between bands": {village{facts: map[string]string{"income": "234500"}}, "industry.income",
			"经营性收入 234,500 元，满 10 万元不足 50 万元 计 8 分", "Operating income 234,500 yuan; at least 100,000 yuan and under 500,000 yuan gives 8 points", 3},
		"the highest band": {village{facts: map[string]string{"income": "1234567.89"}}, "industry.income",
			"经营性收入 1,234,567.89 元，满 50 万元 计 12 分", "Operating income 1,234,567.89 yuan; at least 500,000 yuan gives 12 points", 3},
		"below the bands": {village{facts: map[string]string{"income": "1"}}, "industry.income",
			"经营性收入 1 元，不足 5 万元 计 0 分", "Operating income 1 yuan; under 50,000 yuan gives 0 points", 3},
		"exactly 突破": {village{facts: map[string]string{"surplus": "100000"}}, "industry.surplus",
			"收益 100,000 元，不超过 10 万元 计 0 分", "收益 100,000 yuan; not above 100,000 yuan gives 0 points", 0},
		"at most": {village{facts: map[string]string{"disputes": "1"}}, "order.disputes",
			"纠纷 1 起，超过 0 起不超过 2 起 计 3 分", "纠纷 1; above 0 and not above 2 gives 3 points", 0},
		"each": {village{facts: map[string]string{"meetings": "5"}}, "organization.meetings",
			"主题党日 5 次，每次 0.5 分，最多 6 分，计 2.5 分", "主题党日 5; 0.5 points for each, 6 at most, gives 2.5 points", 0},
		"deducted": {village{facts: map[string]string{"late": "1"}}, "order.late",
			"逾期 1 次，每次扣 1.5 分，最多扣 4 分，计 -1.5 分", "逾期 1; 1.5 points less for each, 4 at most, gives -1.5 points", 0},
		"rank": {village{}, "industry.growth",
			"增幅 10%，在全镇 1 个中居第 1 位，计 4 分", "增幅 10%; number 1 of 1 in the town gives 4 points", 0},
		"ratings": {village{ratings: []fixed.Points{600, 500, 400, 400, 100}}, "organization.leaders",
			"5 人评分，去掉一个最高分和一个最低分，平均 4.33 分", "5 ratings, 4.33 points on average without the highest and the lowest", 0},
		"expression": {village{facts: map[string]string{"clean": "50"}}, "order.clean",
			"清洁户 50 户、户数 100 户，按“4 * 清洁户 / 户数”计 2 分", `清洁户 50, 户数 100; "4 * 清洁户 / 户数" gives 2 points`, 0},
		"missing": {village{facts: map[string]string{"income": "missing"}}, "industry.income",
			"缺少经营性收入，暂计 0 分，待人决定", "Missing Operating income; counted as 0 points until people decide", 3},
		"missing as zero": {village{facts: map[string]string{"late": "missing"}}, "order.late",
			"缺少逾期，按规定计 0 分", "Missing 逾期; the policy counts that as 0 points", 0},
		"not applicable": {village{facts: map[string]string{"households": "0"}}, "order.clean",
			"不符合适用条件“户数 > 0”，不适用", `The condition "户数 > 0" does not hold; not applicable`, 0},
		"decided": {village{facts: map[string]string{"income": "missing"}, decided: map[string]Decision{"industry.income": {Points: 800, Reason: "有凭证"}}}, "industry.income",
			"缺少经营性收入，经认定计 8 分，理由：有凭证", "Missing Operating income; decided to count 8 points, because 有凭证", 3},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			test.row.code = "a"
			in := inputOf(t, plan, []village{test.row})
			in.Records["income"][0] = 3
			r, err := plan.Run(in, 1)
			if err != nil {
				t.Fatal(err)
			}
			x := explained(t, plan.Explain(in, r, 0), test.key)
			if got := x.Sentence("zh"); got != test.zh {
				t.Errorf("zh: %s\nwant %s", got, test.zh)
			}
			if got := x.Sentence("en"); got != test.en {
				t.Errorf("en: %s\nwant %s", got, test.en)
			}
			if x.Records != test.records {
				t.Errorf("%d records, want %d", x.Records, test.records)
			}
		})
	}
}

func explained(t *testing.T, x Explanation, key string) ExplainedIndicator {
	t.Helper()
	for _, criterion := range x.Criteria {
		for _, indicator := range criterion.Indicators {
			if indicator.Key == key {
				return indicator
			}
		}
	}
	t.Fatalf("no %s in the explanation", key)
	return ExplainedIndicator{}
}

func TestExplanationComparesAndCites(t *testing.T) {
	plan := loadPlan(t, nil)
	r := runOf(t, plan, village{code: "a"}, village{code: "b", town: 1, facts: map[string]string{"disputes": "1", "households": "0", "serious": "missing"}})
	x := plan.Explain(r.in, r, 1)
	if d := x.Difference; d == nil || d.Title != "a村" || d.Total != 500 || d.Criteria[2].Points != 500 {
		t.Errorf("difference %+v, want 5.00 to a村, all of it in order", d)
	}
	if got, want := x.Criteria[2].Note("zh"), "4 分不适用，按比例分摊到本项其余指标"; got != want {
		t.Errorf("note %q, want %q", got, want)
	}
	if got := explained(t, x, "industry.income").Parameters; len(got) != 1 || got[0] != (ExplainedParameter{ID: "surplus_line", Title: "收益线", Unit: "元", Value: fixed.FromInt(100_000)}) {
		t.Errorf("parameters %+v, want the surplus line", got)
	}
	if len(x.Vetoes) != 1 || x.Vetoes[0].Reason != "发生严重问题" {
		t.Errorf("vetoes %+v, want the one that can't be answered", x.Vetoes)
	}
	if first := plan.Explain(r.in, r, 0); first.Difference != nil {
		t.Errorf("the first is compared with %s", first.Difference.Title)
	}
}

// The document is what others rely on, to the byte. Write it anew with -update, and read the difference.
func TestDocument(t *testing.T) {
	plan := loadPlan(t, nil)
	plan.pack.Fingerprint = "of the test"
	in := inputOf(t, plan, []village{{code: "610399001001"}, {code: "610399001002", facts: map[string]string{"income": "missing", "households": "0"}},
		{code: "610399001003", town: 1, facts: map[string]string{"serious": "2"}}, {code: "610399001004", town: 2, facts: map[string]string{"standards": "0.92"}}})
	in.Records["income"] = []int32{21, 0, 4, 7}
	r, err := plan.Run(in, 2)
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	encoder := json.NewEncoder(&got)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(plan.Document(in, r, "2022", "610399")); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("testdata/document.json", got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/document.json")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("the document has changed:\n%s", got.Bytes())
	}
}

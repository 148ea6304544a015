package pack_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"qixing/fault"
	"qixing/fixed"
	"qixing/pack"
)

func TestShippedPack(t *testing.T) {
	p, findings := pack.Load(os.DirFS(filepath.Join("..", "packs", "longxian")))
	if p == nil {
		t.Fatal(findings.Err())
	}
	for _, warning := range findings.Only(pack.Warning) {
		if warning.Key != "pack.approval_missing" {
			t.Errorf("warning: %v", warning)
		}
	}
	if p.Name() != "longxian@2022.1" || len(p.Fingerprint) != 64 {
		t.Errorf("name %q, fingerprint %q", p.Name(), p.Fingerprint)
	}
	unconfirmed := 0
	for _, parameter := range p.Parameters {
		for _, dated := range parameter.Dated {
			if !dated.Confirmed {
				unconfirmed++
			}
		}
	}
	if notes := findings.Only(pack.Note); len(notes) != unconfirmed {
		t.Errorf("%d notes for %d unconfirmed values", len(notes), unconfirmed)
	}
}

func TestSchemesAddUpToAHundred(t *testing.T) {
	p := shipped(t, "longxian")
	for _, scheme := range p.Schemes {
		var total fixed.Value
		for _, criterion := range scheme.Criteria {
			total += criterion.Points.Resolve(p.Values("2022-12-31"))
		}
		criteria := map[string]int{"model_secretary": 2}[scheme.ID]
		if criteria == 0 {
			criteria = 5 // those of the bulletin
		}
		if total != fixed.FromInt(100) || len(scheme.Criteria) != criteria {
			t.Errorf("%s: %v points in %d criteria, want 100 in %d", scheme.ID, total, len(scheme.Criteria), criteria)
		}
	}
}

func TestNumbers(t *testing.T) {
	for written, want := range map[string]fixed.Value{
		"8": 8_000_000, "60%": 600_000, "0.5": 500_000, "50000元": 50_000_000_000, "5万元": 50_000_000_000, "0.5万元": 5_000_000_000,
		"-2": -2_000_000, "1亿元": 100_000_000_000_000, "0.01%": 100, "33.3333%": 333_333,
	} {
		p, findings := pack.Load(folder(map[string]string{"parameters.yaml": "n: {title: 数, value: " + written + ", from: 2022-01-01, basis: 文件}"}))
		if p == nil {
			t.Errorf("%s: %v", written, findings.Err())
		} else if got := p.Values("2022-01-01")["n"]; got != want {
			t.Errorf("%s is %d, want %d", written, got, want)
		}
	}
	for _, written := range []string{"1.2345678", "33.33333%", "1e3", "五", "5个", "0x10", "--1", "9999999999999万元", "''"} {
		if p, _ := pack.Load(folder(map[string]string{"parameters.yaml": "n: {title: 数, value: " + written + ", from: 2022-01-01, basis: 文件}"})); p != nil {
			t.Errorf("%s is taken for %v", written, p.Values("2022-01-01")["n"])
		}
	}
}

func TestValuesInForce(t *testing.T) {
	p, findings := pack.Load(folder(map[string]string{"parameters.yaml": `
n:
  title: 名额
  values:
    - {value: 10, from: 2022-01-01, basis: 一}
    - {value: 12, from: 2023-05-01, basis: 二}`}))
	if p == nil {
		t.Fatal(findings.Err())
	}
	for date, want := range map[string]fixed.Value{"2022-01-01": 10, "2023-04-30": 10, "2023-05-01": 12, "2030-01-01": 12} {
		if got := p.Values(date)["n"]; got != want*fixed.One {
			t.Errorf("on %s: %v, want %d", date, got, want)
		}
	}
	if _, ok := p.Values("2021-12-31")["n"]; ok {
		t.Error("a value is in force before its first day")
	}
}

func TestReadingKeepsOrderAndDefaults(t *testing.T) {
	p := shipped(t, "longxian")
	register, _ := p.FindRegister("collective_accounts")
	if dated, ok := register.DatedField(); !ok || dated.ID != "month" {
		t.Errorf("dated by %v", dated)
	}
	premises, _ := p.FindRegister("premises_projects")
	if dated, _ := premises.DatedField(); dated.ID != "year" {
		t.Errorf("premises dated by %q, want year", dated.ID)
	}
	experts, _ := p.FindRegister("experts")
	if phone, _ := experts.FindField("phone"); !phone.Sensitive {
		t.Error("a phone number is not sensitive by itself")
	}
	if m, _ := p.FindMeasure("operating_income"); !m.RollUp || m.Window != "period" {
		t.Errorf("defaults of a measure: rolls up %v, window %q", m.RollUp, m.Window)
	}
	scheme, _ := p.FindScheme("red_flag_village")
	var ids []string
	for _, stage := range scheme.Procedure {
		ids = append(ids, stage.ID)
	}
	if got := strings.Join(ids, " "); got != "self_assessment recommendation group_review decision publicity confirmation" {
		t.Errorf("stages %s", got)
	}
	if _, ok := p.FindRegister("none"); ok {
		t.Error("found a register that is not there")
	}
}

// changed loads the shipped pack with some texts replaced.
func changed(t *testing.T, file string, replacements ...string) *pack.Pack {
	t.Helper()
	root, fsys := os.DirFS(filepath.Join("..", "packs", "longxian")), fstest.MapFS{}
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, name)
		if name == file {
			for i := 0; i < len(replacements); i += 2 {
				if !strings.Contains(string(data), replacements[i]) {
					t.Fatalf("%s has no %q", name, replacements[i])
				}
			}
			data = []byte(strings.NewReplacer(replacements...).Replace(string(data)))
		}
		fsys[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	p, findings := pack.Load(fsys)
	if p == nil {
		t.Fatal(findings.Err())
	}
	return p
}

func TestDiff(t *testing.T) {
	for name, test := range map[string]struct {
		file         string
		replacements []string
		want, wantEN string
	}{
		"full marks": {"schemes/red_flag_village.yaml", []string{"title: 标准化建设, title_en: Standard building, points: 8", "title: 标准化建设, title_en: Standard building, points: 7", "title: 主题党日, title_en: Theme Party days, points: 3", "title: 主题党日, title_en: Theme Party days, points: 4"},
			"红旗村 · 组织建设 · 标准化建设：满分由 8 改为 7\n红旗村 · 组织建设 · 主题党日：满分由 3 改为 4", "Red-flag village · Organization · Standard building: full marks changed from 8 to 7\nRed-flag village · Organization · Theme Party days: full marks changed from 3 to 4"},
		"a new value": {"parameters.yaml", []string{"red_flag_villages: {title: 红旗村名额, title_en: Red-flag villages a year, value: 10, unit: 个, from: 2022-01-01, basis: &bulletin 组工简报2022年第2期, basis_en: &bulletin_en Organization Work Bulletin 2022 No. 2, confirmed: true}",
			"red_flag_villages: {title: 红旗村名额, title_en: Red-flag villages a year, unit: 个, values: [{value: 10, from: 2022-01-01, basis: &bulletin 组工简报2022年第2期, basis_en: &bulletin_en Organization Work Bulletin 2022 No. 2, confirmed: true}, {value: 12, from: 2023-01-01, basis: 新文件, confirmed: true}]}"},
			"参数 红旗村名额：由 10个 改为 12个（自 2023-01-01）", "parameter Red-flag villages a year: changed from 10 to 12 (from 2023-01-01)"},
		"confirmed": {"parameters.yaml", []string{"subsidy_months: {title: 补贴月数, title_en: Months of subsidy, value: 12, unit: 个月, from: 2022-01-01, basis: 假定, confirmed: false}", "subsidy_months: {title: 补贴月数, title_en: Months of subsidy, value: 12, unit: 个月, from: 2022-01-01, basis: 某号文件, confirmed: true}"},
			"参数 补贴月数：12个月（自 2022-01-01）已确认，依据：某号文件", "parameter Months of subsidy: 12 months (from 2022-01-01) is confirmed, source: 某号文件"},
		"a text": {"registers/disputes.yaml", []string{"note: 不记当事人姓名。", "note: 只记编号。", "note_en: Records no names of the parties.", "note_en: Only the number."},
			"台账 矛盾纠纷调处台账：说明由 不记当事人姓名。 改为 只记编号。\n台账 矛盾纠纷调处台账：英文说明由 Records no names of the parties. 改为 Only the number.",
			"register Disputes: note changed from Records no names of the parties. to Only the number.\nregister Disputes: English note changed from Records no names of the parties. to Only the number."},
		"reasons": {"schemes/red_flag_village.yaml", []string{"reasons: [佐证不足, 事实需要核实], reasons_en: [Too little evidence, The facts need verifying]", "reasons: [佐证不足], reasons_en: [Too little evidence]"},
			"红旗村 · 环节 领导小组审：可选理由由 佐证不足、事实需要核实 改为 佐证不足\n红旗村 · 环节 领导小组审：英文可选理由由 Too little evidence、The facts need verifying 改为 Too little evidence",
			"Red-flag village · stage Leading-group review: reasons changed from Too little evidence, The facts need verifying to Too little evidence\nRed-flag village · stage Leading-group review: English reasons changed from Too little evidence, The facts need verifying to Too little evidence"},
		"a field": {"registers/disputes.yaml", []string{"  number:", "  place:     {type: text, title: 地点}\n  number:"},
			"台账 矛盾纠纷调处台账：新增 字段 地点", "register Disputes: added field 地点"},
		"a renamed field": {"registers/disputes.yaml", []string{"  escalated: {type: bool,", "  worsened: {renamed_from: escalated, type: bool,", "title: 结果", "title: 结果"}, "", ""},
		"a form":          {"schemes/red_flag_village.yaml", []string{"linear: {measure: environment_score, from: 60, to: 95}", "rank: {measure: environment_score, among: county}"}, "红旗村 · 生态环境 · 人居环境：取消 按比例\n红旗村 · 生态环境 · 人居环境：新增 按名次", "Red-flag village · Ecology · Living environment: removed linear\nRed-flag village · Ecology · Living environment: added rank"},
		"nothing":         {"pack.yaml", []string{"version: 2022.1", "version: 2022.2"}, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			if name == "a renamed field" {
				t.Run("rename", testDiffRename)
				return
			}
			var zh, en []string
			for _, change := range pack.Diff(shipped(t, "longxian"), changed(t, test.file, test.replacements...)) {
				zh, en = append(zh, change.Text), append(en, change.TextEN)
			}
			if got := strings.Join(zh, "\n"); got != test.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, test.want)
			}
			if got := strings.Join(en, "\n"); got != test.wantEN {
				t.Errorf("got:\n%s\nwant:\n%s", got, test.wantEN)
			}
		})
	}
}

// A renamed field is neither removed nor added.
func testDiffRename(t *testing.T) {
	after := changed(t, "registers/disputes.yaml", "  number:    {type: text,", "  case_no:    {renamed_from: number, type: text,", "unique: [owner, number]", "unique: [owner, case_no]")
	for _, change := range pack.Diff(shipped(t, "longxian"), after) {
		if change.Kind != pack.Changed && !strings.Contains(change.Text, "原代号") {
			t.Errorf("%s: %s", change.Kind, change.Text)
		}
	}
}

func TestDiffOfEqualPacksIsEmpty(t *testing.T) {
	if changes := pack.Diff(shipped(t, "longxian"), shipped(t, "longxian")); len(changes) > 0 {
		t.Errorf("%d changes, the first: %s", len(changes), changes[0].Text)
	}
}

func TestFingerprint(t *testing.T) {
	before, again := shipped(t, "longxian"), shipped(t, "longxian")
	after := changed(t, "pack.yaml", "version: 2022.1", "version: 2022.2")
	if before.Fingerprint != again.Fingerprint || before.Fingerprint == after.Fingerprint {
		t.Error("the fingerprint does not follow the content")
	}
}

// A policy that runs is the same but for its cases, which only try it; a case that this program no longer understands doesn't stop it.
func TestLoadToRunLeavesOutTheCases(t *testing.T) {
	whole, files := shipped(t, "longxian"), os.DirFS(filepath.Join("..", "packs", "longxian"))
	running, findings := pack.LoadToRun(files)
	if findings.Failed() || len(running.Cases) > 0 || running.Fingerprint != whole.Fingerprint {
		t.Errorf("%d cases, fingerprint %s, %v", len(running.Cases), running.Fingerprint, findings)
	}
	if changes := pack.Diff(whole, running); len(changes) > 0 {
		t.Errorf("%d changes, the first: %s", len(changes), changes[0].Text)
	}
	broken := folder(map[string]string{"tests/one.yaml": "title: 例\nno_such_key: 1\n"})
	if p, _ := pack.Load(broken); p != nil {
		t.Error("the broken case is read by Load")
	}
	if p, findings := pack.LoadToRun(broken); p == nil {
		t.Errorf("the broken case stops the policy: %v", findings)
	}
}

func TestShippedPackFitsItsSchemas(t *testing.T) {
	root := filepath.Join("..", "packs", "longxian")
	for kind, pattern := range map[string]string{"pack": "pack.yaml", "parameters": "parameters.yaml", "roles": "roles.yaml", "register": "registers/*.yaml",
		"measures": "measures.yaml", "targets": "targets.yaml", "scheme": "schemes/*.yaml", "case": "tests/*.yaml"} {
		schema := compileSchema(t, kind)
		files, _ := filepath.Glob(filepath.Join(root, pattern))
		if len(files) == 0 {
			t.Errorf("no file %s", pattern)
		}
		for _, file := range files {
			if err := schema.Validate(readJSON(t, file)); err != nil {
				t.Errorf("%s: %v", file, err)
			}
		}
		if err := schema.Validate(map[string]any{"titel": map[string]any{"titel": 1}}); err == nil {
			t.Errorf("the schema of %s takes anything", kind)
		}
	}
	if pack.Schema("nothing") != nil {
		t.Error("a schema of nothing")
	}
}

func compileSchema(t *testing.T, kind string) *jsonschema.Schema {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(string(pack.Schema(kind))))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource(kind+".json", document); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile(kind + ".json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func readJSON(t *testing.T, file string) any {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	encoded, err := yaml.YAMLToJSON(data)
	if err != nil {
		t.Fatal(err)
	}
	var value any
	if err := json.Unmarshal(encoded, &value); err != nil {
		t.Fatal(err)
	}
	return value
}

func TestReferenceIsCurrent(t *testing.T) {
	want, err := pack.Reference(readFile(t, "../fault/messages/pack.zh.yaml"), readFile(t, "../fault/messages/pack.en.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if got := string(readFile(t, "../docs/pack-reference.md")); got != want {
		t.Error("docs/pack-reference.md is stale: run go generate ./pack")
	}
}

func readFile(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.FromSlash(name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Every sentence that the sources name is in the catalogs, and every failure says what to do.
func TestSentences(t *testing.T) {
	sources, _ := filepath.Glob("*.go")
	literal := regexp.MustCompile(`\.(?:fail|warn|note|failNear)\([^\n]*?"(pack\.[a-z0-9_]+[a-z0-9])"`)
	found := 0
	for _, source := range sources {
		for _, match := range literal.FindAllStringSubmatch(string(readFile(t, source)), -1) {
			found++
			for _, key := range []string{match[1], match[1] + ".hint"} {
				if fault.Sentence(key, "zh", nil) == key {
					t.Errorf("%s: %s is not in the catalog", source, key)
				}
			}
		}
	}
	if found < 50 {
		t.Errorf("only %d sentences found in the sources: the pattern is wrong", found)
	}
}

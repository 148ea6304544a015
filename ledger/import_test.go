package ledger_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"qixing/ledger"
	"qixing/org"
	"qixing/store"
)

// grid is a sheet as people fill it: a line a row.
type grid [][]any

// workbook makes an .xlsx of it; then changes it further.
func workbook(t *testing.T, rows grid, then ...func(f *excelize.File)) io.Reader {
	t.Helper()
	f := excelize.NewFile()
	for i, row := range rows {
		must(t, f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row))
	}
	for _, change := range then {
		change(f)
	}
	buffer, err := f.WriteToBuffer()
	must(t, err)
	return buffer
}

func (h *house) load(who org.Principal, register string, from io.Reader, how ledger.Importing) (report ledger.Report, err error) {
	err = h.write(func(tx *store.Tx) (err error) {
		report, err = h.Import(ctx, tx, who, register, from, how)
		return err
	})
	return report, err
}

// problems are a report's as "D3 key words".
func problems(report ledger.Report) (all []string) {
	for _, p := range report.Problems {
		all = append(all, p.Place()+" "+p.Message)
	}
	return all
}

func TestImportTakesSheetsAsTheyAre(t *testing.T) {
	head := []any{"镇", "村", "月份", "科目", "凭证号", "金额（元）"}
	cases := []struct {
		name string
		make func(t *testing.T) io.Reader
		want []string // code month line voucher 分
	}{
		{"plainly", func(t *testing.T) io.Reader {
			return workbook(t, grid{head, {"东镇", "西关村", "2022-06", "经营收入", "007", 123.45}})
		}, []string{"610327900201 2022-06 operation 007 12345"}},
		{"with a title, in another order, with synonyms and a sum below", func(t *testing.T) io.Reader {
			return workbook(t, grid{{"村集体经济收支台账"}, {"填报单位：东镇　金额单位：万元"}, {}, {"序号", "金 额", "凭证编号", "行政村", "科目*", "月份(必填)", "备注"},
				{1, "1.5", "记-1", "柳沟", "发包及上交收入", "2022年6月", "核桃园"}, {2, 0, "记-2", "柳沟村委会", "支出", "2022.6", "无"}, {},
				{"合计", 1.5}, {"填表人：张三", nil, "审核人：", nil, "日期：2022.7.1"}})
		}, []string{"610327900202 2022-06 contracting 记-1 1500000", "610327900202 2022-06 expense 记-2 0"}},
		{"units by code, full-width digits, separators", func(t *testing.T) io.Reader {
			return workbook(t, grid{{"区划代码", "月份", "科目", "金额（万元）", "凭证号"}, {"610327901201", "２０２２－０６", "operation", "１２，３４５．６７", "—"}})
		}, []string{"610327901201 2022-06 operation  12345670000"}},
		{"the town merged over its villages, and written before the village", func(t *testing.T) io.Reader {
			return workbook(t, grid{head, {"河北镇", "西关村", "2022-06", "支出", "1", "(1)"}, {nil, "东风村", "2022-06", "支出", "1", "¥1,000"}},
				func(f *excelize.File) { must(t, f.SetCellValue("Sheet1", "F2", "1元")) })
		}, []string{"610327901201 2022-06 expense 1 100", "610327901202 2022-06 expense 1 100000"}},
		{"months as dates, dates as serial days", func(t *testing.T) io.Reader {
			return workbook(t, grid{{"村", "月份", "科目", "金额", "到账日期"}, {"东风村", time.Date(2022, 6, 1, 0, 0, 0, 0, time.UTC), "支出", 5, 44742}})
		}, []string{"610327901202 2022-06 expense  500"}},
		{"the second sheet, since the first is a cover", func(t *testing.T) io.Reader {
			return workbook(t, grid{{"说明"}}, func(f *excelize.File) {
				_, err := f.NewSheet("台账")
				must(t, err)
				must(t, f.SetSheetRow("台账", "A1", &head))
				must(t, f.SetSheetRow("台账", "A2", &[]any{"东镇", "西关村", "2022-06", "支出", "1", 1}))
			})
		}, []string{"610327900201 2022-06 expense 1 100"}},
		{"CSV in UTF-8 with a mark", func(t *testing.T) io.Reader {
			return strings.NewReader("\ufeff镇,村,月份,科目,金额\r\n东镇,西关村,2022-06,支出,\"1,234.50\"\r\n")
		}, []string{"610327900201 2022-06 expense  123450"}},
		{"CSV in GB18030", func(t *testing.T) io.Reader {
			text, err := simplifiedchinese.GB18030.NewEncoder().String("镇,村,月份,科目,金额\n东镇,西关村,2022-06,支出,8\n")
			must(t, err)
			return strings.NewReader(text)
		}, []string{"610327900201 2022-06 expense  800"}},
		{"tabs, as copied from a sheet", func(t *testing.T) io.Reader {
			return strings.NewReader("镇\t村\t月份\t科目\t金额\n东镇\t西关村\t2022-06\t支出\t8\n")
		}, []string{"610327900201 2022-06 expense  800"}},
	}
	withHouse(t, func(h *house) {
		clerk := h.Who(11, "village_secretary@610327")
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				report, err := h.load(clerk, "accounts", c.make(t), ledger.Importing{})
				if err != nil {
					t.Fatalf("%v: %v", err, problems(report))
				}
				var got []string
				page := h.list(clerk, ledger.Query{Register: "accounts"})
				for _, r := range page.Records {
					unit, err := h.Tree.FindUnit(r.UnitID)
					must(t, err)
					got = append(got, fmt.Sprint(unit.Code, " ", r.Values["month"].Text, " ", r.Values["line"].Text, " ", r.Values["voucher"].Text, " ", r.Values["amount"].Number))
				}
				slices.Sort(got)
				if !slices.Equal(got, c.want) || report.Created != len(c.want) {
					t.Errorf("got %q, %d created; want %q", got, report.Created, c.want)
				}
				h.Write(func(tx *store.Tx) error {
					_, err := tx.Exec(ctx, `DELETE FROM reg_accounts`)
					return err
				})
			})
		}
	})
}

func TestImportSaysWhatIsWrongWhere(t *testing.T) {
	withHouse(t, func(h *house) {
		clerk := h.Who(11, "village_secretary@610327")
		bad := grid{{"村集体经济收支台账"}, {"镇", "村", "月份", "科目", "金额（元）", "占比", "到账日期", "手机"},
			{"东镇", "西关村", "2022-06", "经营收入", "约5万", "92%", "2022-06-30", "x"},
			{"", "西关村", "2022-13", "经营", 1.005, 92, "6月30日", ""},
			{"东镇", "北关村", "2022-06", "支出", "", "0.5", "", ""},
			{"东镇", "柳沟村", "2022-06", "支出", 7, "", "", ""},
			{"东镇", "柳沟村", "2022-06", "支出", 8, "", "", ""},
			{"", "", "2022-06", "支出", -1, "", "", ""}}
		report, err := h.load(clerk, "accounts", workbook(t, bad), ledger.Importing{})
		wantFaults(t, err, "ledger.import_refused")
		want := []string{"E3 “约5万”不是数。", "C4 “2022-13”不是月份。", "D4 “经营”不在选项里。", "E4 “1.005”的小数太多，最多 2 位。",
			"F4 “92”看不出是百分之几还是几倍。", "G4 “6月30日”不是日期。", "B5 没有找到单位“北关村”。", "B8 没有写明是哪个村的。"}
		got := problems(report)
		for _, line := range want {
			if !slices.Contains(got, line) {
				t.Errorf("it doesn't say %s", line)
			}
		}
		if len(got) != len(want)+1 { // and the repeated row, or what it shadows
			t.Errorf("it says %d things: %q", len(got), got)
		}
		if !slices.Equal(report.Ignored, []string{"手机"}) {
			t.Errorf("ignored headers are %q", report.Ignored)
		}
		if page := h.list(clerk, ledger.Query{Register: "accounts"}); page.Count != 0 {
			t.Errorf("%d records were saved by a refused import", page.Count)
		}
	})
}

func TestImportRefusesFiles(t *testing.T) {
	bomb := func() io.Reader {
		var buffer bytes.Buffer
		archive := zip.NewWriter(&buffer)
		for i := range 8 {
			w, _ := archive.Create(fmt.Sprintf("xl/worksheets/sheet%d.xml", i))
			zeros := make([]byte, 1<<20)
			for range 100 {
				_, _ = w.Write(zeros)
			}
		}
		_ = archive.Close()
		return &buffer
	}
	head := []any{"村", "月份", "科目", "金额"}
	cases := []struct {
		name string
		make func() io.Reader
		want string
	}{
		{"an old .xls with a new name", func() io.Reader { return strings.NewReader("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more") }, "ledger.old_workbook"},
		{"an empty file", func() io.Reader { return strings.NewReader("  \n") }, "ledger.file_empty"},
		{"half a workbook", func() io.Reader {
			data, _ := io.ReadAll(workbook(t, grid{head}))
			return bytes.NewReader(data[:len(data)/2])
		}, "ledger.workbook_damaged"},
		{"another archive", func() io.Reader { return strings.NewReader(zipOf(t, "a.txt")) }, "ledger.workbook_damaged"},
		{"a bomb", bomb, "ledger.workbook_too_large"},
		{"a picture", func() io.Reader { return strings.NewReader(png + "\x00\xff\xff") }, "ledger.file_unknown"},
		{"no header", func() io.Reader { return workbook(t, grid{{"随便"}, {1, 2, 3}}) }, "ledger.no_header"},
		{"a required column missing", func() io.Reader {
			return workbook(t, grid{{"村", "月份", "科目"}, {"东风村", "2022-06", "支出"}})
		}, "ledger.import_refused"},
		{"a column twice", func() io.Reader {
			return workbook(t, grid{{"村", "月份", "科目", "金额", "金额（万元）"}})
		}, "ledger.header_twice"},
		{"money in another unit", func() io.Reader { return workbook(t, grid{{"村", "月份", "科目", "金额（美元）"}}) }, "ledger.header_unit"},
		{"villages of the same name", func() io.Reader { return workbook(t, grid{head, {"西关村", "2022-06", "支出", 1}}) }, "ledger.import_refused"},
	}
	withHouse(t, func(h *house) {
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				report, err := h.load(h.Who(11, "village_secretary@610327"), "accounts", c.make(), ledger.Importing{})
				wantFaults(t, err, c.want)
				if c.want == "ledger.import_refused" && len(report.Problems) != 1 {
					t.Errorf("it says %q", problems(report))
				}
			})
		}
	})
}

func TestImportMatchesWhatIsThere(t *testing.T) {
	withHouse(t, func(h *house) {
		clerk, checker := h.Who(11, "village_secretary@610327900"), h.Who(12, "town_committee@610327")
		sheet := func(amount any) io.Reader {
			return workbook(t, grid{{"村", "月份", "科目", "金额"}, {"西关村", "2022-06", "支出", amount}, {"柳沟村", "2022-06", "支出", 5}})
		}
		count := func(report ledger.Report, err error) string {
			t.Helper()
			if err != nil {
				return strings.Join(problems(report), "; ")
			}
			return fmt.Sprintf("%d created, %d updated, %d unchanged", report.Created, report.Updated, report.Unchanged)
		}
		steps := []struct {
			name string
			do   func() string
			want string
		}{
			{"a dry run", func() string { return count(h.load(clerk, "accounts", sheet(1), ledger.Importing{DryRun: true})) }, "2 created, 0 updated, 0 unchanged"},
			{"for the first time", func() string { return count(h.load(clerk, "accounts", sheet(1), ledger.Importing{})) }, "2 created, 0 updated, 0 unchanged"},
			{"again", func() string { return count(h.load(clerk, "accounts", sheet("1.00"), ledger.Importing{})) }, "0 created, 0 updated, 2 unchanged"},
			{"changed", func() string { return count(h.load(clerk, "accounts", sheet(2), ledger.Importing{})) }, "0 created, 1 updated, 1 unchanged"},
			{"another town's", func() string {
				return count(h.load(clerk, "accounts", workbook(t, grid{{"村", "月份", "科目", "金额"}, {"东风村", "2022-06", "支出", 1}}), ledger.Importing{}))
			}, "第 2 行 您没有为“东风村”填报的权限。"},
		}
		for _, s := range steps {
			if got := s.do(); got != s.want {
				t.Errorf("%s: %s, want %s", s.name, got, s.want)
			}
		}
		page := h.list(clerk, ledger.Query{Register: "accounts", Sort: "amount"})
		_, err := h.check(checker, "accounts", page.Records[0])
		must(t, err)
		if got := count(h.load(clerk, "accounts", sheet(3), ledger.Importing{})); got != "第 2 行 这条记录已经核对，不能直接修改。" {
			t.Errorf("a checked record: %s", got)
		}
	})
}

// What is exported can be imported again, in either language, and changes nothing.
func TestExportImportsUnchanged(t *testing.T) {
	withHouse(t, func(h *house) {
		h.book()
		clerk := h.Who(11, "village_secretary@610327")
		leader := h.person("扎西·顿珠", "610327901202")
		h.mustSave(clerk, "projects", ledger.Record{UnitID: h.Unit("610327900201").ID, Values: values{"name": ledger.TextValue("=1+1 <a> & \"b\"\n第二行"),
			"started": ledger.TextValue("2022-02-28"), "cost": ledger.NumberValue(123_456_789_01), "own": ledger.NumberValue(1), "kinds": ledger.ListValue("farm", "trade"),
			"done": ledger.BoolValue(false), "score": ledger.NumberValue(99_900_000), "leader": ledger.NumberValue(leader),
			"partner": ledger.NumberValue(h.Unit("610327901").ID), "year": ledger.NumberValue(2022), "season": ledger.TextValue("2022Q1")}})
		h.mustSave(clerk, "conduct", ledger.Record{PersonID: leader, Values: values{"year": ledger.NumberValue(2022), "phone": ledger.TextValue("13800138000"),
			"card": ledger.TextValue("11010519491231002X"), "grade": ledger.TextValue("good")}})
		for _, lang := range []string{"zh", "en"} {
			for register, want := range map[string]int{"accounts": 7, "projects": 4, "conduct": 1} {
				clerk.Language = lang
				var buffer bytes.Buffer
				h.Read(func(tx *store.Tx) error {
					return h.Export(ctx, tx, clerk, ledger.Query{Register: register}, &buffer)
				})
				checkDimension(t, buffer.Bytes(), want)
				report, err := h.load(clerk, register, &buffer, ledger.Importing{})
				if err != nil || report.Unchanged != want || report.Created+report.Updated > 0 || len(report.Ignored) > 0 {
					t.Errorf("%s in %s: %+v, %v", register, lang, report, err)
				}
			}
		}
	})
}

// checkDimension wants the sheet to say how far it reaches, for programs that believe it.
func checkDimension(t *testing.T, data []byte, records int) {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	must(t, err)
	defer f.Close()
	got, err := f.GetSheetDimension(f.GetSheetName(0))
	if _, last, _ := strings.Cut(got, ":"); err != nil || !strings.HasSuffix(last, fmt.Sprint(4+records+2)) {
		t.Errorf("the sheet's dimension is %s, want row %d, %v", got, 4+records+2, err)
	}
	if bytes.Contains(data, []byte(`state="hidden"`)) {
		t.Error("the form has a hidden sheet")
	}
}

func TestTemplateTakesRows(t *testing.T) {
	withHouse(t, func(h *house) {
		for _, register := range []string{"accounts", "projects", "conduct", "sanctions"} {
			for _, lang := range []string{"zh", "en"} {
				var buffer bytes.Buffer
				must(t, h.Template(register, lang, &buffer))
				f, err := excelize.OpenReader(bytes.NewReader(buffer.Bytes()))
				must(t, err)
				sheet := f.GetSheetName(0)
				lists, err := f.GetDataValidations(sheet)
				if register == "accounts" && (err != nil || len(lists) != 1 || lists[0].Sqref != "E5:E504") {
					t.Errorf("the lists are %+v, %v", lists, err)
				}
				if register != "accounts" {
					continue
				}
				must(t, f.SetSheetRow(sheet, "A5", &[]any{1, "东镇", "西关村", "2022-06", "支出", "007", 12.5, 0.25}))
				var filled bytes.Buffer
				must(t, f.Write(&filled))
				report, err := h.load(h.Who(11, "village_secretary@610327"), register, &filled, ledger.Importing{DryRun: true})
				if err != nil || report.Created != 1 || report.Skipped != 1 || len(report.Ignored) > 0 {
					t.Errorf("the filled template: %+v, %v", report, err)
				}
			}
		}
	})
}

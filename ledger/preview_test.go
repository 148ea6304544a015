package ledger_test

import (
	"slices"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"qixing/ledger"
)

// A preview shows what the sheet shows: a percentage as one, a day as a day, a number as it is.
func TestPreviewShowsWhatPeopleSee(t *testing.T) {
	withHouse(t, func(h *house) {
		sheet := workbook(t, grid{{"村", "月份", "科目", "金额", "占比", "日期"}, {"西关村", "2022-06", "支出", 5, 0.355, time.Date(2022, 4, 29, 0, 0, 0, 0, time.UTC)}}, func(f *excelize.File) {
			percent, err := f.NewStyle(&excelize.Style{NumFmt: 10})
			must(t, err)
			must(t, f.SetCellStyle("Sheet1", "E2", "E2", percent))
		})
		report, err := h.load(h.Who(11, "village_secretary@610327900"), "accounts", sheet, ledger.Importing{DryRun: true})
		must(t, err)
		if want := []string{"西关村", "2022-06", "支出", "5", "35.5%", "2022-04-29"}; !slices.Equal(report.Preview.Rows[0].Cells, want) {
			t.Errorf("got %q, want %q", report.Preview.Rows[0].Cells, want)
		}
	})
}

package outcome

import (
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"qixing/fault"
)

// payoutColumns are the keys of the headings, in their order.
var payoutColumns = []string{"number", "payee", "kind", "award", "month", "amount", "state", "approved_by", "voucher", "paid_on", "remark"}

func payoutWord(lang, key string) string { return fault.Sentence("outcome.sheet_"+key, lang, nil) }

// WritePayouts writes payouts as the workbook that finance works from, amounts in 元.
func WritePayouts(w io.Writer, lang string, payouts []Payout) error {
	book := excelize.NewFile()
	defer book.Close()
	sheet := book.GetSheetName(0)
	head := make([]any, len(payoutColumns))
	for i, key := range payoutColumns {
		head[i] = payoutWord(lang, key)
	}
	rows := [][]any{{payoutWord(lang, "title")}, head}
	var sum int64
	for i, p := range payouts {
		kind := payoutWord(lang, "unit")
		if p.PersonID != 0 {
			kind = payoutWord(lang, "person")
		}
		sum += p.Amount
		rows = append(rows, []any{i + 1, p.Payee, kind, p.Award, p.Month, float64(p.Amount) / 100, payoutWord(lang, string(p.State)), p.ApprovedBy, p.Voucher, p.PaidOn, p.StoppedWhy})
	}
	rows = append(rows, []any{payoutWord(lang, "total"), "", "", "", "", float64(sum) / 100})
	for i, row := range rows {
		if err := book.SetSheetRow(sheet, fmt.Sprintf("A%d", i+1), &row); err != nil {
			return fmt.Errorf("payout sheet: %w", err)
		}
	}
	if err := layout(book, sheet, len(rows)); err != nil {
		return fmt.Errorf("payout sheet: %w", err)
	}
	_, err := book.WriteTo(w)
	return err
}

func layout(book *excelize.File, sheet string, rows int) error {
	money, err := book.NewStyle(&excelize.Style{NumFmt: 4})
	if err != nil {
		return err
	}
	if err := book.SetCellStyle(sheet, "F3", fmt.Sprintf("F%d", rows), money); err != nil {
		return err
	}
	if err := book.MergeCell(sheet, "A1", "K1"); err != nil {
		return err
	}
	for column, width := range map[string]float64{"B": 20, "D": 26, "F": 14, "H": 18, "I": 18, "J": 14, "K": 20} {
		if err := book.SetColWidth(sheet, column, column, width); err != nil {
			return err
		}
	}
	return book.SetSheetDimension(sheet, fmt.Sprintf("A1:K%d", rows))
}

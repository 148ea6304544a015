package outcome

import (
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"
)

var payoutHeader = []any{"序号", "收款方", "类别", "奖励", "所属月份", "金额（元）", "状态", "批准人", "凭证号", "支付日期", "备注"}

// WritePayouts writes payouts as the workbook that finance works from, amounts in 元.
func WritePayouts(w io.Writer, title string, payouts []Payout) error {
	book := excelize.NewFile()
	defer book.Close()
	sheet := book.GetSheetName(0)
	rows := [][]any{{title}, payoutHeader}
	var sum int64
	for i, p := range payouts {
		kind := "单位"
		if p.PersonID != 0 {
			kind = "个人"
		}
		sum += p.Amount
		rows = append(rows, []any{i + 1, p.Payee, kind, p.Award, p.Month, float64(p.Amount) / 100, stateTitles[p.State], p.ApprovedBy, p.Voucher, p.PaidOn, p.StoppedWhy})
	}
	rows = append(rows, []any{"合计", "", "", "", "", float64(sum) / 100})
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

var stateTitles = map[PayoutState]string{Due: "待批准", Approved: "待支付", Paid: "已支付", Stopped: "已停发"}

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

package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"qixing/calendar"
	"qixing/fault"
	"qixing/pack"
	"qixing/round"
	"qixing/score"
	"qixing/store"
)

type evaluateCommand struct {
	Scheme string `arg:"" help:"评价办法的代号 | the scheme's id"`
	Period string `required:"" placeholder:"2022" help:"期间：2022、2022Q2 或 2022-06 | the period: 2022, 2022Q2 or 2022-06"`
	WhatIf string `placeholder:"PACK" help:"如果换成这个制度包，结果如何；不保存 | the result under this pack instead; nothing is kept"`
	Output string `placeholder:"FILE" help:"--format xlsx 写到哪个文件 | the file for --format xlsx"`
	Force  bool   `help:"覆盖已有文件 | overwrite a file"`
}

// Run prints a scheme's result: a table, one JSON document, CSV, or a workbook.
func (cmd *evaluateCommand) Run(c *cli) error {
	if err := c.formatAmong("text", "table", "json", "csv", "xlsx"); err != nil {
		return err
	}
	if c.format == "xlsx" && cmd.Output == "" {
		return fault.Usage("cli.output", nil)
	}
	return c.openFor(func(p *place) error {
		r, scored, err := c.evaluate(p, cmd.Scheme, cmd.Period, cmd.WhatIf)
		if err != nil {
			return err
		}
		document := scored.Plan.Document(scored.Input, scored.Result, r.Period.String(), r.County)
		if c.format == "json" {
			return c.printJSON(document)
		}
		rows := rowsOf(c, r, scored, document)
		switch c.format {
		case "csv":
			return csv.NewWriter(c.out).WriteAll(rows)
		case "xlsx":
			return c.writeFile(cmd.Output, cmd.Force, func(file *os.File) error { return writeSheet(rows, r.Title, file) })
		}
		c.printTable(rows)
		return nil
	})
}

func (c *cli) evaluate(p *place, scheme, period, whatIf string) (*round.Running, *round.Scored, error) {
	asked := round.Evaluation{County: p.county, Scheme: scheme}
	var err error
	if asked.Period, err = calendar.ParsePeriod(period); err != nil {
		return nil, nil, fault.Usage("cli.period", fault.Args{"period": period}).Because(err)
	}
	if whatIf != "" {
		if asked.WhatIf, _, err = c.loadPack(whatIf); err != nil {
			return nil, nil, err
		}
	}
	var r *round.Running
	var scored *round.Scored
	err = p.db.Read(c.ctx, func(tx *store.Tx) error {
		var failed error
		r, scored, failed = p.desk().Evaluate(c.ctx, tx, asked)
		return failed
	})
	return r, scored, err
}

// rowsOf lays a result out as a sheet: a heading, then an entry a row.
func rowsOf(c *cli, r *round.Running, scored *round.Scored, document *score.Document) [][]string {
	scheme, order := r.Policy, scored.Result.Order()
	heading := []string{c.say("名次", "rank"), c.say("代码", "code"), c.say("名称", "title"), c.say("总分", "total")}
	for _, criterion := range scheme.Criteria {
		heading = append(heading, criterion.Title)
	}
	heading = append(heading, c.say("等次", "grade"), c.say("备注", "note"))
	rows := [][]string{heading}
	for place, entry := range document.Entries {
		row := []string{"", entry.Subject.Code, entry.Subject.Title, entry.Total}
		if entry.Rank != nil {
			row[0] = strconv.Itoa(*entry.Rank)
		}
		for _, criterion := range entry.Criteria {
			row = append(row, criterion.Points)
		}
		rows = append(rows, append(row, gradeOf(scheme, entry), c.noteOn(entry, r.Completeness(scored, order[place]))))
	}
	return rows
}

func gradeOf(scheme *pack.Scheme, entry score.DocumentEntry) string {
	if entry.Grade == nil {
		return ""
	}
	if grade, found := scheme.FindGrade(*entry.Grade); found {
		return grade.Title
	}
	return *entry.Grade
}

func (c *cli) noteOn(entry score.DocumentEntry, has round.Completeness) string {
	var notes []string
	if entry.Vetoed {
		notes = append(notes, c.say("一票否决：", "vetoed: ")+strings.Join(entry.VetoReasons, "；"))
	}
	switch has {
	case round.Lacking:
		notes = append(notes, c.say("数据不完整", "incomplete"))
	case round.Awaiting:
		notes = append(notes, c.say("待评分", "ratings to come"))
	}
	return strings.Join(notes, "；")
}

// printTable aligns columns by how wide a terminal shows them: a Chinese character takes two places.
func (c *cli) printTable(rows [][]string) {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], widthOf(cell))
		}
	}
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			line.WriteString(cell + strings.Repeat(" ", widths[i]-widthOf(cell)+2))
		}
		c.printf("%s\n", strings.TrimRight(line.String(), " "))
	}
}

func widthOf(text string) int {
	width := 0
	for _, r := range text {
		width++
		if r >= 0x1100 {
			width++
		}
	}
	return width
}

// writeSheet writes rows as a workbook. Numbers are numbers there, so that people can go on calculating.
func writeSheet(rows [][]string, title string, file *os.File) error {
	book := excelize.NewFile()
	defer book.Close()
	sheet := book.GetSheetName(0)
	if err := book.SetCellStr(sheet, "A1", title); err != nil {
		return err
	}
	for i, row := range rows {
		for j, cell := range row {
			name, err := excelize.CoordinatesToCellName(j+1, i+2)
			if err != nil {
				return err
			}
			var value any = cell
			if number, err := strconv.ParseFloat(cell, 64); err == nil && j != 1 { // codes keep their zeros
				value = number
			}
			if err := book.SetCellValue(sheet, name, value); err != nil {
				return fmt.Errorf("write %s: %w", name, err)
			}
		}
	}
	return book.Write(file)
}

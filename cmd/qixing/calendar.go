package main

import (
	"os"

	"qixing/calendar"
	"qixing/fault"
	"qixing/org"
	"qixing/store"
)

type calendarCommand struct {
	Import calendarImport `cmd:"" help:"增加节假日和调休 | add holidays and make-up workdays"`
	List   calendarList   `cmd:"" help:"列出增加过的日子 | list what was added"`
}

type calendarImport struct {
	File string `arg:"" help:"CSV 文件：日期,安排（放假、上班）,名称 | a CSV file: 日期,安排 (放假 or 上班),名称"`
}

// Run adds the days of a file, all or none.
func (cmd *calendarImport) Run(c *cli) error {
	text, err := os.ReadFile(cmd.File)
	if err != nil {
		return fault.Invalid("cli.file", fault.Args{"file": cmd.File}).Because(err)
	}
	days, err := calendar.ParseDays(string(text))
	if err != nil {
		return err
	}
	return c.openFor(func(p *place) error {
		err := p.db.Write(c.ctx, func(tx *store.Tx) error { return org.AddDays(c.ctx, tx, org.Console(p.county), days) })
		if err == nil {
			c.note(c.say("已增加，重新启动服务器后生效。", "added; restart the server for it to take effect."))
		}
		return err
	})
}

type calendarList struct{}

// Run prints what was added, in the form that import reads.
func (cmd *calendarList) Run(c *cli) error {
	return c.openFor(func(p *place) error {
		return p.db.Read(c.ctx, func(tx *store.Tx) error {
			days, err := org.ListDays(c.ctx, tx, p.county)
			c.printf("%s", calendar.FormatDays(days))
			return err
		})
	})
}

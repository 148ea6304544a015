package main

import (
	"strconv"
	"strings"
	"time"

	"qixing/calendar"
	"qixing/fault"
	"qixing/rollup"
	"qixing/score"
	"qixing/store"
)

type rollupCommand struct {
	Subject string `arg:"" optional:"" help:"目标或口径：target/ID、measure/ID；不写则列出全部 | a target or measure: target/ID, measure/ID; without one all are listed"`
	Of      string `default:"province" placeholder:"LEVEL" help:"按哪一级：country、province、city、county、town，默认 province | by which level: country, province, city, county, town; by default province"`
	Within  string `placeholder:"CODE" help:"只看这个区划以内：61、6103 或 610327 | only within this division: 61, 6103 or 610327"`
	Year    string `placeholder:"YEAR" help:"年份，默认今年 | the year, by default this one"`
	Refresh bool   `help:"先把数据有变化的县重新汇总 | first add up again the counties whose data has changed"`
}

type rollupLine struct {
	Code      string `json:"code"`
	Title     string `json:"title"`
	Known     bool   `json:"known"`
	Value     string `json:"value"`
	Subjects  int64  `json:"subjects"`
	Satisfied int64  `json:"satisfied"`
	Missing   int64  `json:"missing"`
	Units     int    `json:"units"`
	Knowing   int    `json:"knowing"`
	Reached   int    `json:"reached"`
	Least     string `json:"least"`
	Most      string `json:"most"`
}

type rollupDocument struct {
	Subject  string       `json:"subject"`
	Title    string       `json:"title"`
	Unit     string       `json:"unit"`
	Kind     string       `json:"kind"`
	Year     string       `json:"year"`
	AsOf     string       `json:"as_of"`
	Elsewise int          `json:"elsewise"`
	Lines    []rollupLine `json:"lines"`
}

// Run answers for all counties of the database at once: it is for whoever keeps it, a city, a province or the country.
func (cmd *rollupCommand) Run(c *cli) error {
	if err := c.formatAmong("text", "json"); err != nil {
		return err
	}
	p, err := c.openThere()
	if err != nil {
		return err
	}
	defer p.close()
	if cmd.Refresh {
		if err := c.refreshRollups(p); err != nil {
			return err
		}
	}
	if cmd.Subject == "" {
		return c.listRollups(p)
	}
	q := rollup.Query{Subject: cmd.Subject, Year: cmd.Year, Of: cmd.Of, Within: cmd.Within}
	if q.Year == "" {
		q.Year = strconv.Itoa(calendar.DateOf(time.Now()).Year)
	}
	var answer rollup.Answer
	err = p.db.Read(c.ctx, func(tx *store.Tx) (failed error) {
		answer, failed = rollup.Read(c.ctx, tx, q)
		return failed
	})
	if err != nil {
		return err
	}
	return c.printRollup(q, answer)
}

func (c *cli) refreshRollups(p *place) error {
	desk := &rollup.Desk{DB: p.db, County: p.county, Packs: p.shelf, Keys: p.keys}
	n, err := desk.RefreshStale(c.ctx)
	c.note(c.say("重新汇总的县："+strconv.Itoa(n), strconv.Itoa(n)+" counties added up"))
	return err
}

func (c *cli) listRollups(p *place) error {
	var all []rollup.Listed
	err := p.db.Read(c.ctx, func(tx *store.Tx) (failed error) {
		all, failed = rollup.List(c.ctx, tx)
		return failed
	})
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return fault.NotFound("cli.no_rollups", nil)
	}
	rows := [][]string{{c.say("代号", "subject"), c.say("名称", "title"), c.say("单位", "unit"), c.say("县数", "counties")}}
	documents := []map[string]any{}
	for _, one := range all {
		rows = append(rows, []string{one.Key, one.Title, one.Unit, strconv.Itoa(one.Counties)})
		documents = append(documents, map[string]any{"subject": one.Key, "title": one.Title, "unit": one.Unit, "kind": one.Kind, "counties": one.Counties})
	}
	if c.asJSON() {
		return c.printJSON(documents)
	}
	c.printTable(rows)
	return nil
}

func (c *cli) printRollup(q rollup.Query, a rollup.Answer) error {
	document := rollupDocument{Subject: a.Subject.Key, Title: a.Subject.Title, Unit: a.Subject.Unit, Kind: string(a.Subject.Kind), Year: q.Year, AsOf: a.AsOf,
		Elsewise: a.Elsewise, Lines: []rollupLine{}}
	rows := [][]string{{c.say("区划", "code"), c.say("名称", "title"), a.Subject.Title, c.say("符合/总数", "satisfied/all"), c.say("县（镇）数", "units"), c.say("有数据", "known"), c.say("达标", "reached")}}
	for _, l := range a.Lines {
		document.Lines = append(document.Lines, rollupLine{l.Code, l.Title, l.Known, l.Value.String(), l.Subjects, l.Satisfied, l.Missing, l.Units, l.Knowing, l.Reached, l.Least.String(), l.Most.String()})
		rows = append(rows, []string{l.Code, l.Title, c.rollupValue(a.Subject, l), strconv.FormatInt(l.Satisfied, 10) + "/" + strconv.FormatInt(l.Subjects, 10),
			strconv.Itoa(l.Units), strconv.Itoa(l.Knowing), strconv.Itoa(l.Reached)})
	}
	if c.asJSON() {
		return c.printJSON(document)
	}
	c.printTable(rows)
	c.note(c.say("截至：", "as of: ") + a.AsOf)
	if a.Elsewise > 0 {
		c.note(c.say("口径不同、未计入的县：", "counties that define it otherwise, left out: ") + strconv.Itoa(a.Elsewise))
	}
	return nil
}

// rollupValue shows a value; of what doesn't add up, the range.
func (c *cli) rollupValue(of rollup.Subject, l rollup.Line) string {
	switch {
	case l.Known:
		return score.Display(l.Value, of.Unit, c.lang)
	case l.Knowing > 1:
		return strings.Join([]string{score.Display(l.Least, of.Unit, c.lang), score.Display(l.Most, of.Unit, c.lang)}, "–")
	}
	return c.say("未知", "unknown")
}

package main

import (
	"fmt"
	"slices"

	"qixing/fault"
	"qixing/round"
	"qixing/score"
)

type explainCommand struct {
	Scheme  string `arg:"" help:"评价办法的代号 | the scheme's id"`
	Subject string `arg:"" help:"对象的代码或名称 | the subject's code or title"`
	Period  string `required:"" placeholder:"2022" help:"期间 | the period"`
	WhatIf  string `placeholder:"PACK" help:"如果换成这个制度包 | under this pack instead"`
}

type explainedIndicator struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Points   string `json:"points"`
	Of       string `json:"of"`
	Sentence string `json:"sentence"`
	Records  int    `json:"records"`
}

type explainedCriterion struct {
	ID         string               `json:"id"`
	Title      string               `json:"title"`
	Points     string               `json:"points"`
	Of         string               `json:"of"`
	Note       string               `json:"note,omitempty"`
	Indicators []explainedIndicator `json:"indicators"`
}

type explanationDocument struct {
	Subject    score.DocumentSubject `json:"subject"`
	Rank       int                   `json:"rank"`
	Total      string                `json:"total"`
	Of         string                `json:"of"`
	Vetoes     []string              `json:"vetoes"`
	Incomplete bool                  `json:"incomplete"`
	Difference string                `json:"difference,omitempty"`
	Criteria   []explainedCriterion  `json:"criteria"`
}

// Run takes one subject's result apart, down to how many records are behind each point.
func (cmd *explainCommand) Run(c *cli) error {
	return c.openFor(func(p *place) error {
		r, scored, err := c.evaluate(p, cmd.Scheme, cmd.Period, cmd.WhatIf)
		if err != nil {
			return err
		}
		i, err := findSubject(scored, cmd.Subject)
		if err != nil {
			return err
		}
		document := c.explanation(scored.Plan.Explain(scored.Input, scored.Result, i))
		if c.asJSON() {
			return c.printJSON(document)
		}
		c.printf("%s\n", r.Title)
		c.printExplanation(document)
		return nil
	})
}

// findSubject finds who is meant by a code or a title; a title that several have is refused with their codes.
func findSubject(scored *round.Scored, name string) (int, error) {
	var found []int
	for i, entry := range scored.Entries {
		if entry.Code == name {
			return i, nil
		}
		if entry.Title == name {
			found = append(found, i)
		}
	}
	if len(found) == 0 {
		return 0, fault.NotFound("cli.no_subject", fault.Args{"subject": name})
	}
	if len(found) > 1 {
		codes := []string{}
		for _, i := range found {
			codes = append(codes, scored.Entries[i].Code+" "+scored.Entries[i].TownTitle)
		}
		slices.Sort(codes)
		return 0, fault.Usage("cli.several_subjects", fault.Args{"subject": name, "codes": fmt.Sprint(codes)})
	}
	return found[0], nil
}

func (c *cli) explanation(x score.Explanation) explanationDocument {
	document := explanationDocument{Subject: score.DocumentSubject{Code: x.Subject.Code, Title: x.Subject.Title}, Rank: x.Rank, Total: x.Total.String(),
		Of: x.Of.Value().String(), Vetoes: []string{}, Incomplete: x.Incomplete}
	for _, veto := range x.Vetoes {
		document.Vetoes = append(document.Vetoes, veto.Reason)
	}
	if d := x.Difference; d != nil {
		document.Difference = fmt.Sprintf(c.say("比前一名“%s”少 %s 分", "%s, ranked before, has %s points more"), d.Title, d.Total)
	}
	for _, criterion := range x.Criteria {
		one := explainedCriterion{ID: criterion.ID, Title: criterion.Title, Points: criterion.Points.String(), Of: criterion.Of.Value().String(), Note: criterion.Note(c.lang)}
		for _, indicator := range criterion.Indicators {
			one.Indicators = append(one.Indicators, explainedIndicator{ID: indicator.ID, Title: indicator.Title, Points: indicator.Points.String(),
				Of: indicator.Of.Value().String(), Sentence: indicator.Sentence(c.lang), Records: indicator.Records})
		}
		document.Criteria = append(document.Criteria, one)
	}
	return document
}

func (c *cli) printExplanation(x explanationDocument) {
	rank := fmt.Sprint(x.Rank)
	if x.Rank == 0 {
		rank = c.say("不排名", "not ranked")
	}
	c.printf(c.say("%s（%s）  名次 %s  总分 %s / %s\n", "%s (%s)  rank %s  total %s of %s\n"), x.Subject.Title, x.Subject.Code, rank, x.Total, x.Of)
	for _, reason := range x.Vetoes {
		c.printf("  %s%s\n", c.say("一票否决：", "veto: "), reason)
	}
	if x.Difference != "" {
		c.printf("  %s\n", x.Difference)
	}
	for _, criterion := range x.Criteria {
		c.printf("\n%s  %s / %s  %s\n", criterion.Title, criterion.Points, criterion.Of, criterion.Note)
		for _, indicator := range criterion.Indicators {
			c.printf("  %s  %s / %s\n    %s", indicator.Title, indicator.Points, indicator.Of, indicator.Sentence)
			if indicator.Records > 0 {
				c.printf(c.say("（依据 %d 条记录）", " (from %d records)"), indicator.Records)
			}
			c.printf("\n")
		}
	}
}

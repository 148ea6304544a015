package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"qixing/pack"
)

type checkCommand struct {
	Pack string `arg:"" help:"制度包的文件夹 | the pack's folder"`
	All  bool   `help:"连同待确认的数逐条列出 | also list each number that is still to be confirmed"`
}

type findingDocument struct {
	Severity string `json:"severity"`
	File     string `json:"file"`
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	Key      string `json:"key"`
	Message  string `json:"message"`
	Hint     string `json:"hint,omitempty"`
}

var severities = map[pack.Severity]string{pack.Failure: "failure", pack.Warning: "warning", pack.Note: "note"}

// Run prints everything that is wrong or doubtful in a pack.
func (cmd *checkCommand) Run(c *cli) error {
	folder, err := folderOf(cmd.Pack)
	if err != nil {
		return err
	}
	policy, findings := pack.Load(folder)
	findings = findings.In(cmd.Pack)
	if c.asJSON() {
		err = c.printJSON(documentsOf(findings, c.lang))
	} else {
		err = cmd.shown(findings).Write(c.errs, c.lang)
	}
	if err != nil {
		return err
	}
	if policy == nil {
		return errShown
	}
	if !c.asJSON() {
		c.printf("%s\n", c.sound(policy, findings))
		c.unconfirmed(policy)
	}
	return nil
}

// shown leaves out what is in order and merely wants a word from the office: a sound pack says how many there are.
func (cmd *checkCommand) shown(findings pack.Errors) pack.Errors {
	if cmd.All {
		return findings
	}
	return slices.DeleteFunc(slices.Clone(findings), func(one *pack.Error) bool { return one.Severity == pack.Note })
}

// unconfirmed names the numbers that somebody assumed.
func (c *cli) unconfirmed(policy *pack.Pack) {
	var titles []string
	for _, parameter := range policy.Parameters {
		if slices.ContainsFunc(parameter.Dated, func(dated pack.DatedValue) bool { return !dated.Confirmed }) {
			titles = append(titles, c.say(parameter.Title, cmp.Or(parameter.TitleEN, parameter.Title)))
		}
	}
	if len(titles) > 0 {
		c.printf(c.say("待确认的数 %d 个：%s。（--all 逐条列出）\n", "%d numbers to be confirmed: %s. (--all lists each)\n"), len(titles), strings.Join(titles, c.say("、", ", ")))
	}
}

func (c *cli) sound(policy *pack.Pack, findings pack.Errors) string {
	return fmt.Sprintf(c.say("%s 没有错误：%d 个台账，%d 个口径，%d 个评价办法；%d 处提醒。", "%s has no errors: %d registers, %d measures, %d schemes; %d findings to look at."),
		policy.Name(), len(policy.Registers), len(policy.Measures), len(policy.Schemes), len(findings.Only(pack.Warning)))
}

func documentsOf(findings pack.Errors, lang string) []findingDocument {
	documents := make([]findingDocument, 0, len(findings))
	for _, one := range findings {
		document := findingDocument{Severity: severities[one.Severity], File: one.Place.File, Line: one.Place.Line, Column: one.Place.Column, Key: one.Key,
			Message: one.Message, Hint: one.Hint}
		if lang == "en" {
			document.Message, document.Hint = one.MessageEN, one.HintEN
		}
		documents = append(documents, document)
	}
	return documents
}

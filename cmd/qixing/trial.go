package main

import (
	"crypto/rand"
	"fmt"
	"os"
	"path"

	"qixing/fault"
	"qixing/trial"
)

type testCommand struct {
	Pack string `arg:"" help:"制度包的文件夹 | the pack's folder"`
}

type failureDocument struct {
	Place   string `json:"place"`
	Subject string `json:"subject"`
	Name    string `json:"name"`
	Got     string `json:"got"`
	Want    string `json:"want"`
}

type caseDocument struct {
	ID       string            `json:"id"`
	Title    string            `json:"title"`
	Passed   bool              `json:"passed"`
	Failures []failureDocument `json:"failures"`
}

// Run runs the pack's own cases, and names what came out otherwise.
func (cmd *testCommand) Run(c *cli) error {
	policy, _, err := c.loadPack(cmd.Pack)
	if err != nil {
		return err
	}
	scratch, err := os.MkdirTemp("", "qixing-cases-")
	if err != nil {
		return fault.Unavailable("cli.folder", fault.Args{"folder": os.TempDir()}).Because(err)
	}
	defer os.RemoveAll(scratch)
	outcomes, err := trial.Run(c.ctx, policy, scratch, rand.Reader)
	if err != nil {
		return err
	}
	documents, failed := cmd.documents(outcomes)
	if c.asJSON() {
		err = c.printJSON(documents)
	} else {
		c.printCases(documents, failed)
	}
	if err == nil && failed > 0 {
		err = errShown
	}
	return err
}

func (cmd *testCommand) documents(outcomes []trial.Outcome) ([]caseDocument, int) {
	documents, failed := []caseDocument{}, 0
	for _, outcome := range outcomes {
		one := caseDocument{ID: outcome.Case.ID, Title: outcome.Case.Title, Passed: len(outcome.Failures) == 0, Failures: []failureDocument{}}
		for _, f := range outcome.Failures {
			f.Place.File = path.Join(cmd.Pack, f.Place.File)
			one.Failures = append(one.Failures, failureDocument{Place: f.Place.String(), Subject: f.Subject, Name: f.Name, Got: f.Got, Want: f.Want})
		}
		if !one.Passed {
			failed++
		}
		documents = append(documents, one)
	}
	return documents, failed
}

func (c *cli) printCases(documents []caseDocument, failed int) {
	for _, one := range documents {
		for _, f := range one.Failures {
			c.note(fmt.Sprintf(c.say("%s: %s：%s 的 %s 为 %s，应为 %s", "%s: %s: %s has %s %s, want %s"), f.Place, one.Title, f.Subject, f.Name, f.Got, f.Want))
		}
	}
	c.printf(c.say("%d 个用例，%d 个不符。\n", "%d cases, %d failed.\n"), len(documents), failed)
}

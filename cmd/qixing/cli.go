package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// cli is what every subcommand gets: where to write, in which language and form, under which settings.
type cli struct {
	ctx       context.Context
	out, errs io.Writer
	lang      string
	format    string
	settings  settings
}

// say takes the text of the user's language.
func (c *cli) say(zh, en string) string {
	if c.lang == "en" {
		return en
	}
	return zh
}

func (c *cli) printf(format string, args ...any) { fmt.Fprintf(c.out, format, args...) }

// note prints a line that is no result: to standard error.
func (c *cli) note(text string) { fmt.Fprintln(c.errs, text) }

// asJSON tells whether the result is to be one JSON document.
func (c *cli) asJSON() bool { return c.format == "json" }

func (c *cli) printJSON(document any) error {
	encoder := json.NewEncoder(c.out)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(document)
}

// progress shows a bar on a terminal, and nothing elsewhere.
func (c *cli) progress(title string) func(done, total int64) {
	file, is := c.errs.(*os.File)
	if !is || !term.IsTerminal(int(file.Fd())) {
		return func(int64, int64) {}
	}
	bar := progressbar.NewOptions64(-1, progressbar.OptionSetWriter(file), progressbar.OptionSetDescription(title), progressbar.OptionClearOnFinish())
	return func(done, total int64) {
		if total > 0 {
			bar.ChangeMax64(total)
		}
		_ = bar.Set64(done) // a bar that can't be drawn is no loss
		if total > 0 && done >= total {
			_ = bar.Finish()
		}
	}
}

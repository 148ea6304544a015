package server

import "qixing/pack"

// viewView is a way to look at a register: a line, a network and a cross table are drawn from its records, a comparison is asked for.
type viewView struct {
	ID      string       `json:"id"`
	Title   string       `json:"title"`
	Line    *lineView    `json:"line,omitempty"`
	Network *networkView `json:"network,omitempty"`
	Cross   *crossView   `json:"cross,omitempty"`
	Compare []string     `json:"compare,omitempty" doc:"the measures that are compared"`
}

type lineView struct {
	Of    string     `json:"of" doc:"the field that names the line"`
	Order string     `json:"order"`
	Note  []string   `json:"note"`
	Place pack.Place `json:"-"`
}

type networkView struct {
	From   string     `json:"from" doc:"a field, or owner"`
	To     string     `json:"to"`
	Weight string     `json:"weight,omitempty"`
	Label  []string   `json:"label"`
	Place  pack.Place `json:"-"`
}

type crossView struct {
	Columns string     `json:"columns"`
	Cell    []string   `json:"cell"`
	Place   pack.Place `json:"-"`
}

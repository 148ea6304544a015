package pack

import "qixing/fault"

// contest says how a contest is run and scored.
func (d *describer) contest(c *Contest) {
	title := d.title(c.Title, c.TitleEN)
	d.section(d.say("contest", fault.Args{"title": title}))
	d.article(d.say("contest_what", fault.Args{"title": title, "period": d.say("period_"+c.Period, nil), "of": d.named(c.Of, key{Ref: "role"}), "office": d.named(c.Office, key{Ref: "role"})}))
	if c.Basis != "" {
		d.note(d.say("basis", fault.Args{"basis": d.title(c.Basis, c.BasisEN)}))
	}
	if g := c.Groups; g != nil {
		d.article(d.say("contest_groups", fault.Args{"measure": d.named(g.Measure, key{Ref: "measure"}), "into": d.shower.number(g.Into)}), g.Into)
	}
	for _, part := range c.Parts {
		d.contestPart(c, part)
	}
	d.article(d.say("contest_board", nil))
}

func (d *describer) contestPart(c *Contest, part *ContestPart) {
	args := fault.Args{"title": d.title(part.Title, part.TitleEN), "weight": d.shower.number(part.Weight), "by": d.named(part.By, key{Ref: "role"})}
	name := "contest_part"
	if c.IsPeer(part) {
		name = "contest_peers"
	}
	d.article(d.say(name, args), part.Weight)
	for _, facet := range part.Facets() {
		d.note(d.say("criterion_short", fault.Args{"title": d.title(facet.Title, facet.TitleEN), "points": d.shower.number(facet.Points)}) + d.anchor(facet))
	}
	d.note(d.say("contest_recuse_"+part.Recuse, nil))
	if n := part.DropExtremes; n != nil {
		d.article(d.say("contest_drop", fault.Args{"title": d.title(part.Title, part.TitleEN), "n": d.shower.number(*n)}), *n)
	}
	if n := part.AtLeast; n != nil {
		d.article(d.say("contest_at_least", fault.Args{"title": d.title(part.Title, part.TitleEN), "n": d.shower.number(*n)}), *n)
	}
}

func (d *describer) anchor(facet *Facet) string {
	if facet.Anchor == "" {
		return ""
	}
	return d.title("：", ": ") + d.title(facet.Anchor, facet.AnchorEN)
}

// contestMeasure says what a measure takes of a contest's results, and what an absence means.
func (d *describer) contestMeasure(m *Measure) string {
	text := d.say("measure_contest_"+m.Take, fault.Args{"contest": d.named(m.Contest, key{Ref: "contest"})})
	if m.AtLeast != nil {
		text += d.say("measure_contest_at_least", fault.Args{"n": d.shower.number(*m.AtLeast)})
	}
	if m.Absent != nil {
		return text + d.say("measure_contest_absent", fault.Args{"points": d.shower.number(*m.Absent)})
	}
	return text + d.say("measure_contest_left_out", nil)
}

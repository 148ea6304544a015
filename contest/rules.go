package contest

import (
	"slices"

	"qixing/fixed"
	"qixing/pack"
)

// Rules are what a contest is scored by. They are frozen when it is planned, and stand in the journal.
type Rules struct {
	Of     string `json:"of"`     // the role that competes
	Office string `json:"office"` // the role that runs it
	Parts  []Part `json:"parts"`
}

// Part is one part of a contest.
type Part struct {
	ID       string       `json:"id"`
	Title    string       `json:"title"`
	TitleEN  string       `json:"title_en"`
	Weight   fixed.Value  `json:"weight"` // millionths of the whole
	Role     string       `json:"role"`   // who scores
	Peer     bool         `json:"peer"`   // the contestants score each other
	ByTown   bool         `json:"by_town"`
	DropFrom int64        `json:"drop_from"` // from how many sheets the extremes are left out; 0: never
	AtLeast  int64        `json:"at_least"`  // fewer sheets are missing
	Step     fixed.Points `json:"step"`
	Aspects  []Aspect     `json:"aspects"`
}

// Aspect is one thing that is scored.
type Aspect struct {
	ID       string       `json:"id"`
	Title    string       `json:"title"`
	TitleEN  string       `json:"title_en"`
	Points   fixed.Points `json:"points"` // full marks
	Anchor   string       `json:"anchor"`
	AnchorEN string       `json:"anchor_en,omitempty"`
}

// Full is what a sheet of the part can come to.
func (p Part) Full() fixed.Points {
	var full fixed.Points
	for _, aspect := range p.Aspects {
		full += aspect.Points
	}
	return full
}

// FindPart gives a part by its id.
func (r Rules) FindPart(id string) (Part, bool) {
	for _, part := range r.Parts {
		if part.ID == id {
			return part, true
		}
	}
	return Part{}, false
}

// freeze gives a policy's rules with the parameters in force.
func freeze(policy *pack.Contest, values map[string]fixed.Value) Rules {
	rules := Rules{Of: policy.Of, Office: policy.Office}
	for _, p := range policy.Parts {
		part := Part{ID: p.ID, Title: p.Title, TitleEN: p.TitleEN, Weight: p.Weight.Resolve(values), Role: p.By, Peer: policy.IsPeer(p), ByTown: p.Recuse == "town",
			DropFrom: whole(p.DropExtremes, values, 0), AtLeast: whole(p.AtLeast, values, 1), Step: fixed.Value(pack.DefaultStep).Points()}
		if p.Step != nil {
			part.Step = p.Step.Resolve(values).Points()
		}
		for _, f := range p.Facets() {
			part.Aspects = append(part.Aspects, Aspect{ID: f.ID, Title: f.Title, TitleEN: f.TitleEN, Points: f.Points.Resolve(values).Points(), Anchor: f.Anchor, AnchorEN: f.AnchorEN})
		}
		rules.Parts = append(rules.Parts, part)
	}
	return rules
}

func whole(n *pack.Number, values map[string]fixed.Value, otherwise int64) int64 {
	if n == nil {
		return otherwise
	}
	return int64(n.Resolve(values) / fixed.One)
}

// HasPeers tells whether the contestants score each other in some part.
func (c *Contest) HasPeers() bool {
	return slices.ContainsFunc(c.Rules.Parts, func(p Part) bool { return p.Peer })
}

// JudgedBy tells whether a role judges some part.
func (c *Contest) JudgedBy(role string) bool {
	return slices.ContainsFunc(c.Rules.Parts, func(p Part) bool { return !p.Peer && p.Role == role })
}

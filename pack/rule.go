package pack

// Rule names the form by which an indicator scores, as its key in the pack: linear, bands, each, rank, rated_by, ballot, self, items, expr.
func (i *Indicator) Rule() string {
	forms := []struct {
		name string
		set  bool
	}{
		{"linear", i.Linear != nil}, {"bands", i.Bands != nil}, {"each", i.Each != nil}, {"rank", i.Rank != nil}, {"rated_by", i.RatedBy != nil},
		{"ballot", i.Ballot != nil}, {"self", i.Self}, {"expr", i.Expr != nil},
	}
	for _, form := range forms {
		if form.set {
			return form.name
		}
	}
	return ""
}

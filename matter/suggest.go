package matter

import (
	"cmp"
	"context"
	"slices"

	"qixing/fault"
	"qixing/ledger"
	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

// Proposal is a record that could be filled into a step's field, with what speaks for it. People choose.
type Proposal struct {
	Record  int64
	Title   string
	Matches []*pack.Field // the fields that agree
	Near    Nearness
	Load    int // matters under way with it
}

// Nearness is how near a proposal is to the matter.
type Nearness int

// The steps of nearness, the nearest greatest.
const (
	Elsewhere Nearness = iota
	SameTown
	SameUnit
)

// Suggest proposes records for the fields of a step, the best first: what agrees most, then what is nearest, then what has the least to
// do. Only who may take the step is told.
func (d *Desk) Suggest(ctx context.Context, tx *store.Tx, who org.Principal, books *ledger.Ledger, id string, record int64, stepID string) (map[string][]Proposal, error) {
	policy, _, err := find(books, id)
	if err != nil {
		return nil, err
	}
	m, err := d.open(ctx, tx, who, books, policy, record, "")
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(m.Offers, func(o Offer) bool { return o.Step.ID == stepID })
	if at < 0 || !m.Offers[at].May() {
		return nil, fault.Forbidden("matter.not_yours", fault.Args{"step": stepID})
	}
	all := map[string][]Proposal{}
	for _, rule := range m.Offers[at].Step.Suggest {
		if all[rule.ID], err = propose(ctx, tx, books, m, rule, who.Language); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func propose(ctx context.Context, tx *store.Tx, books *ledger.Ledger, m Matter, rule *pack.Suggestion, lang string) ([]Proposal, error) {
	field, ok := m.Register.FindField(rule.ID)
	if !ok {
		return nil, nil
	}
	table, err := books.FindTable(field.Of)
	if err != nil {
		return nil, err
	}
	load, err := loadOf(ctx, tx, books, m, rule)
	if err != nil {
		return nil, err
	}
	var proposals []Proposal
	err = books.EachRecord(ctx, tx, field.Of, nil, func(r ledger.Record) error {
		if ledger.Holds(table.Register, rule.Where, r.Values) {
			proposals = append(proposals, Proposal{Record: r.ID, Title: books.TitleOf(table.Register, r, lang), Matches: matches(m, r, rule.Match),
				Near: nearness(books.Tree, m.Record.UnitID, placeOf(r, rule.Near)), Load: load[r.ID]})
		}
		return nil
	})
	slices.SortStableFunc(proposals, func(a, b Proposal) int {
		return cmp.Or(len(b.Matches)-len(a.Matches), int(b.Near-a.Near), a.Load-b.Load)
	})
	return proposals, err
}

// loadOf counts for each record how many other matters are under way with it.
func loadOf(ctx context.Context, tx *store.Tx, books *ledger.Ledger, m Matter, rule *pack.Suggestion) (map[int64]int, error) {
	load := map[int64]int{}
	if rule.Load == nil {
		return load, nil
	}
	present := []ledger.Filter{{Field: rule.ID, Operator: ledger.IsPresent}}
	err := books.EachRecord(ctx, tx, m.Policy.Register, present, func(r ledger.Record) error {
		if r.ID != m.Record.ID && ledger.Holds(m.Register, rule.Load, r.Values) {
			load[r.Values[rule.ID].Number]++
		}
		return nil
	})
	return load, err
}

// matches are the fields in which the matter and a proposal agree: the same value, or for lists one that both have.
func matches(m Matter, r ledger.Record, ids []string) []*pack.Field {
	var agree []*pack.Field
	for _, id := range ids {
		ours, theirs := m.Record.Values[id], r.Values[id]
		if field, ok := m.Register.FindField(id); ok && shares(ours, theirs) {
			agree = append(agree, field)
		}
	}
	return agree
}

func shares(a, b ledger.Value) bool {
	if !a.Present || !b.Present {
		return false
	}
	one, other := a.List, b.List
	if one == nil && other == nil {
		return a.Equal(b)
	}
	if one == nil {
		one = []string{a.Text}
	}
	if other == nil {
		other = []string{b.Text}
	}
	return slices.ContainsFunc(one, func(text string) bool { return slices.Contains(other, text) })
}

// placeOf is the unit where a proposal is, 0 if it isn't known.
func placeOf(r ledger.Record, near string) int64 {
	switch near {
	case "":
		return 0
	case "owner":
		return r.UnitID
	}
	return r.Values[near].Number
}

func nearness(tree *org.Tree, here, there int64) Nearness {
	if there == 0 {
		return Elsewhere
	}
	if here == there {
		return SameUnit
	}
	town, err := tree.Ancestor(here, org.Town)
	if err == nil && tree.Contains(town.ID, there) {
		return SameTown
	}
	return Elsewhere
}

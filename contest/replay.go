package contest

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"qixing/fault"
	"qixing/fixed"
	"qixing/journal"
	"qixing/store"
)

// Replayed is a contest made again from its leaves.
type Replayed struct {
	Leaves      int
	State       State
	Contestants []Contestant // in the order of the draw, with what the sheets come to
	Differences []Difference // none: the journal gives the results that were released and confirmed
}

// Difference is where the journal, or the database, says something else than the replay.
type Difference struct {
	Leaf       int64  `json:"leaf"` // -1: the database
	Contestant int64  `json:"contestant"`
	What       string `json:"what"` // order, total, place or absence
	Stated     string `json:"stated"`
	Replayed   string `json:"replayed"`
}

// Places ranks the contestants of a replay as the contest does.
func (r *Replayed) Places() map[int64]int { return Places(r.Contestants) }

type replay struct {
	Replayed
	rules  Rules
	sheets map[int64]map[string]Marks // by contestant, then part and account

	parts map[string]string // of the keys of sheets
	at    int64             // the leaf being read
}

// Replay makes a contest again out of its leaves alone: the groups, the order from the seed, each result from the sheets. It says wherever a leaf states
// something else.
func Replay(leaves []journal.Leaf) (*Replayed, error) {
	r := &replay{sheets: map[int64]map[string]Marks{}, parts: map[string]string{}}
	for _, leaf := range leaves {
		r.at = leaf.Index
		if err := r.take(leaf); err != nil {
			return nil, fmt.Errorf("replay leaf %d: %w", leaf.Index, err)
		}
		r.Leaves++
	}
	return &r.Replayed, nil
}

func (r *replay) take(leaf journal.Leaf) error {
	switch leaf.Kind {
	case kindPlanned:
		return with(leaf, r.plan)
	case kindDrawn:
		return with(leaf, r.draw)
	case kindOpened:
		r.State = Open
	case kindScored, kindCorrected:
		return with(leaf, r.score)
	case kindRecused:
		return with(leaf, r.recuse)
	case kindAbsent:
		return with(leaf, func(a absent) error { return r.change(a.Contestant, func(c *Contestant) { c.Absence = a.Absence }) })
	case kindReleased:
		return with(leaf, r.release)
	case kindClosed:
		r.State = Scored
		return with(leaf, r.settle)
	case kindConfirmed:
		r.State = Confirmed
		return with(leaf, r.settle)
	case kindPublished:
		r.State = Published
		return with(leaf, r.settle)
	}
	return nil
}

// with reads a leaf's data and hands it on.
func with[T any](leaf journal.Leaf, do func(T) error) error {
	var data T
	if err := json.Unmarshal(leaf.Data, &data); err != nil {
		return err
	}
	return do(data)
}

func (r *replay) plan(p planned) error {
	r.State, r.rules = Planned, p.Rules
	for _, one := range p.Contestants {
		r.Contestants = append(r.Contestants, Contestant{ID: one.ID, UnitID: one.Unit, PersonID: one.Person, Code: one.Code, Base: one.Base})
	}
	divide(r.Contestants, p.Into)
	stated := map[int64]int64{}
	for _, one := range p.Contestants {
		stated[one.ID] = one.Group
	}
	for _, one := range r.Contestants {
		r.compare(one.ID, "group", fmt.Sprint(stated[one.ID]), fmt.Sprint(one.Group))
	}
	return nil
}

func (r *replay) draw(d drawn) error {
	order := Order(d.Seed, r.Contestants)
	r.compare(0, "order", fmt.Sprint(d.Order), fmt.Sprint(order))
	slices.SortFunc(r.Contestants, func(a, b Contestant) int { return slices.Index(order, a.ID) - slices.Index(order, b.ID) })
	for i := range r.Contestants {
		r.Contestants[i].Position = int64(i + 1)
	}
	return nil
}

func (r *replay) score(s scored) error {
	if _, known := r.rules.FindPart(s.Part); !known {
		return fault.NotFound("contest.no_part", fault.Args{"part": s.Part})
	}
	key := fmt.Sprint(s.Part, " ", s.Account)
	if r.sheets[s.Contestant] == nil {
		r.sheets[s.Contestant] = map[string]Marks{}
	}
	r.sheets[s.Contestant][key], r.parts[key] = s.Marks, s.Part
	return nil
}

func (r *replay) recuse(s recused) error {
	for _, part := range r.rules.Parts {
		delete(r.sheets[s.Contestant], fmt.Sprint(part.ID, " ", s.Account))
	}
	return nil
}

func (r *replay) change(id int64, do func(*Contestant)) error {
	i := slices.IndexFunc(r.Contestants, func(c Contestant) bool { return c.ID == id })
	if i < 0 {
		return fault.NotFound("contest.contestant_not_found", fault.Args{"id": id})
	}
	do(&r.Contestants[i])
	return nil
}

func (r *replay) release(s released) error {
	sums := map[string][]fixed.Points{}
	for key, marks := range r.sheets[s.Contestant] {
		sums[r.parts[key]] = append(sums[r.parts[key]], marks.Sum())
	}
	result, err := r.rules.Score(sums)
	if err != nil {
		return err
	}
	r.compare(s.Contestant, "total", s.Result.Total.String(), result.Total.String())
	return r.change(s.Contestant, func(c *Contestant) { c.Points, c.Parts = &result.Total, result.Parts })
}

// settle compares all results with those that a leaf states.
func (r *replay) settle(s settled) error {
	places := Places(r.Contestants)
	stated := map[int64]settledOne{}
	for _, one := range s.Results {
		stated[one.Contestant] = one
	}
	for _, c := range r.Contestants {
		one := stated[c.ID]
		r.compare(c.ID, "total", pointsText(one.Total), pointsText(c.Points))
		r.compare(c.ID, "place", fmt.Sprint(one.Place), fmt.Sprint(places[c.ID]))
		r.compare(c.ID, "absence", string(one.Absence), string(c.Absence))
	}
	return nil
}

func (r *replay) compare(contestant int64, what, stated, replayed string) {
	if stated != replayed {
		r.Differences = append(r.Differences, Difference{Leaf: r.at, Contestant: contestant, What: what, Stated: stated, Replayed: replayed})
	}
}

func pointsText(points *fixed.Points) string {
	if points == nil {
		return "-"
	}
	return points.String()
}

// ReplayContest makes a contest again from the journal and compares it with what the database holds.
func (c *Contest) ReplayContest(ctx context.Context, tx *store.Tx) (*Replayed, error) {
	leaves, err := c.ListLeaves(ctx, tx)
	if err != nil {
		return nil, err
	}
	replayed, err := Replay(leaves)
	if err != nil {
		return nil, err
	}
	held, err := c.ListContestants(ctx, tx)
	if err != nil {
		return nil, err
	}
	r := &replay{Replayed: *replayed, at: -1}
	r.compare(0, "state", string(c.State), string(r.State))
	r.compare(0, "contestants", fmt.Sprint(len(held)), fmt.Sprint(len(r.Contestants)))
	byID := map[int64]Contestant{}
	for _, one := range r.Contestants {
		byID[one.ID] = one
	}
	for _, one := range held {
		again := byID[one.ID]
		r.compare(one.ID, "total", pointsText(one.Points), pointsText(again.Points))
		r.compare(one.ID, "position", fmt.Sprint(one.Position), fmt.Sprint(again.Position))
		r.compare(one.ID, "absence", string(one.Absence), string(again.Absence))
	}
	return &r.Replayed, nil
}

// leavesRead is how many leaves are read at once.
const leavesRead = 1000

// ListLeaves gives all that the journal holds about a contest.
func (c *Contest) ListLeaves(ctx context.Context, tx *store.Tx) ([]journal.Leaf, error) {
	var all []journal.Leaf
	for from := int64(0); ; {
		leaves, err := journal.ListLeaves(ctx, tx, c.County, journal.Filter{Subject: c.Subject(), From: from, Limit: leavesRead})
		if err != nil {
			return nil, err
		}
		all = append(all, leaves...)
		if len(leaves) < leavesRead {
			return all, nil
		}
		from = leaves[len(leaves)-1].Index + 1
	}
}

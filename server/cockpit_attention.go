package server

import (
	"slices"

	"qixing/calendar"
	"qixing/fault"
	"qixing/ledger"
	"qixing/org"
	"qixing/pack"
	"qixing/score"
	"qixing/target"
)

// mostDrags is how many towns are named for each target.
const mostDrags = 3

type callView struct {
	Name string `json:"name,omitempty" doc:"who holds the post today"`
	Post string `json:"post" doc:"the post, or the role that keeps the register"`
	Unit string `json:"unit"`
}

type dragView struct {
	UnitID int64     `json:"unit_id"`
	Title  string    `json:"title"`
	Detail string    `json:"detail"`
	Call   *callView `json:"call,omitempty"`
}

type attentionView struct {
	Target string     `json:"target" doc:"the target it is about"`
	Title  string     `json:"title"`
	Detail string     `json:"detail"`
	Pace   string     `json:"pace" enum:"on_pace,behind,missed"`
	Drags  []dragView `json:"drags" doc:"the towns that hold it back, the one with most to do first"`
	Others int        `json:"others" doc:"further towns that do"`
	Call   *callView  `json:"call,omitempty" doc:"with whom to speak where no town holds it back"`
}

func listAttention(c call, books *ledger.Ledger, worst []target.Standing, day calendar.Date) ([]attentionView, error) {
	views := []attentionView{}
	for _, standing := range worst {
		one, err := attentionOn(c, books, standing, day)
		if err != nil {
			return nil, err
		}
		views = append(views, one)
	}
	return views, nil
}

func attentionOn(c call, books *ledger.Ledger, s target.Standing, day calendar.Date) (attentionView, error) {
	args := fault.Args{"value": score.Display(s.Value, s.Unit, c.lang), "goal": score.Display(s.Goal, s.Unit, c.lang), "expected": score.Display(s.Expected.Round(4), s.Unit, c.lang),
		"by": dayIn(c.lang, s.By)}
	view := attentionView{Target: s.Target.ID, Title: titleIn(c.lang, s.Target.Title, s.Target.TitleEN), Pace: string(s.Pace), Drags: []dragView{},
		Detail: fault.Sentence("server.target_"+string(s.Pace), c.lang, args)}
	drags, err := dragsOf(c, books, s, day)
	if err != nil {
		return view, err
	}
	for _, drag := range drags[:min(mostDrags, len(drags))] {
		one, err := viewDrag(c, books, s.Target, drag, day)
		if err != nil {
			return view, err
		}
		view.Drags = append(view.Drags, one)
	}
	if view.Others = len(drags) - len(view.Drags); len(drags) == 0 {
		view.Call = keeperOf(c, books, s.Target)
	}
	return view, nil
}

// dragsOf are the towns that hold a target back. Where the target holds for each town, only those that have not reached it themselves.
func dragsOf(c call, books *ledger.Ledger, s target.Standing, day calendar.Date) ([]target.Drag, error) {
	members, err := visibleMembers(c, books, s.Target, day)
	if err != nil {
		return nil, err
	}
	drags := target.ListDrags(members)
	if s.Target.Each == string(org.Town) {
		drags = slices.DeleteFunc(drags, func(d target.Drag) bool {
			return slices.ContainsFunc(s.Parts, func(part target.Part) bool { return part.Unit.ID == d.Town.ID && part.Reached })
		})
	}
	return drags, nil
}

func visibleMembers(c call, books *ledger.Ledger, t *pack.Target, day calendar.Date) ([]target.Member, error) {
	measure, about := target.MemberMeasure(books.Pack, t)
	if !about {
		return nil, nil
	}
	sees, may := sightOf(c, books, measure)
	if !may {
		return nil, nil
	}
	members, err := target.ListMembers(c, c.tx, books, t, day)
	return slices.DeleteFunc(members, func(m target.Member) bool { return !sees(m.Unit) }), err
}

func viewDrag(c call, books *ledger.Ledger, t *pack.Target, d target.Drag, day calendar.Date) (dragView, error) {
	measure, _ := target.MemberMeasure(books.Pack, t)
	view := dragView{UnitID: d.Town.ID, Title: titleIn(c.lang, d.Town.Title, d.Town.TitleEN)}
	args := fault.Args{"done": d.Of - d.Short, "of": d.Of, "short": d.Short}
	key := "server.drag"
	switch {
	case target.MemberKind(t) == org.Town:
		key = "server.drag_town"
		args["value"] = displayKnown(c.lang, d.Best.Value, measure.Unit, d.Best.Known)
	case d.Best.Known && t.Measure == "":
		key = "server.drag_nearest"
		args["village"], args["value"] = d.Best.Unit.In(c.lang), score.Display(d.Best.Value, measure.Unit, c.lang)
	}
	view.Detail = fault.Sentence(key, c.lang, args)
	var err error
	view.Call, err = findCall(c, books, d.Town, day)
	return view, err
}

// findCall names who holds a unit's leading post, as the policy declares posts; the unit alone where it is vacant.
func findCall(c call, books *ledger.Ledger, unit org.Unit, day calendar.Date) (*callView, error) {
	call := &callView{Unit: unit.In(c.lang)}
	for _, role := range books.Pack.Roles {
		if !role.Post || role.At != string(unit.Kind) {
			continue
		}
		posts, err := org.ListPostsAt(c, c.tx, books.County, unit.ID, role.ID)
		if err != nil {
			return nil, err
		}
		call.Post = titleIn(c.lang, role.Title, role.TitleEN)
		for _, post := range posts {
			if !post.HeldOn(day.String()) {
				continue
			}
			person, err := org.FindPerson(c, c.tx, books.County, post.PersonID)
			if err != nil && fault.CodeOf(err) != fault.CodeNotFound {
				return nil, err
			}
			call.Name = person.Name
		}
		break
	}
	return call, nil
}

// keeperOf names the role that keeps the register behind a target.
func keeperOf(c call, books *ledger.Ledger, t *pack.Target) *callView {
	measure, found := books.Pack.FindMeasure(t.Measure)
	if !found {
		return nil
	}
	register, kept := books.Pack.FindRegister(measure.Register)
	root, err := books.Tree.Root()
	if !kept || err != nil || len(register.FilledBy) == 0 {
		return nil
	}
	return &callView{Post: roleIn(c.lang, books.Pack, register.FilledBy[0]), Unit: root.In(c.lang)}
}

package server

import (
	"qixing/calendar"
	"qixing/fault"
	"qixing/fixed"
	"qixing/ledger"
	"qixing/pack"
	"qixing/score"
	"qixing/target"
)

type targetPart struct {
	UnitID  int64  `json:"unit_id"`
	Title   string `json:"title"`
	Value   string `json:"value"`
	Reached bool   `json:"reached"`
}

// TargetView is where one target stands; targetDetail holds it too.
type TargetView struct {
	ID       string       `json:"id"`
	Title    string       `json:"title"`
	Value    string       `json:"value"`
	Goal     string       `json:"goal"`
	Unit     string       `json:"unit"`
	Display  string       `json:"display"`
	GoalText string       `json:"goal_display"`
	Pace     string       `json:"pace" enum:"reached,on_pace,behind,missed"`
	Expected string       `json:"expected,omitempty"`
	ByNow    string       `json:"expected_display"`
	Forecast string       `json:"forecast,omitempty"`
	Outlook  string       `json:"outlook" doc:"the forecast in words; empty where nothing can be said"`
	Brief    string       `json:"brief" doc:"the forecast in a few words, for a page with many targets"`
	By       string       `json:"by"`
	Missing  int          `json:"missing" doc:"subjects whose inputs are not known"`
	Parts    []targetPart `json:"parts,omitempty" doc:"where it holds for each unit of a kind"`
}

func viewTarget(lang string, s target.Standing) TargetView {
	view := TargetView{ID: s.Target.ID, Title: titleIn(lang, s.Target.Title, s.Target.TitleEN), Value: s.Value.String(), Goal: s.Goal.String(), Unit: pack.UnitIn(lang, s.Unit),
		Display: score.Display(s.Value, s.Unit, lang), GoalText: score.Display(s.Goal, s.Unit, lang), Pace: string(s.Pace), Expected: s.Expected.String(),
		ByNow: score.Display(s.Expected.Round(4), s.Unit, lang), Outlook: outlook(lang, s, "outlook_"), Brief: outlook(lang, s, "brief_"), By: s.By.String(), Missing: s.Missing}
	if !s.Known {
		view.Display = fault.Sentence("server.unknown_value", lang, nil)
	}
	if s.Forecast != nil {
		view.Forecast = s.Forecast.Round(4).String()
	}
	for _, part := range s.Parts {
		view.Parts = append(view.Parts, targetPart{UnitID: part.Unit.ID, Title: titleIn(lang, part.Unit.Title, part.Unit.TitleEN), Value: part.Value.String(), Reached: part.Reached})
	}
	return view
}

// outlook says how a target that is still open will end when things go on as until now, in the sentences of a family.
func outlook(lang string, s target.Standing, family string) string {
	say := func(key string) string {
		args := fault.Args{"month": monthIn(lang, s.Arrives)}
		if s.Forecast != nil {
			args["value"] = score.Display(s.Forecast.Round(4), s.Unit, lang)
		}
		return fault.Sentence("server."+family+key, lang, args)
	}
	switch {
	case s.Pace == target.Reached || s.Pace == target.Missed || s.Forecast == nil:
		return ""
	case s.Value == 0:
		return say("none")
	case !s.Arrives.IsZero() && !s.Arrives.After(s.By):
		return say("in_time")
	case !s.Arrives.IsZero():
		return say("late")
	}
	return say("short")
}

type memberView struct {
	UnitID    int64  `json:"unit_id"`
	Title     string `json:"title"`
	Display   string `json:"display"`
	Satisfies bool   `json:"satisfies"`
}

type townMembers struct {
	UnitID  int64        `json:"unit_id"`
	Title   string       `json:"title"`
	Done    int          `json:"done"`
	Members []memberView `json:"members"`
	Call    *callView    `json:"call,omitempty"`
}

type targetDetail struct {
	TargetView
	Chapter string        `json:"chapter"`
	Measure *gridMeasure  `json:"measure,omitempty" doc:"the figure that its villages have"`
	Towns   []townMembers `json:"towns" doc:"those that the asker may see, the ones with most to do first"`
}

func (s *Server) findTarget(c call, id, period string) (targetDetail, error) {
	books, err := s.books(c)
	if err != nil {
		return targetDetail{}, err
	}
	declared, known := books.Pack.FindTarget(id)
	if !known || !hasPolicyRole(c.who) {
		return targetDetail{}, fault.NotFound("server.no_target", fault.Args{"target": id})
	}
	_, day, err := periodAsked(c, period)
	if err != nil {
		return targetDetail{}, err
	}
	standing, err := target.Find(c, c.tx, books, declared, day)
	if err != nil {
		return targetDetail{}, err
	}
	view := targetDetail{TargetView: viewTarget(c.lang, standing), Towns: []townMembers{}}
	for _, chapter := range books.Pack.Chapters {
		if chapter.ID == declared.Chapter {
			view.Chapter = titleIn(c.lang, chapter.Title, chapter.TitleEN)
		}
	}
	return view, view.addMembers(c, books, standing, day)
}

func (v *targetDetail) addMembers(c call, books *ledger.Ledger, s target.Standing, day calendar.Date) error {
	measure, about := target.MemberMeasure(books.Pack, s.Target)
	if !about {
		return nil
	}
	one := viewMeasure(c.lang, books.Pack, measure)
	v.Measure = &one
	members, err := visibleMembers(c, books, s.Target, day)
	if err != nil {
		return err
	}
	at := map[int64]int{}
	for _, drag := range target.ListDrags(members) {
		at[drag.Town.ID] = len(v.Towns)
		town := townMembers{UnitID: drag.Town.ID, Title: titleIn(c.lang, drag.Town.Title, drag.Town.TitleEN)}
		if town.Call, err = findCall(c, books, drag.Town, day); err != nil {
			return err
		}
		v.Towns = append(v.Towns, town)
	}
	for _, member := range members {
		place, listed := at[member.Town.ID]
		if !listed {
			place = len(v.Towns)
			at[member.Town.ID] = place
			v.Towns = append(v.Towns, townMembers{UnitID: member.Town.ID, Title: titleIn(c.lang, member.Town.Title, member.Town.TitleEN)})
		}
		v.Towns[place].add(c.lang, member, measure.Unit)
	}
	return nil
}

func (t *townMembers) add(lang string, member target.Member, unit string) {
	if member.Satisfies {
		t.Done++
	}
	t.Members = append(t.Members, memberView{UnitID: member.Unit.ID, Title: titleIn(lang, member.Unit.Title, member.Unit.TitleEN), Satisfies: member.Satisfies,
		Display: displayKnown(lang, member.Value, unit, member.Known)})
}

func displayKnown(lang string, value fixed.Value, unit string, known bool) string {
	if !known {
		return fault.Sentence("server.unknown_value", lang, nil)
	}
	return score.Display(value, unit, lang)
}

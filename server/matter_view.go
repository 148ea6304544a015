package server

import (
	"slices"

	"qixing/calendar"
	"qixing/expression"
	"qixing/fault"
	"qixing/ledger"
	"qixing/matter"
	"qixing/pack"
	"qixing/score"
	"qixing/store"
)

type startedView struct {
	ID      int64  `json:"id"`
	Receipt string `json:"receipt,omitempty" doc:"for whoever asked without an account; shown this once"`
}

type wayView struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	State string `json:"state" enum:"done,current,next"`
	At    string `json:"at,omitempty" doc:"when the matter last came into it"`
}

type takenView struct {
	Step      string   `json:"step,omitempty" doc:"none for the beginning"`
	StepTitle string   `json:"step_title"`
	From      string   `json:"from,omitempty"`
	To        string   `json:"to"`
	Actor     string   `json:"actor"`
	At        string   `json:"at"`
	Note      string   `json:"note,omitempty"`
	Changed   []string `json:"changed" doc:"the titles of the fields that it filled"`
}

type offerView struct {
	Step         string      `json:"step"`
	Title        string      `json:"title"`
	To           string      `json:"to"`
	May          bool        `json:"may"`
	Why          string      `json:"why,omitempty" doc:"why the asker may not"`
	By           []string    `json:"by" doc:"who takes it"`
	Asker        bool        `json:"asker" doc:"whoever asked takes it, and may have a receipt"`
	Reason       bool        `json:"reason" doc:"a reason is required"`
	Due          string      `json:"due,omitempty"`
	WorkdaysLeft *int        `json:"workdays_left,omitempty"`
	Fields       []fieldView `json:"fields" doc:"what it fills in; required means that it can't be empty after the step"`
	Suggests     bool        `json:"suggests"`
	Needed       int         `json:"needed" doc:"how many people must take it, each by themselves"`
	Done         int         `json:"done" doc:"how many of them have"`
}

type knownView struct {
	Measure string `json:"measure"`
	Title   string `json:"title"`
	Display string `json:"display" doc:"with its unit, or that it is missing"`
	State   string `json:"state" enum:"present,missing,not_applicable"`
}

type leaderView struct {
	RoleTitle string `json:"role_title"`
	UnitTitle string `json:"unit_title"`
	Name      string `json:"name"`
	From      string `json:"from"`
	To        string `json:"to,omitempty"`
	Now       bool   `json:"now"`
}

type childView struct {
	Register registerView `json:"register"`
	Field    string       `json:"field" doc:"the one that points to the matter"`
	Records  []RecordRow  `json:"records"`
}

type childForm struct {
	UnitID int64             `json:"unit_id"`
	Values values            `json:"values"`
	Titles map[string]string `json:"titles" doc:"of the records, people and units that the values refer to, by field:id"`
}

type matterRecordView struct {
	MatterRow
	Matter     string            `json:"matter"`
	MatterName string            `json:"matter_title"`
	Register   string            `json:"register"`
	Revision   int64             `json:"revision"`
	Fields     []fieldView       `json:"fields"`
	Values     values            `json:"values"`
	Titles     map[string]string `json:"titles" doc:"of the records, people and units that it refers to, by field:id"`
	Way        []wayView         `json:"way"`
	Taken      []takenView       `json:"taken" doc:"the latest first"`
	Offers     []offerView       `json:"offers"`
	Leaders    []leaderView      `json:"leaders"`
	Children   []childView       `json:"children"`
	Known      []knownView       `json:"known" doc:"what the registers know of whom it is about, and nobody is asked for"`
	KnownOf    string            `json:"known_of,omitempty" doc:"the period of what is known"`
	MayEdit    bool              `json:"may_edit"`
	Over       bool              `json:"over"`
	FilledBy   string            `json:"filled_by,omitempty"`
}

func (s *Server) viewMatterRecord(c call, books *ledger.Ledger, m matter.Matter) (matterRecordView, error) {
	viewer := &recordViewer{c: c, books: books, register: m.Register, titles: s.newTitles(c)}
	view := matterRecordView{MatterRow: viewMatterRow(c, books, m.Policy, m.Register, m.Record), Matter: m.Policy.ID, MatterName: titleIn(c.lang, m.Policy.Title, m.Policy.TitleEN),
		Register: m.Register.ID, Revision: m.Record.Revision, Values: viewer.values(m.Record), Over: m.Policy.IsFinal(m.Status()), FilledBy: viewer.titles.account(m.Record.FilledBy),
		MayEdit: books.MayFill(c.who, m.Register, m.Record.UnitID) && (m.Policy.IsEditable(m.Status()) || m.Record.State == ledger.Draft) && !m.Record.Deleted}
	view.EnteredAt = store.FormatTime(m.EnteredAt)
	for _, field := range m.Register.Fields {
		view.Fields = append(view.Fields, viewField(c.lang, field))
	}
	view.Way = viewWay(c.lang, m)
	for _, taken := range m.Taken {
		view.Taken = slices.Insert(view.Taken, 0, viewTaken(c.lang, m, taken))
	}
	for _, offer := range m.Offers {
		view.Offers = append(view.Offers, s.viewOffer(c, books, m, offer))
	}
	var err error
	if view.Titles, err = viewer.titles.referred(books, m.Register, []ledger.Record{m.Record}); err != nil {
		return view, err
	}
	if err := viewKnown(c, books, m, &view); err != nil {
		return view, err
	}
	if err := s.viewLeaders(c, books, m, &view); err != nil {
		return view, err
	}
	return view, s.viewChildren(c, books, m, &view)
}

// viewKnown adds what the registers know, but for what is measured in a sensitive one.
func viewKnown(c call, books *ledger.Ledger, m matter.Matter, view *matterRecordView) error {
	view.Known = []knownView{}
	period, facts, err := matter.ListFacts(c, c.tx, books, m)
	for _, fact := range facts {
		if _, plain := leavesOf(books.Pack, fact.Measure, 0); !plain {
			continue
		}
		one := knownView{Measure: fact.Measure.ID, Title: titleIn(c.lang, fact.Measure.Title, fact.Measure.TitleEN), State: "present", Display: score.Display(fact.Value, fact.Measure.Unit, c.lang)}
		switch fact.State {
		case expression.Missing:
			one.State, one.Display = "missing", fault.Sentence("server.known_missing", c.lang, nil)
		case expression.NotApplicable:
			one.State, one.Display = "not_applicable", fault.Sentence("server.known_not_applicable", c.lang, nil)
		}
		view.Known, view.KnownOf = append(view.Known, one), period.String()
	}
	return err
}

// viewWay shows the straight way to the end; a state beside it stands where the matter left the way.
func viewWay(lang string, m matter.Matter) []wayView {
	entered := map[string]string{}
	for _, taken := range m.Taken {
		if taken.From != taken.To {
			entered[taken.To] = store.FormatTime(taken.At)
		}
	}
	way, at := matter.Way(m.Policy), 0
	if at = slices.Index(way, m.Status()); at < 0 {
		for at = len(way); at > 0 && entered[way[at-1]] == ""; {
			at--
		}
		if way = slices.Insert(slices.Clone(way), at, m.Status()); m.Policy.IsFinal(m.Status()) {
			way = way[:at+1]
		}
	}
	views := make([]wayView, len(way))
	for i, status := range way {
		state := map[bool]string{true: "done", false: "next"}[i < at]
		if i == at {
			state = "current"
		}
		views[i] = wayView{ID: status, Title: optionTitle(lang, m.Register, m.Policy.Status, status), State: state}
		if state != "next" {
			views[i].At = entered[status]
		}
	}
	return views
}

func viewTaken(lang string, m matter.Matter, t matter.Taken) takenView {
	view := takenView{Step: t.Step, StepTitle: fault.Sentence("server.matter_begun", lang, nil), From: optionTitle(lang, m.Register, m.Policy.Status, t.From),
		To: optionTitle(lang, m.Register, m.Policy.Status, t.To), Actor: t.ActorIn(lang), At: store.FormatTime(t.At), Note: t.Note, Changed: []string{}}
	if step, ok := m.Policy.FindStep(t.Step); ok {
		view.StepTitle = titleIn(lang, step.Title, step.TitleEN)
	} else if t.Step != "" {
		view.StepTitle = t.Step
	}
	for _, id := range t.Changed {
		if field, ok := m.Register.FindField(id); ok {
			view.Changed = append(view.Changed, titleIn(lang, field.Title, field.TitleEN))
		}
	}
	return view
}

func (s *Server) viewOffer(c call, books *ledger.Ledger, m matter.Matter, o matter.Offer) offerView {
	view := offerView{Step: o.Step.ID, Title: titleIn(c.lang, o.Step.Title, o.Step.TitleEN), To: optionTitle(c.lang, m.Register, m.Policy.Status, o.Step.To), May: o.May(),
		Asker: slices.Contains(o.Step.By, pack.Asker) && len(m.Policy.Public) > 0, Reason: o.Step.Reason, By: []string{}, Fields: []fieldView{}, Suggests: len(o.Step.Suggest) > 0, Needed: o.Needed, Done: o.Done}
	if one := fault.Find(o.Why); one != nil && one.Key != "matter.not_yours" { // By says whose it is
		view.Why = fault.Text(o.Why, c.lang)
	}
	if !o.Due.IsZero() {
		view.Due, view.WorkdaysLeft = o.Due.String(), s.workdaysLeft(calendar.DateOf(c.tx.Now), o.Due)
	}
	for _, role := range o.Step.By {
		title := fault.Sentence("server.matter_asker", c.lang, nil)
		if role != pack.Asker {
			title = roleIn(c.lang, books.Pack, role)
		}
		view.By = append(view.By, title)
	}
	for _, id := range o.Step.Fills {
		if field, ok := m.Register.FindField(id); ok {
			one := viewField(c.lang, field)
			one.Required = slices.Contains(o.Step.Needs, id)
			view.Fields = append(view.Fields, one)
		}
	}
	return view
}

func (s *Server) viewLeaders(c call, books *ledger.Ledger, m matter.Matter, view *matterRecordView) error {
	leaders, err := matter.ListLeaders(c, c.tx, books, m)
	for _, one := range leaders {
		view.Leaders = append(view.Leaders, leaderView{RoleTitle: titleIn(c.lang, one.Role.Title, one.Role.TitleEN), UnitTitle: books.Tree.TitleOf(one.UnitID, c.lang), Name: one.Person.Name,
			From: one.From, To: one.To, Now: one.Now})
	}
	return err
}

func (s *Server) viewChildren(c call, books *ledger.Ledger, m matter.Matter, view *matterRecordView) error {
	for _, child := range m.Policy.Children {
		table, err := books.FindTable(child.ID)
		if err != nil {
			return err
		}
		if !books.MayReadAny(c.who, table.Register) {
			continue
		}
		records, err := matter.ListChildren(c, c.tx, c.who, books, child, m.Record.ID)
		if err != nil {
			return err
		}
		viewer := &recordViewer{c: c, books: books, register: table.Register, titles: s.newTitles(c)}
		one := childView{Register: viewRegister(c, books, table.Register), Field: child.Field}
		one.Register.MayFill = books.MayFill(c.who, table.Register, m.Record.UnitID) && !view.Over
		if one.Records, err = viewer.rows(records); err != nil {
			return err
		}
		view.Children = append(view.Children, one)
	}
	return nil
}

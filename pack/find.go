package pack

import "qixing/fixed"

// FindChapter gives a chapter by id.
func (p *Pack) FindChapter(id string) (*Chapter, bool) {
	return find(p.Chapters, func(c *Chapter) bool { return c.ID == id })
}

// FindParameter gives a parameter by id.
func (p *Pack) FindParameter(id string) (*Parameter, bool) {
	return find(p.Parameters, func(x *Parameter) bool { return x.ID == id })
}

// FindRole gives a role by id.
func (p *Pack) FindRole(id string) (*Role, bool) {
	return find(p.Roles, func(r *Role) bool { return r.ID == id })
}

// FindRegister gives a register by id.
func (p *Pack) FindRegister(id string) (*Register, bool) {
	return find(p.Registers, func(r *Register) bool { return r.ID == id })
}

// FindMeasure gives a measure by id.
func (p *Pack) FindMeasure(id string) (*Measure, bool) {
	return find(p.Measures, func(m *Measure) bool { return m.ID == id })
}

// FindTarget gives a target by id.
func (p *Pack) FindTarget(id string) (*Target, bool) {
	return find(p.Targets, func(t *Target) bool { return t.ID == id })
}

// FindScheme gives a scheme by id.
func (p *Pack) FindScheme(id string) (*Scheme, bool) {
	return find(p.Schemes, func(s *Scheme) bool { return s.ID == id })
}

// FindContest gives a contest by id.
func (p *Pack) FindContest(id string) (*Contest, bool) {
	return find(p.Contests, func(c *Contest) bool { return c.ID == id })
}

// FindMatter gives a matter by id.
func (p *Pack) FindMatter(id string) (*Matter, bool) {
	return find(p.Matters, func(m *Matter) bool { return m.ID == id })
}

// MatterOf gives the matter that the records of a register go through, if they do.
func (p *Pack) MatterOf(register string) (*Matter, bool) {
	return find(p.Matters, func(m *Matter) bool { return m.Register == register })
}

// FindStep gives a step of the matter by id.
func (m *Matter) FindStep(id string) (*Step, bool) {
	return find(m.Steps, func(s *Step) bool { return s.ID == id })
}

// FindPart gives a part of the contest by id.
func (c *Contest) FindPart(id string) (*ContestPart, bool) {
	return find(c.Parts, func(p *ContestPart) bool { return p.ID == id })
}

// FindField gives a field of the register by id.
func (r *Register) FindField(id string) (*Field, bool) {
	return find(r.Fields, func(f *Field) bool { return f.ID == id })
}

// FindOption gives an option of a choice by id.
func (f *Field) FindOption(id string) (*Option, bool) {
	return find(f.Options, func(o *Option) bool { return o.ID == id })
}

// FindCriterion gives a criterion of the scheme by id.
func (s *Scheme) FindCriterion(id string) (*Criterion, bool) {
	return find(s.Criteria, func(c *Criterion) bool { return c.ID == id })
}

// FindIndicator gives an indicator of the criterion by id.
func (c *Criterion) FindIndicator(id string) (*Indicator, bool) {
	return find(c.Indicators, func(i *Indicator) bool { return i.ID == id })
}

// FindStage gives a stage of the scheme's procedure by id.
func (s *Scheme) FindStage(id string) (*Stage, bool) {
	return find(s.Procedure, func(x *Stage) bool { return x.ID == id })
}

// FindGrade gives a grade of the scheme by id.
func (s *Scheme) FindGrade(id string) (*Grade, bool) {
	return find(s.Grades, func(g *Grade) bool { return g.ID == id })
}

func find[T any](list []*T, is func(*T) bool) (*T, bool) {
	for _, one := range list {
		if is(one) {
			return one, true
		}
	}
	return nil, false
}

// Name is the pack and its version: "my_county@2022.1".
func (p *Pack) Name() string { return p.ID + "@" + p.Version }

// Values gives the parameters in force on a date ("2022-12-31"). A parameter that has not begun by then is not among them.
func (p *Pack) Values(date string) map[string]fixed.Value {
	values := make(map[string]fixed.Value, len(p.Parameters))
	for _, parameter := range p.Parameters {
		if dated, ok := parameter.On(date); ok {
			values[parameter.ID] = dated.Value
		}
	}
	return values
}

// On gives the value in force on a date, if it has begun by then.
func (p *Parameter) On(date string) (DatedValue, bool) {
	var found DatedValue
	for _, dated := range p.Dated {
		if dated.From <= date && dated.From >= found.From {
			found = dated
		}
	}
	return found, found.From != ""
}

// DatedField gives the field that puts a record into a period: the one that Dated names or the first required date, or else the first date.
func (r *Register) DatedField() (*Field, bool) {
	if r.Dated != "" {
		return r.FindField(r.Dated)
	}
	if required, ok := find(r.Fields, func(f *Field) bool { return f.Type.IsDate() && f.Required }); ok {
		return required, true
	}
	return find(r.Fields, func(f *Field) bool { return f.Type.IsDate() })
}

// IsDate says that a field of this type can put a record into a period.
func (t FieldType) IsDate() bool {
	return t == Date || t == Month || t == Quarter || t == HalfYear || t == Year
}

// IsReference says that a field of this type holds the id of a record, a person or a unit.
func (t FieldType) IsReference() bool { return t == RecordRef || t == PersonRef || t == UnitRef }

// IsNumber says that a field of this type can be summed.
func (t FieldType) IsNumber() bool {
	return t == Integer || t == Decimal || t == Money || t == Share || t == Formula
}

package trial

import (
	"context"
	"errors"
	"fmt"
	"io"

	"qixing/calendar"
	"qixing/expression"
	"qixing/fault"
	"qixing/fixed"
	"qixing/pack"
	"qixing/score"
	"qixing/target"
)

// Outcome is how one case went.
type Outcome struct {
	Case     *pack.Case
	Failures []Failure
}

// Failure is one thing that came out otherwise than expected.
type Failure struct {
	Place   pack.Place
	Subject string
	Name    string // total, rank, a criterion …
	Got     string
	Want    string
}

// Run runs every case of a pack. Cases with records keep their databases in the folder, which is the caller's to remove.
func Run(ctx context.Context, policy *pack.Pack, folder string, random io.Reader) ([]Outcome, error) {
	databases, err := newScratch(policy, folder, random)
	if err != nil {
		return nil, err
	}
	outcomes := make([]Outcome, 0, len(policy.Cases))
	for _, one := range policy.Cases {
		t := &trial{policy: policy, one: one, values: map[string]fixed.Value{}}
		err := t.prepare()
		if err == nil && len(one.Records) > 0 {
			err = t.keepRecords(ctx, databases)
		}
		if err == nil {
			err = t.judge()
		}
		if err != nil {
			return nil, fmt.Errorf("case %s: %w", one.ID, err)
		}
		outcomes = append(outcomes, Outcome{Case: one, Failures: t.failures})
	}
	return outcomes, nil
}

// trial is one case under way.
type trial struct {
	policy   *pack.Pack
	one      *pack.Case
	period   calendar.Period
	values   map[string]fixed.Value
	subjects []string
	measures map[string]expression.Column
	records  map[string][]int32
	ratings  map[string][][]fixed.Points
	standing *target.Standing // of a target over records
	tallies  map[string]tally // by subject, of a register under test
	allowed  map[string]bool  // by subject, of a step under test
	failures []Failure
}

// everyone names the county itself as a subject, where a target is tried.
const everyone = "全县"

func (t *trial) prepare() error {
	text := t.one.Period
	if text == "" {
		return fault.Invalid("trial.no_period", fault.Args{"case": t.one.ID})
	}
	var err error
	if t.period, err = calendar.ParsePeriod(text); err != nil {
		return fault.Invalid("trial.no_period", fault.Args{"case": t.one.ID}).Because(err)
	}
	t.values = t.policy.Values(t.period.End().String())
	t.findSubjects()
	t.tallies = map[string]tally{}
	t.measures, t.ratings = map[string]expression.Column{}, map[string][][]fixed.Points{}
	return t.readGiven()
}

// judge compares what came out with what was expected.
func (t *trial) judge() error {
	var answers func(subject string) (answer, error)
	var err error
	switch {
	case t.one.Register != "":
		answers = t.entered
	case t.one.Matter != "":
		answers = t.tried
	case t.one.Scheme != "":
		answers, err = t.scored()
	case t.one.Target != "":
		answers, err = t.counted()
	default:
		answers, err = t.measured()
	}
	if err != nil {
		return err
	}
	for _, row := range t.one.Expect {
		got, err := answers(row.Subject)
		if err != nil {
			return err
		}
		for _, want := range row.Values {
			if err := t.compare(row.Subject, got, want); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *trial) compare(subject string, got answer, want pack.CaseValue) error {
	found, err := got(want.Name)
	if err != nil {
		return err
	}
	expected, err := readExpected(found.kind, want)
	if err != nil {
		return err
	}
	if expected != found.text {
		t.failures = append(t.failures, Failure{Place: want.Place, Subject: subject, Name: want.Name, Got: found.text, Want: expected})
	}
	return nil
}

// scored runs a scheme over the case's columns.
func (t *trial) scored() (func(string) (answer, error), error) {
	scheme, found := t.policy.FindScheme(t.one.Scheme)
	if !found {
		return nil, errors.New("no scheme " + t.one.Scheme)
	}
	plan, err := score.Compile(t.policy, scheme, t.values)
	if err != nil {
		return nil, err
	}
	input := &score.Input{Measures: t.measures, Records: t.records, Ratings: t.ratings, Town: make([]int32, len(t.subjects)), County: make([]int32, len(t.subjects))}
	for i, title := range t.subjects {
		input.Subjects = append(input.Subjects, score.Subject{Code: fmt.Sprintf("%06d", i), Title: title})
	}
	result, err := plan.Run(input, 1)
	if err != nil {
		return nil, err
	}
	return func(subject string) (answer, error) {
		if subject == everyone {
			return t.placesOf(scheme), nil
		}
		i, err := t.find(subject)
		return scoreAnswer(scheme, result, i), err
	}, nil
}

// counted judges a target: over the records that were kept, or over given measures.
func (t *trial) counted() (func(string) (answer, error), error) {
	declared, found := t.policy.FindTarget(t.one.Target)
	if !found {
		return nil, errors.New("no target " + t.one.Target)
	}
	goal := declared.Goal.Resolve(t.values)
	if t.standing != nil {
		return func(string) (answer, error) { return targetAnswer(t.standing.Value, t.standing.Known, goal), nil }, nil
	}
	tally, err := target.Count(declared, len(t.subjects), func(name string) expression.Column {
		if column, given := t.measures[name]; given {
			return column
		}
		return target.Constant(t.values, name, len(t.subjects))
	})
	if err != nil {
		return nil, err
	}
	value, known := tally.Value(declared)
	return func(string) (answer, error) { return targetAnswer(value, known, goal), nil }, nil
}

// measured gives a measure by itself: as the ledger takes it of records, or computed from the measures that are given.
func (t *trial) measured() (func(string) (answer, error), error) {
	column, taken := t.measures[t.one.Measure]
	if !taken {
		measure, found := t.policy.FindMeasure(t.one.Measure)
		if !found || measure.Is == nil {
			return nil, fault.Invalid("trial.nothing_to_measure", fault.Args{"case": t.one.ID})
		}
		computed, err := measure.Is.Compiled.Columns(len(t.subjects), func(name string) expression.Column {
			if given, has := t.measures[name]; has {
				return given
			}
			return target.Constant(t.values, name, len(t.subjects))
		})
		if err != nil {
			return nil, err
		}
		if column = computed; measure.Decimals != nil {
			for i := range column.Values {
				column.Values[i] = column.Values[i].Round(*measure.Decimals)
			}
		}
	}
	return func(subject string) (answer, error) {
		i, err := t.find(subject)
		return measureAnswer(column, i), err
	}, nil
}

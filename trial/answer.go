package trial

import (
	"strconv"
	"strings"

	"qixing/expression"
	"qixing/fault"
	"qixing/fixed"
	"qixing/pack"
	"qixing/score"
)

// answer gives what came out for a subject by the name that a case uses for it.
type answer func(name string) (found, error)

// found is a result in a form that compares, and of which kind it is.
type found struct {
	kind kind
	text string
}

type kind int

const (
	number kind = iota
	yesNo
	word
)

// nothing is how a result that isn't there reads: no rank, no grade, a missing input.
const nothing = "~"

func truth(yes bool) found { return found{yesNo, strconv.FormatBool(yes)} }

func numeric(value fixed.Value, state expression.State) found {
	switch state {
	case expression.Missing:
		return found{number, nothing}
	case expression.NotApplicable:
		return found{number, notApplicable}
	}
	return found{number, value.String()}
}

// readExpected writes what a case expects in the form of a result.
func readExpected(k kind, want pack.CaseValue) (string, error) {
	if want.Null || want.Text == nothing {
		return nothing, nil
	}
	switch {
	case k == number && want.Text != notApplicable:
		value, err := pack.ParseNumber(want.Text)
		if err != nil {
			return "", unreadable(want, err)
		}
		return value.String(), nil
	case k == yesNo:
		yes, err := strconv.ParseBool(want.Text)
		if err != nil {
			return "", unreadable(want, err)
		}
		return strconv.FormatBool(yes), nil
	}
	return want.Text, nil
}

func scoreAnswer(scheme *pack.Scheme, result *score.Result, i int) answer {
	return func(name string) (found, error) {
		switch name {
		case "total":
			return numeric(result.Total(i).Value(), expression.Present), nil
		case "rank":
			if result.Rank(i) == 0 {
				return found{number, nothing}, nil
			}
			return found{number, strconv.Itoa(result.Rank(i))}, nil
		case "grade":
			if result.Grade(i) == "" {
				return found{word, nothing}, nil
			}
			return found{word, result.Grade(i)}, nil
		case "vetoed":
			return truth(len(result.Vetoed(i)) > 0), nil
		case "incomplete":
			return truth(result.Incomplete(i)), nil
		case "tied":
			return truth(result.Tied(i)), nil
		}
		return pointsOf(scheme, result, name, i)
	}
}

// pointsOf gives a criterion's points, or those of criterion.indicator.
func pointsOf(scheme *pack.Scheme, result *score.Result, name string, i int) (found, error) {
	criterion, indicator, both := strings.Cut(name, ".")
	declared, known := scheme.FindCriterion(criterion)
	if !known {
		return found{}, fault.Invalid("trial.no_result", fault.Args{"name": name})
	}
	if !both {
		return numeric(result.Criterion(criterion, i).Value(), expression.Present), nil
	}
	if _, known := declared.FindIndicator(indicator); !known {
		return found{}, fault.Invalid("trial.no_result", fault.Args{"name": name})
	}
	return numeric(result.Points(name, i).Value(), result.State(name, i)), nil
}

func targetAnswer(value fixed.Value, known bool, goal fixed.Value) answer {
	return func(name string) (found, error) {
		switch name {
		case "value":
			if !known {
				return found{number, nothing}, nil
			}
			return numeric(value, expression.Present), nil
		case "reached":
			return truth(known && value >= goal), nil
		}
		return found{}, fault.Invalid("trial.no_result", fault.Args{"name": name})
	}
}

func measureAnswer(column expression.Column, i int) answer {
	return func(name string) (found, error) {
		if name != "value" {
			return found{}, fault.Invalid("trial.no_result", fault.Args{"name": name})
		}
		state := expression.Present
		if column.States != nil {
			state = column.States[i]
		}
		return numeric(column.Values[i], state), nil
	}
}

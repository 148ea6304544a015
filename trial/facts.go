package trial

import (
	"slices"
	"strings"

	"qixing/expression"
	"qixing/fault"
	"qixing/fixed"
	"qixing/pack"
)

// notApplicable is how a case writes that something doesn't apply.
const notApplicable = "不适用"

// findSubjects lists whom a case is about, in the order in which it names them.
func (t *trial) findSubjects() {
	add := func(name string) {
		if name != "" && name != everyone && !slices.Contains(t.subjects, name) {
			t.subjects = append(t.subjects, name)
		}
	}
	for _, row := range t.one.Given {
		add(row.Subject)
	}
	for _, rows := range t.one.Records {
		for _, row := range rows.Rows {
			for _, value := range row {
				if value.Name == "owner" {
					add(value.Text)
				}
			}
		}
	}
	for _, row := range t.one.Expect {
		add(row.Subject)
	}
}

func (t *trial) find(subject string) (int, error) {
	i := slices.Index(t.subjects, subject)
	if i < 0 {
		return 0, fault.Invalid("trial.no_subject", fault.Args{"case": t.one.ID, "subject": subject})
	}
	return i, nil
}

// readGiven lays the given measures out as columns. What a subject doesn't say is missing.
func (t *trial) readGiven() error {
	for _, row := range t.one.Given {
		i, err := t.find(row.Subject)
		if err != nil {
			return err
		}
		for _, value := range row.Values {
			if _, is := t.policy.FindMeasure(value.Name); is {
				err = t.giveMeasure(i, value)
			} else {
				err = t.giveRatings(i, value)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *trial) giveMeasure(i int, value pack.CaseValue) error {
	column, begun := t.measures[value.Name]
	if !begun {
		column = expression.Column{Values: make([]fixed.Value, len(t.subjects)), States: slices.Repeat([]expression.State{expression.Missing}, len(t.subjects))}
		t.measures[value.Name] = column
	}
	switch {
	case value.Null:
		return nil
	case value.Text == notApplicable:
		column.States[i] = expression.NotApplicable
		return nil
	}
	number, err := pack.ParseNumber(value.Text)
	if err != nil {
		return unreadable(value, err)
	}
	column.Values[i], column.States[i] = number, expression.Present
	return nil
}

func (t *trial) giveRatings(i int, value pack.CaseValue) error {
	if t.ratings[value.Name] == nil {
		t.ratings[value.Name] = make([][]fixed.Points, len(t.subjects))
	}
	for _, text := range strings.Split(value.Text, ",") {
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		points, err := fixed.ParsePoints(text)
		if err != nil {
			return unreadable(value, err)
		}
		t.ratings[value.Name][i] = append(t.ratings[value.Name][i], points)
	}
	return nil
}

func unreadable(value pack.CaseValue, err error) error {
	return fault.Invalid("trial.unreadable", fault.Args{"place": value.Place.String(), "text": value.Text}).Because(err)
}

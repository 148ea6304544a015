package pack

import (
	"reflect"
	"slices"
	"strings"

	"qixing/fault"
)

// results are what a case may expect besides criteria and indicators.
var results = []string{"total", "rank", "grade", "vetoed", "incomplete", "value", "reached", "tied", "places", "kept", "refused", "allowed"}

// checkCase checks that a case names things that exist.
func (c *checker) checkCase(one *Case) {
	c.checkForm(reflect.ValueOf(one).Elem(), "of", one.Place)
	scheme, _ := c.p.FindScheme(one.Scheme)
	parts := partsOf(scheme)
	for _, row := range one.Given {
		for _, value := range row.Values {
			if _, ok := c.p.FindMeasure(value.Name); !ok && !slices.Contains(parts, value.Name) {
				c.unknown(value.Place, "measure", value.Name, append(idsOf(c.p.Measures), parts...))
			}
		}
	}
	for _, row := range one.Expect {
		for _, value := range row.Values {
			if known := append(parts, results...); !slices.Contains(known, value.Name) {
				c.unknown(value.Place, "result", value.Name, known)
			}
		}
	}
	c.checkCaseMatter(one)
	c.checkCaseRecords(one)
}

func (c *checker) checkCaseMatter(one *Case) {
	if one.Matter == "" {
		return
	}
	matter, ok := c.p.FindMatter(one.Matter)
	if !ok {
		c.unknown(c.at(&one.Matter, one.Place), "matter", one.Matter, idsOf(c.p.Matters))
		return
	}
	if _, ok := matter.FindStep(one.Step); !ok {
		c.unknown(c.at(&one.Step, one.Place), "step", one.Step, idsOf(matter.Steps))
	}
}

// partsOf lists a scheme's criteria and its indicators as criterion.indicator.
func partsOf(s *Scheme) []string {
	var parts []string
	if s == nil {
		return nil
	}
	for _, criterion := range s.Criteria {
		parts = append(parts, criterion.ID)
		for _, indicator := range criterion.Indicators {
			parts = append(parts, criterion.ID+"."+indicator.ID)
		}
	}
	return parts
}

// recordStates are how far a record of a case has come.
var recordStates = []string{"draft", "filled", "returned", "checked"}

func (c *checker) checkCaseValue(register *Register, value CaseValue) {
	if value.Name != "state" {
		c.checkColumn(register, value.Place, value.Name, true)
		return
	}
	if !slices.Contains(recordStates, value.Text) {
		args := fault.Args{"key": "state", "written": value.Text, "allowed": strings.Join(recordStates, "、")}
		c.failNear(value.Place, "pack.not_one_of", value.Text, recordStates, args)
	}
}

func (c *checker) checkCaseRecords(one *Case) {
	for _, rows := range one.Records {
		register, ok := c.p.FindRegister(rows.Register)
		if !ok {
			c.unknown(rows.Place, "register", rows.Register, idsOf(c.p.Registers))
			continue
		}
		for _, row := range rows.Rows {
			for _, value := range row {
				c.checkCaseValue(register, value)
			}
			if !slices.ContainsFunc(row, func(v CaseValue) bool { return v.Name == "owner" }) && len(row) > 0 {
				c.fail(row[0].Place, "pack.record_without_owner", fault.Args{"register": register.Title})
			}
		}
	}
}

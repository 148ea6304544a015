package score

import (
	"fmt"

	"qixing/expression"
	"qixing/pack"
)

// gradeName is how the condition of a link or an award calls the grade, by its id.
const gradeName = "grade"

func (c *compiler) addConsequences() error {
	env := expression.Environment{totalName: expression.Number, gradeName: expression.Text}
	for name, kind := range c.env {
		env[name] = kind
	}
	for _, link := range c.plan.scheme.Links {
		program, err := c.condition(link.When, env, expression.Bool)
		if err != nil {
			return fmt.Errorf("link %s: %w", link.ID, err)
		}
		c.plan.links = append(c.plan.links, program)
	}
	for _, award := range c.plan.scheme.Awards {
		program, err := c.condition(award.When, env, expression.Bool)
		if err != nil {
			return fmt.Errorf("award %s: %w", award.Title, err)
		}
		c.plan.awards = append(c.plan.awards, program)
	}
	return nil
}

// Gives tells whether the scheme's award of this number is for a subject. One whose condition can't be answered isn't.
func (r *Result) Gives(award, i int) (bool, error) {
	program := r.plan.awards[award]
	if program == nil {
		return true, nil
	}
	value, err := program.Evaluate(r.lookupWithGrade(i))
	if err != nil {
		return false, fmt.Errorf("award %s: %w", r.plan.scheme.Awards[award].Title, err)
	}
	return value.True(), nil
}

func (r *Result) lookupWithGrade(i int) func(string) expression.Operand {
	lookup := r.lookupWithTotal(i)
	return func(name string) expression.Operand {
		if name == gradeName {
			return expression.Operand{Kind: expression.Text, Text: r.Grade(i)}
		}
		return lookup(name)
	}
}

// Proposed gives the links whose condition holds for a subject. One whose condition can't be answered proposes nothing.
func (r *Result) Proposed(i int) ([]*pack.Link, error) {
	var proposed []*pack.Link
	lookup := r.lookupWithGrade(i)
	for at, program := range r.plan.links {
		value, err := program.Evaluate(lookup)
		if err != nil {
			return nil, fmt.Errorf("link %s: %w", r.plan.scheme.Links[at].ID, err)
		}
		if value.True() {
			proposed = append(proposed, r.plan.scheme.Links[at])
		}
	}
	return proposed, nil
}

package score

import (
	"fmt"

	"qixing/expression"
	"qixing/pack"
)

// gradeName is how a link's condition calls the grade, by its id.
const gradeName = "grade"

func (c *compiler) addLinks() error {
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
	return nil
}

// Proposed gives the links whose condition holds for a subject. One whose condition can't be answered proposes nothing.
func (r *Result) Proposed(i int) ([]*pack.Link, error) {
	var proposed []*pack.Link
	lookup := r.lookupWithTotal(i)
	for at, program := range r.plan.links {
		value, err := program.Evaluate(func(name string) expression.Operand {
			if name == gradeName {
				return expression.Operand{Kind: expression.Text, Text: r.Grade(i)}
			}
			return lookup(name)
		})
		if err != nil {
			return nil, fmt.Errorf("link %s: %w", r.plan.scheme.Links[at].ID, err)
		}
		if value.True() {
			proposed = append(proposed, r.plan.scheme.Links[at])
		}
	}
	return proposed, nil
}

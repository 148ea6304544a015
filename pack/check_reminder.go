package pack

import (
	"reflect"

	"qixing/expression"
	"qixing/fault"
)

// checkReminder checks that a reminder says either what is to be filled each period or which date comes near.
func (c *checker) checkReminder(r *Reminder) {
	c.checkForm(reflect.ValueOf(r).Elem(), "what", r.Place)
	register, ok := c.p.FindRegister(r.Register)
	if !ok {
		return
	}
	c.compile(r.When, register.Environment(), expression.Bool)
	c.checkOptions(r.When, register)
	if field := c.checkColumn(register, c.at(&r.On, r.Place), r.On, false); field != nil && field.Type != Date {
		c.fail(c.at(&r.On, r.Place), "pack.reminder_not_date", fault.Args{"field": field.Title})
	}
	if r.Fill != "" && register.Owner == "person" {
		c.fail(c.at(&r.Register, r.Place), "pack.reminder_of_persons", fault.Args{"register": register.Title})
	}
	if _, dated := register.DatedField(); r.Fill != "" && !dated {
		c.fail(c.at(&r.Register, r.Place), "pack.register_undated", fault.Args{"register": register.Title})
	}
}

package pack

import (
	"reflect"
	"slices"

	"qixing/expression"
	"qixing/fault"
)

// checker checks a pack whose files have been read: everything that takes more than one declaration to see.
type checker struct {
	*findings
	p        *Pack
	used     map[string]bool     // parameters that something names
	measures map[string][]string // measure → the measures that it is computed from
	numbers  expression.Environment
}

// check compiles the conditions and reports what does not hold together.
func (f *findings) check(p *Pack) {
	c := &checker{findings: f, p: p, used: map[string]bool{}, measures: map[string][]string{}, numbers: p.numbers()}
	c.checkReferences()
	c.checkPolicy()
	c.checkNames()
	for _, register := range p.Registers {
		c.checkRegister(register)
	}
	c.checkRepeatedFields()
	for _, measure := range p.Measures {
		c.checkMeasure(measure)
	}
	c.checkCycles()
	for _, target := range p.Targets {
		c.checkTarget(target)
	}
	for _, scheme := range p.Schemes {
		c.checkScheme(scheme)
	}
	for _, contest := range p.Contests {
		c.checkContest(contest)
	}
	for _, matter := range p.Matters {
		c.checkMatter(matter)
	}
	for _, reminder := range p.Reminders {
		c.checkReminder(reminder)
	}
	for _, one := range p.Cases {
		c.checkCase(one)
	}
	c.checkParameters()
}

// walk visits every value of the language below v, with the key that it stands under.
func walk(v reflect.Value, k key, visit func(reflect.Value, key)) {
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return
		}
		v = v.Elem()
	}
	visit(v, k)
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			walk(v.Index(i), k, visit)
		}
	case reflect.Struct:
		if v.Type() != reflect.TypeFor[Condition]() {
			walkFields(v, visit)
		}
	}
}

func walkFields(v reflect.Value, visit func(reflect.Value, key)) {
	keys := keysOf(v.Type()) // in the order of the fields, but not every field has one
	for i := range v.NumField() {
		var k key
		if len(keys) > 0 && keys[0].Index == i {
			k, keys = keys[0], keys[1:]
		}
		walk(v.Field(i), k, visit)
	}
}

// checkReferences checks that whatever is named by id has been declared.
func (c *checker) checkReferences() {
	ids := c.declared()
	walk(reflect.ValueOf(c.p), key{}, func(v reflect.Value, k key) {
		if number, ok := v.Addr().Interface().(*Number); ok && number.Parameter != "" {
			c.checkParameterUse(*number, ids["parameter"])
		}
		if k.Ref != "" && v.Kind() == reflect.String && v.String() != "" && !slices.Contains(ids[k.Ref], v.String()) {
			c.unknown(c.at(v.Addr().Interface(), Place{}), k.Ref, v.String(), ids[k.Ref])
		}
	})
}

func (c *checker) checkParameterUse(number Number, known []string) {
	c.used[number.Parameter] = true
	if !slices.Contains(known, number.Parameter) {
		c.unknown(number.Place, "parameter", number.Parameter, known)
	}
}

// unknown reports a name that nothing declares, with the nearest one that is declared.
func (c *checker) unknown(place Place, kind, written string, known []string) {
	if c.broken[kind] {
		return
	}
	c.failNear(place, "pack.unknown_"+kind, written, known, fault.Args{"written": written})
}

// declared lists the ids of every kind of declaration.
func (c *checker) declared() map[string][]string {
	ids := map[string][]string{}
	for kind, list := range map[string]any{"chapter": c.p.Chapters, "parameter": c.p.Parameters, "role": c.p.Roles,
		"register": c.p.Registers, "measure": c.p.Measures, "target": c.p.Targets, "scheme": c.p.Schemes, "contest": c.p.Contests} {
		ids[kind] = idsOf(list)
	}
	return ids
}

// idsOf lists the ids of a []*T of declarations.
func idsOf(list any) []string {
	v := reflect.ValueOf(list)
	id, _ := idKey(v.Type().Elem().Elem())
	ids := make([]string, v.Len())
	for i := range ids {
		ids[i] = v.Index(i).Elem().Field(id.Index).String()
	}
	return ids
}

// reservedNames are words of the expression language and of results; a measure or parameter can't be called so.
var reservedNames = []string{"and", "or", "not", "in", "true", "false", "nil", "let", "if", "else", "total", "grade", "matches", "contains"}

// checkNames keeps measures and parameters apart, since expressions name both.
func (c *checker) checkNames() {
	for _, m := range c.p.Measures {
		place := c.at(&m.ID, m.Place)
		if _, ok := c.p.FindParameter(m.ID); ok {
			c.fail(place, "pack.name_twice", fault.Args{"id": m.ID})
		}
		c.checkReserved(place, m.ID, reservedNames)
	}
	for _, x := range c.p.Parameters {
		c.checkReserved(c.at(&x.ID, x.Place), x.ID, reservedNames)
	}
}

func (c *checker) checkReserved(place Place, id string, reserved []string) {
	if slices.Contains(reserved, id) {
		c.fail(place, "pack.reserved_id", fault.Args{"id": id})
	}
}

// only counts the keys of one form that are given, and lists the form's names.
func only(v reflect.Value, form string) (given []key, names []string) {
	for _, k := range keysOf(v.Type()) {
		if k.Form != form {
			continue
		}
		names = append(names, k.Name)
		if !v.Field(k.Index).IsZero() {
			given = append(given, k)
		}
	}
	return given, names
}

// numbers is the environment of conditions over measures and parameters.
func (p *Pack) numbers() expression.Environment {
	env := expression.Environment{}
	for _, parameter := range p.Parameters {
		env[parameter.ID] = expression.Number
	}
	for _, measure := range p.Measures {
		env[measure.ID] = expression.Number
	}
	return env
}

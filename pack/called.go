package pack

import (
	"slices"

	"qixing/fault"
)

// callable are the types that a record can be called by: what is read as words, and says nothing of a person.
var callable = []FieldType{Text, LongText, Integer, Date, Month, Quarter, HalfYear, Year, Choice, UnitRef}

// CalledBy gives the fields that say what a record is called, "owner" for whom it is about; none if nothing may say it.
func (r *Register) CalledBy() []string {
	if len(r.Called) > 0 {
		return r.Called
	}
	if r.Owner != "person" && slices.Equal(r.Unique, []string{"owner"}) {
		return []string{"owner"} // one for each place
	}
	for _, fits := range []func(*Field) bool{
		func(f *Field) bool { return f.Required && (f.Type == Text || f.Type == LongText) },
		func(f *Field) bool { return f.Type == Text },
	} {
		if field, ok := find(r.Fields, func(f *Field) bool { return fits(f) && r.mayCall(f) }); ok {
			return []string{field.ID}
		}
	}
	return nil
}

// mayCall tells whether a field may be shown to whoever sees a reference to the record, though they may not open the record itself.
func (r *Register) mayCall(f *Field) bool {
	return !f.Sensitive && !r.Sensitive && slices.Contains(callable, f.Type)
}

func (c *checker) checkCalled(r *Register) {
	for i, id := range r.Called {
		place := c.at(&r.Called[i], r.Place)
		field := c.checkColumn(r, place, id, true)
		switch secret := r.Sensitive || field != nil && (field.Sensitive || field.Type == Phone || field.Type == IDNumber); {
		case secret && field != nil:
			c.fail(place, "pack.called_secret", fault.Args{"field": field.Title})
		case field != nil && !r.mayCall(field), field == nil && id == "owner" && r.Owner == "person":
			c.fail(place, "pack.called_type", fault.Args{"field": id})
		}
	}
}

package score

import (
	"fmt"

	"qixing/expression"
)

// GivenGrade is the grade that people gave: "" is none at all. The reason is theirs.
type GivenGrade struct {
	Grade  string
	Reason string
}

// GiveGrades puts what people decided in the place of what was computed, by index of the subject; links, awards and explanations follow. A grade
// that the scheme doesn't have is an error.
func (r *Result) GiveGrades(given map[int]GivenGrade) error {
	r.given = make(map[int32]givenGrade, len(given))
	for i, g := range given {
		at := r.plan.gradeIndex(g.Grade)
		if g.Grade != "" && at < 0 {
			return fmt.Errorf("%w: no grade %s", ErrScheme, g.Grade)
		}
		r.given[int32(i)] = givenGrade{at: int8(at), reason: g.Reason}
	}
	return nil
}

type givenGrade struct {
	at     int8 // in plan.grades; -1 for none
	reason string
}

func (plan *Plan) gradeIndex(id string) int {
	for g := range plan.grades {
		if plan.grades[g].declared.ID == id {
			return g
		}
	}
	return -1
}

// final is each subject's grade: as people gave it or else as computed.
func (r *Result) final() []int8 {
	grades := append([]int8(nil), r.grades...)
	for i, g := range r.given {
		grades[i] = g.at
	}
	return grades
}

// Computed is the id of the grade that follows from points and facts alone, or "".
func (r *Result) Computed(i int) string {
	if r.grades == nil || r.grades[i] < 0 {
		return ""
	}
	return r.plan.grades[r.grades[i]].declared.ID
}

// Bars tells whether the facts shut a subject out of a grade, as a reprimand does, whatever it scores; the condition is given in words. A condition
// that can't be answered doesn't.
func (r *Result) Bars(grade string, i int, lang string) (string, error) {
	at := r.plan.gradeIndex(grade)
	if at < 0 || r.plan.grades[at].when == nil {
		return "", nil
	}
	value, err := r.plan.grades[at].when.Evaluate(r.lookupWithTotal(i))
	if err != nil || value.True() || value.State == expression.Missing {
		return "", err
	}
	return r.plan.readable(r.plan.grades[at].when).in(lang), nil
}

// Lowers tells whether a grade is below the computed one, or none where one was computed.
func (r *Result) Lowers(grade string, i int) bool {
	at := r.plan.gradeIndex(grade)
	return r.grades[i] >= 0 && (at < 0 || at > int(r.grades[i]))
}

// Room is how many of a pool have a grade, and how many may.
type Room struct {
	Grade  string
	Per    string // "" for all, town or village
	Of     []int  // the pool, in the order of rank
	Holds  int
	Places int
}

// Rooms gives, for each cap of each grade and each of its pools, how many have the grade as it was given, and how many may. Where the policy lets all who are
// tied at the line in, these may too.
func (r *Result) Rooms() []Room {
	var rooms []Room
	final := r.final()
	_ = r.eachPool(func(p pool) (int, error) {
		room := Room{Grade: r.plan.grades[p.grade].declared.ID, Per: p.limit.Per, Holds: len(p.holders(final)), Places: p.places}
		if p.limit.Tie == "all_in" {
			room.Places = max(room.Places, len(p.holders(r.grades)))
		}
		for _, i := range p.members {
			room.Of = append(room.Of, int(i))
		}
		rooms = append(rooms, room)
		return room.Holds, nil
	})
	return rooms
}

package score

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"

	"qixing/expression"
	"qixing/fixed"
)

// Subject is who or what is scored; the code identifies it in every output.
type Subject struct {
	Code  string
	Title string
}

// Input is everything that a scheme is scored from. All slices are aligned with Subjects. A Result reads it again when points are
// explained, so it isn't to be changed after Run.
type Input struct {
	Subjects []Subject
	// Town and County number each subject's group from 0. Ranks are given within a county; nil means that all are in one.
	Town, County []int32
	// Village does the same for villages; only a grade's cap per village reads it.
	Village []int32
	// Measures are columns by measure id. A measure that isn't there is missing everywhere.
	Measures map[string]expression.Column
	// Records says how many records stand behind a measure, by measure id.
	Records map[string][]int32
	// Ratings are points by indicator key ("criterion.indicator"): of each rater, of the subject itself (one), or the result of a
	// ballot or of a list of items (one).
	Ratings map[string][][]fixed.Points
	// Decided is what people made of missing inputs. It counts only as long as the input is missing.
	Decided map[Cell]Decision

	byCode int32 // whether subjects come in the order of their codes: 0 not asked yet, 1 yes, 2 no
}

// isByCode tells whether subjects come in the order of their codes. It looks at them once, however often they are scored.
func (in *Input) isByCode() bool {
	known := atomic.LoadInt32(&in.byCode)
	if known == 0 {
		known = 2
		if slices.IsSortedFunc(in.Subjects, func(a, b Subject) int { return strings.Compare(a.Code, b.Code) }) {
			known = 1
		}
		atomic.StoreInt32(&in.byCode, known)
	}
	return known == 1
}

// Cell is one indicator, by its key, of one subject, by its index.
type Cell struct {
	Indicator string
	Subject   int
}

// Decision is what a missing input means: these points, or that the indicator doesn't apply.
type Decision struct {
	Points        fixed.Points
	NotApplicable bool
	Reason        string
}

// ErrInput says that the columns don't fit together.
var ErrInput = errors.New("input does not fit")

func (in *Input) check(plan *Plan) error {
	rows := len(in.Subjects)
	for _, groups := range [][]int32{in.Town, in.County, in.Village} {
		if groups != nil && len(groups) != rows {
			return fmt.Errorf("%w: %d groups for %d subjects", ErrInput, len(groups), rows)
		}
		for _, group := range groups {
			if group < 0 {
				return fmt.Errorf("%w: group %d", ErrInput, group)
			}
		}
	}
	for _, id := range plan.measures {
		column, ok := in.Measures[id]
		if ok && (len(column.Values) != rows || (column.States != nil && len(column.States) != rows)) {
			return fmt.Errorf("%w: measure %s has %d rows for %d subjects", ErrInput, id, len(column.Values), rows)
		}
	}
	for key, ratings := range in.Ratings {
		if len(ratings) != rows {
			return fmt.Errorf("%w: ratings of %s have %d rows for %d subjects", ErrInput, key, len(ratings), rows)
		}
	}
	return nil
}

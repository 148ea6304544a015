package contest

import (
	"slices"

	"qixing/fixed"
)

// Marks are what one hand gives one contestant in one part, by aspect.
type Marks map[string]fixed.Points

// Sum adds the marks up.
func (m Marks) Sum() fixed.Points {
	var sum fixed.Points
	for _, points := range m {
		sum += points
	}
	return sum
}

// PartResult is what a contestant comes to in one part.
type PartResult struct {
	Part    string       `json:"part"`
	Points  fixed.Points `json:"points"` // of the part's weight in a hundred
	Mean    fixed.Points `json:"mean"`   // of the part's full marks, for people to read
	Sheets  int          `json:"sheets"`
	Highest fixed.Points `json:"highest"`
	Lowest  fixed.Points `json:"lowest"`
	Dropped bool         `json:"dropped"` // the highest and the lowest are left out
	Missing bool         `json:"missing"` // too few sheets: no points, which is not zero points
}

// Result is what a contestant comes to: out of a hundred, or missing as long as one part is.
type Result struct {
	Total   fixed.Points `json:"total"`
	Missing bool         `json:"missing"`
	Parts   []PartResult `json:"parts"`
}

// Score computes a contestant's result from the sums of the sheets of each part. Each part is rounded once, to hundredths and half up, and
// the parts are added exactly.
func (r Rules) Score(sheets map[string][]fixed.Points) (Result, error) {
	var result Result
	for _, part := range r.Parts {
		one, err := part.score(sheets[part.ID])
		if err != nil {
			return result, err
		}
		result.Parts = append(result.Parts, one)
		result.Missing = result.Missing || one.Missing
		result.Total += one.Points
	}
	if result.Missing {
		result.Total = 0
	}
	return result, nil
}

// score takes the mean of a part's sheets, without one highest and one lowest where there are enough.
func (p Part) score(sums []fixed.Points) (PartResult, error) {
	one := PartResult{Part: p.ID, Sheets: len(sums)}
	if len(sums) == 0 || int64(len(sums)) < p.AtLeast {
		one.Missing = true
		return one, nil
	}
	sums = slices.Sorted(slices.Values(sums))
	one.Lowest, one.Highest = sums[0], sums[len(sums)-1]
	if p.DropFrom > 0 && int64(len(sums)) >= p.DropFrom && len(sums) > 2 {
		sums, one.Dropped = sums[1:len(sums)-1], true
	}
	var sum int64
	for _, points := range sums {
		sum += int64(points)
	}
	n := int64(len(sums))
	mean, err := fixed.MulDiv(sum, 1, n)
	if err != nil {
		return one, err
	}
	// weight (millionths) × 100 points × sum ÷ (n × full): all but the weight are hundredths
	points, err := fixed.MulDiv(sum, int64(p.Weight), n*int64(p.Full())*100)
	one.Mean, one.Points = fixed.Points(mean), fixed.Points(points)
	return one, err
}

// Places ranks the released of each group, the greater total first; equal totals share a place and the next stays empty.
func Places(contestants []Contestant) map[int64]int {
	places := map[int64]int{}
	for _, c := range contestants {
		if c.Points == nil {
			continue
		}
		place := 1
		for _, other := range contestants {
			if other.Group == c.Group && other.Points != nil && *other.Points > *c.Points {
				place++
			}
		}
		places[c.ID] = place
	}
	return places
}

// Groups gives the contestants group by group: the released by their points, then the others in the order of the draw.
func Groups(contestants []Contestant) [][]Contestant {
	sorted := slices.SortedStableFunc(slices.Values(contestants), func(a, b Contestant) int {
		if a.Group != b.Group {
			return int(a.Group - b.Group)
		}
		return byPoints(a, b)
	})
	var groups [][]Contestant
	for i, one := range sorted {
		if i == 0 || one.Group != sorted[i-1].Group {
			groups = append(groups, nil)
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], one)
	}
	return groups
}

func byPoints(a, b Contestant) int {
	switch {
	case a.Points != nil && b.Points != nil && *a.Points != *b.Points:
		return int(*b.Points - *a.Points)
	case a.Points != nil && b.Points == nil:
		return -1
	case a.Points == nil && b.Points != nil:
		return 1
	}
	return int(a.Position - b.Position)
}

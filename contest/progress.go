package contest

import (
	"context"

	"qixing/store"
)

// Progress is how far the scoring of one contestant is. Only whoever runs the contest may know.
type Progress struct {
	Contestant
	Standing Result // what the sheets come to by now
	Waiting  []Waiting
}

// ListProgress gives how far the scoring of every contestant is.
func (c *Contest) ListProgress(ctx context.Context, tx *store.Tx) ([]Progress, error) {
	contestants, err := c.ListContestants(ctx, tx)
	if err != nil {
		return nil, err
	}
	sheets, err := c.ListSheets(ctx, tx, Counting{})
	if err != nil {
		return nil, err
	}
	hands, err := c.judgeHands(ctx, tx)
	if err != nil {
		return nil, err
	}
	byContestant := map[int64][]Sheet{}
	for _, s := range sheets {
		byContestant[s.Contestant] = append(byContestant[s.Contestant], s)
	}
	all := make([]Progress, 0, len(contestants))
	for _, one := range contestants {
		p := Progress{Contestant: one}
		if p.Standing, err = c.Rules.Score(sums(byContestant[one.ID])); err != nil {
			return nil, err
		}
		if one.Points == nil && one.Absence == "" {
			p.Waiting = c.waiting(one, hands, byContestant[one.ID])
		}
		all = append(all, p)
	}
	return all, nil
}

package contest

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"

	"qixing/fault"
	"qixing/org"
	"qixing/store"
)

// Ticket is what decides a contestant's place in the order: the SHA-256 of seed|code. Anyone who knows the seed can redo the draw.
func Ticket(seed, code string) string {
	sum := sha256.Sum256([]byte(seed + "|" + code))
	return hex.EncodeToString(sum[:])
}

// Order gives the contestants group by group, within the group by their tickets.
func Order(seed string, contestants []Contestant) []int64 {
	sorted := slices.SortedFunc(slices.Values(contestants), func(a, b Contestant) int {
		return cmp.Or(cmp.Compare(a.Group, b.Group), cmp.Compare(Ticket(seed, a.Code), Ticket(seed, b.Code)))
	})
	order := make([]int64, len(sorted))
	for i, c := range sorted {
		order[i] = c.ID
	}
	return order
}

// divide puts contestants into groups by starting position, the highest first and who has none last, as equal in number as can be. Of the same
// position the code decides, so that the groups can be made again.
func divide(contestants []Contestant, into int64) {
	into = max(1, min(into, int64(len(contestants))))
	slices.SortFunc(contestants, func(a, b Contestant) int {
		if (a.Base == nil) != (b.Base == nil) {
			return map[bool]int{true: 1, false: -1}[a.Base == nil]
		}
		if a.Base != nil && *a.Base != *b.Base {
			return cmp.Compare(*b.Base, *a.Base)
		}
		return cmp.Compare(a.Code, b.Code)
	})
	n := int64(len(contestants))
	for i := range contestants {
		contestants[i].Group = groupOf(int64(i), n, into)
	}
}

// groupOf gives the group of the i-th of n: the first groups take one more where n doesn't divide.
func groupOf(i, n, into int64) int64 {
	small, larger := n/into, n%into
	if i < larger*(small+1) {
		return i/(small+1) + 1
	}
	return larger + (i-larger*(small+1))/small + 1
}

// DrawOrder draws the order in which the contestants of each group go on. The seed is made here, or given, as when it was drawn by lot in the
// hall. Drawing again needs a reason; each draw stays in the journal.
func (d *Desk) DrawOrder(ctx context.Context, tx *store.Tx, who org.Principal, id int64, seed, reason string) (*Contest, error) {
	c, err := d.chair(ctx, tx, who, id, Draw)
	if err != nil {
		return nil, err
	}
	if c.Seed != "" && strings.TrimSpace(reason) == "" {
		return nil, fault.Invalid("contest.redraw_reason", nil).At("reason")
	}
	if c.Seed, err = d.seed(seed); err != nil {
		return nil, err
	}
	contestants, err := c.ListContestants(ctx, tx)
	if err != nil {
		return nil, err
	}
	order := Order(c.Seed, contestants)
	for i, contestant := range order {
		_, err := tx.Exec(ctx, `UPDATE contestants SET position = $1 WHERE county = $2 AND id = $3`, i+1, c.County, contestant)
		if err != nil {
			return nil, fmt.Errorf("draw for contestant %d: %w", contestant, err)
		}
	}
	if err := c.set(ctx, tx, "seed", c.Seed); err != nil {
		return nil, err
	}
	return c, c.record(ctx, tx, who, kindDrawn, drawn{Seed: c.Seed, Order: order, Reason: reason})
}

func (d *Desk) seed(given string) (string, error) {
	given = strings.TrimSpace(given)
	if len([]rune(given)) > 100 || strings.Contains(given, "|") {
		return "", fault.Invalid("contest.seed", nil).At("seed")
	}
	if given != "" {
		return given, nil
	}
	raw := make([]byte, 16)
	if _, err := io.ReadFull(d.Random, raw); err != nil {
		return "", fmt.Errorf("make a seed: %w", err)
	}
	return hex.EncodeToString(raw), nil
}

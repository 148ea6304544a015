package matter

import (
	"slices"

	"qixing/pack"
)

// Way is the shortest way from a matter's first state to the one that it is meant to reach: what a ribbon of states shows. States that
// are no part of it, as one that was sent back, stand beside it.
func Way(policy *pack.Matter) []string {
	before, queue := map[string]string{policy.Start: ""}, []string{policy.Start}
	for len(queue) > 0 {
		status := queue[0]
		queue = queue[1:]
		if status == policy.Goal() {
			return wayTo(before, status)
		}
		for _, step := range policy.StepsFrom(status) {
			if _, seen := before[step.To]; !seen {
				before[step.To] = status
				queue = append(queue, step.To)
			}
		}
	}
	return []string{policy.Start}
}

func wayTo(before map[string]string, status string) []string {
	var way []string
	for ; status != ""; status = before[status] {
		way = append(way, status)
	}
	slices.Reverse(way)
	return way
}

package pack_test

import (
	"io/fs"
	"slices"
	"testing"

	"qixing/pack"
	"qixing/packs"
)

func TestParametersOf(t *testing.T) {
	folder, err := fs.Sub(packs.Files, "longxian")
	if err != nil {
		t.Fatal(err)
	}
	p, problems := pack.Load(folder)
	if p == nil {
		t.Fatal(problems)
	}
	scheme, _ := p.FindScheme("red_flag_village")
	var ids []string
	for _, parameter := range p.ParametersOf(scheme) {
		ids = append(ids, parameter.ID)
	}
	for id, want := range map[string]bool{"red_flag_villages": true, "award_funds": true, "notice_workdays": true, "strong_income": true,
		"standards_floor": true, "town_quota_share": true, "five_star_members": false, "expert_goal": false, "premises_budget": false} {
		if got := slices.Contains(ids, id); got != want {
			t.Errorf("%s used: %v, want %v (%v)", id, got, want, ids)
		}
	}
}

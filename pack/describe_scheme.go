package pack

import (
	"strings"

	"qixing/fault"
)

func (d *describer) scheme(s *Scheme) {
	d.section(d.say("scheme", fault.Args{"title": d.title(s.Title, s.TitleEN)}))
	total := make([]string, len(s.Criteria))
	for i, criterion := range s.Criteria {
		total[i] = d.say("criterion_short", fault.Args{"title": d.title(criterion.Title, criterion.TitleEN), "points": d.shower.number(criterion.Points)})
	}
	d.article(d.say("scheme_what", fault.Args{"title": d.title(s.Title, s.TitleEN), "subject": d.unitKind(s.Subject), "period": d.say("period_"+s.Period, nil), "criteria": strings.Join(total, d.title("、", ", ")), "total": d.total(s)}))
	d.note(d.say("basis", fault.Args{"basis": d.title(s.Basis, s.BasisEN)}))
	d.note(d.say("approval", fault.Args{"approval": d.title(s.ApprovalBasis, s.ApprovalBasisEN)}))
	if s.Entries != nil && s.Entries.Holders != "" {
		d.article(d.say("entries_holders", fault.Args{"role": d.named(s.Entries.Holders, key{Ref: "role"})}))
	} else if s.Entries != nil {
		d.article(d.say("entries", fault.Args{"register": d.named(s.Entries.Register, key{Ref: "register"})}))
	}
	for _, criterion := range s.Criteria {
		d.criterion(criterion)
	}
	d.article(d.say("not_applicable_"+s.NotApplicable, nil))
	d.vetoes(s)
	d.ties(s)
	d.grades(s)
	for _, stage := range s.Procedure {
		d.stage(stage)
	}
	for _, award := range s.Awards {
		d.award(s, award)
	}
	for _, link := range s.Links {
		d.article(d.say("link", fault.Args{"title": d.title(link.Title, link.TitleEN), "condition": d.condition(link.When, ""), "gives": d.title(link.Gives, link.GivesEN), "body": d.named(link.Body, key{Ref: "role"})}))
	}
}

// total adds up the criteria's points with the last values of the parameters.
func (d *describer) total(s *Scheme) string {
	sum := Number{}
	for _, criterion := range s.Criteria {
		sum.Literal += criterion.Points.Resolve(d.p.Values(forever))
	}
	return sum.String()
}

func (d *describer) vetoes(s *Scheme) {
	for _, veto := range s.Veto {
		d.article(d.say("veto", fault.Args{"reason": d.title(veto.Reason, veto.ReasonEN), "condition": d.condition(veto.When, "")}))
	}
}

func (d *describer) ties(s *Scheme) {
	if len(s.Ties) == 0 {
		d.article(d.say("ties_none", nil))
		return
	}
	names := make([]string, len(s.Ties))
	for i, tie := range s.Ties {
		id, ascending := strings.CutPrefix(tie, "-")
		names[i] = d.named(id, key{Ref: "measure"})
		if ascending {
			names[i] += d.title("（小者在前）", " (the less first)")
		}
	}
	d.article(d.say("ties", fault.Args{"measures": strings.Join(names, d.title("、", ", "))}))
}

func (d *describer) grades(s *Scheme) {
	for _, grade := range s.Grades {
		var bounds []string
		if grade.AtLeast != nil {
			bounds = append(bounds, d.say("grade_at_least", fault.Args{"points": d.shower.number(*grade.AtLeast)}))
		}
		for _, floor := range grade.Floors {
			criterion, _ := s.FindCriterion(floor.Criterion)
			bounds = append(bounds, d.say("grade_floor", fault.Args{"criterion": d.title(criterion.Title, criterion.TitleEN), "points": d.shower.number(floor.AtLeast)}))
		}
		if grade.When != nil {
			bounds = append(bounds, d.condition(grade.When, ""))
		}
		for _, limit := range grade.Cap {
			bounds = append(bounds, d.quotaText(limit))
		}
		d.article(d.say("grade", fault.Args{"title": d.title(grade.Title, grade.TitleEN), "bounds": strings.Join(bounds, d.title("，", ", "))}), numbersOf(grade)...)
	}
}

func (d *describer) stage(s *Stage) {
	by := d.named(s.By, key{Ref: "role"})
	if by == "" {
		by = d.say("manager", nil)
	}
	args := fault.Args{"title": d.title(s.Title, s.TitleEN), "by": by}
	text := d.say("stage_"+string(s.Action), args)
	for _, part := range d.stageParts(s) {
		text += d.title("；", "; ") + part
	}
	d.article(text+d.title("。", "."), numbersOf(s)...)
}

func (d *describer) stageParts(s *Stage) []string {
	var parts []string
	if s.Due != "" {
		day, next := strings.CutPrefix(s.Due, "+1-")
		key := map[bool]string{false: "due", true: "due_next"}[next]
		parts = append(parts, d.say(key, fault.Args{"day": day}))
	}
	if s.Workdays != nil {
		parts = append(parts, d.say("workdays", fault.Args{"days": d.shower.number(*s.Workdays)}))
	}
	if s.Quota != nil {
		parts = append(parts, d.quotaText(s.Quota))
	}
	if s.Select != nil {
		parts = append(parts, d.say("select", fault.Args{"number": d.shower.number(*s.Select)}))
	}
	if s.Without == "go_on" {
		parts = append(parts, d.say("without_go_on", nil))
	}
	if s.Deviate != "" {
		parts = append(parts, d.say("deviate_"+s.Deviate, nil))
	}
	if v := s.Votes; v != nil && v.Agree != nil {
		parts = append(parts, d.say("votes", fault.Args{"agree": d.shower.number(*v.Agree)}))
	}
	return parts
}

func (d *describer) quotaText(q *Quota) string {
	pool := d.say("everyone", nil)
	if q.Per != "" {
		pool = d.say("per", fault.Args{"kind": d.unitKind(q.Per)})
	}
	var parts []string
	if q.Share != nil {
		parts = append(parts, d.say("quota_share", fault.Args{"number": d.shower.number(*q.Share)}))
	}
	if q.AtLeast != nil {
		parts = append(parts, d.say("quota_at_least", fault.Args{"number": d.shower.number(*q.AtLeast)}))
	}
	if q.AtMost != nil {
		parts = append(parts, d.say("quota_at_most", fault.Args{"number": d.shower.number(*q.AtMost)}))
	}
	if q.JoinBelow != nil {
		parts = append(parts, d.say("quota_join", fault.Args{"number": d.shower.number(*q.JoinBelow)}))
	}
	if q.Tie == "all_in" || q.Tie == "all_out" {
		parts = append(parts, d.say("quota_"+q.Tie, nil))
	}
	if q.Unused == "pass_on" {
		parts = append(parts, d.say("quota_pass_on", nil))
	}
	return d.say("quota", fault.Args{"pool": pool, "limits": strings.Join(parts, d.title("，", ", "))})
}

func (d *describer) award(s *Scheme, a *Award) {
	to := d.named(a.To, key{Ref: "role"})
	switch a.To {
	case "subject":
		to = d.unitKind(s.Subject)
	case "village", "town", "county":
		to = d.unitKind(a.To)
	}
	if a.When != nil {
		to = d.say("award_when", fault.Args{"to": to, "condition": d.condition(a.When, "")})
	}
	d.article(d.say("award", fault.Args{"title": d.title(a.Title, a.TitleEN), "to": to, "gifts": strings.Join(d.gifts(a), d.title("，", ", "))}), numbersOf(a)...)
}

func (d *describer) gifts(a *Award) []string {
	var gifts []string
	if a.Honor != "" {
		gifts = append(gifts, d.say("honor", fault.Args{"honor": d.title(a.Honor, a.HonorEN)}))
	}
	if a.Funds != nil {
		gifts = append(gifts, d.say("funds", fault.Args{"amount": d.shower.number(*a.Funds)}))
	}
	if a.Subsidy != nil {
		args := fault.Args{"amount": d.shower.number(*a.Subsidy), "every": d.say("every_"+a.Every, nil)}
		if a.For != nil {
			args["for"] = d.shower.number(*a.For)
		}
		gifts = append(gifts, d.say("subsidy", args))
	}
	if a.Flag != "" {
		gifts = append(gifts, d.say("flag", fault.Args{"flag": d.title(a.Flag, a.FlagEN), "body": d.named(a.UsedBy, key{Ref: "role"})}))
	}
	return gifts
}

package pack

import (
	"reflect"
	"regexp"
	"slices"

	"qixing/expression"
	"qixing/fault"
)

// actionOrder is the order in which a procedure may use the actions.
var actionOrder = []Action{Assess, Recommend, Review, Decide, Publish, Confirm}

func (c *checker) checkProcedure(s *Scheme) {
	last, decided := 0, false
	for _, stage := range s.Procedure {
		order := slices.Index(actionOrder, stage.Action)
		if order >= 0 && order < last {
			c.fail(c.at(&stage.Action, stage.Place), "pack.stage_order", fault.Args{"action": stage.Action, "before": actionOrder[last]})
		}
		if (stage.Action == Publish || stage.Action == Confirm) && !decided {
			c.fail(c.at(&stage.Action, stage.Place), "pack.decide_missing", fault.Args{"action": stage.Action})
		}
		last, decided = max(last, order), decided || stage.Action == Decide
		if stage.Recuse == "self" && s.Subject != "person" {
			c.fail(c.at(&stage.Recuse, stage.Place), "pack.recuse_self", fault.Args{"subject": s.Subject})
		}
		c.checkStage(stage)
		c.checkBody(s, stage)
	}
}

// checkBody checks who acts for whom. Bodies of towns or villages decide one after the other, so nothing that one of them decides may depend on
// what the others will; and a notice or a confirmation is of the whole round.
func (c *checker) checkBody(s *Scheme, stage *Stage) {
	role, known := c.p.FindRole(stage.By)
	if !known || role.At == "county" {
		return
	}
	args := fault.Args{"role": role.Title, "at": role.At}
	switch stage.Action {
	case Publish, Confirm:
		c.fail(c.at(&stage.By, stage.Place), "pack.body_of_part", args)
	case Decide:
		for _, grade := range s.Grades {
			for _, limit := range grade.Cap {
				if limit.Per == "" || slices.Index(levels, limit.Per) > slices.Index(levels, role.At) || limit.JoinBelow != nil {
					c.fail(c.at(limit, grade.Place), "pack.cap_beyond_body", args)
				}
			}
		}
		c.checkRanksOfBody(s, role)
	}
}

// checkRanksOfBody refuses places among peers that are judged by another body, maybe later.
func (c *checker) checkRanksOfBody(s *Scheme, role *Role) {
	for _, criterion := range s.Criteria {
		for _, indicator := range criterion.Indicators {
			if rank := indicator.Rank; rank != nil && slices.Index(levels, rank.Among) > slices.Index(levels, role.At) {
				c.fail(c.at(&rank.Among, indicator.Place), "pack.rank_beyond_body", fault.Args{"role": role.Title, "among": rank.Among})
			}
		}
	}
}

func (c *checker) checkStage(stage *Stage) {
	if stage.By == "" && stage.Action != Publish && stage.Action != Confirm {
		c.fail(stage.Place, "pack.missing_key", missing[Stage]("by"))
	}
	if stage.Action == Publish && stage.Workdays == nil {
		c.fail(stage.Place, "pack.missing_key", missing[Stage]("workdays"))
	}
	if stage.Due != "" && !isDue(stage.Due) {
		c.fail(c.at(&stage.Due, stage.Place), "pack.not_a_due", fault.Args{"written": stage.Due})
	}
	if stage.Select != nil && stage.Action != Decide {
		c.fail(stage.Select.Place, "pack.select_unused", fault.Args{"action": stage.Action})
	}
	if stage.Without != "" && stage.Action != Assess {
		c.fail(c.at(&stage.Without, stage.Place), "pack.stage_key_unused", fault.Args{"key": "without", "action": stage.Action, "of": Assess})
	}
	if stage.Deviate != "" && stage.Action != Decide {
		c.fail(c.at(&stage.Deviate, stage.Place), "pack.stage_key_unused", fault.Args{"key": "deviate", "action": stage.Action, "of": Decide})
	}
	c.checkQuota(stage.Quota)
	if q := stage.Quota; q != nil && (q.Tie != "" || q.JoinBelow != nil || q.Unused != "") {
		c.fail(c.at(q, stage.Place), "pack.quota_not_cap", nil)
	}
	if role, ok := c.p.FindRole(stage.By); ok && stage.Quota != nil && stage.Quota.Per == "" && role.At != "county" {
		c.fail(c.at(stage.Quota, stage.Place), "pack.quota_per", fault.Args{"role": role.Title, "at": role.At})
	}
	if stage.Votes != nil {
		c.checkShare(stage.Votes.Present)
		c.checkShare(stage.Votes.Agree)
	}
}

func (c *checker) checkQuota(q *Quota) {
	if q == nil {
		return
	}
	place := c.at(q, Place{})
	c.checkShare(q.Share)
	if q.Share == nil && q.AtMost == nil {
		c.fail(place, "pack.quota_empty", nil)
	}
	values := c.latest()
	if q.AtLeast != nil && q.AtMost != nil && q.AtLeast.Resolve(values) > q.AtMost.Resolve(values) {
		c.fail(q.AtLeast.Place, "pack.bounds_contradict", fault.Args{"least": q.AtLeast, "most": q.AtMost})
	}
}

func (c *checker) checkAwards(s *Scheme) {
	for _, award := range s.Awards {
		c.checkConsequence(s, award.When)
		if given, names := only(reflect.ValueOf(award).Elem(), "gift"); len(given) == 0 {
			c.fail(award.Place, "pack.award_empty", fault.Args{"allowed": joinList(names)})
		}
		c.checkRecipient(s, award)
		if award.Subsidy != nil && (award.Every == "" || award.For == nil) {
			c.fail(award.Subsidy.Place, "pack.subsidy_open", nil)
		}
		if award.Flag != "" && award.UsedBy == "" {
			c.fail(c.at(&award.Flag, award.Place), "pack.missing_key", missing[Award]("used_by"))
		}
	}
}

// checkRecipient checks who gets an award: funds go to organisations, a subsidy to whoever holds a post.
func (c *checker) checkRecipient(s *Scheme, award *Award) {
	to := award.To
	if to == "subject" {
		to = s.Subject
	}
	place := c.at(&award.To, award.Place)
	role, isRole := c.p.FindRole(to)
	if !isRole && !slices.Contains(levels, to) {
		c.unknown(place, "recipient", award.To, append(idsOf(c.p.Roles), "subject", "village", "town"))
		return
	}
	if award.Funds != nil && (isRole || to == "person") {
		c.fail(place, "pack.funds_to_person", nil)
	}
	if award.Subsidy != nil && (!isRole || !role.Post) {
		c.fail(place, "pack.subsidy_without_post", fault.Args{"to": award.To})
	}
}

// demotion matches consequences that central rules leave to people and to facts.
var demotion = regexp.MustCompile(`免职|降职|撤职|降级|辞退|解聘|调整岗位|调离|责令辞职|调整职务`)

func (c *checker) checkLinks(s *Scheme) {
	for _, link := range s.Links {
		c.checkConsequence(s, link.When)
		if demotion.MatchString(link.Gives+link.Title) && c.readsOnlyScores(link.When) {
			c.fail(link.When.Place, "pack.demotion_by_score", fault.Args{"gives": link.Gives})
		}
	}
}

// checkConsequence checks the condition of what follows from a result.
func (c *checker) checkConsequence(s *Scheme, when *Condition) {
	c.compile(when, with(c.numbers, expression.Environment{"total": expression.Number, "grade": expression.Text}), expression.Bool)
	c.checkGradeNames(when, s)
	c.checkSubjectOf(s, when)
}

// readsOnlyScores says that a condition looks at no fact: only at total, grade, parameters and earlier results.
func (c *checker) readsOnlyScores(condition *Condition) bool {
	if condition == nil || condition.Compiled == nil {
		return false
	}
	for _, name := range condition.Compiled.Names() {
		if m, ok := c.p.FindMeasure(name); ok && m.Scheme == "" {
			return false
		}
	}
	return true
}

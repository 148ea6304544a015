package demo

import (
	"context"
	"fmt"

	"qixing/calendar"
	"qixing/contest"
	"qixing/fixed"
	"qixing/ledger"
	"qixing/org"
)

// quarters are the contests of two years: those of the first are over, and of this year's the fourth is under way on the demonstration's today.
var quarters = []struct {
	period, day string
	until       contest.State
}{
	{"2021Q1", "2021-03-26", contest.Published},
	{"2021Q2", "2021-06-25", contest.Published},
	{"2021Q3", "2021-09-24", contest.Published},
	{"2021Q4", "2021-11-26", contest.Published},
	{"2022Q1", "2022-03-25", contest.Published},
	{"2022Q2", "2022-06-24", contest.Published},
	{"2022Q3", "2022-09-23", contest.Confirmed},
	{"2022Q4", "2022-11-28", contest.Open},
}

const (
	contestJudges = 5
	contestPeers  = 3  // how many secretaries score each contestant: as few as the policy allows
	shownToday    = 8  // of the contest under way
	fewestPlayed  = 40 // villages below which a small demonstration has no contests: there are too few peers
)

// playContests plays each contest of the pack through the year.
func (s *theatre) playContests(ctx context.Context) error {
	if !s.hasContests() {
		return nil
	}
	desk := &contest.Desk{Packs: onlyPack{s.county}, Keys: s.Keys, Random: tokens(s.Seed + 1)}
	for _, policy := range s.pack.Contests {
		for i, quarter := range quarters {
			s.tell("contests", int64(i), int64(len(quarters)))
			p := &play{theatre: s, desk: desk, until: quarter.until}
			if err := p.whole(ctx, policy.ID, quarter.period, quarter.day); err != nil {
				return fmt.Errorf("%s of %s: %w", policy.ID, quarter.period, err)
			}
		}
	}
	return nil
}

// hasContests tells whether there are peers enough for contests.
func (c *county) hasContests() bool { return c.Villages == 0 || c.Villages >= fewestPlayed }

// play is one contest as it is played.
type play struct {
	*theatre
	desk        *contest.Desk
	until       contest.State
	contest     *contest.Contest
	contestants []contest.Contestant
}

func (p *play) whole(ctx context.Context, policy, period, day string) error {
	p.at(day)
	if err := p.prepare(ctx, policy, period, day); err != nil {
		return err
	}
	if err := p.absences(ctx); err != nil {
		return err
	}
	if p.until == contest.Open {
		p.contestants = p.contestants[:shownToday+2]
	}
	for i := range contestJudges {
		if err := p.judge(ctx, p.staff[contestJudge(i+1)]); err != nil {
			return err
		}
	}
	if err := p.peers(ctx); err != nil {
		return err
	}
	if err := p.release(ctx); err != nil {
		return err
	}
	return p.end(ctx)
}

// prepare plans the contest, names the judges, draws and begins.
func (p *play) prepare(ctx context.Context, policy, period, day string) error {
	who := p.staff[office]
	c, err := p.desk.Plan(ctx, p.tx, who, contest.Planning{Contest: policy, Period: calendar.MustPeriod(period), HeldOn: calendar.MustDate(day), Place: "县委礼堂"})
	if err != nil {
		return err
	}
	var judges []int64
	for i := range contestJudges {
		judges = append(judges, p.staff[contestJudge(i+1)].AccountID)
	}
	if err := p.desk.AppointJudges(ctx, p.tx, who, c.ID, judges); err != nil {
		return err
	}
	if c, err = p.desk.DrawOrder(ctx, p.tx, who, c.ID, "", ""); err != nil {
		return err
	}
	if p.contest, err = p.desk.BeginContest(ctx, p.tx, who, c.ID); err != nil {
		return err
	}
	p.contestants, err = p.contest.ListContestants(ctx, p.tx)
	return err
}

// absences has one in thirty on leave, and one in sixty not there.
func (p *play) absences(ctx context.Context) error {
	for i := range p.contestants {
		one := &p.contestants[i]
		n := newDice(p.Seed, fmt.Sprint("absence ", p.contest.Period, one.Code)).between(0, 59)
		absence, reason := ledger.Absence(""), ""
		switch {
		case n < 2:
			absence, reason = ledger.Excused, []string{"住院，已请假", "参加市委党校培训，已请假", "家中老人病重，已请假"}[len(one.Name+p.contest.Place)%3]
		case n == 2:
			absence, reason = ledger.Absent, "未到，没有请假"
		}
		if absence == "" || p.until == contest.Open && i < shownToday+2 {
			continue
		}
		if err := p.desk.MarkAbsence(ctx, p.tx, p.staff[office], p.contest.ID, one.ID, absence, reason); err != nil {
			return err
		}
		one.Absence = absence
	}
	return nil
}

// judge has one judge score everyone whom they may. In the contest under way the last two wait for one judge each.
func (p *play) judge(ctx context.Context, who org.Principal) error {
	hand, err := p.contest.FindHand(ctx, p.tx, who)
	if err != nil {
		return err
	}
	var sheets []contest.Sheet
	for i, one := range p.contestants {
		if one.Absence != "" || p.until == contest.Open && i >= shownToday && int64(i-shownToday) == hand.Judge.Number-1 {
			continue
		}
		for _, part := range p.contest.Rules.Parts {
			if hand.Scores(part) && hand.StandsAside(part, one) == "" {
				sheets = append(sheets, p.sheet(who, part, one))
			}
		}
	}
	_, err = p.desk.GiveScores(ctx, p.tx, who, p.contest.ID, sheets)
	return err
}

// sheet gives marks about what everyone sees in a secretary: each hand has a mildness of its own, each quarter its day.
func (p *play) sheet(who org.Principal, part contest.Part, one contest.Contestant) contest.Sheet {
	worth := newDice(p.Seed, "secretary "+one.Code).between(76, 93) + newDice(p.Seed, fmt.Sprint("day ", p.contest.Period, one.Code)).between(-4, 4)
	d := newDice(p.Seed, fmt.Sprint("sheet ", p.contest.Period, who.Login, part.ID, one.Code))
	s := contest.Sheet{Key: fmt.Sprint("demo-", part.ID, "-", one.ID), Contestant: one.ID, Part: part.ID, Revision: 1, Marks: contest.Marks{}}
	for _, aspect := range part.Aspects {
		points := fixed.Points(int64(aspect.Points) * min(98, worth+d.between(-4, 4)) / 100)
		s.Marks[aspect.ID] = points / part.Step * part.Step
	}
	return s
}

// peers has for each contestant the next secretaries of other towns score them.
func (p *play) peers(ctx context.Context) error {
	all, err := p.contest.ListContestants(ctx, p.tx)
	if err != nil {
		return err
	}
	sheets := map[int64][]contest.Sheet{}
	for i, one := range p.contestants {
		if one.Absence != "" {
			continue
		}
		given := 0
		for step := 1; given < contestPeers && step < len(all); step++ {
			peer := all[(i+step)%len(all)]
			who := p.secretaryOn(peer.UnitID, p.tx.Now)
			if peer.Absence != "" || peer.TownID == one.TownID || who.PersonID != peer.PersonID {
				continue
			}
			for _, part := range p.contest.Rules.Parts {
				if part.Peer {
					sheets[peer.UnitID] = append(sheets[peer.UnitID], p.sheet(who, part, one))
				}
			}
			given++
		}
	}
	for _, peer := range all {
		if len(sheets[peer.UnitID]) == 0 {
			continue
		}
		if _, err := p.desk.GiveScores(ctx, p.tx, p.secretaryOn(peer.UnitID, p.tx.Now), p.contest.ID, sheets[peer.UnitID]); err != nil {
			return fmt.Errorf("%s scores: %w", peer.Title, err)
		}
	}
	return nil
}

// release shows the results; in the contest under way the first ones, and the next is on stage with a question put.
func (p *play) release(ctx context.Context) error {
	who := p.staff[office]
	for i, one := range p.contestants {
		if one.Absence != "" || p.until == contest.Open && i >= shownToday {
			continue
		}
		if _, err := p.desk.ReleaseResult(ctx, p.tx, who, p.contest.ID, one.ID, ""); err != nil {
			return fmt.Errorf("release %s: %w", one.Title, err)
		}
	}
	if p.until != contest.Open {
		return nil
	}
	next := p.contestants[shownToday]
	if _, err := p.desk.CallNext(ctx, p.tx, who, p.contest.ID, next.ID); err != nil {
		return err
	}
	q, err := p.desk.AskQuestion(ctx, p.tx, who, p.contest.ID, next.ID, "今年新增的村集体收入从哪里来，群众得到了什么？", "现场群众代表")
	if err != nil {
		return err
	}
	return p.desk.ModerateQuestion(ctx, p.tx, who, p.contest.ID, q.ID, contest.Put)
}

func (p *play) end(ctx context.Context) error {
	who := p.staff[office]
	if p.until == contest.Open {
		return nil
	}
	if _, err := p.desk.CloseContest(ctx, p.tx, who, p.contest.ID); err != nil {
		return err
	}
	_, err := p.desk.ConfirmContest(ctx, p.tx, who, p.contest.ID)
	if err != nil || p.until == contest.Confirmed {
		return err
	}
	_, err = p.desk.PublishContest(ctx, p.tx, who, p.contest.ID)
	return err
}

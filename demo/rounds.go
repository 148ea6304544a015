package demo

import (
	"context"
	"fmt"
	"time"

	"qixing/calendar"
	"qixing/notice"
	"qixing/org"
	"qixing/outcome"
	"qixing/pack"
	"qixing/procedure"
	"qixing/round"
	"qixing/store"
)

// makeRounds plays the rounds over what makeRecords has filled in: each scheme's of the year before, from self-assessment to the
// first payments, and this year's up to the middle. The people of the demonstration act, through the rooms that real people
// act through; only the clock is set by hand.
func (c *county) makeRounds(ctx context.Context, tx *store.Tx) error {
	s, err := c.newStage(ctx, tx)
	if err != nil {
		return err
	}
	if err := s.playContests(ctx); err != nil {
		return fmt.Errorf("contests: %w", err)
	}
	for i, scheme := range c.pack.Schemes {
		c.tell("rounds", int64(i), int64(len(c.pack.Schemes)))
		ofHolders := scheme.Entries != nil && scheme.Entries.Holders != ""
		if ofHolders && !c.hasContests() {
			continue // they are chosen by the results of contests
		}
		course := autumn
		if ofHolders {
			course = yearEnd
		}
		if err := s.playWhole(ctx, scheme.ID, course); err != nil {
			return fmt.Errorf("%s of last year: %w", scheme.ID, err)
		}
		if ofHolders {
			continue // this year's opens in December, when the last contest is confirmed
		}
		if err := s.playHalf(ctx, scheme); err != nil {
			return fmt.Errorf("%s of this year: %w", scheme.ID, err)
		}
	}
	return c.retire(ctx, tx)
}

// theatre is where the rounds are played: who acts, at which time.
type theatre struct {
	*county
	tx      *store.Tx
	rounds  *round.Desk
	notices *notice.Desk
	outcome *outcome.Desk
	judges  []org.Principal
	body    org.Principal // who decides
	payer   org.Principal
}

func (c *county) newStage(ctx context.Context, tx *store.Tx) (*theatre, error) {
	desk := &round.Desk{Calendar: calendar.Default(), Packs: onlyPack{c}, Keys: c.Keys}
	s := &theatre{county: c, tx: tx, rounds: desk, outcome: &outcome.Desk{Rounds: desk},
		notices: &notice.Desk{Rounds: desk, Calendar: calendar.Default(), Keys: c.Keys, Random: tokens(c.Seed)}}
	accounts, err := org.ListAccounts(ctx, tx, c.code)
	if err != nil {
		return nil, err
	}
	for _, account := range accounts {
		who, err := org.LoadPrincipal(ctx, tx, c.code, account.ID)
		if err != nil {
			return nil, err
		}
		switch {
		case who.Has("leading_group"):
			s.judges = append(s.judges, who)
		case who.Has("standing_committee") && s.body.AccountID == 0:
			s.body = who
		case who.Has("finance_bureau") && s.payer.AccountID == 0:
			s.payer = who
		}
	}
	return s, nil
}

// onlyPack answers with the demonstration's own pack, which is the county's first and only one.
type onlyPack struct{ *county }

func (p onlyPack) FindPack(context.Context, *store.Tx, string, int64) (*pack.Pack, error) {
	return p.pack, nil
}

func (p onlyPack) ActivePack(ctx context.Context, tx *store.Tx, county string) (int64, *pack.Pack, error) {
	var id int64
	err := tx.QueryRow(ctx, `SELECT MAX(id) FROM packs WHERE county = $1`, county).Scan(&id)
	return id, p.pack, err
}

// at sets the clock to a morning.
func (s *theatre) at(day string) {
	s.tx.Now = calendar.MustDate(day).At(9, 30).UTC().Truncate(time.Millisecond)
}

func (s *theatre) open(ctx context.Context, scheme, period string) (*round.Running, error) {
	return s.rounds.Open(ctx, s.tx, s.staff[office], round.Opening{Scheme: scheme, Period: calendar.MustPeriod(period), ReferenceDate: calendar.MustDate("2022-01-01")})
}

// course says on which days of 2021 and the first of 2022 a whole round was played.
type course struct {
	opened, assessed, recommended, reviewed, decided, published, objected, closed, confirmed string
	minutes, approval, complaint, finding, reply                                             string
}

// autumn is the course of those who are judged by their books and their neighbours; yearEnd that of those who are judged by the year's contests.
var (
	autumn = course{"2021-11-01", "2021-11-12", "2021-11-26", "2021-12-08", "2021-12-17", "2021-12-20", "2021-12-22", "2021-12-29", "2021-12-30",
		"（演示）常委会会议纪要〔2021〕18 号", "（演示）县评比达标表彰工作协调小组〔2021〕6 号", "公示的集体收入与我们了解的不一样，希望核查合作社的账目。",
		"调取合作社全年账目和银行流水，与台账一致。", "经两名同志核查，所反映的收入与银行流水一致，差异为次年一月到账的补助，未计入。感谢监督。"}
	yearEnd = course{"2021-12-01", "2021-12-07", "2021-12-13", "2021-12-17", "2021-12-22", "2021-12-23", "2021-12-27", "2021-12-31", "2022-01-04",
		"（演示）常委会会议纪要〔2021〕19 号", "（演示）县评比达标表彰工作协调小组〔2021〕7 号", "听说他有一期书记互评的分数比评委打的高，请核对互评表。",
		"逐份核对全年评分表和互评表，互评均出自外镇书记，按两成权重计入，计算无误。", "经两名同志逐份核对，互评按公布的两成权重计入，各期成绩与评分表一致。感谢监督。"}
)

// playWhole plays a round of 2021 to its end.
func (s *theatre) playWhole(ctx context.Context, scheme string, on course) error {
	s.at(on.opened)
	r, err := s.open(ctx, scheme, "2021")
	if err != nil {
		return err
	}
	for _, act := range []struct {
		day  string
		play func() error
	}{
		{on.assessed, func() error { return s.assessAll(ctx, r, nil) }},
		{on.recommended, func() error { return s.recommendAll(ctx, r, nil) }},
		{on.reviewed, func() error { return s.reviewAll(ctx, r, len(s.judges)) }},
		{on.decided, func() error { return s.decide(ctx, r, on) }},
		{on.published, func() error { return s.publicity(ctx, r, on) }},
		{"2022-11-10", func() error { return s.pay(ctx, r) }},
	} {
		s.at(act.day)
		if err := act.play(); err != nil {
			return err
		}
	}
	return nil
}

// playHalf plays a round of 2022 into its middle: units wait for some of the towns, people for some of the judges.
func (s *theatre) playHalf(ctx context.Context, scheme *pack.Scheme) error {
	s.at("2022-11-01")
	r, err := s.open(ctx, scheme.ID, "2022")
	if err != nil {
		return err
	}
	s.at("2022-11-14")
	if err := s.assessAll(ctx, r, nil); err != nil {
		return err
	}
	s.at("2022-11-24")
	if scheme.Subject != "person" {
		return s.recommendMost(ctx, r)
	}
	if err := s.recommendAll(ctx, r, nil); err != nil {
		return err
	}
	return s.reviewSome(ctx, r)
}

// entriesAt gives the entries of a round that stand at its current stage and are in play.
func (s *theatre) entriesAt(ctx context.Context, r *round.Running) (*round.Running, []round.Entry, error) {
	r, err := s.rounds.FindRound(ctx, s.tx, s.code, r.ID)
	if err != nil {
		return nil, nil, err
	}
	all, err := r.ListEntries(ctx, s.tx)
	if err != nil {
		return nil, nil, err
	}
	var there []round.Entry
	for _, e := range all {
		if e.Stage == r.Stage && e.Status.InPlay() {
			there = append(there, e)
		}
	}
	return r, there, nil
}

func (s *theatre) close(ctx context.Context, r *round.Running, reason string) error {
	now, err := s.rounds.FindRound(ctx, s.tx, s.code, r.ID)
	if err != nil {
		return err
	}
	_, err = s.rounds.Close(ctx, s.tx, s.staff[office], r.ID, now.Stage, reason)
	return err
}

// assessAll has every secretary hand in their assessment, those of skip excepted, and closes the stage if nothing is left.
func (s *theatre) assessAll(ctx context.Context, r *round.Running, skip map[int64]bool) error {
	r, entries, err := s.entriesAt(ctx, r)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if skip[e.ID] {
			continue
		}
		if err := s.assess(ctx, r, e); err != nil {
			return fmt.Errorf("assess %s: %w", e.Title, err)
		}
	}
	if len(skip) > 0 {
		return nil
	}
	return s.close(ctx, r, "")
}

var statements = []string{
	"全年聚焦集体经济和人居环境两项重点，班子分工到人、每月调度，群众反映的问题当月答复。",
	"以党支部领办合作社带动农户增收，公益性岗位优先安排低收入家庭，账目按季度公开。",
	"坚持“三会一课”和主题党日，年轻党员结对帮带，返乡青年承接了村里的电商服务站。",
	"改厕、清沟、亮化按计划完成，红白理事会制定了新标准，全年没有越级上访。",
}

func (s *theatre) assess(ctx context.Context, r *round.Running, e round.Entry) error {
	d := newDice(s.Seed, fmt.Sprint("assess ", r.Period, e.Code))
	who := s.secretaryOn(e.UnitID, s.tx.Now)
	statement := statements[d.between(0, int64(len(statements)-1))]
	change := round.AssessmentChange{Statement: &statement}
	for _, key := range r.Unanswered(round.Assessment{}) {
		item := round.AssessmentItem{Key: key, Verdict: round.Right}
		if indicator, _ := r.FindIndicator(key); indicator.SelfScored() {
			points := r.FullPoints(indicator) * 9 / 10
			item.Points = &points
		} else if d.chance(12) {
			item.Verdict, item.Remark = round.Wrong, "有一笔收入记在次月，请镇上核对后更正。"
		}
		change.Items = append(change.Items, item)
	}
	saved, err := s.rounds.SaveAssessment(ctx, s.tx, who, r.ID, e.ID, change)
	if err != nil {
		return err
	}
	_, err = s.rounds.SubmitAssessment(ctx, s.tx, who, r.ID, e.ID, saved.Version)
	return err
}

// recommendAll has every town hand in its recommendation, those of skip excepted.
func (s *theatre) recommendAll(ctx context.Context, r *round.Running, skip map[int64]bool) error {
	r, entries, err := s.entriesAt(ctx, r)
	if err != nil {
		return err
	}
	if err := s.rateByTown(ctx, r, entries, skip); err != nil {
		return err
	}
	order, err := s.order(ctx, r)
	if err != nil {
		return err
	}
	done := map[int64]bool{}
	for _, e := range entries {
		if done[e.TownID] || skip[e.TownID] {
			continue
		}
		done[e.TownID] = true
		if err := s.recommend(ctx, r, e.TownID, order); err != nil {
			return fmt.Errorf("recommend in %s: %w", e.TownTitle, err)
		}
	}
	if len(skip) > 0 {
		return nil
	}
	return s.close(ctx, r, "")
}

// order gives each entry's place in today's ranking; 0 for who is vetoed.
func (s *theatre) order(ctx context.Context, r *round.Running) (map[int64]int, error) {
	scored, err := s.rounds.ScoreLive(ctx, s.tx, r)
	if err != nil {
		return nil, err
	}
	order := map[int64]int{}
	for i, e := range scored.Entries {
		order[e.ID] = scored.Result.Rank(i)
	}
	return order, nil
}

func (s *theatre) recommend(ctx context.Context, r *round.Running, town int64, order map[int64]int) error {
	who := s.staff[townKey(town, 0)]
	_, rec, pool, err := s.rounds.FindRecommendation(ctx, s.tx, who, r.ID, town)
	if err != nil {
		return err
	}
	stage := procedure.FirstOf(r.Policy.Procedure, pack.Recommend)
	d := newDice(s.Seed, fmt.Sprint("recommend ", r.Period, r.Scheme, town))
	for i, e := range pool {
		better := 0
		for _, other := range pool {
			if order[other.ID] > 0 && (order[other.ID] < order[e.ID] || (order[other.ID] == order[e.ID] && other.ID < e.ID)) {
				better++
			}
		}
		yes := order[e.ID] > 0 && better < rec.Quota && e.Status != procedure.Open
		rec.Picks[i].Recommended = &yes
		if !yes {
			rec.Picks[i].Reason = "名额所限，综合得分靠后"
			if len(stage.Reasons) > 0 && d.chance(150) {
				rec.Picks[i].Reason = stage.Reasons[d.between(0, int64(len(stage.Reasons)-1))]
			}
		}
	}
	saved, err := s.rounds.SaveRecommendation(ctx, s.tx, who, r.ID, town, rec.Version, rec.Picks)
	if err != nil {
		return err
	}
	_, err = s.rounds.SubmitRecommendation(ctx, s.tx, who, r.ID, town, saved.Version)
	return err
}

// recommendMost has seven of ten towns hand in; of the others one has sent a village's assessment back.
func (s *theatre) recommendMost(ctx context.Context, r *round.Running) error {
	towns := s.tree.Roster(org.Town, 0, s.day)
	skip := map[int64]bool{}
	for _, town := range towns[:3] {
		skip[town.ID] = true
	}
	if err := s.recommendAll(ctx, r, skip); err != nil {
		return err
	}
	_, entries, err := s.entriesAt(ctx, r)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.TownID == towns[0].ID && e.Status == procedure.Submitted {
			_, err := s.rounds.ReturnEntry(ctx, s.tx, s.staff[townKey(e.TownID, 0)], r.ID, e.ID, "九月的经营收入与合作社账目不一致，请核对后重新提交。")
			return err
		}
	}
	return nil
}

package demo

import (
	"context"
	"fmt"
	"slices"

	"qixing/calendar"
	"qixing/fixed"
	"qixing/notice"
	"qixing/org"
	"qixing/outcome"
	"qixing/procedure"
	"qixing/round"
)

// rateByTown has each town's first judge rate those whom it may recommend, where the scheme asks the towns for points.
func (s *theatre) rateByTown(ctx context.Context, r *round.Running, entries []round.Entry, skip map[int64]bool) error {
	if len(r.Rated(r.Current().By)) == 0 {
		return nil
	}
	for _, e := range entries {
		if skip[e.TownID] || e.Status == procedure.Open {
			continue
		}
		if err := s.rate(ctx, r, s.staff[townKey(e.TownID, 0)], e); err != nil {
			return err
		}
	}
	return nil
}

// reviewAll has so many judges, the last ones, rate everyone who is before them, and closes the stage when all have.
func (s *theatre) reviewAll(ctx context.Context, r *round.Running, judges int) error {
	r, entries, err := s.entriesAt(ctx, r)
	if err != nil {
		return err
	}
	for _, judge := range s.judges[len(s.judges)-judges:] {
		if err := s.rateAll(ctx, r, judge, entries); err != nil {
			return err
		}
	}
	if judges < len(s.judges) {
		return nil
	}
	return s.close(ctx, r, "")
}

// reviewSome has the last four of the judges finish, and the first come half way.
func (s *theatre) reviewSome(ctx context.Context, r *round.Running) error {
	if err := s.reviewAll(ctx, r, 4); err != nil {
		return err
	}
	r, entries, err := s.entriesAt(ctx, r)
	if err != nil {
		return err
	}
	return s.rateAll(ctx, r, s.judges[0], entries[:len(entries)/2])
}

func (s *theatre) rateAll(ctx context.Context, r *round.Running, judge org.Principal, entries []round.Entry) error {
	recused, err := r.Recused(ctx, s.tx, judge)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if recused[e.ID] != "" {
			continue
		}
		if err := s.rate(ctx, r, judge, e); err != nil {
			return fmt.Errorf("%s rates %s: %w", judge.Title, e.Title, err)
		}
	}
	return nil
}

// rate gives points between 70% and 97% of full marks: each judge has a mildness of their own, each entry a worth that all see.
func (s *theatre) rate(ctx context.Context, r *round.Running, judge org.Principal, e round.Entry) error {
	mild := newDice(s.Seed, "judge "+judge.Login).between(-4, 4)
	worth := newDice(s.Seed, fmt.Sprint("worth ", r.Period, e.Code)).between(74, 92)
	d := newDice(s.Seed, fmt.Sprint("rate ", r.Period, r.Scheme, judge.Login, e.Code))
	var ratings []round.Rating
	for _, indicator := range r.Rated(r.Current().By) {
		percent := min(97, worth+mild+d.between(-3, 3))
		points := fixed.Points(int64(r.FullPoints(indicator))*percent/100) / 10 * 10
		rating := round.Rating{Key: indicator.Key, Points: points}
		if r.Extreme(indicator, points) {
			rating.Reason = "现场核实，做法可在全县推广"
		}
		ratings = append(ratings, rating)
	}
	saved, err := s.rounds.SaveReview(ctx, s.tx, judge, r.ID, e.ID, 0, ratings, "")
	if err != nil {
		return err
	}
	_, err = s.rounds.SubmitReview(ctx, s.tx, judge, r.ID, e.ID, saved.Version)
	return err
}

// decide has the standing committee take the first of the order, as many as the policy allows.
func (s *theatre) decide(ctx context.Context, r *round.Running, on course) error {
	r, entries, err := s.entriesAt(ctx, r)
	if err != nil {
		return err
	}
	order, err := s.order(ctx, r)
	if err != nil {
		return err
	}
	entries = slices.DeleteFunc(entries, func(e round.Entry) bool { return order[e.ID] == 0 })
	slices.SortStableFunc(entries, func(a, b round.Entry) int { return order[a.ID] - order[b.ID] })
	places := r.Places(len(entries))
	decision := round.Decision{MinutesNo: on.minutes, DecidedOn: calendar.MustDate(on.decided), Expected: 11, Present: 10, Reasons: map[int64]string{}}
	for i, e := range entries {
		against := i % 5 / 4
		decision.Votes = append(decision.Votes, round.Vote{Entry: e.ID, Agree: 10 - against, Against: against})
		switch {
		case i < places:
			decision.Selected = append(decision.Selected, e.ID)
		case places > 0 && order[e.ID] == order[entries[places-1].ID]:
			decision.Reasons[e.ID] = "与入选的最后一名并列，名额已满；常委会按近三年实绩比较后表决确定"
		}
	}
	all, err := r.ListEntries(ctx, s.tx)
	if err != nil {
		return err
	}
	if len(decision.Selected) < r.Places(len(all)) {
		decision.VacantReason = "推荐人选不足，其余名额空缺"
	}
	_, err = s.rounds.Decide(ctx, s.tx, s.body, r.ID, decision)
	return err
}

// publicity puts the result up, has someone object and an answer given, and confirms.
func (s *theatre) publicity(ctx context.Context, r *round.Running, on course) error {
	who := s.staff[office]
	n, err := s.notices.Draft(ctx, s.tx, who, r.ID, notice.Request{Approval: on.approval, Office: "县委组织部组织科",
		Phone: "0917-0000000", Address: "县委大院（演示地址）"})
	if err != nil {
		return err
	}
	if n, err = s.notices.Publish(ctx, s.tx, who, n.ID); err != nil {
		return err
	}
	s.at(on.objected)
	if err := s.objection(ctx, n, on); err != nil {
		return err
	}
	s.at(on.closed)
	if _, err := s.notices.Close(ctx, s.tx, who, n.ID); err != nil {
		return err
	}
	s.at(on.confirmed)
	_, err = s.outcome.Confirm(ctx, s.tx, who, r.ID)
	return err
}

func (s *theatre) objection(ctx context.Context, n notice.Notice, on course) error {
	o, err := s.notices.Receive(ctx, s.tx, s.code, n.Token, notice.Complaint{EntryID: n.Subjects[len(n.Subjects)-1].Entry,
		Text: on.complaint, Name: "村民（演示）"})
	if err != nil {
		return err
	}
	who := s.staff[office]
	if _, err := s.notices.Accept(ctx, s.tx, who, o.ID, true, ""); err != nil {
		return err
	}
	_, err = s.notices.Conclude(ctx, s.tx, who, o.ID, notice.Conclusion{Verifiers: []string{"县委农办 王（演示）", "县审计局 李（演示）"},
		Finding: on.finding, Reply: on.reply})
	return err
}

// pay approves and pays what has come due by the demonstration's today.
func (s *theatre) pay(ctx context.Context, r *round.Running) error {
	if err := outcome.StopEnded(ctx, s.tx, s.code); err != nil {
		return err
	}
	page, err := outcome.ListPayouts(ctx, s.tx, s.code, outcome.PayoutQuery{State: outcome.Due, Until: "2022-10", Size: 10_000})
	if err != nil || len(page.Items) == 0 {
		return err
	}
	var ids []int64
	for _, p := range page.Items {
		ids = append(ids, p.ID)
	}
	if err := s.outcome.Approve(ctx, s.tx, s.staff[office], s.pack, ids); err != nil {
		return err
	}
	return s.outcome.Pay(ctx, s.tx, s.payer, s.pack, outcome.Payment{IDs: ids, Voucher: "（演示）记-2022-1031", PaidOn: calendar.MustDate("2022-11-10")})
}

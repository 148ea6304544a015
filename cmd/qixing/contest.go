package main

import (
	"fmt"

	"qixing/contest"
	"qixing/fault"
	"qixing/store"
)

type contestCommand struct {
	List   contestList   `cmd:"" help:"列出擂台赛 | list contests"`
	Replay contestReplay `cmd:"" help:"只用存证日志把一场擂台赛重算一遍，与公布的结果比对 | make a contest again from the journal alone, and compare"`
}

type contestList struct{}

type contestDocument struct {
	ID     int64  `json:"id"`
	Title  string `json:"title"`
	Period string `json:"period"`
	HeldOn string `json:"held_on"`
	State  string `json:"state"`
}

// Run lists the county's contests, the newest first.
func (cmd *contestList) Run(c *cli) error {
	return c.openFor(func(p *place) error {
		var all []*contest.Contest
		err := p.db.Read(c.ctx, func(tx *store.Tx) (failed error) {
			all, failed = contest.ListContests(c.ctx, tx, p.county)
			return failed
		})
		if err != nil {
			return err
		}
		documents := []contestDocument{}
		for _, one := range all {
			documents = append(documents, contestDocument{ID: one.ID, Title: one.Title, Period: one.Period.String(), HeldOn: one.HeldOn.String(), State: string(one.State)})
		}
		if c.asJSON() {
			return c.printJSON(documents)
		}
		for _, one := range documents {
			c.printf("%d  %s  %s  %s  %s\n", one.ID, one.Period, one.HeldOn, one.State, one.Title)
		}
		return nil
	})
}

type contestReplay struct {
	ID int64 `arg:"" help:"擂台赛的编号，见 qixing contest list | the contest's number, see qixing contest list"`
}

type replayDocument struct {
	Contest     contestDocument      `json:"contest"`
	OK          bool                 `json:"ok"`
	Leaves      int                  `json:"leaves"`
	Results     []replayedResult     `json:"results"`
	Differences []contest.Difference `json:"differences"`
}

type replayedResult struct {
	Contestant int64  `json:"contestant"`
	Code       string `json:"code"`
	Group      int64  `json:"group"`
	Position   int64  `json:"position"`
	Absence    string `json:"absence,omitempty"`
	Total      string `json:"total,omitempty"`
	Place      int    `json:"place,omitempty"`
}

// Run replays a contest and says where the journal or the database states something else; then the input is at fault.
func (cmd *contestReplay) Run(c *cli) error {
	return c.openFor(func(p *place) error {
		var one *contest.Contest
		var replayed *contest.Replayed
		err := p.db.Read(c.ctx, func(tx *store.Tx) (failed error) {
			if one, failed = contest.FindContest(c.ctx, tx, p.county, cmd.ID); failed != nil {
				return failed
			}
			replayed, failed = one.ReplayContest(c.ctx, tx)
			return failed
		})
		if err != nil {
			return err
		}
		document := replayDocumentOf(one, replayed)
		if c.asJSON() {
			err = c.printJSON(document)
		} else {
			c.printReplay(document)
		}
		if err == nil && !document.OK {
			return errShown
		}
		return err
	})
}

func replayDocumentOf(one *contest.Contest, replayed *contest.Replayed) replayDocument {
	document := replayDocument{OK: len(replayed.Differences) == 0, Leaves: replayed.Leaves, Results: []replayedResult{}, Differences: replayed.Differences,
		Contest: contestDocument{ID: one.ID, Title: one.Title, Period: one.Period.String(), HeldOn: one.HeldOn.String(), State: string(replayed.State)}}
	places := replayed.Places()
	for _, r := range replayed.Contestants {
		result := replayedResult{Contestant: r.ID, Code: r.Code, Group: r.Group, Position: r.Position, Absence: string(r.Absence), Place: places[r.ID]}
		if r.Points != nil {
			result.Total = r.Points.String()
		}
		document.Results = append(document.Results, result)
	}
	return document
}

func (c *cli) printReplay(document replayDocument) {
	for _, r := range document.Results {
		c.printf("%s  %s\n", fmt.Sprintf(c.say("第 %d 组  名次 %d", "group %d  place %d"), r.Group, r.Place), r.Code+"  "+r.Total+r.Absence)
	}
	if document.OK {
		c.printf(c.say("%s 重算结果完全一致：%d 条存证。\n", "%s: the replay gives the same, from %d leaves.\n"), document.Contest.Title, document.Leaves)
		return
	}
	for _, d := range document.Differences {
		c.complain(fmt.Sprintf(c.say("第 %d 条 %s（%d）：记的是 %s，重算是 %s", "leaf %d %s (%d): stated %s, replayed %s"), d.Leaf, d.What, d.Contestant, d.Stated, d.Replayed), "")
	}
	c.complain(document.Contest.Title, fault.Sentence("cli.tampered.hint", c.lang, nil))
}

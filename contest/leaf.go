package contest

import (
	"qixing/fixed"
	"qixing/ledger"
)

// The journal's words for what happens to a contest, and what each leaf holds. Replay reads what the others write. Names of people stay out.
const (
	kindPlanned   = "contest.planned"
	kindAppointed = "contest.appointed"
	kindDrawn     = "contest.drawn"
	kindOpened    = "contest.opened"
	kindScored    = "contest.scored"
	kindRecused   = "contest.recused"
	kindAbsent    = "contest.absent"
	kindCalled    = "contest.called"
	kindReleased  = "contest.released"
	kindCorrected = "contest.corrected"
	kindClosed    = "contest.closed"
	kindConfirmed = "contest.confirmed"
	kindPublished = "contest.published"
)

type planned struct {
	Contest     int64        `json:"contest"`
	Policy      string       `json:"policy"`
	Period      string       `json:"period"`
	HeldOn      string       `json:"held_on"`
	Pack        string       `json:"pack"`
	Fingerprint string       `json:"fingerprint"`
	Rules       Rules        `json:"rules"`
	Into        int64        `json:"into"` // groups
	Contestants []plannedOne `json:"contestants"`
}

type plannedOne struct {
	ID     int64        `json:"id"`
	Unit   int64        `json:"unit"`
	Person int64        `json:"person"`
	Code   string       `json:"code"`
	Group  int64        `json:"group"`
	Base   *fixed.Value `json:"base"`
}

type appointed struct {
	Judges []appointedOne `json:"judges"`
}

type appointedOne struct {
	Account int64  `json:"account"`
	Role    string `json:"role"`
	Number  int64  `json:"number"`
}

type drawn struct {
	Seed   string  `json:"seed"`
	Order  []int64 `json:"order"`
	Reason string  `json:"reason"`
}

type scored struct {
	Contestant int64  `json:"contestant"`
	Part       string `json:"part"`
	Account    int64  `json:"account"`
	Key        string `json:"key"`
	Revision   int64  `json:"revision"`
	Marks      Marks  `json:"marks"`
	Before     Marks  `json:"before"` // what a correction replaces
	Reason     string `json:"reason"` // of a correction
}

type recused struct {
	Contestant int64  `json:"contestant"`
	Account    int64  `json:"account"`
	Reason     string `json:"reason"`
}

type absent struct {
	Contestant int64          `json:"contestant"`
	Absence    ledger.Absence `json:"absence"`
	Reason     string         `json:"reason"`
}

type called struct {
	Contestant int64 `json:"contestant"`
}

type released struct {
	Contestant int64  `json:"contestant"`
	Result     Result `json:"result"`
	Reason     string `json:"reason"`
}

type settled struct {
	Results []settledOne `json:"results"`
}

type settledOne struct {
	Contestant int64          `json:"contestant"`
	Total      *fixed.Points  `json:"total"`
	Place      int            `json:"place"`
	Absence    ledger.Absence `json:"absence"`
}

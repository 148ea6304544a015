package server

import (
	"net/http"

	"qixing/calendar"
	"qixing/fault"
	"qixing/fixed"
	"qixing/outcome"
	"qixing/pack"
	"qixing/round"
)

type AwardView struct {
	ID        int64  `json:"id"`
	RoundID   int64  `json:"round_id"`
	Entry     int64  `json:"entry"`
	Title     string `json:"title"`
	ToTitle   string `json:"to_title"`
	ToPerson  bool   `json:"to_person"`
	Kind      string `json:"kind" enum:"honor,funds,subsidy,flag"`
	Amount    string `json:"amount,omitempty" doc:"元, each time"`
	Times     int    `json:"times"`
	State     string `json:"state" enum:"granted,revoked"`
	GrantedAt string `json:"granted_at"`
}

// awardViewer shows awards, each by the title that the policy has in the reader's language.
func awardViewer(lang string, policy *pack.Pack, named places) func(outcome.Award) AwardView {
	name := awardNamer(lang, policy)
	return func(a outcome.Award) AwardView {
		view := viewAward(a)
		view.Title, view.ToTitle = name(a.Title), payeeIn(named, a.UnitID, a.PersonID, a.Payee)
		return view
	}
}

func viewAward(a outcome.Award) AwardView {
	view := AwardView{ID: a.ID, RoundID: a.RoundID, Entry: a.EntryID, Title: a.Title, ToTitle: a.Payee, ToPerson: a.PersonID != 0, Kind: string(a.Kind),
		Times: a.Times, State: string(a.State), GrantedAt: a.GrantedAt}
	if a.Amount > 0 {
		view.Amount = yuan(a.Amount)
	}
	return view
}

// yuan writes 分 as 元 with two decimals.
func yuan(fen int64) string { return fixed.Points(fen).String() }

type payoutView struct {
	ID         int64  `json:"id"`
	Award      string `json:"award"`
	Payee      string `json:"payee"`
	PayeeKind  string `json:"payee_kind" enum:"unit,person"`
	Month      string `json:"month"`
	Amount     string `json:"amount"`
	State      string `json:"state" enum:"due,approved,paid,stopped"`
	StoppedWhy string `json:"stopped_why,omitempty"`
	ApprovedBy string `json:"approved_by,omitempty"`
	Voucher    string `json:"voucher,omitempty"`
	PaidOn     string `json:"paid_on,omitempty"`
	Payable    bool   `json:"payable" doc:"its month has come"`
}

type payoutsView struct {
	Total      int          `json:"total"`
	Sum        string       `json:"sum"`
	MayApprove bool         `json:"may_approve"`
	MayPay     bool         `json:"may_pay"`
	Items      []payoutView `json:"items"`
}

type payoutQuery struct {
	State string `query:"state" enum:"due,approved,paid,stopped,"`
	Q     string `query:"q" maxLength:"50"`
	Page  int    `query:"page" minimum:"1" default:"1"`
	Size  int    `query:"size" minimum:"1" maximum:"200" default:"50"`
}

type flagView struct {
	AwardView
	May bool `json:"may"`
}

func (s *Server) outcomeRoutes(mux *http.ServeMux) {
	query(s, "/awards", "What results gave", func(c call, in *struct {
		Round int64 `query:"round"`
	}) (listOf[AwardView], error) {
		policy, err := s.mayOutcome(c)
		if err != nil {
			return listOf[AwardView]{}, err
		}
		awards, err := outcome.ListAwards(c, c.tx, c.who.County, in.Round)
		return listed(awards, awardViewer(c.lang, policy, s.places(c))), err
	})
	query(s, "/payouts", "Sums to be paid, by month", func(c call, in *payoutQuery) (payoutsView, error) { return s.listPayouts(c, in) })
	command(s, http.MethodPost, "/payouts/approve", "Let payouts be paid", func(c call, in *struct {
		Body struct {
			IDs []int64 `json:"ids" minItems:"1" maxItems:"1000"`
		}
	}) (nothing, error) {
		policy, err := s.mayOutcome(c)
		if err != nil {
			return nothing{}, err
		}
		return nothing{OK: true}, s.outcome.Approve(c, c.tx, c.who, policy, in.Body.IDs)
	})
	command(s, http.MethodPost, "/payouts/pay", "Mark approved payouts as paid", func(c call, in *struct {
		Body struct {
			IDs     []int64 `json:"ids" minItems:"1" maxItems:"1000"`
			Voucher string  `json:"voucher" maxLength:"100"`
			PaidOn  string  `json:"paid_on" format:"date"`
		}
	}) (nothing, error) {
		policy, err := s.mayOutcome(c)
		if err != nil {
			return nothing{}, err
		}
		on, err := calendar.ParseDate(in.Body.PaidOn)
		if err != nil {
			return nothing{}, fault.Invalid("server.date", fault.Args{"date": in.Body.PaidOn}).At("paid_on")
		}
		return nothing{OK: true}, s.outcome.Pay(c, c.tx, c.who, policy, outcome.Payment{IDs: in.Body.IDs, Voucher: in.Body.Voucher, PaidOn: on})
	})
	s.flagRoutes()
	mux.HandleFunc("GET /api/payouts/export.xlsx", s.exportPayouts)
}

func (s *Server) flagRoutes() {
	query(s, "/flags", "Who carries a flag that a body may use", func(c call, _ *struct{}) (listOf[flagView], error) {
		flags, err := outcome.ListFlags(c, c.tx, c.who.County)
		if err != nil {
			return listOf[flagView]{}, err
		}
		if _, err := s.mayOutcome(c); err != nil {
			flags = withinReach(c, flags)
		}
		_, policy, err := s.Packs.ActivePack(c, c.tx, c.who.County)
		if err != nil {
			return listOf[flagView]{}, err
		}
		view := awardViewer(c.lang, policy, s.places(c))
		return listed(flags, func(a outcome.Award) flagView { return flagView{AwardView: view(a), May: c.who.Has(a.UsedBy)} }), nil
	})
	command(s, http.MethodPost, "/flags/{id}/use", "Take or leave what a flag proposes", func(c call, in *struct {
		RoundPath
		Body struct {
			Used    bool   `json:"used"`
			Purpose string `json:"purpose" minLength:"1" maxLength:"500"`
		}
	}) (nothing, error) {
		return nothing{OK: true}, s.outcome.UseFlag(c, c.tx, c.who, in.ID, in.Body.Used, in.Body.Purpose)
	})
}

// withinReach keeps the flags that the asker's own body may use.
func withinReach(c call, flags []outcome.Award) []outcome.Award {
	var reach []outcome.Award
	for _, flag := range flags {
		if c.who.Has(flag.UsedBy) {
			reach = append(reach, flag)
		}
	}
	return reach
}

// mayOutcome lets in those who run rounds and those who pay, and gives the policy in force.
func (s *Server) mayOutcome(c call) (*pack.Pack, error) {
	_, policy, err := s.Packs.ActivePack(c, c.tx, c.who.County)
	if err != nil {
		return nil, err
	}
	if !round.May(c.who, policy, pack.ManageRounds, "") && !round.May(c.who, policy, pack.PayAwards, "") {
		return nil, fault.Forbidden("outcome.pay_forbidden", nil)
	}
	return policy, nil
}

func (s *Server) listPayouts(c call, in *payoutQuery) (payoutsView, error) {
	policy, err := s.mayOutcome(c)
	if err != nil {
		return payoutsView{}, err
	}
	page, err := outcome.ListPayouts(c, c.tx, c.who.County, outcome.PayoutQuery{State: outcome.PayoutState(in.State), Payee: in.Q, Page: in.Page, Size: in.Size})
	month := calendar.DateOf(c.tx.Now).In(calendar.Month).String()
	view := payoutsView{Total: page.Total, Sum: yuan(page.Sum), MayApprove: round.May(c.who, policy, pack.ManageRounds, ""),
		MayPay: round.May(c.who, policy, pack.PayAwards, "")}
	s.speakPayouts(c, policy, page.Items)
	view.Items = listed(page.Items, func(p outcome.Payout) payoutView { return viewPayout(p, month) }).Items
	return view, err
}

// speakPayouts puts what payouts are of, and to which unit, into the reader's language.
func (s *Server) speakPayouts(c call, policy *pack.Pack, payouts []outcome.Payout) {
	name, named := awardNamer(c.lang, policy), s.places(c)
	for i := range payouts {
		payouts[i].Award, payouts[i].Payee = name(payouts[i].Award), payeeIn(named, payouts[i].UnitID, payouts[i].PersonID, payouts[i].Payee)
	}
}

// payeeIn is whom something is given to: a person by the name they have.
func payeeIn(named places, unit, person int64, payee string) string {
	if person != 0 {
		return payee
	}
	return named.unit(unit, payee)
}

func viewPayout(p outcome.Payout, month string) payoutView {
	view := payoutView{ID: p.ID, Award: p.Award, Payee: p.Payee, PayeeKind: "unit", Month: p.Month, Amount: yuan(p.Amount), State: string(p.State),
		StoppedWhy: p.StoppedWhy, ApprovedBy: p.ApprovedBy, Voucher: p.Voucher, PaidOn: p.PaidOn, Payable: p.Month <= month}
	if p.PersonID != 0 {
		view.PayeeKind = "person"
	}
	return view
}

// exportLimit is how many payouts one workbook holds.
const exportLimit = 100_000

func (s *Server) exportPayouts(w http.ResponseWriter, r *http.Request) {
	var page outcome.PayoutPage
	err := s.asked(r.Context(), s.db.Read, func(c call) error {
		policy, failed := s.mayOutcome(c)
		if failed != nil {
			return failed
		}
		page, failed = outcome.ListPayouts(c, c.tx, c.who.County, outcome.PayoutQuery{State: outcome.PayoutState(r.URL.Query().Get("state")),
			Payee: r.URL.Query().Get("q"), Page: 1, Size: exportLimit})
		s.speakPayouts(c, policy, page.Items)
		return failed
	})
	if err != nil {
		s.writeProblem(w, r, err)
		return
	}
	lang := languageOf(r.Context())
	asWorkbook(w, fault.Sentence("outcome.sheet_title", lang, nil)+".xlsx")
	if err := outcome.WritePayouts(w, lang, page.Items); err != nil {
		s.log.ErrorContext(r.Context(), "payout export", "error", err)
	}
}

package server

import (
	"bytes"
	"cmp"
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"qixing/contest"
	"qixing/fault"
	"qixing/journal"
	"qixing/notice"
	"qixing/org"
	"qixing/pack"
	"qixing/round"
	"qixing/store"
)

type leafView struct {
	Index   int64  `json:"index"`
	Kind    string `json:"kind"`
	Subject string `json:"subject"`
	Actor   string `json:"actor"`
	At      string `json:"at"`
	Summary string `json:"summary"`
	Hash    string `json:"hash"`
}

type journalView struct {
	Size   int64      `json:"size"`
	Signed int64      `json:"signed" doc:"how many leaves the latest checkpoint covers"`
	Root   string     `json:"root" doc:"of the latest checkpoint"`
	Items  []leafView `json:"items"`
}

type journalQuery struct {
	Kind  string `query:"kind" maxLength:"50"`
	Q     string `query:"q" maxLength:"100" doc:"a subject, exactly"`
	After int64  `query:"after" minimum:"0" doc:"the leaf to go on behind, towards the older; 0 begins with the newest"`
	Limit int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

type verificationView struct {
	OK          bool   `json:"ok"`
	Size        int64  `json:"size"`
	Signed      int64  `json:"signed"`
	Checkpoints int    `json:"checkpoints"`
	Rows        int    `json:"rows" doc:"rows that were compared with what the journal says of them"`
	Root        string `json:"root"`
	Fault       string `json:"fault,omitempty" doc:"the first thing that does not hold"`
}

func (s *Server) journalRoutes(mux *http.ServeMux) {
	query(s, "/journal", "What was decided, the newest first", func(c call, in *journalQuery) (journalView, error) { return s.listJournal(c, in) })
	query(s, "/journal/{index}/proof", "Proof that a leaf is in the journal, for anyone to check", func(c call, in *struct {
		Index int64 `path:"index"`
	}) (journal.Inclusion, error) {
		if err := s.mayAudit(c); err != nil {
			return journal.Inclusion{}, err
		}
		return journal.Proof(c, c.tx, c.who.County, in.Index)
	})
	open(s, http.MethodPost, "/journal/verify", "Prove that nothing was changed or removed", func(ctx context.Context, _ *struct{}) (verificationView, error) {
		return s.verifyJournal(ctx)
	})
	mux.HandleFunc("GET /api/journal/checkpoint", s.downloadCheckpoint)
}

// mayAudit lets the audit administrator read the journal, and whoever runs or reads everything at the county.
func (s *Server) mayAudit(c call) error {
	if c.who.Has(org.AuditAdmin) {
		return nil
	}
	_, policy, err := s.Packs.ActivePack(c, c.tx, c.who.County)
	if err != nil {
		return err
	}
	if !round.May(c.who, policy, pack.ManageRounds, "") {
		return fault.Forbidden("server.journal_forbidden", nil)
	}
	return nil
}

func (s *Server) listJournal(c call, in *journalQuery) (journalView, error) {
	view := journalView{Items: []leafView{}}
	if err := s.mayAudit(c); err != nil {
		return view, err
	}
	newest, err := journal.ListLeaves(c, c.tx, c.who.County, journal.Filter{Newest: true, Limit: 1})
	if err != nil || len(newest) == 0 {
		return view, err
	}
	view.Size = newest[0].Index + 1
	if signed, err := journal.FindCheckpoint(c, c.tx, c.who.County); err == nil {
		view.Signed, view.Root = signed.Size, signed.Root.String()
	} else if fault.CodeOf(err) != fault.CodeNotFound {
		return view, err
	}
	filter := journal.Filter{Kind: in.Kind, Subject: in.Q, Newest: true, Limit: in.Limit, From: in.After - 1}
	if in.After == 1 { // leaf 0 is all that is older, and From 0 would mean anything
		filter.Newest, filter.Limit, filter.From = false, 1, 0
	}
	leaves, err := journal.ListLeaves(c, c.tx, c.who.County, filter)
	if in.After > 0 {
		leaves = slices.DeleteFunc(leaves, func(leaf journal.Leaf) bool { return leaf.Index >= in.After })
	}
	about := s.subjectsIn(c)
	view.Items = listed(leaves, func(leaf journal.Leaf) leafView {
		one := viewLeaf(leaf)
		one.Subject = about(leaf.Subject)
		return one
	}).Items
	return view, err
}

// subjectsIn says what leaves are about in the reader's language, where the product made up the title. What was hashed is the leaf's own words.
func (s *Server) subjectsIn(c call) func(string) string {
	_, policy, err := s.Packs.ActivePack(c, c.tx, c.who.County)
	if err != nil || c.lang != "en" {
		return func(subject string) string { return subject }
	}
	known, phrase := map[string]string{}, pack.Phrases(c.lang, policy)
	if rounds, err := s.rounds.ListRounds(c, c.tx, c.who.County); err == nil {
		for _, r := range rounds {
			known[r.Title], known[notice.TitleOf("zh", r.Title)] = roundIn(c.lang, r), notice.TitleOf(c.lang, roundIn(c.lang, r))
		}
	}
	if contests, err := contest.ListContests(c, c.tx, c.who.County); err == nil {
		name := s.contestNamer(c)
		for _, one := range contests {
			known[one.Title] = name(one)
		}
	}
	return func(subject string) string { return cmp.Or(known[subject], phrase(subject)) }
}

func viewLeaf(leaf journal.Leaf) leafView {
	hash := leaf.Hash()
	return leafView{Index: leaf.Index, Kind: leaf.Kind, Subject: leaf.Subject, Actor: leaf.Actor, At: store.FormatTime(leaf.At), Summary: summaryOf(leaf.Data),
		Hash: hex.EncodeToString(hash[:])}
}

// longestSummary bounds what a line of the journal shows; the leaf itself holds all.
const longestSummary = 200

// summaryOf shows the simple parts of a leaf's data in one line.
func summaryOf(data json.RawMessage) string {
	var parts map[string]any
	reader := json.NewDecoder(bytes.NewReader(data))
	reader.UseNumber()
	if reader.Decode(&parts) != nil {
		return ""
	}
	var words []string
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		switch value := parts[name].(type) {
		case string, json.Number, bool:
			words = append(words, fmt.Sprintf("%s: %v", name, value))
		case []any:
			words = append(words, fmt.Sprintf("%s: %d", name, len(value)))
		}
	}
	summary := []rune(strings.Join(words, ", "))
	if len(summary) > longestSummary {
		return string(summary[:longestSummary]) + "…"
	}
	return string(summary)
}

func (s *Server) verifyJournal(ctx context.Context) (verificationView, error) {
	if err := s.asked(ctx, s.db.Read, s.mayAudit); err != nil {
		return verificationView{}, err
	}
	report, err := journal.Verify(ctx, s.db, s.County, s.Verifier)
	if err != nil {
		return verificationView{}, err
	}
	view := verificationView{OK: report.Holds(), Size: report.Leaves, Signed: report.Signed, Checkpoints: report.Checkpoints, Rows: report.Rows, Root: report.Root}
	if report.Problem != nil {
		view.Fault = fault.Text(report.Problem, languageOf(ctx))
	}
	return view, nil
}

// downloadCheckpoint gives the latest signed head as a text. Whoever keeps it can prove later that nothing before it was changed.
func (s *Server) downloadCheckpoint(w http.ResponseWriter, r *http.Request) {
	var checkpoint journal.Checkpoint
	err := s.asked(r.Context(), s.db.Read, func(c call) (failed error) {
		checkpoint, failed = journal.FindCheckpoint(c, c.tx, c.who.County)
		return failed
	})
	if err != nil {
		s.writeProblem(w, r, err)
		return
	}
	asDownload(w, "checkpoint-"+s.County+"-"+itoa(checkpoint.Size)+".txt", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte(checkpoint.Note)) // the reader may have gone
}

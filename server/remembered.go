package server

import (
	"context"

	"qixing/fault"
	"qixing/ledger"
	"qixing/org"
	"qixing/store"
)

// remembered is what a server remembers of the county between requests. The database tells, in each transaction, whether it still holds.
type remembered struct {
	books    *store.Memory[*ledger.Ledger]
	sessions *store.Memory[org.Session]
	accounts *store.Memory[identity]
	titles   *store.Memory[string]  // of accounts and persons
	answers  *store.Memory[written] // lists of records
	notices  *store.Memory[page]    // what public notices show
	pages    *store.Memory[written] // public notices
	visits   together[written]      // to public notices
}

// identity is an account and what it may do.
type identity struct {
	account org.Account
	who     org.Principal
}

// How much is remembered: the accounts that are at work and the names that lists show.
const (
	sessionsKnown = 2000
	accountsKnown = 2000
	titlesKnown   = 5000
	answersKept   = 500
	noticesKept   = 200
	scoresKept    = 30 // rounds
)

func newRemembered() *remembered {
	return &remembered{books: store.NewMemory[*ledger.Ledger](1), sessions: store.NewMemory[org.Session](sessionsKnown), accounts: store.NewMemory[identity](accountsKnown), titles: store.NewMemory[string](titlesKnown),
		answers: store.NewMemory[written](answersKept), notices: store.NewMemory[page](noticesKept), pages: store.NewMemory[written](noticesKept)}
}

// books gives the registers as the policy in force knows them, with the tree of units.
func (s *Server) books(c call) (*ledger.Ledger, error) { return s.openBooks(c, c.tx, c.who.County) }

func (s *Server) openBooks(ctx context.Context, tx *store.Tx, county string) (*ledger.Ledger, error) {
	from := store.Source{County: county, Parts: []string{org.Part, ledger.Part}}
	return s.remembered.books.Recall(ctx, tx, from, func() (*ledger.Ledger, error) {
		_, policy, err := s.Packs.ActivePack(ctx, tx, county)
		if err != nil {
			return nil, err
		}
		tree, err := org.LoadTree(ctx, tx, county)
		if err != nil {
			return nil, err
		}
		return ledger.Open(ctx, tx, policy, tree, s.Keys)
	})
}

// identify gives an account with what it may do at this moment. A disabled account is not found.
func (s *Server) identify(ctx context.Context, tx *store.Tx, county string, account int64) (identity, error) {
	from := store.Source{County: county, Parts: []string{org.Part}, Key: number(account)}
	return s.remembered.accounts.Recall(ctx, tx, from, func() (found identity, err error) {
		if found.account, err = org.FindAccount(ctx, tx, county, account); err != nil {
			return found, err
		}
		found.who, err = org.LoadPrincipal(ctx, tx, county, account)
		return found, err
	})
}

// recallSession finds the session of a token. One that was ended is not found from that moment on, whichever server ended it.
func (s *Server) recallSession(ctx context.Context, tx *store.Tx, token string) (org.Session, error) {
	if org.CountyOfToken(token) != s.County {
		return org.Session{}, fault.Unauthenticated("org.session_over", nil)
	}
	from := store.Source{County: s.County, Parts: []string{org.SessionsPart}, Key: token}
	found, err := s.remembered.sessions.Recall(ctx, tx, from, func() (org.Session, error) { return org.FindSession(ctx, tx, token) })
	if err == nil && found.IsOver(tx) {
		return found, fault.Unauthenticated("org.session_over", nil)
	}
	return found, err
}

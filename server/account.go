package server

import (
	"context"
	"net/http"

	"qixing/fault"
	"qixing/org"
	"qixing/pack"
)

type accountRow struct {
	ID          int64    `json:"id"`
	Login       string   `json:"login"`
	Title       string   `json:"title"`
	PersonID    int64    `json:"person_id,omitempty"`
	Disabled    bool     `json:"disabled"`
	MustChange  bool     `json:"must_change"`
	HasCode     bool     `json:"has_code"`
	LockedUntil string   `json:"locked_until,omitempty"`
	Subject     string   `json:"subject,omitempty" doc:"who it is at the single sign-on"`
	Roles       []string `json:"roles"`
}

// issued is a new password, which is shown this once.
type issued struct {
	ID       int64  `json:"id"`
	Login    string `json:"login"`
	Password string `json:"password"`
}

type newAccount struct {
	Body struct {
		Login    string `json:"login" minLength:"1" maxLength:"100"`
		Title    string `json:"title" minLength:"1" maxLength:"100"`
		PersonID int64  `json:"person_id,omitempty"`
	}
}

type AccountPath struct {
	ID int64 `path:"id" doc:"the account"`
}

func (s *Server) accountRoutes() {
	query(s, "/accounts", "Accounts, for the administrators", func(c call, _ *struct{}) (listOf[accountRow], error) { return s.listAccounts(c) })
	open(s, http.MethodPost, "/accounts", "Make an account; its first password is shown once", func(ctx context.Context, in *newAccount) (issued, error) {
		return s.createAccount(ctx, in)
	})
	open(s, http.MethodPost, "/accounts/{id}/reset", "Issue a new password, shown once", func(ctx context.Context, in *AccountPath) (issued, error) {
		who, err := s.signedIn(ctx)
		if err != nil {
			return issued{}, err
		}
		return s.issue(ctx, who, in.ID)
	})
	for action, do := range map[string]accountAction{"disable": org.DisableAccount, "enable": org.EnableAccount, "drop-code": org.DropCode} {
		command(s, http.MethodPost, "/accounts/{id}/"+action, accountSummaries[action], func(c call, in *AccountPath) (nothing, error) {
			return nothing{OK: true}, do(c, c.tx, c.who, in.ID)
		})
	}
	command(s, http.MethodPost, "/accounts/{id}/subject", "Say who an account is at the single sign-on", func(c call, in *struct {
		AccountPath
		Body struct {
			Subject string `json:"subject" maxLength:"200"`
		}
	}) (nothing, error) {
		return nothing{OK: true}, org.LinkSubject(c, c.tx, c.who, in.ID, in.Body.Subject)
	})
	s.grantRoutes()
	s.conflictRoutes()
}

var accountSummaries = map[string]string{"disable": "Shut an account out", "enable": "Let an account in again, and lift a lock", "drop-code": "Take one-time codes away, as when a phone is lost"}

func (s *Server) listAccounts(c call) (listOf[accountRow], error) {
	policy, err := s.mayAdminister(c)
	if err != nil {
		return listOf[accountRow]{}, err
	}
	accounts, err := org.ListAccounts(c, c.tx, c.who.County)
	if err != nil {
		return listOf[accountRow]{}, err
	}
	grants, err := org.ListGrants(c, c.tx, c.who.County, org.GrantQuery{InForce: true})
	roles, named := map[int64][]string{}, s.places(c)
	for _, grant := range grants {
		roles[grant.AccountID] = append(roles[grant.AccountID], roleIn(c.lang, policy, grant.Role)+" · "+named.unit(grant.UnitID, grant.UnitTitle))
	}
	return listed(accounts, func(a org.Account) accountRow {
		return accountRow{ID: a.ID, Login: a.Login, Title: a.Title, PersonID: a.PersonID, Disabled: a.Disabled, MustChange: a.MustChange, HasCode: a.HasCode,
			LockedUntil: a.LockedUntil, Subject: a.Subject, Roles: append([]string{}, roles[a.ID]...)}
	}), err
}

// mayAdminister lets the three administrators see who is who; what each may change is package org's to say. Before a policy is applied there
// is none, and its roles have no titles.
func (s *Server) mayAdminister(c call) (*pack.Pack, error) {
	for _, role := range org.Administrators() {
		if c.who.Has(role) {
			_, policy, err := s.Packs.ActivePack(c, c.tx, c.who.County)
			if fault.CodeOf(err) == fault.CodeNotFound {
				return nil, nil
			}
			return policy, err
		}
	}
	return nil, fault.Forbidden("server.administrators_only", nil)
}

func (s *Server) createAccount(ctx context.Context, in *newAccount) (issued, error) {
	var who org.Principal
	var account org.Account
	err := s.asked(ctx, s.db.Write, func(c call) (failed error) {
		who = c.who
		account, failed = org.CreateAccount(c, c.tx, who, org.NewAccount{Login: in.Body.Login, Title: in.Body.Title, PersonID: in.Body.PersonID})
		return failed
	})
	if err != nil {
		return issued{}, err
	}
	return s.issue(ctx, who, account.ID)
}

func (s *Server) issue(ctx context.Context, who org.Principal, id int64) (issued, error) {
	password, err := s.Gate.IssuePassword(ctx, who, id)
	if err != nil {
		return issued{}, err
	}
	out := issued{ID: id, Password: password}
	err = s.asked(ctx, s.db.Read, func(c call) error {
		account, failed := org.FindAccount(c, c.tx, who.County, id)
		out.Login = account.Login
		return failed
	})
	return out, err
}

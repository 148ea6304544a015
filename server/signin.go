package server

import (
	"cmp"
	"context"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"qixing/fault"
	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

type grantView struct {
	Role      string `json:"role"`
	RoleTitle string `json:"role_title"`
	UnitID    int64  `json:"unit_id"`
	UnitTitle string `json:"unit_title"`
}

type accountView struct {
	ID         int64  `json:"id"`
	Login      string `json:"login"`
	Title      string `json:"title"`
	PersonID   int64  `json:"person_id,omitempty"`
	MustChange bool   `json:"must_change"`
	HasCode    bool   `json:"has_code"`
	Language   string `json:"language"`
}

type demoAccount struct {
	Login     string `json:"login"`
	Title     string `json:"title"`
	Role      string `json:"role"`
	RoleTitle string `json:"role_title"`
	UnitTitle string `json:"unit_title"`
}

type named struct {
	Code  string `json:"code,omitempty"`
	Name  string `json:"name,omitempty"`
	Title string `json:"title"`
}

type sessionView struct {
	SignedIn      bool          `json:"signed_in"`
	Demonstration bool          `json:"demonstration"`
	Account       *accountView  `json:"account,omitempty"`
	Grants        []grantView   `json:"grants,omitempty"`
	Rights        []string      `json:"rights,omitempty"`
	County        named         `json:"county"`
	Pack          named         `json:"pack"`
	DemoAccounts  []demoAccount `json:"demo_accounts,omitempty"`
	IdleMinutes   int           `json:"idle_minutes"`
	OIDC          bool          `json:"oidc"`
	Today         string        `json:"today"`
}

type signIn struct {
	Body struct {
		Login     string `json:"login,omitempty" maxLength:"100"`
		Password  string `json:"password,omitempty" maxLength:"200"`
		Code      string `json:"code,omitempty" maxLength:"10"`
		DemoLogin string `json:"demo_login,omitempty" maxLength:"100"`
	}
}

// open declares an operation that needs no one signed in and works on the response itself, as signing in does.
func open[I, O any](s *Server, method, path, summary string, do func(context.Context, *I) (O, error)) {
	operation := huma.Operation{OperationID: operationID(method, path), Method: method, Path: "/api" + path, Summary: summary, Tags: []string{"session"},
		Errors: []int{401, 403, 422, 429}}
	huma.Register(s.api, operation, func(ctx context.Context, input *I) (*answer[O], error) {
		out, err := do(ctx, input)
		if err != nil {
			return nil, s.problem(ctx, languageOf(ctx), err)
		}
		return &answer[O]{Body: out}, nil
	})
}

// cookied is an answer that also sets or clears the session's cookie.
type cookied struct {
	SetCookie http.Cookie `header:"Set-Cookie"`
	Body      nothing
}

func (s *Server) sessionRoutes() {
	open(s, http.MethodGet, "/session", "Who is signed in, and where", func(ctx context.Context, _ *struct{}) (sessionView, error) { return s.viewSession(ctx) })
	huma.Register(s.api, huma.Operation{OperationID: "post-session", Method: http.MethodPost, Path: "/api/session", Summary: "Sign in", Tags: []string{"session"},
		Errors: []int{401, 422, 429}}, func(ctx context.Context, in *signIn) (*cookied, error) {
		token, err := s.signIn(ctx, in)
		if err != nil {
			return nil, s.problem(ctx, languageOf(ctx), err)
		}
		return &cookied{SetCookie: http.Cookie{Name: sessionCookie, Value: token, Path: "/", HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteLaxMode},
			Body: nothing{OK: true}}, nil
	})
	huma.Register(s.api, huma.Operation{OperationID: "delete-session", Method: http.MethodDelete, Path: "/api/session", Summary: "Sign out", Tags: []string{"session"}},
		func(ctx context.Context, _ *struct{}) (*cookied, error) {
			if shown := ticketOf(ctx); shown != nil {
				if err := s.db.Write(ctx, func(tx *store.Tx) error { return org.EndSession(ctx, tx, shown.token) }); err != nil {
					return nil, s.problem(ctx, languageOf(ctx), err)
				}
			}
			return &cookied{SetCookie: http.Cookie{Name: sessionCookie, Path: "/", MaxAge: -1, HttpOnly: true, SameSite: http.SameSiteLaxMode}, Body: nothing{OK: true}}, nil
		})
	open(s, http.MethodPost, "/session/password", "Change one's password", func(ctx context.Context, in *struct {
		Body struct {
			Old string `json:"old" maxLength:"200"`
			New string `json:"new" maxLength:"200"`
		}
	}) (nothing, error) {
		found, err := s.findSession(ctx)
		if found == nil {
			return nothing{}, cmp.Or(err, errSignedOut)
		}
		return nothing{OK: true}, s.Gate.ChangePassword(ctx, found.who, in.Body.Old, in.Body.New)
	})
	open(s, http.MethodPut, "/session/language", "Choose the language of one's pages, mail and reminders", func(ctx context.Context, in *struct {
		Body struct {
			Language string `json:"language" enum:"zh,en"`
		}
	}) (nothing, error) {
		return nothing{OK: true}, s.asked(ctx, s.db.Write, func(c call) error { return org.SetLanguage(c, c.tx, c.who, in.Body.Language) })
	})
	s.codeRoutes()
}

type enrolment struct {
	URI    string `json:"uri"`
	Secret string `json:"secret"`
}

func (s *Server) codeRoutes() {
	open(s, http.MethodPost, "/session/totp", "Begin to use one-time codes", func(ctx context.Context, _ *struct{}) (enrolment, error) {
		who, err := s.signedIn(ctx)
		if err != nil {
			return enrolment{}, err
		}
		uri, secret, err := s.Gate.EnrolCode(ctx, who, "Qixing")
		return enrolment{URI: uri, Secret: secret}, err
	})
	open(s, http.MethodPost, "/session/totp/confirm", "Confirm one-time codes with the first one", func(ctx context.Context, in *struct {
		Body struct {
			Code string `json:"code" minLength:"6" maxLength:"8"`
		}
	}) (nothing, error) {
		who, err := s.signedIn(ctx)
		if err != nil {
			return nothing{}, err
		}
		return nothing{OK: true}, s.Gate.ConfirmCode(ctx, who, in.Body.Code)
	})
}

func (s *Server) signIn(ctx context.Context, in *signIn) (string, error) {
	account, err := s.authenticate(ctx, in)
	if err != nil {
		return "", err
	}
	var token string
	err = s.db.Write(ctx, func(tx *store.Tx) error {
		var failed error
		token, failed = org.CreateSession(ctx, tx, s.County, account.ID, "{}", s.Idle, s.Random)
		return failed
	})
	return token, err
}

func (s *Server) authenticate(ctx context.Context, in *signIn) (org.Account, error) {
	if in.Body.DemoLogin == "" {
		return s.Gate.SignIn(ctx, s.County, org.Credentials{Login: in.Body.Login, Password: in.Body.Password, Code: in.Body.Code, Address: remoteOf(ctx)})
	}
	if !s.Demonstration {
		return org.Account{}, fault.Unauthenticated("server.no_demonstration", nil)
	}
	return s.Gate.SignInDemo(ctx, s.County, in.Body.DemoLogin, remoteOf(ctx))
}

func (s *Server) viewSession(ctx context.Context) (sessionView, error) {
	lang := languageOf(ctx)
	view := sessionView{Demonstration: s.Demonstration, IdleMinutes: int(s.Idle.Minutes()), OIDC: s.OIDC != nil}
	shown := ticketOf(ctx)
	err := s.db.Read(ctx, func(tx *store.Tx) error {
		if err := s.lookFor(ctx, tx, shown); err != nil {
			return err
		}
		tree, err := org.LoadTree(ctx, tx, s.County)
		if err != nil {
			return err
		}
		if root, err := tree.Root(); err == nil {
			view.County = named{Code: root.Code, Title: root.In(lang)}
		}
		view.Today = dateText(tx.Now)
		_, policy, err := s.Packs.ActivePack(ctx, tx, s.County)
		if err != nil && !errors.Is(err, fault.CodeNotFound) {
			return err
		}
		if policy != nil {
			view.Pack = named{Name: policy.Name(), Title: titleIn(lang, policy.Title, policy.TitleEN)}
		}
		if found := shown.session(); found != nil {
			view.signedIn(places{lang, tree}, found, policy)
			view.Account.MustChange = s.mustChange(found.account)
		} else if s.Demonstration {
			view.DemoAccounts, err = demoAccounts(ctx, tx, places{lang, tree}, s.County, policy)
		}
		return err
	})
	return view, cmp.Or(err, s.keepSession(ctx))
}

func (v *sessionView) signedIn(named places, found *session, policy *pack.Pack) {
	a := found.account
	v.SignedIn = true
	v.Account = &accountView{ID: a.ID, Login: a.Login, Title: a.Title, PersonID: a.PersonID, MustChange: a.MustChange, HasCode: a.HasCode, Language: a.Language}
	v.Rights = []string{}
	for _, grant := range found.who.Grants {
		v.Grants = append(v.Grants, grantView{Role: grant.Role, RoleTitle: roleIn(named.lang, policy, grant.Role), UnitID: grant.UnitID, UnitTitle: named.unit(grant.UnitID, grant.UnitTitle)})
		if role, known := findRole(policy, grant.Role); known {
			for _, right := range role.May {
				v.Rights = append(v.Rights, string(right))
			}
		}
	}
}

func demoAccounts(ctx context.Context, tx *store.Tx, named places, county string, policy *pack.Pack) ([]demoAccount, error) {
	accounts, err := org.ListDemoAccounts(ctx, tx, county)
	if err != nil {
		return nil, err
	}
	grants, err := org.ListGrants(ctx, tx, county, org.GrantQuery{InForce: true})
	if err != nil {
		return nil, err
	}
	first := map[int64]org.Grant{}
	for _, grant := range grants {
		if _, seen := first[grant.AccountID]; !seen {
			first[grant.AccountID] = grant
		}
	}
	views := make([]demoAccount, 0, len(accounts))
	for _, account := range accounts {
		grant := first[account.ID]
		views = append(views, demoAccount{Login: account.Login, Title: account.Title, Role: grant.Role, RoleTitle: roleIn(named.lang, policy, grant.Role), UnitTitle: named.unit(grant.UnitID, grant.UnitTitle)})
	}
	return views, nil
}

func findRole(policy *pack.Pack, id string) (*pack.Role, bool) {
	if policy == nil {
		return nil, false
	}
	return policy.FindRole(id)
}

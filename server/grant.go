package server

import (
	"context"
	"net/http"

	"qixing/fault"
	"qixing/org"
	"qixing/store"
)

type accountAction func(context.Context, *store.Tx, org.Principal, int64) error

type grantRow struct {
	ID           int64  `json:"id"`
	AccountID    int64  `json:"account_id"`
	Login        string `json:"login"`
	AccountTitle string `json:"account_title"`
	Role         string `json:"role"`
	RoleTitle    string `json:"role_title"`
	UnitID       int64  `json:"unit_id"`
	UnitTitle    string `json:"unit_title"`
	GrantedAt    string `json:"granted_at"`
	GrantedBy    string `json:"granted_by"`
	Pending      bool   `json:"pending" doc:"waits for a second security administrator"`
}

type newGrant struct {
	Body struct {
		AccountID int64  `json:"account_id"`
		Role      string `json:"role" minLength:"1" maxLength:"40"`
		UnitID    int64  `json:"unit_id"`
	}
}

type conflictView struct {
	ID         int64  `json:"id"`
	UnitID     int64  `json:"unit_id"`
	UnitTitle  string `json:"unit_title"`
	Reason     string `json:"reason"`
	DeclaredAt string `json:"declared_at"`
}

func (s *Server) grantRoutes() {
	query(s, "/grants", "Grants that are not revoked, for the administrators", func(c call, _ *struct{}) (listOf[grantRow], error) { return s.listGrants(c) })
	command(s, http.MethodPost, "/grants", "Give an account a role at a unit and all below it", func(c call, in *newGrant) (nothing, error) {
		return nothing{OK: true}, s.createGrant(c, in)
	})
	command(s, http.MethodPost, "/grants/{id}/confirm", "Put a pending grant into force, as a second administrator", func(c call, in *AccountPath) (nothing, error) {
		return nothing{OK: true}, org.ConfirmGrant(c, c.tx, c.who, in.ID)
	})
	command(s, http.MethodDelete, "/grants/{id}", "Take a role back", func(c call, in *AccountPath) (nothing, error) {
		return nothing{OK: true}, org.RevokeGrant(c, c.tx, c.who, in.ID)
	})
}

func (s *Server) listGrants(c call) (listOf[grantRow], error) {
	policy, err := s.mayAdminister(c)
	if err != nil {
		return listOf[grantRow]{}, err
	}
	grants, err := org.ListGrants(c, c.tx, c.who.County, org.GrantQuery{Current: true})
	if err != nil {
		return listOf[grantRow]{}, err
	}
	accounts, err := org.ListAccounts(c, c.tx, c.who.County)
	known := map[int64]org.Account{}
	for _, account := range accounts {
		known[account.ID] = account
	}
	named := s.places(c)
	return listed(grants, func(g org.Grant) grantRow {
		return grantRow{ID: g.ID, AccountID: g.AccountID, Login: known[g.AccountID].Login, AccountTitle: known[g.AccountID].Title, Role: g.Role,
			RoleTitle: roleIn(c.lang, policy, g.Role), UnitID: g.UnitID, UnitTitle: named.unit(g.UnitID, g.UnitTitle), GrantedAt: g.GrantedAt, GrantedBy: known[g.GrantedBy].Title, Pending: g.Pending}
	}), err
}

// createGrant gives only roles that exist: the policy's, at the level that it says, or an administrator's.
func (s *Server) createGrant(c call, in *newGrant) error {
	if !org.IsAdministrator(in.Body.Role) {
		_, policy, err := s.Packs.ActivePack(c, c.tx, c.who.County)
		if err != nil {
			return err
		}
		role, known := policy.FindRole(in.Body.Role)
		if !known {
			return fault.Invalid("server.no_role", fault.Args{"role": in.Body.Role}).At("role")
		}
		tree, err := org.LoadTree(c, c.tx, c.who.County)
		if err != nil {
			return err
		}
		unit, err := tree.FindUnit(in.Body.UnitID)
		if err != nil {
			return err
		}
		if role.At != "" && role.At != tree.Level(unit) {
			return fault.Invalid("server.role_elsewhere", fault.Args{"role": titleIn(c.lang, role.Title, role.TitleEN), "unit": unit.In(c.lang)}).At("unit_id")
		}
	}
	_, err := org.CreateGrant(c, c.tx, c.who, org.NewGrant{AccountID: in.Body.AccountID, Role: in.Body.Role, UnitID: in.Body.UnitID, RequiresSecond: s.TwoForGrants})
	return err
}

func (s *Server) conflictRoutes() {
	query(s, "/conflicts", "The conflicts of interest that the asker has declared", func(c call, _ *struct{}) (listOf[conflictView], error) {
		tree, err := org.LoadTree(c, c.tx, c.who.County)
		if err != nil {
			return listOf[conflictView]{}, err
		}
		conflicts, err := org.ListConflicts(c, c.tx, c.who)
		return listed(conflicts, func(one org.Conflict) conflictView { return viewConflict(c.lang, tree, one) }), err
	})
	command(s, http.MethodPost, "/conflicts", "Declare a conflict of interest about a unit", func(c call, in *struct {
		Body struct {
			UnitID int64  `json:"unit_id"`
			Reason string `json:"reason" minLength:"1" maxLength:"500"`
		}
	}) (conflictView, error) {
		tree, err := org.LoadTree(c, c.tx, c.who.County)
		if err != nil {
			return conflictView{}, err
		}
		one, err := org.DeclareConflict(c, c.tx, c.who, in.Body.UnitID, in.Body.Reason)
		return viewConflict(c.lang, tree, one), err
	})
	command(s, http.MethodDelete, "/conflicts/{id}", "Take one's own declaration back", func(c call, in *AccountPath) (nothing, error) {
		return nothing{OK: true}, org.WithdrawConflict(c, c.tx, c.who, in.ID)
	})
}

func viewConflict(lang string, tree *org.Tree, one org.Conflict) conflictView {
	return conflictView{ID: one.ID, UnitID: one.UnitID, UnitTitle: tree.TitleOf(one.UnitID, lang), Reason: one.Reason, DeclaredAt: one.DeclaredAt}
}

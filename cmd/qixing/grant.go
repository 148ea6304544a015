package main

import (
	"context"

	"qixing/fault"
	"qixing/org"
	"qixing/store"
)

type grantCommand struct {
	Add    grantAdd    `cmd:"" help:"授予角色 | give a role"`
	List   grantList   `cmd:"" help:"列出授权 | list grants"`
	Revoke grantRevoke `cmd:"" help:"收回授权 | take a role back"`
}

type grantAdd struct {
	Login string `arg:"" help:"登录名 | the login"`
	Role  string `arg:"" help:"角色：制度包中的，或 system_admin、security_admin、audit_admin | the role: the pack's, or system_admin, security_admin, audit_admin"`
	Unit  string `arg:"" optional:"" help:"组织的区划代码，默认全县 | the unit's division code, by default the county"`
}

func (cmd *grantAdd) Run(c *cli) error {
	return c.openFor(func(p *place) error {
		account, err := c.findAccount(p, cmd.Login)
		if err != nil {
			return err
		}
		return p.db.Write(c.ctx, func(tx *store.Tx) error {
			unit, err := cmd.findUnit(c.ctx, tx, p)
			if err != nil {
				return err
			}
			if err := p.knowsRole(c.ctx, tx, cmd.Role); err != nil {
				return err
			}
			_, err = org.CreateGrant(c.ctx, tx, org.Console(p.county), org.NewGrant{AccountID: account.ID, Role: cmd.Role, UnitID: unit.ID})
			return err
		})
	})
}

func (cmd *grantAdd) findUnit(ctx context.Context, tx *store.Tx, p *place) (org.Unit, error) {
	tree, err := org.LoadTree(ctx, tx, p.county)
	if err != nil {
		return org.Unit{}, err
	}
	if cmd.Unit == "" {
		return tree.Root()
	}
	return tree.FindByCode(cmd.Unit)
}

func (p *place) knowsRole(ctx context.Context, tx *store.Tx, role string) error {
	if org.IsAdministrator(role) {
		return nil
	}
	_, policy, err := p.shelf.ActivePack(ctx, tx, p.county)
	if err != nil {
		return err
	}
	if _, known := policy.FindRole(role); !known {
		return fault.Invalid("cli.no_role", fault.Args{"role": role})
	}
	return nil
}

type grantList struct{}

type grantDocument struct {
	ID        int64  `json:"id"`
	AccountID int64  `json:"account_id"`
	Role      string `json:"role"`
	Unit      string `json:"unit"`
	GrantedAt string `json:"granted_at"`
	Pending   bool   `json:"pending"`
}

func (grantList) Run(c *cli) error {
	return c.openFor(func(p *place) error {
		documents := []grantDocument{}
		err := p.db.Read(c.ctx, func(tx *store.Tx) error {
			grants, failed := org.ListGrants(c.ctx, tx, p.county, org.GrantQuery{Current: true})
			for _, g := range grants {
				documents = append(documents, grantDocument{g.ID, g.AccountID, g.Role, g.UnitTitle, g.GrantedAt, g.Pending})
			}
			return failed
		})
		if err != nil || c.asJSON() {
			return firstOf(err, func() error { return c.printJSON(documents) })
		}
		for _, one := range documents {
			c.printf("%-6d %-6d %-20s %s\n", one.ID, one.AccountID, one.Role, one.Unit)
		}
		return nil
	})
}

type grantRevoke struct {
	ID int64 `arg:"" help:"授权的编号 | the grant's number"`
}

func (cmd *grantRevoke) Run(c *cli) error {
	return c.openFor(func(p *place) error {
		return p.db.Write(c.ctx, func(tx *store.Tx) error { return org.RevokeGrant(c.ctx, tx, org.Console(p.county), cmd.ID) })
	})
}

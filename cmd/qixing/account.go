package main

import (
	"context"
	"crypto/rand"

	"qixing/org"
	"qixing/store"
)

type accountCommand struct {
	Create  accountCreate  `cmd:"" help:"新建账号，打印一次性的初始密码 | make an account and print its first password, once"`
	List    accountList    `cmd:"" help:"列出账号 | list accounts"`
	Reset   accountReset   `cmd:"" help:"重设密码 | issue a new password"`
	Disable accountDisable `cmd:"" help:"停用账号 | shut an account out"`
	Enable  accountEnable  `cmd:"" help:"启用账号，解除锁定 | let an account in again, and lift a lock"`
}

type accountCreate struct {
	Login  string `arg:"" help:"登录名 | the login"`
	Title  string `required:"" help:"显示的名称 | what the account is called"`
	Person int64  `placeholder:"ID" help:"账号属于哪个人，见 qixing people list | whose account it is, see qixing people list"`
}

type passwordDocument struct {
	ID       int64  `json:"id"`
	Login    string `json:"login"`
	Password string `json:"password"`
}

func (cmd *accountCreate) Run(c *cli) error {
	return c.openFor(func(p *place) error {
		var account org.Account
		err := p.db.Write(c.ctx, func(tx *store.Tx) error {
			var failed error
			account, failed = org.CreateAccount(c.ctx, tx, org.Console(p.county), org.NewAccount{Login: cmd.Login, Title: cmd.Title, PersonID: cmd.Person})
			return failed
		})
		if err != nil {
			return err
		}
		return c.issue(p, account)
	})
}

func (c *cli) issue(p *place, account org.Account) error {
	password, err := org.NewGate(p.db, p.keys, rand.Reader).IssuePassword(c.ctx, org.Console(p.county), account.ID)
	if err != nil {
		return err
	}
	if c.asJSON() {
		return c.printJSON(passwordDocument{account.ID, account.Login, password})
	}
	c.printf("%s\n", password)
	c.note(c.say("这是初始密码，只显示这一次；首次登录后须修改。", "This is the first password, shown this once; it has to be changed at the first sign-in."))
	return nil
}

type accountList struct{}

type accountDocument struct {
	ID       int64  `json:"id"`
	Login    string `json:"login"`
	Title    string `json:"title"`
	Disabled bool   `json:"disabled"`
	Locked   string `json:"locked_until,omitempty"`
}

func (accountList) Run(c *cli) error {
	return c.openFor(func(p *place) error {
		documents := []accountDocument{}
		err := p.db.Read(c.ctx, func(tx *store.Tx) error {
			accounts, failed := org.ListAccounts(c.ctx, tx, p.county)
			for _, a := range accounts {
				documents = append(documents, accountDocument{a.ID, a.Login, a.Title, a.Disabled, a.LockedUntil})
			}
			return failed
		})
		if err != nil || c.asJSON() {
			return firstOf(err, func() error { return c.printJSON(documents) })
		}
		for _, one := range documents {
			state := ""
			if one.Disabled {
				state = c.say("已停用", "disabled")
			}
			c.printf("%-6d %-24s %s %s\n", one.ID, one.Login, one.Title, state)
		}
		return nil
	})
}

// firstOf is err, or what follows when there is none.
func firstOf(err error, then func() error) error {
	if err != nil {
		return err
	}
	return then()
}

type accountReset struct {
	Login string `arg:"" help:"登录名 | the login"`
}

func (cmd *accountReset) Run(c *cli) error {
	return c.openFor(func(p *place) error {
		account, err := c.findAccount(p, cmd.Login)
		if err != nil {
			return err
		}
		return c.issue(p, account)
	})
}

func (c *cli) findAccount(p *place, login string) (org.Account, error) {
	var account org.Account
	err := p.db.Read(c.ctx, func(tx *store.Tx) error {
		var failed error
		account, failed = org.FindAccountByLogin(c.ctx, tx, p.county, login)
		return failed
	})
	return account, err
}

type accountDisable struct {
	Login string `arg:"" help:"登录名 | the login"`
}

func (cmd *accountDisable) Run(c *cli) error { return c.onAccount(cmd.Login, org.DisableAccount) }

type accountEnable struct {
	Login string `arg:"" help:"登录名 | the login"`
}

func (cmd *accountEnable) Run(c *cli) error { return c.onAccount(cmd.Login, org.EnableAccount) }

func (c *cli) onAccount(login string, do func(context.Context, *store.Tx, org.Principal, int64) error) error {
	return c.openFor(func(p *place) error {
		account, err := c.findAccount(p, login)
		if err != nil {
			return err
		}
		return p.db.Write(c.ctx, func(tx *store.Tx) error { return do(c.ctx, tx, org.Console(p.county), account.ID) })
	})
}

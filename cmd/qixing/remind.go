package main

import (
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"qixing/delivery"
	"qixing/fault"
	"qixing/server"
)

type remindCommand struct {
	DryRun bool `help:"只打印会发给谁、发什么 | only print what would be sent to whom" xor:"how" required:""`
	Send   bool `help:"现在就发，不等到时刻；当天已发过的不再发 | send now, whatever the hour; who has had today's gets no second one" xor:"how" required:""`
}

type draftDocument struct {
	Recipient string `json:"recipient"`
	Title     string `json:"title"`
	Subject   string `json:"subject"`
	Body      string `json:"body"`
}

// Run prints or sends today's reminders.
func (cmd *remindCommand) Run(c *cli) error {
	return c.openFor(func(p *place) error {
		config, err := c.serverConfig(p, false)
		if err != nil {
			return err
		}
		desk, err := c.reminders(p, config)
		if err != nil {
			return err
		}
		if !desk.Enabled() {
			return fault.Invalid("cli.no_channel", nil)
		}
		if cmd.DryRun {
			return c.printDrafts(desk)
		}
		return c.sendReminders(desk)
	})
}

func (c *cli) printDrafts(desk *delivery.Desk) error {
	drafts, err := desk.Draft(c.ctx)
	if err != nil {
		return err
	}
	documents := []draftDocument{}
	for _, one := range drafts {
		documents = append(documents, draftDocument{one.Recipient, one.Title, one.Subject, one.Body})
	}
	if c.asJSON() {
		return c.printJSON(documents)
	}
	for _, one := range documents {
		c.printf("%s %s\n%s\n%s\n", one.Recipient, one.Title, one.Subject, one.Body)
	}
	return nil
}

func (c *cli) sendReminders(desk *delivery.Desk) error {
	made, err := desk.PrepareNow(c.ctx)
	if err != nil {
		return err
	}
	sent, err := desk.Send(c.ctx)
	if c.asJSON() {
		return firstOf(err, func() error { return c.printJSON(map[string]int{"made": made, "sent": sent}) })
	}
	c.printf(c.say("写好 %d 条，发出 %d 条；没有发出的见“系统 → 提醒发送”。\n", "%d written, %d sent; for those that weren't see System, Reminders sent.\n"), made, sent)
	return err
}

// reminders puts the settings into the form that package delivery takes.
func (c *cli) reminders(p *place, config server.Config) (*delivery.Desk, error) {
	at, err := time.Parse("15:04", c.settings.text("remind_at"))
	if err != nil {
		return nil, fault.Invalid("delivery.at", fault.Args{"at": c.settings.text("remind_at")}).Because(err)
	}
	desk := &delivery.Desk{DB: p.db, County: p.county, Keys: p.keys, Calendar: config.Calendar, Source: server.Owing(config), Link: c.settings.text("public_address"),
		At: time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute}
	if c.settings.text("mail_server") != "" {
		desk.Mail = &delivery.Mail{Server: c.settings.text("mail_server"), User: c.settings.text("mail_user"), Password: c.settings.text("mail_password"),
			From: c.settings.text("mail_from"), Security: delivery.Security(c.settings.text("mail_security"))}
	}
	if desk.Groups, err = c.robots(); err != nil {
		return nil, err
	}
	if err := desk.Check(); err != nil {
		return nil, err
	}
	return desk, desk.CheckGroups(c.ctx)
}

// robots are those of the list, and the one that flags and variables can name.
func (c *cli) robots() ([]delivery.Group, error) {
	var groups []delivery.Group
	if text := c.settings.text("webhooks"); text != "" {
		if err := yaml.UnmarshalWithOptions([]byte(text), &groups, yaml.Strict()); err != nil {
			return nil, fault.Invalid("delivery.webhooks", fault.Args{"why": strings.SplitN(err.Error(), "\n", 2)[0]}).Because(err)
		}
	}
	if address := c.settings.text("webhook_url"); address != "" {
		one := delivery.Group{Kind: c.settings.text("webhook_kind"), URL: address, Secret: c.settings.text("webhook_secret"), Unit: c.settings.text("webhook_unit")}
		for role := range strings.SplitSeq(c.settings.text("webhook_roles"), ",") {
			if role = strings.TrimSpace(role); role != "" {
				one.Roles = append(one.Roles, role)
			}
		}
		groups = append(groups, one)
	}
	return groups, nil
}

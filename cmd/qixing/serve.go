package main

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"

	"qixing/calendar"
	"qixing/fault"
	"qixing/journal"
	"qixing/org"
	"qixing/server"
	"qixing/store"
	"qixing/web"
)

type serveCommand struct {
	Listen        string `placeholder:"ADDRESS" help:"监听地址，默认 127.0.0.1:8090 | the address to listen on, by default 127.0.0.1:8090"`
	PublicAddress string `placeholder:"URL" help:"本系统的网址，写进提醒 | where the system is opened, for the links in reminders"`
	RemindAt      string `placeholder:"HH:MM" help:"每个工作日几点发提醒，默认 08:30 | when reminders go out on working days, by default 08:30"`
	MailServer    string `placeholder:"HOST:PORT" help:"发提醒的邮件服务器；密码用 QIXING_MAIL_PASSWORD | the mail server for reminders; its password as QIXING_MAIL_PASSWORD"`
	MailFrom      string `placeholder:"ADDRESS" help:"提醒的发件人 | the sender of reminders"`
	WebhookKind   string `placeholder:"KIND" help:"群机器人：dingtalk、wecom、feishu、json；地址用 QIXING_WEBHOOK_URL | a group's robot; its address as QIXING_WEBHOOK_URL"`
	WebhookRoles  string `placeholder:"ROLES" help:"告诉群里哪些角色的事 | which roles' business the group is told"`
	Demonstration bool   `hidden:""`
}

// Run serves one county until it is told to stop.
func (cmd *serveCommand) Run(c *cli) error {
	if cmd.Demonstration {
		return fault.Usage("cli.no_demonstration", nil)
	}
	p, err := c.open(time.Now)
	if err != nil {
		return err
	}
	defer p.close()
	if err := p.needCounty(); err != nil {
		return err
	}
	return c.serve(p, false)
}

// serverConfig puts the settings into the form that the server takes.
func (c *cli) serverConfig(p *place, demonstration bool) (server.Config, error) {
	idle, err := c.settings.minutes("idle_minutes")
	secure, failed := c.settings.yes("secure")
	two, unread := c.settings.yes("two_for_grants")
	if err := errors.Join(err, failed, unread); err != nil {
		return server.Config{}, err
	}
	verifier, err := p.signer.Verifiers()
	if err != nil {
		return server.Config{}, err
	}
	var days *calendar.Calendar
	err = p.db.Read(c.ctx, func(tx *store.Tx) (failed error) {
		days, failed = org.LoadCalendar(c.ctx, tx, p.county)
		return failed
	})
	if err != nil {
		return server.Config{}, err
	}
	return server.Config{DB: p.db, County: p.county, Packs: p.shelf, Calendar: days, Keys: p.keys, Files: p.files, Verifier: verifier,
		Web: web.Files(), Random: rand.Reader, Gate: org.NewGate(p.db, p.keys, rand.Reader), OIDC: c.singleSignOn(), Secure: secure,
		Log: slog.New(slog.NewTextHandler(c.errs, nil)), Version: version(), Demonstration: demonstration, Idle: idle, TwoForGrants: two}, nil
}

func (c *cli) singleSignOn() *server.OIDC {
	if c.settings.text("oidc_issuer") == "" {
		return nil
	}
	return &server.OIDC{Issuer: c.settings.text("oidc_issuer"), Client: c.settings.text("oidc_client"), Secret: c.settings.text("oidc_secret"),
		Redirect: c.settings.text("oidc_redirect")}
}

// serve answers until the context ends, lets what is under way finish, and signs the journal a last time.
func (c *cli) serve(p *place, demonstration bool) error {
	config, err := c.serverConfig(p, demonstration)
	if err != nil {
		return err
	}
	reminders, err := c.reminders(p, config)
	if err != nil {
		return err
	}
	address := c.settings.text("listen")
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return fault.Unavailable("cli.listen", fault.Args{"address": address}).Because(err)
	}
	c.note(c.say("数据目录：", "data folder: ") + p.folder)
	c.note(c.say("已在此打开：", "open at: ") + "http://" + listener.Addr().String())
	closing := make(chan struct{})
	config.Closing = closing
	service := &http.Server{Handler: server.New(config), ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, ErrorLog: slog.NewLogLogger(config.Log.Handler(), slog.LevelWarn)}
	service.RegisterOnShutdown(func() { close(closing) })
	background, stop := context.WithCancel(c.ctx)
	defer stop()
	kept := make(chan struct{})
	go func() {
		defer close(kept)
		work(background, config.Log, p.jobs(reminders))
	}()
	ended := make(chan error, 1)
	go func() { ended <- service.Serve(listener) }()
	select {
	case err = <-ended:
	case <-c.ctx.Done():
		err = shutDown(service)
	}
	stop()
	<-kept
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	return errors.Join(err, p.sign(context.Background()))
}

// patience is how long a request under way may take once the server is told to stop.
const patience = 20 * time.Second

func shutDown(service *http.Server) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	return service.Shutdown(ctx)
}

func (p *place) sign(ctx context.Context) error { return journal.SignAll(ctx, p.db, p.signer.Signer) }

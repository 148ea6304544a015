package main

import (
	"io/fs"
	"net"
	"path"
	"time"

	"qixing/calendar"
	"qixing/demo"
	"qixing/fault"
	"qixing/org"
	"qixing/packs"
	"qixing/store"
)

type demoCommand struct {
	Listen   string `placeholder:"ADDRESS" help:"监听地址，只能是本机；默认 127.0.0.1:8090 | the address to listen on, on this machine only; by default 127.0.0.1:8090"`
	SeedOnly bool   `help:"只生成数据，不运行 | make the data and end"`
	Pack     string `placeholder:"NAME" help:"哪个制度包：随程序的名称，或一个文件夹；没有演示数据的制度包得到一个可以试用的空县 | which pack: one that comes with the program, or a folder; a pack without demonstration data gives an empty county to try it in"`
	Today    string `placeholder:"DATE" default:"2022-11-28" help:"演示中的今天 | what day it is in the demonstration"`
	Seed     uint64 `hidden:""`
}

// Run fills an empty folder with a county to look at, and serves it on this machine.
func (cmd *demoCommand) Run(c *cli) error {
	if err := refuseFarAddress(c.settings.text("listen")); err != nil {
		return err
	}
	today, err := calendar.ParseDate(cmd.Today)
	if err != nil {
		return fault.Usage("cli.date", fault.Args{"date": cmd.Today})
	}
	p, err := c.open(clockOf(today))
	if err != nil {
		return err
	}
	defer p.close()
	if err := cmd.fill(c, p); err != nil {
		return err
	}
	if cmd.SeedOnly {
		return p.sign(c.ctx)
	}
	c.note(c.say("这是演示环境：人员和数据都是虚构的，点一下即可进入任一账号。", "This is a demonstration: people and figures are made up, and one tap opens any account."))
	return c.serve(p, true)
}

// clockOf runs through a day of the demonstration's, which is that of its data; the time of day is the real one.
func clockOf(today calendar.Date) func() time.Time {
	begun := time.Now()
	offset := today.At(begun.In(calendar.Beijing).Hour(), begun.Minute()).Sub(begun)
	return func() time.Time { return time.Now().Add(offset) }
}

// refuseFarAddress keeps a demonstration, whose accounts are open to whoever comes, on this machine.
func refuseFarAddress(address string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return fault.Usage("cli.address", fault.Args{"address": address}).Because(err)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return fault.Usage("cli.demo_address", fault.Args{"address": address})
	}
	return nil
}

func (cmd *demoCommand) fill(c *cli, p *place) error {
	name, folder, err := cmd.findPack()
	if err != nil {
		return err
	}
	if p.county != "" {
		return c.continueDemo(p)
	}
	show := c.progress(c.say("生成演示数据", "making the demonstration"))
	err = demo.Seed(c.ctx, p.db, folder, demo.Options{Keys: p.keys, Seed: cmd.Seed, Progress: func(_ string, done, total int64) { show(done, total) }})
	if err != nil {
		return err
	}
	show(1, 1)
	c.note(c.say("已生成演示数据，制度包：", "made the demonstration data from the pack ") + name)
	return p.fill(c.ctx)
}

// continueDemo opens a folder again, but never one with a real county in it.
func (c *cli) continueDemo(p *place) error {
	return p.db.Read(c.ctx, func(tx *store.Tx) error {
		tree, err := org.LoadTree(c.ctx, tx, p.county)
		if err != nil {
			return err
		}
		if root, err := tree.Root(); err != nil || !root.Demo {
			return fault.Conflict("cli.not_a_demonstration", fault.Args{"folder": p.folder})
		}
		return nil
	})
}

// findPack takes the pack that was named, or the first one that says it comes with a demonstration.
func (cmd *demoCommand) findPack() (string, fs.FS, error) {
	lists, err := fs.Glob(packs.Files, "*/data/demonstration.md")
	if err != nil || len(lists) == 0 {
		return "", nil, fault.Invalid("cli.no_demo_pack", nil)
	}
	name := cmd.Pack
	if name == "" {
		name = path.Dir(path.Dir(lists[0]))
	}
	folder, err := folderOf(name)
	return name, folder, err
}

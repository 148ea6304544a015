package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"qixing/fault"
)

// setting is one that the server or the shell can be given: by a flag, by QIXING_<NAME>, or in qixing.yaml of the data folder, in this order.
type setting struct {
	name     string
	standard string
	secret   bool
	about    string
}

var known = []setting{
	{name: "data", standard: "qixing-data", about: "数据目录 | the data folder"},
	{name: "database", about: "数据库，默认在数据目录内 | the database, by default inside the data folder", secret: true},
	{name: "county", about: "六位区划代码 | the county's six digits"},
	{name: "lang", standard: "zh", about: "输出语言 | the language of messages"},
	{name: "format", standard: "text", about: "输出格式 | the form of results"},
	{name: "listen", standard: "127.0.0.1:8090", about: "监听地址 | the address to listen on"},
	{name: "idle_minutes", standard: "15", about: "无操作几分钟后退出登录 | minutes without a request after which a session ends"},
	{name: "secure", standard: "false", about: "经 TLS 代理提供服务，cookie 只走 TLS | behind TLS: the cookie is sent over TLS only"},
	{name: "two_for_grants", standard: "false", about: "授权须两名安全管理员 | a grant takes two security administrators"},
	{name: "oidc_issuer", about: "单点登录的签发者 | the issuer of single sign-on"},
	{name: "oidc_client", about: "单点登录的客户端 | the client of single sign-on"},
	{name: "oidc_secret", about: "单点登录的密钥 | the secret of single sign-on", secret: true},
	{name: "public_address", about: "本系统的网址，写进提醒 | where the system is opened, for the links in reminders"},
	{name: "remind_at", standard: "08:30", about: "每个工作日几点发提醒 | when reminders go out on working days"},
	{name: "mail_server", about: "发提醒的邮件服务器，主机:端口 | the mail server for reminders, host:port"},
	{name: "mail_user", about: "邮件服务器的用户名 | the user at the mail server"},
	{name: "mail_password", about: "邮件服务器的密码或授权码 | the password or code at the mail server", secret: true},
	{name: "mail_from", about: "发件人 | the sender"},
	{name: "mail_security", standard: "starttls", about: "starttls、tls、none | starttls, tls, none"},
	{name: "webhook_kind", about: "一个群机器人：dingtalk、wecom、feishu、json | one group's robot: dingtalk, wecom, feishu, json"},
	{name: "webhook_url", about: "它的地址 | its address", secret: true},
	{name: "webhook_secret", about: "它的加签密钥 | its signing secret", secret: true},
	{name: "webhook_unit", about: "哪个组织的事，区划代码，默认全县 | whose business, a division code, by default the county's"},
	{name: "webhook_roles", about: "哪些角色的事，逗号分开 | which roles' business, by commas"},
	{name: "webhooks", about: "多个群机器人，列表 | several groups' robots, a list", secret: true},
	{name: "oidc_redirect", about: "单点登录返回的地址 | where single sign-on comes back to"},
}

// origin says where a setting comes from.
type origin string

const (
	fromStandard origin = "default"
	fromFile     origin = "file"
	fromVariable origin = "environment"
	fromFlag     origin = "flag"
)

type settled struct {
	value  string
	origin origin
}

type settings map[string]settled

func (s settings) text(name string) string { return s[name].value }

func (s settings) yes(name string) (bool, error) {
	value, err := strconv.ParseBool(s.text(name))
	if err != nil {
		return false, fault.Invalid("cli.setting", fault.Args{"name": name, "value": s.text(name), "want": "true、false"}).Because(err)
	}
	return value, nil
}

func (s settings) minutes(name string) (time.Duration, error) {
	n, err := strconv.Atoi(s.text(name))
	if err != nil || n < 1 {
		return 0, fault.Invalid("cli.setting", fault.Args{"name": name, "value": s.text(name), "want": "1、2、…"})
	}
	return time.Duration(n) * time.Minute, nil
}

func environment(name string) string { return os.Getenv("QIXING_" + strings.ToUpper(name)) }

// settle finds what is in force. The folder of the settings file is itself a setting, so it is settled first and can't stand in the file.
func (c *cli) settle(all *commands) error {
	flags := map[string]string{"data": all.Data, "database": all.Database, "county": all.County, "lang": all.Lang, "format": all.Format,
		"listen": all.Serve.Listen + all.Demo.Listen, "public_address": all.Serve.PublicAddress, "remind_at": all.Serve.RemindAt,
		"mail_server": all.Serve.MailServer, "mail_from": all.Serve.MailFrom, "webhook_kind": all.Serve.WebhookKind, "webhook_roles": all.Serve.WebhookRoles}
	c.settings = settings{}
	c.settings["data"] = settleOne(known[0], flags, nil)
	file, err := readSettings(filepath.Join(c.settings.text("data"), "qixing.yaml"))
	if err != nil {
		return err
	}
	for _, one := range known[1:] {
		c.settings[one.name] = settleOne(one, flags, file)
	}
	c.lang, c.format = language(c.settings.text("lang")), c.settings.text("format")
	return c.formatAmong(formats...)
}

func settleOne(one setting, flags, file map[string]string) settled {
	if value := flags[one.name]; value != "" {
		return settled{value, fromFlag}
	}
	if value := environment(one.name); value != "" {
		return settled{value, fromVariable}
	}
	if value := file[one.name]; value != "" {
		return settled{value, fromFile}
	}
	return settled{one.standard, fromStandard}
}

func readSettings(path string) (map[string]string, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var read map[string]any
	if err == nil {
		err = yaml.Unmarshal(text, &read)
	}
	if err != nil {
		return nil, fault.Invalid("cli.settings_unreadable", fault.Args{"file": path, "why": err.Error()}).Because(err)
	}
	values := map[string]string{}
	for name, value := range read {
		if name == "data" || !slices.ContainsFunc(known, func(one setting) bool { return one.name == name }) {
			return nil, fault.Invalid("cli.setting_unknown", fault.Args{"file": path, "name": name})
		}
		values[name] = textOf(value)
	}
	return values, nil
}

func textOf(value any) string {
	text, err := yaml.Marshal(value)
	if err != nil {
		return ""
	}
	if plain, is := value.(string); is {
		return plain
	}
	return strings.TrimSpace(string(text))
}

type configCommand struct{}

type settingDocument struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Origin origin `json:"origin"`
	About  string `json:"about"`
}

// Run prints what is in force and where it comes from; secrets only as being there.
func (configCommand) Run(c *cli) error {
	documents := make([]settingDocument, 0, len(known))
	for _, one := range known {
		value := c.settings[one.name]
		if one.secret && value.value != "" {
			value.value = "******"
		}
		documents = append(documents, settingDocument{Name: one.name, Value: value.value, Origin: value.origin, About: c.pick(one.about)})
	}
	if c.asJSON() {
		return c.printJSON(documents)
	}
	for _, one := range documents {
		c.printf("%-15s %-24s %-12s %s\n", one.Name, one.Value, one.Origin, one.About)
	}
	return nil
}

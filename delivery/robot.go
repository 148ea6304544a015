package delivery

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"qixing/fault"
)

// Group is a chat group with a robot, or an address that takes JSON. It is told what the holders of some roles at a unit owe together.
type Group struct {
	Title  string   `yaml:"title"`
	Kind   string   `yaml:"kind"` // dingtalk, wecom, feishu, json
	URL    string   `yaml:"url"`
	Secret string   `yaml:"secret"`
	Unit   string   `yaml:"unit"`  // division code; "" is the county
	Roles  []string `yaml:"roles"` // of the pack
	Lang   string   `yaml:"lang"`
}

// Kinds lists what groups there are.
func Kinds() []string { return []string{"dingtalk", "wecom", "feishu", "json"} }

// key names a group in the outbox without its address, which is a secret.
func (g *Group) key() string {
	if g.Title != "" {
		return "group/" + g.Title
	}
	sum := sha256.Sum256([]byte(g.URL))
	return "group/" + hex.EncodeToString(sum[:4])
}

// Check tells what is wrong with a group before anything is sent.
func (g *Group) Check() error {
	address, err := url.Parse(g.URL)
	switch {
	case !slices.Contains(Kinds(), g.Kind):
		return fault.Invalid("delivery.group_kind", fault.Args{"kind": g.Kind, "title": g.Title})
	case err != nil || (address.Scheme != "https" && address.Scheme != "http") || address.Host == "":
		return fault.Invalid("delivery.group_url", fault.Args{"title": g.Title})
	case len(g.Roles) == 0:
		return fault.Invalid("delivery.group_roles", fault.Args{"title": g.Title})
	}
	return nil
}

// robot is the channel to a group.
type robot struct {
	*Group
	client *http.Client
	now    func() time.Time
}

func (r robot) send(ctx context.Context, m message) error {
	address, body, err := r.write(m)
	if err != nil {
		return &Trouble{Key: "delivery.group_refused", Detail: err.Error(), Final: true}
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return unreached("delivery.group_unreached", err)
	}
	request.Header.Set("Content-Type", "application/json; charset=utf-8")
	request.Header.Set("Idempotency-Key", m.key)
	if r.Kind == "json" && r.Secret != "" {
		request.Header.Set("X-Qixing-Signature", "sha256="+hex.EncodeToString(sign([]byte(r.Secret), body)))
	}
	reply, err := r.client.Do(request)
	if err != nil {
		return unreached("delivery.group_unreached", err)
	}
	defer reply.Body.Close()
	said, err := io.ReadAll(io.LimitReader(reply.Body, 4<<10))
	if err != nil {
		return unreached("delivery.group_unreached", err)
	}
	return r.judge(reply.StatusCode, said)
}

func sign(key, text []byte) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write(text)
	return mac.Sum(nil)
}

// write makes the request that each service asks for, with its way of signing.
func (r robot) write(m message) (address string, body []byte, err error) {
	text, now := m.subject+"\n"+m.body, r.now()
	var content any = map[string]any{"msgtype": "text", "text": map[string]string{"content": text}}
	address = r.URL
	switch r.Kind {
	case "dingtalk":
		address = r.signDingTalk(now)
	case "feishu":
		signed := map[string]any{"msg_type": "text", "content": map[string]string{"text": text}}
		if r.Secret != "" {
			at := strconv.FormatInt(now.Unix(), 10)
			signed["timestamp"], signed["sign"] = at, base64.StdEncoding.EncodeToString(sign([]byte(at+"\n"+r.Secret), nil))
		}
		content = signed
	case "json":
		content = map[string]string{"key": m.key, "day": m.day, "occasion": m.occasion, "subject": m.subject, "text": m.body}
	}
	body, err = json.Marshal(content)
	return address, body, err
}

func (r robot) signDingTalk(now time.Time) string {
	if r.Secret == "" {
		return r.URL
	}
	at := strconv.FormatInt(now.UnixMilli(), 10)
	signed := url.Values{"timestamp": {at}, "sign": {base64.StdEncoding.EncodeToString(sign([]byte(r.Secret), []byte(at+"\n"+r.Secret)))}}
	join := "?"
	if strings.Contains(r.URL, "?") {
		join = "&"
	}
	return r.URL + join + signed.Encode()
}

// judge reads an answer: the services say 200 to everything, and no in their own words.
func (r robot) judge(status int, said []byte) error {
	detail := strconv.Itoa(status) + " " + strings.TrimSpace(string(said))
	if status < 200 || status > 299 {
		final := status >= 400 && status < 500 && status != http.StatusTooManyRequests && status != http.StatusRequestTimeout
		return &Trouble{Key: "delivery.group_refused", Detail: detail, Final: final}
	}
	if r.Kind == "json" {
		return nil
	}
	answer := struct {
		Errcode *int `json:"errcode"`
		Code    *int `json:"code"`
	}{}
	if err := json.Unmarshal(said, &answer); err != nil || (answer.Errcode == nil && answer.Code == nil) {
		return &Trouble{Key: "delivery.group_refused", Detail: detail}
	}
	if (answer.Errcode != nil && *answer.Errcode != 0) || (answer.Code != nil && *answer.Code != 0) {
		return &Trouble{Key: "delivery.group_refused", Detail: detail}
	}
	return nil
}

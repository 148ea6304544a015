package delivery_test

import (
	"bufio"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"mime/quotedprintable"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"qixing/calendar"
	"qixing/delivery"
	"qixing/org"
	"qixing/store"
	"qixing/store/storetest"
)

var ctx = context.Background()

const county = "610327"

// post is a mail server of the test's own: it takes letters over STARTTLS, or refuses them.
type post struct {
	net.Listener
	tls     *tls.Config
	mu      sync.Mutex
	letters []string
	refuse  string // an answer to RCPT
}

func newPost(t *testing.T) *post {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	lender := httptest.NewTLSServer(nil) // lends its certificate
	lender.Close()
	p := &post{Listener: listener, tls: &tls.Config{Certificates: lender.TLS.Certificates}}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			go p.serve(connection)
		}
	}()
	return p
}

func (p *post) serve(connection net.Conn) {
	defer func() { _ = connection.Close() }()
	lines, secure := bufio.NewReader(connection), false
	say := func(text string) { fmt.Fprintf(connection, "%s\r\n", text) }
	say("220 test")
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			return
		}
		switch word := strings.ToUpper(strings.Fields(line + " x")[0]); word {
		case "EHLO":
			say("250-test\r\n250-STARTTLS\r\n250 AUTH PLAIN")
		case "STARTTLS":
			say("220 go")
			over := tls.Server(connection, p.tls)
			connection, lines, secure = over, bufio.NewReader(over), true
		case "AUTH":
			if want := base64.StdEncoding.EncodeToString([]byte("\x00qixing\x00secret")); !strings.Contains(line, want) {
				say("535 wrong")
				continue
			}
			say("235 in")
		case "RCPT":
			p.mu.Lock()
			answer := p.refuse
			p.mu.Unlock()
			if answer == "" {
				answer = "250 ok"
			}
			say(answer)
		case "DATA":
			say("354 go")
			var letter strings.Builder
			for {
				line, err := lines.ReadString('\n')
				if err != nil || line == ".\r\n" {
					break
				}
				letter.WriteString(line)
			}
			p.mu.Lock()
			p.letters = append(p.letters, fmt.Sprintf("secure: %v\r\n", secure)+letter.String())
			p.mu.Unlock()
			say("250 taken")
		case "QUIT":
			say("221 bye")
			return
		default:
			say("250 ok")
		}
	}
}

func (p *post) got() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string{}, p.letters...)
}

// groupchat is an address that takes what robots say.
type groupchat struct {
	*httptest.Server
	mu      sync.Mutex
	queries []string
	said    []map[string]any
	headers []http.Header
	bodies  [][]byte
	status  int
	answer  string
}

func newGroupchat(t *testing.T) *groupchat {
	g := &groupchat{status: 200, answer: `{"errcode":0,"errmsg":"ok"}`}
	g.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		said := map[string]any{}
		_ = json.Unmarshal(body, &said)
		g.mu.Lock()
		defer g.mu.Unlock()
		g.queries, g.said, g.headers, g.bodies = append(g.queries, r.URL.RawQuery), append(g.said, said), append(g.headers, r.Header), append(g.bodies, body)
		w.WriteHeader(g.status)
		_, _ = io.WriteString(w, g.answer)
	}))
	t.Cleanup(g.Close)
	return g
}

func (g *groupchat) count() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return len(g.said)
}

// house is a county with one account that wants mail, a mail server and a desk.
type house struct {
	t      *testing.T
	db     *store.DB
	now    *time.Time
	post   *post
	desk   *delivery.Desk
	who    org.Principal
	items  []delivery.Item
	asked  []org.Principal
	keys   *org.Keyring
	byWhom sync.Mutex
}

func at(text string) time.Time {
	parsed, err := time.ParseInLocation("2006-01-02 15:04", text, calendar.Beijing)
	if err != nil {
		panic(err)
	}
	return parsed
}

// withHouse begins on Monday 2022-11-21 at 8:00.
func withHouse(t *testing.T, do func(h *house)) {
	t.Helper()
	now := at("2022-11-21 08:00")
	storetest.RunAt(t, func() time.Time { return now }, func(t *testing.T, db *store.DB) {
		now = at("2022-11-21 08:00")
		h := &house{t: t, db: db, now: &now, post: newPost(t)}
		var err error
		h.keys, err = org.OpenKeyring(t.TempDir(), rand.Reader)
		h.must(err)
		h.must(db.Write(ctx, h.settle))
		h.items = []delivery.Item{{ID: "a", Title: "填报收支", Count: 5, When: delivery.Late}, {ID: "b", Title: "派单", When: delivery.Week}}
		h.desk = h.another()
		do(h)
	})
}

// another is a second server.
func (h *house) another() *delivery.Desk {
	return &delivery.Desk{DB: h.db, County: county, Keys: h.keys, Calendar: calendar.Default(), At: 8*time.Hour + 30*time.Minute, Link: "https://qixing.example.gov.cn",
		Mail: &delivery.Mail{Server: h.post.Addr().String(), User: "qixing", Password: "secret", From: "旗星提醒 <qixing@example.gov.cn>", Security: delivery.StartTLS,
			Config: &tls.Config{InsecureSkipVerify: true}},
		Source: func(_ context.Context, _ *store.Tx, who org.Principal, _ string) ([]delivery.Item, error) {
			h.byWhom.Lock()
			defer h.byWhom.Unlock()
			h.asked = append(h.asked, who)
			return h.items, nil
		}}
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) settle(tx *store.Tx) error {
	rows, err := org.ReadUnits(strings.NewReader("code,kind,title,parent\n610327,county,演示县,\n610327900,town,东镇,610327\n"))
	if err != nil {
		return err
	}
	if _, err := org.ImportUnits(ctx, tx, county, rows, true); err != nil {
		return err
	}
	account, err := org.CreateAccount(ctx, tx, org.Console(county), org.NewAccount{Login: "zhang", Title: "张三"})
	if err != nil {
		return err
	}
	h.who = org.Principal{County: county, AccountID: account.ID}
	return org.SetMail(ctx, tx, h.keys, h.who, "zhang@example.cn")
}

func (h *house) run(made, sent int) {
	h.t.Helper()
	n, err := h.desk.Prepare(ctx)
	h.must(err)
	if n != made {
		h.t.Errorf("%s: %d messages were written, want %d", h.now.Format("02 15:04"), n, made)
	}
	if n, err = h.desk.Send(ctx); err != nil || n != sent {
		h.t.Errorf("%s: %d messages were sent, %v; want %d", h.now.Format("02 15:04"), n, err, sent)
	}
}

func (h *house) list() (all []delivery.Delivery) {
	h.t.Helper()
	h.must(h.db.Read(ctx, func(tx *store.Tx) (err error) {
		all, err = delivery.ListDeliveries(ctx, tx, county, 100)
		return err
	}))
	return all
}

// The digest goes out once on a working day from the hour on; what becomes late later is told once, within the hour; at night and on days off only what is late.
func TestWhenSomethingIsSaid(t *testing.T) {
	withHouse(t, func(h *house) {
		step := func(when string, made int) {
			h.t.Helper()
			*h.now = at(when)
			h.run(made, made)
		}
		step("2022-11-21 08:29", 0)
		step("2022-11-21 08:30", 1)
		step("2022-11-21 08:31", 0)
		step("2022-11-21 09:31", 0) // late already this morning, and told
		h.items = append(h.items, delivery.Item{ID: "c", Title: "公示异议", When: delivery.Late})
		step("2022-11-21 10:01", 1)
		step("2022-11-21 10:40", 0)
		step("2022-11-21 11:02", 0)
		h.items = append(h.items, delivery.Item{ID: "d", Title: "发放", When: delivery.Late})
		step("2022-11-21 21:00", 0)
		step("2022-11-22 07:00", 0)
		step("2022-11-22 08:45", 1) // with the digest
		h.items = append(h.items, delivery.Item{ID: "e", Title: "审核", When: delivery.Late})
		step("2022-11-26 08:45", 1) // Saturday: what is newly late, no digest
		step("2022-11-27 08:45", 0)
		h.items = nil
		step("2022-11-28 08:45", 0) // nothing owed, nothing said
		letters := h.post.got()
		if len(letters) != 4 {
			t.Fatalf("%d letters, want 4", len(letters))
		}
		first := letters[0]
		_, encoded, _ := strings.Cut(first, "\r\n\r\n")
		body, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(encoded)))
		h.must(err)
		if !strings.Contains(string(body), "填报收支：5 件（逾期 5 件）") || !strings.Contains(string(body), "您在旗星有 6 件待办，其中逾期 5 件") {
			t.Errorf("the letter says\n%s", body)
		}
		for _, want := range []string{"secure: true", "To: <zhang@example.cn>", "Message-ID: <", "Auto-Submitted: auto-generated"} {
			if !strings.Contains(first, want) {
				t.Errorf("the letter lacks %q:\n%s", want, first)
			}
		}
		if strings.Contains(first+string(body), "张三") {
			t.Error("the letter names its reader")
		}
	})
}

// Two servers at once send one message. One that died while sending leaves it to another.
func TestEachMessageOnce(t *testing.T) {
	withHouse(t, func(h *house) {
		*h.now = at("2022-11-21 08:30")
		var group sync.WaitGroup
		var failed [4]error
		for i := range failed {
			group.Go(func() {
				desk := h.another()
				_, err := desk.Prepare(ctx)
				if err == nil {
					_, err = desk.Send(ctx)
				}
				failed[i] = err
			})
		}
		group.Wait()
		for _, err := range failed {
			h.must(err)
		}
		if n := len(h.post.got()); n != 1 {
			t.Errorf("four servers sent %d letters", n)
		}
		if n, err := h.desk.PrepareNow(ctx); n != 0 || err != nil {
			t.Errorf("--send wrote %d more, %v", n, err)
		}
		h.must(h.db.Write(ctx, func(tx *store.Tx) error { // as if a server had been killed with the message in hand
			_, err := tx.Exec(ctx, `UPDATE deliveries SET state = 'waiting', claimed_until = $1`, store.FormatTime(h.now.Add(time.Minute)))
			return err
		}))
		if n, err := h.desk.Send(ctx); n != 0 || err != nil {
			t.Errorf("in the hand of another it was sent %d times, %v", n, err)
		}
		*h.now = h.now.Add(3 * time.Minute)
		if n, err := h.desk.Send(ctx); n != 1 || err != nil {
			t.Errorf("left behind, it was sent %d times, %v", n, err)
		}
		letters := h.post.got()
		if id := func(letter string) string { return letter[strings.Index(letter, "Message-ID"):][:40] }; id(letters[0]) != id(letters[1]) {
			t.Errorf("the second copy has another id: %s, %s", id(letters[0]), id(letters[1]))
		}
	})
}

// What fails is tried again with growing pauses, then given up; an administrator may begin anew. What is refused for good isn't tried again.
func TestFailuresAreTriedAgain(t *testing.T) {
	withHouse(t, func(h *house) {
		*h.now = at("2022-11-21 08:30")
		h.post.refuse = "451 later"
		h.run(1, 0)
		one := h.list()[0]
		if one.State != delivery.Waiting || one.Attempts != 1 || !strings.HasPrefix(one.Error, "delivery.mail_refused\n") {
			t.Errorf("after a refusal for now: %+v", one)
		}
		*h.now = h.now.Add(30 * time.Second)
		h.run(0, 0)
		if h.list()[0].Attempts != 1 {
			t.Error("it was tried again before its time")
		}
		for _, pause := range []time.Duration{time.Minute, 6 * time.Minute, 16 * time.Minute, 61 * time.Minute, 181 * time.Minute, 361 * time.Minute} {
			*h.now = h.now.Add(pause)
			if _, err := h.desk.Send(ctx); err != nil {
				t.Fatal(err)
			}
		}
		if one = h.list()[0]; one.State != delivery.Failed || one.Attempts != 7 {
			t.Errorf("after all attempts: %+v", one)
		}
		h.post.mu.Lock()
		h.post.refuse = ""
		h.post.mu.Unlock()
		retry := func() error {
			return h.db.Write(ctx, func(tx *store.Tx) error { return delivery.Retry(ctx, tx, county, one.ID) })
		}
		h.must(retry())
		if n, err := h.desk.Send(ctx); n != 1 || err != nil {
			t.Errorf("begun anew: %d, %v", n, err)
		}
		if err := retry(); err == nil {
			t.Error("what was sent was taken for failed")
		}
		*h.now = at("2022-11-22 08:30")
		h.post.mu.Lock()
		h.post.refuse = "550 nobody"
		h.post.mu.Unlock()
		h.run(1, 0)
		if one = h.list()[0]; one.State != delivery.Failed || one.Attempts != 1 {
			t.Errorf("refused for good: %+v", one)
		}
		*h.now = at("2022-11-23 08:30")
		h.desk.Mail.Password = "wrong"
		h.run(1, 0)
		if one = h.list()[1]; one.State != delivery.Waiting || !strings.HasPrefix(one.Error, "delivery.mail_login\n") {
			t.Errorf("with a wrong password: %+v", one)
		}
	})
}

// A server that offers no encryption gets neither password nor letter.
func TestMailIsNeverSentInTheOpen(t *testing.T) {
	withHouse(t, func(h *house) {
		*h.now = at("2022-11-21 08:30")
		h.desk.Mail.Config = nil // the certificate is nobody's
		h.run(1, 0)
		if one := h.list()[0]; !strings.HasPrefix(one.Error, "delivery.mail_unreached\n") || len(h.post.got()) != 0 {
			t.Errorf("over a connection that nobody vouches for: %+v", one)
		}
	})
}

// Each service is signed to as it asks, and its own no is heard.
func TestRobots(t *testing.T) {
	withHouse(t, func(h *house) {
		h.desk.Mail = nil
		chats := map[string]*groupchat{}
		for _, kind := range delivery.Kinds() {
			chats[kind] = newGroupchat(t)
			h.desk.Groups = append(h.desk.Groups, delivery.Group{Title: kind, Kind: kind, URL: chats[kind].URL + "/robot?access_token=TOKEN", Secret: "SEC", Unit: "610327900", Roles: []string{"town_committee"}})
		}
		chats["feishu"].answer, chats["json"].answer = `{"code":0,"msg":"success"}`, ""
		h.must(h.desk.Check())
		h.must(h.desk.CheckGroups(ctx))
		nowhere := &delivery.Desk{DB: h.db, County: county, Groups: []delivery.Group{{Title: "群", Unit: "999999", Roles: []string{"town_committee"}}}}
		if nowhere.CheckGroups(ctx) == nil {
			t.Error("a group of a unit that isn't there was taken")
		}
		*h.now = at("2022-11-21 08:30")
		h.run(4, 4)
		if who := h.asked[0]; len(who.Grants) != 1 || who.Grants[0].Role != "town_committee" || who.Grants[0].UnitTitle != "东镇" || who.AccountID != 0 {
			t.Errorf("asked for %+v", who)
		}
		mac := func(key, text string) []byte {
			one := hmac.New(sha256.New, []byte(key))
			one.Write([]byte(text))
			return one.Sum(nil)
		}
		query := httptest.NewRequest("GET", "/?"+chats["dingtalk"].queries[0], nil).URL.Query()
		if stamp := query.Get("timestamp"); query.Get("sign") != base64.StdEncoding.EncodeToString(mac("SEC", stamp+"\nSEC")) || query.Get("access_token") != "TOKEN" {
			t.Errorf("DingTalk was called with %v", query)
		}
		if text := fmt.Sprint(chats["dingtalk"].said[0]["text"]); !strings.Contains(text, "填报收支：5 件（逾期 5 件）") || !strings.Contains(text, "https://qixing.example.gov.cn/tasks") {
			t.Errorf("DingTalk was told %s", text)
		}
		feishu := chats["feishu"].said[0]
		if stamp := fmt.Sprint(feishu["timestamp"]); feishu["sign"] != base64.StdEncoding.EncodeToString(mac(stamp+"\nSEC", "")) || feishu["msg_type"] != "text" {
			t.Errorf("Feishu was told %v", feishu)
		}
		if chats["wecom"].said[0]["msgtype"] != "text" || chats["wecom"].queries[0] != "access_token=TOKEN" {
			t.Errorf("WeCom was told %v", chats["wecom"].said[0])
		}
		signed := chats["json"].headers[0].Get("X-Qixing-Signature")
		if want := fmt.Sprintf("sha256=%x", mac("SEC", string(chats["json"].bodies[0]))); signed != want {
			t.Errorf("JSON is signed %s, want %s", signed, want)
		}
		h.run(0, 0)
		chats["dingtalk"].answer, chats["wecom"].status = `{"errcode":310000,"errmsg":"sign not match"}`, 404
		chats["json"].Close()
		*h.now = at("2022-11-22 08:30")
		h.run(4, 1)
		for _, one := range h.list() {
			if strings.Contains(one.Error, "TOKEN") || strings.Contains(one.Error, "SEC") {
				t.Errorf("a secret is shown: %s", one.Error)
			}
			switch {
			case one.Day != "2022-11-22" || one.Recipient == "group/feishu":
			case one.Recipient == "group/dingtalk" && (one.State != delivery.Waiting || !strings.Contains(one.Error, "sign not match")),
				one.Recipient == "group/wecom" && one.State != delivery.Failed,
				one.Recipient == "group/json" && !strings.HasPrefix(one.Error, "delivery.group_unreached\n"):
				t.Errorf("%s: %+v", one.Recipient, one)
			}
		}
	})
}

// An address is the account's own: kept encrypted, taken back at any time.
func TestMailAddress(t *testing.T) {
	withHouse(t, func(h *house) {
		set := func(address string) error {
			return h.db.Write(ctx, func(tx *store.Tx) error { return org.SetMail(ctx, tx, h.keys, h.who, address) })
		}
		for _, wrong := range []string{"zhang", "张 <zhang@example.cn>", "a@b\r\nBcc: c@d", "a@b, c@d"} {
			if err := set(wrong); err == nil {
				t.Errorf("%q was taken", wrong)
			}
		}
		var kept []byte
		h.must(h.db.Read(ctx, func(tx *store.Tx) error {
			return tx.QueryRow(ctx, `SELECT mail FROM accounts WHERE county = $1 AND id = $2`, county, h.who.AccountID).Scan(&kept)
		}))
		if strings.Contains(string(kept), "zhang") {
			t.Error("the address can be read in the database")
		}
		*h.now = at("2022-11-21 08:30")
		if n, err := h.desk.Prepare(ctx); n != 1 || err != nil {
			t.Fatal(n, err)
		}
		h.must(set(""))
		if n, err := h.desk.Send(ctx); n != 0 || err != nil || len(h.post.got()) != 0 {
			t.Errorf("after it was taken back, %d were sent, %v", n, err)
		}
		if one := h.list()[0]; one.State != delivery.Failed || !strings.HasPrefix(one.Error, "delivery.mail_gone") {
			t.Errorf("%+v", one)
		}
	})
}

func TestSettingsThatCantWork(t *testing.T) {
	good := delivery.Group{Title: "群", Kind: "wecom", URL: "https://example.cn/robot", Roles: []string{"town_committee"}}
	mail := delivery.Mail{Server: "smtp.example.cn:587", From: "qixing@example.cn", Security: delivery.StartTLS}
	if err := (&delivery.Desk{Mail: &mail, Groups: []delivery.Group{good}}).Check(); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(g *delivery.Group, m *delivery.Mail){
		"kind":     func(g *delivery.Group, _ *delivery.Mail) { g.Kind = "pigeon" },
		"address":  func(g *delivery.Group, _ *delivery.Mail) { g.URL = "file:///etc/passwd" },
		"roles":    func(g *delivery.Group, _ *delivery.Mail) { g.Roles = nil },
		"port":     func(_ *delivery.Group, m *delivery.Mail) { m.Server = "smtp.example.cn" },
		"sender":   func(_ *delivery.Group, m *delivery.Mail) { m.From = "旗星" },
		"security": func(_ *delivery.Group, m *delivery.Mail) { m.Security = "some" },
	} {
		g, m := good, mail
		if spoil(&g, &m); (&delivery.Desk{Mail: &m, Groups: []delivery.Group{g}}).Check() == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

package server_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"qixing/org"
	"qixing/server"
	"qixing/store"
)

// arena is a house with a contest: four secretaries, of whom two share a village, five judges of whom none belongs anywhere, and the office.
type arena struct {
	*house
	path        string
	judges      []int64
	contestants map[string]int64
}

func withArena(t *testing.T, do func(a *arena), options ...func(*server.Config)) {
	t.Helper()
	withHouse(t, func(h *house) {
		a := &arena{house: h}
		h.Write(a.people)
		a.plan()
		do(a)
	}, options...)
}

func (a *arena) people(tx *store.Tx) error {
	a.judges = nil
	add := func(login, role, code string, person int64) (int64, error) {
		account, err := org.CreateAccount(ctx, tx, org.Console(county), org.NewAccount{Login: login, Title: "账号" + login, PersonID: person, Demo: true})
		if err != nil {
			return 0, err
		}
		_, err = org.CreateGrant(ctx, tx, org.Console(county), org.NewGrant{AccountID: account.ID, Role: role, UnitID: a.unit(code)})
		return account.ID, err
	}
	for i, code := range []string{"610327900201", "610327900202", "610327901201", "610327900201"} {
		person, err := org.CreatePerson(ctx, tx, nil, county, org.NewPerson{UnitID: a.unit(code), Name: []string{"张一", "李二", "王三", "赵四"}[i]})
		if err != nil {
			return err
		}
		if _, err := org.AppointPost(ctx, tx, county, org.Post{PersonID: person.ID, UnitID: a.unit(code), Role: "village_secretary", HeldFrom: "2021-01-01"}, i == 3); err != nil {
			return err
		}
		if _, err := add(fmt.Sprint("arena", i+1), "village_secretary", code, person.ID); err != nil {
			return err
		}
	}
	for i := range 5 {
		account, err := add(fmt.Sprint("judge", i+1), "contest_judge", county, 0)
		if err != nil {
			return err
		}
		a.judges = append(a.judges, account)
	}
	return nil
}

func (a *arena) plan() {
	a.Helper()
	made := a.do("office", http.MethodPost, "/api/contests", `{"contest": "arena", "period": "2022Q4", "held_on": "2022-11-20", "place": "县委礼堂"}`).want(http.StatusOK).json()
	a.path = fmt.Sprintf("/api/contests/%.0f", made["id"])
	accounts, _ := json.Marshal(a.judges)
	a.act("/judges", fmt.Sprintf(`{"accounts": %s}`, accounts))
	desk := a.act("/draw", `{}`)
	a.contestants = map[string]int64{}
	for _, row := range desk["rows"].([]any) {
		one := row.(map[string]any)
		a.contestants[one["name"].(string)] = int64(one["id"].(float64))
	}
}

// act is a step of the office.
func (a *arena) act(path, body string) map[string]any {
	a.Helper()
	return a.do("office", http.MethodPost, a.path+path, body).want(http.StatusOK).json()
}

func sheetBody(key string, contestant int64, part string, marks string) string {
	return fmt.Sprintf(`{"key": %q, "contestant": %d, "part": %q, "revision": 1, "marks": %s}`, key, contestant, part, marks)
}

const (
	tourMarks = `{"achievements": "36.5", "industry": "27", "governance": "27"}`
	liveMarks = `{"organization": "37.5", "answers": "54"}`
)

// score has everyone score one contestant who is of another town than the peers.
func (a *arena) score(name string, peers ...string) {
	a.Helper()
	one := a.contestants[name]
	for i := range a.judges {
		login := fmt.Sprint("judge", i+1)
		a.do(login, http.MethodPost, a.path+"/scores", sheetBody(fmt.Sprint("t", one, login), one, "village_tour", tourMarks)).want(http.StatusOK)
		a.do(login, http.MethodPost, a.path+"/scores", sheetBody(fmt.Sprint("l", one, login), one, "live", liveMarks)).want(http.StatusOK)
	}
	for _, peer := range peers {
		a.do(peer, http.MethodPost, a.path+"/scores", sheetBody(fmt.Sprint("p", one, peer), one, "peers", `{"overall": "90"}`)).want(http.StatusOK)
	}
}

func TestContestOverHTTP(t *testing.T) {
	withArena(t, func(a *arena) {
		wang := a.contestants["王三"]
		a.try([]exchange{
			{name: "a planned board is nobody's", path: a.path + "/board", status: 404},
			{name: "nor are its events", path: a.path + "/events", status: 404},
			{name: "a judge has no desk", as: "judge1", path: a.path + "/desk", status: 403},
			{name: "the town has no pad", as: "town", path: a.path + "/pad", status: 403},
			{name: "nobody is signed in", path: a.path, status: 401},
			{name: "before it opens", as: "judge1", method: "POST", path: a.path + "/scores", body: sheetBody("early", wang, "live", liveMarks), status: 409, holds: []string{"还没有开赛"}},
		})
		a.act("/open", "")
		a.try([]exchange{
			{name: "own town", as: "arena1", method: "POST", path: a.path + "/scores", body: sheetBody("own", a.contestants["李二"], "peers", `{"overall": "90"}`), status: 403, holds: []string{"回避"}},
			{name: "steps", as: "judge1", method: "POST", path: a.path + "/scores", body: sheetBody("step", wang, "live", `{"organization": "37.2", "answers": "54"}`), status: 422, holds: []string{"0.5"}},
			{name: "steps, in English", as: "judge1", method: "POST", path: a.path + "/scores", body: sheetBody("step", wang, "live", `{"organization": "37.2", "answers": "54"}`),
				headers: []string{"Accept-Language", "en"}, status: 422, holds: []string{"steps of 0.5"}},
			{name: "a judge's task", as: "judge1", path: "/api/tasks", status: 200, holds: []string{"擂台赛评分", a.path[len("/api"):] + "/pad"}},
		})
		a.score("王三", "arena1", "arena2", "arena4")
		const figures = `points`
		a.try([]exchange{
			{name: "nothing is on the board before it is released", path: a.path + "/board", status: 200, holds: []string{"王三"}, lacks: []string{figures, "91.5", "place\":1"}},
			{name: "nor in the contest that everyone may read", as: "judge1", path: a.path, status: 200, holds: []string{"王三"}, lacks: []string{"91.20", `"place":1`}},
			{name: "nor on another's pad", as: "arena3", path: a.path + "/pad", status: 200, lacks: []string{"37.5"}},
			{name: "the chair knows", as: "office", path: a.path + "/desk", status: 200, holds: []string{`"total":"`}},
			{name: "only the chair releases", as: "judge1", method: "POST", path: fmt.Sprintf("%s/contestants/%d/release", a.path, wang), body: `{}`, status: 403},
		})
		a.act(fmt.Sprintf("/contestants/%d/release", wang), `{}`)
		a.try([]exchange{{name: "the board shows what is released", path: a.path + "/board", status: 200, holds: []string{`"points":"90.80"`, `"place":1`}}})
		a.finish(wang)
	})
}

// finish corrects a sheet, notes the others as absent, and takes the contest to its end.
func (a *arena) finish(wang int64) {
	a.Helper()
	correction := fmt.Sprintf(`{"contestant": %d, "part": "live", "account": %d, "marks": {"organization": "40", "answers": "60"}, "reason": "评委当场说明按错"}`, wang, a.judges[0])
	a.act("/corrections", correction)
	sheets := a.do("office", http.MethodGet, fmt.Sprintf("%s/contestants/%d/sheets", a.path, wang), "").want(http.StatusOK).Body.String()
	if !strings.Contains(sheets, `"counts":false`) || !strings.Contains(sheets, "评委当场说明按错") {
		a.Errorf("the old sheet isn't kept: %.500s", sheets)
	}
	for _, name := range []string{"张一", "李二", "赵四"} {
		a.act(fmt.Sprintf("/contestants/%d/absence", a.contestants[name]), `{"absence": "excused", "reason": "住院"}`)
	}
	a.act("/close", "")
	a.act("/confirm", "")
	a.try([]exchange{
		{name: "a confirmed contest isn't corrected", as: "office", method: "POST", path: a.path + "/corrections", body: correction, status: 409, holds: []string{"已经确认"}},
		{name: "the replay is the office's until it is published", as: "judge1", path: a.path + "/replay", status: 403},
	})
	a.act("/publish", "")
	a.try([]exchange{{name: "anyone may replay it", as: "judge1", path: a.path + "/replay", status: 200, holds: []string{`"ok":true`, `"state":"published"`}, lacks: []string{`"what"`}}})
}

// viewer reads events off a board.
type viewer struct {
	lines *bufio.Scanner
	close func()
}

func (a *arena) look(service *httptest.Server, last string) *viewer {
	a.Helper()
	return look(a.TB, service.Client(), service.URL+a.path+"/events", last)
}

func look(t testing.TB, client *http.Client, address, last string) *viewer {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	if last != "" {
		request.Header.Set("Last-Event-ID", last)
	}
	response, err := client.Do(request)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("events: %v %v", response, err)
	}
	lines := bufio.NewScanner(response.Body)
	lines.Buffer(nil, 1<<20)
	return &viewer{lines: lines, close: func() { cancel(); _ = response.Body.Close() }}
}

// next gives the next event.
func (v *viewer) next() (id, data string) {
	for v.lines.Scan() {
		line := v.lines.Text()
		if rest, found := strings.CutPrefix(line, "id: "); found {
			id = rest
		}
		if rest, found := strings.CutPrefix(line, "data: "); found {
			return id, rest
		}
	}
	return id, ""
}

// What one server releases, the viewers of another see; who comes back with the last event gets only what is newer.
func TestBoardIsLiveOnEveryServer(t *testing.T) {
	withArena(t, func(a *arena) {
		a.act("/open", "")
		a.score("王三", "arena1", "arena2", "arena4")
		other := newSecondServer(a)
		defer other.Close()
		one := a.look(other, "")
		id, first := one.next()
		if !strings.Contains(first, "王三") || strings.Contains(first, "points") {
			a.Errorf("first board: %s", first)
		}
		a.act(fmt.Sprintf("/contestants/%d/release", a.contestants["王三"]), `{}`)
		later, second := one.next()
		if later == id || !strings.Contains(second, `"points":"90.80"`) {
			a.Errorf("after the release, event %s then %s: %s", id, later, second)
		}
		one.close()
		missed := a.look(other, id)
		if back, board := missed.next(); back != later || board != second {
			a.Errorf("who was away gets %s %s", back, board)
		}
		missed.close()
		current := a.look(other, later)
		a.act("/call", `{}`)
		if newest, _ := current.next(); newest == later {
			a.Error("who has the latest got it again")
		}
		current.close()
	})
}

// newSecondServer is another server on the same database.
func newSecondServer(a *arena) *httptest.Server {
	second := *a.house
	second.cookies = map[string]*http.Cookie{}
	handler := second.another()
	service := httptest.NewServer(handler)
	a.Cleanup(service.Close)
	return service
}

// crowd adds contestants, so that the board is as large as a county's.
func (a *arena) crowd(n int) {
	a.Helper()
	a.Write(func(tx *store.Tx) error {
		ids, err := tx.NextIDs(ctx, n)
		if err != nil {
			return err
		}
		for i, id := range ids {
			_, err := tx.Exec(ctx, `INSERT INTO contestants (county, id, contest_id, unit_id, person_id, code, title, name, town_id, town_title, unit_path, group_no, base, position,
				absence, absence_reason, parts) SELECT county, $1, contest_id, $1, $1, $5, title, name, town_id, town_title, unit_path, group_no, base, $2,
				'', '', '' FROM contestants WHERE county = $3 AND id = $4`, id, 100+i, county, a.contestants["王三"], fmt.Sprint(county, id))
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// Two thousand look at one board: all of them see a release, and it is written once.
func TestTwoThousandViewers(t *testing.T) {
	const viewers = 2000
	withArena(t, func(a *arena) {
		a.crowd(100)
		a.act("/open", "")
		a.score("王三", "arena1", "arena2", "arena4")
		service := newSecondServer(a)
		client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: viewers}}
		var there, seen sync.WaitGroup
		all := make([]*viewer, viewers)
		for i := range viewers {
			there.Go(func() {
				all[i] = look(a.TB, client, service.URL+a.path+"/events", "")
				all[i].next()
			})
		}
		there.Wait()
		wrong := make(chan string, viewers)
		for _, v := range all {
			seen.Go(func() {
				if _, board := v.next(); !strings.Contains(board, `"points":"90.80"`) {
					wrong <- board
				}
			})
		}
		begin := time.Now()
		a.act(fmt.Sprintf("/contestants/%d/release", a.contestants["王三"]), `{}`)
		seen.Wait()
		a.Logf("the last of %d viewers saw it after %s", viewers, time.Since(begin).Round(time.Millisecond))
		if len(wrong) > 0 {
			a.Errorf("%d viewers saw something else, one of them %.300s", len(wrong), <-wrong)
		}
		for _, v := range all {
			v.close()
		}
	})
}

// Viewers come and go all the time; the last one may leave at the very moment at which the board is asked for.
func TestViewersComeAndGo(t *testing.T) {
	withArena(t, func(a *arena) {
		a.act("/open", "")
		service := newSecondServer(a)
		var all sync.WaitGroup
		for i := range 20 {
			all.Go(func() {
				for n := range 5 {
					one := a.look(service, "")
					if _, board := one.next(); !strings.Contains(board, "王三") {
						a.Errorf("a board of %.200s", board)
					}
					time.Sleep(time.Duration(i*n%7*13) * time.Millisecond)
					one.close()
				}
			})
		}
		all.Wait()
	})
}

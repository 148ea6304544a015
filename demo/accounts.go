package demo

import (
	"context"
	"fmt"
	"strings"
	"time"

	"qixing/calendar"
	"qixing/org"
	"qixing/store"
)

// The keys of county.staff. A town's or village's account has its unit in its key.
const (
	office     = "office"
	checker    = "checker"
	group      = "judge 1"
	discipline = "discipline"
	finance    = "finance"
	expert     = "expert"
)

func townKey(unit int64, seat int) string { return fmt.Sprintf("town %d %d", unit, seat) }
func judgeKey(n int) string               { return fmt.Sprintf("judge %d", n) }
func contestJudge(n int) string           { return fmt.Sprintf("contest judge %d", n) }
func villageKey(unit int64) string        { return fmt.Sprintf("village %d", unit) }
func formerKey(unit int64) string         { return fmt.Sprintf("former secretary %d", unit) }
func branchKey(unit int64) string         { return fmt.Sprintf("branch %d", unit) }

// seat is an account of the county's own.
type seat struct {
	key, login, role, department, title string
}

// seats are the county's accounts. The nine of the leading group come last, but for the expert.
var seats = []seat{
	{office, "zuzhibu", "county_office", "县委组织部", "组织科"},
	{checker, "zuzhibu2", "county_office", "县委组织部", "党员教育中心"},
	{discipline, "jiwei", "discipline_office", "县纪委监委", "党风室"},
	{finance, "caizheng", "finance_bureau", "县财政局", "农财科"},
	{"", "caizheng2", "finance_bureau", "县财政局", "国库科"},
	{"", "changwei", "standing_committee", "县委办公室", "县委常委会秘书"},
	{"", "changwei2", "standing_committee", "县委办公室", "县委常委"},
	{"", "xitong", org.SystemAdmin, "县委办公室", "系统管理员"},
	{"", "anquan", org.SecurityAdmin, "县委办公室", "安全管理员"},
	{"", "anquan2", org.SecurityAdmin, "县委办公室", "安全管理员"},
	{"", "shenji", org.AuditAdmin, "县审计局", "审计管理员"},
	{contestJudge(1), "pingwei1", "contest_judge", "县农业农村局", "高级农艺师"},
	{contestJudge(2), "pingwei2", "contest_judge", "县委党校", "讲师"},
	{contestJudge(3), "pingwei3", "contest_judge", "县乡村振兴局", "总规划师"},
	{contestJudge(4), "pingwei4", "contest_judge", "县财政局", "农业科科长"},
	{contestJudge(5), "pingwei5", "contest_judge", "县民政局", "基层治理科科长"},
	{judgeKey(1), "lingdao1", "leading_group", "县委组织部", "副部长"},
	{judgeKey(2), "lingdao2", "leading_group", "县农业农村局", "局长"},
	{judgeKey(3), "lingdao3", "leading_group", "县乡村振兴局", "局长"},
	{judgeKey(4), "lingdao4", "leading_group", "县民政局", "局长"},
	{judgeKey(5), "lingdao5", "leading_group", "县财政局", "副局长"},
	{judgeKey(6), "lingdao6", "leading_group", "县文化和旅游局", "局长"},
	{judgeKey(7), "lingdao7", "leading_group", "县生态环境局", "局长"},
	{judgeKey(8), "lingdao8", "leading_group", "县委党校", "副校长"},
	{judgeKey(9), "lingdao9", "leading_group", "县妇女联合会", "主席"},
	{expert, "zhuanjia", "support_expert", "县农业技术推广中心", "帮扶专家"},
}

// townSeats are the accounts of each town: enough judges for the highest and the lowest rating to be dropped.
var townSeats = []struct{ login, title string }{{"zuwei", "组织委员"}, {"shuji", "党委书记"}, {"fushuji", "党委副书记"}}

func (c *county) makeAccounts(ctx context.Context, tx *store.Tx) error {
	var departments []string
	for _, s := range seats {
		departments = append(departments, s.department)
	}
	people, err := c.officials(ctx, tx, departments)
	if err != nil {
		return err
	}
	root, err := c.tree.Root()
	if err != nil {
		return err
	}
	for i, s := range seats {
		title := s.department + s.title + " " + people[i].Name
		if err := c.account(ctx, tx, s.key, s.login, title, people[i].ID, s.role, root); err != nil {
			return err
		}
	}
	return c.makeTownAccounts(ctx, tx)
}

// account makes one that is entered by one tap, with a role at a unit, and keeps its principal under the key, if any.
func (c *county) account(ctx context.Context, tx *store.Tx, key, login, title string, person int64, role string, at org.Unit) error {
	if !org.IsAdministrator(role) && !c.hasRole(role) {
		return fmt.Errorf("account %s, role %s: %w", login, role, errUnknownRole)
	}
	console := org.Console(c.code)
	a, err := org.CreateAccount(ctx, tx, console, org.NewAccount{Login: login, Title: title, PersonID: person, Demo: true})
	if err != nil {
		return err
	}
	if _, err := org.CreateGrant(ctx, tx, console, org.NewGrant{AccountID: a.ID, Role: role, UnitID: at.ID}); err != nil {
		return err
	}
	who, err := org.LoadPrincipal(ctx, tx, c.code, a.ID)
	if err != nil {
		return err
	}
	if role == "leading_group" {
		err = c.declareHome(ctx, tx, who)
	}
	if key != "" {
		c.staff[key] = who
	}
	return err
}

func (c *county) hasRole(id string) bool {
	for _, role := range c.pack.Roles {
		if role.ID == id {
			return true
		}
	}
	return false
}

// declareHome makes a judge stand aside for the village that they come from. The judges' homes lie far apart, the first
// one's is a village of the strong.
func (c *county) declareHome(ctx context.Context, tx *store.Tx, who org.Principal) error {
	at := len(c.homes) * 11 % len(c.villages)
	c.homes = append(c.homes, c.villages[at].ID)
	_, err := org.DeclareConflict(ctx, tx, who, c.villages[at].ID, "本人户籍所在村")
	return err
}

func (c *county) makeTownAccounts(ctx context.Context, tx *store.Tx) error {
	logins := map[string]int{}
	for _, town := range c.tree.Roster(org.Town, 0, c.day) {
		d := newDice(c.Seed, "town "+town.Code)
		for seat, s := range townSeats {
			person, err := org.CreatePerson(ctx, tx, c.Keys, c.code, asPerson(d.person(1968, 1992), town.ID))
			if err != nil {
				return err
			}
			if s.login == "shuji" {
				post := org.Post{PersonID: person.ID, UnitID: town.ID, Role: "town_secretary", HeldFrom: date(2019, time.Month(d.between(3, 11)), int(d.between(4, 26)))}
				if _, err := org.AppointPost(ctx, tx, c.code, post, false); err != nil {
					return err
				}
			}
			login := unique(logins, shortLogin(town.Title)+"."+s.login)
			if err := c.account(ctx, tx, townKey(town.ID, seat), login, town.Title+s.title+" "+person.Name, person.ID, "town_committee", town); err != nil {
				return err
			}
		}
	}
	for i, v := range c.villages {
		if err := c.makeVillageAccounts(ctx, tx, i, v, logins); err != nil {
			return err
		}
	}
	return nil
}

func (c *county) makeVillageAccounts(ctx context.Context, tx *store.Tx, at int, v *village, logins map[string]int) error {
	people, login := c.people[v.ID], unique(logins, shortLogin(v.town.Title)+"."+shortLogin(v.Title))
	err := c.account(ctx, tx, villageKey(v.ID), login, v.Title+"党组织书记 "+people[0].Name, people[0].ID, secretary, v.Unit)
	if err != nil {
		return err
	}
	if changesSecretary(at) {
		err := c.account(ctx, tx, formerKey(v.ID), unique(logins, login+".qianren"), v.Title+"原党组织书记 "+people[1].Name, people[1].ID, secretary, v.Unit)
		if err != nil {
			return err
		}
	}
	return c.account(ctx, tx, branchKey(v.ID), login+".zhibu", v.Title+"支部委员 "+people[2].Name, people[2].ID, "party_branch", v.Unit)
}

// secretaryOn gives the account of whoever was a village's secretary at a time.
func (c *county) secretaryOn(unit int64, at time.Time) org.Principal {
	return c.staff[c.secretaryKey(unit, at)]
}

func (c *county) secretaryKey(unit int64, at time.Time) string {
	if _, changed := c.staff[formerKey(unit)]; changed && at.Format(time.DateOnly) < changeOfSecretary {
		return formerKey(unit)
	}
	return villageKey(unit)
}

// retire closes the accounts of those who are secretary no longer.
func (c *county) retire(ctx context.Context, tx *store.Tx) error {
	tx.Now = calendar.MustDate(changeOfSecretary).At(9, 0).UTC()
	for _, v := range c.villages {
		former, changed := c.staff[formerKey(v.ID)]
		if !changed {
			continue
		}
		for _, grant := range former.Grants {
			if err := org.RevokeGrant(ctx, tx, org.Console(c.code), grant.ID); err != nil {
				return err
			}
		}
		if err := org.DisableAccount(ctx, tx, org.Console(c.code), former.AccountID); err != nil {
			return err
		}
	}
	return nil
}

// shortLogin is the pinyin of a place without 镇, 乡 or 村.
func shortLogin(title string) string {
	runes := []rune(title)
	if len(runes) > 2 && strings.ContainsRune("镇乡村", runes[len(runes)-1]) {
		runes = runes[:len(runes)-1]
	}
	return org.Pinyin(string(runes))
}

// unique adds a number to a login that another has already.
func unique(logins map[string]int, login string) string {
	logins[login]++
	if n := logins[login]; n > 1 {
		return fmt.Sprint(login, n)
	}
	return login
}

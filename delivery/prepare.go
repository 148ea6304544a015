package delivery

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"qixing/calendar"
	"qixing/org"
	"qixing/store"
)

// Source tells what somebody owes.
type Source func(ctx context.Context, tx *store.Tx, who org.Principal, lang string) ([]Item, error)

// Desk prepares and sends the messages of one county.
type Desk struct {
	DB       *store.DB
	County   string
	Keys     *org.Keyring
	Calendar *calendar.Calendar
	Source   Source
	Mail     *Mail // nil: none
	Groups   []Group
	At       time.Duration // of the day, from when on messages go out
	Link     string        // where the system is opened
	Client   *http.Client
}

// quiet is when nothing that has become late is told any more until the next morning.
const quiet = 20 * time.Hour

// Enabled tells whether anything could be sent at all.
func (d *Desk) Enabled() bool { return d.Mail != nil || len(d.Groups) > 0 }

// Check tells what is wrong with the settings.
func (d *Desk) Check() error {
	if d.Mail != nil {
		if err := d.Mail.Check(); err != nil {
			return err
		}
	}
	for i := range d.Groups {
		if err := d.Groups[i].Check(); err != nil {
			return err
		}
	}
	return nil
}

// Draft is a message for one recipient.
type Draft struct {
	Recipient string // account/<id>, group/<title>
	Title     string // whom it is for
	Digest
	late []Item // that are told with it
	all  []Item // that are late now
}

// occasionAt is what there is to say at a time: the daily digest from the hour on of each working day, and then each hour what has become late.
// On other days only the latter. "" is nothing.
func (d *Desk) occasionAt(now time.Time) (day calendar.Date, occasion string) {
	local := now.In(calendar.Beijing)
	day = calendar.DateOf(now)
	since := time.Duration(local.Hour())*time.Hour + time.Duration(local.Minute())*time.Minute
	switch {
	case since < d.At:
		return day, ""
	case d.Calendar.IsWorkday(day):
		occasion = daily
	}
	if since < quiet && occasion == "" {
		occasion = lateAt(local)
	}
	return day, occasion
}

const daily = "daily"

func lateAt(local time.Time) string { return "late/" + strconv.Itoa(local.Hour()) }

// Prepare writes into the outbox what is to be said at this time, if no server has done so yet, and tells how many messages that are.
func (d *Desk) Prepare(ctx context.Context) (int, error) {
	if !d.Enabled() {
		return 0, nil
	}
	var day calendar.Date
	var occasion string
	var drafts []Draft
	err := d.DB.Read(ctx, func(tx *store.Tx) error {
		drafts = nil
		day, occasion = d.occasionAt(tx.Now)
		if occasion == "" {
			return nil
		}
		done, err := isPrepared(ctx, tx, d.County, day, occasion)
		if err != nil {
			return err
		}
		if local := tx.Now.In(calendar.Beijing); done && occasion == daily { // said already: what is new since then?
			if occasion = lateAt(local); local.Hour() >= int(quiet/time.Hour) {
				occasion = ""
				return nil
			}
			done, err = isPrepared(ctx, tx, d.County, day, occasion)
		}
		if err != nil || done {
			occasion = ""
			return err
		}
		drafts, err = d.draft(ctx, tx, occasion)
		return err
	})
	if err != nil || occasion == "" {
		return 0, err
	}
	return d.keep(ctx, day, occasion, drafts)
}

// Draft writes what would be said now as a daily digest, and keeps nothing.
func (d *Desk) Draft(ctx context.Context) ([]Draft, error) {
	var drafts []Draft
	err := d.DB.Read(ctx, func(tx *store.Tx) (err error) {
		drafts, err = d.draft(ctx, tx, daily)
		return err
	})
	return drafts, err
}

// PrepareNow writes today's digests whatever the hour and the day. Who has had today's gets no second one.
func (d *Desk) PrepareNow(ctx context.Context) (int, error) {
	drafts, err := d.Draft(ctx)
	if err != nil {
		return 0, err
	}
	var day calendar.Date
	if err := d.DB.Read(ctx, func(tx *store.Tx) error { day = calendar.DateOf(tx.Now); return nil }); err != nil {
		return 0, err
	}
	return d.keep(ctx, day, daily, drafts)
}

// draft asks what everybody owes whom there is a way to tell.
func (d *Desk) draft(ctx context.Context, tx *store.Tx, occasion string) ([]Draft, error) {
	var drafts []Draft
	add := func(recipient, title string, who org.Principal, lang string) error {
		items, err := d.Source(ctx, tx, who, lang)
		if err != nil {
			return fmt.Errorf("what %s owes: %w", recipient, err)
		}
		draft, err := d.compose(ctx, tx, occasion, recipient, items, lang)
		if draft.Body != "" {
			draft.Title = title
			drafts = append(drafts, draft)
		}
		return err
	}
	if d.Mail != nil {
		accounts, err := org.ListMailed(ctx, tx, d.County)
		if err != nil {
			return nil, err
		}
		for _, account := range accounts {
			who, err := org.LoadPrincipal(ctx, tx, d.County, account.ID)
			if err != nil {
				return nil, err
			}
			if err := add("account/"+strconv.FormatInt(account.ID, 10), account.Title, who, account.Language); err != nil {
				return nil, err
			}
		}
	}
	for i := range d.Groups {
		who, err := d.standFor(ctx, tx, &d.Groups[i])
		if err != nil {
			return nil, err
		}
		if err := add(d.Groups[i].key(), d.Groups[i].Title, who, who.Language); err != nil {
			return nil, err
		}
	}
	return drafts, nil
}

// CheckGroups tells which group names a unit that isn't there: it would keep everybody's messages back.
func (d *Desk) CheckGroups(ctx context.Context) error {
	if len(d.Groups) == 0 {
		return nil
	}
	return d.DB.Read(ctx, func(tx *store.Tx) error {
		for i := range d.Groups {
			if _, err := d.standFor(ctx, tx, &d.Groups[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// standFor is somebody with all roles of a group: what they owe is what the group is told.
func (d *Desk) standFor(ctx context.Context, tx *store.Tx, g *Group) (org.Principal, error) {
	tree, err := org.LoadTree(ctx, tx, d.County)
	if err != nil {
		return org.Principal{}, err
	}
	unit, err := tree.Root()
	if g.Unit != "" {
		unit, err = tree.FindByCode(g.Unit)
	}
	if err != nil {
		return org.Principal{}, fmt.Errorf("group %s: %w", g.Title, err)
	}
	who := org.Principal{County: d.County, Title: g.Title, Language: "zh"}
	if strings.HasPrefix(g.Lang, "en") {
		who.Language = "en"
	}
	for _, role := range g.Roles {
		who.Grants = append(who.Grants, org.Grant{Role: role, UnitID: unit.ID, UnitPath: unit.Path, UnitTitle: unit.Title})
	}
	return who, nil
}

// compose writes a draft; one without a body has nothing to say.
func (d *Desk) compose(ctx context.Context, tx *store.Tx, occasion, recipient string, items []Item, lang string) (Draft, error) {
	draft := Draft{Recipient: recipient, all: lateOf(items)}
	if occasion == daily {
		draft.late = draft.all
		if len(items) > 0 {
			draft.Digest = Compose(items, lang, d.Link)
		}
		return draft, nil
	}
	told, err := listTold(ctx, tx, d.County, recipient)
	if err != nil {
		return draft, err
	}
	for _, item := range draft.all {
		if !told[item.ID] {
			draft.late = append(draft.late, item)
		}
	}
	if len(draft.late) > 0 {
		draft.Digest = ComposeLate(draft.late, lang, d.Link)
	}
	return draft, nil
}

package server

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"qixing/delivery"
	"qixing/fault"
	"qixing/org"
	"qixing/store"
)

// Owing tells what somebody owes, as under 我的待办, without whom or what it is about.
func Owing(config Config) delivery.Source {
	s := newServer(config)
	return func(ctx context.Context, tx *store.Tx, who org.Principal, lang string) ([]delivery.Item, error) {
		tasks, err := s.listTasks(call{Context: ctx, tx: tx, who: who, lang: lang})
		if err != nil {
			return nil, err
		}
		items := make([]delivery.Item, 0, len(tasks.Items))
		for _, task := range tasks.Items {
			item := delivery.Item{ID: task.ID, Title: task.Title, Count: 1, When: delivery.When(task.Bucket)}
			if task.Kind == "fill" || task.Kind == "matter" {
				item.Count = max(1, task.Total-task.Done)
			}
			items = append(items, item)
		}
		return items, nil
	}
}

type mailView struct {
	Mail string `json:"mail" maxLength:"254" doc:"where the own reminders go; empty: nowhere"`
}

type deliveryView struct {
	ID        int64  `json:"id"`
	Day       string `json:"day"`
	Late      bool   `json:"late" doc:"told because something had become late"`
	Recipient string `json:"recipient"`
	ByMail    bool   `json:"by_mail"`
	State     string `json:"state" enum:"waiting,sent,failed"`
	Attempts  int    `json:"attempts"`
	NextAt    string `json:"next_at,omitempty"`
	SentAt    string `json:"sent_at,omitempty"`
	Trouble   string `json:"trouble,omitempty"`
	Hint      string `json:"hint,omitempty" doc:"what to do"`
	Detail    string `json:"detail,omitempty" doc:"what the other side said"`
}

// deliveriesShown is how many messages an administrator looks through.
const deliveriesShown = 200

func (s *Server) deliveryRoutes() {
	query(s, "/session/mail", "Where the asker's own reminders go", func(c call, _ *struct{}) (mailView, error) {
		address, err := org.FindMail(c, c.tx, s.Keys, c.who.County, c.who.AccountID)
		return mailView{Mail: address}, err
	})
	command(s, http.MethodPut, "/session/mail", "Say where the own reminders go", func(c call, in *struct{ Body mailView }) (nothing, error) {
		return nothing{OK: true}, org.SetMail(c, c.tx, s.Keys, c.who, in.Body.Mail)
	})
	query(s, "/deliveries", "Reminders that were sent or couldn't be, for the system administrator", func(c call, _ *struct{}) (listOf[deliveryView], error) {
		return s.listDeliveries(c)
	})
	command(s, http.MethodPost, "/deliveries/{id}/retry", "Send a reminder again that had failed", func(c call, in *struct {
		ID int64 `path:"id" doc:"the message"`
	}) (nothing, error) {
		if !c.who.Has(org.SystemAdmin) {
			return nothing{}, fault.Forbidden("server.administrators_only", nil)
		}
		return nothing{OK: true}, delivery.Retry(c, c.tx, c.who.County, in.ID)
	})
}

func (s *Server) listDeliveries(c call) (listOf[deliveryView], error) {
	if !c.who.Has(org.SystemAdmin) {
		return listOf[deliveryView]{}, fault.Forbidden("server.administrators_only", nil)
	}
	all, err := delivery.ListDeliveries(c, c.tx, c.who.County, deliveriesShown)
	if err != nil {
		return listOf[deliveryView]{}, err
	}
	titles := s.newTitles(c)
	return listed(all, func(d delivery.Delivery) deliveryView {
		key, detail, _ := strings.Cut(d.Error, "\n")
		view := deliveryView{ID: d.ID, Day: d.Day, Late: strings.HasPrefix(d.Occasion, "late"), Recipient: strings.TrimPrefix(d.Recipient, "group/"), State: string(d.State),
			Attempts: d.Attempts, SentAt: d.SentAt, Detail: detail}
		if d.State == delivery.Waiting {
			view.NextAt = d.NextAt
		}
		if key != "" {
			view.Trouble, view.Hint = fault.Sentence(key, c.lang, nil), fault.Sentence(key+".hint", c.lang, nil)
		}
		if id, is := strings.CutPrefix(d.Recipient, "account/"); is {
			account, _ := strconv.ParseInt(id, 10, 64) // it was written here
			view.ByMail, view.Recipient = true, titles.account(account)
		}
		return view
	}), nil
}

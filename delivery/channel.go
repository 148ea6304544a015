package delivery

import (
	"context"
	"errors"
	"net/url"
)

// message is one on its way.
type message struct {
	id        int64
	key       string
	day       string
	occasion  string
	recipient string
	subject   string
	body      string
	attempts  int
}

// channel carries messages to one recipient.
type channel interface {
	send(ctx context.Context, m message) error
}

// Trouble is why a message could not be delivered.
type Trouble struct {
	Key    string // a sentence of fault/messages/delivery, which says what to do
	Detail string // what the other side said
	Final  bool   // trying again is of no use
}

func (t *Trouble) Error() string { return t.Key + ": " + t.Detail }

// unreached is the trouble of a connection. An address may hold a secret, so it isn't repeated.
func unreached(key string, err error) *Trouble {
	var inside *url.Error
	if errors.As(err, &inside) {
		err = inside.Err
	}
	return &Trouble{Key: key, Detail: err.Error()}
}

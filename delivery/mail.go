package delivery

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail"

	"qixing/fault"
)

// Security is how the connection to a mail server is protected.
type Security string

// The kinds of protection. Without any is for a server on the same machine.
const (
	StartTLS Security = "starttls"
	TLS      Security = "tls"
	Plain    Security = "none"
)

// Mail is a server that takes mail.
type Mail struct {
	Server   string // host:port
	User     string // "" signs in to nothing
	Password string
	From     string // 旗星提醒 <qixing@example.gov.cn>
	Security Security
	Config   *tls.Config // nil is the usual
}

// Check tells what is wrong with the settings before anything is sent.
func (m *Mail) Check() error {
	if _, _, err := net.SplitHostPort(m.Server); err != nil {
		return fault.Invalid("delivery.mail_server", fault.Args{"server": m.Server}).Because(err)
	}
	if err := mail.NewMsg().From(m.From); err != nil {
		return fault.Invalid("delivery.mail_from", fault.Args{"from": m.From}).Because(err)
	}
	if m.Security != StartTLS && m.Security != TLS && m.Security != Plain {
		return fault.Invalid("delivery.mail_security", fault.Args{"security": m.Security})
	}
	return nil
}

func (m *Mail) client() (*mail.Client, error) {
	host, port, err := net.SplitHostPort(m.Server)
	if err != nil {
		return nil, err
	}
	number, err := strconv.Atoi(port)
	if err != nil {
		return nil, err
	}
	options := []mail.Option{mail.WithPort(number), mail.WithTimeout(20 * time.Second)}
	switch m.Security {
	case TLS:
		options = append(options, mail.WithSSL())
	case Plain:
		options = append(options, mail.WithTLSPolicy(mail.NoTLS))
	default:
		options = append(options, mail.WithTLSPolicy(mail.TLSMandatory))
	}
	if m.Config != nil {
		options = append(options, mail.WithTLSConfig(m.Config))
	}
	if m.User != "" {
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(m.User), mail.WithPassword(m.Password))
	}
	return mail.NewClient(host, options...)
}

// mailbox is the channel to one address.
type mailbox struct {
	*Mail
	address string
}

func (b mailbox) send(ctx context.Context, m message) error {
	letter, err := b.write(m)
	if err != nil {
		return &Trouble{Key: "delivery.mail_address", Detail: err.Error(), Final: true}
	}
	client, err := b.client()
	if err != nil {
		return &Trouble{Key: "delivery.mail_settings", Detail: err.Error()}
	}
	if err := client.DialAndSendWithContext(ctx, letter); err != nil {
		return mailTrouble(err)
	}
	return nil
}

// write makes the letter. The same message has the same id each time it is tried, so that a mailbox can tell a second copy.
func (b mailbox) write(m message) (*mail.Msg, error) {
	letter := mail.NewMsg()
	if err := letter.From(b.From); err != nil {
		return nil, err
	}
	if err := letter.To(b.address); err != nil {
		return nil, err
	}
	sum := sha256.Sum256([]byte(m.key))
	_, domain, _ := strings.Cut(strings.Trim(letter.GetFromString()[0], "<>"), "@")
	letter.SetMessageIDWithValue(hex.EncodeToString(sum[:12]) + "@" + domain)
	letter.SetGenHeader("Auto-Submitted", "auto-generated")
	letter.SetDate()
	letter.Subject(m.subject)
	letter.SetBodyString(mail.TypeTextPlain, m.body)
	return letter, nil
}

// mailTrouble tells apart what a server refuses for good, who can't sign in, and who isn't there.
func mailTrouble(err error) *Trouble {
	var refused *mail.SendError
	if errors.As(err, &refused) {
		return &Trouble{Key: "delivery.mail_refused", Detail: err.Error(), Final: refused.ErrorCode() >= 500 && !refused.IsTemp()}
	}
	if strings.Contains(err.Error(), "535") || strings.Contains(err.Error(), "AUTH") {
		return &Trouble{Key: "delivery.mail_login", Detail: err.Error()}
	}
	return &Trouble{Key: "delivery.mail_unreached", Detail: err.Error()}
}

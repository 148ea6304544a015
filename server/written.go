package server

import (
	"bytes"
	"fmt"
	"io"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"qixing/ledger"
	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

// written is an answer, as JSON or as a page, that may be sent more than once.
type written []byte

// writtenFormat sends an answer that was written before as it is.
var writtenFormat = huma.Format{Unmarshal: huma.DefaultJSONFormat.Unmarshal, Marshal: func(to io.Writer, body any) error {
	if view, is := body.(recordsView); is && view.text != nil {
		_, err := to.Write(view.text)
		return err
	}
	return huma.DefaultJSONFormat.Marshal(to, body)
}}

// writeOnce gives a list of records as JSON, remembered until the register, one that it refers to, the policy, units or people change. The key holds who asks
// with all their grants: they were read before this transaction began.
func (s *Server) writeOnce(c call, register *pack.Register, input any, view func() (recordsView, error)) (written, error) {
	from := store.Source{County: c.who.County, Parts: append(ledger.PartsOf(register), org.Part, ledger.Part), Key: fmt.Sprintf("%s %+v %+v", c.lang, c.who, input)}
	return s.remembered.answers.Recall(c, c.tx, from, func() (written, error) {
		body, err := view()
		if err != nil {
			return nil, err
		}
		fillLists(reflect.ValueOf(&body).Elem())
		var text bytes.Buffer
		err = huma.DefaultJSONFormat.Marshal(&text, body)
		return text.Bytes(), err
	})
}

package ledger

import (
	"context"
	"fmt"
	"strings"

	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

// How much a ledger remembers of its lists: sums are small, and pages longer than longestKept aren't kept.
const (
	sumsKept    = 1000
	pagesKept   = 100
	longestKept = 50
)

// sums is what all records of a list come to.
type sums struct {
	count  int64
	totals map[string]Value // by field; nil when not asked for
}

// source names what is made from the selected records. Units and people count too: a search goes by their names, a scope by their paths.
func (s *selection) source(what string) store.Source {
	return store.Source{County: s.ledger.County, Parts: []string{PartOf(s.table.Register.ID), Part, org.Part},
		Key: what + " " + s.table.Name + " " + s.where() + fmt.Sprintf("%q", s.args)}
}

func (s *selection) sums(ctx context.Context, tx *store.Tx, totals bool) (sums, error) {
	return s.ledger.sums.Recall(ctx, tx, s.source(fmt.Sprint("sums", totals)), func() (sums, error) { return s.addUp(ctx, tx, totals) })
}

func (s *selection) records(ctx context.Context, tx *store.Tx, text string, limit int) ([]Record, error) {
	if limit > longestKept {
		return s.read(ctx, tx, text)
	}
	return s.ledger.pages.Recall(ctx, tx, s.source(text), func() ([]Record, error) { return s.read(ctx, tx, text) })
}

// addUp counts and sums in one go.
func (s *selection) addUp(ctx context.Context, tx *store.Tx, totals bool) (sums, error) {
	var out sums
	columns, dest := []string{"count(*)"}, []any{&out.count}
	var fields []*pack.Field
	for _, column := range s.table.Columns {
		if totals && column.Field.Type.IsNumber() && storageOf(column.Field) == numberStorage && !column.Secret {
			columns = append(columns, "CAST(sum("+quoted(column.Name)+") AS BIGINT)")
			dest = append(dest, new(*int64))
			fields = append(fields, column.Field)
		}
	}
	err := tx.QueryRow(ctx, `SELECT `+strings.Join(columns, ", ")+` FROM `+s.table.Name+` WHERE `+s.where(), s.args...).Scan(dest...)
	if err != nil || len(fields) == 0 {
		return out, err
	}
	out.totals = map[string]Value{}
	for i, field := range fields {
		if sum := *dest[i+1].(**int64); sum != nil {
			out.totals[field.ID] = NumberValue(*sum)
		}
	}
	return out, nil
}

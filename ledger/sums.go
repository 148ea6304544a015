package ledger

import (
	"context"
	"fmt"
	"strings"

	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

// sumsKept is how many lists a ledger remembers the sums of.
const sumsKept = 1000

// sums is what all records of a list come to.
type sums struct {
	count  int64
	totals map[string]Value // by field; nil when not asked for
}

// sums remembers what a list comes to. Units and people count too: a search goes by their names, a scope by their paths.
func (s *selection) sums(ctx context.Context, tx *store.Tx, totals bool) (sums, error) {
	from := store.Source{County: s.ledger.County, Parts: []string{PartOf(s.table.Register.ID), Part, org.Part},
		Key: fmt.Sprintf("%s %t %s %q", s.table.Name, totals, s.where(), s.args)}
	return s.ledger.sums.Recall(ctx, tx, from, func() (sums, error) { return s.addUp(ctx, tx, totals) })
}

// addUp counts and sums in one go.
func (s *selection) addUp(ctx context.Context, tx *store.Tx, totals bool) (sums, error) {
	var out sums
	columns, dest := []string{"count(*)"}, []any{&out.count}
	var fields []*pack.Field
	for _, column := range s.table.summed() {
		if totals {
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

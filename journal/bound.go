package journal

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"qixing/fault"
	"qixing/store"
)

// Bound ties a leaf to a row of a table whose primary key is (county, id).
type Bound struct {
	Columns []string `json:"columns"`
	ID      int64    `json:"id"`
	SHA256  string   `json:"sha256"` // of the columns' content; "" says that there is no such row any more
	Table   string   `json:"table"`
}

// Bind reads the row as it is now, in this transaction, after its change. Of
// several bindings of one row the latest counts. Columns that may change
// without a decision are left out.
func Bind(ctx context.Context, tx *store.Tx, county, table string, id int64, columns ...string) (Bound, error) {
	bound := Bound{Table: table, ID: id, Columns: columns}
	query, err := bound.query(`AND id = $2`)
	if err != nil {
		return Bound{}, err
	}
	values, targets := bound.targets()
	err = tx.QueryRow(ctx, query, county, id).Scan(targets...)
	if errors.Is(err, sql.ErrNoRows) {
		return bound, nil
	}
	if err != nil {
		return Bound{}, fmt.Errorf("bind %s %d: %w", table, id, err)
	}
	bound.SHA256, err = digest(table, columns, values)
	return bound, err
}

var identifier = regexp.MustCompile(`^[a-z][a-z0-9_]{0,62}$`)

// query reads id and the bound columns; names come from our own code and from
// packs, and are checked all the same.
func (b Bound) query(narrow string) (string, error) {
	quoted := []string{`"id"`}
	for _, name := range append([]string{b.Table}, b.Columns...) {
		if !identifier.MatchString(name) {
			return "", fault.Internal(fmt.Errorf("journal: %q is no table or column name", name))
		}
		quoted = append(quoted, `"`+name+`"`)
	}
	columns := strings.Join(append(quoted[:1:1], quoted[2:]...), ", ")
	return fmt.Sprintf(`SELECT %s FROM %s WHERE county = $1 %s`, columns, quoted[1], narrow), nil
}

// targets gives room for one row of query, the id first.
func (b Bound) targets() (values, targets []any) {
	values = make([]any, len(b.Columns)+1)
	targets = make([]any, len(values))
	for i := range values {
		targets[i] = &values[i]
	}
	return values, targets
}

// digest is the SHA-256 of a row in canonical JSON. Values are written as both
// databases would: integers, texts, bytes in hex, null.
func digest(table string, columns []string, values []any) (string, error) {
	plain := make([]any, len(values))
	for i, value := range values {
		switch v := value.(type) {
		case nil, int64, string:
			plain[i] = v
		case []byte:
			plain[i] = map[string]string{"bytes": hex.EncodeToString(v)}
		default:
			return "", fault.Internal(fmt.Errorf("journal: %s holds a %T, which has no canonical form", table, v))
		}
	}
	text, err := canonical(map[string]any{"table": table, "columns": columns, "values": plain})
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}

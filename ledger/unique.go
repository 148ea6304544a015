package ledger

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"qixing/fault"
	"qixing/pack"
	"qixing/store"
)

// uniqueKey is one text for the fields that no two records may share, or "" if the register has none. An empty field counts
// as a value of its own: two records that both lack a voucher number are the same.
func (l *Ledger) uniqueKey(table *Table, record *Record) string {
	if len(table.Register.Unique) == 0 || record.State == Draft {
		return ""
	}
	sum := sha256.New()
	for _, id := range table.Register.Unique {
		fmt.Fprintf(sum, "%s\x1f", l.uniquePart(table, record, id))
	}
	return base64.RawURLEncoding.EncodeToString(sum.Sum(nil)[:16])
}

func (l *Ledger) uniquePart(table *Table, record *Record, id string) string {
	column, err := table.FindColumn(id)
	if err != nil { // owner, or what the owner is called
		return strconv.FormatInt(ownerOf(table.Register, record), 10)
	}
	text := record.Values[id].canonical(storageOf(column.Field))
	if column.Secret && text != "" {
		return l.blind(table.Name, column.Name, text)
	}
	return text
}

func ownerOf(register *pack.Register, record *Record) int64 {
	if register.Owner == "person" {
		return record.PersonID
	}
	return record.UnitID
}

// refuseDuplicate says so before the database would, and names the record that is there.
func (l *Ledger) refuseDuplicate(ctx context.Context, tx *store.Tx, table *Table, record *Record, lang string) error {
	key := l.uniqueKey(table, record)
	if key == "" || record.Deleted {
		return nil
	}
	var id int64
	err := tx.QueryRow(ctx, `SELECT id FROM `+table.Name+` WHERE county = $1 AND unique_key = $2 AND deleted = 0 AND id <> $3`,
		l.County, key, record.ID).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look for a duplicate: %w", err)
	}
	return duplicate(table, id, lang)
}

func duplicate(table *Table, id int64, lang string) error {
	return fault.Conflict("ledger.duplicate", fault.Args{"record": id, "fields": uniqueTitles(table, lang)})
}

func uniqueTitles(table *Table, lang string) string {
	var titles []string
	for _, id := range table.Register.Unique {
		if column, err := table.FindColumn(id); err == nil {
			titles = append(titles, titleOf(column.Field, lang))
		} else {
			titles = append(titles, ownerTitle(table.Register, lang))
		}
	}
	return strings.Join(titles, "、")
}

var ownerTitles = map[string][2]string{"village": {"村", "Village"}, "town": {"镇", "Town"}, "county": {"县", "County"},
	"person": {"姓名", "Name"}, "community": {"社区", "Community"}}

func ownerTitle(register *pack.Register, lang string) string {
	titles, ok := ownerTitles[register.Owner]
	if !ok {
		titles = [2]string{"单位", "Unit"}
	}
	if strings.HasPrefix(lang, "en") {
		return titles[1]
	}
	return titles[0]
}

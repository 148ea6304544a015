package ledger

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"

	"qixing/fault"
	"qixing/org"
	"qixing/store"
)

// revisionContent is what history keeps of a revision: its stamps and its values in canonical form, secrets sealed.
type revisionContent struct {
	UnitID    int64             `json:"unit_id"`
	PersonID  int64             `json:"person_id,omitempty"`
	FilledBy  int64             `json:"filled_by,omitempty"`
	FilledAt  string            `json:"filled_at,omitempty"`
	CheckedBy int64             `json:"checked_by,omitempty"`
	CheckedAt string            `json:"checked_at,omitempty"`
	Deleted   bool              `json:"deleted,omitempty"`
	Values    map[string]string `json:"values"`
	Sealed    map[string]string `json:"sealed,omitempty"`
}

const historyTable = "record_history"

// replace keeps the old revision in history and writes the new one.
func (l *Ledger) replace(ctx context.Context, tx *store.Tx, table *Table, old, record *Record) error {
	if err := l.archive(ctx, tx, table, old); err != nil {
		return err
	}
	return l.updateRow(ctx, tx, table, record, old.Revision)
}

// rewrite is replace under the register's caps.
func (l *Ledger) rewrite(ctx context.Context, tx *store.Tx, table *Table, old, record *Record) error {
	caps := l.watchCaps(tx, table)
	if err := caps.add(ctx, record, 0); err != nil {
		return err
	}
	if err := l.replace(ctx, tx, table, old, record); err != nil {
		return err
	}
	return caps.check(ctx)
}

func (l *Ledger) archive(ctx context.Context, tx *store.Tx, table *Table, r *Record) error {
	content, err := l.contentOf(table, r)
	if err != nil {
		return err
	}
	text, err := json.Marshal(content)
	if err != nil {
		return err
	}
	err = exec(ctx, tx, `INSERT INTO record_history (county, record_id, revision, register, action, reason, actor, at, state, content)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, l.County, r.ID, r.Revision, table.Register.ID, string(r.Action), r.Reason,
		r.ChangedBy, timeText(r.ChangedAt), string(r.State), string(text))
	if err != nil {
		return fmt.Errorf("keep revision %d of record %d: %w", r.Revision, r.ID, err)
	}
	return nil
}

func (l *Ledger) contentOf(table *Table, r *Record) (revisionContent, error) {
	content := revisionContent{UnitID: r.UnitID, PersonID: r.PersonID, FilledBy: r.FilledBy, FilledAt: timeText(r.FilledAt),
		CheckedBy: r.CheckedBy, CheckedAt: timeText(r.CheckedAt), Deleted: r.Deleted,
		Values: map[string]string{}, Sealed: map[string]string{}}
	for _, column := range table.Columns {
		id := column.Field.ID
		text := r.Values[id].canonical(storageOf(column.Field))
		if text == "" {
			continue
		}
		if !column.Secret {
			content.Values[id] = text
			continue
		}
		sealed, _, err := l.seal(historyTable, r.ID, id, text)
		if err != nil {
			return content, err
		}
		content.Sealed[id] = base64.StdEncoding.EncodeToString(sealed.([]byte))
	}
	return content, nil
}

// ListRevisions gives a record's earlier revisions, newest first, masked as FindRecord masks.
func (l *Ledger) ListRevisions(ctx context.Context, tx *store.Tx, who org.Principal, register string, id int64, reason string) ([]Record, error) {
	if _, err := l.FindRecord(ctx, tx, who, register, id, reason); err != nil {
		return nil, err
	}
	table, err := l.FindTable(register)
	if err != nil {
		return nil, err
	}
	revisions, err := l.readRevisions(ctx, tx, table, id, 0)
	if err != nil {
		return nil, fmt.Errorf("read the history of record %d: %w", id, err)
	}
	if reason == "" {
		for i := range revisions {
			mask(table, &revisions[i])
		}
	}
	return revisions, nil
}

// readRevisions reads one revision, or all for 0.
func (l *Ledger) readRevisions(ctx context.Context, tx *store.Tx, table *Table, id, revision int64) ([]Record, error) {
	rows, err := tx.Query(ctx, `SELECT revision, action, reason, actor, at, state, content FROM record_history
		WHERE county = $1 AND record_id = $2 AND (CAST($3 AS BIGINT) = 0 OR revision = CAST($3 AS BIGINT)) ORDER BY revision DESC`, l.County, id, revision)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var revisions []Record
	for rows.Next() {
		r := Record{ID: id}
		var at, text string
		if err := rows.Scan(&r.Revision, &r.Action, &r.Reason, &r.ChangedBy, &at, &r.State, &text); err != nil {
			return nil, err
		}
		if r.ChangedAt, err = store.ParseTime(at); err != nil {
			return nil, err
		}
		if err := l.fillRevision(table, &r, text); err != nil {
			return nil, err
		}
		revisions = append(revisions, r)
	}
	return revisions, rows.Err()
}

func (l *Ledger) fillRevision(table *Table, r *Record, text string) error {
	var content revisionContent
	if err := json.Unmarshal([]byte(text), &content); err != nil {
		return err
	}
	r.UnitID, r.PersonID, r.Deleted = content.UnitID, content.PersonID, content.Deleted
	r.FilledBy, r.CheckedBy = content.FilledBy, content.CheckedBy
	r.FilledAt, _ = store.ParseTime(content.FilledAt) // written by archive; "" is the zero time
	r.CheckedAt, _ = store.ParseTime(content.CheckedAt)
	r.Values = map[string]Value{}
	for _, column := range table.Columns {
		id := column.Field.ID
		plain := content.Values[id]
		if sealed := content.Sealed[id]; sealed != "" {
			box, err := base64.StdEncoding.DecodeString(sealed)
			if err != nil {
				return err
			}
			if plain, err = l.unseal(historyTable, r.ID, id, box); err != nil {
				return err
			}
		}
		value, err := fromCanonical(plain, storageOf(column.Field))
		if err != nil {
			continue // the field had another type then
		}
		if value.Present {
			r.Values[id] = value
		}
	}
	return nil
}

// conflict says who changed a record since a revision, when, and which fields.
func (l *Ledger) conflict(ctx context.Context, tx *store.Tx, table *Table, id, since int64) error {
	now, err := l.findRow(ctx, tx, table, id)
	if err != nil {
		return err
	}
	var fields []string
	if seen, err := l.readRevisions(ctx, tx, table, id, since); err == nil && len(seen) == 1 {
		for _, column := range table.Columns {
			if !seen[0].Values[column.Field.ID].Equal(now.Values[column.Field.ID]) {
				fields = append(fields, column.Field.Title)
			}
		}
	}
	args := fault.Args{"by": l.nameOf(ctx, tx, now.ChangedBy), "at": shownTime(now.ChangedAt), "fields": strings.Join(fields, "、"),
		"revision": now.Revision}
	if len(fields) == 0 {
		return fault.Conflict("ledger.changed_state_meanwhile", args)
	}
	return fault.Conflict("ledger.changed_meanwhile", args)
}

func (l *Ledger) nameOf(ctx context.Context, tx *store.Tx, account int64) string {
	found, err := org.FindAccount(ctx, tx, l.County, account)
	if err != nil {
		return fmt.Sprintf("#%d", account)
	}
	return found.Title
}

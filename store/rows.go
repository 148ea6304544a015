package store

import "database/sql"

// Rows are the rows of a query; see sql.Rows.
type Rows struct {
	*sql.Rows
	tx    *Tx
	query string
}

// Next moves to the next row; at the end it closes the rows.
func (r *Rows) Next() bool {
	if r.Rows.Next() {
		return true
	}
	r.release()
	_ = r.tx.keep(r.Rows.Err())
	return false
}

// Scan copies the row into dest. A value that does not fit is an error of the
// caller's, not of the transaction.
func (r *Rows) Scan(dest ...any) error { return translate(r.Rows.Scan(dest...)) }

// Err is what ended the rows early.
func (r *Rows) Err() error { return translate(r.Rows.Err()) }

// Close ends the rows; twice does no harm.
func (r *Rows) Close() error {
	r.release()
	return translate(r.Rows.Close())
}

func (r *Rows) release() {
	if r.tx.open == r {
		r.tx.open = nil
	}
}

// Row is the result of QueryRow.
type Row struct {
	rows *Rows
	err  error
}

// Scan copies the row into dest; without a row it gives sql.ErrNoRows.
func (r *Row) Scan(dest ...any) error {
	if r.err != nil {
		return r.err
	}
	defer r.rows.Close()
	if !r.rows.Next() {
		if err := r.rows.Err(); err != nil {
			return err
		}
		return sql.ErrNoRows
	}
	if err := r.rows.Scan(dest...); err != nil {
		return err
	}
	return r.rows.Close()
}

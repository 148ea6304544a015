// Package ledger keeps the facts: each register of a pack is a real table with typed columns, each record belongs to one
// unit or person, is filled by one role, checked by another, and never changes without leaving its earlier form behind.
//
// It is for applying packs (plan.go, apply.go), records (save.go, check.go, list.go), evidence (file.go), the forms in
// Excel (template.go, export.go, import.go) and measures over checked records (measure.go).
//
// It is not for scores or decisions, and it knows no register by name: what it does, the pack says.
//
// To start, read ledger.go: a Ledger is one county's registers as applied.
package ledger

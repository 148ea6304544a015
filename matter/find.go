package matter

import (
	"context"
	"slices"

	"qixing/fault"
	"qixing/ledger"
	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

// Find gives a matter to who may read its record, with the steps that they may take. A sensitive register opens with a reason only.
func (d *Desk) Find(ctx context.Context, tx *store.Tx, who org.Principal, books *ledger.Ledger, id string, record int64, reason string) (Matter, error) {
	policy, _, err := find(books, id)
	if err != nil {
		return Matter{}, err
	}
	found, err := books.FindRecord(ctx, tx, who, policy.Register, record, reason)
	if err != nil {
		return Matter{}, err
	}
	m, err := d.open(ctx, tx, who, books, policy, record, "")
	m.Record = found
	return m, err
}

// open gives a matter with its history and the steps that who could take, without asking whether they may read it.
func (d *Desk) open(ctx context.Context, tx *store.Tx, who org.Principal, books *ledger.Ledger, policy *pack.Matter, record int64, receipt string) (Matter, error) {
	table, err := books.FindTable(policy.Register)
	if err != nil {
		return Matter{}, err
	}
	m := Matter{Policy: policy, Register: table.Register}
	if m.Record, err = books.OpenRecord(ctx, tx, policy.Register, record); err != nil {
		return m, err
	}
	if m.Taken, err = listTaken(ctx, tx, books.County, policy.Register, record); err != nil {
		return m, err
	}
	m.EnteredAt = m.Record.FilledAt
	for _, t := range m.Taken {
		if t.From != t.To {
			m.EnteredAt = t.At
		}
	}
	asks, err := d.asks(ctx, tx, who, books, m, receipt)
	if err != nil || m.Record.Deleted || m.Record.State == ledger.Draft || m.Record.State == ledger.Returned {
		return m, err
	}
	ties, err := tiesTo(ctx, tx, who, policy)
	if err != nil {
		return m, err
	}
	for _, step := range policy.StepsFrom(m.Status()) {
		offer := Offer{Step: step, Due: d.dueOf(books, step, m.EnteredAt), Why: mayTake(who, ties, books, m, step, asks)}
		offer.Needed, offer.Done = takers(tx, books, m, step)
		if offer.Why == nil && !(policy.Facts != nil && slices.Contains(step.Fills, policy.Facts.Of)) {
			offer.Why = dataAllow(ctx, tx, books, m, step, m.Record.Values, who.Language)
		}
		m.Offers = append(m.Offers, offer)
	}
	return m, nil
}

// asks tells whether who is whoever asked: the holder of the receipt, where one was issued, and nobody else; otherwise the account that
// began it, or whoever now fills the register for the very unit that the record is about, so that a village keeps what its last
// secretary asked for.
func (d *Desk) asks(ctx context.Context, tx *store.Tx, who org.Principal, books *ledger.Ledger, m Matter, receipt string) (bool, error) {
	if holder, err := d.isHolder(ctx, tx, books.County, m.Policy.Register, m.Record.ID, receipt); err != nil || holder {
		return holder, err
	}
	receipted, err := hasReceipt(ctx, tx, books.County, m.Policy.Register, m.Record.ID)
	if err != nil || receipted || who.AccountID == 0 {
		return false, err
	}
	if fillsFor(who, m.Register, m.Record.UnitID) {
		return true, nil
	}
	first, err := books.FirstFiller(ctx, tx, m.Record)
	return err == nil && first == who.AccountID, err
}

// fillsFor tells whether who fills the register for one unit, not for a unit above it.
func fillsFor(who org.Principal, register *pack.Register, unit int64) bool {
	return slices.ContainsFunc(who.Grants, func(g org.Grant) bool {
		return g.UnitID == unit && slices.Contains(register.FilledBy, g.Role)
	})
}

// mayTake says why who may not take a step, or nothing.
func mayTake(who org.Principal, ties []org.Tie, books *ledger.Ledger, m Matter, step *pack.Step, asks bool) error {
	unit, err := books.Tree.FindUnit(m.Record.UnitID)
	if err != nil {
		return err
	}
	may := who.CanAny(step.By, unit)
	if slices.Contains(step.By, pack.Asker) && asks {
		may = true
	}
	if !may {
		return fault.Forbidden("matter.not_yours", fault.Args{"step": stepTitle(step, who.Language)})
	}
	if slices.Contains(step.NotBy, pack.Asker) && asks {
		return fault.Forbidden("matter.four_eyes", fault.Args{"step": stepTitle(step, who.Language)})
	}
	for _, t := range m.Taken {
		if t.AccountID != 0 && t.AccountID == who.AccountID && slices.Contains(step.NotBy, t.Step) {
			return fault.Forbidden("matter.four_eyes", fault.Args{"step": stepTitle(step, who.Language)})
		}
	}
	return standsAside(who, ties, books, m, step, unit)
}

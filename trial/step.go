package trial

import (
	"errors"

	"qixing/fault"
	"qixing/ledger"
	"qixing/matter"
)

// tryStep finds out on which of the case's records its step can be taken. Where a subject has several, the last one counts.
func (c *county) tryStep() error {
	policy, _ := c.policy.FindMatter(c.one.Matter)
	step, ok := policy.FindStep(c.one.Step)
	if !ok {
		return errors.New("no step " + c.one.Step)
	}
	var records []ledger.Record
	err := c.books.EachRecord(c.ctx, c.tx, policy.Register, nil, func(r ledger.Record) error {
		records = append(records, r)
		return nil
	})
	c.allowed = map[string]bool{}
	for _, record := range records {
		refused := matter.Allows(c.ctx, c.tx, c.books, policy, record, step)
		if refused != nil && fault.CodeOf(refused) != fault.CodeConflict {
			return refused
		}
		for name, owner := range c.owners {
			if owner.UnitID == record.UnitID && owner.PersonID == record.PersonID {
				c.allowed[name] = refused == nil
			}
		}
	}
	return err
}

// tried tells whether the step under test could be taken.
func (t *trial) tried(subject string) (answer, error) {
	return func(name string) (found, error) {
		allowed, has := t.allowed[subject]
		if name != "allowed" || !has {
			return found{}, fault.Invalid("trial.no_result", fault.Args{"name": name})
		}
		return truth(allowed), nil
	}, nil
}

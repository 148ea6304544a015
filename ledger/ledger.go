package ledger

import (
	"context"
	"fmt"

	"qixing/fault"
	"qixing/org"
	"qixing/pack"
	"qixing/store"
)

// Ledger is one county's registers as applied: the pack, the tree of units and which column holds what. It doesn't change:
// open another after a pack was applied or units were changed. Any number of requests may share it.
type Ledger struct {
	County string
	Pack   *pack.Pack
	Tree   *org.Tree

	keys   *org.Keyring
	tables map[string]*Table

	sums  *store.Memory[sums]   // what the records of a list come to
	steps *store.Memory[[]step] // where the values of a sorted list begin
	named *store.Memory[[]*Named]
}

// Open reads the catalogue of a county's registers. The pack is the county's active one.
func Open(ctx context.Context, tx *store.Tx, p *pack.Pack, tree *org.Tree, keys *org.Keyring) (*Ledger, error) {
	tables, err := loadTables(ctx, tx, tree.County, p)
	if err != nil {
		return nil, fmt.Errorf("open the ledger of %s: %w", tree.County, err)
	}
	return &Ledger{County: tree.County, Pack: p, Tree: tree, keys: keys, tables: tables,
		sums: store.NewMemory[sums](sumsKept), steps: store.NewMemory[[]step](stepsKept), named: store.NewMemory[[]*Named](namesKept)}, nil
}

// FindTable gives a register's table.
func (l *Ledger) FindTable(register string) (*Table, error) {
	if table, ok := l.tables[register]; ok {
		return table, nil
	}
	return nil, fault.NotFound("ledger.no_register", fault.Args{"register": register})
}

func loadTables(ctx context.Context, tx *store.Tx, county string, p *pack.Pack) (map[string]*Table, error) {
	c, err := loadOwn(ctx, tx, county)
	if err != nil {
		return nil, err
	}
	return c.tablesOf(p)
}

// tablesOf gives the tables of a pack's registers.
func (c *catalog) tablesOf(p *pack.Pack) (map[string]*Table, error) {
	tables := make(map[string]*Table, len(p.Registers))
	for _, register := range p.Registers {
		known, ok := c.tables[register.ID]
		if !ok {
			return nil, fault.Conflict("ledger.not_applied", fault.Args{"register": register.ID})
		}
		columns, err := c.columnsOf(register, known.name)
		if err != nil {
			return nil, err
		}
		tables[register.ID] = newTable(register, known.name, columns)
	}
	return tables, nil
}

func (c *catalog) columnsOf(register *pack.Register, table string) ([]Column, error) {
	columns := make([]Column, 0, len(register.Fields))
	for _, field := range register.Fields {
		known, ok := c.findActive(table, field.ID)
		if !ok {
			return nil, fault.Conflict("ledger.not_applied", fault.Args{"register": register.ID + "." + field.ID})
		}
		columns = append(columns, Column{Field: field, Name: known.name, Secret: isSecret(register, field)})
	}
	return columns, nil
}

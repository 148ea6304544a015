package outcome

import (
	"context"
	"fmt"
	"strings"

	"qixing/fault"
	"qixing/journal"
	"qixing/org"
	"qixing/round"
	"qixing/store"
)

// UseFlag writes down that a body took or left what a flag proposes, and for what. A flag proposes; it appoints nobody.
func (d *Desk) UseFlag(ctx context.Context, tx *store.Tx, who org.Principal, id int64, used bool, purpose string) error {
	flags, err := readAwards(ctx, tx, `SELECT `+awardColumns+` FROM awards WHERE county = $1 AND id = $2 AND kind = $3`, who.County, id, string(Flag))
	if err != nil {
		return err
	}
	if len(flags) == 0 {
		return fault.NotFound("outcome.flag_not_found", fault.Args{"id": id})
	}
	flag := flags[0]
	unit, err := org.FindUnit(ctx, tx, who.County, flag.UnitID)
	if err != nil {
		return err
	}
	switch {
	case flag.State != Granted:
		return fault.Conflict("outcome.flag_revoked", fault.Args{"payee": flag.Payee})
	case !round.Holds(who, flag.UsedBy, unit.Path):
		return fault.Forbidden("outcome.flag_forbidden", nil)
	case strings.TrimSpace(purpose) == "":
		return fault.Invalid("outcome.purpose_needed", nil).At("purpose")
	}
	use, err := tx.NextID(ctx)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO flag_uses (county, id, award_id, used, purpose, actor, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		who.County, use, id, boolean(used), purpose, who.Title, tx.Timestamp())
	if err != nil {
		return fmt.Errorf("use flag %d: %w", id, err)
	}
	_, err = journal.Append(ctx, tx, who.County, journal.Entry{Kind: "flag_used", Subject: flag.Payee, Actor: who.Title, At: tx.Now,
		Data: map[string]any{"award": id, "used": used, "purpose": purpose}})
	return err
}

func boolean(b bool) int {
	if b {
		return 1
	}
	return 0
}

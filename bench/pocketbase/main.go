// Command pocketbase serves the same 100,000 records as a collection of PocketBase, to whoever is signed in.
//
//	pocketbase serve --dir FOLDER --http ADDRESS
package main

import (
	"fmt"
	"log"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"
)

const total = 100_000

func main() {
	app := pocketbase.New()
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		if _, err := e.App.FindCollectionByNameOrId("accounts"); err != nil {
			if err := e.App.RunInTransaction(fill); err != nil {
				return err
			}
		}
		return e.Next()
	})
	if err := app.Start(); err != nil {
		log.Fatal(err)
	}
}

// fill makes the collection with the indexes that the list needs, its records and a user.
func fill(app core.App) error {
	users, err := app.FindCollectionByNameOrId("users")
	if err != nil {
		return err
	}
	user := core.NewRecord(users)
	user.SetEmail("zuzhibu@example.com")
	user.SetPassword("zuzhibu-2022")
	if err := app.Save(user); err != nil {
		return err
	}
	c := core.NewBaseCollection("accounts")
	signedIn := types.Pointer("@request.auth.id != ''")
	c.ListRule, c.ViewRule, c.CreateRule, c.UpdateRule = signedIn, signedIn, signedIn, signedIn
	c.Fields.Add(&core.NumberField{Name: "unit"}, &core.TextField{Name: "month", Required: true, Pattern: `^\d{4}-\d{2}$`},
		&core.SelectField{Name: "line", Required: true, MaxSelect: 1, Values: lines}, &core.NumberField{Name: "amount", Min: types.Pointer(0.0), Required: true},
		&core.TextField{Name: "voucher", Required: true, Max: 40}, &core.TextField{Name: "note"}, &core.TextField{Name: "state"},
		&core.RelationField{Name: "filled_by", CollectionId: users.Id, MaxSelect: 1}, &core.RelationField{Name: "checked_by", CollectionId: users.Id, MaxSelect: 1},
		&core.AutodateField{Name: "created", OnCreate: true}, &core.AutodateField{Name: "updated", OnCreate: true, OnUpdate: true})
	c.AddIndex("accounts_by_month", false, "month, id", "")
	c.AddIndex("accounts_by_line", false, "line, month, id", "")
	c.AddIndex("accounts_unique", true, "unit, month, line, voucher", "")
	if err := app.Save(c); err != nil {
		return err
	}
	for i := range total {
		_, err := app.DB().Insert("accounts", dbx.Params{"id": fmt.Sprintf("r%014d", i), "unit": i % 109, "month": fmt.Sprintf("20%02d-%02d", 10+i/109%10, 1+i%12),
			"line": lines[i%len(lines)], "amount": i, "voucher": fmt.Sprintf("v%06d", i), "note": "承包费 第" + fmt.Sprint(i) + "号", "state": "checked",
			"filled_by": user.Id, "checked_by": user.Id, "created": types.NowDateTime(), "updated": types.NowDateTime()}).Execute()
		if err != nil {
			return err
		}
	}
	return nil
}

var lines = []string{"operation", "contracting", "investment", "other_operating", "subsidy", "other_income", "operating_expense", "management_expense", "other_expense"}

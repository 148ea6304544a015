package main

import (
	"os"
	"time"

	"qixing/fault"
	"qixing/org"
	"qixing/store"
)

type peopleCommand struct {
	Import peopleImport `cmd:"" help:"导入人员和职务 | import people and their posts"`
	List   peopleList   `cmd:"" help:"列出人员 | list people"`
}

type peopleImport struct {
	Path string `arg:"" help:"CSV 文件（unit,name,sex,birth_month,joined_party,phone,post,from；前两列必有） | a CSV file; unit and name are required"`
}

// Run adds the people of a list: all or none.
func (cmd *peopleImport) Run(c *cli) error {
	file, err := os.Open(cmd.Path)
	if err != nil {
		return fault.Invalid("cli.file", fault.Args{"file": cmd.Path}).Because(err)
	}
	defer file.Close()
	rows, err := org.ReadPeople(file)
	if err != nil {
		return err
	}
	return c.openFor(func(p *place) error {
		var report org.PeopleReport
		err := p.db.Write(c.ctx, func(tx *store.Tx) error {
			failed := cmd.checkPosts(c, tx, p, rows)
			if failed == nil {
				report, failed = org.ImportPeople(c.ctx, tx, p.keys, p.county, rows)
			}
			return failed
		})
		if err != nil || c.asJSON() {
			return firstOf(err, func() error {
				return c.printJSON(map[string]int{"created": report.Created, "unchanged": report.Unchanged, "appointed": report.Appointed})
			})
		}
		c.printf(c.say("新增 %d 人，已有 %d 人，任职 %d 项。\n", "%d people created, %d there already, %d appointed.\n"), report.Created, report.Unchanged, report.Appointed)
		return nil
	})
}

// checkPosts finds posts that the policy in force doesn't know.
func (cmd *peopleImport) checkPosts(c *cli, tx *store.Tx, p *place, rows []org.PersonRow) error {
	_, policy, err := p.shelf.ActivePack(c.ctx, tx, p.county)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if row.Post == "" {
			continue
		}
		if role, known := policy.FindRole(row.Post); !known || !role.Post {
			return fault.Invalid("cli.no_post", fault.Args{"line": row.Line, "post": row.Post})
		}
	}
	return nil
}

type peopleList struct{}

type personDocument struct {
	ID    int64        `json:"id"`
	Name  string       `json:"name"`
	Unit  string       `json:"unit"`
	Posts []postOfRole `json:"posts"`
}

type postOfRole struct {
	Role string `json:"role"`
	Unit string `json:"unit"`
	From string `json:"from"`
}

// Run lists everyone with the posts that they hold today.
func (peopleList) Run(c *cli) error {
	return c.openFor(func(p *place) error {
		documents := []personDocument{}
		err := p.db.Read(c.ctx, func(tx *store.Tx) error {
			tree, failed := org.LoadTree(c.ctx, tx, p.county)
			if failed != nil {
				return failed
			}
			people, failed := org.ListEveryone(c.ctx, tx, p.county)
			if failed != nil {
				return failed
			}
			today := time.Now().Format(time.DateOnly)
			for _, person := range people {
				document := personDocument{ID: person.ID, Name: person.Name, Unit: codeOf(tree, person.UnitID), Posts: []postOfRole{}}
				posts, failed := org.ListPostsOf(c.ctx, tx, p.county, person.ID)
				if failed != nil {
					return failed
				}
				for _, post := range posts {
					if post.HeldOn(today) {
						document.Posts = append(document.Posts, postOfRole{post.Role, codeOf(tree, post.UnitID), post.HeldFrom})
					}
				}
				documents = append(documents, document)
			}
			return nil
		})
		if err != nil || c.asJSON() {
			return firstOf(err, func() error { return c.printJSON(documents) })
		}
		for _, one := range documents {
			c.printf("%-8d %-14s %s\n", one.ID, one.Unit, one.Name)
		}
		return nil
	})
}

func codeOf(tree *org.Tree, unit int64) string {
	u, err := tree.FindUnit(unit)
	if err != nil {
		return ""
	}
	return u.Code
}

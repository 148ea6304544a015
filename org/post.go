package org

import (
	"context"
	"fmt"

	"qixing/fault"
	"qixing/store"
)

// Post is a post that a person holds at a unit. Its role is one that the pack calls a post.
type Post struct {
	ID       int64
	PersonID int64
	UnitID   int64
	Role     string
	HeldFrom string // first day
	HeldTo   string // last day, or "" while held
}

// HeldOn tells whether the post is held on a day.
func (p Post) HeldOn(day string) bool {
	return p.HeldFrom <= day && (p.HeldTo == "" || day <= p.HeldTo)
}

func (p Post) overlaps(q Post) bool {
	return (q.HeldTo == "" || p.HeldFrom <= q.HeldTo) && (p.HeldTo == "" || q.HeldFrom <= p.HeldTo)
}

const postColumns = `id, person_id, unit_id, role, held_from, held_to`

func scanPost(row scanner) (Post, error) {
	var p Post
	err := row.Scan(&p.ID, &p.PersonID, &p.UnitID, &p.Role, &p.HeldFrom, &p.HeldTo)
	return p, err
}

// AppointPost records that a person takes up a post; p.ID is given here. A post that somebody else holds on one of the days
// is refused, unless shared says that it has several seats.
func AppointPost(ctx context.Context, tx *store.Tx, county string, p Post, shared bool) (Post, error) {
	if !dayForm.MatchString(p.HeldFrom) || !dayForm.MatchString(p.HeldTo) || p.HeldFrom == "" || p.HeldTo != "" && p.HeldTo < p.HeldFrom {
		return Post{}, fault.Invalid("org.post_days", fault.Args{"from": p.HeldFrom, "to": p.HeldTo}).At("held_from")
	}
	if err := tx.Lock(ctx, fmt.Sprintf("post:%s:%d:%s", county, p.UnitID, p.Role)); err != nil {
		return Post{}, err
	}
	others, err := ListPostsAt(ctx, tx, county, p.UnitID, p.Role)
	if err != nil {
		return Post{}, err
	}
	for _, other := range others {
		if p.overlaps(other) && (!shared || other.PersonID == p.PersonID) {
			return Post{}, postTaken(ctx, tx, county, other)
		}
	}
	if p.ID, err = tx.NextID(ctx); err != nil {
		return Post{}, err
	}
	return p, insertPosts(ctx, tx, county, []Post{p})
}

func postTaken(ctx context.Context, tx *store.Tx, county string, post Post) error {
	holder, err := FindPerson(ctx, tx, county, post.PersonID)
	if err != nil {
		return err
	}
	return fault.Conflict("org.post_taken", fault.Args{"name": holder.Name, "from": post.HeldFrom}).At("held_from")
}

func insertPosts(ctx context.Context, tx *store.Tx, county string, posts []Post) error {
	rows := make([][]any, len(posts))
	for i, p := range posts {
		rows[i] = []any{county, p.ID, p.PersonID, p.UnitID, p.Role, p.HeldFrom, p.HeldTo}
	}
	tx.Touch(county, Part)
	if err := insertRows(ctx, tx, `INSERT INTO posts (county, `+postColumns+`) VALUES `, rows); err != nil {
		return fmt.Errorf("save posts: %w", err)
	}
	return nil
}

// EndPost says on which day a post is held for the last time.
func EndPost(ctx context.Context, tx *store.Tx, county string, id int64, lastDay string) error {
	post, err := scanPost(tx.QueryRow(ctx, `SELECT `+postColumns+` FROM posts WHERE county = $1 AND id = $2`, county, id))
	missing := fault.NotFound("org.post_not_found", fault.Args{"post": id})
	if err := found(err, "post", missing); err != nil {
		return err
	}
	if !dayForm.MatchString(lastDay) || lastDay < post.HeldFrom {
		return fault.Invalid("org.post_days", fault.Args{"from": post.HeldFrom, "to": lastDay}).At("held_to")
	}
	tx.Touch(county, Part)
	result, err := tx.Exec(ctx, `UPDATE posts SET held_to = $1 WHERE county = $2 AND id = $3`, lastDay, county, id)
	return changed(result, err, "post", missing)
}

// FindHolder gives the post as held at a unit on a day. Of several seats it is the one held longest.
func FindHolder(ctx context.Context, tx *store.Tx, county string, unit int64, role, day string) (Post, error) {
	posts, err := ListPostsAt(ctx, tx, county, unit, role)
	if err != nil {
		return Post{}, err
	}
	for _, post := range posts {
		if post.HeldOn(day) {
			return post, nil
		}
	}
	return Post{}, fault.NotFound("org.holder_not_found", fault.Args{"day": day})
}

// ListPostsAt gives all holders of a post at a unit, past ones too, by first day.
func ListPostsAt(ctx context.Context, tx *store.Tx, county string, unit int64, role string) ([]Post, error) {
	return listPosts(ctx, tx, `county = $1 AND unit_id = $2 AND role = $3`, county, unit, role)
}

// ListPostsOf gives all posts of a person, past ones too, by first day.
func ListPostsOf(ctx context.Context, tx *store.Tx, county string, person int64) ([]Post, error) {
	return listPosts(ctx, tx, `county = $1 AND person_id = $2`, county, person)
}

// ListPosts gives every holder of a post in the county, by first day: what a roll of secretaries is made from.
func ListPosts(ctx context.Context, tx *store.Tx, county, role string) ([]Post, error) {
	return listPosts(ctx, tx, `county = $1 AND role = $2`, county, role)
}

func listPosts(ctx context.Context, tx *store.Tx, where string, args ...any) ([]Post, error) {
	rows, err := tx.Query(ctx, `SELECT `+postColumns+` FROM posts WHERE `+where+` ORDER BY held_from, id`, args...)
	posts, err := list(rows, err, scanPost)
	if err != nil {
		return nil, fmt.Errorf("list posts: %w", err)
	}
	return posts, nil
}

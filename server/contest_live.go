package server

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"reflect"
	"strconv"
	"sync"
	"time"

	"qixing/contest"
	"qixing/fault"
	"qixing/store"
)

const (
	boardPoll  = 200 * time.Millisecond // how often the database is asked whether a board changed, while anyone looks at it
	boardBeat  = 15 * time.Second       // how often a quiet line is kept open
	boardWrite = 10 * time.Second       // how long a viewer may take to read a board before it is let go
)

// frame is a board as it goes over every line: made once, written to all.
type frame struct {
	id   string
	text []byte
	next chan struct{} // closed when there is a newer one
}

// stage is a board that somebody looks at. One goroutine asks the database for it, however many look.
type stage struct {
	viewers int
	frame   *frame
	stop    context.CancelFunc
}

// hall holds the boards that are looked at on this server. What changes them may happen on another: so it is the count of changes in the
// database that tells.
type hall struct {
	s      *Server
	mu     sync.Mutex
	stages map[int64]*stage
}

// enter gives the latest frame of a board, and begins to watch it for the first viewer.
func (h *hall) enter(ctx context.Context, id int64) (*frame, error) {
	h.mu.Lock()
	if on := h.stages[id]; on != nil {
		on.viewers++
		h.mu.Unlock()
		return on.frame, nil
	}
	h.mu.Unlock()
	first, err := h.make(ctx, id)
	if err != nil {
		return nil, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.stages[id] == nil {
		watching, stop := context.WithCancel(context.Background())
		h.stages[id] = &stage{frame: first, stop: stop}
		go h.watch(watching, id)
	}
	h.stages[id].viewers++
	return h.stages[id].frame, nil
}

// leave stops watching a board with its last viewer.
func (h *hall) leave(id int64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	on := h.stages[id]
	if on.viewers--; on.viewers == 0 {
		on.stop()
		delete(h.stages, id)
	}
}

// latest gives a board's newest frame, or nil when nobody looks at it any more.
func (h *hall) latest(id int64) *frame {
	h.mu.Lock()
	defer h.mu.Unlock()
	if on := h.stages[id]; on != nil {
		return on.frame
	}
	return nil
}

// watch asks whether the board has changed until nobody looks any more. A database that is away for a while is asked again.
func (h *hall) watch(ctx context.Context, id int64) {
	tick := time.NewTicker(boardPoll)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if err := h.renew(ctx, id); err != nil && ctx.Err() == nil {
			h.s.log.WarnContext(ctx, "board", slog.Int64("contest", id), slog.String("error", err.Error()))
		}
	}
}

func (h *hall) renew(ctx context.Context, id int64) error {
	old := h.latest(id)
	if old == nil {
		return nil // the last viewer has just gone
	}
	version, err := h.version(ctx, id)
	if err != nil || version == old.id {
		return err
	}
	made, err := h.make(ctx, id)
	if err != nil {
		return err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if on := h.stages[id]; on != nil && on.frame == old {
		on.frame = made
		close(old.next)
	}
	return nil
}

func (h *hall) version(ctx context.Context, id int64) (version string, err error) {
	err = h.s.db.Read(ctx, func(tx *store.Tx) error {
		times, err := tx.CountChanges(ctx, h.s.County, contest.PartOf(id))
		version = strconv.FormatInt(times, 10)
		return err
	})
	return version, err
}

// make writes a board as an event, with the count of changes that it was read with.
func (h *hall) make(ctx context.Context, id int64) (*frame, error) {
	made := &frame{next: make(chan struct{})}
	err := h.s.db.Read(ctx, func(tx *store.Tx) error {
		times, err := tx.CountChanges(ctx, h.s.County, contest.PartOf(id))
		if err != nil {
			return err
		}
		board, err := h.s.findBoard(ctx, tx, id)
		if err != nil {
			return err
		}
		fillLists(reflect.ValueOf(&board).Elem())
		text, err := json.Marshal(board)
		if err != nil {
			return err
		}
		made.id = strconv.FormatInt(times, 10)
		made.text = fmt.Appendf(nil, "id: %s\nevent: board\ndata: %s\n\n", made.id, bytes.TrimSpace(text))
		return nil
	})
	return made, err
}

// serveEvents keeps a line open over which the board comes whenever it changes. Each event is the whole board, so whoever was away misses nothing; whoever
// names the event that they have already (Last-Event-ID) gets the next one only.
func (s *Server) serveEvents(w http.ResponseWriter, r *http.Request) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		s.writeProblem(w, r, fault.NotFound("contest.not_found", fault.Args{"id": r.PathValue("id")}))
		return
	}
	on, err := s.hall.enter(r.Context(), id)
	if err != nil {
		s.writeProblem(w, r, err)
		return
	}
	defer s.hall.leave(id)
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no") // nginx would hold the events back
	line := &eventLine{w: w, control: http.NewResponseController(w)}
	opening := []byte("retry: 1000\n\n")
	if r.Header.Get("Last-Event-ID") != on.id {
		opening = append(opening, on.text...)
	}
	if line.send(opening) != nil {
		return
	}
	s.follow(r.Context(), line, id, on)
}

// follow sends each newer board, and something now and then to keep the line open, until the viewer or the server goes.
func (s *Server) follow(ctx context.Context, line *eventLine, id int64, on *frame) {
	beat := time.NewTicker(boardBeat)
	defer beat.Stop()
	for {
		var err error
		select {
		case <-ctx.Done():
			return
		case <-s.Closing:
			return
		case <-beat.C:
			err = line.send([]byte(": \n\n"))
		case <-on.next:
			on = s.hall.latest(id)
			err = line.send(on.text)
		}
		if err != nil {
			return
		}
	}
}

// eventLine writes events to one viewer. Who doesn't read is let go rather than waited for.
type eventLine struct {
	w       http.ResponseWriter
	control *http.ResponseController
}

func (l *eventLine) send(text []byte) error {
	_ = l.control.SetWriteDeadline(time.Now().Add(boardWrite)) // a recorder in a test has none
	if _, err := l.w.Write(text); err != nil {
		return err
	}
	return l.control.Flush()
}

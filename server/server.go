package server

import (
	"encoding/json"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
	"golang.org/x/mod/sumdb/note"

	"qixing/calendar"
	"qixing/contest"
	"qixing/ledger"
	"qixing/matter"
	"qixing/notice"
	"qixing/org"
	"qixing/outcome"
	"qixing/rollup"
	"qixing/round"
	"qixing/store"
)

// Config is what a server needs. DB, County, Packs, Calendar and Keys are required.
type Config struct {
	DB       *store.DB
	County   string // the six digits of the county that this server answers for
	Packs    round.Packs
	Calendar *calendar.Calendar
	Keys     *org.Keyring
	Files    *ledger.Blobs  // the content of evidence files
	Verifier note.Verifiers // checks the journal's signatures
	Web      fs.FS          // the built web application; nil serves the API alone
	Random   io.Reader      // tokens; crypto/rand.Reader outside tests
	Gate     *org.Gate      // passwords and one-time codes
	OIDC     *OIDC          // single sign-on, where there is one
	Secure   bool           // the cookie goes over TLS only
	Log      *slog.Logger
	Version  string

	// Closing is closed when the server stops taking requests: the lines over which boards are live end then. nil: they never do.
	Closing <-chan struct{}

	// TwoForGrants makes a grant wait for a second security administrator.
	TwoForGrants bool

	// Demonstration lets whoever opens the page sign in as any account with one tap. The caller must then listen on the loopback address only.
	Demonstration bool
	// Idle is how long a session lasts without a request; 0 is fifteen minutes.
	Idle time.Duration
}

// Server answers for one county.
type Server struct {
	Config
	db         *store.DB
	log        *slog.Logger
	api        huma.API
	rounds     *round.Desk
	notices    *notice.Desk
	matters    *matter.Desk
	outcome    *outcome.Desk
	contests   *contest.Desk
	rollups    *rollup.Desk
	hall       *hall
	remembered *remembered
}

// New makes the handler of everything.
func New(config Config) http.Handler {
	s := newServer(config)
	mux := http.NewServeMux()
	s.describe(mux)
	s.routes(mux)
	return s.guard(mux)
}

// newServer makes the desks that answers come from.
func newServer(config Config) *Server {
	s := &Server{Config: config, db: config.DB, log: config.Log, remembered: newRemembered()}
	if s.Idle == 0 {
		s.Idle = 15 * time.Minute
	}
	s.rounds = &round.Desk{Calendar: config.Calendar, Packs: config.Packs, Keys: config.Keys, Scores: store.NewMemory[*round.Scored](scoresKept)}
	s.notices = &notice.Desk{Rounds: s.rounds, Calendar: config.Calendar, Keys: config.Keys, Random: config.Random}
	s.matters = &matter.Desk{Calendar: config.Calendar, Keys: config.Keys}
	s.outcome = &outcome.Desk{Rounds: s.rounds}
	s.contests = &contest.Desk{Packs: config.Packs, Keys: config.Keys, Random: config.Random}
	s.rollups = &rollup.Desk{DB: config.DB, County: config.County, Packs: config.Packs, Keys: config.Keys}
	s.hall = &hall{s: s, stages: map[int64]*stage{}}
	return s
}

// describe sets up the API's description. The documentation page of the library loads a script from outside, so there is none.
func (s *Server) describe(mux *http.ServeMux) {
	config := huma.DefaultConfig("Qixing 旗星", s.Version)
	config.OpenAPIPath = "/openapi"
	config.DocsPath = ""
	config.SchemasPath = ""
	config.CreateHooks = nil
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{"session": {Type: "apiKey", In: "cookie", Name: sessionCookie}}
	huma.NewErrorWithContext = malformed
	huma.DefaultArrayNullable = false // fillLists keeps the promise
	config.Formats = map[string]huma.Format{"application/json": writtenFormat, "json": writtenFormat}
	s.api = humago.New(mux, config)
}

func (s *Server) routes(mux *http.ServeMux) {
	s.sessionRoutes()
	s.oidcRoutes(mux)
	s.orgRoutes()
	s.packRoutes()
	s.ledgerRoutes(mux)
	s.taskRoutes()
	s.roundRoutes()
	s.assessmentRoutes()
	s.reviewRoutes()
	s.decisionRoutes()
	s.noticeRoutes(mux)
	s.matterRoutes()
	s.askRoutes(mux)
	s.outcomeRoutes(mux)
	s.contestRoutes(mux)
	s.cockpitRoutes()
	s.coverageRoutes()
	s.doubtRoutes()
	s.rollupRoutes()
	s.deliveryRoutes()
	s.compareRoutes()
	s.journalRoutes(mux)
	s.accountRoutes()
	s.healthRoutes(mux)
	s.webRoutes(mux)
}

func writeJSON(w io.Writer, body any) {
	_ = json.NewEncoder(w).Encode(body) // the reader may have gone; nothing is left to tell them
}

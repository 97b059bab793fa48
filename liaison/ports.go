package liaison

import (
	"context"
	"io"
	"time"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
	"liaison/liaison/overpayment"
)

// Store runs a transaction for an actor: as a database role that owns nothing, confined by row-level security to the actor's
// pooling area (and for outsiders to the cases granted to them). It retries serialization failures, so fn may run again and
// must have no effect outside the Tx. No network call belongs inside fn.
type Store interface {
	InTx(ctx context.Context, actor Actor, fn func(Tx) error) error
	// SignIn looks a login up across pooling areas, before there is an actor. NotFound when there is none.
	SignIn(ctx context.Context, login string) (Credential, error)
	// OpenSession and the rest keep sessions by the SHA-256 of their token.
	OpenSession(ctx context.Context, tokenHash []byte, tenant string, user uuid.UUID, until time.Time) error
	// SessionActor returns who the session belongs to, with the roles held on the day of now. SignedOut when there is none.
	SessionActor(ctx context.Context, tokenHash []byte, now time.Time) (Actor, error)
	CloseSession(ctx context.Context, tokenHash []byte) error
	// FeedActor returns who a calendar feed's token belongs to, with the roles held on the day of now. NotFound when there is none.
	FeedActor(ctx context.Context, tokenHash []byte, now time.Time) (Actor, error)
	// TokenActor returns who an API token belongs to, with the roles held on the day of now, and notes that it was used. SignedOut when there
	// is none in force.
	TokenActor(ctx context.Context, tokenHash []byte, now time.Time) (Actor, error)
	// CheckedLetter tells of the letter whose check page a token opens. NotFound when there is none.
	CheckedLetter(ctx context.Context, token string) (CheckedLetter, error)
	// Tenants lists the pooling areas. For the schedule of jobs and operation, never for a page.
	Tenants(ctx context.Context) ([]string, error)
}

// Credential is what signing in needs to know of a user.
type Credential struct {
	Tenant       string
	User         uuid.UUID
	Name         string
	PasswordHash string // argon2id, PHC string
}

// User is a person who may sign in.
type User struct {
	ID           uuid.UUID
	Login        string
	Name         string
	PasswordHash string
	Roles        []RoleTerm
	DisabledAt   time.Time
}

// RoleTerm is a role with its first and last day; a zero Until has no end.
type RoleTerm struct {
	Role  Role
	From  calendar.Date
	Until calendar.Date
}

// Tx is the set of ports the use cases ask for; each is declared beside the use case that needs it.
type Tx interface {
	readTx
	openCaseTx
	exhibitTx
	sealTx
	claimTx
	letterTx
	paperTx
	refusalTx
	preflightTx
	receiptTx
	userTx
	fsckTx
	amendTx
	calendarTx
	moveTx
	feedTx
	handoverTx
	pendingTx
	directoryTx
	leadTx
	tokenTx
	onceTx
	jobTx
	reminderTx
	digestTx
	officeLogTx
	sealImageTx
	recusalTx
	campaignTx
	scanTx
	slipTx
	rangeTx
	approvalTx
	deskTx
	roleTx
	// Audit appends to the case's hash chain. The store computes ordinal and hashes under the case's row lock. The first entry of a transaction
	// also keeps the attempt that ctx carries (AttemptOf): Conflict when its key is taken.
	Audit(ctx context.Context, caseID uuid.UUID, entry AuditEntry) error
	// LockCase locks the case's row until the transaction ends: parents before children. NotFound when there is none.
	LockCase(ctx context.Context, caseID uuid.UUID) error
}

// readTx reads cases.
type readTx interface {
	// CaseID finds a case by its readable number. NotFound when the actor may not know of it.
	CaseID(ctx context.Context, number string) (uuid.UUID, error)
	// Dossier loads a case with all that belongs to it in one round trip.
	Dossier(ctx context.Context, caseID uuid.UUID) (*Dossier, error)
	// Dossiers loads many cases in one round trip, in the order asked for; nil where there is none.
	Dossiers(ctx context.Context, caseIDs []uuid.UUID) ([]*Dossier, error)
	// Cases lists summaries, newest first; query matches number, title, names and identity numbers; empty: all.
	Cases(ctx context.Context, q CaseQuery) ([]CaseSummary, error)
	// Due lists open clocks whose strict end is on or before until, earliest first.
	Due(ctx context.Context, until calendar.Date, limit int) ([]Due, error)
	// Rows returns the payment and bank rows of a case, in the order of their tables.
	Rows(ctx context.Context, caseID uuid.UUID) (Rows, error)
}

// CaseQuery narrows a list of cases.
type CaseQuery struct {
	Text   string
	Mine   bool // only those the actor is in charge of today, or covers
	Limit  int  // 0: 50
	Offset int
	Owners []uuid.UUID // whose they are, when Mine; the service fills it in
}

// Rows are the table rows of a case.
type Rows struct {
	Ledger, Second []overpayment.LedgerRow
	Bank           []overpayment.BankRow
}

// openCaseTx takes a new case in.
type openCaseTx interface {
	// CaseByFolderKey returns the case a folder belongs to and its source files; found is false when there is none.
	CaseByFolderKey(ctx context.Context, key string) (id uuid.UUID, number string, files []SourceFile, found bool, err error)
	// NextCaseNumber reserves the next readable case number of the year under a row lock.
	NextCaseNumber(ctx context.Context, year int) (string, error)
	// InsertCase writes the case with its parties, events, adjustments, sources, remarks, first bundle and rows.
	InsertCase(ctx context.Context, d *Dossier, rows Rows) error
}

// exhibitTx keeps exhibits.
type exhibitTx interface {
	// LockBundle locks the bundle and returns its state and the number of exhibits in it.
	LockBundle(ctx context.Context, bundleID uuid.UUID) (BundleState, int, error)
	InsertBundle(ctx context.Context, caseID uuid.UUID, b Bundle) error
	InsertExhibit(ctx context.Context, caseID uuid.UUID, e Exhibit) error
	// InsertRows adds the rows of a table that came later.
	InsertRows(ctx context.Context, caseID uuid.UUID, rows Rows) error
	SetRotation(ctx context.Context, caseID, exhibitID uuid.UUID, degrees int) error
}

// sealTx seals bundles.
type sealTx interface {
	InsertEdition(ctx context.Context, caseID uuid.UUID, e Edition) error
	SealBundle(ctx context.Context, caseID, bundleID uuid.UUID, by string, at time.Time) error
}

// claimTx keeps claims and determinations.
type claimTx interface {
	InsertClaim(ctx context.Context, caseID uuid.UUID, c ClaimVersion) error
	InsertDetermination(ctx context.Context, caseID uuid.UUID, d Determination) error
	UpdateDetermination(ctx context.Context, caseID uuid.UUID, d Determination) error
	// SetDecided stores what an effective determination decided in the case.
	SetDecided(ctx context.Context, caseID uuid.UUID, retained overpayment.Retained, death calendar.Date, deceit bool) error
}

// letterTx keeps letters and their numbers.
type letterTx interface {
	InsertLetter(ctx context.Context, caseID uuid.UUID, l Letter) error
	UpdateLetter(ctx context.Context, caseID uuid.UUID, l Letter) error
	// ReserveNumber takes the next number of the series under its row lock, for this letter. Gap-free: the number stands in
	// the register as reserved from then on. A letter that has one keeps it.
	ReserveNumber(ctx context.Context, s Series, letterID uuid.UUID) (n int, text string, err error)
	// EnterNumber records a number from the office's own register. Conflict when it is taken.
	EnterNumber(ctx context.Context, s Series, text string, letterID uuid.UUID) error
	// SetNumberState marks the letter's number issued or voided.
	SetNumberState(ctx context.Context, letterID uuid.UUID, state LetterState) error
	letterBatchTx
}

// letterBatchTx keeps the letters of many cases at once; who calls it has locked the cases.
type letterBatchTx interface {
	InsertLetters(ctx context.Context, letters []CaseLetter) error
	// UpdateLetters is UpdateLetter for each.
	UpdateLetters(ctx context.Context, letters []CaseLetter) error
	// LettersOf reads the letters of cases, without what stands in the review before filing.
	LettersOf(ctx context.Context, caseIDs []uuid.UUID) (map[uuid.UUID][]Letter, error)
	// ReserveNumbers is ReserveNumber for letters that have none, in their order.
	ReserveNumbers(ctx context.Context, s Series, letters []uuid.UUID) (map[uuid.UUID]string, error)
	SetNumberStates(ctx context.Context, letters []uuid.UUID, state LetterState) error
}

// CaseLetter is a letter with its case.
type CaseLetter struct {
	CaseID uuid.UUID
	Letter
}

// Series is one run of document numbers: an office, a kind of letter and a year.
type Series struct {
	Office string // the issuing body's name
	Prefix string // 机关代字 with the kind's word: 尧都人社移
	Kind   LetterKind
	Year   int
}

// paperTx keeps papers and their clocks.
type paperTx interface {
	InsertPaper(ctx context.Context, caseID uuid.UUID, p PaperRecord) error
	// CorrectPaper keeps the paper as corrected and appends the old readings to the history.
	CorrectPaper(ctx context.Context, caseID uuid.UUID, p PaperRecord, c PaperCorrection) error
	// AddProof makes an exhibit a proof of the paper: its scan where it has none, otherwise one more.
	AddProof(ctx context.Context, caseID, paperID uuid.UUID, file, by string, at time.Time) error
	InsertDeadlines(ctx context.Context, caseID uuid.UUID, ds []DeadlineRecord) error
	// CloseDeadlines changes the state of open clocks, and keeps by what they ended.
	CloseDeadlines(ctx context.Context, caseID uuid.UUID, ids []uuid.UUID, state DeadlineState, by Closing, at time.Time) error
	SetTracks(ctx context.Context, c Case) error
	InsertGrant(ctx context.Context, caseID uuid.UUID, g Grant) error
}

// receiptTx keeps receipts.
type receiptTx interface {
	InsertReceipt(ctx context.Context, caseID uuid.UUID, r Receipt) error
	// LinkSlip sets which exhibit is the receipt's slip. NotFound when there is no such receipt.
	LinkSlip(ctx context.Context, caseID, receiptID uuid.UUID, file string) error
}

// amendTx completes what the folder did not tell.
type amendTx interface {
	// UpdateParty replaces sex, address, phone and relation of the party at a place (from 1).
	UpdateParty(ctx context.Context, caseID uuid.UUID, place int, p Party) error
	UpdateOffice(ctx context.Context, caseID uuid.UUID, o Office) error
}

// userTx keeps users.
type userTx interface {
	InsertUser(ctx context.Context, u User) error
	Users(ctx context.Context) ([]User, error)
	SetPassword(ctx context.Context, userID uuid.UUID, hash string) error
	DisableUser(ctx context.Context, userID uuid.UUID, at time.Time) error
	// EnableUser lets a disabled user sign in again. Sessions, tokens and feeds of before do not come back.
	EnableUser(ctx context.Context, userID uuid.UUID) error
}

// fsckTx lists what the database says is stored.
type fsckTx interface {
	// Objects calls fn for every object any row points at.
	Objects(ctx context.Context, fn func(ref ObjectRef, what string) error) error
	// VerifyAudit walks every audit chain and names the cases whose chain does not hold.
	VerifyAudit(ctx context.Context) ([]string, error)
}

// Vault keeps bytes. Put spools to a local file while hashing and sniffing, then puts once at the final key; when it returns
// without error the store has confirmed. The object always comes before the row that points at it.
type Vault interface {
	Put(ctx context.Context, name string, r io.Reader) (Stored, error)
	Open(ctx context.Context, ref ObjectRef) (io.ReadCloser, error)
}

// Book is what a binder is asked to bind.
type Book struct {
	Dossier  *Dossier
	Bundle   Bundle
	Exhibits []Exhibit
	Ordinal  int // edition
	SealedOn calendar.Date
	Unsealed bool // bound only for looking it over: the cover says so; SealedOn is then the day the case was opened
	// Open returns an exhibit's bytes.
	Open func(ctx context.Context, e Exhibit) (io.ReadCloser, error)
}

// BoundBook is a finished evidence book in a temporary file; Close removes it.
type BoundBook struct {
	File        io.ReadSeekCloser
	Pages       int
	FrontMatter int
	Body        int
	Entries     []BookEntry
}

// Binder binds evidence books (PDF).
type Binder interface {
	Bind(ctx context.Context, b Book) (*BoundBook, error)
}

// Intake reads tables that an office hands in.
type Intake interface {
	// ReadRows reads a payment ledger, second ledger or bank statement. Faults name file and row.
	ReadRows(ctx context.Context, kind ExhibitKind, name string, r io.Reader) (Rows, []Remark, error)
}

// Renderer writes letters. Same request, same bytes.
type Renderer interface {
	Render(ctx context.Context, req LetterDraftRequest) (Rendered, error)
	// Content is Rendered without the file: what is missing, the digest of what the letter says and how many pages it takes, at a fraction of the
	// cost. It refuses what Render refuses.
	Content(ctx context.Context, req LetterDraftRequest) (Rendered, error)
	// Inputs is what the drafter of the kind enters for the case, with what there is to choose from; nil: nothing.
	Inputs(d *Dossier, kind LetterKind) []LetterInput
	// Text is the letter paragraph by paragraph with the request's edits in their places, and what is wrong with them.
	Text(ctx context.Context, req LetterDraftRequest) (LetterText, error)
}

// Clock tells the time; the domain never asks the machine.
type Clock func() time.Time

// Package overpayment works out what must be returned (应追回金额核定), month by month and to the fen, from payment rows
// and the facts that end, suspend or limit entitlement. It never makes up an amount: no fen without a payment row.
package overpayment

import (
	"liaison/liaison/calendar"
	"liaison/liaison/money"
)

// Situation is a code of the notice's list of wrongful receipt (违规领取情形): YL-1..6, SY-1..8, GS-1..6.
type Situation string

// RowRef says where a table row stands, as the office sees it in its spreadsheet: first line = 1.
type RowRef struct {
	File  string `json:"file"`
	Sheet string `json:"sheet"` // empty for CSV
	Row   int    `json:"row"`
}

// LedgerRow is one payment of a benefit ledger (待遇发放台账).
type LedgerRow struct {
	Ref      RowRef
	Month    calendar.YearMonth // 所属期: the month the money is for
	PaidOn   calendar.Date      // 发放/到账日期; zero when the table has none
	Name     string
	IDNumber string
	Amount   money.Fen // negative: 冲销, 扣回, 退票
	Item     string    // 待遇项目
	Note     string    // 备注
}

// BankRow is one line of a bank statement.
type BankRow struct {
	Ref          RowRef
	On           calendar.Date
	Summary      string // 摘要
	Credit       money.Fen
	Debit        money.Fen
	Balance      money.Fen
	HasBalance   bool
	Place        string // 交易网点/渠道
	Counterparty string // 对方户名
}

// EventKind is the kind of a fact that ends, suspends, limits or restores entitlement.
type EventKind string

// Event kinds of the case folder.
const (
	Death                 EventKind = "death"
	Cremated              EventKind = "cremated"
	RegistrationCancelled EventKind = "registration_cancelled"
	MissingPerson         EventKind = "missing"
	DeclaredDead          EventKind = "declared_dead"
	Detained              EventKind = "detained"
	CustodyStart          EventKind = "custody_start"
	CustodyEnd            EventKind = "custody_end"
	ProbationStart        EventKind = "probation_start"
	ProbationEnd          EventKind = "probation_end"
	ParoleStart           EventKind = "parole_start"
	ParoleEnd             EventKind = "parole_end"
	TemporaryReleaseStart EventKind = "temporary_release_start"
	TemporaryReleaseEnd   EventKind = "temporary_release_end"
	Acquitted             EventKind = "acquitted"
	Employed              EventKind = "employed"
	EmploymentEnded       EventKind = "employment_ended"
	InsuredElsewhere      EventKind = "insured_elsewhere"
	MilitaryService       EventKind = "military_service"
	Emigrated             EventKind = "emigrated"
	PensionStart          EventKind = "pension_start"
	Remarried             EventKind = "remarried"
	Adopted               EventKind = "adopted"
	CameOfAge             EventKind = "came_of_age"
)

// Event is one dated fact and the exhibit that proves it.
type Event struct {
	Kind    EventKind
	On      calendar.Date
	Exhibit string // the exhibit's file name
}

// Adjustment is a yearly rise of the monthly sum (待遇调整).
type Adjustment struct {
	Effective calendar.YearMonth
	Monthly   money.Fen
}

// Retained says which of two entitlements stays (保留哪一份待遇).
type Retained string

const (
	Undecided    Retained = ""               // 未认定
	RetainOurs   Retained = "payment_ledger" // our entitlement stays
	RetainTheirs Retained = "second_ledger"  // the other entitlement stays
)

// Input is all that a claim is worked out from.
type Input struct {
	Situation      Situation
	Benefits       []string // 险种
	Events         []Event
	Adjustments    []Adjustment
	HasAdjustments bool // the folder said something about adjustments; false: computed without that part, and said so
	Retained       Retained
	Ledger         []LedgerRow
	Second         []LedgerRow // the other entitlement's ledger (YL-3, SY-6)
	Bank           []BankRow
	Repaid         money.Fen
	// Rules is the readings of the 统筹区; nil: DefaultRules.
	Rules []Rule
	// DecidedDeath is the date chosen by officers where sources conflict; zero: not decided.
	DecidedDeath calendar.Date
}

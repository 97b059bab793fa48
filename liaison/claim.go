package liaison

import (
	"time"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
	"liaison/liaison/money"
	"liaison/liaison/overpayment"
)

// ClaimState is how far a claim is established.
type ClaimState string

const (
	ClaimEstablished ClaimState = "established"  // 已核定
	ClaimConflict    ClaimState = "conflict"     // 证据不一致·待认定
	ClaimUndecided   ClaimState = "undecided"    // 重复待遇·待认定
	ClaimNotComputed ClaimState = "not_computed" // 未核定
)

// Title is the state's Chinese name.
func (s ClaimState) Title() string {
	switch s {
	case ClaimEstablished:
		return "已核定"
	case ClaimConflict:
		return "证据不一致·待认定"
	case ClaimUndecided:
		return "重复待遇·待认定"
	case ClaimNotComputed:
		return "未核定"
	}
	return string(s)
}

// ClaimVersion is one immutable working-out of what must be returned (应追回金额核定).
type ClaimVersion struct {
	ID          uuid.UUID
	Version     int // from 1
	State       ClaimState
	Result      overpayment.Claim
	InputDigest string // SHA-256 over the input: same input, same claim
	ComputedAt  time.Time
	ComputedBy  string
}

// DeterminationKind is what officers decide where the papers do not.
type DeterminationKind string

const (
	DetermineDeath    DeterminationKind = "death_date" // 死亡日期认定
	DetermineRetained DeterminationKind = "retained"   // 保留待遇认定
	DetermineDeceit   DeterminationKind = "deceit"     // 涉嫌骗取认定
)

// Title is the kind's Chinese name.
func (k DeterminationKind) Title() string {
	switch k {
	case DetermineDeath:
		return "死亡日期认定"
	case DetermineRetained:
		return "保留待遇认定"
	case DetermineDeceit:
		return "涉嫌骗取认定"
	}
	return string(k)
}

// Determination is a choice between conflicting proofs. It takes effect when a second officer and the legal reviewer have
// confirmed it, each a different person: invariants.md, "two officers and the legal reviewer decide and say why".
type Determination struct {
	ID           uuid.UUID
	Kind         DeterminationKind
	Value        string // an ISO date, or a Retained value
	Reason       string
	ProposedBy   string
	ProposedByID uuid.UUID
	ProposedAt   time.Time
	SecondBy     string
	SecondByID   uuid.UUID
	SecondReason string
	SecondAt     time.Time
	ReviewedBy   string
	ReviewedByID uuid.UUID
	ReviewReason string
	ReviewedAt   time.Time
	RejectedBy   string
	RejectReason string
	RejectedAt   time.Time
}

// Effective reports whether the determination has been confirmed by all three.
func (d Determination) Effective() bool {
	return d.RejectedAt.IsZero() && !d.SecondAt.IsZero() && !d.ReviewedAt.IsZero()
}

// Pending reports whether the determination still waits for a confirmation.
func (d Determination) Pending() bool { return d.RejectedAt.IsZero() && !d.Effective() }

// ReceiptSource is the way money came back.
type ReceiptSource string

const (
	SourceVoluntary   ReceiptSource = "voluntary"   // 自愿退还
	SourceCourt       ReceiptSource = "court"       // 法院执行
	SourceSetOff      ReceiptSource = "set_off"     // 待遇抵扣
	SourceRestitution ReceiptSource = "restitution" // 刑事退赔
	SourceSurrendered ReceiptSource = "surrendered" // 退赃（公安、检察）
	SourceBankReturn  ReceiptSource = "bank_return" // 银行退回
	SourcePrison      ReceiptSource = "prison"      // 监狱协助追缴
	SourceOther       ReceiptSource = "other"       // 其他
)

// ReceiptSources is every source, in the order pages offer them.
func ReceiptSources() []ReceiptSource {
	return []ReceiptSource{SourceCourt, SourceVoluntary, SourceSetOff, SourceRestitution, SourceSurrendered, SourceBankReturn, SourcePrison, SourceOther}
}

// Title is the source's Chinese name.
func (s ReceiptSource) Title() string {
	switch s {
	case SourceVoluntary:
		return "自愿退还"
	case SourceCourt:
		return "法院执行"
	case SourceSetOff:
		return "待遇抵扣"
	case SourceRestitution:
		return "刑事退赔"
	case SourceSurrendered:
		return "退赃"
	case SourceBankReturn:
		return "银行退回"
	case SourcePrison:
		return "监狱协助追缴"
	case SourceOther:
		return "其他"
	}
	return string(s)
}

// AllocationKind is what a part of a receipt is for. Principal goes to the fund, fines to the treasury (trap 12).
type AllocationKind string

const (
	AllocPrincipal AllocationKind = "principal" // 应追回款
	AllocFine      AllocationKind = "fine"      // 罚款
	AllocLateFine  AllocationKind = "late_fine" // 加处罚款
	AllocCourtFee  AllocationKind = "court_fee" // 执行费
)

// Title is the kind's Chinese name.
func (k AllocationKind) Title() string {
	switch k {
	case AllocPrincipal:
		return "应追回款"
	case AllocFine:
		return "罚款"
	case AllocLateFine:
		return "加处罚款"
	case AllocCourtFee:
		return "执行费"
	}
	return string(k)
}

// Allocation is a part of a receipt: 险种 × year × kind.
type Allocation struct {
	Kind    AllocationKind
	Benefit string // 险种
	Year    int    // the year the money was paid out for; 0: not allocated to a year
	Amount  money.Fen
}

// Receipt is money that reached an account (追回资金到账).
type Receipt struct {
	ID              uuid.UUID
	On              calendar.Date // 到账日期
	Source          ReceiptSource
	CourtCaseNumber string      // 法院案号
	Account         BankAccount // 收款账户
	Reference       string      // 银行流水号
	Amount          money.Fen
	Allocations     []Allocation // their sum is Amount
	OverClaim       money.Fen    // how much of the principal is more than was still owed (疑似多退); 0: none
	ExhibitFile     string
	Note            string
	RecordedAt      time.Time
	RecordedBy      string
}

// Principal is the part of the receipt that reduces the claim.
func (r Receipt) Principal() money.Fen {
	var s money.Fen
	for _, a := range r.Allocations {
		if a.Kind == AllocPrincipal {
			s += a.Amount
		}
	}
	return s
}

// Balance is what has come back and what is still owed, over all sources.
type Balance struct {
	Established bool      // false: the claim is not established, Total and Owed say nothing
	Total       money.Fen // 应追回
	Received    money.Fen // 已追回
	Owed        money.Fen // 未追回; negative: 多退
	BySource    map[ReceiptSource]money.Fen
}

// Balance works out what is still owed from the newest claim and all receipts.
func (d *Dossier) Balance() Balance {
	b := Balance{BySource: map[ReceiptSource]money.Fen{}}
	for _, r := range d.Receipts {
		b.Received += r.Principal()
		b.BySource[r.Source] += r.Principal()
	}
	if c := d.Claim(); c != nil && c.Result.Total != nil {
		b.Established = true
		b.Total = *c.Result.Total
		b.Owed = b.Total - b.Received
	}
	return b
}

package liaison

import (
	"context"
	"io"
	"time"

	"github.com/google/uuid"
)

// CampaignStage is where a campaign stands.
type CampaignStage string

const (
	CampaignDrafting CampaignStage = "draft"    // 审核拟稿中
	CampaignReview   CampaignStage = "review"   // 待审批
	CampaignIssuing  CampaignStage = "issue"    // 制发中
	CampaignDone     CampaignStage = "done"     // 已完成
	CampaignReturned CampaignStage = "returned" // 已退回
)

// Title is the stage's Chinese name.
func (s CampaignStage) Title() string {
	switch s {
	case CampaignDrafting:
		return "审核拟稿中"
	case CampaignReview:
		return "待审批"
	case CampaignIssuing:
		return "制发中"
	case CampaignDone:
		return "已完成"
	case CampaignReturned:
		return "已退回"
	}
	return string(s)
}

// CampaignItemState is where one case of a campaign stands.
type CampaignItemState string

const (
	ItemWaiting CampaignItemState = "waiting" // 未办
	ItemDrafted CampaignItemState = "drafted" // 已拟稿
	ItemIssued  CampaignItemState = "issued"  // 已制发
	ItemRefused CampaignItemState = "refused" // 不能制发
)

// Campaign is one kind of letter for many cases at once (批量制发).
type Campaign struct {
	ID           uuid.UUID
	Kind         LetterKind
	Title        string // what the office calls it: 2026年第四季度催告
	Query        string // the words by which its cases were found; empty: all
	Inputs       map[string]string
	Stage        CampaignStage
	Stopped      bool
	Note         string // why it stopped by itself, or why the head returned it
	Run          int
	MadeBy       string
	MadeByID     uuid.UUID
	MadeAt       time.Time
	Digest       string // hex SHA-256 over the digests of all listed letters: what the head approves
	ApprovedBy   string
	ApprovedByID uuid.UUID
	ApprovedAt   time.Time
	Opinion      string
	Approvals    []ApprovalEntry // the steps of its one approval, over Digest
	Awaits       ApprovalStep    // whose desk it lies on while it is in review
	AwaitsAt     time.Time
	Barred       []uuid.UUID
	FinishedAt   time.Time
	Counts       CampaignCounts
}

// CampaignCounts is how many cases of a campaign stand where.
type CampaignCounts struct{ Waiting, Drafted, Issued, Refused int }

// Total is all cases of the campaign.
func (c CampaignCounts) Total() int { return c.Waiting + c.Drafted + c.Issued + c.Refused }

// Running reports whether a job works on the campaign.
func (c Campaign) Running() bool {
	return !c.Stopped && (c.Stage == CampaignDrafting || c.Stage == CampaignIssuing)
}

// Chain is the campaign's one approval over the list as it stands with the people of today.
func (c Campaign) Chain(staff Staff) Chain {
	return ChainOf(ApprovalSubject{Type: mustType(c.Kind), Drafter: c.MadeByID, Entries: c.Approvals, Digest: c.Digest}, staff)
}

// CampaignItem is one case of a campaign.
type CampaignItem struct {
	Ordinal    int
	CaseID     uuid.UUID
	CaseNumber string
	CaseTitle  string
	Letter     uuid.UUID // what the letter is called once it is drafted
	State      CampaignItemState
	Digest     string   // of the draft that is listed
	Reasons    []string // why it is refused
	Postal     string   // post code and address
	Number     string   // of the letter
	Object     ObjectRef
	Voided     bool // the letter was voided since
}

// CampaignItemQuery narrows a list of items.
type CampaignItemQuery struct {
	State  CampaignItemState // empty: all
	After  int               // ordinal
	Limit  int
	Postal bool // in postal order (post code, address, case number), After then counts rows to pass over
}

// campaignTx keeps campaigns.
type campaignTx interface {
	// InsertCampaign writes a campaign with an item for each case that its query finds, or that is listed; it returns how many.
	InsertCampaign(ctx context.Context, c Campaign, numbers []string) (int, error)
	// Campaign reads one. NotFound when there is none.
	Campaign(ctx context.Context, id uuid.UUID) (Campaign, error)
	// HoldCampaign locks its row until the transaction ends.
	HoldCampaign(ctx context.Context, id uuid.UUID) error
	// Campaigns lists them, newest first.
	Campaigns(ctx context.Context, limit int) ([]Campaign, error)
	// UpdateCampaign writes stage, stop, note, run, digest and approval.
	UpdateCampaign(ctx context.Context, c Campaign) error
	CampaignItems(ctx context.Context, id uuid.UUID, q CampaignItemQuery) ([]CampaignItem, error)
	// UpdateCampaignItems writes state, digest, reasons and postal of items, in one round trip.
	UpdateCampaignItems(ctx context.Context, id uuid.UUID, items []CampaignItem) error
}

// Merger puts the PDF files of letters one behind the other.
type Merger interface {
	// Merge writes one PDF with a bookmark for each file. next returns the files in their order and io.EOF behind the last; each is read whole
	// and let go before the next is asked for. Where duplex, a file of an odd number of pages gets a blank one behind it.
	Merge(ctx context.Context, to io.Writer, title string, duplex bool, next func() (MergeFile, error)) error
}

// MergeFile is one file for a Merger.
type MergeFile struct {
	Title string
	PDF   []byte
}

package liaison

import (
	"liaison/liaison/calendar"
	"liaison/liaison/law"
	"liaison/liaison/money"
	"liaison/liaison/overpayment"
)

// Folder is a case as an office hands it over (案件材料夹): what case.yaml says and what the tables hold.
// The web page for a new case fills the same struct.
type Folder struct {
	Name           string // the folder's own name, for messages
	Situation      overpayment.Situation
	Benefits       []string // 险种
	Division       string   // GB/T 2260 code of the acting bureau's district
	Parties        []Party
	Account        BankAccount // the account the benefit was paid into
	Events         []overpayment.Event
	Adjustments    []overpayment.Adjustment
	HasAdjustments bool
	Retained       overpayment.Retained
	Exhibits       []FolderExhibit
	Repayments     []Repayment
	Office         Office
	Papers         []FolderPaper

	// Tables read from the exhibits of kind payment_ledger, second_ledger and bank_statement.
	Ledger, Second []overpayment.LedgerRow
	Bank           []overpayment.BankRow
	// Remarks are reported, not refused: a 合计 that differs from its rows, a wrong identity number in a table.
	Remarks []Remark
}

// Remark is something the reader of a folder noticed that does not stop the import.
type Remark struct {
	File    string `json:"file"`
	Line    int    `json:"line,omitempty"`
	Message string `json:"message"`
}

// PartyRole is what a person is in the case.
type PartyRole string

const (
	RoleInsured    PartyRole = "insured"    // 参保人
	RoleRecipient  PartyRole = "recipient"  // 实际领取人
	RoleHeir       PartyRole = "heir"       // 继承人
	RoleAccomplice PartyRole = "accomplice" // 共同行为人
	RoleAgent      PartyRole = "agent"      // 代办人
)

// Party is a person of the case (当事人).
type Party struct {
	Role     PartyRole `json:"role"`
	Name     string    `json:"name"`
	IDNumber string    `json:"id_number,omitempty"` // GB 11643
	Sex      string    `json:"sex,omitempty"`
	Address  string    `json:"address,omitempty"`
	Phone    string    `json:"phone,omitempty"`
	Relation string    `json:"relation,omitempty"` // to the insured, as the office wrote it
}

// BankAccount is an account at a bank.
type BankAccount struct {
	Holder string `json:"holder,omitempty"`
	Bank   string `json:"bank,omitempty"`
	Number string `json:"number,omitempty"`
}

// ExhibitKind is the kind of an item of evidence (证据种类 by paper).
type ExhibitKind string

// FolderExhibit is one file of the folder, as case.yaml describes it.
type FolderExhibit struct {
	File        string
	Kind        ExhibitKind
	Source      string // 来源: who keeps or issued it
	ObtainedOn  calendar.Date
	Copy        bool // 复印件
	CollectedBy []string
}

// Repayment is money already returned before the case came to the program.
type Repayment struct {
	On      calendar.Date
	Amount  money.Fen
	Exhibit string
}

// Office is who acts: the bureau (人社局), its agency (经办机构) and the people who sign.
type Office struct {
	Bureau           string      `json:"bureau,omitempty"`
	Agency           string      `json:"agency,omitempty"`
	Head             Official    `json:"head,omitzero"`
	AgencyHead       Official    `json:"agency_head,omitzero"`
	Officers         []Officer   `json:"officers,omitempty"`
	Phone            string      `json:"phone,omitempty"`
	Address          string      `json:"address,omitempty"`
	CreditCode       string      `json:"credit_code,omitempty"`        // 统一社会信用代码 of the bureau (GB 32100)
	AgencyCreditCode string      `json:"agency_credit_code,omitempty"` // of the agency
	FundAccount      BankAccount `json:"fund_account,omitzero"`
}

// Official is the head of an office.
type Official struct {
	Name  string `json:"name,omitempty"`
	Title string `json:"title,omitempty"`
	Chief bool   `json:"chief,omitempty"` // 正职负责人 or 主持工作的负责人 (310号 art. 5)
}

// Officer is an officer in charge (承办人).
type Officer struct {
	Name       string `json:"name"`
	Credential string `json:"credential,omitempty"` // 执法证号 or 工作证/稽核证号; never made up
}

// FolderPaper is a paper issued or received so far, as case.yaml lists it.
type FolderPaper struct {
	Kind         law.Paper
	Number       string
	By           string        // the authority that issued it
	MadeOn       calendar.Date // 成文日期
	ServedOn     calendar.Date // 送达日期 (what we served)
	ReceivedOn   calendar.Date // 收到日期 (what reached us, or them)
	Method       string        // 送达方式
	RemediesTold *bool         // the decision told the party of 复议 and suit; nil: not said
	DueOn        calendar.Date // 履行期限
	Reason       string
	Amount       money.Fen
	HasAmount    bool
	Exhibit      string
	Account      string       // 还款账户, of a repayment agreement
	Obligations  []Obligation // who owes what by when; none: those whom the case names, in one sum
	Line         int          // in case.yaml
}

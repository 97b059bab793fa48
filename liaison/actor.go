package liaison

import (
	"slices"

	"github.com/google/uuid"

	"liaison/liaison/fault"
)

// Role is what a person may do. A person may hold several, each with a first and last day.
type Role string

const (
	RoleOfficer    Role = "officer"    // 承办人: prepares filings, records papers (legal desk)
	RoleReviewer   Role = "reviewer"   // 法制审核: confirms a choice between conflicting proofs (legal desk)
	RoleSection    Role = "section"    // 科室（机构）负责人: signs before the legal review (legal desk)
	RoleDeputy     Role = "deputy"     // 分管负责人: has the last word where the law does not ask for the head (legal desk)
	RoleHead       Role = "head"       // 机关负责人, 正职: approves what leaves the house (legal desk)
	RoleActing     Role = "acting"     // 主持工作的负责人: counts as 正职 from its first to its last day (国务院令第310号第五条) (legal desk)
	RoleProsecutor Role = "prosecutor" // 检察官: reads the cases granted to them
	RoleCashier    Role = "cashier"    // 到账登记: follows the money
	RoleRecusal    Role = "recusal"    // 回避办理人: keeps the leads about our own organ, and goes with no other role
)

// Desk is the room a person works in (工作台).
type Desk string

const (
	DeskLegal      Desk = "legal"      // 法制承办
	DeskProsecutor Desk = "prosecutor" // 检察联络
	DeskReceipts   Desk = "receipts"   // 到账登记
	DeskRecusal    Desk = "recusal"    // 回避办理
)

// Title is the role's Chinese name.
func (r Role) Title() string {
	switch r {
	case RoleOfficer:
		return "承办人"
	case RoleReviewer:
		return "法制审核"
	case RoleSection:
		return "科室（机构）负责人"
	case RoleDeputy:
		return "分管负责人"
	case RoleHead:
		return "机关负责人"
	case RoleActing:
		return "主持工作的负责人"
	case RoleProsecutor:
		return "检察官"
	case RoleCashier:
		return "到账登记"
	case RoleRecusal:
		return "回避办理人"
	}
	return string(r)
}

// Roles is every role, in the order of the chain of approval.
func Roles() []Role {
	return []Role{RoleOfficer, RoleSection, RoleReviewer, RoleDeputy, RoleHead, RoleActing, RoleCashier, RoleProsecutor, RoleRecusal}
}

// Valid reports whether the role is one that exists.
func (r Role) Valid() bool { return slices.Contains(Roles(), r) }

// Actor is who asks for something, in which pooling area (统筹区).
type Actor struct {
	Tenant string // 统筹区
	User   uuid.UUID
	Name   string
	Roles  []Role
}

// Has reports whether the actor holds the role today.
func (a Actor) Has(r Role) bool { return slices.Contains(a.Roles, r) }

// Outsider reports whether the actor reads only the cases granted to them (检察官).
func (a Actor) Outsider() bool {
	return !slices.ContainsFunc(a.Roles, func(r Role) bool { return r.Valid() && r != RoleProsecutor && r != RoleRecusal })
}

// Recused reports whether the actor holds the role of recusal and no other: only then the recusal room is open, and nothing else is.
func (a Actor) Recused() bool {
	return len(a.Roles) > 0 && !slices.ContainsFunc(a.Roles, func(r Role) bool { return r != RoleRecusal })
}

// Desk is the desk the actor's pages start from.
func (a Actor) Desk() Desk {
	switch {
	case a.May(ActSignLetter):
		return DeskLegal
	case a.Has(RoleCashier):
		return DeskReceipts
	case a.Recused():
		return DeskRecusal
	}
	return DeskProsecutor
}

// Act is something a role may or may not do.
type Act string

const (
	ActRead          Act = "read"            // 查阅
	ActOpenCase      Act = "open_case"       // 新建案件
	ActAddExhibit    Act = "add_exhibit"     // 收入证据
	ActSealBundle    Act = "seal_bundle"     // 定卷
	ActDecide        Act = "decide"          // 认定（提出）
	ActReview        Act = "review"          // 认定（法制审核）
	ActDraftLetter   Act = "draft_letter"    // 拟稿
	ActSignLetter    Act = "sign_letter"     // 签批: a step of the chain, each in his turn
	ActApproveLetter Act = "approve_letter"  // 审批: the head's powers over letters: return, override, void
	ActIssueLetter   Act = "issue_letter"    // 制发
	ActRecordPaper   Act = "record_paper"    // 登记文书
	ActRecordReceipt Act = "record_receipt"  // 到账登记
	ActGrantAccess   Act = "grant_access"    // 授权查阅
	ActManageUsers   Act = "manage_users"    // 用户管理
	ActLoadNotice    Act = "load_notice"     // 载入节假日安排
	ActKeepSeal      Act = "keep_seal"       // 维护印章图样
	ActKeepDirectory Act = "keep_directory"  // 维护机构名录
	ActHandInRecusal Act = "hand_in_recusal" // 移交回避线索
	ActKeepRecusal   Act = "keep_recusal"    // 办理回避线索
)

// permissions says which roles may do what. Reading is open to every role but recusal, which handles no case: may approve implies may read.
// Which cases an outsider reads is the store's business (per-case grants, row-level security).
var permissions = map[Act][]Role{
	ActRead:          {RoleOfficer, RoleSection, RoleReviewer, RoleDeputy, RoleHead, RoleActing, RoleProsecutor, RoleCashier},
	ActOpenCase:      {RoleOfficer},
	ActAddExhibit:    {RoleOfficer},
	ActSealBundle:    {RoleOfficer},
	ActDecide:        {RoleOfficer},
	ActReview:        {RoleReviewer},
	ActDraftLetter:   {RoleOfficer},
	ActSignLetter:    {RoleOfficer, RoleSection, RoleReviewer, RoleDeputy, RoleHead, RoleActing},
	ActApproveLetter: {RoleHead, RoleActing},
	ActKeepSeal:      {RoleHead, RoleActing},
	ActIssueLetter:   {RoleOfficer},
	ActRecordPaper:   {RoleOfficer},
	ActRecordReceipt: {RoleCashier, RoleOfficer},
	ActGrantAccess:   {RoleOfficer, RoleHead, RoleActing},
	ActManageUsers:   {RoleHead, RoleActing},
	ActLoadNotice:    {RoleOfficer, RoleHead, RoleActing},
	ActKeepDirectory: {RoleOfficer, RoleHead, RoleActing},
	ActHandInRecusal: {RoleOfficer, RoleSection, RoleReviewer, RoleDeputy, RoleHead, RoleActing, RoleCashier, RoleRecusal},
	ActKeepRecusal:   {RoleRecusal},
}

// May reports whether the actor may do the act.
func (a Actor) May(act Act) bool {
	return slices.ContainsFunc(permissions[act], a.Has)
}

// Must returns a Forbidden fault that names who may, unless the actor may do the act.
func (a Actor) Must(act Act) error { return a.must(act) }

// must returns a Forbidden fault unless the actor may do the act.
func (a Actor) must(act Act) error {
	if a.May(act) {
		return nil
	}
	names := ""
	for i, r := range permissions[act] {
		if i > 0 {
			names += "或"
		}
		names += r.Title()
	}
	return fault.New(fault.Forbidden, "您没有办理此事的权限，请由%s办理", names)
}

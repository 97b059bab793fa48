package liaison

import (
	"time"

	"github.com/google/uuid"

	"liaison/liaison/law"
)

// ApprovalStep is a place in the chain by which a letter is approved (签批环节).
type ApprovalStep string

const (
	StepOfficer ApprovalStep = "officer" // 承办人: submits what he drafted
	StepSecond  ApprovalStep = "second"  // 第二名承办人
	StepSection ApprovalStep = "section" // 科室（机构）负责人: the office's own custom, in no law
	StepLegal   ApprovalStep = "legal"   // 法制审核
	StepDeputy  ApprovalStep = "deputy"  // 分管负责人
	StepHead    ApprovalStep = "head"    // 主要负责人: 正职 or who 主持工作
)

// Title is the step's Chinese name.
func (s ApprovalStep) Title() string {
	switch s {
	case StepOfficer:
		return "承办人"
	case StepSecond:
		return "第二名承办人"
	case StepSection:
		return "科室（机构）负责人"
	case StepLegal:
		return "法制审核"
	case StepDeputy:
		return "分管负责人"
	case StepHead:
		return "主要负责人"
	}
	return string(s)
}

// ApprovalSteps is the chain of the kind, from the first officer to who has the last word.
func (t LetterType) ApprovalSteps() []ApprovalStep {
	switch t.Approval {
	case EndsAtOfficers:
		return []ApprovalStep{StepOfficer, StepSecond}
	case EndsAtDeputy:
		return []ApprovalStep{StepOfficer, StepSecond, StepSection, StepLegal, StepDeputy}
	}
	return []ApprovalStep{StepOfficer, StepSecond, StepSection, StepLegal, StepDeputy, StepHead}
}

// customary reports whether an office that has nobody for the step goes without it: no law asks for the head of a section, nor for a deputy
// where the head has the last word. Two officers, the legal review and the last word are never left out.
func (s ApprovalStep) customary(last bool) bool {
	return s == StepSection || s == StepDeputy && !last
}

// bothSteps reports whether one person may take an earlier and a later step where the office has nobody else: only what custom alone keeps
// apart. Two officers are two persons (国务院令第310号第五条, 行政处罚法第四十二条); who reviews is none of the officers and not who decides, because the
// review comes before the decision of the head (行政处罚法第五十八条).
func bothSteps(earlier, later ApprovalStep) bool {
	switch earlier {
	case StepSecond:
		return later == StepSection
	case StepSection:
		return later == StepDeputy || later == StepHead
	case StepDeputy:
		return later == StepHead
	}
	return false
}

const penaltyLaw = "中华人民共和国行政处罚法"

// ApprovalBasis is the law that asks for a step of the kind; none: the custom of approving papers alone.
func (t LetterType) ApprovalBasis(step ApprovalStep) []law.Citation {
	switch t.Kind {
	case LetterReferral, LetterReferralApproval, LetterInvestigationReport:
		switch step {
		case StepOfficer, StepSecond, StepHead:
			return []law.Citation{provision(referLaw, "第五条")}
		}
	case LetterPenaltyDecision:
		switch step {
		case StepOfficer, StepSecond:
			return []law.Citation{provision(penaltyLaw, "第四十二条")}
		case StepLegal:
			return []law.Citation{provision(penaltyLaw, "第五十八条")}
		case StepHead:
			return []law.Citation{provision(penaltyLaw, "第五十七条")}
		}
	case LetterEnforcementApplication:
		if step == StepHead {
			return []law.Citation{provision(forceLaw, "第五十五条")}
		}
	}
	return nil
}

// ApprovalAct is what somebody did in the chain.
type ApprovalAct string

const (
	ApprovalAgreed   ApprovalAct = "agreed"    // 同意
	ApprovalReturned ApprovalAct = "returned"  // 退回, with reasons: back to the first step
	ApprovalDeclined ApprovalAct = "declined"  // 不予批准, with reasons that stay on record: back to the first step
	ApprovalChanged  ApprovalAct = "changed"   // 修改 of the words or of what was entered
	ApprovalSentBack ApprovalAct = "sent_back" // 退回第一步, because what was agreed to no longer reads so
)

// Title is the act's Chinese name.
func (a ApprovalAct) Title() string {
	switch a {
	case ApprovalAgreed:
		return "同意"
	case ApprovalReturned:
		return "退回"
	case ApprovalDeclined:
		return "不予批准"
	case ApprovalChanged:
		return "修改"
	case ApprovalSentBack:
		return "退回第一步"
	}
	return string(a)
}

// ends reports whether the chain begins anew after the act.
func (a ApprovalAct) ends() bool {
	return a == ApprovalReturned || a == ApprovalDeclined || a == ApprovalSentBack
}

// ApprovalEntry is one line of a letter's or a campaign's chain. Lines are only added.
type ApprovalEntry struct {
	Ordinal  int // from 1
	Round    int // from 1; a return begins the next
	Act      ApprovalAct
	Step     ApprovalStep // of who agreed, returned or declined; empty otherwise
	By       string
	ByID     uuid.UUID // zero: the program itself
	Standing string    // as what: 主持工作的负责人, 科室（机构）负责人（代陈某）
	At       time.Time
	Opinion  string // words or reasons; of what was sent back: whose agreement fell
	Cause    string // the act of the case's chain that changed it, of changed and sent_back; empty: not known
	Digest   string // of what the person had before him
}

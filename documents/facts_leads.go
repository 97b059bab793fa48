package documents

import (
	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/law"
)

// sumNotNeeded lets a letter leave whose wording states no sum of the claim: what stands in the way of the claim does not stand in its way.
func (c *Common) sumNotNeeded() { c.obstacles = nil }

// newLead is a lead about another organ or its people (D19, D27). What concerns our own organ goes the way of recusal and stays out of this case.
func newLead(c *Common, req liaison.LetterDraftRequest, _ *calendar.Calendar) any {
	c.sumNotNeeded()
	if organ := req.Inputs["Organ"]; organ != "" && req.Dossier.Case.Office.Is(organ) {
		c.refuse("线索涉及本局或者本局所属的经办机构，承办人员应当回避，不能由本案制发：请移交回避办理（由回避办理人登记、报送），不在本案中留存")
	}
	return *c
}

// newTransfer hands on a report that is another's business (D39).
func newTransfer(c *Common, req liaison.LetterDraftRequest, _ *calendar.Calendar) any {
	c.sumNotNeeded()
	if organ := req.Inputs["Organ"]; organ != "" && req.Dossier.Case.Office.Is(organ) {
		c.refuse("有权处理的机关是本单位的，应当依法处理，不得移送（社会保险法第八十二条第二款）")
	}
	return *c
}

// Answer is the facts of a reply to the procuratorate (D20).
type Answer struct {
	Common
	Letter   Paper // 检察建议书 or 检察意见书
	Proposal bool  // 检察建议: two months, or fifteen days where it is urgent
	Urgent   bool
	Limit    Value // last day to answer, where the law or the letter fixes one
	Late     bool
	Reason   Value // of the delay
}

// newAnswer answers the newest proposal or opinion of the procuratorate. The two months of an opinion rest on memory, so that the letter states
// the day that the opinion itself gives.
func newAnswer(c *Common, req liaison.LetterDraftRequest, _ *calendar.Calendar) any {
	c.sumNotNeeded()
	a := Answer{Letter: c.paper(law.ProcuratorateOpinion, "检察意见书"), Reason: gap("逾期回复的原因")}
	if p := c.paper(law.ProcuratorateProposal, "检察建议书"); p.Has && (!a.Letter.Has || !p.record.On.Before(a.Letter.record.On)) {
		a.Letter, a.Proposal, a.Urgent = p, true, p.record.Urgent
	}
	if a.Letter.Has {
		limit := a.Letter.record.DueOn
		if a.Proposal && limit.IsZero() {
			limit = a.Letter.record.On.AddMonths(2)
			if a.Urgent {
				limit = a.Letter.record.On.AddDays(15)
			}
		}
		a.Limit = text(limit.Chinese())
		a.Late = !limit.IsZero() && dayOf(req).After(limit)
		if a.Letter.By.known {
			c.Procuratorate = a.Letter.By // who asked
		}
	}
	if r := c.prose(req.Inputs["LateReason"]); r.known {
		a.Reason = r
	}
	a.Common = *c
	return a
}

package documents

import (
	"liaison/documents/typeset"
	"liaison/liaison"
)

// partyKinds are the letters to the parties and what mends them.
func partyKinds() map[liaison.LetterKind]letterKind {
	return map[liaison.LetterKind]letterKind{
		liaison.LetterNoticeOfFacts:        party(typeset.Enforcement, factsItems(), stillOwed, fineProposed),
		liaison.LetterReturnOrder:          party(typeset.Enforcement, returnOrderItems(), stillOwed, standingApproval),
		liaison.LetterPenaltyDecision:      party(typeset.Enforcement, penaltyItems(), stillOwed, provenDeceit),
		liaison.LetterPleaReview:           party(typeset.Enforcement, pleaItems(), withoutMoney),
		liaison.LetterRepaymentAgreement:   party(typeset.Enforcement, agreementItems(), stillOwed, instalments),
		liaison.LetterServiceAddress:       party(typeset.TablePortrait, addressItems(), withoutMoney),
		liaison.LetterServiceAnnouncement:  party(typeset.Enforcement, announcementItems(), withoutMoney),
		liaison.LetterChangedDecision:      party(typeset.Enforcement, changeItems(), withoutMoney),
		liaison.LetterCorrectionNotice:     party(typeset.Enforcement, correctionItems(), withoutMoney),
		liaison.LetterApprovalRevocation:   party(typeset.Enforcement, revocationItems(), withoutMoney, toInsured),
		liaison.LetterReassessmentDecision: party(typeset.Enforcement, reassessmentItems(), withoutMoney, toInsured),
		liaison.LetterReturnNotice:         party(typeset.Enforcement, returnNoticeItems(), stillOwed),
		liaison.LetterRepaymentPledge:      party(typeset.Enforcement, pledgeItems(), stillOwed, instalments),
		liaison.LetterServiceReceipt:       party(typeset.TablePortrait, receiptItems(), withoutMoney),
		liaison.LetterBenefitPause:         party(typeset.Enforcement, stopItems("暂停发放", "恢复发放", "补发暂停期间"), withoutMoney, toInsured),
		liaison.LetterSuspensionNotice:     party(typeset.Enforcement, stopItems("停止发放", "停发待遇的情形消失后"), withoutMoney, toInsured),
		liaison.LetterBenefitTermination:   party(typeset.Enforcement, stopItems("终止", "不再发放"), withoutMoney, toInsured),
		liaison.LetterSetOffNotice:         party(typeset.Enforcement, setOffItems(), stillOwed, setOff),
		liaison.LetterDemandNotice:         party(typeset.Enforcement, demandItems(), stillOwed, noRemedy),
	}
}

// heading is what every letter to a party begins and ends with.
func heading(more ...item) []item {
	return append([]item{
		{"标题、文号", "《党政机关公文格式》", nil, nil, []string{"title", "number"}},
		{"印章、日期", compel + "第三十七条", nil, nil, []string{"signature"}},
	}, more...)
}

// demandItems is what a 催告书 holds (行政强制法第三十五条).
func demandItems() []item {
	return heading(
		item{"决定书文号、送达日", compel + "第三十五条", []string{"Decision.Number", "Decision.Title", "Decision.MadeOn", "Decision.On"}, nil, nil},
		item{"应履行内容", compel + "第三十五条", []string{"Due", "DueCapitals", "Benefits"}, nil, nil},
		item{"履行义务的期限", compel + "第三十五条第一项、第五十四条", nil, []string{"自收到本催告书之日起十日内"}, nil},
		item{"履行义务的方式", compel + "第三十五条第二项", nil, []string{"履行方式"}, nil},
		item{"明确的金额和给付方式", compel + "第三十五条第三项", []string{"Fund.Holder", "Fund.Bank", "Fund.Number", "HasFine", "Fine", "FineAccount"}, []string{"给付方式", "国库"}, nil},
		item{"陈述权、申辩权", compel + "第三十五条第四项、第三十六条", []string{"Contacts", "OfficePhone", "OfficeAddress"}, []string{"你有权进行陈述和申辩", compel + "第三十五条、第三十六条"}, nil},
		item{"逾期申请人民法院强制执行", compel + "第五十四条", []string{"Court"}, []string{compel + "第五十三条、第五十四条", "申请强制执行"}, nil},
	)
}

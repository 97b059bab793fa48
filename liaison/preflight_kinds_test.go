package liaison

import (
	"slices"
	"testing"
	"time"

	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
	"liaison/liaison/law"
	"liaison/liaison/money"
)

// november is a day of the month in which the filings of these tests are made.
func november(day int) calendar.Date { return calendar.NewDate(2026, time.November, day) }

// having records papers of the kinds on a day; those with a scan name it.
func having(on calendar.Date, kinds ...law.Paper) func(*Dossier) {
	return func(d *Dossier) {
		for _, k := range kinds {
			d.Papers = append(d.Papers, PaperRecord{ID: newID(), Kind: k, On: on, ExhibitFile: string(k) + ".pdf", CourtCaseNumber: "（2026）晋1002行审1号", Reason: "理由"})
			x := Exhibit{ID: newID(), FileName: string(k) + ".pdf", Title: string(k), Kind: ExhibitPaperReceived}
			d.Exhibits = append(d.Exhibits, x)
			d.Editions[0].Entries = append(d.Editions[0].Entries, BookEntry{ExhibitID: x.ID, FirstPage: 100, Pages: 1})
		}
	}
}

// running is a clock that ends on two days, the earliest and the latest plausible one.
func running(rule deadline.RuleID, strict, lenient calendar.Date) func(*Dossier) {
	return func(d *Dossier) {
		d.Deadlines = append(d.Deadlines, DeadlineRecord{State: DeadlineOpen, Result: deadline.Result{Rule: rule, Strict: deadline.Moment{On: strict}, Lenient: deadline.Moment{On: lenient}}})
	}
}

// drafted is a letter under way with what its drafter entered.
func drafted(kind LetterKind, inputs map[string]string) func(*Dossier) {
	return func(d *Dossier) {
		d.Letters = append(d.Letters, Letter{ID: newID(), Kind: kind, State: LetterDraft, Inputs: inputs})
	}
}

func without(file law.Paper) func(*Dossier) {
	return func(d *Dossier) {
		d.Exhibits = slices.DeleteFunc(d.Exhibits, func(x Exhibit) bool { return x.FileName == string(file)+".pdf" })
	}
}

// Each line breaks one thing of a filing that could leave; what must be said, and how heavy it weighs, follows from the article named first.
func TestEveryKindOfFilingIsReviewedByItsOwnArticle(t *testing.T) {
	filing := november(20)
	all := func(steps ...func(*Dossier)) func(*Dossier) {
		return func(d *Dossier) {
			for _, s := range steps {
				s(d)
			}
		}
	}
	heir := func(d *Dossier) { d.Parties[1].Role = RoleHeir }
	paid := func(d *Dossier) {
		d.Receipts = []Receipt{{On: filing, Allocations: []Allocation{{Kind: AllocPrincipal, Amount: money.Fen(8847_16)}}}}
	}
	for name, c := range map[string]struct {
		kind     LetterKind
		change   func(*Dossier)
		code     string
		severity Severity
	}{
		"159: no decision to secure":               {LetterPreservationApplication, func(d *Dossier) { d.Papers = nil }, "court-decision", Blocking},
		"159: a reason without evidence":           {LetterPreservationApplication, drafted(LetterPreservationApplication, map[string]string{"Reasons": "听说要转移存款"}), "preserve-reasons", Warning},
		"159: a clue from nowhere":                 {LetterPreservationApplication, drafted(LetterPreservationApplication, map[string]string{"Property": "存款|某银行|某人|"}), "preserve-clue", Warning},
		"159: all is repaid":                       {LetterPreservationApplication, paid, "amount-repaid", Blocking},
		"强制法56(2): no ruling":                      {LetterReconsiderationNotAccepted, nil, "ruling", Blocking},
		"强制法56(2): the sixteenth day":              {LetterReconsiderationNotAccepted, all(having(november(4), law.RulingNotAccepted), running("DL30", november(19), november(19))), "ruling-time", Blocking},
		"强制法56(2): rolled over a holiday":          {LetterReconsiderationNotAccepted, all(having(november(4), law.RulingNotAccepted), running("DL30", november(19), november(20))), "ruling-time-strict", Warning},
		"强制法56(2): the fifteenth day":              {LetterReconsiderationNotAccepted, all(having(november(5), law.RulingNotAccepted), running("DL30", filing, filing)), "ruling-last-day", Warning},
		"强制法56(2): no copy of the ruling":          {LetterReconsiderationNotAccepted, all(having(november(6), law.RulingNotAccepted), without(law.RulingNotAccepted)), "ruling-proof", Blocking},
		"强制法56(2): asked before":                   {LetterReconsiderationNotAccepted, having(november(6), law.RulingNotAccepted, law.AppealNotAccepted), "ruling-again", Blocking},
		"强制法58(3): the sixteenth day":              {LetterReconsiderationNotGranted, all(having(november(4), law.RulingNotGranted), running("DL35", november(19), november(19))), "ruling-time", Blocking},
		"强制法58(3): the court above has ruled":      {LetterReconsiderationNotGranted, having(november(6), law.RulingNotGranted, law.UpperRuling), "ruling-answered", Blocking},
		"161(1)(二): the months do not add up":      {LetterReconsiderationNotGranted, all(having(november(6), law.RulingNotGranted), func(d *Dossier) { d.Claims[0].Result.Lines[0].Overpaid++ }), "amount-lines", Blocking},
		"行诉法101: nothing was filed in court":       {LetterSupervisionEnforcement, nil, "watch-case", Blocking},
		"监督规则: the court above was not asked":      {LetterSupervisionEnforcement, all(having(november(6), law.RulingNotGranted), drafted(LetterSupervisionEnforcement, map[string]string{"Ground": "NotGranted"})), "watch-remedy-first", Warning},
		"强制法56(1): the court's five days run":      {LetterSupervisionEnforcement, all(having(november(16), law.CourtFilingReceipt), running("DL29", november(23), november(23)), drafted(LetterSupervisionEnforcement, map[string]string{"Ground": "Silent"})), "watch-silent", Blocking},
		"法释〔2000〕29号5: the three months run":       {LetterSupervisionEnforcement, all(having(november(2), law.EnforcementOpened), running("DL38", calendar.NewDate(2027, 2, 2), calendar.NewDate(2027, 2, 2)), drafted(LetterSupervisionEnforcement, map[string]string{"Ground": "Slow"})), "watch-slow", Blocking},
		"民诉解释517: the round was not ended":         {LetterResumeApplication, having(november(2), law.EnforcementOpened), "resume-ended", Blocking},
		"民诉法268: the enforcement is over":          {LetterWithdrawalApplication, having(november(2), law.EnforcementOpened, law.CaseClosedNotice), "stage-closed", Blocking},
		"民诉法268: withdrawn as paid, not paid":      {LetterWithdrawalApplication, all(having(november(2), law.EnforcementOpened), drafted(LetterWithdrawalApplication, map[string]string{"Reason": "Paid"})), "withdraw-paid", Warning},
		"法〔2016〕373号1: not yet three months":       {LetterFinalRoundOpinion, having(november(2), law.EnforcementOpened), "final-months", Warning},
		"变更追加10: no proof of the death":            {LetterChangeOfParty, all(having(november(2), law.EnforcementOpened, law.DeathOfObligor), without(law.DeathOfObligor)), "heir-death", Blocking},
		"变更追加10: nobody shows who inherits":        {LetterChangeOfParty, heir, "heir-relation", Warning},
		"民诉法236: no ruling to ask against":         {LetterEnforcementObjection, all(having(november(2), law.EnforcementOpened), drafted(LetterEnforcementObjection, map[string]string{"Stage": "Review"})), "object-ruling", Blocking},
		"民诉法236: the eleventh day":                 {LetterEnforcementObjection, all(having(november(9), law.ObjectionRuling), running("DL40", november(19), november(19))), "object-review-time", Blocking},
		"民诉法62: special powers not named":          {LetterPowerOfAttorney, drafted(LetterPowerOfAttorney, map[string]string{"Powers": "Special", "Agents": "李某|科员"}), "agent-special", Warning},
		"强制法60: money without a slip":              {LetterPaymentConfirmation, paid, "paid-slip", Warning},
		"强制法55: no code of the organ":              {LetterHeadIdentity, func(d *Dossier) { d.Case.Office.AgencyCreditCode = "" }, "court-credit-code", Warning},
		"310号9(1): nothing was refused":            {LetterSupervisionFiling, nil, "super-refusal", Blocking},
		"310号9(2): late and no reason given":       {LetterSupervisionFiling, all(having(november(10), law.ReferralDelivered, law.NoticeNotFiled, law.ReconsiderationDecided), running("DL11", november(13), november(13))), "super-late", Warning},
		"规则560: the police have filed it":          {LetterSupervisionFiling, having(november(10), law.NoticeNotFiled, law.NoticeFiled), "super-filed", Blocking},
		"规则557: no copy of the refusal":            {LetterSupervisionFiling, all(having(november(10), law.NoticeNotFiled), without(law.NoticeNotFiled)), "super-refusal-proof", Blocking},
		"法释〔2011〕7号1: too little to prosecute":     {LetterSupervisionFiling, func(d *Dossier) { *d.Claims[0].Result.Total = 2000_00 }, "referral-floor", Blocking},
		"规则562: nothing proves the day of receipt": {LetterSupervisionOverdue, all(having(november(10), law.ReferralReceipt), without(law.ReferralReceipt)), "overdue-proof", Blocking},
		"规则562: the three days run":                {LetterSupervisionOverdue, all(having(november(18), law.ReferralReceipt), running("DL05", november(21), november(23))), "overdue-running", Blocking},
		"规则562: a decision came":                   {LetterSupervisionOverdue, having(november(10), law.ReferralReceipt, law.NoticeFiled), "overdue-decided", Blocking},
		"公通字〔2015〕32号: thirty days may be claimed": {LetterSupervisionOverdue, all(having(november(10), law.ReferralReceipt), running("DL05a30", calendar.NewDate(2026, 12, 10), calendar.NewDate(2026, 12, 10))), "overdue-grey", Warning},
		"规则564(3): nothing was filed":              {LetterSupervisionIdle, nil, "idle-filed", Blocking},
		"规则564(3): the three months run":           {LetterSupervisionIdle, all(having(november(2), law.NoticeFiled), running("DL16", calendar.NewDate(2027, 2, 2), calendar.NewDate(2027, 2, 2))), "idle-running", Blocking},
		"规则564: the inquiry is over":               {LetterSupervisionIdle, having(november(2), law.NoticeFiled, law.Indicted), "idle-ended", Blocking},
		"行诉法25(4): against a person":               {LetterPublicInterestLead, drafted(LetterPublicInterestLead, map[string]string{"Organ": "韩某乙"}), "lead-person", Warning},
		"行诉法25(4): facts without evidence":         {LetterPublicInterestLead, drafted(LetterPublicInterestLead, map[string]string{"Facts": "没有履行职责"}), "lead-facts", Warning},
		"两高解释21: no proposal to answer":            {LetterProcuratorateReply, nil, "reply-paper", Blocking},
		"两高解释21: late and no reason given":         {LetterProcuratorateReply, all(having(calendar.NewDate(2026, 9, 1), law.ProcuratorateProposal), running("DL19", november(1), november(2)), drafted(LetterProcuratorateReply, map[string]string{"Items": "已整改{证据1}"})), "reply-late", Warning},
		"310号19: a crime named before any inquiry": {LetterDisciplineLead, drafted(LetterDisciplineLead, map[string]string{"Facts": "某人受贿{证据1}"}), "clue-words", Warning},
		"社保法82(2): the informer is named":          {LetterReportTransfer, drafted(LetterReportTransfer, map[string]string{"Named": "yes"}), "report-secret", Warning},
		"310号12: the case is not filed":            {LetterHandoverList, nil, "hand-filed", Blocking},
		"310号12: after the three days":             {LetterHandoverList, all(having(november(10), law.NoticeFiled), running("DL12", november(13), november(13))), "hand-time", Warning},
		"310号5: a deputy signs the approval":       {LetterReferralApproval, func(d *Dossier) { d.Case.Office.Head.Chief = false }, "referral-head", Blocking},
		"310号6(二): no finding of deceit":           {LetterInvestigationReport, func(d *Dossier) { d.Case.DeceitSuspected = false }, "referral-deceit", Blocking},
		"行诉证据规定19: the book is not sealed":         {LetterEvidenceCatalogue, func(d *Dossier) { d.Editions = nil }, "book-sealed", Warning},
		"强制法13: a letter cannot freeze":            {LetterAssistanceBank, drafted(LetterAssistanceBank, map[string]string{"Matters": "请冻结该账户"}), "ask-coercion", Blocking},
		"商业银行法29: every account":                   {LetterAssistanceBank, drafted(LetterAssistanceBank, map[string]string{"Matters": "名下全部账户余额"}), "bank-scope", Warning},
		"个保法34: without limit":                     {LetterAssistancePolice, drafted(LetterAssistancePolice, map[string]string{"Matters": "户籍等相关信息"}), "ask-scope", Warning},
		"个保法28: nobody in particular":              {LetterAssistanceCivilAffairs, nil, "ask-identity", Warning},
		"处罚法42: one officer asks":                  {LetterAssistancePrison, func(d *Dossier) { d.Case.Office.Officers = d.Case.Office.Officers[:1] }, "officers-two", Warning},
	} {
		t.Run(name, func(t *testing.T) {
			d := reviewed()
			if c.change != nil {
				c.change(d)
			}
			findings := Preflight(d, c.kind, filing, calendar.National())
			i := slices.IndexFunc(findings, func(f Finding) bool { return f.Code == c.code })
			if i < 0 {
				t.Fatalf("%s was not noticed: %+v", c.code, findings)
			}
			if f := findings[i]; f.Severity != c.severity || f.Message == "" || f.Mend == "" || len(f.Basis) == 0 {
				t.Errorf("%+v", f)
			}
		})
	}
}

// What may be asked of others is not held back by a word that only asks whether.
func TestAskingWhetherAnAccountIsFrozenIsNoRequestToFreeze(t *testing.T) {
	d := reviewed()
	drafted(LetterAssistanceBank, map[string]string{"Matters": "该账户是否已被人民法院冻结\n代发明细"})(d)
	for _, f := range Preflight(d, LetterAssistanceBank, november(20), calendar.National()) {
		if f.Severity == Blocking {
			t.Errorf("%+v", f)
		}
	}
}

func TestEveryKindThatLeavesForCourtPoliceOrProcuratorateHasRules(t *testing.T) {
	for _, types := range [][]LetterType{courtLetters(), policeLetters(), assistanceLetters()} {
		for _, x := range types {
			if x.Kind == LetterReferralReview {
				continue // stays in the house: why no referral is made
			}
			rules := preflightRules[x.Kind]
			if len(rules) == 0 {
				t.Errorf("%s（%s） has no rule", x.Title, x.Code)
			}
			for _, r := range rules {
				if r.code == "" || r.mend == "" || len(r.basis) == 0 || r.basis[0].Instrument == "" || r.basis[0].Article == "" {
					t.Errorf("%s: rule %+v", x.Kind, r.code)
				}
			}
		}
	}
}

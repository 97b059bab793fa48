package liaison

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
	"liaison/liaison/law"
)

// ReplySlip is the reply that a letter carries and asks to be signed and sent back (回执).
type ReplySlip struct {
	Title   string
	Paper   law.Paper      // by which its return is recorded
	Missing string         // what the law says, and what can be done, where it does not come back
	Basis   []law.Citation // of Missing
}

// slips is the reply of each kind of letter that carries one. No article sets a time limit to any of them.
var slips = map[LetterKind]ReplySlip{
	LetterReferral: {Title: "涉嫌犯罪案件移送书回执", Paper: law.ReferralReceipt,
		Missing: "公安机关应当在回执上签字。不签、不退的，登记送达凭证（签收单、EMS 回执、拒收的记录），三日的决定期限自公安机关收到之日起算；逾期不作决定的，提请人民检察院立案监督",
		Basis:   []law.Citation{provision("行政执法机关移送涉嫌犯罪案件的规定", "第七条、第八条"), provision("人民检察院刑事诉讼规则", "第五百六十二条")}},
	LetterSupervisionFiling:  procuratorateSlip,
	LetterSupervisionOverdue: procuratorateSlip,
	LetterSupervisionIdle:    procuratorateSlip,
	LetterPublicInterestLead: {Title: "签收回执", Paper: law.SlipReturned, Missing: "法律没有规定签收回执的期限；不退的，以签收单、邮件回执证明送到之日，并催办"},
	LetterDisciplineLead: {Title: "签收回执", Paper: law.SlipReturned, Missing: "公职人员有违法行为需要移送监察机关的，应当移送；不退回执的，以签收单、邮件回执证明已移送，并催办",
		Basis: []law.Citation{provision("行政执法机关移送涉嫌犯罪案件的规定", "第十九条")}},
	LetterReportTransfer: {Title: "签收回执", Paper: law.SlipReturned, Missing: "有权处理的部门、机构应当及时处理，不得推诿；不退回执的，以签收单、邮件回执证明已移交，并催办",
		Basis: []law.Citation{provision("中华人民共和国社会保险法", "第八十二条第二款")}},
	LetterAssistancePolice:       sharedSlip("公安、民政、卫生健康、司法行政等部门应当将个人的出生、死亡以及户口登记、迁移、注销等信息与社会保险经办机构共享；过了函请的日期不复的，书面催办，仍不复的报请人社部门协调"),
	LetterAssistanceCivilAffairs: sharedSlip("民政部门应当与社会保险经办机构共享有关信息；过了函请的日期不复的，书面催办，仍不复的报请人社部门协调"),
	LetterAssistanceDetention:    assistanceSlip,
	LetterAssistancePrison:       assistanceSlip,
	LetterAssistanceCorrection:   assistanceSlip,
	LetterAssistanceAgency:       assistanceSlip,
	LetterAssistanceCourt:        assistanceSlip,
	LetterAssistanceBank:         {Title: "协查函回执", Paper: law.SlipReturned, Missing: "银行没有法定的答复期限，依代发协议办理；拒绝提供个人存款信息的（商业银行法第二十九条），由公安机关、人民法院依法查询", Basis: []law.Citation{noticeOf("三（七）")}},
	LetterAssistanceOther: {Title: "协查函回执", Paper: law.SlipReturned, Missing: "因实施行政处罚的需要请求协助，属于被请求机关职权范围的，应当依法予以协助；没有法定的答复期限，过了函请的日期不复的，书面催办",
		Basis: []law.Citation{provision("中华人民共和国行政处罚法", "第二十六条")}},
}

var (
	procuratorateSlip = ReplySlip{Title: "签收回执", Paper: law.SlipReturned, Missing: "法律没有规定签收回执的期限；不退的，以签收单、邮件回执证明送到之日，并向人民检察院查询受理情况",
		Basis: []law.Citation{provision("人民检察院刑事诉讼规则", "第五百五十七条")}}
	assistanceSlip = ReplySlip{Title: "协查函回执", Paper: law.SlipReturned, Missing: "没有法定的答复期限；过了函请的日期不复的，书面催办，仍不复的报请人社部门协调"}
)

func sharedSlip(missing string) ReplySlip {
	return ReplySlip{Title: "协查函回执", Paper: law.SlipReturned, Missing: missing, Basis: []law.Citation{provision("社会保险经办条例", "第八条")}}
}

// Slip is the reply that the letter carries; false: none.
func (k LetterKind) Slip() (ReplySlip, bool) {
	s, ok := slips[k]
	return s, ok
}

// SlipOf is the record of the returned reply; nil: it has not come, or the letter carries none. The police's receipt of a referral counts
// for the newest referral before it, whatever number it bears.
func (d *Dossier) SlipOf(l Letter) *PaperRecord {
	slip, ok := l.Kind.Slip()
	if !ok {
		return nil
	}
	for i := len(d.Papers) - 1; i >= 0; i-- {
		p := &d.Papers[i]
		if p.Kind == slip.Paper && (p.isOf(l) || p.Kind == law.ReferralReceipt && p.LetterID == uuid.Nil && !p.On.Before(l.MadeOn)) {
			return p
		}
	}
	return nil
}

// inputDays is the input by which a letter asks for the answer within so many working days of its receipt.
const inputDays = "Days"

// AwaitedSlip is a reply that an issued letter asks for and that has not come back (待退回的回执).
type AwaitedSlip struct {
	CaseNumber, CaseTitle string
	Letter                uuid.UUID
	Kind                  LetterKind
	Number                string
	MadeOn                calendar.Date
	ServedOn              calendar.Date // zero: no service is recorded
	Days                  int           // working days within which the letter asks for it; 0: it does not say
	AskedBy               calendar.Date // the last of them; zero: not known
	Provisional           bool          // the year's holidays are not known
}

// Overdue reports whether the day is past by which the letter asked for the reply.
func (a AwaitedSlip) Overdue(today calendar.Date) bool {
	return !a.AskedBy.IsZero() && today.After(a.AskedBy)
}

// ask works out by which day the letter asked for its reply.
func (a *AwaitedSlip) ask(cal *calendar.Calendar) {
	if a.ServedOn.IsZero() || a.Days <= 0 {
		return
	}
	on, left := a.ServedOn, a.Days
	for left > 0 {
		on = on.AddDays(1)
		working, known := cal.Working(on)
		a.Provisional = a.Provisional || !known
		if working {
			left--
		}
	}
	a.AskedBy = on
}

// withDays keeps with the letter the days that it prints where nothing was entered: the wording may change, the letter does not.
func withDays(asked []LetterInput, inputs map[string]string) map[string]string {
	i := slices.IndexFunc(asked, func(x LetterInput) bool { return x.Name == inputDays && x.Default != "" })
	if i < 0 || inputs[inputDays] != "" {
		return inputs
	}
	out := map[string]string{}
	maps.Copy(out, inputs)
	out[inputDays] = asked[i].Default
	return out
}

// maxSlipDays bounds the working days that are counted for a letter.
const maxSlipDays = 366

func slipDays(inputs map[string]string) int {
	n, err := strconv.Atoi(strings.TrimSpace(inputs[inputDays]))
	if err != nil || n < 0 || n > maxSlipDays {
		return 0
	}
	return n
}

// Awaited lists the replies that the case still waits for, oldest first.
func (d *Dossier) Awaited() []AwaitedSlip {
	var out []AwaitedSlip
	for _, l := range d.Letters {
		if _, ok := l.Kind.Slip(); !ok || l.State != LetterIssued || d.SlipOf(l) != nil {
			continue
		}
		a := AwaitedSlip{CaseNumber: d.Case.Number, CaseTitle: d.Case.Title, Letter: l.ID, Kind: l.Kind, Number: l.Number, MadeOn: l.MadeOn, ServedOn: d.ServedOn(l), Days: slipDays(l.Inputs)}
		a.ask(d.Calendar)
		out = append(out, a)
	}
	slices.SortStableFunc(out, func(a, b AwaitedSlip) int { return a.MadeOn.Compare(b.MadeOn) })
	return out
}

// slipTx lists letters whose reply has not come.
type slipTx interface {
	// AwaitedSlips lists issued letters of the kinds for which no reply is recorded, the oldest first; their inputs are as entered.
	AwaitedSlips(ctx context.Context, q SlipQuery) ([]AwaitedSlip, error)
}

// SlipQuery is a page of awaited replies.
type SlipQuery struct {
	Kinds       []LetterKind
	Limit, Skip int
}

// SlipPageSize is how many awaited replies one page lists.
const SlipPageSize = 100

// AwaitedSlips lists a page of the replies that the office still waits for in all cases, the oldest first; page counts from 1.
func (s *Service) AwaitedSlips(ctx context.Context, actor Actor, page int) (out []AwaitedSlip, more bool, err error) {
	if err := actor.must(ActRead); err != nil {
		return nil, false, err
	}
	if actor.Outsider() {
		return nil, false, nil // what the office waits for is its own
	}
	var kinds []LetterKind
	for _, t := range LetterTypes() {
		if _, ok := t.Kind.Slip(); ok {
			kinds = append(kinds, t.Kind)
		}
	}
	err = s.Store.InTx(ctx, actor, func(tx Tx) error {
		cal, _, err := s.calendarIn(ctx, tx, actor)
		if err != nil {
			return err
		}
		if out, err = tx.AwaitedSlips(ctx, SlipQuery{Kinds: kinds, Limit: SlipPageSize + 1, Skip: (max(page, 1) - 1) * SlipPageSize}); err != nil {
			return err
		}
		for i := range out {
			out[i].ask(cal)
		}
		return nil
	})
	if more = len(out) > SlipPageSize; more {
		out = out[:SlipPageSize]
	}
	return out, more, err
}

package liaison

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/law"
)

// ServiceMethod is a way of service with its article of 民事诉讼法, to which 行政强制法第三十八条 and 行政处罚法第六十一条 refer.
type ServiceMethod string

const (
	ServedDirectly   ServiceMethod = "直接送达"  // art. 88
	ServedByLeaving  ServiceMethod = "留置送达"  // art. 89
	ServedByPost     ServiceMethod = "邮寄EMS" // art. 91
	ServedByNetwork  ServiceMethod = "电子送达"  // art. 90; 行政处罚法第六十一条第二款: only with a signed confirmation
	ServedByOthers   ServiceMethod = "委托送达"  // art. 91
	ServedThrough    ServiceMethod = "转交送达"  // arts. 92, 93: unit or prison
	ServedByAnnounce ServiceMethod = "公告送达"  // art. 95
)

// ServiceMethods lists the ways of service in the order in which they are to be tried.
func ServiceMethods() []ServiceMethod {
	return []ServiceMethod{ServedDirectly, ServedByLeaving, ServedByPost, ServedByNetwork, ServedByOthers, ServedThrough, ServedByAnnounce}
}

// announcedDays is how many days after the announcement went out a letter counts as served (民事诉讼法第九十五条).
const announcedDays = 30

// servedAs is the paper by which the service of a letter is recorded: those that move a track or start clocks. All other letters that leave the
// house are recorded as law.LetterDelivered.
var servedAs = map[LetterKind]law.Paper{
	LetterNoticeOfFacts: law.FactsNoticeServed, LetterReturnOrder: law.ReturnOrderServed, LetterPenaltyDecision: law.PenaltyServed, LetterDemandNotice: law.DemandServed,
	LetterBenefitPause: law.SuspensionNoticeServed, LetterSuspensionNotice: law.SuspensionNoticeServed, LetterBenefitTermination: law.SuspensionNoticeServed,
	LetterChangedDecision: law.ChangedDecisionServed, LetterCorrectionNotice: law.CorrectionServed, LetterApprovalRevocation: law.EntitlementRevoked,
	LetterReassessmentDecision: law.EntitlementRedetermined, LetterRepaymentAgreement: law.RepaymentAgreement, LetterPleaReview: law.PleaHeard,
	LetterReferral: law.ReferralDelivered, LetterReconsiderationPolice: law.ReconsiderationRequested, LetterSupervisionFiling: law.SupervisionRequested,
	LetterSupervisionOverdue: law.SupervisionRequested, LetterSupervisionIdle: law.SupervisionRequested, LetterProcuratorateReply: law.ProcuratorateReply,
	LetterPublicInterestLead: law.LeadSent, LetterHandoverList: law.HandoverSigned, LetterEnforcementApplication: law.CourtFilingReceipt,
	LetterReconsiderationNotAccepted: law.AppealNotAccepted, LetterReconsiderationNotGranted: law.AppealNotGranted, LetterSupervisionEnforcement: law.OversightRequested,
}

// staysInHouse is the letters that are served on nobody, beside those of the house itself.
var staysInHouse = []LetterKind{LetterServiceReceipt, LetterServiceAddress, LetterRepaymentPledge, LetterReferralApproval, LetterReferralReview, LetterInvestigationReport, LetterEvidenceCatalogue}

// ServedAs is how the service of the letter is recorded; empty: it is served on nobody.
func (k LetterKind) ServedAs() law.Paper {
	if p, ok := servedAs[k]; ok {
		return p
	}
	if slices.Contains(staysInHouse, k) || slices.ContainsFunc(internalLetters(), func(t LetterType) bool { return t.Kind == k }) {
		return ""
	}
	return law.LetterDelivered
}

// ServiceOf is the papers that tell of a letter's service, in the order of their days: those recorded of it, and those that only carry its number.
func (d *Dossier) ServiceOf(l Letter) []PaperRecord {
	as := l.Kind.ServedAs()
	var out []PaperRecord
	for _, p := range d.Papers {
		if p.Kind == as && p.isOf(l) {
			out = append(out, p)
		}
	}
	return out
}

// isOf reports whether the paper tells of the letter.
func (p PaperRecord) isOf(l Letter) bool {
	return p.LetterID == l.ID || p.LetterID == uuid.Nil && l.Number != "" && p.Number == l.Number
}

// Receiver is whom the letter goes to, as far as its inputs tell: the party of a letter to one of several; empty: the case tells.
func (d *Dossier) Receiver(l Letter) string {
	var n int
	if _, err := fmt.Sscan(l.Inputs[InputParty], &n); err != nil || n < 1 || n > len(d.Parties) {
		return ""
	}
	return d.Parties[n-1].Name
}

// linkLetter binds the paper to the letter whose service it tells, and fills in what the letter itself says. A paper that names no letter but
// carries the number of one is bound to it. Invalid where paper and letter do not go together.
func (p *PaperRecord) linkLetter(d *Dossier) error {
	l, named := d.letter(p.LetterID), p.LetterID != uuid.Nil
	if !named {
		i := slices.IndexFunc(d.Letters, func(l Letter) bool {
			return l.State == LetterIssued && l.Number != "" && l.Number == p.Number && p.tells(l) && (p.MadeOn.IsZero() || p.MadeOn == l.MadeOn) && !p.On.Before(l.MadeOn)
		})
		if i < 0 {
			return nil
		}
		l = &d.Letters[i]
	}
	f := fault.New(fault.Invalid, "文书信息有误")
	switch {
	case l == nil:
		return f.At("letter", 0, "本案没有这份文书")
	case l.State != LetterIssued:
		return fault.New(fault.Refused, "%s现为“%s”，制发以后才能登记送达", mustType(l.Kind).Title, l.State.Title())
	case !p.tells(*l):
		return f.At("kind", 0, "%s不是%s的送达凭证、回执，请从该文书的页面登记", p.Kind.Title(), mustType(l.Kind).Title)
	case p.Number != "" && p.Number != l.Number:
		return f.At("number", 0, "文号应与所送达的文书（%s）一致", l.Number)
	case !p.MadeOn.IsZero() && p.MadeOn != l.MadeOn:
		return f.At("made_on", 0, "成文日期应与所送达的文书（%s）一致", l.MadeOn)
	case p.On.Before(l.MadeOn):
		return f.At("on", 0, "日期 %s 早于%s的成文日期 %s，请核对", p.On, l.Number, l.MadeOn)
	}
	p.LetterID, p.Number, p.MadeOn = l.ID, l.Number, l.MadeOn
	if p.By == "" {
		p.By = d.Receiver(*l)
	}
	if named {
		return p.checkMethod()
	}
	return nil
}

// tells reports whether the paper is of the kind that tells of the letter's service or is its reply.
func (p PaperRecord) tells(l Letter) bool {
	slip, ok := l.Kind.Slip()
	return p.Kind == l.Kind.ServedAs() || ok && p.Kind == slip.Paper
}

func (p PaperRecord) ours() bool {
	info, ok := p.Kind.Info()
	return ok && info.Direction == law.Served
}

// checkMethod asks what the way of service needs to be counted at all.
func (p PaperRecord) checkMethod() error {
	if !p.ours() {
		return nil
	}
	f := fault.New(fault.Invalid, "文书信息有误")
	switch {
	case !slices.Contains(ServiceMethods(), ServiceMethod(p.Method)):
		f.At("method", 0, "请选择送达方式")
	case ServiceMethod(p.Method) == ServedByAnnounce && p.Details.date("announced_on").IsZero():
		f.At(DetailPath("announced_on"), 0, "公告送达请填写发出公告之日，经过三十日视为送达")
	}
	if len(f.Fields) == 0 {
		return nil
	}
	return f
}

// checkAnnounced refuses a day of service before the thirty days of the announcement are over.
func (p PaperRecord) checkAnnounced(f *fault.Error) {
	from := p.Details.date("announced_on")
	if from.IsZero() {
		return
	}
	if p.Method != "" && ServiceMethod(p.Method) != ServedByAnnounce {
		f.At("method", 0, "填写了发出公告之日，送达方式应为公告送达")
	}
	if first := from.AddDays(announcedDays); p.On.Before(first) {
		f.At("on", 0, "%s发出的公告经过三十日视为送达（民事诉讼法第九十五条），送达日期不早于 %s", from.Chinese(), first)
	}
}

// serviceCautions says what the proof of service still lacks, each with its article.
func (d *Dossier) serviceCautions(p PaperRecord) []string {
	l := d.letter(p.LetterID)
	if l == nil || !p.ours() {
		return nil
	}
	lacks := func(keys ...law.FieldKey) bool {
		return !slices.ContainsFunc(keys, func(k law.FieldKey) bool { return p.Details[k] != "" })
	}
	var out []string
	switch ServiceMethod(p.Method) {
	case ServedByLeaving:
		if lacks("refused") || lacks("witness") {
			out = append(out, "留置送达须在回证上记明拒收事由和日期，由送达人、见证人签名或者盖章，也可以拍照、录像（民事诉讼法第八十九条）；请补齐")
		}
	case ServedByPost:
		if lacks("post_number") {
			out = append(out, "邮寄送达以回执上注明的收件日期为送达日期（民事诉讼法第九十一条）；请补登邮件号码并收入回执")
		}
	case ServedByNetwork:
		if !d.hasAddressForm() {
			out = append(out, "电子送达须经当事人同意并签订确认书（行政处罚法第六十一条第二款）；案卷没有已签的《送达地址确认书》，请补齐")
		}
	case ServedByAnnounce:
		out = append(out, "公告送达应当在案卷中记明原因和经过（民事诉讼法第九十五条），请一并收入公告和此前送达不成的证明")
	}
	if p.ExhibitFile == "" {
		out = append(out, "尚未收入送达回证等证明：送达必须有送达回证，签收日期为送达日期（民事诉讼法第八十七条）")
	}
	if l.Original() == nil && l.Signature == nil {
		out = append(out, "尚未收入"+l.Number+"的签章扫描件，请在该文书的页面收入")
	}
	return out
}

// hasAddressForm reports whether a confirmation of address (D23) came back signed.
func (d *Dossier) hasAddressForm() bool {
	return slices.ContainsFunc(d.Letters, func(l Letter) bool {
		return l.Kind == LetterServiceAddress && l.State == LetterIssued && l.Original() != nil
	})
}

// AddProof adds proof to a recorded paper (补充送达证明): a new scan, which becomes an exhibit, or one that the case already has. The first
// becomes the paper's own scan where it had none; a day that was misread is corrected by CorrectPaper. If we stop after the Put, the bytes are an orphan.
func (s *Service) AddProof(ctx context.Context, actor Actor, number string, paper uuid.UUID, file string, scan *Scan) error {
	if err := actor.must(ActRecordPaper); err != nil {
		return err
	}
	d, err := s.Case(ctx, actor, number)
	if err != nil {
		return err
	}
	p, err := d.paper(paper)
	if err != nil {
		return err
	}
	var exhibit *Exhibit
	if scan != nil {
		x, err := s.scanExhibit(ctx, actor, number, *p, scan)
		if err != nil {
			return err
		}
		if p.ours() {
			x.Kind = ExhibitServiceReceipt
			x.Proves = x.Kind.Proves()
		}
		exhibit, file = &x, x.FileName
		exhibit.ObtainedOn = s.Today()
	}
	if file == "" {
		return fault.New(fault.Invalid, "证明没有收入").At("scan", 0, "请选择扫描件，或者选择已收入的材料")
	}
	return s.onCase(ctx, actor, number, func(tx Tx, d *Dossier) error {
		p, err := d.paper(paper)
		if err != nil {
			return err
		}
		if exhibit != nil {
			if err := s.placeExhibit(ctx, tx, actor, d.Case.ID, exhibit); err != nil {
				return err
			}
		} else if d.Exhibit(file) == nil {
			return fault.New(fault.Invalid, "证明没有收入").At("exhibit", 0, "本案没有名为“%s”的材料，请先收入扫描件", file)
		}
		if p.ExhibitFile == file || slices.Contains(p.Proofs, file) {
			return fault.New(fault.Conflict, "“%s”已是这次登记的证明", file)
		}
		if err := tx.AddProof(ctx, d.Case.ID, p.ID, file, actor.Name, s.Clock().UTC()); err != nil {
			return err
		}
		return tx.Audit(ctx, d.Case.ID, s.entry(actor, "add_proof", map[string]any{"paper": string(p.Kind), "number": p.Number, "on": p.On.String(), "proof": file}))
	})
}

func (d *Dossier) paper(id uuid.UUID) (*PaperRecord, error) {
	i := slices.IndexFunc(d.Papers, func(p PaperRecord) bool { return p.ID == id })
	if i < 0 {
		return nil, fault.New(fault.NotFound, "没有这份文书登记")
	}
	return &d.Papers[i], nil
}

// ServedOn is the day on which the letter was first served; zero: it was not.
func (d *Dossier) ServedOn(l Letter) calendar.Date {
	if list := d.ServiceOf(l); len(list) > 0 {
		return list[0].On
	}
	return calendar.Date{}
}

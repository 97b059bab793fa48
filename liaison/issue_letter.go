package liaison

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/law"
)

// PreviewLetter renders a kind of letter for a case as a draft, storing nothing. What is not known stands as 【待补：…】.
func (s *Service) PreviewLetter(ctx context.Context, actor Actor, number string, kind LetterKind) (Rendered, error) {
	d, err := s.Case(ctx, actor, number)
	switch {
	case err != nil:
		return Rendered{}, err
	case actor.Outsider():
		return Rendered{}, fault.New(fault.Forbidden, "草稿只供本单位办理人员查看；制发后的文书可以查阅")
	}
	return s.Renderer.Render(ctx, s.draftRequest(d, kind))
}

// PreviewDraft renders one letter of the case as PreviewLetter does a kind: where several of a kind are under way, this one.
func (s *Service) PreviewDraft(ctx context.Context, actor Actor, number string, id uuid.UUID) (Rendered, error) {
	sheet, err := s.letterOf(ctx, actor, number, id)
	if err != nil {
		return Rendered{}, err
	}
	return s.Renderer.Render(ctx, s.draftRequest(sheet.Dossier.About(*sheet.Letter), sheet.Kind))
}

func (s *Service) draftRequest(d *Dossier, kind LetterKind) LetterDraftRequest {
	req := LetterDraftRequest{Kind: kind, Dossier: d, Edition: d.Edition(), MadeOn: s.Today(), Today: s.Today(), Draft: true, Calendar: d.Calendar}
	if l := d.underWay(kind); l != nil { // of several the newest; About leaves one only
		req.Inputs, req.Edits, req.Approvals = l.Inputs, l.Edits, l.Approvals
	}
	return req
}

// DraftLetter puts a letter on the case's list as a draft (拟稿), with what the drafter entered; nil: nothing yet. A draft may lack facts;
// they are listed in it. The error is a fault.Invalid that names the inputs that cannot stand.
func (s *Service) DraftLetter(ctx context.Context, actor Actor, number string, kind LetterKind, inputs map[string]string) (Letter, error) {
	if err := actor.must(ActDraftLetter); err != nil {
		return Letter{}, err
	}
	if _, ok := TypeOf(kind); !ok {
		return Letter{}, fault.New(fault.NotFound, "没有“%s”这种文书", kind)
	}
	d, err := s.Case(ctx, actor, number)
	if err != nil {
		return Letter{}, err
	}
	asked := s.Renderer.Inputs(d, kind)
	if err := CheckInputs(asked, inputs); err != nil {
		return Letter{}, err
	}
	if err := refuseOwnOrgan(d, kind, inputs); err != nil {
		return Letter{}, err
	}
	inputs = withDays(asked, inputs)
	req := s.draftRequest(d.About(Letter{Kind: kind}), kind)
	req.Inputs, req.Edits = inputs, nil
	out, err := s.Renderer.Render(ctx, req)
	if err != nil {
		return Letter{}, err
	}
	l := Letter{ID: newID(), Kind: kind, Inputs: inputs, State: LetterDraft, ContentDigest: out.ContentDigest, Missing: out.Missing, Pages: out.Pages,
		DraftedBy: actor.Name, DraftedByID: actor.User, DraftedAt: s.Clock().UTC(), Awaits: StepOfficer, AwaitsAt: s.Clock().UTC()}
	if e := d.Edition(); e != nil {
		l.EditionID = e.ID
	}
	err = s.onCase(ctx, actor, number, func(tx Tx, d *Dossier) error {
		if err := d.inTheWay(l, PerParty(asked)); err != nil {
			return err
		}
		if err := d.checkMended(l); err != nil {
			return err
		}
		if err := tx.InsertLetter(ctx, d.Case.ID, l); err != nil {
			return err
		}
		return tx.Audit(ctx, d.Case.ID, s.entry(actor, "draft_letter", map[string]any{"kind": string(kind), "letter": l.ID.String()}))
	})
	return l, err
}

// ReviseLetter changes what was entered for a draft (修改拟稿事项). What is approved stays as approved until the head returns it.
func (s *Service) ReviseLetter(ctx context.Context, actor Actor, number string, id uuid.UUID, inputs map[string]string) (Letter, error) {
	if err := actor.must(ActDraftLetter); err != nil {
		return Letter{}, err
	}
	return s.changeLetter(ctx, actor, number, id, func(d *Dossier, l *Letter) (map[string]any, error) {
		if l.State != LetterDraft {
			return nil, fault.New(fault.Conflict, "这份文书现为“%s”，不能修改；需要修改的请由机关负责人退回", l.State.Title())
		}
		asked := s.Renderer.Inputs(d, l.Kind)
		if err := CheckInputs(asked, inputs); err != nil {
			return nil, err
		}
		if err := refuseOwnOrgan(d, l.Kind, inputs); err != nil {
			return nil, err
		}
		l.Inputs = withDays(asked, inputs)
		if err := d.inTheWay(*l, PerParty(asked)); err != nil {
			return nil, err
		}
		if err := d.checkMended(*l); err != nil {
			return nil, err
		}
		out, err := s.Renderer.Render(ctx, s.draftRequest(d.About(*l), l.Kind))
		if err != nil {
			return nil, err
		}
		s.noteChange(actor, l, "revise_letter", out.ContentDigest)
		l.ContentDigest, l.Missing, l.Pages = out.ContentDigest, out.Missing, out.Pages
		return map[string]any{"act": "revise_letter", "digest": out.ContentDigest}, nil
	})
}

// refuseOwnOrgan keeps what was entered for a lead about our own organ out of the case: it is not stored, and goes the way of recusal.
func refuseOwnOrgan(d *Dossier, kind LetterKind, inputs map[string]string) error {
	if kind != LetterDisciplineLead && kind != LetterPublicInterestLead || inputs[InputOrgan] == "" || !d.Case.Office.Is(inputs[InputOrgan]) {
		return nil
	}
	return fault.New(fault.Refused, "线索涉及本局或者本局所属的经办机构，不能在本案中拟稿，所填内容没有保存：请从“移交回避线索”移交回避办理人").
		At(InputOrgan, 0, "是本单位的，移交回避办理")
}

func mustType(kind LetterKind) LetterType {
	t, _ := TypeOf(kind)
	return t
}

func missingFacts(t LetterType, missing []string) error {
	f := fault.New(fault.Missing, "%s还缺 %d 项事实，不能制发", t.Title, len(missing))
	for _, m := range missing {
		f.At("", 0, "待补：%s", m)
	}
	return f
}

var numberForm = regexp.MustCompile(`^\S{1,30}〔(\d{4})〕([1-9]\d{0,5})号$`)

// IssueLetter numbers, prints and stores an approved letter (制发). An external number, from the office's own register, is entered as it
// stands there, with the date it bears (zero: today); otherwise the next of our own series is reserved, dated today.
//
// If we stop after the number is reserved, the letter stands as 已编号，待制发 and the same request continues with the same
// number. If we stop after the Put, the bytes are an orphan, and the retry stores the same digest: where letters are signed, they are
// signed as of the instant the number was reserved. (A certificate renewed in between signs other bytes; the orphan is then of no letter.)
// Numbers are never reused.
func (s *Service) IssueLetter(ctx context.Context, actor Actor, number string, id uuid.UUID, external string, madeOn calendar.Date) (Letter, error) {
	return s.issue(ctx, actor, number, id, numbering{entered: strings.TrimSpace(external)}, madeOn)
}

func (s *Service) issue(ctx context.Context, actor Actor, number string, id uuid.UUID, by numbering, madeOn calendar.Date) (Letter, error) {
	if err := actor.must(ActIssueLetter); err != nil {
		return Letter{}, err
	}
	external := by.entered
	switch {
	case by == numbering{} || madeOn.IsZero():
		madeOn = s.Today()
	case madeOn.After(s.Today()):
		return Letter{}, fault.New(fault.Invalid, "成文日期晚于今天").At("made_on", 0, "请填写文书上载明的成文日期")
	}
	if external != "" && !numberForm.MatchString(external) {
		return Letter{}, fault.New(fault.Invalid, "文号格式不对").At("number", 0, "应为“机关代字〔年份〕序号号”，用六角括号，序号不加“第”和前导零，例如：临尧人社移〔2026〕3号")
	}
	if err := s.stillAsApproved(ctx, actor, number, id); err != nil {
		if fault.Is(err, fault.Conflict) {
			err = firstOf(err, s.settleCase(ctx, actor, number))
		}
		return Letter{}, err
	}
	l, err := s.reserve(ctx, actor, number, id, by, madeOn)
	if err != nil {
		return Letter{}, err
	}
	if l.State == LetterIssued {
		return l, nil // the same request, answered again
	}
	d, err := s.Case(ctx, actor, number)
	if err != nil {
		return Letter{}, err
	}
	return s.printAndKeep(ctx, actor, d, l)
}

// printAndKeep sets a numbered letter, signs it, stores it and marks it issued.
func (s *Service) printAndKeep(ctx context.Context, actor Actor, d *Dossier, l Letter) (Letter, error) {
	out, err := s.print(ctx, d, l)
	if err != nil {
		return Letter{}, err
	}
	return s.changeLetter(ctx, actor, d.Case.Number, l.ID, func(d *Dossier, l *Letter) (map[string]any, error) {
		if l.State == LetterIssued {
			return nil, nil
		}
		detail := out.issued(l, actor.Name, s.Clock().UTC())
		detail["act"] = "issue_letter"
		return detail, nil
	})
}

// printed is a letter that is stored and not yet marked issued.
type printed struct {
	letter    uuid.UUID
	edition   uuid.UUID // to whose pages it refers
	out       Rendered
	object    ObjectRef
	signature *Signature
	seals     []string       // the digests of the seals it bears
	places    map[string]int // what became of looking up its places in the evidence
}

// print sets a numbered letter, signs and stores it.
func (s *Service) print(ctx context.Context, d *Dossier, l Letter) (printed, error) {
	p, err := s.set(ctx, d, l)
	if err != nil {
		return printed{}, err
	}
	return p, s.store(ctx, l.Kind, &p)
}

// set sets a numbered letter, looks its places in the evidence up and signs it; its bytes are in out.
func (s *Service) set(ctx context.Context, d *Dossier, l Letter) (printed, error) {
	seals, digests, err := s.sealsFor(ctx, d, l)
	if err != nil {
		return printed{}, err
	}
	out, err := s.Renderer.Render(ctx, LetterDraftRequest{Kind: l.Kind, Dossier: d, Edition: d.Edition(), Number: l.Number, MadeOn: l.MadeOn, Today: l.MadeOn, Calendar: d.Calendar, Inputs: l.Inputs, Edits: l.Edits, Approvals: l.Approvals, CheckURL: s.checkURL(l.CheckToken), Seals: seals})
	if err != nil {
		return printed{}, err
	}
	if out.ContentDigest != l.ApprovedDigest {
		return printed{}, fault.New(fault.Conflict, "批准之后案情有变动，文书内容与批准的不一致，不能制发；请由机关负责人作废这份文书后重新拟稿、审批")
	}
	places, err := s.provePlaces(ctx, d, l.Kind, out)
	if err != nil {
		return printed{}, err
	}
	p := printed{letter: l.ID, places: countPlaces(places), seals: digests}
	if out.PDF, p.signature, err = s.signed(out.PDF, d, l); err != nil {
		return printed{}, err
	}
	p.out = out
	if e := d.Edition(); e != nil {
		p.edition = e.ID
	}
	return p, nil
}

// store stores a set letter and lets go of its bytes.
func (s *Service) store(ctx context.Context, kind LetterKind, p *printed) error {
	stored, err := s.Vault.Put(ctx, string(kind)+".pdf", bytes.NewReader(p.out.PDF))
	p.out.PDF, p.object = nil, stored.ObjectRef
	return err
}

// issued marks the letter as issued and returns what the audit row says of it.
func (p printed) issued(l *Letter, by string, at time.Time) map[string]any {
	l.State, l.Object, l.Pages, l.Fonts, l.References, l.Signature = LetterIssued, p.object, p.out.Pages, p.out.Fonts, p.out.References, p.signature
	l.IssuedBy, l.IssuedAt = by, at
	if p.edition != uuid.Nil {
		l.EditionID = p.edition
	}
	detail := map[string]any{"number": l.Number, "sha256": l.Object.SHA256}
	if len(p.seals) > 0 {
		detail["seals"] = p.seals
	}
	if len(p.places) > 0 {
		detail["places"] = p.places
	}
	if p.signature != nil {
		detail["certificate"], detail["unsigned"] = p.signature.Certificate, p.signature.Unsigned
	}
	return detail
}

// stillAsApproved refuses, before a number is taken, an approved letter whose content is no longer what the head approved.
func (s *Service) stillAsApproved(ctx context.Context, actor Actor, number string, id uuid.UUID) error {
	d, err := s.Case(ctx, actor, number)
	if err != nil {
		return err
	}
	l := d.letter(id)
	if l == nil || l.State != LetterApproved {
		return nil // reserve says what is wrong, or goes on with the number that is reserved
	}
	if signer := s.SignerOf(d, l.Kind); signer != nil {
		if err := signer.Ready(s.Clock()); err != nil {
			return err // before a number is taken
		}
	}
	out, err := s.Renderer.Render(ctx, s.draftRequest(d.About(*l), l.Kind))
	switch {
	case err != nil:
		return err
	case len(out.Missing) > 0:
		return missingFacts(mustType(l.Kind), out.Missing)
	case out.ContentDigest != l.ApprovedDigest:
		return fault.New(fault.Conflict, "批准之后案情有变动，文书内容与批准的不一致，已退回承办人，请核对后重新送审")
	}
	_, err = s.provePlaces(ctx, d, l.Kind, out)
	return err
}

// reserve gives an approved letter its number in a short transaction of its own: the number is printed inside the bytes, so it
// comes first.
func (s *Service) reserve(ctx context.Context, actor Actor, number string, id uuid.UUID, by numbering, madeOn calendar.Date) (out Letter, err error) {
	err = s.onCase(ctx, actor, number, func(tx Tx, d *Dossier) error {
		l := d.letter(id)
		if l == nil {
			return fault.New(fault.NotFound, "没有这份文书")
		}
		out = *l
		switch l.State {
		case LetterReserved, LetterIssued:
			return nil
		case LetterApproved:
		default:
			return fault.New(fault.Refused, "这份文书现为“%s”，须经机关负责人批准后才能制发", l.State.Title())
		}
		if err := s.mayLeave(d, l, madeOn); err != nil {
			return err
		}
		out, err = s.giveNumber(ctx, tx, actor, d, *l, by, madeOn)
		return err
	})
	return out, err
}

// giveNumber writes an approved letter as numbered.
func (s *Service) giveNumber(ctx context.Context, tx Tx, actor Actor, d *Dossier, l Letter, by numbering, madeOn calendar.Date) (Letter, error) {
	series, err := SeriesOf(d, &l, madeOn.Year), error(nil)
	if by.from != uuid.Nil {
		if by.entered, err = nextOf(ctx, tx, by.from, series); err != nil {
			return l, err
		}
	}
	if by.entered != "" {
		l.Number, err = by.entered, tx.EnterNumber(ctx, series, by.entered, l.ID)
	} else {
		_, l.Number, err = tx.ReserveNumber(ctx, series, l.ID)
	}
	if err != nil {
		return l, err
	}
	s.numbered(&l, madeOn)
	if err := tx.UpdateLetter(ctx, d.Case.ID, l); err != nil {
		return l, err
	}
	return l, tx.Audit(ctx, d.Case.ID, s.entry(actor, "reserve_number", map[string]any{"number": l.Number, "letter": l.ID.String()}))
}

// numbered marks a letter that has its number as 已编号，待制发.
func (s *Service) numbered(l *Letter, madeOn calendar.Date) {
	l.State, l.MadeOn, l.ReservedAt, l.CheckToken = LetterReserved, madeOn, s.Clock().UTC(), s.newCheckToken()
}

// SeriesOf says which run of numbers a letter of the case belongs to: issuing office, kind and year.
func SeriesOf(d *Dossier, l *Letter, year int) Series {
	t := mustType(l.Kind)
	office, short := d.Case.Office.Bureau, shortName(d.Case.Office.Bureau, "人社")
	if d.issuerOf(l.Kind, l.Inputs) == IssuerAgency {
		office, short = d.Case.Office.Agency, shortName(d.Case.Office.Agency, "社保")
	}
	return Series{Office: office, Prefix: short + t.Series, Kind: l.Kind, Year: year}
}

// IssuerOf says whose letter the kind is in this case. The enforcement application is the decider's own: the bureau's where it made
// the penalty decision, otherwise the agency's (法释〔2018〕1号 art. 155(1)(3)).
func (d *Dossier) IssuerOf(kind LetterKind) Issuer { return d.issuerOf(kind, nil) }

// InputIssuer is the input by which the drafter of a letter that either office may issue says whose it is: bureau or agency.
const InputIssuer = "Issuer"

func (d *Dossier) issuerOf(kind LetterKind, inputs map[string]string) Issuer {
	t := mustType(kind)
	switch t.Issuer {
	case IssuerEither:
		if Issuer(inputs[InputIssuer]) == IssuerBureau {
			return IssuerBureau
		}
		return IssuerAgency
	case IssuerDecider:
	default:
		return t.Issuer
	}
	for _, p := range d.Papers {
		if p.Kind == law.PenaltyServed {
			return IssuerBureau
		}
	}
	return IssuerAgency
}

// shortName makes the default 机关代字 of an office: its place and its trade, 尧都区人力资源和社会保障局 -> 尧都人社. An office whose own
// register uses another word enters its numbers from there.
func shortName(office, trade string) string {
	place := office
	for _, cut := range []string{"人力资源和社会保障局", "人力资源社会保障局", "社会保险", "社保"} {
		if i := strings.Index(place, cut); i >= 0 {
			place = place[:i]
		}
	}
	for _, suffix := range []string{"区", "县", "市"} {
		if t := strings.TrimSuffix(place, suffix); t != place && len([]rune(t)) >= 2 {
			place = t
			break
		}
	}
	return place + trade
}

// VoidLetter voids a letter that was not served (作废): its number stays in the register as voided. What was served is mended by a
// letter of its own (D30, D31), never voided. The head voids; a drafter withdraws a draft of his own.
func (s *Service) VoidLetter(ctx context.Context, actor Actor, number string, id uuid.UUID, reason string) (Letter, error) {
	if !actor.May(ActApproveLetter) && !actor.May(ActDraftLetter) {
		return Letter{}, actor.must(ActApproveLetter)
	}
	if strings.TrimSpace(reason) == "" {
		return Letter{}, fault.New(fault.Invalid, "请写明作废理由").At("reason", 0, "请写明作废理由")
	}
	return s.changeLetter(ctx, actor, number, id, func(d *Dossier, l *Letter) (map[string]any, error) {
		if l.State == LetterVoided {
			return nil, fault.New(fault.Conflict, "这份文书已作废")
		}
		if own := l.State == LetterDraft && l.DraftedByID == actor.User; !own {
			if err := actor.must(ActApproveLetter); err != nil {
				return nil, err
			}
		}
		for _, p := range d.Papers {
			if l.Number != "" && p.Number == l.Number {
				return nil, fault.New(fault.Refused, "%s已送达（%s），不能作废，只能另行撤销、变更或者补正", l.Number, p.On.Chinese())
			}
		}
		l.State, l.VoidedBy, l.VoidedAt, l.VoidReason = LetterVoided, actor.Name, s.Clock().UTC(), strings.TrimSpace(reason)
		return map[string]any{"act": "void_letter", "number": l.Number, "reason": l.VoidReason}, nil
	})
}

// changeLetter loads a letter under the case's lock, changes it and writes it back with an audit entry. fn returns nil detail to
// leave everything as it is. Rendering inside is pure computation, no network.
func (s *Service) changeLetter(ctx context.Context, actor Actor, number string, id uuid.UUID, fn func(*Dossier, *Letter) (map[string]any, error)) (out Letter, err error) {
	return s.changeLetterIn(ctx, actor, number, id, func(_ Tx, d *Dossier, l *Letter) (map[string]any, error) { return fn(d, l) })
}

// changeLetterIn is changeLetter for a change that reads or writes more than the letter. What was added to the letter's approvals is kept.
func (s *Service) changeLetterIn(ctx context.Context, actor Actor, number string, id uuid.UUID, fn func(Tx, *Dossier, *Letter) (map[string]any, error)) (out Letter, err error) {
	err = s.onCase(ctx, actor, number, func(tx Tx, d *Dossier) error {
		l := d.letter(id)
		if l == nil {
			return fault.New(fault.NotFound, "没有这份文书")
		}
		before := len(l.Approvals)
		detail, err := fn(tx, d, l)
		out = *l
		if err != nil || detail == nil {
			return err
		}
		act := fmt.Sprint(detail["act"])
		delete(detail, "act")
		detail["kind"], detail["letter"] = string(l.Kind), l.ID.String()
		if err := tx.UpdateLetter(ctx, d.Case.ID, *l); err != nil {
			return err
		}
		if err := tx.InsertApprovals(ctx, ApprovalOf{Case: d.Case.ID, Letter: l.ID}, l.Approvals[before:]); err != nil {
			return err
		}
		if l.State == LetterIssued || l.State == LetterVoided && l.Number != "" {
			if err := tx.SetNumberState(ctx, l.ID, l.State); err != nil {
				return err
			}
		}
		return tx.Audit(ctx, d.Case.ID, s.entry(actor, act, detail))
	})
	return out, err
}

func (d *Dossier) letter(id uuid.UUID) *Letter {
	for i := range d.Letters {
		if d.Letters[i].ID == id {
			return &d.Letters[i]
		}
	}
	return nil
}

// Letter returns the letter with the identifier, or nil.
func (d *Dossier) Letter(id uuid.UUID) *Letter { return d.letter(id) }

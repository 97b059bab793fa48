package liaison

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
	"liaison/liaison/fault"
)

// OfficeCheck is a question of the office's own that must be answered 是 before a kind of letter leaves, learnt from a refusal.
type OfficeCheck struct {
	ID       uuid.UUID
	Kind     LetterKind
	Severity Severity // Blocking or Warning
	Question string
	Reason   RefusalCode // the ground it was learnt from; empty: none
	MadeBy   string
	MadeAt   time.Time
}

// CheckAnswer is one answer to a question, for one letter.
type CheckAnswer struct {
	Check uuid.UUID
	Yes   bool
	By    string
	At    time.Time
}

// Override is the head's decision to file although a finding stands against it (负责人决定仍予报送). It holds only for that finding in those
// words: when the facts behind it change, it is asked anew.
type Override struct {
	Code    string
	Message string
	Reason  string
	By      string
	At      time.Time
}

// OpenLetter is a letter that has not left the house, in a list over all cases.
type OpenLetter struct {
	CaseNumber string
	CaseTitle  string
	Letter     uuid.UUID
	Kind       LetterKind
	State      LetterState
}

// preflightTx keeps overrides and the office's questions.
type preflightTx interface {
	InsertOverrides(ctx context.Context, caseID, letterID uuid.UUID, list []Override) error
	InsertCheck(ctx context.Context, c OfficeCheck) error
	// RetireCheck ends a question; its answers stay. NotFound when there is none that is asked.
	RetireCheck(ctx context.Context, id uuid.UUID, by string, at time.Time) error
	// OfficeChecks lists the questions that are asked, oldest first.
	OfficeChecks(ctx context.Context) ([]OfficeCheck, error)
	InsertAnswer(ctx context.Context, caseID, letterID uuid.UUID, a CheckAnswer) error
	// OpenLetters lists letters that have not left the house, oldest first, after skipping some, and counts all of them. An empty kind is every kind;
	// nil owners are everybody's.
	OpenLetters(ctx context.Context, kind LetterKind, owners []uuid.UUID, limit, skip int) (list []OpenLetter, total int, err error)
}

// Code is the code under which the review finds the question unanswered.
func (c OfficeCheck) Code() string { return checkCode(c.ID) }

func checkCode(id uuid.UUID) string { return "office-" + id.String() }

// unanswered is a finding for each question about this letter that is not answered 是.
func (l *Letter) unanswered(checks []OfficeCheck) []Finding {
	var out []Finding
	for _, c := range checks {
		if c.Kind != l.Kind || l.saidYes(c.ID) {
			continue
		}
		f := Finding{Code: checkCode(c.ID), Severity: c.Severity, Message: "本单位核对事项：" + c.Question, Mend: "核实后在本文书下回答“是”"}
		if r, ok := FindRefusalReason(c.Reason); ok && r.Basis.Instrument != "" {
			f.Basis = append(f.Basis, r.Basis)
		}
		out = append(out, f)
	}
	return out
}

func (l *Letter) saidYes(check uuid.UUID) bool {
	yes := false
	for _, a := range l.Answers {
		if a.Check == check {
			yes = a.Yes
		}
	}
	return yes
}

// overrideOf is the head's decision about a finding in these words, or nil.
func (l *Letter) overrideOf(f Finding) *Override {
	for i := len(l.Overrides) - 1; i >= 0; i-- {
		if o := &l.Overrides[i]; o.Code == f.Code && o.Message == f.Message {
			return o
		}
	}
	return nil
}

// mayLeave refuses a letter against which a blocking finding stands, naming each with its article and what would mend it.
func (s *Service) mayLeave(d *Dossier, l *Letter, on calendar.Date) error {
	f := fault.New(fault.Refused, "报送前审核没有通过；补正后再办理，或者由机关负责人写明理由后仍予报送")
	for _, x := range Preflight(d.About(*l), l.Kind, on, s.Calendar) {
		if x.Blocks() {
			f.At("", 0, "%s（%s）。%s", x.Message, x.BasisText(), x.Mend)
		}
	}
	if len(f.Fields) == 0 {
		return nil
	}
	return f
}

// BasisText is the articles of the finding in one line.
func (f Finding) BasisText() string {
	var out []string
	for _, c := range f.Basis {
		t := c.String()
		if c.NeedsReview() {
			t += "（需法制审核）"
		}
		out = append(out, t)
	}
	if out == nil {
		return "本单位核对事项"
	}
	return strings.Join(out, "；")
}

// OverrideFindings is the head's decision to file a letter although the findings with these codes stand against it; the reason is kept with
// each of them. Refused when one of them does not stand any more: the head has then not seen what does.
func (s *Service) OverrideFindings(ctx context.Context, actor Actor, number string, letter uuid.UUID, codes []string, reason string) error {
	if err := actor.must(ActApproveLetter); err != nil {
		return err
	}
	reason = strings.TrimSpace(reason)
	f := fault.New(fault.Invalid, "没有写明仍予报送的理由或者事项")
	if reason == "" {
		f.At("reason", 0, "请写明仍予报送的理由，理由记录在案")
	}
	if len(codes) == 0 {
		f.At("codes", 0, "请选择仍予报送的事项")
	}
	if len(f.Fields) > 0 {
		return f
	}
	return s.onCase(ctx, actor, number, func(tx Tx, d *Dossier) error {
		l := d.letter(letter)
		if l == nil {
			return fault.New(fault.NotFound, "没有这份文书")
		}
		if !l.underWay() {
			return fault.New(fault.Conflict, "这份文书现为“%s”，不再审核", l.State.Title())
		}
		if l.DraftedByID == actor.User {
			return fault.New(fault.Refused, "拟稿人不能对自己拟的文书决定仍予报送")
		}
		var list []Override
		var said []string
		for _, x := range Preflight(d.About(*l), l.Kind, s.Today(), s.Calendar) {
			if x.Blocks() && slices.Contains(codes, x.Code) {
				list = append(list, Override{Code: x.Code, Message: x.Message, Reason: reason, By: actor.Name, At: s.Clock().UTC()})
				said = append(said, x.Message)
			}
		}
		if len(list) < len(codes) {
			return fault.New(fault.Conflict, "您看到的审核意见之后案情有变动，请重新查看")
		}
		if err := tx.InsertOverrides(ctx, d.Case.ID, l.ID, list); err != nil {
			return err
		}
		return tx.Audit(ctx, d.Case.ID, s.entry(actor, "override_findings", map[string]any{"kind": string(l.Kind), "letter": l.ID.String(), "findings": strings.Join(said, "；"), "reason": reason}))
	})
}

// AnswerCheck answers one of the office's questions for a letter under way.
func (s *Service) AnswerCheck(ctx context.Context, actor Actor, number string, letter, check uuid.UUID, yes bool) error {
	if err := actor.must(ActDraftLetter); err != nil {
		return err
	}
	return s.onCase(ctx, actor, number, func(tx Tx, d *Dossier) error {
		l := d.letter(letter)
		i := slices.IndexFunc(d.Checks, func(c OfficeCheck) bool { return c.ID == check })
		if l == nil || i < 0 || d.Checks[i].Kind != l.Kind {
			return fault.New(fault.NotFound, "没有这份文书或者这项核对事项")
		}
		if l.State == LetterIssued || l.State == LetterVoided {
			return fault.New(fault.Conflict, "这份文书现为“%s”，不再审核", l.State.Title())
		}
		if err := tx.InsertAnswer(ctx, d.Case.ID, l.ID, CheckAnswer{Check: check, Yes: yes, By: actor.Name, At: s.Clock().UTC()}); err != nil {
			return err
		}
		word := "否"
		if yes {
			word = "是"
		}
		return tx.Audit(ctx, d.Case.ID, s.entry(actor, "answer_check", map[string]any{"kind": string(l.Kind), "letter": l.ID.String(), "findings": d.Checks[i].Question, "value": word}))
	})
}

// AddCheck makes a question of the office's own out of a reason of refusal (or of nothing but experience). It is asked of every letter of
// the kind that has not left the house yet.
func (s *Service) AddCheck(ctx context.Context, actor Actor, kind LetterKind, severity Severity, question string, reason RefusalCode) error {
	if err := actor.must(ActReview); err != nil {
		if actor.must(ActApproveLetter) != nil {
			return fault.New(fault.Forbidden, "您没有办理此事的权限，请由法制审核或机关负责人办理")
		}
	}
	f := fault.New(fault.Invalid, "核对事项填写有误")
	if _, ok := TypeOf(kind); !ok {
		f.At("kind", 0, "请选择文书种类")
	}
	if severity != Blocking && severity != Warning {
		f.At("severity", 0, "请选择不予报送或者请核对")
	}
	if question = strings.TrimSpace(question); question == "" {
		f.At("question", 0, "请写明要核对什么，答“是”为合格，例如：决定书是否写明起诉期限")
	}
	if _, ok := FindRefusalReason(reason); reason != "" && !ok {
		f.At("reason", 0, "没有这项理由")
	}
	if len(f.Fields) > 0 {
		return f
	}
	return s.Store.InTx(ctx, actor, func(tx Tx) error {
		return tx.InsertCheck(ctx, OfficeCheck{ID: newID(), Kind: kind, Severity: severity, Question: question, Reason: reason, MadeBy: actor.Name, MadeAt: s.Clock().UTC()})
	})
}

// RetireCheck stops asking a question.
func (s *Service) RetireCheck(ctx context.Context, actor Actor, id uuid.UUID) error {
	if !actor.May(ActReview) && !actor.May(ActApproveLetter) {
		return fault.New(fault.Forbidden, "您没有办理此事的权限，请由法制审核或机关负责人办理")
	}
	return s.Store.InTx(ctx, actor, func(tx Tx) error { return tx.RetireCheck(ctx, id, actor.Name, s.Clock().UTC()) })
}

// OpenReview is the findings against one letter that has not left the house.
type OpenReview struct {
	OpenLetter
	Findings []Finding
}

// ReviewQuery is which letters are reviewed and which findings are shown.
type ReviewQuery struct {
	Page     int        // from 1
	Kind     LetterKind // empty: every kind
	Severity Severity   // empty: what keeps a letter in the house, or, where a rule is asked for, however heavy it is
	Rule     string     // a code of ReviewRules or of an office check; empty: every rule
	Mine     bool       // only letters of cases that are the actor's, or that they cover
}

// shows reports whether a finding is asked for. What the head overrode is not shown.
func (q ReviewQuery) shows(f Finding) bool {
	switch {
	case f.Override != nil || q.Rule != "" && f.Code != q.Rule:
		return false
	case q.Severity != "":
		return f.Severity == q.Severity
	}
	return q.Rule != "" || f.Blocks()
}

// ReviewPage is the review of some of the letters that have not left the house, oldest first.
type ReviewPage struct {
	Checks   []OfficeCheck // the office's questions
	Open     []OpenReview  // those of the page against which something stands that is asked for
	Reviewed int           // how many letters of the page were looked at
	Total    int           // how many letters there are
}

// ReviewPageSize is how many open letters one page of the review looks at.
const ReviewPageSize = 100

// ReviewOpen runs the review over a page of the letters that have not left the house, oldest first. A letter is judged on the
// date it bears, as issuing judges it; one without a number on today.
func (s *Service) ReviewOpen(ctx context.Context, actor Actor, q ReviewQuery) (out ReviewPage, err error) {
	if err := actor.must(ActRead); err != nil {
		return out, err
	}
	if actor.Outsider() {
		return out, nil // drafts are the house's own
	}
	err = s.Store.InTx(ctx, actor, func(tx Tx) error {
		out = ReviewPage{}
		var owners []uuid.UUID
		if q.Mine {
			var err error
			if owners, err = s.ownersFor(ctx, tx, actor); err != nil {
				return err
			}
		}
		letters, total, err := tx.OpenLetters(ctx, q.Kind, owners, ReviewPageSize, (max(q.Page, 1)-1)*ReviewPageSize)
		if err != nil {
			return err
		}
		if out.Checks, err = tx.OfficeChecks(ctx); err != nil {
			return err
		}
		out.Reviewed, out.Total = len(letters), total
		for _, l := range letters {
			id, err := tx.CaseID(ctx, l.CaseNumber)
			if err != nil {
				return err
			}
			d, err := tx.Dossier(ctx, id)
			if err != nil {
				return err
			}
			d.Advance(s.Today())
			r := OpenReview{OpenLetter: l}
			for _, x := range Preflight(d.About(*d.letter(l.Letter)), l.Kind, d.letter(l.Letter).JudgedOn(s.Today()), s.Calendar) {
				if q.shows(x) {
					r.Findings = append(r.Findings, x)
				}
			}
			if len(r.Findings) > 0 {
				out.Open = append(out.Open, r)
			}
		}
		return nil
	})
	return out, err
}

// JudgedOn is the day on which a letter under way is reviewed: the date it bears once it has a number, today before.
func (l *Letter) JudgedOn(today calendar.Date) calendar.Date {
	if l == nil || l.MadeOn.IsZero() {
		return today
	}
	return l.MadeOn
}

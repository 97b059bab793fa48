package liaison

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/law"
)

// RecusalBasis is why whom a lead is about does not handle it, and why it is handed over to who may.
func RecusalBasis() []law.Citation {
	return []law.Citation{
		{Instrument: "中华人民共和国行政处罚法", Article: "第四十三条", Certainty: law.Read},
		{Instrument: "中华人民共和国社会保险法", Article: "第八十二条", Certainty: law.Read},
		{Instrument: "中华人民共和国公务员法", Article: "第七十六条", Certainty: law.MemoryH},
	}
}

// RecusalBody is whom a lead about our own organ is handed over to.
type RecusalBody string

// The bodies above or outside our organ.
const (
	BodySuperior      RecusalBody = "superior"      // 上级人社部门
	BodyDiscipline    RecusalBody = "discipline"    // 纪委监委
	BodyProcuratorate RecusalBody = "procuratorate" // 检察机关
)

// RecusalBodies lists them in the order of the form.
func RecusalBodies() []RecusalBody {
	return []RecusalBody{BodySuperior, BodyDiscipline, BodyProcuratorate}
}

// Title is the body in Chinese; empty for one that does not exist.
func (b RecusalBody) Title() string {
	switch b {
	case BodySuperior:
		return "上级人社部门"
	case BodyDiscipline:
		return "纪委监委"
	case BodyProcuratorate:
		return "检察机关"
	}
	return ""
}

// RecusalStepKind is what happened to a lead.
type RecusalStepKind string

// What happens to a lead.
const (
	StepHandedIn   RecusalStepKind = "handed_in"   // 移交回避办理: the first
	StepHandedOver RecusalStepKind = "handed_over" // 移送
	StepAnswered   RecusalStepKind = "answered"    // 收到答复
)

// Title is the kind in Chinese; empty for one that does not exist.
func (k RecusalStepKind) Title() string {
	switch k {
	case StepHandedIn:
		return "线索移交回避办理"
	case StepHandedOver:
		return "移送"
	case StepAnswered:
		return "收到答复"
	}
	return ""
}

// RecusalLead is a lead about our own organ (bureau or agency), kept outside the cases: who holds the role of recusal and no other reads it.
type RecusalLead struct {
	ID           uuid.UUID
	Number       int    // in the register of the room
	Reference    string // random; all that who handed it in learns
	Supervised   string // the office, division or officer it is about
	Matter       string
	Source       string // where it came from
	CaseHint     string // the number of a case, as it was told
	PapersAt     string // where the papers are kept
	HandedInAt   time.Time
	HandedInBy   string
	HandedInByID uuid.UUID
	StepCount    int    // of the steps that were written
	StepHead     string // the last step's hash
	Steps        []RecusalStep
}

// RecusalStep is one step of a lead. Steps are only added; each hash covers the one before.
type RecusalStep struct {
	Ordinal     int
	At          time.Time
	By          string
	ByID        uuid.UUID
	Kind        RecusalStepKind
	Body        RecusalBody // empty for the first
	Receiver    string      // the office and who signed
	PaperNumber string
	On          calendar.Date
	Note        string
	PrevHash    string
	Hash        string // SHA-256, hex
}

// State is how far the lead is, in Chinese.
func (l RecusalLead) State() string {
	state := "待移送"
	for _, s := range l.Steps {
		switch s.Kind {
		case StepHandedOver:
			state = "已移送" + s.Body.Title()
		case StepAnswered:
			state = s.Body.Title() + "已答复"
		}
	}
	return state
}

// Holds reports whether the lead and its steps are as they were written: the chain begins with what the lead says, and no step is changed or gone.
func (l RecusalLead) Holds() bool {
	head := partsHash(strconv.Itoa(l.Number), l.Reference, l.Supervised, l.Matter, l.Source, l.CaseHint, l.PapersAt, chainInstant(l.HandedInAt), l.HandedInBy, l.HandedInByID.String())
	for i, s := range l.Steps {
		if s.Ordinal != i+1 || s.PrevHash != head {
			return false
		}
		head = partsHash(s.PrevHash, strconv.Itoa(s.Ordinal), chainInstant(s.At), s.By, s.ByID.String(), string(s.Kind), string(s.Body), s.Receiver, s.PaperNumber, s.On.String(), s.Note)
		if s.Hash != head {
			return false
		}
	}
	return l.StepCount == len(l.Steps) && l.StepHead == head
}

// partsHash is the SHA-256 in hex over the parts, each as its length in bytes, a colon and itself.
func partsHash(parts ...string) string {
	var b strings.Builder
	for _, p := range parts {
		fmt.Fprintf(&b, "%d:%s", len(p), p)
	}
	sum := sha256.Sum256([]byte(b.String()))
	return hex.EncodeToString(sum[:])
}

// chainInstant is an instant as the chain has it: UTC, to the microsecond.
func chainInstant(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000Z") }

// recusalTx keeps the recusal room.
type recusalTx interface {
	// HandInRecusal adds a lead and returns its reference; the same request of the same user is one lead.
	HandInRecusal(ctx context.Context, request uuid.UUID, at time.Time, l RecusalLead) (reference string, err error)
	// RecusalLeads lists the leads, newest first, with their steps; nothing for who does not hold the role alone.
	RecusalLeads(ctx context.Context) ([]RecusalLead, error)
	// RecusalLead is one lead. NotFound when there is none or the actor may not know of it.
	RecusalLead(ctx context.Context, reference string) (*RecusalLead, error)
	// AddRecusalStep adds a step after those that were seen. Conflict when there are others.
	AddRecusalStep(ctx context.Context, reference string, seen int, s RecusalStep) error
}

// recused returns a Forbidden fault unless the actor holds the role of recusal and no other.
func (a Actor) recused() error {
	if a.Recused() {
		return nil
	}
	return fault.New(fault.Forbidden, "回避办理的线索只由回避办理人查阅，您没有权限")
}

const (
	longestMatter = 4000
	longestLine   = 200
)

// HandInRecusal hands a lead about our own organ in (移交回避办理). The answer is its reference: what becomes of the lead only the recusal room
// shows. The same request sent twice is one lead.
func (s *Service) HandInRecusal(ctx context.Context, actor Actor, request uuid.UUID, l RecusalLead) (reference string, err error) {
	if err := actor.must(ActHandInRecusal); err != nil {
		return "", err
	}
	if actor.User == uuid.Nil {
		return "", fault.New(fault.Forbidden, "线索由本人登录后移交，系统操作员不能代办")
	}
	f := fault.New(fault.Invalid, "线索没有移交，请按提示更正")
	for _, x := range []struct {
		name, need string
		value      *string
		most       int
	}{
		{"supervised", "请写明反映的是哪个单位、部门或者人员", &l.Supervised, longestLine}, {"matter", "请写明反映的情况", &l.Matter, longestMatter},
		{"source", "", &l.Source, longestLine}, {"case_hint", "", &l.CaseHint, longestLine}, {"papers_at", "", &l.PapersAt, longestLine},
	} {
		*x.value = strings.TrimSpace(*x.value)
		switch {
		case x.need != "" && *x.value == "":
			f.At(x.name, 0, "%s", x.need)
		case utf8.RuneCountInString(*x.value) > x.most:
			f.At(x.name, 0, "不超过 %d 字", x.most)
		}
	}
	if len(f.Fields) > 0 {
		return "", f
	}
	err = s.Store.InTx(ctx, actor, func(tx Tx) (err error) {
		reference, err = tx.HandInRecusal(ctx, request, s.Clock().UTC(), l)
		return err
	})
	return reference, err
}

// RecusalLeads lists the leads of the recusal room, newest first.
func (s *Service) RecusalLeads(ctx context.Context, actor Actor) (out []RecusalLead, err error) {
	if err := actor.recused(); err != nil {
		return nil, err
	}
	err = s.Store.InTx(ctx, actor, func(tx Tx) (err error) {
		out, err = tx.RecusalLeads(ctx)
		return err
	})
	return out, err
}

// RecusalLead is one lead by its reference. NotFound when there is none.
func (s *Service) RecusalLead(ctx context.Context, actor Actor, reference string) (l *RecusalLead, err error) {
	if err := actor.recused(); err != nil {
		return nil, err
	}
	err = s.Store.InTx(ctx, actor, func(tx Tx) (err error) {
		l, err = tx.RecusalLead(ctx, reference)
		return err
	})
	return l, err
}

// RecordRecusalStep records that a lead was handed over, or that an answer came, after the steps that were seen. Conflict when somebody added
// another; Refused when an answer comes from whom nothing was handed over to.
func (s *Service) RecordRecusalStep(ctx context.Context, actor Actor, reference string, seen int, step RecusalStep) error {
	if err := actor.recused(); err != nil {
		return err
	}
	step.Receiver, step.PaperNumber, step.Note = strings.TrimSpace(step.Receiver), strings.TrimSpace(step.PaperNumber), strings.TrimSpace(step.Note)
	f := fault.New(fault.Invalid, "没有登记，请按提示更正")
	if step.Kind != StepHandedOver && step.Kind != StepAnswered {
		f.At("kind", 0, "请选择登记移送还是答复")
	}
	if step.Body.Title() == "" {
		f.At("body", 0, "请选择机关")
	}
	if step.Receiver == "" {
		f.At("receiver", 0, "请写明单位全称和经手人")
	}
	switch {
	case step.On.IsZero():
		f.At("on", 0, "请填写日期")
	case s.Today().Before(step.On):
		f.At("on", 0, "日期晚于今天，请核对")
	}
	for name, v := range map[string]string{"receiver": step.Receiver, "paper_number": step.PaperNumber} {
		if utf8.RuneCountInString(v) > longestLine {
			f.At(name, 0, "不超过 %d 字", longestLine)
		}
	}
	if utf8.RuneCountInString(step.Note) > longestMatter {
		f.At("note", 0, "不超过 %d 字", longestMatter)
	}
	if len(f.Fields) > 0 {
		return f
	}
	step.At = s.Clock().UTC()
	return s.Store.InTx(ctx, actor, func(tx Tx) error {
		if step.Kind == StepAnswered {
			l, err := tx.RecusalLead(ctx, reference)
			if err != nil {
				return err
			}
			if !l.handedOverTo(step.Body, step.On) {
				return fault.New(fault.Refused, "没有在答复之日或者之前向%s移送的登记，请先登记移送", step.Body.Title())
			}
		}
		return tx.AddRecusalStep(ctx, reference, seen, step)
	})
}

// handedOverTo reports whether the lead was handed over to the body on or before a day.
func (l RecusalLead) handedOverTo(b RecusalBody, by calendar.Date) bool {
	for _, s := range l.Steps {
		if s.Kind == StepHandedOver && s.Body == b && !by.Before(s.On) {
			return true
		}
	}
	return false
}

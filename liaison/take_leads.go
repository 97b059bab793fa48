package liaison

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"liaison/liaison/directory"
	"liaison/liaison/fault"
)

// leadTx keeps lists of names and what was answered.
type leadTx interface {
	// InsertLeadList adds a list with its rows. added is false, and id that of the list that is there, where the same file came in before.
	InsertLeadList(ctx context.Context, l LeadList, rows []LeadRow) (id uuid.UUID, added bool, err error)
	// LeadLists lists the newest first, at most limit.
	LeadLists(ctx context.Context, limit int) ([]LeadList, error)
	// LeadList reads one with all its rows, in their order, each with its case and its newest answer. NotFound when there is none.
	LeadList(ctx context.Context, id uuid.UUID) (LeadList, []LeadRow, error)
	// AnswerLeads adds the answer to the rows of these lines. It says how many rows there are of them.
	AnswerLeads(ctx context.Context, list uuid.UUID, lines []int, a LeadAnswer) (int, error)
}

// TakeLeads takes a list of names in as one act (收入名单) and returns its identifier; taken is false where the same file is there already.
// Invalid, with file and line, when the list cannot be read.
func (s *Service) TakeLeads(ctx context.Context, actor Actor, l LeadList, table []directory.TableRow, checkID func(string) error) (id uuid.UUID, taken bool, err error) {
	if err := actor.must(ActOpenCase); err != nil {
		return id, false, err
	}
	l.Title, l.Sender, l.Number = strings.TrimSpace(l.Title), strings.TrimSpace(l.Sender), strings.TrimSpace(l.Number)
	f := fault.New(fault.Invalid, "名单信息有误")
	if l.Sender == "" {
		f.At("sender", 0, "请填写来文单位，答复时送该单位")
	}
	if l.ReceivedOn.IsZero() || l.ReceivedOn.After(s.Today()) {
		f.At("received_on", 0, "请填写收到日期，不晚于今天")
	}
	if len(f.Fields) > 0 {
		return id, false, f
	}
	var rows []LeadRow
	if l.Headings, rows, err = ParseLeads(l.File, table, checkID); err != nil {
		return id, false, err
	}
	if l.Title == "" {
		l.Title = l.Sender + "名单（" + l.ReceivedOn.String() + "）"
	}
	l.ID, l.Rows, l.TakenBy, l.TakenAt = newID(), len(rows), actor.Name, s.Clock().UTC()
	err = s.Store.InTx(ctx, actor, func(tx Tx) (err error) {
		id, taken, err = tx.InsertLeadList(ctx, l, rows)
		return err
	})
	return id, taken, err
}

// LeadLists lists the lists that came in, newest first.
func (s *Service) LeadLists(ctx context.Context, actor Actor) (out []LeadList, err error) {
	if err := mayReadLeads(actor); err != nil {
		return nil, err
	}
	err = s.Store.InTx(ctx, actor, func(tx Tx) (err error) {
		out, err = tx.LeadLists(ctx, 200)
		return err
	})
	return out, err
}

// LeadList is one list with its rows and what is known of each.
func (s *Service) LeadList(ctx context.Context, actor Actor, id uuid.UUID) (l LeadList, rows []LeadRow, err error) {
	if err := mayReadLeads(actor); err != nil {
		return l, nil, err
	}
	err = s.Store.InTx(ctx, actor, func(tx Tx) (err error) {
		l, rows, err = tx.LeadList(ctx, id)
		return err
	})
	return l, rows, err
}

func mayReadLeads(actor Actor) error {
	if err := actor.must(ActRead); err != nil {
		return err
	}
	if actor.Outsider() {
		return fault.New(fault.Forbidden, "名单由承办机关使用，您没有权限")
	}
	return nil
}

// AnswerLeads answers for one or several names of a list at once (答复名单).
func (s *Service) AnswerLeads(ctx context.Context, actor Actor, list uuid.UUID, lines []int, a LeadAnswer) error {
	if err := actor.must(ActOpenCase); err != nil {
		return err
	}
	a.Evidence, a.Reason = strings.TrimSpace(a.Evidence), strings.TrimSpace(a.Reason)
	lines = slices.Compact(slices.Sorted(slices.Values(lines)))
	f := fault.New(fault.Invalid, "答复填写有误")
	if len(lines) == 0 {
		f.At("line", 0, "请勾选要答复的人")
	}
	if !slices.Contains(LeadVerdicts(), a.Verdict) {
		f.At("verdict", 0, "请选择核查结果")
	}
	if a.Verdict == LeadUntrue && a.Reason == "" {
		f.At("reason", 0, "不属实的请写明理由")
	}
	if a.Amount != nil && len(lines) > 1 {
		f.At("amount", 0, "金额逐人填写，一次只勾选一人")
	}
	if utf8.RuneCountInString(a.Evidence) > mostLeadCell || utf8.RuneCountInString(a.Reason) > mostLeadCell {
		f.At("reason", 0, "证据、理由各不超过 %d 字", mostLeadCell)
	}
	if len(f.Fields) > 0 {
		return f
	}
	a.By, a.At = actor.Name, s.Clock().UTC()
	return s.Store.InTx(ctx, actor, func(tx Tx) error {
		n, err := tx.AnswerLeads(ctx, list, lines, a)
		if err == nil && n != len(lines) {
			return fault.New(fault.NotFound, "名单中没有这几行，请刷新后重新勾选")
		}
		return err
	})
}

package liaison

import (
	"context"
	"regexp"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
	"liaison/liaison/fault"
)

// NumberRange is numbers of the office's own register that were set aside for its letters (预留文号), such as 〔2026〕31–40号.
type NumberRange struct {
	ID          uuid.UUID
	Office      string // whose register it is
	Prefix      string // 机关代字
	Year        int
	First, Last int
	GivenBy     string // who set them aside: 办公室
	By          string
	At          time.Time
	EndedBy     string
	EndedAt     time.Time        // zero: still given out
	Numbers     []ReservedNumber // in their order
}

// ReservedNumber is one number of a range and what became of it.
type ReservedNumber struct {
	Number     string
	N          int
	State      LetterState // in the register of numbers; empty: not used
	Letter     uuid.UUID
	Kind       LetterKind
	CaseNumber string
}

// mostReserved is how many numbers one range may set aside.
const mostReserved = 500

// rangeTx keeps ranges of numbers.
type rangeTx interface {
	// InsertRange sets numbers aside. Conflict when one of them is set aside already.
	InsertRange(ctx context.Context, r NumberRange) error
	EndRange(ctx context.Context, id uuid.UUID, by string, at time.Time) error
	// NextOfRange locks the range until the transaction ends and returns its first number that is not in the register; empty: none is left.
	NextOfRange(ctx context.Context, id uuid.UUID) (NumberRange, string, error)
	// Ranges lists the newest ranges with their numbers.
	Ranges(ctx context.Context) ([]NumberRange, error)
}

// Left counts the numbers that were not used.
func (r NumberRange) Left() int {
	n := 0
	for _, x := range r.Numbers {
		if x.State == "" {
			n++
		}
	}
	return n
}

// Next is the number that is given out next; empty: none is left, or the range was taken back.
func (r NumberRange) Next() string {
	for _, x := range r.Numbers {
		if x.State == "" && r.EndedAt.IsZero() {
			return x.Number
		}
	}
	return ""
}

// Gaps lists the numbers that were passed over: not used, with a later one used (空号).
func (r NumberRange) Gaps() []ReservedNumber {
	last := 0
	for _, x := range r.Numbers {
		if x.State != "" {
			last = x.N
		}
	}
	var out []ReservedNumber
	for _, x := range r.Numbers {
		if x.State == "" && x.N < last {
			out = append(out, x)
		}
	}
	return out
}

var rangePrefix = regexp.MustCompile(`^[^\s〔〕]{1,20}$`)

// ReserveRange writes down numbers that were set aside for the office's letters (登记预留文号). Conflict where one of them is set aside already.
func (s *Service) ReserveRange(ctx context.Context, actor Actor, r NumberRange) (NumberRange, error) {
	if err := actor.must(ActIssueLetter); err != nil {
		return r, err
	}
	r.Office, r.Prefix, r.GivenBy = strings.TrimSpace(r.Office), strings.TrimSpace(r.Prefix), strings.TrimSpace(r.GivenBy)
	f := fault.New(fault.Invalid, "预留文号填写有误")
	if r.Office == "" {
		f.At("office", 0, "请填写发文单位全称，与文书的制发机关一致")
	}
	if !rangePrefix.MatchString(r.Prefix) {
		f.At("prefix", 0, "请填写机关代字，例如 临尧人社")
	}
	if this := s.Today().Year; r.Year < this-1 || r.Year > this+1 {
		f.At("year", 0, "年份应为 %d 至 %d", this-1, this+1)
	}
	switch {
	case r.First < 1 || r.Last < r.First || r.Last > 999_999:
		f.At("first", 0, "起号、止号应为由小到大的整数")
	case r.Last-r.First >= mostReserved:
		f.At("last", 0, "一次最多预留 %d 个号", mostReserved)
	}
	if r.GivenBy == "" {
		f.At("given_by", 0, "请填写由谁预留，例如 办公室")
	}
	if len(f.Fields) > 0 {
		return r, f
	}
	r.ID, r.By, r.At = newID(), actor.Name, s.Clock().UTC()
	return r, s.Store.InTx(ctx, actor, func(tx Tx) error { return tx.InsertRange(ctx, r) })
}

// EndRange takes the rest of a range back (收回): what was used stays in the register.
func (s *Service) EndRange(ctx context.Context, actor Actor, id uuid.UUID) error {
	if err := actor.must(ActIssueLetter); err != nil {
		return err
	}
	return s.Store.InTx(ctx, actor, func(tx Tx) error { return tx.EndRange(ctx, id, actor.Name, s.Clock().UTC()) })
}

// Ranges lists the ranges of numbers with what became of each number.
func (s *Service) Ranges(ctx context.Context, actor Actor) (out []NumberRange, err error) {
	if err := actor.must(ActRead); err != nil {
		return nil, err
	}
	if actor.Outsider() {
		return nil, fault.New(fault.Forbidden, "文号由本单位管理")
	}
	err = s.Store.InTx(ctx, actor, func(tx Tx) error {
		out, err = tx.Ranges(ctx)
		return err
	})
	return out, err
}

// numbering says where a letter's number comes from: entered as it stands in the office's register, the next of a range, or, where both are
// empty, counted by the program.
type numbering struct {
	entered string
	from    uuid.UUID
}

// IssueFromRange is IssueLetter with the next number of a range that was set aside.
func (s *Service) IssueFromRange(ctx context.Context, actor Actor, number string, id, from uuid.UUID, madeOn calendar.Date) (Letter, error) {
	return s.issue(ctx, actor, number, id, numbering{from: from}, madeOn)
}

// nextOf takes the next number of a range for a letter of the series.
func nextOf(ctx context.Context, tx Tx, from uuid.UUID, series Series) (string, error) {
	r, next, err := tx.NextOfRange(ctx, from)
	switch {
	case err != nil:
		return "", err
	case next == "":
		return "", fault.New(fault.Conflict, "这一段预留文号已用完").At("range", 0, "请另选一段，或者录入文号")
	case r.Office != series.Office:
		return "", fault.New(fault.Invalid, "文号没有编定").At("range", 0, "这一段文号是%s的，本文书由%s制发", r.Office, series.Office)
	case r.Year != series.Year:
		return "", fault.New(fault.Invalid, "文号没有编定").At("range", 0, "这一段是 %d 年的文号，成文日期在 %d 年", r.Year, series.Year)
	}
	return next, nil
}

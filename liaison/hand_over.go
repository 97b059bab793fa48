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

// handoverTx keeps who is in charge of which case (承办人). A case belongs to whoever takes it in, until it is handed over.
type handoverTx interface {
	// OwnedCases lists the open cases of any of the owners by number, each with its open clocks, the earliest first.
	OwnedCases(ctx context.Context, owners []uuid.UUID) ([]OwnedCase, error)
	SetOwner(ctx context.Context, caseID, owner uuid.UUID) error
	InsertHandover(ctx context.Context, h Handover) error
	// Handover reads a slip. NotFound when there is none.
	Handover(ctx context.Context, id uuid.UUID) (Handover, error)
	InsertCover(ctx context.Context, c Cover) error
	// EndCover sets a leave's last day. NotFound when there is no such leave.
	EndCover(ctx context.Context, id uuid.UUID, until calendar.Date) error
	// Covers lists the leaves that end on or after a day, the earliest first, without those called off before they began.
	Covers(ctx context.Context, from calendar.Date) ([]Cover, error)
}

// Unassigned is said where a case has no officer in charge: the operator took it in. Its owner is the zero identifier.
const Unassigned = "未分配"

// OwnedCase is an open case of an officer, with its open clocks.
type OwnedCase struct {
	ID        uuid.UUID
	Number    string
	Title     string
	Owner     uuid.UUID
	OwnerName string
	Clocks    []Due
}

// Handover is the handing over of every open case of one officer to another (案件交接单).
type Handover struct {
	ID       uuid.UUID
	At       time.Time
	By       string // who did it: the officer, or the head of the office
	From, To uuid.UUID
	Reason   string
	Slip     HandoverSlip
}

// HandoverSlip is what was handed over, as it stood then.
type HandoverSlip struct {
	FromName string         `json:"from"`
	ToName   string         `json:"to"`
	Cases    []HandoverCase `json:"cases"`
}

// HandoverCase is a line of the slip.
type HandoverCase struct {
	Number string          `json:"number"`
	Title  string          `json:"title"`
	Clocks []HandoverClock `json:"clocks"`
}

// HandoverClock is an open clock on the slip, with both its ends.
type HandoverClock struct {
	Rule    string        `json:"rule"`
	Name    string        `json:"name"`
	Strict  calendar.Date `json:"strict"`
	Lenient calendar.Date `json:"lenient"`
	Ours    bool          `json:"ours"`
}

// Cover is a leave: from its first to its last day another officer sees to the cases too (请假代办). The cases stay their owner's.
type Cover struct {
	ID          uuid.UUID
	User, Cover uuid.UUID
	From, Until calendar.Date
	MadeBy      string
}

// OpenCases lists the open cases of an officer with their clocks.
func (s *Service) OpenCases(ctx context.Context, actor Actor, owner uuid.UUID) (out []OwnedCase, err error) {
	if err := actor.must(ActRead); err != nil {
		return nil, err
	}
	err = s.Store.InTx(ctx, actor, func(tx Tx) (err error) {
		out, err = tx.OwnedCases(ctx, []uuid.UUID{owner})
		return err
	})
	return out, err
}

// Mine lists the open cases that are the actor's today: their own, and those of whom they cover.
func (s *Service) Mine(ctx context.Context, actor Actor) (out []OwnedCase, err error) {
	if err := actor.must(ActRead); err != nil {
		return nil, err
	}
	err = s.Store.InTx(ctx, actor, func(tx Tx) error {
		owners, err := s.ownersFor(ctx, tx, actor)
		if err != nil {
			return err
		}
		out, err = tx.OwnedCases(ctx, owners)
		return err
	})
	return out, err
}

// ownersFor is whose cases are the actor's today: the actor's own, and those of whom the actor covers.
func (s *Service) ownersFor(ctx context.Context, tx Tx, actor Actor) ([]uuid.UUID, error) {
	owners := []uuid.UUID{actor.User}
	covers, err := tx.Covers(ctx, s.Today())
	if err != nil {
		return nil, err
	}
	for _, c := range covers {
		if c.Cover == actor.User && !s.Today().Before(c.From) {
			owners = append(owners, c.User)
		}
	}
	return owners, nil
}

// Covers lists the leaves that have not ended.
func (s *Service) Covers(ctx context.Context, actor Actor) (out []Cover, err error) {
	if err := actor.must(ActRead); err != nil {
		return nil, err
	}
	err = s.Store.InTx(ctx, actor, func(tx Tx) (err error) {
		out, err = tx.Covers(ctx, s.Today())
		return err
	})
	return out, err
}

// Slip reads the slip of a handing over. NotFound when there is none.
func (s *Service) Slip(ctx context.Context, actor Actor, id uuid.UUID) (h Handover, err error) {
	if err := actor.must(ActRead); err != nil {
		return h, err
	}
	err = s.Store.InTx(ctx, actor, func(tx Tx) (err error) {
		h, err = tx.Handover(ctx, id)
		return err
	})
	return h, err
}

// HandOver gives every open case of an officer to another in one act: all of them or none, an entry in each case's chain, and a slip that
// keeps what was handed over. An officer hands over their own cases, the head anybody's.
func (s *Service) HandOver(ctx context.Context, actor Actor, from, to uuid.UUID, reason string) (uuid.UUID, error) {
	if err := mayArrange(actor, from); err != nil {
		return uuid.Nil, err
	}
	if strings.TrimSpace(reason) == "" {
		return uuid.Nil, fault.New(fault.Invalid, "没有交接").At("reason", 0, "请填写交接原因")
	}
	h := Handover{ID: newID(), At: s.Clock().UTC(), By: actor.Name, From: from, To: to, Reason: strings.TrimSpace(reason)}
	err := s.Store.InTx(ctx, actor, func(tx Tx) error {
		giver, taker, err := s.twoOfficers(ctx, tx, from, to)
		if err != nil {
			return err
		}
		cases, err := tx.OwnedCases(ctx, []uuid.UUID{from})
		if err != nil {
			return err
		}
		if len(cases) == 0 {
			return fault.New(fault.Conflict, "%s没有在办案件，不用交接", giver)
		}
		h.Slip = slipOf(giver, taker, cases)
		for _, c := range cases {
			if err := s.giveCase(ctx, tx, actor, c, h); err != nil {
				return err
			}
		}
		if err := s.remindSoon(ctx, tx, actor, uuid.Nil); err != nil { // who takes the cases is reminded, who gave them no longer
			return err
		}
		return tx.InsertHandover(ctx, h)
	})
	return h.ID, err
}

// giveCase hands one case over.
func (s *Service) giveCase(ctx context.Context, tx Tx, actor Actor, c OwnedCase, h Handover) error {
	if err := tx.LockCase(ctx, c.ID); err != nil {
		return err
	}
	if err := tx.SetOwner(ctx, c.ID, h.To); err != nil {
		return err
	}
	return tx.Audit(ctx, c.ID, s.entry(actor, "hand_over", map[string]any{"from": h.Slip.FromName, "to": h.Slip.ToName, "reason": h.Reason, "clocks": len(c.Clocks), "handover": h.ID.String()}))
}

// CoverLeave lets another officer see to an officer's cases for some days. Both days count.
func (s *Service) CoverLeave(ctx context.Context, actor Actor, c Cover) error {
	if err := mayArrange(actor, c.User); err != nil {
		return err
	}
	f := fault.New(fault.Invalid, "没有登记代办")
	if c.From.IsZero() {
		f.At("from", 0, "请填写第一天")
	}
	if c.Until.IsZero() || c.Until.Before(c.From) || c.Until.Before(s.Today()) {
		f.At("until", 0, "最后一天不能早于第一天，也不能早于今天")
	}
	if len(f.Fields) > 0 {
		return f
	}
	c.ID, c.MadeBy = newID(), actor.Name
	return s.Store.InTx(ctx, actor, func(tx Tx) error {
		if _, _, err := s.mayCover(ctx, tx, c.User, c.Cover); err != nil {
			return err
		}
		if err := s.remindSoon(ctx, tx, actor, uuid.Nil); err != nil {
			return err
		}
		if err := tx.InsertCover(ctx, c); err != nil {
			return err
		}
		return s.settleDesks(ctx, tx, actor)
	})
}

// EndCover ends a leave's cover before its last day: from today on the officer sees to the cases alone. Who is away or the head decides; the
// office's log keeps the last day there was.
func (s *Service) EndCover(ctx context.Context, actor Actor, id uuid.UUID) error {
	return s.Store.InTx(ctx, actor, func(tx Tx) error {
		covers, err := tx.Covers(ctx, s.Today())
		if err != nil {
			return err
		}
		i := slices.IndexFunc(covers, func(c Cover) bool { return c.ID == id })
		if i < 0 {
			return fault.New(fault.NotFound, "没有这项代办，或者已经结束")
		}
		c := covers[i]
		if err := mayArrange(actor, c.User); err != nil {
			return err
		}
		last := s.Today().AddDays(-1)
		if s.Today().Before(c.From) {
			last = c.From.AddDays(-1)
		}
		if err := tx.EndCover(ctx, id, last); err != nil {
			return err
		}
		users, err := tx.Users(ctx)
		if err != nil {
			return err
		}
		names := map[uuid.UUID]string{}
		for _, u := range users {
			names[u.ID] = u.Name
		}
		if err := s.remindSoon(ctx, tx, actor, uuid.Nil); err != nil { // who covered is reminded no longer
			return err
		}
		if err := s.settleDesks(ctx, tx, actor); err != nil {
			return err
		}
		return s.logOffice(ctx, tx, actor, DidEndCover, names[c.User], "原定 "+c.From.Chinese()+"至"+c.Until.Chinese()+"由"+names[c.Cover]+"代办")
	})
}

// mayArrange: who signs or has cases decides about their own, the head about anybody's.
func mayArrange(actor Actor, of uuid.UUID) error {
	if actor.User == of {
		return actor.must(ActSignLetter)
	}
	return actor.must(ActManageUsers)
}

// mayCover gives the names of who is on leave and who stands in: an officer for an officer; for who only signs letters anybody who signs letters.
// Standing in for 正职 or for the legal reviewer gives no right to sign as such (Staff).
func (s *Service) mayCover(ctx context.Context, tx Tx, from, to uuid.UUID) (giver, taker string, err error) {
	users, err := tx.Users(ctx)
	if err != nil {
		return "", "", err
	}
	today := actorsOf("", users, s.Today())
	who := func(id uuid.UUID) int { return slices.IndexFunc(today, func(a Actor) bool { return a.User == id }) }
	i, j := who(from), who(to)
	if i < 0 || today[i].Has(RoleOfficer) {
		return s.twoOfficers(ctx, tx, from, to)
	}
	if j < 0 || i == j || !today[j].May(ActSignLetter) {
		return "", "", fault.New(fault.Invalid, "没有办成").At("to", 0, "请选择另一名在岗的人员")
	}
	return today[i].Name, today[j].Name, nil
}

// twoOfficers gives the names of the two between whom cases change hands. The one who takes them must be an officer who can sign in today.
func (s *Service) twoOfficers(ctx context.Context, tx Tx, from, to uuid.UUID) (giver, taker string, err error) {
	users, err := tx.Users(ctx)
	if err != nil {
		return "", "", err
	}
	today := s.Today()
	if from == uuid.Nil {
		giver = Unassigned
	}
	for _, u := range users {
		if u.ID == from {
			giver = u.Name
		}
		officer := slices.ContainsFunc(u.Roles, func(t RoleTerm) bool {
			return t.Role == RoleOfficer && !today.Before(t.From) && (t.Until.IsZero() || !today.After(t.Until))
		})
		if u.ID == to && to != from && officer && u.DisabledAt.IsZero() {
			taker = u.Name
		}
	}
	switch {
	case giver == "":
		return "", "", fault.New(fault.NotFound, "没有这名承办人")
	case taker == "":
		return "", "", fault.New(fault.Invalid, "没有办成").At("to", 0, "请选择另一名在岗的承办人")
	}
	return giver, taker, nil
}

func slipOf(giver, taker string, cases []OwnedCase) HandoverSlip {
	slip := HandoverSlip{FromName: giver, ToName: taker}
	for _, c := range cases {
		line := HandoverCase{Number: c.Number, Title: c.Title, Clocks: []HandoverClock{}}
		for _, d := range c.Clocks {
			r := d.Deadline.Result
			line.Clocks = append(line.Clocks, HandoverClock{Rule: string(r.Rule), Name: r.Name, Strict: r.Strict.On, Lenient: r.Lenient.On, Ours: r.Ours})
		}
		slip.Cases = append(slip.Cases, line)
	}
	return slip
}

package liaison

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/law"
	"liaison/liaison/money"
)

// Digest is what a user should know on a day (每日摘要): what arrived the day before, what is due, what others have let lapse, what waits, what
// changed hands. It is kept as it stood in the morning.
type Digest struct {
	On        calendar.Date
	MadeAt    time.Time
	Scope     DigestScope
	Papers    []DigestPaper
	Receipts  []DigestReceipt
	Late      []Due // ours, whose strict end has passed
	Today     []Due
	Week      []Due // of the seven days that follow
	Lapsed    []Due // others', whose latest plausible end has passed
	Cut       bool  // there are more clocks than a digest lists
	Waiting   []Pending
	Handovers []DigestHandover
	Covering  []string // whose leave the user covers that day
	NoNotice  int      // the year whose holiday notice is missing; 0: none
}

// DigestScope says of which cases a digest tells.
type DigestScope string

const (
	ScopeOwn     DigestScope = "own"     // the officer's own, and those of whom the officer covers
	ScopeArea    DigestScope = "area"    // all of the pooling area
	ScopeGranted DigestScope = "granted" // those granted to somebody outside our house
)

// DigestPaper is a paper that was recorded.
type DigestPaper struct {
	CaseNumber, CaseTitle string
	Kind                  law.Paper
	Number, By            string
	On                    calendar.Date // served or received on
}

// DigestReceipt is money that was recorded.
type DigestReceipt struct {
	CaseNumber, CaseTitle string
	Source                ReceiptSource
	On                    calendar.Date
	Amount                money.Fen
}

// DigestHandover is a handing over of cases.
type DigestHandover struct {
	ID                   uuid.UUID
	FromName, ToName, By string
	Cases                int
}

// ArrivedQuery asks for what was recorded from one moment to before another.
type ArrivedQuery struct {
	From, Until time.Time
	Owners      []uuid.UUID // of these officers' cases; nil: of every case the actor may read
	Limit       int
}

// digestTx keeps digests and finds what arrived.
type digestTx interface {
	ArrivedPapers(ctx context.Context, q ArrivedQuery) ([]DigestPaper, error)
	ArrivedReceipts(ctx context.Context, q ArrivedQuery) ([]DigestReceipt, error)
	// HandoversBetween lists what changed hands; of nobody in particular, or to or from the owners. Outsiders see none.
	HandoversBetween(ctx context.Context, q ArrivedQuery) ([]DigestHandover, error)
	// KeepDigest keeps the acting user's digest of its day, unless there is one.
	KeepDigest(ctx context.Context, d Digest) error
	// Digest reads the acting user's digest of a day. NotFound when none was kept.
	Digest(ctx context.Context, on calendar.Date) (Digest, error)
	// KnownCases returns those of the case numbers that the actor may know of.
	KnownCases(ctx context.Context, numbers []string) ([]string, error)
}

const (
	digestDays  = 7   // how far ahead a digest looks
	digestLimit = 200 // of what arrived, at most
	dueLimit    = 500 // clocks, at most
)

// Digest is the actor's digest of a day: of today as things stand now, of a day before as it was kept that morning; with kept, today's too as it
// was kept. NotFound where none was kept: the program did not run that day, or the user did not exist.
func (s *Service) Digest(ctx context.Context, actor Actor, on calendar.Date, kept bool) (d Digest, err error) {
	if err := actor.must(ActRead); err != nil {
		return d, err
	}
	if on.After(s.Today()) {
		return d, fault.New(fault.Invalid, "%s还没有到，不能查看这一天的摘要", on.Chinese())
	}
	err = s.Store.InTx(ctx, actor, func(tx Tx) error {
		if on == s.Today() && !kept {
			d, err = s.digestNow(ctx, tx, actor)
			return err
		}
		if d, err = tx.Digest(ctx, on); err != nil {
			return err
		}
		known, err := tx.KnownCases(ctx, d.numbers())
		d.keepOnly(known) // what the reader may no longer know of is left out of what was kept, too
		return err
	})
	return d, err
}

// writeDigests keeps everybody's digest of the day, each computed as its reader. Who has one already keeps it.
func (s *Service) writeDigests(ctx context.Context, job Job) (done bool, err error) {
	today := s.Today()
	if job.Key != today.String() {
		return true, nil // taken up after its day was over: what that morning was like can no longer be said
	}
	var users []User
	if err := s.Store.InTx(ctx, system(job.Tenant), func(tx Tx) (err error) {
		users, err = tx.Users(ctx)
		return err
	}); err != nil {
		return false, err
	}
	for _, a := range actorsOf(job.Tenant, users, today) {
		if err := s.Store.InTx(ctx, a, func(tx Tx) error {
			if _, err := tx.Digest(ctx, today); !fault.Is(err, fault.NotFound) {
				return err
			}
			d, err := s.digestNow(ctx, tx, a)
			if err != nil {
				return err
			}
			return tx.KeepDigest(ctx, d)
		}); err != nil {
			return false, err
		}
	}
	return true, nil
}

// digestNow puts the actor's digest of today together.
func (s *Service) digestNow(ctx context.Context, tx Tx, actor Actor) (d Digest, err error) {
	today := s.Today()
	d = Digest{On: today, MadeAt: s.Clock().UTC(), Scope: scopeOf(actor)}
	q := ArrivedQuery{From: today.AddDays(-1).Time(), Until: today.Time(), Limit: digestLimit}
	if d.Scope == ScopeOwn {
		if q.Owners, err = s.ownersFor(ctx, tx, actor); err != nil {
			return d, err
		}
	}
	if d.Papers, err = tx.ArrivedPapers(ctx, q); err != nil {
		return d, err
	}
	if d.Receipts, err = tx.ArrivedReceipts(ctx, q); err != nil {
		return d, err
	}
	if d.Handovers, err = tx.HandoversBetween(ctx, q); err != nil {
		return d, err
	}
	if d.Waiting, err = s.pendingIn(ctx, tx, actor); err != nil {
		return d, err
	}
	if err := s.digestClocks(ctx, tx, actor, q.Owners, &d); err != nil {
		return d, err
	}
	if d.Covering, err = s.coveredBy(ctx, tx, actor, q.Owners); err != nil || !actor.May(ActLoadNotice) {
		return d, err
	}
	d.NoNotice, err = s.missingYear(ctx, tx, actor)
	return d, err
}

// scopeOf is of which cases the actor is told: an officer of those the officer sees to; who approves or reviews, of all.
func scopeOf(actor Actor) DigestScope {
	switch {
	case actor.Outsider():
		return ScopeGranted
	case actor.Has(RoleOfficer) && !slices.ContainsFunc(actor.Roles, func(r Role) bool { return r != RoleOfficer && r != RoleCashier }):
		return ScopeOwn
	}
	return ScopeArea
}

// digestClocks sorts the open clocks by what they mean on the digest's day.
func (s *Service) digestClocks(ctx context.Context, tx Tx, actor Actor, owners []uuid.UUID, d *Digest) error {
	until := d.On.AddDays(digestDays)
	cal, _, err := s.calendarIn(ctx, tx, actor)
	if err != nil {
		return err
	}
	var clocks []Due
	if owners == nil {
		if clocks, err = tx.Due(ctx, until, dueLimit); err != nil {
			return err
		}
	} else {
		cases, err := tx.OwnedCases(ctx, owners)
		if err != nil {
			return err
		}
		for _, c := range cases {
			clocks = append(clocks, c.Clocks...)
		}
		slices.SortStableFunc(clocks, func(a, b Due) int { return a.Deadline.Result.Due().On.Compare(b.Deadline.Result.Due().On) })
	}
	for _, c := range clocks {
		c.Deadline.settle(cal)
		d.sort(c, until)
	}
	d.Cut = owners == nil && len(clocks) == dueLimit
	return nil
}

// sort puts one clock where it belongs. The working is left out of what is kept: the case's page has it.
func (d *Digest) sort(c Due, until calendar.Date) {
	r := &c.Deadline.Result
	r.Steps = nil
	switch on := r.Due().On; {
	case on.After(until):
	case on.After(d.On):
		d.Week = append(d.Week, c)
	case on == d.On:
		d.Today = append(d.Today, c)
	case r.Ours:
		d.Late = append(d.Late, c)
	case r.Actor != law.Obligor:
		d.Lapsed = append(d.Lapsed, c)
	}
}

// coveredBy is the names of those among the owners whom the actor covers.
func (s *Service) coveredBy(ctx context.Context, tx Tx, actor Actor, owners []uuid.UUID) (names []string, err error) {
	if len(owners) < 2 {
		return nil, nil
	}
	users, err := tx.Users(ctx)
	for _, u := range users {
		if u.ID != actor.User && slices.Contains(owners, u.ID) {
			names = append(names, u.Name)
		}
	}
	return names, err
}

// numbers is every case the digest tells of.
func (d *Digest) numbers() (out []string) {
	for _, list := range [][]Due{d.Late, d.Today, d.Week, d.Lapsed} {
		for _, x := range list {
			out = append(out, x.CaseNumber)
		}
	}
	for _, x := range d.Papers {
		out = append(out, x.CaseNumber)
	}
	for _, x := range d.Receipts {
		out = append(out, x.CaseNumber)
	}
	for _, x := range d.Waiting {
		out = append(out, x.CaseNumber)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// keepOnly leaves out what is of other cases.
func (d *Digest) keepOnly(known []string) {
	gone := func(number string) bool { return !slices.Contains(known, number) }
	for _, list := range []*[]Due{&d.Late, &d.Today, &d.Week, &d.Lapsed} {
		*list = slices.DeleteFunc(*list, func(x Due) bool { return gone(x.CaseNumber) })
	}
	d.Papers = slices.DeleteFunc(d.Papers, func(x DigestPaper) bool { return gone(x.CaseNumber) })
	d.Receipts = slices.DeleteFunc(d.Receipts, func(x DigestReceipt) bool { return gone(x.CaseNumber) })
	d.Waiting = slices.DeleteFunc(d.Waiting, func(x Pending) bool { return x.Campaign == uuid.Nil && gone(x.CaseNumber) })
}

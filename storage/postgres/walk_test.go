package postgres_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync/atomic"
	"testing"
	"time"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/law"
	"liaison/liaison/money"
	"liaison/liaison/overpayment"
	"liaison/liaison/track"
	"liaison/storage/embedded"
	"liaison/storage/postgres"
)

// walker takes random steps through the service as an officer would, right and wrong ones.
type walker struct {
	t      *testing.T
	svc    *liaison.Service
	actor  liaison.Actor
	random *rand.Rand
	now    *atomic.Int64 // unix seconds
	number string
	steps  map[string]int // what was done, and what was refused
}

// Two hundred steps through the real service and the real database: papers that fit and papers that do not, acts, money, corrected dates, days
// going by. After each the whole dossier is read back and checked.
func TestARandomWalkThroughTheDatabaseKeepsEveryInvariant(t *testing.T) {
	now := &atomic.Int64{}
	now.Store(time.Date(2024, 1, 2, 2, 0, 0, 0, time.UTC).Unix())
	clock := func() time.Time { return time.Unix(now.Load(), 0).UTC() }
	url := embedded.CloneDatabase(t, "liaison", func(url string) error { return postgres.Migrate(context.Background(), url) })
	s, err := postgres.Open(t.Context(), url, postgres.Options{Clock: clock, MaxConns: 4})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	w := &walker{t: t, svc: &liaison.Service{Store: s, Clock: clock, Calendar: calendar.National()}, actor: officer(linfen), random: rand.New(rand.NewPCG(3, 5)), now: now, steps: map[string]int{}}
	for step := range 200 {
		if step%50 == 0 {
			w.open(s)
		}
		what, err := w.step()
		if err != nil && fault.As(err) == nil {
			t.Fatalf("step %d, %s: %v", step, what, err)
		}
		outcome := " done"
		if err != nil {
			outcome = " refused"
		}
		w.steps[what[:5]+outcome]++
		now.Add(int64(w.random.IntN(9 * 24 * 3600)))
		d, err := w.svc.Case(t.Context(), w.actor, w.number)
		if err != nil {
			t.Fatal(err)
		}
		if err := liaison.CheckCase(d); err != nil {
			t.Fatalf("after step %d, %s (refused: %v):\n%v", step, what, outcome, err)
		}
		if len(d.Ways()) > 1 {
			w.steps["several"]++
		}
	}
	t.Log(w.steps)
	for _, done := range []string{"paper done", "wrong refused", "money done", "act:  done", "mend: done", "several"} {
		if w.steps[done] == 0 {
			t.Errorf("nothing of %q happened: %v", done, w.steps)
		}
	}
}

// open opens a case with 30,000.00 paid out after a death, so that money has a claim to reduce.
func (w *walker) open(s store) {
	today := calendar.FromTime(w.svc.Clock())
	d := &liaison.Dossier{
		Case: liaison.Case{ID: newID(), Title: "韩某乙违规领取养老保险待遇案", Situation: "YL-2", Benefits: []string{"城镇企业职工基本养老保险"}, Division: "141002",
			Office: liaison.Office{Bureau: "尧都区人力资源和社会保障局", Agency: "尧都区社会保险中心"}, Main: track.MainStart, FolderKey: newID().String(), OpenedAt: w.svc.Clock(), OpenedBy: w.actor.Name},
		Parties: []liaison.Party{{Role: liaison.RoleInsured, Name: "韩某甲"}, {Role: liaison.RoleRecipient, Name: "韩某乙"}, {Role: liaison.RoleHeir, Name: "韩某丙"}},
		Events:  []overpayment.Event{{Kind: overpayment.Death, On: today.AddMonths(-14), Exhibit: "火化证明.jpg"}},
		Bundles: []liaison.Bundle{{ID: newID(), Ordinal: 1, State: liaison.BundleOpen}},
	}
	var rows liaison.Rows
	for i := range 12 {
		month := today.AddMonths(i - 12)
		rows.Ledger = append(rows.Ledger, overpayment.LedgerRow{Ref: overpayment.RowRef{File: "台账.xlsx", Sheet: "Sheet1", Row: i + 2}, Month: month.YearMonth(), PaidOn: month, Name: "韩某甲", Amount: 250000})
	}
	in(w.t, s, w.actor, func(ctx context.Context, tx liaison.Tx) (err error) {
		if d.Case.Number, err = tx.NextCaseNumber(ctx, today.Year); err != nil {
			return err
		}
		return tx.InsertCase(ctx, d, rows)
	})
	w.number = d.Case.Number
}

// step does one thing and says what; the first five letters say of which sort.
func (w *walker) step() (string, error) {
	d, err := w.svc.Case(w.t.Context(), w.actor, w.number)
	if err != nil {
		return "paper", err
	}
	switch n := w.random.IntN(100); {
	case n < 60:
		return w.fitting(d)
	case n < 75:
		all := law.Papers()
		return w.paper("wrong", d, track.Event{Paper: all[w.random.IntN(len(all))].Paper, Outcome: track.Upheld})
	case n < 85:
		amount := money.Fen(1 + w.random.IntN(400_000))
		source := liaison.ReceiptSources()[w.random.IntN(len(liaison.ReceiptSources()))]
		_, err := w.svc.RecordReceipt(w.t.Context(), w.actor, w.number, liaison.Receipt{On: w.day(d), Source: source, CourtCaseNumber: "（2024）晋1002执9号", Reference: newID().String(),
			Amount: amount + 100, Allocations: []liaison.Allocation{{Kind: liaison.AllocPrincipal, Amount: amount}, {Kind: liaison.AllocFine, Amount: 100}}})
		return "money", err
	case n < 92 && len(d.Papers) > 0:
		p := d.Papers[w.random.IntN(len(d.Papers))]
		_, err := w.svc.CorrectPaper(w.t.Context(), w.actor, w.number, p.ID, liaison.OnDay(p.On.AddDays(w.random.IntN(7)-3)), "回证看错")
		return "mend:" + string(p.Kind), err
	}
	var acts []track.Act
	for _, name := range law.Tracks() { // not every track has an act of its own
		acts = append(acts, track.Acts(name)...)
	}
	act := acts[w.random.IntN(len(acts))]
	return "act: " + string(act), w.svc.RecordAct(w.t.Context(), w.actor, w.number, liaison.ActRecord{Act: act, Reason: "随机", Obligors: w.obligors()})
}

// fitting is an event that leads on from where the case stands on some track.
func (w *walker) fitting(d *liaison.Dossier) (string, error) {
	tracks := law.Tracks()
	name := tracks[w.random.IntN(len(tracks))]
	at := d.Case.Positions()
	can := track.Possible(name, at[w.random.IntN(len(at))].On(name))
	if len(can) == 0 {
		return "none ", nil
	}
	m := can[w.random.IntN(len(can))]
	if m.Act != "" {
		return "act: " + string(m.Act), w.svc.RecordAct(w.t.Context(), w.actor, w.number, liaison.ActRecord{Act: m.Act, Reason: "随机", Obligors: w.obligors()})
	}
	return w.paper("paper", d, track.Event{Paper: m.Paper, Outcome: m.Outcome})
}

var bodies = map[law.Authority]string{law.Police: "尧都区公安局", law.Procuratorate: "尧都区人民检察院", law.BasicCourt: "尧都区人民法院", law.IntermediateCourt: "临汾市中级人民法院"}

func (w *walker) paper(sort string, d *liaison.Dossier, e track.Event) (string, error) {
	info, _ := e.Paper.Info()
	by := bodies[info.By[w.random.IntN(len(info.By))]]
	if info.Direction == law.Served && w.random.IntN(3) > 0 {
		by = bodies[[]law.Authority{law.Police, law.BasicCourt}[w.random.IntN(2)]]
	}
	told := w.random.IntN(2) == 0
	p := liaison.PaperRecord{Kind: e.Paper, Outcome: string(e.Outcome), By: by, On: w.day(d), Number: fmt.Sprintf("〔2024〕%d号", w.random.IntN(1_000_000)), Minute: w.random.IntN(1441),
		Urgent: w.random.IntN(4) == 0, Supervised: []string{"某镇人民政府", "尧都区人社局"}[w.random.IntN(2)]}
	if w.random.IntN(2) == 0 {
		p.RemediesTold = &told
	}
	if _, ok := e.Paper.Field("reply_within"); ok && w.random.IntN(2) == 0 {
		p.Details = liaison.Details{"reply_within": []string{"15日", "2个月", "10个工作日"}[w.random.IntN(3)]}
		if w.random.IntN(2) == 0 {
			p.DueOn = p.On.AddDays(w.random.IntN(40))
		}
	}
	if _, ok := e.Paper.Field("obligors"); ok && w.obligors() != "" {
		if p.Details == nil {
			p.Details = liaison.Details{}
		}
		p.Details["obligors"] = w.obligors()
	}
	switch e.Paper {
	case law.ReturnOrderServed, law.PenaltyServed, law.ChangedDecisionServed:
		if w.random.IntN(3) > 0 { // each his share, she served a day later or on the same
			p.Obligations = []liaison.Obligation{{Obligor: "韩某乙", Amount: 1000}, {Obligor: "韩某丙", Amount: 1000}}
			if next := p.On.AddDays(1); w.random.IntN(2) == 0 && !next.After(w.svc.Today()) {
				p.Obligations[1].ServedOn = next
			}
		}
	}
	_, err := w.svc.RecordPaper(w.t.Context(), w.actor, w.number, p, nil)
	return sort + ": " + string(e.Paper), err
}

// obligors is whom an event concerns, as it may be said or not.
func (w *walker) obligors() string {
	return []string{"", "韩某乙", "韩某丙", "韩某乙、韩某丙"}[w.random.IntN(4)]
}

// day is today, or some days before.
func (w *walker) day(*liaison.Dossier) calendar.Date {
	return w.svc.Today().AddDays(-w.random.IntN(4))
}

package postgres_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
	"liaison/liaison/law"
	"liaison/liaison/money"
	"liaison/liaison/overpayment"
	"liaison/storage/embedded"
	"liaison/storage/postgres"
)

func TestMain(m *testing.M) {
	if url := os.Getenv(hangURL); url != "" {
		hangOnJob(url)
	}
	os.Exit(embedded.TestMain(m))
}

// The tests' today is 2026-09-22, in Asia/Shanghai; the clock stands at 10:00 there.
var (
	today = calendar.Date{Year: 2026, Month: 9, Day: 22}
	now   = time.Date(2026, 9, 22, 2, 0, 0, 123456000, time.UTC)
)

const (
	linfen   = "临汾市"
	yuncheng = "运城市"
)

// store is the store under test.
type store = *postgres.Store

// newStore opens a store on a database of the test's own, and returns the owner's URL too.
func newStore(tb testing.TB) (*postgres.Store, string) {
	tb.Helper()
	url := embedded.CloneDatabase(tb, "liaison", func(url string) error { return postgres.Migrate(context.Background(), url) })
	return openStore(tb, url), url
}

func openStore(tb testing.TB, url string) *postgres.Store {
	tb.Helper()
	s, err := postgres.Open(tb.Context(), url, postgres.Options{Clock: func() time.Time { return now }, MaxConns: 40})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(s.Close)
	return s
}

// owner is a connection of the database's owner, past every policy.
func owner(tb testing.TB, url string) *pgx.Conn {
	tb.Helper()
	conn, err := pgx.Connect(tb.Context(), url)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { conn.Close(context.Background()) })
	return conn
}

func officer(tenant string) liaison.Actor {
	return liaison.Actor{Tenant: tenant, User: newID(), Name: "李某", Roles: []liaison.Role{liaison.RoleOfficer}}
}

func newID() uuid.UUID { return uuid.Must(uuid.NewV7()) }

// in runs fn in a transaction that must succeed.
func in(tb testing.TB, s store, a liaison.Actor, fn func(context.Context, liaison.Tx) error) {
	tb.Helper()
	if err := s.InTx(tb.Context(), a, func(tx liaison.Tx) error { return fn(tb.Context(), tx) }); err != nil {
		tb.Fatal(err)
	}
}

// try runs fn in a transaction and returns its error.
func try(tb testing.TB, s store, a liaison.Actor, fn func(context.Context, liaison.Tx) error) error {
	tb.Helper()
	return s.InTx(tb.Context(), a, func(tx liaison.Tx) error { return fn(tb.Context(), tx) })
}

func hex64(c string) string { return strings.Repeat(c, 64) }

// object makes a reference to an object of its own.
func object() liaison.ObjectRef {
	return liaison.ObjectRef{Key: "ab/" + hex64("a") + "/" + newID().String(), Version: "v1", SHA256: hex64("a"), Size: 1024, RetainUntil: now.AddDate(10, 0, 0)}
}

func date(year, month, day int) calendar.Date {
	return calendar.Date{Year: year, Month: time.Month(month), Day: day}
}

// openCase makes a case with an insured person, one open bundle and nothing else, and returns it as it went in.
func openCase(tb testing.TB, s store, a liaison.Actor, insured, idNumber string) *liaison.Dossier {
	tb.Helper()
	d := &liaison.Dossier{
		Case: liaison.Case{ID: newID(), Title: insured + "违规领取城镇企业职工基本养老保险待遇案", Situation: "YL-1", Benefits: []string{"城镇企业职工基本养老保险"},
			Division: "141002", Main: "P0", FolderKey: newID().String(), OpenedAt: now, OpenedBy: a.Name},
		Parties: []liaison.Party{{Role: liaison.RoleInsured, Name: insured, IDNumber: idNumber}},
		Bundles: []liaison.Bundle{{ID: newID(), Ordinal: 1, State: liaison.BundleOpen}},
	}
	in(tb, s, a, func(ctx context.Context, tx liaison.Tx) (err error) {
		if d.Case.Number, err = tx.NextCaseNumber(ctx, 2026); err != nil {
			return err
		}
		return tx.InsertCase(ctx, d, liaison.Rows{})
	})
	return d
}

// exhibit makes an exhibit for the bundle.
func exhibit(bundle uuid.UUID, ordinal int) liaison.Exhibit {
	return liaison.Exhibit{ID: newID(), BundleID: bundle, Ordinal: ordinal, Kind: "identity", FileName: fmt.Sprintf("身份证%d.jpg", ordinal), Title: "身份证复印件",
		Source: "尧都区公安局", ObtainedOn: date(2026, 9, 1), Copy: true, CollectedBy: []string{"李某", "王某"}, Proves: "当事人身份",
		Stored: liaison.Stored{ObjectRef: object(), MediaType: "image/jpeg", Pages: 1}, Rotation: 90, ReceivedAt: now, ReceivedBy: "李某"}
}

// draft makes a letter in draft.
func draft(kind liaison.LetterKind, by uuid.UUID) liaison.Letter {
	return liaison.Letter{ID: newID(), Kind: kind, State: liaison.LetterDraft, ContentDigest: hex64("c"), DraftedBy: "李某", DraftedByID: by, DraftedAt: now, Awaits: liaison.StepOfficer, AwaitsAt: now}
}

// approved is the letter as the head approved it.
func approved(l liaison.Letter) liaison.Letter {
	l.State, l.ApprovedDigest, l.ApprovedBy, l.ApprovedByID, l.ApprovedAt, l.Opinion = liaison.LetterApproved, l.ContentDigest, "赵某", newID(), now, "同意"
	l.Awaits, l.AwaitsAt = "", time.Time{}
	return l
}

// issued is the letter as it left the house.
func issued(l liaison.Letter, number string) liaison.Letter {
	l.State, l.Number, l.MadeOn, l.Object, l.Pages = liaison.LetterIssued, number, today, object(), 3
	l.Fonts, l.IssuedBy, l.IssuedAt = map[string]string{"仿宋": hex64("f")}, "李某", now
	return l
}

// clock makes the record of a deadline started by the paper.
func clock(paper uuid.UUID, rule deadline.RuleID, strict calendar.Date) liaison.DeadlineRecord {
	return liaison.DeadlineRecord{ID: newID(), PaperID: paper, State: liaison.DeadlineOpen, Result: deadline.Result{
		Rule: rule, Name: "不予受理裁定申请复议", Trigger: "收到不予受理裁定书", Strict: deadline.Moment{On: strict}, Lenient: deadline.Moment{On: strict.AddDays(1)},
		Basis: "《行政强制法》第五十六条", Start: deadline.Moment{On: strict.AddDays(-15), Minute: 601}, Ours: true,
		Steps:     []deadline.Step{{Date: deadline.Moment{On: strict}, Why: "届满", Basis: "第五十六条"}},
		Citations: []law.Citation{{Instrument: "中华人民共和国行政强制法", Article: "第五十六条", Certainty: law.Read}}}}
}

// receipt makes a receipt of one principal.
func receipt(amount money.Fen) liaison.Receipt {
	return liaison.Receipt{ID: newID(), On: date(2026, 9, 20), Source: liaison.SourceVoluntary, Amount: amount, RecordedAt: now, RecordedBy: "孙某",
		Allocations: []liaison.Allocation{{Kind: liaison.AllocPrincipal, Benefit: "城镇企业职工基本养老保险", Amount: amount}}}
}

// claim makes an established claim.
func claim(version int, total money.Fen) liaison.ClaimVersion {
	owed := total
	return liaison.ClaimVersion{ID: newID(), Version: version, State: liaison.ClaimEstablished, InputDigest: hex64("d"), ComputedAt: now, ComputedBy: "李某",
		Result: overpayment.Claim{Situation: "YL-1", Total: &total, Owed: &owed, Lines: []overpayment.Line{{Month: calendar.YearMonth{Year: 2024, Month: 8}, Paid: total,
			Rows: []overpayment.RowRef{{File: "台账.xlsx", Sheet: "Sheet1", Row: 4}}}}}}
}

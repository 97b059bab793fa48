package postgres_test

import (
	"encoding/json"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
)

// benchClocks is how many open clocks BenchmarkLoadNotice works among, unless LIAISON_BENCH_CLOCKS says otherwise (1000000).
const benchClocks = 20_000

// BenchmarkLoadNotice previews and loads the notice of 2027 among open clocks, two a case, of the rules that an office has most of. They
// started on any day of the five months before 20 November 2026 and end after it, as on the day the notice comes out.
func BenchmarkLoadNotice(b *testing.B) {
	clocks := benchClocks
	if s := os.Getenv("LIAISON_BENCH_CLOCKS"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil || n < 2 {
			b.Fatalf("LIAISON_BENCH_CLOCKS=%s is not a number of clocks", s)
		}
		clocks = n
	}
	s, url := newStore(b)
	a := officer(linfen)
	svc := office(s)
	svc.Clock = func() time.Time { return date(2026, 11, 20).At(9, 0) }
	fillClocks(b, owner(b, url), openCase(b, s, a, "韩某甲", ""), clocks)

	var preview, load time.Duration
	var moved, cases, settled int
	for round := 0; b.Loop(); round++ {
		n := notice2027(b)
		if round%2 == 1 { // back and forth: the festival ends later every other time, so that clocks move in every round
			n.Off[1].To = date(2027, 2, 15)
			n.Work = n.Work[:1]
		}
		n.Number = "国办发明电〔2026〕" + strconv.Itoa(9+round) + "号"
		from := time.Now()
		p, err := svc.PreviewNotice(b.Context(), a, n)
		if err != nil {
			b.Fatal(err)
		}
		preview += time.Since(from)
		from = time.Now()
		done, err := svc.LoadNotice(b.Context(), a, n)
		if err != nil || done.Moved != len(p.Moves) || done.Moved == 0 {
			b.Fatalf("moved %d of %d: %v", done.Moved, len(p.Moves), err)
		}
		load += time.Since(from)
		moved, cases, settled = moved+done.Moved, cases+done.Cases, settled+p.Settled
	}
	rounds := float64(b.N)
	b.ReportMetric(preview.Seconds()/rounds, "preview-s/op")
	b.ReportMetric(load.Seconds()/rounds, "load-s/op")
	b.ReportMetric(float64(moved)/rounds, "moved/op")
	b.ReportMetric(float64(cases)/rounds, "cases/op")
	b.ReportMetric(float64(settled)/rounds, "settled/op")
}

// fillClocks copies a case many times, each with a paper and two open clocks as Compute gives them. Identifiers grow as those of the program do
// (UUIDv7).
func fillClocks(b *testing.B, conn *pgx.Conn, of *liaison.Dossier, clocks int) {
	b.Helper()
	exec := func(sql string, args ...any) {
		b.Helper()
		if _, err := conn.Exec(b.Context(), sql, args...); err != nil {
			b.Fatal(err)
		}
	}
	exec(`CREATE TEMP TABLE sample (n int, rule text, name text, strict_on date, result jsonb)`)
	batch := &pgx.Batch{}
	n, today := 0, date(2026, 11, 20)
	for _, rule := range []deadline.RuleID{"DL24", "DL25", "DL27", "DL28", "DL30", "DL31", "DL37", "DL38", "DL15", "DL16", "DL45"} {
		r, err := deadline.Find(rule)
		if err != nil {
			b.Fatal(err)
		}
		for on := today.AddDays(-150); !on.After(today); on = on.AddDays(1) {
			result, err := deadline.Compute(r, deadline.Moment{On: on}, calendar.National())
			if err != nil {
				b.Fatal(err)
			}
			if result.Lenient.On.Before(today) {
				continue
			}
			text, err := json.Marshal(result)
			if err != nil {
				b.Fatal(err)
			}
			batch.Queue(`INSERT INTO sample VALUES ($1, $2, $3, $4, $5)`, n, rule, r.Name, result.Strict.On.Time(), string(text))
			n++
		}
	}
	if err := conn.SendBatch(b.Context(), batch).Close(); err != nil {
		b.Fatal(err)
	}
	exec(`INSERT INTO case_file (tenant, id, number, title, situation, benefits, division, office, account, has_adjustments, deceit_suspected, main_state, opened_at, opened_by,
			search_text, search_terms)
		SELECT tenant, ('01990000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, '2025-' || lpad(n::text, 7, '0'), title, situation, benefits, division, office, account, has_adjustments,
			deceit_suspected, main_state, opened_at, opened_by, search_text, search_terms FROM case_file, generate_series(1, $1) n WHERE id = $2`, clocks/2, of.Case.ID)
	exec(`INSERT INTO paper (tenant, case_id, id, kind, on_date, minute, recorded_at, recorded_by)
		SELECT tenant, id, id, 'demand_served', '2026-11-01', 0, opened_at, '李某' FROM case_file WHERE number LIKE '2025-%' ORDER BY number`)
	exec(`INSERT INTO deadline (tenant, case_id, id, paper_id, rule, name, strict_on, result, state)
		SELECT p.tenant, p.case_id, ('01990000-0000-7000-8000-' || lpad(to_hex(2 * p.place + k), 12, '0'))::uuid, p.id, s.rule, s.name, s.strict_on, s.result, 'open'
		FROM (SELECT *, row_number() OVER (ORDER BY id) AS place FROM paper) p CROSS JOIN generate_series(0, 1) k
		JOIN sample s ON s.n = ((p.place * 2 + k) * 7919) % $1
		ORDER BY p.place, k`, n)
	exec(`VACUUM ANALYZE`)
}

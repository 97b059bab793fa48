package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"liaison/liaison"
	"liaison/storage/embedded"
	"liaison/storage/objects"
)

// BenchmarkCampaign drafts, approves, numbers, composes, stores and records the letters of a campaign over the stores of `liaison serve` without
// settings: what they confirm is on the disk, as always.
// LIAISON_BENCH_LETTERS says how many, 40 if nothing: 10000 is what an office of a whole city would send at once.
func BenchmarkCampaign(b *testing.B) {
	letters := 40
	if s := os.Getenv("LIAISON_BENCH_LETTERS"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 {
			b.Fatalf("LIAISON_BENCH_LETTERS is %q", s)
		}
		letters = n
	}
	for b.Loop() {
		b.StopTimer()
		s := embeddedSettings(b)
		h := houseOver(b, s)
		number := h.sealedCases(1)[0]
		h.multiply(b, s.databaseURL, h.dossier(number).Case, letters-1)
		var most atomic.Uint64
		stop := watchMemory(b, &most)
		b.StartTimer()
		took := h.sendCampaign(b, letters)
		b.StopTimer()
		stop()
		b.ReportMetric(float64(letters)/took.Seconds(), "letters/s")
		b.ReportMetric(float64(most.Load())/(1<<20), "MiB-heap")
		b.StartTimer()
	}
}

// sendCampaign goes through a whole campaign and says how long each stage took.
func (h *house) sendCampaign(b *testing.B, letters int) time.Duration {
	begun := time.Now()
	c, err := h.service.MakeCampaign(b.Context(), h.actor("limou"), liaison.CampaignRequest{Kind: liaison.LetterEnforcementApplication})
	if err != nil {
		b.Fatal(describe(err))
	}
	h.finish(c)
	drafted := time.Now()
	c = h.campaign()
	if c = h.signedCampaign(c, ""); c.Stage != liaison.CampaignIssuing {
		b.Fatal(describe(err))
	}
	h.finish(c)
	if c = h.campaign(); c.Counts.Issued != letters {
		_, refused, err := h.service.Campaign(b.Context(), h.actor("limou"), c.ID, liaison.CampaignItemQuery{State: liaison.ItemRefused, Limit: 3})
		b.Fatalf("%+v, the first refused %+v, %v", c.Counts, refused, err)
	}
	b.Logf("%d letters: drafted in %s, issued in %s", letters, drafted.Sub(begun).Round(time.Millisecond), time.Since(drafted).Round(time.Millisecond))
	return time.Since(begun)
}

// embeddedSettings names the stores of a data directory of its own, with the test people in them.
func embeddedSettings(b testing.TB) settings {
	stores, err := embedded.Start(b.Context(), embedded.Options{DataDir: filepath.Join(b.TempDir(), "data"), S3Command: embedded.TestS3Command(b)})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := stores.Stop(); err != nil {
			b.Errorf("stop the stores: %v", err)
		}
	})
	if err := prepareHouse(stores.DatabaseURL); err != nil {
		b.Fatal(err)
	}
	return settingsOf(stores)
}

// settingsOf names running stores.
func settingsOf(stores *embedded.Stores) settings {
	return settings{databaseURL: stores.DatabaseURL, objects: objects.Config{Endpoint: stores.S3.Endpoint, AccessKey: stores.S3.AccessKey, SecretKey: stores.S3.SecretKey,
		Region: stores.S3.Region, Bucket: "liaison", Now: time.Now}}
}

func houseOver(b testing.TB, s settings) *house {
	r := &rooms{}
	b.Cleanup(func() {
		if err := r.Close(); err != nil {
			b.Errorf("close the rooms: %v", err)
		}
	})
	if err := r.furnish(b.Context(), s, testClock); err != nil {
		b.Fatal(err)
	}
	return &house{r, b, ""}
}

// watchMemory keeps the largest heap seen until stop is called.
func watchMemory(b *testing.B, most *atomic.Uint64) (stop func()) {
	ctx, cancel := context.WithCancel(b.Context())
	tick := time.NewTicker(200 * time.Millisecond)
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				most.Store(max(most.Load(), m.HeapInuse))
			}
		}
	}()
	return func() { cancel(); tick.Stop() }
}

var folderKey = regexp.MustCompile(`"folder_key": "[^"]*"`)

var anyID = regexp.MustCompile(`/?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)

// multiply writes copies of a case straight into the tables, without the bank's and the office's own rows, which no letter reads.
func (h *house) multiply(b testing.TB, url string, c liaison.Case, copies int) {
	ctx := b.Context()
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Close(ctx)
	// Copies of rows that hold already: without the triggers that would ask how each came to stand.
	if _, err := conn.Exec(ctx, `SET session_replication_role = replica`); err != nil {
		b.Fatal(err)
	}
	own := map[string]bool{}
	users, err := h.service.Users(ctx, operator())
	if err != nil {
		b.Fatal(err)
	}
	for _, u := range users {
		own[u.ID.String()] = true
	}
	own[uuid.Nil.String()] = true
	for _, table := range []string{"case_file", "party", "event", "source_file", "bundle", "exhibit", "edition", "claim", "determination", "paper", "deadline", "obligation"} {
		key := "case_id"
		if table == "case_file" {
			key = "id"
		}
		var columns, rows string
		err := conn.QueryRow(ctx, `SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER'`, table).Scan(&columns)
		if err == nil {
			err = conn.QueryRow(ctx, `SELECT COALESCE(string_agg(to_jsonb(t)::text, ','), '') FROM `+table+` t WHERE `+key+` = $1`, c.ID).Scan(&rows)
		}
		if err != nil {
			b.Fatal(err)
		}
		if rows == "" {
			continue
		}
		for from := 1; from <= copies; from += 250 {
			var all []string
			for i := from; i < from+250 && i <= copies; i++ {
				copied := anyID.ReplaceAllStringFunc(rows, func(id string) string {
					if own[id] || id[0] == '/' && table == "edition" { // the book is looked into
						return id
					}
					sum := sha256.Sum256(fmt.Append(nil, id, i))
					return id[:len(id)-36] + uuid.UUID(sum[:16]).String()
				})
				copied = folderKey.ReplaceAllString(copied, fmt.Sprintf(`"folder_key": "%d"`, i))
				all = append(all, strings.ReplaceAll(copied, c.Number, fmt.Sprintf("2026-9%05d", i)))
			}
			_, err := conn.Exec(ctx, `INSERT INTO `+table+` (`+columns+`) SELECT `+columns+` FROM jsonb_populate_recordset(NULL::`+table+`, $1::jsonb)`, "["+strings.Join(all, ",")+"]")
			if err != nil {
				b.Fatalf("%s: %v", table, err)
			}
		}
	}
	// The record of acts begins anew in each copy: its hashes are over the case's own number.
	if _, err := conn.Exec(ctx, `UPDATE case_file SET audit_count = 0, audit_head = '' WHERE number LIKE '2026-9_____'`); err != nil {
		b.Fatal(err)
	}
}

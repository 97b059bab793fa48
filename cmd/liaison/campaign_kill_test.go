package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"liaison/liaison"
	"liaison/storage/embedded"
	"liaison/storage/postgres"
)

// asWorker names the data directory on which a run of the test program works on jobs until it is killed; asWorkerS3 the command of its S3 child.
const (
	asWorker   = "LIAISON_TEST_WORKER"
	asWorkerS3 = "LIAISON_TEST_WORKER_S3"
)

// workUntilKilled is a server without pages, on the tests' day: it owns the stores, works on jobs, and says again and again how far the newest
// campaign is.
func workUntilKilled(dir string) {
	fail := func(err error) {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	ctx := context.Background()
	stores, err := embedded.Start(ctx, embedded.Options{DataDir: dir, Server: true, S3Command: []string{os.Getenv(asWorkerS3)}})
	if err != nil {
		fail(err)
	}
	r := &rooms{}
	if err := r.furnish(ctx, settingsOf(stores), testClock); err != nil {
		fail(err)
	}
	if _, err := r.store.StartWork(ctx, r.service.Work, postgres.WorkOptions{Log: slog.New(slog.NewTextHandler(os.Stderr, nil)), Poll: 100 * time.Millisecond, Alone: true}); err != nil {
		fail(err)
	}
	for ; ; time.Sleep(5 * time.Millisecond) {
		list, err := r.service.Campaigns(ctx, operator())
		if err != nil || len(list) == 0 {
			fail(fmt.Errorf("%d campaigns: %w", len(list), err))
		}
		fmt.Println(list[0].Stage, list[0].Counts.Waiting, list[0].Counts.Drafted, list[0].Counts.Issued, list[0].Counts.Refused)
	}
}

// killedWorker starts such a run, kills it with SIGKILL, which its stores do not outlive, as soon as the campaign is as far as when says, and
// returns how far it was.
func killedWorker(t *testing.T, dir string, when func(liaison.Campaign) bool) (c liaison.Campaign) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(withoutSettings(os.Environ()), asWorker+"="+dir, asWorkerS3+"="+embedded.TestS3Command(t)[0])
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer cmd.Wait() // it was killed: the error says so
	defer cmd.Process.Kill()
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if _, err := fmt.Sscan(lines.Text(), &c.Stage, &c.Counts.Waiting, &c.Counts.Drafted, &c.Counts.Issued, &c.Counts.Refused); err != nil {
			t.Fatalf("the worker says %q: %v", lines.Text(), err)
		}
		if when(c) {
			return c
		}
	}
	t.Fatal("the worker ended by itself")
	return c
}

func TestACampaignSurvivesKillsOfTheWholeProgram(t *testing.T) {
	t.Parallel()
	const letters = 60
	dir := filepath.Join(t.TempDir(), "data")
	opened := func(fn func(h *house, stores *embedded.Stores)) {
		t.Helper()
		stores, err := embedded.Start(t.Context(), embedded.Options{DataDir: dir, S3Command: embedded.TestS3Command(t)})
		if err != nil {
			t.Fatal(err)
		}
		r := &rooms{close: []func() error{stores.Stop}}
		defer func() {
			if err := r.Close(); err != nil {
				t.Error(err)
			}
		}()
		if err := r.furnish(t.Context(), settingsOf(stores), testClock); err != nil {
			t.Fatal(err)
		}
		fn(&house{r, t, ""}, stores)
	}
	var lacking, uncalled string
	opened(func(h *house, stores *embedded.Stores) {
		if err := prepareHouse(stores.DatabaseURL); err != nil {
			t.Fatal(err)
		}
		h.multiply(t, stores.DatabaseURL, h.dossier(h.sealedCases(1)[0]).Case, letters-1)
		lacking = h.takeIn("death", func(f *liaison.Folder) { another(f, 9); f.Parties[1].Address = "" })
		uncalled = h.takeIn("double-benefit-undecided", nil)
		if _, err := h.service.MakeCampaign(t.Context(), h.actor("limou"), liaison.CampaignRequest{Kind: liaison.LetterEnforcementApplication}); err != nil {
			t.Fatal(describe(err))
		}
	})
	var at []liaison.CampaignCounts
	kill := func(when func(liaison.Campaign) bool) { at = append(at, killedWorker(t, dir, when).Counts) }
	kill(func(c liaison.Campaign) bool { return c.Counts.Drafted > 0 })
	kill(func(c liaison.Campaign) bool { return c.Stage == liaison.CampaignReview })
	opened(func(h *house, _ *embedded.Stores) {
		if c := h.signedCampaign(h.campaign(), ""); c.Stage != liaison.CampaignIssuing || c.Counts.Drafted != letters {
			t.Fatalf("%+v", c)
		}
	})
	kill(func(c liaison.Campaign) bool { return c.Counts.Issued > 0 })
	kill(func(c liaison.Campaign) bool { return c.Counts.Issued > letters/2 })
	kill(func(c liaison.Campaign) bool { return c.Stage == liaison.CampaignDone })
	t.Logf("killed at %+v", at)
	opened(func(h *house, _ *embedded.Stores) {
		h.sentOnce(letters)
		_, refused, err := h.service.Campaign(t.Context(), h.actor("limou"), h.campaign().ID, liaison.CampaignItemQuery{State: liaison.ItemRefused})
		if err != nil || len(refused) != 2 {
			t.Fatalf("refused: %+v, %v", refused, err)
		}
		for _, i := range refused {
			if i.CaseNumber != lacking && i.CaseNumber != uncalled || len(i.Reasons) == 0 {
				t.Errorf("refused: %+v", i)
			}
		}
	})
}

// sentOnce looks every letter of the newest campaign up: one a case, its bytes as recorded, the numbers 1 to n, none twice.
func (h *house) sentOnce(n int) {
	h.t.Helper()
	c, items, err := h.service.Campaign(h.t.Context(), h.actor("limou"), h.campaign().ID, liaison.CampaignItemQuery{State: liaison.ItemIssued, Limit: n + 1})
	if err != nil || len(items) != n || c.Counts.Issued != n || c.Stage != liaison.CampaignDone {
		h.t.Fatalf("%d items issued, %+v, %v", len(items), c, err)
	}
	var numbers []string
	for _, i := range items {
		letters := h.dossier(i.CaseNumber).Letters
		if len(letters) != 1 || letters[0].State != liaison.LetterIssued || letters[0].Number != i.Number {
			h.t.Fatalf("case %s: %+v", i.CaseNumber, letters)
		}
		numbers = append(numbers, i.Number)
		r, err := h.service.Vault.Open(h.t.Context(), letters[0].Object)
		if err != nil {
			h.t.Fatal(err)
		}
		_, err = io.Copy(io.Discard, r) // fails where the bytes are not those recorded
		r.Close()
		if err != nil {
			h.t.Error(err)
		}
	}
	for k := 1; k <= n; k++ {
		if number := fmt.Sprintf("尧都社保强申〔2026〕%d号", k); !slices.Contains(numbers, number) {
			h.t.Errorf("%s was not given", number)
		}
	}
	h.sound()
}

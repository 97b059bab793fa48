package main

import (
	"encoding/json"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"liaison/documents/prove"
	"liaison/liaison"
)

// proofOf runs `liaison prove FILE --json`.
func proofOf(t testing.TB, code int, args ...string) proven {
	t.Helper()
	r := runProgram(t, append([]string{"prove", "--json"}, args...)...)
	if r.code != code {
		t.Fatalf("prove %v: exit %d, want %d\n%s%s", args, r.code, code, r.stdout, r.stderr)
	}
	var p proven
	if err := json.Unmarshal([]byte(r.stdout), &p); err != nil {
		t.Fatalf("read proof: %v\n%s", err, r.stdout)
	}
	return p
}

func TestEveryLetterOfEverySamplePassesTheProver(t *testing.T) {
	dir := unpackSamples(t)
	for _, sample := range sampleNames(t, dir) {
		for _, kind := range liaison.LetterTypes() {
			t.Run(sample+"/"+string(kind.Kind), func(t *testing.T) {
				t.Parallel()
				out := filepath.Join(t.TempDir(), "letter.pdf")
				if r := runProgram(t, "letter", string(kind.Kind), filepath.Join(dir, sample), "--out", out); r.code == exitUnusable || strings.Contains(r.stderr, "证据页码不符") {
					t.Fatalf("letter: %s", r.stderr)
				}
				r := runProgram(t, "prove", out)
				if r.code != exitDone || !strings.Contains(r.stdout, "不符合 0，测不出 0") {
					t.Errorf("exit %d\n%s%s", r.code, r.stdout, r.stderr)
				}
			})
		}
	}
}

// foreignPage is a letter as somebody without the standard would print it from a browser.
const foreignPage = `<meta charset="utf-8"><title>letter</title><style>@page{size:A4;margin:25.4mm}body{font:12pt/1.5 "Noto Serif CJK SC",serif;margin:0}
h1{font-size:18pt;text-align:center}p{margin:0}.d{text-align:right}</style>
<h1>关于协助查询有关情况的函</h1><p>某某市公安局:</p>` +
	`<p>本局依法查处违规领取社会保险待遇案件，需要核实有关人员的户籍注销时间和死亡原因，请予协助查询并于收到本函后十日内书面函复我局，查询结果请加盖公章后寄送。` +
	`本局依法查处违规领取社会保险待遇案件，需要核实有关人员的户籍注销时间和死亡原因，请予协助查询并于收到本函后十日内书面函复我局，查询结果请加盖公章后寄送。</p>` +
	`<p class="d">某某市人力资源和社会保障局</p><p class="d">2026年11月03日</p>`

func TestAPageOfAnotherProgramIsMeasured(t *testing.T) {
	dir := t.TempDir()
	page, out := filepath.Join(dir, "page.html"), filepath.Join(dir, "page.pdf")
	if err := os.WriteFile(page, []byte(foreignPage), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), tool(t, "chromium"), "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--user-data-dir="+filepath.Join(dir, "profile"),
		"--no-pdf-header-footer", "--print-to-pdf="+out, (&url.URL{Scheme: "file", Path: page}).String())
	if b, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, b)
	}
	p := proofOf(t, exitNotHeld, out, "--family", "执法文书")
	got := map[string]prove.Measured{}
	for _, m := range p.Clauses {
		got[m.ID] = m
	}
	for id, value := range map[string]string{"page.left": "25.4 mm", "text.size": "12.0 磅", "text.indent": "0.0 字", "title.size": "18.0 磅", "addressee.colon": "“某某市公安局:”",
		"sign.dateform": "2026年11月03日", "page.lines": ""} {
		if m := got[id]; m.Verdict != prove.Broken || value != "" && m.Value != value {
			t.Errorf("%s: %s %s (%s), want it broken at %s", id, m.Verdict, m.Value, m.Why, value)
		}
	}
	for _, id := range []string{"page.paper", "pdf.embedded", "pdf.tounicode", "page.black", "sign.noempty"} {
		if m := got[id]; m.Verdict != prove.Holds {
			t.Errorf("%s: %s %s (%s), want it to hold", id, m.Verdict, m.Value, m.Why)
		}
	}
}

func TestProveSaysWhatItCannotUse(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "text.pdf")
	if err := os.WriteFile(text, []byte("not a pdf"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, want string
		args       []string
	}{
		{"no file named", "需要 1 个参数", nil},
		{"a file that is not there", "没有文件", []string{filepath.Join(dir, "none.pdf")}},
		{"a folder", "不是文件", []string{dir}},
		{"a file that is no PDF", "不是 PDF", []string{text}},
		{"a family that is none", "--family 可以是 信函", []string{text, "--family", "请柬"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := runProgram(t, append([]string{"prove"}, tt.args...)...)
			if r.code != exitUnusable || !strings.Contains(r.stderr, tt.want) || strings.Contains(r.stderr, "goroutine") {
				t.Errorf("exit %d: %s", r.code, r.stderr)
			}
		})
	}
}

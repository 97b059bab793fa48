package track

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"liaison/liaison/law"
)

var update = flag.Bool("update", false, "draw STATES.md anew")

// STATES.md is drawn from the tables, so that it cannot be wrong: a table that changed without its picture fails here.
func TestThePictureIsDrawnFromTheTables(t *testing.T) {
	want := drawing()
	if *update {
		if err := os.WriteFile("STATES.md", want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile("STATES.md")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("STATES.md is not what the tables say; draw it anew: go test ./liaison/track -run Picture -update")
	}
	for _, name := range allTracks {
		for _, s := range States(name) {
			if !strings.Contains(string(want), "`"+string(s)+"` "+s.Title()) {
				t.Errorf("%s %s is not in the picture", s, s.Title())
			}
		}
		for _, m := range Moves(name) {
			if !strings.Contains(string(want), m.Title()) {
				t.Errorf("%s is not in the picture", m.Title())
			}
		}
	}
}

// drawing is a Mermaid diagram and a table for each track: the diagram joins two states once, with how many ways lead there; the table
// says each way.
func drawing() []byte {
	var b bytes.Buffer
	b.WriteString("# 办理程序\n\n<!-- Drawn from the tables by states_test.go; go test ./liaison/track -run Picture -update -->\n\n" +
		"各程序并行。〔〕内为办理行为，其余为文书；以 `_X` 结尾的状态为终结，可以凭新的事实重新启动。\n")
	for _, name := range allTracks {
		fmt.Fprintf(&b, "\n## %s\n\n```mermaid\nstateDiagram-v2\n", TrackTitle(name))
		for _, s := range States(name) {
			fmt.Fprintf(&b, "  state \"%s %s\" as %s\n", s, s.Title(), s)
		}
		drawArrows(&b, name)
		b.WriteString("```\n\n| 状态 | 文书或者行为 → 下一状态 |\n|---|---|\n")
		if begin(name) == "" {
			drawRow(&b, name, "")
		}
		for _, s := range States(name) {
			drawRow(&b, name, s)
		}
	}
	return b.Bytes()
}

func drawArrows(b *bytes.Buffer, name law.TrackName) {
	if s := begin(name); s != "" {
		fmt.Fprintf(b, "  [*] --> %s\n", s)
	}
	seen := map[string]bool{}
	for _, m := range Moves(name) {
		for _, from := range m.From {
			if from == "" {
				from = "[*]"
			}
			arrow := fmt.Sprintf("  %s --> %s\n", from, m.To)
			if from != m.To && !seen[arrow] {
				b.WriteString(arrow)
			}
			seen[arrow] = true
		}
	}
	for _, s := range States(name) {
		if s.Final() {
			fmt.Fprintf(b, "  %s --> [*]\n", s)
		}
	}
}

func drawRow(b *bytes.Buffer, name law.TrackName, s State) {
	var ways []string
	for _, m := range Possible(name, s) {
		title := m.Title()
		if m.Act != "" {
			title = "〔" + title + "〕"
		}
		ways = append(ways, fmt.Sprintf("%s → `%s`", title, m.To))
	}
	code := "`" + string(s) + "` " + s.Title()
	if s == "" {
		code = s.Title()
	}
	if ways == nil {
		ways = []string{"—"}
	}
	fmt.Fprintf(b, "| %s | %s |\n", code, strings.Join(ways, "<br>"))
}

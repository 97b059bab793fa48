package documents_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"liaison/documents"
	"liaison/liaison"
)

// attached takes the data out of a letter with poppler.
func attached(t *testing.T, pdf []byte) []byte {
	t.Helper()
	pdfdetach, err := exec.LookPath("pdfdetach")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("pdfdetach is absent")
		}
		t.Skip("pdfdetach is absent")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "x.pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(pdfdetach, "-saveall", "-o", dir, path).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	raw, err := os.ReadFile(filepath.Join(dir, documents.DataName))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestALetterCarriesWhatItPrintsAndNothingElse(t *testing.T) {
	d := wholeCase(t)
	r := rendererOf(t).WithData()
	for _, kind := range allKinds {
		t.Run(string(kind), func(t *testing.T) {
			req := request(kind, d, false)
			out := mustRender(t, r, req)
			raw := attached(t, out.PDF)
			var data struct {
				Kind, Number string
				MadeOn       string `json:"made_on"`
				Digest       string `json:"content_digest"`
				Facts        map[string]any
				References   []struct {
					Page               int
					Exhibit, Statement string
				}
			}
			dec := json.NewDecoder(bytes.NewReader(raw))
			if err := dec.Decode(&data); err != nil {
				t.Fatal(err)
			}
			if data.Kind != string(kind) || data.Number != req.Number || data.MadeOn != "2026-11-23" || data.Digest != out.ContentDigest || len(data.References) != len(out.References) {
				t.Errorf("data %s", raw)
			}
			for i, ref := range out.References {
				if got := data.References[i]; got.Page != ref.Page || got.Exhibit != ref.Exhibit || got.Statement != ref.Statement {
					t.Errorf("reference %d is %+v, want %+v", i, got, ref)
				}
			}
			text, err := documents.ComposedText(rendererOf(t), req)
			if err != nil {
				t.Fatal(err)
			}
			printed := strings.NewReplacer("|", "", "\n", "", " ", "").Replace(text)
			for _, s := range leaves(data.Facts) {
				if !strings.Contains(printed, strings.ReplaceAll(s, " ", "")) {
					t.Errorf("%q is in the data and not in the letter", s)
				}
			}
			insured, _ := data.Facts["Insured"].(map[string]any)
			if insured["Name"] != d.Parties[0].Name {
				t.Errorf("insured %v, want %s", insured, d.Parties[0].Name)
			}
			if bytes.Contains(raw, []byte(d.Exhibits[0].ID.String())) {
				t.Error("an identifier of ours is in the data")
			}
			if account := d.Case.Account.Number; kind == liaison.LetterReconsiderationPolice && account != "" && bytes.Contains(raw, []byte(account)) != strings.Contains(printed, account) {
				t.Error("the account is in the data of a letter that does not print it")
			}
		})
	}
	if draft := mustRender(t, r, request(liaison.LetterReferral, d, true)); bytes.Contains(draft.PDF, []byte("/EmbeddedFiles")) {
		t.Error("a draft carries data")
	}
}

// leaves are the texts of a JSON value.
func leaves(v any) (list []string) {
	switch x := v.(type) {
	case string:
		return []string{x}
	case []any:
		for _, y := range x {
			list = append(list, leaves(y)...)
		}
	case map[string]any:
		for _, y := range x {
			list = append(list, leaves(y)...)
		}
	}
	return list
}

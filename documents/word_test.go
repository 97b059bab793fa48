package documents_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"

	"liaison/documents"
	"liaison/liaison"
	"liaison/liaison/fault"
)

// wordPart is a part of a .docx file.
func wordPart(t *testing.T, file []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// wordText is what a part says, without white space.
func wordText(t *testing.T, part string) string {
	t.Helper()
	var b strings.Builder
	dec := xml.NewDecoder(strings.NewReader(part))
	inText := false
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return strings.Join(strings.Fields(b.String()), "")
		}
		if err != nil {
			t.Fatal(err)
		}
		switch x := tok.(type) {
		case xml.StartElement:
			inText = x.Name.Local == "t"
		case xml.EndElement:
			inText = false
		case xml.CharData:
			if inText {
				b.Write(x)
			}
		}
	}
}

// furniture is what the page adds to the words: the label and numbers of 附件说明, the label and full stop of 抄送, rules to write on.
var furniture = regexp.MustCompile(`^(附件：|抄送：|\d{1,2}\.|。)*$`)

func TestTheWordDraftSaysWhatTheLetterSays(t *testing.T) {
	whole, gaps := wholeCase(t), sample(t, "death")
	seal(gaps)
	r := rendererOf(t)
	for _, kind := range allKinds {
		for name, d := range map[string]*liaison.Dossier{"whole": whole, "with gaps": gaps} {
			t.Run(string(kind)+" "+name, func(t *testing.T) {
				req := request(kind, d, true)
				draft, err := r.Word(t.Context(), req)
				if err != nil {
					t.Fatal(err)
				}
				rest := wordText(t, wordPart(t, draft.File, "word/document.xml"))
				texts, err := documents.Texts(r, req)
				if err != nil {
					t.Fatal(err)
				}
				for i, want := range texts {
					want = strings.TrimRight(strings.Join(strings.Fields(want), ""), "。；，")
					at := strings.Index(rest, want)
					if at < 0 {
						t.Fatalf("text %d of %d, %q, does not follow in the draft: %.80q", i+1, len(texts), want, rest)
					}
					if between := strings.TrimLeft(rest[:at], "。；，"); !furniture.MatchString(between) {
						t.Errorf("before %q the draft says %q", want, between)
					}
					rest = rest[at+len(want):]
				}
				if !furniture.MatchString(strings.TrimLeft(rest, "。；，")) {
					t.Errorf("the draft ends with %q", rest)
				}
				if head := wordText(t, wordPart(t, draft.File, "word/header1.xml")); head != "草稿" {
					t.Errorf("the header says %q", head)
				}
				rendered := mustRender(t, r, req)
				if strings.Join(draft.Missing, "|") != strings.Join(rendered.Missing, "|") {
					t.Errorf("missing %v, the PDF %v", draft.Missing, rendered.Missing)
				}
				again, err := r.Word(t.Context(), req)
				if err != nil || !bytes.Equal(again.File, draft.File) {
					t.Errorf("the same request gave other bytes: %v", err)
				}
			})
		}
	}
}

func TestOnlyDraftsAreWrittenForWord(t *testing.T) {
	if _, err := rendererOf(t).Word(t.Context(), request(liaison.LetterReferral, wholeCase(t), false)); !fault.Is(err, fault.Refused) {
		t.Errorf("%v", err)
	}
	if _, err := rendererOf(t).Word(t.Context(), request("nothing", wholeCase(t), true)); !fault.Is(err, fault.NotFound) {
		t.Errorf("%v", err)
	}
}

package evidence_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"liaison/documents/typeset"
	"liaison/evidence"
	"liaison/evidence/pdf"
	"liaison/liaison"
)

// letterOf is a file of some pages, each saying which it is.
func letterOf(t *testing.T, fonts *typeset.Fonts, name string, pages int) []byte {
	t.Helper()
	b := fonts.NewBook(typeset.Meta{Title: name, Created: time.Unix(0, 0).UTC()})
	for i := range pages {
		b.AddPage(typeset.A4Width, typeset.A4Height).Text(100, 100, fmt.Sprintf("%s之%d", name, i+1), typeset.Style{Size: 16})
	}
	out, err := b.Finish()
	if err != nil {
		t.Fatal(err)
	}
	return out.PDF
}

func TestMergedLettersStandInOrderWithEveryPage(t *testing.T) {
	fonts, err := typeset.Open("")
	if err != nil {
		t.Fatal(err)
	}
	counts := []int{1, 2, 3, 64, 1}
	for _, duplex := range []bool{false, true} {
		var out bytes.Buffer
		i := 0
		err := evidence.Merger{}.Merge(t.Context(), &out, "打印件", duplex, func() (liaison.MergeFile, error) {
			if i == len(counts) {
				return liaison.MergeFile{}, io.EOF
			}
			i++
			name := fmt.Sprintf("文书%d", i)
			return liaison.MergeFile{Title: name, PDF: letterOf(t, fonts, name, counts[i-1])}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		f, err := pdf.Open(bytes.NewReader(out.Bytes()), int64(out.Len()))
		if err != nil {
			t.Fatal(err)
		}
		pages, err := f.Pages()
		if err != nil {
			t.Fatal(err)
		}
		texts, at := pdf.NewTexts(f), 0
		for n, count := range counts {
			if duplex && at%2 == 1 {
				t.Errorf("file %d begins on the back of a sheet", n+1)
			}
			for k := range count {
				items, err := texts.Page(pages[at])
				if want := fmt.Sprintf("文书%d之%d", n+1, k+1); err != nil || !strings.Contains(pdf.Join(items), want) {
					t.Fatalf("page %d: %q, %v, want %s", at+1, pdf.Join(items), err, want)
				}
				at++
			}
			if duplex && count%2 == 1 {
				at++
			}
		}
		if at != len(pages) {
			t.Errorf("%d pages, want %d", len(pages), at)
		}
	}
	if err := (evidence.Merger{}).Merge(t.Context(), io.Discard, "空", false, func() (liaison.MergeFile, error) { return liaison.MergeFile{}, io.EOF }); err == nil {
		t.Error("a file without pages")
	}
}

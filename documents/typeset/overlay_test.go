package typeset_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"liaison/documents/typeset"
)

func TestOverlayStampsForeignPages(t *testing.T) {
	api.DisableConfigDir()
	b := openFonts(t).NewBook(typeset.Meta{Title: "页码", Level: typeset.PlainPDF})
	for i := range 3 {
		b.AddPage(typeset.A4Width, typeset.A4Height).Text(500, 800, fmt.Sprintf("证据卷第%d页𬭳", i+1), typeset.Style{Size: 10.5})
	}
	overlay, err := b.Finish()
	if err != nil {
		t.Fatal(err)
	}
	ctx := readFile(t, compose(t, plain(typeset.P("一"), typeset.PageBreak{}, typeset.P("二"), typeset.PageBreak{}, typeset.P("三")), typeset.PDFA2u).PDF)
	stamp, err := api.PDFMultiWatermarkForReadSeeker(bytes.NewReader(overlay.PDF), 1, 1, "pos:bl, off:0 0, scale:1 abs, rot:0, op:1", true, false, types.POINTS)
	if err != nil {
		t.Fatal(err)
	}
	if err := pdfcpu.AddWatermarks(ctx, nil, stamp); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := api.WriteContext(ctx, &out); err != nil {
		t.Fatal(err)
	}
	stamped, err := api.ReadValidateAndOptimize(bytes.NewReader(out.Bytes()), model.NewDefaultConfiguration())
	if err != nil {
		t.Fatal(err)
	}
	if err := stamped.EnsurePageCount(); err != nil || stamped.PageCount != 3 {
		t.Fatalf("%d pages, %v", stamped.PageCount, err)
	}
	if pdftotext, ok := poppler(); ok {
		text := run(t, pdftotext, writeFile(t, out.Bytes()), "-")
		for i := range 3 {
			if want := fmt.Sprintf("证据卷第%d页𬭳", i+1); !strings.Contains(text, want) {
				t.Errorf("stamped file does not hold %q: %s", want, text)
			}
		}
	}
}

package documents_test

import (
	"bytes"
	"context"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"liaison/documents/prove"
)

// readCode finds and reads the QR code of a page as it would be printed, with a decoder that shares nothing with what drew it.
func readCode(t *testing.T, pdf []byte, page string) string {
	t.Helper()
	raster, err := exec.LookPath("pdftoppm")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("pdftoppm is not installed")
		}
		t.Skip("pdftoppm is not installed")
	}
	file := kept(t, pdf)
	if out, err := exec.Command(raster, "-r", "200", "-gray", "-png", "-f", page, "-l", page, "-singlefile", file, file).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	raw, err := os.ReadFile(file + ".png")
	if err != nil {
		t.Fatal(err)
	}
	m, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	bitmap, err := gozxing.NewBinaryBitmapFromImage(m)
	if err != nil {
		t.Fatal(err)
	}
	got, err := qrcode.NewQRCodeReader().Decode(bitmap, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
	if err != nil {
		t.Fatalf("the code of page %s cannot be read: %v", page, err)
	}
	return got.GetText()
}

func TestTheCheckCodeIsReadFromThePageAndKeepsTheStandard(t *testing.T) {
	r, d := rendererOf(t), wholeCase(t)
	const address = "https://jc.yaodu.example.gov.cn/check/AAECAwQFBgcICQoLDA0ODw"
	for _, kind := range allKinds {
		t.Run(string(kind), func(t *testing.T) {
			req := request(kind, d, false)
			plain := mustRender(t, r, req)
			req.CheckURL = address
			out := mustRender(t, r, req)
			if out.ContentDigest != plain.ContentDigest || out.Pages != plain.Pages {
				t.Error("the code changes what was approved, or the pages")
			}
			if again := mustRender(t, r, req); !bytes.Equal(again.PDF, out.PDF) {
				t.Error("the same letter has other bytes")
			}
			found := false
			for page := 1; page <= out.Pages && !found; page++ {
				if hasPicture(t, out.PDF, page) {
					found = true
					if got := readCode(t, out.PDF, strconv.Itoa(page)); got != address {
						t.Errorf("page %d says %q", page, got)
					}
				}
			}
			if !found {
				t.Error("no page has a picture")
			}
			report, err := prove.Prove(context.Background(), bytes.NewReader(out.PDF), int64(len(out.PDF)), "")
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range report.Clauses {
				if m.Verdict == prove.Broken || m.Verdict == prove.Unmeasurable {
					t.Errorf("%s %s: %s %s, page %d: %s", m.Clause, m.Text, m.Verdict, m.Value, m.Page, m.Why)
				}
			}
			draft := request(kind, d, true)
			bare := mustRender(t, r, draft)
			draft.CheckURL = address
			if with := mustRender(t, r, draft); !bytes.Equal(with.PDF, bare.PDF) {
				t.Error("a draft carries a code")
			}
		})
	}
}

// kept is the path of a file with these bytes.
func kept(t *testing.T, pdf []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// hasPicture tells whether a page draws a picture.
func hasPicture(t *testing.T, pdf []byte, page int) bool {
	t.Helper()
	out, err := exec.Command("pdfimages", "-list", "-f", strconv.Itoa(page), "-l", strconv.Itoa(page), kept(t, pdf)).Output()
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Count(out, []byte("\n")) > 2
}

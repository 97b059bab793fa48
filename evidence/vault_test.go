package evidence

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"liaison/liaison/fault"
)

func TestVaultStoresOnceUnderTheDigestAndReadsBackByVersion(t *testing.T) {
	store := newMemStore()
	v := NewVault(store, testClock, VaultOptions{SpoolDir: t.TempDir()})
	content := jpegBytes(t, 40, 60)
	got, err := v.Put(t.Context(), "扫描.jpg", iotest.OneByteReader(bytes.NewReader(content)))
	if err != nil {
		t.Fatal(err)
	}
	sum := fmt.Sprintf("%x", sha256.Sum256(content))
	if want := regexp.MustCompile("^" + sum[:2] + "/" + sum + "/[0-9a-f-]{36}$"); !want.MatchString(got.Key) {
		t.Errorf("key %q", got.Key)
	}
	if got.SHA256 != sum || got.Size != int64(len(content)) || got.MediaType != "image/jpeg" || got.Pages != 1 || got.Quarantine != "" {
		t.Errorf("stored %+v", got)
	}
	if want := time.Date(2056, 11, 23, 8, 0, 0, 0, time.UTC); !got.RetainUntil.Equal(want) || !store.until[got.Key+"?"+got.Version].Equal(want) {
		t.Errorf("retained until %v, want %v", got.RetainUntil, want)
	}
	again, err := v.Put(t.Context(), "扫描.jpg", bytes.NewReader(content))
	if err != nil || again.Key == got.Key {
		t.Errorf("the same bytes taken in twice share key %q (%v)", again.Key, err)
	}
	r, err := v.Open(t.Context(), got.ObjectRef)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if back, err := io.ReadAll(r); err != nil || !bytes.Equal(back, content) {
		t.Errorf("read back %d bytes, %v", len(back), err)
	}
}

func TestBytesThatChangedInTheStoreAreNotHandedOut(t *testing.T) {
	store := newMemStore()
	v := NewVault(store, testClock, VaultOptions{SpoolDir: t.TempDir()})
	got, err := v.Put(t.Context(), "表.csv", strings.NewReader("a,b\n1,2\n"))
	if err != nil {
		t.Fatal(err)
	}
	for name, changed := range map[string]string{"one byte": "a,b\n1,3\n", "cut short": "a,b\n", "longer": "a,b\n1,2\n3,4\n"} {
		store.objects[got.Key+"?"+got.Version] = []byte(changed)
		r, err := v.Open(t.Context(), got.ObjectRef)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadAll(r); !fault.Is(err, fault.Unavailable) {
			t.Errorf("%s: %v", name, err)
		}
		r.Close()
	}
}

func TestABrokenUploadStoresNothing(t *testing.T) {
	store := newMemStore()
	v := NewVault(store, testClock, VaultOptions{SpoolDir: t.TempDir()})
	broken := errors.New("connection reset")
	if _, err := v.Put(t.Context(), "x.pdf", io.MultiReader(strings.NewReader("%PDF-1.4"), iotest.ErrReader(broken))); !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
	if len(store.objects) != 0 {
		t.Errorf("%d objects stored", len(store.objects))
	}
}

func TestWhatNoEvidenceCanBeIsRefused(t *testing.T) {
	ole := append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 2048)...)
	for name, tc := range map[string]struct{ file, content, says string }{
		"empty file":             {"空.pdf", "", "0 字节"},
		"xls workbook":           {"台账.xls", string(ole), ".xlsx 或 CSV"},
		"html called xls":        {"台账.xls", "<html><table></table></html>", ".xlsx 或 CSV"},
		"windows program":        {"证据.pdf", "MZ" + strings.Repeat("\x00", 200), "程序"},
		"linux program":          {"证据", "\x7fELF\x02\x01\x01" + strings.Repeat("\x00", 200), "程序"},
		"shell script":           {"a.txt", "#!/bin/sh\nrm -rf /\n", "程序"},
		"batch file by its name": {"a.bat", "echo off\r\n", "程序"},
	} {
		t.Run(name, func(t *testing.T) {
			store := newMemStore()
			v := NewVault(store, testClock, VaultOptions{SpoolDir: t.TempDir()})
			_, err := v.Put(t.Context(), tc.file, strings.NewReader(tc.content))
			if !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), tc.says) {
				t.Errorf("error %v", err)
			}
			if len(store.objects) != 0 {
				t.Error("it was stored all the same")
			}
		})
	}
}

func TestATooLongFileIsRefused(t *testing.T) {
	v := NewVault(newMemStore(), testClock, VaultOptions{SpoolDir: t.TempDir(), MaxBytes: 1 << 20})
	if _, err := v.Put(t.Context(), "长.csv", strings.NewReader(strings.Repeat("a,b\n", 1<<18+1))); !fault.Is(err, fault.Invalid) {
		t.Errorf("error %v", err)
	}
}

// encrypt writes a PDF with passwords.
func encrypt(t *testing.T, b []byte, user, owner string) []byte {
	t.Helper()
	foreignConfig() // switches the configuration folder off
	conf := model.NewAESConfiguration(user, owner, 256)
	conf.Offline = true
	var out bytes.Buffer
	if err := api.Encrypt(bytes.NewReader(b), &out, conf); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// zipBytes is an archive of empty files.
func zipBytes(t *testing.T, names ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, n := range names {
		if _, err := z.Create(n); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestFilesAreDescribedByTheirBytes(t *testing.T) {
	three := foreignPDF(t, "three", 595, 842, 0, 0, 0)
	workbook := zipBytes(t, "docProps/app.xml", "[Content_Types].xml", "xl/workbook.xml")
	for name, tc := range map[string]struct {
		file       string
		content    []byte
		media      string
		pages      int
		quarantine string
	}{
		"pdf":                         {"a.pdf", three, mediaPDF, 3, ""},
		"pdf under another name":      {"a.jpg", three, mediaPDF, 3, ""},
		"pdf with garbage before":     {"a.pdf", append([]byte("\n\n"), three...), mediaPDF, 3, ""},
		"pdf without its table":       {"a.pdf", three[:bytes.LastIndex(three, []byte("xref\n0"))], mediaPDF, 3, ""},
		"pdf with a false page count": {"a.pdf", bytes.Replace(three, []byte("/Count 3"), []byte("/Count 4"), 1), mediaPDF, 1, "3 页和 4 页"},
		"pdf cut in half":             {"a.pdf", three[:120], mediaPDF, 1, "损坏"},
		"pdf with an owner password":  {"a.pdf", encrypt(t, three, "", "owner"), mediaPDF, 3, ""},
		"pdf with a user password":    {"a.pdf", encrypt(t, three, "user", "owner"), mediaPDF, 1, "密码"},
		"jpeg":                        {"a.jpg", jpegBytes(t, 30, 20), mediaJPEG, 1, ""},
		"jpeg cut off in its head":    {"a.jpg", jpegBytes(t, 30, 20)[:100], mediaJPEG, 1, "图片已损坏"},
		"png":                         {"a.png", pngBytes(t, scanImage(30, 20)), mediaPNG, 1, ""},
		"png cut off":                 {"a.png", pngBytes(t, scanImage(30, 20))[:80], mediaPNG, 1, "图片已损坏"},
		"csv in utf-8":                {"a.csv", []byte("姓名,金额\n某,1\n"), mediaCSV, 0, ""},
		"csv in gb18030":              {"a.CSV", []byte("\xd0\xd5\xc3\xfb,\xbd\xf0\xb6\xee\n\xc4\xb3,1\n"), mediaCSV, 0, ""},
		"workbook":                    {"a.xlsx", workbook, mediaXLSX, 0, ""},
		"film":                        {"a.mp4", append([]byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"), make([]byte, 64)...), "video/mp4", 1, "视听资料"},
		"text":                        {"a.txt", []byte("聊天记录\n"), "text/plain", 1, "不能装订"},
		"ofd":                         {"a.ofd", zipBytes(t, "OFD.xml", "Doc_0/Document.xml"), "application/zip", 1, "OFD"},
	} {
		t.Run(name, func(t *testing.T) {
			v := NewVault(newMemStore(), testClock, VaultOptions{SpoolDir: t.TempDir()})
			got, err := v.Put(t.Context(), tc.file, bytes.NewReader(tc.content))
			if err != nil {
				t.Fatal(err)
			}
			if got.MediaType != tc.media || got.Pages != tc.pages || (tc.quarantine == "") != (got.Quarantine == "") || !strings.Contains(got.Quarantine, tc.quarantine) {
				t.Errorf("got %s, %d pages, quarantine %q", got.MediaType, got.Pages, got.Quarantine)
			}
		})
	}
}

func TestAFileOfTwoReadingsIsQuarantinedAlsoWhenItIsTooLargeForPdfcpu(t *testing.T) {
	whole := foreignPDF(t, "large", 595, 842, 0, 0)
	ours, err := countPages(bytes.NewReader(whole), int64(len(whole)))
	scanned, scanErr := countScanned(bytes.NewReader(whole), int64(len(whole)))
	if err != nil || scanErr != nil || ours != 2 || scanned != 2 {
		t.Errorf("read %d (%v), scanned %d (%v)", ours, err, scanned, scanErr)
	}
	// an update appended behind the table that points elsewhere: following the table shows 2 pages, scanning shows 1
	hidden := append(bytes.Clone(whole), []byte("\n1 0 obj\n<</Type/Pages/Kids[5 0 R]/Count 1>>\nendobj\n%%EOF\n")...)
	hidden = append(hidden, whole[bytes.LastIndex(whole, []byte("startxref")):]...)
	ours, err = countPages(bytes.NewReader(hidden), int64(len(hidden)))
	scanned, scanErr = countScanned(bytes.NewReader(hidden), int64(len(hidden)))
	if _, q, _ := compareCounts(ours, err, scanned, scanErr); !strings.Contains(q, "2 页和 1 页") {
		t.Errorf("quarantine %q", q)
	}
}

func TestPutStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	v := NewVault(newMemStore(), testClock, VaultOptions{SpoolDir: t.TempDir()})
	if _, err := v.Put(ctx, "a.pdf", bytes.NewReader(foreignPDF(t, "x", 595, 842, 0))); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

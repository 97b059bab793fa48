package evidence

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/gabriel-vasile/mimetype"

	"liaison/evidence/pdf"
	"liaison/liaison/fault"
)

// Media types that can be bound.
const (
	mediaPDF  = "application/pdf"
	mediaJPEG = "image/jpeg"
	mediaPNG  = "image/png"
	mediaCSV  = "text/csv"
	mediaXLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// Inspection is what the bytes of a file say of it.
type Inspection struct {
	MediaType  string
	Pages      int    // printed pages; 0 for tables, whose pages are counted when they are printed
	Quarantine string // why it cannot be bound; empty: it can
}

// Inspect looks into a file. It refuses (fault.Invalid) what no evidence can be: empty files, programs, and .xls workbooks, for
// which no safe reader exists. Everything else is described.
func Inspect(ctx context.Context, name string, f *os.File, size int64) (Inspection, error) {
	if size == 0 {
		return Inspection{}, fault.New(fault.Invalid, "文件“%s”是空的（0 字节），请核对后重新提供", name)
	}
	media, err := sniff(name, f, size)
	if err != nil {
		return Inspection{}, err
	}
	found := Inspection{MediaType: media}
	switch media {
	case mediaPDF:
		found.Pages, found.Quarantine, err = inspectPDF(ctx, f, size)
	case mediaJPEG, mediaPNG:
		found.Pages = 1
		_, found.Quarantine, err = inspectImage(f, media)
	case mediaCSV, mediaXLSX:
	default:
		found.Quarantine = unknownReason(name, media)
	}
	if found.Quarantine != "" {
		found.Pages = 1 // the placeholder page
	}
	return found, err
}

func unknownReason(name, media string) string {
	what := strings.TrimPrefix(strings.ToLower(path.Ext(name)), ".")
	if what == "" {
		what = media
	}
	switch {
	case strings.HasPrefix(media, "video/"), strings.HasPrefix(media, "audio/"):
		return "视听资料（" + what + "），不能印成书页，原件随证据卷一并移交"
	case what == "ofd":
		return "OFD 版式文件暂不能装订，请由原软件另存为 PDF 后另行收入"
	}
	return "文件类型（" + what + "）不能装订，请另存为 PDF、JPEG、PNG、XLSX 或 CSV 后另行收入"
}

// programs are types and extensions that run when opened.
func isProgram(m *mimetype.MIME, ext string) bool {
	for _, t := range []string{"application/vnd.microsoft.portable-executable", "application/x-elf", "application/x-mach-binary",
		"application/x-java-applet", "application/java-archive", "application/x-ms-shortcut", "application/wasm",
		"application/x-ms-installer", "text/x-shellscript", "application/vnd.android.package-archive", "application/vnd.ms-htmlhelp"} {
		for p := m; p != nil; p = p.Parent() {
			if p.Is(t) {
				return true
			}
		}
	}
	return slices.Contains([]string{".exe", ".dll", ".com", ".scr", ".bat", ".cmd", ".ps1", ".vbs", ".vbe", ".js", ".jse", ".wsf", ".hta",
		".msi", ".lnk", ".jar", ".apk", ".sh", ".reg"}, ext)
}

// sniff tells the type from the bytes; the name only tells a CSV from other text.
func sniff(name string, f *os.File, size int64) (string, error) {
	head := make([]byte, min(size, 64<<10))
	if _, err := f.ReadAt(head, 0); err != nil && err != io.EOF {
		return "", fmt.Errorf("read spool file: %w", err)
	}
	m := mimetype.Detect(head)
	ext := strings.ToLower(path.Ext(name))
	switch {
	case isProgram(m, ext):
		return "", fault.New(fault.Invalid, "文件“%s”是可以运行的程序或脚本，不能作为材料收入；如确为物证，请以封存介质移交", name)
	case m.Is("application/vnd.ms-excel"), ext == ".xls" && !m.Is(mediaXLSX):
		return "", fault.New(fault.Invalid, "文件“%s”是旧式 .xls 表格，请另存为 .xlsx 或 CSV 后再收入", name)
	case m.Is(mediaPDF), m.Is(mediaJPEG), m.Is(mediaPNG), m.Is(mediaXLSX):
		return m.String(), nil
	case m.Is("application/zip"), m.Is("application/x-ole-storage") && ext == ".xlsx":
		return sniffZip(f, size, m.String()), nil
	}
	for p := m; p != nil; p = p.Parent() {
		if p.Is("text/plain") && slices.Contains([]string{".csv", ".tsv"}, ext) || p.Is(mediaCSV) {
			return mediaCSV, nil
		}
	}
	if i := strings.IndexByte(m.String(), ';'); i > 0 { // without the charset
		return m.String()[:i], nil
	}
	return m.String(), nil
}

// sniffZip finds workbooks whose first entries do not give them away.
func sniffZip(f *os.File, size int64, otherwise string) string {
	z, err := zip.NewReader(f, size)
	if err != nil {
		return otherwise
	}
	for _, e := range z.File {
		if e.Name == "xl/workbook.xml" {
			return mediaXLSX
		}
	}
	return otherwise
}

// largePDF is the size beyond which pdfcpu, which holds whole files, is not asked; a second reading of our own, by scanning for
// objects instead of following the table, stands in for it.
const largePDF = 96 << 20

// inspectPDF counts pages in two independent ways. Where they differ, readers of the file would see different things: it is kept
// and quarantined with the reason.
func inspectPDF(ctx context.Context, f *os.File, size int64) (pages int, quarantine string, err error) {
	ours, oursErr := countPages(f, size)
	if errors.Is(oursErr, pdf.ErrEncrypted) {
		return inspectEncrypted(ctx, f, size)
	}
	if size > largePDF {
		theirs, theirsErr := countScanned(f, size)
		return compareCounts(ours, oursErr, theirs, theirsErr)
	}
	theirs, theirsErr := foreignCount(ctx, f)
	if ctx.Err() != nil {
		return 0, "", ctx.Err()
	}
	return compareCounts(ours, oursErr, theirs, theirsErr)
}

func compareCounts(ours int, oursErr error, theirs int, theirsErr error) (int, string, error) {
	switch {
	case oursErr != nil && theirsErr != nil:
		return 0, "PDF 文件已损坏，无法读取，请重新扫描或重新导出后另行收入", nil
	case oursErr != nil || theirsErr != nil:
		return 0, "PDF 文件有缺损，只有一部分阅读软件能打开，请重新扫描或重新导出后另行收入", nil
	case ours != theirs:
		return 0, fmt.Sprintf("PDF 文件有缺损，不同的阅读方法读出的页数不同（%d 页和 %d 页），请重新扫描或重新导出后另行收入", ours, theirs), nil
	case ours == 0:
		return 0, "PDF 文件没有页面，请核对后另行收入", nil
	}
	return ours, "", nil
}

// inspectEncrypted counts the pages of a file that opens without a password but forbids changes (owner password only).
func inspectEncrypted(ctx context.Context, f *os.File, size int64) (int, string, error) {
	theirs, err := foreignCount(ctx, f)
	if err != nil {
		return 0, "PDF 文件设有打开密码或加密方式不能识别，请提供不加密的文件", ctx.Err()
	}
	plain, err := decrypted(ctx, f, "")
	if err != nil {
		return 0, "PDF 文件已加密且无法解除，请提供不加密的文件", ctx.Err()
	}
	defer removeFile(plain)
	info, err := plain.Stat()
	if err != nil {
		return 0, "", fmt.Errorf("stat decrypted file: %w", err)
	}
	ours, oursErr := countPages(plain, info.Size())
	return compareCounts(ours, oursErr, theirs, nil)
}

func countPages(r io.ReaderAt, size int64) (int, error) {
	f, err := pdf.Open(r, size)
	if err != nil {
		return 0, err
	}
	pages, err := f.Pages()
	return len(pages), err
}

func countScanned(r io.ReaderAt, size int64) (int, error) {
	f, err := pdf.OpenScanned(r, size)
	if err != nil {
		return 0, err
	}
	pages, err := f.Pages()
	return len(pages), err
}

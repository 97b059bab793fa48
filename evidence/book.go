package evidence

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"liaison/documents/typeset"
	"liaison/evidence/pdf"
	"liaison/liaison"
	"liaison/liaison/fault"
)

// Binder binds evidence books (liaison.Binder): cover, 证据目录, list of digests, and every exhibit, in one PDF. Exhibit pages are
// numbered from 1 in their upper outer corner; the pages before them carry labels of their own, so that a longer catalogue moves
// nothing. The same book gives the same bytes.
//
// Exhibits pass through temporary files and are copied object by object, so that memory does not grow with the book. The
// finished file is read back and proved (see prove) before anyone gets it.
type Binder struct {
	fonts *typeset.Fonts
	opt   BinderOptions
}

// BinderOptions are the settings of a binder. The zero value is usable.
type BinderOptions struct {
	TempDir        string // "": the machine's temporary folder
	RetentionYears int    // 保管期限 on the cover; 0: DefaultRetentionYears
}

var _ liaison.Binder = (*Binder)(nil)

// NewBinder makes a binder that sets its own pages in fonts.
func NewBinder(fonts *typeset.Fonts, opt BinderOptions) *Binder {
	if opt.RetentionYears <= 0 {
		opt.RetentionYears = DefaultRetentionYears
	}
	return &Binder{fonts, opt}
}

// part is one exhibit on its way into the book.
type part struct {
	exhibit liaison.Exhibit
	shown   liaison.Exhibit // the same in words that can be printed
	file    string          // the spooled bytes
	pages   string          // a PDF with the pages to copy: the exhibit itself, a printed table, a placeholder; empty: picture
	picture picture
	refused string // why a placeholder page stands instead
	count   int
	first   int               // printed number of the first page
	rows    []liaison.RowSpan // of tables; Page counts from 1 within the exhibit
}

// turn is how far the pages are turned besides what the file itself says.
func (p *part) turn() int {
	if p.refused != "" {
		return 0
	}
	return p.exhibit.Rotation
}

// binding is one book being bound.
type binding struct {
	binder *Binder
	book   liaison.Book
	dir    string
	parts  []*part
	body   int
	front  front
	stamps []byte
}

// Bind binds a book. What cannot be bound becomes a placeholder page that names it, and BookEntry.Refused says why. Errors: an
// exhibit's stored bytes cannot be read, or the finished book does not prove right.
func (b *Binder) Bind(ctx context.Context, book liaison.Book) (*liaison.BoundBook, error) {
	if len(book.Exhibits) == 0 {
		return nil, fault.New(fault.Missing, "证据卷里还没有材料，请先收入证据")
	}
	dir, err := os.MkdirTemp(b.opt.TempDir, "liaison-bind-*")
	if err != nil {
		return nil, fmt.Errorf("create folder to bind in: %w", err)
	}
	defer os.RemoveAll(dir) // what remains is swept by the machine's own cleaning of temporary files
	w := &binding{binder: b, book: book, dir: dir}
	if err := w.prepare(ctx); err != nil {
		return nil, err
	}
	if err := w.print(); err != nil {
		return nil, err
	}
	out, err := os.CreateTemp(b.opt.TempDir, "liaison-book-*.pdf")
	if err != nil {
		return nil, fmt.Errorf("create book file: %w", err)
	}
	if err := w.finish(ctx, out); err != nil {
		removeFile(out)
		return nil, err
	}
	return &liaison.BoundBook{File: &boundFile{out}, Pages: w.front.pages + w.body, FrontMatter: w.front.pages, Body: w.body,
		Entries: w.entries()}, nil
}

// boundFile removes itself when it is closed.
type boundFile struct{ *os.File }

func (f *boundFile) Close() error {
	err := f.File.Close()
	return errors.Join(err, os.Remove(f.Name()))
}

// prepare spools the exhibits, finds out what each is, and gives it its pages.
func (w *binding) prepare(ctx context.Context) error {
	exhibits := slices.Clone(w.book.Exhibits)
	slices.SortStableFunc(exhibits, func(a, b liaison.Exhibit) int { return a.Ordinal - b.Ordinal })
	next := 1
	for i, e := range exhibits {
		shown, err := w.binder.shownAs(e)
		if err != nil {
			return err
		}
		p := &part{exhibit: e, shown: shown, file: filepath.Join(w.dir, fmt.Sprintf("exhibit-%d", i+1))}
		if err := w.spool(ctx, p); err != nil {
			return err
		}
		if err := w.preparePart(ctx, p); err != nil {
			return fmt.Errorf("prepare exhibit %d: %w", e.Ordinal, err)
		}
		p.first = next
		next += p.count
		w.parts = append(w.parts, p)
	}
	w.body = next - 1
	return nil
}

func (w *binding) spool(ctx context.Context, p *part) error {
	r, err := w.book.Open(ctx, p.exhibit)
	if err != nil {
		return fmt.Errorf("open exhibit %d: %w", p.exhibit.Ordinal, err)
	}
	defer r.Close() // only read from
	f, err := os.Create(p.file)
	if err != nil {
		return fmt.Errorf("create exhibit file: %w", err)
	}
	h := sha256.New()
	_, err = io.Copy(io.MultiWriter(f, h), r)
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("spool exhibit %d: %w", p.exhibit.Ordinal, err)
	}
	if got := fmt.Sprintf("%x", h.Sum(nil)); got != p.exhibit.Stored.SHA256 {
		return fault.New(fault.Unavailable, "证据%d“%s”的存储内容与收入时的摘要不一致，不能装订；请运行 liaison fsck 并联系管理员",
			p.exhibit.Ordinal, p.exhibit.Title)
	}
	return nil
}

// preparePart makes pages of an exhibit, or a placeholder that says why there are none.
func (w *binding) preparePart(ctx context.Context, p *part) error {
	var err error
	p.refused = p.exhibit.Stored.Quarantine
	if p.refused == "" {
		switch p.exhibit.Stored.MediaType {
		case mediaPDF:
			err = w.preparePDF(ctx, p)
		case mediaJPEG, mediaPNG:
			err = w.preparePicture(p)
		case mediaCSV, mediaXLSX:
			err = w.prepareTable(p)
		default:
			p.refused = unknownReason(p.exhibit.FileName, p.exhibit.Stored.MediaType)
		}
	}
	if err != nil || p.refused == "" {
		return err
	}
	return w.preparePlaceholder(p)
}

// preparePDF checks once more that the pages can be read, and that they are as many as when the file was taken in.
func (w *binding) preparePDF(ctx context.Context, p *part) error {
	p.pages = p.file
	n, err := countFile(p.file)
	if errors.Is(err, pdf.ErrEncrypted) {
		if err := w.decrypt(ctx, p); err != nil {
			p.refused = "PDF 文件已加密且无法解除，请提供不加密的文件"
			return ctx.Err()
		}
		n, err = countFile(p.pages)
	}
	switch {
	case err != nil || n == 0:
		p.refused = "PDF 文件已损坏，无法读取，请重新扫描或重新导出后另行收入"
	case n != p.exhibit.Stored.Pages:
		p.refused = fmt.Sprintf("PDF 文件收入时登记 %d 页，装订时读出 %d 页，请核对", p.exhibit.Stored.Pages, n)
	}
	p.count = n
	return nil
}

func (w *binding) decrypt(ctx context.Context, p *part) error {
	f, err := os.Open(p.file)
	if err != nil {
		return err
	}
	defer f.Close() // only read from
	plain, err := decrypted(ctx, f, w.dir)
	if err != nil {
		return err
	}
	p.pages = plain.Name()
	return plain.Close()
}

func countFile(path string) (int, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close() // only read from
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return countPages(f, info.Size())
}

func (w *binding) preparePicture(p *part) error {
	f, err := os.Open(p.file)
	if err != nil {
		return err
	}
	defer f.Close() // only read from
	p.picture, p.refused, err = inspectImage(f, p.exhibit.Stored.MediaType)
	p.count = 1
	return err
}

// print sets all pages of ours: cover, catalogue, digests, and the page numbers.
func (w *binding) print() error {
	var err error
	if w.front, err = w.printFront(); err != nil {
		return err
	}
	w.stamps, err = w.printStamps()
	return err
}

// finish assembles the book, then reads it back and proves it.
func (w *binding) finish(ctx context.Context, out *os.File) error {
	if err := w.assemble(ctx, out); err != nil {
		return err
	}
	info, err := out.Stat()
	if err != nil {
		return fmt.Errorf("stat book: %w", err)
	}
	if err := w.prove(out, info.Size()); err != nil {
		return err
	}
	if _, err := out.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("rewind book: %w", err)
	}
	return nil
}

// entries says where each exhibit stands, with printed page numbers.
func (w *binding) entries() []liaison.BookEntry {
	var entries []liaison.BookEntry
	for _, p := range w.parts {
		e := liaison.BookEntry{ExhibitID: p.exhibit.ID, Ordinal: p.exhibit.Ordinal, FileName: p.exhibit.FileName, Title: p.exhibit.Title,
			SHA256: p.exhibit.Stored.SHA256, FirstPage: p.first, Pages: p.count, Refused: p.refused}
		for _, r := range p.rows {
			r.Page += p.first - 1
			e.Rows = append(e.Rows, r)
		}
		entries = append(entries, e)
	}
	return entries
}

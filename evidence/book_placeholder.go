package evidence

import (
	"fmt"
	"os"

	"liaison/documents/typeset"
)

// preparePlaceholder sets the page that stands for an exhibit which cannot be bound: it names the file, its digest and the reason.
func (w *binding) preparePlaceholder(p *part) error {
	e := p.shown
	reason, err := w.binder.printable(p.refused)
	if err != nil {
		return err
	}
	b := w.binder.fonts.NewBook(typeset.Meta{Title: e.Title, Created: w.book.SealedOn.Time(), Level: typeset.PlainPDF})
	page := b.AddPage(typeset.A4Width, typeset.A4Height)
	grey := typeset.Color{R: 90, G: 90, B: 90}
	left, width := 28*typeset.MM, 156*typeset.MM
	page.Rect(left, 70*typeset.MM, width, 130*typeset.MM, 1, grey)
	page.Text(typeset.A4Width/2, 88*typeset.MM, "证据占位页", typeset.Style{Face: typeset.XiaoBiaoSong, Size: 22, Pitch: 26, Align: typeset.AlignCentre})
	y := 102 * typeset.MM
	for _, line := range [][2]string{
		{"证据序号", fmt.Sprint(e.Ordinal)},
		{"证据名称", e.Title},
		{"原文件名", e.FileName},
		{"来　　源", e.Source},
		{"文件大小", fmt.Sprintf("%d 字节", e.Stored.Size)},
		{"校验值（SHA-256）", e.Stored.SHA256},
		{"未能装订的原因", reason},
	} {
		page.Text(left+8*typeset.MM, y+10, line[0], typeset.Style{Face: typeset.Hei, Size: 11})
		used := page.Box(left+48*typeset.MM, y, width-56*typeset.MM, orDash(line[1]), typeset.Style{Size: 12, Lead: 18, Align: typeset.AlignLeft})
		y += max(used, 18) + 6
	}
	page.Box(left+8*typeset.MM, 184*typeset.MM, width-16*typeset.MM, "原件未作任何改动，随本卷以电子文件移交（见证据包 data/exhibits 目录），可凭校验值核对。",
		typeset.Style{Size: 11, Lead: 17, Color: grey})
	res, err := b.Finish()
	if err != nil {
		return fmt.Errorf("set placeholder page: %w", err)
	}
	p.pages, p.count, p.rows = p.file+".placeholder.pdf", 1, nil
	return os.WriteFile(p.pages, res.PDF, 0o600)
}

func orDash(s string) string {
	if s == "" {
		return "—"
	}
	return s
}

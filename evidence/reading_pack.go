package evidence

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"html/template"
	"io"
	"strings"

	"liaison/documents/typeset"
	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
)

// PackSink takes the files of a reading pack one after the other; a *zip.Writer is one.
type PackSink interface {
	Create(name string) (io.Writer, error)
}

// packFile is a file of the pack, as its list and its check sums name it.
type packFile struct {
	name, what, sum string
	size            int64
}

// packWriter writes a reading pack and keeps the list of what it wrote.
type packWriter struct {
	sink  PackSink
	files []packFile
}

// WriteReadingPack writes what a prosecutor without an account reads of a case (送阅包): the sealed books, the catalogue, the issued letters, the
// chronology of papers as a table and as a page to print, the list of it all with a slip to be sent back (送阅包清单、回执), and the check sums in
// the form that sha256sum reads. It holds nothing but this case. A case whose bundle was never sealed is refused: pages could not be cited.
// On is the day on the slip.
func WriteReadingPack(ctx context.Context, sink PackSink, fonts *typeset.Fonts, d *liaison.Dossier, on calendar.Date, open OpenObject) error {
	if len(d.Editions) == 0 {
		return fault.New(fault.Refused, "本案证据卷尚未定卷，不能送阅；请先在案件页面定卷")
	}
	w := &packWriter{sink: sink}
	for _, e := range d.Editions {
		name := fmt.Sprintf("证据卷-%d.pdf", e.Ordinal)
		if err := w.object(ctx, name, fmt.Sprintf("证据卷第%d版，%d页", e.Ordinal, e.Pages), e.Object, open); err != nil {
			return err
		}
	}
	for _, l := range d.Letters {
		if l.State != liaison.LetterIssued || l.Object.Key == "" {
			continue
		}
		title := packLetterTitle(l)
		if err := w.object(ctx, "文书/"+safeName(title+" "+l.Number+".pdf"), title+" "+l.Number, l.Object, open); err != nil {
			return err
		}
	}
	if err := w.table("证据目录.csv", "证据目录", packCatalogue(d)); err != nil {
		return err
	}
	rows := packChronology(d)
	if err := w.table("文书经过.csv", "收发文书经过（表格）", rows); err != nil {
		return err
	}
	var page bytes.Buffer
	if err := chronologyPage.Execute(&page, struct {
		Number, Title string
		Rows          [][]string
	}{d.Case.Number, d.Case.Title, rows}); err != nil {
		return fmt.Errorf("print chronology: %w", err)
	}
	if err := w.file("文书经过.html", "收发文书经过（打印）", &page); err != nil {
		return err
	}
	slip, err := fonts.Compose(packSlip(d, on, w.files))
	if err != nil {
		return err
	}
	if err := w.file("送阅包清单及回执.pdf", "清单及回执", bytes.NewReader(slip.PDF)); err != nil {
		return err
	}
	var sums strings.Builder
	for _, f := range w.files {
		fmt.Fprintf(&sums, "%s  %s\n", f.sum, f.name)
	}
	return w.file("SHA256SUMS", "校验值", strings.NewReader(sums.String()))
}

func (w *packWriter) object(ctx context.Context, name, what string, ref liaison.ObjectRef, open OpenObject) error {
	r, err := open(ctx, ref)
	if err != nil {
		return fmt.Errorf("open %s: %w", what, err)
	}
	defer r.Close() // read only
	if err := w.file(name, what, r); err != nil {
		return err
	}
	if got := w.files[len(w.files)-1].sum; got != ref.SHA256 {
		return fmt.Errorf("read %s: digest is %s, not %s", what, got, ref.SHA256)
	}
	return nil
}

// file writes one file. Two of one name would hide one of them, so the second is refused.
func (w *packWriter) file(name, what string, r io.Reader) error {
	for _, f := range w.files {
		if f.name == name {
			return fmt.Errorf("write pack: %s twice", name)
		}
	}
	out, err := w.sink.Create(name)
	if err != nil {
		return fmt.Errorf("create %s: %w", name, err)
	}
	h := sha256.New()
	n, err := io.Copy(io.MultiWriter(out, h), r)
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	w.files = append(w.files, packFile{name: name, what: what, sum: hex.EncodeToString(h.Sum(nil)), size: n})
	return nil
}

// table writes a CSV that spreadsheets of Chinese offices open: UTF-8 with a mark, and no cell that they would take for a formula.
func (w *packWriter) table(name, what string, rows [][]string) error {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	c := csv.NewWriter(&b)
	c.UseCRLF = true
	for _, row := range rows {
		safe := make([]string, len(row))
		for i, s := range row {
			if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
				s = "'" + s
			}
			safe[i] = s
		}
		_ = c.Write(safe) // into memory
	}
	c.Flush()
	return w.file(name, what, &b)
}

func packLetterTitle(l liaison.Letter) string {
	if t, ok := liaison.TypeOf(l.Kind); ok {
		return t.Title
	}
	return string(l.Kind)
}

// packCatalogue is the exhibits with their pages in the sealed books, under a head.
func packCatalogue(d *liaison.Dossier) [][]string {
	rows := [][]string{{"序号", "证据名称", "种类", "来源", "形成或提取时间", "原件或复印件", "证据卷", "页码"}}
	for _, e := range d.Editions {
		for _, entry := range e.Entries {
			for _, x := range d.Exhibits {
				if x.ID != entry.ExhibitID {
					continue
				}
				copied := "原件"
				if x.Copy {
					copied = "复印件"
				}
				rows = append(rows, []string{fmt.Sprint(x.Ordinal), x.Title, x.Kind.Title(), x.Source, x.ObtainedOn.String(), copied, fmt.Sprintf("第%d版", e.Ordinal),
					fmt.Sprintf("%d—%d", entry.FirstPage, entry.FirstPage+entry.Pages-1)})
			}
		}
	}
	return rows
}

// packChronology is the papers in the order of the days that count, under a head.
func packChronology(d *liaison.Dossier) [][]string {
	rows := [][]string{{"日期", "文书", "文号", "机关", "成文日期", "送达方式", "理由或结果"}}
	for _, p := range d.Papers {
		made := ""
		if !p.MadeOn.IsZero() {
			made = p.MadeOn.String()
		}
		rows = append(rows, []string{p.On.String(), p.Kind.Title(), p.Number, p.By, made, p.Method, p.Reason})
	}
	return rows
}

// chronologyPage stands alone: no style sheet, script or picture from elsewhere.
var chronologyPage = template.Must(template.New("chronology").Parse(`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>收发文书经过 {{.Number}}</title>
<style>body{font-family:serif;margin:2em}table{border-collapse:collapse;width:100%}td,th{border:1px solid #000;padding:.3em .5em;text-align:left;vertical-align:top}thead{display:table-header-group}@page{size:A4;margin:20mm}</style></head>
<body><h1>收发文书经过</h1><p>案号：{{.Number}}　案由：{{.Title}}</p>
<table>{{range $i, $r := .Rows}}{{if eq $i 0}}<thead><tr>{{range $r}}<th>{{.}}</th>{{end}}</tr></thead><tbody>{{else}}<tr>{{range $r}}<td>{{.}}</td>{{end}}</tr>{{end}}{{end}}</tbody></table></body></html>
`))

// packSlip is the list of the pack with the slip that comes back.
func packSlip(d *liaison.Dossier, on calendar.Date, files []packFile) typeset.Document {
	var rows []typeset.Row
	for i, f := range files {
		rows = append(rows, typeset.Row{Cells: typeset.Cells(fmt.Sprint(i+1), f.name+"\n"+f.what, fmt.Sprint(f.size), f.sum)})
	}
	head := func(title string) []typeset.Block {
		return []typeset.Block{typeset.Title{Text: title}, typeset.Paragraph{Runs: typeset.T("案号：" + d.Case.Number), Flush: true}, typeset.Paragraph{Runs: typeset.T("案由：" + d.Case.Title), Flush: true}}
	}
	blocks := append(head("送阅包清单"), typeset.P(fmt.Sprintf("送阅日期：%s。共 %d 个文件。校验值为 SHA-256，可用 sha256sum 等通用程序对照 SHA256SUMS 核对。", on.Chinese(), len(files))),
		typeset.Table{Size: 9, Rows: rows, Columns: []typeset.Column{{Head: "序号", Width: 2, Align: typeset.AlignCentre}, {Head: "文件", Width: 9}, {Head: "字节", Width: 3, Align: typeset.AlignRight}, {Head: "校验值", Width: 11}}},
		typeset.Signature{Kind: typeset.Sealed, Org: d.Case.Office.Bureau, Date: on.Chinese()}, typeset.PageBreak{})
	blocks = append(blocks, head("送阅包回执")...)
	blocks = append(blocks, typeset.Addressee{Text: d.Case.Office.Bureau + "："},
		typeset.P(fmt.Sprintf("你单位%s送阅的上列案件材料（%d 个文件）已收到。", on.Chinese(), len(files))),
		typeset.Form{Fields: []typeset.FormField{{Label: "校验值核对："}, {Label: "意见："}, {Label: "承办人："}, {Label: "联系电话："}, {Label: "收到日期："}}},
		typeset.Signature{Kind: typeset.ByHand, Org: "收到单位（盖章）："})
	created := d.Editions[len(d.Editions)-1].SealedAt
	return typeset.Document{Meta: typeset.Meta{Title: "送阅包清单及回执 " + d.Case.Number, Author: d.Case.Office.Bureau, Created: created}, Sections: []typeset.Section{{Family: typeset.Plain, Blocks: blocks}}}
}

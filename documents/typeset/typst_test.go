package typeset_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"liaison/documents/typeset"
)

// TestWriteTypstLetter writes the letter of BenchmarkLetter as Typst source, and the fonts that set it, to the directory TYPST_OUT:
// .ci/typst-bench compiles it beside the benchmark. Without the setting it proves that the source can be made.
func TestWriteTypstLetter(t *testing.T) {
	source := typstSource(t, benchLetter())
	dir := os.Getenv("TYPST_OUT")
	if dir == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(dir, "letter.typ"), []byte(source), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"fangsong", "song-light", "song-bold", "song", "han-ext", "hei"} {
		packed, err := os.ReadFile("../fonts/" + name + ".ttf.zst")
		if err != nil {
			t.Fatal(err)
		}
		d, err := zstd.NewReader(nil)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := d.DecodeAll(packed, nil)
		d.Close()
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name+".ttf"), raw, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// typstHead is the page of a 信函: the margins, lines and characters of documents/typeset. NUMBER is the document's number, which the
// benchmark may change from letter to letter.
const typstHead = `#set document(title: TITLE, author: AUTHOR, date: datetime(year: 2026, month: 11, day: 3))
#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm), footer: context {
  set text(font: SONG, size: 14pt)
  if counter(page).get().first() > 1 { align(if calc.odd(counter(page).get().first()) { right } else { left }, [— #counter(page).display() —]) }
})
#set text(font: BODY, size: 16pt, lang: "zh", region: "cn", cjk-latin-spacing: auto, tracking: -0.21pt)
#set par(justify: true, leading: 12.99pt, spacing: 12.99pt, first-line-indent: (amount: 2em, all: true))
#let number = sys.inputs.at("number", default: NUMBER)
`

// typstSource is the letter as Typst is written by hand: the same words in the same faces.
func typstSource(t *testing.T, d typeset.Document) string {
	t.Helper()
	const (
		body  = `("Liaison FangSong", "Liaison Song Light", "Liaison Song", "Liaison Han Ext")`
		title = `("Liaison Song", "Liaison Han Ext"), weight: "bold"`
		song  = `("Liaison Song", "Liaison Han Ext")`
	)
	s := d.Sections[0]
	var b strings.Builder
	number := ""
	for _, block := range s.Blocks {
		switch x := block.(type) {
		case typeset.Number:
			number = x.Text
			fmt.Fprintf(&b, "#align(center, text(font: %s, size: 30pt, fill: rgb(230, 0, 0), %s))\n#line(length: 100%%, stroke: 2pt + rgb(230, 0, 0))\n#align(right, number)\n", title, typstString(s.Head))
		case typeset.Title:
			fmt.Fprintf(&b, "#v(1em)\n#align(center, text(font: %s, size: 22pt, %s))\n#v(1em)\n", title, typstString(x.Text))
		case typeset.Addressee:
			fmt.Fprintf(&b, "#par(first-line-indent: 0pt, %s)\n\n", typstString(x.Text))
		case typeset.Paragraph:
			fmt.Fprintf(&b, "#par(%s)\n\n", typstString(typeset.RunsText(x.Runs)))
		case typeset.Spacer:
			fmt.Fprintf(&b, "#v(%.2fpt)\n", x.Lines*28.99)
		case typeset.Table:
			b.WriteString("#[#set text(size: 14pt)\n#set par(first-line-indent: 0pt)\n#table(columns: (")
			for _, c := range x.Columns {
				fmt.Fprintf(&b, "%gfr, ", c.Width)
			}
			b.WriteString("), align: center, stroke: 0.5pt, table.header(")
			for _, c := range x.Columns {
				fmt.Fprintf(&b, "text(font: \"Liaison Hei\", %s), ", typstString(c.Head))
			}
			b.WriteString("),")
			for _, r := range x.Rows {
				for _, c := range r.Cells {
					b.WriteString(typstString(c.String()) + ", ")
				}
			}
			b.WriteString(")]\n")
		case typeset.Signature:
			fmt.Fprintf(&b, "#v(2em)\n#block(breakable: false, width: 100%%, align(right, box[#align(center)[%s #linebreak() %s]]))\n", x.Org, x.Date)
		default:
			t.Fatalf("no Typst for %T", block)
		}
	}
	head := strings.NewReplacer("TITLE", typstString(d.Meta.Title), "AUTHOR", typstString(d.Meta.Author), "BODY", body, "SONG", song, "NUMBER", typstString(number)).Replace(typstHead)
	return head + b.String()
}

func typstString(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

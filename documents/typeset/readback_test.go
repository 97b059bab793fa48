package typeset_test

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// piece is a string that a page shows, with the place of its beginning in points from the upper left corner.
type piece struct {
	text string
	x, y float64
	size float64
	font string
}

// readFile reads a finished file with pdfcpu, an implementation of PDF that this package does not use.
func readFile(t testing.TB, pdf []byte) *model.Context {
	t.Helper()
	api.DisableConfigDir()
	ctx, err := api.ReadValidateAndOptimize(bytes.NewReader(pdf), model.NewDefaultConfiguration())
	if err != nil {
		t.Fatal(err)
	}
	if err := ctx.EnsurePageCount(); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// readPage is what page n (from 1) shows, decoded by the Unicode maps of its fonts.
func readPage(t testing.TB, ctx *model.Context, n int) []piece {
	t.Helper()
	dict, _, attrs, err := ctx.PageDict(n, false)
	if err != nil {
		t.Fatal(err)
	}
	maps := fontMaps(t, ctx, attrs.Resources)
	r, err := pdfcpu.ExtractPageContent(ctx, n)
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	height := 841.89
	if box := dict.ArrayEntry("MediaBox"); box != nil {
		height = number(t, box[3])
	}
	return readContent(t, string(content), maps, height)
}

func number(t testing.TB, o types.Object) float64 {
	f, err := strconv.ParseFloat(o.String(), 64)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// fontMaps reads the Unicode map of each font resource.
func fontMaps(t testing.TB, ctx *model.Context, resources types.Dict) map[string]map[string]string {
	t.Helper()
	obj, _ := resources.Find("Font")
	fonts, err := ctx.DereferenceDict(obj)
	if err != nil {
		t.Fatal(err)
	}
	maps := map[string]map[string]string{}
	for name, ref := range fonts {
		font, err := ctx.DereferenceDict(ref)
		if err != nil {
			t.Fatal(err)
		}
		entry, _ := font.Find("ToUnicode")
		stream, _, err := ctx.DereferenceStreamDict(entry)
		if err != nil {
			t.Fatal(err)
		}
		if err := stream.Decode(); err != nil {
			t.Fatal(err)
		}
		m := map[string]string{}
		for _, line := range strings.Split(string(stream.Content), "\n") {
			if code, text, ok := strings.Cut(strings.Trim(line, "<>"), "><"); ok && len(code) == 4 && code != "0000" {
				m[code] = fromUTF16(text)
			}
		}
		maps[name] = m
	}
	return maps
}

func fromUTF16(hex string) string {
	var units []uint16
	for i := 0; i+4 <= len(hex); i += 4 {
		v, _ := strconv.ParseUint(hex[i:i+4], 16, 16)
		units = append(units, uint16(v))
	}
	return string(utf16.Decode(units))
}

// readContent reads the text operators of a content stream as gopdf writes them.
func readContent(t testing.TB, content string, maps map[string]map[string]string, height float64) []piece {
	t.Helper()
	var pieces []piece
	var p piece
	for _, line := range strings.Split(content, "\n") {
		words := strings.Fields(line)
		switch {
		case strings.HasSuffix(line, " TD"):
			p.x, p.y = parse(t, words[0]), height-parse(t, words[1])
		case strings.HasSuffix(line, " Tc"):
			p.font, p.size = strings.TrimPrefix(words[0], "/"), parse(t, words[1])
		case strings.HasSuffix(line, "TJ"):
			hex := strings.TrimSuffix(strings.TrimPrefix(line, "[<"), ">] TJ")
			p.text = ""
			for i := 0; i+4 <= len(hex); i += 4 {
				c, ok := maps[p.font][hex[i:i+4]]
				if !ok {
					t.Fatalf("code %s of %s has no character", hex[i:i+4], p.font)
				}
				p.text += c
			}
			pieces = append(pieces, p)
		}
	}
	return pieces
}

func parse(t testing.TB, s string) float64 {
	t.Helper()
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// textOf is the text of a file, its lines and pages joined.
func textOf(t testing.TB, pdf []byte) string {
	t.Helper()
	ctx := readFile(t, pdf)
	var b strings.Builder
	for n := 1; n <= ctx.PageCount; n++ {
		for _, p := range readPage(t, ctx, n) {
			b.WriteString(p.text)
		}
	}
	return b.String()
}

// linesOf groups what a page shows by its baselines, in the order drawn.
func linesOf(pieces []piece) []piece {
	var lines []piece
	for _, p := range pieces {
		if n := len(lines); n > 0 && fmt.Sprintf("%.1f", lines[n-1].y) == fmt.Sprintf("%.1f", p.y) {
			lines[n-1].text += p.text
			continue
		}
		lines = append(lines, p)
	}
	return lines
}

package typeset_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"io"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"

	"liaison/documents/typeset"
	"liaison/liaison/fault"
)

// matrix is a PDF transformation.
type matrix [6]float64

func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3], m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// pictureMatrix is the transformation under which the first picture of a page is drawn.
func pictureMatrix(t *testing.T, pdf []byte, page int) matrix {
	t.Helper()
	r, err := pdfcpu.ExtractPageContent(readFile(t, pdf), page)
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	current := matrix{1, 0, 0, 1, 0, 0}
	var stack []matrix
	var numbers []float64
	for _, word := range strings.Fields(string(content)) {
		switch word {
		case "q":
			stack = append(stack, current)
		case "Q":
			current, stack = stack[len(stack)-1], stack[:len(stack)-1]
		case "cm":
			var m matrix
			copy(m[:], numbers[len(numbers)-6:])
			current = m.times(current)
		case "Do":
			return current
		default:
			if v, err := strconv.ParseFloat(word, 64); err == nil {
				numbers = append(numbers, v)
			}
		}
	}
	t.Fatal("no picture")
	return current
}

func TestPicturesAreTurnedAndFit(t *testing.T) {
	// a picture of 600×400 in a box of 300×300 at (50, 60) on a page 500 high; the upper left corner of the picture is (0, 1) in
	// its own space. Expected places by hand: side lengths 300×200 or 200×300, in the middle of the box.
	tests := []struct {
		name   string
		turn   int
		mirror bool
		x, y   float64 // of the picture's upper left corner, from the upper left of the page
		rx, ry float64 // of its upper right corner
	}{
		{"upright", 0, false, 50, 110, 350, 110},
		{"clockwise", 90, false, 300, 60, 300, 360},
		{"upside down", 180, false, 350, 310, 50, 310},
		{"counter-clockwise", 270, false, 100, 360, 100, 60},
		{"mirrored", 0, true, 350, 110, 50, 110},
		{"mirrored, then clockwise", 90, true, 300, 360, 300, 60},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := openFonts(t).NewBook(typeset.Meta{Title: "图", Created: issued})
			b.AddPage(500, 500).Picture(picture(t, 600, 400), 50, 60, 300, 300, tt.turn, tt.mirror)
			r, err := b.Finish()
			if err != nil {
				t.Fatal(err)
			}
			m := pictureMatrix(t, r.PDF, 1)
			at := func(u, v float64) (float64, float64) { return m[0]*u + m[2]*v + m[4], 500 - (m[1]*u + m[3]*v + m[5]) }
			x, y := at(0, 1)
			rx, ry := at(1, 1)
			if math.Abs(x-tt.x)+math.Abs(y-tt.y)+math.Abs(rx-tt.rx)+math.Abs(ry-tt.ry) > 0.2 {
				t.Errorf("upper corners at (%.1f, %.1f) and (%.1f, %.1f), want (%.0f, %.0f) and (%.0f, %.0f)", x, y, rx, ry, tt.x, tt.y, tt.rx, tt.ry)
			}
		})
	}
}

func TestJPEGGoesInAsItIs(t *testing.T) {
	data := picture(t, 60, 40)
	b := openFonts(t).NewBook(typeset.Meta{Title: "图", Created: issued})
	b.AddPage(500, 500).Picture(data, 0, 0, 100, 100, 0, false)
	r, err := b.Finish()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(r.PDF, data) {
		t.Error("the bytes of the JPEG are not in the file")
	}
}

func TestEveryKindOfPNG(t *testing.T) {
	bounds := image.Rect(0, 0, 20, 10)
	clear := image.NewNRGBA(bounds)
	clear.Set(3, 3, color.NRGBA{255, 0, 0, 128})
	palette := image.NewPaletted(bounds, color.Palette{color.White, color.Black})
	transparent := image.NewPaletted(bounds, color.Palette{color.Transparent, color.Black})
	for name, m := range map[string]image.Image{
		"grey": image.NewGray(bounds), "16 bits": image.NewRGBA64(bounds), "16 bits grey": image.NewGray16(bounds),
		"transparent": clear, "palette": palette, "transparent palette": transparent,
	} {
		t.Run(name, func(t *testing.T) {
			var data bytes.Buffer
			if err := png.Encode(&data, m); err != nil {
				t.Fatal(err)
			}
			b := openFonts(t).NewBook(typeset.Meta{Title: "图", Created: issued})
			b.AddPage(500, 500).Picture(data.Bytes(), 0, 0, 100, 100, 0, false)
			r, err := b.Finish()
			if err != nil {
				t.Fatal(err)
			}
			readFile(t, r.PDF)
			if bytes.Contains(r.PDF, []byte("/SMask")) {
				t.Error("the file has transparency") // not allowed by PDF/A-1
			}
		})
	}
}

func TestBadPicturesAreRefused(t *testing.T) {
	whole := picture(t, 60, 40)
	var small bytes.Buffer
	if err := png.Encode(&small, image.NewGray(image.Rect(0, 0, 50, 50))); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"nothing": nil, "text": []byte("图片"), "the head of a JPEG": whole[:20], "half a PNG": small.Bytes()[:small.Len()/2],
	} {
		b := openFonts(t).NewBook(typeset.Meta{Title: "图", Created: issued})
		b.AddPage(500, 500).Picture(data, 0, 0, 100, 100, 0, false)
		if _, err := b.Finish(); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func FuzzPicture(f *testing.F) {
	f.Add(picture(f, 6, 4))
	var small bytes.Buffer
	if err := png.Encode(&small, image.NewGray(image.Rect(0, 0, 5, 5))); err != nil {
		f.Fatal(err)
	}
	f.Add(small.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		b := openFonts(t).NewBook(typeset.Meta{Level: typeset.PlainPDF})
		b.AddPage(500, 500).Picture(data, 0, 0, 100, 100, 0, false)
		if r, err := b.Finish(); err == nil && len(r.PDF) == 0 {
			t.Error("neither a file nor an error")
		}
	})
}

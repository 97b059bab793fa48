package typeset

import (
	"encoding/binary"
	"fmt"
	"sync"

	"github.com/signintech/gopdf"
)

// gopdf embeds the fonts it is given whole, with their original glyph numbers: a Han font costs it 25 ms and megabytes
// per file. It is therefore given carrier fonts: rune n is glyph n, and no glyph has an outline. What a text string holds is then
// the code of the glyph in our own subset, and finish puts the real font programs, widths and Unicode maps in. A carrier
// holds nothing of a document, so a few sizes serve all, parsed once and shared through gopdf's FontContainer.

// maxCode is the last code a subset may have: the next rune would be a surrogate, which a Go string cannot hold.
const maxCode = 0xd7ff

// carrierSizes are the numbers of glyphs that carriers come in; the smaller, the less gopdf writes.
var carrierSizes = []int{128, 512, 4096, maxCode}

// carriers is the shared set of carrier fonts.
type carriers struct {
	mu        sync.Mutex
	container gopdf.FontContainer
	made      map[string]bool
}

func newCarriers() *carriers { return &carriers{made: make(map[string]bool)} }

// add gives gopdf a carrier for codes up to last, as its font number slot, and returns the family name to select it by.
// Two fonts of one file need two families.
func (c *carriers) add(pdf *gopdf.GoPdf, slot, last int) (string, error) {
	size := 0
	for _, s := range carrierSizes {
		if size = s; last <= s {
			break
		}
	}
	if last > size {
		return "", fmt.Errorf("font has %d glyphs in one file, at most %d can be coded", last, size)
	}
	family := fmt.Sprintf("f%d-%d", slot, size)
	if err := c.ensure(family, size); err != nil {
		return "", err
	}
	if err := pdf.AddTTFFontFromFontContainer(family, &c.container); err != nil {
		return "", fmt.Errorf("add carrier font: %w", err)
	}
	return family, nil
}

func (c *carriers) ensure(family string, size int) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.made[family] {
		return nil
	}
	if err := c.container.AddTTFFontData(family, carrierFont(size)); err != nil {
		return fmt.Errorf("make carrier font: %w", err)
	}
	c.made[family] = true
	return nil
}

// carrierFont is a TrueType file whose rune n is glyph n, 1..last, all blank.
func carrierFont(last int) []byte {
	be := binary.BigEndian
	u16 := func(vs ...int) (b []byte) {
		for _, v := range vs {
			b = be.AppendUint16(b, uint16(v))
		}
		return b
	}
	head := make([]byte, 54)
	be.PutUint32(head, 0x00010000)
	be.PutUint32(head[12:], 0x5F0F3CF5) // magicNumber
	be.PutUint16(head[18:], 1000)       // unitsPerEm
	hhea := make([]byte, 36)
	be.PutUint16(hhea[34:], 1) // one metric for all glyphs
	maxp := make([]byte, 32)
	be.PutUint32(maxp, 0x00010000)
	be.PutUint16(maxp[4:], uint16(last+1))
	hmtx := make([]byte, 4+2*last)
	be.PutUint16(hmtx, 1000)
	// one format 4 subtable for (3,1): a segment 1..last with delta 0, and the closing segment
	cmap := u16(0, 1, 3, 1, 0, 12, 4, 32, 0, 4, 4, 1, 0, last, 0xffff, 0, 1, 0xffff, 0, 1, 0, 0)
	name := append(u16(0, 1, 18, 3, 1, 0x409, 6, 14, 0), "\x00C\x00a\x00r\x00r\x00i\x00e\x00r"...)
	tables := []struct {
		tag  string
		data []byte
	}{
		{"OS/2", make([]byte, 78)}, {"cmap", cmap}, {"glyf", nil}, {"head", head}, {"hhea", hhea}, {"hmtx", hmtx},
		{"loca", make([]byte, 2*(last+2))}, {"maxp", maxp}, {"name", name}, {"post", make([]byte, 32)},
	}
	file := append([]byte{0, 1, 0, 0}, u16(len(tables), 128, 3, 32)...)
	at := 12 + 16*len(tables)
	for _, t := range tables {
		file = append(file, t.tag...)
		file = be.AppendUint32(file, 0)
		file = be.AppendUint32(file, uint32(at))
		file = be.AppendUint32(file, uint32(len(t.data)))
		at += (len(t.data) + 3) &^ 3
	}
	for _, t := range tables {
		file = append(file, t.data...)
		file = append(file, make([]byte, (4-len(t.data)%4)%4)...)
	}
	return file
}

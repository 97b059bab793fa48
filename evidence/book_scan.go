package evidence

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"os"

	"liaison/documents/typeset"
	"liaison/evidence/pdf"
)

// Where a scan stands on its A4 page: below the strip of the page number, clear of every printer's edge.
const (
	scanTop  = stampInset + stampHeight + 2*typeset.MM
	scanEdge = 8 * typeset.MM
)

// picturePage puts a scan on a page of its own: its bytes as they are, turned as EXIF and the officer say.
func (a *assembly) picturePage(p *part) error {
	f, err := os.Open(p.file)
	if err != nil {
		return err
	}
	defer f.Close() // only read from
	var img pdf.Ref
	switch {
	case p.picture.media == mediaJPEG:
		img, err = a.jpegObject(f, p.picture)
	default:
		img, err = a.pngObject(f, p.picture)
	}
	if err != nil {
		return err
	}
	mirror, turn := upright(p.picture.orientation)
	turn = (turn + p.turn()) % 360
	w, h := float64(p.picture.width), float64(p.picture.height)
	if turn%180 != 0 {
		w, h = h, w
	}
	box := pdf.Rect{X2: typeset.A4Width, Y2: typeset.A4Height}
	if w > h {
		box = pdf.Rect{X2: typeset.A4Height, Y2: typeset.A4Width}
	}
	roomW, roomH := box.X2-2*scanEdge, box.Y2-scanTop-scanEdge
	scale := min(roomW/w, roomH/h, 1) // a pixel never becomes larger than a point
	w, h = w*scale, h*scale
	ref := a.pageRef(p.first)
	stamp := a.stamps.place(box, 0, p.first)
	content := []byte("q ")
	content = appendMatrix(content, [6]float64{1, 0, 0, 1, (box.X2 - w) / 2, scanEdge + (roomH - h)}) // at the top of its room
	content = appendMatrix(content, [6]float64{w, 0, 0, h, 0, 0})
	content = appendMatrix(content, turnMatrix(turn))
	if mirror {
		content = appendMatrix(content, [6]float64{-1, 0, 0, 1, 1, 0})
	}
	content = append(content, "/Scan Do Q "...)
	content = append(content, stamp.content...)
	a.w.Put(ref, pdf.Dict{"Type": pdf.Name("Page"), "Parent": a.parent(ref), "MediaBox": box.Object(), "Contents": a.raw(content),
		"Resources": pdf.Dict{"XObject": pdf.Dict{"Scan": img, stampName: stamp.form}}})
	return a.w.Err()
}

// upright says how to bring an EXIF orientation upright: first mirrored left to right, then turned clockwise (Exif 2.3, 4.6.4 A).
func upright(orientation int) (mirror bool, turn int) {
	switch orientation {
	case 2:
		return true, 0
	case 3:
		return false, 180
	case 4:
		return true, 180
	case 5:
		return true, 270
	case 6:
		return false, 90
	case 7:
		return true, 90
	case 8:
		return false, 270
	}
	return false, 0
}

// turnMatrix turns the unit square clockwise onto itself.
func turnMatrix(turn int) [6]float64 {
	switch turn {
	case 90:
		return [6]float64{0, -1, 1, 0, 0, 1}
	case 180:
		return [6]float64{-1, 0, 0, -1, 1, 1}
	case 270:
		return [6]float64{0, 1, -1, 0, 1, 0}
	}
	return [6]float64{1, 0, 0, 1, 0, 0}
}

func (a *assembly) jpegObject(f *os.File, p picture) (pdf.Ref, error) {
	info, err := f.Stat()
	if err != nil {
		return pdf.Ref{}, err
	}
	d := imageDict(p, 8)
	d["Filter"] = pdf.Name("DCTDecode")
	d["ColorSpace"] = map[int]pdf.Name{1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}[p.components]
	if p.inverted {
		d["Decode"] = pdf.Array{pdf.Int(1), pdf.Int(0), pdf.Int(1), pdf.Int(0), pdf.Int(1), pdf.Int(0), pdf.Int(1), pdf.Int(0)}
	}
	ref := a.w.Alloc()
	a.w.Stream(ref, d, f, info.Size())
	return ref, a.w.Err()
}

func imageDict(p picture, bits int) pdf.Dict {
	return pdf.Dict{"Type": pdf.Name("XObject"), "Subtype": pdf.Name("Image"), "Width": pdf.Int(p.width), "Height": pdf.Int(p.height),
		"BitsPerComponent": pdf.Int(bits)}
}

// pngObject embeds the compressed rows of a plain PNG as they are; PDF knows the same coding. Transparent and interlaced pictures
// are decoded, laid on white, and coded anew without loss.
func (a *assembly) pngObject(f *os.File, p picture) (pdf.Ref, error) {
	chunks, err := readChunks(f)
	if err != nil {
		return pdf.Ref{}, err
	}
	if p.interlaced || p.color >= 4 || chunks.transparent {
		return a.decodedObject(f, p)
	}
	d := imageDict(p, p.bits)
	colors := 1
	switch p.color {
	case 2:
		colors, d["ColorSpace"] = 3, pdf.Name("DeviceRGB")
	case 3:
		d["ColorSpace"] = pdf.Array{pdf.Name("Indexed"), pdf.Name("DeviceRGB"), pdf.Int(len(chunks.palette)/3 - 1), pdf.String(chunks.palette)}
	default:
		d["ColorSpace"] = pdf.Name("DeviceGray")
	}
	d["Filter"] = pdf.Name("FlateDecode")
	d["DecodeParms"] = pdf.Dict{"Predictor": pdf.Int(15), "Colors": pdf.Int(colors), "BitsPerComponent": pdf.Int(p.bits), "Columns": pdf.Int(p.width)}
	var rows []io.Reader
	var length int64
	for _, c := range chunks.data {
		rows = append(rows, io.NewSectionReader(f, c.offset, c.length))
		length += c.length
	}
	ref := a.w.Alloc()
	a.w.Stream(ref, d, io.MultiReader(rows...), length)
	return ref, a.w.Err()
}

// span is a run of bytes of a file.
type span struct{ offset, length int64 }

type pngChunks struct {
	palette     []byte
	data        []span
	transparent bool
}

// readChunks finds the parts of a PNG (ISO/IEC 15948 5.3).
func readChunks(f *os.File) (c pngChunks, err error) {
	at := int64(8)
	for {
		var head [8]byte
		if _, err := f.ReadAt(head[:], at); err != nil {
			return c, fmt.Errorf("read png chunk: %w", err)
		}
		length := int64(binary.BigEndian.Uint32(head[:]))
		switch string(head[4:]) {
		case "PLTE":
			c.palette = make([]byte, min(length, 768))
			if _, err := f.ReadAt(c.palette, at+8); err != nil {
				return c, fmt.Errorf("read png palette: %w", err)
			}
		case "tRNS":
			c.transparent = true
		case "IDAT":
			c.data = append(c.data, span{at + 8, length})
		case "IEND":
			return c, nil
		}
		at += length + 12
	}
}

// decodedObject lays a picture on white and writes its pixels.
func (a *assembly) decodedObject(f *os.File, p picture) (pdf.Ref, error) {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return pdf.Ref{}, fmt.Errorf("rewind png: %w", err)
	}
	img, err := png.Decode(bufio.NewReader(f))
	if err != nil {
		return pdf.Ref{}, fmt.Errorf("decode png: %w", err)
	}
	d := imageDict(p, 8)
	d["ColorSpace"] = pdf.Name("DeviceRGB")
	ref := a.w.Alloc()
	return ref, a.w.Deflated(ref, d, onWhite(img))
}

func onWhite(img image.Image) []byte {
	b := img.Bounds()
	out := make([]byte, 0, b.Dx()*b.Dy()*3)
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			c := color.NRGBA64Model.Convert(img.At(x, y)).(color.NRGBA64)
			for _, v := range [3]uint16{c.R, c.G, c.B} {
				mixed := (uint32(v)*uint32(c.A) + 0xffff*(0xffff-uint32(c.A))) / 0xffff
				out = append(out, byte(mixed>>8))
			}
		}
	}
	return out
}

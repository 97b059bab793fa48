package evidence

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"image/png"
	"io"

	"github.com/bep/imagemeta"
)

// errDamaged means that an image's bytes break the rules of its format.
var errDamaged = errors.New("damaged image")

// maxPixels is more than any scanner makes (A3 at 1200 dpi) and less than what exhausts memory when decoded.
const maxPixels = 300 << 20

// picture is what must be known of a scan to place it.
type picture struct {
	media         string
	width, height int
	components    int  // JPEG: 1, 3 or 4
	inverted      bool // CMYK written by Adobe programs stands inverted
	orientation   int  // EXIF, 1 to 8
	bits          int  // PNG
	color         byte // PNG colour type
	interlaced    bool
	transparent   bool
}

// inspectImage reads a scan's head; the reason why it cannot be bound comes back as quarantine.
func inspectImage(r io.ReadSeeker, media string) (p picture, quarantine string, err error) {
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return p, "", fmt.Errorf("rewind image: %w", err)
	}
	p.media, p.orientation = media, 1
	if media == mediaJPEG {
		b := bufio.NewReader(r)
		if err = p.readJPEG(b); err == nil {
			err = whole(b)
		}
	} else {
		err = p.readPNG(r)
	}
	switch {
	case err != nil:
		return p, "图片已损坏，无法读取，请重新扫描后另行收入", nil
	case p.width <= 0 || p.height <= 0:
		return p, "图片没有尺寸，请重新扫描后另行收入", nil
	case p.width*p.height > maxPixels:
		return p, fmt.Sprintf("图片过大（%d×%d），请以不高于 600 dpi 重新扫描后另行收入", p.width, p.height), nil
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return p, "", fmt.Errorf("rewind image: %w", err)
	}
	p.orientation = orientation(r, media)
	return p, "", nil
}

// readJPEG walks the markers to the frame head (ISO/IEC 10918-1 B.2).
func (p *picture) readJPEG(r *bufio.Reader) error {
	if m, err := readMarker(r); err != nil || m != 0xd8 {
		return errDamaged
	}
	adobe := false
	for {
		m, err := readMarker(r)
		if err != nil {
			return err
		}
		if m == 0x01 || m >= 0xd0 && m <= 0xd7 {
			continue
		}
		if m == 0xd9 || m == 0xda { // the end or the scan, and no frame before it
			return errDamaged
		}
		var n uint16
		if err := binary.Read(r, binary.BigEndian, &n); err != nil || n < 2 {
			return errDamaged
		}
		body := make([]byte, n-2)
		if _, err := io.ReadFull(r, body); err != nil {
			return errDamaged
		}
		switch {
		case m == 0xee && len(body) >= 12 && string(body[:5]) == "Adobe":
			adobe = true
		case m == 0xc0 || m == 0xc1 || m == 0xc2: // baseline, extended, progressive: what DCTDecode knows
			if len(body) < 6 || body[0] != 8 {
				return errDamaged
			}
			p.height, p.width = int(binary.BigEndian.Uint16(body[1:])), int(binary.BigEndian.Uint16(body[3:]))
			p.components = int(body[5])
			if p.components != 1 && p.components != 3 && p.components != 4 {
				return errDamaged
			}
		case m >= 0xc3 && m <= 0xcf && m != 0xc4 && m != 0xc8 && m != 0xcc:
			return errDamaged // lossless and arithmetic coding: no PDF reader shows them
		}
		if p.components > 0 && (p.components < 4 || adobe || m == 0xdb) {
			p.inverted = adobe && p.components == 4
			return nil
		}
	}
}

// whole reports a scan that breaks off: behind the frame head an end marker must come, which coded data cannot hold (ISO/IEC
// 10918-1 B.1.1.2, B.2.1). Viewers fill the missing part with grey and say nothing.
func whole(r *bufio.Reader) error {
	var last byte
	for {
		c, err := r.ReadByte()
		if err != nil {
			return errDamaged
		}
		if last == 0xff && c == 0xd9 {
			return nil
		}
		last = c
	}
}

func readMarker(r *bufio.Reader) (byte, error) {
	c, err := r.ReadByte()
	if err != nil || c != 0xff {
		return 0, errDamaged
	}
	for c == 0xff {
		if c, err = r.ReadByte(); err != nil {
			return 0, errDamaged
		}
	}
	return c, nil
}

// readPNG reads the head and decodes the picture once: unlike a JPEG, a PNG with a wrong byte shows nothing at all.
func (p *picture) readPNG(r io.ReadSeeker) error {
	var head [33]byte
	if _, err := io.ReadFull(r, head[:]); err != nil || string(head[12:16]) != "IHDR" {
		return errDamaged
	}
	p.width, p.height = int(binary.BigEndian.Uint32(head[16:])), int(binary.BigEndian.Uint32(head[20:]))
	p.bits, p.color, p.interlaced = int(head[24]), head[25], head[28] != 0
	if p.width <= 0 || p.height <= 0 || p.width > maxPixels || p.width*p.height > maxPixels {
		return nil // named by the caller
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return err
	}
	if _, err := png.Decode(bufio.NewReader(r)); err != nil {
		return errDamaged
	}
	return nil
}

// orientation is the EXIF orientation (TIFF tag 274), 1 when there is none or it cannot be read: then nothing is turned.
func orientation(r io.ReadSeeker, media string) int {
	format := imagemeta.JPEG
	if media == mediaPNG {
		format = imagemeta.PNG
	}
	turned := 1
	_, err := imagemeta.Decode(imagemeta.Options{R: r, ImageFormat: format, Sources: imagemeta.EXIF,
		ShouldHandleTag: func(tag imagemeta.TagInfo) bool { return tag.Namespace == "IFD0" && tag.Tag == "Orientation" },
		HandleTag: func(tag imagemeta.TagInfo) error {
			if v, ok := tag.Value.(uint16); ok && v >= 1 && v <= 8 {
				turned = int(v)
			}
			return imagemeta.ErrStopWalking
		}})
	if err != nil {
		return 1
	}
	return turned
}

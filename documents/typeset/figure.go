package typeset

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"

	"liaison/liaison/fault"
)

// figure is a picture in a form that gopdf embeds as it is.
type figure struct {
	data          []byte
	width, height int // pixels
}

// maxPixels bounds the memory that a picture may take when it has to be decoded: an A3 scan at 600 dpi has 70 million.
const maxPixels = 120_000_000

// readFigure looks at picture data. gopdf refuses or spoils interlaced, 16-bit and transparent PNG and JPEG that is not
// YCbCr or grey; these are decoded and written anew, on white.
func readFigure(data []byte) (*figure, error) {
	config, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || format != "jpeg" && format != "png" {
		return nil, fault.Wrap(err, fault.Invalid, "图片不是可用的 JPEG 或 PNG，请重新扫描或转换格式。")
	}
	if config.Width < 1 || config.Height < 1 || config.Width*config.Height > maxPixels {
		return nil, fault.New(fault.Invalid, "图片为 %d×%d 像素，过大或为空，请缩小后重试。", config.Width, config.Height)
	}
	f := &figure{data: data, width: config.Width, height: config.Height}
	if format == "jpeg" {
		if config.ColorModel == color.YCbCrModel || config.ColorModel == color.GrayModel {
			return f, nil
		}
		return f, f.rewrite(func(b *bytes.Buffer, m image.Image) error {
			return jpeg.Encode(b, m, &jpeg.Options{Quality: 95})
		})
	}
	if plainPNG(data) {
		return f, nil
	}
	return f, f.rewrite(func(b *bytes.Buffer, m image.Image) error {
		return (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(b, m)
	})
}

// plainPNG tells whether gopdf can take the file: 8 bits or fewer, grey, RGB or palette, no transparency, not interlaced,
// and whole to its last chunk.
func plainPNG(data []byte) bool {
	if len(data) < 33 || data[24] > 8 || data[25] > 3 || data[28] != 0 {
		return false
	}
	for at := 8; at+12 <= len(data); {
		length := int(binary.BigEndian.Uint32(data[at:]))
		switch string(data[at+4 : at+8]) {
		case "tRNS":
			return false
		case "IEND":
			return true
		}
		if length > len(data)-at-12 {
			return false
		}
		at += 12 + length
	}
	return false
}

// rewrite decodes the picture, lays it on white and encodes it anew.
func (f *figure) rewrite(encode func(*bytes.Buffer, image.Image) error) error {
	m, _, err := image.Decode(bytes.NewReader(f.data))
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "图片已损坏，读不出来，请重新扫描。")
	}
	flat := image.NewRGBA(image.Rect(0, 0, f.width, f.height))
	draw.Draw(flat, flat.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(flat, flat.Bounds(), m, m.Bounds().Min, draw.Over)
	var b bytes.Buffer
	if err := encode(&b, flat); err != nil {
		return fault.Wrap(err, fault.Invalid, "图片无法转换，请换一种格式。")
	}
	f.data = b.Bytes()
	return nil
}

package documents

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"

	"github.com/boombuler/barcode/qr"

	"liaison/documents/typeset"
)

// dotsPerModule is how many dots of the picture a module of the code takes, so that a viewer that smooths pictures keeps its edges.
const dotsPerModule = 4

// printCode puts the QR code (GB/T 18284, ISO/IEC 18004, level M) of an address beside the foot of the letter itself, not of its lists.
func printCode(doc *typeset.Document, address string) error {
	picture, err := code(address)
	if err != nil {
		return err
	}
	doc.Sections[0].Corner = picture
	return nil
}

// code draws a QR code as PNG, without the quiet zone: the margin it stands in is one.
func code(text string) ([]byte, error) {
	modules, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return nil, fmt.Errorf("make QR code: %w", err)
	}
	side := modules.Bounds().Dx()
	m := image.NewGray(image.Rect(0, 0, side*dotsPerModule, side*dotsPerModule))
	for y := range side * dotsPerModule {
		for x := range side * dotsPerModule {
			m.SetGray(x, y, color.GrayModel.Convert(modules.At(x/dotsPerModule, y/dotsPerModule)).(color.Gray))
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, m); err != nil {
		return nil, fmt.Errorf("write QR code: %w", err)
	}
	return out.Bytes(), nil
}

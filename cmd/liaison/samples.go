package main

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"fmt"
	"io/fs"
)

//go:embed samples.zip
var samplesZip []byte

// openSamples is the sample case folders that the program carries: one zip, because go:embed refuses file names with full-width
// brackets.
func openSamples() (fs.FS, error) {
	r, err := zip.NewReader(bytes.NewReader(samplesZip), int64(len(samplesZip)))
	if err != nil {
		return nil, fmt.Errorf("open samples: %w", err)
	}
	return r, nil
}

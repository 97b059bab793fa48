package fonts

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/klauspost/compress/zstd"
)

var (
	//go:embed SHA256SUMS
	digests string

	//go:embed song-light.ttf.zst
	songLightFile []byte
	//go:embed song-bold.ttf.zst
	songBoldFile []byte
	//go:embed song.ttf.zst
	songFile []byte
	//go:embed hei.ttf.zst
	heiFile []byte
	//go:embed kai.ttf.zst
	kaiFile []byte
	//go:embed han-ext.ttf.zst
	hanExtFile []byte
)

// The loaders are made once for the process, so that every Set shares the parsed fonts.
var (
	loadSongLight = once("song-light.ttf", songLightFile)
	loadSongBold  = once("song-bold.ttf", songBoldFile)
	loadSong      = once("song.ttf", songFile)
	loadHei       = once("hei.ttf", heiFile)
	loadKai       = once("kai.ttf", kaiFile)
	loadHanExt    = once("han-ext.ttf", hanExtFile)
)

// maxUnpacked bounds the memory of a damaged file; the largest font is 31 MB.
const maxUnpacked = 64 << 20

// unpack decompresses an embedded file and checks it against SHA256SUMS.
func unpack(name string, packed []byte) ([]byte, error) {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxUnpacked))
	if err != nil {
		return nil, fmt.Errorf("open zstd: %w", err)
	}
	defer d.Close()
	data, err := d.DecodeAll(packed, nil)
	if err != nil {
		return nil, fmt.Errorf("unpack font %s: %w", name, err)
	}
	sum := sha256.Sum256(data)
	if want := digest(name); want != hex.EncodeToString(sum[:]) {
		return nil, fmt.Errorf("embedded font %s is damaged: digest %x, want %s", name, sum, want)
	}
	return data, nil
}

// digest is the expected SHA-256 of an unpacked file, from SHA256SUMS; "" when it is not listed.
func digest(name string) string {
	for line := range strings.Lines(digests) {
		if sum, file, ok := strings.Cut(strings.TrimSpace(line), "  "); ok && file == name {
			return sum
		}
	}
	return ""
}

// Package fonts carries the fonts of official documents and reads them.
//
// The files are embedded compressed; each is unpacked, checked against its SHA-256 and parsed at most once in a process,
// when the first character needs it. A face (仿宋, 小标宋, …) is a chain of fonts: the office's own licensed font if it has
// one, then the embedded ones, the last of which knows the rarest characters. What each file is made from and under which
// licence stands in NOTICE and in licences/; rebuild/ makes the files anew. The build tag nofandol leaves out the one
// GPL font; 仿宋 then falls to a light 宋体.
package fonts

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"liaison/liaison/fault"
)

// Face is a typeface by its role in an official document.
type Face int

const (
	FangSong     Face = iota // 仿宋: body text
	XiaoBiaoSong             // 小标宋: titles, red heads
	Hei                      // 黑体
	Kai                      // 楷体
	Song                     // 宋体
	faceCount
)

// officeNames are the files that an office may put into its font directory, by face.
var officeNames = [faceCount]string{"fangsong.ttf", "xiaobiaosong.ttf", "hei.ttf", "kai.ttf", "song.ttf"}

// Source is one font of a chain, not loaded until Font is called.
type Source struct {
	// Scale is the size at which the font stands beside the others of its chain; 1 is as given.
	Scale float64
	load  func() (*Font, error)
}

// Font returns the parsed font. The first call may take some tens of milliseconds.
func (s Source) Font() (*Font, error) { return s.load() }

// Set is the faces of a process. It is safe for concurrent use.
type Set struct{ chains [faceCount][]Source }

// Chain returns the fonts of a face, first choice first.
func (s *Set) Chain(f Face) []Source { return s.chains[f] }

// lightScale is the size of the light 宋体 inside 仿宋 text: at full size its broader strokes and larger face stand out.
const lightScale = 0.95

// Open makes the faces from the embedded fonts and the office's own from officeDir ("" for none): fangsong.ttf,
// xiaobiaosong.ttf, hei.ttf, kai.ttf, song.ttf, any of them, TrueType outlines. The office's fonts are read at once, so
// that a bad file is refused at start (*fault.Error) and not in the middle of a letter.
func Open(officeDir string) (*Set, error) {
	s := &Set{}
	light, song, ext := Source{1, loadSongLight}, Source{1, loadSong}, Source{1, loadHanExt}
	s.chains[FangSong] = append(fandol(), Source{lightScale, loadSongLight}, song, ext)
	s.chains[XiaoBiaoSong] = []Source{{1, loadSongBold}, song, ext}
	s.chains[Hei] = []Source{{1, loadHei}, song, ext}
	s.chains[Kai] = []Source{{1, loadKai}, light, song, ext}
	s.chains[Song] = []Source{song, ext}
	if officeDir == "" {
		return s, nil
	}
	if _, err := os.Stat(officeDir); err != nil {
		return nil, fault.Wrap(err, fault.Insufficient, "字体目录 %s 打不开，请检查设置 LIAISON_FONT_DIR。", officeDir)
	}
	for face, name := range officeNames {
		path := filepath.Join(officeDir, name)
		data, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fault.Wrap(err, fault.Insufficient, "字体文件 %s 读不出，请检查权限。", path)
		}
		font, err := Parse(data)
		if err != nil {
			return nil, fault.Wrap(err, fault.Insufficient, "字体文件 %s 不是可用的 TrueType 字体（需 .ttf，不支持 .otf、.ttc），请更换。", path)
		}
		if font.restricted {
			return nil, fault.New(fault.Insufficient, "字体文件 %s 的授权不允许嵌入 PDF，请更换。", path)
		}
		own := Source{1, func() (*Font, error) { return font, nil }}
		s.chains[face] = append([]Source{own}, s.chains[face]...)
	}
	return s, nil
}

// once makes a loader of an embedded file that unpacks, checks and parses it at most once.
func once(name string, packed []byte) func() (*Font, error) {
	return sync.OnceValues(func() (*Font, error) {
		data, err := unpack(name, packed)
		if err != nil {
			return nil, err
		}
		f, err := Parse(data)
		if err != nil {
			return nil, fmt.Errorf("parse embedded font %s: %w", name, err)
		}
		return f, nil
	})
}

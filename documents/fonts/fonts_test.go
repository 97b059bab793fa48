package fonts_test

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"liaison/documents/fonts"
	"liaison/liaison/fault"
)

func open(t testing.TB) *fonts.Set {
	t.Helper()
	s, err := fonts.Open("")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// covered tells whether some font of a chain has r.
func covered(t testing.TB, chain []fonts.Source, r rune) bool {
	for _, src := range chain {
		f, err := src.Font()
		if err != nil {
			t.Fatal(err)
		}
		if f.Glyph(r) != 0 {
			return true
		}
	}
	return false
}

var faces = map[string]fonts.Face{"仿宋": fonts.FangSong, "小标宋": fonts.XiaoBiaoSong, "黑体": fonts.Hei, "楷体": fonts.Kai, "宋体": fonts.Song}

func TestEveryFaceHasEveryHanCharacterOfGB18030(t *testing.T) {
	s := open(t)
	// GB 18030-2022 level 3: the unified ideographs of the basic block and Extensions A to F, without later additions
	blocks := []struct {
		name        string
		first, last rune
	}{
		{"basic", 0x4e00, 0x9fef}, {"A", 0x3400, 0x4db5}, {"B", 0x20000, 0x2a6d6}, {"C", 0x2a700, 0x2b734},
		{"D", 0x2b740, 0x2b81d}, {"E", 0x2b820, 0x2cea1}, {"F", 0x2ceb0, 0x2ebe0},
	}
	for name, face := range faces {
		for _, b := range blocks {
			absent := 0
			for r := b.first; r <= b.last; r++ {
				if !covered(t, s.Chain(face), r) {
					absent++
				}
			}
			if absent > 0 {
				t.Errorf("%s lacks %d characters of block %s", name, absent, b.name)
			}
		}
	}
}

func TestFirstFontOfEachFaceHasGB2312(t *testing.T) {
	s := open(t)
	for name, face := range faces {
		f, err := s.Chain(face)[0].Font()
		if err != nil {
			t.Fatal(err)
		}
		for hi := byte(0xb0); hi <= 0xf7; hi++ {
			for lo := byte(0xa1); lo <= 0xfe; lo++ {
				text, err := simplifiedchinese.GBK.NewDecoder().Bytes([]byte{hi, lo})
				if err != nil {
					t.Fatal(err)
				}
				if r := []rune(string(text))[0]; r != 0xfffd && r >= 0x4e00 && r <= 0x9fff && f.Glyph(r) == 0 {
					t.Fatalf("%s lacks %c", name, r)
				}
			}
		}
	}
}

func TestRareNameCharacters(t *testing.T) {
	s := open(t)
	for _, r := range "玥祎喆昇珺堃翀赟𬭳𬱖䶮㛃𠮷" {
		if !covered(t, s.Chain(fonts.FangSong), r) {
			t.Errorf("%c (U+%X) is nowhere", r, r)
		}
	}
	if covered(t, s.Chain(fonts.FangSong), '\u0378') {
		t.Error("an unassigned code point has a glyph")
	}
}

func TestAdvanceOfHanIsOneEm(t *testing.T) {
	s := open(t)
	for name, face := range faces {
		f, err := s.Chain(face)[0].Font()
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range "国，。（）《》…" {
			if got := f.Advance(f.Glyph(r)); got != 1000 {
				t.Errorf("%s: %c is %d wide", name, r, got)
			}
		}
	}
}

func TestLoadingIsSafeFromManyGoroutines(t *testing.T) {
	var wg sync.WaitGroup
	seen := make([]*fonts.Font, 8)
	for i := range seen {
		wg.Go(func() {
			s, err := fonts.Open("")
			if err != nil {
				t.Error(err)
				return
			}
			seen[i], err = s.Chain(fonts.Kai)[0].Font()
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for _, f := range seen {
		if f != seen[0] {
			t.Fatal("the font was parsed more than once")
		}
	}
}

func TestSubsetProgramHoldsItsGlyphs(t *testing.T) {
	f, err := open(t).Chain(fonts.FangSong)[0].Font()
	if err != nil {
		t.Fatal(err)
	}
	sub := fonts.NewSubset(f)
	if a, b := sub.Code('国', 0), sub.Code('法', 0); a != 1 || b != 2 || sub.Code('国', 0) != 1 {
		t.Errorf("codes are not numbered from 1 in order")
	}
	wide := sub.Code('国', 250)
	if g := sub.Glyphs()[wide]; g.Char != '国' || g.Advance != 1250 {
		t.Errorf("variant is %+v", g)
	}
	program := sub.Program([]byte("before"))
	if string(program[:6]) != "before" {
		t.Fatal("Program does not append")
	}
	program = program[6:]
	table := func(tag string) []byte {
		for e := program[12:]; ; e = e[16:] {
			if string(e[:4]) == tag {
				at, length := binary.BigEndian.Uint32(e[8:]), binary.BigEndian.Uint32(e[12:])
				return program[at : at+length]
			}
		}
	}
	if n := binary.BigEndian.Uint16(table("maxp")[4:]); n != 4 {
		t.Errorf("%d glyphs, want 4", n)
	}
	if got := binary.BigEndian.Uint16(table("hmtx")[4*wide:]); got != 1250 {
		t.Errorf("variant advances by %d, want 1250", got)
	}
	if len(program) > 4096 {
		t.Errorf("three glyphs take %d bytes", len(program))
	}
}

// smallFont is a font of one square glyph at 'A' and 𠀀, with a composite at 'B'.
func smallFont() []byte {
	be := binary.BigEndian
	square := []byte{0, 1, 0, 0, 0, 0, 3, 232, 3, 232, 0, 3, 0, 0, 1, 1, 1, 1, 0, 0, 3, 232, 0, 0, 252, 24, 0, 0, 0, 0, 3, 232, 0, 0}
	composite := append([]byte{255, 255}, square[2:10]...)
	composite = append(composite, 0, 2, 0, 1, 0, 0)
	head := make([]byte, 54)
	be.PutUint16(head[18:], 1000)
	be.PutUint16(head[50:], 1)
	hhea, maxp := make([]byte, 36), make([]byte, 32)
	be.PutUint16(hhea[34:], 1)
	be.PutUint16(maxp[4:], 3)
	var loca []byte
	for _, at := range []int{0, 0, len(square), len(square) + len(composite)} {
		loca = be.AppendUint32(loca, uint32(at))
	}
	cmap := []byte{0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12, 0, 12, 0, 0, 0, 0, 0, 40, 0, 0, 0, 0, 0, 0, 0, 2,
		0, 0, 0, 'A', 0, 0, 0, 'B', 0, 0, 0, 1, 0, 2, 0, 0, 0, 2, 0, 0, 0, 0, 0, 1}
	tables := []struct {
		tag  string
		data []byte
	}{{"cmap", cmap}, {"glyf", append(square, composite...)}, {"head", head}, {"hhea", hhea}, {"hmtx", []byte{3, 232, 0, 0, 0, 0, 0, 0}}, {"loca", loca}, {"maxp", maxp}}
	file := []byte{0, 1, 0, 0, 0, byte(len(tables)), 0, 0, 0, 0, 0, 0}
	at := 12 + 16*len(tables)
	for _, t := range tables {
		file = append(file, t.tag...)
		file = be.AppendUint32(file, 0)
		file = be.AppendUint32(file, uint32(at))
		file = be.AppendUint32(file, uint32(len(t.data)))
		at += len(t.data)
	}
	for _, t := range tables {
		file = append(file, t.data...)
	}
	return file
}

func TestOfficeFontsGoFirst(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, data []byte) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("fangsong.ttf", smallFont())
	s, err := fonts.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	f, err := s.Chain(fonts.FangSong)[0].Font()
	if err != nil || f.Glyph('A') != 1 || f.Glyph('B') != 2 || f.Glyph('𠀀') != 1 || f.Glyph('C') != 0 {
		t.Errorf("the office's 仿宋 is not first: %v", err)
	}
	if !covered(t, s.Chain(fonts.FangSong), '国') {
		t.Error("the embedded 仿宋 no longer follows")
	}
	write("kai.ttf", []byte("OTTO is not TrueType"))
	if _, err := fonts.Open(dir); !fault.Is(err, fault.Insufficient) {
		t.Errorf("a bad font file gives %v", err)
	}
	if _, err := fonts.Open(filepath.Join(dir, "absent")); !fault.Is(err, fault.Insufficient) {
		t.Errorf("an absent directory gives %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(smallFont())
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		font, err := fonts.Parse(data)
		if err != nil {
			return
		}
		sub := fonts.NewSubset(font)
		for _, r := range "AB国𠀀\U0010ffff" {
			font.Advance(font.Glyph(r))
			if font.Glyph(r) != 0 {
				sub.Code(r, 0)
				sub.Code(r, -200)
			}
		}
		sub.Program(nil)
	})
}

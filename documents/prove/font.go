package prove

import (
	"encoding/binary"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"

	"liaison/evidence/pdf"
)

// role is what a face is used for in official documents.
type role string

const (
	fangSong role = "仿宋"
	kai      role = "楷体"
	hei      role = "黑体"
	song     role = "宋体"
	biaoSong role = "小标宋"
	latin    role = "西文"
)

// font is a font of the file: how codes become text and advances, and what the file carries of it.
type font struct {
	name     string // without the subset tag
	role     role
	bold     bool
	subset   bool // has a tag ABCDEF+
	embedded bool
	unicode  bool // has a ToUnicode map
	shown    int  // visible glyphs

	composite bool
	coding    string // of a composite font: identity, unicode, gbk, or "" for an own map
	code      *cmap  // its Encoding, when the file carries one
	to        *cmap  // ToUnicode
	simple    map[uint32]string
	widths    map[int]float64 // in thousandths of the size, by CID or code
	missing   float64
	gids      []byte // CIDToGIDMap
	program   *trueType
	scale     float64 // of widths: 0.001, or FontMatrix of a Type 3 font
}

// fontBook reads every font once.
type fontBook struct {
	f      *pdf.File
	byRef  map[int]*font
	byDict map[string]*font
	order  []*font
}

func (b *fontBook) used() []*font {
	return slices.DeleteFunc(slices.Clone(b.order), func(f *font) bool { return f.shown == 0 })
}

// of is the font behind an object; nil when there is none.
func (b *fontBook) of(o pdf.Object) *font {
	ref, _ := o.(pdf.Ref)
	if f, ok := b.byRef[ref.Num]; ok && ref.Num > 0 {
		return f
	}
	d := b.f.Dict(o)
	if d == nil {
		return nil
	}
	key := ""
	if ref.Num == 0 { // a font written out in the resources of every page is still one font
		key = string(pdf.Append(nil, d))
		if f, ok := b.byDict[key]; ok {
			return f
		}
	}
	f := b.read(d)
	b.order = append(b.order, f)
	if ref.Num > 0 {
		b.byRef[ref.Num] = f
	} else if len(b.byDict) < 4096 {
		b.byDict[key] = f
	}
	return f
}

var subsetTag = regexp.MustCompile(`^[A-Z]{6}\+`)

func (b *fontBook) read(d pdf.Dict) *font {
	base, _ := b.f.Resolve(d["BaseFont"]).(pdf.Name)
	f := &font{widths: map[int]float64{}, missing: 500, scale: 0.001}
	full := fontName(string(base))
	f.subset = subsetTag.MatchString(full)
	f.name = subsetTag.ReplaceAllString(full, "")
	if s, ok := b.f.Resolve(d["ToUnicode"]).(*pdf.Stream); ok {
		if raw, err := b.f.Decode(s, maxContent); err == nil {
			f.to = readCMap(raw)
			f.unicode = len(f.to.text) > 0
		}
	}
	desc := b.f.Dict(d["FontDescriptor"])
	switch b.f.Resolve(d["Subtype"]) {
	case pdf.Name("Type0"):
		f.composite, f.missing = true, 1000
		if kids := b.f.Array(d["DescendantFonts"]); len(kids) > 0 {
			kid := b.f.Dict(kids[0])
			desc = b.f.Dict(kid["FontDescriptor"])
			b.descend(f, kid)
		}
		b.coding(f, b.f.Resolve(d["Encoding"]))
	case pdf.Name("Type3"):
		f.embedded, f.subset = true, true // the glyphs are in the file, and only those used
		b.simple(f, d)
		if m := b.f.Array(d["FontMatrix"]); len(m) == 6 {
			f.scale, _ = pdf.Number(b.f.Resolve(m[0]))
		}
		if f.name == "" {
			f.name = b.f.Text(desc["FontName"])
		}
	default:
		b.simple(f, d)
	}
	b.describe(f, desc)
	return f
}

// describe reads the font descriptor.
func (b *fontBook) describe(f *font, desc pdf.Dict) {
	for _, key := range []pdf.Name{"FontFile", "FontFile2", "FontFile3"} {
		s, ok := b.f.Resolve(desc[key]).(*pdf.Stream)
		if !ok || s.Len() == 0 {
			continue
		}
		f.embedded = true
		if key == "FontFile2" {
			if raw, err := b.f.Decode(s, maxContent); err == nil {
				f.program = readTrueType(raw)
			}
		}
	}
	if f.name == "" {
		n, _ := b.f.Resolve(desc["FontName"]).(pdf.Name)
		f.name = subsetTag.ReplaceAllString(fontName(string(n)), "")
	}
	f.role = roleOf(f.name)
	f.bold = boldName.MatchString(f.name) || b.f.Int(desc["Flags"])&(1<<18) != 0 || b.f.Int(desc["StemV"]) >= 140
}

var boldName = regexp.MustCompile(`(?i)bold|black|heavy|粗`)

func (b *fontBook) simple(f *font, d pdf.Dict) {
	first := b.f.Int(d["FirstChar"])
	for i, o := range b.f.Array(d["Widths"]) {
		if v, ok := pdf.Number(b.f.Resolve(o)); ok && i < 256 {
			f.widths[first+i] = v
		}
	}
	f.simple = map[uint32]string{}
	for c := range uint32(256) {
		if r := charmap.Windows1252.DecodeByte(byte(c)); c >= 32 && r != utf8.RuneError {
			f.simple[c] = string(r)
		}
	}
	enc := b.f.Dict(d["Encoding"])
	code := uint32(0)
	for _, o := range b.f.Array(enc["Differences"]) {
		switch v := b.f.Resolve(o).(type) {
		case pdf.Int:
			code = uint32(v)
		case pdf.Name:
			if len(f.simple) < 512 {
				f.simple[code] = glyphText(string(v))
			}
			code++
		}
	}
}

var uniName = regexp.MustCompile(`^u(?:ni)?([0-9A-Fa-f]{4,6})$`)

// glyphNames are the names of the Adobe glyph list that stand for what letters of offices contain besides letters and uniXXXX.
var glyphNames = map[string]string{"space": " ", "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
	"eight": "8", "nine": "9", "period": ".", "comma": ",", "hyphen": "-", "endash": "–", "emdash": "—", "parenleft": "(", "parenright": ")",
	"bracketleft": "[", "bracketright": "]", "colon": ":", "semicolon": ";", "slash": "/", "percent": "%", "quotedblleft": "“",
	"quotedblright": "”", "quoteleft": "‘", "quoteright": "’", "periodcentered": "·", "ellipsis": "…", "plus": "+", "equal": "=", "at": "@", "underscore": "_"}

func glyphText(n string) string {
	if utf8.RuneCountInString(n) == 1 {
		return n
	}
	if t, ok := glyphNames[n]; ok {
		return t
	}
	if m := uniName.FindStringSubmatch(n); m != nil {
		var r rune
		for _, c := range []byte(m[1]) {
			r = r<<4 | rune(hexDigit(c))
		}
		if utf8.ValidRune(r) {
			return string(r)
		}
	}
	return ""
}

// descend reads the descendant of a composite font: widths (9.7.4.3) and the way to glyphs.
func (b *fontBook) descend(f *font, d pdf.Dict) {
	if v, ok := pdf.Number(b.f.Resolve(d["DW"])); ok {
		f.missing = v
	}
	if s, ok := b.f.Resolve(d["CIDToGIDMap"]).(*pdf.Stream); ok {
		f.gids, _ = b.f.Decode(s, 1<<20) // without it no glyph box is known, which is told
	}
	w := b.f.Array(d["W"])
	for i := 0; i+1 < len(w) && len(f.widths) < maxMapped; {
		first := b.f.Int(w[i])
		if list, ok := b.f.Resolve(w[i+1]).(pdf.Array); ok {
			for j, o := range list {
				f.widths[first+j], _ = pdf.Number(b.f.Resolve(o))
			}
			i += 2
			continue
		}
		if i+2 >= len(w) {
			return
		}
		v, _ := pdf.Number(b.f.Resolve(w[i+2]))
		for c, last := first, b.f.Int(w[i+1]); c <= last && c-first < 1<<16; c++ {
			f.widths[c] = v
		}
		i += 3
	}
}

func (b *fontBook) coding(f *font, o pdf.Object) {
	switch v := o.(type) {
	case *pdf.Stream:
		if raw, err := b.f.Decode(v, maxContent); err == nil {
			f.code = readCMap(raw)
		}
	case pdf.Name:
		n := string(v)
		switch {
		case strings.HasPrefix(n, "Uni"):
			f.coding = "unicode"
		case strings.HasPrefix(n, "GB"):
			f.coding = "gbk"
		default:
			f.coding = "identity"
		}
	}
}

// code is one shown character.
type code struct {
	text  string
	cid   int
	width float64 // of the size
	space bool    // the single-byte blank that word spacing applies to
}

// decode splits a shown string into characters.
func (f *font) decode(s string, do func(code)) {
	for len(s) > 0 {
		c, n := f.step(s)
		k := code{cid: int(c), space: n == 1 && c == ' '}
		if f.code != nil {
			k.cid = f.code.cids[c]
		}
		k.text = f.textOf(c, s[:n], &k)
		w, ok := f.widths[k.cid]
		if !ok {
			w = f.missing
		}
		k.width = w * f.scale
		s = s[n:]
		do(k)
	}
}

func (f *font) step(s string) (uint32, int) {
	switch {
	case !f.composite:
		return uint32(s[0]), 1
	case f.code != nil && len(f.code.spaces) > 0:
		return f.code.step(s)
	case len(s) == 1 || f.coding == "gbk" && s[0] < 0x80:
		return uint32(s[0]), 1
	}
	return uint32(s[0])<<8 | uint32(s[1]), 2
}

// textOf is the Unicode text of a code, "" when the file does not tell.
func (f *font) textOf(c uint32, raw string, k *code) string {
	if f.to != nil {
		if t, ok := f.to.text[c]; ok {
			return t
		}
	}
	switch {
	case !f.composite && !f.unicode:
		return f.simple[c]
	case f.coding == "unicode": // the ASCII part of Adobe-GB1 begins at CID 1
		if k.cid = -1; c >= 0x20 && c < 0x7f {
			k.cid = int(c) - 0x20 + 1
		}
		return utf16Text(raw)
	case f.coding == "gbk":
		if k.cid = -1; c >= 0x20 && c < 0x7f {
			k.cid = int(c) - 0x20 + 814
		}
		t, err := simplifiedchinese.GBK.NewDecoder().String(raw)
		if err != nil {
			return ""
		}
		return t
	}
	return ""
}

// gid is the glyph of a CID in the font program, or -1.
func (f *font) gid(cid int) int {
	switch {
	case !f.composite || f.program == nil:
		return -1
	case f.gids == nil:
		return cid
	case 2*cid+1 < len(f.gids) && cid >= 0:
		return int(binary.BigEndian.Uint16(f.gids[2*cid:]))
	}
	return -1
}

// fontName decodes names in UTF-8 or, as older Chinese programs write them, in GBK.
func fontName(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	if t, err := simplifiedchinese.GBK.NewDecoder().String(s); err == nil {
		return t
	}
	return s
}

// roles are the words in font names that tell the face, the more particular first.
var roles = []struct {
	role  role
	words []string
}{
	{biaoSong, []string{"小标宋", "大标宋", "xiaobiaosong", "biaosong", "fzxbs", "fzdbs", "xbs", "songbold", "serifscbold", "serifcjkscbold", "serifcjksc-bold", "serifscblack", "serifsc-bold", "songheavy"}},
	{fangSong, []string{"仿宋", "fangsong", "simfang", "fandolfang", "fzfs", "stfs"}},
	{kai, []string{"楷", "kai"}},
	{hei, []string{"黑", "hei", "gothic", "sanscjk", "sanssc", "notosanssc", "sourcehansans", "yahei"}},
	{song, []string{"宋", "song", "simsun", "mingliu", "nsimsun", "serifcjk", "serifsc", "sourcehanserif", "fzss", "hanaminb", "hanamin", "hanext"}},
}

func roleOf(fontName string) role {
	plain := strings.Map(func(r rune) rune {
		if r == ' ' || r == '_' || r == ',' || r == '-' {
			return -1
		}
		return unicode.ToLower(r)
	}, fontName)
	for _, r := range roles {
		for _, w := range r.words {
			if strings.Contains(plain, strings.ReplaceAll(w, "-", "")) {
				return r.role
			}
		}
	}
	return latin
}

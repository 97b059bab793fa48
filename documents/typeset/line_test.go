package typeset

import (
	"math"
	"strings"
	"testing"

	"liaison/documents/fonts"
)

// shapeText shapes text as body text of n characters a line.
func shapeText(t testing.TB, text string) []glyph {
	t.Helper()
	set, err := fonts.Open("")
	if err != nil {
		t.Fatal(err)
	}
	s := shaper{set: set}
	gs, err := s.shape(T(text), look{face: FangSong, size: 10}, "正文")
	if err != nil {
		t.Fatal(err)
	}
	return gs
}

// lineTexts breaks text to em characters a line and returns the lines.
func lineTexts(t testing.TB, text string, em float64) []string {
	t.Helper()
	var out []string
	for _, l := range breakLines(shapeText(t, text), measure{width: em * 10}) {
		var b strings.Builder
		for _, g := range l.glyphs {
			b.WriteRune(g.char)
		}
		out = append(out, b.String())
	}
	return out
}

func TestLinesBreakByTheRules(t *testing.T) {
	// widths in ems: Han and full marks 1, adjacent marks share one, 仿宋 digits 0.5, Han beside digit ⅛ more
	tests := []struct {
		name string
		text string
		em   float64
		want string
	}{
		{"Han breaks anywhere", "甲乙丙丁戊己", 4, "甲乙丙丁|戊己"},
		{"a stop does not begin a line: it hangs half an em", "甲乙丙。丁", 3.5, "甲乙丙。|丁"},
		{"a stop does not begin a line: the character before comes down", "甲乙丙。丁", 3, "甲乙|丙。丁"},
		{"an opening bracket does not end a line", "甲乙丙（丁）", 4, "甲乙丙|（丁）"},
		{"two closing marks stay", "甲（乙）。丙", 3.9, "甲|（乙）。|丙"},
		{"a dash of two is not cut", "甲乙——丙", 3, "甲乙|——丙"},
		{"a connecting dash does not begin a line", "甲乙丙—丁戊", 3, "甲乙|丙—丁|戊"},
		{"an ellipsis of two is not cut", "甲……乙丙", 2, "甲|……|乙丙"},
		{"a number is not cut", "甲乙丙12345", 5, "甲乙丙|12345"},
		{"a number stays with its counter", "甲乙丙12年丁", 4.5, "甲乙丙|12年丁"},
		{"an amount is not cut", "共计165,300.00元整", 5, "共计|165,300.00|元整"},
		{"a decimal is not cut", "甲乙丙丁戊3.14", 6, "甲乙丙丁戊|3.14"},
		{"a word is not cut", "甲乙丙abc def", 4.4, "甲乙丙|abc def"},
		{"an identity number is not cut", "号码110105196804091234，男", 9, "号码|110105196804091234|，男"},
		{"a forced break", "甲\n乙", 4, "甲|乙"},
		{"an empty line", "甲\n\n乙", 4, "甲||乙"},
		{"a date breaks between its parts rather than stand loose", "自甲乙2021年12月31日止", 7, "自甲乙2021年|12月31日止"},
		{"第 stays with its number", "甲乙丙丁戊己庚辛壬癸甲第1条丁", 12, "甲乙丙丁戊己庚辛壬癸甲|第1条丁"},
		{"nothing", "", 4, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := strings.Join(lineTexts(t, tt.text, tt.em), "|"); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestJustifiedLinesEndAtTheEdge(t *testing.T) {
	text := "当事人在知悉参保人死亡后，未向经办机构报告，且持其银行卡（尾号4321）在自动柜员机支取现金43次，金额共计165,300.00元。其行为违反《中华人民共和国社会保险法》第八十八条。"
	lines := breakLines(shapeText(t, text), measure{width: 280, first: 20})
	for i, l := range lines[:len(lines)-1] {
		end := l.x
		for _, g := range l.glyphs {
			end += g.width
		}
		if last := l.glyphs[len(l.glyphs)-1]; last.class&closing != 0 {
			end -= 5 // the blank half of a closing mark may stand outside
			if end < 275-slop || end > 280+slop {
				t.Errorf("line %d ends at %.3f", i, end)
			}
		} else if math.Abs(end-280) > slop {
			t.Errorf("line %d ends at %.3f, want 280", i, end)
		}
	}
}

func TestPairs(t *testing.T) {
	tests := []struct {
		name string
		text string
		want float64 // width in points at 10 pt
	}{
		{"Han", "甲乙", 20},
		{"two closing marks", "）。", 15},
		{"closing and opening", "》《", 15},
		{"two opening marks", "（《", 15},
		{"opening after Han keeps its em", "甲（", 20},
		{"three marks", "）》。", 20},
		{"Han beside a letter", "甲1乙", 10 + 1.25 + digitWidth + 1.25 + 10},
		{"a mark beside a digit", "（1）", 20 + digitWidth},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := widthOf(shapeText(t, tt.text)); math.Abs(got-tt.want) > 0.02 {
				t.Errorf("got %.2f, want %.2f", got, tt.want)
			}
		})
	}
}

// digitWidth is the advance of a digit of the 仿宋 at 10 pt, from its hmtx table.
const digitWidth = 5.0

func TestEveryMarkKeepsItsPlace(t *testing.T) {
	for _, r := range closingMarks + "—·％℃" {
		if got := lineTexts(t, "甲乙丙"+string(r)+"丁", 3); strings.HasPrefix(got[1], string(r)) {
			t.Errorf("%c begins a line", r)
		}
	}
	for _, r := range openingMarks + "￥" {
		if got := lineTexts(t, "甲乙丙"+string(r)+"丁戊", 4); strings.HasSuffix(got[0], string(r)) {
			t.Errorf("%c ends a line", r)
		}
	}
}

func TestTitlesBreakBySense(t *testing.T) {
	tests := []struct {
		name, text string
		most       int
		want       string
	}{
		{"short", "强制执行申请书", 20, "强制执行申请书"},
		{"no word is cut and nothing in brackets if it can be helped", "关于征求《江州市养老服务机构安全管理规范（征求意见稿）》意见的函", 20, "关于征求《江州市养老服务机构安全|管理规范（征求意见稿）》意见的函"},
		{"at a particle", "关于商请协助查询参保人死亡信息及养老保险待遇领取情况的函", 20, "关于商请协助查询参保人死亡信息|及养老保险待遇领取情况的函"},
		{"three lines", "临江市人力资源和社会保障局关于移送欧阳某等涉嫌诈骗养老保险基金案件有关证据材料的函", 18, "临江市人力资源和社会保障局|关于移送欧阳某等涉嫌诈骗|养老保险基金案件有关证据材料的函"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := strings.Join(breakTitle(tt.text, tt.most), "|"); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func FuzzLayout(f *testing.F) {
	f.Add("自2021年8月至2026年2月，共55笔，187,687.50元（见《规定》）。", 12.0)
	f.Add("a——b……c\n\n　甲", 1.0)
	set, err := fonts.Open("")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string, em float64) {
		if !(em > 0.5 && em < 1000) || len(text) > 2000 {
			return
		}
		s := shaper{set: set, names: []string{"张三"}}
		gs, err := s.shape(T(text), look{face: FangSong, size: 10, pitch: 9.8}, "正文")
		if err != nil {
			return // a character that no font has
		}
		count := 0
		for _, g := range gs {
			if g.class&space == 0 {
				count++
			}
		}
		for _, l := range breakLines(gs, measure{width: em * 10}) {
			for _, g := range l.glyphs {
				if g.class&space == 0 {
					count--
				}
				if math.IsNaN(g.width) {
					t.Fatalf("width of %q is not a number", g.char)
				}
			}
		}
		if count != 0 {
			t.Errorf("%d characters lost or doubled", count)
		}
		breakTitle(text, int(em))
	})
}

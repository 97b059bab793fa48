package evidence

import (
	"strings"
	"testing"

	"liaison/liaison/money"
)

func TestAFigureIsFoundHoweverThePageWritesIt(t *testing.T) {
	for _, tt := range []struct {
		name, cited, page string
		want              bool
	}{
		{"a sum with grouping", "58923.02元", "合计￥58,923.02", true},
		{"a sum without its last nought", "4520.10元", "实发金额\n4520.1\n", true},
		{"a sum of ten thousands", "52000元", "共计5.2万元", true},
		{"a sum in capitals", "58923.02元", "大写：伍万捌仟玖佰贰拾叁元零贰分", true},
		{"a sum taken back", "79.97元", "-79.97", true},
		{"part of a longer figure is no sum", "923.02元", "合计58,923.02", false},
		{"another sum", "58923.02元", "合计58,923.20", false},
		{"a day with noughts", "2024年1月6日", "死亡日期2024年01月06日", true},
		{"a day with hyphens", "2024年1月6日", "2024-01-06", true},
		{"a day with points", "2024年1月6日", "2024.1.6", true},
		{"a day without anything between", "2024年1月6日", "交易日20240106 摘要", true},
		{"a day in Chinese numerals", "2024年1月26日", "二〇二四年一月二十六日", true},
		{"a day in full-width figures", "2024年1月6日", "２０２４年１月６日", true},
		{"a day of eleven is not the first", "2024年1月1日", "2024-01-11", false},
		{"an identity number is no day", "1951年4月1日", "141002195104019986", false},
		{"a month of a ledger", "2024年2月", "2024-02\n2024-02-16", true},
		{"a month by a day in it", "2024年2月", "2024年2月16日", true},
		{"another month", "2024年2月", "2024-03", false},
		{"a paper's number in other brackets", "临尧社保责退〔2026〕5号", "文号:临尧社保责退[2026]第5号", true},
		{"another paper of the same office", "临尧社保责退〔2026〕5号", "临尧社保责退〔2026〕15号", false},
		{"another office's paper", "临尧社保责退〔2026〕5号", "临襄社保罚〔2026〕5号", false},
		{"a court's case", "（2024）晋1002刑初15号", "(2024)晋1002刑初15号", true},
		{"an account in groups", "6228489726280107187", "6228489726280107187", true},
		{"another account", "6228489726280107187", "6228489726280107188", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			cited := citedValues(tt.cited)
			if len(cited) != 1 {
				t.Fatalf("%d figures in %q", len(cited), tt.cited)
			}
			if got := valuesOn(tt.page).has(cited[0]); got != tt.want {
				t.Errorf("%v on %q, want %v", got, tt.page, tt.want)
			}
		})
	}
}

func TestEachFigureOfAStatementIsOneFigure(t *testing.T) {
	var got []string
	for _, v := range citedValues("2026年3月20日送达《责令退回多享受社会保险待遇决定书》（临尧社保责退〔2026〕5号），自2024年2月起13个月合计58,923.02元，账号6228489726280107187，依据（2024）晋1002刑初15号") {
		got = append(got, v.shown)
	}
	want := "临尧社保责退〔2026〕5号|（2024）晋1002刑初15号|2026年3月20日|2024年2月|58,923.02元|6228489726280107187"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("got %s\nwant %s", s, want)
	}
}

func TestPlacesOfALetterAreReadWithTheWordsTheyBack(t *testing.T) {
	got := printedPlaces("经查。2024年1月6日，某人死亡（见证据卷第1页至第2页、第5页，证据卷（补充一）第3页）；年度\n月数\n金额\n2024年\n11\n49721.74\n证据卷第3页至第4页2025年\n2\n9201.28\n证据卷第4页")
	want := []struct{ bundle, pages, statement string }{
		{"证据卷", "125", "2024年1月6日，某人死亡"}, {"证据卷（补充一）", "3", "2024年1月6日，某人死亡"},
		{"证据卷", "34", "年度\n月数\n金额\n2024年\n11\n49721.74"}, {"证据卷", "4", "2025年\n2\n9201.28"},
	}
	if len(got) != len(want) {
		t.Fatalf("%d places: %+v", len(got), got)
	}
	for i, w := range want {
		pages := ""
		for _, n := range got[i].pages {
			pages += string(rune('0' + n))
		}
		if got[i].bundle != w.bundle || pages != w.pages || got[i].statement != w.statement {
			t.Errorf("%+v, want %+v", got[i], w)
		}
	}
}

func TestOnlyARunOfRowsAddsUp(t *testing.T) {
	rows := []tableRow{{2, map[int]money.Fen{4: 100}}, {3, map[int]money.Fen{4: 250}}, {4, map[int]money.Fen{4: 30, 5: 7}}}
	for sum, want := range map[money.Fen]bool{380: true, 280: true, 130: false, 250: true, 7: true, 37: false} {
		if addsUp(rows, sum) != want {
			t.Errorf("%d: %v", sum, !want)
		}
	}
}

func TestGarbledTextIsNoText(t *testing.T) {
	for text, want := range map[string]bool{"死亡日期2024年1月6日": true, "": false, "第1页": false, "\ue001\ue002\ue003\ue004\ue005\ue006\ue007一": false, strings.Repeat("\ufffd", 40) + "abcdefgh": false} {
		if readable(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}

func FuzzValuesOn(f *testing.F) {
	for _, s := range []string{"合计￥58,923.02", "二〇二四年一月二十六日", "十十月", "20240106", "2024-1-6", "〔2025〕第7号", "５.２万元", "-,-.万元", "2024年99月99日"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		on := valuesOn(s)
		for _, v := range citedValues(s) {
			on.has(v)
		}
		printedPlaces(s)
	})
}

package money

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"liaison/liaison/fault"
)

func TestFiguresCarryTwoDecimals(t *testing.T) {
	for _, c := range []struct {
		fen             Fen
		string, grouped string
	}{
		{0, "0.00", "0.00"},
		{5, "0.05", "0.05"},
		{-5, "-0.05", "-0.05"},
		{10700053, "107000.53", "107,000.53"},
		{-10700053, "-107000.53", "-107,000.53"},
		{99999, "999.99", "999.99"},
		{100000, "1000.00", "1,000.00"},
		{math.MinInt64, "-92233720368547758.08", "-92,233,720,368,547,758.08"},
	} {
		if got := c.fen.String(); got != c.string {
			t.Errorf("String(%d) = %s, want %s", int64(c.fen), got, c.string)
		}
		if got := c.fen.Grouped(); got != c.grouped {
			t.Errorf("Grouped(%d) = %s, want %s", int64(c.fen), got, c.grouped)
		}
	}
}

func TestParseReadsWhatLedgersPrint(t *testing.T) {
	for in, want := range map[string]Fen{
		"107000.53": 10700053, "107,000.53": 10700053, "107，000.53": 10700053, " 1234 ": 123400,
		"¥1,234.5": 123450, "￥1,234.50": 123450, "1234.50元": 123450, "¥ 1,234元": 123400,
		"１，２３４．５６": 123456, "(500.00)": -50000, "（500.00）": -50000, "(¥500.00)": -50000, "¥(500.00)": -50000,
		"-500": -50000, "－500.00": -50000, "−500": -50000, "¥-500.00": -50000, "-¥500.00": -50000, "500.00-": -50000,
		"+12.30": 1230, ".5": 50, "-.05": -5, "0": 0, "-0.00": 0, "0,123.00": 12300,
		"10000000000000.00": Limit, "-10000000000000": -Limit,
	} {
		got, err := Parse(in)
		if err != nil || got != want {
			t.Errorf("Parse(%q) = %v, %v, want %v", in, got, err, want)
		}
	}
}

func TestParseRefusesWhatItCannotHold(t *testing.T) {
	for _, in := range []string{
		"", "  ", "元", "¥", "-", "()", "(", "1.234", "12.500", "1,23.00", "12,34", ",123", "1,2345.00", "1234,567", "1.2.3", "12.",
		"--5", "(-5)", "(5", "5)", "-5-", "壹佰元", "1e3", "12a", "0x10", "1 元 2", "NaN", "10000000000000.01", "99999999999999999999", ".",
		"1.２a", "1,,234",
	} {
		if got, err := Parse(in); !fault.Is(err, fault.Invalid) {
			t.Errorf("Parse(%q) = %v, %v, want a fault", in, got, err)
		}
	}
}

func TestParseYuanIsStrict(t *testing.T) {
	for in, want := range map[string]Fen{"107000.53": 10700053, "0": 0, "-0.05": -5, "34600": 3460000, "1.5": 150} {
		if got, err := ParseYuan(in); err != nil || got != want {
			t.Errorf("ParseYuan(%q) = %v, %v, want %v", in, got, err, want)
		}
	}
	for _, in := range []string{"", "-", "1,234", "¥1", "1元", "１", "1.", ".5", "+1", "1.234", " 1", "(1)", "10000000000000.01"} {
		if got, err := ParseYuan(in); !fault.Is(err, fault.Invalid) {
			t.Errorf("ParseYuan(%q) = %v, %v, want a fault", in, got, err)
		}
	}
}

func TestFromFloatRoundsOnlyWithinOneMillionth(t *testing.T) {
	for in, want := range map[float64]Fen{
		3120.5: 312050, 3120.4999999999995: 312050, 0.1 + 0.2: 30, -36.5: -3650, 107000.53: 10700053, 0.0000005: 0, 12.3400009: 1234,
	} {
		if got, err := FromFloat(in); err != nil || got != want {
			t.Errorf("FromFloat(%v) = %v, %v, want %v", in, got, err, want)
		}
	}
	for _, in := range []float64{1234.567, 0.005, 0.000002, math.NaN(), math.Inf(1), math.Inf(-1), 1e14, 12.3400011} {
		if got, err := FromFloat(in); !fault.Is(err, fault.Invalid) {
			t.Errorf("FromFloat(%v) = %v, %v, want a fault", in, got, err)
		}
	}
}

func TestJSONIsWholeFen(t *testing.T) {
	out, err := json.Marshal(struct {
		Total Fen `json:"total_fen"`
	}{10700053})
	if err != nil || string(out) != `{"total_fen":10700053}` {
		t.Fatalf("got %s, %v", out, err)
	}
	var f Fen
	if err := json.Unmarshal([]byte(`107.5`), &f); err == nil {
		t.Error("a fraction of a fen was read")
	}
}

// The first eleven stand in 支付结算办法 附一 or follow it by hand; the others are written by hand from its four items.
func TestCapitalsFollowTheCentralBank(t *testing.T) {
	for in, want := range map[string]string{
		"1409.50": "壹仟肆佰零玖元伍角", "6007.14": "陆仟零柒元壹角肆分", "1680.32": "壹仟陆佰捌拾元零叁角贰分",
		"107000.53": "壹拾万零柒仟元伍角叁分", "16409.02": "壹万陆仟肆佰零玖元零贰分", "325.04": "叁佰贰拾伍元零肆分",
		"34600": "叁万肆仟陆佰元整", "0.05": "伍分", "0": "零元整", "0.30": "叁角", "0.32": "叁角贰分",
		"10": "壹拾元整", "10.05": "壹拾元零伍分", "10.50": "壹拾元零伍角", "100000": "壹拾万元整", "100500": "壹拾万零伍佰元整",
		"100005": "壹拾万零伍元整", "10000.01": "壹万元零壹分", "100000000": "壹亿元整", "100005000": "壹亿零伍仟元整",
		"1000000005": "壹拾亿零伍元整", "1070000000": "壹拾亿零柒仟万元整", "200070000": "贰亿零柒万元整",
		"123004000": "壹亿贰仟叁佰万零肆仟元整", "20050.30": "贰万零伍拾元零叁角",
		"123456789012.34": "壹仟贰佰叁拾肆亿伍仟陆佰柒拾捌万玖仟零壹拾贰元叁角肆分",
		"10000000000000":  "壹拾万亿元整", "1000000000000": "壹万亿元整", "1000100000000": "壹万零壹亿元整", "1200000000001": "壹万贰仟亿零壹元整",
		"9999999999999.99": "玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分",
		"-107000.53":       "（负）壹拾万零柒仟元伍角叁分", "-0.05": "（负）伍分",
	} {
		f, err := ParseYuan(in)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := f.Capitals(); err != nil || got != "人民币"+want {
			t.Errorf("Capitals(%s) = %s, %v, want 人民币%s", in, got, err, want)
		}
	}
	for _, f := range []Fen{Limit + 1, -Limit - 1, math.MaxInt64, math.MinInt64} {
		if got, err := f.Capitals(); !fault.Is(err, fault.Invalid) {
			t.Errorf("Capitals(%d) = %s, %v, want a fault", int64(f), got, err)
		}
	}
}

// readCapitals is an independent reader: it knows digits and places, not how the writer works.
func readCapitals(s string) (Fen, error) {
	rest, ok := strings.CutPrefix(s, "人民币")
	if !ok {
		return 0, fmt.Errorf("no 人民币 in %s", s)
	}
	rest, negative := strings.CutPrefix(rest, "（负）")
	value := map[rune]int64{'零': 0, '壹': 1, '贰': 2, '叁': 3, '肆': 4, '伍': 5, '陆': 6, '柒': 7, '捌': 8, '玖': 9}
	scale := map[rune]int64{'拾': 10, '佰': 100, '仟': 1000}
	var total, high, section, digit int64
	for _, c := range rest {
		switch {
		case c == '万':
			section, digit = section+digit, 0
			high, section = high+section*10_000, 0
		case c == '亿':
			section, digit = section+digit, 0
			high, section = (high+section)*100_000_000, 0
		case c == '元':
			total, high, section, digit = (high+section+digit)*100, 0, 0, 0
		case c == '角':
			total, digit = total+digit*10, 0
		case c == '分':
			total, digit = total+digit, 0
		case c == '整':
		case scale[c] > 0:
			section, digit = section+digit*scale[c], 0
		default:
			v, known := value[c]
			if !known {
				return 0, fmt.Errorf("unknown %c in %s", c, s)
			}
			digit = v
		}
	}
	if negative {
		total = -total
	}
	return Fen(total), nil
}

func TestCapitalsReadBackToTheSameSum(t *testing.T) {
	check := func(f Fen) {
		t.Helper()
		s, err := f.Capitals()
		if err != nil {
			t.Fatal(err)
		}
		if back, err := readCapitals(s); err != nil || back != f {
			t.Fatalf("%s: %s reads back as %s, %v", f, s, back, err)
		}
		if strings.Contains(s, "零零") || strings.HasSuffix(s, "零") || strings.Contains(s, "零元") && f != 0 {
			t.Fatalf("%s: %s has a stray 零", f, s)
		}
	}
	for f := Fen(0); f < 20_000; f++ {
		check(f)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 50_000 {
		f := Fen(random.Int64N(int64(Limit) + 1))
		for i := Fen(1); i < 1_000_000_000_000; i *= 10 { // zeros in every place
			if random.IntN(2) == 0 {
				f -= f / i % 10 * i
			}
		}
		check(f)
		check(-f)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"107,000.53", "¥1，234.5", "（500.00）", "１２３元", "-0.05", ".5", "1.234", "--1", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := Parse(s)
		if err != nil {
			if !fault.Is(err, fault.Invalid) {
				t.Fatalf("Parse(%q): %v is not a fault", s, err)
			}
			return
		}
		for _, text := range []string{got.String(), got.Grouped()} {
			if again, err := Parse(text); err != nil || again != got {
				t.Fatalf("Parse(%q) = %s, which reads back as %v, %v", s, text, again, err)
			}
		}
		if _, err := got.Capitals(); err != nil {
			t.Fatalf("Parse(%q) = %s has no capitals: %v", s, got, err)
		}
	})
}

func FuzzParseYuan(f *testing.F) {
	for _, s := range []string{"107000.53", "-0.05", "1,234", "0", "-"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		strict, err := ParseYuan(s)
		if err != nil {
			return
		}
		if loose, err := Parse(s); err != nil || loose != strict {
			t.Fatalf("ParseYuan(%q) = %v, Parse = %v, %v", s, strict, loose, err)
		}
	})
}

func BenchmarkCapitals(b *testing.B) {
	for b.Loop() {
		if _, err := Fen(10700053).Capitals(); err != nil {
			b.Fatal(err)
		}
	}
}

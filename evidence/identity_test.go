package evidence

import (
	"strings"
	"testing"

	"liaison/liaison/fault"
)

func TestParseIdentity(t *testing.T) {
	cases := []struct{ name, number, wantFault string }{
		{"the example of GB 11643", "11010519491231002X", ""},
		{"lower case x and blanks", " 11010519491231002x ", ""},
		{"full-width digits", "１１０１０５１９４９１２３１００２Ｘ", ""},
		{"a wrong check character", "110105194912310021", "校验位"},
		{"two digits swapped", "11010519491213002X", "校验位"},
		{"a day that never was", "110105194902300025", "出生日期"},
		{"a province that is none", "99010519491231002X", "行政区划"},
		{"an old number", "110105491231002", "15位"},
		{"too short", "1101051949123100", "18位"},
		{"letters within", "1101051949123100AX", "17位数字"},
		{"empty", "", "18位"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			id, err := ParseIdentity(c.number)
			if c.wantFault == "" {
				if err != nil || id.Number != "11010519491231002X" || id.Division != "110105" || id.Birth.String() != "1949-12-31" || id.Sex != "女" {
					t.Errorf("got %+v, %v", id, err)
				}
				return
			}
			if f := fault.As(err); f == nil || f.Code != fault.Invalid || !strings.Contains(f.Message, c.wantFault) {
				t.Errorf("got %v, want a fault with %q", err, c.wantFault)
			}
			if err != nil && len(c.number) >= 18 && strings.Contains(err.Error(), c.number) {
				t.Error("the fault repeats the number")
			}
		})
	}
}

// TestIdentityNoticesAnySlip: a single wrong digit never passes the check character (ISO 7064 MOD 11-2).
func TestIdentityNoticesAnySlip(t *testing.T) {
	const right = "141002194401149977"
	if _, err := ParseIdentity(right); err != nil {
		t.Fatal(err)
	}
	for i := range len(right) {
		for d := byte('0'); d <= '9'; d++ {
			wrong := []byte(right)
			if wrong[i] == d {
				continue
			}
			wrong[i] = d
			if _, err := ParseIdentity(string(wrong)); err == nil {
				t.Errorf("%s passes", wrong)
			}
		}
	}
}

func FuzzParseIdentity(f *testing.F) {
	for _, s := range []string{"11010519491231002X", "141002194401149977", "１１０", "", "110105491231002"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		id, err := ParseIdentity(s)
		if err != nil {
			if fault.As(err) == nil {
				t.Fatalf("no fault: %v", err)
			}
			return
		}
		// ISO 7064 MOD 11-2 the other way round: the weighted sum of all eighteen leaves 1.
		sum := 0
		for i, c := range []byte(id.Number) {
			v := int(c - '0')
			if c == 'X' {
				v = 10
			}
			weight := 1
			for range 17 - i {
				weight = weight * 2 % 11
			}
			sum += v * weight
		}
		if sum%11 != 1 {
			t.Fatalf("%q passes with sum %d", s, sum%11)
		}
	})
}

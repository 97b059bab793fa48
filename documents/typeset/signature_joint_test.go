package typeset_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
	"strings"
	"testing"
	"time"

	"liaison/documents/prove"
	"liaison/documents/typeset"
)

// roundSeal is a ring with a square in it, transparent elsewhere, as offices keep pictures of their seals.
func roundSeal(t testing.TB) []byte {
	t.Helper()
	m := image.NewNRGBA(image.Rect(0, 0, 600, 600))
	for y := range 600 {
		for x := range 600 {
			r := math.Hypot(float64(x)-299.5, float64(y)-299.5)
			if r < 299 && r > 275 || math.Abs(float64(x)-299.5) < 60 && math.Abs(float64(y)-299.5) < 60 {
				m.SetNRGBA(x, y, color.NRGBA{217, 26, 26, 255})
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// jointLetter is a 信函 that the bodies sign, with a seal each where there is a picture.
func jointLetter(bodies []string, seal []byte) typeset.Document {
	s := typeset.Signature{Kind: typeset.Sealed, Org: bodies[0], Date: "2026年11月24日", Seal: typeset.Seal{Picture: seal}}
	for _, b := range bodies[1:] {
		s.With = append(s.With, typeset.Body{Name: b, Seal: typeset.Seal{Picture: seal}})
	}
	blocks := []typeset.Block{typeset.Number{Text: "尧都人社协〔2026〕1号"}, typeset.Title{Text: "关于协助核查有关情况的函"}, typeset.Addressee{Text: "临汾市公安局："}}
	for range 3 {
		blocks = append(blocks, typeset.Paragraph{Runs: typeset.T("为核实参保人的生存状态、户籍注销情况以及实际领取人与参保人的亲属关系，需要你局提供下列情况，请在收到本函后十五个工作日内书面反馈。")})
	}
	return typeset.Document{Meta: typeset.Meta{Title: "函", Created: time.Unix(0, 0)}, Sections: []typeset.Section{{Family: typeset.Letterhead, Head: bodies[0],
		Numbering: typeset.Numbering{Style: typeset.OuterNumbers, First: 1}, Bookmark: "函", Blocks: append(blocks, s)}}}
}

func TestBodiesOfAJointLetterStandInRowsUnderTheirSeals(t *testing.T) {
	fonts := openFonts(t)
	for name, bodies := range map[string][]string{
		"one":                          {"尧都区人力资源和社会保障局"},
		"two long names in a row":      {"尧都区人力资源和社会保障局", "尧都区医疗保障局"},
		"three in a row":               {"尧都区人社局", "尧都区公安局", "尧都区民政局"},
		"a fourth in a row of its own": {"尧都区人社局", "尧都区公安局", "尧都区民政局", "尧都区司法局"},
		"five, the last very long":     {"尧都区人力资源和社会保障局", "尧都区医疗保障局", "尧都区公安局", "尧都区民政局", "国家金融监督管理总局临汾监管分局"},
	} {
		for _, seal := range [][]byte{nil, roundSeal(t)} {
			out, err := fonts.Compose(jointLetter(bodies, seal))
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			proof, err := prove.Prove(t.Context(), bytes.NewReader(out.PDF), int64(len(out.PDF)), prove.Letter)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			for _, m := range proof.Clauses {
				if m.Verdict == prove.Broken {
					t.Errorf("%s, sealed %v: %s %s: %s (%s)", name, seal != nil, m.ID, m.Text, m.Value, m.Why)
				}
				if m.ID == "sign.joint" && (m.Verdict == prove.Holds) != (len(bodies) > 1) || m.ID == "sign.seal" && seal != nil && m.Verdict != prove.Holds {
					t.Errorf("%s, sealed %v: %s %s", name, seal != nil, m.ID, m.Verdict)
				}
			}
			text := strings.Join(typeset.Texts(jointLetter(bodies, seal).Sections), "")
			for _, b := range bodies {
				if !strings.Contains(text, b) {
					t.Errorf("%s: %s is not among the texts", name, b)
				}
			}
		}
	}
}

func TestASealThatIsNoPictureIsRefused(t *testing.T) {
	if _, err := openFonts(t).Compose(jointLetter([]string{"尧都区人社局"}, []byte("not a picture"))); err == nil || !strings.Contains(err.Error(), "图片") {
		t.Errorf("%v", err)
	}
}

package web

import (
	"fmt"
	"strings"
	"testing"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/law"
)

// A decision served on 20 March 2026 that told of the remedies: six months end on 20 September, a Sunday that the State Council's notice makes
// a working day, so nothing rolls; the court takes applications from the 21st to 20 December, a Sunday, arguably to Monday the 21st.
func TestTheCourtWindowIsDrawnWithItsDays(t *testing.T) {
	v := newCourtViews(sampleDossier(), day("2026-11-24"), calendar.National())[0]
	var got []string
	for _, m := range v.Marks {
		got = append(got, m.On.String()+" "+m.Name)
	}
	want := "2026-03-20 决定书送达, 2026-09-20 起诉期限届满, 2026-09-21 最早可以申请, 2026-11-24 今天, 2026-12-03 催告书最迟送达, 2026-12-20 申请截止（红线）, 2026-12-21 有争议的截止"
	if strings.Join(got, ", ") != want {
		t.Errorf("the days are\n%s\nwant\n%s", strings.Join(got, ", "), want)
	}
	for _, m := range v.Marks {
		if !strings.Contains(v.Summary(), m.Name+" "+m.On.Chinese()) {
			t.Errorf("the text alternative lacks %s", m.Name)
		}
	}
	if len(v.Applies) != 0 || len(v.Otherwise) != 6 {
		t.Errorf("%d notes apply, %d are for other cases", len(v.Applies), len(v.Otherwise))
	}
}

func TestWhatChangesTheCourtWindowIsSaid(t *testing.T) {
	paper := func(kind law.Paper, on string) func(*liaison.Dossier) {
		return func(d *liaison.Dossier) {
			d.Papers = append(d.Papers, liaison.PaperRecord{ID: idOf(on), Kind: kind, On: day(on)})
		}
	}
	for name, c := range map[string]struct {
		change func(*liaison.Dossier)
		today  string
		want   string
	}{
		"a remedy takes the case off the track":    {paper(law.RemedySought, "2026-05-11"), "2026-11-24", "当事人申请复议或者起诉"},
		"an agreement does not move the red line":  {paper(law.RepaymentAgreement, "2026-05-11"), "2026-11-24", "签订还款协议"},
		"a missed close leaves the other ways":     {nil, "2026-12-21", "错过红线"},
		"an application in time is not a miss":     {paper(law.CourtFilingReceipt, "2026-12-18"), "2027-02-01", ""},
		"a remedy against an older decision is no": {paper(law.RemedySought, "2026-03-01"), "2026-11-24", ""},
		"the last day is not a miss":               {nil, "2026-12-20", ""},
	} {
		t.Run(name, func(t *testing.T) {
			d := sampleDossier()
			if c.change != nil {
				c.change(d)
			}
			var got []string
			for _, n := range newCourtViews(d, day(c.today), calendar.National())[0].Applies {
				got = append(got, n.Title)
			}
			if strings.Join(got, ",") != c.want {
				t.Errorf("what applies is %q, want %q", got, c.want)
			}
		})
	}
}

// Every flag stands inside its sheet, and no pole crosses the words of another flag.
func TestTheCourtDrawingCanBeReadOnEveryDay(t *testing.T) {
	d := sampleDossier()
	demanded := sampleDossier()
	demanded.Papers = append(demanded.Papers, liaison.PaperRecord{ID: idOf("demand"), Kind: law.DemandServed, On: day("2026-09-22")})
	for n := range 400 {
		today := day("2026-03-20").AddDays(n)
		for _, d := range []*liaison.Dossier{d, demanded} {
			v := newCourtViews(d, today, calendar.National())[0]
			for sheet, drawing := range map[courtSheet]courtDrawing{wideCourt: v.Wide, narrowCourt: v.Narrow} {
				if fault := readable(sheet, drawing); fault != "" {
					t.Fatalf("on %s, %d wide: %s", today, sheet.width, fault)
				}
			}
		}
	}
}

func readable(sheet courtSheet, drawing courtDrawing) string {
	for i, f := range drawing.Flags {
		right := f.X + sheet.label(f.courtMark)
		if f.X < 0 || right > drawing.Width || f.Top < 0 || f.Top+20 > drawing.Axis {
			return fmt.Sprintf("the flag of %s stands outside", f.Name)
		}
		for _, g := range drawing.Flags[i+1:] {
			if g.X < right && g.Top < f.Top+sheet.row {
				return fmt.Sprintf("the pole of %s crosses the words of %s", g.Name, f.Name)
			}
		}
	}
	return ""
}

func TestACaseWithoutADecisionHasNoCourtWindow(t *testing.T) {
	d := sampleDossier()
	d.Papers = nil
	if v := newCourtViews(d, day("2026-11-24"), calendar.National()); v != nil {
		t.Errorf("the window is %+v", v)
	}
}

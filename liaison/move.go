package liaison

import (
	"slices"
	"strings"

	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
	"liaison/liaison/law"
	"liaison/liaison/track"
)

// Position is where the case stands on its tracks.
func (c *Case) Position() track.Position {
	return track.Position{Main: c.Main, Crim: c.Crim, Court: c.Court, Oversight: c.Oversight, Public: c.Public, Inbound: c.Inbound}
}

func (c *Case) setPosition(p track.Position) {
	c.Main, c.Crim, c.Court, c.Oversight, c.Public, c.Inbound = p.Main, p.Crim, p.Court, p.Oversight, p.Public, p.Inbound
}

// event is the paper as the tracks see it.
func (p PaperRecord) event(d *Dossier) track.Event {
	return track.Event{Paper: p.Kind, Outcome: track.Outcome(p.Outcome), By: makerOf(p.By, d.Organisations()), Own: d.Case.Office.Is(p.Supervised)}
}

// Is reports whether a name is that of bureau or agency, however much of it was written: 尧都区人社局 is 临汾市尧都区人力资源和社会保障局.
func (o Office) Is(name string) bool {
	name = plainOrgan(name)
	for _, ours := range []string{o.Bureau, o.Agency} {
		if ours = plainOrgan(ours); name != "" && ours != "" && (strings.HasSuffix(ours, name) || strings.Contains(name, ours)) {
			return true
		}
	}
	return false
}

// plainOrgan writes an organ's name in full and without spaces.
func plainOrgan(name string) string {
	name = strings.NewReplacer(" ", "", "　", "", "人社局", "人力资源和社会保障局", "社保中心", "社会保险中心").Replace(name)
	return strings.TrimSpace(name)
}

// AuthorityOf reads which kind of body a name is, from the words every such body has in its name; empty where it is none of them.
func AuthorityOf(name string) law.Authority {
	switch {
	case strings.Contains(name, "检察院"):
		return law.Procuratorate
	case strings.Contains(name, "中级人民法院"), strings.Contains(name, "高级人民法院"):
		return law.IntermediateCourt
	case strings.Contains(name, "法院"):
		return law.BasicCourt
	case strings.Contains(name, "公安"):
		return law.Police
	case strings.Contains(name, "人力资源"):
		return law.Bureau
	case strings.Contains(name, "社会保险"):
		return law.Agency
	case strings.Contains(name, "人民政府"):
		return law.Government
	case strings.Contains(name, "民政"):
		return law.CivilAffairs
	case strings.Contains(name, "监狱"), strings.Contains(name, "看守所"):
		return law.Prison
	}
	return ""
}

// passing is what the passage of time alone brings about: the act, the clock that must have run out, and the states it can happen in.
// Others' clocks are relied on only after their latest plausible end (law of deadlines: strict for ours, lenient for theirs).
var passing = []struct {
	act   track.Act
	rules []deadline.RuleID // any of them, the last to run out counts
}{
	{track.SuitOver, []deadline.RuleID{"DL25", "DL25n", "DL26"}},
	{track.DemandOver, []deadline.RuleID{"DL27"}},
	{track.WindowClosed, []deadline.RuleID{deadline.SuitEnd, deadline.ReviewSuitEnd, "DL49"}},
	{track.Lapsed, []deadline.RuleID{"DL05", "DL10"}},
	{track.CourtLapsed, []deadline.RuleID{"DL29"}},
	{track.CourtReplyLapsed, []deadline.RuleID{"DL45", "DL45e"}},
}

// Advance moves the case by what has come about by the beginning of the day through the passage of time alone: the time to sue is over, the
// demand's ten working days are over, an authority has let its time lapse. It changes the dossier in memory only; the next recorded paper
// stores where the case then stands.
func (d *Dossier) Advance(on calendar.Date) {
	for range passing { // each act can make the next one possible
		for _, p := range passing {
			if len(d.Case.Proceedings) > 0 && p.act.On(law.TrackCourt) {
				d.advanceProceedings(on, p.act, p.rules)
				continue
			}
			if !d.ranOut(p.rules, on) {
				continue
			}
			if next, err := d.Case.Position().Apply(track.Event{Act: p.act}); err == nil {
				d.Case.setPosition(next)
			}
		}
	}
}

// ranOut reports whether every open clock of these rules has passed its latest end before the day, and there is one.
func (d *Dossier) ranOut(rules []deadline.RuleID, on calendar.Date) bool {
	some := false
	for _, x := range d.Deadlines {
		for _, r := range rules {
			if x.Result.Rule != r || x.State != DeadlineOpen {
				continue
			}
			if !x.Result.Lenient.On.Before(on) {
				return false
			}
			some = true
		}
	}
	return some
}

// undoing is where a case goes back to from a state that only the passage of time has brought about, once a corrected day shows that the time
// had not passed; the latest states first.
var undoing = []struct {
	from, back track.State
	rules      []deadline.RuleID
}{
	{"E4x", "E4", []deadline.RuleID{"DL29"}},
	{"E3x", "E3", []deadline.RuleID{deadline.SuitEnd, deadline.ReviewSuitEnd, "DL49"}},
	{"E3", "E2", []deadline.RuleID{"DL27"}},
	{"E1", "E0", []deadline.RuleID{"DL25", "DL25n", "DL26"}},
	{"C5d", "C5b", []deadline.RuleID{"DL10"}},
	{"C4x", "C4", []deadline.RuleID{"DL05"}},
}

// stepBack takes back what the passage of time alone had brought about, where a corrected day shows that it has not come about.
func (d *Dossier) stepBack(on calendar.Date) {
	list := slices.Clone(d.Case.Proceedings)
	for _, u := range undoing {
		for i, x := range list {
			own := *d
			own.Deadlines, own.Case.Proceedings, own.Case.Court, own.Case.Crim = d.clocksIn(x), nil, x.State, ""
			own.stepBackFrom(u.from, u.back, u.rules, on)
			list[i].State = own.Case.Court
		}
		if list == nil || u.from == d.Case.Crim {
			d.stepBackFrom(u.from, u.back, u.rules, on)
		}
	}
	d.Case.setProceedings(list)
}

func (d *Dossier) stepBackFrom(from, back track.State, rules []deadline.RuleID, on calendar.Date) {
	running := slices.ContainsFunc(d.Deadlines, func(x DeadlineRecord) bool { return x.State == DeadlineOpen && slices.Contains(rules, x.Result.Rule) })
	if !running || d.ranOut(rules, on) {
		return
	}
	switch from {
	case d.Case.Court:
		if from == "E3x" && d.last(law.DemandServed) == nil {
			back = "E1" // the time to ask was over before a demand was served
		}
		d.Case.Court = back
	case d.Case.Crim:
		d.Case.Crim = back
	}
}

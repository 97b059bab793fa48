package directory

import (
	"fmt"
	"slices"
	"strings"

	"liaison/liaison/law"
)

// Office is whose need it is, and what papers of the case already say of who acted.
type Office struct {
	Bureau   string // name of the bureau; where it does not tell a place, the agency's name is asked
	Agency   string
	Division string // GB/T 2260 code of the case
	Address  string // of the office: tells in which district a city's bureau stands
	Bank     string // the bank that paid the benefit
	// Police, Decider and Court are the authorities that acted by the papers of the case: the police that took the referral, the police that
	// decided on it, the court that took the application. They win over level and place.
	Police, Decider, Court string
}

// Answer is the organisation that a need goes to, or what is missing to name it.
type Answer struct {
	Need         Need
	Organisation Organisation // Name is empty when nobody could be named
	What         string       // what is asked for: 受移送公安机关名称
	Why          string       // in Chinese: why nobody could be named
	ByPaper      bool         // a paper of the case names it
	Inferred     bool         // the directory does not know the place; the name follows the place's name (县公安局、县人民法院……)
	Basis        law.Citation
}

// Title is what is asked for, in Chinese: 受移送公安机关.
func (a Answer) Title() string { return strings.TrimSuffix(a.What, "名称") }

// Found reports whether an organisation could be named.
func (a Answer) Found() bool { return a.Organisation.Name != "" }

// Addressee is the organisation that a need of an office goes to, by the papers of its case, else by level and place. Where several fit or
// none does the answer names nobody and says why: it is never guessed.
func (d *Directory) Addressee(need Need, of Office) Answer {
	r, ok := ruleOf(need)
	if !ok {
		return Answer{Need: need, What: "收件单位", Why: "没有这种收件单位的规则"}
	}
	a := Answer{Need: need, What: r.what, Basis: r.basis}
	if name := of.actedBy(need); name != "" {
		a.ByPaper, a.Organisation = true, d.acting(name, r)
		return a
	}
	s, why := d.scopeOf(r, of)
	if why != "" {
		a.Why = why
		return a
	}
	return d.answer(a, r, s, of)
}

// actedBy is the authority that a paper of the case names for a need.
func (o Office) actedBy(need Need) string {
	switch need {
	case NeedPolice:
		return o.Police
	case NeedCourt:
		return o.Court
	}
	return ""
}

// acting is the organisation of a name on a paper: the directory's, else the name alone.
func (d *Directory) acting(name string, r rule) Organisation {
	kinds := r.kinds
	if slices.Contains(kinds, BasicCourt) {
		kinds = []Kind{BasicCourt, IntermediateCourt, HighCourt} // a court above may have taken the case up
	}
	if o, ok := d.Named(name, kinds...); ok {
		o.Name = name
		return o
	}
	return Organisation{Kind: r.kinds[0], Name: name}
}

// scope is a level and place to look in.
type scope struct {
	division string // empty: the directory does not know the place
	place    string
	level    Level
	zone     string // name of the development zone; empty: none
	superior string // a name that was recorded as the organisation above
}

func (d *Directory) scopeOf(r rule, of Office) (scope, string) {
	switch r.where {
	case onlyOne:
		return scope{}, ""
	case ofSeat:
		return d.seatScope(of)
	case besides, abovePlace:
		return d.scopeBy(r, of)
	}
	return d.officeScope(of)
}

// officeScope is the level and place of the office, by the directory, else by its name.
func (d *Directory) officeScope(of Office) (scope, string) {
	for _, name := range []string{of.Bureau, of.Agency} {
		if o, ok := d.Named(name, Bureau, Agency); ok && (!isDivision(of.Division) || sameCity(o.Division, of.Division)) {
			s := scope{division: o.Division, level: o.Level, place: d.PlaceName(o.Division)}
			if o.Level == Zone {
				s.zone = ZoneOf(name)
			}
			return s, ""
		}
		if zone := ZoneOf(name); zone != "" {
			return scope{division: of.Division, level: Zone, zone: zone}, ""
		}
		if s, ok := d.placeScope(placeWords(name), of.Division); ok {
			return s, ""
		}
		if place := PlaceOf(name); place != "" {
			level := LevelOf(of.Division)
			if level == "" {
				level = County
			}
			return scope{place: place, level: level}, ""
		}
	}
	return scope{}, "机关名称没有写明所在的县（市、区），请补全办案机关名称"
}

// placeScope finds a place of the directory by its name, with or without the name of its city or province before it. near tells places of
// one name apart, and keeps a place of the same name elsewhere from being taken.
func (d *Directory) placeScope(words, near string) (scope, bool) {
	for _, p := range d.Places() {
		rest, ok := strings.CutSuffix(words, p.Name)
		if !ok || near != "" && isDivision(near) && !sameCity(p.Division, near) {
			continue
		}
		if rest == "" || rest == d.PlaceName(above(p.Division)) || strings.HasSuffix(rest, "省") || strings.HasSuffix(rest, "省"+d.PlaceName(above(p.Division))) {
			return scope{division: p.Division, place: p.Name, level: LevelOf(p.Division)}, true
		}
	}
	return scope{}, false
}

// sameCity reports whether two codes lie in the same city with districts, or in the same province where one of them is the province's.
func sameCity(a, b string) bool {
	if LevelOf(a) == Province || LevelOf(b) == Province {
		return a[:2] == b[:2]
	}
	return a[:4] == b[:4]
}

// seatScope is the county, district or county-level city that the office stands in: a city's bureau applies to a basic court all the same.
func (d *Directory) seatScope(of Office) (scope, string) {
	s, why := d.officeScope(of)
	if why != "" || s.level == County || s.level == Zone {
		return s, why
	}
	bureau, _ := d.Named(of.Bureau, Bureau)
	if bureau.Seat != "" {
		return scope{division: bureau.Seat, place: d.PlaceName(bureau.Seat), level: County}, ""
	}
	for _, address := range []string{of.Address, bureau.Address} {
		word := seatWord(address, s.place)
		if word == "" {
			continue
		}
		if found, ok := d.placeScope(word, s.division); ok {
			return found, ""
		}
		return scope{place: word, level: County}, ""
	}
	return scope{}, "设区的市的机关向其所在地的基层人民法院申请，办案机关地址没有写明在哪个区（县、市）"
}

// scopeBy is the level and place of the organisation that another need goes to, or of the level above it.
func (d *Directory) scopeBy(r rule, of Office) (scope, string) {
	by := d.Addressee(r.of, of)
	if r.need == NeedProcuratorate && of.Decider != "" {
		by.Organisation = d.acting(of.Decider, rule{kinds: []Kind{Police}})
	}
	if !by.Found() {
		return scope{}, by.Why
	}
	o := by.Organisation
	s := scope{division: o.Division, level: o.Level, superior: o.Superior}
	if o.Division == "" {
		if s, ok := d.partScope(o, of.Division); ok {
			return d.relative(r, o, s)
		}
		s.place = placeOfAuthority(o.Name)
		if found, ok := d.placeScope(s.place, of.Division); ok {
			s = found
		}
	}
	if s.level == "" {
		s.level = LevelOf(s.division)
	}
	if s.level == Zone {
		if i := slices.IndexFunc(o.Covers, func(c string) bool { return ZoneOf(c) != "" }); i >= 0 {
			s.zone = o.Covers[i]
		}
	}
	if s.place == "" {
		s.place = d.PlaceName(s.division)
	}
	return d.relative(r, o, s)
}

// relative is the scope itself, or the level above it, as the rule asks.
func (d *Directory) relative(r rule, o Organisation, s scope) (scope, string) {
	if r.where == besides {
		if s.place == "" {
			return scope{}, fmt.Sprintf("名录中没有%s，不能确定其级别和所在地", o.Name)
		}
		return s, ""
	}
	up := above(s.division)
	if up == "" && s.superior == "" {
		return scope{}, fmt.Sprintf("名录中没有%s，不能确定其上一级", o.Name)
	}
	return scope{division: up, level: LevelOf(up), place: d.PlaceName(up), superior: s.superior}, ""
}

// partScope is the place of a part of the police that is not in the directory: a team (尧都区公安局经侦大队) has the place of its office, a branch
// of a city's police named after a district (临汾市公安局尧都分局) the district's. The procuratorate of the same level is then the district's.
func (d *Directory) partScope(o Organisation, near string) (scope, bool) {
	if o.Kind != Police {
		return scope{}, false
	}
	for _, p := range d.ofKinds([]Kind{Police}) {
		part, ok := strings.CutPrefix(o.Name, p.Name)
		if !ok || part == "" {
			continue
		}
		branch, isBranch := strings.CutSuffix(part, "分局")
		if !isBranch {
			return scope{division: p.Division, place: d.PlaceName(p.Division), level: p.Level}, !strings.Contains(part, "分局")
		}
		for _, unit := range []string{"", "区", "县", "市"} {
			if s, ok := d.placeScope(branch+unit, p.Division); ok && s.level == County {
				return s, near == "" || !isDivision(near) || sameCity(s.division, near)
			}
		}
	}
	return scope{}, false
}

// placeOfAuthority is the place in the name of a court, procuratorate or police; empty when it is named after something else.
func placeOfAuthority(name string) string {
	for _, suffix := range []string{"公安局", "人民法院", "人民检察院"} {
		if place, ok := strings.CutSuffix(name, suffix); ok {
			return PlaceOf(place)
		}
	}
	return ""
}

// answer picks the organisation of a scope: who is named as responsible for it, else who stands in it.
func (d *Directory) answer(a Answer, r rule, s scope, of Office) Answer {
	pool := d.ofKinds(r.kinds)
	if r.where == onlyOne {
		if r.need == NeedBank {
			if of.Bank == "" {
				a.Why = "案件没有写明待遇发放账户的开户行"
				return a
			}
			pool = slices.DeleteFunc(pool, func(o *Organisation) bool {
				return !strings.Contains(o.Name, of.Bank) && !strings.Contains(of.Bank, o.Name)
			})
		}
		return a.pick(pool, "名录中没有"+r.kinds[0].Title())
	}
	if r.where == abovePlace && s.superior != "" {
		if o, ok := d.Named(s.superior, r.kinds...); ok {
			a.Organisation = o
		} else {
			a.Organisation = Organisation{Kind: r.kinds[0], Name: s.superior}
		}
		return a
	}
	named := slices.DeleteFunc(slices.Clone(pool), func(o *Organisation) bool { return !o.covers(s) })
	if len(named) > 0 {
		return a.pick(named, "")
	}
	if s.zone != "" {
		a.Why = fmt.Sprintf("%s没有以自己名义设立的%s，请在机构名录中注明由哪个机关管辖", s.zone, r.kinds[0].Title())
		return a
	}
	here := slices.DeleteFunc(slices.Clone(pool), func(o *Organisation) bool { return s.division == "" || o.Division != s.division || o.Level != s.level })
	if len(here) == 0 && s.division == "" && r.named != "" && s.place != "" {
		a.Inferred, a.Organisation = true, Organisation{Kind: r.kinds[0], Name: s.place + r.named, Level: s.level}
		return a
	}
	return a.pick(here, fmt.Sprintf("名录中没有%s的%s", placeOr(s), r.kinds[0].Title()))
}

func placeOr(s scope) string {
	if s.place != "" {
		return s.place
	}
	return "该级"
}

// pick takes the only candidate; several are a gap as none is.
func (a Answer) pick(list []*Organisation, none string) Answer {
	switch len(list) {
	case 0:
		a.Why = none
	case 1:
		a.Organisation = *list[0]
	default:
		var names []string
		for _, o := range list {
			names = append(names, o.Name)
		}
		a.Why = fmt.Sprintf("名录中有%d个：%s，不能确定是哪一个", len(list), strings.Join(names, "、"))
	}
	return a
}

// ofKinds is the organisations of some kinds in force, by their place in the list.
func (d *Directory) ofKinds(kinds []Kind) []*Organisation {
	var out []*Organisation
	for _, k := range kinds {
		for _, i := range d.indexed().byKind[k] {
			if o := &d.orgs[i]; o.InForce(d.on) {
				out = append(out, o)
			}
		}
	}
	return out
}

// covers reports whether the organisation is named as responsible for a place or development zone that is not its own.
func (o *Organisation) covers(s scope) bool {
	return s.zone != "" && slices.ContainsFunc(o.Covers, func(c string) bool { return c == s.zone }) ||
		s.zone == "" && s.division != "" && slices.Contains(o.Covers, s.division)
}

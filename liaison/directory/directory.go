// Package directory knows the organisations that a pooling area deals with (机构名录): courts, procuratorates, police, bureaus, agencies,
// banks and the others, and which of them a need of a case goes to, by level and place, with the article that says so.
//
// Start with Directory.Addressee. The program carries the directory of one city, by names only; an office adds to it and changes it by
// file (Parse) or page. What nobody recorded, an address or a telephone number, stays empty and is said to be missing: it is never made up.
package directory

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
)

// Account is an organisation's account at a bank, such as the fund's account of an agency (社会保险基金专户).
type Account struct {
	Holder string `json:"holder,omitempty"`
	Bank   string `json:"bank,omitempty"`
	Number string `json:"number,omitempty"`
}

// Organisation is one organisation as the newest reading of it stands.
type Organisation struct {
	ID       uuid.UUID     `json:"id"`
	Kind     Kind          `json:"kind"`
	Name     string        `json:"name"`                // the name letters are addressed to: the full name or its standard short form
	FullName string        `json:"full_name,omitempty"` // the full name, where it differs
	Division string        `json:"division"`            // GB/T 2260 code of the place it belongs to
	Level    Level         `json:"level"`
	Superior string        `json:"superior,omitempty"` // name of the organisation above, where it is not that of the next level's place
	Covers   []string      `json:"covers,omitempty"`   // codes, or names of development zones, that it is responsible for besides its own place (集中管辖、指定管辖)
	Seat     string        `json:"seat,omitempty"`     // code of the district its office stands in, for a city's organisation (法释〔2018〕1号第一百五十七条: 所在地)
	Address  string        `json:"address,omitempty"`
	PostCode string        `json:"post_code,omitempty"`
	Phone    string        `json:"phone,omitempty"`
	Contact  string        `json:"contact,omitempty"`
	Account  Account       `json:"account,omitzero"`
	Source   string        `json:"source,omitempty"` // where name and facts come from, or that they are to be checked
	From     calendar.Date `json:"from,omitzero"`    // first day in force; zero: always
	Until    calendar.Date `json:"until,omitzero"`   // last day in force; zero: no end

	Version   int       `json:"version"` // 0: as the program carries it
	ChangedBy string    `json:"changed_by,omitempty"`
	ChangedAt time.Time `json:"changed_at,omitzero"`
	Reason    string    `json:"reason,omitempty"` // why it was changed
}

// InForce reports whether the organisation exists under this name on a day. A zero day asks for what has no end.
func (o *Organisation) InForce(on calendar.Date) bool {
	if on.IsZero() {
		return o.Until.IsZero()
	}
	return (o.From.IsZero() || !on.Before(o.From)) && (o.Until.IsZero() || !o.Until.Before(on))
}

// Missing says in Chinese what the directory does not tell of the organisation.
func (o *Organisation) Missing() []string {
	var out []string
	for _, f := range []struct{ value, name string }{{o.Address, "地址"}, {o.PostCode, "邮编"}, {o.Phone, "电话"}, {o.Contact, "联系人"}} {
		if f.value == "" {
			out = append(out, f.name)
		}
	}
	if o.Kind == Agency && o.Account.Number == "" {
		out = append(out, "基金专户")
	}
	return out
}

// Same reports whether two readings of an organisation say the same, whoever recorded them when and why.
func (o *Organisation) Same(p Organisation) bool {
	return o.Kind == p.Kind && o.Name == p.Name && o.FullName == p.FullName && o.Division == p.Division && o.Level == p.Level && o.Superior == p.Superior &&
		slices.Equal(o.Covers, p.Covers) && o.Seat == p.Seat && o.Address == p.Address && o.PostCode == p.PostCode && o.Phone == p.Phone && o.Contact == p.Contact &&
		o.Account == p.Account && o.Source == p.Source && o.From == p.From && o.Until == p.Until
}

// Merge is the organisation with what another reading of it says; what the other leaves empty stays.
func (o Organisation) Merge(p Organisation) Organisation {
	for _, f := range []struct {
		at *string
		to string
	}{{&o.Name, p.Name}, {&o.FullName, p.FullName}, {&o.Superior, p.Superior}, {&o.Seat, p.Seat}, {&o.Address, p.Address}, {&o.PostCode, p.PostCode}, {&o.Phone, p.Phone},
		{&o.Contact, p.Contact}, {&o.Source, p.Source}} {
		if f.to != "" {
			*f.at = f.to
		}
	}
	if p.Level != "" && (o.Level != Zone || p.Level != LevelOf(p.Division)) { // a development zone's office stands under the code of a county
		o.Level = p.Level
	}
	if len(p.Covers) > 0 {
		o.Covers = p.Covers
	}
	if p.Account != (Account{}) {
		o.Account = p.Account
	}
	if !p.From.IsZero() {
		o.From = p.From
	}
	if !p.Until.IsZero() {
		o.Until = p.Until
	}
	return o
}

// IDOf is the identifier that an organisation first recorded under these three gets, so that a file imported twice is recognised.
func IDOf(kind Kind, division, name string) uuid.UUID {
	return uuid.NewSHA1(uuid.NameSpaceURL, []byte("liaison:organisation:"+string(kind)+":"+division+":"+name))
}

// Directory is the organisations of a pooling area as they stand on a day. It does not change; With makes another.
type Directory struct {
	*content
	on calendar.Date
}

// New makes a directory of organisations, the newest reading of each, as they stand on a day; a zero day: those without an end.
func New(orgs []Organisation, on calendar.Date) *Directory {
	orgs = slices.Clone(orgs)
	slices.SortStableFunc(orgs, compare)
	return &Directory{&content{orgs: orgs}, on}
}

// With lays an office's own readings over the directory, each replacing the one of the same identifier. Each load of a case does it, so the two
// sorted lists are merged and nothing is sorted but the office's own.
func (d *Directory) With(own []Organisation, on calendar.Date) *Directory {
	if len(own) == 0 {
		return &Directory{d.content, on}
	}
	own = slices.Clone(own)
	slices.SortStableFunc(own, compare)
	replaced := make(map[uuid.UUID]bool, len(own))
	for i := range own {
		replaced[own[i].ID] = true
	}
	out := make([]Organisation, 0, len(own)+len(d.orgs))
	for i := range d.orgs {
		if replaced[d.orgs[i].ID] {
			continue
		}
		for len(own) > 0 && compare(own[0], d.orgs[i]) < 0 {
			out, own = append(out, own[0]), own[1:]
		}
		out = append(out, d.orgs[i])
	}
	return &Directory{&content{orgs: append(out, own...)}, on}
}

// compare orders by place, kind and name: the city first, then its districts.
func compare(a, b Organisation) int {
	return cmp.Or(cmp.Compare(a.Division, b.Division), cmp.Compare(rank(a.Kind), rank(b.Kind)), strings.Compare(a.Name, b.Name), slices.Compare(a.ID[:], b.ID[:]))
}

// ranks is the place of each kind in the order pages list them.
var ranks = sync.OnceValue(func() map[Kind]int {
	out := map[Kind]int{}
	for i, k := range Kinds() {
		out[k] = i
	}
	return out
})

func rank(k Kind) int { return ranks()[k] }

// Filter narrows a list of organisations. What is empty does not narrow.
type Filter struct {
	Text     string // part of a name, contact or address
	Kind     Kind
	Division string // a city's code takes its districts in
	Retired  bool   // also those that are no longer, or not yet, in force
	First    string // a code whose organisations come first
}

// List lists organisations by place, kind and name.
func (d *Directory) List(f Filter) []Organisation {
	var out []Organisation
	for _, o := range d.orgs {
		switch {
		case !f.Retired && !o.InForce(d.on):
		case f.Kind != "" && o.Kind != f.Kind:
		case f.Division != "" && !within(o.Division, f.Division):
		case f.Text != "" && !o.mentions(f.Text):
		default:
			out = append(out, o)
		}
	}
	if f.First != "" {
		slices.SortStableFunc(out, func(a, b Organisation) int {
			return cmp.Compare(distance(a.Division, f.First), distance(b.Division, f.First))
		})
	}
	return out
}

// Find returns the organisation with an identifier, whether in force or not.
func (d *Directory) Find(id uuid.UUID) (Organisation, bool) {
	i := slices.IndexFunc(d.orgs, func(o Organisation) bool { return o.ID == id })
	if i < 0 {
		return Organisation{}, false
	}
	return d.orgs[i], true
}

// Named returns the only organisation in force that bears a name, full or short; kinds narrow it.
func (d *Directory) Named(name string, kinds ...Kind) (Organisation, bool) {
	var found []Organisation
	for _, i := range d.indexed().byName[name] {
		if o := d.orgs[i]; o.InForce(d.on) && (len(kinds) == 0 || slices.Contains(kinds, o.Kind)) {
			found = append(found, o)
		}
	}
	if len(found) != 1 {
		return Organisation{}, false
	}
	return found[0], true
}

// InForce reports whether an organisation is in force on the directory's day.
func (d *Directory) InForce(o Organisation) bool { return o.InForce(d.on) }

// Place is a place that the directory knows: a county, district or city with its government.
type Place struct {
	Division string
	Name     string // 尧都区
}

// Places lists the places that have a government in the directory, by code.
func (d *Directory) Places() []Place {
	var out []Place
	for _, p := range d.indexed().places {
		if d.orgs[p.government].InForce(d.on) {
			out = append(out, p.Place)
		}
	}
	return out
}

// PlaceName is the name of a code; empty when the directory does not know it.
func (d *Directory) PlaceName(division string) string {
	for _, p := range d.indexed().places {
		if p.Division == division && d.orgs[p.government].InForce(d.on) {
			return p.Name
		}
	}
	if division == nationwide {
		return "全国"
	}
	return ""
}

func (o *Organisation) mentions(text string) bool {
	for _, s := range []string{o.Name, o.FullName, o.Contact, o.Address, o.Phone, o.Division} {
		if strings.Contains(s, text) {
			return true
		}
	}
	return false
}

// within reports whether a code lies in the place of another: 141002 in 141000 in 140000.
func within(division, place string) bool {
	switch LevelOf(place) {
	case Nation:
		return true
	case Province:
		return strings.HasPrefix(division, place[:2])
	case Prefecture:
		return strings.HasPrefix(division, place[:4])
	}
	return division == place
}

// distance orders codes by how near they are: the same place, the city above, its other districts, the rest.
func distance(division, from string) int {
	switch {
	case division == from:
		return 0
	case division == above(from):
		return 1
	case len(division) == 6 && len(from) == 6 && division[:4] == from[:4]:
		return 2
	case division == nationwide:
		return 3
	case division == above(above(from)):
		return 4
	}
	return 5
}

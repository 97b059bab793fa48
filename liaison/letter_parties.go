package liaison

import (
	"context"
	"maps"
	"slices"
	"strconv"

	"liaison/liaison/fault"
)

// underWay reports whether the letter has not left the house and may still do so.
func (l Letter) underWay() bool {
	return l.State == LetterDraft || l.State == LetterApproved || l.State == LetterReserved
}

// About is the case with no other letter of this one's kind under way: where several go to different parties, each is drawn and reviewed
// as if it were the only one.
func (d *Dossier) About(l Letter) *Dossier {
	c := *d
	c.Letters = slices.DeleteFunc(slices.Clone(d.Letters), func(o Letter) bool { return o.Kind == l.Kind && o.ID != l.ID && o.underWay() })
	return &c
}

// PerParty reports whether a kind that asks for these inputs may go to one party of several.
func PerParty(asked []LetterInput) bool {
	return slices.ContainsFunc(asked, func(x LetterInput) bool { return x.Name == InputParty })
}

// inTheWay refuses a second letter of a kind under way. A kind that may go to one party of several may have one for each, beside none for all.
func (d *Dossier) inTheWay(l Letter, perParty bool) error {
	for _, old := range d.Letters {
		if old.Kind != l.Kind || old.ID == l.ID || !old.underWay() {
			continue
		}
		to, has := l.Inputs[InputParty], old.Inputs[InputParty]
		title := mustType(l.Kind).Title
		switch {
		case !perParty:
			return fault.New(fault.Conflict, "本案已有一份办理中的%s（%s），请继续办理那一份", title, old.State.Title())
		case has == "":
			return fault.New(fault.Conflict, "本案已有一份办理中的致全体当事人的%s（%s），请继续办理那一份，或者改为只致其中一人", title, old.State.Title())
		case to == "":
			return fault.New(fault.Conflict, "本案已有一份办理中的致%s的%s（%s）；致其他当事人的，请选定当事人另拟", d.Receiver(old), title, old.State.Title()).
				At(InputParty, 0, "请选定当事人")
		case to == has:
			return fault.New(fault.Conflict, "本案已有一份办理中的致%s的%s（%s），请继续办理那一份", d.Receiver(old), title, old.State.Title())
		}
	}
	return nil
}

// Unaddressed lists the places, from 1, of the obligors to whom a letter of the kind is not under way yet; nil where one is to all of them.
func (d *Dossier) Unaddressed(kind LetterKind) []int {
	var out []int
	for _, p := range d.obligors() {
		place := 1 + slices.IndexFunc(d.Parties, func(x Party) bool { return x == p })
		taken := slices.ContainsFunc(d.Letters, func(l Letter) bool {
			return l.Kind == kind && l.underWay() && (l.Inputs[InputParty] == "" || l.Inputs[InputParty] == strconv.Itoa(place))
		})
		if !taken {
			out = append(out, place)
		}
	}
	return out
}

// DraftForEach puts one letter of the kind on the list for each obligor who has none under way (每名义务人各拟一份), with the same inputs. If we stop
// in between, the same request drafts the rest. Refused for a kind that does not go to one party of several.
func (s *Service) DraftForEach(ctx context.Context, actor Actor, number string, kind LetterKind, inputs map[string]string) ([]Letter, error) {
	if err := actor.must(ActDraftLetter); err != nil {
		return nil, err
	}
	d, err := s.Case(ctx, actor, number)
	if err != nil {
		return nil, err
	}
	if !PerParty(s.Renderer.Inputs(d, kind)) {
		return nil, fault.New(fault.Refused, "%s不按当事人分别制作", mustType(kind).Title)
	}
	places := d.Unaddressed(kind)
	if len(places) == 0 {
		return nil, fault.New(fault.Conflict, "每名义务人都已有一份办理中的%s", mustType(kind).Title)
	}
	var out []Letter
	for _, place := range places {
		mine := map[string]string{}
		maps.Copy(mine, inputs)
		mine[InputParty] = strconv.Itoa(place)
		l, err := s.DraftLetter(ctx, actor, number, kind, mine)
		if err != nil {
			return out, err
		}
		out = append(out, l)
	}
	return out, nil
}

package web

import (
	"github.com/sergi/go-diff/diffmatchpatch"

	"liaison/liaison"
)

// span is a run of words of a paragraph: kept, struck out or new.
type span struct {
	Kind string // "", del or ins
	Text string
}

// changeView is one paragraph that the drafter put otherwise, old words struck out and new ones underlined.
type changeView struct {
	liaison.LetterEdit
	Spans []span
}

// spans shows what was struck out and what is new, in whole words rather than single characters.
func spans(was, now string) []span {
	d := diffmatchpatch.New()
	d.DiffTimeout = 0 // the same differences on a slow machine
	var out []span
	for _, x := range d.DiffCleanupSemantic(d.DiffMain(was, now, false)) {
		kind := map[diffmatchpatch.Operation]string{diffmatchpatch.DiffDelete: "del", diffmatchpatch.DiffInsert: "ins"}[x.Type]
		out = append(out, span{kind, x.Text})
	}
	return out
}

func changeViews(edits []liaison.LetterEdit) []changeView {
	var out []changeView
	for _, e := range edits {
		out = append(out, changeView{e, spans(e.Was, e.Now)})
	}
	return out
}

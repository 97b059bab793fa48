package web

import (
	"strings"

	"liaison/liaison"
)

// placesView is every place in the evidence that a letter names, looked up in the finished book.
type placesView struct {
	Rows, Right                 []placeView // what a person has to look at; what is right
	Found, NoText, ByHand, None int         // None: wrong
	Draft                       bool
}

// placeView is one of them.
type placeView struct {
	liaison.PlaceCheck
	Level, Exhibits, Says string
}

func newPlacesView(l liaison.Letter, checks []liaison.PlaceCheck) placesView {
	v := placesView{Draft: l.Object.Key == ""}
	for _, c := range checks {
		p := placeView{PlaceCheck: c, Level: "done", Exhibits: strings.Join(c.Exhibits, "、"), Says: placeSays(c)}
		switch c.State {
		case liaison.PlaceFound:
			v.Found++
		case liaison.PlaceNoText:
			v.NoText++
			p.Level = "waiting"
		case liaison.PlaceByHand:
			v.ByHand++
			p.Level = "soon"
		case liaison.PlaceWrong:
			v.None++
			p.Level = "overdue"
		}
		if c.State == liaison.PlaceFound {
			v.Right = append(v.Right, p)
		} else {
			v.Rows = append(v.Rows, p)
		}
	}
	return v
}

// placeSays is what was compared, in a sentence for the list.
func placeSays(c liaison.PlaceCheck) string {
	var out []string
	add := func(words string, list []string) {
		if len(list) > 0 {
			out = append(out, words+strings.Join(list, "、"))
		}
	}
	add("页上印有", c.Found)
	add("证据目录载明", c.Catalogued)
	add("所引各行相加等于", c.Summed)
	add("由所引各行核定得出，页上没有这个数：", c.WorkedOut)
	if c.State != liaison.PlaceWrong {
		add("未能在页上读到：", c.Absent)
	}
	if len(c.Scans) > 0 {
		out = append(out, liaison.Pages(c.Scans)+"没有文字层")
	}
	if c.Fault != "" {
		out = append(out, c.Fault+"；"+c.Mend)
	}
	if out == nil && c.Listed {
		return "与证据目录所印的页码相符"
	}
	if out == nil {
		return "页码、所属证据相符；所述没有金额、日期、编号"
	}
	return strings.Join(out, "；")
}

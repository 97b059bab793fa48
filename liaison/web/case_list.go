package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"liaison/liaison"
)

// caseListPage is the cases the reader may know of, newest first, narrowed by a search.
type caseListPage struct {
	base
	Query            string
	Cases            []caseRow
	Page             int // from 1
	Previous, Next   string
	First, Last      int // the places shown
	Searched, Beyond bool
	Mine             mineView
}

func (caseListPage) template() string { return "cases.html" }

// caseRow is one case of a list.
type caseRow struct {
	liaison.CaseSummary
	Tracks []trackView
}

// pageSize is how many cases one page of the list has.
const pageSize = 30

func (s *server) getCases(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	query, mine := strings.TrimSpace(r.URL.Query().Get("q")), onlyMine(r, actor)
	number, err := strconv.Atoi(r.URL.Query().Get("page"))
	if err != nil || number < 1 || number > 100_000 {
		number = 1
	}
	offset := (number - 1) * pageSize
	list, err := s.svc.Cases(r.Context(), actor, liaison.CaseQuery{Text: query, Mine: mine.On, Limit: pageSize + 1, Offset: offset}) // one more tells whether there is a next page
	if err != nil {
		return err
	}
	p := caseListPage{Mine: mine, base: s.base(actor, "案件", "cases"), Query: query, Page: number, Searched: query != "", Beyond: number > 1}
	if len(list) > pageSize {
		list, p.Next = list[:pageSize], listPath(query, mine.On, number+1)
	}
	if number > 1 {
		p.Previous = listPath(query, mine.On, number-1)
	}
	p.Cases, p.First, p.Last = caseRows(list), offset+1, offset+len(list)
	return s.show(w, p)
}

func listPath(query string, mine bool, page int) string {
	v := url.Values{}
	if mine {
		v.Set("mine", "1")
	}
	if query != "" {
		v.Set("q", query)
	}
	v.Set("page", strconv.Itoa(page))
	return "/cases?" + v.Encode()
}

func caseRows(list []liaison.CaseSummary) []caseRow {
	out := make([]caseRow, 0, len(list))
	for _, c := range list {
		out = append(out, caseRow{CaseSummary: c, Tracks: trackViews(c.Position)})
	}
	return out
}

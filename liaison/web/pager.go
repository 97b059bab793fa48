package web

import (
	"net/http"
	"strconv"
)

// pager leads through a list that does not fit on one page, keeping the filters that stand in the address. Nothing is cut without being said.
type pager struct {
	First, Last, Total int // places shown, from 1; Last is before First where the page is empty
	Previous, Next     string
}

// pageNumber reads which page of a list is asked for, from 1.
func pageNumber(r *http.Request) int {
	n, err := strconv.Atoi(r.URL.Query().Get("page"))
	if err != nil || n < 1 || n > 100_000 {
		return 1
	}
	return n
}

func newPager(r *http.Request, number, size, shown, total int) pager {
	p := pager{First: (number-1)*size + 1, Last: (number-1)*size + shown, Total: total}
	at := func(n int) string {
		v := r.URL.Query()
		v.Set("page", strconv.Itoa(n))
		return r.URL.Path + "?" + v.Encode()
	}
	if number > 1 {
		p.Previous = at(number - 1)
	}
	if p.Last < total && shown > 0 {
		p.Next = at(number + 1)
	}
	return p
}

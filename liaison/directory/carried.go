package directory

import (
	_ "embed"
	"fmt"
	"sync"

	"liaison/liaison/calendar"
)

// linfen is the organisations of 临汾市 and its counties, districts and county-level cities, by names alone.
//
//go:embed linfen.csv
var linfen []byte

var carried = sync.OnceValue(func() *Directory {
	rows, err := Parse("linfen.csv", linfen)
	if err != nil {
		panic(fmt.Sprintf("read the directory the program carries: %v", err))
	}
	orgs := make([]Organisation, 0, len(rows))
	for _, r := range rows {
		r.Organisation.ID = IDOf(r.Kind, r.Division, r.Name)
		orgs = append(orgs, r.Organisation)
	}
	return New(orgs, calendar.Date{})
})

// Carried is the directory that comes with the program. It holds names only; what an office knows better it lays over it.
func Carried() *Directory { return carried() }

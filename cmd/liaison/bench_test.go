package main

import (
	"fmt"
	"testing"

	"liaison/liaison"
	"liaison/liaison/calendar"
)

// BenchmarkImport takes one sample folder in, whole: nine files read, hashed, looked into and stored, the ledger and the bank's rows parsed
// and matched, the claim worked out, five papers and their clocks recorded.
func BenchmarkImport(b *testing.B) {
	h := openHouse(b)
	officer := h.actor("limou")
	born, err := calendar.ParseDate("1951-04-01")
	if err != nil {
		b.Fatal(err)
	}
	for i := 0; b.Loop(); i++ {
		folder, files := sampleFolder(b, "death")
		folder.Name = fmt.Sprintf("death-%d", i) // somebody else's case each time: the same folder again would be left as it is
		folder.Parties[0].IDNumber = identityOf("141002", born.AddDays(i/900), i%900)
		if _, status, err := h.service.ImportFolder(b.Context(), officer, folder, files); err != nil || status != liaison.Imported {
			b.Fatalf("import %d: %s, %s", i, status, describe(err))
		}
	}
}

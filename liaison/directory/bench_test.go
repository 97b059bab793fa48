package directory_test

import (
	"fmt"
	"testing"

	"liaison/liaison/calendar"
	"liaison/liaison/directory"
)

// BenchmarkAddressees names every addressee of one letter.
func BenchmarkAddressees(b *testing.B) {
	d, of := directory.Carried(), directory.Office{Bureau: county, Division: "141002"}
	for b.Loop() {
		for _, need := range directory.Needs() {
			d.Addressee(need, of)
		}
	}
}

// BenchmarkWith lays an office's own entries over the carried ones, as each load of a case does.
func BenchmarkWith(b *testing.B) {
	for _, n := range []int{0, 20, 500} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			var own []directory.Organisation
			for i := range n {
				own = append(own, org(directory.Police, fmt.Sprintf("第%d公安局", i), "141099"))
			}
			for b.Loop() {
				directory.Carried().With(own, calendar.NewDate(2026, 11, 24))
			}
		})
	}
}

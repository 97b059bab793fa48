// Package money holds sums as whole fen and writes them the ways Chinese offices do.
package money

// Fen is a sum in fen (分), 1/100 of a yuan. Never a float: a claim is exact to the fen.
type Fen int64

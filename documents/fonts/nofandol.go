//go:build nofandol

package fonts

// fandol is empty in a build without the GPL font.
func fandol() []Source { return nil }

package typeset

// Prints reports whether text of the face can hold the character. Callers that print what others wrote, such as the tables of
// an evidence book, set a character that no font has in another way instead of being refused.
func (f *Fonts) Prints(face Face, r rune) (bool, error) {
	if r == '\n' || r == '\r' || r == '\t' || r == '\u3000' {
		return true, nil
	}
	font, _, err := find(f.set.Chain(chainFace(face)), r)
	return font != nil, err
}

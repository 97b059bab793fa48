package liaison

// assistanceLetters are letters that ask others for facts or help: D21 in its variants.
func assistanceLetters() []LetterType {
	return []LetterType{}
}

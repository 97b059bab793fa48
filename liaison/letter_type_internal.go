package liaison

// internalLetters are papers of the file and of the house: D25, D34, D35, D38, D40, D41.
func internalLetters() []LetterType {
	return []LetterType{}
}

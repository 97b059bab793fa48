package documents

import (
	"liaison/liaison"
)

// assistanceKinds are the letters that ask others for facts or help.
func assistanceKinds() map[liaison.LetterKind]letterKind {
	return map[liaison.LetterKind]letterKind{}
}

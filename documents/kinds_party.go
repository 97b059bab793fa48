package documents

import (
	"liaison/liaison"
)

// partyKinds are the letters to the parties and what mends them.
func partyKinds() map[liaison.LetterKind]letterKind {
	return map[liaison.LetterKind]letterKind{}
}

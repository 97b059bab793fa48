package documents

import (
	"liaison/liaison"
)

// internalKinds are the papers of the file and of the house.
func internalKinds() map[liaison.LetterKind]letterKind {
	return map[liaison.LetterKind]letterKind{}
}

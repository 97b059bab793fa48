package web

import (
	"testing"

	"liaison/templates"
)

func TestEveryPagePrintsEmpty(t *testing.T) {
	if _, err := parseViews(templates.Pages); err != nil {
		t.Fatal(err)
	}
}

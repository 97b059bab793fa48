package liaison_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// house is the map of README.md: who may import whom. A package that is not on it fails the test; a new edge is a change here,
// argued in its commit.
var house = map[string][]string{
	"liaison/cmd/liaison": {"*"},

	"liaison/liaison/web":      {"liaison/liaison/problem", "liaison/liaison/pace", "liaison/templates", domain},
	"liaison/documents/sign":   {"liaison/evidence/pdf", domain},
	"liaison/documents":        {"liaison/documents/docx", "liaison/documents/typeset", "liaison/templates", domain},
	"liaison/liaison/api":      {"liaison/liaison/problem", "liaison/liaison/pace", "liaison/templates", domain},
	"liaison/evidence":         {"liaison/documents/typeset", "liaison/evidence/pdf", domain},
	"liaison/storage/postgres": {domain},
	"liaison/storage/objects":  {"liaison/liaison/fault"},
	"liaison/storage/embedded": {"liaison/liaison/fault"},

	"liaison/liaison/problem":   {"liaison/liaison/fault"},
	"liaison/liaison/pace":      {}, // whom to let wait; knows no session and no token
	"liaison/documents/typeset": {"liaison/documents/fonts", "liaison/liaison/fault"},
	"liaison/documents/docx":    {"liaison/documents/typeset"},
	"liaison/documents/fonts":   {"liaison/liaison/fault"},
	"liaison/documents/prove":   {"liaison/evidence/pdf", "liaison/liaison/fault"}, // measures pages: shares nothing with those that lay them out
	"liaison/evidence/pdf":      {},                                                // reads and writes PDF objects one by one; knows no evidence

	"liaison/liaison":             {"liaison/liaison/track", "liaison/liaison/overpayment", "liaison/liaison/deadline", "liaison/liaison/directory", "liaison/liaison/law", "liaison/liaison/calendar", "liaison/liaison/money", "liaison/liaison/fault"},
	"liaison/liaison/track":       {"liaison/liaison/overpayment", "liaison/liaison/deadline", "liaison/liaison/law", "liaison/liaison/calendar", "liaison/liaison/money", "liaison/liaison/fault"},
	"liaison/liaison/overpayment": {"liaison/liaison/deadline", "liaison/liaison/law", "liaison/liaison/calendar", "liaison/liaison/money", "liaison/liaison/fault"},
	"liaison/liaison/deadline":    {"liaison/liaison/law", "liaison/liaison/calendar", "liaison/liaison/money", "liaison/liaison/fault"},
	"liaison/liaison/directory":   {"liaison/liaison/law", "liaison/liaison/calendar", "liaison/liaison/fault"},
	"liaison/liaison/law":         {"liaison/liaison/calendar", "liaison/liaison/money", "liaison/liaison/fault"},
	"liaison/liaison/calendar":    {"liaison/liaison/money", "liaison/liaison/fault"},
	"liaison/liaison/money":       {"liaison/liaison/fault"},
	"liaison/liaison/fault":       {},
	"liaison/templates":           {},
}

// domain stands for every package of what is true whatever the database is.
const domain = "domain"

var domainPackages = []string{"liaison/liaison", "liaison/liaison/track", "liaison/liaison/overpayment", "liaison/liaison/deadline", "liaison/liaison/directory", "liaison/liaison/law",
	"liaison/liaison/calendar", "liaison/liaison/money", "liaison/liaison/fault"}

// owners says which single room may import a library that decides the shape of the house.
var owners = map[string][]string{
	"github.com/minio/minio-go":     {"liaison/storage/objects"},
	"github.com/versity":            {"liaison/cmd/liaison"},
	"github.com/jackc/pgx":          {"liaison/storage/postgres", "liaison/storage/embedded"},
	"github.com/signintech":         {"liaison/documents/typeset"},
	"github.com/pdfcpu":             {"liaison/evidence"},
	"github.com/sergi/go-diff":      {"liaison/liaison/web"},
	"github.com/gorilla/mux":        {"liaison/liaison/web", "liaison/liaison/api"},
	"net/http":                      {"liaison/liaison/web", "liaison/liaison/api", "liaison/liaison/problem", "liaison/liaison/pace", "liaison/cmd/liaison", "liaison/storage/objects", "liaison/storage/embedded"},
	"database/sql":                  {"liaison/storage/postgres"},
	"github.com/pressly/goose":      {"liaison/storage/postgres"},
	"github.com/riverqueue":         {"liaison/storage/postgres"},
	"github.com/xuri/excelize":      {"liaison/evidence"},
	"github.com/yuin/goldmark":      {"liaison/documents"},
	"github.com/gomutex/godocx":     {"liaison/documents/docx"},
	"github.com/smallstep":          {"liaison/evidence"},
	"software.sslmate.com/src":      {"liaison/documents/sign"},
	"github.com/go-json-experiment": {"liaison/liaison/api"},
}

func TestEveryRoomImportsOnlyWhatTheMapAllows(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "liaison/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	seen := 0
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		words := strings.Fields(line)
		room, imports := words[0], words[1:]
		allowed, ok := house[room]
		if !ok {
			t.Errorf("%s is not on the map", room)
			continue
		}
		seen++
		for _, imp := range imports {
			if strings.HasPrefix(imp, "liaison/") && !allows(allowed, imp) {
				t.Errorf("%s imports %s, which the map does not allow", room, imp)
			}
			for lib, rooms := range owners {
				if (imp == lib || strings.HasPrefix(imp, lib+"/")) && !slices.Contains(rooms, room) {
					t.Errorf("%s imports %s, which belongs to %v", room, imp, rooms)
				}
			}
		}
	}
	if seen < len(house) {
		t.Errorf("the map names %d rooms, the code has %d of them", len(house), seen)
	}
}

func allows(allowed []string, imp string) bool {
	return slices.Contains(allowed, "*") || slices.Contains(allowed, imp) || slices.Contains(allowed, domain) && slices.Contains(domainPackages, imp)
}

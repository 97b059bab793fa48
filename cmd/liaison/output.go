package main

import (
	"encoding/json"
	"os"
)

// printJSON writes one JSON document to standard output and nothing else (commands.md).
func printJSON(v any) error {
	e := json.NewEncoder(os.Stdout)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/spf13/pflag"
)

// jsonFlag adds --json.
func jsonFlag(flags *pflag.FlagSet, asJSON *bool) {
	flags.BoolVar(asJSON, "json", false, "输出 JSON")
}

// tell prints v as JSON where that is asked for, else the line for people.
func tell(asJSON bool, v any, line string, args ...any) error {
	if asJSON {
		return printJSON(v)
	}
	_, err := fmt.Printf(line+"\n", args...)
	return err
}

// printJSON writes one JSON document to standard output and nothing else (commands.md).
func printJSON(v any) error {
	e := json.NewEncoder(os.Stdout)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

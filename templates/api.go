package templates

import "embed"

// API is the readable description of the JSON interface (api/guide.html).
//
//go:embed api
var API embed.FS

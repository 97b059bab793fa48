// Package templates is the wording that people read: the pages under pages/, the letters under letters/. It imports nothing and
// knows no law and no layout; an officer who wants a sentence changed edits one file here.
package templates

import "embed"

// Pages is the templates of the pages (pages/*.html, with the shared pieces in pages/parts) and the files that browsers fetch
// (pages/static: one style sheet, one small script, the icon).
//
//go:embed pages
var Pages embed.FS

package templates

import "embed"

// Letters holds the wording of the letters, one Markdown file a kind, under letters/. An officer who wants a sentence changed edits the
// file; letters/README.md says how.
//
//go:embed letters
var Letters embed.FS

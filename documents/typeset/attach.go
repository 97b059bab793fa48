package typeset

import (
	"errors"
	"fmt"
	"strings"
)

// Attachment is a file inside the finished file (ISO 19005-3 6.8): the data that the document shows, for machines to read.
type Attachment struct {
	Name        string // file name with its ending
	MediaType   string // such as application/json
	Description string
	Data        []byte
}

// errAttach is an attachment at a level that forbids it: PDF/A-1 forbids all, PDF/A-2 all that are not PDF/A themselves.
var errAttach = errors.New("attachments need level PDFA3u")

// pdfName is a name object; what is not a letter or digit is coded (ISO 32000-1 7.3.5).
func pdfName(s string) string {
	var b strings.Builder
	b.WriteByte('/')
	for _, c := range []byte(s) {
		if c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "#%02X", c)
		}
	}
	return b.String()
}

// writeAttachments writes the files and returns the catalogue's entries for them; "" when there are none. The name tree wants its names
// in order: they are the numbers of the files.
func (b *Book) writeAttachments(w *writer) string {
	if len(b.Attachments) == 0 {
		return ""
	}
	specs, names := "", ""
	for i, a := range b.Attachments {
		file, spec := w.reserve(), w.reserve()
		deflate(a.Data, func(z []byte) {
			w.stream(file, fmt.Sprintf("/Type/EmbeddedFile/Subtype%s/Filter/FlateDecode/Params<</Size %d/ModDate(%s)>>",
				pdfName(a.MediaType), len(a.Data), dateString(b.meta.Created)), z)
		})
		w.object(spec, "<</Type/Filespec/F%s/UF%s/Desc%s/AFRelationship/Data/EF<</F %d 0 R/UF %d 0 R>>>>", textString(a.Name), textString(a.Name), textString(a.Description), file, file)
		specs += fmt.Sprintf("%d 0 R ", spec)
		names += fmt.Sprintf("(%04d)%d 0 R ", i+1, spec)
	}
	return fmt.Sprintf("/AF[%s]/Names<</EmbeddedFiles<</Names[%s]>>>>", specs, names)
}

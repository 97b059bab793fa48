package typeset

import (
	"fmt"
	"strings"
	"time"
)

// creator and producer are what the file says made it.
const (
	creator  = "liaison"
	producer = "liaison, gopdf"
)

var xmlEscape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// xmp is the metadata packet; it says the same as the information dictionary, as PDF/A asks (ISO 19005-2 6.6.2).
func (b *Book) xmp() []byte {
	part, conformance := 2, "U"
	switch b.meta.Level {
	case PDFA1b:
		part, conformance = 1, "B"
	case PDFA3u:
		part = 3
	}
	when := b.meta.Created.UTC().Format(time.RFC3339)
	subject := ""
	if b.meta.Subject != "" {
		subject = `<dc:description><rdf:Alt><rdf:li xml:lang="x-default">` + xmlEscape.Replace(b.meta.Subject) + `</rdf:li></rdf:Alt></dc:description>`
	}
	return fmt.Appendf(nil, `<?xpacket begin="%s" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>%d</pdfaid:part><pdfaid:conformance>%s</pdfaid:conformance></rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:format>application/pdf</dc:format><dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>%s</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:CreateDate>%s</xmp:CreateDate><xmp:ModifyDate>%s</xmp:ModifyDate><xmp:CreatorTool>%s</xmp:CreatorTool></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdf:Producer>%s</pdf:Producer></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`, "\ufeff", part, conformance, xmlEscape.Replace(b.meta.Title), xmlEscape.Replace(b.meta.Author), subject, when, when, creator, producer)
}

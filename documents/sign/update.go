package sign

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"liaison/evidence/pdf"
)

// errFile is a file that cannot be signed as it is.
var errFile = errors.New("file cannot be signed")

// slack is the room that a signature may need beyond the one tried first: the length of an ECDSA value varies by a few bytes.
const slack = 32

// mostObjects is the most that a file may number (ISO 32000-1 annex C).
const mostObjects = 8388607

// update appends the signature and what it needs as an incremental update (ISO 32000-1 7.5.6): an invisible field on the first page.
func (s *Signer) update(file []byte, at time.Time) ([]byte, error) {
	doc, err := pdf.Open(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, fmt.Errorf("read pdf: %w", err)
	}
	pages, err := doc.Pages()
	if err != nil {
		return nil, fmt.Errorf("read pages: %w", err)
	}
	root, _ := doc.Trailer()["Root"].(pdf.Ref)
	size, _ := doc.Trailer()["Size"].(pdf.Int)
	before, err := lastTable(file)
	switch {
	case err != nil:
		return nil, err
	case len(pages) == 0 || root == (pdf.Ref{}) || size <= 0 || size > mostObjects || doc.Rebuilt():
		return nil, fmt.Errorf("%w: no pages, or a damaged table", errFile)
	case doc.Root()["AcroForm"] != nil:
		return nil, fmt.Errorf("%w: it has a form already", errFile)
	}
	u := &updater{out: append(make([]byte, 0, len(file)+1<<14), file...), offsets: map[int]int{}}
	if u.out[len(u.out)-1] != '\n' {
		u.out = append(u.out, '\n')
	}
	field, look, value := pdf.Ref{Num: int(size)}, pdf.Ref{Num: int(size) + 1}, pdf.Ref{Num: int(size) + 2}
	page, catalogue := maps.Clone(pages[0].Dict), maps.Clone(doc.Root())
	page["Annots"] = append(append(pdf.Array{}, doc.Array(page["Annots"])...), field)
	catalogue["AcroForm"] = pdf.Dict{"Fields": pdf.Array{field}, "SigFlags": pdf.Int(3)} // signatures exist, append only
	u.put(root, catalogue)
	u.put(pages[0].Ref, page)
	u.put(field, pdf.Dict{"Type": pdf.Name("Annot"), "Subtype": pdf.Name("Widget"), "FT": pdf.Name("Sig"), "T": pdf.TextString("Signature1"), "F": pdf.Int(132), // print, locked
		"Rect": pdf.Array{pdf.Int(0), pdf.Int(0), pdf.Int(0), pdf.Int(0)}, "P": pages[0].Ref, "V": value, "AP": pdf.Dict{"N": look}})
	u.begin(look) // PDF/A-1 asks each field for an appearance; nothing is to be seen
	u.text("<</Type/XObject/Subtype/Form/BBox[0 0 0 0]/Length 0>>\nstream\n\nendstream\nendobj\n")
	place, err := s.reserve(u, value, at)
	if err != nil {
		return nil, err
	}
	u.finish(doc, file, before, int(size)+3)
	return s.fill(u.out, place)
}

// lastTable is the offset of the newest cross-reference table. Our own files have tables; a file with streams instead is refused.
func lastTable(file []byte) (int, error) {
	i := bytes.LastIndex(file, []byte("startxref"))
	if i < 0 {
		return 0, fmt.Errorf("%w: no startxref", errFile)
	}
	words := bytes.Fields(file[i+len("startxref"):])
	if len(words) == 0 {
		return 0, fmt.Errorf("%w: no table", errFile)
	}
	at, err := strconv.Atoi(string(words[0]))
	if err != nil || at < 0 || at >= len(file) || !bytes.HasPrefix(file[at:], []byte("xref")) {
		return 0, fmt.Errorf("%w: its cross-references are no table", errFile)
	}
	return at, nil
}

// updater writes the objects of an incremental update.
type updater struct {
	out     []byte
	offsets map[int]int // by object number
}

func (u *updater) begin(ref pdf.Ref) {
	u.offsets[ref.Num] = len(u.out)
	u.out = fmt.Appendf(u.out, "%d %d obj\n", ref.Num, ref.Gen)
}

func (u *updater) put(ref pdf.Ref, o pdf.Object) {
	u.begin(ref)
	u.out = pdf.Append(u.out, o)
	u.text("\nendobj\n")
}

func (u *updater) text(s string) { u.out = append(u.out, s...) }

// hole is where the byte range and the signature go.
type hole struct{ ranges, from, to int }

const rangeRoom = len("[0 ") + 3*11

// reserve writes the signature dictionary with room for byte range and signature.
func (s *Signer) reserve(u *updater, ref pdf.Ref, at time.Time) (hole, error) {
	tried, err := s.signature([sha256.Size]byte{})
	if err != nil {
		return hole{}, err
	}
	var h hole
	u.begin(ref)
	u.text("<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M(" + at.Format("D:20060102150405+00'00'") + ")/Name")
	u.out = pdf.Append(u.out, pdf.TextString(name(s.cert)))
	u.text("/ByteRange")
	h.ranges = len(u.out)
	u.out = append(u.out, bytes.Repeat([]byte{' '}, rangeRoom)...)
	u.text("/Contents")
	h.from = len(u.out)
	u.text("<")
	u.out = append(u.out, bytes.Repeat([]byte{'0'}, 2*(len(tried)+slack))...)
	u.text(">")
	h.to = len(u.out)
	u.text(">>\nendobj\n")
	return h, nil
}

// finish writes the table of the update and its trailer. The second file identifier changes with the update (14.4).
func (u *updater) finish(doc *pdf.File, file []byte, before, size int) {
	start := len(u.out)
	u.text("xref\n")
	for _, n := range slices.Sorted(maps.Keys(u.offsets)) {
		u.out = fmt.Appendf(u.out, "%d 1\n%010d 00000 n \n", n, u.offsets[n])
	}
	trailer := pdf.Dict{"Size": pdf.Int(size), "Prev": pdf.Int(before)}
	for _, k := range []pdf.Name{"Root", "Info"} {
		if o := doc.Trailer()[k]; o != nil {
			trailer[k] = o
		}
	}
	sum := sha256.Sum256(u.out[len(file):])
	if id := doc.Array(doc.Trailer()["ID"]); len(id) == 2 {
		trailer["ID"] = pdf.Array{id[0], pdf.String(sum[:16])}
	}
	u.text("trailer\n")
	u.out = pdf.Append(u.out, trailer)
	u.out = fmt.Appendf(u.out, "\nstartxref\n%d\n%%%%EOF\n", start)
}

// fill signs all but the hole and puts the signature there.
func (s *Signer) fill(out []byte, h hole) ([]byte, error) {
	ranges := fmt.Sprintf("[0 %d %d %d]", h.from, h.to, len(out)-h.to)
	if len(ranges) > rangeRoom {
		return nil, fmt.Errorf("%w: too large", errFile)
	}
	copy(out[h.ranges:], ranges)
	digest := sha256.New()
	digest.Write(out[:h.from])
	digest.Write(out[h.to:])
	value, err := s.signature([sha256.Size]byte(digest.Sum(nil)))
	if err != nil {
		return nil, err
	}
	if hex.EncodedLen(len(value)) > h.to-h.from-2 {
		return nil, fmt.Errorf("%w: signature of %d bytes does not fit", errFile, len(value))
	}
	hex.Encode(out[h.from+1:], value)
	return out, nil
}

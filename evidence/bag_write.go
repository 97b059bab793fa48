package evidence

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/google/uuid"

	"liaison/evidence/pdf"
	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
)

// bagWriter writes a bag and keeps the digest of every file.
type bagWriter struct {
	dir     string
	dossier *liaison.Dossier
	open    OpenObject
	sums    map[string]string // path in the bag -> hex SHA-256
	size    int64             // of the payload
	files   int
}

// WriteBag writes a case as a BagIt bag (RFC 8493) into an empty or new folder: every exhibit's own bytes, the sealed books, the
// issued letters, the claims, and the lists by which verify compares them.
func WriteBag(ctx context.Context, dir string, d *liaison.Dossier, open OpenObject) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("create bag: %w", err)
	}
	w := &bagWriter{dir: dir, dossier: d, open: open, sums: map[string]string{}}
	m := manifest{Format: manifestLevel, Case: d.Case.Number, Title: d.Case.Title, Editions: []manifestEdition{}, Exhibits: []manifestExhibit{}}
	if err := w.exhibits(ctx, &m); err != nil {
		return err
	}
	if err := w.books(ctx, &m); err != nil {
		return err
	}
	letters, err := w.letters(ctx)
	if err != nil {
		return err
	}
	if err := w.claims(); err != nil {
		return err
	}
	for path, doc := range map[string]any{manifestFile: m, letterFile: letters, payloadCase: newCaseRecord(d)} {
		if err := w.document(path, doc); err != nil {
			return err
		}
	}
	return w.tags()
}

// exhibits writes every exhibit's bytes and its entry; where it stands in a book is filled in by books.
func (w *bagWriter) exhibits(ctx context.Context, m *manifest) error {
	bundles := map[uuid.UUID]int{}
	for _, b := range w.dossier.Bundles {
		bundles[b.ID] = b.Ordinal
	}
	list := slices.Clone(w.dossier.Exhibits)
	slices.SortStableFunc(list, func(a, b liaison.Exhibit) int {
		return cmp.Or(bundles[a.BundleID]-bundles[b.BundleID], a.Ordinal-b.Ordinal)
	})
	for _, e := range list {
		x := manifestExhibit{Ordinal: e.Ordinal, Bundle: max(bundles[e.BundleID], 1), Title: e.Title, Kind: string(e.Kind), KindTitle: e.Kind.Title(),
			Source: e.Source, ObtainedOn: e.ObtainedOn, Copy: e.Copy, CollectedBy: e.CollectedBy, Proves: e.Proves, OriginalName: e.FileName,
			MediaType: e.Stored.MediaType, SHA256: e.Stored.SHA256, Size: e.Stored.Size, Rotation: e.Rotation}
		x.File = exhibitPath(x.Bundle, e.Ordinal, e.FileName)
		if err := w.object(ctx, x.File, e.Stored.ObjectRef, fmt.Sprintf("证据%d“%s”", e.Ordinal, e.Title)); err != nil {
			return err
		}
		for _, ed := range w.dossier.Editions {
			i := slices.IndexFunc(ed.Entries, func(b liaison.BookEntry) bool { return b.ExhibitID == e.ID })
			if i >= 0 {
				b := ed.Entries[i]
				x.Edition, x.FirstPage, x.Pages, x.Refusal, x.Rows = ed.Ordinal, b.FirstPage, b.Pages, b.Refused, b.Rows
			}
		}
		m.Exhibits = append(m.Exhibits, x)
	}
	return nil
}

// books writes the sealed books and takes the digest of every page, by which verify knows a page that stands elsewhere.
func (w *bagWriter) books(ctx context.Context, m *manifest) error {
	for _, e := range w.dossier.Editions {
		path := bookPath(e.Ordinal)
		if err := w.object(ctx, path, e.Object, fmt.Sprintf("证据卷第%d版", e.Ordinal)); err != nil {
			return err
		}
		digests, err := fileDigests(filepath.Join(w.dir, filepath.FromSlash(path)))
		if err != nil {
			return fmt.Errorf("take digests of book %d: %w", e.Ordinal, err)
		}
		if len(digests) != e.Pages || e.FrontMatter+e.Body != e.Pages {
			return fmt.Errorf("book %d has %d pages where %d were sealed", e.Ordinal, len(digests), e.Pages)
		}
		m.Editions = append(m.Editions, manifestEdition{Edition: e.Ordinal, Bundle: w.bundleTitle(e.BundleID), File: path, SHA256: e.Object.SHA256, Pages: e.Pages,
			FrontMatter: e.FrontMatter, Body: e.Body, SealedAt: e.SealedAt.UTC(), SealedBy: e.SealedBy, FrontDigests: digests[:e.FrontMatter]})
		for i := range m.Exhibits {
			x := &m.Exhibits[i]
			if last := x.FirstPage + x.Pages - 1; x.Edition == e.Ordinal && x.FirstPage >= 1 && last <= e.Body {
				x.PageDigests = digests[e.FrontMatter+x.FirstPage-1 : e.FrontMatter+last]
			}
		}
	}
	return nil
}

func (w *bagWriter) bundleTitle(id uuid.UUID) string {
	for _, b := range w.dossier.Bundles {
		if b.ID == id {
			return b.Title()
		}
	}
	return liaison.Bundle{Ordinal: 1}.Title()
}

func fileDigests(path string) ([]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close() // only read from
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	return pageDigests(f, info.Size())
}

// pageDigests are the digests of a PDF's pages, in order.
func pageDigests(r io.ReaderAt, size int64) ([]string, error) {
	src, err := pdf.Open(r, size)
	if err != nil {
		return nil, err
	}
	pages, err := src.Pages()
	if err != nil {
		return nil, err
	}
	return digestsOf(src, pages)
}

func digestsOf(f *pdf.File, pages []pdf.Page) ([]string, error) {
	d := pdf.NewDigests(f)
	var sums []string
	for i, p := range pages {
		s, err := d.Page(p)
		if err != nil {
			return nil, fmt.Errorf("page %d: %w", i+1, err)
		}
		sums = append(sums, s)
	}
	return sums, nil
}

// claims writes every version of the claim; the newest is claim.json.
func (w *bagWriter) claims() error {
	for i := range w.dossier.Claims {
		if err := w.document(claimPath(w.dossier, i), w.dossier.Claims[i].Result); err != nil {
			return err
		}
	}
	return nil
}

// claimPath is the file of a claim version.
func claimPath(d *liaison.Dossier, i int) string {
	if i == len(d.Claims)-1 {
		return claimFile
	}
	return earlierClaim(d.Claims[i].Version)
}

// earlierClaim is the file of a version that is no longer the newest.
func earlierClaim(version int) string {
	return fmt.Sprintf("%s/claims/claim-%d.json", payloadDir, version)
}

// object writes stored bytes and compares them with what the row says.
func (w *bagWriter) object(ctx context.Context, path string, ref liaison.ObjectRef, what string) error {
	r, err := w.open(ctx, ref)
	if err != nil {
		return fmt.Errorf("open object for export: %w", err)
	}
	defer r.Close() // only read from
	sum, err := w.file(path, r)
	if err != nil {
		return err
	}
	if sum != ref.SHA256 {
		return fault.New(fault.Unavailable, "%s的存储内容与登记的摘要不一致，不能导出；请运行 liaison fsck 并联系管理员", what)
	}
	return nil
}

func (w *bagWriter) document(path string, v any) error {
	b, err := jsonFile(v)
	if err != nil {
		return err
	}
	_, err = w.file(path, bytes.NewReader(b))
	return err
}

// file writes one file of the bag.
func (w *bagWriter) file(path string, r io.Reader) (sum string, err error) {
	if _, dup := w.sums[path]; dup {
		return "", fmt.Errorf("two files of one name in the bag: %s", path)
	}
	full := filepath.Join(w.dir, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		return "", fmt.Errorf("create folder of bag: %w", err)
	}
	f, err := os.Create(full)
	if err != nil {
		return "", fmt.Errorf("create file of bag: %w", err)
	}
	h := sha256.New()
	n, err := io.Copy(io.MultiWriter(f, h), r)
	if err := errors.Join(err, f.Close()); err != nil {
		return "", fmt.Errorf("write file of bag: %w", err)
	}
	sum = hex.EncodeToString(h.Sum(nil))
	w.sums[path] = sum
	if strings.HasPrefix(path, payloadDir+"/") {
		w.size += n
		w.files++
	}
	return sum, nil
}

// tags writes bagit.txt, bag-info.txt and the two manifests (RFC 8493 2.1, 2.2).
func (w *bagWriter) tags() error {
	if _, err := w.file(bagManifest, strings.NewReader(w.sumList(func(p string) bool { return strings.HasPrefix(p, payloadDir+"/") }))); err != nil {
		return err
	}
	if _, err := w.file(bagitFile, strings.NewReader(bagDeclares)); err != nil {
		return err
	}
	if _, err := w.file(bagInfoFile, strings.NewReader(w.info())); err != nil {
		return err
	}
	_, err := w.file(bagTagList, strings.NewReader(w.sumList(func(p string) bool { return !strings.HasPrefix(p, payloadDir+"/") })))
	return err
}

func (w *bagWriter) sumList(take func(string) bool) string {
	var b strings.Builder
	for _, p := range slices.Sorted(maps.Keys(w.sums)) {
		if take(p) {
			fmt.Fprintf(&b, "%s  %s\n", w.sums[p], escapePath(p))
		}
	}
	return b.String()
}

// escapePath codes what would break a line of a manifest (RFC 8493 2.1.3).
func escapePath(p string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(p)
}

func unescapePath(p string) string {
	return strings.NewReplacer("%0D", "\r", "%0d", "\r", "%0A", "\n", "%0a", "\n", "%25", "%").Replace(p)
}

// info is bag-info.txt. The date is that of the newest sealing or opening: the same case exported twice has the same bytes.
func (w *bagWriter) info() string {
	c := w.dossier.Case
	date := c.OpenedAt
	for _, e := range w.dossier.Editions {
		if e.SealedAt.After(date) {
			date = e.SealedAt
		}
	}
	var b strings.Builder
	for _, line := range [][2]string{
		{"Source-Organization", fit(c.Office.Bureau, c.Office.Agency)},
		{"Organization-Address", c.Office.Address},
		{"Contact-Phone", c.Office.Phone},
		{"External-Identifier", c.Number},
		{"External-Description", c.Title + "：证据、证据卷、应追回金额核定、文书"},
		{"Bagging-Date", calendar.FromTime(date).String()},
		{"Payload-Oxum", fmt.Sprintf("%d.%d", w.size, w.files)},
		{"Bag-Software-Agent", "liaison"},
	} {
		if value := strings.Join(strings.Fields(line[1]), " "); value != "" {
			fmt.Fprintf(&b, "%s: %s\n", line[0], value)
		}
	}
	return b.String()
}

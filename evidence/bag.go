package evidence

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"liaison/liaison"
	"liaison/liaison/fault"
)

// OpenObject reads stored bytes back, by their version.
type OpenObject func(ctx context.Context, ref liaison.ObjectRef) (io.ReadCloser, error)

// Export writes one case as a folder that anyone can read and `liaison verify` can prove: bundle/ (a BagIt 1.0 bag, RFC 8493),
// book.pdf, letters/KIND-NUMBER.pdf and case.json. It mentions nothing but this case.
//
// It is written beside its place and moved there when it is whole. What stood there before is replaced if it was an export, and
// left alone otherwise (fault.Conflict). If we stop between the two moves, the old export waits under a hidden name, and the
// next Export puts it back first.
func Export(ctx context.Context, path string, d *liaison.Dossier, open OpenObject) error {
	path = filepath.Clean(path)
	parent, base := filepath.Split(path)
	side, previous := filepath.Join(parent, "."+base+".exporting"), filepath.Join(parent, "."+base+".previous")
	if err := os.MkdirAll(filepath.Join(parent, "."), 0o755); err != nil {
		return fault.Wrap(err, fault.Invalid, "不能建立导出目录“%s”，请检查路径和权限", parent)
	}
	if err := restore(path, previous); err != nil {
		return err
	}
	if err := replaceable(path); err != nil {
		return err
	}
	if err := os.RemoveAll(side); err != nil {
		return fmt.Errorf("remove unfinished export: %w", err)
	}
	if err := writeCase(ctx, side, d, open); err != nil {
		os.RemoveAll(side) // what remains is removed by the next export
		return err
	}
	if err := os.Rename(path, previous); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("move old export aside: %w", err)
	}
	if err := os.Rename(side, path); err != nil { // if we stop before this, restore brings the old one back
		return fmt.Errorf("move export into place: %w", err)
	}
	if err := os.RemoveAll(previous); err != nil {
		return fmt.Errorf("remove old export: %w", err)
	}
	return nil
}

// restore puts back what an interrupted export had moved aside, or removes it where the new one is in place.
func restore(path, previous string) error {
	if _, err := os.Lstat(previous); err != nil {
		return nil // nothing was interrupted
	}
	if _, err := os.Lstat(path); err == nil {
		return os.RemoveAll(previous)
	}
	return os.Rename(previous, path)
}

// replaceable refuses to replace what is not an export.
func replaceable(path string) error {
	entries, err := os.ReadDir(path)
	if errors.Is(err, os.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil
	}
	if err == nil {
		_, err = os.Stat(filepath.Join(path, bundleDir, bagitFile))
	}
	if err != nil {
		return fault.New(fault.Conflict, "“%s”已存在而且不是案件导出目录，请换一个目录，或者先移走其中的文件", path)
	}
	return nil
}

// writeCase writes a whole export under a folder.
func writeCase(ctx context.Context, dir string, d *liaison.Dossier, open OpenObject) error {
	if err := WriteBag(ctx, filepath.Join(dir, bundleDir), d, open); err != nil {
		return err
	}
	bag := filepath.Join(dir, bundleDir)
	if err := copyFile(filepath.Join(bag, payloadCase), filepath.Join(dir, caseFile)); err != nil {
		return err
	}
	for _, e := range d.Editions {
		if err := copyFile(filepath.Join(bag, filepath.FromSlash(bookPath(e.Ordinal))), filepath.Join(dir, bookName(e.Ordinal))); err != nil {
			return err
		}
	}
	letters, err := os.ReadDir(filepath.Join(bag, payloadDir, lettersDir))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("list letters: %w", err)
	}
	for _, l := range letters {
		if err := copyFile(filepath.Join(bag, payloadDir, lettersDir, l.Name()), filepath.Join(dir, lettersDir, l.Name())); err != nil {
			return err
		}
	}
	return nil
}

// bookName is a book's file in an export: book.pdf, and book-2.pdf … for the books of supplements.
func bookName(edition int) string {
	if edition == 1 {
		return "book.pdf"
	}
	return fmt.Sprintf("book-%d.pdf", edition)
}

// bookPath is a book's file in the bag.
func bookPath(edition int) string { return payloadDir + "/" + bookName(edition) }

// exhibitPath is an exhibit's file in the bag: its ordinal and its own name; exhibits of supplements have the supplement's number first.
func exhibitPath(bundle, ordinal int, name string) string {
	place := fmt.Sprint(ordinal)
	if bundle > 1 {
		place = fmt.Sprintf("s%d-%d", bundle-1, ordinal)
	}
	return payloadDir + "/exhibits/" + place + "-" + safeName(name)
}

// letterPath is a letter's file in the bag.
func letterPath(l liaison.Letter) string {
	return payloadDir + "/" + lettersDir + "/" + safeName(string(l.Kind)+"-"+l.Number+".pdf")
}

// maxNameBytes leaves room under the 255 bytes of common file systems.
const maxNameBytes = 200

// safeName makes a name that every file system takes; the original name stands in the manifest.
func safeName(name string) string {
	clean := strings.Map(func(r rune) rune {
		if r == utf8.RuneError || unicode.IsControl(r) || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, name)
	clean = strings.Trim(clean, ". ")
	if clean == "" {
		clean = "_"
	}
	if len(clean) <= maxNameBytes {
		return clean
	}
	ext := filepath.Ext(clean)
	if len(ext) > 10 {
		ext = ""
	}
	cut := clean[:maxNameBytes-len(ext)]
	for !utf8.ValidString(cut) {
		cut = cut[:len(cut)-1]
	}
	return cut + ext
}

func copyFile(from, to string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return fmt.Errorf("create folder: %w", err)
	}
	in, err := os.Open(from)
	if err != nil {
		return fmt.Errorf("copy export file: %w", err)
	}
	defer in.Close() // only read from
	out, err := os.Create(to)
	if err != nil {
		return fmt.Errorf("copy export file: %w", err)
	}
	_, err = io.Copy(out, in)
	if err := errors.Join(err, out.Close()); err != nil {
		return fmt.Errorf("copy export file: %w", err)
	}
	return nil
}

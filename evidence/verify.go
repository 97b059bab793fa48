package evidence

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"

	"liaison/liaison/fault"
)

// FaultKind is what is wrong with an export.
type FaultKind string

const (
	FaultMissing   FaultKind = "missing"   // 缺失: a file that the lists name is not there
	FaultChanged   FaultKind = "changed"   // 改动: bytes or a page are not what was exported
	FaultExtra     FaultKind = "extra"     // 多余: a file that no list names
	FaultIndex     FaultKind = "index"     // 目录不符: a row of the catalogue or a bookmark reads or leads wrong
	FaultLabel     FaultKind = "label"     // 页码不符: page label and printed number differ
	FaultReference FaultKind = "reference" // 引用不符: a letter cites a page that is not the exhibit's
	FaultAmount    FaultKind = "amount"    // 金额不符: a letter's sum is not the claim's, or a claim does not add up
	FaultOrder     FaultKind = "order"     // 次序不符: pages or exhibits stand in another order
	FaultSignature FaultKind = "signature" // 签名不符: a signature does not cover the file as it is
)

// VerifyFault is one thing that does not hold.
type VerifyFault struct {
	Kind   FaultKind `json:"kind"`
	File   string    `json:"file"` // from the folder that was verified
	Page   int       `json:"page"` // printed number in a book, page in a letter; 0: not tied to a page
	Detail string    `json:"detail"`
}

// Report is what Verify found. Its JSON is the document of `liaison verify --json`.
type Report struct {
	OK      bool          `json:"ok"`
	Faults  []VerifyFault `json:"faults"`
	Checked Checked       `json:"checked"`
}

// Checked counts what was looked at.
type Checked struct {
	Files      int `json:"files"`
	Pages      int `json:"pages"`
	References int `json:"references"`
}

// Verify proves an export offline: nothing missing, changed, renumbered or mis-cited. dir is the folder of a case, a bag, or a folder
// of several. It needs no store and no network. An error (fault.Invalid) means that there is nothing to verify.
func Verify(ctx context.Context, dir string) (Report, error) {
	info, err := os.Stat(dir)
	if err != nil || !info.IsDir() {
		return Report{}, fault.New(fault.Invalid, "找不到目录“%s”，请指定导出的案件目录或其中的 bundle 目录", dir)
	}
	return VerifyFS(ctx, os.DirFS(dir), dir)
}

// VerifyFS is Verify over any file system whose files can be read at an offset; name is for messages.
func VerifyFS(ctx context.Context, root fs.FS, name string) (Report, error) {
	v := &verifier{ctx: ctx, root: root, report: Report{Faults: []VerifyFault{}}}
	switch {
	case v.isDir(bundleDir), v.isFile(caseFile):
		v.caseFolder(".")
	case v.isBag("."):
		v.bag(".")
	default:
		cases, err := v.caseFolders()
		if err != nil {
			return Report{}, err
		}
		if len(cases) == 0 {
			return Report{}, fault.New(fault.Invalid, "“%s”不是导出的案件目录，也不是证据包（没有 %s），请核对路径", name, bagitFile)
		}
		for _, c := range cases {
			v.caseFolder(c)
		}
	}
	if ctx.Err() != nil {
		return Report{}, ctx.Err()
	}
	r := v.report
	slices.SortStableFunc(r.Faults, func(a, b VerifyFault) int {
		return cmp.Or(strings.Compare(a.File, b.File), a.Page-b.Page)
	})
	r.Faults = slices.Compact(r.Faults)
	r.OK = len(r.Faults) == 0
	return r, nil
}

// verifier gathers faults.
type verifier struct {
	ctx    context.Context
	root   fs.FS
	report Report
}

func (v *verifier) add(kind FaultKind, file string, page int, format string, args ...any) {
	v.report.Faults = append(v.report.Faults, VerifyFault{kind, file, page, fmt.Sprintf(format, args...)})
}

func (v *verifier) isDir(p string) bool {
	info, err := fs.Stat(v.root, p)
	return err == nil && info.IsDir()
}

func (v *verifier) isFile(p string) bool {
	info, err := fs.Stat(v.root, p)
	return err == nil && info.Mode().IsRegular()
}

// isBag recognises a bag even where one of its own files was removed.
func (v *verifier) isBag(p string) bool {
	return v.isFile(path.Join(p, bagitFile)) || v.isFile(path.Join(p, bagManifest)) || v.isFile(path.Join(p, manifestFile))
}

// isCase recognises the folder of a case even where its bag or one of the files beside it was removed.
func (v *verifier) isCase(dir string) bool {
	return v.isDir(path.Join(dir, bundleDir)) || v.isFile(path.Join(dir, caseFile)) || v.isFile(path.Join(dir, bookName(1)))
}

// caseFolders are the folders below that are exports.
func (v *verifier) caseFolders() ([]string, error) {
	entries, err := fs.ReadDir(v.root, ".")
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "目录无法读取，请检查权限")
	}
	var cases []string
	for _, e := range entries {
		if e.IsDir() && !strings.HasPrefix(e.Name(), ".") && v.isCase(e.Name()) {
			cases = append(cases, e.Name())
		}
	}
	return cases, nil
}

// caseFolder verifies a case: its bag, and the copies beside it.
func (v *verifier) caseFolder(dir string) {
	b := v.bag(path.Join(dir, bundleDir))
	if b == nil {
		return
	}
	want := map[string]string{caseFile: payloadCase}
	for _, e := range b.manifest.Editions {
		want[path.Base(e.File)] = e.File
	}
	for _, l := range b.letters.Letters {
		want[lettersDir+"/"+path.Base(l.File)] = l.File
	}
	for _, file := range slices.Sorted(maps.Keys(want)) {
		v.copied(b, path.Join(dir, file), want[file])
	}
	v.extras(dir, want)
}

// copied compares a copy beside the bag with what the bag's own lists say of it.
func (v *verifier) copied(b *bag, file, source string) {
	sum, _, err := v.digest(file)
	if err != nil {
		v.unreadable(file, err)
		return
	}
	listed, ok := b.sums[source]
	if !ok || sum == listed {
		return
	}
	v.add(FaultChanged, file, 0, "内容与证据包中的 %s 不一致", source)
	for _, e := range b.manifest.Editions {
		if e.File == source {
			v.book(b, e, file)
		}
	}
}

// extras names files beside the bag that no list names.
func (v *verifier) extras(dir string, want map[string]string) {
	v.walk(dir, func(file string, regular bool) {
		rel := strings.TrimPrefix(file, dir+"/")
		if dir == "." {
			rel = file
		}
		if _, ok := want[rel]; !ok && !strings.HasPrefix(rel, bundleDir+"/") {
			v.add(FaultExtra, file, 0, "多出的文件，不在导出清单中")
		}
	})
}

// walk visits every file below a folder.
func (v *verifier) walk(dir string, fn func(file string, regular bool)) {
	err := fs.WalkDir(v.root, dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			v.add(FaultChanged, p, 0, "无法读取")
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if !d.IsDir() {
			fn(p, d.Type().IsRegular())
		}
		return v.ctx.Err()
	})
	if err != nil && v.ctx.Err() == nil {
		v.add(FaultChanged, dir, 0, "目录无法读取")
	}
}

func (v *verifier) unreadable(file string, err error) {
	if errors.Is(err, fs.ErrNotExist) {
		v.add(FaultMissing, file, 0, "文件缺失")
		return
	}
	v.add(FaultChanged, file, 0, "文件无法读取")
}

// digest is a file's SHA-256 and size.
func (v *verifier) digest(file string) (sum string, size int64, err error) {
	if !fs.ValidPath(file) {
		return "", 0, fs.ErrNotExist
	}
	f, err := v.root.Open(file)
	if err != nil {
		return "", 0, err
	}
	defer f.Close() // only read from
	info, err := f.Stat()
	if err != nil {
		return "", 0, err
	}
	if !info.Mode().IsRegular() {
		return "", 0, fs.ErrNotExist
	}
	h := sha256.New()
	size, err = io.Copy(h, f)
	v.report.Checked.Files++
	return hex.EncodeToString(h.Sum(nil)), size, err
}

// maxDocument bounds a JSON document or list in memory.
const maxDocument = 256 << 20

// document reads a JSON document of the bag; a fault is added where it is there and cannot be read.
func (v *verifier) document(file string, to any) bool {
	b, err := v.read(file)
	if err != nil {
		return false // named as missing or changed by the lists
	}
	if err := json.Unmarshal(b, to); err != nil {
		v.add(FaultChanged, file, 0, "内容已损坏，无法解析")
		return false
	}
	return true
}

func (v *verifier) read(file string) ([]byte, error) {
	f, err := v.root.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close() // only read from
	return io.ReadAll(io.LimitReader(f, maxDocument))
}

package web

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"liaison/liaison"
	"liaison/liaison/fault"
	"liaison/liaison/problem"
)

// postCaseFolder takes a whole case folder: its files, or one ZIP of them. It is what `import` does with a folder on disk.
func (s *server) postCaseFolder(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	p, err := s.openPage(r, actor)
	if err != nil {
		return err
	}
	if s.opts.ReadFolder == nil {
		return fault.New(fault.NotFound, "本系统没有开启整夹上传，请填写表单新建案件")
	}
	tmp, err := newSpool()
	if err != nil {
		return err
	}
	defer tmp.close(s.log)
	number, status, err := s.importUpload(r, actor, tmp)
	switch f := again(err); {
	case err == nil && status == liaison.Unchanged:
		return see(w, r, "/cases/"+url.PathEscape(number)+"?done=known")
	case err == nil:
		return see(w, r, "/cases/"+url.PathEscape(number)+"?done=open")
	case f == nil:
		return err
	default:
		p.FolderForm = Form{ID: "folder", values: url.Values{}, fault: f}
		if err := s.lastOffice(r, actor, p.Form.values); err != nil {
			return err
		}
		return s.views.render(w, problem.Status(f), p)
	}
}

func (s *server) importUpload(r *http.Request, actor liaison.Actor, tmp *spool) (string, liaison.ImportStatus, error) {
	files, name, done, err := s.receiveFolder(r, tmp)
	if err != nil {
		return "", liaison.Refused, err
	}
	defer done()
	folder, err := s.opts.ReadFolder(files, name)
	if err != nil {
		return "", liaison.Refused, err
	}
	return s.svc.ImportFolder(r.Context(), actor, folder, files)
}

// receiveFolder spools what was uploaded. done lets the files go.
func (s *server) receiveFolder(r *http.Request, tmp *spool) (files fs.FS, name string, done func(), err error) {
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, "", nil, badRequest(err)
	}
	var got []string
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, "", nil, badRequest(err)
		}
		base := baseName(part.FileName())
		if part.FileName() == "" || ignoredFile(base) {
			continue
		}
		if err := tmp.saveAny(base, part); err != nil {
			if errors.Is(err, fs.ErrExist) {
				err = fault.New(fault.Invalid, "材料夹里有两个同名文件").At(base, 0, "请改名，或压缩成 ZIP 后上传")
			}
			return nil, "", nil, err
		}
		got = append(got, base)
	}
	switch {
	case len(got) == 0:
		return nil, "", nil, fault.New(fault.Invalid, "没有选择文件").At("folder", 0, "请选择材料夹，或选择打包好的 ZIP 文件")
	case len(got) == 1 && strings.EqualFold(path.Ext(got[0]), ".zip"):
		return s.openZip(tmp, got[0])
	case !slices.Contains(got, liaison.CaseFile):
		return nil, "", nil, noCaseFile()
	}
	return tmp.root.FS(), "上传的材料夹", func() {}, nil
}

func noCaseFile() error {
	return fault.New(fault.Invalid, "材料夹里没有 case.yaml").At("folder", 0, "整夹上传需要 case.yaml 说明案情；没有的，请填写下面的表单")
}

// ignoredFile is what operating systems leave in folders.
func ignoredFile(name string) bool {
	return name == ".DS_Store" || name == "Thumbs.db" || name == "desktop.ini" || strings.HasPrefix(name, "._") || strings.HasPrefix(name, "~$")
}

// saveAny is save for a folder's files, of which case.yaml may be one.
func (t *spool) saveAny(name string, r io.Reader) error {
	if name == liaison.CaseFile {
		return t.write(name, r)
	}
	return t.save(name, r)
}

// Limits of an uploaded ZIP: beyond them it is no case folder.
const (
	zipFiles = 2_000
	zipBytes = 4 << 30
)

// openZip unpacks an archive beside itself and finds the folder in it that holds case.yaml.
func (s *server) openZip(tmp *spool, name string) (files fs.FS, folder string, done func(), err error) {
	archive, err := tmp.root.Open(name)
	if err != nil {
		return nil, "", nil, fmt.Errorf("open upload: %w", err)
	}
	defer archive.Close() // read only
	info, err := archive.Stat()
	if err != nil {
		return nil, "", nil, fmt.Errorf("stat upload: %w", err)
	}
	z, err := zip.NewReader(archive, info.Size())
	if err != nil {
		return nil, "", nil, fault.Wrap(err, fault.Invalid, "ZIP 文件打不开，可能没有传完或已损坏，请重新打包后上传").At(name, 0, "不是完整的 ZIP 文件")
	}
	top, err := caseFolderOf(z)
	if err != nil {
		return nil, "", nil, err
	}
	if err := tmp.root.Mkdir(unpacked, 0o700); err != nil {
		return nil, "", nil, fmt.Errorf("make folder: %w", err)
	}
	if err := unpack(tmp, z, top); err != nil {
		return nil, "", nil, err
	}
	sub, err := tmp.root.OpenRoot(unpacked)
	if err != nil {
		return nil, "", nil, fmt.Errorf("open folder: %w", err)
	}
	if folder = path.Base(top); top == "" {
		folder = strings.TrimSuffix(name, path.Ext(name))
	}
	return sub.FS(), folder, func() { sub.Close() }, nil
}

// unpacked is the directory that an archive's files go to; a colon keeps it apart from any uploaded name of Windows.
const unpacked = "unpacked:zip"

// caseFolderOf is the archive's folder that holds case.yaml: "" or "name".
func caseFolderOf(z *zip.Reader) (string, error) {
	var found []string
	for _, f := range z.File {
		if name := zipName(f); path.Base(name) == liaison.CaseFile && !strings.HasPrefix(name, "__MACOSX/") {
			found = append(found, strings.TrimSuffix(strings.TrimSuffix(name, liaison.CaseFile), "/"))
		}
	}
	switch {
	case len(found) == 0:
		return "", noCaseFile()
	case len(found) > 1:
		return "", fault.New(fault.Invalid, "ZIP 里有 %d 个 case.yaml", len(found)).At("folder", 0, "一次上传一个案件；多个案件请分别打包")
	case len(z.File) > zipFiles:
		return "", fault.New(fault.Invalid, "ZIP 里有 %d 个文件", len(z.File)).At("folder", 0, "一个材料夹不超过 %d 个文件，请核对是否打错了包", zipFiles)
	}
	return found[0], nil
}

// zipName is the entry's path. Archives made on Chinese Windows carry names in GB 18030 without saying so.
func zipName(f *zip.File) string {
	name := f.Name
	if !utf8.ValidString(name) {
		if s, err := simplifiedchinese.GB18030.NewDecoder().String(name); err == nil {
			name = s
		}
	}
	return strings.ReplaceAll(name, `\`, "/")
}

// unpack writes the files of one folder of the archive; os.Root keeps every name inside.
func unpack(tmp *spool, z *zip.Reader, top string) error {
	left := int64(zipBytes)
	for _, f := range z.File {
		name := zipName(f)
		if top != "" {
			rest, ok := strings.CutPrefix(name, top+"/")
			if !ok {
				continue
			}
			name = rest
		}
		if strings.HasSuffix(name, "/") || name == "" || ignoredFile(path.Base(name)) || strings.HasPrefix(name, "__MACOSX/") {
			continue
		}
		if !fs.ValidPath(name) || len(name) > 250 || !utf8.ValidString(name) {
			return fault.New(fault.Invalid, "ZIP 里有不能使用的文件名").At("folder", 0, "文件名“%s”不能使用，请改名后重新打包", clip(strings.ToValidUTF8(name, "?"), 40))
		}
		n, err := tmp.unpackOne(f, unpacked+"/"+name, left)
		if err != nil {
			return err
		}
		left -= n
	}
	return nil
}

func (t *spool) unpackOne(f *zip.File, name string, left int64) (int64, error) {
	broken := func(err error) error {
		return fault.Wrap(err, fault.Invalid, "ZIP 里的文件解不开").At(path.Base(name), 0, "文件已损坏或加了密码，请重新打包（不加密码）")
	}
	unkept := func(err error) error { // two entries of which one is a folder of the other's name, or a name the disk refuses
		return fault.Wrap(err, fault.Invalid, "ZIP 里有文件存不下来").At(path.Base(name), 0, "请检查是否与文件夹重名或者名称过长，改名后重新打包")
	}
	if err := t.root.MkdirAll(path.Dir(name), 0o700); err != nil {
		return 0, unkept(err)
	}
	r, err := f.Open()
	if err != nil {
		return 0, broken(err)
	}
	defer r.Close() // read only
	out, err := t.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return 0, fault.New(fault.Invalid, "ZIP 里有两个同名文件").At(path.Base(name), 0, "请改名后重新打包")
	} else if err != nil {
		return 0, unkept(err)
	}
	n, err := io.Copy(out, io.LimitReader(r, left+1))
	if closeErr := out.Close(); err == nil && closeErr != nil {
		return n, fmt.Errorf("write upload: %w", closeErr)
	}
	switch {
	case err != nil:
		return n, broken(err)
	case n > left:
		return n, fault.New(fault.Invalid, "ZIP 解开后超过上限").At("folder", 0, "解开后的材料超过 4 GB，请分批上传")
	}
	return n, nil
}

package evidence

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"liaison/liaison"
	"liaison/liaison/fault"
)

// largestCaseFile bounds case.yaml: what is larger was not written by a person.
const largestCaseFile = 4 << 20

// ReadFolder reads a case folder: case.yaml, strictly, and the rows of its tables. All that is wrong comes back as one
// fault.Invalid that names every place by file and line and says what would be right; what need not stop an import stands
// in Folder.Remarks. Scans are not opened. Errors of the disk are wrapped.
//
// Files are opened only under names that stay in the folder and are no links; give it an os.Root's FS where others can
// change the folder meanwhile.
func ReadFolder(fsys fs.FS, name string) (*liaison.Folder, error) {
	faults := fault.New(fault.Invalid, "材料夹“%s”有须更正之处，未读入", name)
	data, err := readCaseFile(fsys)
	if err != nil {
		if f := fault.As(err); f != nil {
			faults.Fields = append(faults.Fields, f.Fields...)
			return nil, faults
		}
		return nil, err
	}
	reader := &caseReader{file: liaison.CaseFile, faults: faults}
	folder, lines := reader.read(data)
	folder.Name = name
	folder.Remarks = append(folder.Remarks, reader.remarks...)
	present := checkExhibitFiles(fsys, folder, lines, faults)
	unlisted, err := unlistedFiles(fsys, folder)
	if err != nil {
		return nil, err
	}
	folder.Remarks = append(folder.Remarks, unlisted...)
	if err := readTables(fsys, folder, present, faults); err != nil {
		return nil, err
	}
	if len(faults.Fields) > 0 {
		faults.Fields = inOrder(faults.Fields)
		return nil, faults
	}
	folder.Remarks = append(folder.Remarks, strangers(folder)...)
	return folder, nil
}

// inOrder puts the faults of case.yaml first, by line, then those of the tables as they were read, each once.
func inOrder(fields []fault.Field) []fault.Field {
	slices.SortStableFunc(fields, func(a, b fault.Field) int {
		switch inA, inB := a.Path == liaison.CaseFile, b.Path == liaison.CaseFile; {
		case inA && inB:
			return a.Line - b.Line
		case inA:
			return -1
		case inB:
			return 1
		}
		return 0
	})
	var once []fault.Field
	for _, f := range fields {
		if !slices.Contains(once, f) {
			once = append(once, f)
		}
	}
	return once
}

// readCaseFile reads case.yaml as text in any encoding offices use.
func readCaseFile(fsys fs.FS) ([]byte, error) {
	f, err := fsys.Open(liaison.CaseFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.Invalid, "缺少 case.yaml").At(liaison.CaseFile, 0, "材料夹里没有 case.yaml，请补充案件说明文件")
	}
	if err != nil {
		return nil, fmt.Errorf("open case.yaml: %w", err)
	}
	defer f.Close() // read only
	data, err := io.ReadAll(io.LimitReader(f, largestCaseFile+1))
	if err != nil {
		return nil, fmt.Errorf("read case.yaml: %w", err)
	}
	if len(data) > largestCaseFile {
		return nil, fault.New(fault.Invalid, "case.yaml 过大").At(liaison.CaseFile, 0, "文件超过 %d MB，请核对是否放错了文件", largestCaseFile>>20)
	}
	text, err := decodeText(data, liaison.CaseFile)
	return []byte(text), err
}

// checkExhibitFiles refuses exhibits whose file is absent, empty, no plain file, or outside the folder, and returns those
// that are there.
func checkExhibitFiles(fsys fs.FS, folder *liaison.Folder, lines map[string]int, faults *fault.Error) map[string]bool {
	present := make(map[string]bool)
	for _, x := range folder.Exhibits {
		line := lines[x.File]
		if !fs.ValidPath(x.File) || x.File == "." || strings.ContainsAny(x.File, "\\\x00") {
			faults.At(liaison.CaseFile, line, "证据文件名“%s”不能指向材料夹之外，请只写材料夹内的文件名", x.File)
			continue
		}
		if linked(fsys, x.File) {
			faults.At(liaison.CaseFile, line, "证据文件“%s”是链接（快捷方式），请把文件本身放入材料夹", x.File)
			continue
		}
		info, err := fs.Stat(fsys, x.File)
		switch {
		case err != nil:
			faults.At(liaison.CaseFile, line, "材料夹里没有证据文件“%s”，请放入该文件或更正文件名", x.File)
		case !info.Mode().IsRegular():
			faults.At(liaison.CaseFile, line, "“%s”不是文件，请写明具体的证据文件", x.File)
		case info.Size() == 0:
			faults.At(x.File, 0, "文件为空，请重新导出或扫描")
		default:
			present[x.File] = true
		}
	}
	return present
}

// linked reports whether the file or a folder above it is a symbolic link, which could lead out of the case folder.
func linked(fsys fs.FS, name string) bool {
	for p := name; p != "."; p = path.Dir(p) {
		if info, err := fs.Lstat(fsys, p); err == nil && info.Mode()&fs.ModeSymlink != 0 {
			return true
		}
	}
	return false
}

// unlistedFiles reports files that case.yaml does not name, so that no evidence is left out unseen. What systems leave
// behind, and the worked-out sums beside samples, are not evidence.
func unlistedFiles(fsys fs.FS, folder *liaison.Folder) ([]liaison.Remark, error) {
	listed := make(map[string]bool)
	for _, x := range folder.Exhibits {
		listed[x.File] = true
	}
	var remarks []liaison.Remark
	err := fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := path.Base(p)
		hidden := p != "." && (strings.HasPrefix(base, ".") || strings.HasPrefix(base, "~$") || base == "__MACOSX" || base == "Thumbs.db" || base == "desktop.ini")
		switch {
		case hidden && d.IsDir():
			return fs.SkipDir
		case hidden, d.IsDir(), listed[p], p == liaison.CaseFile, p == "expected.json":
			return nil
		}
		remarks = append(remarks, liaison.Remark{File: p, Message: "文件在材料夹内而未列入 exhibits，未作为证据导入；如属证据请补列"})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list folder: %w", err)
	}
	return remarks, nil
}

// readTables reads the rows of every table that is there; their faults join the folder's.
func readTables(fsys fs.FS, folder *liaison.Folder, present map[string]bool, faults *fault.Error) error {
	for _, x := range folder.Exhibits {
		if !present[x.File] || !x.Kind.IsTable() {
			continue
		}
		f, err := fsys.Open(x.File)
		if err != nil {
			return fmt.Errorf("open table %s: %w", x.File, err)
		}
		rows, remarks, err := Intake{}.ReadRows(context.Background(), x.Kind, x.File, f)
		_ = f.Close() // read only
		folder.Remarks = append(folder.Remarks, remarks...)
		if wrong := fault.As(err); wrong != nil {
			faults.Fields = append(faults.Fields, wrong.Fields...)
			continue
		}
		if err != nil {
			return err
		}
		folder.Ledger = append(folder.Ledger, rows.Ledger...)
		folder.Second = append(folder.Second, rows.Second...)
		folder.Bank = append(folder.Bank, rows.Bank...)
	}
	return nil
}

// strangers reports ledger rows under an identity number that no party of the case has: a slip, or another person's money.
func strangers(folder *liaison.Folder) []liaison.Remark {
	var known []string
	for _, p := range folder.Parties {
		if p.IDNumber != "" {
			known = append(known, p.IDNumber)
		}
	}
	if len(known) == 0 {
		return nil
	}
	rows := make(map[string][]int)
	var files []string
	for _, r := range slices.Concat(folder.Ledger, folder.Second) {
		if r.IDNumber == "" || slices.Contains(known, r.IDNumber) {
			continue
		}
		if rows[r.Ref.File] == nil {
			files = append(files, r.Ref.File)
		}
		rows[r.Ref.File] = append(rows[r.Ref.File], r.Ref.Row)
	}
	var remarks []liaison.Remark
	for _, file := range files {
		remarks = append(remarks, liaison.Remark{File: file, Line: rows[file][0],
			Message: "第" + joinNumbers(rows[file]) + "行的身份证号码与本案当事人均不相同，已计入，请核实是否为他人的发放记录"})
	}
	return remarks
}

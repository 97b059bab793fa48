package liaison

import (
	"context"
	"io/fs"

	"liaison/liaison/fault"
)

// OpenCase opens a case from what an officer typed and the files uploaded with it. It reads the tables among the exhibits, and from
// there on is the same as ImportFolder.
func (s *Service) OpenCase(ctx context.Context, actor Actor, f *Folder, files fs.FS) (string, error) {
	if err := actor.must(ActOpenCase); err != nil {
		return "", err
	}
	f.Ledger, f.Second, f.Bank = nil, nil, nil
	for _, e := range f.Exhibits {
		if !e.Kind.IsTable() {
			continue
		}
		file, err := files.Open(e.File)
		if err != nil {
			return "", fault.Wrap(err, fault.Invalid, "读不到上传的文件").At(e.File, 0, "请重新选择文件上传")
		}
		rows, remarks, err := s.Intake.ReadRows(ctx, e.Kind, e.File, file)
		file.Close() // read only
		if err != nil {
			return "", err
		}
		f.Ledger, f.Second, f.Bank = append(f.Ledger, rows.Ledger...), append(f.Second, rows.Second...), append(f.Bank, rows.Bank...)
		f.Remarks = append(f.Remarks, remarks...)
	}
	number, status, err := s.ImportFolder(ctx, actor, f, files)
	if err == nil && status == Unchanged {
		return number, fault.New(fault.Conflict, "此人此情形已有案件 %s，材料相同，没有另建", number)
	}
	return number, err
}

package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"liaison/liaison"
	"liaison/liaison/fault"
)

// importedCase is one folder's outcome in `import --json`.
type importedCase struct {
	Folder string               `json:"folder"`
	Case   string               `json:"case"`
	Status liaison.ImportStatus `json:"status"`
	Faults []importFault        `json:"faults"`
	// Remarks are what did not stop the import: a 合计 that differs, a wrong identity number in a table, a scan that cannot be bound.
	Remarks []liaison.Remark `json:"remarks"`
}

type importFault struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Message string `json:"message"`
}

func importCommand() *cobra.Command {
	var dir string
	var asJSON bool
	c := &cobra.Command{
		Use: "import 材料夹...", Short: "收入材料夹：核对、存证、核定、登记文书并起算期限",
		Long: "收入材料夹：核对、存证、核定、登记文书并起算期限。\n\ncase.yaml 的 papers 中，责令退回、处罚、变更决定和还款协议还可以写（都可以不写）：\n" +
			"  account: 还款账户\n  obligations:            # 义务人不止一人，或者分期的，每人每期一行\n" +
			"  - {name: 当事人姓名, amount: 10000.00, due_on: 2026-09-30, served_on: 2026-04-20, joint: true}\n" +
			"due_on 是本期期限，served_on 是向其送达之日（不写的与文书相同），joint 是连带。",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return unusable("请给出至少一个材料夹；用法见 %s --help", cmd.CommandPath())
			}
			return nil
		},
		RunE: withRooms(&dir, func(cmd *cobra.Command, r *rooms, args []string) error {
			var out []importedCase
			refused := false
			for _, folder := range args {
				one, err := importFolder(cmd.Context(), r.service, operator(), folder)
				if err != nil {
					return err
				}
				out = append(out, one)
				refused = refused || one.Status == liaison.Refused
				if !asJSON {
					printImported(one)
				}
			}
			if asJSON {
				if err := printJSON(map[string]any{"cases": out}); err != nil {
					return err
				}
			}
			if refused {
				return errNotHeld
			}
			return nil
		}),
	}
	dataFlag(c.Flags(), &dir)
	jsonFlag(c.Flags(), &asJSON)
	return c
}

// importFolder takes one folder in. What is wrong with the folder is in the outcome; the error is for what is wrong with the house.
func importFolder(ctx context.Context, svc *liaison.Service, actor liaison.Actor, path string) (importedCase, error) {
	out := importedCase{Folder: path, Faults: []importFault{}, Remarks: []liaison.Remark{}, Status: liaison.Refused}
	folder, err := readFolder(path)
	if err == nil {
		out.Case, out.Status, err = svc.ImportFolder(ctx, actor, folder, os.DirFS(path))
	}
	if err == nil {
		out.Remarks, err = importRemarks(ctx, svc, actor, out.Case)
	}
	f := fault.As(err)
	if f == nil || f.Code == fault.Unavailable {
		return out, err
	}
	for _, x := range f.Fields {
		out.Faults = append(out.Faults, importFault{File: x.Path, Line: x.Line, Message: x.Message})
	}
	if len(f.Fields) == 0 {
		out.Faults = append(out.Faults, importFault{File: filepath.Base(path), Message: f.Message})
	}
	return out, nil
}

// importRemarks is what the case was taken in with, and the exhibits that a book can only name.
func importRemarks(ctx context.Context, svc *liaison.Service, actor liaison.Actor, number string) ([]liaison.Remark, error) {
	d, err := svc.Case(ctx, actor, number)
	if err != nil {
		return nil, err
	}
	remarks := append([]liaison.Remark{}, d.Remarks...)
	for _, e := range d.Exhibits {
		if e.Stored.Quarantine != "" {
			remarks = append(remarks, liaison.Remark{File: e.FileName, Message: "原件已存，证据卷以说明页代替：" + e.Stored.Quarantine})
		}
	}
	return remarks, nil
}

func printImported(c importedCase) {
	switch c.Status {
	case liaison.Imported:
		fmt.Printf("%s：已导入，案件 %s\n", c.Folder, c.Case)
	case liaison.Unchanged:
		fmt.Printf("%s：此前已导入（案件 %s），材料相同，未作改动\n", c.Folder, c.Case)
	default:
		fmt.Printf("%s：未导入\n", c.Folder)
	}
	for _, f := range c.Faults {
		fmt.Println("  " + fault.Field{Path: f.File, Line: f.Line, Message: f.Message}.String())
	}
	for _, m := range c.Remarks {
		fmt.Println("  提示：" + fault.Field{Path: m.File, Line: m.Line, Message: m.Message}.String())
	}
}

func firstError(err, next error) error {
	if err != nil {
		return err
	}
	return next
}

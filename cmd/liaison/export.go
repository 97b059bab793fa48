package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"liaison/evidence"
	"liaison/liaison"
)

func exportCommand() *cobra.Command {
	var dir, out, reader string
	var asJSON bool
	c := &cobra.Command{
		Use: "export 案号|all", Short: "导出案件：证据卷、文书、可离线核验的证据包",
		Args: exactly(1, "案号，或 all"),
		RunE: withRooms(&dir, func(cmd *cobra.Command, r *rooms, args []string) error {
			if out == "" {
				return unusable("请用 --out 指定导出到哪个目录")
			}
			write := func(n string) (exportedCase, error) { return exportCase(cmd.Context(), r.service, n, out) }
			switch reader {
			case "":
			case "procuratorate":
				write = func(n string) (exportedCase, error) { return packCase(cmd.Context(), r, n, out) }
			default:
				return unusable("--for 只能是 procuratorate（送阅包）")
			}
			numbers, err := caseNumbers(cmd.Context(), r.service, args[0])
			if err != nil {
				return err
			}
			exported := []exportedCase{}
			for _, n := range numbers {
				done, err := write(n)
				if err != nil {
					return err
				}
				exported = append(exported, done)
				if !asJSON {
					fmt.Println(done)
				}
			}
			if asJSON {
				return printJSON(map[string]any{"cases": exported})
			}
			return nil
		}),
	}
	dataFlag(c.Flags(), &dir)
	c.Flags().StringVar(&out, "out", "", "导出到的目录")
	c.Flags().StringVar(&reader, "for", "", "procuratorate：给没有账号的检察官的送阅包")
	jsonFlag(c.Flags(), &asJSON)
	return c
}

// exportedCase is a case and the folder it was written to, in `export --json`.
type exportedCase struct {
	Case   string `json:"case"`
	Folder string `json:"folder"`
	Sealed bool   `json:"sealed"` // false: the newest bundle is open, and its book is for looking it over
}

func (e exportedCase) String() string {
	if e.Sealed {
		return fmt.Sprintf("%s：%s", e.Case, e.Folder)
	}
	return fmt.Sprintf("%s：%s（证据卷尚未定卷，所附为核对用；请在案件页面定卷后再导出正式证据卷）", e.Case, e.Folder)
}

// caseNumbers is the one case named, or every case.
func caseNumbers(ctx context.Context, svc *liaison.Service, which string) ([]string, error) {
	if which != "all" {
		return []string{which}, nil
	}
	var out []string
	const page = 200
	for offset := 0; ; offset += page {
		cases, err := svc.Cases(ctx, operator(), liaison.CaseQuery{Limit: page, Offset: offset})
		if err != nil {
			return nil, err
		}
		for _, c := range cases {
			out = append(out, c.Number)
		}
		if len(cases) < page {
			return out, nil
		}
	}
}

// exportCase writes one case under out. A bundle that is not sealed yet is bound as it stands, so that the officer has a book to
// look over; its cover and the manifest say that it is not the sealed one.
func exportCase(ctx context.Context, svc *liaison.Service, number, out string) (exportedCase, error) {
	d, err := svc.Case(ctx, operator(), number)
	if err != nil {
		return exportedCase{}, err
	}
	done := exportedCase{Case: number, Folder: filepath.Join(out, number), Sealed: true}
	edition, bound, err := svc.BindUnsealed(ctx, d)
	if err != nil {
		return exportedCase{}, err
	}
	if bound != nil {
		defer bound.File.Close() // a temporary file
		done.Sealed = false
		d.Editions = append(d.Editions, edition)
	}
	return done, evidence.Export(ctx, done.Folder, d, func(ctx context.Context, ref liaison.ObjectRef) (io.ReadCloser, error) {
		if bound != nil && ref == edition.Object {
			return io.NopCloser(bound.File), nil
		}
		return svc.Vault.Open(ctx, ref)
	})
}

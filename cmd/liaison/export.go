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
	var dir, out string
	var asJSON bool
	c := &cobra.Command{
		Use: "export 案号|all", Short: "导出案件：证据卷、文书、可离线核验的证据包",
		Args: exactly(1, "案号，或 all"),
		RunE: withRooms(&dir, func(cmd *cobra.Command, r *rooms, args []string) error {
			if out == "" {
				return unusable("请用 --out 指定导出到哪个目录")
			}
			numbers, err := caseNumbers(cmd.Context(), r.service, args[0])
			if err != nil {
				return err
			}
			exported := []exportedCase{}
			for _, n := range numbers {
				path, err := exportCase(cmd.Context(), r.service, n, out)
				if err != nil {
					return err
				}
				exported = append(exported, exportedCase{n, path})
				if !asJSON {
					fmt.Printf("%s：%s\n", n, path)
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
	jsonFlag(c.Flags(), &asJSON)
	return c
}

// exportedCase is a case and the folder it was written to, in `export --json`.
type exportedCase struct {
	Case   string `json:"case"`
	Folder string `json:"folder"`
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

// exportCase writes one case under out and returns its folder.
func exportCase(ctx context.Context, svc *liaison.Service, number, out string) (string, error) {
	d, err := svc.Case(ctx, operator(), number)
	if err != nil {
		return "", err
	}
	path := filepath.Join(out, number)
	return path, evidence.Export(ctx, path, d, func(ctx context.Context, ref liaison.ObjectRef) (io.ReadCloser, error) {
		return svc.Vault.Open(ctx, ref)
	})
}

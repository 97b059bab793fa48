package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"liaison/documents/prove"
)

func proveCommand() *cobra.Command {
	var family string
	var all, asJSON bool
	var names []string
	for _, f := range prove.Families() {
		names = append(names, string(f))
	}
	c := &cobra.Command{
		Use: "prove 文件.pdf", Short: "按《党政机关公文格式》逐条量一份 PDF：本程序的、别人的都可以",
		Example: "  liaison prove 移送书.pdf\n  liaison prove 来函.pdf --family 信函 --all",
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := exactly(1, "PDF 文件")(cmd, args); err != nil {
				return err
			}
			f, err := proveFamily(family, names)
			if err != nil {
				return err
			}
			report, err := proveFile(cmd.Context(), args[0], f)
			if err != nil {
				return err
			}
			if asJSON {
				err = printJSON(proven{File: args[0], Report: report})
			} else {
				err = printProof(os.Stdout, args[0], report, all)
			}
			if err == nil && !report.OK {
				err = errNotHeld
			}
			return err
		},
	}
	c.Flags().StringVar(&family, "family", "", "按哪一类量："+strings.Join(names, "、")+"；不写的，由程序识别")
	c.Flags().BoolVar(&all, "all", false, "也列出不适用的条")
	jsonFlag(c.Flags(), &asJSON)
	return c
}

// proven is `prove --json`.
type proven struct {
	File string `json:"file"`
	*prove.Report
}

func proveFamily(name string, names []string) (prove.Family, error) {
	for _, f := range prove.Families() {
		if name == string(f) || name == "" {
			return prove.Family(name), nil
		}
	}
	return "", unusable("没有“%s”这一类；--family 可以是 %s", name, strings.Join(names, "、"))
}

func proveFile(ctx context.Context, path string, family prove.Family) (*prove.Report, error) {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, unusable("没有文件 %s", path)
	}
	if err != nil {
		return nil, unusable("打不开文件 %s", path)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.IsDir() {
		return nil, unusable("%s 不是文件：请给出一份 PDF", path)
	}
	report, err := prove.Prove(ctx, f, info.Size(), family)
	if err != nil {
		return nil, fmt.Errorf("prove %s: %w", path, err)
	}
	return report, nil
}

// printProof prints a line a clause, what is broken first.
func printProof(w io.Writer, path string, r *prove.Report, all bool) error {
	fmt.Fprintf(w, "%s：%d 页，按“%s”量（%s）\n", path, r.Pages, r.Family, r.FamilyOf)
	order := []prove.Verdict{prove.Broken, prove.Unmeasurable, prove.Holds}
	if all {
		order = append(order, prove.NotApplicable)
	}
	t := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	counts := map[prove.Verdict]int{}
	for _, m := range r.Clauses {
		counts[m.Verdict]++
	}
	for _, v := range order {
		for _, m := range r.Clauses {
			if m.Verdict == v {
				printClause(t, m)
			}
		}
	}
	if err := t.Flush(); err != nil {
		return fmt.Errorf("print proof: %w", err)
	}
	_, err := fmt.Fprintf(w, "共 %d 条：符合 %d，不符合 %d，测不出 %d，不适用 %d\n", len(r.Clauses), counts[prove.Holds], counts[prove.Broken], counts[prove.Unmeasurable], counts[prove.NotApplicable])
	return err
}

func printClause(w io.Writer, m prove.Measured) {
	place := "—"
	if m.Page > 0 {
		place = fmt.Sprintf("第 %d 页", m.Page)
	}
	fmt.Fprintf(w, "%s\t%s\t%s\t实测 %s\t容许 %s\t%s\t%s\n", m.Verdict, m.Clause, m.Text, dash(m.Value), dash(m.Tolerance), place, m.Why)
	if len(m.Findings) > 1 {
		for _, f := range m.Findings[1:] {
			fmt.Fprintf(w, "\t\t\t实测 %s\t\t第 %d 页\t%s\n", dash(f.Value), f.Page, f.Why)
		}
	}
}

func dash(s string) string {
	if s == "" {
		return "—"
	}
	return s
}

package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"liaison/evidence"
)

func verifyCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "verify 导出目录", Short: "核验导出的证据卷：无缺失、无改动、无错页、无错引（离线）",
		Args: exactly(1, "导出目录"),
		RunE: func(cmd *cobra.Command, args []string) error {
			report, err := evidence.Verify(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			if asJSON {
				if err := printJSON(report); err != nil {
					return err
				}
			} else {
				for _, f := range report.Faults {
					fmt.Println(faultLine(f))
				}
				fmt.Printf("核验文件 %d 个，页 %d 页，引用 %d 处：", report.Checked.Files, report.Checked.Pages, report.Checked.References)
				if report.OK {
					fmt.Println("全部相符")
				} else {
					fmt.Printf("发现 %d 处不符\n", len(report.Faults))
				}
			}
			if !report.OK {
				return errNotHeld
			}
			return nil
		},
	}
	jsonFlag(c.Flags(), &asJSON)
	return c
}

// kindNames are the fault kinds of commands.md in the office's words.
var kindNames = map[string]string{"missing": "缺失", "changed": "改动", "extra": "多出", "index": "目录", "label": "页码", "reference": "引用", "amount": "金额",
	"order": "顺序", "signature": "签名"}

func faultLine(f evidence.VerifyFault) string {
	page := ""
	if f.Page > 0 {
		page = fmt.Sprintf(" 第%d页", f.Page)
	}
	return fmt.Sprintf("%s：%s%s：%s", kindNames[string(f.Kind)], f.File, page, f.Detail)
}

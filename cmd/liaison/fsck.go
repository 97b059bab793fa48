package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func fsckCommand() *cobra.Command {
	var dir string
	var asJSON bool
	c := &cobra.Command{
		Use: "fsck", Short: "核对数据库与对象存储：缺失、改动、无主",
		Args: cobra.NoArgs,
		RunE: withRooms(&dir, func(cmd *cobra.Command, r *rooms, args []string) error {
			tenants, err := r.store.Tenants(cmd.Context())
			if err != nil {
				return err
			}
			report, err := r.service.Fsck(cmd.Context(), operator(), tenants, objectList{r.objects})
			if err != nil {
				return err
			}
			if asJSON {
				if err := printJSON(report); err != nil {
					return err
				}
			} else {
				for _, part := range []struct {
					name string
					keys []string
				}{{"缺失", report.Missing}, {"改动", report.Changed}, {"无主（中断的操作留下，不影响案件）", report.Orphaned}, {"留痕链断裂", report.Audit}} {
					for _, k := range part.keys {
						fmt.Printf("%s：%s\n", part.name, k)
					}
				}
				if report.OK {
					fmt.Printf("数据库所载均在且未变（无主对象 %d 个）\n", len(report.Orphaned))
				} else {
					fmt.Printf("缺失 %d，改动 %d，留痕链断裂 %d\n", len(report.Missing), len(report.Changed), len(report.Audit))
				}
			}
			if !report.OK {
				return errNotHeld
			}
			return nil
		}),
	}
	dataFlag(c.Flags(), &dir)
	jsonFlag(c.Flags(), &asJSON)
	return c
}

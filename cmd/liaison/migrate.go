package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func migrateCommand() *cobra.Command {
	var dir string
	c := &cobra.Command{
		Use: "migrate", Short: "把数据库升级到本程序的版本（serve、import 等命令启动时也会自动进行）",
		Args: cobra.NoArgs,
		RunE: withRooms(&dir, func(cmd *cobra.Command, r *rooms, args []string) error {
			fmt.Println("数据库已是本程序的版本")
			return nil
		}),
	}
	dataFlag(c.Flags(), &dir)
	return c
}

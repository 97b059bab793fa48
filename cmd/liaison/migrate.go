package main

import "github.com/spf13/cobra"

func migrateCommand() *cobra.Command {
	var dir string
	var asJSON bool
	c := &cobra.Command{
		Use: "migrate", Short: "把数据库升级到本程序的版本（serve、import 等命令启动时也会自动进行）",
		Args: cobra.NoArgs,
		RunE: withRooms(&dir, func(cmd *cobra.Command, r *rooms, args []string) error {
			return tell(asJSON, map[string]any{"ok": true}, "数据库已是本程序的版本")
		}),
	}
	dataFlag(c.Flags(), &dir)
	jsonFlag(c.Flags(), &asJSON)
	return c
}

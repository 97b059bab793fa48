package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"liaison/liaison/money"
)

func amountCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "amount 金额", Short: "金额的大写（支付结算办法附一）", Example: "  liaison amount 107000.53",
		Args: cobra.ArbitraryArgs,
		// A negative amount looks like a flag; commands.md gives none but --json and --help here.
		DisableFlagParsing: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			var figures []string
			ended := false // by --: what follows is no flag
			for _, a := range args {
				switch {
				case ended:
					figures = append(figures, a)
				case a == "--":
					ended = true
				case a == "--json":
					asJSON = true
				case a == "-h", a == "--help":
					return cmd.Help()
				default:
					figures = append(figures, a)
				}
			}
			if len(figures) != 1 {
				return exactly(1, "金额，例如 107000.53")(cmd, figures)
			}
			f, err := readAmount(figures[0])
			if err != nil {
				return err
			}
			capitals, err := f.Capitals()
			if err != nil {
				return err
			}
			if asJSON {
				return printJSON(map[string]any{"fen": f, "figures": f.String(), "capitals": capitals})
			}
			fmt.Println(capitals)
			return nil
		},
	}
	return c
}

// readAmount takes plain figures, and otherwise what ledgers print: ¥1,234.50, full-width digits, a unit.
func readAmount(s string) (money.Fen, error) {
	if f, err := money.ParseYuan(strings.TrimSpace(s)); err == nil {
		return f, nil
	}
	return money.Parse(s)
}

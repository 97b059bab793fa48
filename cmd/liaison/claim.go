package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"liaison/evidence"
	"liaison/liaison"
	"liaison/liaison/fault"
	"liaison/liaison/overpayment"
)

func claimCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "claim 材料夹", Short: "应追回金额核定，逐月列出（只看材料夹，不需要数据库）",
		Args: exactly(1, "材料夹"),
		RunE: func(cmd *cobra.Command, args []string) error {
			f, err := readFolder(args[0])
			if err != nil {
				return err
			}
			claim := overpayment.Compute(folderInput(f))
			if asJSON {
				return printJSON(claim)
			}
			printClaim(f, claim)
			return nil
		},
	}
	jsonFlag(c.Flags(), &asJSON)
	return c
}

// readFolder reads a case folder from disk.
func readFolder(path string) (*liaison.Folder, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, fault.Wrap(err, fault.Invalid, "找不到材料夹 %s", path)
	case !info.IsDir():
		return nil, fault.New(fault.Invalid, "%s 不是文件夹；请给出装有 case.yaml 的材料夹", path)
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("resolve folder: %w", err)
	}
	return evidence.ReadFolder(os.DirFS(abs), filepath.Base(abs))
}

// folderInput is the claim's input from the folder alone.
func folderInput(f *liaison.Folder) overpayment.Input {
	return liaison.NewDossier(f).ClaimInput(liaison.Rows{Ledger: f.Ledger, Second: f.Second, Bank: f.Bank})
}

func printClaim(f *liaison.Folder, c overpayment.Claim) {
	fmt.Printf("%s（情形 %s）\n", f.Title(), f.Situation)
	for _, l := range c.Lines {
		var rows []string
		for _, r := range l.Rows {
			rows = append(rows, rowText(r))
		}
		if l.Pending {
			fmt.Printf("  %s  已发 %14s  应否发放未定              依据行：%s\n", l.Month, l.Paid.Grouped(), strings.Join(rows, "，"))
			continue
		}
		fmt.Printf("  %s  已发 %14s  应发 %14s  应追回 %14s  %s  依据行：%s\n", l.Month, l.Paid.Grouped(), l.Due.Grouped(), l.Overpaid.Grouped(), l.Basis, strings.Join(rows, "，"))
	}
	for _, line := range claimSummary(c) {
		fmt.Println(line)
	}
	if u := c.Unmatched; u != nil && len(u.Ledger)+len(u.Bank) > 0 {
		fmt.Printf("未勾对：台账 %d 行，银行 %d 行（不影响核定金额）\n", len(u.Ledger), len(u.Bank))
		for _, r := range append(append([]overpayment.RowRef{}, u.Ledger...), u.Bank...) {
			fmt.Println("  " + rowText(r))
		}
	}
	for _, n := range c.Notes {
		fmt.Println("说明：" + n)
	}
	for _, r := range f.Remarks {
		fmt.Println("提示：" + fault.Field{Path: r.File, Line: r.Line, Message: r.Message}.String())
	}
}

// claimSummary says where the claim stands, in the office's words.
func claimSummary(c overpayment.Claim) []string {
	var out []string
	switch {
	case c.Total != nil:
		out = append(out, fmt.Sprintf("应追回 %s 元，已追回 %s 元，未追回 %s 元", c.Total.Grouped(), c.Repaid.Grouped(), c.Owed.Grouped()))
	case len(c.Conflict) > 0:
		out = append(out, "证据不一致·待认定：死亡日期有不同记载")
		for _, x := range c.Conflict {
			out = append(out, fmt.Sprintf("  按 %s 死亡：应追回 %s 元", x.Date.Chinese(), x.Total.Grouped()))
		}
		out = append(out, fmt.Sprintf("  无争议部分 %s 元，可先行办理；余下待两名承办人和法制审核认定并说明理由", c.Undisputed.Grouped()))
	case c.Undecided != nil:
		out = append(out, "重复待遇·待认定：尚未认定保留哪一份待遇",
			fmt.Sprintf("  保留另一份待遇的，应追回本地 %s 元", c.Undecided.Ours.Grouped()),
			fmt.Sprintf("  保留本地待遇的，由另一经办机构追回 %s 元", c.Undecided.Other.Grouped()))
	default:
		out = append(out, "未核定："+c.NotComputed)
	}
	if c.Other != nil {
		out = append(out, fmt.Sprintf("另一经办机构才能责令退回的重复部分：%s 元", c.Other.Grouped()))
	}
	return out
}

func rowText(r overpayment.RowRef) string {
	if r.Sheet == "" {
		return fmt.Sprintf("%s 第%d行", r.File, r.Row)
	}
	return fmt.Sprintf("%s〔%s〕第%d行", r.File, r.Sheet, r.Row)
}

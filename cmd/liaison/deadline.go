package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
	"liaison/liaison/law"
)

func deadlineCommand() *cobra.Command {
	var rule, on, at string
	var list, asJSON bool
	c := &cobra.Command{
		Use: "deadline --rule DL30 --on 2026-09-22", Short: "算一个期限，列出推算过程和法条；--list 列出全部规则",
		Example: "  liaison deadline --rule DL30 --on 2026-09-22\n  liaison deadline --rule DL02 --on 2026-09-30 --at 16:20",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if list {
				return listRules(asJSON)
			}
			if rule == "" || on == "" {
				return unusable("请给出 --rule 和 --on，例如：liaison deadline --rule DL30 --on 2026-09-22；全部规则见 liaison deadline --list")
			}
			result, err := computeDeadline(deadline.RuleID(rule), on, at)
			if err != nil {
				return err
			}
			if asJSON {
				return printJSON(result)
			}
			printDeadline(result)
			return nil
		},
	}
	c.Flags().StringVar(&rule, "rule", "", "规则编号，例如 DL30")
	c.Flags().StringVar(&on, "on", "", "起算事件发生的日期（当日不计入）")
	c.Flags().StringVar(&at, "at", "", "按小时计算的规则还要时间，例如 16:20")
	c.Flags().BoolVar(&list, "list", false, "列出全部规则及法条")
	jsonFlag(c.Flags(), &asJSON)
	return c
}

func computeDeadline(id deadline.RuleID, on, at string) (deadline.Result, error) {
	rule, err := deadline.Find(id)
	if err != nil {
		return deadline.Result{}, err
	}
	start := deadline.Moment{}
	if start.On, err = calendar.ParseDate(on); err != nil {
		return deadline.Result{}, err
	}
	if at != "" {
		if start.Minute, err = deadline.ParseClock(at); err != nil {
			return deadline.Result{}, err
		}
	}
	return deadline.Count(rule, start, calendar.National())
}

func printDeadline(r deadline.Result) {
	fmt.Printf("%s %s\n起算：%s\n依据：%s\n", r.Rule, r.Name, r.Trigger, r.Basis)
	for _, s := range r.Steps {
		fmt.Printf("  %s  %s（%s）\n", s.Date, s.Why, s.Basis)
	}
	fmt.Printf("最早到期（我方以此为准）：%s\n最迟到期（认定对方逾期以此为准）：%s\n", r.Strict.Chinese(), r.Lenient.Chinese())
	if r.Provisional {
		fmt.Println("暂定：所涉年份的节假日安排尚未载入日历")
	}
	if r.NeedsReview {
		fmt.Println("需法制审核：所依条款有凭记忆或者存疑之处")
	}
	if r.Missed != "" {
		fmt.Println("逾期：" + r.Missed)
	}
}

func listRules(asJSON bool) error {
	rules := deadline.Rules()
	if asJSON {
		return printJSON(rules)
	}
	for _, r := range rules {
		mark := ""
		if r.NeedsReview() {
			mark = "（需法制审核）"
		}
		fmt.Printf("%-8s %s：%s后 %s，%s\n", r.ID, r.Name, r.Trigger, r.Term(), r.Actor.Name())
		for _, c := range r.Basis {
			fmt.Printf("         %s%s\n", c, markOf(c))
		}
		if mark != "" {
			fmt.Println("         " + mark)
		}
	}
	return nil
}

// markOf says how well a provision is backed, where it is not backed by a text that was read.
func markOf(c law.Citation) string {
	switch c.Certainty {
	case law.MemoryH:
		return "［凭记忆，可信度高，需法制审核］"
	case law.MemoryM:
		return "［凭记忆，可信度中，需法制审核］"
	case law.MemoryL:
		return "［凭记忆，可信度低，需法制审核］"
	case law.Reading:
		return "［文义有两种读法，见 READINGS，需法制审核］"
	}
	return ""
}

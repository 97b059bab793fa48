package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"liaison/liaison"
	"liaison/liaison/calendar"
)

func calendarCommand() *cobra.Command {
	var dir string
	c := &cobra.Command{Use: "calendar", Short: "节假日安排：list 列出各年，load 载入一年并重算期限",
		RunE: listCommands, Args: cobra.ArbitraryArgs}
	c.PersistentFlags().StringVar(&dir, "data", "", "数据目录（默认：LIAISON_DATA，其次为用户状态目录）")
	c.AddCommand(calendarList(&dir), calendarLoad(&dir))
	return c
}

// calendarYear is one year of `calendar list --json`.
type calendarYear struct {
	calendar.Notice
	LoadedBy    string `json:"loaded_by,omitempty"` // empty: carried by the program
	Interrupted bool   `json:"interrupted,omitempty"`
}

func calendarList(dir *string) *cobra.Command {
	var asJSON bool
	list := &cobra.Command{
		Use: "list", Short: "列出各年的节假日安排", Args: cobra.NoArgs,
		RunE: withRooms(dir, func(cmd *cobra.Command, r *rooms, args []string) error {
			cal, err := r.service.CalendarFor(cmd.Context(), operator())
			if err != nil {
				return err
			}
			notices, err := r.service.Notices(cmd.Context(), operator())
			if err != nil {
				return err
			}
			years := []calendarYear{}
			for _, y := range cal.Years() {
				n, _ := cal.NoticeOf(y)
				year := calendarYear{Notice: n}
				for _, x := range notices {
					if x.Year == y {
						year.LoadedBy, year.Interrupted = x.LoadedBy, x.AppliedAt.IsZero()
					}
				}
				years = append(years, year)
			}
			warning, err := r.service.CalendarWarning(cmd.Context(), operator())
			if err != nil {
				return err
			}
			if asJSON {
				return printJSON(map[string]any{"years": years, "warning": warning})
			}
			for _, y := range years {
				source := "程序自带"
				if y.LoadedBy != "" {
					source = y.LoadedBy + "载入"
				}
				if y.Interrupted {
					source += "（重算中断，请再次载入同一份安排）"
				}
				fmt.Printf("%d\t%s\t%s\n", y.Year, y.Cite(), source)
			}
			if warning != "" {
				fmt.Println(warning)
			}
			return nil
		}),
	}
	jsonFlag(list.Flags(), &asJSON)
	return list
}

func calendarLoad(dir *string) *cobra.Command {
	var asJSON, confirm bool
	load := &cobra.Command{
		Use: "load 文件", Short: "列出会变动的期限；加 --confirm 才载入并重算",
		Example: "  liaison calendar load 2027.csv\n  liaison calendar load 2027.csv --confirm\n\n文件是 CSV（或 YAML），每行一项：\n" +
			"  年份,2027\n  文号,国办发明电〔2026〕9号\n  放假,春节,2027-02-05,2027-02-12\n  上班,2027-01-31",
		Args: exactly(1, "文件"),
		RunE: withRooms(dir, func(cmd *cobra.Command, r *rooms, args []string) error {
			n, err := readNotice(args[0])
			if err != nil {
				return err
			}
			preview, err := r.service.PreviewNotice(cmd.Context(), operator(), n)
			if err != nil {
				return err
			}
			out := noticeReport{Notice: n, Moves: preview.Moves, Settled: preview.Settled, Already: preview.Loaded}
			if out.Moves == nil {
				out.Moves = []liaison.ClockMove{}
			}
			if confirm {
				done, err := r.service.LoadNotice(cmd.Context(), operator(), n)
				if err != nil {
					return err
				}
				out.Confirmed, out.Moved, out.Cases, out.Already = true, done.Moved, done.Cases, done.Loaded
			}
			if asJSON {
				return printJSON(out)
			}
			out.print()
			return nil
		}),
	}
	load.Flags().BoolVar(&confirm, "confirm", false, "确认载入；不加则只列出会变动的期限")
	jsonFlag(load.Flags(), &asJSON)
	return load
}

// noticeReport is `calendar load --json`.
type noticeReport struct {
	Notice    calendar.Notice     `json:"notice"`
	Confirmed bool                `json:"confirmed"`
	Already   bool                `json:"already_loaded"`
	Moves     []liaison.ClockMove `json:"moves"`   // found before the load
	Settled   int                 `json:"settled"` // provisional clocks whose days hold
	Moved     int                 `json:"moved"`   // by this command
	Cases     int                 `json:"cases"`
}

func (r noticeReport) print() {
	fmt.Println(r.Notice.Cite())
	for _, m := range r.Moves {
		fmt.Printf("%s\t%s %s\t起算 %s\t%s → %s\n", m.CaseNumber, m.Rule, m.Name, m.Start, m.Before, m.After)
	}
	fmt.Printf("变动的期限 %d 个；日期不变、由暂定转为确定的 %d 个\n", len(r.Moves), r.Settled)
	switch {
	case !r.Confirmed:
		fmt.Println("以上只是核对，尚未载入；确认无误后加 --confirm 再运行一次")
	case r.Already:
		fmt.Printf("这份安排此前已载入；本次重算期限 %d 个\n", r.Moved)
	default:
		fmt.Printf("已载入，重算期限 %d 个，涉及案件 %d 件\n", r.Moved, r.Cases)
	}
}

// maxNoticeFile is as much of a file as is read: a notice is far smaller, and ParseNotice says so.
const maxNoticeFile = 1 << 20

func readNotice(path string) (calendar.Notice, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return calendar.Notice{}, unusable("没有 %s 这个文件，请核对路径", path)
	}
	if err != nil {
		return calendar.Notice{}, unusable("打不开 %s，请核对它是文件且允许读取", path)
	}
	defer f.Close() // read only
	data, err := io.ReadAll(io.LimitReader(f, maxNoticeFile))
	if err != nil {
		return calendar.Notice{}, unusable("读不了 %s，请核对它是文件而不是目录", path)
	}
	return calendar.ParseNotice(path, data)
}

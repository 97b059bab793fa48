package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"liaison/evidence"
	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/law"
	"liaison/liaison/money"
)

func demoCommand() *cobra.Command {
	var dir, addr, out string
	var exit, asJSON bool
	c := &cobra.Command{
		Use: "demo", Short: "用随程序附带的样例案件走一遍全部主要工作，然后打开网页",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			dir, err := dataDir(dir, "liaison-data")
			if err != nil {
				return err
			}
			if out, err = filepath.Abs(out); err != nil {
				return fmt.Errorf("resolve --out: %w", err)
			}
			r, err := openRooms(cmd.Context(), dir, true)
			if err != nil {
				return err
			}
			defer func() { err = firstError(err, r.Close()) }()
			d := &demo{rooms: r, out: out, words: os.Stdout}
			if asJSON {
				d.words = os.Stderr
			}
			if err := d.run(cmd.Context()); err != nil {
				return err
			}
			if asJSON {
				if err := printJSON(map[string]any{"out": out, "cases": d.done}); err != nil {
					return err
				}
			}
			if exit {
				return nil
			}
			return serve(cmd.Context(), r, addr, func(url string) {
				d.say("\n网页：%s（按 Ctrl+C 结束）", url)
				d.printLogins()
			})
		},
	}
	dataFlag(c.Flags(), &dir)
	c.Flags().Lookup("data").Usage = "数据目录（默认：LIAISON_DATA，其次为 ./liaison-data）"
	c.Flags().StringVar(&addr, "addr", envOr("LIAISON_ADDR", defaultAddr), "监听地址")
	c.Flags().StringVar(&out, "out", "out", "PDF 与证据包写到哪个目录")
	jsonFlag(c.Flags(), &asJSON)
	c.Flags().BoolVar(&exit, "exit", false, "走完即结束，不打开网页")
	return c
}

// demo walks the whole main job over the sample cases.
type demo struct {
	*rooms
	out    string
	logins []demoLogin
	actors map[string]liaison.Actor
	words  io.Writer // where each step is said
	done   []exportedCase
}

func (d *demo) say(format string, args ...any) { fmt.Fprintf(d.words, format+"\n", args...) }

func (d *demo) run(ctx context.Context) error {
	if err := d.people(ctx); err != nil {
		return err
	}
	samples, err := openSamples()
	if err != nil {
		return err
	}
	names, err := fs.ReadDir(samples, ".")
	if err != nil {
		return fmt.Errorf("read samples: %w", err)
	}
	for i, entry := range names {
		d.say("\n【样例 %d/%d】%s", i+1, len(names), entry.Name())
		sub, err := fs.Sub(samples, entry.Name())
		if err != nil {
			return fmt.Errorf("open sample: %w", err)
		}
		if err := d.sample(ctx, entry.Name(), sub); err != nil {
			return fmt.Errorf("sample %s: %w", entry.Name(), err)
		}
	}
	d.say("\n全部 PDF 与证据包在 %s；核验：liaison verify %s", d.out, d.out)
	return nil
}

// sample takes one sample case the whole way. On a second run each step finds what is there already and goes on.
func (d *demo) sample(ctx context.Context, name string, files fs.FS) error {
	folder, err := evidence.ReadFolder(files, name)
	if err != nil {
		return err
	}
	moveDates(folder, d.service.Today())
	officer := d.actors["limou"]
	number, status, err := d.service.ImportFolder(ctx, officer, folder, files)
	if err != nil {
		return err
	}
	c, err := d.service.Case(ctx, officer, number)
	if err != nil {
		return err
	}
	switch status {
	case liaison.Imported:
		d.say("  导入：案件 %s，%s；证据 %d 件、台账 %d 行、银行流水 %d 行", number, c.Case.Title, len(c.Exhibits), len(folder.Ledger)+len(folder.Second), len(folder.Bank))
	default:
		d.say("  导入：此前已导入（案件 %s），接着办", number)
	}
	for _, line := range claimSummary(c.Claim().Result) {
		d.say("  核定：%s", line)
	}
	d.printPapers(c)
	if err := d.seal(ctx, officer, number, c); err != nil {
		return err
	}
	if err := d.complete(ctx, officer, number, c); err != nil {
		return err
	}
	if err := d.letters(ctx, number); err != nil {
		return err
	}
	if err := d.receipt(ctx, number); err != nil {
		return err
	}
	if err := d.grant(ctx, number); err != nil {
		return err
	}
	if c, err = d.service.Case(ctx, officer, number); err != nil {
		return err
	}
	for _, act := range c.NextActs(d.service.Today(), c.Calendar) {
		d.say("  下一步：%s", act)
	}
	done, err := exportCase(ctx, d.service, number, d.out)
	if err != nil {
		return err
	}
	d.done = append(d.done, done)
	d.say("  导出：%s", done.Folder)
	return nil
}

func (d *demo) printPapers(c *liaison.Dossier) {
	for _, p := range c.Papers {
		d.say("  文书：%s %s（%s）", p.On.Chinese(), p.Kind.Title(), p.Number)
		for _, dl := range c.Deadlines {
			if dl.PaperID == p.ID && dl.State == liaison.DeadlineOpen {
				d.say("    期限：%s %s，最早到期 %s，最迟到期 %s", dl.Result.Rule, dl.Result.Name, dl.Result.Strict, dl.Result.Lenient)
			}
		}
	}
	for _, r := range c.Remedies(d.service.Today()) {
		if r.Strict != "" {
			d.say("  救济：%s（最迟 %s）", r.Title, r.Strict)
		} else {
			d.say("  救济：%s", r.Title)
		}
	}
}

func (d *demo) seal(ctx context.Context, officer liaison.Actor, number string, c *liaison.Dossier) error {
	if e := c.Edition(); e != nil {
		d.say("  定卷：此前已定卷，第 %d 版，共 %d 页", e.Ordinal, e.Pages)
		return nil
	}
	e, err := d.service.SealBundle(ctx, officer, number)
	if err != nil {
		return err
	}
	d.say("  定卷：%s第 %d 版，共 %d 页（正文 %d 页），摘要 %s", c.Bundles[0].Title(), e.Ordinal, e.Pages, e.Body, e.Object.SHA256[:16])
	return nil
}

// letters drafts, approves and issues what the case calls for.
func (d *demo) letters(ctx context.Context, number string) error {
	officer := d.actors["limou"]
	c, err := d.service.Case(ctx, officer, number)
	if err != nil {
		return err
	}
	calls := c.CallsFor(d.service.Today(), c.Calendar)
	if number, _ := registered(c, liaison.LetterReferral); number != "" {
		calls = append([]liaison.LetterKind{liaison.LetterReferral}, calls...)
		d.say("  文书：移送书已按单位登记簿的文号 %s 送达，现补制存档", number)
	}
	if len(calls) == 0 {
		d.say("  文书：本案目前没有应当制作的移送、强制执行、复议文书")
	}
	for _, kind := range calls {
		t, _ := liaison.TypeOf(kind)
		i := slices.IndexFunc(c.Letters, func(l liaison.Letter) bool { return l.Kind == kind && l.State != liaison.LetterVoided })
		var l liaison.Letter
		if i >= 0 {
			l = c.Letters[i]
		} else if l, err = d.service.DraftLetter(ctx, officer, number, kind, nil); err != nil {
			return err
		}
		if l.State == liaison.LetterDraft {
			if len(l.Missing) > 0 {
				d.say("  文书：%s 已拟稿，还缺 %d 项：%s", t.Title, len(l.Missing), strings.Join(l.Missing, "；"))
				continue
			}
			l, err = d.approve(ctx, number, l)
		}
		if err == nil {
			external, madeOn := registered(c, kind)
			l, err = d.service.IssueLetter(ctx, officer, number, l.ID, external, madeOn)
		}
		if f := fault.As(err); f != nil && f.Code != fault.Unavailable { // a run on a later day: the letter's time may have passed
			d.say("  文书：%s 没有制发：%s", t.Title, strings.ReplaceAll(f.Error(), "\n  ", "；"))
			continue
		} else if err != nil {
			return err
		}
		d.say("  文书：%s %s，已拟稿（%s）、审批（%s）、制发，%d 页", t.Title, l.Number, l.DraftedBy, chainWords(l), l.Pages)
	}
	return nil
}

// approve takes a draft through its chain of approval, each step by who may take it.
func (d *demo) approve(ctx context.Context, number string, l liaison.Letter) (liaison.Letter, error) {
	for l.State == liaison.LetterDraft {
		staff, err := d.service.Staff(ctx, operator())
		if err != nil {
			return l, err
		}
		turn := l.Chain(l.ContentDigest, staff).Turn()
		if turn == nil {
			return l, fmt.Errorf("letter %s is a draft that nobody has to sign", l.ID)
		}
		if turn.Lacks != "" {
			return l, fault.New(fault.Refused, "%s", turn.Lacks)
		}
		who := turn.May[0]
		if i := slices.IndexFunc(turn.May, func(x liaison.StepTaker) bool { return x.User == l.DraftedByID }); i >= 0 {
			who = turn.May[i]
		}
		if l, err = d.service.ApproveLetter(ctx, who.Actor, number, l.ID, l.ContentDigest, ""); err != nil {
			return l, err
		}
	}
	return l, nil
}

// chainWords is who agreed, in the order of the chain.
func chainWords(l liaison.Letter) string {
	var out []string
	for _, e := range l.Approvals {
		if e.Act == liaison.ApprovalAgreed {
			out = append(out, e.By)
		}
	}
	if out == nil {
		return l.ApprovedBy
	}
	return strings.Join(out, "→")
}

// registered is the number and date under which the office has already delivered the letter, from its own register.
func registered(c *liaison.Dossier, kind liaison.LetterKind) (string, calendar.Date) {
	if kind == liaison.LetterReferral {
		for _, p := range c.Papers {
			if p.Kind == law.ReferralDelivered || p.Kind == law.ReferralReceipt {
				return p.Number, p.MadeOn
			}
		}
	}
	return "", calendar.Date{}
}

// complete fills in what letters must carry and the sample does not tell: the address of the person to pay.
func (d *demo) complete(ctx context.Context, officer liaison.Actor, number string, c *liaison.Dossier) error {
	if o := c.Case.Office; len(c.CallsFor(d.service.Today(), d.service.Calendar)) > 0 && o.AgencyCreditCode == "" {
		o.CreditCode, o.AgencyCreditCode = "11141002000000010D", "12141002000000020B"
		if err := d.service.AmendOffice(ctx, officer, number, o); err != nil {
			return err
		}
		d.say("  补充：样例没有统一社会信用代码，强制执行申请书须写明，演示补为 %s", o.AgencyCreditCode)
	}
	for i, p := range c.Parties {
		if p.Role != liaison.RoleRecipient || p.Address != "" {
			continue
		}
		address := "山西省临汾市某区某街道（样例地址）"
		if err := d.service.AmendParty(ctx, officer, number, i+1, p.Sex, address, p.Phone, p.Relation); err != nil {
			return err
		}
		d.say("  补充：样例没有%s的住址，强制执行申请书须写明，演示补为“%s”", p.Name, address)
	}
	return nil
}

// grant lets the prosecutor read a case that has gone to the police.
func (d *demo) grant(ctx context.Context, number string) error {
	officer, prosecutor := d.actors["limou"], d.actors["jiancha"]
	c, err := d.service.Case(ctx, officer, number)
	if err != nil {
		return err
	}
	if c.Case.Crim == "" {
		return nil
	}
	if !slices.ContainsFunc(c.Grants, func(g liaison.Grant) bool { return g.User == prosecutor.User }) {
		if err := d.service.GrantAccess(ctx, officer, number, prosecutor.User, calendar.Date{}); err != nil {
			return err
		}
	}
	d.say("  授权：检察官%s可以查阅本案", prosecutor.Name)
	return nil
}

// receipt books one payment, once, where a sum is established and still owed.
func (d *demo) receipt(ctx context.Context, number string) error {
	cashier := d.actors["daozhang"]
	c, err := d.service.Case(ctx, cashier, number)
	if err != nil {
		return err
	}
	const reference = "DEMO-0001"
	b := c.Balance()
	switch {
	case !b.Established:
		d.say("  到账：金额未核定，暂不登记")
		return nil
	case slices.ContainsFunc(c.Receipts, func(r liaison.Receipt) bool { return r.Reference == reference }):
	default:
		sum := min(money.Fen(100000), b.Owed)
		r := liaison.Receipt{On: d.service.Today(), Source: liaison.SourceVoluntary, Account: c.Case.Office.FundAccount, Reference: reference, Amount: sum,
			Allocations: []liaison.Allocation{{Kind: liaison.AllocPrincipal, Benefit: c.Case.Benefits[0], Amount: sum}}, Note: "样例：当事人部分退还"}
		if _, err := d.service.RecordReceipt(ctx, cashier, number, r); err != nil {
			return err
		}
		if c, err = d.service.Case(ctx, cashier, number); err != nil {
			return err
		}
		b = c.Balance()
	}
	d.say("  到账：已追回 %s 元，未追回 %s 元", b.Received.Grouped(), b.Owed.Grouped())
	return nil
}

// moveDates moves the papers so that the newest arrived today: the clocks of the sample then run as in an office.
// Events, payments and what the scans show stay as they are.
func moveDates(f *liaison.Folder, today calendar.Date) {
	var newest calendar.Date
	for _, p := range f.Papers {
		for _, on := range []calendar.Date{p.ReceivedOn, p.ServedOn, p.MadeOn} {
			if on.After(newest) {
				newest = on
			}
		}
	}
	if newest.IsZero() {
		return
	}
	shift := newest.DaysUntil(today)
	move := func(d *calendar.Date) {
		if !d.IsZero() {
			*d = d.AddDays(shift)
		}
	}
	byPaper := map[string]bool{}
	for i := range f.Papers {
		p := &f.Papers[i]
		move(&p.MadeOn)
		move(&p.ServedOn)
		move(&p.ReceivedOn)
		move(&p.DueOn)
		byPaper[p.Exhibit] = true
	}
	for i := range f.Exhibits {
		if byPaper[f.Exhibits[i].File] {
			move(&f.Exhibits[i].ObtainedOn)
		}
	}
}

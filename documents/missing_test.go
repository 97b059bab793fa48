package documents_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"liaison/documents"
	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/law"
)

func drop(kind law.Paper) func(*liaison.Dossier) {
	return func(d *liaison.Dossier) {
		d.Papers = slices.DeleteFunc(d.Papers, func(p liaison.PaperRecord) bool { return p.Kind == kind })
	}
}

func recipient(change func(*liaison.Party)) func(*liaison.Dossier) {
	return func(d *liaison.Dossier) {
		for i := range d.Parties {
			if d.Parties[i].Role == liaison.RoleRecipient {
				change(&d.Parties[i])
			}
		}
	}
}

func paper(kind law.Paper, change func(*liaison.PaperRecord)) func(*liaison.Dossier) {
	return func(d *liaison.Dossier) {
		for i := range d.Papers {
			if d.Papers[i].Kind == kind {
				change(&d.Papers[i])
			}
		}
	}
}

func TestAFactNotKnownIsAGapInTheDraftAndARefusalByNameWhenIssuing(t *testing.T) {
	for _, tt := range []struct {
		name   string
		kind   liaison.LetterKind
		change func(*liaison.Dossier)
		want   []string
	}{
		{"address of the respondent", liaison.LetterEnforcementApplication, recipient(func(p *liaison.Party) { p.Address = "" }), []string{"当事人尉迟军的住址"}},
		{"identity number", liaison.LetterReferral, recipient(func(p *liaison.Party) { p.IDNumber = "" }), []string{"当事人尉迟军的公民身份号码", "当事人尉迟军的出生日期", "当事人尉迟军的性别"}},
		{"fund account", liaison.LetterEnforcementApplication, func(d *liaison.Dossier) { d.Case.Office.FundAccount = liaison.BankAccount{} }, []string{"社会保险基金收款账户账号", "社会保险基金收款账户户名"}},
		{"officer's certificate", liaison.LetterReferral, func(d *liaison.Dossier) { d.Case.Office.Officers[1].Credential = "" }, []string{"承办人王某的执法证号"}},
		{"a second officer", liaison.LetterReferral, func(d *liaison.Dossier) { d.Case.Office.Officers = d.Case.Office.Officers[:1] }, []string{"案件主办人（应为2名以上行政执法人员）"}},
		{"demand not served", liaison.LetterEnforcementApplication, drop(law.DemandServed), []string{"履行行政决定催告书文号", "催告期限届满日"}},
		{"no decision", liaison.LetterEnforcementApplication, drop(law.ReturnOrderServed), []string{"责令退回多享受社会保险待遇决定书文号", "决定书是否告知申请行政复议和起诉的权利、期限"}},
		{"remedies not said", liaison.LetterEnforcementApplication, paper(law.ReturnOrderServed, func(p *liaison.PaperRecord) { p.RemediesTold = nil }), []string{"决定书是否告知申请行政复议和起诉的权利、期限", "起诉期限届满日"}},
		{"reason of the refusal", liaison.LetterReconsiderationPolice, paper(law.NoticeNotFiled, func(p *liaison.PaperRecord) { p.Reason = "" }), []string{"不予立案通知书理由"}},
		{"number of the referral", liaison.LetterReconsiderationPolice, paper(law.ReferralDelivered, func(p *liaison.PaperRecord) { p.Number = "" }), []string{"涉嫌犯罪案件移送书文号"}},
		{"notice not received", liaison.LetterReconsiderationPolice, drop(law.NoticeNotFiled), []string{"不予立案通知书文号", "不予立案通知书送达或收到日期"}},
		{"place of the bureau", liaison.LetterEnforcementApplication, func(d *liaison.Dossier) {
			d.Case.Office.Bureau, d.Case.Office.Agency = "临汾经济开发区人力资源和社会保障局", "临汾经济开发区社会保险中心"
		}, []string{"有管辖权的基层人民法院名称"}},
		{"paper without its scan", liaison.LetterEnforcementApplication, paper(law.DemandServed, func(p *liaison.PaperRecord) { p.ExhibitFile = "" }), []string{"证据卷页码（履行行政决定催告书）"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r, d := rendererOf(t), wholeCase(t)
			tt.change(d)
			draft := mustRender(t, r, request(tt.kind, d, true))
			content, err := documents.ComposedText(r, request(tt.kind, d, true))
			if err != nil {
				t.Fatal(err)
			}
			_, err = r.Render(context.Background(), request(tt.kind, d, false))
			f := fault.As(err)
			if f == nil || f.Code != fault.Missing {
				t.Fatalf("issuing gave %v, want a fault that names what is missing", err)
			}
			for _, w := range tt.want {
				if !slices.Contains(draft.Missing, w) {
					t.Errorf("the draft lists %q, want %q among them", draft.Missing, w)
				}
				if !strings.Contains(content, "【待补："+w+"】") {
					t.Errorf("the draft does not print 【待补：%s】", w)
				}
				if !strings.Contains(f.Error(), w) {
					t.Errorf("the refusal does not name %q: %s", w, f)
				}
			}
		})
	}
}

func TestNumberAndDateAreNeededOnlyWhenIssuing(t *testing.T) {
	r, d := rendererOf(t), wholeCase(t)
	req := request(liaison.LetterReferral, d, true)
	req.MadeOn = calendar.Date{}
	if out := mustRender(t, r, req); len(out.Missing) != 0 {
		t.Errorf("a draft without number and date lacks %v", out.Missing)
	}
	req.Draft = false
	_, err := r.Render(context.Background(), req)
	if f := fault.As(err); f == nil || f.Code != fault.Missing || !strings.Contains(f.Error(), "文号") || !strings.Contains(f.Error(), "成文日期") {
		t.Errorf("issuing without number and date gave %v", err)
	}
}

func TestWhatTheLawForbidsIsRefusedWhenIssuingAndShownInTheDraft(t *testing.T) {
	for _, tt := range []struct {
		name   string
		kind   liaison.LetterKind
		sample string
		change func(*liaison.Dossier)
		want   string
	}{
		{"a referral signed by the agency", liaison.LetterReferral, "", func(d *liaison.Dossier) { d.Case.Office.Bureau = d.Case.Office.Agency }, "具有行政处罚权"},
		{"a referral where no deceit is suspected", liaison.LetterReferral, "", func(d *liaison.Dossier) { d.Case.DeceitSuspected = false }, "尚未认定当事人涉嫌骗取"},
		{"a referral approved by a deputy", liaison.LetterReferral, "", func(d *liaison.Dossier) { d.Case.Office.Head.Chief = false }, "正职负责人或者主持工作的负责人"},
		{"a referral below the national floor of fraud", liaison.LetterReferral, "", func(d *liaison.Dossier) {
			*d.Claims[0].Result.Total = 299999
		}, "低于诈骗罪全国最低起点3000元"},
		{"an application on an undecided double benefit", liaison.LetterEnforcementApplication, "double-benefit-undecided", nil, "重复待遇尚未认定"},
		{"an application without a claim", liaison.LetterEnforcementApplication, "", func(d *liaison.Dossier) { d.Claims = nil }, "应追回金额尚未核定"},
		{"an application before the ten working days are over", liaison.LetterEnforcementApplication, "", paper(law.DemandServed, func(p *liaison.PaperRecord) { p.On = calendar.NewDate(2026, 11, 10) }), "最早可于2026年11月25日申请"},
		{"an application while the time to sue runs", liaison.LetterEnforcementApplication, "", paper(law.ReturnOrderServed, func(p *liaison.PaperRecord) { no := false; p.RemediesTold = &no }), "尚未届满"},
		{"an application after the party sued", liaison.LetterEnforcementApplication, "", func(d *liaison.Dossier) {
			d.Papers = append(d.Papers, liaison.PaperRecord{Kind: law.RemedySought, On: calendar.NewDate(2026, 5, 6)})
		}, "已申请行政复议或者提起行政诉讼"},
		{"an application when all is paid", liaison.LetterEnforcementApplication, "", func(d *liaison.Dossier) {
			d.Receipts = []liaison.Receipt{{On: today, Source: liaison.SourceVoluntary, Amount: 5892302, ExhibitFile: "银行流水.csv", Allocations: []liaison.Allocation{{Kind: liaison.AllocPrincipal, Amount: 5892302}}}}
		}, "已全部退回"},
		{"a second reconsideration", liaison.LetterReconsiderationPolice, "", func(d *liaison.Dossier) {
			d.Papers = append(d.Papers, liaison.PaperRecord{Kind: law.ReconsiderationDecided, On: calendar.NewDate(2026, 11, 23)})
		}, "建议人民检察院依法进行立案监督"},
		{"a reconsideration after the case was filed", liaison.LetterReconsiderationPolice, "", func(d *liaison.Dossier) {
			d.Papers = append(d.Papers, liaison.PaperRecord{Kind: law.NoticeFiled, On: calendar.NewDate(2026, 11, 22)})
		}, "已经决定立案"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r, d := rendererOf(t), wholeCase(t)
			if tt.sample != "" {
				d = sample(t, tt.sample)
				seal(d)
			}
			if tt.change != nil {
				tt.change(d)
			}
			_, err := r.Render(context.Background(), request(tt.kind, d, false))
			f := fault.As(err)
			if f == nil || f.Code != fault.Refused || !strings.Contains(f.Error(), tt.want) {
				t.Fatalf("issuing gave %v, want a refusal that says %q", err, tt.want)
			}
			draft := mustRender(t, r, request(tt.kind, d, true))
			if !slices.ContainsFunc(draft.Missing, func(m string) bool { return strings.Contains(m, tt.want) }) {
				t.Errorf("the draft lists %q, want one that says %q", draft.Missing, tt.want)
			}
		})
	}
}

func TestTheUndisputedPartGoesAheadMarkedAsSuch(t *testing.T) {
	d := sample(t, "death-dates-conflict")
	seal(d)
	d.Case.DeceitSuspected = true
	req := request(liaison.LetterReferral, d, false)
	got, err := documents.ComposedText(rendererOf(t), req)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []string{"（无争议部分）合计26012.80元", "以2023年11月18日为死亡日期计算，不应领取的金额为32438.18元", "以2024年1月21日为死亡日期计算，不应领取的金额为26012.80元", "据《火化证明》，2023年11月18日", "据《户籍注销证明》，2024年1月21日"} {
		if !strings.Contains(got, w) {
			t.Errorf("the letter does not say %q", w)
		}
	}
	mustRender(t, rendererOf(t), req)
}

func TestEveryReferenceIsTrue(t *testing.T) {
	r, d := rendererOf(t), wholeCase(t)
	for _, kind := range allKinds {
		out := mustRender(t, r, request(kind, d, false))
		if len(out.References) < 5 {
			t.Errorf("%s names %d places in the evidence", kind, len(out.References))
		}
		for _, ref := range out.References {
			if got := d.Edition().Resolve(ref.Cite); got != ref.Page || got == 0 {
				t.Errorf("%s: %q stands on page %d, the letter says %d", kind, ref.Statement, got, ref.Page)
			}
			if ref.Statement == "" || ref.Exhibit == "" {
				t.Errorf("%s: a reference without words or exhibit: %+v", kind, ref)
			}
		}
	}
	content, _ := documents.ComposedText(r, request(liaison.LetterReferral, d, false))
	// 火化证明 is bound first (pages 1 to 2), 户籍注销证明 second (3 to 4): the death stands on both, the cremation on the first.
	for _, w := range []string{"尉迟才梅死亡（见证据卷第1页至第4页）", "尉迟才梅火化（见证据卷第1页至第2页）"} {
		if !strings.Contains(content, w) {
			t.Errorf("the letter does not say %q", w)
		}
	}
}

func TestALedgerRowIsCitedOnThePageThatPrintsIt(t *testing.T) {
	r, d := rendererOf(t), wholeCase(t)
	e := &d.Editions[0]
	for i := range e.Entries {
		if x := &e.Entries[i]; x.FileName == "养老金发放台账.csv" {
			first := d.Claim().Result.Lines[0].Rows[0].Row
			x.FirstPage, x.Pages, x.Rows = 40, 3, []liaison.RowSpan{{From: 1, To: first, Page: 40}, {From: first + 1, To: first + 20, Page: 41}, {From: first + 21, To: 999, Page: 42}}
		}
	}
	got, err := documents.ComposedText(r, request(liaison.LetterReferral, d, false))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(got, "零贰分）（见证据卷第40页") || !strings.Contains(got, "零贰分）（见证据卷第4") {
		t.Error("the sum is not cited to the pages of its rows")
	}
	for i := range e.Entries { // a row that no page is known to print
		if e.Entries[i].FileName == "养老金发放台账.csv" {
			e.Entries[i].Rows = nil
		}
	}
	if out := mustRender(t, r, request(liaison.LetterReferral, d, true)); !slices.Contains(out.Missing, "证据卷页码（养老金发放台账）") {
		t.Errorf("a row on no known page was cited all the same; missing: %v", out.Missing)
	}
}

func TestWithoutASealedBookEveryReferenceIsMissing(t *testing.T) {
	r, d := rendererOf(t), wholeCase(t)
	req := request(liaison.LetterReconsiderationPolice, d, true)
	req.Edition = nil
	out := mustRender(t, r, req)
	for _, w := range []string{"证据卷页码（不予立案通知书）", "证据卷页码（火化证明、户籍注销证明）", "证据卷页码（养老金发放台账）"} {
		if !slices.Contains(out.Missing, w) {
			t.Errorf("missing %q, want %q among them", out.Missing, w)
		}
	}
	if len(out.References) != 0 {
		t.Errorf("references without a book: %v", out.References)
	}
}

func TestASupplementIsNamedWithItsVolume(t *testing.T) {
	r, d := rendererOf(t), wholeCase(t)
	first := d.Edition()
	d.Bundles = append(d.Bundles, liaison.Bundle{ID: uuid.New(), Ordinal: 2, State: liaison.BundleSealed})
	d.Exhibits = append(d.Exhibits, liaison.Exhibit{ID: uuid.New(), BundleID: d.Bundles[1].ID, Ordinal: 1, Kind: liaison.ExhibitInterviewRecord, FileName: "询问笔录.pdf", Title: "询问笔录",
		Source: "尧都区人力资源和社会保障局", ObtainedOn: calendar.NewDate(2026, 11, 21), Proves: "实际领取经过"})
	early := request(liaison.LetterReconsiderationPolice, d, true)
	early.Edition = first
	if out := mustRender(t, r, early); !slices.Contains(out.Missing, "证据卷页码（询问笔录）") {
		t.Errorf("an exhibit that is not bound yet is cited; missing %v", out.Missing)
	}
	seal(d)
	got, err := documents.ComposedText(r, request(liaison.LetterReconsiderationPolice, d, false))
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []string{"移送后新取得的证据：《询问笔录》（尧都区人力资源和社会保障局，2026年11月21日取得）（见证据卷（补充一）第1页至第2页），证明实际领取经过", "尉迟才梅死亡（见证据卷第1页至第4页）"} {
		if !strings.Contains(got, w) {
			t.Errorf("the letter does not say %q", w)
		}
	}
}

func TestAPrivateCharacterIsRefusedNotTakenForAMarkOfOurs(t *testing.T) {
	d := wholeCase(t)
	d.Parties[1].Name = "尉迟\uf8f2军"
	_, err := rendererOf(t).Render(context.Background(), request(liaison.LetterReferral, d, true))
	if f := fault.As(err); f == nil || f.Code != fault.Missing || !strings.Contains(f.Message, "没有字体能印出") {
		t.Errorf("got %v, want a refusal that says that no font has the character", err)
	}
}

// A payment that came back speaks for the other side: a letter states it also where no slip was taken in.
func TestAReceiptWithoutASlipIsStatedAndStopsNothing(t *testing.T) {
	r, d := rendererOf(t), wholeCase(t)
	d.Receipts = []liaison.Receipt{{On: today, Source: liaison.SourceVoluntary, Amount: 1, Allocations: []liaison.Allocation{{Kind: liaison.AllocPrincipal, Amount: 1}}}}
	for _, kind := range []liaison.LetterKind{liaison.LetterReferral, liaison.LetterEnforcementApplication} {
		out, err := r.Render(t.Context(), request(kind, d, false))
		if err != nil || len(out.Missing) > 0 {
			t.Errorf("%s: missing %q, %v", kind, out.Missing, err)
		}
	}
}

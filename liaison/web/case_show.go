package web

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/google/uuid"
	"github.com/gorilla/mux"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/money"
	"liaison/liaison/problem"
)

// casePage is a case with all that belongs to it, open clocks first.
type casePage struct {
	base
	Checkable      bool // letters carry a QR code that leads to their check page
	D              *liaison.Dossier
	Today          calendar.Date
	Tracks         []trackView
	Balance        liaison.Balance
	Sources        []sourceSum // what came back, by where from
	Claim          *claimView
	Next           []string // what an officer must do
	Open, Closed   []clockView
	Remedies       []remedyView
	Lapses         []lapseView   // what others are late with
	Court          []courtView   // one for each obligation; nil: no decision was served
	Recorded       *recordedView // the paper that has just been recorded
	Bundles        []bundleView
	Papers         []paperView
	Letters        []letterView
	Calls          []letterChoice // letters that may be drafted: those the case calls for
	Others         []choiceGroup  // and the rest
	Determinations []determinationView
	DeathChoices   []optionGroup
	Retained       []optionGroup
	Deceit         []optionGroup
	Prosecutors    []optionGroup
	Ranges         []optionGroup // numbers that were set aside
	Awaited        []awaitedView // replies to letters that have not come back
	Possible       []optionGroup // acts that no paper tells
	Acts           []actView
	failed         Form
	reviews        map[uuid.UUID]*reviewView
}

func (casePage) template() string { return "case.html" }

// Form is the form of an id: what was typed and is wrong when it has just come back, otherwise empty.
func (p casePage) Form(id string) Form {
	if p.failed.ID == id {
		return p.failed
	}
	return newForm(id)
}

// Repaid is the form that books all that is owed and closes the case at once; nil where the case or its reader cannot.
func (p casePage) Repaid() *repaidView {
	owed, ok := p.D.PaidAtOnce()
	if !ok || !p.May("record_receipt") || !p.May("record_paper") {
		return nil
	}
	v := &repaidView{Owed: owed, Form: p.Form("repaid")}
	if !v.Form.Failed() {
		v.Form = newForm("repaid", "on", p.Today.String(), "source", string(liaison.SourceVoluntary))
	}
	for _, src := range []liaison.ReceiptSource{liaison.SourceVoluntary, liaison.SourceBankReturn} {
		v.Sources = append(v.Sources, option{string(src), src.Title()})
	}
	return v
}

// repaidView is what a person who pays at once still owes, with the form that books it.
type repaidView struct {
	Owed    money.Fen
	Form    Form
	Sources []option
}

// Groups offers the sources to a field.
func (v repaidView) Groups() []optionGroup { return one(v.Sources) }

// Refusal is the form that has just come back, for the head of the page: without scripts the page opens there, and the form itself may
// not be offered to this reader at all.
func (p casePage) Refusal() Form { return p.failed }

// Proof names the exhibits that give the day as that of the death.
func (p casePage) Proof(on calendar.Date) []string { return provenBy(p.D, on) }

// FormOf is the form about one thing of a list.
func (p casePage) FormOf(id string, of uuid.UUID) Form { return p.Form(id + "-" + of.String()) }

// Slips offers the exhibits a receipt's slip may be among, slips first.
func (p casePage) Slips() []optionGroup {
	var slips, others []option
	for _, e := range p.D.Exhibits {
		o := option{e.FileName, e.FileName}
		if e.Kind == liaison.ExhibitRepaymentSlip {
			slips = append(slips, o)
		} else {
			others = append(others, o)
		}
	}
	return one(append(slips, others...))
}

// Sealed reports whether the newest bundle takes no more exhibits.
func (p casePage) Sealed() bool {
	return p.D != nil && len(p.D.Bundles) > 0 && p.D.Bundles[len(p.D.Bundles)-1].State == liaison.BundleSealed
}

func (s *server) getCase(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	p, err := s.casePage(r, actor)
	if err != nil {
		return err
	}
	p.Notice = doneMessage(r.URL.Query().Get("done"))
	if id, err := uuid.Parse(r.URL.Query().Get("paper")); err == nil {
		p.Recorded = recordedOf(p, id)
	}
	return s.show(w, p)
}

// caseAgain answers a failed form of the case page: the page with what was typed and what is wrong, or the error itself.
func (s *server) caseAgain(w http.ResponseWriter, r *http.Request, actor liaison.Actor, formID string, values url.Values, err error) error {
	f := again(err)
	if f == nil {
		return err
	}
	p, err := s.casePage(r, actor)
	if err != nil {
		return err
	}
	if values == nil {
		values = url.Values{}
	}
	p.failed = Form{ID: formID, values: values, fault: f}
	return s.views.render(w, problem.Status(f), p)
}

func (s *server) casePage(r *http.Request, actor liaison.Actor) (casePage, error) {
	d, err := s.svc.Case(r.Context(), actor, mux.Vars(r)["number"])
	if err != nil {
		return casePage{}, err
	}
	rows, err := s.svc.Rows(r.Context(), actor, d.Case.ID)
	if err != nil {
		return casePage{}, err
	}
	p := newCasePage(d, rows, s.svc.Today(), d.Calendar)
	p.base = s.base(actor, d.Case.Number+" "+clip(d.Case.Title, 20), "cases")
	if actor.Outsider() {
		for _, list := range [][]clockView{p.Open, p.Closed} {
			for i := range list {
				list[i] = list[i].fromOutside()
			}
		}
	}
	if actor.Outsider() {
		p.Calls, p.Others = nil, nil // drafts are the office's own
	} else {
		p.Awaited = awaitedViews(d.Awaited(), p.Today)
	}
	p.asks(s.svc.Renderer.Inputs)
	p.reviews = reviews(d, actor, s.svc.Today(), s.svc.Calendar)
	var staff liaison.Staff
	if !actor.Outsider() {
		if staff, err = s.svc.Staff(r.Context(), actor); err != nil {
			return casePage{}, err
		}
	}
	p.Letters, err = letterViews(d, actor, staff, func(id uuid.UUID) (liaison.Rendered, error) {
		return s.svc.PreviewDraft(r.Context(), actor, d.Case.Number, id)
	})
	if err != nil {
		return casePage{}, err
	}
	p.Checkable = s.svc.PublicURL != ""
	for i := range p.Letters {
		p.Letters[i].CheckURL = s.svc.CheckURL(p.Letters[i].Letter)
		if l := &p.Letters[i]; l.MayIssue && s.svc.Signers != nil && s.svc.SignerOf(d, l.Kind) == nil {
			l.Unsigned = d.IssuingOffice(l.Kind)
		}
	}
	if slices.ContainsFunc(p.Letters, func(l letterView) bool { return l.MayIssue && l.Number == "" }) {
		list, err := s.svc.Ranges(r.Context(), actor)
		if err != nil {
			return casePage{}, err
		}
		p.Ranges = rangeChoices(list)
	}
	p.Determinations = determinationViews(d, actor)
	if p.May("grant_access") {
		if p.Prosecutors, err = s.prosecutors(r, actor); err != nil {
			return casePage{}, err
		}
	}
	return p, nil
}

// newCasePage works out what the page shows of a case, whoever reads it.
func newCasePage(d *liaison.Dossier, rows liaison.Rows, today calendar.Date, cal *calendar.Calendar) casePage {
	p := casePage{D: d, Today: today, Tracks: tracksOf(d), Balance: d.Balance(), Claim: newClaimView(d, rows),
		Next: d.NextActs(today, cal), Court: newCourtViews(d, today, cal), Remedies: remedyViews(d, today), Lapses: lapseViews(d, today), Bundles: bundleViews(d), Papers: paperViews(d), Acts: actViews(d), Possible: possibleActs(d.Case)}
	for _, c := range d.Deadlines {
		v := clockOf(d, c, today)
		if from := paperOf(d, c.PaperID); from != nil {
			v.Paper = from.Kind.Title()
		}
		if c.State == liaison.DeadlineOpen && !v.Spent() {
			p.Open = append(p.Open, v)
		} else {
			p.Closed = append(p.Closed, v)
		}
	}
	slices.SortStableFunc(p.Open, func(a, b clockView) int { return a.Result.Due().On.Compare(b.Result.Due().On) })
	for _, src := range liaison.ReceiptSources() {
		if sum := p.Balance.BySource[src]; sum != 0 {
			p.Sources = append(p.Sources, sourceSum{src.Title(), sum})
		}
	}
	p.Calls, p.Others = letterChoices(d, today, cal)
	p.DeathChoices, p.Retained, p.Deceit = decisionChoices(d)
	return p
}

// prosecutors is whom the case may be shown to.
func (s *server) prosecutors(r *http.Request, actor liaison.Actor) ([]optionGroup, error) {
	users, err := s.svc.Users(r.Context(), actor)
	if err != nil {
		return nil, err
	}
	var out []option
	for _, u := range users {
		isOne := slices.ContainsFunc(u.Roles, func(t liaison.RoleTerm) bool { return t.Role == liaison.RoleProsecutor })
		if isOne && u.DisabledAt.IsZero() {
			out = append(out, option{u.ID.String(), u.Name})
		}
	}
	return one(out), nil
}

// postGrant lets a prosecutor read the case (按案授权).
func (s *server) postGrant(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in, err := readInput(r)
	if err != nil {
		return err
	}
	number := mux.Vars(r)["number"]
	user, parseErr := uuid.Parse(in.text("user"))
	if parseErr != nil {
		in.fault.At("user", 0, "请选择检察官")
	}
	until := in.date("until")
	if !until.IsZero() && until.Before(s.svc.Today()) {
		in.fault.At("until", 0, "截止日期早于今天，请核对")
	}
	if err = in.err(); err == nil {
		err = s.svc.GrantAccess(r.Context(), actor, number, user, until)
	}
	if err != nil {
		return s.caseAgain(w, r, actor, "grant", in.values, err)
	}
	return see(w, r, "/cases/"+url.PathEscape(number)+"?done=grant#access")
}

// doneMessages is what pages say after an act, by the word in the address; an address can say nothing else.
var doneMessages = map[string]string{
	"organisation": "机构名录已更新。",
	"notice":       "节假日安排已载入，变动的期限已重新计算。",
	"leads":        "名单已收入，逐人结果如下。", "leads_known": "这个文件先前已经收入，没有重复收入。", "answered": "已答复，下面是还待核查的。",
	"repaid": "已登记到账，案件已按全部退还结案。",
	"open":   "案件已建立，材料已收入。", "known": "此案先前已导入，材料相同，没有另建。", "paper": "文书已登记，期限已起算。", "correct": "已更正，受影响的期限已重新计算，原登记保留在记录中。",
	"receipt": "到账已登记。", "over": "到账已登记。应追回款超过未追回金额，已标记为疑似多退，请核对后退还。", "slip": "回单已关联，文书引证它的页码。", "exhibit": "证据已收入。", "turn": "已转动 90 度。",
	"seal": "已定卷，证据卷已装订。", "propose": "认定已提出，等待复核和法制审核。", "confirm": "已确认。", "reject": "已退回。",
	"campaign-approve": "已签批。", "campaign-return": "已退回承办人。", "campaign-stop": "已暂停，在办的几件办完为止。", "campaign-go": "已继续办理。",
	"act": "已登记，办理程序已随之变动。", "draft": "已拟稿。", "revise": "草稿已修改。", "approve": "已签批。", "return": "已退回承办人。", "decline": "已决定不予批准，理由记录在案。", "issue": "文书已编号制发。", "void": "文书已作废，文号留在登记簿中。", "proof": "送达证明已收入证据。", "range": "预留文号已登记。", "endrange": "未用的文号已收回，不再取用。", "scan": "签章扫描件已收入证据，从现在起以它为送达的文书。",
	"grant": "已授权查阅。", "reasons": "拒绝理由已登记。", "override": "仍予报送的决定和理由已记录。", "answer": "已回答。", "check": "核对事项已建立，对全部未报送的文书生效。", "retire": "核对事项已停用。", "amend": "信息已补充。草稿和批准如受影响，须重新核对。", "user": "用户已建立。", "role": "岗位已更新。", "password": "密码已重设。", "disable": "用户已停用。", "enable": "用户已恢复使用。", "uncover": "代办已提前结束。", "cover": "代办已登记。", "untoken": "令牌已撤销，用它的程序不能再办理。", "read": "已标为已读。", "unfeed": "订阅地址已撤销，日历程序不能再读取。", "changed": "密码已更改，请用新密码登录。",
	"keep_seal": "印章图样已启用，以后以该单位名义制发的文书印出它。", "end_seal": "印章图样已停用，文书恢复留出盖章的位置。",
	"recusal": "已登记。",
}

func doneMessage(word string) string { return doneMessages[word] }

// notFound is what an address of a thing that is not there gets.
func notFound(what string) error {
	return fault.New(fault.NotFound, "没有%s，请从案件页面进入", what)
}

package api

import (
	"net/url"
	"time"

	"github.com/google/uuid"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/money"
	"liaison/liaison/overpayment"
)

// instant is a moment as RFC 3339 writes it, at +08:00; empty: not known.
func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(calendar.Zone()).Format(time.RFC3339)
}

func casePath(number string) string { return Prefix + "/cases/" + url.PathEscape(number) }

// caseRow is a case in a list.
type caseRow struct {
	Number      string     `json:"number" required:"true" description:"案号"`
	Title       string     `json:"title" required:"true" description:"案由"`
	Situation   string     `json:"situation" required:"true" description:"违规情形的代码"`
	Insured     string     `json:"insured,omitempty" description:"参保人"`
	Tracks      []trackOut `json:"tracks" required:"true" description:"办理程序"`
	ClaimState  string     `json:"claim_state" description:"核定状态" enum:",established,conflict,undecided,not_computed"`
	TotalFen    *int64     `json:"total_fen,omitempty" description:"应追回，单位：分；未核定的不写"`
	OwedFen     *int64     `json:"owed_fen,omitempty" description:"未追回，单位：分；负数是多退"`
	ReceivedFen int64      `json:"received_fen" required:"true" description:"已追回，单位：分"`
	NextDue     day        `json:"next_due,omitzero" format:"date" description:"最早的到期日"`
	NextRule    string     `json:"next_rule,omitempty" description:"该期限的规则"`
	NextName    string     `json:"next_name,omitempty" description:"该期限的名称"`
	OpenedAt    string     `json:"opened_at" required:"true" format:"date-time" description:"立卷时间"`
	Self        string     `json:"self" required:"true" format:"uri-reference" description:"案件全文的网址"`
}

func caseRowShape(c liaison.CaseSummary) caseRow {
	return caseRow{Number: c.Number, Title: c.Title, Situation: string(c.Situation), Insured: c.Insured, Tracks: trackShapes(c.Position), ClaimState: string(c.ClaimState), TotalFen: c.TotalFen,
		OwedFen: c.OwedFen, ReceivedFen: c.ReceivedFen, NextDue: day(c.NextDue), NextRule: c.NextRule, NextName: c.NextName, OpenedAt: instant(c.OpenedAt), Self: casePath(c.Number)}
}

// caseOut is a case as its reader may see it.
type caseOut struct {
	Number         string             `json:"number" required:"true" description:"案号"`
	Title          string             `json:"title" required:"true" description:"案由"`
	Situation      string             `json:"situation" required:"true" description:"违规情形的代码"`
	Benefits       []string           `json:"benefits" required:"true" description:"险种待遇"`
	Bureau         string             `json:"bureau" required:"true" description:"人力资源和社会保障局"`
	Agency         string             `json:"agency" required:"true" description:"社会保险经办机构"`
	Deceit         bool               `json:"deceit_suspected" required:"true" description:"涉嫌骗取（经认定）"`
	OpenedAt       string             `json:"opened_at" required:"true" format:"date-time" description:"立卷时间"`
	OpenedBy       string             `json:"opened_by" required:"true" description:"立卷人"`
	Parties        []partyOut         `json:"parties" required:"true" description:"当事人"`
	Tracks         []trackOut         `json:"tracks" required:"true" description:"办理程序"`
	Proceedings    []proceedingOut    `json:"proceedings,omitempty" description:"申请法院执行的程序，每份决定、每名义务人各一项；只有一项的不写，见 tracks"`
	Next           []string           `json:"next" required:"true" description:"接下来应当办理的事项"`
	Balance        balanceOut         `json:"balance" required:"true" description:"追回情况"`
	Claim          *claimOut          `json:"claim,omitempty" description:"最近一次核定"`
	Determinations []determinationOut `json:"determinations" required:"true" description:"认定"`
	Papers         []paperOut         `json:"papers" required:"true" description:"收到和送达的文书，按起算日"`
	Deadlines      []deadlineOut      `json:"deadlines" required:"true" description:"期限及推算过程"`
	Remedies       []remedyOut        `json:"remedies" required:"true" description:"法律还留下的救济"`
	Receipts       []receiptOut       `json:"receipts" required:"true" description:"到账"`
	Exhibits       []exhibitOut       `json:"exhibits" required:"true" description:"证据，按目录次序"`
	Books          []bookOut          `json:"books" required:"true" description:"已定卷的证据卷"`
	Letters        []letterOut        `json:"letters" required:"true" description:"制发的文书；外单位只见已制发的"`
	Remarks        []remarkOut        `json:"remarks" required:"true" description:"收案时的提示"`
}

type partyOut struct {
	Role     string `json:"role" required:"true" description:"身份"`
	Name     string `json:"name" required:"true" description:"姓名"`
	IDNumber string `json:"id_number,omitempty" description:"公民身份号码"`
	Sex      string `json:"sex,omitempty" description:"性别"`
	Address  string `json:"address,omitempty" description:"住址"`
	Phone    string `json:"phone,omitempty" description:"电话"`
	Relation string `json:"relation,omitempty" description:"与参保人的关系"`
}

type remarkOut struct {
	File    string `json:"file,omitempty" description:"文件"`
	Row     int    `json:"row,omitzero" description:"行"`
	Message string `json:"message" required:"true" description:"提示"`
}

type balanceOut struct {
	Established bool             `json:"established" required:"true" description:"应追回金额已核定"`
	TotalFen    *int64           `json:"total_fen,omitempty" description:"应追回，分"`
	ReceivedFen int64            `json:"received_fen" required:"true" description:"已追回，分"`
	OwedFen     *int64           `json:"owed_fen,omitempty" description:"未追回，分；负数是多退"`
	BySource    map[string]int64 `json:"by_source_fen" required:"true" description:"各来源已追回，分"`
}

func balanceShape(b liaison.Balance) balanceOut {
	out := balanceOut{Established: b.Established, ReceivedFen: int64(b.Received), BySource: map[string]int64{}}
	if b.Established {
		out.TotalFen, out.OwedFen = fen(&b.Total), fen(&b.Owed)
	}
	for source, sum := range b.BySource {
		out.BySource[string(source)] = int64(sum)
	}
	return out
}

func fen(f *money.Fen) *int64 {
	if f == nil {
		return nil
	}
	n := int64(*f)
	return &n
}

// claimOut is what must be returned, or why no number may be shown.
type claimOut struct {
	Version       int         `json:"version" required:"true" description:"第几次核定"`
	State         string      `json:"state" required:"true" enum:"established,conflict,undecided,not_computed" description:"已核定、证据不一致、重复待遇待认定、未核定"`
	StateTitle    string      `json:"state_title" required:"true" description:"核定状态"`
	TotalFen      *int64      `json:"total_fen,omitempty" description:"应追回，分；没有核定的不写"`
	UndisputedFen *int64      `json:"undisputed_fen,omitempty" description:"无争议部分，分"`
	Conflict      []dateSum   `json:"conflict,omitempty" description:"各死亡日期对应的金额"`
	NotComputed   string      `json:"not_computed,omitempty" description:"为什么没有核定"`
	Months        []monthOut  `json:"months" required:"true" description:"逐月"`
	Notes         []string    `json:"notes,omitempty" description:"说明"`
	Unmatched     []rowRefOut `json:"unmatched,omitempty" description:"台账与银行流水未勾对的行"`
	ComputedAt    string      `json:"computed_at" required:"true" format:"date-time" description:"核定时间"`
}

type dateSum struct {
	Date     day   `json:"date" required:"true" format:"date" description:"死亡日期"`
	TotalFen int64 `json:"total_fen" required:"true" description:"应追回，分"`
}

type monthOut struct {
	Month       string      `json:"month" required:"true" description:"月份，2024-03"`
	PaidFen     int64       `json:"paid_fen" required:"true" description:"实发，分"`
	DueFen      *int64      `json:"due_fen,omitempty" description:"应发，分；待认定的不写"`
	OverpaidFen *int64      `json:"overpaid_fen,omitempty" description:"应追回，分；待认定的不写"`
	Basis       string      `json:"basis,omitempty" description:"依据"`
	Rows        []rowRefOut `json:"rows" required:"true" description:"台账中的行"`
}

type rowRefOut struct {
	File  string `json:"file" required:"true" description:"文件"`
	Sheet string `json:"sheet,omitempty" description:"工作表"`
	Row   int    `json:"row" required:"true" description:"行，从 1 起"`
}

func claimShape(c *liaison.ClaimVersion) *claimOut {
	if c == nil {
		return nil
	}
	r := c.Result
	out := &claimOut{Version: c.Version, State: string(c.State), StateTitle: c.State.Title(), TotalFen: fen(r.Total), UndisputedFen: fen(r.Undisputed), NotComputed: r.NotComputed,
		Notes: r.Notes, Months: []monthOut{}, ComputedAt: instant(c.ComputedAt)}
	for _, x := range r.Conflict {
		out.Conflict = append(out.Conflict, dateSum{day(x.Date), int64(x.Total)})
	}
	for _, l := range r.Lines {
		m := monthOut{Month: l.Month.String(), PaidFen: int64(l.Paid), Basis: l.Basis, Rows: rowShapes(l.Rows)}
		if !l.Pending {
			m.DueFen, m.OverpaidFen = fen(&l.Due), fen(&l.Overpaid)
		}
		out.Months = append(out.Months, m)
	}
	if r.Unmatched != nil {
		out.Unmatched = append(rowShapes(r.Unmatched.Ledger), rowShapes(r.Unmatched.Bank)...)
	}
	return out
}

func rowShapes(refs []overpayment.RowRef) []rowRefOut {
	out := []rowRefOut{}
	for _, r := range refs {
		out = append(out, rowRefOut{r.File, r.Sheet, r.Row})
	}
	return out
}

type determinationOut struct {
	ID         uuid.UUID `json:"id" required:"true" format:"uuid"`
	Kind       string    `json:"kind" required:"true" description:"认定什么"`
	Title      string    `json:"title" required:"true" description:"名称"`
	Value      string    `json:"value" required:"true" description:"认定的内容"`
	Reason     string    `json:"reason" required:"true" description:"理由"`
	ProposedBy string    `json:"proposed_by" required:"true" description:"提出人"`
	Effective  bool      `json:"effective" required:"true" description:"已经两名承办人和法制审核确认"`
	Pending    bool      `json:"pending" required:"true" description:"尚待确认"`
}

// exhibitOut is one item of evidence.
type exhibitOut struct {
	ID         uuid.UUID `json:"id" required:"true" format:"uuid"`
	Bundle     int       `json:"bundle" required:"true" description:"第几册：1 是证据卷，其后是补充卷"`
	Ordinal    int       `json:"ordinal" required:"true" description:"册内序号"`
	Kind       string    `json:"kind" required:"true" description:"材料种类的代码"`
	KindTitle  string    `json:"kind_title" required:"true" description:"材料种类"`
	FileName   string    `json:"file_name" required:"true" description:"文件名"`
	Title      string    `json:"title" required:"true" description:"证据名称"`
	Source     string    `json:"source,omitempty" description:"来源"`
	ObtainedOn day       `json:"obtained_on,omitzero" format:"date" description:"取得日期"`
	Copy       bool      `json:"copy" required:"true" description:"复印件"`
	Proves     string    `json:"proves,omitempty" description:"证明对象"`
	MediaType  string    `json:"media_type" required:"true" description:"由内容认出的格式"`
	Size       int64     `json:"size" required:"true" description:"字节"`
	SHA256     string    `json:"sha256" required:"true" description:"接收时计算的 SHA-256"`
	Pages      int       `json:"pages" required:"true" description:"装订时的页数"`
	FirstPage  int       `json:"first_page,omitzero" description:"在最近一版证据卷中的起页"`
	Quarantine string    `json:"quarantine,omitempty" description:"不能装订的原因"`
	ReceivedAt string    `json:"received_at" required:"true" format:"date-time" description:"收入时间"`
	ReceivedBy string    `json:"received_by" required:"true" description:"收入人"`
	File       string    `json:"file" required:"true" format:"uri-reference" description:"原件的网址"`
}

func exhibitShape(d *liaison.Dossier, e liaison.Exhibit) exhibitOut {
	out := exhibitOut{ID: e.ID, Ordinal: e.Ordinal, Kind: string(e.Kind), KindTitle: e.Kind.Title(), FileName: e.FileName, Title: e.Title, Source: e.Source, ObtainedOn: day(e.ObtainedOn),
		Copy: e.Copy, Proves: e.Proves, MediaType: e.Stored.MediaType, Size: e.Stored.Size, SHA256: e.Stored.SHA256, Pages: e.Stored.Pages, Quarantine: e.Stored.Quarantine,
		ReceivedAt: instant(e.ReceivedAt), ReceivedBy: e.ReceivedBy, File: casePath(d.Case.Number) + "/exhibits/" + e.ID.String()}
	for _, b := range d.Bundles {
		if b.ID == e.BundleID {
			out.Bundle = b.Ordinal
		}
	}
	for _, ed := range d.Editions { // the newest that has it
		for _, x := range ed.Entries {
			if x.ExhibitID == e.ID {
				out.FirstPage = x.FirstPage
			}
		}
	}
	return out
}

type bookOut struct {
	ID       uuid.UUID `json:"id" required:"true" format:"uuid"`
	Edition  int       `json:"edition" required:"true" description:"定卷版次"`
	Pages    int       `json:"pages" required:"true" description:"全部页数"`
	SHA256   string    `json:"sha256" required:"true" description:"SHA-256"`
	SealedAt string    `json:"sealed_at" required:"true" format:"date-time" description:"定卷时间"`
	SealedBy string    `json:"sealed_by" required:"true" description:"定卷人"`
	File     string    `json:"file" required:"true" format:"uri-reference" description:"证据卷 PDF 的网址"`
}

// receiptOut is money that came back.
type receiptOut struct {
	ID              uuid.UUID       `json:"id" required:"true" format:"uuid"`
	On              day             `json:"on" required:"true" format:"date" description:"到账日期"`
	Source          string          `json:"source" required:"true" description:"来源代码"`
	SourceTitle     string          `json:"source_title" required:"true" description:"来源"`
	AmountFen       int64           `json:"amount_fen" required:"true" description:"到账金额，分"`
	Allocations     []allocationOut `json:"allocations" required:"true" description:"分到哪里，合计等于到账金额"`
	OverClaimFen    int64           `json:"over_claim_fen" required:"true" description:"疑似多退，分；0：没有"`
	CourtCaseNumber string          `json:"court_case_number,omitempty" description:"法院案号"`
	Reference       string          `json:"reference,omitempty" description:"银行流水号"`
	Exhibit         string          `json:"exhibit,omitempty" description:"回单的文件名"`
	Note            string          `json:"note,omitempty" description:"备注"`
	RecordedAt      string          `json:"recorded_at" required:"true" format:"date-time" description:"登记时间"`
	RecordedBy      string          `json:"recorded_by" required:"true" description:"登记人"`
}

type allocationOut struct {
	Kind      string `json:"kind" required:"true" enum:"principal,fine,late_fine,court_fee" description:"应追回款、罚款、加处罚款、执行费"`
	Benefit   string `json:"benefit,omitempty" description:"险种待遇"`
	Year      int    `json:"year,omitzero" description:"所属年度"`
	AmountFen int64  `json:"amount_fen" required:"true" description:"金额，分"`
}

func receiptShape(r liaison.Receipt) receiptOut {
	out := receiptOut{ID: r.ID, On: day(r.On), Source: string(r.Source), SourceTitle: r.Source.Title(), AmountFen: int64(r.Amount), Allocations: []allocationOut{}, OverClaimFen: int64(r.OverClaim),
		CourtCaseNumber: r.CourtCaseNumber, Reference: r.Reference, Exhibit: r.ExhibitFile, Note: r.Note, RecordedAt: instant(r.RecordedAt), RecordedBy: r.RecordedBy}
	for _, a := range r.Allocations {
		out.Allocations = append(out.Allocations, allocationOut{string(a.Kind), a.Benefit, a.Year, int64(a.Amount)})
	}
	return out
}

// proceedingOut is the way of one decision against one obligor to enforcement by the court.
type proceedingOut struct {
	Obligor  string `json:"obligor" required:"true" description:"义务人"`
	Decision string `json:"decision" required:"true" description:"决定书的文号，没有的为送达日期；登记文书、行为时照此填写"`
	State    string `json:"state" required:"true" description:"状态代码"`
	Name     string `json:"name" required:"true" description:"状态"`
}

// caseShape is a dossier as the actor may see it: for those outside the office no drafts.
func caseShape(d *liaison.Dossier, actor liaison.Actor, today calendar.Date) caseOut {
	c := d.Case
	out := caseOut{Number: c.Number, Title: c.Title, Situation: string(c.Situation), Benefits: append([]string{}, c.Benefits...), Bureau: c.Office.Bureau, Agency: c.Office.Agency,
		Deceit: c.DeceitSuspected, OpenedAt: instant(c.OpenedAt), OpenedBy: c.OpenedBy, Tracks: trackShapes(c.Position()), Next: nextActs(d, today), Balance: balanceShape(d.Balance()),
		Claim: claimShape(d.Claim()), Remedies: remedyShapes(d, today), Letters: letterShapes(d, actor),
		Parties: []partyOut{}, Determinations: []determinationOut{}, Papers: []paperOut{}, Deadlines: []deadlineOut{}, Receipts: []receiptOut{}, Exhibits: []exhibitOut{}, Books: []bookOut{}, Remarks: []remarkOut{}}
	for _, w := range d.Ways() {
		out.Proceedings = append(out.Proceedings, proceedingOut{w.Obligor, w.Called, string(w.State), w.State.Title()})
	}
	for _, p := range d.Parties {
		out.Parties = append(out.Parties, partyOut{string(p.Role), p.Name, p.IDNumber, p.Sex, p.Address, p.Phone, p.Relation})
	}
	for _, x := range d.Determinations {
		out.Determinations = append(out.Determinations, determinationOut{x.ID, string(x.Kind), x.Kind.Title(), x.Value, x.Reason, x.ProposedBy, x.Effective(), x.Pending()})
	}
	for _, p := range d.Papers {
		out.Papers = append(out.Papers, paperShape(p))
	}
	for _, x := range d.Deadlines {
		out.Deadlines = append(out.Deadlines, deadlineShape(x))
	}
	for _, r := range d.Receipts {
		out.Receipts = append(out.Receipts, receiptShape(r))
	}
	for _, e := range d.Exhibits {
		out.Exhibits = append(out.Exhibits, exhibitShape(d, e))
	}
	for _, e := range d.Editions {
		out.Books = append(out.Books, bookOut{e.ID, e.Ordinal, e.Pages, e.Object.SHA256, instant(e.SealedAt), e.SealedBy, casePath(c.Number) + "/books/" + e.ID.String() + ".pdf"})
	}
	for _, r := range d.Remarks {
		out.Remarks = append(out.Remarks, remarkOut{r.File, r.Line, r.Message})
	}
	return out
}

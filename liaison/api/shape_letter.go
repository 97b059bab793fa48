package api

import (
	"github.com/google/uuid"

	"liaison/liaison"
)

// letterOut is what is known of a letter beside its text.
type letterOut struct {
	ID         uuid.UUID `json:"id" required:"true" format:"uuid"`
	Kind       string    `json:"kind" required:"true" description:"文书种类代码"`
	Title      string    `json:"title" required:"true" description:"文书名称"`
	To         string    `json:"to,omitempty" description:"只致一名当事人的，他的姓名"`
	State      string    `json:"state" required:"true" enum:"draft,approved,reserved,issued,voided" description:"草稿、已批准、已编号、已制发、已作废"`
	StateTitle string    `json:"state_title" required:"true" description:"状态"`
	Number     string    `json:"number,omitempty" description:"文号"`
	MadeOn     day       `json:"made_on,omitzero" format:"date" description:"成文日期"`
	Pages      int       `json:"pages" required:"true" description:"页数"`
	Missing    []string  `json:"missing,omitempty" description:"草稿还缺的事实"`
	DraftedBy  string    `json:"drafted_by" required:"true" description:"拟稿人"`
	DraftedAt  string    `json:"drafted_at" required:"true" format:"date-time" description:"拟稿时间"`
	ApprovedBy string    `json:"approved_by,omitempty" description:"批准人"`
	ApprovedAt string    `json:"approved_at,omitempty" format:"date-time" description:"批准时间"`
	Awaits     string    `json:"awaits,omitempty" enum:"officer,second,section,legal,deputy,head" description:"草稿等谁签批：承办人（送审）、第二名承办人、科室（机构）负责人、法制审核、分管负责人、主要负责人"`
	Approvals  []signOut `json:"approvals,omitempty" description:"签批记录，按先后；只供本单位人员"`
	IssuedBy   string    `json:"issued_by,omitempty" description:"制发人"`
	IssuedAt   string    `json:"issued_at,omitempty" format:"date-time" description:"制发时间"`
	SHA256     string    `json:"sha256,omitempty" description:"制发件的 SHA-256"`
	File       string    `json:"file" required:"true" format:"uri-reference" description:"PDF 的网址：已制发的是制发件，其余是草稿"`
	Scan       *scanOut  `json:"scan,omitempty" description:"签章扫描件：送达的就是它；没有收入的不出现"`
	ServedAs   string    `json:"served_as,omitempty" description:"送达时登记的文书种类（POST …/papers 的 kind）；不对外送达的不写"`
	Served     []served  `json:"served,omitempty" description:"登记的送达，按日期"`
	Mends      *mendOut  `json:"mends,omitempty" description:"这份文书撤销、变更、补正的文书"`
	MendedBy   []mendOut `json:"mended_by,omitempty" description:"撤销、变更、补正这份文书的文书"`
	Slip       *slipOut  `json:"slip,omitempty" description:"随文书请对方退回的回执；没有回执的文书不写"`
	References string    `json:"references,omitempty" format:"uri-reference" description:"“见证据卷第n页”清单的网址"`
}

// letterShapes is the case's letters; drafts are the office's own.
func letterShapes(d *liaison.Dossier, actor liaison.Actor) []letterOut {
	out := []letterOut{}
	for _, l := range d.Letters {
		if actor.Outsider() && l.Object.Key == "" {
			continue
		}
		out = append(out, letterShape(d, l))
	}
	return out
}

func letterShape(d *liaison.Dossier, l liaison.Letter) letterOut {
	t, _ := liaison.TypeOf(l.Kind)
	at := casePath(d.Case.Number) + "/letters/"
	out := letterOut{ID: l.ID, Kind: string(l.Kind), Title: t.Title, State: string(l.State), StateTitle: l.State.Title(), Number: l.Number, MadeOn: day(l.MadeOn), Pages: l.Pages,
		DraftedBy: l.DraftedBy, DraftedAt: instant(l.DraftedAt), ApprovedBy: l.ApprovedBy, ApprovedAt: instant(l.ApprovedAt), IssuedBy: l.IssuedBy, IssuedAt: instant(l.IssuedAt),
		SHA256: l.Object.SHA256, To: d.Receiver(l), File: at + "preview/" + string(l.Kind) + ".pdf?letter=" + l.ID.String()}
	out.Awaits, out.Approvals = string(l.Awaits), signShapes(l.Approvals)
	out.Slip = slipShape(d, l)
	out.Mends, out.MendedBy = mendShapes(d, l)
	out.ServedAs, out.Served = string(l.Kind.ServedAs()), servedShapes(d, l)
	if l.State == liaison.LetterDraft {
		out.Missing = l.Missing
	}
	if l.Object.Key != "" {
		out.Scan = scanShape(d, l)
		out.File, out.References = at+l.ID.String()+".pdf", at+l.ID.String()+"/references"
	}
	return out
}

// signOut is one line of a letter's chain of approval.
type signOut struct {
	Round    int    `json:"round" required:"true" description:"第几轮；退回后是下一轮"`
	Act      string `json:"act" required:"true" enum:"agreed,returned,declined,changed,sent_back" description:"同意、退回、不予批准、修改、因变动退回第一步"`
	Step     string `json:"step,omitempty" enum:"officer,second,section,legal,deputy,head" description:"环节"`
	By       string `json:"by,omitempty" description:"办理人；因变动退回而查不到行为人的不写"`
	Standing string `json:"standing,omitempty" description:"以什么身份签批，例如主持工作的负责人"`
	At       string `json:"at" required:"true" format:"date-time" description:"时间"`
	Opinion  string `json:"opinion,omitempty" description:"意见、理由；因变动退回的，是失效意见的签批人"`
	Digest   string `json:"digest,omitempty" description:"所签内容的 SHA-256"`
}

func signShapes(list []liaison.ApprovalEntry) []signOut {
	var out []signOut
	for _, e := range list {
		out = append(out, signOut{e.Round, string(e.Act), string(e.Step), e.By, e.Standing, instant(e.At), e.Opinion, e.Digest})
	}
	return out
}

// mendOut is the letter at the other end of a change or correction.
type mendOut struct {
	Letter   uuid.UUID `json:"letter" required:"true" format:"uuid" description:"文书"`
	Number   string    `json:"number" required:"true" description:"文号"`
	Word     string    `json:"word" required:"true" enum:"撤销,变更,补正" description:"怎样改"`
	ServedOn day       `json:"served_on,omitzero" format:"date" description:"后一份文书的送达日期；没有登记送达的不写"`
}

func mendShapes(d *liaison.Dossier, l liaison.Letter) (of *mendOut, by []mendOut) {
	if old := d.Mends(l); old != nil {
		of = &mendOut{old.ID, old.Number, l.MendWord(), day(d.ServedOn(l))}
	}
	for _, m := range d.MendedBy(l) {
		by = append(by, mendOut{m.ID, m.Number, m.Word, day(m.ServedOn)})
	}
	return of, by
}

// slipOut is the reply that a letter carries.
type slipOut struct {
	Title    string     `json:"title" required:"true" description:"回执的名称"`
	Paper    string     `json:"paper" required:"true" description:"退回时登记的文书种类（POST …/papers 的 kind，写 letter）"`
	Returned *uuid.UUID `json:"returned,omitempty" format:"uuid" description:"退回的登记；还没有退回的不写"`
	On       day        `json:"on,omitzero" format:"date" description:"退回的日期"`
	Missing  string     `json:"missing,omitempty" description:"不退回时法律怎么说、可以怎么办"`
	Basis    []citeOut  `json:"basis,omitempty" description:"法条"`
}

func slipShape(d *liaison.Dossier, l liaison.Letter) *slipOut {
	slip, ok := l.Kind.Slip()
	if !ok || l.State != liaison.LetterIssued {
		return nil
	}
	out := &slipOut{Title: slip.Title, Paper: string(slip.Paper)}
	if p := d.SlipOf(l); p != nil {
		out.Returned, out.On = given(p.ID), day(p.On)
		return out
	}
	out.Missing, out.Basis = slip.Missing, citeShapes(slip.Basis)
	return out
}

// awaitedOut is a reply that has not come back.
type awaitedOut struct {
	Case        string    `json:"case" required:"true" description:"案号"`
	Letter      uuid.UUID `json:"letter" required:"true" format:"uuid" description:"文书"`
	Kind        string    `json:"kind" required:"true" description:"文书种类代码"`
	Number      string    `json:"number" required:"true" description:"文号"`
	MadeOn      day       `json:"made_on" required:"true" format:"date" description:"成文日期"`
	ServedOn    day       `json:"served_on,omitzero" format:"date" description:"送达日期；没有登记送达的不写"`
	AskedBy     day       `json:"asked_by,omitzero" format:"date" description:"文书请对方在这一天之前答复"`
	Provisional bool      `json:"provisional,omitzero" description:"所涉年份的节假日安排尚未载入"`
	Overdue     bool      `json:"overdue" required:"true" description:"过了函请的日期"`
	Missing     string    `json:"missing" required:"true" description:"不退回时法律怎么说、可以怎么办"`
	Basis       []citeOut `json:"basis" required:"true" description:"法条"`
}

type awaitedListOut struct {
	Slips []awaitedOut `json:"slips" required:"true" description:"文书早的在前"`
	More  bool         `json:"more" required:"true" description:"后面还有一页"`
}

// served is one recorded service of a letter.
type served struct {
	Paper  uuid.UUID `json:"paper" required:"true" format:"uuid" description:"送达的登记"`
	On     day       `json:"on" required:"true" format:"date" description:"送达日期"`
	To     string    `json:"to,omitempty" description:"送达给谁"`
	Method string    `json:"method,omitempty" description:"送达方式"`
	Proven bool      `json:"proven" required:"true" description:"已收入送达证明"`
}

func servedShapes(d *liaison.Dossier, l liaison.Letter) []served {
	var out []served
	for _, p := range d.ServiceOf(l) {
		out = append(out, served{p.ID, day(p.On), p.By, p.Method, p.ExhibitFile != ""})
	}
	return out
}

// scanOut is the scan of a letter as it was signed, sealed and served.
type scanOut struct {
	ExhibitID uuid.UUID `json:"exhibit_id" required:"true" format:"uuid" description:"作为证据的编号"`
	Pages     int       `json:"pages" required:"true" description:"页数"`
	SHA256    string    `json:"sha256" required:"true" description:"扫描件的 SHA-256"`
	LetterSHA string    `json:"letter_sha256" required:"true" description:"所对应的制发件的 SHA-256"`
	Number    string    `json:"number" required:"true" description:"所对应的文号"`
	Reason    string    `json:"reason,omitempty" description:"多出的页，或者更换的理由"`
	KeptBy    string    `json:"kept_by" required:"true" description:"收入人"`
	KeptAt    string    `json:"kept_at" required:"true" format:"date-time" description:"收入时间"`
	File      string    `json:"file" required:"true" format:"uri-reference" description:"扫描件的网址"`
}

func scanShape(d *liaison.Dossier, l liaison.Letter) *scanOut {
	s, e := l.Original(), d.OriginalOf(l)
	if s == nil || e == nil {
		return nil
	}
	return &scanOut{s.Exhibit, s.Pages, e.Stored.SHA256, s.Letter, s.Number, s.Reason, s.By, instant(s.At), casePath(d.Case.Number) + "/letters/" + l.ID.String() + "/original"}
}

// referenceOut is one 见证据卷第n页.
type referenceOut struct {
	Page      int       `json:"page" required:"true" description:"证据卷中印刷的页码"`
	Statement string    `json:"statement" required:"true" description:"所证明的话"`
	Exhibit   string    `json:"exhibit" required:"true" description:"证据名称"`
	ExhibitID uuid.UUID `json:"exhibit_id" required:"true" format:"uuid"`
	Sheet     string    `json:"sheet,omitempty" description:"工作表"`
	Row       int       `json:"row,omitzero" description:"表格的行"`
}

func referenceShapes(list []liaison.Reference) []referenceOut {
	out := []referenceOut{}
	for _, r := range list {
		out = append(out, referenceOut{r.Page, r.Statement, r.Exhibit, r.Cite.ExhibitID, r.Cite.Sheet, r.Cite.Row})
	}
	return out
}

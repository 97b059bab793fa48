package api

import (
	"slices"

	"github.com/google/uuid"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/deadline"
	"liaison/liaison/law"
	"liaison/liaison/track"
)

// paperIn is a paper to be recorded: every question of the form.
type paperIn struct {
	Kind            string         `json:"kind" required:"true" description:"文书种类的代码，全部种类见 /papers" example:"notice_not_filed"`
	On              day            `json:"on" required:"true" format:"date" description:"起算日：收到的文书是收到日期，我方的文书是送达日期" example:"2026-11-18"`
	At              minute         `json:"at,omitempty" description:"收到的时间 15:04；只有按小时计算的期限需要" example:"16:20"`
	Number          string         `json:"number,omitempty" description:"文号"`
	By              string         `json:"by,omitempty" description:"出具机关；我方的文书是送达给谁"`
	MakerConfirmed  bool           `json:"maker_confirmed,omitempty" description:"出具机关的名称看不出是哪一类机关时，登记人已核对它有权出具这种文书"`
	MadeOn          day            `json:"made_on,omitzero" format:"date" description:"成文日期"`
	Method          string         `json:"method,omitempty" description:"送达方式"`
	RemediesTold    *bool          `json:"remedies_told,omitempty" description:"是否告知了复议和起诉的权利；不知道的不写"`
	DueOn           day            `json:"due_on,omitzero" format:"date" description:"文书要求履行（答复）的日期"`
	Reason          string         `json:"reason,omitempty" description:"理由，照文书抄录"`
	RefusalReasons  []string       `json:"refusal_reasons,omitempty" description:"拒绝理由归类的代码，各种文书可用的见 /papers"`
	AmountFen       *int64         `json:"amount_fen,omitempty" minimum:"0" description:"金额，单位：分"`
	CourtCaseNumber string         `json:"court_case_number,omitempty" description:"法院案号"`
	Outcome         string         `json:"outcome,omitempty" description:"可能有两种结果的文书的结果代码，见 /papers"`
	Supervised      string         `json:"supervised,omitempty" description:"被监督的行政机关（公益诉讼线索）"`
	Urgent          bool           `json:"urgent,omitempty" description:"检察建议要求十五日内答复（紧急情形）"`
	Extended        bool           `json:"extended,omitempty" description:"法院的执行期限（回复期限）经批准延长"`
	Account         string         `json:"account,omitempty" description:"还款账户（还款协议）"`
	Obligations     []obligationIn `json:"obligations,omitempty" description:"决定、还款协议确定的义务：每人每期一项；只有一人、一次付清的不用写"`
	Details         *detailsShape  `json:"details,omitempty" description:"这种文书特有的各项，见 /papers 的 fields"`
	Letter          uuid.UUID      `json:"letter,omitzero" format:"uuid" description:"所送达的文书的 id（本系统制发的）；文号、成文日期由它带出"`
	Exhibit         uuid.UUID      `json:"exhibit,omitzero" format:"uuid" description:"先前收入的扫描件的 id；与请求中的 scan 文件二选一"`
	_               struct{}       `additionalProperties:"false"`
}

// paperOut is a paper as recorded.
type paperOut struct {
	ID              uuid.UUID       `json:"id" required:"true" format:"uuid"`
	Kind            string          `json:"kind" required:"true" description:"种类代码"`
	Title           string          `json:"title" required:"true" description:"种类名称"`
	Direction       string          `json:"direction" required:"true" enum:"received,served,internal" description:"收到、送达、内部办理"`
	On              day             `json:"on" required:"true" format:"date" description:"起算日"`
	At              minute          `json:"at,omitempty" description:"收到的时间"`
	Number          string          `json:"number,omitempty" description:"文号"`
	By              string          `json:"by,omitempty" description:"出具机关，或者送达给谁"`
	MakerConfirmed  bool            `json:"maker_confirmed,omitzero" description:"出具机关的名称看不出种类，登记人已核对"`
	MadeOn          day             `json:"made_on,omitzero" format:"date" description:"成文日期"`
	Method          string          `json:"method,omitempty" description:"送达方式"`
	RemediesTold    *bool           `json:"remedies_told,omitempty" description:"是否告知了复议和起诉的权利"`
	DueOn           day             `json:"due_on,omitzero" format:"date" description:"文书要求履行（答复）的日期"`
	Reason          string          `json:"reason,omitempty" description:"理由"`
	Refuses         bool            `json:"refuses" required:"true" description:"这份文书拒绝了我方的申请"`
	RefusalReasons  []reasonOut     `json:"refusal_reasons,omitempty" description:"拒绝理由归类"`
	AmountFen       *int64          `json:"amount_fen,omitempty" description:"金额，单位：分"`
	CourtCaseNumber string          `json:"court_case_number,omitempty" description:"法院案号"`
	Outcome         string          `json:"outcome,omitempty" description:"结果代码"`
	Supervised      string          `json:"supervised,omitempty" description:"被监督的行政机关"`
	Urgent          bool            `json:"urgent,omitzero" description:"紧急情形"`
	Extended        bool            `json:"extended,omitzero" description:"期限经批准延长"`
	Account         string          `json:"account,omitempty" description:"还款账户"`
	Obligations     []obligationOut `json:"obligations,omitempty" description:"义务：每人每期一项"`
	Details         *detailsShape   `json:"details,omitempty" description:"这种文书特有的各项"`
	Cautions        []string        `json:"cautions,omitempty" description:"登记时提示的注意事项"`
	Letter          *uuid.UUID      `json:"letter,omitempty" format:"uuid" description:"所送达的文书，本系统制发的"`
	Scan            string          `json:"scan,omitempty" description:"扫描件的文件名"`
	Proofs          []string        `json:"proofs,omitempty" description:"其他送达证明的文件名"`
	RecordedAt      string          `json:"recorded_at" required:"true" format:"date-time" description:"登记时间"`
	RecordedBy      string          `json:"recorded_by" required:"true" description:"登记人"`
	Corrections     []correctionOut `json:"corrections,omitempty" description:"历次更正，最早的在前"`
}

type correctionOut struct {
	OldOn  day          `json:"old_on" required:"true" format:"date" description:"原日期"`
	NewOn  day          `json:"new_on" required:"true" format:"date" description:"更正后的日期；日期没有更正的，与原日期相同"`
	Fields []changedOut `json:"fields,omitempty" description:"日期以外更正的各项"`
	Reason string       `json:"reason" required:"true" description:"更正理由"`
	By     string       `json:"by" required:"true" description:"更正人"`
	At     string       `json:"at" required:"true" format:"date-time" description:"更正时间"`
}

type reasonOut struct {
	Code  string `json:"code" required:"true" description:"代码"`
	Title string `json:"title" required:"true" description:"法条所写的理由"`
	Mend  string `json:"mend,omitempty" description:"答复或者重新申请时须说明什么"`
}

func paperShape(p liaison.PaperRecord) paperOut {
	info, _ := p.Kind.Info()
	out := paperOut{ID: p.ID, Kind: string(p.Kind), Title: p.Kind.Title(), Direction: string(info.Direction), On: day(p.On), At: minute(p.Minute), Number: p.Number, By: p.By, MakerConfirmed: p.MakerConfirmed,
		MadeOn: day(p.MadeOn), Method: p.Method, RemediesTold: p.RemediesTold, DueOn: day(p.DueOn), Reason: p.Reason, Refuses: p.Refuses(), RefusalReasons: reasonShapes(p.RefusalReasons),
		CourtCaseNumber: p.CourtCaseNumber, Outcome: p.Outcome, Supervised: p.Supervised, Urgent: p.Urgent, Extended: p.Extended, Account: p.Account,
		Obligations: obligationShapes(p.Obligations), Details: detailsOf(p.Details), Cautions: p.Cautions, Letter: given(p.LetterID), Scan: p.ExhibitFile, Proofs: p.Proofs, RecordedAt: instant(p.RecordedAt), RecordedBy: p.RecordedBy}
	if p.HasAmount {
		fen := int64(p.Amount)
		out.AmountFen = &fen
	}
	for _, c := range p.History {
		out.Corrections = append(out.Corrections, correctionOut{day(c.OldOn), day(c.NewOn), changedShapes(p, c), c.Reason, c.By, instant(c.At)})
	}
	return out
}

func reasonShapes(codes []liaison.RefusalCode) []reasonOut {
	var out []reasonOut
	for _, code := range codes {
		r := reasonOut{Code: string(code), Title: code.Title()}
		for _, x := range liaison.RefusalReasons() {
			if x.Code == code {
				r.Mend = x.Mend
			}
		}
		out = append(out, r)
	}
	return out
}

// clockOut is a deadline with its working.
type clockOut struct {
	Rule        string    `json:"rule" required:"true" description:"期限规则的编号，例如 DL09"`
	Name        string    `json:"name" required:"true" description:"期限的名称"`
	Trigger     string    `json:"trigger" required:"true" description:"从什么起算"`
	Start       string    `json:"start" required:"true" description:"起算日（当日不计入），按小时的到分"`
	Strict      string    `json:"strict" required:"true" description:"最早到期：我方以此为准"`
	Lenient     string    `json:"lenient" required:"true" description:"最迟到期：认定对方逾期以此为准"`
	Provisional bool      `json:"provisional" required:"true" description:"所涉年份的节假日安排尚未载入，结果为暂定"`
	NeedsReview bool      `json:"needs_review" required:"true" description:"所依条款有凭记忆或者存疑之处，需法制审核"`
	Actor       string    `json:"actor" required:"true" description:"该谁办"`
	Ours        bool      `json:"ours" required:"true" description:"由我方办理"`
	Marker      bool      `json:"marker,omitzero" description:"只作提示，逾期不失权利"`
	Missed      string    `json:"missed,omitempty" description:"逾期的后果"`
	Basis       []citeOut `json:"basis" required:"true" description:"法条"`
	Steps       []stepOut `json:"steps" required:"true" description:"推算过程，逐步"`
}

type citeOut struct {
	Text        string `json:"text" required:"true" description:"法规名称和条文"`
	Certainty   string `json:"certainty" required:"true" enum:"read,web,notice,memory_h,memory_m,memory_l,reading," description:"条文核对到什么程度"`
	NeedsReview bool   `json:"needs_review" required:"true" description:"需法制审核"`
}

type stepOut struct {
	Date  string `json:"date" required:"true" description:"日期，按小时的到分"`
	Why   string `json:"why" required:"true" description:"理由"`
	Basis string `json:"basis" required:"true" description:"依据"`
}

// deadlineOut is a deadline of a case.
type deadlineOut struct {
	ID            uuid.UUID  `json:"id" required:"true" format:"uuid"`
	Paper         *uuid.UUID `json:"paper,omitempty" format:"uuid" description:"由哪份文书起算"`
	State         string     `json:"state" required:"true" enum:"open,met,closed,superseded" description:"进行中、已办、不再适用、已更正"`
	ClosedByPaper *uuid.UUID `json:"closed_by_paper,omitempty" format:"uuid" description:"因哪份文书结束"`
	ClosedByAct   string     `json:"closed_by_act,omitempty" description:"因哪项办理行为结束"`
	ClosedAt      string     `json:"closed_at,omitempty" format:"date-time" description:"结束时间"`
	Clock         clockOut   `json:"clock" required:"true"`
}

func clockShape(r deadline.Result) clockOut {
	out := clockOut{Rule: string(r.Rule), Name: r.Name, Trigger: r.Trigger, Start: r.Start.String(), Strict: r.Strict.String(), Lenient: r.Lenient.String(), Provisional: r.Provisional,
		NeedsReview: r.NeedsReview, Actor: r.Actor.Name(), Ours: r.Ours, Marker: r.Marker, Missed: r.Missed, Basis: citeShapes(r.Citations), Steps: []stepOut{}}
	for _, s := range r.Steps {
		out.Steps = append(out.Steps, stepOut{s.Date.String(), s.Why, s.Basis})
	}
	return out
}

func citeShapes(list []law.Citation) []citeOut {
	out := []citeOut{}
	for _, c := range list {
		if c.Instrument != "" {
			out = append(out, citeOut{c.String(), string(c.Certainty), c.NeedsReview()})
		}
	}
	return out
}

func deadlineShape(x liaison.DeadlineRecord) deadlineOut {
	return deadlineOut{ID: x.ID, Paper: given(x.PaperID), State: string(x.State), ClosedByPaper: given(x.ClosedByPaper), ClosedByAct: string(x.ClosedByAct), ClosedAt: instant(x.ClosedAt),
		Clock: clockShape(x.Result)}
}

// given is an identifier that may be absent.
func given(id uuid.UUID) *uuid.UUID {
	if id == uuid.Nil {
		return nil
	}
	return &id
}

// remedyOut is one thing the law leaves open.
type remedyOut struct {
	Title    string       `json:"title" required:"true" description:"可以（应当）办理什么"`
	Code     string       `json:"code,omitempty" description:"文书目录中的编号，例如 D15"`
	Rule     string       `json:"rule,omitempty" description:"期限规则；没有期限的不写"`
	Strict   string       `json:"strict,omitempty" description:"最早到期：最迟应在这一天办完"`
	Lenient  string       `json:"lenient,omitempty" description:"最迟到期"`
	Lost     bool         `json:"lost" required:"true" description:"期限已过，权利已失"`
	Late     bool         `json:"late" required:"true" description:"期限已过，仍可提出，须说明理由"`
	Basis    []citeOut    `json:"basis" required:"true" description:"法条"`
	Note     string       `json:"note,omitempty" description:"应当注意的事项"`
	Obligor  string       `json:"obligor,omitempty" description:"本案有几项申请执行的程序的，是对谁的"`
	Decision string       `json:"decision,omitempty" description:"是哪份决定的"`
	Paper    string       `json:"paper,omitempty" description:"办理之后登记哪种文书（POST …/papers 的 kind）"`
	Act      string       `json:"act,omitempty" description:"办理之后登记哪项行为（POST …/acts 的 act）"`
	Letter   *letterOffer `json:"letter,omitempty" description:"本系统拟制的文书；没有的不写"`
}

// letterOffer leads to the letter that takes a remedy.
type letterOffer struct {
	Kind    string `json:"kind" required:"true" description:"文书种类代码"`
	Title   string `json:"title" required:"true" description:"文书名称"`
	Draft   string `json:"draft" required:"true" format:"uri-reference" description:"拟稿：向这里 POST {\"kind\": …}"`
	Preview string `json:"preview" required:"true" format:"uri-reference" description:"草稿 PDF"`
}

func remedyShapes(d *liaison.Dossier, today calendar.Date) []remedyOut {
	out := []remedyOut{}
	for _, r := range d.Remedies(today) {
		x := remedyOut{Title: r.Title, Code: r.Code, Rule: r.Rule, Lost: r.Lost, Late: r.Late, Basis: citeShapes(r.Basis), Note: r.Note, Paper: string(r.Paper), Act: string(r.Act)}
		x.Obligor, x.Decision = r.Obligor, r.Decision
		if c := r.Clock; c != nil {
			x.Strict, x.Lenient = c.Result.Strict.String(), c.Result.Lenient.String()
		}
		if t, ok := liaison.TypeOf(r.Letter); ok {
			at := casePath(d.Case.Number) + "/letters"
			x.Letter = &letterOffer{string(t.Kind), t.Title, at, at + "/preview/" + string(t.Kind) + ".pdf"}
		}
		out = append(out, x)
	}
	return out
}

// recordedOut is what recording a paper, correcting a day or recording an act did.
type recordedOut struct {
	Paper     *paperOut     `json:"paper,omitempty" description:"登记的文书"`
	Deadlines []deadlineOut `json:"deadlines" required:"true" description:"起算的期限"`
	Remedies  []remedyOut   `json:"remedies" required:"true" description:"法律还留下哪些救济，各到哪天"`
	Tracks    []trackOut    `json:"tracks" required:"true" description:"案件在各办理程序中到了哪一步"`
	Next      []string      `json:"next" required:"true" description:"接下来应当办理的事项，最紧迫的在前"`
}

// recordedShape is what stands after a paper: its clocks, what the law leaves open, where the case is. A nil paper: after an act.
func recordedShape(d *liaison.Dossier, paper uuid.UUID, today calendar.Date) recordedOut {
	out := recordedOut{Deadlines: []deadlineOut{}, Remedies: remedyShapes(d, today), Tracks: trackShapes(d.Case.Position()), Next: nextActs(d, today)}
	if i := slices.IndexFunc(d.Papers, func(p liaison.PaperRecord) bool { return p.ID == paper }); i >= 0 && paper != uuid.Nil {
		p := paperShape(d.Papers[i])
		out.Paper = &p
		for _, x := range d.Deadlines {
			if x.PaperID == paper && x.State != liaison.DeadlineSuperseded {
				out.Deadlines = append(out.Deadlines, deadlineShape(x))
			}
		}
	}
	return out
}

func nextActs(d *liaison.Dossier, today calendar.Date) []string {
	return append([]string{}, d.NextActs(today, d.Calendar)...)
}

// trackOut is where a case stands on one track.
type trackOut struct {
	Track string `json:"track" required:"true" enum:"main,crim,court,oversight,public,inbound" description:"办理程序的代码"`
	Title string `json:"title" required:"true" description:"办理程序"`
	State string `json:"state" required:"true" description:"状态代码；空：未启动"`
	Name  string `json:"name" required:"true" description:"状态"`
}

func trackShapes(p track.Position) []trackOut {
	out := []trackOut{}
	for _, t := range law.Tracks() {
		s := p.On(t)
		out = append(out, trackOut{string(t), track.TrackTitle(t), string(s), s.Title()})
	}
	return out
}

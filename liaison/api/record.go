package api

import (
	"context"
	"net/http"
	"path"
	"slices"
	"strings"

	"github.com/google/uuid"
	"github.com/gorilla/mux"

	"liaison/liaison"
	"liaison/liaison/fault"
	"liaison/liaison/money"
	"liaison/liaison/track"
)

// postPaper records a paper; the answer offers the remedies that the law leaves open, each with its clock and its draft.
func (s *server) postPaper(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	var in paperIn
	c, file, err := readBody(r, "paper", "scan", &in)
	if err != nil {
		return err
	}
	p, err := in.record()
	if err != nil {
		return err
	}
	number := mux.Vars(r)["number"]
	if in.Exhibit != uuid.Nil {
		if file != nil {
			return fault.New(fault.Invalid, "文书信息有误").At("exhibit", 0, "exhibit 与 scan 只能有一个")
		}
		d, err := s.dossier(r, actor)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(d.Exhibits, func(e liaison.Exhibit) bool { return e.ID == in.Exhibit })
		if i < 0 {
			return fault.New(fault.Invalid, "文书信息有误").At("exhibit", 0, "本案没有这份材料，请先收入扫描件")
		}
		p.ExhibitFile = d.Exhibits[i].FileName
	}
	made, err := s.once(w, r, actor, c, func(ctx context.Context, id uuid.UUID) error {
		var scan *liaison.Scan
		if file != nil {
			scan = &liaison.Scan{FileName: baseName(file.name), Body: file.body}
		}
		p.ID = id
		_, err := s.svc.RecordPaper(ctx, actor, number, p, scan)
		return inMembers(err)
	})
	if err != nil {
		return err
	}
	return s.recorded(w, r, actor, http.StatusCreated, made)
}

// recorded answers with what now stands, so that a request that is sent again is answered alike.
func (s *server) recorded(w http.ResponseWriter, r *http.Request, actor liaison.Actor, status int, paper uuid.UUID) error {
	d, err := s.dossier(r, actor)
	if err != nil {
		return err
	}
	return answer(w, status, recordedShape(d, paper, s.svc.Today()))
}

// record is the paper as the service takes it.
func (in paperIn) record() (liaison.PaperRecord, error) {
	kind, err := kindOf(in.Kind)
	if err != nil {
		return liaison.PaperRecord{}, err
	}
	p := liaison.PaperRecord{Kind: kind, Number: strings.TrimSpace(in.Number), By: strings.TrimSpace(in.By), MakerConfirmed: in.MakerConfirmed, MadeOn: in.MadeOn.date(), On: in.On.date(), Minute: int(in.At), Method: strings.TrimSpace(in.Method),
		RemediesTold: in.RemediesTold, DueOn: in.DueOn.date(), Reason: strings.TrimSpace(in.Reason), CourtCaseNumber: strings.TrimSpace(in.CourtCaseNumber), Outcome: in.Outcome,
		Supervised: strings.TrimSpace(in.Supervised), Urgent: in.Urgent, Extended: in.Extended, Account: strings.TrimSpace(in.Account), Obligations: readObligations(in.Obligations), Details: in.Details.read(), LetterID: in.Letter}
	for _, code := range in.RefusalReasons {
		p.RefusalReasons = append(p.RefusalReasons, liaison.RefusalCode(code))
	}
	if in.AmountFen != nil {
		if *in.AmountFen < 0 {
			return p, fault.New(fault.Invalid, "文书信息有误").At("amount_fen", 0, "金额不能为负，单位是分")
		}
		p.Amount, p.HasAmount = money.Fen(*in.AmountFen), true
	}
	ways := track.Outcomes(kind)
	if len(ways) > 0 && !slices.Contains(ways, track.Outcome(in.Outcome)) || len(ways) == 0 && in.Outcome != "" {
		return p, fault.New(fault.Invalid, "文书信息有误").At("outcome", 0, "%s的结果可用：%s", kind.Title(), orNone(outcomeNames(ways)))
	}
	return p, nil
}

func outcomeNames(ways []track.Outcome) []string {
	var out []string
	for _, o := range ways {
		out = append(out, string(o)+"（"+o.Title()+"）")
	}
	return out
}

// dateIn corrects a day.
type dateIn struct {
	On     day      `json:"on" required:"true" format:"date" description:"正确的日期"`
	Reason string   `json:"reason" required:"true" description:"更正理由"`
	_      struct{} `additionalProperties:"false"`
}

// postPaperDate corrects a wrongly entered day.
func (s *server) postPaperDate(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	var in dateIn
	return s.onPaper(w, r, actor, &in, func(ctx context.Context, paper uuid.UUID) error {
		_, err := s.svc.CorrectPaper(ctx, actor, mux.Vars(r)["number"], paper, liaison.OnDay(in.On.date()), in.Reason)
		return inCorrection(err, "")
	})
}

// reasonsIn classifies a refusal.
type reasonsIn struct {
	RefusalReasons []string `json:"refusal_reasons" required:"true" description:"拒绝理由的代码，取代原有的；各种文书可用的见 /papers"`
	_              struct{} `additionalProperties:"false"`
}

// postReasons sets the grounds of a refusal that is already recorded.
func (s *server) postReasons(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	var in reasonsIn
	return s.onPaper(w, r, actor, &in, func(ctx context.Context, paper uuid.UUID) error {
		var codes []liaison.RefusalCode
		for _, x := range in.RefusalReasons {
			codes = append(codes, liaison.RefusalCode(x))
		}
		return s.svc.ClassifyRefusal(ctx, actor, mux.Vars(r)["number"], paper, codes)
	})
}

// onPaper is an act on a recorded paper.
func (s *server) onPaper(w http.ResponseWriter, r *http.Request, actor liaison.Actor, in any, act func(ctx context.Context, paper uuid.UUID) error) error {
	paper, err := pathID(r)
	if err != nil {
		return err
	}
	c, _, err := readBody(r, "", "", in)
	if err != nil {
		return err
	}
	if _, err := s.once(w, r, actor, c, func(ctx context.Context, _ uuid.UUID) error { return act(ctx, paper) }); err != nil {
		return err
	}
	return s.recorded(w, r, actor, http.StatusOK, paper)
}

// actIn is something we did that no paper tells.
type actIn struct {
	Act      string   `json:"act" required:"true" description:"行为代码，见案件的 remedies" example:"accept_refusal"`
	Reason   string   `json:"reason" required:"true" description:"理由"`
	Obligors string   `json:"obligors,omitempty" description:"所涉义务人，几人用顿号隔开；本案有几项申请执行的程序时填写"`
	Decision string   `json:"decision,omitempty" description:"所涉决定的文号或者送达日期；同一人有几份决定的填写"`
	_        struct{} `additionalProperties:"false"`
}

// postAct records what we did that no paper tells (办理行为).
func (s *server) postAct(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	var in actIn
	c, _, err := readBody(r, "", "", &in)
	if err != nil {
		return err
	}
	if !track.Act(in.Act).Valid() {
		return fault.New(fault.Invalid, "没有这项办理行为").At("act", 0, "没有“%s”这项行为，现在可用的见案件的 remedies", in.Act)
	}
	_, err = s.once(w, r, actor, c, func(ctx context.Context, _ uuid.UUID) error {
		return s.svc.RecordAct(ctx, actor, mux.Vars(r)["number"], liaison.ActRecord{Act: track.Act(in.Act), Reason: in.Reason, Obligors: in.Obligors, Decision: in.Decision})
	})
	if err != nil {
		return err
	}
	return s.recorded(w, r, actor, http.StatusCreated, uuid.Nil)
}

// receiptIn is money that reached an account.
type receiptIn struct {
	On              day          `json:"on" required:"true" format:"date" description:"到账日期"`
	Source          string       `json:"source" required:"true" enum:"court,voluntary,set_off,restitution,surrendered,bank_return,prison,other" description:"法院执行、自愿退还、待遇抵扣、刑事退赔、退赃、银行退回、监狱协助追缴、其他"`
	AmountFen       int64        `json:"amount_fen" required:"true" minimum:"1" description:"到账金额，分"`
	Allocations     []allocation `json:"allocations" required:"true" description:"分到应追回款、罚款、加处罚款、执行费，合计等于到账金额"`
	CourtCaseNumber string       `json:"court_case_number,omitempty" description:"法院案号；法院执行的必填"`
	Account         accountIn    `json:"account,omitzero" description:"收款账户"`
	Reference       string       `json:"reference,omitempty" description:"银行流水号；同一笔只登记一次"`
	Exhibit         string       `json:"exhibit,omitempty" description:"回单在本案中的文件名"`
	Note            string       `json:"note,omitempty" description:"备注"`
	_               struct{}     `additionalProperties:"false"`
}

type allocation struct {
	Kind      string   `json:"kind" required:"true" enum:"principal,fine,late_fine,court_fee" description:"应追回款、罚款、加处罚款、执行费"`
	Benefit   string   `json:"benefit,omitempty" description:"险种待遇"`
	Year      int      `json:"year,omitzero" description:"所属年度"`
	AmountFen int64    `json:"amount_fen" required:"true" minimum:"0" description:"金额，分"`
	_         struct{} `additionalProperties:"false"`
}

type accountIn struct {
	Holder string   `json:"holder,omitempty" description:"户名"`
	Bank   string   `json:"bank,omitempty" description:"开户行"`
	Number string   `json:"number,omitempty" description:"账号"`
	_      struct{} `additionalProperties:"false"`
}

// receiptDone is what booking money did.
type receiptDone struct {
	Receipt receiptOut `json:"receipt" required:"true"`
	Balance balanceOut `json:"balance" required:"true" description:"登记之后的追回情况"`
	Next    []string   `json:"next" required:"true" description:"接下来应当办理的事项"`
}

// postReceipt books money that came back (到账登记).
func (s *server) postReceipt(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	var in receiptIn
	c, _, err := readBody(r, "", "", &in)
	if err != nil {
		return err
	}
	rc := liaison.Receipt{On: in.On.date(), Source: liaison.ReceiptSource(in.Source), CourtCaseNumber: strings.TrimSpace(in.CourtCaseNumber), Account: liaison.BankAccount{Holder: in.Account.Holder, Bank: in.Account.Bank, Number: in.Account.Number},
		Reference: strings.TrimSpace(in.Reference), Amount: money.Fen(in.AmountFen), ExhibitFile: in.Exhibit, Note: in.Note}
	kinds := []liaison.AllocationKind{liaison.AllocPrincipal, liaison.AllocFine, liaison.AllocLateFine, liaison.AllocCourtFee}
	for _, a := range in.Allocations {
		if !slices.Contains(kinds, liaison.AllocationKind(a.Kind)) {
			return fault.New(fault.Invalid, "到账信息有误").At("allocation", 0, "没有“%s”这一项，可用：principal、fine、late_fine、court_fee", a.Kind)
		}
		if a.Year != 0 && (a.Year < 1990 || a.Year > 2199) {
			return fault.New(fault.Invalid, "到账信息有误").At("allocation", 0, "所属年度应写成 2024 的样子")
		}
		rc.Allocations = append(rc.Allocations, liaison.Allocation{Kind: liaison.AllocationKind(a.Kind), Benefit: a.Benefit, Year: a.Year, Amount: money.Fen(a.AmountFen)})
	}
	made, err := s.once(w, r, actor, c, func(ctx context.Context, id uuid.UUID) error {
		rc.ID = id
		_, err := s.svc.RecordReceipt(ctx, actor, mux.Vars(r)["number"], rc)
		return err
	})
	if err != nil {
		return err
	}
	d, err := s.dossier(r, actor)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(d.Receipts, func(x liaison.Receipt) bool { return x.ID == made })
	if i < 0 {
		return fault.New(fault.NotFound, "没有这笔到账")
	}
	return answer(w, http.StatusCreated, receiptDone{receiptShape(d.Receipts[i]), balanceShape(d.Balance()), nextActs(d, s.svc.Today())})
}

// exhibitIn describes an item of evidence.
type exhibitIn struct {
	Kind        string   `json:"kind" required:"true" description:"材料种类的代码" example:"paper_received"`
	Title       string   `json:"title,omitempty" description:"证据名称；不写的取文件名"`
	Source      string   `json:"source" required:"true" description:"来源：提供的单位或者人"`
	ObtainedOn  day      `json:"obtained_on" required:"true" format:"date" description:"取得日期"`
	Original    bool     `json:"original,omitempty" description:"是原件；不写的是复印件"`
	CollectedBy []string `json:"collected_by,omitempty" description:"收集人"`
	_           struct{} `additionalProperties:"false"`
}

// postExhibit streams a file into the vault (收入证据).
func (s *server) postExhibit(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	var in exhibitIn
	c, file, err := readBody(r, "exhibit", "file", &in)
	if err != nil {
		return err
	}
	f := fault.New(fault.Invalid, "材料信息有误")
	if file == nil {
		f.At("file", 0, "缺少文件")
	}
	if strings.TrimSpace(in.Source) == "" {
		f.At("source", 0, "请填写来源（提供单位或人）")
	}
	if in.ObtainedOn == (day{}) {
		f.At("obtained_on", 0, "请填写取得日期")
	}
	if !liaison.ExhibitKind(in.Kind).Valid() {
		f.At("kind", 0, "没有“%s”这种材料，可用：%s", in.Kind, strings.Join(exhibitKinds(), "、"))
	}
	if len(f.Fields) > 0 {
		return f
	}
	made, err := s.once(w, r, actor, c, func(ctx context.Context, id uuid.UUID) error {
		_, err := s.svc.AddExhibit(ctx, actor, mux.Vars(r)["number"], liaison.NewExhibit{ID: id, Kind: liaison.ExhibitKind(in.Kind), FileName: baseName(file.name), Title: strings.TrimSpace(in.Title),
			Source: strings.TrimSpace(in.Source), ObtainedOn: in.ObtainedOn.date(), Copy: !in.Original, CollectedBy: in.CollectedBy}, file.body)
		return err
	})
	if err != nil {
		return err
	}
	d, err := s.dossier(r, actor)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(d.Exhibits, func(e liaison.Exhibit) bool { return e.ID == made })
	if i < 0 {
		return fault.New(fault.NotFound, "没有这份材料")
	}
	return answer(w, http.StatusCreated, exhibitShape(d, d.Exhibits[i]))
}

func exhibitKinds() []string {
	var out []string
	for _, k := range liaison.ExhibitKinds() {
		out = append(out, string(k))
	}
	return out
}

// baseName is a file's own name, also where a program sent a path of Windows.
func baseName(name string) string { return path.Base(strings.ReplaceAll(name, `\`, "/")) }

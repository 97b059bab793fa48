package web

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/google/uuid"
	"github.com/gorilla/mux"

	"liaison/liaison"
	"liaison/liaison/fault"
	"liaison/liaison/problem"
)

// campaignsPage lists campaigns (批量制发) and begins one.
type campaignsPage struct {
	base
	Campaigns []liaison.Campaign
	Kinds     []optionGroup
	Form      Form
	Asked     string      // the kind whose inputs are Fields
	Fields    []inputView // what the wording of the kind asks, once for all letters
}

func (campaignsPage) template() string { return "campaigns.html" }

func (s *server) getCampaigns(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	p, err := s.campaignsPage(r, actor)
	if err != nil {
		return err
	}
	return s.show(w, p)
}

func (s *server) campaignsPage(r *http.Request, actor liaison.Actor) (campaignsPage, error) {
	list, err := s.svc.Campaigns(r.Context(), actor)
	if err != nil {
		return campaignsPage{}, err
	}
	var kinds []option
	for _, t := range liaison.LetterTypes() {
		kinds = append(kinds, option{string(t.Kind), t.Title + "（" + t.Code + "）"})
	}
	f := newForm("campaign")
	for name, values := range r.URL.Query() {
		f.values[name] = values
	}
	if q := f.Value("q"); q != "" {
		f.values.Set("query", q)
	}
	p := campaignsPage{base: s.base(actor, "批量制发", "campaigns"), Campaigns: list, Kinds: one(kinds), Form: f}
	return p, s.askInputs(r, actor, &p)
}

// askInputs puts the inputs of the form's kind on the page.
func (s *server) askInputs(r *http.Request, actor liaison.Actor, p *campaignsPage) error {
	kind := liaison.LetterKind(p.Form.Value("kind"))
	if _, ok := liaison.TypeOf(kind); !ok || !actor.May(liaison.ActDraftLetter) {
		return nil
	}
	asked, err := s.svc.CampaignInputs(r.Context(), actor, kind)
	if f := again(err); f != nil { // the kind is not for campaigns
		if !p.Form.Failed() {
			p.Form.fault = f
		}
		return nil
	}
	if err != nil {
		return err
	}
	p.Asked = letterTitle(kind)
	for _, x := range asked {
		if _, typed := p.Form.values[x.Name]; !typed {
			p.Form.values.Set(x.Name, x.Default)
		}
		p.Fields = append(p.Fields, newInputView(p.Form, x))
	}
	return nil
}

// campaignRequest reads what a campaign is made of.
func campaignRequest(in *input) liaison.CampaignRequest {
	req := liaison.CampaignRequest{Kind: liaison.LetterKind(in.text("kind")), Title: in.text("title"), Query: in.text("query"), Numbers: strings.Fields(in.text("numbers")),
		Inputs: inputValues(in)}
	for _, name := range []string{"kind", "title", "query", "numbers"} {
		delete(req.Inputs, name)
	}
	if len(req.Inputs) == 0 {
		req.Inputs = nil
	}
	return req
}

// postCampaign chooses the cases and begins to look through them.
func (s *server) postCampaign(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in, err := readInput(r)
	if err != nil {
		return err
	}
	c, err := s.svc.MakeCampaign(r.Context(), actor, campaignRequest(in))
	if err == nil {
		return see(w, r, "/campaigns/"+c.ID.String())
	}
	return s.campaignsAgain(w, r, actor, in, err)
}

// campaignsAgain answers a failed form with what was typed.
func (s *server) campaignsAgain(w http.ResponseWriter, r *http.Request, actor liaison.Actor, in *input, err error) error {
	f := again(err)
	if f == nil {
		return err
	}
	p, err := s.campaignsPage(r, actor)
	if err != nil {
		return err
	}
	p.Form, p.Fields, p.Asked = Form{ID: "campaign", values: in.values, fault: f}, nil, ""
	if err := s.askInputs(r, actor, &p); err != nil {
		return err
	}
	return s.views.render(w, problem.Status(f), p)
}

// getCampaignSample shows a letter as the campaign that is being filled in would draft it; nothing is stored.
func (s *server) getCampaignSample(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in := &input{values: r.URL.Query()}
	req := campaignRequest(in)
	out, number, err := s.svc.SampleOfCampaign(r.Context(), actor, req)
	if err != nil {
		return s.campaignsAgain(w, r, actor, in, err)
	}
	h := w.Header()
	h.Set("Content-Type", "application/pdf")
	h.Set("Content-Disposition", contentDisposition("inline", number+" "+letterTitle(req.Kind)+"（样张）.pdf"))
	_, _ = w.Write(out.PDF) // an error means that the reader went away
	return nil
}

// campaignPage shows how far a campaign is, its list, and what may be done with it.
type campaignPage struct {
	base
	C                  liaison.Campaign
	KindTitle          string
	Items              []liaison.CampaignItem
	Refused            []liaison.CampaignItem
	Next               int // ordinal behind which the list goes on; 0: it does not
	Done, Percent      int
	Own                bool // the reader drafted it and so cannot approve it
	MaySign, MayReturn bool
	MayStop, MayGo     bool
	Chain              chainView
	failed             Form
}

func (campaignPage) template() string { return "campaign.html" }

// Form is the form of an id, as on the case page.
func (p campaignPage) Form(id string) Form {
	if p.failed.ID == id {
		return p.failed
	}
	return newForm(id)
}

// Opinion is the form of who signs, filled in with what is mostly said.
func (p campaignPage) Opinion() Form {
	if p.Chain.Submit {
		return newForm("approve", "opinion", "拟同意制发，请审批")
	}
	return newForm("approve", "opinion", "同意")
}

// campaignList is how many cases of a campaign a page shows; refusedList how many of the refused ones, the rest is in the CSV file.
const (
	campaignList = 100
	refusedList  = 200
)

// campaignRefresh is after how many seconds the page of a running campaign is read again.
const campaignRefresh = 3

func (s *server) getCampaign(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	p, err := s.campaignPage(r, actor)
	if err != nil {
		return err
	}
	p.Notice = doneMessage(r.URL.Query().Get("done"))
	return s.show(w, p)
}

func (s *server) campaignPage(r *http.Request, actor liaison.Actor) (campaignPage, error) {
	id, err := campaignID(r)
	if err != nil {
		return campaignPage{}, err
	}
	after, err := strconv.Atoi(r.URL.Query().Get("after"))
	if err != nil || after < 0 {
		after = 0
	}
	state := liaison.ItemDrafted
	c, items, err := s.svc.Campaign(r.Context(), actor, id, liaison.CampaignItemQuery{State: state, After: after, Limit: campaignList})
	if err != nil {
		return campaignPage{}, err
	}
	if c.Stage == liaison.CampaignDone {
		if c, items, err = s.svc.Campaign(r.Context(), actor, id, liaison.CampaignItemQuery{State: liaison.ItemIssued, After: after, Limit: campaignList}); err != nil {
			return campaignPage{}, err
		}
	}
	_, refused, err := s.svc.Campaign(r.Context(), actor, id, liaison.CampaignItemQuery{State: liaison.ItemRefused, Limit: refusedList})
	if err != nil {
		return campaignPage{}, err
	}
	p := campaignPage{base: s.base(actor, c.Title+" 批量制发", "campaigns"), C: c, KindTitle: letterTitle(c.Kind), Items: items, Refused: refused}
	if len(items) == campaignList {
		p.Next = items[len(items)-1].Ordinal
	}
	p.Done = c.Counts.Total() - c.Counts.Waiting
	if c.Stage == liaison.CampaignIssuing || c.Stage == liaison.CampaignDone {
		p.Done = c.Counts.Total() - c.Counts.Drafted - c.Counts.Waiting
	}
	if n := c.Counts.Total(); n > 0 {
		p.Percent = 100 * p.Done / n
	}
	if c.Running() {
		p.Refresh = campaignRefresh
	}
	staff, err := s.svc.Staff(r.Context(), actor)
	if err != nil {
		return campaignPage{}, err
	}
	chain := c.Chain(staff)
	p.Own = chain.Wrote(actor)
	p.Chain = newChainView(chain, c.Approvals)
	if c.Stage == liaison.CampaignReview {
		p.MaySign, p.MayReturn = actor.May(liaison.ActSignLetter) && chain.MaySign(actor), actor.May(liaison.ActSignLetter) && chain.MayReturn(actor)
	}
	p.MayStop, p.MayGo = c.Running(), c.Stopped
	return p, nil
}

func campaignID(r *http.Request) (uuid.UUID, error) {
	id, err := uuid.Parse(mux.Vars(r)["id"])
	if err != nil {
		return uuid.Nil, fault.New(fault.NotFound, "没有这项批量制发")
	}
	return id, nil
}

// postCampaignApprove is the head's one act over the list.
func (s *server) postCampaignApprove(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	return s.onCampaign(w, r, actor, "approve", func(in *input, id uuid.UUID) error {
		_, err := s.svc.ApproveCampaign(r.Context(), actor, id, in.text("seen"), in.text("opinion"))
		return err
	})
}

func (s *server) postCampaignReturn(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	return s.onCampaign(w, r, actor, "return", func(in *input, id uuid.UUID) error {
		_, err := s.svc.ReturnCampaign(r.Context(), actor, id, in.text("reason"))
		return err
	})
}

func (s *server) postCampaignStop(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	return s.onCampaign(w, r, actor, "stop", func(_ *input, id uuid.UUID) error {
		_, err := s.svc.StopCampaign(r.Context(), actor, id)
		return err
	})
}

func (s *server) postCampaignGo(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	return s.onCampaign(w, r, actor, "go", func(_ *input, id uuid.UUID) error {
		_, err := s.svc.GoOnWithCampaign(r.Context(), actor, id)
		return err
	})
}

// onCampaign is an act on a campaign.
func (s *server) onCampaign(w http.ResponseWriter, r *http.Request, actor liaison.Actor, word string, act func(in *input, id uuid.UUID) error) error {
	in, err := readInput(r)
	if err != nil {
		return err
	}
	id, err := campaignID(r)
	if err != nil {
		return err
	}
	err = act(in, id)
	f := again(err)
	switch {
	case err == nil:
		return see(w, r, "/campaigns/"+id.String()+"?done=campaign-"+word)
	case f == nil:
		return err
	}
	p, err := s.campaignPage(r, actor)
	if err != nil {
		return err
	}
	p.failed, p.Refresh = Form{ID: word, values: in.values, fault: f}, 0
	return s.views.render(w, problem.Status(f), p)
}

// getCampaignPrint hands out the print file, put together while it is sent.
func (s *server) getCampaignPrint(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	id, err := campaignID(r)
	if err != nil {
		return err
	}
	out, begun := bufio.NewWriterSize(w, 1<<16), false
	err = s.svc.PrintCampaign(r.Context(), actor, id, r.URL.Query().Get("duplex") == "yes", out, func(c liaison.Campaign) {
		begun = true
		h := w.Header()
		h.Set("Content-Type", "application/pdf")
		h.Set("Content-Disposition", contentDisposition("inline", c.Title+" 打印件.pdf"))
	})
	if err == nil {
		err = out.Flush()
	}
	if err != nil && begun { // part of it has been sent: the connection is cut off, so that nobody takes it for the whole
		s.log.Error("send print file", "error", err)
		panic(http.ErrAbortHandler)
	}
	return err
}

// getCampaignRefused hands out the refusals with their reasons as CSV, for a table program.
func (s *server) getCampaignRefused(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	id, err := campaignID(r)
	if err != nil {
		return err
	}
	c, items, err := s.svc.Campaign(r.Context(), actor, id, liaison.CampaignItemQuery{State: liaison.ItemRefused, Limit: 20000})
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", contentDisposition("attachment", c.Title+" 未制发清单.csv"))
	fmt.Fprint(w, "\ufeff") // table programs take a file without the mark for GBK
	out := csv.NewWriter(w)
	out.UseCRLF = true
	rows := [][]string{{"案号", "案由", "理由"}}
	for _, i := range items {
		rows = append(rows, []string{plainCell(i.CaseNumber), plainCell(i.CaseTitle), plainCell(strings.Join(i.Reasons, "；"))})
	}
	_ = out.WriteAll(rows) // an error means that the reader went away
	return nil
}

// plainCell keeps a table program from taking a text for a formula.
func plainCell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

// CasePath is the page of an item's case.
func (p campaignPage) CasePath(i liaison.CampaignItem) string {
	return "/cases/" + url.PathEscape(i.CaseNumber)
}

// FilePath is where the letter of an item is read: the issued one, or a preview.
func (p campaignPage) FilePath(i liaison.CampaignItem) string {
	if i.Object.Key != "" {
		return p.CasePath(i) + "/letters/" + i.Letter.String() + ".pdf"
	}
	return p.CasePath(i) + "/letters/preview/" + url.PathEscape(string(p.C.Kind)) + ".pdf"
}

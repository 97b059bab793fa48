package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"
	"github.com/gorilla/mux"

	"liaison/liaison"
	"liaison/liaison/fault"
	"liaison/liaison/problem"
)

// leadsPage lists the lists of names that came in (疑似名单) and takes one in.
type leadsPage struct {
	base
	Lists []liaison.LeadList
	Form  Form
}

func (leadsPage) template() string { return "leads.html" }

// leadListPage is one list with what is known of each name, and the form that answers for some of them.
type leadListPage struct {
	base
	L        liaison.LeadList
	Rows     []leadRowView
	Counts   []leadCount
	Done     int // names that have an answer
	Problems []liaison.LeadRow
	Show     string
	Pager    pager
	Verdicts []optionGroup
	Form     Form
	Sheets   bool // the answer can be had as a workbook
}

func (leadListPage) template() string { return "lead_list.html" }

// leadRowView is one row as the page shows it.
type leadRowView struct {
	liaison.LeadRow
	Chosen bool
}

// leadCount is how many names have an answer; an empty verdict: those that wait.
type leadCount struct {
	Verdict liaison.LeadVerdict
	Title   string
	N       int
}

// leadUpload is how large a list of names may be, and leadRows how many of its rows one page shows.
const (
	leadUpload = 8 << 20
	leadRows   = 100
)

func (s *server) getLeads(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	return s.showLeads(w, r, actor, http.StatusOK, newForm("leads"))
}

func (s *server) showLeads(w http.ResponseWriter, r *http.Request, actor liaison.Actor, status int, f Form) error {
	lists, err := s.svc.LeadLists(r.Context(), actor)
	if err != nil {
		return err
	}
	return s.views.render(w, status, leadsPage{base: s.base(actor, "疑似名单", "leads"), Lists: lists, Form: f})
}

// postLeads takes a list in.
func (s *server) postLeads(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in, file, err := readUpload(r, "file")
	if err != nil {
		return err
	}
	defer drain(r)
	id, taken, err := s.takeLeads(r, actor, in, file)
	if err == nil {
		if taken {
			return see(w, r, "/leads/"+id.String()+"?done=leads")
		}
		return see(w, r, "/leads/"+id.String()+"?done=leads_known")
	}
	f := again(err)
	if f == nil {
		return err
	}
	if file != nil {
		f = withField(f, "file", "请重新选择文件（浏览器不保留已选的文件）")
	}
	return s.showLeads(w, r, actor, problem.Status(f), Form{ID: "leads", values: in.values, fault: f})
}

func (s *server) takeLeads(r *http.Request, actor liaison.Actor, in *input, file *upload) (id uuid.UUID, taken bool, err error) {
	l := liaison.LeadList{Title: in.text("title"), Sender: in.text("sender"), Number: in.text("number"), ReceivedOn: in.date("received_on")}
	if file == nil {
		in.fault.At("file", 0, "请选择 .xlsx 或 CSV 文件")
	}
	if err := in.err(); err != nil {
		return id, false, err
	}
	data, err := io.ReadAll(io.LimitReader(file.body, leadUpload))
	if err != nil {
		return id, false, badRequest(err)
	}
	if s.opts.ReadTable == nil {
		return id, false, fault.New(fault.Refused, "本服务没有启用表格读取")
	}
	table, err := s.opts.ReadTable(file.name, data)
	if err != nil {
		return id, false, err
	}
	sum := sha256.Sum256(data)
	l.File, l.SHA256 = file.name, hex.EncodeToString(sum[:])
	return s.svc.TakeLeads(r.Context(), actor, l, table, s.opts.CheckIdentity)
}

func (s *server) getLeadList(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	p, err := s.leadListPage(r, actor, newForm("answer"))
	if err != nil {
		return err
	}
	p.Notice = doneMessage(r.URL.Query().Get("done"))
	return s.show(w, p)
}

func (s *server) leadListPage(r *http.Request, actor liaison.Actor, f Form) (leadListPage, error) {
	id, err := parseID(mux.Vars(r)["id"])
	if err != nil {
		return leadListPage{}, err
	}
	l, rows, err := s.svc.LeadList(r.Context(), actor, id)
	if err != nil {
		return leadListPage{}, err
	}
	p := leadListPage{base: s.base(actor, l.Title, "leads"), L: l, Show: r.URL.Query().Get("show"), Form: f, Sheets: s.opts.WriteTable != nil}
	p.Counts = leadCounts(rows)
	for _, c := range p.Counts {
		if c.Verdict != "" {
			p.Done += c.N
		}
	}
	for _, row := range rows {
		if row.Problem != "" {
			p.Problems = append(p.Problems, row)
		}
	}
	rows = slices.DeleteFunc(rows, func(x liaison.LeadRow) bool { return !showsLead(p.Show, x) })
	number, total := pageNumber(r), len(rows)
	from := min((number-1)*leadRows, total)
	for _, row := range rows[from:min(from+leadRows, total)] {
		p.Rows = append(p.Rows, leadRowView{row, f.Has("line", strconv.Itoa(row.Line))})
	}
	p.Pager = newPager(r, number, leadRows, len(p.Rows), total)
	var verdicts []option
	for _, v := range liaison.LeadVerdicts() {
		verdicts = append(verdicts, option{string(v), v.Title()})
	}
	p.Verdicts = one(verdicts)
	return p, nil
}

// showsLead reports whether a row is among those asked for: one verdict, those that wait (open), those with something wrong (problem), or all.
func showsLead(show string, x liaison.LeadRow) bool {
	switch show {
	case "":
		return true
	case "open":
		return x.Verdict() == ""
	case "problem":
		return x.Problem != ""
	}
	return string(x.Verdict()) == show
}

func leadCounts(rows []liaison.LeadRow) []leadCount {
	out := []leadCount{{Title: "待核查"}}
	for _, v := range liaison.LeadVerdicts() {
		out = append(out, leadCount{Verdict: v, Title: v.Title()})
	}
	for _, x := range rows {
		i := slices.IndexFunc(out, func(c leadCount) bool { return c.Verdict == x.Verdict() })
		out[max(i, 0)].N++
	}
	return out
}

// postLeadAnswers answers for the rows that were ticked.
func (s *server) postLeadAnswers(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in, err := readInput(r)
	if err != nil {
		return err
	}
	id, err := parseID(mux.Vars(r)["id"])
	if err != nil {
		return err
	}
	var lines []int
	for _, x := range in.values["line"] {
		if n, err := strconv.Atoi(x); err == nil && n > 0 && n < 1<<30 {
			lines = append(lines, n)
		}
	}
	a := liaison.LeadAnswer{Verdict: liaison.LeadVerdict(in.text("verdict")), Evidence: in.text("evidence"), Reason: in.text("reason")}
	if sum, ok := in.sum("amount"); ok {
		a.Amount = &sum
	}
	if err = in.err(); err == nil {
		if err = s.svc.AnswerLeads(r.Context(), actor, id, lines, a); err == nil {
			return see(w, r, "/leads/"+id.String()+"?done=answered&show=open")
		}
	}
	f := again(err)
	if f == nil {
		return err
	}
	p, err := s.leadListPage(r, actor, Form{ID: "answer", values: in.values, fault: f})
	if err != nil {
		return err
	}
	return s.views.render(w, problem.Status(f), p)
}

// getLeadAnswers is the sender's list with the answers behind its own columns, as a workbook or as CSV.
func (s *server) getLeadAnswers(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	id, err := parseID(mux.Vars(r)["id"])
	if err != nil {
		return err
	}
	l, rows, err := s.svc.LeadList(r.Context(), actor, id)
	if err != nil {
		return err
	}
	table, name := liaison.LeadAnswers(l, rows), l.Title+" 核查结果"
	var out bytes.Buffer
	if s.opts.WriteTable != nil && r.URL.Query().Get("as") != "csv" {
		w.Header().Set("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
		name += ".xlsx"
		err = s.opts.WriteTable(&out, table)
	} else {
		w.Header().Set("Content-Type", "text/csv; charset=utf-8")
		name += ".csv"
		out.WriteString("\ufeff") // tells spreadsheets that it is UTF-8
		err = csv.NewWriter(&out).WriteAll(plainCells(table))
	}
	if err != nil {
		return err
	}
	w.Header().Set("Content-Disposition", contentDisposition("attachment", name))
	w.Header().Set("Cache-Control", "no-store")
	if _, err := out.WriteTo(w); err != nil {
		s.log.Info("reader of answers went away", "error", err) // the answer has begun: nobody is left to tell
	}
	return nil
}

// plainCells keeps a spreadsheet from taking what somebody wrote into a cell for a formula.
func plainCells(table [][]string) [][]string {
	for _, row := range table {
		for i, c := range row {
			if c != "" && strings.ContainsRune("=+@-\t\r", rune(c[0])) {
				row[i] = "'" + c
			}
		}
	}
	return table
}

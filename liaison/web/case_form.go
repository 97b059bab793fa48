package web

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/law"
	"liaison/liaison/overpayment"
)

// rowKinds is the tables of the form for a new case: how many rows it starts with. The largest number of rows is maxRows.
var rowKinds = map[string]int{"party": 2, "event": 2, "adjustment": 1, "exhibit": 4, "repayment": 1, "officer": 2, "paper": 1}

// rowKindNames is the tables of the form in a fixed order.
func rowKindNames() []string { return slices.Sorted(maps.Keys(rowKinds)) }

// maxRows bounds what a form may ask us to draw.
const maxRows = 60

// rowCount is how many rows a table of the form has; the form carries the number itself.
func rowCount(v url.Values, kind string) int {
	n, err := strconv.Atoi(v.Get(kind + "_n"))
	if err != nil || n < 1 {
		return rowKinds[kind]
	}
	return min(n, maxRows)
}

// rowName is the name of a field in a row: party-0-name.
func rowName(kind string, i int, name string) string { return fmt.Sprintf("%s-%d-%s", kind, i, name) }

// row reads the fields of one row of a table.
type row struct {
	in   *input
	kind string
	i    int
}

func (r row) name(field string) string        { return rowName(r.kind, r.i, field) }
func (r row) text(field string) string        { return r.in.text(r.name(field)) }
func (r row) date(field string) calendar.Date { return r.in.date(r.name(field)) }
func (r row) wrong(field, format string, args ...any) {
	r.in.fault.At(r.name(field), 0, format, args...)
}
func (r row) need(field, message string) string { return r.in.need(r.name(field), message) }
func (r row) needDate(field, message string) calendar.Date {
	return r.in.needDate(r.name(field), message)
}

// blank reports whether nothing was typed in the row.
func (r row) blank(fields ...string) bool {
	for _, f := range fields {
		if r.text(f) != "" {
			return false
		}
	}
	return true
}

// rows calls fn for every row of a table that is not blank.
func (in *input) rows(kind string, fields []string, fn func(r row)) {
	for i := range rowCount(in.values, kind) {
		if r := (row{in, kind, i}); !r.blank(fields...) {
			fn(r)
		}
	}
}

// parseCaseForm reads the facts of a new case. files is the name of the file uploaded for each row of exhibits; nil before they are.
func (s *server) parseCaseForm(in *input, files map[int]string) *liaison.Folder {
	f := &liaison.Folder{Name: "网页新建", Situation: overpayment.Situation(in.text("situation")), Benefits: names(in.text("benefits")), Division: in.text("division"),
		Account:  liaison.BankAccount{Bank: in.text("account_bank"), Number: in.text("account_number"), Holder: in.text("account_holder")},
		Retained: overpayment.Retained(in.text("retained"))}
	if !f.Situation.Valid() {
		in.fault.At("situation", 0, "请选择违规领取情形")
	}
	if len(f.Benefits) == 0 {
		in.fault.At("benefits", 0, "请填写险种")
	}
	if !isDivision(f.Division) {
		in.fault.At("division", 0, "请填写六位行政区划代码，例如尧都区 141002")
	}
	if f.Retained != "" && f.Retained != overpayment.RetainOurs && f.Retained != overpayment.RetainTheirs {
		in.fault.At("retained", 0, "请选择保留哪一份待遇")
	}
	f.Exhibits = parseExhibits(in, files)
	s.parseParties(in, f)
	parseEvents(in, f, files)
	parseRepayments(in, f, files)
	f.Office = parseOffice(in)
	parsePapers(in, f, files)
	return f
}

func isDivision(s string) bool {
	n, err := strconv.Atoi(s)
	return err == nil && len(s) == 6 && n >= 110000
}

func (s *server) parseParties(in *input, f *liaison.Folder) {
	insured := false
	in.rows("party", []string{"name", "id_number", "address", "phone", "relation"}, func(r row) {
		p := liaison.Party{Role: liaison.PartyRole(r.text("role")), Name: r.need("name", "请填写姓名"), IDNumber: r.text("id_number"), Sex: r.text("sex"),
			Address: r.text("address"), Phone: r.text("phone"), Relation: r.text("relation")}
		if !isPartyRole(p.Role) {
			r.wrong("role", "请选择当事人身份")
		}
		if p.IDNumber != "" && s.opts.CheckIdentity != nil {
			if err := s.opts.CheckIdentity(p.IDNumber); err != nil {
				r.wrong("id_number", "%s", messageOf(err))
			}
		}
		insured = insured || p.Role == liaison.RoleInsured
		f.Parties = append(f.Parties, p)
	})
	if !insured {
		in.fault.At(rowName("party", 0, "role"), 0, "请至少填写参保人")
	}
}

func isPartyRole(r liaison.PartyRole) bool {
	for _, o := range partyRoles() {
		if o.Value == string(r) {
			return true
		}
	}
	return false
}

func partyRoles() []option {
	return []option{{string(liaison.RoleInsured), "参保人"}, {string(liaison.RoleRecipient), "实际领取人"}, {string(liaison.RoleHeir), "继承人"},
		{string(liaison.RoleAccomplice), "共同行为人"}, {string(liaison.RoleAgent), "代办人"}}
}

func partyRoleTitle(r liaison.PartyRole) string {
	for _, o := range partyRoles() {
		if o.Value == string(r) {
			return o.Title
		}
	}
	return string(r)
}

// parseExhibits reads what each item is. Without files only that something is described; with files each described row needs one.
func parseExhibits(in *input, files map[int]string) []liaison.FolderExhibit {
	var out []liaison.FolderExhibit
	in.rows("exhibit", []string{"kind", "source"}, func(r row) {
		e := liaison.FolderExhibit{File: files[r.i], Kind: liaison.ExhibitKind(r.text("kind")), Source: r.text("source"), ObtainedOn: r.date("obtained_on"),
			Copy: r.text("copy") != "no", CollectedBy: names(r.text("collected_by"))}
		if !e.Kind.Valid() {
			r.wrong("kind", "请选择材料种类")
		}
		if files != nil && e.File == "" {
			r.wrong("file", "第%d件材料还没有选择文件", r.i+1)
		}
		out = append(out, e)
	})
	if len(out) == 0 {
		in.fault.At(rowName("exhibit", 0, "kind"), 0, "请至少登记一件材料；没有发放台账就无法核定金额")
	}
	return out
}

// exhibitFile is the file of the row of exhibits that another row points at by its number; what it points at must be described.
func (r row) exhibitFile(files map[int]string) string {
	s := r.text("exhibit")
	if s == "" {
		return ""
	}
	i, err := strconv.Atoi(s)
	if err != nil || i < 0 || i >= rowCount(r.in.values, "exhibit") || (row{r.in, "exhibit", i}).blank("kind", "source") {
		r.wrong("exhibit", "请选择已登记的材料")
		return ""
	}
	return files[i]
}

func parseEvents(in *input, f *liaison.Folder, files map[int]string) {
	in.rows("event", []string{"kind", "date"}, func(r row) {
		e := overpayment.Event{Kind: overpayment.EventKind(r.text("kind")), On: r.needDate("date", "请填写日期"), Exhibit: r.exhibitFile(files)}
		if e.Kind.Title() == "" {
			r.wrong("kind", "请选择事实")
		}
		f.Events = append(f.Events, e)
	})
	in.rows("adjustment", []string{"effective", "monthly"}, func(r row) {
		var a overpayment.Adjustment
		var err error
		if a.Effective, err = calendar.ParseYearMonth(r.text("effective")); err != nil {
			r.wrong("effective", "生效月份应写成 2024-07 的样子")
		}
		var ok bool
		if a.Monthly, ok = in.sum(r.name("monthly")); !ok {
			r.wrong("monthly", "请填写月增加额")
		}
		f.Adjustments = append(f.Adjustments, a)
	})
	f.HasAdjustments = len(f.Adjustments) > 0 || in.text("no_adjustments") == "yes"
}

func parseRepayments(in *input, f *liaison.Folder, files map[int]string) {
	in.rows("repayment", []string{"date", "amount"}, func(r row) {
		p := liaison.Repayment{On: r.needDate("date", "请填写退款日期"), Exhibit: r.exhibitFile(files)}
		var ok bool
		if p.Amount, ok = in.sum(r.name("amount")); !ok || p.Amount <= 0 {
			r.wrong("amount", "请填写退款金额")
		}
		f.Repayments = append(f.Repayments, p)
	})
}

func parsePapers(in *input, f *liaison.Folder, files map[int]string) {
	in.rows("paper", []string{"kind", "number", "on"}, func(r row) {
		p := liaison.FolderPaper{Kind: law.Paper(r.text("kind")), Number: r.text("number"), By: r.text("by"), MadeOn: r.date("made_on"), Method: r.text("method"),
			RemediesTold: in.yesNo(r.name("remedies_told")), DueOn: r.date("due_on"), Reason: r.text("reason"), Exhibit: r.exhibitFile(files)}
		on := r.needDate("on", "请填写送达（收到）日期")
		info, ok := p.Kind.Info()
		if !ok {
			r.wrong("kind", "请选择文书种类")
		}
		if info.Direction == law.Served {
			p.ServedOn = on
		} else {
			p.ReceivedOn = on
		}
		f.Papers = append(f.Papers, p)
	})
}

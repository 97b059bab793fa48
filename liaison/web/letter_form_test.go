package web

import (
	"net/http"
	"strings"
	"testing"

	"liaison/liaison"
)

// everyInput is one input of each type.
func everyInput() []liaison.LetterInput {
	return []liaison.LetterInput{
		{Name: "Reason", Label: "理由", Type: liaison.InputText, Required: true},
		{Name: "Asked", Label: "请求事项", Type: liaison.InputLines},
		{Name: "Accounts", Label: "账户", Type: liaison.InputRows, Columns: []liaison.LetterInput{{Name: "Holder", Label: "户名", Type: liaison.InputName}, {Name: "On", Label: "日期", Type: liaison.InputDate}}},
		{Name: "By", Label: "答复期限", Type: liaison.InputDate},
		{Name: "Sum", Label: "数额", Type: liaison.InputMoney},
		{Name: "Copies", Label: "份数", Type: liaison.InputNumber, Default: "2"},
		{Name: "Person", Label: "联系人", Type: liaison.InputName},
		{Name: "Urgent", Label: "加急", Type: liaison.InputYes},
		{Name: "Way", Label: "办理方式", Type: liaison.InputChoice, Options: []liaison.InputOption{{Name: "Query", Label: "查询"}, {Name: "Copy", Label: "调取"}}},
		{Name: "To", Label: "收件机关", Type: liaison.InputOrganisation, Options: []liaison.InputOption{{Name: "某区民政局", Label: "某区民政局"}}},
		{Name: "Proof", Label: "所附证据", Type: liaison.InputExhibit, Options: []liaison.InputOption{{Name: "火化证明.jpg", Label: "火化证明"}}},
		{Name: "Earlier", Label: "原函", Type: liaison.InputLetter, Options: []liaison.InputOption{{Name: "尧都人社函〔2026〕1号", Label: "协查函"}}},
	}
}

func TestTheDraftPageHasAFieldForEveryTypeOfInputAndSaysWhereMissingFactsAreCompleted(t *testing.T) {
	s := newSite(t, officer, Options{})
	s.server.svc.Renderer = fakeRenderer{inputs: everyInput(), missing: []string{"理由", "当事人韩某乙的住址", "公安机关", "承办人李某的执法证号", "证据卷页码（火化证明）"}}
	w := s.get("/cases/2026-0007/letters/new/reconsideration_police")
	wants(t, w, http.StatusOK, `<textarea id="letter-Reason"`, `<textarea id="letter-Asked"`, "户名|日期（2026-11-24）", `name="By" type="date"`, `inputmode="decimal"`, `value="2"`,
		`type="checkbox" id="letter-Urgent"`, `<option value="Query">查询`, `list="letter-To-list"`, `<datalist id="letter-To-list"><option value="某区民政局">`, `<option value="火化证明.jpg">火化证明`, `<option value="尧都人社函〔2026〕1号">协查函`,
		`href="#letter-Reason"`, `href="/cases/2026-0007/parties/2"`, `href="/organisations"`, `href="/cases/2026-0007/office"`, `href="/cases/2026-0007#evidence"`)
	wants(t, s.get("/cases/2026-0007"), http.StatusOK, `href="/cases/2026-0007/letters/new/referral"`, "公安、检察（", `data-filter="letter-kinds"`)
}

func TestWhatWasEnteredStandsWhenTheDraftPageComesBack(t *testing.T) {
	s := newSite(t, officer, Options{})
	s.server.svc.Renderer = fakeRenderer{inputs: everyInput()}
	w := s.post("/cases/2026-0007/letters/new/reconsideration_police", "Reason", "尚未查清取款人", "By", "十二月一日", "Sum", "一百", "Way", "Query", "Urgent", "yes", "Accounts", "韩某乙")
	wants(t, w, http.StatusUnprocessableEntity, "尚未查清取款人", `value="十二月一日"`, `value="一百"`, `<option value="Query" selected>`, "“答复期限”应写作", "“数额”应为金额", "第1行应有2列", `id="letter-By-err"`, `value="yes" checked`, ">韩某乙</textarea>")
	if strings.Contains(w.Body.String(), "Sum：") {
		t.Error("the summary shows the name of a field")
	}
}

// A box that is ticked from the beginning can be unticked: the form says no then, and shows it so when it comes back.
func TestATickedBoxCanBeUnticked(t *testing.T) {
	s := newSite(t, officer, Options{})
	s.server.svc.Renderer = fakeRenderer{inputs: []liaison.LetterInput{{Name: "Urgent", Label: "加急", Type: liaison.InputYes, Default: "yes"}, {Name: "By", Label: "答复期限", Type: liaison.InputDate}}}
	at := "/cases/2026-0007/letters/new/reconsideration_police"
	wants(t, s.get(at), http.StatusOK, `<input type="hidden" name="Urgent" value="no">`, `id="letter-Urgent" name="Urgent" value="yes" checked`)
	wants(t, s.post(at, "Urgent", "no", "Urgent", "yes", "By", "?"), http.StatusUnprocessableEntity, `name="Urgent" value="yes" checked`)
	w := s.post(at, "Urgent", "no", "By", "?")
	wants(t, w, http.StatusUnprocessableEntity, `name="Urgent" value="yes"`)
	if strings.Contains(w.Body.String(), "checked") {
		t.Error("the box that was unticked comes back ticked")
	}
}

func TestOnlyADraftIsChanged(t *testing.T) {
	s := newSite(t, officer, Options{})
	s.server.svc.Renderer = fakeRenderer{inputs: everyInput()}
	wants(t, s.get("/cases/2026-0007/letters/"+idOf("letterdraft").String()+"/edit"), http.StatusOK, "修改", `action="/cases/2026-0007/letters/`+idOf("letterdraft").String()+`/edit"`)
	wants(t, s.get("/cases/2026-0007/letters/"+idOf("letterissued").String()+"/edit"), http.StatusConflict, "不能修改")
	wants(t, s.get("/cases/2026-0007/letters/"+idOf("nobody").String()+"/edit"), http.StatusNotFound, "没有这份文书")
	wants(t, s.get("/cases/2026-0007/letters/new/nothing"), http.StatusNotFound, "没有“nothing”这种文书")
}

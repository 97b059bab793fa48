package main

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"liaison/liaison"
	"liaison/liaison/deadline"
)

// What was served is changed by a letter that names it: both say so, the clocks run from the new service, and the old ones stay on record. Taken
// back, nothing is left to be enforced. What was not served is voided instead.
func TestWhatWasServedIsChangedByALetterThatNamesIt(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	h.service.PublicURL = "https://jc.example.gov.cn"
	number := h.takeIn("death", undecided)
	checked := func(l liaison.Letter) *page {
		return newReader(t, h.url).get("/check/" + h.dossier(number).Letter(l.ID).CheckToken)
	}
	limou, address := h.signIn("limou"), "/cases/"+number
	limou.get(address).submit("/seal").want(200)
	serve := func(l liaison.Letter) *page {
		return limou.get(address+"/papers/new?letter="+l.ID.String()).submit("/papers/new", "on", "2026-11-20", "method", "直接送达", "by", "尉迟军").want(200, "文书已登记")
	}
	at := func(l liaison.Letter) string { return address + "/letters/" + l.ID.String() }
	old := h.issue(number, liaison.LetterReturnOrder, nil)
	change := map[string]string{"Letter": old.Number, "Act": "Change", "Reason": "金额计算有误", "Result": "退回期限改为六十日"}
	if _, err := h.service.DraftLetter(t.Context(), h.actor("limou"), number, liaison.LetterChangedDecision, change); err == nil || !strings.Contains(describe(err), "没有送达的作废后另行制作") {
		t.Errorf("a decision that was not served is changed: %v", err)
	}
	serve(old)
	page := limou.get(at(old)).want(200, "拟撤销（变更）决定书", "拟补正（更正）通知书")
	if form := limou.get(page.link("/letters/new/changed_decision?Letter=" + url.QueryEscape(old.Number))).want(200); form.field("Letter") != old.Number {
		t.Errorf("the form names %q", form.field("Letter"))
	}

	changed := h.issue(number, liaison.LetterChangedDecision, change)
	limou.get(at(changed)).want(200, "变更的文书：", old.Number)
	limou.get(at(old)).want(200, "已制发变更文书，未登记送达", changed.Number)
	serve(changed)
	limou.get(at(old)).want(200, "已变更", changed.Number, "2026年11月20日送达", "已被后来送达的决定取代")
	limou.get(address).want(200, "已变更", "变更的文书：")
	filing := func() (open, ended []string) {
		d := h.dossier(number)
		for _, x := range d.Deadlines {
			i := slices.IndexFunc(d.Papers, func(p liaison.PaperRecord) bool { return p.ID == x.PaperID })
			switch {
			case x.Result.Rule != deadline.SuitEnd:
			case x.State == liaison.DeadlineOpen:
				open = append(open, d.Papers[i].Number)
			case d.Replaced(x):
				ended = append(ended, d.Papers[i].Number)
			}
		}
		return open, ended
	}
	if open, ended := filing(); !slices.Equal(open, []string{changed.Number}) || !slices.Equal(ended, []string{old.Number}) {
		t.Errorf("open %q, replaced %q", open, ended)
	}

	checked(old).want(200, "没有作废", "已由 "+changed.Number, "变更").lacks("尉迟")
	checked(changed).want(200, "没有作废").lacks("已由")

	// A slip of the pen is mended beside it: no clock moves.
	mending := h.issue(number, liaison.LetterCorrectionNotice, map[string]string{"Letter": changed.Number, "Items": "第一页|尉迟君|尉迟军"})
	serve(mending).want(200, "不起算期限")
	limou.get(at(changed)).want(200, "已补正", mending.Number)
	if open, _ := filing(); !slices.Equal(open, []string{changed.Number}) {
		t.Errorf("open after the correction: %q", open)
	}

	// Taken back: no window of the court is left.
	revoked := h.issue(number, liaison.LetterChangedDecision, map[string]string{"Letter": changed.Number, "Act": "Revoke", "Reason": "事实不清", "Result": "不再责令退回"})
	serve(revoked)
	limou.get(at(changed)).want(200, "已撤销")
	checked(changed).want(200, "已经撤销，不再有效", "已由 "+mending.Number, "补正", "已由 "+revoked.Number, "撤销")
	if open, _ := filing(); len(open) != 0 {
		t.Errorf("open after the revocation: %q", open)
	}
	if d := h.dossier(number); len(d.Obligations()) != 0 || len(d.CourtWindows(d.Calendar)) != 0 {
		t.Errorf("obligations after the revocation: %+v", d.Obligations())
	}
	if _, err := h.service.DraftLetter(t.Context(), h.actor("limou"), number, liaison.LetterChangedDecision, map[string]string{"Letter": changed.Number, "Act": "Change", "Reason": "再改", "Result": "再改"}); err == nil || !strings.Contains(describe(err), "已经撤销") {
		t.Errorf("what was taken back is changed: %v", err)
	}
}

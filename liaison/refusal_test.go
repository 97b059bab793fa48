package liaison

import (
	"slices"
	"testing"
	"time"

	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/law"
)

// The seven items of 法释〔2018〕1号第一百五十五条第一款, the four of 第一百六十一条第一款 and the two of 刑事诉讼法第一百一十二条, as they are numbered there.
func TestEveryGroundOfTheArticlesIsOnTheFormOfItsPaper(t *testing.T) {
	for _, c := range []struct {
		paper    law.Paper
		articles []string
	}{
		{law.RulingNotAccepted, []string{"第一百五十五条第一款第一项", "第一百五十五条第一款第二项", "第一百五十五条第一款第三项", "第一百五十五条第一款第四项", "第一百五十五条第一款第五项",
			"第一百五十五条第一款第六项", "第一百五十五条第一款第七项", "第五十三条", "第五十四条", "第五十五条"}},
		{law.RulingNotGranted, []string{"第一百六十一条第一款第一项", "第一百六十一条第一款第二项", "第一百六十一条第一款第三项", "第一百六十一条第一款第四项"}},
		{law.NoticeNotFiled, []string{"第一百一十二条", "第一百一十二条", "第十六条", "第一百八十条第三款", "第七条"}},
	} {
		var got []string
		for _, r := range RefusalReasonsOf(c.paper) {
			got = append(got, r.Basis.Article)
		}
		for _, want := range c.articles {
			i := slices.Index(got, want)
			if i < 0 {
				t.Errorf("the form of %s lacks %s", c.paper.Title(), want)
				continue
			}
			got = slices.Delete(got, i, i+1)
		}
	}
	if RefusalReasonsOf(law.NoticeFiled) != nil {
		t.Error("a notice of filing asks why it refuses")
	}
	seen := map[RefusalCode]bool{}
	for _, r := range RefusalReasons() {
		if seen[r.Code] || r.Text == "" || r.Code != ReasonOther && (r.Basis.Article == "" || r.Mend == "" || len(r.Papers) == 0) {
			t.Errorf("ground %q is twice or without text, article, paper or mending", r.Code)
		}
		seen[r.Code] = true
	}
	for _, p := range refusingPapers {
		if !p.paper.Valid() || len(RefusalReasonsOf(p.paper)) < 2 || after[p.paper] == nil {
			t.Errorf("%s refuses without grounds or without what may follow", p.paper)
		}
	}
}

func TestAReasonStandsOnlyOnARefusalThatCanGiveIt(t *testing.T) {
	for name, c := range map[string]struct {
		p  PaperRecord
		ok bool
	}{
		"its own ground":                        {PaperRecord{Kind: law.RulingNotAccepted, RefusalReasons: []RefusalCode{"too_early", "wrong_applicant"}}, true},
		"no ground":                             {PaperRecord{Kind: law.NoticeFiled}, true},
		"a court's ground from the police":      {PaperRecord{Kind: law.NoticeNotFiled, RefusalReasons: []RefusalCode{"too_early"}}, false},
		"a ground that does not exist":          {PaperRecord{Kind: law.NoticeNotFiled, RefusalReasons: []RefusalCode{"because"}}, false},
		"a decision that went our way":          {PaperRecord{Kind: law.ReconsiderationDecided, Outcome: OutcomeRevoked, RefusalReasons: []RefusalCode{"no_crime"}}, false},
		"a decision that upheld":                {PaperRecord{Kind: law.ReconsiderationDecided, Outcome: OutcomeUpheld, RefusalReasons: []RefusalCode{"no_crime"}}, true},
		"a notice of filing with a ground":      {PaperRecord{Kind: law.NoticeFiled, RefusalReasons: []RefusalCode{"other"}}, false},
		"what no article names, from any organ": {PaperRecord{Kind: law.SupervisionRefused, RefusalReasons: []RefusalCode{ReasonOther}}, true},
		"the grounds of 161 on a ruling of 155": {PaperRecord{Kind: law.RulingNotAccepted, RefusalReasons: []RefusalCode{"no_facts"}}, false},
	} {
		if err := c.p.checkReasons(); (err == nil) != c.ok || err != nil && !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhatCameOfARefusalIsReadFromThePapersAfterIt(t *testing.T) {
	paper := func(k law.Paper, on int, outcome string) PaperRecord {
		return PaperRecord{ID: newID(), Kind: k, Outcome: outcome, On: calendar.NewDate(2026, time.November, on), RecordedAt: time.Date(2026, time.November, on, 9, 0, 0, 0, time.UTC)}
	}
	notFiled, notAccepted, upheld := paper(law.NoticeNotFiled, 5, ""), paper(law.RulingNotAccepted, 5, ""), paper(law.ReconsiderationDecided, 9, OutcomeUpheld)
	for name, c := range map[string]struct {
		of       PaperRecord
		later    []PaperRecord
		remedies []string
		result   string
	}{
		"nothing yet":                           {notFiled, []PaperRecord{notFiled}, nil, ""},
		"reconsideration asked for":             {notFiled, []PaperRecord{notFiled, paper(law.ReconsiderationRequested, 6, "")}, []string{"提请复议"}, ""},
		"upheld, then supervised, then filed":   {notFiled, []PaperRecord{notFiled, paper(law.ReconsiderationRequested, 6, ""), upheld, paper(law.SupervisionRequested, 10, ""), paper(law.OrderToFile, 20, ""), paper(law.NoticeFiled, 25, "")}, []string{"提请复议", "提请立案监督"}, "已立案"},
		"the upheld decision has its own row":   {upheld, []PaperRecord{upheld, paper(law.SupervisionRequested, 10, ""), paper(law.ReasonsUpheld, 20, "")}, []string{"提请立案监督"}, "不立案理由成立"},
		"cured and filed again":                 {notAccepted, []PaperRecord{notAccepted, paper(law.CourtFilingReceipt, 20, ""), paper(law.CaseAccepted, 24, "")}, []string{"补正后重新申请"}, "已受理"},
		"a second refusal is a row of its own":  {notAccepted, []PaperRecord{notAccepted, paper(law.CourtFilingReceipt, 20, ""), paper(law.RulingNotAccepted, 24, ""), paper(law.CaseAccepted, 28, "")}, []string{"补正后重新申请"}, ""},
		"what came before it on the day is not": {notAccepted, []PaperRecord{{ID: newID(), Kind: law.CourtFilingReceipt, On: notAccepted.On}, notAccepted}, nil, ""},
	} {
		remedies, result := Refusal{Paper: c.of, Later: c.later}.Aftermath()
		if !slices.Equal(remedies, c.remedies) || result != c.result {
			t.Errorf("%s: %q, %q; want %q, %q", name, remedies, result, c.remedies, c.result)
		}
	}
}

package documents

import (
	"strings"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/law"
)

// Reconsideration is the facts of a 不予立案复议申请书 (D15).
type Reconsideration struct {
	Common
	Band
	ReferralPaper  Paper // 涉嫌犯罪案件移送书, as delivered
	Notice         Paper // 不予立案通知书
	Replies        []Reply
	Supplements    []ExhibitFact // taken in after the referral
	HasSupplements bool
	Means          []ExhibitFact
}

// Reply is one ground of the refusal, to be answered.
type Reply struct {
	No           Value // （一）
	NoFacts      bool  // 没有犯罪事实
	Minor        bool  // 犯罪事实显著轻微
	Jurisdiction bool  // 不属于公安机关（本机关）管辖
	Evidence     bool  // 证据不足
	Other        bool
}

// newReconsideration gathers the facts and says where the law forbids the letter.
func newReconsideration(c *Common, req liaison.LetterDraftRequest, _ *calendar.Calendar) any {
	r := Reconsideration{Notice: c.paper(law.NoticeNotFiled, "不予立案通知书")}
	r.ReferralPaper = c.paper(law.ReferralDelivered, "涉嫌犯罪案件移送书")
	if !r.ReferralPaper.Has {
		r.ReferralPaper = c.paper(law.ReferralReceipt, "涉嫌犯罪案件移送书")
	}
	if r.Notice.By.known {
		c.Police = r.Notice.By // who decided, whatever the place
	}
	r.Band = bandOf(c.Money)
	for i, k := range refusalGrounds(r.Notice.record) {
		k.No = text("（" + string([]rune("一二三四五")[i]) + "）")
		r.Replies = append(r.Replies, k)
	}
	if n := r.Notice.record; n != nil {
		for _, p := range req.Dossier.Papers {
			switch {
			case p.On.Before(n.On):
			case p.Kind == law.NoticeFiled:
				c.refuse("公安机关已经决定立案，无须提请复议")
			case p.Kind == law.ReconsiderationDecided:
				c.refuse("公安机关已经作出复议决定，仍有异议的应当建议人民检察院依法进行立案监督（国务院令第310号第九条第二款）")
			}
		}
	}
	for _, x := range c.Sources {
		if x.Means {
			r.Means = append(r.Means, x)
		}
		if ref := r.ReferralPaper.record; ref != nil && x.exhibit.ObtainedOn.After(ref.On) {
			r.Supplements = append(r.Supplements, x)
		}
	}
	r.HasSupplements = len(r.Supplements) > 0
	r.Common = *c
	return r
}

// refusalGrounds reads which grounds the police gave: those of 国务院令第310号第八条 (没有犯罪事实; 犯罪事实显著轻微), jurisdiction, evidence,
// or another, which is answered in its own words.
func refusalGrounds(p *liaison.PaperRecord) []Reply {
	if p == nil || p.Reason == "" {
		return []Reply{{Other: true}}
	}
	has := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(p.Reason, w) {
				return true
			}
		}
		return false
	}
	var out []Reply
	if has("没有犯罪事实", "无犯罪事实", "不构成犯罪", "未发现犯罪事实", "没有发现犯罪事实") {
		out = append(out, Reply{NoFacts: true})
	}
	if has("显著轻微", "情节轻微", "不需要追究") {
		out = append(out, Reply{Minor: true})
	}
	if has("管辖", "职责范围") {
		out = append(out, Reply{Jurisdiction: true})
	}
	if has("证据不足", "证据不充分", "事实不清") {
		out = append(out, Reply{Evidence: true})
	}
	if len(out) == 0 {
		out = append(out, Reply{Other: true})
	}
	return out
}

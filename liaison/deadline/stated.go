package deadline

import (
	"regexp"
	"strconv"
	"strings"

	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/law"
)

// The time that a paper itself sets for an answer (文书载明的期限): DL51 and its kin. It stands beside what the law gives; where the two differ both
// are shown. A day that the paper names is DL51 of no fixed length, counted as the instalments of DL50 are; a period has its length in the id, so that
// whoever has the rule's id and its start can count it again: DL51-2M, DL51-15N, DL51-10W.

// mostStated is the longest period that a paper may set, of each kind: what is longer was misread.
var mostStated = map[Kind]int{Days: 1000, Workdays: 500, Months: 36}

var statedForm = regexp.MustCompile(`^(DL51[a-z]?)-([1-9][0-9]{0,3})([NWM])$`)

const (
	statedName   = "（文书载明）"
	statedBasis  = "文书载明"
	statedBoth   = "；文书载明的期限与法律规定的不一致的，两个期限都列出，我方以先到的为准"
	statedMissed = "未按文书要求的期限答复的，由出具机关依其职权处理"
)

// statedRules is what papers may set a time for, and who must keep it.
var statedRules = []Rule{
	{ID: "DL51", Name: "回复检察意见、检察建议" + statedName, Trigger: "收到检察意见书、检察建议书", Papers: []law.Paper{law.ProcuratorateOpinion, law.ProcuratorateProposal},
		Actor: law.Bureau, Ours: true, Roll: RollStrict, Counting: CountGeneral, Missed: statedMissed + statedBoth},
	{ID: "DL51l", Name: "告知行政处罚线索的处理结果" + statedName, Trigger: "收到移送行政处罚线索函", Papers: []law.Paper{law.PenaltyLeadTransferred},
		Actor: law.Bureau, Ours: true, Roll: RollStrict, Counting: CountGeneral, Missed: statedMissed + statedBoth},
	{ID: "DL51p", Name: "向公安机关补正材料" + statedName, Trigger: "收到补正通知、补充调查意见", Papers: []law.Paper{law.SupplementNotice, law.FurtherInquiry},
		Actor: law.Bureau, Ours: true, Roll: RollStrict, Counting: CountReferral, Missed: "公安机关可能以事实、证据不足为由不予立案" + statedBoth, Note: noteReferralDays},
	{ID: "DL51e", Name: "向人民法院补正材料" + statedName, Trigger: "收到法院的补正材料通知", Papers: []law.Paper{law.CourtSupplementNotice, law.SupplementNotice},
		Actor: law.Agency, Ours: true, Roll: RollStrict, Counting: CountCourt, Missed: "法院可能不予受理" + statedBoth},
	{ID: "DL51o", Name: "被监督机关回复" + statedName, Trigger: "被监督机关收到检察建议书、磋商函", Papers: []law.Paper{law.PublicProposal, law.PublicTalks},
		Actor: law.OtherOrgan, Roll: RollNext, Counting: CountGeneral, Missed: "告知检察院；文书载明的期限与法律规定的不一致的，主张逾期以后到的为准"},
	{ID: "DL51c", Name: "人民法院回复检察建议" + statedName, Trigger: "人民法院收到检察建议书", Papers: []law.Paper{law.CourtProposal},
		Actor: law.BasicCourt, Roll: RollNext, Counting: CountGeneral, Missed: "请检察院跟进监督；文书载明的期限与法律规定的不一致的，主张逾期以后到的为准"},
}

// Base is the rule without the length that a paper set: DL51 of DL51-2M, itself of every other rule.
func (id RuleID) Base() RuleID {
	base, _, _ := strings.Cut(string(id), "-")
	return RuleID(base)
}

// Stated reports whether the time is one that a paper itself sets.
func (id RuleID) Stated() bool { return strings.HasPrefix(string(id), "DL51") }

// StatedRule is the rule of a kind of paper that sets a time for an answer; before the court another than before the police. False where the kind
// asks for no answer.
func StatedRule(p law.Paper, court bool) (Rule, bool) {
	for _, r := range statedRules {
		for _, of := range r.Papers {
			if of == p && (p != law.SupplementNotice || court == (r.ID == "DL51e")) {
				return r, true
			}
		}
	}
	return Rule{}, false
}

// For is the rule with the length that a paper sets. The error is a fault.Invalid in Chinese.
func (r Rule) For(p law.Period) (Rule, error) {
	kind := map[string]Kind{"日": Days, "个工作日": Workdays, "个月": Months}[p.Unit]
	if kind == "" || p.N <= 0 || p.N > mostStated[kind] {
		return Rule{}, fault.New(fault.Invalid, "期限“%s”过长或者写法不对，请核对", p)
	}
	return r.withLength(p.N, kind), nil
}

func (r Rule) withLength(n int, kind Kind) Rule {
	r.ID, r.Length, r.Kind = r.ID+RuleID("-"+strconv.Itoa(n)+string(kind)), n, kind
	if kind == Workdays {
		r.Roll = RollNone
	}
	return r
}

// findStated is the rule of an id such as DL51 or DL51-2M.
func findStated(id RuleID) (Rule, bool) {
	base, n, kind := string(id), 0, Days
	if m := statedForm.FindStringSubmatch(string(id)); m != nil {
		base, kind = m[1], Kind(m[3])
		n, _ = strconv.Atoi(m[2]) // one to four digits
		if n > mostStated[kind] {
			return Rule{}, false
		}
	}
	for _, r := range statedRules {
		if string(r.ID) != base {
			continue
		}
		if r.Kind = Days; n > 0 {
			r = r.withLength(n, kind)
		}
		return r, true
	}
	return Rule{}, false
}

// ComputeStated gives the clock that ends on a day that the paper names.
func ComputeStated(r Rule, day calendar.Date, cal *calendar.Calendar) (Result, error) {
	if day.IsZero() {
		return Result{}, fault.New(fault.Missing, "请填写文书所定的期限截止日")
	}
	c := counter{rule: r, law: countLaws[r.Counting], basis: r.basis(), cal: cal}
	c.step(day, "文书载明的截止日", c.basis)
	c.strict = Moment{On: day}
	c.roll(day)
	return c.result(Moment{On: day}), nil
}

// Count counts any rule from its start; of a rule without a length (DL50, DL51) the start is the day on which it ends.
func Count(r Rule, start Moment, cal *calendar.Calendar) (Result, error) {
	switch {
	case r.Length > 0:
		return Compute(r, start, cal)
	case r.ID.Stated():
		return ComputeStated(r, start.On, cal)
	}
	return ComputeAgreed(start.On, cal)
}

// basis is what a rule rests on, in one line.
func (r Rule) basis() string {
	if r.ID.Stated() {
		if r.Length > 0 {
			return statedBasis + "：自收到之日起" + r.Term()
		}
		return statedBasis
	}
	return cite(r.Basis)
}

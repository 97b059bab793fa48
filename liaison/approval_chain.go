package liaison

import (
	"slices"
	"strings"

	"github.com/google/uuid"

	"liaison/liaison/fault"
	"liaison/liaison/law"
)

// Staff is the people of the office today, as far as approving letters goes.
type Staff struct {
	People []Actor
	Leaves []Leave
}

// Leave is somebody away today, and who stands in.
type Leave struct {
	Of Actor
	By uuid.UUID
}

// StepTaker is who may take a step, and as what.
type StepTaker struct {
	Actor
	Standing string
}

// ChainStep is one step as it stands.
type ChainStep struct {
	Step    ApprovalStep
	Last    bool           // who takes it has the last word
	Basis   []law.Citation // see LetterType.ApprovalBasis
	Entry   *ApprovalEntry // who agreed; nil: nobody yet
	May     []StepTaker    // who may take it, where nobody did
	Dropped string         // why the office goes without it
	Lacks   string         // what to do where nobody may take it
}

// Open reports whether somebody still has to take the step.
func (s ChainStep) Open() bool { return s.Entry == nil && s.Dropped == "" }

// Chain is the steps of a letter's or a campaign's approval as they stand.
type Chain struct {
	Steps   []ChainStep
	Stale   bool // somebody agreed to what no longer reads so: all begins anew
	subject ApprovalSubject
}

// ApprovalSubject is what is to be approved.
type ApprovalSubject struct {
	Type    LetterType
	Drafter uuid.UUID
	Editors []string // names of those whose changes stand in it
	Entries []ApprovalEntry
	Digest  string // of what it says now
}

// approval is the letter as a subject of approval, saying now what has the digest.
func (l *Letter) approval(digest string) ApprovalSubject {
	x := ApprovalSubject{Type: mustType(l.Kind), Drafter: l.DraftedByID, Entries: l.Approvals, Digest: digest}
	for _, e := range l.Edits {
		x.Editors = append(x.Editors, e.By)
	}
	return x
}

// Chain is the letter's approval as it stands with the people of today; digest is that of what the letter says now.
func (l *Letter) Chain(digest string, staff Staff) Chain {
	if l.State != LetterDraft {
		digest = l.ApprovedDigest
	}
	return ChainOf(l.approval(digest), staff)
}

// round is the number of the round that runs.
func (x ApprovalSubject) round() int {
	n := 1
	for _, e := range x.Entries {
		if e.Act.ends() {
			n = e.Round + 1
		}
	}
	return n
}

// agreed is who agreed in the round that runs.
func (x ApprovalSubject) agreed() (out []ApprovalEntry) {
	round := x.round()
	for _, e := range x.Entries {
		if e.Act == ApprovalAgreed && e.Round == round {
			out = append(out, e)
		}
	}
	return out
}

// AgreedNow is who agreed in the round of a chain that runs.
func AgreedNow(chain []ApprovalEntry) []ApprovalEntry {
	return ApprovalSubject{Entries: chain}.agreed()
}

// stale reports whether somebody agreed to something else than it says now.
func (x ApprovalSubject) stale() bool {
	return slices.ContainsFunc(x.agreed(), func(e ApprovalEntry) bool { return e.Digest != x.Digest })
}

// wrote reports whether the person drafted it or changed words or inputs: who did does not judge it afterwards.
func (x ApprovalSubject) wrote(p Actor) bool {
	return p.User == x.Drafter || x.changed(p)
}

func (x ApprovalSubject) changed(p Actor) bool {
	return slices.Contains(x.Editors, p.Name) ||
		slices.ContainsFunc(x.Entries, func(e ApprovalEntry) bool { return e.Act == ApprovalChanged && e.ByID == p.User })
}

// ChainOf works out where the approval stands. It is pure.
func ChainOf(x ApprovalSubject, staff Staff) Chain {
	c := Chain{Stale: x.stale(), subject: x}
	var agreed []ApprovalEntry
	if !c.Stale {
		agreed = x.agreed()
	}
	steps := x.Type.ApprovalSteps()
	newest := -1
	for i, step := range steps {
		s := ChainStep{Step: step, Last: i == len(steps)-1, Basis: x.Type.ApprovalBasis(step)}
		if j := slices.IndexFunc(agreed, func(e ApprovalEntry) bool { return e.Step == step }); j >= 0 {
			s.Entry, newest = &agreed[j], i
		}
		c.Steps = append(c.Steps, s)
	}
	for i := range c.Steps {
		s := &c.Steps[i]
		if s.Entry != nil {
			continue
		}
		s.May = c.signers(i, agreed, staff)
		switch {
		case i < newest, len(s.May) == 0 && s.Step.customary(s.Last):
			s.Dropped, s.May = "没有另一名可以签批的"+s.Step.Title()+"，法律不要求这一步，免", nil
		case len(s.May) == 0:
			s.Lacks = lacks(s.Step, s.Last)
		}
	}
	return c
}

// signers is who may take a step: who holds the office for it, did not write what is to be judged and took no other step; where there is
// nobody like that, who took a step that the law does not keep apart from this one. Who alone can take a later step is kept for it.
func (c Chain) signers(i int, agreed []ApprovalEntry, staff Staff) []StepTaker {
	fresh, again := c.eligible(i, agreed, staff)
	for j := i + 1; j < len(c.Steps); j++ {
		later := c.Steps[j]
		if later.Entry != nil || later.Step.customary(later.Last) {
			continue
		}
		if only, _ := c.eligible(j, agreed, staff); len(only) == 1 {
			fresh = slices.DeleteFunc(fresh, func(s StepTaker) bool { return s.User == only[0].User })
		}
	}
	if len(fresh) > 0 {
		return fresh
	}
	return again
}

func (c Chain) eligible(i int, agreed []ApprovalEntry, staff Staff) (fresh, again []StepTaker) {
	step := c.Steps[i]
	for _, p := range staff.People {
		standing := staff.standing(step.Step, step.Last, p)
		switch {
		case standing == "",
			step.Step == StepSecond && p.User == c.subject.Drafter,
			step.Step != StepOfficer && step.Step != StepSecond && c.subject.wrote(p):
			continue
		}
		who := StepTaker{Actor: p, Standing: standing}
		took := slices.DeleteFunc(slices.Clone(agreed), func(e ApprovalEntry) bool { return e.ByID != p.User })
		switch {
		case len(took) == 0:
			fresh = append(fresh, who)
		case !slices.ContainsFunc(took, func(e ApprovalEntry) bool { return !bothSteps(e.Step, step.Step) }):
			again = append(again, who)
		}
	}
	return fresh, again
}

// standing is as what a person may take a step today; empty: not at all. Who stands in for a colleague on leave takes the steps of custom and of
// the deputy; 正职 has no stand-in but who 主持工作, and who reviews is qualified himself (行政处罚法第五十八条第二款).
func (staff Staff) standing(step ApprovalStep, last bool, p Actor) string {
	roles := map[ApprovalStep][]Role{StepOfficer: {RoleOfficer}, StepSecond: {RoleOfficer}, StepSection: {RoleSection}, StepLegal: {RoleReviewer},
		StepDeputy: {RoleDeputy}, StepHead: {RoleHead, RoleActing}}[step]
	if step == StepDeputy && last {
		roles = []Role{RoleDeputy, RoleHead, RoleActing}
	}
	for _, r := range roles {
		if p.Has(r) {
			return r.Title()
		}
	}
	for _, l := range staff.Leaves {
		for _, r := range []Role{RoleSection, RoleDeputy} {
			if l.By == p.User && l.Of.Has(r) && roles[0] == r {
				return r.Title() + "（代" + l.Of.Name + "）"
			}
		}
	}
	return ""
}

// lacks says who is missing for a step and how to come by one.
func lacks(step ApprovalStep, last bool) string {
	who, role := "没有可以签批的"+step.Title(), RoleOfficer
	switch step {
	case StepOfficer:
		who = "没有可以送审的承办人"
	case StepSecond:
		who = "没有第二名承办人：两名承办人须是不同的人，拟稿人和本文书须由其签批的负责人、法制审核人员不能兼任"
	case StepLegal:
		who, role = "没有可以办理的法制审核人员：承办人、改过稿的人和须作最后签批的人不能兼任", RoleReviewer
	case StepDeputy:
		who, role = "没有可以签批的分管负责人或者主要负责人：承办人和改过稿的人不能兼任", RoleDeputy
	case StepHead:
		who, role = "没有可以签批的正职负责人或者主持工作的负责人：承办人和改过稿的人不能兼任", RoleHead
	}
	return who + "。请机关负责人在“用户”页新增用户，或者由系统操作员执行 liaison user add 登录名 --name 姓名 --role " + string(role)
}

// Turn is the step that is to be taken next; nil: none is left.
func (c Chain) Turn() *ChainStep {
	for i := range c.Steps {
		if c.Steps[i].Open() {
			return &c.Steps[i]
		}
	}
	return nil
}

// MaySign reports whether it is the actor's turn.
func (c Chain) MaySign(actor Actor) bool {
	_, err := c.signer(actor)
	return err == nil
}

// Wrote reports whether the actor drafted or changed what is to be approved.
func (c Chain) Wrote(actor Actor) bool { return c.subject.wrote(actor) }

// signer is the actor as who takes the step that is to be taken, or a fault that says who may.
func (c Chain) signer(actor Actor) (StepTaker, error) {
	turn := c.Turn()
	if turn == nil {
		return StepTaker{}, fault.New(fault.Conflict, "签批已全部完成")
	}
	for _, s := range turn.May {
		if s.User == actor.User {
			return s, nil
		}
	}
	now := "现在轮到" + turn.Step.Title() + named(turn.May)
	took := slices.IndexFunc(c.subject.agreed(), func(e ApprovalEntry) bool { return e.ByID == actor.User })
	switch {
	case turn.Lacks != "":
		return StepTaker{}, fault.New(fault.Refused, "%s", turn.Lacks)
	case actor.User == c.subject.Drafter:
		return StepTaker{}, fault.New(fault.Refused, "拟稿人不能审批自己拟的文书，%s", now)
	case c.subject.changed(actor):
		return StepTaker{}, fault.New(fault.Refused, "您改过这份文书的文字或者拟稿事项，不能审批，%s", now)
	case took >= 0 && !c.Stale:
		return StepTaker{}, fault.New(fault.Refused, "您已作为%s签批，%s", c.subject.agreed()[took].Step.Title(), now)
	case actor.May(ActSignLetter):
		return StepTaker{}, fault.New(fault.Refused, "还没有轮到您签批，%s", now)
	}
	return StepTaker{}, fault.New(fault.Forbidden, "您没有办理此事的权限，%s", now)
}

// named is the names in brackets; empty where there are none.
func named(list []StepTaker) string {
	var names []string
	for _, s := range list {
		if !slices.Contains(names, s.Name) {
			names = append(names, s.Name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "（" + strings.Join(names, "、") + "）"
}

// Names is who may take the step, in words; empty: nobody.
func (s ChainStep) Names() string { return strings.Trim(named(s.May), "（）") }

// awaits is whose desk the subject lies on, and who of that desk may not take it.
func (c Chain) awaits(staff Staff) (step ApprovalStep, barred []uuid.UUID) {
	turn := c.Turn()
	if turn == nil {
		return "", nil
	}
	step = turn.Step
	if step == StepDeputy && turn.Last && !slices.ContainsFunc(turn.May, func(s StepTaker) bool { return strings.HasPrefix(s.Standing, RoleDeputy.Title()) }) {
		step = StepHead // the office has no deputy: it lies on the head's desk
	}
	for _, p := range staff.People {
		if staff.standing(turn.Step, turn.Last, p) != "" && !slices.ContainsFunc(turn.May, func(s StepTaker) bool { return s.User == p.User }) {
			barred = append(barred, p.User)
		}
	}
	return step, barred
}

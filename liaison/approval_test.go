package liaison_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"liaison/liaison"
)

// person is a member of an office with some roles; the name tells who.
func person(name string, roles ...liaison.Role) liaison.Actor {
	return liaison.Actor{Tenant: "1410", User: uuid.NewSHA1(uuid.NameSpaceOID, []byte(name)), Name: name, Roles: roles}
}

const (
	officerRole, sectionRole, reviewerRole = liaison.RoleOfficer, liaison.RoleSection, liaison.RoleReviewer
	deputyRole, headRole, actingRole       = liaison.RoleDeputy, liaison.RoleHead, liaison.RoleActing
)

// said is the line of who may take each step: names, "免" where the office goes without it, "缺" where nobody may.
func said(c liaison.Chain) string {
	var out []string
	for _, s := range c.Steps {
		switch {
		case s.Entry != nil:
			out = append(out, string(s.Step)+"="+s.Entry.By)
		case s.Dropped != "":
			out = append(out, string(s.Step)+":免")
		case s.Lacks != "":
			out = append(out, string(s.Step)+":缺")
		default:
			out = append(out, string(s.Step)+":"+s.Names())
		}
	}
	return strings.Join(out, " ")
}

func kind(t *testing.T, k liaison.LetterKind) liaison.LetterType {
	t.Helper()
	out, ok := liaison.TypeOf(k)
	if !ok {
		t.Fatal(k)
	}
	return out
}

// Every kind ends where 04 §4.1 of the catalogue says: with the head the referral and its approval, the filings to the court and the penalty
// decision; with the officers the papers of service and records.
func TestEachKindHasItsChain(t *testing.T) {
	last := map[liaison.LetterKind]liaison.ApprovalStep{
		liaison.LetterReferral: liaison.StepHead, liaison.LetterReferralApproval: liaison.StepHead, liaison.LetterEnforcementApplication: liaison.StepHead, liaison.LetterPenaltyDecision: liaison.StepHead,
		liaison.LetterNoticeOfFacts: liaison.StepDeputy, liaison.LetterDemandNotice: liaison.StepDeputy, liaison.LetterSupervisionFiling: liaison.StepDeputy, liaison.LetterAssistancePolice: liaison.StepDeputy,
		liaison.LetterSuspensionNotice: liaison.StepDeputy, liaison.LetterServiceReceipt: liaison.StepSecond, liaison.LetterServiceAddress: liaison.StepSecond, liaison.LetterInquiryRecord: liaison.StepSecond}
	for _, x := range liaison.LetterTypes() {
		steps := x.ApprovalSteps()
		if steps[0] != liaison.StepOfficer || steps[1] != liaison.StepSecond {
			t.Errorf("%s begins with %v", x.Kind, steps)
		}
		if legal := slices.Contains(steps, liaison.StepLegal); legal != (len(steps) > 2) {
			t.Errorf("%s: legal review %v in %v", x.Kind, legal, steps)
		}
		if want := last[x.Kind]; want != "" && steps[len(steps)-1] != want {
			t.Errorf("%s ends with %s, want %s", x.Kind, steps[len(steps)-1], want)
		}
	}
}

func TestWhoMayTakeWhichStep(t *testing.T) {
	li, wang := person("李", officerRole), person("王", officerRole)
	chen, sun, he, zhao := person("陈", sectionRole), person("孙", reviewerRole), person("何", deputyRole), person("赵", headRole)
	full := []liaison.Actor{li, wang, chen, sun, he, zhao}
	agreed := func(step liaison.ApprovalStep, p liaison.Actor) liaison.ApprovalEntry {
		return liaison.ApprovalEntry{Round: 1, Act: liaison.ApprovalAgreed, Step: step, By: p.Name, ByID: p.User, Digest: "now"}
	}
	changed := liaison.ApprovalEntry{Round: 1, Act: liaison.ApprovalChanged, By: zhao.Name, ByID: zhao.User}
	cases := []struct {
		name    string
		kind    liaison.LetterKind
		people  []liaison.Actor
		leaves  []liaison.Leave
		entries []liaison.ApprovalEntry
		want    string
	}{
		{"a full office", liaison.LetterReferral, full, nil, nil, "officer:李 second:王 section:陈 legal:孙 deputy:何 head:赵"},
		{"a letter that ends with the deputy", liaison.LetterDemandNotice, full, nil, nil, "officer:李 second:王 section:陈 legal:孙 deputy:何、赵"},
		{"without section and deputy", liaison.LetterReferral, []liaison.Actor{li, wang, sun, zhao}, nil, nil, "officer:李 second:王 section:免 legal:孙 deputy:免 head:赵"},
		{"without a deputy the head has the last word", liaison.LetterDemandNotice, []liaison.Actor{li, wang, sun, zhao}, nil, nil, "officer:李 second:王 section:免 legal:孙 deputy:赵"},
		{"one officer", liaison.LetterReferral, []liaison.Actor{li, sun, zhao}, nil, nil, "officer:李 second:缺 section:免 legal:孙 deputy:免 head:赵"},
		{"no reviewer", liaison.LetterPenaltyDecision, []liaison.Actor{li, wang, zhao}, nil, nil, "officer:李 second:王 section:免 legal:缺 deputy:免 head:赵"},
		{"the only head is an officer too: kept for the last word", liaison.LetterReferral, []liaison.Actor{li, sun, person("郑", officerRole, headRole)}, nil, nil, "officer:李 second:缺 section:免 legal:孙 deputy:免 head:郑"},
		{"the only reviewer is the head too: one of them is missing", liaison.LetterReferral, []liaison.Actor{li, wang, person("周", reviewerRole, headRole)}, nil, nil, "officer:李 second:王 section:免 legal:缺 deputy:免 head:周"},
		{"the drafter is the head", liaison.LetterReferral, []liaison.Actor{person("李", officerRole, headRole), wang, sun}, nil, nil, "officer:李 second:王 section:免 legal:孙 deputy:免 head:缺"},
		{"who 主持工作 is the head", liaison.LetterReferral, []liaison.Actor{li, wang, sun, person("何", deputyRole, actingRole)}, nil, nil, "officer:李 second:王 section:免 legal:孙 deputy:免 head:何"},
		{"who changed it does not judge it", liaison.LetterReferral, full, nil, []liaison.ApprovalEntry{changed}, "officer:李 second:王 section:陈 legal:孙 deputy:何 head:缺"},
		{"the second officer is head of the section too", liaison.LetterReferral, []liaison.Actor{li, person("王", officerRole, sectionRole), sun, zhao}, nil,
			[]liaison.ApprovalEntry{agreed(liaison.StepOfficer, li), agreed(liaison.StepSecond, wang)}, "officer=李 second=王 section:王 legal:孙 deputy:免 head:赵"},
		{"a colleague of a head of section on leave", liaison.LetterReferral, append([]liaison.Actor{person("吴", officerRole)}, full...), []liaison.Leave{{Of: chen, By: person("吴").User}},
			[]liaison.ApprovalEntry{agreed(liaison.StepOfficer, li), agreed(liaison.StepSecond, wang)}, "officer=李 second=王 section:吴、陈 legal:孙 deputy:何 head:赵"},
		{"nobody stands in for the head or the reviewer", liaison.LetterReferral, full, []liaison.Leave{{Of: zhao, By: he.User}, {Of: sun, By: chen.User}}, nil, "officer:李 second:王 section:陈 legal:孙 deputy:何 head:赵"},
		{"a step that was passed stays passed", liaison.LetterReferral, full, nil,
			[]liaison.ApprovalEntry{agreed(liaison.StepOfficer, li), agreed(liaison.StepSecond, wang), agreed(liaison.StepLegal, sun)}, "officer=李 second=王 section:免 legal=孙 deputy:何 head:赵"},
		{"only the officers sign", liaison.LetterServiceReceipt, []liaison.Actor{li, wang}, nil, nil, "officer:李 second:王"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := liaison.ChainOf(liaison.ApprovalSubject{Type: kind(t, c.kind), Drafter: li.User, Entries: c.entries, Digest: "now"}, liaison.Staff{People: c.people, Leaves: c.leaves})
			if s := said(got); s != c.want {
				t.Errorf("got  %s\nwant %s", s, c.want)
			}
		})
	}
}

func TestWhatNoLongerReadsSoBeginsAnew(t *testing.T) {
	li, wang := person("李", officerRole), person("王", officerRole)
	entries := []liaison.ApprovalEntry{{Round: 1, Act: liaison.ApprovalAgreed, Step: liaison.StepOfficer, By: "李", ByID: li.User, Digest: "then"}}
	x := liaison.ApprovalSubject{Type: kind(t, liaison.LetterServiceReceipt), Drafter: li.User, Entries: entries, Digest: "now"}
	staff := liaison.Staff{People: []liaison.Actor{li, wang}}
	if c := liaison.ChainOf(x, staff); !c.Stale || c.Turn().Step != liaison.StepOfficer {
		t.Errorf("stale %v, %s", c.Stale, said(c))
	}
	x.Entries = append(x.Entries, liaison.ApprovalEntry{Round: 1, Act: liaison.ApprovalReturned, Step: liaison.StepSecond, By: "王", ByID: wang.User})
	if c := liaison.ChainOf(x, staff); c.Stale || c.Turn().Step != liaison.StepOfficer || len(liaison.AgreedNow(x.Entries)) != 0 {
		t.Errorf("after a return: stale %v, %s", c.Stale, said(c))
	}
}

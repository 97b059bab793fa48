package liaison

import (
	"slices"
	"testing"

	"liaison/liaison/calendar"
)

func TestOnlyCorrespondenceIsIssuedJointly(t *testing.T) {
	for _, x := range LetterTypes() {
		joint := x.Code == "D19" || x.Code == "D20" || x.Code == "D21" // what a body decides, refers or files by its own power it signs alone (trap 1)
		if x.Joint != joint {
			t.Errorf("%s %s: joint %v", x.Code, x.Title, x.Joint)
		}
	}
	values := map[string]string{InputJoint: " 尧都区公安局\n\n尧都区医疗保障局 "}
	if got := JointBodies(LetterAssistancePolice, values); !slices.Equal(got, []string{"尧都区公安局", "尧都区医疗保障局"}) {
		t.Errorf("bodies %q", got)
	}
	if got := JointBodies(LetterReferral, values); got != nil {
		t.Errorf("a referral is joint with %q", got)
	}
	if why := JointFault("尧都区公安局", []string{"尧都区公安局"}); why == "" {
		t.Error("the issuer signs twice")
	}
}

func TestAJointLetterIsToBeCountersigned(t *testing.T) {
	d := reviewed()
	drafted(LetterAssistancePolice, map[string]string{InputIssuer: "bureau", InputJoint: d.Case.Office.Agency})(d)
	var codes []string
	for _, f := range Preflight(d, LetterAssistancePolice, november(20), calendar.National()) {
		codes = append(codes, f.Code)
	}
	for _, want := range []string{"joint-countersign", "joint-level", "joint-seals"} {
		if !slices.Contains(codes, want) {
			t.Errorf("%s is not said: %q", want, codes)
		}
	}
	d.Letters[0].Inputs = nil
	if f := Preflight(d, LetterAssistancePolice, november(20), calendar.National()); slices.ContainsFunc(f, func(f Finding) bool { return f.Code == "joint-countersign" }) {
		t.Error("a letter of one body is to be countersigned")
	}
}

package web

import (
	"strings"
	"testing"

	"liaison/liaison"
)

func TestAnActThatNoLongerStandsInACaseIsShownWithoutWhatItSaid(t *testing.T) {
	for act, shown := range map[string]bool{"self_review": false, "investigate": true} {
		d := &liaison.Dossier{Audit: []liaison.AuditEntry{{Ordinal: 1, By: "李某", Act: "record_act", Detail: map[string]any{"act": act, "reason": "稽核科压下名单"}}}}
		v := actViews(d)[0]
		if got := strings.Contains(strings.Join(v.Detail, " "), "稽核科"); got != shown || strings.Contains(v.What, "现不在案件中登记") == shown {
			t.Errorf("%s: %q %q", act, v.What, v.Detail)
		}
	}
}

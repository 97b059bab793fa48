package web

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"liaison/liaison"
)

func TestDifferencesStrikeOutTheOldAndUnderlineTheNew(t *testing.T) {
	cases := []struct {
		name, was, now string
		want           []span
	}{
		{"words put in", "申请人尚未掌握", "经走访，申请人尚未掌握", []span{{"ins", "经走访，"}, {"", "申请人尚未掌握"}}},
		{"words left out", "依法予以追回。", "予以追回。", []span{{"del", "依法"}, {"", "予以追回。"}}},
		{"a paragraph left out", "一段", "", []span{{"del", "一段"}}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := spans(c.was, c.now)
			if len(got) != len(c.want) {
				t.Fatalf("got %q, want %q", got, c.want)
			}
			for i := range got {
				if got[i] != c.want[i] {
					t.Errorf("got %q, want %q", got, c.want)
				}
			}
		})
	}
}

// May approve implies may read: whoever is offered the approval of a letter, in any state, opens its page, its PDF and what it rests on.
func TestWhoMayApproveALetterMayReadIt(t *testing.T) {
	roles := []liaison.Role{liaison.RoleOfficer, liaison.RoleReviewer, liaison.RoleHead, liaison.RoleCashier, liaison.RoleProsecutor, liaison.RoleSection, liaison.RoleDeputy, liaison.RoleActing}
	states := []liaison.LetterState{liaison.LetterDraft, liaison.LetterApproved, liaison.LetterReserved, liaison.LetterIssued, liaison.LetterVoided}
	for _, role := range roles {
		for _, state := range states {
			s := newSite(t, actorAs("某人", role), Options{})
			for i := range s.store.dossier.Letters {
				s.store.dossier.Letters[i].State = state
			}
			l := s.store.dossier.Letters[0]
			at := "/cases/2026-0007/letters/" + l.ID.String()
			want := http.StatusOK
			if role == liaison.RoleProsecutor {
				want = http.StatusForbidden
			}
			w := s.get(at)
			if w.Code != want {
				t.Errorf("%s reads a letter %s: status %d, want %d", role, state, w.Code, want)
			}
			for _, path := range []string{"/cases/2026-0007", "/cases/2026-0007/letters/preview/" + string(l.Kind) + ".pdf"} {
				offers := strings.Contains(s.get("/cases/2026-0007").Body.String(), "/approve\"") || strings.Contains(w.Body.String(), "/approve\"")
				if code := s.get(path).Code; offers && (code != http.StatusOK || w.Code != http.StatusOK) {
					t.Errorf("%s may approve a letter %s and gets status %d for %s", role, state, code, path)
				}
			}
			if offers := strings.Contains(w.Body.String(), at+"/approve"); offers != (slices.Contains([]liaison.Role{liaison.RoleHead, liaison.RoleActing, liaison.RoleDeputy}, role) && state == liaison.LetterDraft) {
				t.Errorf("%s is offered the approval of a letter %s: %v", role, state, offers)
			}
		}
	}
}

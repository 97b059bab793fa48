package web

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/directory"
	"liaison/liaison/fault"
	"liaison/liaison/track"
)

// now is when every test of this package happens: Tuesday, 24 November 2026, 10:00 in Asia/Shanghai.
var now = time.Date(2026, 11, 24, 10, 0, 0, 0, calendar.Zone())

// fakeStore keeps one case and who is signed in, in memory. What a test does not need is not there and panics.
type fakeStore struct {
	dossier  *liaison.Dossier
	actor    liaison.Actor
	fail     error // every transaction fails with this
	receipts []liaison.Receipt
	papers   []liaison.PaperRecord
	notices  []liaison.LoadedNotice
	read     []string // subjects of reminders noted as read
}

func (f *fakeStore) InTx(_ context.Context, _ liaison.Actor, fn func(liaison.Tx) error) error {
	if f.fail != nil {
		return f.fail
	}
	return fn(fakeTx{f: f})
}

func (f *fakeStore) SignIn(context.Context, string) (liaison.Credential, error) {
	return liaison.Credential{}, fault.New(fault.NotFound, "没有这个用户")
}

func (f *fakeStore) OpenSession(context.Context, []byte, string, uuid.UUID, time.Time) error {
	return nil
}

func (f *fakeStore) SessionActor(context.Context, []byte, time.Time) (liaison.Actor, error) {
	if f.actor.Tenant == "" {
		return liaison.Actor{}, fault.New(fault.SignedOut, "请先登录")
	}
	return f.actor, nil
}

func (f *fakeStore) TokenActor(context.Context, []byte, time.Time) (liaison.Actor, error) {
	return liaison.Actor{}, fault.New(fault.SignedOut, "没有这个令牌")
}

func (f *fakeStore) FeedActor(context.Context, []byte, time.Time) (liaison.Actor, error) {
	return liaison.Actor{}, fault.New(fault.NotFound, "没有这个日历订阅")
}

func (f *fakeStore) CheckedLetter(_ context.Context, token string) (liaison.CheckedLetter, error) {
	if token != sampleCheckToken {
		return liaison.CheckedLetter{}, fault.New(fault.NotFound, "没有这份文书")
	}
	return liaison.CheckedLetter{Kind: liaison.LetterReferral, State: liaison.LetterIssued, Office: "尧都区人力资源和社会保障局", Number: "尧都人社移〔2026〕3号", MadeOn: day("2026-11-16"),
		SHA256: strings.Repeat("0f", 32)}, nil
}

// sampleCheckToken opens the check page of a sample letter.
const sampleCheckToken = "AAECAwQFBgcICQoLDA0ODw"

func (f *fakeStore) Tenants(context.Context) ([]string, error) { return []string{f.actor.Tenant}, nil }

func (f *fakeStore) CloseSession(context.Context, []byte) error { return nil }

type fakeTx struct {
	liaison.Tx
	f *fakeStore
}

func (t fakeTx) CaseID(_ context.Context, number string) (uuid.UUID, error) {
	if t.f.dossier == nil || number != t.f.dossier.Case.Number {
		return uuid.Nil, fault.New(fault.NotFound, "没有案号为“%s”的案件", number)
	}
	return t.f.dossier.Case.ID, nil
}

func (t fakeTx) Dossier(context.Context, uuid.UUID) (*liaison.Dossier, error) {
	d := *t.f.dossier
	return &d, nil
}

func (t fakeTx) LockCase(context.Context, uuid.UUID) error { return nil }

func (t fakeTx) Rows(context.Context, uuid.UUID) (liaison.Rows, error) { return sampleRows(), nil }

func (t fakeTx) Cases(_ context.Context, q liaison.CaseQuery) ([]liaison.CaseSummary, error) {
	if t.f.dossier == nil || q.Text != "" && !strings.Contains(t.f.dossier.Case.Title, q.Text) || q.Offset > 0 {
		return nil, nil
	}
	total := int64(884716)
	return []liaison.CaseSummary{{ID: t.f.dossier.Case.ID, Number: t.f.dossier.Case.Number, Title: t.f.dossier.Case.Title, Situation: "YL-2", Insured: "韩某甲", Position: track.Position{Main: "P4"}, TotalFen: &total, OwedFen: &total}}, nil
}

func (t fakeTx) Due(context.Context, calendar.Date, int) ([]liaison.Due, error) {
	var out []liaison.Due
	for _, d := range t.f.dossier.Deadlines {
		if d.State == liaison.DeadlineOpen {
			out = append(out, liaison.Due{CaseID: t.f.dossier.Case.ID, CaseNumber: t.f.dossier.Case.Number, CaseTitle: t.f.dossier.Case.Title, Deadline: d})
		}
	}
	return out, nil
}

func (t fakeTx) Refusals(context.Context, liaison.RefusalQuery) ([]liaison.Refusal, error) {
	var out []liaison.Refusal
	for _, p := range t.f.dossier.Papers {
		if p.Refuses() {
			out = append(out, liaison.Refusal{CaseID: t.f.dossier.Case.ID, CaseNumber: t.f.dossier.Case.Number, CaseTitle: t.f.dossier.Case.Title, Paper: p, Later: t.f.dossier.Papers})
		}
	}
	return out, nil
}

func (t fakeTx) OfficeChecks(context.Context) ([]liaison.OfficeCheck, error) {
	return []liaison.OfficeCheck{{ID: idOf("question"), Kind: liaison.LetterReferral, Severity: liaison.Blocking, Question: "是否写明数额", Reason: "slight", MadeBy: "孙某", MadeAt: now}}, nil
}

func (t fakeTx) OpenLetters(context.Context, liaison.LetterKind, []uuid.UUID, int, int) ([]liaison.OpenLetter, int, error) {
	return []liaison.OpenLetter{{CaseNumber: t.f.dossier.Case.Number, CaseTitle: t.f.dossier.Case.Title, Kind: liaison.LetterEnforcementApplication, State: liaison.LetterDraft}}, 1, nil
}

func (t fakeTx) RefusalStatistics(context.Context, liaison.RefusalQuery) (liaison.RefusalStatistics, error) {
	return liaison.RefusalStatistics{Rows: []liaison.RefusalCount{{Authority: "尧都区公安局", Year: 2026, Count: 1}}, Refused: []liaison.RefusalTotal{{Authority: "尧都区公安局", Year: 2026, Count: 1}}}, nil
}

// Users is a small office, and who reads if he is not of it.
func (t fakeTx) Users(context.Context) ([]liaison.User, error) {
	user := func(a liaison.Actor, login string) liaison.User {
		u := liaison.User{ID: a.User, Login: login, Name: a.Name}
		for _, r := range a.Roles {
			u.Roles = append(u.Roles, liaison.RoleTerm{Role: r})
		}
		return u
	}
	out := []liaison.User{{ID: idOf("prosecutor"), Login: "jiancha", Name: "周某", Roles: []liaison.RoleTerm{{Role: liaison.RoleProsecutor}}},
		user(actorAs("赵某", liaison.RoleHead), "zhaomou"), user(officer, "limou"), user(actorAs("王某", liaison.RoleOfficer), "wangmou"), user(actorAs("孙某", liaison.RoleReviewer), "fazhi")}
	for i, u := range out {
		if u.ID == t.f.actor.User {
			out[i] = user(t.f.actor, u.Login)
			return out, nil
		}
	}
	return append(out, user(t.f.actor, "other")), nil
}

func (t fakeTx) UnderApproval(context.Context) ([]liaison.CaseLetter, error) { return nil, nil }

func (t fakeTx) Campaigns(context.Context, int) ([]liaison.Campaign, error) { return nil, nil }

func (t fakeTx) CampaignOf(context.Context, uuid.UUID) (uuid.UUID, error) { return uuid.Nil, nil }

func (t fakeTx) OfficeSeals(context.Context) ([]liaison.OfficeSeal, error) {
	return []liaison.OfficeSeal{{ID: idOf("seal"), Office: "尧都区人力资源和社会保障局", MM: 42, By: "赵某", At: time.Date(2026, time.November, 1, 2, 0, 0, 0, time.UTC), Object: liaison.ObjectRef{Key: "letter"}}}, nil
}

func (t fakeTx) OfficeEvents(context.Context, int) ([]liaison.OfficeEvent, error) {
	return []liaison.OfficeEvent{{At: now, By: "赵某", Act: liaison.DidDisable, Of: "周某"}}, nil
}

func (t fakeTx) FeedMadeAt(context.Context) (time.Time, error) { return now, nil }

func (t fakeTx) CountFeedClocks(context.Context) (int, error) { return 2001, nil }

func (t fakeTx) InsertReceipt(_ context.Context, _ uuid.UUID, r liaison.Receipt) error {
	t.f.receipts = append(t.f.receipts, r)
	return nil
}

func (t fakeTx) Pending(context.Context, liaison.PendingQuery) ([]liaison.Pending, error) {
	return []liaison.Pending{{CaseNumber: "2026-0007", CaseTitle: "案", Act: liaison.PendingApprove, Step: liaison.StepLegal, Letter: liaison.LetterReferral, LetterID: idOf("letterdraft"), Since: now}}, nil
}

func (t fakeTx) Directory(context.Context) (*directory.Directory, error) {
	return directory.Carried(), nil
}

func (t fakeTx) OrganisationVersions(context.Context, uuid.UUID) ([]directory.Organisation, error) {
	return nil, nil
}

func (t fakeTx) Ranges(context.Context) ([]liaison.NumberRange, error) {
	return []liaison.NumberRange{{ID: idOf("range"), Office: "尧都区社会保险中心", Prefix: "临尧社保", Year: 2026, First: 31, Last: 32, GivenBy: "办公室", By: "李某", At: now,
		Numbers: []liaison.ReservedNumber{{Number: "临尧社保〔2026〕31号", N: 31, State: liaison.LetterIssued, Letter: idOf("letter"), Kind: liaison.LetterReferral, CaseNumber: "2026-0007"}, {Number: "临尧社保〔2026〕32号", N: 32}}}}, nil
}

func (t fakeTx) AwaitedSlips(context.Context, liaison.SlipQuery) ([]liaison.AwaitedSlip, error) {
	return nil, nil
}

func (t fakeTx) Enqueue(context.Context, liaison.Job) error { return nil }

func (t fakeTx) UnreadReminders(context.Context, liaison.ReminderReader) (int, error) { return 2, nil }

func (t fakeTx) Reminders(_ context.Context, q liaison.ReminderReader) ([]liaison.Reminder, error) {
	out := []liaison.Reminder{{User: q.User, Subject: "notice/2027", Lead: liaison.LeadNotice, ShowAt: now}}
	for i, d := range t.f.dossier.Deadlines {
		r := liaison.Reminder{User: q.User, Subject: d.ID.String(), Lead: liaison.Lead1Day, ShowAt: now,
			Due: liaison.Due{CaseID: t.f.dossier.Case.ID, CaseNumber: t.f.dossier.Case.Number, CaseTitle: t.f.dossier.Case.Title, Deadline: d}}
		if i > 0 {
			r.ReadAt = now
		}
		out = append(out, r)
	}
	return out, nil
}

func (t fakeTx) ReadReminders(_ context.Context, subject string, _ time.Time) error {
	t.f.read = append(t.f.read, subject)
	return nil
}

func (t fakeTx) ArrivedPapers(context.Context, liaison.ArrivedQuery) ([]liaison.DigestPaper, error) {
	return []liaison.DigestPaper{{CaseNumber: "2026-0007", CaseTitle: "案", Kind: "notice_not_filed", By: "尧都区公安局", On: calendar.FromTime(now)}}, nil
}

func (t fakeTx) ArrivedReceipts(context.Context, liaison.ArrivedQuery) ([]liaison.DigestReceipt, error) {
	return []liaison.DigestReceipt{{CaseNumber: "2026-0007", CaseTitle: "案", Source: liaison.SourceCourt, On: calendar.FromTime(now), Amount: 123456}}, nil
}

func (t fakeTx) HandoversBetween(context.Context, liaison.ArrivedQuery) ([]liaison.DigestHandover, error) {
	return []liaison.DigestHandover{{ID: idOf("slip"), FromName: "李某", ToName: "王某", By: "赵某", Cases: 3}}, nil
}

func (t fakeTx) Covers(context.Context, calendar.Date) ([]liaison.Cover, error) { return nil, nil }

func (t fakeTx) OwnedCases(context.Context, []uuid.UUID) ([]liaison.OwnedCase, error) {
	c := t.f.dossier.Case
	list, err := t.Due(context.Background(), calendar.Date{}, 0)
	return []liaison.OwnedCase{{ID: c.ID, Number: c.Number, Title: c.Title, Clocks: list}}, err
}

func (t fakeTx) Digest(_ context.Context, on calendar.Date) (liaison.Digest, error) {
	return liaison.Digest{}, fault.New(fault.NotFound, "%s没有留存摘要", on.Chinese())
}

func (t fakeTx) InsertClaim(context.Context, uuid.UUID, liaison.ClaimVersion) error { return nil }

func (t fakeTx) Audit(context.Context, uuid.UUID, liaison.AuditEntry) error { return nil }

func (t fakeTx) CalendarVersion(context.Context) (int, error) { return len(t.f.notices), nil }

func (t fakeTx) Notices(context.Context) ([]liaison.LoadedNotice, error) { return t.f.notices, nil }

func (t fakeTx) HoldCalendar(context.Context) error { return nil }

func (t fakeTx) OpenGroups(context.Context, calendar.Date, calendar.Date) ([]liaison.ClockGroup, error) {
	return nil, nil
}

// fakeVault holds bytes by their key.
type fakeVault struct{ objects map[string]string }

func (v fakeVault) Put(_ context.Context, _ string, r io.Reader) (liaison.Stored, error) {
	_, err := io.Copy(io.Discard, r)
	return liaison.Stored{}, err
}

func (v fakeVault) Open(_ context.Context, ref liaison.ObjectRef) (io.ReadCloser, error) {
	body, ok := v.objects[ref.Key]
	if !ok {
		return nil, fault.New(fault.NotFound, "存储中没有此对象")
	}
	return io.NopCloser(strings.NewReader(body)), nil
}

// fakeRenderer answers every request with the same few bytes.
type fakeRenderer struct {
	missing []string
	inputs  []liaison.LetterInput
}

func (r fakeRenderer) Inputs(*liaison.Dossier, liaison.LetterKind) []liaison.LetterInput {
	return r.inputs
}

func (r fakeRenderer) Text(context.Context, liaison.LetterDraftRequest) (liaison.LetterText, error) {
	return liaison.LetterText{Paragraphs: []liaison.LetterParagraph{{LetterEdit: liaison.LetterEdit{Was: "一段文字", Now: "一段文字"}}}}, nil
}

func (r fakeRenderer) Render(context.Context, liaison.LetterDraftRequest) (liaison.Rendered, error) {
	return liaison.Rendered{PDF: []byte("%PDF-1.7\n"), Pages: 1, Missing: r.missing, ContentDigest: "digest-now"}, nil
}

func (r fakeRenderer) Content(ctx context.Context, req liaison.LetterDraftRequest) (liaison.Rendered, error) {
	return r.Render(ctx, req)
}

// idOf is an identifier that is always the same for a name.
func idOf(name string) uuid.UUID { return uuid.NewSHA1(uuid.NameSpaceOID, []byte(name)) }

func actorAs(name string, roles ...liaison.Role) liaison.Actor {
	return liaison.Actor{Tenant: "1410", User: idOf(name), Name: name, Roles: roles}
}

var officer = actorAs("李某", liaison.RoleOfficer)

// site is the pages over a fake house.
type site struct {
	t       *testing.T
	store   *fakeStore
	server  *server
	handler http.Handler
	log     *bytes.Buffer
}

func newSite(t *testing.T, actor liaison.Actor, opts Options) *site {
	t.Helper()
	var log bytes.Buffer
	opts.Log = slog.New(slog.NewTextHandler(&log, nil))
	store := &fakeStore{dossier: sampleDossier(), actor: actor}
	svc := &liaison.Service{Store: store, Vault: fakeVault{objects: map[string]string{"exhibit": "一件材料", "letter": "%PDF-1.7 文书", "book": "%PDF-1.7 卷"}}, Renderer: fakeRenderer{},
		Clock: func() time.Time { return now }, Calendar: calendar.National()}
	s, err := newServer(svc, opts)
	if err != nil {
		t.Fatal(err)
	}
	return &site{t: t, store: store, server: s, handler: s.handler(), log: &log}
}

// get asks for a page with the session's cookie.
func (s *site) get(path string) *httptest.ResponseRecorder {
	return s.do(httptest.NewRequest(http.MethodGet, path, nil))
}

// post submits a form from our own page.
func (s *site) post(path string, pairs ...string) *httptest.ResponseRecorder {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(v.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return s.do(r)
}

func (s *site) do(r *http.Request) *httptest.ResponseRecorder {
	r.AddCookie(&http.Cookie{Name: sessionCookie, Value: "token"})
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	return w
}

// wants fails the test unless the answer has the status and every text.
func wants(t *testing.T, w *httptest.ResponseRecorder, status int, texts ...string) {
	t.Helper()
	if w.Code != status {
		t.Fatalf("status %d, want %d: %s", w.Code, status, clip(w.Body.String(), 600))
	}
	for _, x := range texts {
		if !strings.Contains(w.Body.String(), x) {
			t.Errorf("page lacks %q", x)
		}
	}
}

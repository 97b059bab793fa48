package main

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"net/http/httptest"
	"path"
	"testing"
	"time"

	"liaison/evidence"
	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/storage/embedded"
	"liaison/storage/objects"
	"liaison/storage/postgres"
)

// testToday is when the stories happen: a Friday, the day on which the police's refusal of the sample case death arrived.
var testToday = time.Date(2026, time.November, 20, 10, 0, 0, 0, time.FixedZone("CST", 8*3600))

func testClock() time.Time { return testToday }

// testPassword is every test user's.
const testPassword = "correct-horse-7"

// testPeople is who works in the stories. lianghe both drafts and approves, as in a small office.
func testPeople() []demoLogin {
	return append(demoPeople(), demoLogin{Login: "lianghe", Name: "郑某", Roles: []liaison.Role{liaison.RoleOfficer, liaison.RoleHead}},
		demoLogin{Login: "huibi", Name: "钱某", Roles: []liaison.Role{liaison.RoleRecusal}})
}

// house is the whole program over test stores, served over HTTP, on the day testToday.
type house struct {
	*rooms
	t   testing.TB
	url string
}

// testSettings names a cloned database with the test people in it, and a bucket of its own.
func testSettings(t testing.TB) settings {
	t.Helper()
	s3 := embedded.TestS3(t)
	return settings{
		databaseURL: embedded.CloneDatabase(t, "house", prepareHouse),
		objects: objects.Config{Endpoint: s3.Endpoint, AccessKey: s3.AccessKey, SecretKey: s3.SecretKey, Region: s3.Region, Bucket: embedded.TestBucket(t),
			Now: time.Now},
	}
}

func prepareHouse(ownerURL string) error {
	ctx := context.Background()
	if err := postgres.Migrate(ctx, ownerURL); err != nil {
		return err
	}
	store, err := postgres.Open(ctx, ownerURL, postgres.Options{Clock: testClock})
	if err != nil {
		return err
	}
	defer store.Close()
	svc := &liaison.Service{Store: store, Clock: testClock, Calendar: calendar.National()}
	for _, p := range testPeople() {
		if _, err := svc.AddUser(ctx, operator(), p.Login, p.Name, testPassword, p.Roles...); err != nil {
			return err
		}
	}
	return nil
}

func openHouse(t testing.TB) *house {
	t.Helper()
	r := &rooms{}
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Errorf("close the rooms: %v", err)
		}
	})
	if err := r.furnish(t.Context(), testSettings(t), testClock); err != nil {
		t.Fatal(err)
	}
	handler, err := r.frontDoor()
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return &house{r, t, server.URL}
}

// signIn opens a browser and signs a test user in through the form.
func (h *house) signIn(login string) *reader {
	h.t.Helper()
	r := newReader(h.t, h.url)
	r.get("/login").submit("/login", "login", login, "password", testPassword).want(200, "工作台")
	return r
}

// dossier is the case as the service knows it, for what no page shows.
func (h *house) dossier(number string) *liaison.Dossier {
	h.t.Helper()
	d, err := h.service.Case(h.t.Context(), operator(), number)
	if err != nil {
		h.t.Fatal(err)
	}
	return d
}

// sampleFolder reads one of the sample case folders.
func sampleFolder(t testing.TB, name string) (*liaison.Folder, fs.FS) {
	t.Helper()
	samples, err := openSamples()
	if err != nil {
		t.Fatal(err)
	}
	files, err := fs.Sub(samples, name)
	if err != nil {
		t.Fatal(err)
	}
	folder, err := evidence.ReadFolder(files, name)
	if err != nil {
		t.Fatal(err)
	}
	return folder, files
}

// takeIn imports a sample as limou would with the command, after change has had its way with it.
func (h *house) takeIn(name string, change func(*liaison.Folder)) string {
	h.t.Helper()
	folder, files := sampleFolder(h.t, name)
	folder.Office.CreditCode, folder.Office.AgencyCreditCode = "11141002000000010D", "12141002000000020B" // no sample folder tells them
	if change != nil {
		change(folder)
	}
	number, status, err := h.service.ImportFolder(h.t.Context(), h.actor("limou"), folder, files)
	if err != nil || status != liaison.Imported {
		h.t.Fatalf("import %s: %s, %v", name, status, describe(err))
	}
	return number
}

// describe is an error with its places.
func describe(err error) string {
	if f := fault.As(err); f != nil {
		return fmt.Sprint(f.Error(), f.Fields)
	}
	return fmt.Sprint(err)
}

// actor is a test user as the service sees one.
func (h *house) actor(login string) liaison.Actor {
	h.t.Helper()
	users, err := h.service.Users(h.t.Context(), operator())
	if err != nil {
		h.t.Fatal(err)
	}
	for _, u := range users {
		if u.Login == login {
			a := liaison.Actor{Tenant: LocalTenant, User: u.ID, Name: u.Name}
			for _, r := range u.Roles {
				a.Roles = append(a.Roles, r.Role)
			}
			return a
		}
	}
	h.t.Fatalf("no test user %s", login)
	return liaison.Actor{}
}

// sampleFile is the bytes of one file of a sample.
func sampleFile(t testing.TB, name, base string) []byte {
	t.Helper()
	samples, err := openSamples()
	if err != nil {
		t.Fatal(err)
	}
	body, err := fs.ReadFile(samples, path.Join(name, base))
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// zipped is a sample folder as an officer would pack it.
func zipped(t testing.TB, name string) []byte {
	t.Helper()
	_, files := sampleFolder(t, name)
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	if err := w.AddFS(files); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

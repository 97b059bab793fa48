package objects

// The promises of the store, each held against a real S3 API: the private store, or the one LIAISON_TEST_S3_ENDPOINT
// names, or the minio program LIAISON_TEST_MINIO_BINARY names. A store that passes all of this file may hold evidence.
//
// What versitygw 1.8.0 (our private store) and MinIO of 2026-02-12 answer differently, and who evens it out:
//
//	deleting a locked version     AccessDenied 403 / InvalidRequest 400              Remove looks at the lock
//	HEAD with a bad version id    400 without a code / InvalidArgument               explainVersion
//	HEAD in an absent bucket      NoSuchKey / NoSuchBucket                           both NotFound
//	listing over several pages    repeats the version a page ended with / does not   List
//	HEAD of a hidden version      shows no lock / shows it                           the child's HeadObject
//	removing what is gone twice   500 in sidecar mode / 204                          the child's DeleteObject
//	after a confirmed write       still in the page cache / on disk                  the child's durableStore
//
// Both call an unversioned delete of a locked object a success, neither computes a SHA-256 for an empty object sent with
// a trailing checksum, both take keys in any script: we send none.

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/minio/minio-go/v7"

	"liaison/liaison/fault"
	"liaison/storage/embedded"
)

func testConfig(t testing.TB) Config {
	s3 := embedded.TestS3(t)
	return Config{Endpoint: s3.Endpoint, AccessKey: s3.AccessKey, SecretKey: s3.SecretKey, Region: s3.Region, Bucket: embedded.TestBucket(t), Now: time.Now}
}

func open(t testing.TB, change ...func(*Config)) *Store {
	t.Helper()
	cfg := testConfig(t)
	for _, c := range change {
		c(&cfg)
	}
	s, err := Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// until is a short retention: stores keep whole seconds.
func until() time.Time { return time.Now().Add(time.Hour).UTC().Truncate(time.Second) }

func put(t testing.TB, s *Store, content []byte) (key, version string) {
	t.Helper()
	key = Key(digest(content), uuid.New())
	version, err := s.Put(t.Context(), key, int64(len(content)), digest(content), "application/pdf", bytes.NewReader(content), until())
	if err != nil {
		t.Fatal(err)
	}
	return key, version
}

func wantFault(t *testing.T, err error, code fault.Code) {
	t.Helper()
	if !fault.Is(err, code) {
		t.Errorf("got %v, want a %s fault", err, code)
	}
}

func TestWhatIsPutIsRead(t *testing.T) {
	s := open(t)
	for name, content := range map[string][]byte{
		"a few bytes":        []byte("养老保险待遇核定表"),
		"nothing":            {},
		"more than one part": bytes.Repeat([]byte("0123456789abcdef"), 20<<20/16+1),
	} {
		t.Run(name, func(t *testing.T) {
			key, retain := Key(digest(content), uuid.New()), until()
			version, err := s.Put(t.Context(), key, int64(len(content)), digest(content), "application/pdf", bytes.NewReader(content), retain)
			if err != nil {
				t.Fatal(err)
			}
			body, info, err := s.Get(t.Context(), key, version)
			if err != nil {
				t.Fatal(err)
			}
			defer body.Close()
			got, err := io.ReadAll(body)
			if err != nil || !bytes.Equal(got, content) {
				t.Errorf("read %d bytes, %v; want the %d that were put", len(got), err, len(content))
			}
			if info.Size != int64(len(content)) || info.ContentType != "application/pdf" || info.Version != version {
				t.Errorf("got %+v", info)
			}
			stat, err := s.Stat(t.Context(), key, version)
			if err != nil {
				t.Fatal(err)
			}
			if !stat.RetainUntil.Equal(retain) || stat.Mode != Governance || stat.LegalHold || stat.Size != int64(len(content)) {
				t.Errorf("got %+v, want retention until %s", stat, retain)
			}
			if len(content) > 0 && stat.SHA256 != digest(content) {
				t.Errorf("the store names digest %s, want %s", stat.SHA256, digest(content))
			}
			if d, err := s.Digest(t.Context(), key, version); err != nil || d != digest(content) {
				t.Errorf("digest read back: %s, %v", d, err)
			}
		})
	}
}

func TestOtherBytesThanNamedAreRefusedAndNotStored(t *testing.T) {
	s := open(t)
	named := []byte("the bytes that were hashed")
	for name, given := range map[string][]byte{
		"a changed byte": []byte("the bytes that were hashEd"),
		"too few":        named[:10],
		"none":           {},
		"too many":       []byte("and the bytes that were hashed"),
	} {
		t.Run(name, func(t *testing.T) {
			key := Key(digest(named), uuid.New())
			if _, err := s.Put(t.Context(), key, int64(len(named)), digest(named), "text/plain", bytes.NewReader(given), until()); !errors.Is(err, errOtherBytes) {
				t.Errorf("got %v, want a refusal of the bytes", err)
			}
			if n := count(t, s, key); n != 0 {
				t.Errorf("%d versions are stored, want none", n)
			}
		})
	}
}

func TestAReaderThatFailsLeavesNothing(t *testing.T) {
	s := open(t)
	content := bytes.Repeat([]byte("x"), 1<<20)
	key, broken := Key(digest(content), uuid.New()), errors.New("disk is gone")
	r := io.MultiReader(bytes.NewReader(content[:1<<19]), failing{broken})
	if _, err := s.Put(t.Context(), key, int64(len(content)), digest(content), "text/plain", r, until()); !errors.Is(err, broken) {
		t.Errorf("got %v, want the reader's error", err)
	}
	if n := count(t, s, key); n != 0 {
		t.Errorf("%d versions are stored, want none", n)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func TestPutRefusesWhatItCannotPromise(t *testing.T) {
	s := open(t)
	b := []byte("x")
	good := Key(digest(b), uuid.New())
	for name, tt := range map[string]struct {
		key, digest string
		until       time.Time
	}{
		"a file name in the key":          {"ab/张三.pdf", digest(b), until()},
		"an upper-case key":               {"AB" + good[2:], digest(b), until()},
		"a key under another prefix":      {"zz" + good[2:], digest(b), until()},
		"a digest that is not the key's":  {good, digest([]byte("y")), until()},
		"a retention that has run out":    {good, digest(b), time.Now().Add(-time.Second)},
		"no retention at all":             {good, digest(b), time.Time{}},
		"a key that leaves the bucket":    {"../" + good, digest(b), until()},
		"a key of the start-up check":     {"canary/" + uuid.NewString(), digest(b), until()},
		"an empty key":                    {"", digest(b), until()},
		"a key with something at the end": {good + "/x", digest(b), until()},
	} {
		t.Run(name, func(t *testing.T) {
			if v, err := s.Put(t.Context(), tt.key, 1, tt.digest, "text/plain", bytes.NewReader(b), tt.until); err == nil {
				t.Errorf("stored as version %s", v)
			}
		})
	}
}

func TestWhatIsNotThereIsNotFound(t *testing.T) {
	s := open(t)
	key, version := put(t, s, []byte("there"))
	otherKey, otherVersion := put(t, s, []byte("elsewhere"))
	for name, at := range map[string]struct{ key, version string }{
		"another key":                {Key(digest([]byte("there")), uuid.New()), version},
		"a version of another key":   {key, otherVersion},
		"a key of another version":   {otherKey, version},
		"a version no store gives":   {key, "not-a-version"},
		"a digest nobody has stored": {Key(digest([]byte("not there")), uuid.New()), version},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := s.Get(t.Context(), at.key, at.version)
			wantFault(t, err, fault.NotFound)
			_, err = s.Stat(t.Context(), at.key, at.version)
			wantFault(t, err, fault.NotFound)
			_, err = s.Digest(t.Context(), at.key, at.version)
			wantFault(t, err, fault.NotFound)
		})
	}
}

func TestNothingIsDoneToTheLatest(t *testing.T) {
	s := open(t)
	key, _ := put(t, s, []byte("latest"))
	ctx := t.Context()
	if _, _, err := s.Get(ctx, key, ""); err == nil {
		t.Error("Get without version succeeded")
	}
	if _, err := s.Stat(ctx, key, ""); err == nil {
		t.Error("Stat without version succeeded")
	}
	if _, err := s.Digest(ctx, key, ""); err == nil {
		t.Error("Digest without version succeeded")
	}
	if err := s.Remove(ctx, key, "", true); err == nil {
		t.Error("Remove without version succeeded")
	}
	if err := s.SetLegalHold(ctx, key, "", true); err == nil {
		t.Error("SetLegalHold without version succeeded")
	}
	if n := count(t, s, key); n != 1 {
		t.Errorf("%d versions, want the one that was put", n)
	}
}

func TestTwoPutsUnderOneKeyAreTwoVersions(t *testing.T) {
	s := open(t)
	content := []byte("the same bytes twice")
	key := Key(digest(content), uuid.New())
	var versions []string
	for range 2 {
		v, err := s.Put(t.Context(), key, int64(len(content)), digest(content), "text/plain", bytes.NewReader(content), until())
		if err != nil {
			t.Fatal(err)
		}
		versions = append(versions, v)
	}
	if versions[0] == versions[1] {
		t.Fatalf("both puts are version %s", versions[0])
	}
	for _, v := range versions {
		if d, err := s.Digest(t.Context(), key, v); err != nil || d != digest(content) {
			t.Errorf("version %s: %s, %v", v, d, err)
		}
	}
	if err := s.Remove(t.Context(), key, versions[0], true); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Stat(t.Context(), key, versions[1]); err != nil {
		t.Errorf("removing one version took the other: %v", err)
	}
}

// On a locked bucket a delete that names no version succeeds and hides the object.
func TestAHiddenObjectIsStillReadAndListed(t *testing.T) {
	s := open(t)
	content := []byte("hidden")
	key, version := put(t, s, content)
	if err := s.client.RemoveObject(t.Context(), s.bucket, key, minio.RemoveObjectOptions{}); err != nil {
		t.Fatal(err)
	}
	if d, err := s.Digest(t.Context(), key, version); err != nil || d != digest(content) {
		t.Errorf("hidden version reads as %s, %v", d, err)
	}
	stat, err := s.Stat(t.Context(), key, version)
	if err != nil || stat.RetainUntil.IsZero() {
		t.Errorf("hiding took the lock away: %+v, %v", stat, err)
	}
	var markers, versions int
	if err := s.List(t.Context(), key, func(i Info) error {
		if i.Hidden {
			markers++
		} else if i.Version == version {
			versions++
		}
		return nil
	}); err != nil || markers != 1 || versions != 1 {
		t.Errorf("listed %d markers and %d versions, %v; want one of each", markers, versions, err)
	}
	err = s.Remove(t.Context(), key, version, false)
	wantFault(t, err, fault.Refused)
}

func TestRetentionHoldsAsItsModeSays(t *testing.T) {
	for _, tt := range []struct {
		name             string
		mode             Mode
		bypass, removed  bool
		statAfterRemoval fault.Code
	}{
		{name: "governance without bypass stays", mode: Governance},
		{name: "governance with bypass goes", mode: Governance, bypass: true, removed: true},
		{name: "compliance without bypass stays", mode: Compliance},
		{name: "compliance with bypass stays", mode: Compliance, bypass: true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := open(t, func(c *Config) { c.Retention = tt.mode })
			key, version := put(t, s, []byte("kept"))
			if stat, err := s.Stat(t.Context(), key, version); err != nil || stat.Mode != tt.mode {
				t.Errorf("stored as %+v, %v", stat, err)
			}
			err := s.Remove(t.Context(), key, version, tt.bypass)
			_, statErr := s.Stat(t.Context(), key, version)
			if tt.removed {
				if err != nil {
					t.Errorf("not removed: %v", err)
				}
				wantFault(t, statErr, fault.NotFound)
				if err := s.Remove(t.Context(), key, version, tt.bypass); err != nil {
					t.Errorf("removing what is gone: %v", err)
				}
				return
			}
			wantFault(t, err, fault.Refused)
			if statErr != nil {
				t.Errorf("it is gone: %v", statErr)
			}
		})
	}
}

func TestALegalHoldKeepsWhatRetentionWouldLetGo(t *testing.T) {
	s := open(t)
	key, version := put(t, s, []byte("held"))
	ctx := t.Context()
	if err := s.SetLegalHold(ctx, key, version, true); err != nil {
		t.Fatal(err)
	}
	if stat, err := s.Stat(ctx, key, version); err != nil || !stat.LegalHold {
		t.Errorf("hold does not show: %+v, %v", stat, err)
	}
	wantFault(t, s.Remove(ctx, key, version, true), fault.Refused)
	if err := s.SetLegalHold(ctx, key, version, false); err != nil {
		t.Fatal(err)
	}
	if err := s.Remove(ctx, key, version, true); err != nil {
		t.Errorf("after the hold is lifted: %v", err)
	}
	wantFault(t, s.SetLegalHold(ctx, key, version, true), fault.NotFound)
}

func TestAPutThatIsCancelledIsNotStored(t *testing.T) {
	s := open(t)
	content := bytes.Repeat([]byte("x"), 1<<20)
	key := Key(digest(content), uuid.New())
	ctx, cancel := context.WithCancel(t.Context())
	r := io.MultiReader(bytes.NewReader(content[:1<<19]), cancelling(cancel), bytes.NewReader(content[1<<19:]))
	if _, err := s.Put(ctx, key, int64(len(content)), digest(content), "text/plain", r, until()); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want cancelled", err)
	}
	if n := count(t, s, key); n != 0 {
		t.Errorf("%d versions are stored, want none", n)
	}
}

// cancelling is a reader that is cancelled when reading comes to it.
type cancelling context.CancelFunc

func (c cancelling) Read([]byte) (int, error) { c(); return 0, context.Canceled }

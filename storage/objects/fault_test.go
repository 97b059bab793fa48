package objects

// What the store says when the S3 store behind it is not what it should be: a proxy in between misbehaves.

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/minio/minio-go/v7"

	"liaison/liaison/fault"
)

// proxied opens a store behind a proxy; before answers a request itself and returns true, or passes it on; after may
// change the answer.
func proxied(t *testing.T, before func(http.ResponseWriter, *http.Request) bool, after func(*http.Response)) (*Store, error) {
	t.Helper()
	cfg := testConfig(t)
	target := &url.URL{Scheme: "http", Host: cfg.Endpoint}
	proxy := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(target)
			r.Out.Host = r.In.Host // it is part of what is signed
		},
		ModifyResponse: func(r *http.Response) error {
			if after != nil {
				after(r)
			}
			return nil
		},
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if before == nil || !before(w, r) {
			proxy.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(server.Close)
	cfg.Endpoint = server.URL
	return Open(t.Context(), cfg)
}

func TestAStoreThatOnlyPretendsToLockIsRefused(t *testing.T) {
	for name, tt := range map[string]struct {
		before func(http.ResponseWriter, *http.Request) bool
		after  func(*http.Response)
	}{
		"it deletes what is locked": {before: func(w http.ResponseWriter, r *http.Request) bool {
			if r.Method == http.MethodDelete {
				w.WriteHeader(http.StatusNoContent)
				return true
			}
			return false
		}},
		"it keeps no retention": {after: func(r *http.Response) {
			r.Header.Del("X-Amz-Object-Lock-Mode")
			r.Header.Del("X-Amz-Object-Lock-Retain-Until-Date")
		}},
		"it keeps no versions":  {after: func(r *http.Response) { r.Header.Del("X-Amz-Version-Id") }},
		"it keeps no checksums": {after: func(r *http.Response) { r.Header.Del("X-Amz-Checksum-Sha256") }},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := proxied(t, tt.before, tt.after)
			wantFault(t, err, fault.Refused)
		})
	}
}

func TestABucketWithoutLockIsRefused(t *testing.T) {
	cfg := testConfig(t)
	client, err := newClient(cfg)
	if err != nil {
		t.Fatal(err)
	}
	if err := client.MakeBucket(t.Context(), cfg.Bucket, minio.MakeBucketOptions{}); err != nil {
		t.Fatal(err)
	}
	_, err = Open(t.Context(), cfg)
	wantFault(t, err, fault.Refused)
}

func TestABucketThatIsThereIsUsed(t *testing.T) {
	first := open(t)
	key, version := put(t, first, []byte("before"))
	cfg := testConfig(t)
	cfg.Bucket = first.bucket
	second, err := Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := second.Stat(t.Context(), key, version); err != nil {
		t.Error(err)
	}
}

func TestOldCanariesAreRemovedOnceTheirLockHasRunOut(t *testing.T) {
	s := open(t)
	canaries := func() int {
		n := 0
		for o := range s.client.ListObjectsIter(t.Context(), s.bucket, minio.ListObjectsOptions{Prefix: canaryPrefix, WithVersions: true, Recursive: true}) {
			if o.Err != nil {
				t.Fatal(o.Err)
			}
			n++
		}
		return n
	}
	if err := s.removeOldCanaries(t.Context()); err != nil || canaries() != 1 {
		t.Fatalf("%d canaries, %v; want the one of Open, which is locked", canaries(), err)
	}
	// The store's clock cannot be moved: a canary whose lock runs out within two seconds, seen from an hour later.
	if _, err := s.client.PutObject(t.Context(), s.bucket, canaryPrefix+"short", strings.NewReader("x"), 1, s.putOptions(minio.Compliance, "text/plain", time.Now().Add(1500*time.Millisecond))); err != nil {
		t.Fatal(err)
	}
	s.now = func() time.Time { return time.Now().Add(time.Hour) }
	for range 50 {
		if err := s.removeOldCanaries(t.Context()); err != nil {
			t.Fatal(err)
		}
		if canaries() == 1 {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Errorf("%d canaries are left, want the one that is still locked", canaries())
}

func TestDamagedBytesAreNotTakenForTheObject(t *testing.T) {
	s, err := proxied(t, nil, func(r *http.Response) {
		if r.Request.Method != http.MethodGet || strings.Contains(r.Request.URL.RawQuery, "versions") || !strings.Contains(r.Request.URL.RawQuery, "versionId") {
			return
		}
		b, err := io.ReadAll(r.Body)
		if err == nil && len(b) > 0 {
			b[len(b)/2] ^= 1
		}
		r.Body = io.NopCloser(bytes.NewReader(b))
	})
	if err != nil {
		t.Fatal(err)
	}
	content := bytes.Repeat([]byte("evidence "), 1000)
	key, version := put(t, s, content)
	body, _, err := s.Get(t.Context(), key, version)
	if err != nil {
		t.Fatal(err)
	}
	defer body.Close()
	_, err = io.ReadAll(body)
	if !errors.Is(err, ErrDamaged) {
		t.Errorf("got %v, want damaged", err)
	}
	wantFault(t, err, fault.Conflict)
	if d, err := s.Digest(t.Context(), key, version); err != nil || d == digest(content) {
		t.Errorf("digest of damaged bytes: %s, %v; want another than before", d, err)
	}
}

func TestAPutIsTriedAgainWhenTheReaderCanBeRewound(t *testing.T) {
	content := bytes.Repeat([]byte("again "), 100_000)
	key := func() string { return Key(digest(content), uuid.New()) }
	var failures atomic.Int64
	s, err := proxied(t, func(w http.ResponseWriter, r *http.Request) bool {
		if r.Method != http.MethodPut || strings.Contains(r.URL.Path, canaryPrefix) || failures.Add(-1) < 0 {
			return false
		}
		io.CopyN(io.Discard, r.Body, 1000)
		panic(http.ErrAbortHandler) // the connection breaks in the middle
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	failures.Store(2)
	version, err := s.Put(t.Context(), key(), int64(len(content)), digest(content), "text/plain", bytes.NewReader(content), until())
	if err != nil || version == "" {
		t.Errorf("two broken connections: %v", err)
	}
	failures.Store(1)
	_, err = s.Put(t.Context(), key(), int64(len(content)), digest(content), "text/plain", io.MultiReader(bytes.NewReader(content)), until())
	wantFault(t, err, fault.Unavailable)
	failures.Store(9)
	_, err = s.Put(t.Context(), key(), int64(len(content)), digest(content), "text/plain", bytes.NewReader(content), until())
	wantFault(t, err, fault.Unavailable)
}

func TestAStoreThatIsNotThereIsUnavailable(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	cfg := testConfig(t)
	cfg.Endpoint = server.URL
	_, err := Open(t.Context(), cfg)
	wantFault(t, err, fault.Unavailable)
}

func TestAWrongKeyIsSaidToBeWrong(t *testing.T) {
	cfg := testConfig(t)
	cfg.SecretKey = "wrong-secret-key"
	_, err := Open(t.Context(), cfg)
	wantFault(t, err, fault.Unavailable)
	if f := fault.As(err); f == nil || !strings.Contains(f.Message, "账号") {
		t.Errorf("got %v, want a message that names the account", err)
	}
}

func TestSettingsThatCannotBeMeantAreRefused(t *testing.T) {
	for name, change := range map[string]func(*Config){
		"an unknown retention":    func(c *Config) { c.Retention = "FOREVER" },
		"an address with a path":  func(c *Config) { c.Endpoint = "http://localhost:9000/bucket" },
		"an address that is none": func(c *Config) { c.Endpoint = "not an address" },
	} {
		t.Run(name, func(t *testing.T) {
			cfg := Config{Endpoint: "localhost:1", Bucket: "b", AccessKey: "a", SecretKey: "s", Now: time.Now}
			change(&cfg)
			_, err := Open(t.Context(), cfg)
			wantFault(t, err, fault.Invalid)
		})
	}
}

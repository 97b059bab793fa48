package objects

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/google/uuid"
)

func TestListGivesEveryVersionOnceOverManyPages(t *testing.T) {
	s := open(t)
	const many = 1100 // a page of S3 holds 1,000
	var mu sync.Mutex
	var want []string
	var wg sync.WaitGroup
	for w := range 8 {
		wg.Go(func() {
			for i := w; i < many; i += 8 {
				content := fmt.Appendf(nil, "object %d", i)
				key := Key(digest(content), uuid.New())
				version, err := s.Put(t.Context(), key, int64(len(content)), digest(content), "text/plain", bytes.NewReader(content), until())
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				want = append(want, key+" "+version)
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	var got []string
	if err := s.List(t.Context(), "", func(i Info) error {
		got = append(got, i.Key+" "+i.Version)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("listed %d versions, want the %d that were put", len(got), len(want))
	}
	prefix := want[0][:3]
	wantSome := slices.DeleteFunc(slices.Clone(want), func(k string) bool { return k[:3] != prefix })
	if n := count(t, s, prefix); n != len(wantSome) {
		t.Errorf("under %s: %d versions, want %d", prefix, n, len(wantSome))
	}
	stop := errors.New("enough")
	if err := s.List(t.Context(), "", func(Info) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("got %v, want the error of fn", err)
	}
}

func count(t testing.TB, s *Store, prefix string) int {
	t.Helper()
	n := 0
	if err := s.List(t.Context(), prefix, func(Info) error { n++; return nil }); err != nil {
		t.Fatal(err)
	}
	return n
}

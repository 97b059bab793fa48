package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

func TestClaimGivesEverySumThatWasWorkedOutIndependently(t *testing.T) {
	dir := unpackSamples(t)
	for _, name := range sampleNames(t, dir) {
		t.Run(name, func(t *testing.T) {
			raw, err := os.ReadFile(filepath.Join(dir, name, "expected.json"))
			if err != nil {
				t.Fatal(err)
			}
			var want, got map[string]any
			if err := json.Unmarshal(raw, &want); err != nil {
				t.Fatal(err)
			}
			runProgram(t, "claim", filepath.Join(dir, name), "--json").wantCode(t, 0).decode(t, &got)
			for key, v := range want {
				if g, there := got[key]; !there || !reflect.DeepEqual(g, v) {
					t.Errorf("%s = %v (there: %v), want %v", key, g, there, v)
				}
			}
		})
	}
}

func TestClaimNamesWhatIsUnusable(t *testing.T) {
	r := runProgram(t, "claim", filepath.Join(t.TempDir(), "absent")).wantCode(t, 2)
	if r.stdout != "" || r.stderr == "" {
		t.Errorf("stdout %q, stderr %q", r.stdout, r.stderr)
	}
}

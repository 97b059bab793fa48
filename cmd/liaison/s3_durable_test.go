package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/versity/versitygw/auth"
	"github.com/versity/versitygw/s3response"

	"liaison/storage/embedded"
)

// A power cut cannot be had in a test; what can be seen is that every file and folder a write touched was synced before
// the answer.
func TestWhatIsConfirmedWasSynced(t *testing.T) {
	for _, mode := range []string{"attributes in the file", "attributes in a sidecar"} {
		t.Run(mode, func(t *testing.T) {
			root := t.TempDir()
			t.Chdir(root) // the gateway changes it; this brings it back
			setup := embedded.S3Child{Data: filepath.Join(root, "data"), Versions: filepath.Join(root, "versions"), AccessKey: "a", SecretKey: "s", Region: "us-east-1"}
			if strings.HasSuffix(mode, "sidecar") {
				setup.Sidecar = filepath.Join(root, "sidecar")
				makeFolder(t, setup.Sidecar)
			}
			makeFolder(t, setup.Data)
			makeFolder(t, setup.Versions)
			store, err := newDurableStore(setup)
			if err != nil {
				t.Fatal(err)
			}
			var synced []string
			store.sync = func(path string) error {
				rel, err := filepath.Rel(root, path)
				if err == nil {
					synced = append(synced, rel)
				}
				return syncOne(path)
			}
			check := func(did string, err error, want ...string) {
				t.Helper()
				if err != nil {
					t.Fatalf("%s: %v", did, err)
				}
				for _, w := range want {
					if !slices.Contains(synced, w) {
						t.Errorf("%s: %s was not synced, only %v", did, w, synced)
					}
				}
				synced = nil
			}
			writeAndCheck(t, store, check)
		})
	}
}

func writeAndCheck(t *testing.T, store *durableStore, check func(string, error, ...string)) {
	bucket, key := "b", "ab/abc/one"
	ctx := context.WithValue(t.Context(), "account", auth.Account{Access: "a", Role: auth.RoleAdmin}) //nolint:staticcheck // the gateway's own key
	object := []string{"data/b/ab/abc/one", "data/b/ab/abc", "data/b/ab", "data/b", "data"}
	if store.setup.Sidecar != "" {
		object = append(object, "sidecar/b/ab/abc/one/meta/etag", "sidecar/b/ab/abc/one/meta", "sidecar/b/ab/abc/one", "sidecar/b/ab", "sidecar")
	}

	locked := true
	check("make bucket", store.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: &bucket, ObjectLockEnabledForBucket: &locked, CreateBucketConfiguration: &types.CreateBucketConfiguration{}}, []byte("{}")), "data/b", "data")
	check("turn versions on", store.PutBucketVersioning(ctx, bucket, types.BucketVersioningStatusEnabled), "data/b")
	put := func(content string) (string, error) {
		size := int64(len(content))
		out, err := store.PutObject(ctx, s3response.PutObjectInput{Bucket: &bucket, Key: &key, ContentLength: &size, Body: strings.NewReader(content)})
		return out.VersionID, err
	}
	first, err := put("first")
	check("put", err, object...)

	until := time.Now().Add(time.Hour)
	retention, err := json.Marshal(types.ObjectLockRetention{Mode: types.ObjectLockRetentionModeGovernance, RetainUntilDate: &until})
	if err != nil {
		t.Fatal(err)
	}
	check("retain", store.PutObjectRetention(ctx, bucket, key, first, retention), object...)
	check("hold", store.PutObjectLegalHold(ctx, bucket, key, first, true), object...)

	// A second put moves the first version to its own folder.
	_, err = put("second")
	older, relErr := filepath.Rel(filepath.Dir(store.setup.Data), filepath.Join(store.versionsFolder(bucket, key), first))
	if relErr != nil {
		t.Fatal(relErr)
	}
	check("put again", err, append(object, older, filepath.Dir(older), "versions/b", "versions")...)
	check("retain the older", store.PutObjectRetention(ctx, bucket, key, first, retention), older)
	_, err = store.DeleteObject(ctx, &s3.DeleteObjectInput{Bucket: &bucket, Key: &key, VersionId: &first})
	check("delete the older", err, "versions")
}

func makeFolder(t *testing.T, path string) {
	t.Helper()
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
}

func TestHalfWrittenFilesOfAKilledGatewayAreRemoved(t *testing.T) {
	root := filepath.Join(t.TempDir(), "a[b] *")
	t.Chdir(t.TempDir())
	setup := embedded.S3Child{Data: filepath.Join(root, "data"), Versions: filepath.Join(root, "versions")}
	for path, stays := range map[string]bool{
		"data/bucket/.sgwtmp/0a1b.123":            false,
		"versions/bucket/.sgwtmp/0a1b.456":        false,
		"data/bucket/.sgwtmp/multipart/up/part.1": true,
		"data/bucket/ab/digest/object":            true,
	} {
		full := filepath.Join(root, path)
		if err := os.MkdirAll(filepath.Dir(full), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(os.MkdirAll(setup.Data, 0o700), os.MkdirAll(setup.Versions, 0o700)); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := newDurableStore(setup); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(full); (err == nil) != stays {
			t.Errorf("%s: %v, want it to stay: %v", path, err, stays)
		}
	}
}

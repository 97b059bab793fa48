package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/versity/versitygw/backend/posix"
	"github.com/versity/versitygw/s3response"

	"liaison/storage/embedded"
)

// durableStore is the gateway's file store with one promise more: what it has confirmed survives a power cut. The
// gateway itself leaves writes in the page cache. Every method here does the write, then brings the files it touched
// and all folders above them to the disk, and only then answers.
type durableStore struct {
	*posix.Posix
	setup embedded.S3Child
	sync  func(path string) error // syncOne; tests write down what is synced
}

// PutObject stores an object, with its retention, durably.
func (d *durableStore) PutObject(ctx context.Context, in s3response.PutObjectInput) (s3response.PutObjectOutput, error) {
	out, err := d.Posix.PutObject(ctx, in)
	if err == nil {
		err = d.syncObject(*in.Bucket, *in.Key)
	}
	return out, err
}

// CompleteMultipartUpload puts the parts together durably.
func (d *durableStore) CompleteMultipartUpload(ctx context.Context, in *s3.CompleteMultipartUploadInput) (s3response.CompleteMultipartUploadResult, string, error) {
	out, version, err := d.Posix.CompleteMultipartUpload(ctx, in)
	if err == nil {
		err = d.syncObject(*in.Bucket, *in.Key)
	}
	return out, version, err
}

// CopyObject stores the copy durably.
func (d *durableStore) CopyObject(ctx context.Context, in s3response.CopyObjectInput) (s3response.CopyObjectOutput, error) {
	out, err := d.Posix.CopyObject(ctx, in)
	if err == nil {
		err = d.syncObject(*in.Bucket, *in.Key)
	}
	return out, err
}

// HeadObject adds the lock of a version that lies behind another one: the gateway itself (1.8.0) looks for it beside
// the current version, and shows a locked version as free.
func (d *durableStore) HeadObject(ctx context.Context, in *s3.HeadObjectInput) (*s3.HeadObjectOutput, error) {
	out, err := d.Posix.HeadObject(ctx, in)
	if err != nil || in.VersionId == nil || out.ObjectLockMode != "" || out.ObjectLockLegalHoldStatus != "" {
		return out, err
	}
	// Without a lock both answer with an error, which is not one here.
	if held, err := d.GetObjectLegalHold(ctx, *in.Bucket, *in.Key, *in.VersionId); err == nil && held != nil {
		out.ObjectLockLegalHoldStatus = types.ObjectLockLegalHoldStatusOff
		if *held {
			out.ObjectLockLegalHoldStatus = types.ObjectLockLegalHoldStatusOn
		}
	}
	if b, err := d.GetObjectRetention(ctx, *in.Bucket, *in.Key, *in.VersionId); err == nil {
		var r types.ObjectLockRetention
		if err := json.Unmarshal(b, &r); err != nil {
			return nil, fmt.Errorf("read retention: %w", err)
		}
		out.ObjectLockMode, out.ObjectLockRetainUntilDate = types.ObjectLockMode(r.Mode), r.RetainUntilDate
	}
	return out, nil
}

// DeleteObject removes a version, or hides the object behind a delete marker, durably.
func (d *durableStore) DeleteObject(ctx context.Context, in *s3.DeleteObjectInput) (*s3.DeleteObjectOutput, error) {
	if in.VersionId != nil && !d.exists(*in.Bucket, *in.Key, *in.VersionId) {
		// S3 calls that success; the gateway (1.8.0) fails on it in sidecar mode, where metadata outlives the file.
		return &s3.DeleteObjectOutput{VersionId: in.VersionId}, nil
	}
	out, err := d.Posix.DeleteObject(ctx, in)
	if err == nil {
		err = d.syncObject(*in.Bucket, *in.Key)
	}
	if err == nil && !d.setup.Fragile {
		err = d.syncUp(d.versionsFolder(*in.Bucket, *in.Key), d.setup.Versions) // it may have lost its last entry and be gone
	}
	return out, err
}

// PutObjectRetention changes how long a version is kept, durably.
func (d *durableStore) PutObjectRetention(ctx context.Context, bucket, object, versionID string, retention []byte) error {
	err := d.Posix.PutObjectRetention(ctx, bucket, object, versionID, retention)
	if err == nil {
		err = d.syncObject(bucket, object)
	}
	return err
}

// PutObjectLegalHold sets or lifts a hold durably.
func (d *durableStore) PutObjectLegalHold(ctx context.Context, bucket, object, versionID string, status bool) error {
	err := d.Posix.PutObjectLegalHold(ctx, bucket, object, versionID, status)
	if err == nil {
		err = d.syncObject(bucket, object)
	}
	return err
}

// CreateBucket makes a bucket durably.
func (d *durableStore) CreateBucket(ctx context.Context, in *s3.CreateBucketInput, acl []byte) error {
	err := d.Posix.CreateBucket(ctx, in, acl)
	if err == nil {
		err = d.syncBucket(*in.Bucket)
	}
	return err
}

// PutBucketVersioning turns versions on durably.
func (d *durableStore) PutBucketVersioning(ctx context.Context, bucket string, status types.BucketVersioningStatus) error {
	err := d.Posix.PutBucketVersioning(ctx, bucket, status)
	if err == nil {
		err = d.syncBucket(bucket)
	}
	return err
}

// PutObjectLockConfiguration sets a bucket's lock rules durably.
func (d *durableStore) PutObjectLockConfiguration(ctx context.Context, bucket string, config []byte) error {
	err := d.Posix.PutObjectLockConfiguration(ctx, bucket, config)
	if err == nil {
		err = d.syncBucket(bucket)
	}
	return err
}

// syncObject brings an object and its older versions to the disk: the current file, the folder of older versions
// (there only when a key was written twice or deleted without a version), and their metadata in sidecar mode.
func (d *durableStore) syncObject(bucket, key string) error {
	if d.setup.Fragile {
		return nil
	}
	versions := d.versionsFolder(bucket, key)
	err := errors.Join(
		d.syncUp(filepath.Join(d.setup.Data, bucket, key), d.setup.Data),
		d.syncFolder(versions, d.setup.Versions),
	)
	if d.setup.Sidecar != "" {
		err = errors.Join(err,
			d.syncFolder(filepath.Join(d.setup.Sidecar, bucket, key, "meta"), d.setup.Sidecar),
			d.syncVersionsMeta(filepath.Join(d.setup.Sidecar, versions), d.setup.Sidecar))
	}
	return err
}

// versionsFolder is the gateway's own place for older versions: versions/<bucket>/ab/cd/ef/<sha256 of the key>/<version>.
func (d *durableStore) versionsFolder(bucket, key string) string {
	sum := sha256.Sum256([]byte(key))
	hash := hex.EncodeToString(sum[:])
	return filepath.Join(d.setup.Versions, bucket, hash[:2], hash[2:4], hash[4:6], hash)
}

// exists is false only when neither the current file nor that of the older version is there.
func (d *durableStore) exists(bucket, key, version string) bool {
	_, current := os.Lstat(filepath.Join(d.setup.Data, bucket, key))
	_, older := os.Lstat(filepath.Join(d.versionsFolder(bucket, key), version))
	return !errors.Is(current, fs.ErrNotExist) || !errors.Is(older, fs.ErrNotExist)
}

func (d *durableStore) syncBucket(bucket string) error {
	if d.setup.Fragile {
		return nil
	}
	err := d.syncUp(filepath.Join(d.setup.Data, bucket), d.setup.Data)
	if d.setup.Sidecar != "" {
		err = errors.Join(err, d.syncFolder(filepath.Join(d.setup.Sidecar, bucket, "meta"), d.setup.Sidecar))
	}
	return err
}

// syncUp syncs a file or folder and every folder above it up to top. What is not there is passed over: after a delete
// the folder that lost the entry is what has to reach the disk. Syncing a folder without changes costs next to nothing.
func (d *durableStore) syncUp(path, top string) error {
	for {
		if err := d.sync(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if path == top {
			return nil
		}
		path = filepath.Dir(path)
	}
}

// syncFolder syncs every file in a folder, then the folder and those above it up to top; nothing if it is not there.
func (d *durableStore) syncFolder(folder, top string) error {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("sync folder: %w", err)
	}
	for _, e := range entries {
		if err := d.sync(filepath.Join(folder, e.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return d.syncUp(folder, top)
}

// syncVersionsMeta syncs the sidecar folders of all older versions of one object.
func (d *durableStore) syncVersionsMeta(folder, top string) error {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("sync folder: %w", err)
	}
	for _, e := range entries {
		if err := d.syncFolder(filepath.Join(folder, e.Name(), "meta"), top); err != nil {
			return err
		}
	}
	return nil
}

func syncOne(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("sync: %w", err)
	}
	return errors.Join(f.Sync(), f.Close())
}

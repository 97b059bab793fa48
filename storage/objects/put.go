package objects

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"time"

	"github.com/minio/minio-go/v7"

	"liaison/liaison/fault"
)

// errOtherBytes says that the reader gave other bytes than the caller named by size and digest.
var errOtherBytes = errors.New("the bytes are not those named by size and digest")

// putAttempts is how often a put is tried when the store does not answer or is busy, if the reader can be rewound.
const putAttempts = 3

// Put stores size bytes of r under key, retained until retainUntil, and returns the version that holds them. When it
// returns without error the store has confirmed the bytes and their digest. sha256hex is the digest the caller took of
// the bytes, and the one in the key; other bytes are refused before the object exists. r is rewound for another attempt
// if it is an io.Seeker. An error leaves either nothing or a version that no row names, which fsck lists.
func (s *Store) Put(ctx context.Context, key string, size int64, sha256hex, contentType string, r io.Reader, retainUntil time.Time) (version string, err error) {
	digest, err := digestOf(key)
	if err != nil {
		return "", fmt.Errorf("put object: %w", err)
	}
	if digest != sha256hex {
		return "", fmt.Errorf("put object: key %s does not carry digest %s", key, sha256hex)
	}
	if size < 0 || size > MaxSize {
		return "", fault.New(fault.Invalid, "文件超过 5 GB，无法存入；请拆分后再上传")
	}
	if !retainUntil.After(s.now()) {
		return "", fmt.Errorf("put object: retention until %s has run out already", retainUntil.Format(time.RFC3339))
	}
	seeker, rewindable := r.(io.Seeker)
	for attempt := 1; ; attempt++ {
		version, err = s.putOnce(ctx, key, size, sha256hex, contentType, r, retainUntil)
		if err == nil || attempt == putAttempts || !rewindable || !fault.Is(err, fault.Unavailable) || errors.Is(err, errOtherBytes) {
			return version, err
		}
		select {
		case <-ctx.Done():
			return "", ctx.Err()
		case <-time.After(time.Duration(attempt) * 300 * time.Millisecond):
		}
		if _, err := seeker.Seek(0, io.SeekStart); err != nil {
			return "", fmt.Errorf("rewind for another attempt: %w", err)
		}
	}
}

func (s *Store) putOnce(ctx context.Context, key string, size int64, sha256hex, contentType string, r io.Reader, retainUntil time.Time) (string, error) {
	// The client must not see that r can be rewound: on an attempt of its own it would go on with the checksum of the
	// first, and every second attempt would fail.
	checked := &checkedReader{r: r, left: size, want: sha256hex, hash: sha256.New()}
	if size == 0 {
		if hex.EncodeToString(checked.hash.Sum(nil)) != sha256hex {
			return "", fmt.Errorf("put object: %w", errOtherBytes)
		}
	}
	put, err := s.client.PutObject(ctx, s.bucket, key, checked, size, s.putOptions(s.mode, contentType, retainUntil.UTC()))
	if checked.failed != nil {
		return "", fmt.Errorf("put object: %w", checked.failed)
	}
	if err != nil {
		return "", s.explain("put object", err)
	}
	if put.VersionID == "" || put.VersionID == "null" {
		return "", s.refuse("不保存版本")
	}
	if sum, err := base64.StdEncoding.DecodeString(put.ChecksumSHA256); put.ChecksumSHA256 != "" && (err != nil || hex.EncodeToString(sum) != sha256hex) {
		return "", fmt.Errorf("put object: store confirms digest %s instead of %s", put.ChecksumSHA256, sha256hex)
	}
	return put.VersionID, nil
}

func (s *Store) putOptions(mode minio.RetentionMode, contentType string, retainUntil time.Time) minio.PutObjectOptions {
	return minio.PutObjectOptions{
		ContentType:          contentType,
		Mode:                 mode,
		RetainUntilDate:      retainUntil,
		Checksum:             minio.ChecksumSHA256,
		DisableContentSha256: true, // the checksum in the trailer does the same work, once
		DisableMultipart:     true,
	}
}

// checkedReader gives the bytes of r and fails, instead of giving the last ones, when they are not the bytes named: the
// store then has an incomplete request and keeps nothing.
type checkedReader struct {
	r      io.Reader
	left   int64
	want   string
	hash   hash.Hash
	failed error
}

// Read implements io.Reader.
func (c *checkedReader) Read(p []byte) (int, error) {
	if c.failed != nil {
		return 0, c.failed
	}
	if c.left == 0 {
		return 0, io.EOF
	}
	n, err := c.r.Read(p[:min(int64(len(p)), c.left)])
	c.hash.Write(p[:n])
	c.left -= int64(n)
	switch {
	case c.left == 0 && hex.EncodeToString(c.hash.Sum(nil)) != c.want:
		c.failed = errOtherBytes
		return 0, c.failed
	case c.left > 0 && errors.Is(err, io.EOF):
		c.failed = errOtherBytes
		return 0, c.failed
	case err != nil && !errors.Is(err, io.EOF):
		c.failed = err
		return 0, err
	}
	return n, nil
}

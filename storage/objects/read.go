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
	"strings"
	"time"

	"github.com/minio/minio-go/v7"

	"liaison/liaison/fault"
)

// ErrDamaged says that stored bytes no longer have the digest in their key.
var ErrDamaged = errors.New("stored bytes do not have the digest in their key")

// Get opens one version for reading. A version that is not there is a NotFound fault. The bytes are hashed as they are
// read: in place of io.EOF a damaged object ends in a Conflict fault that wraps ErrDamaged, so that a reader who heeds
// errors never takes damaged bytes for evidence. The caller closes the reader.
func (s *Store) Get(ctx context.Context, key, version string) (io.ReadCloser, Info, error) {
	digest, err := digestOf(key)
	if err != nil {
		return nil, Info{}, fmt.Errorf("get object: %w", err)
	}
	body, info, err := s.open(ctx, key, version)
	if err != nil {
		return nil, Info{}, err
	}
	return &verifiedReader{ReadCloser: body, want: digest, hash: sha256.New()}, info, nil
}

// Digest reads one version back and returns the digest (SHA-256, hex) its bytes have now.
func (s *Store) Digest(ctx context.Context, key, version string) (string, error) {
	body, _, err := s.open(ctx, key, version)
	if err != nil {
		return "", err
	}
	defer body.Close()
	h := sha256.New()
	if _, err := io.Copy(h, body); err != nil {
		return "", fmt.Errorf("read object: %w", err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

func (s *Store) open(ctx context.Context, key, version string) (io.ReadCloser, Info, error) {
	if version == "" {
		return nil, Info{}, fmt.Errorf("get object %s: no version named", key)
	}
	body, info, _, err := minio.Core{Client: s.client}.GetObject(ctx, s.bucket, key, minio.GetObjectOptions{VersionID: version})
	if err != nil {
		return nil, Info{}, s.explainVersion("get object", err)
	}
	return body, fromStat(info), nil
}

// Stat describes one version as the store holds it, lock and digest included. A version that is not there is a NotFound
// fault. Lock and checksum come from here and not from their own requests, which stores answer differently.
func (s *Store) Stat(ctx context.Context, key, version string) (Info, error) {
	if version == "" {
		return Info{}, fmt.Errorf("stat object %s: no version named", key)
	}
	info, err := s.client.StatObject(ctx, s.bucket, key, minio.StatObjectOptions{VersionID: version, Checksum: true})
	if err != nil {
		return Info{}, s.explainVersion("stat object", err)
	}
	return fromStat(info), nil
}

// List calls fn for every version of every object whose key starts with prefix, delete markers included, in no promised
// order, until fn returns an error, which List returns. The start-up check's own objects are left out.
func (s *Store) List(ctx context.Context, prefix string, fn func(Info) error) error {
	var last minio.ObjectInfo
	for o := range s.client.ListObjectsIter(ctx, s.bucket, minio.ListObjectsOptions{Prefix: prefix, WithVersions: true, Recursive: true}) {
		if o.Err != nil {
			return s.explain("list objects", o.Err)
		}
		// versitygw 1.8 begins a page with the version that ended the one before.
		again := o.Key == last.Key && o.VersionID == last.VersionID
		last = o
		if again || strings.HasPrefix(o.Key, canaryPrefix) {
			continue
		}
		if err := fn(Info{Key: o.Key, Version: o.VersionID, Size: o.Size, StoredAt: o.LastModified, Hidden: o.IsDeleteMarker}); err != nil {
			return err
		}
	}
	return nil
}

// explainVersion is explain for a request that names a version: the stores have several words for "there is none".
func (s *Store) explainVersion(what string, err error) error {
	switch minio.ToErrorResponse(err).Code {
	case "InvalidArgument", "InvalidVersionId", "400 Bad Request": // a version id of a form the store never gives; HEAD has no better word
		return fault.Wrap(fmt.Errorf("%s: %w", what, err), fault.NotFound, "证据存储里没有这一件")
	}
	return s.explain(what, err)
}

func fromStat(o minio.ObjectInfo) Info {
	i := Info{
		Key: o.Key, Version: o.VersionID, Size: o.Size, ContentType: o.ContentType, StoredAt: o.LastModified, Hidden: o.IsDeleteMarker,
		Mode:      Mode(o.Metadata.Get("X-Amz-Object-Lock-Mode")),
		LegalHold: o.Metadata.Get("X-Amz-Object-Lock-Legal-Hold") == "ON",
	}
	if t, err := time.Parse(time.RFC3339, o.Metadata.Get("X-Amz-Object-Lock-Retain-Until-Date")); err == nil {
		i.RetainUntil = t.UTC()
	}
	if sum, err := base64.StdEncoding.DecodeString(o.ChecksumSHA256); err == nil {
		i.SHA256 = hex.EncodeToString(sum)
	}
	return i
}

// verifiedReader fails in place of io.EOF when the bytes that went by do not have the digest.
type verifiedReader struct {
	io.ReadCloser
	want string
	hash hash.Hash
}

// Read implements io.Reader.
func (v *verifiedReader) Read(p []byte) (int, error) {
	n, err := v.ReadCloser.Read(p)
	v.hash.Write(p[:n])
	if errors.Is(err, io.EOF) && hex.EncodeToString(v.hash.Sum(nil)) != v.want {
		return n, fault.Wrap(ErrDamaged, fault.Conflict, "这件证据的内容与登记的摘要不符，可能已经损坏；请不要使用，并运行 liaison fsck 查明")
	}
	return n, err
}

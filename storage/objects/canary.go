package objects

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/minio/minio-go/v7"

	"liaison/liaison/fault"
)

// canaryPrefix keeps the start-up check's objects apart; List leaves them out.
const canaryPrefix = "canary/"

// canaryLock is longer than the 15 minutes by which S3 lets clocks differ (Signature Version 4), so that the lock lies
// in the future on the store's clock too.
const canaryLock = 20 * time.Minute

// checkLock puts a small object under a COMPLIANCE lock and tries to delete that version with the right to bypass
// governance. If it goes, the store only pretends to lock. It also checks that the store keeps the SHA-256 it was given
// and says which retention it keeps.
func (s *Store) checkLock(ctx context.Context) error {
	if err := s.removeOldCanaries(ctx); err != nil {
		return err
	}
	content := []byte("liaison: this object checks that locks hold\n")
	sum := sha256.Sum256(content)
	key, until := canaryPrefix+uuid.NewString(), s.now().UTC().Add(canaryLock).Truncate(time.Second)
	put, err := s.client.PutObject(ctx, s.bucket, key, bytes.NewReader(content), int64(len(content)), s.putOptions(minio.Compliance, "text/plain", until))
	if err != nil {
		return s.explain("put canary", err)
	}
	info, err := s.client.StatObject(ctx, s.bucket, key, minio.StatObjectOptions{VersionID: put.VersionID, Checksum: true})
	if err != nil {
		return s.explain("stat canary", err)
	}
	seen := fromStat(info)
	switch {
	case put.VersionID == "" || put.VersionID == "null":
		return s.refuse("不保存版本")
	case info.ChecksumSHA256 != base64.StdEncoding.EncodeToString(sum[:]):
		return s.refuse("不保存 SHA-256 校验值")
	case seen.Mode != Compliance || !seen.RetainUntil.Equal(until):
		return s.refuse("不保存保管期限")
	}
	if err := s.client.RemoveObject(ctx, s.bucket, key, minio.RemoveObjectOptions{VersionID: put.VersionID, GovernanceBypass: true}); err == nil {
		return s.refuse("的对象锁不起作用：保管期内的试验文件被删掉了")
	} else if answer := (minio.ErrorResponse{}); !errors.As(err, &answer) {
		return s.explain("try to delete canary", err)
	}
	// Refused, as it must be. That the refusal was no whim shows in the bytes still being there.
	if _, err := s.client.StatObject(ctx, s.bucket, key, minio.StatObjectOptions{VersionID: put.VersionID}); err != nil {
		return s.refuse("的对象锁不起作用：保管期内的试验文件不见了")
	}
	return nil
}

func (s *Store) refuse(why string) error {
	return fault.New(fault.Refused, "证据存储 %s %s，证据不能存入；请换用支持对象锁的存储（如 MinIO、Ceph RGW、本程序自带的存储）", s.client.EndpointURL().Host, why)
}

// removeOldCanaries removes those of earlier starts whose lock has run out. One that does not go is left for next time.
func (s *Store) removeOldCanaries(ctx context.Context) error {
	expired := s.now().Add(-2 * canaryLock)
	for o := range s.client.ListObjectsIter(ctx, s.bucket, minio.ListObjectsOptions{Prefix: canaryPrefix, WithVersions: true, Recursive: true}) {
		if o.Err != nil {
			return s.explain("list canaries", o.Err)
		}
		if o.LastModified.After(expired) {
			continue
		}
		_ = s.client.RemoveObject(ctx, s.bucket, o.Key, minio.RemoveObjectOptions{VersionID: o.VersionID, GovernanceBypass: true})
	}
	return nil
}

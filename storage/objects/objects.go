// Package objects keeps bytes in an S3 object store: versioned, locked against deletion, and read back by version.
//
// It is the only room that speaks S3. Postgres says what exists; this room holds the bytes under their digest. A Store
// promises little and exactly:
//
//   - Put returns only after the store has confirmed, and only for bytes that have the digest the caller named. The
//     version it returns holds these bytes, under retention, until the day given.
//   - Get and Stat name a version; nothing here reads "the latest". Somebody may hide an object behind a delete marker;
//     its versions are read all the same.
//   - Remove takes away one version, and only when its retention allows it.
//
// Keys have the form ab/<sha256>/<uuid>: spread by digest, made for one put, never used again. File names, which may
// name people, never reach the store.
package objects

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"liaison/liaison/fault"
)

// MaxSize is the largest object, in bytes: one put of S3 (Amazon S3 User Guide, "Uploading objects"). Parts are not
// used: a whole put leaves nothing behind when it is cut short, and its checksum is the digest of the whole.
const MaxSize = 5 << 30

// Mode is how strict retention is.
type Mode string

const (
	Governance Mode = "GOVERNANCE" // who holds the store's key can lift it: a stranger's paper uploaded by mistake must be removable
	Compliance Mode = "COMPLIANCE" // nobody can lift it before its day
)

// Config names an S3 endpoint and the bucket to use on it.
type Config struct {
	Endpoint  string // host:port, or a URL whose scheme says whether TLS is used
	AccessKey string
	SecretKey string
	Bucket    string // made with object lock when absent
	Region    string // empty: us-east-1
	UseTLS    bool
	Retention Mode             // empty: Governance
	Now       func() time.Time // for the start-up check and for telling whether a lock has run out
}

// Store is one locked bucket. It is safe for concurrent use.
type Store struct {
	client *minio.Client
	bucket string
	mode   minio.RetentionMode
	now    func() time.Time
}

// Info describes one version of one object.
type Info struct {
	Key         string
	Version     string
	Size        int64     // bytes
	SHA256      string    // hex; what the store computed while it received the bytes; empty in a List and for empty objects
	ContentType string    // empty in a List
	RetainUntil time.Time // zero: no retention; zero in a List
	Mode        Mode      // empty without retention, and in a List
	LegalHold   bool      // false in a List
	StoredAt    time.Time
	Hidden      bool // this is a delete marker: it holds no bytes and hides the versions below it from "the latest"
}

// retries of one request by the client; a dead server shows as an error after about a second.
const retries = 3

// Open connects to the store, makes the bucket if it is absent, and checks on a small object of its own that retention
// holds against this very account. A store or bucket that does not lock is a Refused fault: evidence must not go there.
// A store that does not answer is an Unavailable fault.
func Open(ctx context.Context, cfg Config) (*Store, error) {
	if cfg.Now == nil {
		return nil, errors.New("open object store: no clock given")
	}
	s := &Store{bucket: cfg.Bucket, mode: minio.Governance, now: cfg.Now}
	switch cfg.Retention {
	case Governance, "":
	case Compliance:
		s.mode = minio.Compliance
	default:
		return nil, fault.New(fault.Invalid, "保管方式 %q 无法识别；应为 GOVERNANCE 或 COMPLIANCE", cfg.Retention)
	}
	var err error
	if s.client, err = newClient(cfg); err != nil {
		return nil, err
	}
	if err := s.ensureBucket(ctx, cfg.Region); err != nil {
		return nil, err
	}
	if err := s.checkLock(ctx); err != nil {
		return nil, err
	}
	return s, nil
}

func newClient(cfg Config) (*minio.Client, error) {
	endpoint, secure := cfg.Endpoint, cfg.UseTLS
	if u, err := url.Parse(endpoint); err == nil && (u.Scheme == "http" || u.Scheme == "https") {
		if strings.Trim(u.Path, "/") != "" {
			return nil, fault.New(fault.Invalid, "证据存储的地址 %s 不能带路径；应为 主机:端口", endpoint)
		}
		endpoint, secure = u.Host, u.Scheme == "https"
	}
	region := cfg.Region
	if region == "" {
		region = "us-east-1"
	}
	client, err := minio.New(endpoint, &minio.Options{
		Creds:           credentials.NewStaticV4(cfg.AccessKey, cfg.SecretKey, ""),
		Secure:          secure,
		Region:          region,
		Transport:       newTransport(),
		TrailingHeaders: true, // the checksum follows the bytes, so that they are read once
		MaxRetries:      retries,
	})
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "证据存储的地址 %q 无法识别；应为 主机:端口", cfg.Endpoint)
	}
	return client, nil
}

func newTransport() *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = 32
	t.ResponseHeaderTimeout = 2 * time.Minute // a store that syncs a large object takes its time; a dead one must not hang us
	t.DisableCompression = true               // the bytes are wanted as they are stored
	t.TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12}
	return t
}

func (s *Store) ensureBucket(ctx context.Context, region string) error {
	exists, err := s.client.BucketExists(ctx, s.bucket)
	if err != nil {
		return s.explain("look for bucket", err)
	}
	if !exists {
		err := s.client.MakeBucket(ctx, s.bucket, minio.MakeBucketOptions{Region: region, ObjectLocking: true})
		if code := minio.ToErrorResponse(err).Code; err != nil && code != "BucketAlreadyOwnedByYou" && code != "BucketAlreadyExists" { // another replica was quicker
			return s.explain("make bucket", err)
		}
	}
	lock, _, _, _, err := s.client.GetObjectLockConfig(ctx, s.bucket)
	if code := minio.ToErrorResponse(err).Code; err != nil && code != "ObjectLockConfigurationNotFoundError" && code != "NoSuchObjectLockConfiguration" {
		return s.explain("read bucket's lock", err)
	}
	if lock != "Enabled" {
		return fault.New(fault.Refused, "证据存储的桶 %s 没有启用对象锁，存入的证据可能被删改；请换一个建立时启用对象锁的桶", s.bucket)
	}
	return nil
}

var keyForm = regexp.MustCompile(`^[0-9a-f]{2}/[0-9a-f]{64}/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)

// Key is the key for one put of bytes with this digest (SHA-256, hex).
func Key(sha256hex string, id uuid.UUID) string {
	return sha256hex[:min(2, len(sha256hex))] + "/" + sha256hex + "/" + id.String()
}

// digestOf is the digest that a key carries.
func digestOf(key string) (string, error) {
	if !keyForm.MatchString(key) || key[:2] != key[3:5] {
		return "", fmt.Errorf("object key %q is not of the form ab/<sha256>/<uuid>", key)
	}
	return key[3:67], nil
}

// explain turns what the store answered into a fault for what people can mend, and a wrapped error otherwise.
func (s *Store) explain(what string, err error) error {
	err = fmt.Errorf("%s: %w", what, err)
	var answer minio.ErrorResponse
	if !errors.As(err, &answer) { // the store did not answer at all
		if errors.Is(err, context.Canceled) {
			return err
		}
		return fault.Wrap(err, fault.Unavailable, "证据存储 %s 连不上；请检查它是否在运行、地址是否正确", s.client.EndpointURL().Host)
	}
	switch answer.Code {
	case "NoSuchKey", "NoSuchVersion", "NoSuchObject", "MethodNotAllowed":
		return fault.Wrap(err, fault.NotFound, "证据存储里没有这一件")
	case "AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch":
		return fault.Wrap(err, fault.Unavailable, "证据存储不接受本程序的账号；请检查访问密钥及其权限")
	case "RequestTimeTooSkewed":
		return fault.Wrap(err, fault.Unavailable, "本机与证据存储的时钟相差过大；请校准时间")
	case "QuotaExceeded", "XMinioStorageFull", "InsufficientStorage", "NoSpaceLeftOnDevice":
		return fault.Wrap(err, fault.Unavailable, "证据存储的空间已满；请扩容后再试")
	}
	if answer.StatusCode == http.StatusNotFound {
		return fault.Wrap(err, fault.NotFound, "证据存储里没有这一件")
	}
	if answer.StatusCode >= 500 {
		return fault.Wrap(err, fault.Unavailable, "证据存储暂时不可用；请稍后再试")
	}
	return err
}

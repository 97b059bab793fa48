package evidence

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"time"

	"github.com/google/uuid"

	"liaison/liaison"
	"liaison/liaison/fault"
)

// DefaultRetentionYears is how long stored bytes are locked when the office sets nothing else: 保管期限 of a case file is 30 years
// unless the case is 重要 (permanent). 卷宗封面, 保管期限一栏: 一般 30 年, 重要 永久.
const DefaultRetentionYears = 30

// ObjectStore is what the vault asks of an object store. Keys match [a-z0-9/-] and are never reused.
type ObjectStore interface {
	// Put stores size bytes of r under key in one act, checks them against sha256 (hex), locks the version until retainUntil, and
	// returns its version id. It returns without error only after the store has confirmed.
	Put(ctx context.Context, key string, size int64, sha256, contentType string, r io.Reader, retainUntil time.Time) (version string, err error)
	// Get reads one version, never "latest".
	Get(ctx context.Context, key, version string) (io.ReadCloser, error)
}

// Vault keeps bytes (liaison.Vault). What comes in is spooled to a local file while it is hashed and counted, looked into, and put
// once at ab/<sha256>/<uuid>. If we stop before the put, nothing is stored; if we stop after it, the bytes are an orphan that fsck
// lists.
type Vault struct {
	objects ObjectStore
	clock   liaison.Clock
	opt     VaultOptions
}

// VaultOptions are the settings of a vault. The zero value is usable.
type VaultOptions struct {
	RetentionYears int    // 保管期限; 0: DefaultRetentionYears
	SpoolDir       string // where bytes wait; "": the machine's temporary folder
	MaxBytes       int64  // longer files are refused; 0: 4 GiB, the longest that a book can hold as one exhibit
}

var _ liaison.Vault = (*Vault)(nil)

// NewVault makes a vault over a store.
func NewVault(objects ObjectStore, clock liaison.Clock, opt VaultOptions) *Vault {
	if opt.RetentionYears <= 0 {
		opt.RetentionYears = DefaultRetentionYears
	}
	if opt.MaxBytes <= 0 {
		opt.MaxBytes = 4 << 30
	}
	return &Vault{objects, clock, opt}
}

// Put takes bytes in. The digest is taken while the first bytes arrive. Empty files, programs and .xls workbooks are refused
// (fault.Invalid); what is damaged or of an unknown type is kept and marked in Stored.Quarantine. name serves messages and the
// recognition of tables only.
func (v *Vault) Put(ctx context.Context, name string, r io.Reader) (liaison.Stored, error) {
	f, err := os.CreateTemp(v.opt.SpoolDir, "liaison-spool-*")
	if err != nil {
		return liaison.Stored{}, fmt.Errorf("create spool file: %w", err)
	}
	defer removeFile(f)
	sum, size, err := v.spool(f, r)
	if err != nil {
		return liaison.Stored{}, err
	}
	if size > v.opt.MaxBytes {
		return liaison.Stored{}, fault.New(fault.Invalid, "文件“%s”超过%d MB，请分成几个文件收入", name, v.opt.MaxBytes>>20)
	}
	found, err := Inspect(ctx, name, f, size)
	if err != nil {
		return liaison.Stored{}, err
	}
	ref := liaison.ObjectRef{
		Key: sum[:2] + "/" + sum + "/" + uuid.NewString(), SHA256: sum, Size: size,
		RetainUntil: v.clock().UTC().AddDate(v.opt.RetentionYears, 0, 0).Truncate(time.Second),
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return liaison.Stored{}, fmt.Errorf("rewind spool file: %w", err)
	}
	ref.Version, err = v.objects.Put(ctx, ref.Key, size, sum, found.MediaType, f, ref.RetainUntil)
	if err != nil {
		return liaison.Stored{}, fmt.Errorf("put object %s: %w", ref.Key, err)
	}
	return liaison.Stored{ObjectRef: ref, MediaType: found.MediaType, Pages: found.Pages, Quarantine: found.Quarantine}, nil
}

// spool copies r while hashing; it stops one byte past the limit.
func (v *Vault) spool(f *os.File, r io.Reader) (sum string, size int64, err error) {
	h := sha256.New()
	src := &sourceReader{r: io.LimitReader(r, v.opt.MaxBytes+1)}
	size, err = io.Copy(io.MultiWriter(f, h), src)
	switch {
	case src.err != nil:
		return "", 0, fmt.Errorf("read incoming file: %w", src.err)
	case err != nil:
		return "", 0, fault.Wrap(err, fault.Unavailable, "本机暂存空间写入失败，文件没有收入，请清理磁盘后重试")
	}
	return hex.EncodeToString(h.Sum(nil)), size, nil
}

// sourceReader remembers its own failure, so that a broken upload is not taken for a full disk.
type sourceReader struct {
	r   io.Reader
	err error
}

func (s *sourceReader) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		s.err = err
	}
	return n, err
}

// Open reads stored bytes back. Where they are not what was taken in, the last Read returns a fault (Unavailable) instead of io.EOF.
func (v *Vault) Open(ctx context.Context, ref liaison.ObjectRef) (io.ReadCloser, error) {
	r, err := v.objects.Get(ctx, ref.Key, ref.Version)
	if err != nil {
		return nil, fmt.Errorf("get object %s: %w", ref.Key, err)
	}
	return &provedReader{r: r, ref: ref, sum: sha256.New()}, nil
}

// provedReader hashes what passes through and compares at the end.
type provedReader struct {
	r    io.ReadCloser
	ref  liaison.ObjectRef
	sum  hash.Hash
	size int64
}

func (p *provedReader) Read(b []byte) (int, error) {
	n, err := p.r.Read(b)
	p.sum.Write(b[:n]) // hash.Hash never returns an error
	p.size += int64(n)
	if errors.Is(err, io.EOF) && (p.size != p.ref.Size || hex.EncodeToString(p.sum.Sum(nil)) != p.ref.SHA256) {
		cause := fmt.Errorf("object %s version %s: %d bytes of digest %x", p.ref.Key, p.ref.Version, p.size, p.sum.Sum(nil))
		return n, fault.Wrap(cause, fault.Unavailable, "存储中的文件与收入时登记的摘要不一致，不能使用；请运行 liaison fsck 并联系管理员")
	}
	return n, err
}

func (p *provedReader) Close() error { return p.r.Close() }

// removeFile closes and removes a temporary file.
func removeFile(f *os.File) {
	f.Close()           // nothing is written to it any more
	os.Remove(f.Name()) // what remains is swept by the machine's own cleaning of temporary files
}

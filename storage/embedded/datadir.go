package embedded

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"

	"golang.org/x/sys/unix"

	"liaison/liaison/fault"
)

// formatVersion is raised when a data directory written by this program can no longer be read by an older one.
const formatVersion = 1

// The two programs that can have written objects/. Their files cannot be read by the other.
const (
	kindGateway = "versitygw"
	kindMinio   = "minio"
)

func (o Options) storeKind() string {
	if o.MinioBinary != "" {
		return kindMinio
	}
	return kindGateway
}

// format is format.json. Written once, when the directory is made.
type format struct {
	Version int    `json:"format"`
	Store   string `json:"object_store"`
	Sidecar bool   `json:"sidecar"` // object metadata in files of their own, because the file system had no user xattrs
}

// secrets is secrets.json. Written once, before the stores that use them are made.
type secrets struct {
	PostgresPassword string `json:"postgres_password"`
	S3AccessKey      string `json:"s3_access_key"`
	S3SecretKey      string `json:"s3_secret_key"`
}

// connection is connection.json: how a command reaches the stores that another process runs.
type connection struct {
	DatabaseURL string `json:"database_url"`
	S3          S3     `json:"s3"`
	SocketDir   string `json:"socket_dir,omitempty"` // a socket folder outside the data directory, to be removed after a crash
}

// owner is what server.lock says about the process that holds it.
type owner struct {
	PID    int  `json:"pid"`
	Server bool `json:"server"`
}

// alive is false when the file still names an owner that was killed, and the one that now holds the lock is just about
// to write its own name.
func (o owner) alive() bool { return !errors.Is(syscall.Kill(o.PID, 0), syscall.ESRCH) }

// heldError says that another process owns the data directory.
type heldError struct {
	owner owner
}

func (e *heldError) Error() string {
	return fmt.Sprintf("data directory is held by process %d", e.owner.PID)
}

// dataDir is a data directory this process owns.
type dataDir struct {
	path    string // absolute, without symbolic links
	lock    *os.File
	format  format
	secrets secrets
}

func (d *dataDir) clusterPath() string            { return filepath.Join(d.path, "postgres") }
func (d *dataDir) postgresLogPath() string        { return filepath.Join(d.path, "postgres.log") }
func (d *dataDir) s3LogPath() string              { return filepath.Join(d.path, "objects.log") }
func (d *dataDir) objectsPath(part string) string { return filepath.Join(d.path, "objects", part) }
func usersLockPath(dir string) string             { return filepath.Join(dir, "users.lock") }
func connectionPath(dir string) string            { return filepath.Join(dir, "connection.json") }

// openDataDir makes the directory if need be and takes its lock, or returns a *heldError at once.
func openDataDir(path string, server bool) (*dataDir, error) {
	if path == "" {
		return nil, errors.New("open data directory: no path given")
	}
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, fault.Wrap(err, fault.Insufficient, "无法建立数据目录 %s；请检查上级目录的权限，或用 --data 另指定一个目录", path)
	}
	path, err := filepath.Abs(path)
	if err == nil {
		path, err = filepath.EvalSymlinks(path)
	}
	if err != nil {
		return nil, fmt.Errorf("resolve data directory: %w", err)
	}
	if err := checkOwner(path); err != nil {
		return nil, err
	}
	lock, err := os.OpenFile(filepath.Join(path, "server.lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, forbiddenOr(err, path)
	}
	if err := unix.Flock(int(lock.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		defer lock.Close()
		if !errors.Is(err, unix.EWOULDBLOCK) {
			return nil, fmt.Errorf("lock data directory: %w", err)
		}
		return nil, &heldError{owner: readOwner(lock)}
	}
	d := &dataDir{path: path, lock: lock}
	if err := d.writeOwner(owner{PID: os.Getpid(), Server: server}); err != nil {
		d.unlock()
		return nil, err
	}
	return d, nil
}

// checkOwner refuses a data directory that another user made: root would leave files in it that its owner cannot open.
func checkOwner(path string) error {
	info, err := os.Stat(filepath.Join(path, "format.json"))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return forbiddenOr(err, path)
	}
	if st, ok := info.Sys().(*syscall.Stat_t); ok && int(st.Uid) != os.Geteuid() {
		return fault.New(fault.Forbidden, "数据目录 %s 由另一个用户（uid %d）建立；请用该用户运行", path, st.Uid)
	}
	return nil
}

// readOwner tolerates a file that is just being written: the owner is then not known, and taken for a command.
func readOwner(f *os.File) owner {
	var o owner
	b := make([]byte, 200)
	n, _ := f.ReadAt(b, 0) // short reads end in io.EOF; what was read is all there is
	if json.Unmarshal(b[:n], &o) != nil {
		return owner{}
	}
	return o
}

func (d *dataDir) writeOwner(o owner) error {
	b, err := json.Marshal(o)
	if err == nil {
		err = d.lock.Truncate(0)
	}
	if err == nil {
		_, err = d.lock.WriteAt(b, 0)
	}
	if err != nil {
		return fmt.Errorf("write lock owner: %w", err)
	}
	return nil
}

func (d *dataDir) unlock() error { return d.lock.Close() }

// prepare reads the format of the directory, or gives an empty one its format and secrets. It refuses a directory of
// something else, of a newer format, or of another object store.
func (d *dataDir) prepare(kind string) error {
	err := readJSON(filepath.Join(d.path, "format.json"), &d.format)
	if errors.Is(err, os.ErrNotExist) {
		return d.create(kind)
	}
	if err != nil {
		return err
	}
	if d.format.Version > formatVersion {
		return fault.New(fault.Conflict, "数据目录 %s 由较新的程序建立（格式 %d，本程序最高为 %d）；请升级程序", d.path, d.format.Version, formatVersion)
	}
	if d.format.Store != kind {
		return fault.New(fault.Conflict, "数据目录 %s 的证据文件由 %s 写入，不能用 %s 打开；请改回原来的 LIAISON_MINIO_BINARY 设置，或另用一个空目录", d.path, d.format.Store, kind)
	}
	return readJSON(filepath.Join(d.path, "secrets.json"), &d.secrets)
}

func (d *dataDir) create(kind string) error {
	entries, err := os.ReadDir(d.path)
	if err != nil {
		return fmt.Errorf("list data directory: %w", err)
	}
	for _, e := range entries {
		switch e.Name() {
		case "server.lock", "users.lock", "secrets.json", "objects", "lost+found": // ours, from a start that did not get far
		default:
			return fault.New(fault.Conflict, "目录 %s 不是空的，也不是本程序的数据目录（有 %s）；请另指定一个空目录", d.path, e.Name())
		}
	}
	// As root, PostgreSQL runs as another user, who has to pass through this folder to reach its own.
	if os.Geteuid() == 0 && traversable(filepath.Dir(d.path)) {
		if err := os.Chmod(d.path, 0o711); err != nil {
			return fmt.Errorf("open data directory for passing: %w", err)
		}
	}
	for _, part := range []string{"data", "versions", "sidecar"} {
		if err := os.MkdirAll(d.objectsPath(part), 0o700); err != nil {
			return fmt.Errorf("make object folders: %w", err)
		}
	}
	users, err := os.OpenFile(usersLockPath(d.path), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("make users lock: %w", err)
	}
	users.Close()
	// The parent too: a directory nobody has synced can be gone after a power cut with all that is in it.
	for _, dir := range []string{filepath.Join(d.path, "objects"), d.path, filepath.Dir(d.path)} {
		if err := syncDir(dir); err != nil {
			return fmt.Errorf("sync data directory: %w", err)
		}
	}
	// Secrets first: if we stop between the two files the directory still counts as empty and gets new secrets.
	d.secrets = secrets{PostgresPassword: randomHex(16), S3AccessKey: "liaison" + randomHex(6), S3SecretKey: randomHex(20)}
	if err := d.writeJSON("secrets.json", d.secrets); err != nil {
		return err
	}
	d.format = format{Version: formatVersion, Store: kind, Sidecar: kind == kindGateway && !userXattrs(d.objectsPath("data"))}
	return d.writeJSON("format.json", d.format)
}

func (d *dataDir) writeConnection(c connection) error { return d.writeJSON("connection.json", c) }

func (d *dataDir) removeConnection() error {
	if err := os.Remove(connectionPath(d.path)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("remove connection file: %w", err)
	}
	return nil
}

// waitForUsers returns when no command is attached any more.
func (d *dataDir) waitForUsers() error {
	users, err := openLock(usersLockPath(d.path))
	if err != nil {
		return fmt.Errorf("open users lock: %w", err)
	}
	defer users.Close()
	for {
		err := unix.Flock(int(users.Fd()), unix.LOCK_EX)
		if !errors.Is(err, unix.EINTR) {
			return err
		}
	}
}

func openLock(path string) (*os.File, error) { return os.OpenFile(path, os.O_RDWR, 0o600) }

// lockShared fails when the owner is waiting to stop, and never blocks.
func lockShared(f *os.File) error { return unix.Flock(int(f.Fd()), unix.LOCK_SH|unix.LOCK_NB) }

func readConnection(dir string) (connection, error) {
	var c connection
	err := readJSON(connectionPath(dir), &c)
	if errors.Is(err, os.ErrNotExist) {
		return c, notRunning(dir)
	}
	if errors.Is(err, os.ErrPermission) {
		return c, forbiddenOr(err, dir)
	}
	return c, err
}

func readJSON(path string, into any) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("read %s: %w", filepath.Base(path), err)
	}
	if err := json.Unmarshal(b, into); err != nil {
		return fmt.Errorf("read %s: %w", filepath.Base(path), err)
	}
	return nil
}

// writeJSON replaces a 0600 file of the data directory; after it returns the file survives a power cut.
func (d *dataDir) writeJSON(name string, v any) error {
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	f, err := os.CreateTemp(d.path, "."+name+".*") // CreateTemp makes it 0600
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	defer os.Remove(f.Name())
	_, err = f.Write(append(b, '\n'))
	if err == nil {
		err = f.Sync()
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), filepath.Join(d.path, name))
	}
	if err == nil {
		err = syncDir(d.path)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

func syncDir(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// traversable says whether any user may pass through the folder and all above it.
func traversable(path string) bool {
	for {
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm()&0o001 == 0 {
			return false
		}
		parent := filepath.Dir(path)
		if parent == path {
			return true
		}
		path = parent
	}
}

// userXattrs says whether files in the folder can carry user.* attributes, which hold the gateway's object metadata.
func userXattrs(folder string) bool {
	f, err := os.CreateTemp(folder, ".xattr*")
	if err != nil {
		return false
	}
	defer os.Remove(f.Name())
	defer f.Close()
	return unix.Fsetxattr(int(f.Fd()), "user.liaison", []byte("1"), 0) == nil
}

func randomHex(bytes int) string {
	b := make([]byte, bytes)
	rand.Read(b) // never fails: crypto/rand ends the program instead
	return hex.EncodeToString(b)
}

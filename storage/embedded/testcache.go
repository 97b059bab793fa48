package embedded

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// roomyMemory is how large /dev/shm must be to hold the tests' servers. Containers often have 64 MB.
const roomyMemory = 1 << 30

// testBase is where test servers keep their files. LIAISON_TEST_NO_SHM shows what happens on a machine without room.
func testBase() string {
	var st unix.Statfs_t
	if unix.Statfs("/dev/shm", &st) == nil && st.Bavail*uint64(st.Bsize) >= roomyMemory && os.Getenv("LIAISON_TEST_NO_SHM") == "" {
		return "/dev/shm"
	}
	return os.TempDir()
}

// makeTestDir makes the folder for this process's test servers, in memory where there is room, and removes those of
// earlier processes that were killed.
func makeTestDir() (string, error) {
	base := testBase()
	dir, err := os.MkdirTemp(base, "liaison-test-")
	if err != nil && base != os.TempDir() {
		base = os.TempDir()
		dir, err = os.MkdirTemp(base, "liaison-test-")
	}
	if err != nil {
		return "", fmt.Errorf("make test folder: %w", err)
	}
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		return "", fmt.Errorf("make test folder: %w", err)
	}
	if os.Geteuid() == 0 { // PostgreSQL runs as another user then, who has to pass
		if err := os.Chmod(dir, 0o711); err != nil {
			return "", fmt.Errorf("make test folder: %w", err)
		}
	}
	lock, err := lockFile(filepath.Join(dir, "lock"))
	if err != nil {
		return "", err
	}
	whenTestsEnd(func() error { return errors.Join(os.RemoveAll(dir), lock.Close()) })
	sweepTestDirs(base, dir)
	return dir, nil
}

// sweepTestDirs removes the folders of test processes that are gone: nobody holds their lock. What cannot be removed
// (another user's, or one just being made) is left for a later run.
func sweepTestDirs(base, mine string) {
	dirs, err := filepath.Glob(filepath.Join(base, "liaison-test-*"))
	if err != nil {
		return
	}
	for _, dir := range dirs {
		if dir == mine {
			continue
		}
		lock, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_RDWR, 0)
		if err != nil {
			continue
		}
		if unix.Flock(int(lock.Fd()), unix.LOCK_EX|unix.LOCK_NB) == nil {
			ctx, cancel := context.WithTimeout(context.Background(), testStartLimit)
			if endProcessesIn(ctx, filepath.Join(dir, "postgres"), filepath.Join(dir, "data")) == nil {
				_ = os.RemoveAll(dir) // a later run tries again
			}
			cancel()
		}
		lock.Close()
	}
}

// cacheDir is where test processes share what is dear to make: a folder of our own that nobody else can write.
func cacheDir() (string, error) {
	var tried []error
	for _, base := range []func() (string, error){os.UserCacheDir, func() (string, error) {
		return filepath.Join(os.TempDir(), fmt.Sprintf("liaison-cache-%d", os.Geteuid())), nil
	}} {
		dir, err := base()
		if err == nil {
			dir = filepath.Join(dir, "liaison-test")
			err = os.MkdirAll(dir, 0o700)
		}
		if err == nil {
			err = ownAndWritable(dir)
		}
		if err == nil {
			return dir, nil
		}
		tried = append(tried, err)
	}
	return "", fmt.Errorf("find a cache folder: %w", errors.Join(tried...))
}

func ownAndWritable(dir string) error {
	info, err := os.Stat(dir)
	if err != nil {
		return err
	}
	if st, ok := info.Sys().(*syscall.Stat_t); ok && int(st.Uid) != os.Geteuid() {
		return fmt.Errorf("%s belongs to another user", dir)
	}
	f, err := os.CreateTemp(dir, ".try*")
	if err != nil {
		return err
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// lockFile waits for the exclusive lock of a file; closing the file frees it.
func lockFile(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open lock: %w", err)
	}
	for {
		err := unix.Flock(int(f.Fd()), unix.LOCK_EX)
		if err == nil {
			return f, nil
		}
		if !errors.Is(err, unix.EINTR) {
			f.Close()
			return nil, fmt.Errorf("lock %s: %w", path, err)
		}
	}
}

// copyCachedCluster puts a fresh database cluster in place: a copy of one made once on this machine, because copying
// takes a tenth of the time of initdb.
func copyCachedCluster(ctx context.Context, setup postgresSetup) error {
	cache, err := cacheDir()
	if err != nil {
		return err
	}
	progs, err := findPostgres(ctx, setup.bin, setup.cluster)
	if err != nil {
		return err
	}
	id, err := clusterIdentity(setup.cluster, progs.bin)
	if err != nil {
		return err
	}
	key := sha256.Sum256([]byte(progs.bin + progs.major + setup.password + "1"))
	cached := filepath.Join(cache, "cluster-"+hex.EncodeToString(key[:6]))
	lock, err := lockFile(cached + ".lock")
	if err != nil {
		return err
	}
	defer lock.Close()
	if _, err := os.Stat(cached); err == nil {
		return copyTree(cached, setup.cluster, id.own)
	}
	// Made where it will run, because the other user cannot enter the cache, and then copied there.
	if err := initCluster(ctx, progs, id, setup); err != nil {
		return id.explain(err, setup.cluster)
	}
	if err := os.RemoveAll(cached + ".new"); err != nil {
		return fmt.Errorf("cache cluster: %w", err)
	}
	if err := copyTree(setup.cluster, cached+".new", func(string) error { return nil }); err != nil {
		return err
	}
	return os.Rename(cached+".new", cached)
}

func copyTree(from, to string, own func(string) error) error {
	err := filepath.WalkDir(from, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		target := to + strings.TrimPrefix(path, from)
		if e.IsDir() {
			if err := os.Mkdir(target, 0o700); err != nil {
				return err
			}
		} else if err := copyFile(path, target); err != nil {
			return err
		}
		return own(target)
	})
	if err != nil {
		return fmt.Errorf("copy cluster: %w", err)
	}
	return nil
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

// buildS3Child builds the S3 child of ./cmd/liaison, once for each state of its sources, and returns the path. It is
// built from its own files with a main of its own: quicker to link than the whole program, and a test of the stores
// does not wait for, or fail with, a page that does not compile. Other test processes wait for the one that builds.
func buildS3Child(ctx context.Context) (string, error) {
	root, err := moduleRoot()
	if err != nil {
		return "", err
	}
	cache, err := cacheDir()
	if err != nil {
		return "", err
	}
	key, err := sourceKey(root)
	if err != nil {
		return "", err
	}
	binary := filepath.Join(cache, "s3child-"+key)
	if _, err := os.Stat(binary); err == nil {
		return binary, nil
	}
	lock, err := lockFile(filepath.Join(cache, "build.lock"))
	if err != nil {
		return "", err
	}
	defer lock.Close()
	if _, err := os.Stat(binary); err == nil {
		return binary, nil
	}
	if err := goBuild(ctx, root, cache, binary+".new"); err != nil {
		return "", err
	}
	removeOldBuilds(cache)
	return binary, os.Rename(binary+".new", binary)
}

const childMain = `package main

import (
	"fmt"
	"os"
)

func main() {
	if err := runS3Child(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
`

func goBuild(ctx context.Context, root, cache, binary string) error {
	folder := filepath.Join(root, "cmd", "liaison")
	files, err := filepath.Glob(filepath.Join(folder, "s3_*.go"))
	if err != nil {
		return err
	}
	files = slices.DeleteFunc(files, func(f string) bool { return strings.HasSuffix(f, "_test.go") })
	// The main exists only in the overlay: nothing is written into the source folder.
	main, overlay := filepath.Join(cache, "main.go"), filepath.Join(cache, "overlay.json")
	place, err := json.Marshal(map[string]any{"Replace": map[string]string{filepath.Join(folder, "s3_main.go"): main}})
	if err != nil {
		return err
	}
	if err := errors.Join(os.WriteFile(main, []byte(childMain), 0o600), os.WriteFile(overlay, place, 0o600)); err != nil {
		return fmt.Errorf("write overlay: %w", err)
	}
	args := append([]string{"build", "-overlay", overlay, "-o", binary}, files...)
	cmd := exec.CommandContext(ctx, "go", append(args, filepath.Join(folder, "s3_main.go"))...)
	cmd.Dir, cmd.Env = root, os.Environ()
	if _, err := os.UserCacheDir(); err != nil && os.Getenv("GOCACHE") == "" {
		cmd.Env = append(cmd.Env, "GOCACHE="+filepath.Join(cache, "go-build"))
	}
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("build S3 child: %w: %s", err, lastLines(string(out), 10))
	}
	return nil
}

// removeOldBuilds keeps the cache from growing by 30 MB with every change. A binary that runs stays alive without name.
func removeOldBuilds(cache string) {
	old, err := filepath.Glob(filepath.Join(cache, "s3child-????????????"))
	if err != nil {
		return
	}
	for _, path := range old {
		_ = os.Remove(path) // one left over does no harm
	}
}

// sourceKey changes with the sources that make up the S3 child and with the versions of its libraries.
func sourceKey(root string) (string, error) {
	hash := sha256.New()
	for _, pattern := range []string{"go.mod", "go.sum", "cmd/liaison/s3_*.go", "storage/embedded/*.go", "liaison/fault/*.go"} {
		paths, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			return "", err
		}
		for _, path := range paths {
			if strings.HasSuffix(path, "_test.go") {
				continue
			}
			b, err := os.ReadFile(path)
			if err != nil {
				return "", fmt.Errorf("read sources: %w", err)
			}
			fmt.Fprintf(hash, "%s %d\n", filepath.Base(path), len(b))
			hash.Write(b)
		}
	}
	return hex.EncodeToString(hash.Sum(nil)[:6]), nil
}

// moduleRoot finds the folder of go.mod above the working directory, which for a test is its package.
func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errors.New("find go.mod above the working directory: there is none")
		}
		dir = parent
	}
}

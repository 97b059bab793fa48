package embedded

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// stopLeftovers clears what an owner that was killed left behind: its connection file, children that are still ending,
// and PostgreSQL's lock files. We hold the lock of the data directory, so whatever still runs in it has lost its owner.
func (d *dataDir) stopLeftovers(ctx context.Context) error {
	var old connection
	if err := readJSON(connectionPath(d.path), &old); err == nil && strings.HasPrefix(filepath.Base(old.SocketDir), "liaison-") {
		if err := os.RemoveAll(old.SocketDir); err != nil {
			return fmt.Errorf("remove old socket folder: %w", err)
		}
	}
	if err := d.removeConnection(); err != nil {
		return err
	}
	if err := endProcessesIn(ctx, d.clusterPath(), d.clusterPath()+".new", d.objectsPath("data")); err != nil {
		return err
	}
	return removeServerLocks(d.clusterPath(), filepath.Join(d.path, "socket"))
}

// endProcessesIn ends the processes working in the folders and returns when they are gone.
func endProcessesIn(ctx context.Context, folders ...string) error {
	// SIGINT ends a PostgreSQL server in order and is what the system has sent it already; SIGQUIT ends it at once.
	for _, step := range []struct {
		signal syscall.Signal
		looks  int
	}{{syscall.SIGINT, 600}, {syscall.SIGQUIT, 100}, {syscall.SIGKILL, 100}} {
		for look := range step.looks {
			pids, err := processesIn(folders...)
			if err != nil {
				return fmt.Errorf("look for left processes: %w", err)
			}
			if len(pids) == 0 {
				return nil
			}
			if look == 0 {
				for _, pid := range pids {
					if err := syscall.Kill(pid, step.signal); err != nil && !errors.Is(err, syscall.ESRCH) {
						return fmt.Errorf("end left process %d: %w", pid, err)
					}
				}
			}
			select {
			case <-time.After(10 * time.Millisecond):
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}
	return errors.New("end left processes: they do not end")
}

// removeServerLocks removes PostgreSQL's two lock files. They name a process number, which after a restart of the
// machine may be anybody's, and the server would then refuse to start.
func removeServerLocks(cluster, socketDir string) error {
	for _, path := range []string{
		filepath.Join(cluster, "postmaster.pid"),
		filepath.Join(socketDir, ".s.PGSQL."+socketPort+".lock"),
		filepath.Join(socketDir, ".s.PGSQL."+socketPort),
	} {
		if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("remove old server lock: %w", err)
		}
	}
	return nil
}

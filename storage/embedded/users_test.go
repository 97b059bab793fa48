package embedded_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"liaison/liaison/fault"
	"liaison/storage/embedded"
)

func TestAnOrdinaryUserNeedsNoHome(t *testing.T) {
	if os.Geteuid() != 0 {
		opts := options(t, filepath.Join(quickDir(t), "data"), true) // builds the S3 child, for which Go wants a home
		t.Setenv("HOME", "")
		start(t, opts)
		return
	}
	// As root: the same as another user, with copies of the programs where that user can reach them.
	for name, uid := range map[string]uint32{"nobody": 65534, "a user without a name, as in containers": 54321} {
		t.Run(name, func(t *testing.T) {
			folder := openFolder(t)
			program, s3, data := filepath.Join(folder, "test"), filepath.Join(folder, "s3"), filepath.Join(folder, "data")
			copyProgram(t, os.Args[0], program)
			copyProgram(t, embedded.TestS3Command(t)[0], s3)
			if err := errors.Join(os.Mkdir(data, 0o700), os.Chown(data, int(uid), int(uid))); err != nil {
				t.Fatal(err)
			}
			p, said := tryPlay(t, roleServe, data, func(cmd *exec.Cmd) {
				cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uid, Gid: uid}}
				cmd.Path, cmd.Dir = program, folder
				cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "LIAISON_EMBEDDED_TEST_ROLE=" + roleServe, "LIAISON_EMBEDDED_TEST_DIR=" + data, "LIAISON_EMBEDDED_TEST_S3=" + s3}
			})
			if uid != 65534 && strings.Contains(said, "用户命名空间") {
				return // forbidden on this machine, and it says so
			}
			if said != "ready" {
				t.Fatal(said)
			}
			// Root could read it all, but would leave files in it that the user cannot open.
			_, err := embedded.OpenOrAttach(t.Context(), options(t, data, false))
			wantFault(t, err, fault.Forbidden)
			if err := p.stdin.Close(); err != nil {
				t.Fatal(err)
			}
			if err := p.cmd.Wait(); err != nil {
				t.Errorf("the user's server ended with %v: %s", err, p.lines.Text())
			}
		})
	}
}

// Under a folder that only root may enter PostgreSQL cannot run as another user; a user namespace helps.
func TestRootServesFromAPrivateFolder(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Log("not root: nothing to show")
		return
	}
	private := filepath.Join(quickDir(t), "private")
	if err := os.Mkdir(private, 0o700); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(private, "data")
	for range 2 {
		s, err := embedded.Start(t.Context(), options(t, dir, true))
		if fault.Is(err, fault.Insufficient) {
			if !strings.Contains(err.Error(), "用户命名空间") {
				t.Errorf("user namespaces are forbidden here, and the message does not say so: %v", err)
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		query(t, s.DatabaseURL, "SELECT 'there'")
		if err := s.Stop(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestRootRunsTheDatabaseAsAnotherUser(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Log("not root: nothing to show")
		return
	}
	dir := filepath.Join(openFolder(t), "data")
	start(t, options(t, dir, true))
	info, err := os.Stat(filepath.Join(dir, "postgres"))
	if err != nil {
		t.Fatal(err)
	}
	if uid := info.Sys().(*syscall.Stat_t).Uid; uid == 0 {
		t.Error("the cluster belongs to root")
	}
}

// openFolder is a temporary folder that every user may pass through.
func openFolder(t *testing.T) string {
	t.Helper()
	folder := quickDir(t)
	for f := folder; f != "/dev/shm" && f != os.TempDir() && f != "/"; f = filepath.Dir(f) {
		if err := os.Chmod(f, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func copyProgram(t *testing.T, from, to string) {
	t.Helper()
	b, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, b, 0o755); err != nil {
		t.Fatal(err)
	}
}

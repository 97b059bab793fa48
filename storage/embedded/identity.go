package embedded

import (
	"errors"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"

	"liaison/liaison/fault"
)

var errProcessDone = os.ErrProcessDone

// identity is the user a child runs as. PostgreSQL refuses to run as root, so root has two ways: another user's
// credentials, or a user namespace in which root has another number.
type identity struct {
	uid, gid  int
	switched  bool // run with the credentials uid and gid
	namespace bool // run in a user namespace: uid namespaceUID there is root here
}

// namespaceUID is root's number inside the namespace; any number but 0 would do.
const namespaceUID = 1000

// clusterIdentity chooses the user for the database cluster at path, which need not exist yet. An existing cluster is
// run as its owner; a new one as postgres or nobody where such a user can reach folder and programs, else in a namespace.
func clusterIdentity(path, bin string) (identity, error) {
	me := os.Geteuid()
	if info, err := os.Stat(path); err == nil {
		st, ok := info.Sys().(*syscall.Stat_t)
		switch {
		case !ok || int(st.Uid) == me && me != 0:
			return identity{}, nil
		case me != 0:
			return identity{}, fault.New(fault.Forbidden, "数据库目录 %s 属于另一个用户（uid %d）；请用建立它的用户运行", path, st.Uid)
		case st.Uid == 0:
			return identity{namespace: true}, nil
		default:
			return identity{uid: int(st.Uid), gid: int(st.Gid), switched: true}, nil
		}
	} else if !errors.Is(err, os.ErrNotExist) {
		return identity{}, fmt.Errorf("look at cluster: %w", err)
	}
	if me != 0 {
		return identity{}, nil
	}
	if !traversable(filepath.Dir(path)) || !traversable(bin) {
		return identity{namespace: true}, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		if id, ok := lookup(name); ok {
			return id, nil
		}
	}
	return identity{namespace: true}, nil
}

func lookup(name string) (identity, bool) {
	u, err := user.Lookup(name)
	if err != nil {
		return identity{}, false
	}
	uid, err1 := strconv.Atoi(u.Uid)
	gid, err2 := strconv.Atoi(u.Gid)
	return identity{uid: uid, gid: gid, switched: true}, err1 == nil && err2 == nil && uid != 0
}

// own gives a file or folder to the identity.
func (id identity) own(path string) error {
	if !id.switched {
		return nil
	}
	return os.Chown(path, id.uid, id.gid)
}

// explain turns a refused start into a fault that says what to do.
func (id identity) explain(err error, path string) error {
	if err == nil || !errors.Is(err, syscall.EPERM) && !errors.Is(err, syscall.EACCES) && !errors.Is(err, syscall.ENOSPC) && !errors.Is(err, syscall.EINVAL) {
		return err
	}
	if id.namespace {
		return fault.Wrap(err, fault.Insufficient, "PostgreSQL 不能以 root 运行：%s 的上级目录不许其他用户进入，本机又不许建立用户命名空间；请把数据目录放到 /var/lib/liaison 这样的目录，或改用普通用户运行", path)
	}
	if id.switched {
		return fault.Wrap(err, fault.Insufficient, "PostgreSQL 不能以 root 运行，而用户 %d 进不了 %s；请检查各级目录的权限，或改用普通用户运行", id.uid, path)
	}
	return err
}

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
	uid, gid  int  // switched: as seen from here; namespace: as seen from inside
	switched  bool // run with the credentials uid and gid
	namespace bool // run in a user namespace, in which we have the number uid
}

// clusterIdentity chooses the user for the database cluster at path, which need not exist yet. An existing cluster is
// run as its owner; a new one as ourselves, or if we are root as postgres or nobody where such a user can reach folder
// and programs, and else in a namespace.
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
			return namespaceIdentity(), nil
		default:
			return identity{uid: int(st.Uid), gid: int(st.Gid), switched: true}, nil
		}
	} else if !errors.Is(err, os.ErrNotExist) {
		return identity{}, fmt.Errorf("look at cluster: %w", err)
	}
	if me != 0 {
		// initdb wants its user to have a name, which in a container it often has not. The server does not mind.
		if _, err := user.LookupId(strconv.Itoa(me)); err != nil {
			return namespaceIdentity(), nil
		}
		return identity{}, nil
	}
	if !traversable(filepath.Dir(path)) || !traversable(bin) {
		return namespaceIdentity(), nil
	}
	for _, name := range otherUsers() {
		if id, ok := lookup(name); ok {
			return id, nil
		}
	}
	return namespaceIdentity(), nil
}

// otherUsers are the users whose rights are few enough to run a database with, best first.
func otherUsers() []string { return []string{"postgres", "nobody"} }

// namespaceIdentity is a number that has a name on this machine, because initdb looks for it.
func namespaceIdentity() identity {
	for _, name := range otherUsers() {
		if id, ok := lookup(name); ok {
			return identity{uid: id.uid, gid: id.gid, namespace: true}
		}
	}
	return identity{uid: 1000, gid: 1000, namespace: true}
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
	if id.namespace && os.Geteuid() != 0 {
		return fault.Wrap(err, fault.Insufficient, "当前用户（uid %d）在本机没有用户名，PostgreSQL 不能建库，本机又不许建立用户命名空间；请在 /etc/passwd 中登记该用户，或换一个用户运行", os.Geteuid())
	}
	if id.namespace {
		return fault.Wrap(err, fault.Insufficient, "PostgreSQL 不能以 root 运行：%s 的上级目录不许其他用户进入，本机又不许建立用户命名空间；请把数据目录放到 /var/lib/liaison 这样的目录，或改用普通用户运行", path)
	}
	if id.switched {
		return fault.Wrap(err, fault.Insufficient, "PostgreSQL 不能以 root 运行，而用户 %d 进不了 %s；请检查各级目录的权限，或改用普通用户运行", id.uid, path)
	}
	return err
}

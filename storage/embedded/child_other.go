//go:build unix && !linux

package embedded

import "syscall"

// Without Linux there is no death signal and no user namespace: a killed owner leaves PostgreSQL running, which the
// next start then finds by its lock file.
func (id identity) sysProcAttr(syscall.Signal) *syscall.SysProcAttr {
	attr := &syscall.SysProcAttr{Setpgid: true}
	if id.switched {
		attr.Credential = &syscall.Credential{Uid: uint32(id.uid), Gid: uint32(id.gid)}
	}
	return attr
}

func processesIn(...string) ([]int, error) { return nil, nil }

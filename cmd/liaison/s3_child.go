package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"

	"github.com/versity/versitygw/backend/meta"
	"github.com/versity/versitygw/backend/posix"
	"github.com/versity/versitygw/embedgw"
	"github.com/versity/versitygw/s3api"

	"liaison/storage/embedded"
)

// s3ChildCommand is the hidden subcommand under which this program runs itself as the private S3 store: the gateway
// changes the working directory and there can be only one in a process, so that it must not live in ours.
const s3ChildCommand = "s3-child"

// s3ObjectLimit is the largest object of one put or copy, 5 GiB: Amazon S3 User Guide, "Uploading objects".
const s3ObjectLimit = 5 << 30

// runS3Child is the private S3 store. It reads an embedded.S3Child from in, answers with its address on out, and serves
// until in ends, which is when the parent is gone.
func runS3Child(in io.Reader, out *os.File) error {
	// What the gateway prints must not reach the answer.
	os.Stdout = os.Stderr
	read := bufio.NewReader(in)
	line, err := read.ReadBytes('\n')
	if err != nil {
		return fmt.Errorf("read S3 setup: %w", err)
	}
	var setup embedded.S3Child
	if err := json.Unmarshal(line, &setup); err != nil {
		return fmt.Errorf("read S3 setup: %w", err)
	}
	store, err := newDurableStore(setup)
	if err != nil {
		return err
	}
	go func() {
		io.Copy(io.Discard, read) // whatever ends it, the parent is gone
		// What was confirmed is on the disk; requests still running have no one to answer to.
		os.Exit(0)
	}()
	// A port can be taken by someone else between our looking and the gateway's listening: then try another.
	for range 5 {
		if err = serveS3(setup, store, out); err == nil {
			return nil
		}
	}
	return err
}

func newDurableStore(setup embedded.S3Child) (*durableStore, error) {
	var attributes meta.MetadataStorer = meta.XattrMeta{}
	if setup.Sidecar != "" {
		sidecar, err := meta.NewSideCar(setup.Sidecar)
		if err != nil {
			return nil, fmt.Errorf("open sidecar folder: %w", err)
		}
		attributes = sidecar
	}
	opts := posix.PosixOpts{
		VersioningDir:       setup.Versions,
		SideCarDir:          setup.Sidecar,
		CopyObjectThreshold: s3ObjectLimit,
		ForceNoObjLockFile:  true, // one gateway on these folders: the lock in the process is enough
	}
	opts.SetNewDirPerm(0o700)
	opts.SetNewFilePerm(0o600)
	files, err := posix.New(setup.Data, attributes, opts)
	if err != nil {
		return nil, fmt.Errorf("open object folders: %w", err)
	}
	if err := removeUnfinished(setup); err != nil {
		return nil, err
	}
	return &durableStore{Posix: files, setup: setup, sync: syncOne}, nil
}

// removeUnfinished removes the half-written files of requests that were cut short when the gateway was killed, on file
// systems where it cannot write without a name. Nobody writes yet; what was confirmed has its final name. Folders hold
// the parts of multipart uploads, which may be taken up again.
func removeUnfinished(setup embedded.S3Child) error {
	for _, top := range []string{setup.Data, setup.Versions} {
		paths, err := filepath.Glob(filepath.Join(escapeGlob(top), "*", posix.MetaTmpDir, "*"))
		if err != nil {
			return fmt.Errorf("look for unfinished files: %w", err)
		}
		for _, path := range paths {
			info, err := os.Lstat(path)
			if err == nil && info.Mode().IsRegular() {
				err = os.Remove(path)
			}
			if err != nil {
				return fmt.Errorf("remove unfinished file: %w", err)
			}
		}
	}
	return nil
}

// escapeGlob makes a path stand for itself in a pattern.
func escapeGlob(path string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(path)
}

func serveS3(setup embedded.S3Child, store *durableStore, out *os.File) error {
	address, err := freeAddress()
	if err != nil {
		return err
	}
	listening := func() {
		fmt.Fprintln(out, embedded.S3Listening+address) // a parent that does not read is gone
		out.Close()
	}
	return embedgw.RunVersityGW(context.Background(), store, &embedgw.Config{
		RootUserAccess:    setup.AccessKey,
		RootUserSecret:    setup.SecretKey,
		Region:            setup.Region,
		Ports:             []string{address},
		MaxConnections:    4096,
		MaxRequests:       2048,
		MultipartMaxParts: 10000,
		KeepAlive:         true,
		Quiet:             true,
		DisableACLs:       true,
		S3Options:         []s3api.Option{s3api.WithOnListen(listening)},
	})
}

func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("find a free port: %w", err)
	}
	return l.Addr().String(), l.Close()
}

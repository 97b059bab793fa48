package embedded

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"time"

	"liaison/liaison/fault"
)

// region is what the private store calls its place; it has no meaning but must be the same on both sides.
const region = "us-east-1"

// S3Child is what the S3 child reads from its standard input, as one line of JSON. It answers with one line
// "listening host:port" on standard output, and ends when standard input does: its parent is gone.
type S3Child struct {
	Data      string `json:"data"`              // folder of the buckets
	Versions  string `json:"versions"`          // folder of older versions, outside Data
	Sidecar   string `json:"sidecar,omitempty"` // folder for metadata where files cannot carry attributes; empty: they can
	AccessKey string `json:"access_key"`
	SecretKey string `json:"secret_key"`
	Region    string `json:"region"`
	// Fragile leaves out the fsync after each write: for tests, whose data nobody misses.
	Fragile bool `json:"fragile,omitempty"`
}

// S3Listening is the word before the address in the child's answer.
const S3Listening = "listening "

func startS3(ctx context.Context, dir *dataDir, opts Options) (*child, S3, error) {
	s3 := S3{AccessKey: dir.secrets.S3AccessKey, SecretKey: dir.secrets.S3SecretKey, Region: region}
	if opts.MinioBinary != "" {
		return startMinio(ctx, opts.MinioBinary, dir.objectsPath("data"), dir.s3LogPath(), s3)
	}
	setup := S3Child{Data: dir.objectsPath("data"), Versions: dir.objectsPath("versions"), AccessKey: s3.AccessKey, SecretKey: s3.SecretKey, Region: region}
	if dir.format.Sidecar {
		setup.Sidecar = dir.objectsPath("sidecar")
	}
	return startGateway(ctx, opts.S3Command, setup, dir.s3LogPath(), s3)
}

// startGateway starts this program's own S3 child and waits for its address.
func startGateway(ctx context.Context, command []string, setup S3Child, log string, s3 S3) (*child, S3, error) {
	if len(command) == 0 {
		return nil, s3, errors.New("start S3 store: no command given")
	}
	line, err := json.Marshal(setup)
	if err != nil {
		return nil, s3, fmt.Errorf("write S3 setup: %w", err)
	}
	stdin, write, err := os.Pipe()
	if err != nil {
		return nil, s3, fmt.Errorf("pipe for S3 setup: %w", err)
	}
	defer stdin.Close()
	read, stdout, err := os.Pipe()
	if err != nil {
		write.Close()
		return nil, s3, fmt.Errorf("pipe for S3 address: %w", err)
	}
	defer read.Close()
	defer stdout.Close()
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Dir, cmd.Stdin, cmd.Stdout = setup.Data, stdin, stdout
	// The store has no use for the password of the office's certificate.
	cmd.Env = slices.DeleteFunc(os.Environ(), func(e string) bool { return strings.HasPrefix(e, "LIAISON_SIGN_") })
	c, err := startLogged(cmd, log, syscall.SIGKILL)
	if err != nil {
		write.Close()
		return nil, s3, err
	}
	stdout.Close() // so that reading ends when the child does
	// The writing end stays open until the child has ended: closing it is how the child learns that we are gone.
	go func() { <-c.done; write.Close() }()
	if _, err := write.Write(append(line, '\n')); err != nil {
		return nil, s3, errors.Join(s3NotStarted(c, err, log), c.stop(stopS3))
	}
	s3.Endpoint, err = readAddress(ctx, read)
	if err != nil {
		return nil, s3, errors.Join(s3NotStarted(c, err, log), c.stop(stopS3))
	}
	return c, s3, nil
}

// readAddress reads the child's one line.
func readAddress(ctx context.Context, r *os.File) (string, error) {
	defer context.AfterFunc(ctx, func() { r.SetReadDeadline(time.Unix(1, 0)) })()
	scan := bufio.NewScanner(r)
	for scan.Scan() {
		if address, ok := strings.CutPrefix(scan.Text(), S3Listening); ok {
			return address, nil
		}
	}
	return "", errors.Join(errors.New("S3 child ended without naming its address"), scan.Err())
}

// startMinio starts a minio program on a free port. A port can be taken by someone else between our looking and its
// listening: then it ends, and we try another.
func startMinio(ctx context.Context, binary, data, log string, s3 S3) (*child, S3, error) {
	var err error
	for range 5 {
		var c *child
		if s3.Endpoint, err = freePort(); err != nil {
			return nil, s3, err
		}
		cmd := exec.Command(binary, "server", "--quiet", "--address", s3.Endpoint, data)
		cmd.Dir = data
		cmd.Env = append(cleanEnvironment(), "HOME="+data, "MINIO_ROOT_USER="+s3.AccessKey, "MINIO_ROOT_PASSWORD="+s3.SecretKey, "MINIO_BROWSER=off", "MINIO_REGION="+s3.Region)
		if c, err = startLogged(cmd, log, syscall.SIGKILL); err != nil {
			return nil, s3, fault.Wrap(err, fault.Insufficient, "LIAISON_MINIO_BINARY 指的程序 %s 不能运行；请改正设置", binary)
		}
		if err = waitHealthy(ctx, c, "http://"+s3.Endpoint+"/minio/health/live"); err == nil {
			return c, s3, nil
		}
		err = errors.Join(s3NotStarted(c, err, log), c.stop(stopS3))
	}
	return nil, s3, err
}

func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("find a free port: %w", err)
	}
	return l.Addr().String(), l.Close()
}

func waitHealthy(ctx context.Context, c *child, address string) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	for {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
		if err != nil {
			return err
		}
		if resp, err := http.DefaultClient.Do(req); err == nil {
			io.Copy(io.Discard, resp.Body)
			resp.Body.Close()
			if resp.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-c.done:
			return fmt.Errorf("S3 child ended: %w", c.err)
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func startLogged(cmd *exec.Cmd, log string, deathSignal syscall.Signal) (*child, error) {
	f, err := os.OpenFile(log, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open S3 log: %w", err)
	}
	defer f.Close()
	if cmd.Stdout == nil {
		cmd.Stdout = f
	}
	cmd.Stderr = f
	return startChild(cmd, identity{}, deathSignal)
}

func s3NotStarted(c *child, cause error, log string) error {
	b, _ := os.ReadFile(log) // only to explain; without it the cause remains
	return fault.Wrap(fmt.Errorf("start S3 store: %w: %s", cause, lastLines(string(b), 5)), fault.Unavailable, "证据存储没有启动成功，原因见 %s", log)
}

package embedded

import (
	"errors"
	"fmt"
	"os/exec"
	"runtime"
	"syscall"
	"time"
)

// child is a process that ends when this one does.
type child struct {
	cmd  *exec.Cmd
	done chan struct{} // closed when it has ended
	err  error         // why, once done is closed
}

// stopSteps are the signals that end a child, from polite to certain, and how long each is given.
type stopSteps []struct {
	signal syscall.Signal
	wait   time.Duration
}

// SIGINT is PostgreSQL's fast shutdown: sessions are ended and a checkpoint is written. SIGQUIT leaves recovery to the
// next start.
var stopPostgres = stopSteps{{syscall.SIGINT, time.Minute}, {syscall.SIGQUIT, 10 * time.Second}, {syscall.SIGKILL, 10 * time.Second}}

// What the S3 store has confirmed is on the disk, so that nothing is lost by being brief.
var stopS3 = stopSteps{{syscall.SIGTERM, 2 * time.Second}, {syscall.SIGKILL, 10 * time.Second}}

// startChild starts cmd in a process group of its own (a Ctrl-C at the terminal is for us; we end the children in
// order), under the identity, and lets the system send it deathSignal when we die in any way.
func startChild(cmd *exec.Cmd, id identity, deathSignal syscall.Signal) (*child, error) {
	cmd.SysProcAttr = id.sysProcAttr(deathSignal)
	c := &child{cmd: cmd, done: make(chan struct{})}
	started := make(chan error)
	go func() {
		// The death signal is sent when the *thread* that started the child ends. Go ends idle threads' goroutines at
		// will, so this goroutine keeps its thread for as long as the child lives.
		runtime.LockOSThread()
		err := cmd.Start()
		started <- err
		if err != nil {
			return
		}
		c.err = cmd.Wait()
		close(c.done)
	}()
	if err := <-started; err != nil {
		return nil, fmt.Errorf("start %s: %w", cmd.Path, err)
	}
	return c, nil
}

// stop ends the child and returns when it has ended.
func (c *child) stop(steps stopSteps) error {
	for _, step := range steps {
		if err := c.cmd.Process.Signal(step.signal); err != nil && !errors.Is(err, errProcessDone) {
			return fmt.Errorf("stop %s: %w", c.cmd.Path, err)
		}
		select {
		case <-c.done:
			return nil
		case <-time.After(step.wait):
		}
	}
	return fmt.Errorf("stop %s: process %d does not end", c.cmd.Path, c.cmd.Process.Pid)
}

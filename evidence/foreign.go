package evidence

import (
	"context"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
)

// foreignTimeout bounds pdfcpu on one file: a file of evidence takes it seconds.
const foreignTimeout = 3 * time.Minute

// foreignConfig makes a configuration of pdfcpu that reads tolerantly, stays offline and writes plainly. Its package keeps the way
// to a configuration folder in a global, which is switched off once, before the first use.
var foreignConfig = sync.OnceValue(func() *model.Configuration {
	api.DisableConfigDir()
	c := model.NewDefaultConfiguration()
	c.ValidationMode = model.ValidationRelaxed
	c.Optimize, c.OptimizeBeforeWriting, c.OptimizeResourceDicts = false, false, false
	c.ValidateLinks, c.CreateBookmarks, c.Offline = false, false, true
	c.WriteObjectStream, c.WriteXRefStream = false, false
	return c
})

func newForeignConfig(cmd model.CommandMode) *model.Configuration {
	c := *foreignConfig()
	c.Cmd = cmd
	return &c
}

// foreignCount is pdfcpu's count of a file's pages.
func foreignCount(ctx context.Context, f io.ReadSeeker) (n int, err error) {
	err = guard(ctx, func(ctx context.Context) error {
		c, err := pdfcpu.ReadWithContext(ctx, f, newForeignConfig(model.LISTINFO))
		if err != nil {
			return err
		}
		if err := c.EnsurePageCount(); err != nil {
			return err
		}
		n = c.PageCount
		return nil
	})
	return n, err
}

// decrypted writes a file anew through pdfcpu, without encryption, into a temporary file that the caller removes.
func decrypted(ctx context.Context, f io.ReadSeeker, dir string) (*os.File, error) {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, fmt.Errorf("rewind pdf: %w", err)
	}
	out, err := os.CreateTemp(dir, "liaison-plain-*.pdf")
	if err != nil {
		return nil, fmt.Errorf("create temporary file: %w", err)
	}
	err = guard(ctx, func(context.Context) error {
		return api.Decrypt(f, out, newForeignConfig(model.DECRYPT))
	})
	if err != nil {
		removeFile(out)
		return nil, err
	}
	return out, nil
}

// guard runs foreign code on foreign bytes: a panic becomes an error, time is bounded where the code listens.
func guard(ctx context.Context, fn func(context.Context) error) (err error) {
	ctx, cancel := context.WithTimeout(ctx, foreignTimeout)
	defer cancel()
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("read foreign pdf: panic: %v", p)
		}
	}()
	if err := fn(ctx); err != nil {
		return fmt.Errorf("read foreign pdf: %w", err)
	}
	return nil
}

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"liaison/documents"
	"liaison/documents/typeset"
	"liaison/evidence"
	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/storage/embedded"
	"liaison/storage/objects"
	"liaison/storage/postgres"
)

// LocalTenant is the pooling area (统筹区) of an installation that serves one.
const LocalTenant = "local"

// rooms is the whole house, put together.
type rooms struct {
	service *liaison.Service
	store   *postgres.Store
	objects *objects.Store
	fonts   *typeset.Fonts
	dataDir string // empty when both stores are named by settings
	alone   bool   // the database is our own child: nobody else serves from it
	close   []func() error
	done    <-chan struct{} // closed when the embedded stores died under us
}

// Close releases everything in the reverse order.
func (r *rooms) Close() error {
	var errs []error
	for i := len(r.close) - 1; i >= 0; i-- {
		errs = append(errs, r.close[i]())
	}
	return errors.Join(errs...)
}

// dataFlag adds --data.
func dataFlag(flags *pflag.FlagSet, dir *string) {
	flags.StringVar(dir, "data", "", "数据目录（默认：LIAISON_DATA，其次为用户状态目录）")
}

// dataDir is where the embedded stores live: --data, else LIAISON_DATA, else the fallback, else the user's state directory.
func dataDir(flag, fallback string) (string, error) {
	for _, dir := range []string{flag, os.Getenv("LIAISON_DATA"), fallback} {
		if dir != "" {
			return filepath.Abs(dir)
		}
	}
	if dir := os.Getenv("XDG_STATE_HOME"); dir != "" {
		return filepath.Join(dir, "liaison"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fault.Wrap(err, fault.Invalid, "不知道把数据放在哪里：请用 --data 指定数据目录，或设置 LIAISON_DATA")
	}
	return filepath.Join(home, ".local", "state", "liaison"), nil
}

// openRooms opens both stores (those the settings name, or embedded ones) and everything that stands on them.
func openRooms(ctx context.Context, dir string, server bool) (*rooms, error) {
	r := &rooms{}
	if err := r.open(ctx, dir, server); err != nil {
		return nil, errors.Join(err, r.Close())
	}
	return r, nil
}

func (r *rooms) open(ctx context.Context, dir string, server bool) error {
	settings, err := readSettings()
	if err != nil {
		return err
	}
	if !settings.complete() {
		if err := r.openEmbedded(ctx, dir, server, &settings); err != nil {
			return err
		}
	}
	return r.furnish(ctx, settings, time.Now)
}

// furnish puts everything on two stores that are both named. The clock tells the service which day it is; when locks end is the
// object store's own affair.
func (r *rooms) furnish(ctx context.Context, s settings, clock liaison.Clock) (err error) {
	if err := postgres.Migrate(ctx, s.databaseURL); err != nil {
		return err
	}
	if r.store, err = postgres.Open(ctx, s.databaseURL, postgres.Options{Clock: clock}); err != nil {
		return err
	}
	r.close = append(r.close, func() error { r.store.Close(); return nil })
	if r.objects, err = objects.Open(ctx, s.objects); err != nil {
		return err
	}
	if r.fonts, err = typeset.Open(os.Getenv("LIAISON_FONT_DIR")); err != nil {
		return err
	}
	renderer, err := documents.New(r.fonts)
	if err != nil {
		return err
	}
	if strings.EqualFold(os.Getenv("LIAISON_LETTER_DATA"), "true") {
		renderer = renderer.WithData()
	}
	vault := evidence.NewVault(objectStore{r.objects}, clock, evidence.VaultOptions{})
	r.service = &liaison.Service{Store: r.store, Vault: vault, Binder: evidence.NewBinder(r.fonts, evidence.BinderOptions{}), Renderer: renderer, Words: renderer, Signers: officeSigners(), Intake: evidence.Intake{}, Merger: evidence.Merger{}, Places: evidence.NewPlaceReader(""),
		PublicURL: s.publicURL, Clock: clock, Calendar: calendar.National()}
	return nil
}

func (r *rooms) openEmbedded(ctx context.Context, dir string, server bool, s *settings) error {
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("find own program: %w", err)
	}
	stores, err := embedded.OpenOrAttach(ctx, embedded.Options{DataDir: dir, Server: server, PostgresBin: os.Getenv("LIAISON_POSTGRES_BIN"),
		S3Command: []string{self, s3ChildCommand}, MinioBinary: os.Getenv("LIAISON_MINIO_BINARY")})
	if err != nil {
		return err
	}
	r.dataDir, r.done = dir, stores.Done()
	r.alone = s.databaseURL == "" && !stores.Attached
	r.close = append(r.close, stores.Stop)
	if s.databaseURL == "" {
		s.databaseURL = stores.DatabaseURL
	}
	if s.objects.Endpoint == "" {
		s.objects.Endpoint, s.objects.AccessKey, s.objects.SecretKey, s.objects.Region = stores.S3.Endpoint, stores.S3.AccessKey, stores.S3.SecretKey, stores.S3.Region
	}
	return nil
}

// withRooms makes a command's action of fn: the stores are opened (or attached to) before it and closed after it.
func withRooms(dir *string, fn func(cmd *cobra.Command, r *rooms, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) (err error) {
		path, err := dataDir(*dir, "")
		if err != nil {
			return err
		}
		r, err := openRooms(cmd.Context(), path, false)
		if err != nil {
			return err
		}
		defer func() { err = firstError(err, r.Close()) }()
		return fn(cmd, r, args)
	}
}

// operator is who a command acts as: the person at the machine's keyboard, who owns the data directory or the settings.
func operator() liaison.Actor {
	name := "系统操作员"
	return liaison.Actor{Tenant: LocalTenant, User: uuid.Nil, Name: name, Roles: []liaison.Role{liaison.RoleOfficer, liaison.RoleHead, liaison.RoleCashier}}
}

// objectStore shows the object store to the vault.
type objectStore struct{ *objects.Store }

func (s objectStore) Get(ctx context.Context, key, version string) (io.ReadCloser, error) {
	body, _, err := s.Store.Get(ctx, key, version)
	return body, err
}

// objectList shows the object store to fsck.
type objectList struct{ store *objects.Store }

func (l objectList) Each(ctx context.Context, fn func(liaison.StoredObject) error) error {
	return l.store.List(ctx, "", func(o objects.Info) error {
		return fn(liaison.StoredObject{Key: o.Key, Version: o.Version, Size: o.Size})
	})
}

func (l objectList) Digest(ctx context.Context, key, version string) (string, error) {
	body, _, err := l.store.Get(ctx, key, version)
	if err != nil {
		return "", err
	}
	defer body.Close()
	return sha256Hex(body)
}

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"liaison/documents/sign"
	"liaison/evidence"
	"liaison/liaison"
	"liaison/liaison/api"
	"liaison/liaison/directory"
	"liaison/liaison/fault"
	"liaison/liaison/web"
	"liaison/storage/postgres"
)

// defaultAddr is reachable from this machine only: an office opens it to others on purpose.
const defaultAddr = "127.0.0.1:8080"

func serveCommand() *cobra.Command {
	var dir, addr string
	var asJSON bool
	c := &cobra.Command{
		Use: "serve", Short: "启动服务（网页和接口）", Long: "启动服务（网页和接口）。\n\n" + settingNames,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			dir, err := dataDir(dir, "")
			if err != nil {
				return err
			}
			r, err := openRooms(cmd.Context(), dir, true)
			if err != nil {
				return err
			}
			defer func() { err = firstError(err, r.Close()) }()
			first, password, err := firstUser(cmd.Context(), r.service)
			if err != nil {
				return err
			}
			return serve(cmd.Context(), r, addr, func(url string) {
				if asJSON {
					printJSON(map[string]string{"url": url, "first_login": first, "first_password": password}) // a closed standard output must not stop the service
					return
				}
				fmt.Printf("网页：%s（按 Ctrl+C 结束）\n", url)
				if first != "" {
					fmt.Printf("已建立第一个用户：%s，初始密码：%s（只显示这一次；登录后在“用户”页新增其他人，或用 liaison user）\n", first, password)
				}
			})
		},
	}
	dataFlag(c.Flags(), &dir)
	jsonFlag(c.Flags(), &asJSON)
	c.Flags().StringVar(&addr, "addr", envOr("LIAISON_ADDR", defaultAddr), "监听地址")
	return c
}

// firstUser makes a head on an empty installation, who can make the others; login is empty where there are users already.
func firstUser(ctx context.Context, svc *liaison.Service) (login, password string, err error) {
	users, err := svc.Users(ctx, operator())
	if err != nil || len(users) > 0 {
		return "", "", err
	}
	if password, err = newPassword(false); err != nil {
		return "", "", err
	}
	_, err = svc.AddUser(ctx, operator(), "admin", "管理员", password, liaison.RoleHead)
	if fault.Is(err, fault.Conflict) { // another replica was first
		return "", "", nil
	}
	return "admin", password, err
}

func envOr(name, fallback string) string {
	if v := os.Getenv(name); v != "" {
		return v
	}
	return fallback
}

// checkIdentity says what is wrong with an identity number that was typed.
func checkIdentity(number string) error {
	_, err := evidence.ParseIdentity(number)
	return err
}

// readTable reads a table that somebody uploaded, whatever it means.
func readTable(name string, data []byte) ([]directory.TableRow, error) {
	return evidence.ReadSheet(bytes.NewReader(data), name)
}

// frontDoor is the pages and, under its own prefix, the interface for programs, over the same rooms.
func (r *rooms) frontDoor() (http.Handler, error) {
	proxied := strings.EqualFold(os.Getenv("LIAISON_TRUST_PROXY"), "true")
	pages, err := web.New(r.service, web.Options{ReadFolder: evidence.ReadFolder, ReadingPack: r.pack, CheckIdentity: checkIdentity, ReadDirectory: readDirectory, ReadTable: readTable, WriteTable: evidence.WriteSheet, TrustProxy: proxied})
	if err != nil {
		return nil, err
	}
	programs, err := api.New(r.service, api.Options{TrustProxy: proxied})
	if err != nil {
		return nil, err
	}
	door := http.NewServeMux()
	door.Handle("/", pages)
	door.Handle("/api/", programs)
	return door, nil
}

// serve answers requests and works on jobs until the context ends or the embedded stores die; then it finishes what it is answering, and what it
// works on or leaves it to another replica.
func serve(ctx context.Context, r *rooms, addr string, ready func(url string)) (err error) {
	switch s := r.service.Signers.(type) {
	case noSigner:
		return s.reason // a certificate that cannot be read is found at the start, not when a letter is to leave
	case sign.Ring:
		for _, one := range s {
			if err := one.Ready(r.service.Clock()); err != nil {
				fmt.Fprintln(os.Stderr, "注意："+err.Error()) // everything but issuing goes on
			}
		}
	}
	handler, err := r.frontDoor()
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "不能在 %s 监听（可能已被占用）；请用 --addr 另指定，例如 --addr 127.0.0.1:8081", addr)
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, ErrorLog: slog.NewLogLogger(slog.Default().Handler(), slog.LevelWarn)}
	stopWork, err := r.store.StartWork(ctx, r.service.Work, postgres.WorkOptions{Log: slog.Default(), Alone: r.alone})
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer func() {
		stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), 20*time.Second)
		defer cancel()
		err = errors.Join(err, stopWork(stop))
	}()
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	ready("http://" + listener.Addr().String() + "/")
	select {
	case err := <-failed:
		return fmt.Errorf("serve pages: %w", err)
	case <-r.done:
		err = fault.New(fault.Unavailable, "自带的数据库或存储意外停止，服务随之停止；请重新启动")
	case <-ctx.Done():
		err = nil
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), 20*time.Second)
	defer cancel()
	return errors.Join(err, server.Shutdown(stop))
}

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"liaison/liaison"
	"liaison/liaison/fault"
)

// demoLogin is one of the people the samples need: a decision takes three people, a letter everybody of its chain of approval.
type demoLogin struct {
	Login    string
	Name     string
	Password string
	Roles    []liaison.Role
}

func demoPeople() []demoLogin {
	return []demoLogin{
		{"limou", "李某", "", []liaison.Role{liaison.RoleOfficer}},
		{"wangmou", "王某", "", []liaison.Role{liaison.RoleOfficer}},
		{"kezhang", "陈某", "", []liaison.Role{liaison.RoleSection}},
		{"fazhi", "孙某", "", []liaison.Role{liaison.RoleReviewer}},
		{"fenguan", "何某", "", []liaison.Role{liaison.RoleDeputy}},
		{"zhaomou", "赵某", "", []liaison.Role{liaison.RoleHead}},
		{"jiancha", "周某", "", []liaison.Role{liaison.RoleProsecutor}},
		{"daozhang", "吴某", "", []liaison.Role{liaison.RoleCashier}},
	}
}

// people makes the logins on the first run and remembers their passwords, 0600, in the data directory.
func (d *demo) people(ctx context.Context) error {
	d.actors = map[string]liaison.Actor{}
	file := filepath.Join(d.dataDir, "demo-logins.json")
	if d.dataDir == "" { // both stores are external: the passwords lie beside the output
		file = filepath.Join(d.out, "demo-logins.json")
		if err := os.MkdirAll(d.out, 0o755); err != nil {
			return fmt.Errorf("make output folder: %w", err)
		}
	}
	raw, err := os.ReadFile(file)
	switch {
	case err == nil:
		if err := json.Unmarshal(raw, &d.logins); err != nil {
			return fmt.Errorf("read demo logins: %w", err)
		}
	case errors.Is(err, fs.ErrNotExist):
		d.logins = demoPeople()
		for i := range d.logins {
			if d.logins[i].Password, err = newPassword(false); err != nil {
				return err
			}
		}
		raw, err := json.MarshalIndent(d.logins, "", "  ")
		if err != nil {
			return fmt.Errorf("write demo logins: %w", err)
		}
		if err := os.WriteFile(file, raw, 0o600); err != nil {
			return fmt.Errorf("write demo logins: %w", err)
		}
	default:
		return fmt.Errorf("read demo logins: %w", err)
	}
	for _, p := range d.logins {
		// If an earlier run stopped after the file was written, the user is made now; one that exists stays as it is.
		_, err := d.service.AddUser(ctx, operator(), p.Login, p.Name, p.Password, p.Roles...)
		if err != nil && !fault.Is(err, fault.Conflict) {
			return err
		}
	}
	users, err := d.service.Users(ctx, operator())
	if err != nil {
		return err
	}
	for _, p := range d.logins {
		i := slices.IndexFunc(users, func(u liaison.User) bool { return u.Login == p.Login })
		if i < 0 {
			return fmt.Errorf("demo user %s was not made", p.Login)
		}
		d.actors[p.Login] = liaison.Actor{Tenant: LocalTenant, User: users[i].ID, Name: p.Name, Roles: p.Roles}
	}
	return nil
}

func (d *demo) printLogins() {
	d.say("登录（用户名 / 密码）：")
	for _, p := range d.logins {
		var roles []string
		for _, r := range p.Roles {
			roles = append(roles, r.Title())
		}
		desk := map[liaison.Desk]string{liaison.DeskLegal: "法制承办工作台", liaison.DeskProsecutor: "检察联络工作台", liaison.DeskReceipts: "到账登记工作台", liaison.DeskRecusal: "回避办理工作台"}
		a := liaison.Actor{Roles: p.Roles}
		d.say("  %-10s %s   %s（%s，%s）", p.Login, p.Password, p.Name, strings.Join(roles, "、"), desk[a.Desk()])
	}
}

package web

import (
	"net/http"

	"liaison/liaison"
	"liaison/liaison/fault"
	"liaison/liaison/problem"
)

// usersPage is who may sign in, for the head of the office.
type usersPage struct {
	base
	Users  []userRow
	Roles  []option
	Log    []liaison.OfficeEvent // what was done about them, newest first
	failed Form
}

// userRow is one user.
type userRow struct {
	liaison.User
	RoleNames string
	Held      []heldRole // today or later
	Self      bool
}

// heldRole is a role of a user with its days.
type heldRole struct {
	liaison.RoleTerm
	Days string
}

func (usersPage) template() string { return "users.html" }

// RoleGroups is the roles to choose from.
func (p usersPage) RoleGroups() []optionGroup { return one(p.Roles) }

// Form is the form of an id, as on the case page.
func (p usersPage) Form(id string) Form {
	if p.failed.ID == id {
		return p.failed
	}
	return newForm(id)
}

func (s *server) getUsers(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	p, err := s.usersPage(r, actor)
	if err != nil {
		return err
	}
	p.Notice = doneMessage(r.URL.Query().Get("done"))
	return s.show(w, p)
}

func (s *server) usersPage(r *http.Request, actor liaison.Actor) (usersPage, error) {
	if !actor.May(liaison.ActManageUsers) {
		return usersPage{}, fault.New(fault.Forbidden, "用户由机关负责人管理，您没有权限")
	}
	users, err := s.svc.Users(r.Context(), actor)
	if err != nil {
		return usersPage{}, err
	}
	p := usersPage{base: s.base(actor, "用户", "users")}
	if p.Log, err = s.svc.OfficeLog(r.Context(), actor, 50); err != nil {
		return p, err
	}
	for _, role := range liaison.Roles() {
		if role == liaison.RoleRecusal {
			continue // given by the operator at the machine
		}
		p.Roles = append(p.Roles, option{string(role), role.Title()})
	}
	for _, u := range users {
		row := userRow{User: u, Self: u.ID == actor.User}
		for i, t := range u.Roles {
			if i > 0 {
				row.RoleNames += "、"
			}
			row.RoleNames += t.Role.Title()
			h := heldRole{RoleTerm: t}
			if t.From.After(s.svc.Today()) {
				h.Days = "自" + t.From.Chinese()
			}
			if !t.Until.IsZero() {
				h.Days += "至" + t.Until.Chinese()
			}
			if h.Days != "" {
				row.RoleNames += "（" + h.Days + "）"
			}
			if t.Until.IsZero() || t.Until.After(s.svc.Today()) {
				row.Held = append(row.Held, h)
			}
		}
		p.Users = append(p.Users, row)
	}
	return p, nil
}

func (s *server) postUser(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	return s.onUser(w, r, actor, "user", func(in *input) error {
		var roles []liaison.Role
		for _, v := range in.values["role"] {
			roles = append(roles, liaison.Role(v))
		}
		_, err := s.svc.AddUser(r.Context(), actor, in.text("login"), in.text("name"), in.values.Get("password"), roles...)
		return err
	})
}

// postRole gives a user a role, or ends one.
func (s *server) postRole(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	return s.onUser(w, r, actor, "role", func(in *input) error {
		if end := in.text("end"); end != "" {
			return s.svc.EndRole(r.Context(), actor, in.text("login"), liaison.Role(end))
		}
		t := liaison.RoleTerm{Role: liaison.Role(in.text("role")), From: in.date("from"), Until: in.date("until")}
		if err := in.err(); err != nil {
			return err
		}
		return s.svc.GiveRole(r.Context(), actor, in.text("login"), t)
	})
}

func (s *server) postPassword(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	return s.onUser(w, r, actor, "password", func(in *input) error {
		return s.svc.SetPassword(r.Context(), actor, in.text("login"), in.values.Get("password"))
	})
}

func (s *server) postDisable(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	return s.onUser(w, r, actor, "disable", func(in *input) error {
		return s.svc.DisableUser(r.Context(), actor, in.text("login"))
	})
}

func (s *server) postEnable(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	return s.onUser(w, r, actor, "enable", func(in *input) error {
		return s.svc.EnableUser(r.Context(), actor, in.text("login"))
	})
}

// onUser is an act on one user; a form that comes back shows everything but the password.
func (s *server) onUser(w http.ResponseWriter, r *http.Request, actor liaison.Actor, word string, act func(in *input) error) error {
	in, err := readInput(r)
	if err != nil {
		return err
	}
	err = act(in)
	if err == nil {
		return see(w, r, "/users?done="+word)
	}
	f := again(err)
	if f == nil {
		return err
	}
	p, err := s.usersPage(r, actor)
	if err != nil {
		return err
	}
	in.values.Del("password")
	id := word
	if word == "password" || word == "role" {
		id += "-" + in.text("login")
	}
	p.failed = Form{ID: id, values: in.values, fault: f}
	return s.views.render(w, problem.Status(f), p)
}

package liaison

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	"github.com/google/uuid"

	"liaison/liaison/calendar"
	"liaison/liaison/fault"
)

// SessionLife is how long a session lasts without signing in again: a working day and a bit.
const SessionLife = 12 * time.Hour

// passwordParams are the OWASP-recommended argon2id settings: 19 MiB, 2 passes, 1 lane.
var passwordParams = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// absentHash is compared against when a login does not exist, so that the answer takes as long as a wrong password.
var absentHash = mustHash("no such login")

func mustHash(password string) string {
	h, err := argon2id.CreateHash(password, passwordParams)
	if err != nil {
		panic(err) // only when the machine has no randomness, at start
	}
	return h
}

// SignIn checks a password and opens a session. The token goes into the browser's cookie; the store keeps its SHA-256 only.
// A wrong login and a wrong password give the same SignedOut fault.
func (s *Service) SignIn(ctx context.Context, login, password string) (token string, err error) {
	cred, err := s.Store.SignIn(ctx, strings.TrimSpace(login))
	hash := cred.PasswordHash
	if fault.Is(err, fault.NotFound) {
		hash = absentHash
	} else if err != nil {
		return "", err
	}
	ok, cmpErr := argon2id.ComparePasswordAndHash(password, hash)
	if cmpErr != nil || !ok || err != nil {
		return "", fault.New(fault.SignedOut, "用户名或密码不正确，请重新输入")
	}
	raw := make([]byte, 32)
	rand.Read(raw) // never fails since Go 1.24
	token = base64.RawURLEncoding.EncodeToString(raw)
	if err := s.Store.OpenSession(ctx, tokenHash(token), cred.Tenant, cred.User, s.Clock().Add(SessionLife)); err != nil {
		return "", err
	}
	return token, nil
}

// Session returns who a token belongs to. SignedOut when it is unknown, expired or closed.
func (s *Service) Session(ctx context.Context, token string) (Actor, error) {
	if token == "" {
		return Actor{}, fault.New(fault.SignedOut, "请先登录")
	}
	return s.Store.SessionActor(ctx, tokenHash(token), s.Clock())
}

// SignOut closes the session.
func (s *Service) SignOut(ctx context.Context, token string) error {
	return s.Store.CloseSession(ctx, tokenHash(token))
}

func tokenHash(token string) []byte {
	h := sha256.Sum256([]byte(token))
	return h[:]
}

// AddUser makes a user. The password needs 10 characters or more.
func (s *Service) AddUser(ctx context.Context, actor Actor, login, name, password string, roles ...Role) (User, error) {
	if err := actor.must(ActManageUsers); err != nil {
		return User{}, err
	}
	login = strings.TrimSpace(login)
	f := fault.New(fault.Invalid, "用户资料有误")
	if login == "" || utf8.RuneCountInString(login) > 64 {
		f.At("login", 0, "请填写登录名（64 字以内）")
	}
	if strings.TrimSpace(name) == "" {
		f.At("name", 0, "请填写姓名")
	}
	if utf8.RuneCountInString(password) < 10 {
		f.At("password", 0, "密码至少 10 个字符")
	}
	if len(roles) == 0 {
		f.At("role", 0, "请至少选择一个岗位")
	}
	for _, r := range roles {
		if !r.Valid() {
			f.At("role", 0, "没有“%s”这一岗位，可用：officer 承办人、section 科室（机构）负责人、reviewer 法制审核、deputy 分管负责人、head 机关负责人、acting 主持工作的负责人、prosecutor 检察官、cashier 到账登记、recusal 回避办理人", r)
		}
	}
	if slices.Contains(roles, RoleRecusal) {
		if actor.User != uuid.Nil {
			return User{}, operatorOnly()
		}
		if slices.ContainsFunc(roles, func(r Role) bool { return r != RoleRecusal }) {
			f.At("role", 0, "回避办理人不能兼任其他岗位")
		}
	}
	if len(f.Fields) > 0 {
		return User{}, f
	}
	hash, err := argon2id.CreateHash(password, passwordParams)
	if err != nil {
		return User{}, err
	}
	u := User{ID: newID(), Login: login, Name: name, PasswordHash: hash}
	for _, r := range roles {
		u.Roles = append(u.Roles, RoleTerm{Role: r, From: s.Today()})
	}
	return u, s.Store.InTx(ctx, actor, func(tx Tx) error {
		if err := tx.InsertUser(ctx, u); err != nil {
			return err
		}
		return s.settleDesks(ctx, tx, actor)
	})
}

// operatorOnly is what a head is told who would appoint, reset or disable who handles recusal: the lead may be about the head.
func operatorOnly() *fault.Error {
	return fault.New(fault.Forbidden, "回避办理人由系统操作员在服务器上用 liaison user 命令任免、重设密码，网页上不能办理")
}

// Recused reports whether the user holds, held or will hold the role of recusal.
func (u User) Recused() bool {
	return slices.ContainsFunc(u.Roles, func(t RoleTerm) bool { return t.Role == RoleRecusal })
}

// Users lists the users of the actor's pooling area.
func (s *Service) Users(ctx context.Context, actor Actor) (out []User, err error) {
	if err := actor.must(ActRead); err != nil {
		return nil, err
	}
	err = s.Store.InTx(ctx, actor, func(tx Tx) (err error) {
		out, err = tx.Users(ctx)
		return err
	})
	return out, err
}

// SetPassword gives a user a new password; whoever was signed in with the old one is signed out.
func (s *Service) SetPassword(ctx context.Context, actor Actor, login, password string) error {
	if err := actor.must(ActManageUsers); err != nil {
		return err
	}
	if utf8.RuneCountInString(password) < 10 {
		return fault.New(fault.Invalid, "密码至少 10 个字符").At("password", 0, "密码至少 10 个字符")
	}
	hash, err := argon2id.CreateHash(password, passwordParams)
	if err != nil {
		return err
	}
	return s.withUser(ctx, actor, login, func(tx Tx, u User) error {
		if err := tx.SetPassword(ctx, u.ID, hash); err != nil {
			return err
		}
		return s.logOffice(ctx, tx, actor, DidPassword, u.Name, "登录名 "+u.Login)
	})
}

// ChangePassword gives the actor a new password of his own choice, so that nobody else knows it: two persons are two only as long as neither can
// sign in as the other. Invalid when the old one is not right. The actor is signed out everywhere.
func (s *Service) ChangePassword(ctx context.Context, actor Actor, old, password string) error {
	if utf8.RuneCountInString(password) < 10 {
		return fault.New(fault.Invalid, "密码至少 10 个字符").At("password", 0, "密码至少 10 个字符")
	}
	var users []User
	err := s.Store.InTx(ctx, actor, func(tx Tx) (err error) {
		users, err = tx.Users(ctx)
		return err
	})
	if err != nil {
		return err
	}
	i := slices.IndexFunc(users, func(u User) bool { return u.ID == actor.User })
	if i < 0 {
		return fault.New(fault.NotFound, "没有这个用户")
	}
	if ok, err := argon2id.ComparePasswordAndHash(old, users[i].PasswordHash); err != nil || !ok {
		return fault.New(fault.Invalid, "密码没有更改").At("old", 0, "原密码不正确")
	}
	if old == password {
		return fault.New(fault.Invalid, "密码没有更改").At("password", 0, "新密码与原密码相同")
	}
	hash, err := argon2id.CreateHash(password, passwordParams)
	if err != nil {
		return err
	}
	return s.Store.InTx(ctx, actor, func(tx Tx) error { return tx.SetPassword(ctx, actor.User, hash) })
}

// DisableUser ends a user's access; what the user did stays.
func (s *Service) DisableUser(ctx context.Context, actor Actor, login string) error {
	if err := actor.must(ActManageUsers); err != nil {
		return err
	}
	return s.withUser(ctx, actor, login, func(tx Tx, u User) error {
		if err := tx.DisableUser(ctx, u.ID, s.Clock()); err != nil {
			return err
		}
		if err := s.logOffice(ctx, tx, actor, DidDisable, u.Name, "登录名 "+u.Login); err != nil {
			return err
		}
		return s.settleDesks(ctx, tx, actor)
	})
}

// EnableUser gives a disabled user access again (恢复使用). What was open when the user was disabled stays closed: sessions, API tokens and calendar
// feeds are made anew. Conflict when the user is not disabled.
func (s *Service) EnableUser(ctx context.Context, actor Actor, login string) error {
	if err := actor.must(ActManageUsers); err != nil {
		return err
	}
	return s.withUser(ctx, actor, login, func(tx Tx, u User) error {
		if u.DisabledAt.IsZero() {
			return fault.New(fault.Conflict, "用户 %s 没有停用", u.Login)
		}
		if err := tx.EnableUser(ctx, u.ID); err != nil {
			return err
		}
		if err := s.logOffice(ctx, tx, actor, DidEnable, u.Name, "登录名 "+u.Login); err != nil {
			return err
		}
		return s.settleDesks(ctx, tx, actor)
	})
}

func (s *Service) withUser(ctx context.Context, actor Actor, login string, fn func(Tx, User) error) error {
	return s.Store.InTx(ctx, actor, func(tx Tx) error {
		users, err := tx.Users(ctx)
		if err != nil {
			return err
		}
		for _, u := range users {
			if u.Login == login {
				if u.Recused() && actor.User != uuid.Nil {
					return operatorOnly()
				}
				return fn(tx, u)
			}
		}
		return fault.New(fault.NotFound, "没有登录名为“%s”的用户", login)
	})
}

// GrantAccess lets a prosecutor read one case, from today until the given day (zero: no end).
func (s *Service) GrantAccess(ctx context.Context, actor Actor, number string, user uuid.UUID, until calendar.Date) error {
	if err := actor.must(ActGrantAccess); err != nil {
		return err
	}
	return s.onCase(ctx, actor, number, func(tx Tx, d *Dossier) error {
		id := d.Case.ID
		g := Grant{User: user, From: s.Today(), Until: until, GivenBy: actor.Name}
		if err := tx.InsertGrant(ctx, id, g); err != nil {
			return err
		}
		return tx.Audit(ctx, id, s.entry(actor, "grant_access", map[string]any{"user": user.String(), "until": until.String()}))
	})
}

// entry begins an audit entry of the actor's act, now.
func (s *Service) entry(actor Actor, act string, detail map[string]any) AuditEntry {
	return AuditEntry{At: s.Clock().UTC(), By: actor.Name, Act: act, Detail: detail}
}

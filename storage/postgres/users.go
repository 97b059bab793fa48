package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
)

func noUser() *fault.Error {
	return fault.New(fault.NotFound, "没有这名用户，或者您没有管理权限")
}

// InsertUser implements liaison.Tx. A login is taken across all pooling areas, whatever its case: fault.Conflict.
func (t *tx) InsertUser(ctx context.Context, u liaison.User) error {
	if err := t.ensureTenant(ctx); err != nil {
		return err
	}
	b := &pgx.Batch{}
	b.Queue(`
		INSERT INTO app_user (tenant, id, login, name, password_hash, disabled_at) VALUES (@tenant, @id, @login, @name, @password_hash, @disabled_at)`,
		args{"tenant": t.tenant, "id": u.ID, "login": u.Login, "name": u.Name, "password_hash": u.PasswordHash, "disabled_at": instant(u.DisabledAt)})
	for _, r := range u.Roles {
		b.Queue(`INSERT INTO user_role (tenant, user_id, role, from_on, until_on) VALUES (@tenant, @user_id, @role, @from_on, @until_on)`,
			args{"tenant": t.tenant, "user_id": u.ID, "role": r.Role, "from_on": day(r.From), "until_on": day(r.Until)})
	}
	return t.send(ctx, "insert user", b)
}

// roleOf is a role with the user who holds it.
type roleOf struct {
	user uuid.UUID
	liaison.RoleTerm
}

// Users implements liaison.Tx, in the Chinese order of names. An outsider sees only themselves.
func (t *tx) Users(ctx context.Context) ([]liaison.User, error) {
	var users []liaison.User
	var roles []roleOf
	b := &pgx.Batch{}
	queueInto(b, &users, `
		SELECT u.id, u.login, u.name, u.password_hash, u.disabled_at
		FROM app_user u
		WHERE u.tenant = @tenant
		ORDER BY u.name COLLATE "zh-x-icu", u.login`, args{"tenant": t.tenant}, func(row pgx.CollectableRow) (u liaison.User, err error) {
		err = row.Scan(&u.ID, &u.Login, &u.Name, &u.PasswordHash, (*instant)(&u.DisabledAt))
		return u, err
	})
	queueInto(b, &roles, `
		SELECT r.user_id, r.role, r.from_on, r.until_on
		FROM user_role r
		WHERE r.tenant = @tenant
		ORDER BY r.user_id, r.from_on, r.role`, args{"tenant": t.tenant}, func(row pgx.CollectableRow) (r roleOf, err error) {
		err = row.Scan(&r.user, &r.Role, (*day)(&r.From), (*day)(&r.Until))
		return r, err
	})
	if err := t.send(ctx, "list users", b); err != nil {
		return nil, err
	}
	place := make(map[uuid.UUID]int, len(users))
	for i, u := range users {
		place[u.ID] = i
	}
	for _, r := range roles {
		u := &users[place[r.user]] // the foreign key holds a user for every role
		u.Roles = append(u.Roles, r.RoleTerm)
	}
	return users, nil
}

// InsertRole implements liaison.Tx.
func (t *tx) InsertRole(ctx context.Context, user uuid.UUID, r liaison.RoleTerm) error {
	_, err := t.exec(ctx, "give role", `INSERT INTO user_role (tenant, user_id, role, from_on, until_on) VALUES (@tenant, @user_id, @role, @from_on, @until_on)`,
		args{"tenant": t.tenant, "user_id": user, "role": r.Role, "from_on": day(r.From), "until_on": day(r.Until)})
	return err
}

// EndRole implements liaison.Tx.
func (t *tx) EndRole(ctx context.Context, user uuid.UUID, r liaison.RoleTerm) error {
	return t.execOne(ctx, "end role", `UPDATE user_role SET until_on = @until_on WHERE tenant = @tenant AND user_id = @user_id AND role = @role AND from_on = @from_on`,
		args{"tenant": t.tenant, "user_id": user, "role": r.Role, "from_on": day(r.From), "until_on": day(r.Until)}, noUser())
}

// SetPassword implements liaison.Tx.
func (t *tx) SetPassword(ctx context.Context, userID uuid.UUID, hash string) error {
	return t.execOne(ctx, "set password", `UPDATE app_user SET password_hash = @hash WHERE tenant = @tenant AND id = @user_id`,
		args{"tenant": t.tenant, "user_id": userID, "hash": hash}, noUser())
}

// EnableUser implements liaison.Tx.
func (t *tx) EnableUser(ctx context.Context, userID uuid.UUID) error {
	return t.execOne(ctx, "enable user", `UPDATE app_user SET disabled_at = NULL WHERE tenant = @tenant AND id = @user_id`,
		args{"tenant": t.tenant, "user_id": userID}, noUser())
}

// DisableUser implements liaison.Tx. The user's sessions, API tokens and feed end with it.
func (t *tx) DisableUser(ctx context.Context, userID uuid.UUID, at time.Time) error {
	return t.execOne(ctx, "disable user", `UPDATE app_user SET disabled_at = @at WHERE tenant = @tenant AND id = @user_id`,
		args{"tenant": t.tenant, "user_id": userID, "at": instant(at)}, noUser())
}

// beforeActor runs one of the sign-in functions of migration 011. As the application's role without an actor it can call these
// and see nothing else.
func (s *Store) beforeActor(ctx context.Context, doing string, fn func(pgx.Tx) error) error {
	return s.retry(ctx, func() (bool, error) {
		begun, err := s.pool.BeginTx(ctx, pgx.TxOptions{IsoLevel: pgx.ReadCommitted})
		if err != nil {
			return mayRetry(err, true), fmt.Errorf("begin: %w", err)
		}
		// After Commit this does nothing; a lost connection rolls back by itself.
		defer begun.Rollback(context.WithoutCancel(ctx))
		if _, err = begun.Exec(ctx, `SET LOCAL ROLE liaison_app`); err == nil {
			err = fn(begun)
		}
		if err == nil {
			err = begun.Commit(ctx) // each of the functions may run twice without harm, so a lost commit is tried again
		}
		return mayRetry(err, begun.Conn().IsClosed()), explain(doing, err)
	})
}

// SignIn implements liaison.Store. Upper and lower case do not matter; a disabled user is not found.
func (s *Store) SignIn(ctx context.Context, login string) (c liaison.Credential, err error) {
	err = s.beforeActor(ctx, "sign in", func(t pgx.Tx) error {
		return t.QueryRow(ctx, `SELECT s.tenant, s.user_id, s.name, s.password_hash FROM sign_in(@login) s`, args{"login": login}).
			Scan(&c.Tenant, &c.User, &c.Name, &c.PasswordHash)
	})
	if errors.Is(err, pgx.ErrNoRows) {
		return liaison.Credential{}, fault.New(fault.NotFound, "登录名或密码有误")
	}
	return c, err
}

// OpenSession implements liaison.Store. The user's ended sessions are removed with it.
func (s *Store) OpenSession(ctx context.Context, tokenHash []byte, tenant string, user uuid.UUID, until time.Time) error {
	return s.beforeActor(ctx, "open session", func(t pgx.Tx) error {
		_, err := t.Exec(ctx, `SELECT open_session(@hash, @tenant, @user_id, @until, @now)`,
			args{"hash": tokenHash, "tenant": tenant, "user_id": user, "until": instant(until), "now": instant(s.clock())})
		return err
	})
}

// SessionActor implements liaison.Store.
func (s *Store) SessionActor(ctx context.Context, tokenHash []byte, now time.Time) (a liaison.Actor, err error) {
	err = s.beforeActor(ctx, "read session", func(t pgx.Tx) error {
		return t.QueryRow(ctx, `SELECT s.tenant, s.user_id, s.name, s.roles FROM session_actor(@hash, @now, @today) s`,
			args{"hash": tokenHash, "now": instant(now), "today": day(calendar.FromTime(now))}).Scan(&a.Tenant, &a.User, &a.Name, &a.Roles)
	})
	if errors.Is(err, pgx.ErrNoRows) {
		return liaison.Actor{}, fault.New(fault.SignedOut, "您尚未登录，或登录已过期，请重新登录")
	}
	return a, err
}

// CloseSession implements liaison.Store. A session that is not there is closed already.
func (s *Store) CloseSession(ctx context.Context, tokenHash []byte) error {
	return s.beforeActor(ctx, "close session", func(t pgx.Tx) error {
		_, err := t.Exec(ctx, `SELECT close_session(@hash)`, args{"hash": tokenHash})
		return err
	})
}

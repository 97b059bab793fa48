package liaison

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"liaison/liaison/calendar"
	"liaison/liaison/fault"
)

// roleTx keeps which roles a user holds, from when until when.
type roleTx interface {
	InsertRole(ctx context.Context, user uuid.UUID, t RoleTerm) error
	// EndRole sets the last day of a role that a user holds from a day on. NotFound when there is no such term.
	EndRole(ctx context.Context, user uuid.UUID, t RoleTerm) error
}

// GiveRole gives a user a role from a day on (zero: today) until a last day (zero: no end): 主持工作 for as long as the post of 正职 is vacant.
func (s *Service) GiveRole(ctx context.Context, actor Actor, login string, t RoleTerm) error {
	if err := actor.must(ActManageUsers); err != nil {
		return err
	}
	if t.From.IsZero() {
		t.From = s.Today()
	}
	f := fault.New(fault.Invalid, "岗位没有登记")
	if !t.Role.Valid() || t.Role == RoleRecusal {
		f.At("role", 0, "请选择岗位；回避办理人由系统操作员新增用户时任命")
	}
	if t.From.Before(s.Today()) {
		f.At("from", 0, "第一天不能早于今天")
	}
	if !t.Until.IsZero() && t.Until.Before(t.From) {
		f.At("until", 0, "最后一天不能早于第一天")
	}
	if t.Role == RoleActing && t.Until.IsZero() {
		f.At("until", 0, "主持工作的负责人须写明最后一天，到期可以续任")
	}
	if len(f.Fields) > 0 {
		return f
	}
	return s.withUser(ctx, actor, login, func(tx Tx, u User) error {
		if u.Recused() {
			return fault.New(fault.Refused, "回避办理人不能兼任其他岗位")
		}
		for _, old := range u.Roles {
			if old.Role == t.Role && (old.Until.IsZero() || !t.From.After(old.Until)) && (t.Until.IsZero() || !old.From.After(t.Until)) {
				return fault.New(fault.Conflict, "%s在这段时间已担任%s", u.Name, t.Role.Title()).At("role", 0, "已担任这一岗位")
			}
		}
		if err := tx.InsertRole(ctx, u.ID, t); err != nil {
			return err
		}
		return s.rolesChanged(ctx, tx, actor, DidGiveRole, u, t)
	})
}

// EndRole ends a role that a user holds: the last day is today. Nobody ends the role by which he manages the users himself.
func (s *Service) EndRole(ctx context.Context, actor Actor, login string, role Role) error {
	if err := actor.must(ActManageUsers); err != nil {
		return err
	}
	return s.withUser(ctx, actor, login, func(tx Tx, u User) error {
		i := slices.IndexFunc(u.Roles, func(t RoleTerm) bool { return t.Role == role && (t.Until.IsZero() || t.Until.After(s.Today())) })
		switch {
		case i < 0:
			return fault.New(fault.NotFound, "%s没有担任%s，或者今天已是最后一天", u.Name, role.Title())
		case u.ID == actor.User && slices.Contains(permissions[ActManageUsers], role):
			return fault.New(fault.Refused, "不能结束自己的%s岗位，请由另一名负责人或者系统操作员办理", role.Title())
		}
		t := u.Roles[i]
		if t.Until = s.Today(); t.From.After(t.Until) {
			return fault.New(fault.Refused, "%s的%s岗位%s才开始，请在开始之后结束", u.Name, role.Title(), t.From.Chinese())
		}
		if err := tx.EndRole(ctx, u.ID, t); err != nil {
			return err
		}
		return s.rolesChanged(ctx, tx, actor, DidEndRole, u, t)
	})
}

func (s *Service) rolesChanged(ctx context.Context, tx Tx, actor Actor, act OfficeAct, u User, t RoleTerm) error {
	detail := t.Role.Title() + "，自" + t.From.Chinese() + "起"
	if t.Until != (calendar.Date{}) {
		detail += "至" + t.Until.Chinese()
	}
	if err := s.logOffice(ctx, tx, actor, act, u.Name, detail); err != nil {
		return err
	}
	return s.settleDesks(ctx, tx, actor)
}

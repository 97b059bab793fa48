package liaison

import (
	"context"
	"time"

	"github.com/google/uuid"
)

// OfficeEvent is an act about the office's own people that no case's chain keeps (办理记录): who may sign in, who covers whom. Events are only added.
type OfficeEvent struct {
	ID     uuid.UUID
	At     time.Time
	By     string
	Act    OfficeAct
	Of     string // whom it is about, by name
	Detail string // in Chinese, for the page; empty where there is nothing to add
}

// OfficeAct is what was done.
type OfficeAct string

const (
	DidDisable  OfficeAct = "disable"   // 停用用户
	DidEnable   OfficeAct = "enable"    // 恢复用户
	DidPassword OfficeAct = "password"  // 重设密码
	DidEndCover OfficeAct = "end_cover" // 提前结束代办
	DidGiveRole OfficeAct = "give_role" // 任用
	DidEndRole  OfficeAct = "end_role"  // 免去
	DidKeepSeal OfficeAct = "keep_seal" // 启用印章图样
	DidEndSeal  OfficeAct = "end_seal"  // 停用印章图样
)

var officeActTitles = map[OfficeAct]string{DidDisable: "停用用户", DidEnable: "恢复用户", DidPassword: "重设密码", DidEndCover: "提前结束代办", DidGiveRole: "增加岗位", DidEndRole: "结束岗位", DidKeepSeal: "启用印章图样", DidEndSeal: "停用印章图样"}

// Title is the act in Chinese.
func (a OfficeAct) Title() string { return officeActTitles[a] }

// officeLogTx keeps what was done about the office's own people.
type officeLogTx interface {
	AddOfficeEvent(ctx context.Context, e OfficeEvent) error
	// OfficeEvents lists the newest events first.
	OfficeEvents(ctx context.Context, limit int) ([]OfficeEvent, error)
}

// OfficeLog lists the newest acts about the office's own people, for the head. At most 500.
func (s *Service) OfficeLog(ctx context.Context, actor Actor, limit int) (out []OfficeEvent, err error) {
	if err := actor.must(ActManageUsers); err != nil {
		return nil, err
	}
	err = s.Store.InTx(ctx, actor, func(tx Tx) (err error) {
		out, err = tx.OfficeEvents(ctx, min(max(limit, 1), 500))
		return err
	})
	return out, err
}

// logOffice keeps one act.
func (s *Service) logOffice(ctx context.Context, tx Tx, actor Actor, act OfficeAct, of, detail string) error {
	return tx.AddOfficeEvent(ctx, OfficeEvent{ID: newID(), At: s.Clock().UTC(), By: actor.Name, Act: act, Of: of, Detail: detail})
}

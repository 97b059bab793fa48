package postgres

import (
	"errors"
	"fmt"
	"net"

	"github.com/jackc/pgx/v5/pgconn"

	"liaison/liaison/fault"
)

// SQLSTATE codes (PostgreSQL documentation, appendix A) that the store tells apart.
const (
	notNullViolation       = "23502"
	uniqueViolation        = "23505"
	undefinedTable         = "42P01"
	insufficientPrivilege  = "42501"
	characterNotInEncoding = "22021" // a NUL or a broken byte in text
	untranslatableChar     = "22P05" // \u0000 in JSON
	serializationFailure   = "40001"
	deadlockDetected       = "40P01"
	tooManyConnections     = "53300"
	adminShutdown          = "57P01"
	crashShutdown          = "57P02"
	cannotConnectNow       = "57P03"
)

// reason is what people are told when a constraint holds them back.
type reason struct {
	code    fault.Code
	message string
}

// constraintReasons are the constraints that people can run into; a column that may not be empty is named table.column.
// Constraints that only a mistake in the program can break are not among them: their errors go to the log.
func constraintReasons() map[string]reason {
	return map[string]reason{
		"app_user_login_key":                 {fault.Conflict, "登录名已有人使用，请换一个"},
		"app_user_has_login":                 {fault.Invalid, "请填写登录名"},
		"app_user_has_name":                  {fault.Invalid, "请填写姓名"},
		"user_role_exists":                   {fault.Invalid, "没有这一岗位，请重新选择"},
		"user_role_recusal_stands_alone":     {fault.Refused, "回避办理人不能兼任其他岗位，其他岗位的人也不能兼任回避办理人"},
		"recusal_step_follows_what_was_seen": {fault.Conflict, "刚才已登记了另一项，请刷新后核对"},
		"user_role_ends_after_it_begins":     {fault.Invalid, "岗位的截止日不能早于起始日"},
		"case_file_number_key":               {fault.Conflict, "案号刚被他人使用，请重试"},
		"case_file_folder_key":               {fault.Conflict, "该案已导入过，请在案件列表中查找"},
		"party_has_name":                     {fault.Invalid, "请填写当事人姓名"},
		"party_role_exists":                  {fault.Invalid, "没有这种当事人身份，请重新选择"},
		"organisation_pkey":                  {fault.Conflict, "该机构刚由他人改动，请刷新后重试"},
		"bundle_ordinal_key":                 {fault.Conflict, "证据卷刚由他人新建，请刷新后重试"},
		"bundle_sealed_stays":                {fault.Refused, "证据卷已定卷，不能更改；迟到的证据请收入补充卷"},
		"exhibit_bundle_is_open":             {fault.Refused, "证据卷已定卷，不能再收入或改动证据；迟到的证据请收入补充卷"},
		"exhibit_ordinal_key":                {fault.Conflict, "刚才有他人收入了证据，请刷新后重试"},
		"exhibit_file_name_key":              {fault.Conflict, "本案已有同名的证据文件，请改名后再收入"},
		"exhibit_has_title":                  {fault.Invalid, "请填写证据名称"},
		"exhibit_has_file_name":              {fault.Invalid, "证据文件没有文件名，请重新选择文件"},
		"exhibit_rotation_is_a_quarter_turn": {fault.Invalid, "旋转角度只能是 0、90、180 或 270 度"},
		"edition_ordinal_key":                {fault.Conflict, "证据卷刚由他人定卷，请刷新后查看"},
		"payment_row_place_key":              {fault.Conflict, "台账中的同一行已收入过，请核对文件"},
		"bank_row_place_key":                 {fault.Conflict, "银行流水中的同一行已收入过，请核对文件"},
		"claim_version_key":                  {fault.Conflict, "核定结果刚由他人更新，请刷新后重试"},
		"determination_says_why":             {fault.Invalid, "请写明认定理由"},
		"determination_rejection_says_why":   {fault.Invalid, "请写明不同意的理由"},
		"determination_three_people":         {fault.Refused, "认定须由两名承办人和法制审核人员分别作出，同一人不能确认两次"},
		"letter_leaves_only_approved":        {fault.Refused, "文书尚未审批，不能编号或制发"},
		"letter_two_persons":                 {fault.Refused, "拟稿人不能审批自己的文书，请由机关负责人另行审批"},
		"letter_issued_misses_nothing":       {fault.Missing, "文书还有待补的内容，不能制发"},
		"letter_issued_as_approved":          {fault.Refused, "文书内容在审批后有变动，请重新审批"},
		"reserved_number_pkey":               {fault.Conflict, "其中有的文号已经预留，请核对起号和止号"},
		"letter_scan_is_of_the_issued_file":  {fault.Conflict, "文书的状态刚有变动，签章扫描件没有收入，请刷新后重试"},
		"letter_voided_says_why":             {fault.Invalid, "请写明作废理由"},
		"letter_voided_was_not_served":       {fault.Refused, "文书已送达，不能作废"},
		"letter_state_goes_forward":          {fault.Conflict, "文书的办理状态已变，请刷新后重试"},
		"letter_keeps_its_number":            {fault.Refused, "文书已编号，文号不能更改；有误且未送达的，请作废后另行制作"},
		"letter_issued_stays":                {fault.Refused, "文书已制发，内容不能更改；有误且未送达的，请作废后另行制作"},
		"document_number_pkey":               {fault.Conflict, "文号已被使用，请核对登记簿"},
		"document_number_once_in_series":     {fault.Conflict, "文号已被使用，请核对登记簿"},
		"document_number_not_empty":          {fault.Invalid, "请填写文号"},
		"document_number_goes_forward":       {fault.Conflict, "文号的状态已变，请刷新后重试"},
		"paper.on_date":                      {fault.Missing, "请填写送达日期或收到日期"},
		"paper_letter_is_not_voided":         {fault.Refused, "该文号的文书已作废，不能登记送达，请核对文号"},
		"obligation_has_obligor":             {fault.Invalid, "请填写义务人姓名"},
		"obligation_is_of_money":             {fault.Invalid, "请填写大于零的应退金额"},
		"paper_minute_is_of_the_day":         {fault.Invalid, "时间应在 00:00 至 23:59 之间"},
		"paper_correction.new_on":            {fault.Missing, "请填写更正后的日期"},
		"paper_correction_says_why":          {fault.Invalid, "请写明更正理由"},
		"paper_correction_changes_something": {fault.Invalid, "更正后与原登记相同，无需更正"},
		"receipt.on_date":                    {fault.Missing, "请填写到账日期"},
		"receipt_source_exists":              {fault.Invalid, "没有这种到账来源，请重新选择"},
		"receipt_is_money":                   {fault.Invalid, "到账金额应大于零"},
		"receipt_allocation_is_money":        {fault.Invalid, "分配的每一笔金额应大于零"},
		"receipt_allocations_sum":            {fault.Invalid, "到账金额与应追回款、罚款、执行费等各项之和不符，请核对"},
		"case_grant_user_fkey":               {fault.NotFound, "没有这名用户，请重新选择"},
		"case_grant_ends_after_it_begins":    {fault.Invalid, "授权的截止日不能早于起始日"},
	}
}

// explain turns an error of the database into what the caller may rely on: a fault where a person can mend it, otherwise the
// error wrapped with what was being done. The cause stays in both, so that a transaction can still be retried.
func explain(doing string, err error) error {
	if err == nil || fault.As(err) != nil {
		return err
	}
	wrapped := fmt.Errorf("%s: %w", doing, err)
	var pg *pgconn.PgError
	if !errors.As(err, &pg) {
		return wrapped
	}
	name := pg.ConstraintName
	switch pg.Code {
	case notNullViolation:
		name = pg.TableName + "." + pg.ColumnName
	case insufficientPrivilege: // row-level security, or a right the application's role does not have
		return fault.Wrap(wrapped, fault.Forbidden, "您没有办理此事的权限")
	case characterNotInEncoding, untranslatableChar:
		return fault.Wrap(wrapped, fault.Invalid, "文字中有无法保存的字符，请删去后重试")
	}
	if r, ok := constraintReasons()[name]; ok {
		return fault.Wrap(wrapped, r.code, "%s", r.message)
	}
	return wrapped
}

// unavailable makes a fault of an error that says the database cannot be reached or takes no more connections.
func unavailable(err error) error {
	var pg *pgconn.PgError
	var connect *pgconn.ConnectError
	var network net.Error
	switch {
	case errors.As(err, &pg):
		switch pg.Code {
		case tooManyConnections, adminShutdown, crashShutdown, cannotConnectNow:
		default:
			return err
		}
	case errors.As(err, &connect), errors.As(err, &network):
	default:
		return err
	}
	return fault.Wrap(err, fault.Unavailable, "数据库暂时连不上，请稍后重试")
}

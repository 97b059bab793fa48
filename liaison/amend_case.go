package liaison

import (
	"context"
	"strings"

	"liaison/liaison/fault"
)

// AmendParty completes what letters need to know of a person and the folder did not tell: sex, address, phone, relation (补充当事人信息). Name
// and identity number are what the evidence says and do not change here. place counts from 1 in the order of the case.
func (s *Service) AmendParty(ctx context.Context, actor Actor, number string, place int, sex, address, phone, relation string) error {
	if err := actor.must(ActOpenCase); err != nil {
		return err
	}
	return s.onCase(ctx, actor, number, func(tx Tx, d *Dossier) error {
		if place < 1 || place > len(d.Parties) {
			return fault.New(fault.NotFound, "没有这名当事人")
		}
		if sex = strings.TrimSpace(sex); sex != "" && sex != "男" && sex != "女" {
			return fault.New(fault.Invalid, "性别应为男或者女").At("sex", 0, "请填写男或者女")
		}
		p := d.Parties[place-1]
		p.Sex, p.Address, p.Phone, p.Relation = sex, strings.TrimSpace(address), strings.TrimSpace(phone), strings.TrimSpace(relation)
		if err := tx.UpdateParty(ctx, d.Case.ID, place, p); err != nil {
			return err
		}
		return tx.Audit(ctx, d.Case.ID, s.entry(actor, "amend_party", map[string]any{"place": place}))
	})
}

// AmendOffice completes or corrects who acts: names, signers, officers, credit codes and accounts (补充单位信息). Letters already issued stay
// as they are; drafts and approvals that it changes go back.
func (s *Service) AmendOffice(ctx context.Context, actor Actor, number string, o Office) error {
	if err := actor.must(ActOpenCase); err != nil {
		return err
	}
	f := fault.New(fault.Invalid, "单位信息有误")
	for _, c := range []struct{ field, code string }{{"credit_code", o.CreditCode}, {"agency_credit_code", o.AgencyCreditCode}} {
		if c.code != "" && !validCreditCode(c.code) {
			f.At(c.field, 0, "统一社会信用代码 %s 的校验码不对，请核对（18 位，GB 32100）", c.code)
		}
	}
	if o.Bureau == "" {
		f.At("bureau", 0, "请填写人社局全称")
	}
	if len(f.Fields) > 0 {
		return f
	}
	return s.onCase(ctx, actor, number, func(tx Tx, d *Dossier) error {
		if err := tx.UpdateOffice(ctx, d.Case.ID, o); err != nil {
			return err
		}
		return tx.Audit(ctx, d.Case.ID, s.entry(actor, "amend_office", map[string]any{}))
	})
}

// creditDigits are the 31 characters of a 统一社会信用代码, in the order of their values (GB 32100-2015 table 1).
const creditDigits = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// validCreditCode checks length, characters and the check character (GB 32100-2015: weights 3^i mod 31).
func validCreditCode(code string) bool {
	if len(code) != 18 {
		return false
	}
	sum, weight := 0, 1
	for i := range 17 {
		v := strings.IndexByte(creditDigits, code[i])
		if v < 0 {
			return false
		}
		sum += v * weight
		weight = weight * 3 % 31
	}
	return creditDigits[(31-sum%31)%31] == code[17]
}

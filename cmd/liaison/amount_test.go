package main

import (
	"strings"
	"testing"
)

// The capitals are written by hand from 《支付结算办法》附一.
func TestAmountReadsWhatPeopleType(t *testing.T) {
	for _, tc := range []struct {
		name string
		args []string
		want string
	}{
		{"plain figures", []string{"107000.53"}, "人民币壹拾万零柒仟元伍角叁分"},
		{"a negative", []string{"-12.3"}, "人民币（负）壹拾贰元叁角"},
		{"a negative behind two dashes", []string{"--", "-12.3"}, "人民币（负）壹拾贰元叁角"},
		{"a currency mark and commas", []string{"¥1,234.50"}, "人民币壹仟贰佰叁拾肆元伍角"},
		{"full-width digits", []string{"１２３４．５"}, "人民币壹仟贰佰叁拾肆元伍角"},
		{"with its unit", []string{"1,234.50元"}, "人民币壹仟贰佰叁拾肆元伍角"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := runProgram(t, append([]string{"amount"}, tc.args...)...).wantCode(t, 0)
			if got := strings.TrimSpace(r.stdout); got != tc.want {
				t.Errorf("got %s, want %s", got, tc.want)
			}
		})
	}
	for _, args := range [][]string{{}, {"--"}, {"1", "2"}, {"1,23"}, {"1.234"}, {"--", "--json"}} {
		runProgram(t, append([]string{"amount"}, args...)...).wantCode(t, 2)
	}
}

package directory

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of one organisation's texts, in characters.
const (
	longestName = 60
	longestText = 120
)

var (
	phoneForm   = regexp.MustCompile(`^[0-9（）()+\-—转、,，; ]{3,60}$`)
	postForm    = regexp.MustCompile(`^\d{6}$`)
	accountForm = regexp.MustCompile(`^[0-9A-Za-z\- ]{5,40}$`)
)

// Problem is what is wrong with one field of an organisation; the field is a column's English name.
type Problem struct {
	Field   string
	Message string // Chinese: what is wrong and what would be right
}

// Tidy trims what people type around words, and fills the level in that the code tells.
func (o *Organisation) Tidy() {
	for _, s := range []*string{&o.Name, &o.FullName, &o.Division, &o.Superior, &o.Seat, &o.Address, &o.PostCode, &o.Phone, &o.Contact,
		&o.Account.Holder, &o.Account.Bank, &o.Account.Number, &o.Source} {
		*s = strings.TrimSpace(*s)
	}
	if o.FullName == o.Name {
		o.FullName = ""
	}
	if o.Level == "" {
		o.Level = LevelOf(o.Division)
	}
}

// Check says what is wrong with an organisation; nothing when it may stand in the directory.
func (o *Organisation) Check() []Problem {
	var out []Problem
	wrong := func(field, message string) { out = append(out, Problem{field, message}) }
	if !o.Kind.Valid() {
		wrong("kind", "请选择类别，例如 公安机关、人民检察院、基层人民法院")
	}
	if o.Name == "" {
		wrong("name", "请填写名称，例如 尧都区公安局")
	}
	if !isDivision(o.Division) {
		wrong("division", "区划代码应为 GB/T 2260 的六位数字，例如 141002；全国性机构填 100000")
	}
	switch told := LevelOf(o.Division); {
	case o.Level == "" && told == "":
		// said of the code already
	case !o.Level.Valid():
		wrong("level", "层级应为 县级、开发区、市级、省级、全国 之一")
	case o.Level != Zone && told != "" && told != o.Level:
		wrong("level", "区划代码 "+o.Division+" 是"+told.Title()+"的，与层级“"+o.Level.Title()+"”不符")
	}
	if o.Kind == BasicCourt && (o.Level == Prefecture || o.Level == Province || o.Level == Nation) {
		wrong("division", "基层人民法院应填所在县（市、区）的区划代码")
	}
	for _, c := range o.Covers {
		if !isDivision(c) && ZoneOf(c) == "" {
			wrong("covers", "管辖应为区划代码或者开发区名称，以分号隔开，例如 141021;临汾经济开发区；“"+clip(c)+"”两者都不是")
		}
	}
	if o.Seat != "" && LevelOf(o.Seat) != County {
		wrong("seat", "所在地应为所在县（市、区）的区划代码，例如 141002")
	}
	if o.PostCode != "" && !postForm.MatchString(o.PostCode) {
		wrong("post_code", "邮编应为六位数字")
	}
	if o.Phone != "" && !phoneForm.MatchString(o.Phone) {
		wrong("phone", "电话只能有数字、横线、括号和“转”，几个号码以顿号隔开")
	}
	if o.Account.Number != "" && !accountForm.MatchString(o.Account.Number) {
		wrong("account_number", "账号应为数字，以文本格式填写")
	}
	if o.Account.Number != "" && (o.Account.Holder == "" || o.Account.Bank == "") {
		wrong("account_number", "填写账号的，户名和开户行也要填写")
	}
	if !o.From.IsZero() && !o.Until.IsZero() && o.Until.Before(o.From) {
		wrong("until", "停用日期早于启用日期")
	}
	return append(out, o.badText()...)
}

// badText finds texts that are too long or hold what no letter can print.
func (o *Organisation) badText() []Problem {
	var out []Problem
	for _, f := range []struct {
		field, value string
		most         int
	}{{"name", o.Name, longestName}, {"full_name", o.FullName, longestName}, {"superior", o.Superior, longestName}, {"address", o.Address, longestText}, {"contact", o.Contact, longestText},
		{"account_holder", o.Account.Holder, longestName}, {"account_bank", o.Account.Bank, longestName}, {"source", o.Source, longestText}} {
		switch {
		case utf8.RuneCountInString(f.value) > f.most:
			out = append(out, Problem{f.field, "内容过长，请核对"})
		case strings.ContainsFunc(f.value, func(r rune) bool { return unicode.IsControl(r) || r == utf8.RuneError }):
			out = append(out, Problem{f.field, "有不能打印的字符，请删去后重填"})
		}
	}
	return out
}

// clip shortens what is quoted in a message.
func clip(s string) string {
	if r := []rune(s); len(r) > 20 {
		return string(r[:20]) + "……"
	}
	return s
}

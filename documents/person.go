package documents

import (
	"strconv"
	"time"

	"liaison/liaison"
	"liaison/liaison/calendar"
)

// Person is a party as letters name them. Identity numbers stand in full: the letters go to police, court and procuratorate (04 §4.1).
type Person struct {
	No                                                   Value // in a list
	Name, Sex, Birth, IDNumber, Address, Phone, Relation Value
	Dead                                                 bool
}

// personOf makes a party printable; whose says whose facts are lacking, such as 被申请人尉迟军.
func personOf(p liaison.Party, whose string) Person {
	birth, sex := readIdentity(p.IDNumber)
	if p.Sex != "" { // what the folder says prevails over what the number says
		sex = p.Sex
	}
	return Person{
		Name:     nameOr(p.Name, whose+"的姓名"),
		Sex:      textOr(sex, whose+"的性别"),
		Birth:    textOr(birth.Chinese(), whose+"的出生日期"),
		IDNumber: textOr(p.IDNumber, whose+"的公民身份号码"),
		Address:  textOr(p.Address, whose+"的住址"),
		Phone:    textOr(p.Phone, whose+"的联系电话"),
		Relation: text(p.Relation),
	}
}

func nameOr(s, what string) Value {
	if v := personName(s); v.known {
		return v
	}
	return gap(what)
}

// readIdentity takes date of birth and sex from an 18-digit citizen identification number: digits 7 to 14 are the date, the 17th is odd
// for men (GB 11643-1999 4.2.2, 4.2.3). Both are zero for anything else.
func readIdentity(number string) (birth calendar.Date, sex string) {
	if len(number) != 18 {
		return calendar.Date{}, ""
	}
	digits, err := strconv.Atoi(number[6:14])
	order, err2 := strconv.Atoi(number[16:17])
	if err != nil || err2 != nil {
		return calendar.Date{}, ""
	}
	y, m, d := digits/10000, digits/100%100, digits%100
	birth = calendar.NewDate(y, time.Month(m), d)
	if birth.Year != y || int(birth.Month) != m || birth.Day != d {
		return calendar.Date{}, ""
	}
	if order%2 == 1 {
		return birth, "男"
	}
	return birth, "女"
}

package directory

import "strings"

// Difference is one field in which two readings of an organisation differ.
type Difference struct{ Field, From, To string } // Field is the column's heading

// value is what stands in a column, as a file would say it.
func (o *Organisation) value(field string) string {
	switch field {
	case "kind":
		return o.Kind.Title()
	case "name":
		return o.Name
	case "full_name":
		return o.FullName
	case "division":
		return o.Division
	case "level":
		return o.Level.Title()
	case "superior":
		return o.Superior
	case "covers":
		return strings.Join(o.Covers, "；")
	case "seat":
		return o.Seat
	case "address":
		return o.Address
	case "post_code":
		return o.PostCode
	case "phone":
		return o.Phone
	case "contact":
		return o.Contact
	case "account_holder":
		return o.Account.Holder
	case "account_bank":
		return o.Account.Bank
	case "account_number":
		return o.Account.Number
	case "from":
		return o.From.String()
	case "until":
		return o.Until.String()
	case "source":
		return o.Source
	}
	return ""
}

// Values is the organisation by the English names of the columns, as a form or a file holds it.
func (o *Organisation) Values() map[string]string {
	out := map[string]string{}
	for _, c := range columns() {
		out[c.field] = o.value(c.field)
	}
	return out
}

// FromValues makes an organisation of what a form holds by the English names of the columns, and says what cannot be read.
func FromValues(value func(field string) string) (Organisation, []Problem) {
	var o Organisation
	var wrong []Problem
	for _, c := range columns() {
		v := strings.TrimSpace(value(c.field))
		if v == "" {
			continue
		}
		if w := c.set(&o, v); w != "" {
			wrong = append(wrong, Problem{c.field, w})
		}
	}
	o.Tidy()
	return o, wrong
}

// Differences lists in which fields a later reading differs.
func (o *Organisation) Differences(later Organisation) []Difference {
	var out []Difference
	for _, c := range columns() {
		if a, b := o.value(c.field), later.value(c.field); a != b {
			out = append(out, Difference{c.headings[0], a, b})
		}
	}
	return out
}

package liaison

import "testing"

func TestALetterToThePartiesIsPostedByTheirCodeThenAddress(t *testing.T) {
	cases := []struct{ name, address, want string }{
		{"the code stands behind the address", "山西省临汾市尧都区某街道38号 041000", "041000 山西省临汾市尧都区某街道38号 041000"},
		{"the code stands before it", "041000 临汾市", "041000 041000 临汾市"},
		{"a longer number is no code", "临汾市 电话03571234567", " 临汾市 电话03571234567"},
		{"no code", "临汾市某街道", " 临汾市某街道"},
		{"no address", "", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d := &Dossier{Parties: []Party{{Role: RoleInsured, Name: "甲", Address: "别处"}, {Role: RoleRecipient, Name: "乙", Address: c.address}}}
			if got := postal(d, "to_the_parties"); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

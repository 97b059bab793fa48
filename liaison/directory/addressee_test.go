package directory_test

import (
	"slices"
	"strings"
	"testing"

	"liaison/liaison/calendar"
	"liaison/liaison/directory"
	"liaison/liaison/law"
)

const (
	county = "尧都区人力资源和社会保障局"
	city   = "临汾市人力资源和社会保障局"
	zone   = "临汾经济开发区人力资源和社会保障局"
)

// The expected names are worked out by hand from 国务院令第310号第五条, 法释〔2018〕1号第一百五十七条, 行政强制法第五十六条, 刑诉规则第五百五十七条 and
// 行政复议法第二十四条: same level and place, the basic court where the applicant stands, the court one level up.
func TestWhoIsAddressedByLevelAndPlace(t *testing.T) {
	const gap = ""
	for _, tt := range []struct {
		name string
		of   directory.Office
		want map[directory.Need]string
	}{
		{"a district's bureau", directory.Office{Bureau: county, Division: "141002"}, map[directory.Need]string{
			directory.NeedPolice: "尧都区公安局", directory.NeedPoliceAbove: "临汾市公安局", directory.NeedProcuratorate: "尧都区人民检察院", directory.NeedCourt: "尧都区人民法院",
			directory.NeedCourtAbove: "临汾市中级人民法院", directory.NeedProcuratorateOfCourt: "尧都区人民检察院", directory.NeedGovernment: "尧都区人民政府",
			directory.NeedDiscipline: "尧都区纪委监委", directory.NeedCivilAffairs: "尧都区民政局", directory.NeedJustice: "尧都区司法局",
			directory.NeedFinanceRegulator: "国家金融监督管理总局临汾监管分局", directory.NeedPrison: gap, directory.NeedCorrection: gap}},
		{"a county-level city", directory.Office{Bureau: "侯马市人力资源和社会保障局", Division: "141081"}, map[directory.Need]string{
			directory.NeedPolice: "侯马市公安局", directory.NeedPoliceAbove: "临汾市公安局", directory.NeedCourt: "侯马市人民法院", directory.NeedCourtAbove: "临汾市中级人民法院", directory.NeedGovernment: "侯马市人民政府"}},
		{"a county with a name of one character", directory.Office{Bureau: "古县人力资源和社会保障局", Division: "141025"}, map[directory.Need]string{
			directory.NeedPolice: "古县公安局", directory.NeedCourt: "古县人民法院", directory.NeedProcuratorate: "古县人民检察院"}},
		{"a district named with its city", directory.Office{Bureau: "临汾市尧都区人力资源和社会保障局", Division: "141002"}, map[directory.Need]string{
			directory.NeedPolice: "尧都区公安局", directory.NeedCourt: "尧都区人民法院"}},
		{"only the agency tells the place", directory.Office{Agency: "洪洞县社会保险中心", Division: "141024"}, map[directory.Need]string{directory.NeedPolice: "洪洞县公安局", directory.NeedCourt: "洪洞县人民法院"}},
		{"the city's bureau goes to the basic court of the district it stands in", directory.Office{Bureau: city, Division: "141000", Address: "山西省临汾市尧都区某路1号"}, map[directory.Need]string{
			directory.NeedPolice: "临汾市公安局", directory.NeedPoliceAbove: "山西省公安厅", directory.NeedProcuratorate: "临汾市人民检察院", directory.NeedCourt: "尧都区人民法院",
			directory.NeedCourtAbove: "临汾市中级人民法院", directory.NeedProcuratorateOfCourt: "尧都区人民检察院", directory.NeedGovernment: "临汾市人民政府", directory.NeedDiscipline: "临汾市纪委监委"}},
		{"the city's bureau whose address does not tell the district", directory.Office{Bureau: city, Division: "141000", Address: "某路1号"}, map[directory.Need]string{
			directory.NeedPolice: "临汾市公安局", directory.NeedCourt: gap, directory.NeedCourtAbove: gap, directory.NeedProcuratorateOfCourt: gap}},
		{"the city's bureau in a case of one of its districts", directory.Office{Bureau: city, Division: "141002", Address: "山西省临汾市尧都区某路1号"}, map[directory.Need]string{
			directory.NeedPolice: "临汾市公安局", directory.NeedCourt: "尧都区人民法院"}},
		{"a development zone has no police or court of its own", directory.Office{Bureau: zone, Agency: "尧都区社会保险中心", Division: "141002"}, map[directory.Need]string{
			directory.NeedPolice: gap, directory.NeedCourt: gap, directory.NeedProcuratorate: gap, directory.NeedGovernment: gap, directory.NeedPoliceAbove: gap}},
		{"no place in any name", directory.Office{Bureau: "人力资源和社会保障局", Division: "141002"}, map[directory.Need]string{directory.NeedPolice: gap, directory.NeedCourt: gap}},
		{"a place of the same name in another city is not taken", directory.Office{Bureau: county, Division: "330102"}, map[directory.Need]string{directory.NeedCourtAbove: gap, directory.NeedDiscipline: gap}},
		{"a county that the directory does not know", directory.Office{Bureau: "榆次区人力资源和社会保障局", Division: "140702"}, map[directory.Need]string{
			directory.NeedPolice: "榆次区公安局", directory.NeedCourt: "榆次区人民法院", directory.NeedProcuratorate: "榆次区人民检察院", directory.NeedGovernment: "榆次区人民政府",
			directory.NeedCourtAbove: gap, directory.NeedDiscipline: gap, directory.NeedCivilAffairs: gap}},
		{"a city that the directory does not know", directory.Office{Bureau: "晋中市人力资源和社会保障局", Division: "140700", Address: "山西省晋中市榆次区某街"}, map[directory.Need]string{
			directory.NeedPolice: "晋中市公安局", directory.NeedCourt: "榆次区人民法院", directory.NeedCourtAbove: gap}},
		{"papers name who acted", directory.Office{Bureau: county, Division: "141002", Police: "侯马市公安局", Court: "洪洞县人民法院"}, map[directory.Need]string{
			directory.NeedPolice: "侯马市公安局", directory.NeedProcuratorate: "侯马市人民检察院", directory.NeedCourt: "洪洞县人民法院", directory.NeedProcuratorateOfCourt: "洪洞县人民检察院", directory.NeedCourtAbove: "临汾市中级人民法院"}},
		{"the police that decided, not those the referral went to", directory.Office{Bureau: county, Division: "141002", Police: "尧都区公安局", Decider: "临汾市公安局"}, map[directory.Need]string{
			directory.NeedPolice: "尧都区公安局", directory.NeedProcuratorate: "临汾市人民检察院"}},
		{"a branch of the city's police named after the district", directory.Office{Bureau: county, Division: "141002", Police: "临汾市公安局尧都分局"}, map[directory.Need]string{
			directory.NeedPolice: "临汾市公安局尧都分局", directory.NeedProcuratorate: "尧都区人民检察院", directory.NeedPoliceAbove: "临汾市公安局"}},
		{"a team of the district's police", directory.Office{Bureau: county, Division: "141002", Police: "尧都区公安局经侦大队"}, map[directory.Need]string{directory.NeedProcuratorate: "尧都区人民检察院"}},
		{"a branch named after no district", directory.Office{Bureau: county, Division: "141002", Police: "临汾市公安局开发区分局"}, map[directory.Need]string{
			directory.NeedPolice: "临汾市公安局开发区分局", directory.NeedProcuratorate: gap, directory.NeedPoliceAbove: gap}},
		{"police that nobody knows", directory.Office{Bureau: county, Division: "141002", Police: "某公安处"}, map[directory.Need]string{
			directory.NeedPolice: "某公安处", directory.NeedProcuratorate: gap, directory.NeedPoliceAbove: gap}},
		{"the court above took the case up", directory.Office{Bureau: county, Division: "141002", Court: "临汾市中级人民法院"}, map[directory.Need]string{
			directory.NeedProcuratorateOfCourt: "临汾市人民检察院", directory.NeedCourtAbove: "山西省高级人民法院"}},
		{"a court by its full name", directory.Office{Bureau: county, Division: "141002", Court: "临汾市尧都区人民法院"}, map[directory.Need]string{
			directory.NeedCourt: "临汾市尧都区人民法院", directory.NeedProcuratorateOfCourt: "尧都区人民检察院"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for need, want := range tt.want {
				a := directory.Carried().Addressee(need, tt.of)
				if a.Organisation.Name != want {
					t.Errorf("%s goes to %q (%s), want %q", need, a.Organisation.Name, a.Why, want)
				}
				if !a.Found() && (a.Why == "" || a.What == "") {
					t.Errorf("%s: the gap does not say what is missing: %+v", need, a)
				}
			}
		})
	}
}

func org(kind directory.Kind, name, division string, change ...func(*directory.Organisation)) directory.Organisation {
	o := directory.Organisation{ID: directory.IDOf(kind, division, name), Kind: kind, Name: name, Division: division}
	for _, f := range change {
		f(&o)
	}
	o.Tidy()
	return o
}

func covering(places ...string) func(*directory.Organisation) {
	return func(o *directory.Organisation) { o.Covers = places }
}

func TestWhatTheOfficeAddsWins(t *testing.T) {
	today := calendar.NewDate(2026, 11, 24)
	with := func(own ...directory.Organisation) *directory.Directory { return directory.Carried().With(own, today) }
	countyOffice := directory.Office{Bureau: county, Division: "141002", Bank: "中国农业银行"}
	zoneOffice := directory.Office{Bureau: zone, Division: "141002"}
	for _, tt := range []struct {
		name string
		d    *directory.Directory
		need directory.Need
		of   directory.Office
		want string
	}{
		{"one court takes the applications of several places (集中管辖)", with(org(directory.BasicCourt, "侯马市人民法院", "141081", covering("141002", "141024"))), directory.NeedCourt, countyOffice, "侯马市人民法院"},
		{"and its procuratorate goes with it", with(org(directory.BasicCourt, "侯马市人民法院", "141081", covering("141002"))), directory.NeedProcuratorateOfCourt, countyOffice, "侯马市人民检察院"},
		{"until the arrangement ends", with(org(directory.BasicCourt, "临汾铁路运输法院", "141002", covering("141002"), func(o *directory.Organisation) { o.Until = today.AddDays(-1) })), directory.NeedCourt, countyOffice, "尧都区人民法院"},
		{"from when it begins", with(org(directory.BasicCourt, "临汾铁路运输法院", "141002", covering("141002"), func(o *directory.Organisation) { o.From = today.AddDays(1) })), directory.NeedCourt, countyOffice, "尧都区人民法院"},
		{"on its first day", with(org(directory.BasicCourt, "临汾铁路运输法院", "141002", covering("141002"), func(o *directory.Organisation) { o.From = today })), directory.NeedCourt, countyOffice, "临汾铁路运输法院"},
		{"police of a development zone", with(org(directory.Police, "临汾市公安局开发区分局", "141002", covering("临汾经济开发区"), func(o *directory.Organisation) { o.Level = directory.Zone })), directory.NeedPolice, zoneOffice, "临汾市公安局开发区分局"},
		{"which leaves the district's as they were", with(org(directory.Police, "临汾市公安局开发区分局", "141002", covering("临汾经济开发区"), func(o *directory.Organisation) { o.Level = directory.Zone })), directory.NeedPolice, countyOffice, "尧都区公安局"},
		{"the procuratorate that is named for the zone", with(org(directory.Police, "临汾市公安局开发区分局", "141002", covering("临汾经济开发区"), func(o *directory.Organisation) { o.Level = directory.Zone }),
			org(directory.Procuratorate, "尧都区人民检察院", "141002", covering("临汾经济开发区"))), directory.NeedProcuratorate, zoneOffice, "尧都区人民检察院"},
		{"none is named for the zone", with(org(directory.Police, "临汾市公安局开发区分局", "141002", covering("临汾经济开发区"), func(o *directory.Organisation) { o.Level = directory.Zone })), directory.NeedProcuratorate, zoneOffice, ""},
		{"the police above those of a zone", with(org(directory.Police, "临汾市公安局开发区分局", "141002", covering("临汾经济开发区"), func(o *directory.Organisation) { o.Level = directory.Zone })), directory.NeedPoliceAbove, zoneOffice, "临汾市公安局"},
		{"two of a kind in one place are not chosen between", with(org(directory.Police, "尧都区第二公安局", "141002")), directory.NeedPolice, countyOffice, ""},
		{"one prison", with(org(directory.Prison, "某监狱", "141000")), directory.NeedPrison, countyOffice, "某监狱"},
		{"two prisons", with(org(directory.Prison, "某监狱", "141000"), org(directory.Prison, "又一监狱", "141000")), directory.NeedPrison, countyOffice, ""},
		{"a superior by name", with(org(directory.BasicCourt, "尧都区人民法院", "141002", func(o *directory.Organisation) { o.Superior = "太原铁路运输中级法院" })), directory.NeedCourtAbove, countyOffice, "太原铁路运输中级法院"},
		{"a city's seat by the directory", with(org(directory.Bureau, city, "141000", func(o *directory.Organisation) { o.Seat = "141002" })), directory.NeedCourt, directory.Office{Bureau: city, Division: "141000"}, "尧都区人民法院"},
		{"the bank that paid", with(), directory.NeedBank, countyOffice, "中国农业银行"},
		{"no bank known", with(), directory.NeedBank, directory.Office{Bureau: county, Division: "141002", Bank: "中国银行"}, ""},
		{"a renamed police office", with(func() directory.Organisation {
			o := org(directory.Police, "尧都区公安局", "141002")
			o.Name = "临汾市公安局尧都分局"
			return o
		}()), directory.NeedPolice, countyOffice, "临汾市公安局尧都分局"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if a := tt.d.Addressee(tt.need, tt.of); a.Organisation.Name != tt.want {
				t.Errorf("%s goes to %q (%s), want %q", tt.need, a.Organisation.Name, a.Why, tt.want)
			}
		})
	}
}

func TestAPartOfThePoliceThatIsInTheDirectoryHasItsProcuratorate(t *testing.T) {
	d := directory.Carried().With([]directory.Organisation{org(directory.Police, "临汾市公安局尧都分局", "141002")}, calendar.NewDate(2026, 11, 24))
	a := d.Addressee(directory.NeedProcuratorate, directory.Office{Bureau: county, Division: "141002", Police: "临汾市公安局尧都分局"})
	if a.Organisation.Name != "尧都区人民检察院" {
		t.Errorf("goes to %q (%s)", a.Organisation.Name, a.Why)
	}
}

func TestEveryNeedNamesItsArticle(t *testing.T) {
	for _, need := range directory.Needs() {
		a := directory.Carried().Addressee(need, directory.Office{Bureau: county, Division: "141002"})
		if assisting := need == directory.NeedTax || need == directory.NeedMarketRegulation; a.Basis.Instrument == "" && !assisting {
			t.Errorf("%s has no article", need)
		}
	}
	if a := directory.Carried().Addressee(directory.NeedProcuratorateOfCourt, directory.Office{Bureau: county}); a.Basis.Certainty != law.MemoryM || !a.Basis.NeedsReview() {
		t.Error("the supervision of enforcement does not ask for a legal review")
	}
	if a := directory.Carried().Addressee("nothing", directory.Office{}); a.Found() || a.Why == "" {
		t.Errorf("an unknown need goes to %+v", a)
	}
}

func TestTheCarriedDirectoryHoldsNamesOnly(t *testing.T) {
	orgs := directory.Carried().List(directory.Filter{})
	if len(orgs) < 200 {
		t.Fatalf("%d organisations", len(orgs))
	}
	for _, o := range orgs {
		if o.Address+o.PostCode+o.Phone+o.Contact+o.Account.Number != "" {
			t.Errorf("%s has facts that nobody gave: %+v", o.Name, o)
		}
		if o.Source == "" {
			t.Errorf("%s does not say where its name comes from", o.Name)
		}
		if len(o.Missing()) < 4 {
			t.Errorf("%s does not say what is missing", o.Name)
		}
	}
	places := directory.Carried().Places()
	for _, want := range []string{"尧都区", "侯马市", "洪洞县", "汾西县", "霍州市", "襄汾县", "临汾市"} {
		if !slices.ContainsFunc(places, func(p directory.Place) bool { return p.Name == want }) {
			t.Errorf("%s is not in the directory", want)
		}
	}
	first := directory.Carried().List(directory.Filter{Kind: directory.Police, First: "141034"})
	if first[0].Name != "汾西县公安局" || first[1].Name != "临汾市公安局" {
		t.Errorf("the nearest police are %s, %s", first[0].Name, first[1].Name)
	}
	if got := directory.Carried().List(directory.Filter{Text: "洪洞", Kind: directory.Tax}); len(got) != 1 || !strings.Contains(got[0].Name, "洪洞县税务局") {
		t.Errorf("found %v", got)
	}
}

func TestThePlaceOfAnOffice(t *testing.T) {
	for office, want := range map[string]string{
		"尧都区人力资源和社会保障局": "尧都区", "侯马市人力资源和社会保障局": "侯马市", "洪洞县人力资源社会保障局": "洪洞县", "汾西县社会保险中心": "汾西县",
		"临汾市尧都区人力资源和社会保障局": "临汾市尧都区", "临汾经济开发区人力资源和社会保障局": "", "人力资源和社会保障局": "", "某单位": "",
	} {
		if got := directory.PlaceOf(office); got != want {
			t.Errorf("%s is of %q, want %q", office, got, want)
		}
	}
}

// FuzzAddressee: whatever names and codes a case holds, the answer is an organisation or says what is missing.
func FuzzAddressee(f *testing.F) {
	f.Add(county, "尧都区社会保险中心", "141002", "山西省临汾市尧都区某路1号", "尧都区公安局经侦大队", "临汾市公安局尧都分局", "临汾市中级人民法院")
	f.Add(zone, "", "1410", "", "", "公安局", "人民法院")
	f.Add("区", "县人社局社保", "999999", "市", "临汾市公安局分局", "x", "人民检察院")
	f.Fuzz(func(t *testing.T, bureau, agency, division, address, police, decider, court string) {
		of := directory.Office{Bureau: bureau, Agency: agency, Division: division, Address: address, Police: police, Decider: decider, Court: court}
		for _, need := range directory.Needs() {
			if a := directory.Carried().Addressee(need, of); a.What == "" || !a.Found() && a.Why == "" {
				t.Fatalf("%s: %+v", need, a)
			}
		}
	})
}

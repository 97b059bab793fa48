package documents

import (
	"strings"

	"liaison/liaison"
	"liaison/liaison/law"
)

// placeOf is the place that an office's name begins with, 尧都区人力资源和社会保障局 -> 尧都区; empty when the name does not begin with a
// county, district or city. A development zone is none: it has no court or police of its own name.
func placeOf(office string) string {
	for _, trade := range []string{"人力资源和社会保障局", "人力资源社会保障局", "社会保险", "社保", "城乡居民"} {
		if i := strings.Index(office, trade); i > 0 {
			office = office[:i]
			break
		}
	}
	for _, zone := range []string{"开发区", "新区", "示范区", "园区", "矿区管理区"} {
		if strings.HasSuffix(office, zone) {
			return ""
		}
	}
	for _, unit := range []string{"区", "县", "市", "旗"} {
		if strings.HasSuffix(office, unit) && len([]rune(office)) >= 3 {
			return office
		}
	}
	return ""
}

// prefectureLevel reports whether a GB/T 2260 code is that of a city with districts (临汾市 141000) or a province: its bureau's police and
// procuratorate are the city's, its court a basic court all the same (法释〔2018〕1号第一百五十七条).
func prefectureLevel(division string) bool { return strings.HasSuffix(division, "00") }

// addressees are the authorities that the letters of a case go to.
type addressees struct{ Police, Procuratorate, Court Value }

// addresseesOf names them: as recorded on their papers, else by the bureau's place. A place that the names do not tell is a gap.
func addresseesOf(d *liaison.Dossier) addressees {
	place := placeOf(d.Case.Office.Bureau)
	if place == "" {
		place = placeOf(d.Case.Office.Agency)
	}
	named := func(suffix, what, place string) Value {
		if place == "" {
			return gap(what)
		}
		return text(place + suffix)
	}
	a := addressees{
		Police:        named("公安局", "受移送公安机关名称", place),
		Procuratorate: named("人民检察院", "同级人民检察院名称", place),
		Court:         named("人民法院", "有管辖权的基层人民法院名称", basicCourtPlace(d, place)),
	}
	for _, p := range d.Papers {
		switch {
		case p.By == "":
		case p.Kind == law.ReferralDelivered || p.Kind == law.ReferralReceipt:
			a.Police = text(p.By)
		case p.Kind == law.CourtFilingReceipt:
			a.Court = text(p.By)
		}
	}
	return a
}

// basicCourtPlace is the county, district or county-level city whose court takes the application. For the bureau of a city with districts
// it is the district its office stands in, by its address.
func basicCourtPlace(d *liaison.Dossier, place string) string {
	if !prefectureLevel(d.Case.Division) {
		return place
	}
	_, rest, ok := strings.Cut(d.Case.Office.Address, place)
	if !ok || place == "" {
		return ""
	}
	for _, unit := range []string{"区", "县", "市"} {
		if i := strings.Index(rest, unit); i > 0 && len([]rune(rest[:i])) <= 4 {
			return rest[:i] + unit
		}
	}
	return ""
}

package directory

import "strings"

// trades are the words with which the name of an office's business begins, after its place.
func trades() []string {
	return []string{"人力资源和社会保障局", "人力资源社会保障局", "社会保险", "社保", "城乡居民"}
}

func zoneWords() []string {
	return []string{"开发区", "新区", "示范区", "园区", "矿区管理区"}
}

// placeWords is what stands before the business in an office's name.
func placeWords(office string) string {
	for _, trade := range trades() {
		if i := strings.Index(office, trade); i > 0 {
			return office[:i]
		}
	}
	return office
}

// ZoneOf is the development zone whose office it is by its name, 临汾经济开发区人力资源和社会保障局 -> 临汾经济开发区; empty when it is none's.
func ZoneOf(office string) string {
	words := strings.TrimSuffix(placeWords(office), "管理委员会")
	for _, zone := range zoneWords() {
		if strings.HasSuffix(words, zone) {
			return words
		}
	}
	return ""
}

// PlaceOf is the place that an office's name begins with, 尧都区人力资源和社会保障局 -> 尧都区; empty when the name does not begin with a
// county, district or city. A development zone is none: it has no court or police of its own name.
func PlaceOf(office string) string {
	if ZoneOf(office) != "" {
		return ""
	}
	office = placeWords(office)
	for _, unit := range []string{"区", "县", "市", "旗"} {
		if strings.HasSuffix(office, unit) && len([]rune(office)) >= 3 {
			return office
		}
	}
	return ""
}

// seatWord is the district, county or county-level city that an address names after the name of its city; empty when it names none.
func seatWord(address, city string) string {
	_, rest, ok := strings.Cut(address, city)
	if !ok || city == "" {
		return ""
	}
	for _, unit := range []string{"区", "县", "市"} {
		if i := strings.Index(rest, unit); i > 0 && len([]rune(rest[:i])) <= 4 {
			return rest[:i] + unit
		}
	}
	return ""
}

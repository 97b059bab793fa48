package directory

import "slices"

// Kind is what sort of body an organisation is.
type Kind string

// The kinds of organisations that a case of recovery meets, in the order pages list them.
const (
	BasicCourt        Kind = "basic_court"        // 基层人民法院
	IntermediateCourt Kind = "intermediate_court" // 中级人民法院
	HighCourt         Kind = "high_court"         // 高级人民法院
	Procuratorate     Kind = "procuratorate"      // 人民检察院
	Police            Kind = "police"             // 公安机关
	Government        Kind = "government"         // 人民政府: the 行政复议机关 of its departments (行政复议法第二十四条)
	Discipline        Kind = "discipline"         // 纪检监察机关
	Bureau            Kind = "bureau"             // 人力资源和社会保障局
	Agency            Kind = "agency"             // 社会保险经办机构
	CivilAffairs      Kind = "civil_affairs"      // 民政部门
	Justice           Kind = "justice"            // 司法行政机关
	Prison            Kind = "prison"             // 监狱
	DetentionHouse    Kind = "detention_house"    // 看守所
	Correction        Kind = "correction"         // 社区矫正机构
	Bank              Kind = "bank"               // 代发金融机构
	FinanceRegulator  Kind = "finance_regulator"  // 金融监督管理机构
	Tax               Kind = "tax"                // 税务机关
	MarketRegulation  Kind = "market_regulation"  // 市场监督管理部门
	Other             Kind = "other"              // 其他单位
)

// kindName is a kind with the words a file or a page may use for it; the first is its title.
type kindName struct {
	kind  Kind
	names []string
}

func kindNames() []kindName {
	return []kindName{
		{BasicCourt, []string{"基层人民法院", "基层法院"}}, {IntermediateCourt, []string{"中级人民法院", "中级法院"}}, {HighCourt, []string{"高级人民法院", "高级法院"}},
		{Procuratorate, []string{"人民检察院", "检察院"}}, {Police, []string{"公安机关", "公安局", "公安"}}, {Government, []string{"人民政府", "政府"}},
		{Discipline, []string{"纪检监察机关", "纪委监委"}}, {Bureau, []string{"人力资源和社会保障局", "人社局"}}, {Agency, []string{"社会保险经办机构", "经办机构"}},
		{CivilAffairs, []string{"民政部门", "民政局", "民政"}}, {Justice, []string{"司法行政机关", "司法局"}}, {Prison, []string{"监狱"}}, {DetentionHouse, []string{"看守所"}},
		{Correction, []string{"社区矫正机构", "社区矫正"}}, {Bank, []string{"代发金融机构", "银行"}}, {FinanceRegulator, []string{"金融监督管理机构", "金融监管"}},
		{Tax, []string{"税务机关", "税务局", "税务"}}, {MarketRegulation, []string{"市场监督管理部门", "市场监管局", "市场监管"}}, {Other, []string{"其他单位", "其他"}},
	}
}

// Kinds lists every kind in the order pages show them.
func Kinds() []Kind {
	var out []Kind
	for _, k := range kindNames() {
		out = append(out, k.kind)
	}
	return out
}

// Title is the kind's Chinese name; empty for a kind that there is none of.
func (k Kind) Title() string {
	for _, n := range kindNames() {
		if n.kind == k {
			return n.names[0]
		}
	}
	return ""
}

// Valid reports whether the kind is one that exists.
func (k Kind) Valid() bool { return k.Title() != "" }

// kindOf reads a kind from its English identifier or one of its Chinese words.
func kindOf(s string) (Kind, bool) {
	for _, n := range kindNames() {
		if string(n.kind) == s || slices.Contains(n.names, s) {
			return n.kind, true
		}
	}
	return "", false
}

// Level is the level of government an organisation belongs to.
type Level string

// Levels. A development zone (开发区、新区……) is none of the others: it has, as a rule, no people's court, procuratorate or government of
// its own name, so whoever is responsible for it must be named (Organisation.Covers).
const (
	County     Level = "county"     // 县（市、区）级
	Prefecture Level = "prefecture" // 设区的市级
	Province   Level = "province"   // 省级
	Nation     Level = "nation"     // 全国: banks by their head office
	Zone       Level = "zone"       // 开发区等
)

// Levels lists every level, the lowest first.
func Levels() []Level { return []Level{County, Zone, Prefecture, Province, Nation} }

// Title is the level's Chinese name; empty for a level that there is none of.
func (l Level) Title() string {
	switch l {
	case County:
		return "县级"
	case Prefecture:
		return "市级"
	case Province:
		return "省级"
	case Nation:
		return "全国"
	case Zone:
		return "开发区"
	}
	return ""
}

// Valid reports whether the level is one that exists.
func (l Level) Valid() bool { return l.Title() != "" }

func levelNamed(s string) (Level, bool) {
	for _, l := range Levels() {
		if string(l) == s || l.Title() == s {
			return l, true
		}
	}
	return "", false
}

// nationwide is the GB/T 2260 code of the whole country.
const nationwide = "100000"

// LevelOf is the level that a GB/T 2260 code tells: 140000 a province, 141000 a city with districts, 141002 a county or district; empty
// when it is no such code.
func LevelOf(division string) Level {
	switch {
	case !isDivision(division):
		return ""
	case division == nationwide:
		return Nation
	case division[2:] == "0000":
		return Province
	case division[4:] == "00":
		return Prefecture
	}
	return County
}

// isDivision reports whether s has the form of a GB/T 2260 code.
func isDivision(s string) bool {
	if len(s) != 6 || s[0] < '1' || s[0] > '8' {
		return false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// above is the code of the next level up: 141002 -> 141000 -> 140000; empty for what has none.
func above(division string) string {
	switch LevelOf(division) {
	case County:
		return division[:4] + "00"
	case Prefecture:
		return division[:2] + "0000"
	}
	return ""
}

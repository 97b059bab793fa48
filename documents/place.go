package documents

import (
	"liaison/liaison"
	"liaison/liaison/directory"
)

// addressees are the authorities that the letters of a case go to. Who cannot be named is a gap.
type addressees struct {
	Police               Value // 同级公安机关
	PoliceAbove          Value // 上一级公安机关
	Procuratorate        Value // 与作出决定的公安机关同级的人民检察院
	Court                Value // 申请人所在地的基层人民法院
	CourtAbove           Value // 上一级人民法院
	ProcuratorateOfCourt Value // 执行法院的同级人民检察院
	Government           Value // 行政复议机关: 本级人民政府
	Discipline           Value // 同级纪检监察机关
	CivilAffairs         Value
	Justice              Value // 司法行政机关
	Prison               Value // 监狱或者看守所, where the directory has just one
	Correction           Value // 社区矫正机构
	FinanceRegulator     Value // 金融监督管理机构
}

// addresseesOf names them by the papers of the case, else by level and place from the directory (机构名录).
func addresseesOf(d *liaison.Dossier) addressees {
	of, orgs := d.OfficeOf(), d.Organisations()
	name := func(need directory.Need) Value {
		a := orgs.Addressee(need, of)
		if !a.Found() {
			return gap(a.What)
		}
		return text(a.Organisation.Name)
	}
	return addressees{
		Police:               name(directory.NeedPolice),
		PoliceAbove:          name(directory.NeedPoliceAbove),
		Procuratorate:        name(directory.NeedProcuratorate),
		Court:                name(directory.NeedCourt),
		CourtAbove:           name(directory.NeedCourtAbove),
		ProcuratorateOfCourt: name(directory.NeedProcuratorateOfCourt),
		Government:           name(directory.NeedGovernment),
		Discipline:           name(directory.NeedDiscipline),
		CivilAffairs:         name(directory.NeedCivilAffairs),
		Justice:              name(directory.NeedJustice),
		Prison:               name(directory.NeedPrison),
		Correction:           name(directory.NeedCorrection),
		FinanceRegulator:     name(directory.NeedFinanceRegulator),
	}
}

package documents

import (
	"liaison/documents/typeset"
	"liaison/liaison"
)

// assistanceKinds are the letters that ask others for facts or help.
func assistanceKinds() map[liaison.LetterKind]letterKind {
	return map[liaison.LetterKind]letterKind{
		liaison.LetterAssistancePolice:       plain(typeset.Letterhead, assistanceItems("Police", "《社会保险经办条例》第八条")...),
		liaison.LetterAssistanceDetention:    plain(typeset.Letterhead, assistanceItems("Police", "《社会保险经办条例》第二十六条")...),
		liaison.LetterAssistanceCivilAffairs: plain(typeset.Letterhead, assistanceItems("CivilAffairs", "《社会保险经办条例》第八条")...),
		liaison.LetterAssistancePrison:       plain(typeset.Letterhead, assistanceItems("Prison", "《中华人民共和国监狱法》第八十条")...),
		liaison.LetterAssistanceCorrection:   plain(typeset.Letterhead, assistanceItems("Correction", "《社会保险经办条例》第二十六条")...),
		liaison.LetterAssistanceBank:         plain(typeset.Letterhead, assistanceItems("", "《社会保险经办条例》第二十六条")...),
		liaison.LetterAssistanceAgency:       plain(typeset.Letterhead, assistanceItems("", "《社会保险经办条例》第二十六条、第二十七条")...),
		liaison.LetterAssistanceCourt:        plain(typeset.Letterhead, assistanceItems("Court", "《社会保险经办条例》第二十六条")...),
		liaison.LetterAssistanceOther:        plain(typeset.Letterhead, assistanceItems("", "《中华人民共和国行政处罚法》第二十六条")...),
	}
}

// assistanceItems is what a 协查函 holds (catalogue of documents, D21): to is the field that names whom it goes to by default; empty: only the
// drafter knows.
func assistanceItems(to, basis string) []item {
	const notice = "《关于部门协同合力追回违规领取社会保险待遇工作的通知》"
	addressee := []string{"In.To"}
	if to != "" {
		addressee = append(addressee, to)
	}
	return []item{
		{"文号", "GB/T 9704 10.1", nil, nil, []string{"title", "number"}},
		{"受函单位", notice, addressee, nil, []string{"addressee"}},
		{"依据", notice, nil, []string{basis}, nil},
		{"案由与必要性", "《中华人民共和国个人信息保护法》第三十四条", []string{"Subject", "Benefits"}, []string{"必要性"}, nil},
		{"被查询人", notice, []string{"People.Name", "People.IDNumber"}, []string{"被查询人"}, nil},
		{"查询事项逐项列明", notice, []string{"In.Matters"}, nil, nil},
		{"反馈方式与建议时限", notice, []string{"In.Days"}, []string{"收函后"}, nil},
		{"保密要求", "《中华人民共和国社会保险法》第八十一条", nil, []string{"《中华人民共和国社会保险法》第八十一条", "保密"}, nil},
		{"联系人", notice, []string{"OfficerList", "OfficePhone"}, nil, nil},
		{"回执", notice, nil, []string{"被协查单位", "查询结果", "□无记录", "经办人", "盖章", "日期"}, []string{"form"}},
		{"印章、日期", "GB/T 9704 7.3.5", nil, nil, []string{"signature"}},
	}
}

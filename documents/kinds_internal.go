package documents

import (
	"reflect"

	"liaison/documents/typeset"
	"liaison/liaison"
)

// internalKinds are the papers of the file and of the house.
func internalKinds() map[liaison.LetterKind]letterKind {
	return map[liaison.LetterKind]letterKind{
		liaison.LetterFileCover:        {typeset.Enforcement, reflect.TypeFor[CaseFile](), newCaseFile, []item{{"卷宗封面的必备内容", "《最高人民法院关于行政诉讼证据若干问题的规定》第十九条", []string{"Subject", "OfficerList", "In.Term"}, []string{"案由", "当事人", "保管期限"}, []string{"title"}}}},
		liaison.LetterFileContents:     {typeset.TablePortrait, reflect.TypeFor[CaseFile](), newCaseFile, []item{{"卷内文件目录的必备内容", "《最高人民法院关于行政诉讼证据若干问题的规定》第十九条", []string{"File.No", "File.Title", "File.Date", "File.Span"}, []string{"页码"}, []string{"title"}}}},
		liaison.LetterFileRemarks:      {typeset.Enforcement, reflect.TypeFor[CaseFile](), newCaseFile, []item{{"卷内备考表的必备内容", "《最高人民法院关于行政诉讼证据若干问题的规定》第十九条", []string{"FileCount", "In.Remarks"}, []string{"整理人", "检查人"}, []string{"title"}}}},
		liaison.LetterInquiryRecord:    {typeset.Enforcement, reflect.TypeFor[CaseFile](), newCaseFile, []item{{"询问（调查）笔录的必备内容", "《中华人民共和国行政处罚法》第五十五条", []string{"In.Date", "In.Place", "In.Person", "In.Answers.Question", "OfficerList"}, []string{"回避", "陈述、申辩", "核对"}, []string{"title"}}}},
		liaison.LetterVerificationForm: {typeset.TablePortrait, reflect.TypeFor[CaseFile](), newCaseFile, []item{{"违规领取社会保险待遇核查表的必备内容", "《社会保险经办条例》第二十六条", []string{"In.Source", "In.Methods", "In.Result", "In.Reason", "Money.Total", "Events.Cite"}, []string{"核查结论", "核查人"}, []string{"title"}}}},
		liaison.LetterClosingForm:      {typeset.Enforcement, reflect.TypeFor[CaseFile](), newCaseFile, []item{{"结案审批表的必备内容", "《社会保险经办条例》第四十六条", []string{"In.Grounds", "Money.Total", "Money.Received", "Money.Owed"}, []string{"法制审核意见", "负责人审批"}, []string{"title"}}}},
		liaison.LetterCaseHandover:     {typeset.TablePortrait, reflect.TypeFor[CaseFile](), newCaseFile, []item{{"案件交接单的必备内容", "《社会保险经办条例》第三十六条", []string{"In.From", "In.To", "Clocks.Rule", "Clocks.Until", "Clocks.Basis", "Catalogue.Count"}, []string{"移交人", "接收人", "监交人"}, []string{"title"}}}},
		liaison.LetterReadingPackList:  {typeset.TablePortrait, reflect.TypeFor[CaseFile](), newCaseFile, []item{{"送阅包清单的必备内容", "《社会保险经办条例》第三十五条", []string{"In.To", "File.Title"}, []string{"校验值", "交付人", "接收人"}, []string{"title"}}}},
	}
}

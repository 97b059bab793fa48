package overpayment

// eventTitle is an event kind with its Chinese name.
type eventTitle struct {
	kind  EventKind
	title string
}

func eventTitles() []eventTitle {
	return []eventTitle{
		{Death, "死亡"},
		{Cremated, "火化"},
		{RegistrationCancelled, "户籍注销"},
		{MissingPerson, "失踪"},
		{DeclaredDead, "宣告死亡"},
		{Detained, "羁押（未决）"},
		{CustodyStart, "收监服刑"},
		{CustodyEnd, "刑满释放"},
		{ProbationStart, "缓刑开始"},
		{ProbationEnd, "缓刑结束"},
		{ParoleStart, "假释开始"},
		{ParoleEnd, "假释结束"},
		{TemporaryReleaseStart, "暂予监外执行开始"},
		{TemporaryReleaseEnd, "暂予监外执行结束"},
		{Acquitted, "宣告无罪"},
		{Employed, "就业"},
		{EmploymentEnded, "就业终止"},
		{InsuredElsewhere, "参加职工养老保险"},
		{MilitaryService, "应征服兵役"},
		{Emigrated, "移居境外"},
		{PensionStart, "享受养老保险待遇"},
		{Remarried, "再婚"},
		{Adopted, "被收养"},
		{CameOfAge, "年满十八周岁"},
	}
}

// EventKinds is every kind of event in the order of the case folder.
func EventKinds() []EventKind {
	var kinds []EventKind
	for _, t := range eventTitles() {
		kinds = append(kinds, t.kind)
	}
	return kinds
}

// Title is the kind in Chinese; empty for an unknown kind.
func (k EventKind) Title() string {
	for _, t := range eventTitles() {
		if t.kind == k {
			return t.title
		}
	}
	return ""
}

package law

// Proof is what has to be proven in one situation of wrongful receipt, and by what: the yardstick for a bundle before it is
// sealed. Situations are the notice's list (晋人社厅发〔2023〕87号第二部分), coded YL-1 to GS-6.
type Proof struct {
	Situation  string   // YL-2
	Fact       string   // what to prove
	Primary    []string // the core evidence: without it the fact is not proven
	Supporting []string // what helps, and what to exclude
	Basis      []Citation
}

// joint is the notice that lists the situations.
const joint = "关于部门协同合力追回违规领取社会保险待遇工作的通知"

// inNotice cites an item of the notice.
func inNotice(item string) Citation {
	return Citation{Instrument: joint, Article: "第二部分" + item, Certainty: Notice}
}

// inText cites an article whose text was read.
func inText(instrument, article string) Citation {
	return Citation{Instrument: instrument, Article: article, Certainty: Read}
}

var (
	sentenced = Citation{Instrument: "关于退休人员被判刑后有关养老保险待遇问题的复函", Article: "（劳社厅函〔2001〕44号）", Certainty: Web}
	kin       = Citation{Instrument: "因工死亡职工供养亲属范围规定", Article: "第四条", Certainty: MemoryH}
	kinJailed = Citation{Instrument: "因工死亡职工供养亲属范围规定", Article: "第五条", Certainty: MemoryH}

	deathPapers   = []string{"居民死亡医学证明（推断）书、户籍注销证明、火化证明中相互印证的任意两项", "宣告死亡（失踪）判决书"}
	deathSupports = []string{"村（居）委会、殡葬记录", "继承人名单", "支取证据", "火化、户籍注销日期不能代替死亡日期"}
	prisonPapers  = []string{"生效刑事判决书、裁定书", "执行通知书", "收监（入监）登记或者监狱证明", "释放证明书"}
	prisonWatch   = []string{"缓刑、假释、暂予监外执行决定（予以排除）", "社区矫正证明", "判决前羁押期间（暂停，不列入）", "减刑裁定"}
	forgeryPapers = []string{"原始档案与提交件比对", "发证单位核实函", "鉴定意见（笔迹、印章）"}
	survivorProof = []string{"户籍（年龄）", "劳动能力鉴定结论", "参保、工资或者入伍证明", "结婚登记证明", "判决书和收监登记", "收养登记证明", "死亡证明"}
)

// Core is what every bundle holds whatever the situation.
func Core() []string {
	return []string{
		"主体：身份证件或者户籍信息、参保登记、待遇核定表、发放账户",
		"待遇发放明细（按月），加盖经办机构印章，附财务凭证",
		"停止享受待遇资格的事实证据",
		"实际领取、支取证据：银行流水、取款网点或者影像、代办人资料",
		"主观：告知书签收、资格认证记录、询问笔录、举报",
		"金额计算表（起止月、标准、应退、已退、余额），两人签字",
		"程序：立案审批、告知、陈述申辩、决定、送达、催告",
	}
}

// Proofs lists what each situation must prove, in the notice's order. The list is the caller's own.
func Proofs() []Proof {
	unemployment := func(item string) Citation { return inText("社会保险法", "第五十一条第"+item+"项") }
	return []Proof{
		{"YL-1", "刑种、收监日至释放日，且不属于缓刑、监外执行、假释", prisonPapers, prisonWatch, []Citation{inNotice("（一）1"), sentenced}},
		{"YL-2", "死亡（失踪）日期和实际领取人", deathPapers, deathSupports, []Citation{inNotice("（一）2"), inText("社会保险经办条例", "第二十五条、第二十六条")}},
		{"YL-3", "两份待遇及其重叠期间", []string{"两地（两险）待遇核定表", "两地（两险）发放台账", "银行流水", "外地经办机构协查回函"}, []string{"选择（清退）承诺书", "衔接政策文件（由哪一方清退）"}, []Citation{inNotice("（一）3")}},
		{"YL-4", "材料虚假，且因此取得待遇", forgeryPapers, []string{"中介转账、聊天记录", "认证影像", "先撤销待遇核定（审批）再重新核定"}, []Citation{inNotice("（一）4"), inText("社会保险法", "第八十八条")}},
		{"YL-5", "丧失条件的事实及日期", survivorProof, []string{"实际领取人"}, []Citation{inNotice("（一）5"), kin}},
		{"YL-6", "违规事实（须写明法律依据）", nil, nil, []Citation{inNotice("（一）6")}},
		{"SY-1", "刑种、收监日至释放日", prisonPapers, prisonWatch, []Citation{inNotice("（二）1"), inText("失业保险条例", "第十五条第五项")}},
		{"SY-2", "重新就业（以单位职工身份参保）的日期", []string{"劳动合同", "参保缴费记录（单位身份）", "个税记录", "工资流水"}, []string{"灵活就业不在此列"}, []Citation{inNotice("（二）2"), unemployment("一")}},
		{"SY-3", "死亡日期和实际领取人", deathPapers, deathSupports, []Citation{inNotice("（二）3")}},
		{"SY-4", "入伍或者移居境外的日期", []string{"入伍通知书、退役证明", "兵役机关复函", "出入境记录、定居证明", "户口注销证明"}, nil, []Citation{inNotice("（二）4"), unemployment("二、三")}},
		{"SY-5", "开始享受养老待遇的月份", []string{"养老待遇核定表", "养老待遇发放记录"}, nil, []Citation{inNotice("（二）5"), unemployment("四")}},
		{"SY-6", "两地同时段领取", []string{"两地失业待遇台账", "协查函回函"}, nil, []Citation{inNotice("（二）6")}},
		{"SY-7", "介绍的工作（培训）适当，无正当理由拒不接受", []string{"职业介绍记录", "通知送达凭证", "拒绝声明或者笔录"}, []string{"证明标准严格"}, []Citation{inNotice("（二）7"), unemployment("五")}},
		{"SY-8", "材料虚假，且因此取得待遇", []string{"解除劳动关系证明核实", "用人单位询问笔录", "发证单位核实函"}, []string{"共同行为人"}, []Citation{inNotice("（二）8"), inText("社会保险法", "第八十八条")}},
		{"GS-1", "死亡日期和实际领取人", deathPapers, deathSupports, []Citation{inNotice("（三）1"), inText("工伤保险条例", "第四十二条")}},
		{"GS-2", "丧失供养条件的事实及日期", survivorProof, []string{"实际领取人"}, []Citation{inNotice("（三）2"), kin}},
		{"GS-3", "收监日至释放日", prisonPapers, prisonWatch, []Citation{inNotice("（三）3"), kinJailed}},
		{"GS-4", "费用不在目录、服务标准之内", []string{"病历", "费用清单", "票据", "目录比对表", "审核意见"}, []string{"协议机构责任（社会保险法第八十七条）"}, []Citation{inNotice("（三）4"), inText("工伤保险条例", "第三十条")}},
		{"GS-5", "隐瞒、伪造，且因此取得待遇", []string{"工伤认定卷", "监控", "证人证言", "医疗核实"}, []string{"先撤销工伤认定（待遇核定）再重新核定"}, []Citation{inNotice("（三）5"), inText("工伤保险条例", "第六十条")}},
		{"GS-6", "违规事实（须写明法律依据）", nil, nil, []Citation{inNotice("（三）6")}},
	}
}

package prove

var (
	redHeads = []Family{Letter, Official}
	bodied   = []Family{Letter, Enforcement, Litigation, Official}
	numbers  = []Family{Letter, Enforcement, Litigation, Official}
	letters  = []Family{Letter, Enforcement, Official}
	outer    = []Family{Letter, Enforcement, Tables, Official}
)

// Clauses lists everything that is measured, in the order in which people read a page. Clause numbers without a name are of
// GB/T 9704-2012; where a family takes its page from there by usage only, the families say so. The pdf group is not of that standard.
func Clauses() []Clause {
	return append(append(append(pageClauses(), headClauses()...), textClauses()...), append(tailClauses(), fileClauses()...)...)
}

func pageClauses() []Clause {
	return []Clause{
		{ID: "page.paper", Clause: "5.1", Text: "A4 型纸，210×297 mm", Tolerance: "±0.5 mm", measure: paperA4},
		{ID: "page.top", Clause: "5.2.1", Text: "天头 37 mm", Tolerance: "±1 mm（首行字上空半个行距以内）", Families: bodied, measure: typeAreaTop},
		{ID: "page.left", Clause: "5.2.1", Text: "订口 28 mm", Tolerance: "±1 mm", Families: bodied, measure: typeAreaLeft},
		{ID: "page.width", Clause: "5.2.1", Text: "版心宽 156 mm", Tolerance: "±1 mm", Families: bodied, measure: typeAreaWidth},
		{ID: "page.bottom", Clause: "5.2.1", Text: "版心高 225 mm，文字不低于版心下边缘", Tolerance: "+1 mm", measure: typeAreaBottom},
		{ID: "page.inside", Clause: "5.2.1", Text: "文字、表格在版心左右边缘以内", Tolerance: "1 mm", measure: nothingOutside},
		{ID: "page.paperedge", Clause: "5.1", Text: "文字不印到纸外", Tolerance: "1 磅", measure: nothingOffPaper},
		{ID: "page.lines", Clause: "5.2.3", Text: "每面排 22 行", Tolerance: "20～24 行（特定情况可适当调整）", Families: bodied, measure: linesOfPage},
		{ID: "page.pitch", Clause: "5.2.3", Text: "同一面行距一致", Tolerance: "±0.8 磅", Families: bodied, measure: evenPitch},
		{ID: "page.chars", Clause: "5.2.3", Text: "每行排 28 字", Tolerance: "±1.2 字（特定情况可作适当调整）", Families: bodied, measure: charsOfLine},
		{ID: "page.full", Clause: "5.2.3", Text: "各行撑满版心", Tolerance: "±1 mm", Families: bodied, measure: justified},
		{ID: "page.blank", Clause: "7.5", Text: "没有空白页（版记前的空白页除外）", Tolerance: "0 页", measure: noBlankPage},
		{ID: "page.black", Clause: "5.2.4", Text: "文字为黑色（红色要素除外）", Tolerance: "各分量不大于 25%", measure: blackText},
	}
}

func headClauses() []Clause {
	return append([]Clause{
		{ID: "mark.red", Clause: "7.2.4、10.1", Text: "发文机关标志为红色", Tolerance: "红 55% 以上，绿、蓝 40% 以下", Families: redHeads, measure: markRed},
		{ID: "mark.centred", Clause: "7.2.4、10.1", Text: "发文机关标志居中", Tolerance: "±2 mm", Families: redHeads, measure: markCentred},
		{ID: "mark.face", Clause: "7.2.4、10.1", Text: "发文机关标志用小标宋体", Tolerance: "按字体名称", Families: redHeads, measure: markFace},
		{ID: "letter.marktop", Clause: "10.1", Text: "信函：发文机关标志上边缘距上页边 30 mm", Tolerance: "±1 mm", Families: []Family{Letter}, measure: markTop(30*mm, mm)},
		{ID: "letter.markname", Clause: "10.1", Text: "信函：发文机关标志不加“文件”", Tolerance: "无", Families: []Family{Letter}, measure: markWithoutFile},
		{ID: "letter.headrule", Clause: "10.1", Text: "信函：发文机关标志下 4 mm 处印红色双线", Tolerance: "±1 mm", Families: []Family{Letter}, measure: headRule},
		{ID: "letter.footrule", Clause: "10.1", Text: "信函：距下页边 20 mm 处印红色双线", Tolerance: "±1 mm", Families: []Family{Letter}, measure: footRule},
		{ID: "letter.ruleorder", Clause: "10.1", Text: "信函：上方双线上粗下细，下方双线上细下粗", Tolerance: "粗线为细线 1.3 倍以上", Families: []Family{Letter}, measure: ruleOrder},
		{ID: "letter.rulelength", Clause: "10.1", Text: "信函：红色双线长 170 mm", Tolerance: "±1 mm", Families: []Family{Letter}, measure: ruleLength},
		{ID: "letter.rulecentred", Clause: "10.1", Text: "信函：红色双线居中", Tolerance: "±1 mm", Families: []Family{Letter}, measure: ruleCentred},
		{ID: "letter.number", Clause: "10.1", Text: "信函：发文字号顶格居右，距红线 3 号字高的 7/8", Tolerance: "±1.5 mm，±1.2 mm", Families: []Family{Letter}, measure: letterNumber},
		{ID: "letter.clear", Clause: "10.1", Text: "信函：首页文字与下方双线的距离为 3 号字高的 7/8", Tolerance: "不小于", Families: []Family{Letter}, measure: clearOfFootRule},
		{ID: "letter.nofolio", Clause: "10.1", Text: "信函：首页不显示页码", Tolerance: "无", Families: []Family{Letter}, measure: firstFolioHidden},
		{ID: "letter.noimprint", Clause: "10.1", Text: "信函：版记不加印发机关、印发日期和分隔线", Tolerance: "无", Families: []Family{Letter}, measure: noImprint},
		{ID: "official.copynumber", Clause: "7.2.1", Text: "份号 6 位、3 号、版心左上角顶格第一行", Tolerance: "±0.5 磅，±1.5 mm", Families: []Family{Official}, measure: copyNumbers},
		{ID: "official.secrecy", Clause: "7.2.2、7.2.3", Text: "密级、紧急程度 3 号黑体顶格", Tolerance: "±0.5 磅，±1.5 mm", Families: redHeads, measure: secrecyMark},
		{ID: "official.marktop", Clause: "7.2.4", Text: "发文机关标志上边缘至版心上边缘 35 mm", Tolerance: "±1.5 mm", Families: []Family{Official}, measure: markTop(72*mm, 1.5*mm)},
		{ID: "official.number", Clause: "7.2.5", Text: "发文字号在发文机关标志下空 2 行，居中（上行文居左空 1 字）", Tolerance: "1.3～3.2 行，±2.5 mm", Families: []Family{Official}, measure: officialNumber},
		{ID: "official.signer", Clause: "7.2.6", Text: "签发人 3 号，姓名楷体，居右空 1 字", Tolerance: "±0.5 磅", Families: []Family{Official}, measure: signerLine},
		{ID: "official.redline", Clause: "7.2.7", Text: "发文字号下 4 mm 处印与版心等宽的红色分隔线", Tolerance: "±1.2 mm，±1 mm", Families: []Family{Official}, measure: redLine},
	}, titleClauses()...)
}

func titleClauses() []Clause {
	return []Clause{
		{ID: "number.brackets", Clause: "7.2.5", Text: "发文字号年份用六角括号〔〕", Tolerance: "无", Families: numbers, measure: numberBrackets},
		{ID: "number.year", Clause: "7.2.5", Text: "发文字号年份标全称", Tolerance: "四位", Families: numbers, measure: numberFullYear},
		{ID: "number.nodi", Clause: "7.2.5", Text: "发文顺序号不加“第”", Tolerance: "无", Families: numbers, measure: numberNoDi},
		{ID: "number.nozero", Clause: "7.2.5", Text: "发文顺序号不编虚位", Tolerance: "无", Families: numbers, measure: numberNoZero},
		{ID: "number.face", Clause: "5.2.2、7.2.5", Text: "发文字号 3 号仿宋体", Tolerance: "±0.5 磅", Families: numbers, measure: numberFace},
		{ID: "number.right", Clause: "执法文书通例", Text: "执法文书、诉讼文书：文号在标题之下居右", Tolerance: "±1.5 mm", Families: []Family{Enforcement, Litigation}, measure: numberRight},
		{ID: "title.size", Clause: "7.3.1", Text: "标题 2 号", Tolerance: "22 磅 ±0.6 磅", measure: titleSize},
		{ID: "title.face", Clause: "7.3.1", Text: "标题小标宋体（诉讼文书可用粗宋、黑体）", Tolerance: "按字体名称", measure: titleFace},
		{ID: "title.centred", Clause: "7.3.1", Text: "标题居中", Tolerance: "±2.5 mm", measure: titleCentred},
		{ID: "title.drop", Clause: "7.3.1、10.1", Text: "标题在红线（信函为上方要素）之下空 2 行；没有红线的在版心上部", Tolerance: "1.4～2.7 行", Families: bodied, measure: titleDrop},
		{ID: "title.breaks", Clause: "7.3.1", Text: "标题回行词意完整", Tolerance: "行首无标点、无孤立的“的”", measure: titleBreaks},
		{ID: "title.shape", Clause: "7.3.1", Text: "三行以上的标题排成梯形或菱形", Tolerance: "中间不短于两边各 1 字", measure: titleShape},
		{ID: "addressee.left", Clause: "7.3.2", Text: "主送机关顶格", Tolerance: "±1.5 mm", Families: letters, measure: addresseeLeft},
		{ID: "addressee.colon", Clause: "7.3.2", Text: "主送机关后标全角冒号", Tolerance: "无", Families: letters, measure: addresseeColon},
		{ID: "addressee.drop", Clause: "7.3.2", Text: "主送机关在标题下空 1 行（执法文书在文号之下）", Tolerance: "0.9～2.1 行（文号之下 0.4 行起）", Families: letters, measure: addresseeDrop},
	}
}

func textClauses() []Clause {
	return []Clause{
		{ID: "text.first", Clause: "7.3.3", Text: "首页必须显示正文", Tolerance: "至少 1 行", Families: bodied, measure: textOnFirstPage},
		{ID: "text.size", Clause: "5.2.2、7.3.3", Text: "正文 3 号", Tolerance: "16 磅 ±0.5 磅", Families: bodied, measure: bodySize},
		{ID: "text.face", Clause: "5.2.2、7.3.3", Text: "正文仿宋体", Tolerance: "一行的多数汉字", Families: bodied, measure: bodyFace},
		{ID: "text.indent", Clause: "7.3.3", Text: "每个自然段左空 2 字", Tolerance: "±0.4 字", Families: bodied, measure: indents},
		{ID: "text.turnover", Clause: "7.3.3", Text: "回行顶格", Tolerance: "±1.5 mm", Families: bodied, measure: turnOver},
		{ID: "text.headings", Clause: "7.3.3", Text: "层次标题：一、黑体，（一）楷体，1.和（1）仿宋体", Tolerance: "一行的多数汉字", Families: bodied, measure: headingFaces},
		{ID: "text.order", Clause: "7.3.3", Text: "层次序数依次为一、（一）1.（1），连续", Tolerance: "无", Families: bodied, measure: headingOrder},
		{ID: "text.keep", Clause: "排版惯例", Text: "层次标题不落在页末", Tolerance: "无", Families: bodied, measure: headingStays},
		{ID: "text.numbers", Clause: "7.3.3", Text: "数字、年份不能回行", Tolerance: "无", Families: bodied, measure: numbersWhole},
		{ID: "text.closing", Clause: "GB/T 15834 5.1", Text: "行首没有句末点号、顿号、后引号、后括号", Tolerance: "无", Families: bodied, measure: noClosingFirst},
		{ID: "text.opening", Clause: "GB/T 15834 5.1", Text: "行末没有前引号、前括号、前书名号", Tolerance: "无", Families: bodied, measure: noOpeningLast},
		{ID: "text.figures", Clause: "GB/T 15835 5.1", Text: "阿拉伯数字用半角", Tolerance: "无", Families: bodied, measure: halfWidthFigures},
		{ID: "text.amounts", Clause: "支付结算办法附一", Text: "小写金额与大写金额一致", Tolerance: "0 分", Families: bodied, measure: amountsAgree},
		{ID: "note.drop", Clause: "7.3.4", Text: "附件说明在正文下空 1 行", Tolerance: "不小于 1 行", Families: bodied, measure: noteDrop},
		{ID: "note.indent", Clause: "7.3.4", Text: "附件说明左空 2 字", Tolerance: "±0.4 字", Families: bodied, measure: noteIndent},
		{ID: "note.colon", Clause: "7.3.4", Text: "“附件”后标全角冒号", Tolerance: "无", Families: bodied, measure: noteColon},
		{ID: "note.numbers", Clause: "7.3.4", Text: "多个附件用“1.”顺序编号，单个不编号", Tolerance: "无", Families: bodied, measure: noteNumbers},
		{ID: "note.ends", Clause: "7.3.4", Text: "附件名称后不加标点", Tolerance: "无", Families: bodied, measure: noteEnds},
		{ID: "note.hang", Clause: "7.3.4", Text: "附件名称回行与上一行名称的首字对齐", Tolerance: "±4 磅", Families: bodied, measure: noteHang},
		{ID: "annex.head", Clause: "7.3.7", Text: "附件另面编排，“附件”及序号 3 号黑体、版心左上角第一行顶格", Tolerance: "±0.5 磅，±2.5 mm", measure: annexHead},
	}
}

func tailClauses() []Clause {
	return []Clause{
		{ID: "sign.dateform", Clause: "7.3.5.4", Text: "成文日期用阿拉伯数字，年份标全称，月、日不编虚位", Tolerance: "无", Families: bodied, measure: dateForm},
		{ID: "sign.date", Clause: "7.3.5.1、7.3.5.2", Text: "成文日期右空 4 字（不加盖印章的右空 2 字或者首字右移 2 字）", Tolerance: "±0.6 字", Families: letters, measure: datePlace},
		{ID: "sign.org", Clause: "7.3.5.1、7.3.5.2", Text: "署名以成文日期为准居中", Tolerance: "±0.6 字", Families: letters, measure: orgPlace},
		{ID: "sign.alone", Clause: "7.3.5.5", Text: "署名、日期与正文同处一面", Tolerance: "至少 1 行正文", Families: bodied, measure: notAlone},
		{ID: "sign.noempty", Clause: "7.3.5.5", Text: "不标“此页无正文”", Tolerance: "无", measure: noEmptyNote},
		{ID: "sign.seal", Clause: "7.3.5.1", Text: "印章端正居中下压署名和日期，顶端上距正文一行之内", Tolerance: "±3 mm，+1 mm", Families: bodied, measure: sealPlace},
		{ID: "sign.joint", Clause: "7.3.5.1", Text: "联合行文的署名、印章一一对应、整齐排列、互不相交，每排不超出版心", Tolerance: "±3 mm，+1 mm", Families: letters, measure: jointSeals},
		{ID: "sign.remark", Clause: "7.3.6", Text: "附注左空 2 字，加圆括号", Tolerance: "±0.6 字", Families: redHeads, measure: remarkForm},
		{ID: "copies.face", Clause: "7.4.2", Text: "抄送 4 号仿宋体", Tolerance: "14 磅 ±0.5 磅", Families: letters, measure: copiesFace},
		{ID: "copies.indent", Clause: "7.4.2", Text: "抄送左右各空 1 字", Tolerance: "±0.4 字", Families: letters, measure: copiesIndent},
		{ID: "copies.colon", Clause: "7.4.2", Text: "“抄送”后标全角冒号", Tolerance: "无", Families: letters, measure: copiesColon},
		{ID: "copies.stop", Clause: "7.4.2", Text: "最后一个抄送机关后标句号", Tolerance: "无", Families: letters, measure: copiesStop},
		{ID: "copies.hang", Clause: "7.4.2", Text: "抄送回行与冒号后的首字对齐", Tolerance: "±4 磅", Families: letters, measure: copiesHang},
		{ID: "copies.foot", Clause: "7.4.2、10.1", Text: "抄送在末面版心最下方", Tolerance: "3 行以内", Families: letters, measure: copiesFoot},
		{ID: "imprint.width", Clause: "7.4.1", Text: "版记分隔线与版心等宽", Tolerance: "±1 mm", Families: []Family{Official}, measure: imprintWidth},
		{ID: "imprint.thickness", Clause: "7.4.1", Text: "版记首末分隔线 0.35 mm，中间 0.25 mm", Tolerance: "±0.06 mm", Families: []Family{Official}, measure: imprintThickness},
		{ID: "imprint.foot", Clause: "7.4.1", Text: "版记末条分隔线与版心下边缘重合", Tolerance: "±2 mm", Families: []Family{Official}, measure: imprintFoot},
		{ID: "imprint.print", Clause: "7.4.3", Text: "印发机关和印发日期 4 号，左右各空 1 字", Tolerance: "±0.5 磅，±0.5 字", Families: []Family{Official}, measure: printLine},
		{ID: "folio.size", Clause: "7.5", Text: "页码 4 号", Tolerance: "14 磅 ±0.5 磅", measure: folioSize},
		{ID: "folio.face", Clause: "7.5", Text: "页码半角宋体", Tolerance: "按字体名称", measure: folioFace},
		{ID: "folio.form", Clause: "7.5", Text: "页码左右各放一条一字线", Tolerance: "无", measure: folioForm},
		{ID: "folio.drop", Clause: "7.5", Text: "一字线上距版心下边缘 7 mm", Tolerance: "±1 mm", measure: folioDrop},
		{ID: "folio.side", Clause: "7.5", Text: "单页码居右空 1 字，双页码居左空 1 字", Tolerance: "±0.6 字", Families: outer, measure: folioSide},
		{ID: "folio.order", Clause: "7.5", Text: "页码连续", Tolerance: "无", measure: folioOrder},
		{ID: "table.head", Clause: "8", Text: "续表重复表头", Tolerance: "无", measure: headsRepeated},
		{ID: "table.rows", Clause: "8", Text: "表格的一行不拆到两页", Tolerance: "无", measure: rowsWhole},
		{ID: "table.sums", Clause: "8", Text: "合计、承前页、转下页与各行相符", Tolerance: "0 分", measure: columnSums},
		{ID: "table.size", Clause: "8", Text: "表格文字大小适当", Tolerance: "9～16.5 磅", measure: tableTextSize},
	}
}

func fileClauses() []Clause {
	const u = "ISO 19005-2 6.2.11"
	return []Clause{
		{ID: "pdf.text", Clause: u, Text: "每页有可以检索、复制的文字", Tolerance: "无", file: true, measure: textThere},
		{ID: "pdf.embedded", Clause: u, Text: "字体全部嵌入", Tolerance: "无", file: true, measure: fontsEmbedded},
		{ID: "pdf.subset", Clause: u, Text: "嵌入的字体是子集", Tolerance: "无", file: true, measure: fontsSubset},
		{ID: "pdf.tounicode", Clause: u, Text: "字体有 Unicode 对照表", Tolerance: "无", file: true, measure: fontsUnicode},
		{ID: "pdf.unicode", Clause: u, Text: "每个字都复制得出来", Tolerance: "无", file: true, measure: glyphsWithText},
		{ID: "pdf.notdef", Clause: u, Text: "没有缺字", Tolerance: "无", file: true, measure: noMissingGlyph},
		{ID: "pdf.pdfa", Clause: "ISO 19005", Text: "声明的 PDF/A 级别与事实相符", Tolerance: "无", file: true, measure: pdfaHolds},
		{ID: "pdf.language", Clause: "ISO 32000-1 14.9.2", Text: "标明语言为中文", Tolerance: "无", file: true, measure: languageSet},
		{ID: "pdf.title", Clause: "ISO 32000-1 14.3.3", Text: "文件属性有标题", Tolerance: "无", file: true, measure: titleSet},
		{ID: "pdf.outline", Clause: "ISO 32000-1 12.3.3", Text: "5 页以上有书签，书签都有着落", Tolerance: "无", file: true, measure: outlineSet},
		{ID: "pdf.labels", Clause: "ISO 32000-1 12.4.2", Text: "页签与印出来的页码一致", Tolerance: "无", measure: labelsAgree},
	}
}

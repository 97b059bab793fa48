package api

import (
	"net/http"
	"reflect"
	"regexp"
	"strings"

	"liaison/liaison"
)

// route is one address: what it does, what it asks of who comes, and what goes in and out. The description (openapi.json) is drawn from it.
type route struct {
	method, path string
	public       bool        // no token needed
	needs        liaison.Act // asked before anything is read; empty: the service alone decides
	handle       handlerFunc

	tag, title, note string // in Chinese, for the description
	query            any    // a shape with query tags; nil: no questions
	body             any    // the JSON body's shape; nil: none
	upload           bool   // a file may come with it: multipart/form-data
	file             string // the part that holds the file
	jsonToo          bool   // the file may be left out, and then the body is plain JSON
	once             bool   // takes an Idempotency-Key
	status           int    // of success; 0: 200
	out              any    // the answer's shape; nil: bytes of kind
	kind             string // media type of an answer that is not JSON
}

// Route is what tests outside this room walk.
type Route struct {
	Method, Path string // with Prefix
	Public       bool
	Needs        liaison.Act
}

// Routes lists every address.
func Routes() []Route {
	var out []Route
	for _, rt := range (&server{}).routes() {
		out = append(out, Route{rt.method, Prefix + rt.path, rt.public, rt.needs})
	}
	return out
}

// takes is the media types of the body.
func (rt route) takes() []string {
	switch {
	case rt.upload && rt.jsonToo:
		return []string{"application/json", "multipart/form-data"}
	case rt.upload:
		return []string{"multipart/form-data"}
	}
	return []string{"application/json"}
}

// questions is what may stand in the address behind the question mark.
func (rt route) questions() []string { return namesOf(rt.query, "query") }

var variables = regexp.MustCompile(`\{([a-z]+)\}`)

// variables is what stands in the path.
func (rt route) variables() []string {
	var out []string
	for _, m := range variables.FindAllStringSubmatch(rt.path, -1) {
		out = append(out, m[1])
	}
	return out
}

const (
	tagAbout  = "接口"
	tagCases  = "案件"
	tagRecord = "登记"
	tagLetter = "制发的文书"
	tagLaw    = "期限与规则"
)

// routes is every address. A route is reached with a token unless it says public here; a test walks this list.
func (s *server) routes() []route {
	get, post := http.MethodGet, http.MethodPost
	return []route{
		{method: get, path: "/", public: true, handle: s.getGuide, tag: tagAbout, title: "接口说明", kind: "text/html"},
		{method: get, path: "/openapi.json", public: true, handle: s.getDescription, tag: tagAbout, title: "接口描述（OpenAPI 3.1）", kind: "application/json"},
		{method: get, path: "/me", handle: s.getMe, tag: tagAbout, title: "令牌代表谁", out: meOut{}},

		{method: get, path: "/cases", handle: s.getCases, tag: tagCases, title: "案件列表", note: "最近立卷的在前。按姓名等查找用 POST /cases/search，姓名不写进网址。", query: pageQuery{}, out: casesOut{}},
		{method: post, path: "/cases/search", handle: s.postSearch, tag: tagCases, title: "查找案件", note: "按案号、案由、姓名、公民身份号码。", body: searchIn{}, out: casesOut{}},
		{method: get, path: "/cases/{number}", handle: s.getCase, tag: tagCases, title: "案件全文", note: "核定、文书、期限及推算过程、救济、到账、证据目录。外单位人员只能查阅授权的案件。", out: caseOut{}},
		{method: get, path: "/cases/{number}/remedies", handle: s.getRemedies, tag: tagCases, title: "救济和接下来的事项", out: remediesOut{}},
		{method: get, path: "/cases/{number}/exhibits/{id}", handle: s.getExhibit, tag: tagCases, title: "一份证据的原件", kind: "application/octet-stream"},
		{method: get, path: "/cases/{number}/books/{id}.pdf", handle: s.getBook, tag: tagCases, title: "已定卷的证据卷", kind: "application/pdf"},

		{method: post, path: "/cases/{number}/papers", needs: liaison.ActRecordPaper, handle: s.postPaper, tag: tagRecord, title: "登记文书",
			note: "送达或者收到文书后登记，期限随即起算。答复列出起算的期限和法律还留下的每一项救济。带扫描件时用 multipart/form-data：先是 paper（JSON），后是 scan（文件）；也可以先收入扫描件，再写 exhibit。",
			body: paperIn{}, upload: true, file: "scan", jsonToo: true, once: true, status: http.StatusCreated, out: recordedOut{}},
		{method: post, path: "/cases/{number}/papers/{id}/date", needs: liaison.ActRecordPaper, handle: s.postPaperDate, tag: tagRecord, title: "更正文书的日期", note: "期限重新计算，原日期保留在记录中。",
			body: dateIn{}, once: true, out: recordedOut{}},
		{method: post, path: "/cases/{number}/papers/{id}/corrections", needs: liaison.ActRecordPaper, handle: s.postCorrection, tag: tagRecord, title: "更正文书的登记",
			note: "日期、文号、机关和这种文书特有的各项（details）有误的，只写有误的；受影响的期限重新计算，原登记保留在记录中。各义务人的送达日写在 served；结果、义务人和分期的金额、拒绝理由不在此更正。", body: correctionIn{}, once: true, out: recordedOut{}},
		{method: post, path: "/cases/{number}/papers/{id}/proofs", needs: liaison.ActRecordPaper, handle: s.postProof, tag: tagRecord, title: "补充送达证明",
			note: "回证、邮件回执、公告等后到的证明。multipart/form-data：先是 proof（JSON），后是 file（文件）；已收入的材料写 exhibit，不带文件。", body: proofIn{}, upload: true, file: "file", jsonToo: true, once: true, status: http.StatusCreated, out: recordedOut{}},
		{method: post, path: "/cases/{number}/papers/{id}/reasons", needs: liaison.ActRecordPaper, handle: s.postReasons, tag: tagRecord, title: "归类被拒的理由", body: reasonsIn{}, once: true, out: recordedOut{}},
		{method: post, path: "/cases/{number}/acts", needs: liaison.ActRecordPaper, handle: s.postAct, tag: tagRecord, title: "登记办理行为", note: "没有文书的行为，例如接受不予立案的结论。",
			body: actIn{}, once: true, status: http.StatusCreated, out: recordedOut{}},
		{method: post, path: "/cases/{number}/receipts", needs: liaison.ActRecordReceipt, handle: s.postReceipt, tag: tagRecord, title: "登记到账", note: "应追回款、罚款、执行费分开，合计等于到账金额。",
			body: receiptIn{}, once: true, status: http.StatusCreated, out: receiptDone{}},
		{method: post, path: "/cases/{number}/exhibits", needs: liaison.ActAddExhibit, handle: s.postExhibit, tag: tagRecord, title: "收入证据", note: "multipart/form-data：先是 exhibit（JSON），后是 file（文件）。文件边收边存，不限大小于内存。",
			body: exhibitIn{}, upload: true, file: "file", once: true, status: http.StatusCreated, out: exhibitOut{}},

		{method: get, path: "/letters", handle: s.getLetterKinds, tag: tagLetter, title: "能拟制的文书种类", out: letterKindsOut{}},
		{method: post, path: "/cases/{number}/letters", needs: liaison.ActDraftLetter, handle: s.postDraft, tag: tagLetter, title: "拟稿", note: "审批、编号、制发在网页上由不同的人办理。", body: draftIn{}, once: true, status: http.StatusCreated, out: letterOut{}},
		{method: get, path: "/cases/{number}/letters/preview/{kind}.pdf", handle: s.getPreview, tag: tagLetter, title: "草稿", note: "标有“草稿”，不留存；缺的事实写作【待补：…】。", query: previewQuery{}, kind: "application/pdf"},
		{method: get, path: "/cases/{number}/letters/{id}.pdf", handle: s.getLetter, tag: tagLetter, title: "制发件", kind: "application/pdf"},
		{method: get, path: "/cases/{number}/letters/{id}/original", handle: s.getOriginal, tag: tagLetter, title: "签章扫描件", note: "签字盖章后送达的文书，没有收入的 404。", kind: "application/octet-stream"},
		{method: post, path: "/cases/{number}/letters/{id}/scan", needs: liaison.ActIssueLetter, handle: s.postScan, tag: tagLetter, title: "收入签章扫描件",
			note: "multipart/form-data：先是 about（JSON），后是 scan（PDF、JPG、PNG，各页一个文件）。页数不得少于制发件；多出的页写明 reason。收入证据，以后以它为送达的文书。",
			body: aboutIn{}, upload: true, file: "scan", once: true, status: http.StatusCreated, out: letterOut{}},
		{method: get, path: "/cases/{number}/letters/{id}/references", handle: s.getReferences, tag: tagLetter, title: "制发件中每一处“见证据卷第n页”", out: referencesOut{}},

		{method: get, path: "/slips", handle: s.getSlips, tag: tagLetter, title: "待退回的回执", note: "全部案件中已制发、随文书请对方退回而没有退回的回执，文书早的在前，每页 100 份。", query: slipsQuery{}, out: awaitedListOut{}},
		{method: get, path: "/due", handle: s.getDue, tag: tagLaw, title: "到期事项", note: "全部能查阅的案件中进行中的期限，先到期的在前，最多 500 项。", query: dueQuery{}, out: dueOut{}},
		{method: get, path: "/deadlines", handle: s.getRules, tag: tagLaw, title: "全部期限规则", out: rulesOut{}},
		{method: get, path: "/deadlines/{rule}", handle: s.getDeadline, tag: tagLaw, title: "算一个期限", note: "列出每一步推算和法条，不登记。", query: deadlineQuery{}, out: clockOut{}},
		{method: get, path: "/calendar", handle: s.getCalendar, tag: tagLaw, title: "各年节假日安排", out: calendarOut{}},
		{method: get, path: "/papers", handle: s.getPaperKinds, tag: tagLaw, title: "文书种类", note: "谁能出具、影响哪个办理程序、可能的结果、可以归类的拒绝理由。", out: paperKindsOut{}},
		{method: get, path: "/refusals", handle: s.getRefusals, tag: tagLaw, title: "被拒登记和统计", query: refusalsQuery{}, out: refusalsOut{}},
	}
}

// id names the operation: get_cases_number.
func (rt route) id() string {
	return regexp.MustCompile(`[^a-z]+`).ReplaceAllString(regexp.MustCompile(`\.[a-z]+$`).ReplaceAllString(strings.ToLower(rt.method)+rt.path, ""), "_")
}

func (rt route) success() int {
	if rt.status != 0 {
		return rt.status
	}
	return http.StatusOK
}

// shapeName is how the description calls a shape.
func shapeName(shape any) string {
	name := reflect.TypeOf(shape).Name()
	return strings.ToUpper(name[:1]) + name[1:]
}

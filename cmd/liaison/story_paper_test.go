package main

import (
	"slices"
	"testing"

	"liaison/liaison"
	"liaison/liaison/law"
)

// The days are worked out by hand: three days after 20 November 2026 (a Friday) end on Monday the 23rd; after the 19th on Sunday the 22nd, for
// the other side on Monday the 23rd (民法典第二百零一条、第二百零三条).
func TestARefusedFilingShowsItsRemediesWithClocksAndAWrongDateIsCorrected(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	number := h.takeIn("death", withoutRefusal)
	address := "/cases/" + number
	kinds := limou.get(limou.get(address).link("/papers/new")).want(200, "不予立案通知书")
	form := limou.get(kinds.link("kind=notice_not_filed")).want(200, "登记：不予立案通知书")

	typed := []string{"made_on", "2026-11-19", "number", "某公不立字〔2026〕21号", "by", "尧都区公安局", "reason", "犯罪事实显著轻微"}
	future := form.submit("/papers/new", append(typed, "on", "2026-11-21")...).want(422, "晚于今天")
	early := future.submit("/papers/new", "on", "2026-11-18").want(422, "早于成文日期")
	unread := early.submit("/papers/new", "on", "11/20").want(422, "日期应写成")
	for i := 0; i < len(typed); i += 2 {
		for _, p := range []*page{future, early, unread} {
			if got := p.field(typed[i]); got != typed[i+1] {
				t.Errorf("%s was typed as %q and came back as %q", typed[i], typed[i+1], got)
			}
		}
	}
	if n := len(h.dossier(number).Papers); n != 4 {
		t.Errorf("%d papers after three refusals, want the folder's four", n)
	}
	scan := file{"scan", "不予立案通知书（扫描）.pdf", sampleFile(t, "death", "不予立案通知书.pdf")}
	done := unread.upload("/papers/new", []file{scan}, "on", "2026-11-20")
	done.want(200, "文书已登记", "刚登记：不予立案通知书", "DL09", "2026年11月23日", "可以采取的救济", "复议", "立案监督", "犯罪事实显著轻微", "不予立案通知书（扫描）")
	done.submit("/letters", "kind", "reconsideration_police").want(200, "已拟稿", "不予立案复议申请书")

	correct := limou.get(limou.get(address).link(h.paper(number, "notice_not_filed")+"/correct")).want(200, "更正登记")
	correct.submit("/correct", "on", "2026-11-19", "why", " ").want(422, "更正理由")
	correct.submit("/correct", "on", "2026-11-25", "why", "笔误").want(422, "晚于今天")
	corrected := correct.submit("/correct", "on", "2026-11-19", "why", "签收单日期为19日，登记时误录")
	corrected.want(200, "已更正，受影响的期限已重新计算", "原登记 2026年11月20日", "改为 2026年11月19日", "误录", "2026年11月22日", "2026年11月23日")
	var states []string
	for _, c := range h.dossier(number).Deadlines {
		if c.Result.Rule == "DL09" {
			states = append(states, string(c.State)+" "+c.Result.Strict.On.String())
		}
	}
	slices.Sort(states)
	if want := []string{"open 2026-11-22", "superseded 2026-11-23"}; !slices.Equal(states, want) {
		t.Errorf("the clock of three days stands as %q, want %q", states, want)
	}
}

// paper is the identifier of the case's newest paper of a kind.
func (h *house) paper(number, kind string) string {
	h.t.Helper()
	papers := h.dossier(number).Papers
	for i := len(papers) - 1; i >= 0; i-- {
		if string(papers[i].Kind) == kind {
			return papers[i].ID.String()
		}
	}
	h.t.Fatalf("case %s has no %s", number, kind)
	return ""
}

// record registers a paper through its form.
func record(r *reader, address, kind string, pairs ...string) *page {
	r.t.Helper()
	return r.get(address+"/papers/new?kind="+kind).want(200).submit("/papers/new", pairs...)
}

// The court had five days to decide on taking the case (行政强制法第五十六条第一款), we have fifteen to ask the court above (第二款): after 16
// November they end on 1 December, a Tuesday.
func TestARefusedApplicationShowsTheWayToTheCourtAbove(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	address := "/cases/" + h.takeIn("death", withoutRefusal)
	wrong := record(limou, address, "ruling_granted", "on", "2026-11-16", "made_on", "2026-11-13", "number", "（2026）晋1002行审12号")
	wrong.want(409)
	if got := wrong.field("number"); got != "（2026）晋1002行审12号" {
		t.Errorf("the number came back as %q", got)
	}
	wrong.want(409, "强制执行申请")

	record(limou, address, "court_filing_receipt", "on", "2026-11-02", "by", "尧都区人民法院").want(200, "文书已登记", "2026年11月7日")
	refused := record(limou, address, "ruling_not_accepted", "on", "2026-11-16", "made_on", "2026-11-13", "number", "（2026）晋1002行审12号",
		"by", "尧都区人民法院", "reason", "起诉期限未届满")
	refused.want(200, "可以采取的救济", "向上一级人民法院申请复议", "DL30", "2026年12月1日", "起诉期限未届满", "消除不予受理的原因后重新申请")
	record(limou, address, "appeal_not_accepted", "on", "2026-11-18", "by", "临汾市中级人民法院").want(200, "文书已登记")
	record(limou, address, "upper_ruling", "on", "2026-11-20", "by", "临汾市中级人民法院").want(422, "请选择结果")
	record(limou, address, "upper_ruling", "on", "2026-11-20", "by", "临汾市中级人民法院", "outcome", "upheld").want(200, "检察监督")
}

func TestAPaperThatDoesNotFitIsRefusedSayingWhatDoes(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	number := h.takeIn("custody", nil)
	address := "/cases/" + number
	for _, kind := range []string{"notice_not_filed", "ruling_not_granted", "demand_served"} {
		record(limou, address, kind, "on", "2026-11-16").want(409, "可以")
	}
	if n := len(h.dossier(number).Papers); n != 0 {
		t.Errorf("%d papers were recorded all the same", n)
	}
	record(limou, address, "facts_notice_served", "on", "2026-11-16", "method", "直接送达").want(200, "文书已登记")
}

// A name that tells no kind of body is asked about; the directory resolves the short names it knows, and what a body does not issue stays refused.
func TestAPaperWhoseMakersNameTellsNothingIsAskedAbout(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	number := h.takeIn("death", withoutRefusal)
	address := "/cases/" + number
	pairs := []string{"on", "2026-11-20", "number", "某公不立字〔2026〕21号", "by", "尧都分局刑侦大队"}
	limou.get(address + "/papers/new?kind=notice_not_filed").want(200).lacks("制作机关已核对")
	asked := record(limou, address, "notice_not_filed", pairs...).want(422, "请核对制作机关", "尧都分局刑侦大队", "公安机关", "制作机关已核对")
	if n := len(h.dossier(number).Papers); n != 4 {
		t.Errorf("%d papers before the maker was confirmed, want the folder's four", n)
	}
	asked.submit("/papers/new", "by", "尧都区人民法院", "maker_confirmed", "yes").want(422, "不是由尧都区人民法院出具的文书")
	asked.submit("/papers/new", "maker_confirmed", "yes").want(200, "文书已登记", "制作机关：名称看不出种类，登记时已核对", "DL09")
	papers := h.dossier(number).Papers
	if p := papers[len(papers)-1]; !p.MakerConfirmed || p.By != "尧都分局刑侦大队" {
		t.Errorf("the paper stands as %q, confirmed %v", p.By, p.MakerConfirmed)
	}

	limou.get("/organisations/new").want(200).submit("/organisations/new", "kind", "police", "name", "尧都分局经侦大队", "division", "141002", "level", "county").want(200, "尧都分局经侦大队")
	record(limou, address, "death_of_obligor", "on", "2026-11-20", "by", "尧都分局经侦大队").want(200, "文书已登记")
	record(limou, address, "death_of_obligor", "on", "2026-11-19", "by", "尧都区第一医院").want(422, "请核对制作机关", "民政部门")
}

func TestAFoldersPaperWhoseMakersNameTellsNothingIsRemarkedUpon(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	number := h.takeIn("death", func(f *liaison.Folder) {
		for i := range f.Papers {
			if f.Papers[i].Kind == law.NoticeNotFiled {
				f.Papers[i].By = "尧都分局刑侦大队"
			}
		}
	})
	h.signIn("limou").get("/cases/"+number).want(200, "请核对制作机关：从“尧都分局刑侦大队”看不出是哪一类机关，不予立案通知书应由公安机关出具")
}

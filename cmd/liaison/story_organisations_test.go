package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"liaison/liaison/directory"
)

// workbook is a sheet of organisations as an office keeps it, with numbers as numbers.
func workbook(t testing.TB, rows ...[]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, row := range rows {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.SetSheetRow("Sheet1", cell, &row); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A letter of the custody sample goes to 尧都区人民法院; an arrangement for one court to take the applications of several places moves it, and
// ending the arrangement moves it back.
func TestTheDirectoryIsKeptOnItsPages(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou, daozhang := h.signIn("limou"), h.signIn("daozhang")
	number := h.takeIn("custody", nil)
	court := func() string { return h.dossier(number).Addressee(directory.NeedCourt).Organisation.Name }
	if got := court(); got != "尧都区人民法院" {
		t.Fatalf("the application goes to %s", got)
	}

	list := limou.get("/organisations").want(200, "尧都区公安局", "侯马市人民法院", "国家金融监督管理总局临汾监管分局", "未登记", "地址、邮编、电话、联系人")
	list.submit("/organisations", "q", "洪洞", "kind", "police").want(200, "洪洞县公安局", "共 1 个").lacks("洪洞县人民法院")
	limou.get("/organisations?place=141081").want(200, "侯马市人力资源和社会保障局的案件送哪里", "第一百五十七条", "临汾市中级人民法院", "需法制审核", "名录中没有监狱")
	limou.get("/organisations?q=没有的").want(200, "没有符合条件的机构")

	form := limou.get("/organisations/new").want(200, "新增机构")
	again := form.submit("/organisations/new", "kind", "basic_court", "name", "临汾铁路运输法院", "division", "1410", "covers", "某地", "phone", "见附件").want(422, "六位数字", "两者都不是", "电话")
	if got := again.field("name"); got != "临汾铁路运输法院" {
		t.Errorf("the name came back as %q", got)
	}
	page := again.submit("/organisations/new", "division", "141002", "covers", "141002；141081", "phone", "").want(200, "机构名录已更新", "临汾铁路运输法院", "还缺：地址")
	if got := court(); got != "临汾铁路运输法院" {
		t.Errorf("with one court for several places the application goes to %q", got)
	}
	form.submit("/organisations/new", "kind", "basic_court", "name", "临汾铁路运输法院", "division", "141002").want(409, "已有")

	at, _, _ := strings.Cut(page.path, "?")
	page.submit(at, "phone", "0357-0000000").want(422, "请写明变更的理由")
	page.submit(at, "reason", "没有").want(422, "没有改动任何一项")
	changed := page.submit(at, "phone", "0357-0000000", "address", "某路2号", "reason", "2026年10月来函").want(200, "机构名录已更新", "2026年10月来函", "电话：（空） → 0357-0000000", "李某")
	page.submit(at, "phone", "0357-1111111", "reason", "旧页面").want(409, "改动过这个机构")
	changed.submit("/retire", "reason", "撤并").want(422, "请填写最后有效的一天")
	changed.submit("/retire", "last", "2020-01-01", "reason", "集中管辖结束").want(200, "不在用", "集中管辖结束", "停用：（空） → 2020-01-01")
	if got := court(); got != "尧都区人民法院" {
		t.Errorf("after the arrangement the application goes to %q", got)
	}
	limou.get("/organisations?q=铁路").want(200, "没有符合条件的机构")
	limou.get("/organisations?q=铁路&retired=yes").want(200, "临汾铁路运输法院", "不在用")

	if page := daozhang.get("/organisations").want(200, "尧都区公安局"); page.offers("/organisations/import") {
		t.Error("who may not change the directory is offered a form that does")
	}
	daozhang.post("/organisations/new", "kind", "police", "name", "甲县公安局", "division", "141099").want(403)
	h.signIn("jiancha").get("/organisations").want(403)
	limou.get("/cases/new").want(200).lacks("Offices")
	limou.get("/organisations/00000000-0000-7000-8000-000000000000").want(404)
}

func TestADirectoryFileIsTakenInOnThePage(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	number := h.takeIn("death", withoutRefusal)
	list := limou.get("/organisations")
	list.submit("/organisations/import").want(422, "请选择文件")
	list.upload("/organisations/import", []file{{"file", "名录.csv", []byte("类别,名称,区划代码\n公安机关,甲县公安局,141099\n派出所,甲派出所,141099\n")}}).want(422, "第3行", "没有“派出所”这个类别")
	limou.get("/organisations?q=甲县").want(200, "没有符合条件的机构") // all of a file, or nothing
	sheet := workbook(t, []any{"类别", "名称", "区划代码", "电话", "邮编"}, []any{"公安机关", "尧都区公安局", 141002, "0357-0000000", "041000"}, []any{"监狱", "某监狱", 141000, "", ""})
	list.upload("/organisations/import", []file{{"file", "名录.xlsx", sheet}}).want(200, "新增 1 个，变更 1 个，未变 0 个", "某监狱", "0357-0000000 041000")
	list.upload("/organisations/import", []file{{"file", "名录.xlsx", sheet}}).want(200, "新增 0 个，变更 0 个，未变 2 个")
	list.upload("/organisations/import", []file{{"file", "名录.xlsx", workbook(t, []any{"类别", "名称", "区划代码"}, []any{}, []any{"公安机关", "乙县公安局", 1410})}}).want(422, "第3行", "六位数字")
	if got := h.dossier(number).Addressee(directory.NeedPrison).Organisation.Name; got != "某监狱" {
		t.Errorf("the only prison is %q", got)
	}
	picked := h.dossier(number).Pick(directory.Police)
	if picked[0].Name != "尧都区公安局" || picked[1].Name != "临汾市公安局" || picked[0].Phone == "" {
		t.Errorf("offered first: %+v", picked[:2])
	}
	if !regexp.MustCompile(`datalist id="bureaus"><option>`).Match(limou.get("/cases/new").body) {
		t.Error("the form for a new case offers no bureau")
	}
}

func TestTheDirectoryIsImportedByCommand(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	data := filepath.Join(dir, "data")
	write := func(name string, body []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, body, 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	bad := write("坏.csv", []byte("类别,名称,区划代码,邮编\n公安机关,甲县公安局,141099,4100\n"))
	if r := runProgram(t, "orgs", "import", bad, "--data", data).wantCode(t, 2); !strings.Contains(r.stderr, "坏.csv 第2行") || !strings.Contains(r.stderr, "六位数字") {
		t.Errorf("a bad file: %s", r.stderr)
	}
	if _, err := os.Stat(data); err == nil {
		t.Error("a bad file starts the stores")
	}
	runProgram(t, "orgs", "import", filepath.Join(dir, "无.csv"), "--data", data).wantCode(t, 2)
	good := write("好.xlsx", workbook(t, []any{"类别", "名称", "区划代码"}, []any{"社区矫正", "尧都区社区矫正中心", 141002}))
	var done struct {
		Added, Changed []string
		Unchanged      int
	}
	runProgram(t, "orgs", "import", good, "--json", "--data", data).wantCode(t, 0).decode(t, &done)
	if len(done.Added) != 1 || done.Added[0] != "尧都区社区矫正中心" {
		t.Errorf("imported %+v", done)
	}
	var list struct {
		Organisations []directory.Organisation `json:"organisations"`
	}
	runProgram(t, "orgs", "list", "--kind", "correction", "--json", "--data", data).wantCode(t, 0).decode(t, &list)
	if len(list.Organisations) != 1 || list.Organisations[0].Version != 1 || list.Organisations[0].Reason != "导入 好.xlsx" {
		t.Errorf("listed %+v", list.Organisations)
	}
	runProgram(t, "orgs", "list", "--kind", "nothing", "--data", data).wantCode(t, 2)
}

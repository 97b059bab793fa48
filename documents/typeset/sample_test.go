package typeset_test

import (
	"os"
	"sync"
	"testing"
	"time"

	"liaison/documents/typeset"
)

// open opens the fonts once for all tests.
var open = sync.OnceValues(func() (*typeset.Fonts, error) { return typeset.Open("") })

func openFonts(t testing.TB) *typeset.Fonts {
	t.Helper()
	f, err := open()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// issued is the date of all samples.
var issued = time.Date(2026, 11, 3, 0, 0, 0, 0, time.FixedZone("", 8*3600))

// sampleLetter is a 信函 with everything that a letter may hold.
func sampleLetter() typeset.Document {
	return typeset.Document{
		Meta:  typeset.Meta{Title: "关于征求《江州市养老服务机构安全管理规范（征求意见稿）》意见的函", Author: "江州市民政和社会事务局", Created: issued},
		Names: []string{"张𬱖", "李玥", "王䶮"},
		Sections: []typeset.Section{{
			Family: typeset.Letterhead, Head: "江州市民政和社会事务局", Bookmark: "函", Numbering: typeset.Numbering{Style: typeset.OuterNumbers},
			Blocks: []typeset.Block{
				typeset.Number{Text: "江民函〔2024〕6号"},
				typeset.Title{Text: "关于征求《江州市养老服务机构安全管理规范（征求意见稿）》意见的函"},
				typeset.Addressee{Text: "各县（市、区）民政局，市直有关单位："},
				typeset.P("为加强全市养老服务机构安全管理，根据《中华人民共和国老年人权益保障法》和GB 38600—2019《养老机构服务安全基本规范》，我局起草了《江州市养老服务机构安全管理规范（征求意见稿）》。现印送你们，并就有关事项函告如下："),
				typeset.P("一、请于2024年5月31日（星期五）17:30前，将书面意见加盖公章后反馈我局，电子版发送至ylfw@example.gov.cn；逾期未反馈的，视为无意见。"),
				typeset.P("二、联系人：张𬱖、李玥、王䶮，电话：0799-8812345。"),
				typeset.P("特此函达，请予支持。"),
				typeset.Spacer{Lines: 0.3},
				typeset.Table{
					Columns: []typeset.Column{{Head: "序号", Width: 40, Align: typeset.AlignCentre}, {Head: "附件名称", Width: 322}, {Head: "页数", Width: 80, Align: typeset.AlignCentre}},
					Rows:    []typeset.Row{{Cells: typeset.Cells("1", "江州市养老服务机构安全管理规范（征求意见稿）", "12")}, {Cells: typeset.Cells("2", "征求意见反馈汇总表", "3")}},
					Size:    14,
				},
				typeset.Signature{Org: "江州市民政和社会事务局", Date: "2024年4月18日", SealMark: true},
			},
		}},
	}
}

func TestLook(t *testing.T) {
	dir := os.Getenv("TYPESET_OUT")
	if dir == "" {
		t.Skip("TYPESET_OUT is not set")
	}
	r, err := openFonts(t).Compose(sampleLetter())
	if err != nil {
		t.Fatal(err)
	}
	os.WriteFile(dir+"/letter.pdf", r.PDF, 0o644)
}

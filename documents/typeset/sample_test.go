package typeset_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
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

// sampleLetter is a 信函 with names from rare fonts, a table and a seal.
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

// sampleReferral is an enforcement document with headings, attachments, a reply slip, and lists on pages of their own.
func sampleReferral() typeset.Document {
	slip := typeset.Group{Blocks: []typeset.Block{
		typeset.CutLine{Text: "裁剪线"},
		typeset.Title{Text: "涉嫌犯罪案件移送书（回执）", Size: 18},
		typeset.Form{Fields: []typeset.FormField{{Label: "移送机关：", Value: "临江市人力资源和社会保障局"}, {Label: "文号：", Value: "临人社移〔2026〕7号"}, {Label: "收到材料："}, {Label: "收件人（签名）："}}},
		typeset.Signature{Kind: typeset.Unsealed, Org: "（受移送机关印章）", Date: "    年  月  日"},
	}}
	rows := make([]typeset.Row, 60)
	for i := range rows {
		rows[i] = typeset.Row{Cells: typeset.Cells(fmt.Sprint(i+1), fmt.Sprintf("2023年%d月", i%12+1), "3,412.50", "职工基本养老保险待遇，死亡后仍发放至原账户，未按规定停发"), Carry: []int64{341250}}
	}
	list := typeset.Table{
		Columns:      []typeset.Column{{Head: "序号", Width: 2, Align: typeset.AlignCentre}, {Head: "待遇所属期", Width: 4}, {Head: "金额（元）", Width: 4, Align: typeset.AlignRight}, {Head: "说明", Width: 8}},
		Rows:         rows,
		CarryColumns: []int{2}, CarryLabel: 1, CarryText: func(n int64) string { return fmt.Sprintf("%d.%02d", n/100, n%100) },
	}
	return typeset.Document{
		Meta:  typeset.Meta{Title: "涉嫌犯罪案件移送书", Author: "临江市人力资源和社会保障局", Created: issued},
		Names: []string{"欧阳𬭳", "陈祎喆"},
		Sections: []typeset.Section{
			{
				Family: typeset.Enforcement, Bookmark: "移送书", Numbering: typeset.Numbering{Style: typeset.OuterNumbers},
				Blocks: []typeset.Block{
					typeset.OrgTitle{Org: "临江市人力资源和社会保障局", Name: "涉嫌犯罪案件移送书"},
					typeset.Number{Text: "临人社移〔2026〕7号"},
					typeset.Addressee{Text: "临江市公安局："},
					typeset.P("本局在办理欧阳𬭳社会保险待遇追回一案中，发现当事人欧阳𬭳、陈祎喆的行为涉嫌构成诈骗罪，依据《行政执法机关移送涉嫌犯罪案件的规定》第三条、第五条，现将该案移送你局。"),
					typeset.Heading{Level: 1, Text: "一、案件来源", Bookmark: true},
					typeset.P("2026年3月2日，本局在数据比对中发现，参保人欧阳某已于2021年7月15日死亡，其养老金账户自2021年8月至2026年2月仍有发放记录，共55笔，合计人民币187,687.50元（大写：壹拾捌万柒仟陆佰捌拾柒元伍角）（见证据卷第12页）。"),
					typeset.Heading{Level: 2, Text: "（一）主要事实"},
					typeset.P("当事人在知悉参保人死亡后，未向经办机构报告，且持其银行卡在自动柜员机支取现金43次，金额共计165,300.00元。当事人联系电话为【待补：当事人联系电话】。"),
					typeset.AttachmentNote{Names: []string{"涉案证据材料清单", "涉案物品清单以及与本案有关的银行账户交易明细（自2021年8月至2026年2月，含自动柜员机影像截图说明）"}},
					typeset.Signature{Org: "临江市人力资源和社会保障局", Date: "2026年11月3日"},
					slip,
				},
			},
			{
				Family: typeset.TableLandscape, Bookmark: "清单", Numbering: typeset.Numbering{Style: typeset.OuterNumbers},
				Blocks: []typeset.Block{typeset.Title{Text: "涉案待遇发放明细表", Size: 18}, list},
			},
		},
	}
}

// sampleApplication is a court paper signed by hand.
func sampleApplication() typeset.Document {
	return typeset.Document{
		Meta:      typeset.Meta{Title: "强制执行申请书", Author: "临江市社会保险中心", Created: issued},
		Watermark: "草稿",
		Sections: []typeset.Section{{
			Family: typeset.Litigation, Numbering: typeset.Numbering{Style: typeset.CentredNumbers},
			Blocks: []typeset.Block{
				typeset.Title{Lines: []string{"强制执行申请书"}},
				typeset.Paragraph{Runs: []typeset.Run{{Text: "申请执行人：", Face: typeset.Hei}, {Text: "临江市社会保险中心，统一社会信用代码12340000MB0000000X，住所地：临江市解放路12号。"}}},
				typeset.Paragraph{Runs: []typeset.Run{{Text: "被执行人：", Face: typeset.Hei}, {Text: "欧阳𬭳", Name: true}, {Text: "，男，1968年4月9日出生，公民身份号码110105196804091234。"}}},
				typeset.P("申请事项：强制执行《责令退回社会保险待遇决定书》（临社险追〔2026〕3号），执行标的187,687.50元及加处罚款。"),
				typeset.P("此致"),
				typeset.Paragraph{Runs: typeset.T("临江市人民法院"), Flush: true},
				typeset.Signature{Org: "临江市社会保险中心", Signer: "负责人（签名）：", Date: "2026年11月3日", SealMark: true},
				typeset.Copies{To: "临江市人民检察院，临江市公安局，临江市财政局，临江市审计局，各县（市、区）社会保险中心，市直各有关单位"},
			},
		}},
	}
}

// picture is a JPEG with a dark upper left corner.
func picture(t testing.TB, width, height int) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			c := color.RGBA{220, 230, 240, 255}
			if x < width/3 && y < height/3 {
				c = color.RGBA{40, 60, 120, 255}
			}
			m.Set(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// sampleBook is a small evidence book: cover, linked catalogue, pictures, labels.
func sampleBook(t testing.TB) (typeset.Result, error) {
	b := openFonts(t).NewBook(typeset.Meta{Title: "证据卷", Author: "临江市社会保险中心", Created: issued})
	cover := b.AddPage(typeset.A4Width, typeset.A4Height)
	cover.Text(typeset.A4Width/2, 250, "证据卷", typeset.Style{Face: typeset.XiaoBiaoSong, Size: 36, Pitch: 72, Align: typeset.AlignCentre})
	cover.Box(120, 330, 355, "当事人：欧阳𬭳\n案由：死亡后继续领取养老保险待遇", typeset.Style{Size: 16, Align: typeset.AlignCentre})
	cover.Rect(60, 60, typeset.A4Width-120, typeset.A4Height-120, 1, typeset.Color{})
	b.Label(0, typeset.Label{Style: typeset.PrefixOnly, Prefix: "封面"})
	b.Append(typeset.Section{Family: typeset.TablePortrait, Bookmark: "证据目录", Label: &typeset.Label{Style: typeset.RomanLabel, Prefix: "目录"},
		Blocks: []typeset.Block{typeset.Title{Text: "证　据　目　录"}, typeset.Table{
			Columns: []typeset.Column{{Head: "序号", Width: 1, Align: typeset.AlignCentre}, {Head: "证据名称", Width: 6}, {Head: "页码", Width: 1, Align: typeset.AlignCentre}},
			Rows:    []typeset.Row{{Cells: typeset.Cells("1", "居民死亡医学证明", "1"), Link: "证据1"}, {Cells: typeset.Cells("2", "银行流水", "2"), Link: "证据2"}},
		}}})
	first := b.Len()
	for i, turn := range []int{0, 90, 180, 270} {
		p := b.AddPage(typeset.A4Width, typeset.A4Height)
		p.Picture(picture(t, 600, 400), 60, 60, typeset.A4Width-120, typeset.A4Height-160, turn, false)
		p.Text(typeset.A4Width-70, typeset.A4Height-40, fmt.Sprint(i+1), typeset.Style{Face: typeset.Song, Size: 12, Align: typeset.AlignRight})
	}
	b.Label(first, typeset.Label{})
	b.Anchor("证据1", first)
	b.Anchor("证据2", first+1)
	b.Outline(typeset.Bookmark{Title: "证据1 居民死亡医学证明", Page: first}, typeset.Bookmark{Title: "证据2 银行流水", Page: first + 1, Kids: []typeset.Bookmark{{Title: "欧阳𬭳", Page: first + 2}}})
	return b.Finish()
}

// compose sets a sample at a conformance level.
func compose(t testing.TB, d typeset.Document, level typeset.Level) typeset.Result {
	t.Helper()
	d.Meta.Level = level
	r, err := openFonts(t).Compose(d)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// samples are all of them, set at a level.
func samples(t testing.TB, level typeset.Level) map[string]typeset.Result {
	book, err := sampleBook(t)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]typeset.Result{
		"letter":      compose(t, sampleLetter(), level),
		"referral":    compose(t, sampleReferral(), level),
		"application": compose(t, sampleApplication(), level),
		"sealed":      compose(t, jointLetter([]string{"尧都区人力资源和社会保障局", "尧都区医疗保障局", "尧都区民政局"}, roundSeal(t)), level),
		"book":        book,
	}
}

// TestWriteSamples writes the samples to the directory TYPESET_OUT, to be looked at.
func TestWriteSamples(t *testing.T) {
	dir := os.Getenv("TYPESET_OUT")
	if dir == "" {
		dir = t.TempDir()
	}
	for name, r := range samples(t, typeset.PDFA2u) {
		if err := os.WriteFile(filepath.Join(dir, name+".pdf"), r.PDF, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

package typeset_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"liaison/documents/typeset"
)

// machineDigest is the SHA-256 of machineDocument on every machine. It changes when a font, the layout or the compressor does: then look at
// the page, and write the new one down in the same commit.
const machineDigest = "f56c29f019da6052293054a38ebcb3e7f71cd0c266bfa965fdbe07891089d23f"

// machineDocument has all that could differ between machines: an instant, justified lines, squeezed marks, a table with carried sums, rare
// characters, links and an attachment. Its text stands here, so that wording may change without it.
func machineDocument() typeset.Document {
	rows := make([]typeset.Row, 40)
	for i := range rows {
		rows[i] = typeset.Row{Cells: typeset.Cells(fmt.Sprint(i+1), fmt.Sprintf("2023年%d月", i%12+1), "3,412.50"), Carry: []int64{341250}}
	}
	return typeset.Document{
		Meta:        typeset.Meta{Title: "关于“同样的字节”的函", Author: "江州市社会保险中心", Created: time.Date(2026, time.November, 3, 23, 59, 59, 0, time.FixedZone("CST", 8*3600)), Level: typeset.PDFA3u},
		Names:       []string{"欧阳𬭳", "李玥"},
		Attachments: []typeset.Attachment{{Name: "数据.json", MediaType: "application/json", Description: "数据", Data: []byte(`{"金额":"187,687.50"}`)}},
		Sections: []typeset.Section{
			{Family: typeset.Letterhead, Head: "江州市社会保险中心", Bookmark: "函", Numbering: typeset.Numbering{Style: typeset.OuterNumbers}, Blocks: []typeset.Block{
				typeset.Number{Text: "江社险函〔2026〕7号"},
				typeset.Title{Text: "关于请协助核实欧阳𬭳等人领取社会保险待遇情况的函"},
				typeset.Addressee{Text: "江州市公安局："},
				typeset.P("经查，欧阳𬭳、李玥（均系“参保人”亲属）自2021年8月至2026年2月，按月支取待遇55笔，合计187,687.50元（大写：壹拾捌万柒仟陆佰捌拾柒元伍角）（见证据卷第12页）。根据GB/T 9704—2012排版，标点“（）、《》”应当挤压；English words与数字12345应当与汉字留有间隙。"),
				typeset.Heading{Level: 1, Text: "一、请予核实的事项", Bookmark: true},
				typeset.P("（一）领取方式；（二）取款人影像；（三）与参保人的关系。"),
				typeset.AttachmentNote{Names: []string{"发放明细表"}},
				typeset.Signature{Org: "江州市社会保险中心", Date: "2026年11月3日"},
			}},
			{Family: typeset.TableLandscape, Bookmark: "明细", Numbering: typeset.Numbering{Style: typeset.OuterNumbers}, Label: &typeset.Label{Prefix: "附-"}, Blocks: []typeset.Block{typeset.Table{
				Columns: []typeset.Column{{Head: "序号", Width: 1}, {Head: "月份", Width: 3}, {Head: "金额（元）", Width: 3, Align: typeset.AlignRight}}, Rows: rows,
				CarryColumns: []int{2}, CarryLabel: 1, CarryText: func(n int64) string { return fmt.Sprintf("%d.%02d", n/100, n%100) }}}},
		},
	}
}

const asMachine = "LIAISON_TYPESET_TEST_MACHINE"

// TestMachineChild is the program that the next test runs: it says the digest.
func TestMachineChild(t *testing.T) {
	if os.Getenv(asMachine) == "" {
		return
	}
	r, err := openFonts(t).Compose(machineDocument())
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(r.PDF)
	fmt.Printf("digest %s %s\n", hex.EncodeToString(sum[:]), time.Local)
}

func TestEveryMachineSetsTheSameBytes(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, env := range [][]string{
		{"TZ=UTC", "LANG=C", "GOMAXPROCS=1"},
		{"TZ=Asia/Shanghai", "LANG=zh_CN.UTF-8", "GOMAXPROCS=2"},
		{"TZ=America/St_Johns", "LANG=de_DE.UTF-8", "LC_ALL=tr_TR.UTF-8", "GOMAXPROCS=16", "GOGC=5"},
		{"TZ=Pacific/Kiritimati", "LANG=", "HOME=/nonexistent", "USER=someone"},
	} {
		t.Run(strings.Join(env, " "), func(t *testing.T) {
			t.Parallel()
			cmd := exec.Command(self, "-test.run=^TestMachineChild$")
			cmd.Env = append([]string{"PATH=" + os.Getenv("PATH"), asMachine + "=1"}, env...)
			cmd.Dir = t.TempDir()
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			if !strings.Contains(string(out), "digest "+machineDigest+" ") {
				t.Errorf("want %s, have %s", machineDigest, out)
			}
		})
	}
}

package documents_test

import (
	"bytes"
	"strings"
	"testing"

	"liaison/documents"
	"liaison/liaison"
)

func textOf(t testing.TB, r *documents.Renderer, req liaison.LetterDraftRequest) liaison.LetterText {
	t.Helper()
	out, err := r.Text(t.Context(), req)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// paragraphWith is the paragraph of the letter that holds the words.
func paragraphWith(t testing.TB, text liaison.LetterText, words string) liaison.LetterParagraph {
	t.Helper()
	for _, p := range text.Paragraphs {
		if strings.Contains(p.Was, words) {
			return p
		}
	}
	t.Fatalf("no paragraph holds %q", words)
	return liaison.LetterParagraph{}
}

// What a paragraph is made of comes back the same: every editable paragraph of every kind, typed again as it stands, gives the same pages.
func TestAParagraphTypedAgainAsItStandsGivesTheSamePages(t *testing.T) {
	r, d := rendererOf(t), wholeCase(t)
	for _, kind := range allKinds {
		req := request(kind, d, true)
		want := mustRender(t, r, req)
		editable := 0
		for _, p := range textOf(t, r, req).Paragraphs {
			if p.Locked == "" {
				editable++
				req.Edits = append(req.Edits, liaison.LetterEdit{Was: p.Was, Now: "\n" + p.Was})
			}
		}
		for _, p := range textOf(t, r, req).Paragraphs {
			if p.Fault != "" {
				t.Errorf("%s: %q is refused: %s", kind, p.Was, p.Fault)
			}
		}
		if got := mustRender(t, r, req); !bytes.Equal(got.PDF, want.PDF) || editable < 8 {
			t.Errorf("%s: %d paragraphs typed again give other pages: missing %q", kind, editable, got.Missing)
		}
	}
}

func TestAnEditIsPrintedAndApprovedWithTheLetter(t *testing.T) {
	r, d := rendererOf(t), wholeCase(t)
	req := request(liaison.LetterEnforcementApplication, d, false)
	before := mustRender(t, r, req)
	p := paragraphWith(t, textOf(t, r, req), "（二）财产线索")
	now := strings.Replace(p.Was, "申请人尚未掌握", "截至申请之日，申请人*尚未*掌握", 1)
	req.Edits = []liaison.LetterEdit{{Was: p.Was, Now: now + "\n::: 另经走访未发现其他财产。"}}
	after := mustRender(t, r, req)
	if text := pdfText(t, after.PDF); !strings.Contains(text, "截至申请之日，申请人*尚未*掌握") || !strings.Contains(text, ":::另经走访未发现其他财产。") || strings.Contains(text, "。申请人尚未掌握") {
		t.Errorf("the edit is not printed as it was typed:\n%s", text)
	}
	if after.ContentDigest == before.ContentDigest || len(after.References) != len(before.References) {
		t.Errorf("digest %s, %d references; before %s, %d", after.ContentDigest, len(after.References), before.ContentDigest, len(before.References))
	}
	draft := req
	draft.Draft, draft.Number = true, ""
	if got := mustRender(t, r, draft); got.ContentDigest != after.ContentDigest {
		t.Error("the draft that the head approves has another digest than the issued letter")
	}
}

func TestAnEditThatCannotStandIsRefusedWithItsReason(t *testing.T) {
	r, d := rendererOf(t), wholeCase(t)
	req := request(liaison.LetterEnforcementApplication, d, true)
	text := textOf(t, r, req)
	account := paragraphWith(t, text, "（二）财产线索").Was
	from := strings.Index(account, "〔引")
	mark := account[from : from+strings.Index(account[from:], "〕")+len("〕")]
	cases := []struct {
		name, holds string
		change      func(string) string
		want        string
	}{
		{"a place in the evidence lost", "（二）财产线索", func(s string) string { return strings.Replace(s, mark, "", 1) }, "应当照原样保留1处"},
		{"a place in the evidence given twice", "（二）财产线索", func(s string) string { return s + mark }, "应当照原样保留1处"},
		{"a place in the evidence made up", "（二）财产线索", func(s string) string { return s + "〔引：别处的流水〕" }, "不是本段原有的"},
		{"a gap made up", "（二）财产线索", func(s string) string { return s + "【待补：户名】" }, "由系统写入"},
		{"another sum", "被申请人至今未退回", func(s string) string { return strings.Replace(s, "58923.02", "58932.02", 1) }, "金额、账号和证件号码出自案卷"},
		{"an article that is not there", "（二）财产线索", func(s string) string { return s + "依照《中华人民共和国行政强制法》第九百条。" }, "没有可引用的第九百条"},
		{"a law that nobody checked", "（二）财产线索", func(s string) string { return s + "依照《某某条例》第一条。" }, "不在可引用的法律文件之列"},
		{"a mandatory article lost", "上述决定已经生效", func(string) string { return "申请强制执行。" }, "必备内容"},
		{"a heading", "请求事项", func(string) string { return "请求" }, "不能改"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p := paragraphWith(t, text, c.holds)
			req := req
			req.Edits = []liaison.LetterEdit{{Was: p.Was, Now: c.change(p.Was)}}
			if got := paragraphWith(t, textOf(t, r, req), c.holds).Fault; !strings.Contains(got, c.want) {
				t.Errorf("fault %q, want %q", got, c.want)
			}
			if got := mustRender(t, r, req).Missing; len(got) != 1 || !strings.Contains(got[0], c.want) {
				t.Errorf("the draft is missing %q", got)
			}
		})
	}
}

func TestAnEditOfAParagraphThatTheCaseChangedStandsInTheWay(t *testing.T) {
	r, d := rendererOf(t), wholeCase(t)
	req := request(liaison.LetterEnforcementApplication, d, true)
	p := paragraphWith(t, textOf(t, r, req), "被申请人：尉迟军")
	req.Edits = []liaison.LetterEdit{{Was: p.Was, Now: p.Was + "现住同址。"}}
	if got := mustRender(t, r, req).Missing; len(got) != 0 {
		t.Fatalf("missing %q before the case changed", got)
	}
	for i := range d.Parties {
		d.Parties[i].Address = "山西省临汾市尧都区某巷6号"
	}
	if got := mustRender(t, r, req).Missing; len(got) != 1 || !strings.Contains(got[0], "您改过的一段因案情变化已与原文不同，请重新核对") {
		t.Errorf("missing %q", got)
	}
	if stale := textOf(t, r, req).Stale; len(stale) != 1 || stale[0].Was != p.Was {
		t.Errorf("stale %+v", stale)
	}
	req.Draft = false
	if _, err := r.Render(t.Context(), req); err == nil {
		t.Error("the letter is issued although an edit has no place")
	}
}

func FuzzAnEditNeverBreaksTheLetter(f *testing.F) {
	for _, s := range []string{"", "一段\n\n二段", "# 标题", "| 表 |", "::: signature", "**粗**", "1. 项", "〔引：x〕", "\uf8f5" + "0" + "\uf8f6", "抄送：某局", "    代码", "<b>", "[a](b)"} {
		f.Add(s)
	}
	r, d := rendererOf(f), wholeCase(f)
	req := request(liaison.LetterEnforcementApplication, d, true)
	was := paragraphWith(f, textOf(f, r, req), "被申请人在法定期限内").Was
	f.Fuzz(func(t *testing.T, s string) {
		req := req
		req.Edits = []liaison.LetterEdit{{Was: was, Now: s}}
		if _, err := r.Word(t.Context(), req); err != nil {
			t.Errorf("%q: %v", s, err)
		}
	})
}

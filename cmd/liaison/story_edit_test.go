package main

import (
	"strings"
	"testing"

	"liaison/liaison"
)

// textOf is the letter of the case paragraph by paragraph, as its drafter sees it.
func (h *house) textOf(login, number string, l liaison.Letter) []liaison.LetterParagraph {
	h.t.Helper()
	text, err := h.service.LetterText(h.t.Context(), h.actor(login), number, l.ID, nil)
	if err != nil {
		h.t.Fatal(describe(err))
	}
	return text.Paragraphs
}

func TestADraftIsChangedParagraphByParagraphAndTheHeadSeesTheDifference(t *testing.T) {
	t.Parallel()
	tool(t, "pdftotext")
	h := openHouse(t)
	limou, zhaomou, lianghe := h.signIn("limou"), h.signIn("zhaomou"), h.signIn("lianghe")
	number := h.takeIn("death", func(f *liaison.Folder) { withoutRefusal(f); addressOf(f) })
	address := "/cases/" + number
	limou.get(address).submit("/seal").want(200)
	limou.get(address).submit("/letters", "kind", "enforcement_application").want(200)
	letter := h.dossier(number).Letters[0]
	at := address + "/letters/" + letter.ID.String()
	was := ""
	place := -1
	for i, p := range h.textOf("limou", number, letter) {
		if strings.HasPrefix(p.Was, "（二）财产线索") {
			was, place = p.Was, i
		}
	}
	box := "edit-" + string(rune('0'+place/10)) + string(rune('0'+place%10))
	now := strings.Replace(was, "申请人尚未掌握", "经走访，申请人尚未掌握", 1)
	page := limou.get(limou.get(address).link("/edit")).want(200, "锁定", "保存文字", "还缺的事实")
	page.submit("/text", box, strings.ReplaceAll(now, "〔引", "〔见")).want(422, "应当照原样保留1处", "经走访")
	page.submit("/text", box, now+"依照《某某条例》第一条。").want(422, "不在可引用的法律文件之列")
	page.submit("/text", "step", "preview", box, now).want(200, "经走访", "没有保存")
	if n := len(h.dossier(number).Letters[0].Edits); n != 0 {
		t.Fatalf("%d edits kept by looking", n)
	}
	page.submit("/text", box, now).want(200, "草稿已修改")
	edited := h.dossier(number).Letters[0]
	if len(edited.Edits) != 1 || edited.Edits[0].Was != was || edited.Edits[0].Now != now || edited.Edits[0].By != "李某" || edited.ContentDigest == letter.ContentDigest {
		t.Fatalf("edits %+v", edited.Edits)
	}
	zhaomou.post(at+"/text", "was-0", was, "edit-0", now).want(403)
	limou.post(at+"/approve", "seen", letter.ContentDigest).want(409, "案情有变动")

	// Who changes the words does not approve them.
	lianghe.get(at+"/edit").submit("/text", box, now+"其他线索另行提供。").want(200)
	h.forHead(number, letter.ID.String())
	lianghe.post(at+"/approve", "seen", h.dossier(number).Letters[0].ContentDigest).want(409, "您改过这份文书的文字")
	limou.get(at+"/edit").submit("/text", box, now).want(200)
	zhaomou.get(at).want(200, "李某修改草稿文字，内容与签批的不一致，李某、王某、陈某、孙某、何某的意见失效，已退回第一步")
	h.forHead(number, letter.ID.String())

	seen := zhaomou.get(zhaomou.get(address).link(letter.ID.String())).want(200, "承办人改动的文字", "经走访", "没有缺少的事实", "审核意见")
	if ins := seen.all("ins"); len(ins) != 1 || ins[0].FirstChild.Data != "经走访，" {
		t.Errorf("the difference is not shown: %d insertions", len(ins))
	}
	seen.submit("/approve", "opinion", "同意").want(200, "已批准")
	limou.post(at+"/text", "was-0", was, "edit-0", now).want(409)
	limou.get(address).submit(letter.ID.String()+"/issue").want(200, "已制发")
	if text := pdfText(t, limou.get(at+".pdf").want(200).body); !strings.Contains(text, "经走访，申请人尚未掌握") {
		t.Error("the issued letter does not have the words that were approved")
	}
	limou.get(at).want(200, "经走访", "打开文书")
}

// addressOf tells the one fact that the folder lacks.
func addressOf(f *liaison.Folder) {
	for i := range f.Parties {
		if f.Parties[i].Address == "" {
			f.Parties[i].Address = "山西省临汾市尧都区某街道38号"
		}
	}
}

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestADraftIsAlsoHadAsAWordFile(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou, jiancha := h.signIn("limou"), h.signIn("jiancha")
	number := h.takeIn("death", nil)
	address := "/cases/" + number
	limou.get(address).submit("/seal").want(200)
	page := limou.get(address)
	file := limou.get(page.link("/preview/enforcement_application.docx")).want(200)
	if kind := file.header.Get("Content-Disposition"); !bytes.HasPrefix(file.body, []byte("PK")) || !strings.Contains(kind, ".docx") || !strings.HasPrefix(kind, "attachment") {
		t.Errorf("%q, %d bytes", kind, len(file.body))
	}
	limou.get(address + "/letters/preview/nothing.docx").want(404)
	jiancha.get(address + "/letters/preview/enforcement_application.docx").want(404)
	limou.get(address).submit("/letters", "kind", "enforcement_application").want(200, "下载草稿 Word")
}

func TestTheCommandWritesAWordDraft(t *testing.T) {
	dir := unpackSamples(t)
	out := filepath.Join(t.TempDir(), "移送书.DOCX")
	var got struct {
		File    string
		Missing []string
	}
	runProgram(t, "letter", "referral", filepath.Join(dir, "death"), "--out", out, "--json").decode(t, &got)
	if raw, err := os.ReadFile(out); err != nil || !bytes.HasPrefix(raw, []byte("PK")) || got.File != out {
		t.Errorf("%s: %v, %+v", out, err, got)
	}
}

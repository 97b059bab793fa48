package main

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"liaison/liaison"
)

// furnished is a house with something on every page: a case at the police and the court with a book and letters, one whose proofs differ, one
// undecided, and a receipt.
func furnished(t *testing.T) (h *house, paths []string) {
	t.Helper()
	h = openHouse(t)
	limou := h.signIn("limou")
	number := h.takeIn("death", nil)
	address := "/cases/" + number
	limou.get(address).submit("/seal").want(200)
	for _, kind := range liaison.LetterTypes() {
		limou.get(address).submit("/letters", "kind", string(kind.Kind)).want(200)
	}
	limou.get(address+"/receipts/new").submit("/receipts/new", "on", "2026-11-19", "amount", "1000", "source", "voluntary", "principal_0", "1000").want(200)
	paths = []string{"/", "/cases", "/cases?q=尉迟", "/due", "/week", "/week?from=2026-11-23", "/cases/new", "/users", "/feed", "/mine", "/handover", "/nothing-here", address, address + "/papers/new",
		address + "/papers/new?kind=return_order_served", address + "/papers/" + h.paper(number, "notice_not_filed") + "/correct", address + "/receipts/new",
		address + "/exhibits/new", address + "/parties/2", address + "/office"}
	letter := h.dossier(number).Letters[0].ID.String()
	paths = append(paths, address+"/letters/"+letter, address+"/letters/"+letter+"/edit", address+"/letters/new/"+string(liaison.LetterReferral))
	for _, name := range []string{"death-dates-conflict", "double-benefit-undecided"} {
		paths = append(paths, "/cases/"+h.takeIn(name, nil))
	}
	return h, paths
}

// as gives the browser the session of somebody who holds every role of the office.
func (b *browser) as(h *house) {
	b.t.Helper()
	r := h.signIn("lianghe")
	base, err := url.Parse(h.url)
	if err != nil {
		b.t.Fatal(err)
	}
	for _, c := range r.client.Jar.Cookies(base) {
		b.call("Network.setCookie", map[string]any{"name": c.Name, "value": c.Value, "url": h.url, "httpOnly": true}, nil)
	}
}

func TestPagesFitTheScreenAndKeepTheirOwnPolicy(t *testing.T) {
	h, paths := furnished(t)
	b := openBrowser(t) // its time runs from here
	b.open(h.url + "/login")
	b.evaluate(`(s => { s.textContent = "1"; document.body.appendChild(s); })(document.createElement("script"))`, nil)
	b.evaluate("1", nil)
	if len(b.said) == 0 {
		t.Error("an inline script was not refused: the page's policy is not in force, or this test is deaf")
	}
	b.as(h)
	for _, width := range []int{1280, 390} {
		b.call("Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": width < 500}, nil)
		for _, scripts := range []bool{true, false} {
			b.call("Emulation.setScriptExecutionDisabled", map[string]any{"value": !scripts}, nil)
			for _, path := range paths {
				t.Run(fmt.Sprintf("%d px, scripts %t, %s", width, scripts, path), func(t *testing.T) { checkPage(t, b, h.url+path, scripts) })
			}
		}
	}
}

// checkPage opens a page and measures it.
func checkPage(t *testing.T, b *browser, address string, scripts bool) {
	defer func(whole testing.TB) { b.t = whole }(b.t)
	b.t = t
	b.open(address)
	var seen struct {
		Page, Window int
		Title, Text  string
		Scripted     bool
		NeedsScript  int
	}
	b.evaluate(`({Page: document.documentElement.scrollWidth, Window: document.documentElement.clientWidth, Title: document.title,
		Text: document.querySelector("main").innerText, Scripted: document.documentElement.classList.contains("js"),
		NeedsScript: [...document.querySelectorAll(".js-only")].filter(e => e.offsetParent).length})`, &seen)
	if seen.Page > seen.Window {
		var wide []string
		b.evaluate(`[...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !e.closest(".scroll")).map(e => e.tagName + "." + e.className).slice(0, 5)`, &wide)
		t.Errorf("the page is %d wide in a window of %d; too wide: %q", seen.Page, seen.Window, wide)
	}
	if strings.HasPrefix(seen.Title, "登录") || len([]rune(seen.Text)) < 20 {
		t.Errorf("the page %q shows %q", seen.Title, seen.Text)
	}
	if seen.Scripted != scripts || !scripts && seen.NeedsScript > 0 {
		t.Errorf("scripts ran: %t; %d things that need scripts are shown", seen.Scripted, seen.NeedsScript)
	}
	for _, s := range b.said {
		if !strings.Contains(s, "404") { // the page that is not there says so
			t.Errorf("the browser says: %s", s)
		}
	}
}

var pdfPage = regexp.MustCompile(`/Type\s*/Page[^s]`)

func TestTheWeekSheetPrintsOnOnePage(t *testing.T) {
	b := openBrowser(t)
	h, _ := furnished(t)
	b.as(h)
	b.open(h.url + "/week?from=2026-11-23")
	var printed struct{ Data string }
	b.call("Page.printToPDF", map[string]any{"preferCSSPageSize": true}, &printed)
	pdf, err := base64.StdEncoding.DecodeString(printed.Data)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(pdfPage.FindAll(pdf, -1)); n != 1 {
		t.Errorf("the week sheet prints on %d pages", n)
	}
	if text := pdfText(t, pdf); !strings.Contains(text, "期限周表") || strings.Contains(text, "退出") {
		t.Errorf("the sheet reads %s", text)
	}
}

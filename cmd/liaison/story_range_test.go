package main

import (
	"sync"
	"testing"

	"liaison/liaison"
)

// The office sets numbers of its register aside: letters take them in turn, none twice, and what was passed over is listed.
func TestNumbersThatWereSetAsideAreTakenInTurn(t *testing.T) {
	t.Parallel()
	h := openHouse(t)
	limou := h.signIn("limou")
	const office = "尧都区社会保险中心"
	set := func(first, last string) *page {
		return limou.get("/numbers").submit("/numbers", "office", office, "prefix", "临尧社保", "year", "2026", "first", first, "last", last, "given_by", "办公室")
	}
	set("40", "31").want(422, "由小到大")
	set("31", "34").want(200, "预留文号已登记", "临尧社保〔2026〕31号", "余 4 个")
	set("34", "36").want(409, "已经预留")
	set("51", "51").want(200)

	approved := func(i int) (string, liaison.Letter) {
		number := h.takeIn("death", func(f *liaison.Folder) { another(f, i) })
		if _, err := h.service.SealBundle(t.Context(), h.actor("limou"), number); err != nil {
			t.Fatal(describe(err))
		}
		l, err := h.service.DraftLetter(t.Context(), h.actor("limou"), number, liaison.LetterEnforcementApplication, nil)
		if err != nil {
			t.Fatal(describe(err))
		}
		return number, h.signed(number, l.ID, "")
	}
	ranges, err := h.service.Ranges(t.Context(), h.actor("limou"))
	if err != nil || len(ranges) != 2 {
		t.Fatal(ranges, err)
	}
	id := ranges[1].ID
	// One is entered as the register has it, out of turn: 31 and 32 are still free.
	number, l := approved(0)
	limou.get("/cases/"+number).want(200, "取用预留文号", "余 4 个").submit(l.ID.String()+"/issue", "number", "临尧社保〔2026〕33号").want(200, "临尧社保〔2026〕33号")
	limou.get("/numbers").want(200, "空号", "临尧社保〔2026〕31号、临尧社保〔2026〕32号", "余 3 个")

	// Three at once take what is left, each its own.
	type waiting struct {
		number string
		letter liaison.Letter
	}
	var todo []waiting
	for i := 1; i <= 3; i++ {
		number, l := approved(i)
		todo = append(todo, waiting{number, l})
	}
	last, late := approved(4)
	var all sync.WaitGroup
	var mu sync.Mutex
	got := map[string]bool{}
	for _, w := range todo {
		all.Go(func() {
			out, err := h.service.IssueFromRange(t.Context(), h.actor("limou"), w.number, w.letter.ID, id, h.service.Today())
			mu.Lock()
			defer mu.Unlock()
			if err != nil || got[out.Number] {
				t.Errorf("%s: %v", out.Number, err)
			}
			got[out.Number] = true
		})
	}
	all.Wait()
	for _, n := range []string{"31", "32", "34"} {
		if !got["临尧社保〔2026〕"+n+"号"] {
			t.Errorf("number %s was not taken: %v", n, got)
		}
	}
	limou.post("/cases/"+last+"/letters/"+late.ID.String()+"/issue", "range", id.String()).want(409, "已用完")
	limou.get("/numbers").want(200, "已用完").lacks("空号")

	// What was not used is taken back and given out no more.
	limou.get("/numbers").submit(ranges[0].ID.String()+"/end").want(200, "未用的文号已收回", "已收回")
	limou.post("/cases/"+last+"/letters/"+late.ID.String()+"/issue", "range", ranges[0].ID.String()).want(404, "已经收回")
	h.signIn("zhaomou").get("/numbers").want(200, "临尧社保〔2026〕31号").lacks("登记一段预留文号")
	h.signIn("jiancha").get("/numbers").want(403)
}

package evidence

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"liaison/liaison/overpayment"
)

// bag is a bag as verify read it.
type bag struct {
	dir      string
	sums     map[string]string // payload and tag files by their listed digest
	sizes    map[string]int64  // the same files by their size
	manifest manifest
	letters  letterList
}

// bag verifies a bag: first that every file is what the lists say (RFC 8493 3), then that books, letters and claims agree.
func (v *verifier) bag(dir string) *bag {
	b := &bag{dir: dir, sums: map[string]string{}, sizes: map[string]int64{}}
	v.declaration(b)
	payload := v.sumList(b, bagManifest, true)
	v.sumList(b, bagTagList, false)
	v.oxum(b, payload)
	v.unlisted(b)
	if !v.document(path.Join(dir, manifestFile), &b.manifest) {
		v.absent(b, manifestFile)
	} else {
		v.exhibits(b)
		for _, e := range b.manifest.Editions {
			v.book(b, e, path.Join(dir, e.File))
		}
	}
	if !v.document(path.Join(dir, letterFile), &b.letters) {
		v.absent(b, letterFile)
	}
	if b.letters.Case != b.manifest.Case {
		v.add(FaultChanged, path.Join(dir, letterFile), 0, "文书清单写的案号“%s”与证据清单的“%s”不同", b.letters.Case, b.manifest.Case)
	}
	claims := v.claims(b)
	v.rows(b, claims)
	v.caseClaim(b, claims)
	for i := range b.letters.Letters {
		v.letter(b, &b.letters.Letters[i], claims)
	}
	return b
}

// absent names a list without which the rest cannot be compared.
func (v *verifier) absent(b *bag, file string) {
	if full := path.Join(b.dir, file); !v.isFile(full) {
		v.add(FaultMissing, full, 0, "文件缺失，无法核对其所列内容")
	}
}

// declaration checks bagit.txt (RFC 8493 2.1.1).
func (v *verifier) declaration(b *bag) {
	file := path.Join(b.dir, bagitFile)
	got, err := v.read(file)
	switch {
	case err != nil:
		v.unreadable(file, err)
	case !strings.HasPrefix(string(got), "BagIt-Version: "):
		v.add(FaultChanged, file, 0, "不是 BagIt 声明文件")
	}
}

// sumList reads a list of digests and compares every file on it. It returns the size and number of the files.
func (v *verifier) sumList(b *bag, list string, payload bool) (total [2]int64) {
	file := path.Join(b.dir, list)
	text, err := v.read(file)
	if err != nil {
		v.unreadable(file, err)
		return total
	}
	whole, ended := strings.CutSuffix(string(text), "\n")
	if !ended {
		v.add(FaultChanged, file, 0, "末行不完整")
	}
	for n, line := range strings.Split(whole, "\n") {
		sum, name, ok := parseSum(line)
		// RFC 8493 allows other spellings, and nothing covers the list of lists: only one written as we write it is unchanged.
		if !ok || line != sum+"  "+escapePath(name) || strings.HasPrefix(name, payloadDir+"/") != payload {
			v.add(FaultChanged, file, 0, "第%d行不合格式", n+1)
			continue
		}
		if _, dup := b.sums[name]; dup {
			v.add(FaultChanged, file, 0, "第%d行重复列出 %s", n+1, name)
			continue
		}
		b.sums[name] = sum
		b.sizes[name] = v.listed(b, name, sum)
		total[0] += b.sizes[name]
		total[1]++
	}
	return total
}

// parseSum reads a line: digest, white space, path (RFC 8493 2.1.3).
func parseSum(line string) (sum, name string, ok bool) {
	line = strings.TrimSuffix(line, "\r")
	sum, rest, found := strings.Cut(line, " ")
	name = unescapePath(strings.TrimPrefix(strings.TrimLeft(rest, " \t"), "*"))
	if !found || len(sum) != 64 || strings.Trim(strings.ToLower(sum), "0123456789abcdef") != "" || !fs.ValidPath(name) || name == "." {
		return "", "", false
	}
	return strings.ToLower(sum), name, true
}

func (v *verifier) listed(b *bag, name, sum string) int64 {
	file := path.Join(b.dir, name)
	got, size, err := v.digest(file)
	switch {
	case err != nil:
		v.unreadable(file, err)
	case got != sum:
		v.add(FaultChanged, file, 0, "内容已改动：SHA-256 应为 %s，实为 %s", sum, got)
	}
	return size
}

// oxum compares Payload-Oxum of bag-info.txt: bytes and number of payload files (RFC 8493 2.2.2).
func (v *verifier) oxum(b *bag, total [2]int64) {
	file := path.Join(b.dir, bagInfoFile)
	text, err := v.read(file)
	if err != nil {
		v.unreadable(file, err)
		return
	}
	for line := range strings.Lines(string(text)) {
		if value, ok := strings.CutPrefix(line, "Payload-Oxum:"); ok {
			if want := fmt.Sprintf("%d.%d", total[0], total[1]); strings.TrimSpace(value) != want {
				v.add(FaultChanged, file, 0, "登记的总字节数和文件数为 %s，清单所列文件实为 %s", strings.TrimSpace(value), want)
			}
		}
	}
}

// unlisted names files that stand in the bag and on no list.
func (v *verifier) unlisted(b *bag) {
	v.walk(b.dir, func(file string, regular bool) {
		rel := file
		if b.dir != "." {
			rel = strings.TrimPrefix(file, b.dir+"/")
		}
		_, ok := b.sums[rel]
		switch {
		case rel == bagTagList:
		case !ok && rel == bagManifest, !ok && rel == bagitFile, !ok && rel == bagInfoFile:
			v.add(FaultMissing, path.Join(b.dir, bagTagList), 0, "没有列出 %s", rel)
		case !ok:
			v.add(FaultExtra, file, 0, "多出的文件，不在清单中")
		case !regular:
			v.add(FaultChanged, file, 0, "不是普通文件")
		}
	})
}

// exhibits compares the list of exhibits with the list of files and with itself: every exhibit once, in order, page after page.
func (v *verifier) exhibits(b *bag) {
	file := path.Join(b.dir, manifestFile)
	next := map[int]int{} // edition -> the page that should come
	last := [2]int{1, 0}
	for i, x := range b.manifest.Exhibits {
		name := fmt.Sprintf("第%d件“%s”", x.Ordinal, x.Title)
		switch sum, ok := b.sums[x.File]; {
		case !ok:
			v.add(FaultMissing, path.Join(b.dir, x.File), 0, "证据%s的原文件不在清单中", name)
		case sum != x.SHA256:
			v.add(FaultChanged, path.Join(b.dir, x.File), 0, "证据%s的校验值与证据清单不同", name)
		case b.sizes[x.File] != x.Size:
			v.add(FaultChanged, path.Join(b.dir, x.File), 0, "证据%s登记为%d字节，实为%d字节", name, x.Size, b.sizes[x.File])
		}
		if now := [2]int{x.Bundle, x.Ordinal}; slices.Compare(now[:], last[:]) <= 0 || now[0] == last[0] && now[1] != last[1]+1 || now[0] != last[0] && now[1] != 1 {
			v.add(FaultOrder, file, 0, "证据清单第%d项是%s，次序不对", i+1, name)
		}
		last = [2]int{x.Bundle, x.Ordinal}
		if x.Edition == 0 {
			continue
		}
		want := max(next[x.Edition], 1)
		if x.FirstPage != want || x.Pages < 1 {
			v.add(FaultOrder, file, x.FirstPage, "证据%s登记从第%d页起共%d页，依次应从第%d页起", name, x.FirstPage, x.Pages, want)
		}
		next[x.Edition] = want + max(x.Pages, 0)
		if len(x.PageDigests) != x.Pages {
			v.add(FaultChanged, file, x.FirstPage, "证据%s登记%d页，页面校验值有%d个", name, x.Pages, len(x.PageDigests))
		}
	}
	for _, e := range b.manifest.Editions {
		if sum, ok := b.sums[e.File]; !ok {
			v.add(FaultMissing, path.Join(b.dir, e.File), 0, "证据卷不在清单中")
		} else if sum != e.SHA256 {
			v.add(FaultChanged, path.Join(b.dir, e.File), 0, "证据卷的校验值与证据清单不同")
		}
		if got := max(next[e.Edition], 1) - 1; got != e.Body || e.FrontMatter+e.Body != e.Pages {
			v.add(FaultOrder, file, 0, "%s登记%d页证据、共%d页，各件证据合计%d页", e.Bundle, e.Body, e.Pages, got)
		}
	}
}

// claims reads every claim in the bag and checks that it adds up.
func (v *verifier) claims(b *bag) map[string]*overpayment.Claim {
	claims := map[string]*overpayment.Claim{}
	for name := range b.sums {
		if name != claimFile && !strings.HasPrefix(name, payloadDir+"/claims/") {
			continue
		}
		var c overpayment.Claim
		if !v.document(path.Join(b.dir, name), &c) {
			continue
		}
		claims[name] = &c
		v.adds(path.Join(b.dir, name), &c)
	}
	return claims
}

// adds checks that the months add up to the sum, and that owed = total − repaid.
func (v *verifier) adds(file string, c *overpayment.Claim) {
	sum, ok := c.Settled()
	if !ok {
		return
	}
	lines := sum - sum
	for _, l := range c.Lines {
		lines += l.Overpaid
		if !l.Pending && l.Paid-l.Due != l.Overpaid {
			v.add(FaultAmount, file, 0, "%s：已发%s元、应发%s元，应追回写为%s元，三数不符", l.Month, l.Paid, l.Due, l.Overpaid)
		}
	}
	if lines != sum {
		v.add(FaultAmount, file, 0, "各月应追回合计%s元，核定金额写为%s元", lines, sum)
	}
	if c.Total != nil && c.Owed != nil && *c.Owed != *c.Total-c.Repaid {
		v.add(FaultAmount, file, 0, "应追回%s元，已退%s元，尚欠写为%s元，三数不符", *c.Total, c.Repaid, *c.Owed)
	}
}

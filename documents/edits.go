package documents

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"liaison/liaison"
	"liaison/liaison/fault"
)

// paragraph is one paragraph of a filled wording as its drafter sees it: plain text in which what the program alone may write, a place in the
// evidence, a gap or the letter's own number, stands as a token such as 〔引：火化证明〕.
type paragraph struct {
	from, to int // in the body
	text     string
	tokens   []token
	names    []string
	layout   bool   // a directive: nothing to read
	locked   string // why it is not edited; empty: it may be
}

// token is a word of a paragraph and the marks it stands for.
type token struct{ text, md string }

const (
	lockedLayout = "标题、表格和列项不在这里改"
	lockedWords  = "法定文字"
	lockedTwice  = "同样的文字不止一段"
)

var (
	blankLines = regexp.MustCompile(`\n[ \t]*\n\s*`)
	blockStart = regexp.MustCompile(`^(?:#|\||:::|---|[-*+>] |[0-9]+[.)] )`)
	tokenLike  = regexp.MustCompile(`〔(?:引|待补|本文书文号|制发时写入)[0-9]*(?:：[^〔〕]*)?〕`)
	// exact is what the case alone tells: sums, accounts, numbers of identity and telephone.
	exact = regexp.MustCompile(`[0-9][0-9,]*\.[0-9]{2}|[0-9]{8,}X?`)
)

// paragraphsOf parts a filled body.
func paragraphsOf(w *wording, body string, refs []Reference) []paragraph {
	var out []paragraph
	add := func(from, to int) {
		for from < to && (body[from] == '\n' || body[from] == ' ') {
			from++
		}
		if strings.TrimSpace(body[from:to]) != "" {
			p := paragraph{from: from, to: to}
			p.read(strings.TrimSpace(body[from:to]), refs)
			out = append(out, p)
		}
	}
	from := 0
	for _, m := range blankLines.FindAllStringIndex(body, -1) {
		add(from, m[0])
		from = m[1]
	}
	add(from, len(body))
	for i := range out {
		p := &out[i]
		if p.locked == "" && slices.ContainsFunc(w.head.Locked, func(s string) bool { return strings.Contains(p.text, s) }) {
			p.locked = lockedWords
		}
		if p.locked == "" && slices.ContainsFunc(out[:i], func(o paragraph) bool { return o.text == p.text }) {
			p.locked = lockedTwice
			for j := range out[:i] {
				if out[j].text == p.text {
					out[j].locked = lockedTwice
				}
			}
		}
	}
	return out
}

// read makes plain text of a paragraph's Markdown.
func (p *paragraph) read(md string, refs []Reference) {
	p.layout = strings.HasPrefix(md, directiveMark)
	if blockStart.MatchString(md) {
		p.locked = lockedLayout
	}
	if strings.HasPrefix(md, "|") {
		p.text = "（表格）"
		return
	}
	md = strings.TrimLeft(md, "# ")
	var b strings.Builder
	name := -1
	for len(md) > 0 {
		c, n := utf8.DecodeRuneInString(md)
		switch {
		case c == '\\' && len(md) > 1 && isPunct(md[1]):
			b.WriteByte(md[1])
			n = 2
		case c == '\n' || c == lineMark:
		case c == nameOpen:
			name = b.Len()
		case c == nameClose && name >= 0:
			p.names, name = append(p.names, b.String()[name:]), -1
		case c == missingOpen:
			n = closing(md, missingClose)
			b.WriteString(p.token("待补", unescape(strings.Trim(md[:n], string(missingOpen)+string(missingClose))), md[:n]))
		case c == ownOpen:
			n = closing(md, ownClose)
			b.WriteString(p.token("制发时写入", "", md[:n]))
		case c == citeOpen:
			var titles string
			n, titles = citation(md, refs)
			b.WriteString(p.token("引", titles, md[:n]))
		case c == '*' && p.locked == "":
			p.locked = lockedLayout
		default:
			b.WriteRune(c)
		}
		md = md[n:]
	}
	p.text = strings.TrimSpace(b.String())
}

// closing is the length of what a mark opens, its end included; all of it where the end is lacking.
func closing(md string, end rune) int {
	if i := strings.IndexRune(md, end); i >= 0 {
		return i + utf8.RuneLen(end)
	}
	return len(md)
}

// citation is the length of places in the evidence with their words （见……）, and the titles of what they are places in: those stay the same
// when the book is bound anew.
func citation(md string, refs []Reference) (length int, titles string) {
	var list []string
	for strings.HasPrefix(md[length:], string(citeOpen)) {
		n := closing(md[length:], citeClose)
		i := -1
		fmt.Sscan(strings.Trim(md[length:length+n], string(citeOpen)+string(citeClose)), &i)
		if i >= 0 && i < len(refs) && !slices.Contains(list, refs[i].Exhibit) {
			list = append(list, refs[i].Exhibit)
		}
		length += n
	}
	if strings.HasPrefix(md[length:], "（见") {
		depth := 0
		for i, c := range md[length:] {
			if c == '（' {
				depth++
			} else if c == '）' {
				depth--
			}
			if depth == 0 {
				return length + i + len("）"), strings.Join(list, "、")
			}
		}
	}
	return length, strings.Join(list, "、")
}

// token names something that only the program writes, so that no two different things of a paragraph have one name.
func (p *paragraph) token(kind, what, md string) string {
	what = strings.NewReplacer("〔", "[", "〕", "]", "\n", " ").Replace(what)
	if what != "" {
		what = "：" + what
	}
	for n := 1; ; n++ {
		t := "〔" + kind + what + "〕"
		if n > 1 {
			t = fmt.Sprintf("〔%s%d%s〕", kind, n, what)
		}
		i := slices.IndexFunc(p.tokens, func(o token) bool { return o.text == t })
		if i < 0 {
			p.tokens = append(p.tokens, token{t, md})
			return t
		}
		if p.tokens[i].md == md {
			return t
		}
	}
}

// refuse says why the paragraph cannot read as now; empty: it can.
func (p *paragraph) refuse(w *wording, now string) string {
	if p.locked != "" {
		return "这一段不能改：" + p.locked
	}
	for _, t := range p.tokens {
		if n := strings.Count(p.text, t.text); strings.Count(now, t.text) != n {
			return fmt.Sprintf("“%s”由系统写入，应当照原样保留%d处", t.text, n)
		}
	}
	for _, t := range tokenLike.FindAllString(now, -1) {
		if !slices.ContainsFunc(p.tokens, func(o token) bool { return o.text == t }) {
			return fmt.Sprintf("“%s”不是本段原有的，请删去；证据的页码由系统写入", t)
		}
	}
	if strings.Contains(now, "【待补") && !strings.Contains(p.text, "【待补") {
		return "“【待补”由系统写入，请删去"
	}
	if was, is := exactOf(p.text), exactOf(now); !slices.Equal(was, is) {
		return "金额、账号和证件号码出自案卷，不能在这里改；有误的请在案件页面更正"
	}
	known := checkCitations(p.text, false)
	for _, x := range checkCitations(now, false) {
		if !slices.ContainsFunc(known, func(o cited) bool { return o.text == x.text }) {
			return x.text
		}
	}
	for _, it := range w.kind.items {
		for _, word := range it.Words {
			if strings.Contains(p.text, word) && !strings.Contains(now, word) {
				return fmt.Sprintf("“%s”是必备内容（%s，%s），不能删去", word, it.Name, it.Source)
			}
		}
	}
	return ""
}

func exactOf(s string) []string {
	all := exact.FindAllString(s, -1)
	slices.Sort(all)
	return all
}

// markdown is the paragraph as it reads now: what was typed as it stands, tokens and names with their marks; a line is a paragraph.
func (p *paragraph) markdown(now string) string {
	var pairs []string
	for _, t := range p.tokens {
		pairs = append(pairs, t.text, t.md)
	}
	for _, n := range p.names {
		if n != "" {
			pairs = append(pairs, n, personName(n).md)
		}
	}
	with := strings.NewReplacer(pairs...)
	var lines []string
	for _, l := range strings.Split(now, "\n") {
		if l = strings.TrimSpace(l); l == "" {
			continue
		}
		if len(pairs) == 0 {
			lines = append(lines, escape(l))
			continue
		}
		lines = append(lines, replaceEscaped(with, pairs, l))
	}
	return strings.Join(lines, "\n\n")
}

// replaceEscaped puts the second of each pair for the first and escapes what stands between.
func replaceEscaped(with *strings.Replacer, pairs []string, s string) string {
	var words []string
	for i := 0; i < len(pairs); i += 2 {
		words = append(words, regexp.QuoteMeta(pairs[i]))
	}
	var b strings.Builder
	last := 0
	for _, m := range regexp.MustCompile(strings.Join(words, "|")).FindAllStringIndex(s, -1) {
		b.WriteString(escape(s[last:m[0]]))
		b.WriteString(with.Replace(s[m[0]:m[1]]))
		last = m[1]
	}
	b.WriteString(escape(s[last:]))
	return b.String()
}

// edited is a body with the drafter's edits in it, and what is wrong with them.
type edited struct {
	body  string
	text  liaison.LetterText
	wrong []string // obstacles
}

// applyEdits puts each edit in the place of the paragraph that reads as it was. One whose paragraph is no longer there stands aside.
func applyEdits(w *wording, body string, refs []Reference, edits []liaison.LetterEdit) edited {
	out := edited{}
	var b strings.Builder
	last := 0
	used := make([]bool, len(edits))
	for _, p := range paragraphsOf(w, body, refs) {
		v := liaison.LetterParagraph{LetterEdit: liaison.LetterEdit{Was: p.text, Now: p.text}, Locked: p.locked}
		i := slices.IndexFunc(edits, func(e liaison.LetterEdit) bool { return e.Was == p.text })
		if i >= 0 && !used[i] && !p.layout {
			used[i] = true
			if v.LetterEdit = edits[i]; v.Now != v.Was {
				if v.Fault = p.refuse(w, v.Now); v.Fault != "" {
					out.wrong = append(out.wrong, "改过的一段“"+clipped(p.text)+"”不能采用："+v.Fault)
				} else {
					b.WriteString(body[last:p.from])
					b.WriteString(p.markdown(v.Now))
					last = p.to
				}
			}
		}
		if !p.layout {
			out.text.Paragraphs = append(out.text.Paragraphs, v)
		}
	}
	b.WriteString(body[last:])
	out.body = b.String()
	for i, e := range edits {
		if !used[i] {
			out.text.Stale = append(out.text.Stale, e)
			out.wrong = append(out.wrong, "您改过的一段因案情变化已与原文不同，请重新核对：“"+clipped(e.Was)+"”")
		}
	}
	return out
}

func clipped(s string) string {
	if r := []rune(s); len(r) > 24 {
		return string(r[:24]) + "……"
	}
	return s
}

// Text implements liaison.Renderer.
func (r *Renderer) Text(ctx context.Context, req liaison.LetterDraftRequest) (liaison.LetterText, error) {
	if err := ctx.Err(); err != nil {
		return liaison.LetterText{}, err
	}
	w := r.wordings[req.Kind]
	if w == nil {
		return liaison.LetterText{}, fault.New(fault.NotFound, "没有“%s”这种文书", req.Kind)
	}
	f, err := r.fill(w, req)
	if err != nil {
		return liaison.LetterText{}, err
	}
	return applyEdits(w, f.body, f.common.lib.refs, req.Edits).text, nil
}

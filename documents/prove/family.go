package prove

import (
	"cmp"
	"slices"
	"strings"
)

// recognise tells the family by what stands on the pages.
func recognise(d *view) (Family, string) {
	p := d.pages[0]
	rules, mark := redRules(p), ""
	for _, l := range p.lines {
		if l.red() && l.size > 18 {
			mark += l.text
		}
	}
	text := ""
	for _, q := range d.pages {
		for _, l := range q.lines {
			text += l.text + "\n"
		}
	}
	switch {
	case len(rules) >= 2 && rules[len(rules)-1].y1 > 0.85*p.height:
		return Letter, "首页上下各有红色线"
	case mark != "" || len(rules) > 0:
		return Official, "首页有红色发文机关标志或者红色分隔线"
	case p.tabular:
		return Tables, "首页以表格为主"
	case strings.Contains(text, "\n此致\n"):
		return Litigation, "文中有单独一行“此致”"
	}
	return Enforcement, "没有红色要素"
}

// redRules is the long red lines across a page, from its top.
func redRules(p *page) []stroke {
	var out []stroke
	for _, s := range p.strokes {
		if s.across() && s.color.red() && s.x2-s.x1 > 100*mm {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b stroke) int { return cmp.Compare(a.y1, b.y1) })
	return out
}

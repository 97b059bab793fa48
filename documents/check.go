package documents

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"text/template/parse"
)

// checker walks a wording's templates before any letter is written: every field must be one of the kind's facts.
type checker struct {
	w     *wording
	tree  *parse.Tree
	root  reflect.Type
	used  map[string]bool // chains of fields from the root, such as Police or ReturnOrder.Number
	errs  []error
	paths []string // of the dots we are inside of
}

// check finds every fault of the file: unknown fields, unknown directives, articles that the law data does not hold, items that the law
// asks for and the wording lacks.
func (w *wording) check(source string) error {
	c := &checker{w: w, root: w.kind.facts, used: map[string]bool{}}
	c.tree = w.body.Tree
	c.list(w.body.Tree.Root, c.root, "")
	for _, t := range w.attachments {
		c.tree = t.Tree
		c.list(t.Tree.Root, c.root, "")
	}
	for i, line := range strings.Split(source, "\n") {
		c.line(i+1, line)
	}
	for _, problem := range checkCitations(source, false) {
		c.fail(lineOf(source, problem.at), "%s", problem.text)
	}
	c.markdown(source)
	for _, f := range w.head.Required {
		if !c.used[f] {
			c.fail(0, "必备事实（required）%s没有写进正文", f)
		}
	}
	words := strings.Join(w.head.Attachments, "\n") + source
	for _, it := range w.kind.items {
		if lack := it.lacks(words, c.used); lack != "" {
			c.fail(0, "缺少必备内容“%s”（%s）：%s", it.Name, it.Source, lack)
		}
	}
	for name := range c.used {
		w.statesMoney = w.statesMoney || strings.HasPrefix(name, "Money.")
	}
	return errors.Join(c.errs...)
}

func (c *checker) fail(line int, format string, args ...any) {
	c.errs = append(c.errs, fileError{c.w.file, line, fmt.Sprintf(format, args...)})
}

func (c *checker) failAt(n parse.Node, format string, args ...any) {
	where, _ := c.tree.ErrorContext(n)
	line := 0
	if parts := strings.Split(where, ":"); len(parts) >= 2 {
		fmt.Sscan(parts[len(parts)-2], &line)
	}
	c.fail(line, format, args...)
}

// list checks nodes with the type of the dot; path is where the dot is from the root.
func (c *checker) list(l *parse.ListNode, dot reflect.Type, path string) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.TextNode, *parse.CommentNode:
		case *parse.ActionNode:
			if t := c.pipe(n.Pipe, dot, path); t != nil && t != reflect.TypeFor[Value]() {
				c.failAt(n, "%s不是可以直接印出的事实", n)
			}
		case *parse.IfNode:
			if t := c.pipe(n.Pipe, dot, path); t != nil && t.Kind() != reflect.Bool && t.Kind() != reflect.Slice {
				c.failAt(n, "{{if}} 后应是“是/否”一类的字段，例如 .Phone.Known")
			}
			c.list(n.List, dot, path)
			c.list(n.ElseList, dot, path)
		case *parse.RangeNode:
			t := c.pipe(n.Pipe, dot, path)
			if t == nil {
				continue
			}
			if t.Kind() != reflect.Slice {
				c.failAt(n, "{{range}} 后应是列表一类的字段")
				continue
			}
			c.list(n.List, t.Elem(), chainOf(path, n.Pipe))
			c.list(n.ElseList, dot, path)
		default:
			c.failAt(n, "不支持的写法 %s", n)
		}
	}
}

// chainOf names the list that a {{range}} walks.
func chainOf(path string, p *parse.PipeNode) string {
	for _, a := range p.Cmds[0].Args {
		switch f := a.(type) {
		case *parse.FieldNode:
			return dotted(path, f.Ident)
		case *parse.VariableNode: // {{range $.Events}} inside another list
			return dotted("", f.Ident[1:])
		}
	}
	return path
}

func dotted(path string, ident []string) string {
	name := strings.Join(ident, ".")
	if path != "" {
		name = path + "." + name
	}
	return name
}

// pipe returns the type of a pipeline; nil after a fault.
func (c *checker) pipe(p *parse.PipeNode, dot reflect.Type, path string) reflect.Type {
	if len(p.Decl) > 0 || len(p.Cmds) != 1 {
		c.failAt(p, "不支持的写法 %s", p)
		return nil
	}
	args := p.Cmds[0].Args
	if id, ok := args[0].(*parse.IdentifierNode); ok {
		if !slices.Contains([]string{"and", "or", "not"}, id.Ident) {
			c.failAt(p, "不支持的写法 %s", id.Ident)
			return nil
		}
		for _, a := range args[1:] {
			c.operand(a, dot, path)
		}
		return reflect.TypeFor[bool]()
	}
	if len(args) != 1 {
		c.failAt(p, "不支持的写法 %s", p)
		return nil
	}
	return c.operand(args[0], dot, path)
}

func (c *checker) operand(n parse.Node, dot reflect.Type, path string) reflect.Type {
	switch n := n.(type) {
	case *parse.DotNode:
		return dot
	case *parse.FieldNode:
		return c.field(n, n.Ident, dot, path)
	case *parse.VariableNode:
		if n.Ident[0] == "$" {
			return c.field(n, n.Ident[1:], c.root, "")
		}
	case *parse.PipeNode:
		return c.pipe(n, dot, path)
	}
	c.failAt(n, "不支持的写法 %s", n)
	return nil
}

func (c *checker) field(n parse.Node, ident []string, dot reflect.Type, path string) reflect.Type {
	t, err := c.w.fieldType(dot, ident)
	if err != nil {
		c.failAt(n, "{{%s}}：%s", n, err)
		return nil
	}
	name := dotted(path, ident)
	c.used[name] = true
	for i := len(ident) - 1; i > 0; i-- {
		c.used[dotted(path, ident[:i])] = true
	}
	return t
}

// line checks the directive of a line, if it has one.
func (c *checker) line(number int, line string) {
	rest, ok := strings.CutPrefix(line, directiveMark)
	if !ok {
		if strings.HasPrefix(strings.TrimSpace(line), directiveMark) {
			c.fail(number, "版式指令“:::”须顶格写")
		}
		return
	}
	name, args, _ := strings.Cut(strings.TrimSpace(rest), " ")
	d, ok := directives()[name]
	switch {
	case !ok:
		c.fail(number, "没有“%s”这个版式指令，可用的有：%s", name, directiveNames())
	case d.args && strings.TrimSpace(args) == "":
		c.fail(number, "版式指令 %s 后面缺少内容", name)
	case !d.args && !d.optional && strings.TrimSpace(args) != "":
		c.fail(number, "版式指令 %s 后面不能有内容", name)
	}
}

// markdown checks the marks of the whole file, whatever branches a letter takes: each action stands for a word, and lines of {{if}} and
// the like are left out.
func (c *checker) markdown(source string) {
	var plain strings.Builder
	var lines []int
	for i, line := range strings.Split(source, "\n") {
		if controlLine.MatchString(line + "\n") {
			continue
		}
		plain.WriteString(actionForm.ReplaceAllStringFunc(line, func(a string) string {
			if controlForm.MatchString(a) {
				return ""
			}
			return "甲"
		}) + "\n")
		lines = append(lines, i+1)
	}
	r := &reader{file: c.w.file, title: c.w.head.Title, family: c.w.family, source: []byte(plain.String()), lines: lines, strict: true}
	if _, err := r.read(); err != nil {
		c.errs = append(c.errs, err)
	}
}

func lineOf(source string, at int) int { return 1 + strings.Count(source[:at], "\n") }

package directory

import (
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// looksLikeYAML decides by the first line that says something: a list's dash, or a key with its colon.
func looksLikeYAML(text string) bool {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, _, found := strings.Cut(line, ":")
		return strings.HasPrefix(line, "- ") || line == "-" || strings.HasPrefix(line, "---") || strings.HasPrefix(line, "[") || found && !strings.ContainsAny(key, ",\t")
	}
	return false
}

// yamlLine finds the line in the library's English.
var yamlLine = regexp.MustCompile(`line (\d+)`)

func (p *parser) yaml(text string) {
	var doc yaml.Node
	decoder := yaml.NewDecoder(strings.NewReader(text))
	if err := decoder.Decode(&doc); err != nil {
		line := 0
		if m := yamlLine.FindStringSubmatch(err.Error()); m != nil {
			line, _ = strconv.Atoi(m[1]) // digits only; too many of them give the largest line
		}
		p.wrong(line, "YAML 格式有误：请检查本行及其上下行的缩进（只用空格）、冒号后的空格和引号是否成对")
		return
	}
	if err := decoder.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		p.wrong(0, "文件里有多份 YAML（以 --- 分隔），请只保留一份")
		return
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) != 1 || doc.Content[0].Kind != yaml.SequenceNode {
		p.wrong(1, "应为机构的列表，每个机构以“- ”开头，例如 - {kind: police, name: 尧都区公安局, division: \"141002\"}")
		return
	}
	for _, n := range doc.Content[0].Content {
		if n.Kind != yaml.MappingNode {
			p.wrong(n.Line, "每个机构应写成“键: 值”的形式，键为 %s", columnList())
			continue
		}
		p.mapping(n)
	}
}

func (p *parser) mapping(n *yaml.Node) {
	b := builder{p: p, line: n.Line}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		c, ok := columnNamed(key.Value)
		switch {
		case !ok:
			b.bad = true
			p.wrong(key.Line, "没有“%s”这个键，可用的：%s", clip(key.Value), columnList())
		case b.lines[c.field] > 0:
			b.bad = true
			p.wrong(key.Line, "“%s”写了两次（第%d行已有），请只保留一个", clip(key.Value), b.lines[c.field])
		case value.Kind == yaml.SequenceNode && c.field == "covers":
			var list []string
			for _, x := range value.Content {
				list = append(list, x.Value)
			}
			b.set(c, strings.Join(list, ";"), key.Line)
		case value.Kind != yaml.ScalarNode:
			b.bad = true
			p.wrong(value.Line, "“%s”应为一个值", clip(key.Value))
		case value.Tag == "!!null" || strings.TrimSpace(value.Value) == "":
		default:
			b.set(c, strings.TrimSpace(value.Value), value.Line)
		}
	}
	b.finish()
}

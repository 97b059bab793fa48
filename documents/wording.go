package documents

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"regexp"
	"strings"
	"text/template"

	"go.yaml.in/yaml/v3"

	"liaison/documents/typeset"
	"liaison/liaison"
)

// frontMatter is the head of a wording file, between two lines of ---.
type frontMatter struct {
	Kind        liaison.LetterKind `yaml:"kind"`
	Code        string             `yaml:"code"`   // D12
	Title       string             `yaml:"title"`  // 涉嫌犯罪案件移送书
	Family      string             `yaml:"family"` // 执法文书 or 诉讼文书 (§8.5)
	Issuer      string             `yaml:"issuer"` // 人社局, or 作出决定的机关
	Number      string             `yaml:"number"` // pattern of the document number, for the reader of the file
	Addressee   string             `yaml:"addressee"`
	Signatory   string             `yaml:"signatory"`
	Copies      string             `yaml:"copies"` // 份数
	Basis       []string           `yaml:"basis"`  // 《…》第…条, checked against the law data
	Required    []string           `yaml:"required"`
	PerParty    bool               `yaml:"per_party"`   // may go to one obligor of several
	Locked      []string           `yaml:"locked"`      // statutory words: a paragraph that holds one is not edited in a draft
	Inputs      []inputHead        `yaml:"inputs"`      // what the drafter enters: {{.In.Name}}
	Attachments []string           `yaml:"attachments"` // wording of each; one that comes out empty is left out
}

// wording is one file of templates/letters, checked.
type wording struct {
	file        string
	head        frontMatter
	family      typeset.Family
	body        *template.Template
	attachments []*template.Template
	kind        letterKind
	inputs      reflect.Type // of {{.In}}
	statesMoney bool         // it states sums, so that an undecided claim stands in its way
}

// fileError is a fault of a wording file, at its line.
type fileError struct {
	file string
	line int // 0: the file as a whole
	text string
}

func (e fileError) Error() string {
	if e.line == 0 {
		return e.file + "：" + e.text
	}
	return fmt.Sprintf("%s 第%d行：%s", e.file, e.line, e.text)
}

// families are the page formats a wording file may name (08 §8.5).
var families = map[string]typeset.Family{"执法文书": typeset.Enforcement, "诉讼文书": typeset.Litigation, "信函": typeset.Letterhead, "表格": typeset.TablePortrait}

// issuers are the words of a wording file for who issues the letter.
var issuers = map[string]liaison.Issuer{"人社局": liaison.IssuerBureau, "经办机构": liaison.IssuerAgency, "作出决定的机关": liaison.IssuerDecider, "人社局或者经办机构": liaison.IssuerEither}

// readWording reads and checks one file. All faults of the file are reported together.
func readWording(fsys fs.FS, file string) (*wording, error) {
	raw, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil, fmt.Errorf("read wording: %w", err)
	}
	raw = bytes.ReplaceAll(bytes.TrimPrefix(raw, []byte("\ufeff")), []byte("\r\n"), []byte("\n"))
	w := &wording{file: file}
	source, err := w.splitHead(string(raw))
	if err != nil {
		return nil, err
	}
	if err := w.checkHead(); err != nil {
		return nil, err
	}
	if err := w.parse(source); err != nil {
		return nil, err
	}
	return w, w.check(source)
}

// splitHead reads the front matter and returns the body on its own lines: the lines of the front matter stand empty before it, so that
// a line number of the body is one of the file.
func (w *wording) splitHead(raw string) (string, error) {
	lines := strings.Split(raw, "\n")
	end := -1
	for i := 1; i < len(lines) && strings.TrimRight(lines[0], " ") == "---"; i++ {
		if strings.TrimRight(lines[i], " ") == "---" {
			end = i
			break
		}
	}
	if end < 0 {
		return "", fileError{w.file, 1, "文件开头应是两行“---”之间的文书信息"}
	}
	dec := yaml.NewDecoder(strings.NewReader("\n" + strings.Join(lines[1:end], "\n")))
	dec.KnownFields(true)
	if err := dec.Decode(&w.head); err != nil {
		return "", fileError{w.file, yamlLine(err), "文书信息读不懂：" + err.Error()}
	}
	return strings.Repeat("\n", end+1) + strings.Join(lines[end+1:], "\n"), nil
}

var yamlLineForm = regexp.MustCompile(`line (\d+)`)

func yamlLine(err error) int {
	n := 0
	if m := yamlLineForm.FindStringSubmatch(err.Error()); m != nil {
		fmt.Sscan(m[1], &n)
	}
	return n
}

// checkHead compares the front matter with what the law fixes about the kind.
func (w *wording) checkHead() error {
	var errs []error
	bad := func(format string, args ...any) {
		errs = append(errs, fileError{w.file, 0, fmt.Sprintf(format, args...)})
	}
	h := w.head
	kind, ok := letterKinds()[h.Kind]
	if !ok {
		return fileError{w.file, 0, fmt.Sprintf("没有“%s”这种文书（kind）", h.Kind)}
	}
	w.kind = kind
	t, _ := liaison.TypeOf(h.Kind)
	if h.Code != t.Code {
		bad("%s的编号（code）应为 %s，文件中是“%s”", t.Title, t.Code, h.Code)
	}
	if h.Title != t.Title {
		bad("标题（title）应为“%s”，文件中是“%s”", t.Title, h.Title)
	}
	if issuers[h.Issuer] != t.Issuer {
		bad("制发机关（issuer）写作“%s”，与法律规定的制发主体不符", h.Issuer)
	}
	if w.family, ok = families[h.Family]; !ok || w.family != kind.family {
		bad("格式（family）写作“%s”，与文书格式规定不符", h.Family)
	}
	for _, f := range []struct{ name, value string }{{"number", h.Number}, {"addressee", h.Addressee}, {"signatory", h.Signatory}, {"copies", h.Copies}} {
		if strings.TrimSpace(f.value) == "" {
			bad("文书信息缺少 %s", f.name)
		}
	}
	if len(h.Basis) == 0 || len(h.Required) == 0 {
		bad("文书信息须写明 basis（依据）和 required（必备事实）")
	}
	for _, b := range h.Basis {
		for _, problem := range checkCitations(b, true) {
			bad("依据（basis）%s", problem)
		}
	}
	var err error
	if w.inputs, err = inputFields(h.Inputs); err != nil {
		bad("%s", err)
		w.inputs = reflect.StructOf(nil)
	}
	for _, f := range h.Required {
		if _, err := w.fieldType(kind.facts, strings.Split(f, ".")); err != nil {
			bad("必备事实（required）%s：%s", f, err)
		}
	}
	return errors.Join(errs...)
}

// parse reads the body and the names of the attachments as templates.
func (w *wording) parse(source string) error {
	body, err := template.New(w.file).Option("missingkey=error").Parse(swallowLines(source))
	if err != nil {
		return fileError{w.file, templateLine(err), "字段写法有误：" + templateCause(err)}
	}
	w.body = body
	for i, a := range w.head.Attachments {
		t, err := template.New(fmt.Sprintf("%s attachments %d", w.file, i+1)).Parse(a)
		if err != nil {
			return fileError{w.file, 0, fmt.Sprintf("附件（attachments）第%d项写法有误：%s", i+1, templateCause(err))}
		}
		w.attachments = append(w.attachments, t)
	}
	return nil
}

// controlLine is a line that holds nothing but {{if}}, {{range}}, {{else}} or {{end}}.
var controlLine = regexp.MustCompile(`(?m)^[ \t]*\{\{-?[ \t]*((?:if|range|else|end)\b[^{}]*?)[ \t]*-?\}\}[ \t]*\n`)

// swallowLines makes such lines leave no line behind, so that a loop may stand around the rows of a table. The line break goes inside the
// action, where it counts for line numbers and prints nothing.
func swallowLines(source string) string {
	return controlLine.ReplaceAllString(source, "{{$1\n}}")
}

var templateLineForm = regexp.MustCompile(`:(\d+)`)

func templateLine(err error) int {
	n := 0
	if m := templateLineForm.FindStringSubmatch(err.Error()); m != nil {
		fmt.Sscan(m[1], &n)
	}
	return n
}

func templateCause(err error) string {
	text := err.Error()
	if i := strings.Index(text, ": "); i >= 0 {
		text = text[i+2:]
	}
	return text
}

// execute fills the wording with facts: Markdown, with marks.
func (w *wording) execute(facts any) (body string, attachments []string, err error) {
	var b strings.Builder
	if err := w.body.Execute(&b, facts); err != nil {
		return "", nil, fmt.Errorf("fill wording %s: %w", w.file, err)
	}
	body = b.String()
	for _, t := range w.attachments {
		b.Reset()
		if err := t.Execute(&b, facts); err != nil {
			return "", nil, fmt.Errorf("fill attachments of %s: %w", w.file, err)
		}
		if a := strings.TrimSpace(b.String()); a != "" {
			attachments = append(attachments, a)
		}
	}
	return body, attachments, nil
}

// fieldType is the type of a chain of fields from a struct type; In is what the drafter enters.
func (w *wording) fieldType(t reflect.Type, chain []string) (reflect.Type, error) {
	for _, name := range chain {
		if m, ok := t.MethodByName(name); ok && m.Type.NumOut() == 1 {
			t = m.Type.Out(0)
			continue
		}
		if t.Kind() != reflect.Struct || t == reflect.TypeFor[Value]() {
			return nil, fmt.Errorf("没有“%s”这个字段", name)
		}
		f, ok := t.FieldByName(name)
		if !ok || !f.IsExported() {
			return nil, fmt.Errorf("没有“%s”这个字段", name)
		}
		if t = f.Type; name == "In" && t.Kind() == reflect.Interface {
			t = w.inputs
		}
	}
	return t, nil
}

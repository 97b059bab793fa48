package documents

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/directory"
	"liaison/liaison/money"
)

// inputHead is an input as a wording file declares it (拟稿事项).
type inputHead struct {
	Name     string            `yaml:"name"` // the field: {{.In.Name}}
	Label    string            `yaml:"label"`
	Hint     string            `yaml:"hint"`
	Type     liaison.InputType `yaml:"type"`
	Required bool              `yaml:"required"`
	Default  string            `yaml:"default"`
	Options  []optionHead      `yaml:"options"` // of a choice; each also makes a field {{if .In.NameOption}}
	Suggest  []directory.Kind  `yaml:"suggest"` // of an organisation: kinds of the directory
	Columns  []inputHead       `yaml:"columns"` // of rows
}

type optionHead struct {
	Name  string `yaml:"name"`
	Label string `yaml:"label"`
}

var (
	boolType  = reflect.TypeFor[bool]()
	listType  = reflect.TypeFor[[]Value]()
	fieldName = regexp.MustCompile(`^[A-Z][A-Za-z0-9]*$`)
)

// inputFields is the struct that {{.In}} is: by the type of the input one Value, a list of them, rows, or whether it is ticked. A sum also
// has NameCapitals, a choice one NameOption for each option, an exhibit NameCite, a letter NameNumber and NameOn.
func inputFields(inputs []inputHead) (t reflect.Type, err error) {
	defer func() { // two fields of one name, which reflect refuses by panicking
		if x := recover(); x != nil {
			err = fmt.Errorf("拟稿事项（inputs）重名：%v", x)
		}
	}()
	var fields []reflect.StructField
	add := func(name string, t reflect.Type) { fields = append(fields, reflect.StructField{Name: name, Type: t}) }
	for _, x := range inputs {
		if !fieldName.MatchString(x.Name) || x.Label == "" {
			return nil, fmt.Errorf("拟稿事项（inputs）%q 须写明 name（大写字母开头的英文）和 label", x.Name)
		}
		switch x.Type {
		case liaison.InputText, liaison.InputDate, liaison.InputNumber, liaison.InputName, liaison.InputOrganisation:
			add(x.Name, valueType)
		case liaison.InputMoney:
			add(x.Name, valueType)
			add(x.Name+"Capitals", valueType)
		case liaison.InputExhibit:
			add(x.Name, valueType)
			add(x.Name+"Cite", valueType)
		case liaison.InputLetter:
			add(x.Name, valueType)
			add(x.Name+"Number", valueType)
			add(x.Name+"On", valueType)
		case liaison.InputLines:
			add(x.Name, listType)
		case liaison.InputYes:
			add(x.Name, boolType)
		case liaison.InputChoice:
			if len(x.Options) < 2 {
				return nil, fmt.Errorf("拟稿事项（inputs）%s 至少要有两个选项（options）", x.Name)
			}
			add(x.Name, valueType)
			for _, o := range x.Options {
				if !fieldName.MatchString(o.Name) || o.Label == "" {
					return nil, fmt.Errorf("拟稿事项（inputs）%s 的选项须写明 name 和 label", x.Name)
				}
				add(x.Name+o.Name, boolType)
			}
		case liaison.InputRows:
			row, err := inputFields(x.Columns)
			if err != nil {
				return nil, err
			}
			if row.NumField() == 0 {
				return nil, fmt.Errorf("拟稿事项（inputs）%s 没有列（columns）", x.Name)
			}
			add(x.Name, reflect.SliceOf(row))
		default:
			return nil, fmt.Errorf("拟稿事项（inputs）%s 的类型（type）“%s”不存在", x.Name, x.Type)
		}
	}
	return reflect.StructOf(fields), nil
}

// Inputs is what the drafter of a kind of letter enters for the case, with what there is to choose from. Nil for a kind that asks nothing.
func (r *Renderer) Inputs(d *liaison.Dossier, kind liaison.LetterKind) []liaison.LetterInput {
	w := r.wordings[kind]
	if w == nil {
		return nil
	}
	var out []liaison.LetterInput
	if t, _ := liaison.TypeOf(kind); t.Issuer == liaison.IssuerEither {
		out = append(out, liaison.LetterInput{Name: liaison.InputIssuer, Label: "制发机关", Type: liaison.InputChoice, Default: string(liaison.IssuerAgency),
			Options: []liaison.InputOption{{Name: string(liaison.IssuerAgency), Label: orWord(d.Case.Office.Agency, "经办机构")}, {Name: string(liaison.IssuerBureau), Label: orWord(d.Case.Office.Bureau, "人力资源和社会保障局")}}})
	}
	if t, _ := liaison.TypeOf(kind); t.Joint {
		out = append(out, liaison.LetterInput{Name: liaison.InputJoint, Label: "联合行文的其他机关", Type: liaison.InputLines,
			Hint: "不联合行文的不填；每行一个机关全称，按署名顺序，制发机关为主办机关，不再填写"})
	}
	if w.head.PerParty {
		x := liaison.LetterInput{Name: liaison.InputParty, Label: "当事人", Type: liaison.InputChoice, Hint: "不选则列全体义务人"}
		for i, p := range d.Parties {
			x.Options = append(x.Options, liaison.InputOption{Name: strconv.Itoa(i + 1), Label: p.Name})
		}
		out = append(out, x)
	}
	for _, h := range w.head.Inputs {
		out = append(out, h.input(d))
	}
	return out
}

func orWord(s, word string) string {
	if s == "" {
		return word
	}
	return s
}

func (h inputHead) input(d *liaison.Dossier) liaison.LetterInput {
	x := liaison.LetterInput{Name: h.Name, Label: h.Label, Hint: h.Hint, Type: h.Type, Required: h.Required, Default: h.Default}
	for _, o := range h.Options {
		x.Options = append(x.Options, liaison.InputOption{Name: o.Name, Label: o.Label})
	}
	for _, c := range h.Columns {
		x.Columns = append(x.Columns, c.input(d))
	}
	switch h.Type {
	case liaison.InputOrganisation:
		for _, o := range d.Pick(h.Suggest...) {
			x.Options = append(x.Options, liaison.InputOption{Name: o.Name, Label: o.Name})
		}
	case liaison.InputExhibit:
		for _, e := range d.Exhibits {
			x.Options = append(x.Options, liaison.InputOption{Name: e.FileName, Label: e.Title})
		}
	case liaison.InputLetter:
		for _, l := range d.Letters {
			if l.State == liaison.LetterIssued && l.Number != "" {
				t, _ := liaison.TypeOf(l.Kind)
				x.Options = append(x.Options, liaison.InputOption{Name: l.Number, Label: t.Title + "（" + l.Number + "）"})
			}
		}
	}
	return x
}

// inputs fills {{.In}} with what was entered: the default where nothing was, a gap where that is required.
func (c *Common) inputs(w *wording, values map[string]string) reflect.Value {
	return c.fill(w.inputs, w.head.Inputs, func(x inputHead) string { return values[x.Name] })
}

func (c *Common) fill(t reflect.Type, inputs []inputHead, value func(inputHead) string) reflect.Value {
	out := reflect.New(t).Elem()
	for _, x := range inputs {
		v := strings.TrimSpace(value(x))
		if v == "" {
			v = x.Default
		}
		set := func(name string, to any) { out.FieldByName(name).Set(reflect.ValueOf(to)) }
		switch x.Type {
		case liaison.InputLines:
			set(x.Name, c.lines(x, v))
		case liaison.InputYes:
			set(x.Name, v == "yes")
		case liaison.InputChoice:
			set(x.Name, x.lack(Value{}))
			for _, o := range x.Options {
				if o.Name == v {
					set(x.Name, text(o.Label))
				}
				set(x.Name+o.Name, o.Name == v)
			}
		case liaison.InputRows:
			field := out.FieldByName(x.Name)
			for _, line := range liaison.InputLinesOf(v) {
				cells, i := liaison.InputCells(line), -1
				field.Set(reflect.Append(field, c.fill(field.Type().Elem(), x.Columns, func(inputHead) string {
					if i++; i < len(cells) {
						return cells[i]
					}
					return ""
				})))
			}
			if field.Len() == 0 && x.Required {
				row := reflect.New(field.Type().Elem()).Elem()
				for i := range row.NumField() {
					if row.Field(i).Type() == valueType {
						row.Field(i).Set(reflect.ValueOf(gap(x.Label)))
					}
				}
				field.Set(reflect.Append(field, row))
			}
		default:
			c.single(x, v, set)
		}
	}
	return out
}

func (c *Common) lines(x inputHead, v string) []Value {
	var out []Value
	for _, l := range liaison.InputLinesOf(v) {
		out = append(out, c.prose(l))
	}
	if out == nil && x.Required {
		out = []Value{gap(x.Label)}
	}
	return out
}

// single fills an input that holds one thing.
func (c *Common) single(x inputHead, v string, set func(string, any)) {
	switch x.Type {
	case liaison.InputDate:
		d, _ := calendar.ParseDate(v) // CheckInputs refused what is no date
		set(x.Name, x.lack(text(d.Chinese())))
	case liaison.InputMoney:
		m, err := money.ParseYuan(v)
		if v == "" || err != nil {
			set(x.Name, x.lack(Value{}))
			set(x.Name+"Capitals", x.lack(Value{}))
			return
		}
		set(x.Name, yuan(m))
		set(x.Name+"Capitals", capitals(m))
	case liaison.InputName:
		set(x.Name, x.lack(personName(v)))
	case liaison.InputExhibit:
		e := c.d.Exhibit(v)
		if v == "" || e == nil {
			set(x.Name, x.lack(Value{}))
			set(x.Name+"Cite", x.lack(Value{}))
			return
		}
		set(x.Name, text(e.Title))
		set(x.Name+"Cite", c.lib.cite(v))
	case liaison.InputLetter:
		title, on := Value{}, Value{}
		for _, l := range c.d.Letters {
			if v != "" && l.Number == v {
				t, _ := liaison.TypeOf(l.Kind)
				title, on = text(t.Title), text(l.MadeOn.Chinese())
			}
		}
		set(x.Name, x.lack(title))
		set(x.Name+"Number", x.lack(text(v)))
		set(x.Name+"On", x.lack(on))
	default:
		set(x.Name, x.lack(c.prose(v)))
	}
}

// lack is the value, or a gap by the input's label where the letter cannot do without.
func (x inputHead) lack(v Value) Value {
	if v.md == "" && x.Required {
		return gap(x.Label)
	}
	return v
}

var exhibitMark = regexp.MustCompile(`\{证据([1-9][0-9]{0,3})(?:第([1-9][0-9]{0,3})页)?\}`)

// prose is what an officer wrote; {证据3第2页} in it becomes the printed place of the second page of the third exhibit, and stays right when
// late exhibits come.
func (c *Common) prose(s string) Value {
	s = strings.TrimSpace(s)
	at := exhibitMark.FindAllStringSubmatchIndex(s, -1)
	if at == nil {
		return text(s)
	}
	var out []Value
	last := 0
	for _, m := range at {
		out = append(out, text(s[last:m[0]]))
		last = m[1]
		n, _ := strconv.Atoi(s[m[2]:m[3]])
		if n > len(c.d.Exhibits) {
			out = append(out, gap("证据"+s[m[2]:m[3]]+"（案卷没有这一号证据）"))
			continue
		}
		x := &c.d.Exhibits[n-1]
		cites := c.lib.whole(x)
		if m[4] >= 0 {
			page, _ := strconv.Atoi(s[m[4]:m[5]])
			i := slices.IndexFunc(cites, func(o liaison.Cite) bool { return o.Page == page })
			if i < 0 {
				out = append(out, gap("证据"+s[m[2]:m[3]]+"第"+s[m[4]:m[5]]+"页"))
				continue
			}
			cites = cites[i : i+1]
		}
		out = append(out, c.lib.print(cites, nil))
	}
	out = append(out, text(s[last:]))
	return join("", out...)
}

// onlyParty narrows the obligors to the one the letter goes to.
func (c *Common) onlyParty(place string) {
	n, err := strconv.Atoi(place)
	if err != nil || n < 1 || n > len(c.d.Parties) {
		return
	}
	p := c.d.Parties[n-1]
	c.Obligors = []Person{personOf(p, "当事人"+p.Name)}
	c.Subject = c.Obligors[0].Name
}

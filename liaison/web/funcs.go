package web

import (
	"fmt"
	"html/template"
	"strings"
	"time"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
	"liaison/liaison/law"
	"liaison/liaison/money"
)

type faultField = fault.Field

// funcs is what templates may call besides the methods of their pages.
func (v *views) funcs() template.FuncMap {
	return template.FuncMap{
		"asset":       v.assetPath,
		"field":       field,
		"choose":      choose,
		"yuan":        yuan,
		"abs":         func(f money.Fen) money.Fen { return max(f, -f) },
		"date":        func(d calendar.Date) string { return d.Chinese() },
		"weekday":     weekday,
		"clip":        clip,
		"moment":      moment,
		"clock":       func(minute int) string { return fmt.Sprintf("%02d:%02d", (minute-1)/60, (minute-1)%60) }, // of deadline.Moment, where it is not 0
		"size":        size,
		"place":       place,
		"short":       func(s string) string { return s[:min(len(s), 12)] },
		"join":        func(s []string) string { return strings.Join(s, "、") },
		"basis":       basis,
		"inc":         func(n int) int { return n + 1 },
		"add":         func(a, b int) int { return a + b },
		"on":          func(a any, b any) pair { return pair{a, b} },
		"exhibits":    exhibitKindOptions,
		"reasons":     func(f Form, list []liaison.RefusalReason) reasonsView { return reasonsView{f, list} },
		"letterTitle": letterTitle,
		"row":         rowName,
		"kinds":       rowKindNames,
		"copies":      func() []optionGroup { return one([]option{{"yes", "复印件"}, {"no", "原件"}}) },
		"told":        func() []optionGroup { return one([]option{{"yes", "已写明"}, {"no", "没有写明"}}) },
		"party":       partyRoleTitle,
		"propose": func(kind, title, question string, choices []optionGroup) proposal {
			return proposal{kind, title, question, choices}
		},
	}
}

// proposal is the form in which one kind of determination is proposed.
type proposal struct {
	Kind, Title, Question string
	Choices               []optionGroup
}

// pair hands a template two things at once.
type pair struct{ A, B any }

// assetPath is the address of a static file with its digest, so that browsers keep it until it changes.
func (v *views) assetPath(name string) (string, error) {
	a, ok := v.assets[name]
	if !ok {
		return "", fmt.Errorf("no asset %s", name)
	}
	return "/static/" + name + "?v=" + a.hash, nil
}

// yuan is a sum for a table; a nil sum is a dash.
func yuan(v any) (string, error) {
	switch f := v.(type) {
	case money.Fen:
		return f.Grouped(), nil
	case *money.Fen:
		if f == nil {
			return "—", nil
		}
		return f.Grouped(), nil
	case int64:
		return money.Fen(f).Grouped(), nil
	case *int64:
		if f == nil {
			return "—", nil
		}
		return money.Fen(*f).Grouped(), nil
	}
	return "", fmt.Errorf("yuan of %T", v)
}

func weekday(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	return "周" + string([]rune("日一二三四五六")[int(d.Weekday())])
}

// moment is an instant as offices write it, to the minute, at +08:00.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(calendar.Zone()).Format("2006年1月2日 15:04")
}

// size is a number of bytes for people.
func size(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%d KB", n>>10)
	}
	return fmt.Sprintf("%d 字节", n)
}

// place takes the name of a form field off a fault's place: people read the message, not the field's name. A file stays.
func place(s string) string {
	before, after, found := strings.Cut(s, "：")
	if found && isFieldName(before) {
		return after
	}
	return s
}

// isFieldName reports whether a place is a form field of ours: their names are ASCII words, files have a dot or are Chinese.
func isFieldName(s string) bool {
	for _, r := range strings.TrimPrefix(s, "details.") {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '_' && r != '-' {
			return false
		}
	}
	return s != ""
}

// basis is the authorities of a rule in one line, those that need a lawyer marked.
func basis(cs []law.Citation) string {
	parts := make([]string, 0, len(cs))
	for _, c := range cs {
		t := c.String()
		if c.NeedsReview() {
			t += "（需法制审核）"
		}
		parts = append(parts, t)
	}
	return strings.Join(parts, "；")
}

// fieldView is one field of a form.
type fieldView struct {
	ID, Name, Label, Type, Value, Hint string
	Mode, List, Max, Complete, Accept  string
	Class                              string
	Errors                             []string
	Required, Multiple, Folder         bool
	Groups                             []optionGroup
}

// option is one choice of a field.
type option struct{ Value, Title string }

// optionGroup is choices under a heading; an empty Title has none.
type optionGroup struct {
	Title   string
	Options []option
}

func one(options []option) []optionGroup { return []optionGroup{{Options: options}} }

// field makes one field of a form. Each setting is a word (required, multiple, folder) or name=value (type, hint, mode, list, max,
// complete, accept, class).
func field(f Form, name, label string, settings ...string) (fieldView, error) {
	v := fieldView{ID: f.ID + "-" + name, Name: name, Label: label, Type: "text", Value: f.Value(name), Errors: f.Errors(name)}
	for _, s := range settings {
		key, val, _ := strings.Cut(s, "=")
		switch key {
		case "required":
			v.Required = true
		case "multiple":
			v.Multiple = true
		case "folder":
			v.Folder = true
		case "type":
			v.Type = val
		case "hint":
			v.Hint = val
		case "mode":
			v.Mode = val
		case "list":
			v.List = val
		case "max":
			v.Max = val
		case "complete":
			v.Complete = val
		case "accept":
			v.Accept = val
		case "class":
			v.Class = val
		default:
			return v, fmt.Errorf("field %s: no setting %q", name, key)
		}
	}
	return v, nil
}

// choose makes one field with choices.
func choose(f Form, name, label string, groups []optionGroup, settings ...string) (fieldView, error) {
	v, err := field(f, name, label, settings...)
	v.Groups = groups
	return v, err
}

func exhibitKindOptions() []optionGroup {
	var out []option
	for _, k := range liaison.ExhibitKinds() {
		out = append(out, option{string(k), k.Title()})
	}
	return one(out)
}

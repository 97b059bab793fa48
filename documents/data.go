package documents

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"unicode/utf8"

	"liaison/documents/typeset"
	"liaison/liaison"
)

// DataName is the name of the file inside a letter that holds its data, see Renderer.WithData.
const DataName = "letter.json"

// WithData is a renderer that puts into each letter it issues, as PDF/A-3u, what the letter says in a form that machines read: its
// number and date, its facts and its places in the evidence. Nothing is in it that the letter does not print: who may read the letter may read its data.
func (r *Renderer) WithData() *Renderer {
	with := *r
	with.withData = true
	return &with
}

// letterData is the attached file. References name what is printed, not identifiers of ours.
type letterData struct {
	Format        string          `json:"format"` // "liaison letter data", version 1
	Version       int             `json:"version"`
	Kind          string          `json:"kind"`
	Code          string          `json:"code"`
	Title         string          `json:"title"`
	Number        string          `json:"number"`
	MadeOn        string          `json:"made_on"` // 2026-11-23
	Issuer        string          `json:"issuer"`
	ContentDigest string          `json:"content_digest"` // SHA-256, what the head approved
	Facts         any             `json:"facts"`
	References    []dataReference `json:"references"`
}

// dataReference is one 见证据卷第n页.
type dataReference struct {
	Page      int    `json:"page"`
	Exhibit   string `json:"exhibit"`
	Statement string `json:"statement,omitempty"`
}

// attachData puts the letter's data into the file.
func (c *composed) attachData(doc *typeset.Document, w *wording, req liaison.LetterDraftRequest) error {
	printed := squeezed(strings.Join(typeset.Texts(c.sections), ""))
	data := letterData{Format: "liaison letter data", Version: 1, Kind: string(w.head.Kind), Code: w.head.Code, Title: w.head.Title, Number: req.Number, MadeOn: req.MadeOn.String(),
		Issuer: issuerName(req), ContentDigest: c.digest, Facts: factData(reflect.ValueOf(c.facts), printed), References: []dataReference{}}
	for _, r := range c.references {
		data.References = append(data.References, dataReference{Page: r.Page, Exhibit: r.Exhibit, Statement: r.Statement})
	}
	raw, err := json.MarshalIndent(data, "", "  ")
	if err != nil {
		return fmt.Errorf("encode letter data: %w", err)
	}
	doc.Meta.Level = typeset.PDFA3u
	doc.Attachments = []typeset.Attachment{{Name: DataName, MediaType: "application/json", Description: w.head.Title + "的数据", Data: append(raw, '\n')}}
	return nil
}

var valueType = reflect.TypeFor[Value]()

// factData is a fact as JSON writes it: a text, an object by field names, or a list; nil for what the letter does not print.
func factData(v reflect.Value, printed string) any {
	switch {
	case !v.IsValid():
		return nil
	case v.Type() == valueType:
		text := factText(v.Interface().(Value).md)
		if s := squeezed(text); s == "" || !strings.Contains(printed, s) {
			return nil
		}
		return text
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			return factData(v.Elem(), printed)
		}
	case reflect.Struct:
		fields := map[string]any{}
		addFields(fields, v, printed)
		if len(fields) > 0 {
			return fields
		}
	case reflect.Slice:
		var list []any
		for i := range v.Len() {
			if x := factData(v.Index(i), printed); x != nil && telling(x) {
				list = append(list, x)
			}
		}
		if len(list) > 0 {
			return list
		}
	}
	return nil
}

// telling reports whether an element of a list has more in it than a few signs, which stand in any letter by chance.
func telling(x any) bool {
	const few = 3
	switch x := x.(type) {
	case string:
		return utf8.RuneCountInString(x) > few
	case map[string]any:
		for _, y := range x {
			if telling(y) {
				return true
			}
		}
		return false
	}
	return true
}

// addFields adds a struct's exported fields; those of embedded structs stand beside its own.
func addFields(fields map[string]any, v reflect.Value, printed string) {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		switch {
		case f.Anonymous && f.Type.Kind() == reflect.Struct && f.Type != valueType:
			addFields(fields, v.Field(i), printed)
		case f.IsExported():
			if x := factData(v.Field(i), printed); x != nil {
				fields[f.Name] = x
			}
		}
	}
}

// factText is a value's text: the marks and the escapes of Markdown taken away, with them the index of a place in the evidence.
func factText(md string) string {
	var b strings.Builder
	skip := false
	for _, r := range md {
		switch {
		case r == citeOpen:
			skip = true
		case r == citeClose:
			skip = false
		case skip, r >= markFirst && r <= markLast && r != lineMark:
		case r == lineMark:
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	return unescape(b.String())
}

func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }

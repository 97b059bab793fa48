package api

import (
	"bytes"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"liaison/liaison"
	"liaison/templates"
)

// guidePage is the description as people read it.
type guidePage struct {
	Groups []guideGroup
	Shapes []guideShape
}

type guideGroup struct {
	Title      string
	Operations []guideOperation
}

type guideOperation struct {
	ID, Method, Path, Title, Note string
	Questions, Body, Answer       []guideMember
	Files                         []string
	AnswerKind                    string
}

type guideShape struct {
	Name    string
	Members []guideMember
}

type guideMember struct {
	Name, Type, Note, Choices string
	Shape                     string // the shape that the type leads to; empty: none
	Required                  bool
}

// schema is the part of JSON Schema that the description uses.
type schema struct {
	Ref         string         `json:"$ref"`
	Type        jsontext.Value `json:"type"` // a word, or a list with null
	Format      string         `json:"format"`
	Description string         `json:"description"`
	Enum        []any          `json:"enum"`
	Items       *schema        `json:"items"`
	Required    []string       `json:"required"`
	Properties  jsontext.Value `json:"properties"` // in the order of the shape
	More        jsontext.Value `json:"additionalProperties"`
}

type describedDocument struct {
	Paths      map[string]map[string]describedOperation `json:"paths"`
	Components struct {
		Schemas map[string]schema `json:"schemas"`
	} `json:"components"`
}

type describedOperation struct {
	Parameters []struct {
		Name, In, Description string
		Required              bool
		Schema                schema
	} `json:"parameters"`
	RequestBody struct {
		Content map[string]struct{ Schema schema } `json:"content"`
	} `json:"requestBody"`
	Responses map[string]struct {
		Content map[string]struct{ Schema schema } `json:"content"`
	} `json:"responses"`
}

// readGuide makes the page out of the description and the order of the routes.
func (s *server) readGuide() (err error) {
	if s.guide, err = template.ParseFS(templates.API, "api/guide.html"); err != nil {
		return fmt.Errorf("parse guide: %w", err)
	}
	var doc describedDocument
	if err := json.Unmarshal(description, &doc, json.MatchCaseInsensitiveNames(true)); err != nil {
		return fmt.Errorf("read description: %w", err)
	}
	for _, rt := range s.routes() {
		op, err := doc.operation(rt)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(s.pages.Groups, func(g guideGroup) bool { return g.Title == rt.tag })
		if i < 0 {
			i, s.pages.Groups = len(s.pages.Groups), append(s.pages.Groups, guideGroup{Title: rt.tag})
		}
		s.pages.Groups[i].Operations = append(s.pages.Groups[i].Operations, op)
	}
	for name, x := range doc.Components.Schemas {
		members, err := x.members()
		if err != nil {
			return err
		}
		s.pages.Shapes = append(s.pages.Shapes, guideShape{name, members})
	}
	slices.SortFunc(s.pages.Shapes, func(a, b guideShape) int { return strings.Compare(a.Name, b.Name) })
	return s.guide.Execute(&bytes.Buffer{}, s.pages) // what cannot be printed fails the start, not a reader
}

func (doc describedDocument) operation(rt route) (guideOperation, error) {
	op := guideOperation{ID: rt.id(), Method: rt.method, Path: Prefix + rt.path, Title: rt.title, Note: rt.note, AnswerKind: rt.kind}
	d, ok := doc.Paths[Prefix+rt.path][strings.ToLower(rt.method)]
	if !ok {
		return op, fmt.Errorf("%s %s is not described", rt.method, rt.path)
	}
	for _, p := range d.Parameters {
		m := p.Schema.member(p.Name, p.Required)
		m.Note = p.Description
		op.Questions = append(op.Questions, m)
	}
	body := d.RequestBody.Content["application/json"].Schema
	if rt.upload {
		op.Files = []string{rt.file}
	}
	if rt.body != nil && body.Ref == "" {
		body = schema{Ref: "#/components/schemas/" + shapeName(rt.body)}
	}
	answer := d.Responses[fmt.Sprint(rt.success())].Content["application/json"].Schema
	var err error
	if op.Body, err = doc.membersOf(body); err != nil {
		return op, err
	}
	op.Answer, err = doc.membersOf(answer)
	return op, err
}

func (doc describedDocument) membersOf(x schema) ([]guideMember, error) {
	if x.Ref == "" {
		return nil, nil
	}
	found, ok := doc.Components.Schemas[shapeOf(x.Ref)]
	if !ok {
		return nil, fmt.Errorf("%s is not described", x.Ref)
	}
	return found.members()
}

// members lists the properties in the order of the document. What must be there is said of what is sent: those shapes take nothing else.
func (x schema) members() ([]guideMember, error) {
	if len(x.Properties) == 0 {
		return nil, nil
	}
	dec := jsontext.NewDecoder(bytes.NewReader(x.Properties))
	if _, err := dec.ReadToken(); err != nil {
		return nil, fmt.Errorf("read properties: %w", err)
	}
	var out []guideMember
	for dec.PeekKind() != '}' {
		name, err := dec.ReadToken()
		if err != nil {
			return nil, fmt.Errorf("read properties: %w", err)
		}
		key := name.String() // before the next token takes its place
		var p schema
		if err := json.UnmarshalDecode(dec, &p); err != nil {
			return nil, fmt.Errorf("read properties: %w", err)
		}
		out = append(out, p.member(key, len(x.More) > 0 && slices.Contains(x.Required, key)))
	}
	return out, nil
}

func (x schema) member(name string, required bool) guideMember {
	m := guideMember{Name: name, Note: x.Description, Required: required}
	for _, e := range x.Enum {
		if s := fmt.Sprint(e); s != "" {
			m.Choices += "、" + s
		}
	}
	m.Choices = strings.TrimPrefix(m.Choices, "、")
	m.Type, m.Shape = x.words()
	return m
}

// words is a type in Chinese, and the shape it leads to.
func (x schema) words() (word, shape string) {
	switch {
	case x.Ref != "":
		return "对象", shapeOf(x.Ref)
	case x.Items != nil:
		word, shape = x.Items.words()
		return "列表：" + word, shape
	case x.Format == "date":
		return "日期", ""
	case x.Format == "date-time":
		return "时间", ""
	case x.Format == "uuid":
		return "UUID", ""
	case x.Format == "uri-reference":
		return "网址", ""
	case bytes.Contains(x.Type, []byte("boolean")):
		return "true/false", ""
	case bytes.Contains(x.Type, []byte("integer")):
		return "整数", ""
	case bytes.Contains(x.Type, []byte("object")):
		return "对象", ""
	}
	return "文字", ""
}

func shapeOf(ref string) string { return strings.TrimPrefix(ref, "#/components/schemas/") }

func (s *server) getGuide(w http.ResponseWriter, r *http.Request, _ liaison.Actor) error {
	var page bytes.Buffer
	if err := s.guide.Execute(&page, s.pages); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'")
	_, _ = w.Write(page.Bytes()) // an error means that the reader went away
	return nil
}

func (s *server) getDescription(w http.ResponseWriter, r *http.Request, _ liaison.Actor) error {
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(description) // an error means that the client went away
	return nil
}

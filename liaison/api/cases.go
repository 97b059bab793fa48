package api

import (
	"net/http"
	"strings"

	"github.com/gorilla/mux"

	"liaison/liaison"
)

// meOut is whom a token stands for.
type meOut struct {
	Name    string    `json:"name" required:"true" description:"姓名"`
	Roles   []roleOut `json:"roles" required:"true" description:"当天的岗位"`
	Outside bool      `json:"outside" required:"true" description:"外单位人员：只能查阅授权的案件"`
	Today   day       `json:"today" required:"true" format:"date" description:"系统的日期（北京时间）"`
	Warning string    `json:"warning,omitempty" description:"下一年度节假日安排尚未载入等提醒"`
}

type roleOut struct {
	Role  string `json:"role" required:"true" description:"岗位代码"`
	Title string `json:"title" required:"true" description:"岗位"`
}

func (s *server) getMe(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	warning, err := s.svc.CalendarWarning(r.Context(), actor)
	if err != nil {
		return err
	}
	out := meOut{Name: actor.Name, Roles: []roleOut{}, Outside: actor.Outsider(), Today: day(s.svc.Today()), Warning: warning}
	for _, x := range actor.Roles {
		out.Roles = append(out.Roles, roleOut{string(x), x.Title()})
	}
	return answer(w, http.StatusOK, out)
}

// Paging.
const (
	pageRows = 50
	mostRows = 200
	farthest = 1_000_000
)

type pageQuery struct {
	Limit  int `query:"limit" minimum:"1" maximum:"200" default:"50" description:"最多几件"`
	Offset int `query:"offset" minimum:"0" maximum:"1000000" default:"0" description:"跳过几件"`
}

type searchIn struct {
	Text   string   `json:"text" required:"true" minLength:"1" maxLength:"100" description:"案号、案由、姓名或者公民身份号码" example:"韩某"`
	Limit  int      `json:"limit,omitzero" minimum:"1" maximum:"200" default:"50" description:"最多几件"`
	Offset int      `json:"offset,omitzero" minimum:"0" maximum:"1000000" default:"0" description:"跳过几件"`
	_      struct{} `additionalProperties:"false"`
}

// casesOut is a page of cases.
type casesOut struct {
	Cases      []caseRow `json:"cases" required:"true" description:"案件"`
	NextOffset *int      `json:"next_offset,omitempty" description:"下一页的 offset；没有下一页的不写"`
}

func (s *server) getCases(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	limit, err := number(r, "limit", pageRows, 1, mostRows)
	if err != nil {
		return err
	}
	offset, err := number(r, "offset", 0, 0, farthest)
	if err != nil {
		return err
	}
	return s.listCases(w, r, actor, "", limit, offset)
}

func (s *server) postSearch(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	in := searchIn{Limit: pageRows}
	if _, err := decode(r.Body, &in); err != nil {
		return err
	}
	text := strings.TrimSpace(in.Text)
	switch {
	case text == "" || len([]rune(text)) > 100:
		return malformed("text", "请写明查找的内容，100 字以内")
	case in.Limit < 1 || in.Limit > mostRows:
		return malformed("limit", "应为 1 到 %d 的整数", mostRows)
	case in.Offset < 0 || in.Offset > farthest:
		return malformed("offset", "应为 0 到 %d 的整数", farthest)
	}
	return s.listCases(w, r, actor, text, in.Limit, in.Offset)
}

func (s *server) listCases(w http.ResponseWriter, r *http.Request, actor liaison.Actor, text string, limit, offset int) error {
	list, err := s.svc.Cases(r.Context(), actor, liaison.CaseQuery{Text: text, Limit: limit + 1, Offset: offset}) // one more tells whether there is a next page
	if err != nil {
		return err
	}
	out := casesOut{Cases: []caseRow{}}
	if len(list) > limit {
		next := offset + limit
		list, out.NextOffset = list[:limit], &next
	}
	for _, c := range list {
		out.Cases = append(out.Cases, caseRowShape(c))
	}
	return answer(w, http.StatusOK, out)
}

func (s *server) dossier(r *http.Request, actor liaison.Actor) (*liaison.Dossier, error) {
	return s.svc.Case(r.Context(), actor, mux.Vars(r)["number"])
}

func (s *server) getCase(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	d, err := s.dossier(r, actor)
	if err != nil {
		return err
	}
	return answer(w, http.StatusOK, caseShape(d, actor, s.svc.Today()))
}

// remediesOut is what can be done where the case stands.
type remediesOut struct {
	Remedies []remedyOut `json:"remedies" required:"true" description:"法律还留下的救济"`
	Tracks   []trackOut  `json:"tracks" required:"true" description:"办理程序"`
	Next     []string    `json:"next" required:"true" description:"接下来应当办理的事项"`
}

func (s *server) getRemedies(w http.ResponseWriter, r *http.Request, actor liaison.Actor) error {
	d, err := s.dossier(r, actor)
	if err != nil {
		return err
	}
	today := s.svc.Today()
	return answer(w, http.StatusOK, remediesOut{remedyShapes(d, today), trackShapes(d.Case.Position()), nextActs(d, today)})
}

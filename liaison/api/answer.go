package api

import (
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/google/uuid"
	"github.com/gorilla/mux"

	"liaison/liaison/calendar"
	"liaison/liaison/fault"
)

// answer writes a shape as JSON. It is encoded whole before the first byte is sent, so that an error does not leave half a document.
func answer(w http.ResponseWriter, status int, shape any) error {
	body, err := json.Marshal(shape, json.Deterministic(true))
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(append(body, '\n')) // an error means that the client went away
	return nil
}

// pathID is the identifier in the address; a wrong one is a NotFound fault.
func pathID(r *http.Request) (uuid.UUID, error) {
	id, err := uuid.Parse(mux.Vars(r)["id"])
	if err != nil {
		return uuid.Nil, fault.New(fault.NotFound, "没有这一项，请核对网址中的 id")
	}
	return id, nil
}

// namesOf is the tags of a shape's fields.
func namesOf(shape any, tag string) []string {
	if shape == nil {
		return nil
	}
	t := reflect.TypeOf(shape)
	var out []string
	for i := range t.NumField() {
		if name := t.Field(i).Tag.Get(tag); name != "" {
			out = append(out, name)
		}
	}
	return out
}

// number reads a whole number in the address; without one it is the fallback.
func number(r *http.Request, name string, fallback, least, most int) (int, error) {
	s := r.URL.Query().Get(name)
	if s == "" {
		return fallback, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < least || n > most {
		return 0, malformed(name, "应为 %d 到 %d 的整数", least, most)
	}
	return n, nil
}

// dateOf reads a date in the address.
func dateOf(r *http.Request, name string) (calendar.Date, error) {
	var d day
	s := strings.TrimSpace(r.URL.Query().Get(name))
	if s == "" {
		return calendar.Date{}, malformed(name, "请写明日期，例如 2026-09-01")
	}
	if err := d.UnmarshalText([]byte(s)); err != nil {
		return calendar.Date{}, malformed(name, "日期应写成 2026-09-01 的样子")
	}
	return d.date(), nil
}

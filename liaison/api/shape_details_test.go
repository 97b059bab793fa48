package api

import (
	"maps"
	"reflect"
	"slices"
	"testing"

	"liaison/liaison/law"
)

// Every field of a paper has its member, of the type that its values have, and no member is without a field.
func TestEveryFieldOfAPaperHasItsMember(t *testing.T) {
	types := map[law.FieldType]reflect.Type{law.FieldText: reflect.TypeFor[string](), law.FieldLines: reflect.TypeFor[[]string](), law.FieldDate: reflect.TypeFor[day](), law.FieldSum: reflect.TypeFor[int64](),
		law.FieldChoice: reflect.TypeFor[string](), law.FieldPeriod: reflect.TypeFor[string]()}
	members := map[string]reflect.Type{}
	for shape, i := reflect.TypeFor[detailsShape](), 0; i < shape.NumField(); i++ {
		if name := memberName(shape.Field(i)); name != "" {
			members[name] = shape.Field(i).Type
		}
	}
	for _, f := range law.PaperFields() {
		if members[string(f.Key)] != types[f.Type] {
			t.Errorf("%s is %v, want %v", f.Key, members[string(f.Key)], types[f.Type])
		}
		delete(members, string(f.Key))
	}
	if len(members) > 0 {
		t.Errorf("no field: %v", slices.Sorted(maps.Keys(members)))
	}
}

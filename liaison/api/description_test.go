package api

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/pb33f/libopenapi"
	validator "github.com/pb33f/libopenapi-validator"
	"github.com/swaggest/jsonschema-go"
	"github.com/swaggest/openapi-go"
	"github.com/swaggest/openapi-go/openapi31"

	"liaison/liaison/problem"
)

var update = flag.Bool("update", false, "write openapi.json anew")

// draw makes the description out of the routes and the shapes.
func draw(t *testing.T) []byte {
	t.Helper()
	r := openapi31.NewReflector()
	r.Spec.Info.Title, r.Spec.Info.Version = "法检联络接口", "1"
	r.Spec.SetDescription("社会保险基金追回案件的法检联络：登记文书、计算期限、列出救济。凭个人令牌，JSON，RFC 9457。")
	r.Spec.SetHTTPBearerTokenSecurity("token", "liaison_…", "在网页的“接口令牌”中生成；能办的事以本人当天的岗位为限。")
	r.DefaultOptions = append(r.DefaultOptions, jsonschema.InterceptDefName(func(t reflect.Type, _ string) string { return strings.ToUpper(t.Name()[:1]) + t.Name()[1:] }))
	r.AddTypeMapping(uuid.UUID{}, "")
	r.AddTypeMapping(day{}, "")
	r.AddTypeMapping(minute(0), "")
	for _, rt := range (&server{}).routes() {
		oc, err := r.NewOperationContext(rt.method, Prefix+rt.path)
		if err != nil {
			t.Fatal(err)
		}
		describe(oc, rt)
		if err := r.AddOperation(oc); err != nil {
			t.Fatalf("%s %s: %v", rt.method, rt.path, err)
		}
		if rt.upload {
			addUpload(t, r, rt)
		}
	}
	raw, err := r.Spec.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := json.Indent(&out, raw, "", " "); err != nil {
		t.Fatal(err)
	}
	return append(out.Bytes(), '\n')
}

func describe(oc openapi.OperationContext, rt route) {
	oc.SetID(rt.id())
	oc.SetTags(rt.tag)
	oc.SetSummary(rt.title)
	oc.SetDescription(rt.note)
	if params := parameters(rt); params != nil {
		oc.AddReqStructure(params)
	}
	if rt.body != nil && (!rt.upload || rt.jsonToo) {
		oc.AddReqStructure(rt.body, openapi.WithContentType("application/json"))
	}
	if rt.out != nil {
		oc.AddRespStructure(rt.out, openapi.WithHTTPStatus(rt.success()))
	} else {
		oc.AddRespStructure("", openapi.WithHTTPStatus(rt.success()), openapi.WithContentType(rt.kind))
	}
	if rt.public {
		return
	}
	oc.AddSecurity("token")
	statuses := []int{400, 401, 403, 404, 409, 422, 429, 500, 503}
	if rt.method == "POST" {
		statuses = append(statuses, 413, 415)
	}
	for _, status := range statuses {
		oc.AddRespStructure(problem.Problem{}, openapi.WithHTTPStatus(status), openapi.WithContentType(problem.MediaType))
	}
}

// parameters is a shape of what stands in path, address and headers.
func parameters(rt route) any {
	words := map[string]string{"number": "案号", "id": "标识", "kind": "文书种类代码", "rule": "期限规则编号，例如 DL09"}
	var fields []reflect.StructField
	for _, name := range rt.variables() {
		fields = append(fields, reflect.StructField{Name: "Path" + strings.ToUpper(name), Type: reflect.TypeFor[string](), Tag: reflect.StructTag(`path:"` + name + `" required:"true" description:"` + words[name] + `"`)})
	}
	if rt.query != nil {
		for i := range reflect.TypeOf(rt.query).NumField() {
			fields = append(fields, reflect.TypeOf(rt.query).Field(i))
		}
	}
	if rt.once {
		fields = append(fields, reflect.StructField{Name: "Key", Type: reflect.TypeFor[string](), Tag: `header:"Idempotency-Key" minLength:"8" maxLength:"200" description:"重发时用同样的值，只办理一次；值相同而内容不同的退回（409）"`})
	}
	if fields == nil {
		return nil
	}
	return reflect.New(reflect.StructOf(fields)).Interface()
}

// addUpload describes a document with a file behind it, which reflection cannot.
func addUpload(t *testing.T, r *openapi31.Reflector, rt route) {
	t.Helper()
	name := shapeName(rt.body)
	if _, ok := r.Spec.ComponentsEns().Schemas[name]; !ok {
		shape, err := r.Reflect(rt.body, jsonschema.DefinitionsPrefix("#/components/schemas/"))
		if err != nil {
			t.Fatal(err)
		}
		m, err := shape.ToSchemaOrBool().ToSimpleMap()
		if err != nil {
			t.Fatal(err)
		}
		r.Spec.ComponentsEns().WithSchemasItem(name, m)
	}
	part := strings.ToLower(strings.TrimSuffix(name, "In"))
	whole := map[string]any{"type": "object", "required": []string{part}, "properties": map[string]any{
		part:    map[string]any{"$ref": "#/components/schemas/" + name, "description": "JSON，在文件之前"},
		rt.file: map[string]any{"type": "string", "format": "binary", "description": "文件，在 JSON 之后"}}}
	if !rt.jsonToo {
		whole["required"] = []string{part, rt.file}
	}
	op := r.Spec.PathsEns().MapOfPathItemValues[Prefix+rt.path].Post
	op.RequestBodyEns().RequestBodyEns().WithContentItem("multipart/form-data", openapi31.MediaType{Schema: whole})
}

func TestTheDescriptionIsThatOfTheRoutes(t *testing.T) {
	want := draw(t)
	if *update {
		if err := os.WriteFile("openapi.json", want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(want, description) {
		t.Error("openapi.json is not that of the routes and shapes; write it anew with: go test ./liaison/api -run Description -update")
	}
}

func TestTheDescriptionIsOpenAPI31(t *testing.T) {
	doc, err := libopenapi.NewDocument(description)
	if err != nil {
		t.Fatal(err)
	}
	v, errs := validator.NewValidator(doc)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	if doc.GetSpecInfo().Version[:3] != "3.1" {
		t.Errorf("version %s", doc.GetSpecInfo().Version)
	}
	if ok, problems := v.ValidateDocument(); !ok {
		for _, p := range problems {
			t.Errorf("%s: %s", p.Message, p.Reason)
		}
	}
}

// The document is read as others read it, and held against the addresses.
func TestEachRouteIsDescribedAndEachDescribedRouteExists(t *testing.T) {
	doc, err := libopenapi.NewDocument(description)
	if err != nil {
		t.Fatal(err)
	}
	model, err := doc.BuildV3Model()
	if err != nil {
		t.Fatal(err)
	}
	var described, real []string
	for path, item := range model.Model.Paths.PathItems.FromOldest() {
		for method, op := range item.GetOperations().FromOldest() {
			described = append(described, strings.ToUpper(method)+" "+path)
			if op.Summary == "" || len(op.Tags) != 1 || op.OperationId == "" {
				t.Errorf("%s %s says too little", method, path)
			}
		}
	}
	for _, rt := range Routes() {
		real = append(real, rt.Method+" "+rt.Path)
	}
	slices.Sort(described)
	slices.Sort(real)
	if !slices.Equal(described, real) {
		t.Errorf("described %q, real %q", described, real)
	}
	for name, proxy := range model.Model.Components.Schemas.FromOldest() {
		for member, p := range proxy.Schema().Properties.FromOldest() {
			if s := p.Schema(); s.Description == "" && !p.IsReference() && s.Format != "uuid" && !strings.HasPrefix(name, "Problem") && name != "ErrorPlace" {
				t.Errorf("%s.%s is not explained", name, member)
			}
		}
	}
}

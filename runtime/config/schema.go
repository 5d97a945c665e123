package config

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// Schema is the JSON Schema of the configuration, for editors.
func Schema() []byte {
	s := schemaOf(reflect.TypeFor[Config](), "")
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["title"] = "falcod configuration"
	out, _ := json.MarshalIndent(s, "", "  ") // maps of texts, numbers and lists always encode
	return append(out, '\n')
}

func schemaOf(t reflect.Type, tag reflect.StructTag) map[string]any {
	s := map[string]any{}
	if doc := tag.Get("doc"); doc != "" {
		s["description"] = doc
	}
	enum := tag.Get("enum")
	switch {
	case t == durationType:
		s["type"] = "string"
		s["pattern"] = `^(\d+(ms|y|w|d|h|m|s))+$`
	case t == extraType:
		s["anyOf"] = []any{map[string]any{"type": "string"}, map[string]any{
			"type": "object", "additionalProperties": map[string]any{"type": "string"}, "minProperties": 1, "maxProperties": 1,
		}}
	case t.Kind() == reflect.Struct:
		props := map[string]any{}
		for _, f := range keys(t) {
			props[f.name] = schemaOf(t.FieldByIndex(f.index).Type, f.tag)
		}
		s["type"], s["additionalProperties"], s["properties"] = "object", false, props
	case t.Kind() == reflect.Pointer:
		return schemaOf(t.Elem(), tag)
	case t.Kind() == reflect.Slice:
		inner := reflect.StructTag("")
		if enum != "" {
			inner = reflect.StructTag(`enum:"` + enum + `"`)
		}
		s["type"], s["items"] = "array", schemaOf(t.Elem(), inner)
	case t.Kind() == reflect.Map:
		s["type"], s["additionalProperties"] = "object", map[string]any{"type": "string"}
	case t.Kind() == reflect.Bool:
		s["type"] = "boolean"
	case t.Kind() == reflect.String:
		s["type"] = "string"
		if enum != "" {
			s["enum"] = strings.Split(enum, ",")
		}
	default:
		s["type"] = "integer"
		if t.Kind() == reflect.Float64 {
			s["type"] = "number"
		}
		for key, name := range map[string]string{"min": "minimum", "max": "maximum"} {
			if n, err := strconv.ParseFloat(tag.Get(key), 64); err == nil {
				s[name] = n
			}
		}
	}
	return s
}

// Print writes the configuration that holds, defaults included, without secrets.
func (c *Config) Print(w io.Writer) error {
	var n yaml.Node
	if err := n.Encode(c); err != nil {
		return fmt.Errorf("printing the configuration: %w", err)
	}
	hide(&n, reflect.TypeFor[Config]())
	var b bytes.Buffer
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	if err := enc.Encode(&n); err != nil {
		return fmt.Errorf("printing the configuration: %w", err)
	}
	_, err := w.Write(b.Bytes())
	return err
}

// hide replaces secrets.
func hide(n *yaml.Node, t reflect.Type) {
	known := keys(t)
	for i := 0; i+1 < len(n.Content); i += 2 {
		at := slices.IndexFunc(known, func(f field) bool { return f.name == n.Content[i].Value })
		if at < 0 {
			continue
		}
		f, v := known[at], n.Content[i+1]
		switch {
		case f.tag.Get("secret") == "":
			if ft := t.FieldByIndex(f.index).Type; ft.Kind() == reflect.Struct && v.Kind == yaml.MappingNode {
				hide(v, ft)
			}
		case v.Kind == yaml.ScalarNode && v.Value != "":
			v.SetString("(not shown)")
		case v.Kind == yaml.MappingNode:
			for j := 1; j < len(v.Content); j += 2 {
				v.Content[j].SetString("(not shown)")
			}
		}
	}
}

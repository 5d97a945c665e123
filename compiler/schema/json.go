package schema

import "encoding/json"

// JSON is the schema as a JSON Schema, for editors.
func JSON() []byte {
	doc := rules.json()
	doc["$schema"] = "http://json-schema.org/draft-06/schema#"
	doc["title"] = "Falco rules"
	text, err := json.MarshalIndent(doc, "", "  ")
	if err != nil {
		panic(err) // maps and texts
	}
	return append(text, '\n')
}

func (s *shape) json() map[string]any {
	doc := map[string]any{}
	if name := [...]string{anything: "", object: "object", array: "array", text: "string", boolean: "boolean", integer: "integer"}[s.kind]; name != "" {
		doc["type"] = name
	}
	if s.items != nil {
		doc["items"] = s.items.json()
	}
	if s.enum != nil {
		doc["enum"] = s.enum
	}
	if s.required != nil {
		doc["required"] = s.required
	}
	if s.some {
		doc["minProperties"] = 1
	}
	for _, alt := range s.anyOf {
		list, _ := doc["anyOf"].([]any)
		doc["anyOf"] = append(list, alt.json())
	}
	if s.keys != nil {
		properties := map[string]any{}
		for key, kid := range s.keys {
			properties[key] = kid.json()
		}
		doc["properties"], doc["additionalProperties"] = properties, false
	}
	return doc
}

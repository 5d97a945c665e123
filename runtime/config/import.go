package config

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// Imported is what of a falco.yaml carries over.
type Imported struct {
	YAML  []byte   // a configuration of falcod, comments included
	Left  []string // keys that were left out, with the reason
	Rules []string // the rule files that it named, to be compiled
}

// Import translates a configuration of Falco.
func Import(file string, data []byte) (*Imported, error) {
	root, p := parse(file, data)
	if p != nil {
		return nil, p
	}
	imp := &Imported{}
	if root == nil {
		return imp, nil
	}
	if root.Kind != yaml.MappingNode {
		return nil, &Problem{File: file, Line: root.Line, Col: root.Column, Msg: "the configuration must be a mapping, not " + kindName(root)}
	}
	for _, key := range []string{"rules_files", "rules_file"} {
		if n := member(root, key); n != nil {
			if n.Kind == yaml.ScalarNode {
				imp.Rules = append(imp.Rules, n.Value)
			}
			for _, item := range n.Content {
				imp.Rules = append(imp.Rules, item.Value)
			}
		}
	}
	doc := &document{root: root, files: map[*yaml.Node]string{}}
	d := &decoder{doc: doc, getenv: func(string) string { return "" }, file: file, applied: map[string]bool{}}
	imp.prune(root, "", d)
	if kind := doc.get("engine"); kind != nil {
		if k := member(kind, "kind"); k != nil && (k.Value == "kmod" || k.Value == "ebpf") {
			imp.Left = append(imp.Left, fmt.Sprintf("%s:%d: engine.kind %s: modern_ebpf takes its place", file, k.Line, k.Value))
			k.Value = "modern_ebpf"
		}
	}
	if len(imp.Rules) > 0 {
		root.Content = slices.Insert(root.Content, 0,
			&yaml.Node{Kind: yaml.ScalarNode, Value: "bundle", HeadComment: "# falcoc build " + strings.Join(imp.Rules, " ") + " -o /etc/falcod/rules.fbc"},
			&yaml.Node{Kind: yaml.ScalarNode, Value: "/etc/falcod/rules.fbc"})
	}
	var b bytes.Buffer
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	if err := enc.Encode(root); err != nil {
		return nil, fmt.Errorf("writing the configuration: %w", err)
	}
	imp.YAML = b.Bytes()
	return imp, nil
}

// prune takes keys out that falcod does not know or need.
func (imp *Imported) prune(n *yaml.Node, path string, d *decoder) {
	known := knownAt(path)
	var kept []*yaml.Node
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		full := k.Value
		if path != "" {
			full = path + "." + k.Value
		}
		why, isForeign := foreign[full]
		switch {
		case isForeign:
		case !slices.Contains(known, k.Value):
			why = "falcod does not know this key" + didYouMean(k.Value, known)
		default:
			if v.Kind == yaml.MappingNode && knownAt(full) != nil {
				imp.prune(v, full, d)
				if len(v.Content) == 0 {
					continue
				}
			}
			kept = append(kept, k, v)
			continue
		}
		imp.Left = append(imp.Left, fmt.Sprintf("%s:%d: %s: %s", d.file, k.Line, full, why))
	}
	n.Content = kept
}

// knownAt are the keys of the section at a path.
func knownAt(path string) []string {
	t := reflectOf(Default()).Type()
	if path != "" {
		for _, step := range strings.Split(path, ".") {
			found := false
			for _, f := range keys(t) {
				if ft := t.FieldByIndex(f.index).Type; f.name == step && ft.Kind() == structKind {
					t, found = ft, true
					break
				}
			}
			if !found {
				return nil
			}
		}
	}
	var names []string
	for _, f := range keys(t) {
		names = append(names, f.name)
	}
	return names
}

package config

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

const structKind = reflect.Struct

func reflectOf(c *Config) reflect.Value { return reflect.ValueOf(c).Elem() }

func nonEmpty(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// maxIndex bounds the index of a list in an override.
const maxIndex = 1000

// override sets one key: a.b=value, list[2]=value, list[]=value, list[].a.b=value. The
// value is YAML.
func (doc *document) override(text string) error {
	path, value, ok := strings.Cut(text, "=")
	if !ok || path == "" {
		return fmt.Errorf("want KEY=VALUE")
	}
	var v yaml.Node
	if err := yaml.Unmarshal([]byte(value), &v); err != nil || len(v.Content) == 0 {
		v = yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: value}
	} else {
		v = *v.Content[0]
	}
	if null(&v) && value != "~" && value != "null" {
		v = yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: value}
	}
	name := "-o " + text
	at := doc.root
	steps := strings.Split(path, ".")
	for i, step := range steps {
		key, index, indexed := strings.Cut(step, "[")
		if key == "" {
			return fmt.Errorf("%q has an empty key", path)
		}
		last := i == len(steps)-1
		if at.Kind != yaml.MappingNode {
			return fmt.Errorf("%s is not a mapping", strings.Join(steps[:i], "."))
		}
		child := member(at, key)
		kind := yaml.Kind(yaml.MappingNode)
		if indexed {
			kind = yaml.SequenceNode
		}
		if !indexed && last {
			child = &v
		} else if child == nil || null(child) || child.Kind == yaml.ScalarNode {
			child = &yaml.Node{Kind: kind}
		}
		doc.files[child] = name
		k := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: key}
		doc.files[k] = name
		setMember(at, k, child)
		at = child
		if !indexed {
			continue
		}
		if at.Kind != yaml.SequenceNode {
			return fmt.Errorf("%s is not a list", key)
		}
		num, closed := strings.CutSuffix(index, "]")
		n := len(at.Content)
		if num != "" {
			var err error
			if n, err = strconv.Atoi(num); err != nil || n < 0 || n > maxIndex {
				return fmt.Errorf("%q is no index", num)
			}
		}
		if !closed {
			return fmt.Errorf("%q lacks a ]", step)
		}
		if n > len(at.Content) {
			return fmt.Errorf("%s has %d entries, there is no place for [%d]", key, len(at.Content), n)
		}
		if n == len(at.Content) {
			at.Content = append(at.Content, &yaml.Node{Kind: yaml.MappingNode})
		}
		if last {
			at.Content[n] = &v
		}
		at = at.Content[n]
		doc.files[at] = name
	}
	return nil
}

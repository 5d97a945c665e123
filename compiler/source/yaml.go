package source

import (
	"fmt"
	"slices"
)

// NodeKind is what a YAML node is.
type NodeKind uint8

// The kinds.
const (
	Null NodeKind = iota
	ScalarNode
	Sequence
	Mapping
)

// Node is a YAML node. Off, Line and Col say where it begins, from 0, as Falco
// counts: columns in bytes, a block collection at its first entry.
type Node struct {
	Kind      NodeKind
	Quoted    bool
	Value     string  // of a scalar
	Kids      []*Node // of a sequence; keys and values in turn of a mapping
	Off       int
	End       int // end of a scalar's text
	Line, Col int
	runs      []run
	size      int // nodes below and including this one, aliases expanded
}

// Get finds a mapping's value by its key, the first one when there are several,
// nil when there is none or the node is no mapping.
func (n *Node) Get(key string) *Node {
	if n == nil || n.Kind != Mapping {
		return nil
	}
	for i := 0; i+1 < len(n.Kids); i += 2 {
		if k := n.Kids[i]; k.Kind == ScalarNode && k.Value == key {
			return n.Kids[i+1]
		}
	}
	return nil
}

// Key finds a mapping's key.
func (n *Node) Key(key string) *Node {
	for i := 0; i+1 < len(n.Kids); i += 2 {
		if k := n.Kids[i]; k.Kind == ScalarNode && k.Value == key {
			return k
		}
	}
	return nil
}

// OnlyKeys reports whether a mapping has no keys but these.
func (n *Node) OnlyKeys(keys []string) bool {
	for i := 0; i+1 < len(n.Kids); i += 2 {
		if !slices.Contains(keys, n.Kids[i].Value) {
			return false
		}
	}
	return true
}

// YAMLError is what is wrong with a file as YAML. Line and Col count from 0.
type YAMLError struct {
	Off, Line, Col int
	Msg            string
	Conversion     bool // the text is YAML, but has a key that is not a scalar
}

func (e *YAMLError) Error() string {
	return fmt.Sprintf("yaml-cpp: error at line %d, column %d: %s", e.Line+1, e.Col+1, e.Msg)
}

var yamlHints = map[string]string{
	"illegal map value":                              "a colon and a blank begin a mapping: put the text in quotes, or check the indentation",
	"illegal map key":                                "check the indentation",
	"illegal block entry":                            "a list cannot begin here: put its first dash in a line of its own",
	"illegal tab when looking for indentation":       "indent with blanks, not with tabs",
	"unknown token":                                  "text cannot begin with this character: put it in quotes",
	"end of map not found":                           "this line is no part of what is above: check its indentation",
	"end of sequence not found":                      "this line is no part of what is above: check its indentation",
	"end of sequence flow not found":                 "a [ is not closed, or a comma is missing",
	"end of map flow not found":                      "a { is not closed, or a comma is missing",
	"illegal flow end":                               "there is no bracket open that this one could close",
	"bad conversion":                                 "a key must be text",
	"illegal document indicator in scalar":           "a quote is not closed",
	"cannot set zero indentation for a block scalar": "leave the number out",
}

// Hint is advice, empty when there is none.
func (e *YAMLError) Hint() string { return yamlHints[e.Msg] }

// ParseYAML reads the documents of a file up to the first null document, where
// Falco stops too.
func ParseYAML(f *File) (docs []*Node, err *YAMLError) {
	if f.TooLarge {
		return nil, &YAMLError{Msg: fmt.Sprintf("the file is larger than the limit of %d bytes", MaxFileSize)}
	}
	for i, c := range f.Data {
		if c == 0 {
			line, col := f.LineCol(i)
			return nil, &YAMLError{Off: i, Line: line - 1, Col: col - 1, Msg: "the file contains a NUL byte"}
		}
	}
	p := &parser{s: newScanner(f.Data)}
	for {
		doc := p.document()
		if p.err == nil && p.s.err != nil {
			p.err = p.s.err
		}
		if p.err != nil {
			return nil, p.err
		}
		if doc == nil || doc.Kind == Null {
			break
		}
		docs = append(docs, doc)
	}
	for _, d := range docs {
		if k := badKey(d); k != nil {
			return nil, &YAMLError{Off: k.Off, Line: k.Line, Col: k.Col, Msg: "bad conversion", Conversion: true}
		}
	}
	return docs, nil
}

// badKey finds a mapping key that is a collection. Shared nodes may be visited
// several times; their number is bounded by MaxNodes.
func badKey(n *Node) *Node {
	for i, kid := range n.Kids {
		if n.Kind == Mapping && i%2 == 0 {
			if kid.Kind == Sequence || kid.Kind == Mapping {
				return kid
			}
			continue
		}
		if len(kid.Kids) > 0 {
			if k := badKey(kid); k != nil {
				return k
			}
		}
	}
	return nil
}

type parser struct {
	s       *scanner
	err     *YAMLError
	anchors map[string]*Node
	open    []tokenKind // collections around the current node
	nodes   int
	slab    []Node // room for the next ones
}

func (p *parser) fail(at mark, msg string) {
	if p.err == nil && p.s.err == nil {
		p.err = &YAMLError{Off: at.off, Line: at.line, Col: at.col, Msg: msg}
	}
}

func (p *parser) failed() bool { return p.err != nil || p.s.err != nil }

func (p *parser) document() *Node {
	for t := p.s.peek(); t != nil && t.kind == tokDirective; t = p.s.peek() {
		p.s.pop()
	}
	t := p.s.peek()
	if t == nil {
		return nil
	}
	if t.kind == tokDocStart {
		p.s.pop()
	}
	p.anchors = map[string]*Node{}
	n := p.node()
	for t := p.s.peek(); t != nil && t.kind == tokDocEnd; t = p.s.peek() {
		p.s.pop()
	}
	return n
}

func (p *parser) make(kind NodeKind, at mark) *Node {
	if p.nodes++; p.nodes > MaxNodes {
		p.fail(at, fmt.Sprintf("more than %d nodes", MaxNodes))
	}
	if len(p.slab) == 0 {
		p.slab = make([]Node, min(256, 16+len(p.s.src)/16))
	}
	n := &p.slab[0]
	p.slab = p.slab[1:]
	*n = Node{Kind: kind, Off: at.off, End: at.off, Line: at.line, Col: at.col, size: 1}
	return n
}

var tooDeep = fmt.Sprintf("nested deeper than %d levels", MaxDepth)

func (p *parser) node() *Node {
	if len(p.open) >= MaxDepth {
		p.fail(p.s.at, tooDeep)
		return p.make(Null, p.s.at)
	}
	t := p.s.peek()
	if t == nil {
		return p.make(Null, p.s.at)
	}
	at := t.at
	switch t.kind {
	case tokValue: // a mapping whose key is missing
		n := p.make(Mapping, at)
		p.compactMap(n)
		return n
	case tokAlias:
		n := p.anchors[t.value]
		if n == nil {
			p.fail(at, "the referenced anchor is not defined: "+t.value)
			return p.make(Null, at)
		}
		p.nodes += n.size
		if p.nodes > MaxNodes {
			p.fail(at, fmt.Sprintf("aliases expand to more than %d nodes", MaxNodes))
		}
		p.s.pop()
		return n
	}
	var anchor, tag *token
	for ; t != nil && (t.kind == tokAnchor || t.kind == tokTag); t = p.s.peek() {
		seen := &anchor
		what := "anchors"
		if t.kind == tokTag {
			seen, what = &tag, "tags"
		}
		if *seen != nil {
			p.fail(t.at, "cannot assign multiple "+what+" to the same node")
			return p.make(Null, at)
		}
		*seen = t
		p.s.pop()
	}
	n := p.make(Null, at)
	if anchor != nil {
		// Only a finished node can be referred to, so that no node contains itself.
		defer func() { p.anchors[anchor.value] = n }()
	}
	if t == nil {
		return n
	}
	switch t.kind {
	case tokPlain, tokQuoted:
		if t.kind == tokPlain && tag == nil && isNull(t.value) {
			n.End = t.end
			p.s.pop()
			return n
		}
		n.Kind, n.Value, n.runs, n.End = ScalarNode, t.value, t.runs, t.end
		n.Quoted = t.kind == tokQuoted
		p.s.pop()
	case tokSeqStart:
		p.blockSeq(n)
	case tokMapStart:
		p.blockMap(n)
	case tokFlowSeqStart:
		p.flowSeq(n)
	case tokFlowMapStart:
		p.flowMap(n)
	case tokKey:
		if len(p.open) > 0 && p.open[len(p.open)-1] == tokFlowSeqStart {
			n.Kind = Mapping
			p.compactMap(n)
			break
		}
		fallthrough
	default:
		if tag != nil {
			n.Kind = ScalarNode
		}
	}
	return n
}

func isNull(s string) bool {
	return s == "" || s == "~" || s == "null" || s == "Null" || s == "NULL"
}

func (n *Node) add(kid *Node) {
	n.Kids = append(n.Kids, kid)
	n.size += kid.size
}

func (p *parser) enter(n *Node, kind NodeKind, open tokenKind) {
	n.Kind = kind
	p.open = append(p.open, open)
}

func (p *parser) leave() { p.open = p.open[:len(p.open)-1] }

func (p *parser) blockSeq(n *Node) {
	p.enter(n, Sequence, tokSeqStart)
	defer p.leave()
	p.s.pop()
	for !p.failed() {
		t := p.s.peek()
		if t == nil || t.kind != tokEntry && t.kind != tokSeqEnd {
			p.fail(p.where(t), "end of sequence not found")
			return
		}
		p.s.pop()
		if t.kind == tokSeqEnd {
			return
		}
		if t := p.s.peek(); t != nil && (t.kind == tokEntry || t.kind == tokSeqEnd) {
			n.add(p.make(Null, t.at))
			continue
		}
		n.add(p.node())
	}
}

func (p *parser) where(t *token) mark {
	if t != nil {
		return t.at
	}
	return p.s.at
}

// pair reads a key and a value, either of which may be missing.
func (p *parser) pair(n *Node, t *token) {
	at := t.at
	if t.kind == tokKey {
		p.s.pop()
		n.add(p.node())
	} else {
		n.add(p.make(Null, at))
	}
	if t := p.s.peek(); t != nil && t.kind == tokValue && !p.failed() {
		p.s.pop()
		n.add(p.node())
	} else {
		n.add(p.make(Null, at))
	}
}

func (p *parser) blockMap(n *Node) {
	p.enter(n, Mapping, tokMapStart)
	defer p.leave()
	p.s.pop()
	for !p.failed() {
		t := p.s.peek()
		if t == nil || t.kind != tokKey && t.kind != tokValue && t.kind != tokMapEnd {
			p.fail(p.where(t), "end of map not found")
			return
		}
		if t.kind == tokMapEnd {
			p.s.pop()
			return
		}
		p.pair(n, t)
	}
}

func (p *parser) compactMap(n *Node) {
	p.enter(n, Mapping, tokKey)
	defer p.leave()
	p.pair(n, p.s.peek())
}

func (p *parser) flowSeq(n *Node) {
	p.enter(n, Sequence, tokFlowSeqStart)
	defer p.leave()
	p.s.pop()
	const missing = "end of sequence flow not found"
	for !p.failed() {
		t := p.s.peek()
		if t == nil {
			p.fail(p.s.at, missing)
			return
		}
		if t.kind == tokFlowSeqEnd {
			p.s.pop()
			return
		}
		n.add(p.node())
		t = p.s.peek()
		if t != nil && t.kind == tokFlowEntry {
			p.s.pop()
		} else if t == nil || t.kind != tokFlowSeqEnd {
			p.fail(p.where(t), missing)
			return
		}
	}
}

func (p *parser) flowMap(n *Node) {
	p.enter(n, Mapping, tokFlowMapStart)
	defer p.leave()
	p.s.pop()
	const missing = "end of map flow not found"
	for !p.failed() {
		t := p.s.peek()
		if t == nil {
			p.fail(p.s.at, missing)
			return
		}
		if t.kind == tokFlowMapEnd {
			p.s.pop()
			return
		}
		p.pair(n, t)
		t = p.s.peek()
		if t != nil && t.kind == tokFlowEntry {
			p.s.pop()
		} else if t == nil || t.kind != tokFlowMapEnd {
			p.fail(p.where(t), missing)
			return
		}
	}
}

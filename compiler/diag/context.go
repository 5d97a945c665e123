package diag

import (
	"strings"

	"github.com/falcoc/falcoc/compiler/source"
)

// Context is one link of the chain from a document to an item. Offsets, lines
// and columns count from 0, except that a condition expression adds the parser's
// place, whose line and column count from 1, to its parent's.
type Context struct {
	Up             *Context
	Kind, Name     string
	File           *source.File
	Off, Line, Col int
	End            int
	Text           string // of a condition expression
}

// Node is the context of a YAML node.
func Node(f *source.File, n *source.Node, kind, name string, up *Context) *Context {
	return &Context{Up: up, Kind: kind, Name: name, File: f, Off: n.Off, Line: n.Line, Col: n.Col, End: n.End}
}

// FileStart is the context of a whole file.
func FileStart(f *source.File) *Context {
	return &Context{Kind: "rules content", File: f}
}

// Expression is the context of a place in a condition's text.
func Expression(text string, off, line, col int, up *Context) *Context {
	return &Context{Up: up, Kind: "condition expression", Text: text, Off: up.Off + off, Line: up.Line + line, Col: up.Col + col}
}

// Span is where the context's own item begins.
func (c *Context) Span() Span {
	for c.Kind == "condition expression" {
		c = c.Up
	}
	return Span{source.Pos{File: c.File, Off: c.Off}, c.End}
}

// Location is a context as Falco prints it. Position is the file's name, or the
// beginning of a condition in quotes.
type Location struct {
	Kind, Name, Position string
	Line, Col, Off       int
}

// Locations is the chain, outermost first.
func (c *Context) Locations() []Location {
	var out []Location
	for ; c != nil; c = c.Up {
		at := ""
		if c.Kind == "condition expression" {
			at = excerpt(c.Text)
		} else if c.File != nil {
			at = c.File.Name
		}
		out = append(out, Location{c.Kind, c.Name, at, c.Line, c.Col, c.Off})
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out
}

func excerpt(s string) string {
	if len(s) > 20 {
		s = s[:17] + "..."
	}
	return `"` + strings.NewReplacer("\n", " ", "\r", " ").Replace(s) + `"`
}

const snippetWidth = 160

// Snippet is the line of the place with a caret below, as Falco prints it.
func (c *Context) Snippet() string {
	// Only what is near the place is looked at, whatever the length of the text.
	var near string
	at := 0
	if c.Kind != "condition expression" && c.File != nil {
		near, at = around(c.File.Data, c.Off)
	} else {
		near, at = around(c.Text, c.Off)
	}
	if near == "" {
		return "<No context available>\n"
	}
	text := near
	from, to := at, at
	for from > 0 && text[from-1] != '\n' {
		from--
	}
	for to < len(text) && text[to] != '\n' {
		to++
	}
	left, right := "", ""
	if at-from >= snippetWidth/2 {
		from, left = at-snippetWidth/2, "..."
	}
	if to-at > snippetWidth/2 {
		to, right = at+snippetWidth/2+1, "..."
	}
	line := text[from:to]
	if left != "" {
		line = left + line[min(3, len(line)):]
	}
	if right != "" {
		line = line[:max(0, len(line)-3)] + right
	}
	return line + "\n" + strings.Repeat(" ", at-from) + "^\n"
}

// around is the part of a text near an offset, and the offset in it. The end of
// the text and line ends count as the character before them.
func around[T string | []byte](text T, off int) (string, int) {
	if len(text) == 0 {
		return "", 0
	}
	at := min(off, len(text)-1)
	for at > 0 && text[at] == '\n' {
		at--
	}
	from, to := max(0, at-snippetWidth), min(len(text), at+snippetWidth)
	return string(text[from:to]), at - from
}

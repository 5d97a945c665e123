// Package layout puts rule files into one layout and keeps what they say: items at the
// margin with a blank line around rules, keys in one order, no blanks at the ends of
// lines, lists in brackets with one blank behind each comma. Comments stay with what
// they stand before. What is formatted once stays as it is.
package layout

import (
	"bytes"
	"errors"
	"slices"
	"strings"

	"github.com/falcoc/falcoc/compiler/source"
)

// ErrChanged says that the new layout would mean something else; the text is kept.
var ErrChanged = errors.New("the file cannot be laid out without changing what it says")

// ErrLineEnds says that a file has carriage returns that are not part of line ends.
var ErrLineEnds = errors.New("the file has carriage returns without line feeds")

// order is the order of an item's keys; others keep their places behind these.
var order = []string{"rule", "macro", "list", "required_engine_version", "required_plugin_versions", "desc", "condition", "items", "output", "priority",
	"source", "enabled", "tags", "exceptions", "capture", "capture_duration", "warn_evttypes", "skip-if-unknown-filter", "append", "override"}

// maxRounds is how often a text is laid out until nothing changes.
const maxRounds = 5

// Format returns the file's text in the layout. Line ends stay those of Windows where
// the first line has them.
func Format(f *source.File) ([]byte, error) {
	first, yerr := source.ParseYAML(f)
	if yerr != nil {
		return nil, yerr
	}
	text := strings.ReplaceAll(string(f.Data), "\r\n", "\n")
	if strings.Contains(text, "\r") {
		return nil, ErrLineEnds
	}
	for range maxRounds {
		next, ok := round(f.Name, text)
		if !ok {
			return nil, ErrChanged
		}
		if next == text {
			docs, yerr := source.ParseYAML(source.NewFile(f.Name, []byte(text)))
			if yerr != nil || !slices.EqualFunc(first, docs, same) {
				return nil, ErrChanged
			}
			if i := bytes.IndexByte(f.Data, '\n'); i > 0 && f.Data[i-1] == '\r' {
				text = strings.ReplaceAll(text, "\n", "\r\n")
			}
			return []byte(text), nil
		}
		text = next
	}
	return nil, ErrChanged
}

// round lays a text out once.
func round(name, text string) (string, bool) {
	f := source.NewFile(name, []byte(text))
	docs, yerr := source.ParseYAML(f)
	if yerr != nil {
		return "", false
	}
	w := &writer{lines: strings.Split(text, "\n"), file: f}
	w.mark(docs)
	if len(docs) == 1 && docs[0].Kind == source.Sequence && w.plain(docs[0]) {
		w.items(docs[0])
	} else {
		w.tidy()
	}
	if out := strings.TrimRight(w.out.String(), "\n"); out != "" {
		return out + "\n", true
	}
	return "", true
}

// same compares nodes; the order of a mapping's keys does not count.
func same(a, b *source.Node) bool {
	if a.Kind != b.Kind || a.Value != b.Value || len(a.Kids) != len(b.Kids) {
		return false
	}
	if a.Kind != source.Mapping || twice(a) {
		return slices.EqualFunc(a.Kids, b.Kids, same)
	}
	for i := 0; i+1 < len(a.Kids); i += 2 {
		v := b.Get(a.Kids[i].Value)
		if v == nil || !same(a.Kids[i+1], v) {
			return false
		}
	}
	return true
}

// twice reports whether a mapping has a key twice.
func twice(n *source.Node) bool {
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Kids); i += 2 {
		if seen[n.Kids[i].Value] {
			return true
		}
		seen[n.Kids[i].Value] = true
	}
	return false
}

type writer struct {
	file   *source.File
	lines  []string
	inside map[int]bool   // lines within a scalar: their text is the value's
	flow   map[int]string // lines whose list in brackets is written anew
	out    strings.Builder
}

// mark finds the lines that scalars of several lines cover, and lists in brackets.
func (w *writer) mark(docs []*source.Node) {
	w.inside, w.flow = map[int]bool{}, map[int]string{}
	for _, d := range docs {
		w.node(d)
	}
}

func (w *writer) lineOf(off int) int {
	line, _ := w.file.LineCol(off)
	return line - 1
}

func (w *writer) node(n *source.Node) {
	if n.Line >= len(w.lines) {
		return
	}
	if n.Kind == source.ScalarNode {
		last := min(w.lineOf(min(n.End, len(w.file.Data))), len(w.lines)-1)
		head := w.lines[n.Line]
		head, _, _ = strings.Cut(head[min(n.Col, len(head)):], " ")
		if strings.HasPrefix(head, "|") || strings.HasPrefix(head, ">") {
			// The node ends where the next one begins. Blank lines at the end count only
			// after a plus.
			for last > n.Line && (strings.TrimSpace(w.lines[last]) == "" && !strings.Contains(head, "+") ||
				strings.TrimSpace(w.lines[last]) != "" && w.lineIndent(last) <= w.lineIndent(n.Line)) {
				last--
			}
		}
		for l := n.Line + 1; l <= last; l++ {
			w.inside[l] = true
		}
		return
	}
	if n.Kind == source.Sequence && n.Off < len(w.file.Data) && w.file.Data[n.Off] == '[' {
		w.brackets(n)
	}
	for _, k := range n.Kids {
		w.node(k)
	}
}

func (w *writer) lineIndent(l int) int { return indent(w.lines[l]) }

func indent(s string) int { return len(s) - len(strings.TrimLeft(s, " ")) }

// brackets writes a list of scalars in one line anew.
func (w *writer) brackets(n *source.Node) {
	line := w.lines[n.Line]
	if n.Col >= len(line) || line[n.Col] != '[' {
		return
	}
	var texts []string
	end := n.Off + 1
	for _, k := range n.Kids {
		if k.Kind != source.ScalarNode || k.Line != n.Line || k.End <= k.Off || k.End > len(w.file.Data) {
			return
		}
		texts = append(texts, strings.TrimSpace(string(w.file.Data[k.Off:k.End])))
		end = k.End
	}
	rest := string(w.file.Data[end : n.Off-n.Col+len(line)])
	tail := strings.TrimLeft(rest, " ,")
	if !strings.HasPrefix(tail, "]") {
		return
	}
	if _, twice := w.flow[n.Line]; twice {
		delete(w.flow, n.Line)
		return
	}
	w.flow[n.Line] = line[:n.Col] + "[" + strings.Join(texts, ", ") + tail
}

// line is the text of a line with what tidying leaves of it.
func (w *writer) line(l int) string {
	if w.inside[l] {
		return w.lines[l]
	}
	text := w.lines[l]
	if t, ok := w.flow[l]; ok {
		text = t
	}
	return strings.TrimRight(text, " \t")
}

// tidy only removes blanks and surplus blank lines.
func (w *writer) tidy() {
	blank := 0
	for l := range w.lines {
		text := w.line(l)
		if text == "" && !w.inside[l] {
			if blank++; blank > 1 {
				continue
			}
		} else {
			blank = 0
		}
		w.out.WriteString(text + "\n")
	}
}

// plain reports whether every item is a mapping with each key in a line of its own.
func (w *writer) plain(root *source.Node) bool {
	if root.Off < len(w.file.Data) && w.file.Data[root.Off] == '[' {
		return false
	}
	for _, item := range root.Kids {
		if item.Kind != source.Mapping || item.Off < len(w.file.Data) && w.file.Data[item.Off] == '{' || len(item.Kids) == 0 {
			return false
		}
		dash := strings.TrimLeft(w.lines[item.Line], " ")
		if !strings.HasPrefix(dash, "- ") {
			return false
		}
		last := -1
		for i := 0; i < len(item.Kids); i += 2 {
			k := item.Kids[i]
			if k.Kind != source.ScalarNode || k.Line <= last || k.Col != item.Col || item.Kids[i+1].Line < k.Line {
				return false
			}
			last = k.Line
		}
	}
	return true
}

// piece is a key with the lines of its value and the comments before it.
type piece struct {
	key      string
	comments []int
	lines    []int
}

func (w *writer) items(root *source.Node) {
	next := 0 // the first line not written
	for i, item := range root.Kids {
		end := len(w.lines)
		if i+1 < len(root.Kids) {
			end = w.leading(root.Kids[i+1].Line, item.Line)
		} else {
			end = w.trailing(item, end)
		}
		w.between(next, item.Line, i == 0, item)
		w.item(item, end)
		next = end
	}
	w.between(next, len(w.lines), false, nil)
}

// leading is where the comments and blank lines before a line begin.
func (w *writer) leading(line, after int) int {
	for line-1 > after && !w.inside[line-1] && aside(w.lines[line-1]) {
		line--
	}
	return line
}

// trailing is where the comments and blank lines at the end of the file begin.
func (w *writer) trailing(item *source.Node, end int) int { return w.leading(end, item.Line) }

func aside(line string) bool {
	t := strings.TrimSpace(line)
	return t == "" || t[0] == '#' || t == "---" || t == "..."
}

// between writes the comments between two items, with at most one blank line in a row.
func (w *writer) between(from, to int, first bool, item *source.Node) {
	wrote, blank := false, false
	for l := from; l < to; l++ {
		text := strings.TrimSpace(w.lines[l])
		if text == "" {
			blank = true
			continue
		}
		if blank && (wrote || !first) {
			w.out.WriteByte('\n')
		}
		w.out.WriteString(text + "\n")
		wrote, blank = true, false
	}
	isRule := item != nil && len(item.Kids) > 0 && item.Kids[0].Value == "rule"
	if item != nil && (blank && (wrote || !first) || isRule && !wrote && !first) {
		w.out.WriteByte('\n')
	}
}

func (w *writer) item(item *source.Node, end int) {
	var pieces []piece
	start := item.Line
	for i := 0; i < len(item.Kids); i += 2 {
		stop := end
		if i+2 < len(item.Kids) {
			stop = w.leading(item.Kids[i+2].Line, item.Kids[i].Line)
		}
		p := piece{key: item.Kids[i].Value}
		for l := start; l < stop; l++ {
			if l < item.Kids[i].Line {
				p.comments = append(p.comments, l)
			} else {
				p.lines = append(p.lines, l)
			}
		}
		pieces = append(pieces, p)
		start = stop
	}
	if unique(pieces) {
		slices.SortStableFunc(pieces[1:], func(a, b piece) int { return rank(a.key) - rank(b.key) })
	}
	shift := 2 - item.Col
	for i, p := range pieces {
		for _, l := range p.comments {
			if t := strings.TrimSpace(w.lines[l]); t != "" {
				w.out.WriteString("  " + t + "\n")
			}
		}
		for j, l := range p.lines {
			text := w.line(l)
			if j == 0 && i == 0 {
				w.out.WriteString("- " + strings.TrimLeft(text[min(item.Col, len(text)):], " ") + "\n")
				continue
			}
			if strings.TrimSpace(text) == "" {
				if w.inside[l] {
					w.out.WriteByte('\n')
				}
				continue
			}
			w.out.WriteString(moved(text, shift) + "\n")
		}
	}
}

// moved shifts a line's indentation.
func moved(text string, shift int) string {
	n := indent(text)
	return strings.Repeat(" ", max(0, n+shift)) + text[n:]
}

func rank(key string) int {
	if i := slices.Index(order, key); i >= 0 {
		return i
	}
	return len(order)
}

func unique(pieces []piece) bool {
	seen := map[string]bool{}
	for _, p := range pieces {
		if seen[p.key] {
			return false
		}
		seen[p.key] = true
	}
	return true
}

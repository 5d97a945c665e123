package explain

import (
	"bufio"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"strings"

	"github.com/falcoc/falcoc/compiler"
)

// Style says how a tree is written as text.
type Style struct {
	Colour bool
	Depth  int // levels shown; 0 for all
	Short  bool
	Indent string
}

const (
	red, green, yellow, dim, bold, plain = "\x1b[31m", "\x1b[32m", "\x1b[33m", "\x1b[2m", "\x1b[1m", "\x1b[0m"
)

func (s Style) paint(colour, text string) string {
	if !s.Colour || text == "" {
		return text
	}
	return colour + text + plain
}

// label is a node's own line.
func label(c *compiler.Part) string {
	switch c.Kind {
	case compiler.AndPart:
		return "and"
	case compiler.OrPart:
		return "or"
	case compiler.NotPart:
		return "not"
	case compiler.MacroPart:
		return "macro " + c.Macro
	}
	return clip(c.Text, 160)
}

func clip(s string, n int) string {
	if len(s) > n {
		return s[:n-3] + "..."
	}
	return s
}

// from is where a part comes from, in words.
func from(o *compiler.Origin) string {
	var b strings.Builder
	b.WriteString(place(o.At.String()))
	for _, l := range o.Via {
		fmt.Fprintf(&b, ", by %s %s", l.What, l.Name)
	}
	if o.By.File != nil {
		fmt.Fprintf(&b, ", brought by %s", place(o.By.String()))
	}
	return b.String()
}

// place is a position without its column.
func place(s string) string {
	if i := strings.LastIndexByte(s, ':'); i > 0 {
		return s[:i]
	}
	return s
}

// lists names the lists that a test's constants came from.
func lists(c *compiler.Part) (names []string) {
	seen := map[string]bool{}
	for i := range c.Items {
		if name, ok := c.Items[i].Origin.Through("list"); ok && !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	return names
}

// Items writes the items of a list with their origins.
func Items(w io.Writer, items []compiler.PartItem, s Style) error {
	out := bufio.NewWriter(w)
	for i := range items {
		fmt.Fprintf(out, "%s%s  %s\n", s.Indent, clip(items[i].Text, 160), s.paint(dim, "# "+from(&items[i].Origin)))
	}
	return out.Flush()
}

// ItemsJSON are the items of a list as the parts of one.
func ItemsJSON(name string, items []compiler.PartItem) *JSON {
	j := &JSON{Kind: "list", Text: name, Kids: []*JSON{}}
	for i := range items {
		k := jsonOf(&compiler.Part{Text: items[i].Text, Origin: items[i].Origin})
		k.Kind = "item"
		j.Kids = append(j.Kids, k)
	}
	return j
}

// Tree writes the parts of a condition with their origins.
func Tree(w io.Writer, c *compiler.Part, s Style) error {
	out := bufio.NewWriter(w)
	left := maxNodes
	writeParts(out, c, s, s.Indent, 1, &left)
	return out.Flush()
}

func writeParts(w *bufio.Writer, c *compiler.Part, s Style, indent string, depth int, left *int) {
	if *left--; *left < 0 {
		return
	}
	fmt.Fprintf(w, "%s%s", indent, label(c))
	note := from(&c.Origin)
	if names := lists(c); names != nil {
		note += "; items of " + strings.Join(names, ", ")
	}
	folded := s.Depth > 0 && depth >= s.Depth && len(c.Kids) > 0
	if folded {
		note += "; " + clip(c.Kids[0].Text, 60) + " ..."
	}
	fmt.Fprintf(w, "  %s\n", s.paint(dim, "# "+note))
	if folded {
		return
	}
	for _, k := range c.Kids {
		writeParts(w, k, s, indent+"  ", depth+1, left)
	}
}

// Text writes a verdict: the sentence, then the tree with what became of each part.
func (v *Verdict) Text(w io.Writer, s Style) error {
	out := bufio.NewWriter(w)
	colour := red
	if v.Matched {
		colour = green
	}
	fmt.Fprintf(out, "%s%s\n", s.Indent, s.paint(bold+colour, v.Why))
	s.node(out, v.Tree, s.Indent, 1)
	return out.Flush()
}

func (s Style) node(w *bufio.Writer, n *Node, indent string, depth int) {
	mark := " "
	if n.Decides {
		mark = ">"
	}
	colour := map[State]string{True: green, False: red, Absent: yellow}[n.State]
	text := label(n.Part)
	if n.Decides {
		text = s.paint(bold, text)
	}
	fmt.Fprintf(w, "%s%s %s  %s", indent, mark, s.paint(colour, fmt.Sprintf("%-6s", n.State)), text)
	var notes []string
	for _, v := range n.Values {
		if v.Absent {
			notes = append(notes, v.Field+" is not there")
		} else {
			notes = append(notes, fmt.Sprintf("%s = %q", v.Field, v.Text))
		}
	}
	if !s.Short {
		notes = append(notes, from(&n.Part.Origin))
	}
	fold := len(n.Kids) > 0 && (s.Depth > 0 && depth >= s.Depth || s.Short && !decisive(n))
	if fold {
		notes = append(notes, "...")
	}
	if len(notes) > 0 {
		fmt.Fprintf(w, "  %s", s.paint(dim, "# "+strings.Join(notes, "; ")))
	}
	w.WriteByte('\n')
	if fold {
		return
	}
	for _, k := range n.Kids {
		s.node(w, k, indent+"  ", depth+1)
	}
}

// decisive reports whether something below the node decides.
func decisive(n *Node) bool {
	if n.Decides {
		return true
	}
	for _, k := range n.Kids {
		if decisive(k) {
			return true
		}
	}
	return false
}

// JSON is a part for --format json.
type JSON struct {
	Kind    string   `json:"kind"`
	Text    string   `json:"text"`
	Macro   string   `json:"macro,omitempty"`
	At      string   `json:"at"`
	Via     []string `json:"via,omitempty"`
	By      string   `json:"brought_by,omitempty"`
	Lists   []string `json:"lists,omitempty"`
	State   State    `json:"state,omitempty"`
	Values  []Value  `json:"values,omitempty"`
	Decides bool     `json:"decides,omitempty"`
	Kids    []*JSON  `json:"parts,omitempty"`
}

var kindNames = [...]string{"test", "and", "or", "not", "macro"}

func jsonOf(c *compiler.Part) *JSON {
	j := &JSON{Kind: kindNames[c.Kind], Text: c.Text, Macro: c.Macro, At: c.Origin.At.String(), Lists: lists(c)}
	for _, l := range c.Origin.Via {
		j.Via = append(j.Via, l.What+" "+l.Name)
	}
	if c.Origin.By.File != nil {
		j.By = c.Origin.By.String()
	}
	return j
}

// PartJSON is the tree of a part.
func PartJSON(c *compiler.Part) *JSON {
	left := maxNodes
	return partJSON(c, &left)
}

func partJSON(c *compiler.Part, left *int) *JSON {
	*left--
	j := jsonOf(c)
	for _, k := range c.Kids {
		if *left > 0 {
			j.Kids = append(j.Kids, partJSON(k, left))
		}
	}
	return j
}

// VerdictJSON is a verdict for --format json.
type VerdictJSON struct {
	Matched bool     `json:"matched"`
	Why     string   `json:"why"`
	Decided []string `json:"decided_by"`
	Tree    *JSON    `json:"tree"`
}

// JSON is the verdict as data.
func (v *Verdict) JSON() *VerdictJSON {
	out := &VerdictJSON{Matched: v.Matched, Why: v.Why, Tree: nodeJSON(v.Tree), Decided: []string{}}
	for _, n := range v.Tests {
		out.Decided = append(out.Decided, n.Part.Text)
	}
	return out
}

func nodeJSON(n *Node) *JSON {
	j := jsonOf(n.Part)
	j.State, j.Values, j.Decides = n.State, n.Values, n.Decides
	for _, k := range n.Kids {
		j.Kids = append(j.Kids, nodeJSON(k))
	}
	return j
}

// MarshalJSON writes a verdict as JSON does.
func (v *Verdict) MarshalJSON() ([]byte, error) { return json.Marshal(v.JSON()) }

const page = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>%s</title><style>
body{font:15px/1.5 system-ui,sans-serif;margin:2rem;max-width:70rem;color-scheme:light dark}
code,summary,li{font-family:ui-monospace,monospace;font-size:13px}details,p.t{margin:.1rem 0 .1rem 1.3rem}summary{cursor:pointer}
.true{color:#1a7f37}.false{color:#cf222e}.absent{color:#9a6700}.o{opacity:.65}.d{font-weight:700}p.t{font-family:ui-monospace,monospace;font-size:13px}
</style><h1>%s</h1>`

// HTML writes a page of its own about a tree; why may be empty.
func HTML(w io.Writer, title, why string, facts [][2]string, tree *JSON) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, page, html.EscapeString(title), html.EscapeString(title))
	if why != "" {
		fmt.Fprintf(out, "<p class=d>%s</p>\n", html.EscapeString(why))
	}
	if len(facts) > 0 {
		out.WriteString("<dl>\n")
		for _, f := range facts {
			fmt.Fprintf(out, "<dt>%s<dd><code>%s</code>\n", html.EscapeString(f[0]), html.EscapeString(f[1]))
		}
		out.WriteString("</dl>\n")
	}
	if tree != nil {
		tree.html(out, 0)
	}
	out.WriteString("</html>\n")
	return out.Flush()
}

// openLevels is how many levels of a page's tree are unfolded at first.
const openLevels = 3

func (j *JSON) html(w *bufio.Writer, depth int) {
	text := j.Text
	switch j.Kind {
	case "and", "or", "not":
		text = j.Kind
	case "macro":
		text = "macro " + j.Macro
	}
	class := string(j.State)
	if j.Decides {
		class += " d"
	}
	note := j.At
	for _, v := range j.Via {
		note += ", by " + v
	}
	if j.By != "" {
		note += ", brought by " + j.By
	}
	line := fmt.Sprintf(`<span class="%s">%s</span>`, class, html.EscapeString(strings.TrimSpace(string(j.State)+" "+text)))
	for _, v := range j.Values {
		if v.Absent {
			line += " <i>" + html.EscapeString(v.Field) + " is not there</i>"
		} else {
			line += " <i>" + html.EscapeString(fmt.Sprintf("%s = %q", v.Field, v.Text)) + "</i>"
		}
	}
	line += ` <span class=o>` + html.EscapeString(note) + `</span>`
	if len(j.Kids) == 0 {
		fmt.Fprintf(w, "<p class=t>%s</p>\n", line)
		return
	}
	open := ""
	if depth < openLevels {
		open = " open"
	}
	fmt.Fprintf(w, "<details%s><summary>%s</summary>\n", open, line)
	for _, k := range j.Kids {
		k.html(w, depth+1)
	}
	w.WriteString("</details>\n")
}

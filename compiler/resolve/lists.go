// Package resolve turns collected texts into conditions: it writes exceptions
// out, puts list items in the place of list names, parses, and links macro
// references to the macros' conditions.
package resolve

import (
	"slices"
	"strings"

	"github.com/falcoc/falcoc/compiler/merge"
	"github.com/falcoc/falcoc/compiler/source"
)

// List is a list with the items of the lists that it names in their place.
type List struct {
	*merge.List
	Compiled []source.Text
	Refs     []string // names of lists that it names
	Used     bool
	joined   source.Text // what stands for the name in a condition
}

// Lists resolves lists and substitutes their names in conditions.
type Lists struct {
	All    []*List
	cache  *Cache
	byName map[string]int
	odd    []int // lists whose names hold delimiters
}

const (
	blanks     = " \t\n\r"
	delimiters = blanks + "(),="
)

var delimiter = func() (t [256]bool) {
	for i := range len(delimiters) {
		t[delimiters[i]] = true
	}
	return t
}()

// NewLists compiles the lists of a collector.
func NewLists(c *merge.Collector, cache *Cache) *Lists {
	ls := &Lists{cache: cache, byName: make(map[string]int, len(c.Lists))}
	for i, l := range c.Lists {
		ls.All = append(ls.All, &List{List: l})
		ls.byName[l.Name] = i
		if l.Name == "" || strings.ContainsAny(l.Name, delimiters) {
			ls.odd = append(ls.odd, i)
		}
	}
	for _, l := range ls.All {
		for _, item := range l.Items {
			ref := c.List(item.S)
			if ref == nil || ref.Index >= l.Visibility {
				l.Compiled = append(l.Compiled, item)
				continue
			}
			ls.All[ls.byName[ref.Name]].Used = true
			if !slices.Contains(l.Refs, ref.Name) {
				l.Refs = append(l.Refs, ref.Name)
			}
			at, _ := item.At(0)
			via := &source.Via{What: "list", Name: ref.Name, At: at}
			for _, it := range ref.Items {
				var b source.Builder
				b.AddVia(it, via)
				l.Compiled = append(l.Compiled, b.Text())
			}
			if len(l.Compiled) > maxItems {
				l.Compiled = l.Compiled[:maxItems]
			}
		}
	}
	return ls
}

// maxItems bounds what lists that name lists grow to.
const maxItems = 1 << 20

// quote puts quotes around text with a blank in it unless it has some. Nothing
// is escaped.
func quote(t source.Text) source.Text {
	if !strings.Contains(t.S, " ") || t.S[0] == '"' || t.S[0] == '\'' {
		return t
	}
	at, _ := t.At(0)
	end, _ := t.At(len(t.S))
	return source.Concat(source.Generated(`"`, at), t, source.Generated(`"`, end))
}

// join is what a list's name is replaced with.
func (l *List) join() source.Text {
	if l.joined.S == "" && len(l.Compiled) > 0 {
		var b source.Builder
		for _, it := range l.Compiled {
			if b.Len() > 0 {
				at, _ := it.At(0)
				b.Generate(", ", at, nil)
			}
			b.AddVia(quote(it), nil)
		}
		l.joined = b.Text()
	}
	return l.joined
}

// MaxText is how many bytes a condition may become, and maxNames how many list names
// may be replaced on the way.
const (
	MaxText  = 8 << 20
	maxNames = 1 << 14
)

// Substitute puts items in the place of list names. Lists are taken in the order
// of definition, so that the items of a list can name a list defined after it.
// It reports the names of the lists found, and false when the text grows too long.
func (ls *Lists) Substitute(t source.Text) (out source.Text, used []string, ok bool) {
	todo := ls.named(t.S, -1, nil)
	todo = append(todo, ls.odd...)
	names := 0
	for len(todo) > 0 {
		slices.Sort(todo)
		i := todo[0]
		todo = slices.DeleteFunc(todo, func(k int) bool { return k == i })
		l := ls.All[i]
		next, found := replaceName(t, l)
		if found == 0 {
			continue
		}
		names += found
		l.Used = true
		used = append(used, l.Name)
		t = next
		if len(t.S) > MaxText || t.Pieces() > maxItems || names > maxNames {
			return t, used, false
		}
		todo = ls.named(l.joined.S, i, todo)
	}
	return t, used, true
}

// named adds the lists behind after that text names to todo.
func (ls *Lists) named(text string, after int, todo []int) []int {
	for start := 0; start < len(text); {
		if delimiter[text[start]] {
			start++
			continue
		}
		end := start
		for end < len(text) && !delimiter[text[end]] {
			end++
		}
		if i, ok := ls.byName[text[start:end]]; ok && i > after && !slices.Contains(todo, i) {
			todo = append(todo, i)
		}
		start = end
	}
	return todo
}

// replaceName replaces each occurrence of the list's name that delimiters or the
// ends of the text surround, with the blanks around it, and counts them.
func replaceName(t source.Text, l *List) (source.Text, int) {
	if l.Name == "" {
		return t, 0
	}
	var b source.Builder
	done, from := 0, 0 // text before done has been written
	found := 0
	for {
		i := strings.Index(t.S[from:], l.Name)
		if i < 0 {
			break
		}
		start := from + i
		end := start + len(l.Name)
		if start > 0 && !delimiter[t.S[start-1]] || end < len(t.S) && !delimiter[t.S[end]] {
			from = start + 1
			continue
		}
		at, via := t.At(start)
		for start > done && strings.IndexByte(blanks, t.S[start-1]) >= 0 {
			start--
		}
		for end < len(t.S) && strings.IndexByte(blanks, t.S[end]) >= 0 {
			end++
		}
		sub := l.join()
		if sub.S == "" {
			if start > done && t.S[start-1] == ',' {
				start--
			} else if end < len(t.S) && t.S[end] == ',' {
				end++
			}
		}
		b.Add(t, done, start)
		link := &source.Via{What: "list", Name: l.Name, At: at, Up: via}
		if start > 0 && !(start == done && found > 0) {
			b.Generate(" ", at, link)
		}
		b.AddVia(sub, link)
		b.Generate(" ", at, link)
		found++
		done, from = end, end
	}
	if found == 0 {
		return t, 0
	}
	b.Add(t, done, len(t.S))
	return b.Text(), found
}

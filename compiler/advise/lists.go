package advise

import (
	"fmt"
	"slices"
	"strings"

	"github.com/falcoc/falcoc/compiler/diag"
	"github.com/falcoc/falcoc/compiler/items"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/compiler/typed"
	"github.com/falcoc/falcoc/grammar/ast"
)

// maxTold is how many items of one list are warned about.
const maxTold = 20

// repeats finds items that a list names twice.
func (a *adviser) repeats() {
	for _, s := range a.Steps {
		l, ok := s.(*items.List)
		if !ok {
			continue
		}
		seen := make(map[string]source.Pos, len(l.Items))
		told := 0
		for _, it := range l.Items {
			at, _ := it.At(0)
			first, again := seen[it.S]
			if !again {
				seen[it.S] = at
				continue
			}
			if told++; told > maxTold {
				break
			}
			d := &diag.Diagnostic{Primary: diag.At(at, len(it.S)), Context: l.Ctx, Labels: []diag.Label{{Span: diag.At(first, len(it.S)), Msg: "the first one is here"}}}
			d.Fix = dropItem(d.Primary)
			a.warn(d, CodeRepeated, fmt.Sprintf("list '%s' has the item '%s' twice", l.Name, it.S), "remove one of them")
		}
	}
}

// dropItem is the edit that removes an item of a YAML sequence: a line of its own, or
// the item with the comma before it.
func dropItem(at diag.Span) *diag.Fix {
	data := at.File.Data
	from, to := at.Off, min(at.End, len(data))
	if from > 0 && to < len(data) && (data[from-1] == '"' || data[from-1] == '\'') && data[to] == data[from-1] {
		from, to = from-1, to+1
	}
	i := from
	for i > 0 && (data[i-1] == ' ' || data[i-1] == '\t') {
		i--
	}
	if i > 0 && data[i-1] == '-' {
		for i--; i > 0 && data[i-1] == ' '; i-- {
		}
		end := to
		for end < len(data) && (data[end] == ' ' || data[end] == '\r') {
			end++
		}
		if i > 0 && data[i-1] == '\n' && end < len(data) && data[end] == '\n' {
			return &diag.Fix{Span: diag.Span{Pos: source.Pos{File: at.File, Off: i}, End: end + 1}}
		}
		return nil
	}
	for i > 0 && strings.IndexByte(" \t\r\n", data[i-1]) >= 0 {
		i--
	}
	if i > 0 && data[i-1] == ',' {
		return &diag.Fix{Span: diag.Span{Pos: source.Pos{File: at.File, Off: i - 1}, End: to}}
	}
	return nil
}

// hidden finds paths of a pmatch that lie below other ones, and texts of a startswith
// that begin with other ones.
func (v *visitor) hidden(p *typed.Pred) {
	paths := p.Op == typed.PMatch
	if !paths && !(p.Op == typed.StartsWith && p.Mod == typed.AnyOf) || len(p.Values) < 2 {
		return
	}
	l, ok := p.Test.Right.(*ast.List)
	if !ok || len(l.Elems) != len(p.Values) {
		return
	}
	type entry struct {
		text string
		i    int
	}
	all := make([]entry, 0, len(p.Values))
	for i, val := range p.Values {
		s := val.Data
		if paths {
			if strings.ContainsAny(s, "?*[") {
				continue
			}
			s = strings.TrimRight(s, "/") + "/"
		}
		all = append(all, entry{s, i})
	}
	slices.SortStableFunc(all, func(x, y entry) int { return strings.Compare(x.text, y.text) })
	told := 0
	for i, over := 1, 0; i < len(all); i++ {
		if !strings.HasPrefix(all[i].text, all[over].text) {
			over = i
			continue
		}
		if all[i].text == all[over].text || all[over].text == "" || all[over].text == "/" {
			continue
		}
		if told++; told > maxTold {
			return
		}
		short, long := l.Elems[all[over].i], l.Elems[all[i].i]
		d := v.Macros.Finding(v.rule.Cond, v.path, long.Sp, long.Sp.Start)
		d.Labels = append([]diag.Label{{Span: v.at(v.path, short.Sp), Msg: "covered by this item"}}, d.Labels...)
		v.warn(d, CodeHidden, fmt.Sprintf("'%s' has no effect beside '%s', with which it begins", long.Text, short.Text), "remove one of the two")
	}
}

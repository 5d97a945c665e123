package compiler

import (
	"github.com/falcoc/falcoc/compiler/resolve"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/grammar/ast"
)

// where finds pieces of a rule's condition and of the macros' in the files. macros
// are the texts of all.
func (c *rule) where(macros map[string]source.Text) func(macro string, sp ast.Span) (string, int, int) {
	return func(macro string, sp ast.Span) (string, int, int) {
		text := c.cond.Text
		if macro != "" {
			text = macros[macro]
		}
		at, _ := resolve.Place(text, sp)
		if at.File == nil {
			return "", 0, 0
		}
		line, col := at.File.LineCol(at.Off)
		return at.File.Name, line, col
	}
}

// macroTexts are the conditions of the macros by their names.
func (p *program) macroTexts() map[string]source.Text {
	texts := make(map[string]source.Text, len(p.macros.All))
	for _, m := range p.macros.All {
		texts[m.Name] = m.Condition.Text
	}
	return texts
}

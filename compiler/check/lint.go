package check

import (
	"fmt"
	"math"
	"strings"

	"github.com/falcoc/falcoc/compiler/typed"
	"github.com/falcoc/falcoc/vm/catalog"
)

// maxListed is how many values of one comparison are warned about.
const maxListed = 20

// lint warns about comparisons that load but cannot mean what they say.
func (c *checker) lint(p *typed.Pred, left *operand) {
	sp := p.Test.Sp
	for _, d := range predDifferences(p) {
		c.findings = append(c.findings, Finding{
			Code: CodeDiffers, Span: sp, Pos: sp.Start, Path: append(c.path[:0:0], c.path...), Diff: d.ID, Msg: d.Falco, Hint: d.Ours,
		})
	}
	if p.Right != nil || p.Op == typed.Exists {
		return
	}
	takesSet := p.Op == typed.In || p.Op == typed.Intersects || p.Op == typed.PMatch || p.Mod != typed.NoMod
	if takesSet && len(p.Values) == 0 && len(literals(p.Test.Right)) == 0 {
		if !(p.Op == typed.In && left.List) {
			c.warn(CodeNeverTrue, sp, "a comparison with an empty list is never true", "")
		}
		return
	}
	if p.Op == typed.Ne && p.Mod == typed.AnyOf && distinct(p.Values) > 1 {
		c.warn(CodeAlwaysTrue, sp, "every value differs from one of several values", "use '!= allof' or 'not ... in'")
	}
	if p.Op == typed.Ne && left.Operand.Field != nil && left.Operand.Field.Quantifier() == catalog.AnyAncestor {
		c.warn(CodeSuspicious, sp,
			fmt.Sprintf("'%s !=' is true when some ancestor differs, so nearly always", left.name),
			fmt.Sprintf("to say that no ancestor is equal write 'not %s ='", left.name))
	}
	texts := literals(p.Test.Right)
	if len(texts) != len(p.Values) {
		return // some could not be read, which has been reported
	}
	before := len(c.findings)
	for i := range p.Values {
		if len(c.findings)-before >= maxListed {
			break
		}
		switch kindOf(left.Type) {
		case numberKind:
			c.lintNumber(p, left, i)
		case stringKind:
			c.lintString(p, left, i)
		}
	}
}

func distinct(vs []typed.Literal) int {
	seen := map[string]bool{}
	for _, v := range vs {
		seen[v.Text] = true
	}
	return len(seen)
}

// lintNumber warns about numbers that wrap, are cut, or lie at the end of the
// type's range.
func (c *checker) lintNumber(p *typed.Pred, left *operand, i int) {
	v := p.Values[i]
	sp := literals(p.Test.Right)[i].Sp
	if left.Type == catalog.Double {
		return
	}
	bits := left.Type.Size() * 8
	signed := left.Type.IsSigned()
	value := fmt.Sprint(v.Num)
	if signed {
		value = fmt.Sprint(int64(v.Num))
	}
	digits := strings.TrimLeft(strings.TrimLeft(v.Text, " \t\n\v\f\r"), "+")
	if minus, ok := strings.CutPrefix(digits, "-"); ok {
		digits = "-" + strings.TrimLeft(minus, "0")
	} else {
		digits = strings.TrimLeft(digits, "0")
	}
	if (digits == "" || digits == "-") && v.Num == 0 {
		digits = value
	}
	if left.Type == catalog.Port && strings.Trim(v.Text, "0123456789") != "" {
		digits = value // a service name
	}
	switch {
	case digits == value:
	case strings.HasPrefix(digits, "-") && !signed:
		c.warn(CodeNumber, sp, fmt.Sprintf("%s is unsigned: %s is taken as %s", left.name, v.Text, value), "")
	default:
		c.warn(CodeNumber, sp, fmt.Sprintf("%s has %d bits: %s is taken as %s", left.name, bits, v.Text, value), "")
	}
	if left.Type == catalog.Mode && len(v.Text) > 1 && v.Text[0] == '0' {
		c.warn(CodeNumber, sp, fmt.Sprintf("numbers are decimal: %s is taken as %s", v.Text, value), "octal modes must be converted")
	}
	if p.Mod != typed.NoMod || left.Operand.Field != nil && left.Operand.Field.ID == catalog.FieldEvtNum {
		return
	}
	low, high := uint64(0), uint64(math.MaxUint64)>>(64-bits)
	if signed {
		low, high = ^uint64(0)<<(bits-1), 1<<(bits-1)-1
	}
	switch {
	case p.Op == typed.Lt && v.Num == low, p.Op == typed.Gt && v.Num == high:
		c.warn(CodeNeverTrue, p.Test.Sp, fmt.Sprintf("%s is never %s %s", left.name, p.Test.Op, value), "")
	case p.Op == typed.Ge && v.Num == low, p.Op == typed.Le && v.Num == high:
		c.warn(CodeAlwaysTrue, p.Test.Sp, fmt.Sprintf("%s is always %s %s", left.name, p.Test.Op, value),
			"to ask whether the field is there write 'exists'")
	}
}

// maxComm is the length of the names that the kernel keeps of a process.
const maxComm = 15

func (c *checker) lintString(p *typed.Pred, left *operand, i int) {
	v := p.Values[i]
	sp := literals(p.Test.Right)[i].Sp
	never := func(why string) { c.warn(CodeNeverTrue, sp, why, "") }
	equality := p.Op == typed.Eq || p.Op == typed.In || p.Op == typed.Intersects
	needsText := equality || p.Op == typed.Contains || p.Op == typed.StartsWith || p.Op == typed.EndsWith
	if v.Data == "" && p.Mod == typed.NoMod &&
		(p.Op == typed.Contains || p.Op == typed.IContains || p.Op == typed.StartsWith || p.Op == typed.EndsWith) {
		c.warn(CodeAlwaysTrue, sp, fmt.Sprintf("every text %s the empty text", p.Test.Op), "to ask whether the field is there write 'exists'")
	}
	if call := left.Operand.Call; call != nil && needsText {
		switch {
		case call.Fn == typed.ToLower && v.Data != lower(v.Data):
			never("the result of tolower has no upper-case letters")
		case call.Fn == typed.ToUpper && v.Data != upper(v.Data):
			never("the result of toupper has no lower-case letters")
		case call.Fn == typed.Basename && strings.Contains(v.Data, "/"):
			never("the result of basename has no slash")
		}
	}
	if f := left.Operand.Field; f != nil && equality {
		switch f.ID {
		case catalog.FieldProcName, catalog.FieldProcPname, catalog.FieldProcAname, catalog.FieldProcSname:
			if len(v.Data) > maxComm {
				c.warn(CodeNeverTrue, sp, fmt.Sprintf("%s has at most %d bytes, '%s' has %d", left.name, maxComm, v.Data, len(v.Data)),
					fmt.Sprintf("the kernel cuts it to '%s'", v.Data[:maxComm]))
			}
		case catalog.FieldEvtType, catalog.FieldSyscallType:
			if v.Data == "" {
				never("no event has an empty type")
			} else if name := reportedAs(v.Data); name != "" {
				c.warn(CodeNeverTrue, sp, fmt.Sprintf("no event has the type %s: the call is reported as %s", v.Data, name), "did you mean "+name+"?")
			}
		}
	}
}

func lower(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

func upper(s string) string {
	return strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' {
			return r - ('a' - 'A')
		}
		return r
	}, s)
}

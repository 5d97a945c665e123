// Package codegen turns rules into a bundle: it has them lowered to one graph of
// shared predicates and lays that out as registers, match tables, code and dispatch.
package codegen

import (
	"errors"
	"fmt"
	"math"

	"github.com/falcoc/falcoc/compiler/lower"
	"github.com/falcoc/falcoc/compiler/typed"
	"github.com/falcoc/falcoc/grammar/ast"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Rule is a checked rule. Info.Output is filled in from Output.
type Rule struct {
	Info   vm.RuleInfo
	Cond   typed.Expr
	Output *typed.Format
	Events catalog.EventSet // event types that can match, from check.Events
	// Where finds a piece of the text of a macro, or of the rule where macro is "". It
	// may be nil.
	Where func(macro string, span ast.Span) (file string, line, col int)
}

// Options of a build.
type Options struct {
	NoOptimize bool // every condition as it was written: no routing, no tables, no folding
	Inputs     []vm.Input
	Profile    *vm.Costs // of a run of these rules, or nil: what to expect of fields and tests

	without [numPasses]bool // for tests: the passes that are left out
}

// pass is a step that changes how a bundle decides, not what.
type pass uint8

// The passes, in the order in which they are taken, after those of compiler/lower.
const (
	share   pass = iota // shared.go: formulas that several formulas use are decided once
	tables              // tests.go, tables.go: one look-up decides the tests of one value
	order               // cost.go: what is cheap and likely to decide is asked first
	routes              // dispatch.go: look-ups name the rules that have a chance
	gates               // gates.go: rules without a route lie behind what they share
	filters             // filters.go: crowds of candidates are narrowed

	numPasses
)

func (b *builder) does(p pass) bool { return !b.opt.NoOptimize && !b.opt.without[p] }

// Build compiles the rules together. Their order is kept. Like in Falco, every
// rule also sees the asynchronous events of plugins.
func Build(rules []Rule, opt Options) (*vm.Bundle, error) {
	if len(rules) > math.MaxInt32 {
		return nil, errors.New("too many rules")
	}
	b := &builder{
		opt: opt, graph: lower.New(lower.Options{NoOptimize: opt.NoOptimize}),
		out:    &vm.Bundle{Info: vm.Info{Compiler: vm.Version, Engine: vm.EngineVersion, Schema: vm.SchemaVersion, Inputs: opt.Inputs}},
		consts: map[vm.Const]uint32{}, imports: map[string]uint32{},
	}
	// The passes, in order. Each uses what those before it have made.
	b.lower(rules)
	b.shared()
	b.tests()
	b.registers()
	b.code()
	b.dispatch()
	b.outputs(rules)
	b.places(rules)
	if b.err != nil {
		return nil, b.err
	}
	if err := vm.Verify(b.out); err != nil {
		return nil, fmt.Errorf("the compiled rules do not verify: %w", err)
	}
	return b.out, nil
}

// builder holds what the passes leave for each other.
type builder struct {
	opt   Options
	graph *lower.Graph
	out   *vm.Bundle

	variants [][]lower.Variant // by rule: its condition, by event types
	uses     []int             // by node: the places where live formulas use it
	live     []int             // live nodes, ascending
	sub      []int             // by node: 1 + index of its shared formula
	slot     []uint32          // by test of the graph: its slot
	order    []int             // live tests of the graph by slot
	table    []int             // by test of the graph: 1 + table
	chance   []float64         // by node: a guess how often it is true
	price    []float64         // by node: a guess what deciding it costs
	kids     [][]lower.Ref     // by node: its kids in the order of evaluation
	pc       map[lower.Ref]uint32
	consts   map[vm.Const]uint32
	imports  map[string]uint32
	err      error
}

// lower adds all conditions to the graph and specialises them by event type.
func (b *builder) lower(rules []Rule) {
	b.variants = make([][]lower.Variant, len(rules))
	for i := range rules {
		events := rules[i].Events
		events.Add(catalog.EvtAsynceventE)
		info := rules[i].Info
		info.Events = events
		b.out.Rules = append(b.out.Rules, info)
		b.variants[i] = b.graph.Specialise(b.graph.Condition(rules[i].Cond), events)
	}
}

// constant returns the index of a constant.
func (b *builder) constant(c vm.Const) uint32 {
	i, ok := b.consts[c]
	if !ok {
		i = uint32(len(b.out.Consts))
		b.consts[c] = i
		b.out.Consts = append(b.out.Consts, c)
	}
	return i
}

// run appends constants that must stand side by side and returns the first's index.
func (b *builder) run(consts []vm.Const) uint32 {
	if len(consts) == 1 {
		return b.constant(consts[0])
	}
	first := uint32(len(b.out.Consts))
	b.out.Consts = append(b.out.Consts, consts...)
	return first
}

// registers lays the registers of the graph out; their numbers are the graph's.
func (b *builder) registers() {
	for i := range b.graph.Regs {
		if i >= len(b.out.Regs) {
			b.out.Regs = append(b.out.Regs, b.register(&b.graph.Regs[i]))
		}
	}
}

func (b *builder) register(r *lower.Reg) vm.Register {
	out := vm.Register{Op: r.Op, Type: r.Type, List: r.List, Quant: r.Quant, First: uint32(len(b.out.Operands)), N: uint32(len(r.Args))}
	for _, a := range r.Args {
		b.out.Operands = append(b.out.Operands, uint32(a))
	}
	switch r.Op {
	case vm.RegField:
		text := r.Field.Text()
		i, ok := b.imports[text]
		if !ok {
			i = uint32(len(b.out.Imports))
			b.imports[text] = i
			b.out.Imports = append(b.out.Imports, vm.Import{Field: text, Type: r.Type, List: r.List})
		}
		out.Arg = i
	case vm.RegConst:
		out.Arg = b.constant(vm.Const{S: r.Const})
	case vm.RegGetopt:
		if !r.List {
			out.Arg = b.constant(vm.Const{S: r.Const})
		}
	}
	return out
}

// outputs compiles the output formats, which may need more registers.
func (b *builder) outputs(rules []Rule) {
	for i := range rules {
		if rules[i].Output == nil {
			continue
		}
		parts := make([]vm.OutputPart, len(rules[i].Output.Parts))
		for j, p := range rules[i].Output.Parts {
			parts[j] = vm.OutputPart{Text: p.Text, Reg: -1, Width: p.Width, Key: p.Key, Hidden: p.Hidden}
			if p.Value != nil {
				parts[j].Reg = b.graph.Operand(p.Value)
			}
		}
		b.out.Rules[i].Output = parts
	}
	b.registers()
}

// Package codegen turns rules into a bundle: it has them lowered to one graph of
// shared predicates and lays that out as registers, match tables, code and dispatch.
package codegen

import (
	"github.com/falcoc/falcoc/compiler/typed"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// Rule is a checked rule. Info.Output is filled in from Output.
type Rule struct {
	Info   vm.RuleInfo
	Cond   typed.Expr
	Output *typed.Format
	Events catalog.EventSet // event types that can match, from check.Events
}

// Options of a build.
type Options struct {
	NoOptimize bool // every condition as it was written: no routing, no tables, no folding
	Inputs     []vm.Input
}

// Build compiles the rules together. Their order is kept.
func Build(rules []Rule, opt Options) (*vm.Bundle, error) { return &vm.Bundle{}, nil }

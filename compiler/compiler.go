// Package compiler turns Falco rule files into checked rules. The stages are
// packages of their own: source reads text, items decodes YAML, merge collects
// items over files, resolve substitutes lists and macros, check gives meaning,
// and codegen, which takes this package's result, makes the bundle.
//
// Files are loaded as Falco loads them for validation: one on top of the other,
// everything compiled again after each, going on after a file that fails. Falco
// stops at a file's first error; Result keeps that verdict beside all findings.
package compiler

import (
	"errors"
	"slices"

	"github.com/falcoc/falcoc/compiler/advise"
	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/compiler/diag"
	"github.com/falcoc/falcoc/compiler/guards"
	"github.com/falcoc/falcoc/compiler/items"
	"github.com/falcoc/falcoc/compiler/merge"
	"github.com/falcoc/falcoc/compiler/schema"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/vm"
)

// Options of a compilation. The zero Options are those of Falco 0.45 with the
// container plugin.
type Options struct {
	Engine      items.Version            // 0.63.0 when zero
	Plugins     map[string]items.Version // container 0.7.1 when nil
	MinPriority *uint8                   // rules less urgent are left out; nil keeps all
	Selections  []Selection              // carried out in order after loading
}

func (o Options) withDefaults() Options {
	if o.Engine == (items.Version{}) {
		o.Engine = items.Version{0, 63, 0}
	}
	if o.Plugins == nil {
		o.Plugins = map[string]items.Version{"container": {0, 7, 1}}
	}
	return o
}

// Result is what became of the files.
type Result struct {
	Files       []FileResult // Falco's verdicts, in load order
	Fatal       string       // plugin requirements that are not satisfied; "" when all are
	Diagnostics diag.List    // all findings, sorted
	View        *View        // nil when something failed
	Rules       []codegen.Rule

	prog      *program // what compiled, also beside what failed
	collected *merge.Collector
	opt       Options
}

// OK says whether the files make a rule set.
func (r *Result) OK() bool { return r.View != nil }

// Bundle makes a bundle of the rules.
func (r *Result) Bundle(opt codegen.Options) (*vm.Bundle, error) {
	if !r.OK() {
		return nil, ErrFindings
	}
	for _, f := range r.Files {
		opt.Inputs = append(opt.Inputs, vm.Input{Name: f.File.Name, Hash: f.File.Hash})
	}
	b, err := codegen.Build(r.Rules, opt)
	if err != nil {
		return nil, err
	}
	b.Guards = vm.EncodeGuards(guards.Build(r.Rules))
	return b, nil
}

// ErrFindings says that the files make no rule set; the findings say why.
var ErrFindings = errors.New("the rules have errors")

// Report is the result for rendering.
func (r *Result) Report(tool, version string) *diag.Report {
	rep := &diag.Report{Tool: tool, Version: version, Findings: &r.Diagnostics, Fatal: r.Fatal}
	for i := range r.Files {
		f := &r.Files[i]
		rep.Files = append(rep.Files, f.File)
		rep.Verdicts = append(rep.Verdicts, diag.Verdict{Name: f.File.Name, Errors: f.Errors, Warnings: f.Warnings, Schema: f.Schema})
	}
	return rep
}

// maxWarnings is how many warnings a file's verdict holds.
const maxWarnings = 10000

// FileResult is Falco's verdict about one file: at most one error.
type FileResult struct {
	File     *source.File
	Errors   []*diag.Diagnostic
	Warnings []*diag.Diagnostic
	Schema   *diag.Schema // nil for a file without documents
}

// Successful says whether the file loaded.
func (f *FileResult) Successful() bool { return len(f.Errors) == 0 }

// Compile loads the files in order.
func Compile(files []*source.File, opt Options) *Result {
	opt = opt.withDefaults()
	res := &Result{opt: opt}
	parsed := make([]parsedFile, len(files))
	for i, f := range files {
		parsed[i] = parse(f)
	}
	strict := newCollector(opt)
	known := newCache()
	failed := false
	var last *program
	for i := range parsed {
		fr := FileResult{File: files[i], Schema: parsed[i].schema}
		report := func(d *diag.Diagnostic) bool {
			if d.BeyondFalco {
				res.Diagnostics.Add(d)
				return true
			}
			if d.Severity == diag.Error {
				fr.Errors = append(fr.Errors, d)
				return false
			}
			if len(fr.Warnings) < maxWarnings {
				fr.Warnings = append(fr.Warnings, d)
			}
			return true
		}
		if ok := load(strict, parsed[i].steps, report); ok {
			last = compileAll(strict, known, report)
		}
		failed = failed || !fr.Successful()
		res.Files = append(res.Files, fr)
		for _, d := range slices.Concat(fr.Errors, fr.Warnings) {
			if !isUnused(d) { // what one file does not use, a later one may
				res.Diagnostics.Add(d)
			}
		}
	}
	res.Fatal = strict.MissingPlugin(opt.Plugins)
	if failed {
		res.prog, res.collected = goOn(parsed, opt, known, &res.Diagnostics)
	} else if res.Fatal == "" {
		if last == nil {
			last = compileAll(strict, known, func(*diag.Diagnostic) bool { return true })
		}
		last.unused(&run{report: func(d *diag.Diagnostic) bool {
			res.Diagnostics.Add(d)
			return true
		}})
		res.View = last.view(strict)
		res.Rules = last.rules(opt)
		res.prog, res.collected = last, strict
	}
	if res.prog != nil {
		advise.Findings(res.prog.input(parsed, res.collected), &res.Diagnostics)
	}
	res.Diagnostics.Sort(files)
	return res
}

func isUnused(d *diag.Diagnostic) bool {
	return d.Code == "LOAD_UNUSED_MACRO" || d.Code == "LOAD_UNUSED_LIST"
}

type parsedFile struct {
	schema *diag.Schema
	steps  []items.Step
}

// parse reads a file as YAML and decodes its items.
func parse(f *source.File) parsedFile {
	docs, err := source.ParseYAML(f)
	if err == nil {
		p := parsedFile{steps: items.Decode(f, docs)}
		if len(docs) > 0 {
			p.schema = &diag.Schema{}
			p.schema.Valid, p.schema.Messages = schema.Check(docs)
		}
		return p
	}
	ctx := diag.FileStart(f)
	if !err.Conversion {
		ctx = &diag.Context{Up: ctx, Kind: "value for", File: f, Off: err.Off, Line: err.Line, Col: err.Col, End: err.Off}
	}
	return parsedFile{steps: []items.Step{&diag.Diagnostic{Code: "LOAD_ERR_YAML_PARSE", Message: err.Msg, Hint: err.Hint(), FalcoMessage: err.Error(), Context: ctx,
		Primary: diag.At(source.Pos{File: f, Off: min(err.Off, len(f.Data))}, 0)}}}
}

func newCollector(opt Options) *merge.Collector {
	return merge.New(merge.Options{Engine: opt.Engine, Sources: []string{"syscall"}, ValidField: validField})
}

// load carries out a file's steps until report asks to stop.
func load(c *merge.Collector, steps []items.Step, report func(*diag.Diagnostic) bool) bool {
	for _, s := range steps {
		for _, d := range c.Apply(s) {
			if !report(d) {
				return false
			}
		}
	}
	return true
}

// goOn looks for what else is wrong: all files are loaded without stopping at
// errors, and compiled once. What compiles is returned.
func goOn(parsed []parsedFile, opt Options, known *cache, out *diag.List) (*program, *merge.Collector) {
	c := newCollector(opt)
	report := func(d *diag.Diagnostic) bool {
		if !isUnused(d) { // what is broken may use it
			out.Add(d)
		}
		return true
	}
	for _, p := range parsed {
		load(c, p.steps, report)
	}
	return compileAll(c, known, report), c
}

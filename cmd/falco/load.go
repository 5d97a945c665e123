package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/compiler/diag"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/runtime/config"
)

// settings are the configuration and the rule files that it names.
type settings struct {
	*config.Result
	file  string
	rules []string
}

// watched are the rule files and directories that are there: a change means a reload.
func (s *settings) watched() []string {
	return slices.DeleteFunc(slices.Clone(s.rules), func(name string) bool {
		_, err := os.Stat(name)
		return err != nil
	})
}

// load reads the configuration. What Falco has and we have not is a warning, and so is
// a key that nobody knows, as in Falco.
func (o *options) load(stderr io.Writer) (*settings, error) {
	s := &settings{file: o.config}
	if s.file == "" {
		if _, err := os.Stat(installed); err == nil {
			s.file = installed
		}
	} else if _, err := os.Stat(s.file); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("Could not find configuration file at %s", s.file)
	}
	var set, rules []string
	for _, text := range o.set {
		key, value, ok := strings.Cut(text, "=")
		if !ok {
			return nil, fmt.Errorf("Error parsing config option %q. Must be of the form key=val or key.subkey=val", text)
		}
		if strings.HasPrefix(key, "rules_files") || key == "rules_file" {
			rules = append(rules, value)
			continue
		}
		if strings.HasSuffix(key, ".rule") || strings.HasSuffix(key, ".tag") {
			text = key + "=" + strconv.Quote(value) // a name, whatever YAML would make of it
		}
		set = append(set, text)
	}
	res, err := config.Load(config.Source{File: s.file, Overrides: set})
	if err != nil {
		return nil, err
	}
	var wrong []error
	for _, p := range res.Problems {
		switch {
		case strings.Contains(p.Msg, "rules_file"): // we read it
		case p.Warning || strings.HasPrefix(p.Msg, "unknown key"):
			p.Warning = true
			fmt.Fprintln(stderr, p)
		default:
			wrong = append(wrong, p)
		}
	}
	if len(wrong) > 0 {
		return nil, errors.Join(wrong...)
	}
	res.Problems = nil // they are told
	s.Result = res
	for _, file := range res.Files {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		if imp, err := config.Import(file, data); err == nil {
			s.rules = append(s.rules, imp.Rules...)
		}
	}
	s.rules = append(s.rules, rules...)
	if len(o.rules) > 0 {
		s.rules = o.rules
	}
	return s, nil
}

// readRules reads the rule files: of the configuration those that are there, as Falco
// does; of the command line all.
func (o *options) readRules(s *settings) ([]*source.File, error) {
	var files []*source.File
	for _, name := range s.rules {
		more, err := source.Read(name)
		if errors.Is(err, fs.ErrNotExist) && !slices.Contains(o.rules, name) || errors.Is(err, source.ErrNoFiles) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("Could not read rules: %w", err)
		}
		files = append(files, more...)
	}
	if len(files) == 0 {
		return nil, errors.New("You must specify at least one rules file/directory via -r or a rules_file entry in falco.yaml")
	}
	return files, nil
}

// compile compiles the rules for detection. Errors are printed in Falco's form.
func (o *options) compile(s *settings, stderr io.Writer) (*compiler.Result, error) {
	files, err := o.readRules(s)
	if err != nil {
		return nil, err
	}
	res := compiler.Compile(files, compiler.Options{})
	if res.OK() {
		for i := range res.Files {
			if f := &res.Files[i]; len(f.Warnings) > 0 {
				fmt.Fprintln(stderr, verbose(f))
			}
		}
		return res, nil
	}
	if res.Fatal != "" {
		return nil, errors.New(res.Fatal)
	}
	for i := range res.Files {
		if f := &res.Files[i]; !f.Successful() {
			return nil, errors.New(verbose(f))
		}
	}
	return nil, compiler.ErrFindings
}

// verbose is Falco's long text about a file.
func verbose(f *compiler.FileResult) string {
	b := &strings.Builder{}
	verdict := "Ok"
	if !f.Successful() {
		verdict = "Invalid"
	} else if len(f.Warnings) > 0 {
		verdict = "Ok, with warnings"
	}
	fmt.Fprintf(b, "%s: %s\n", f.File.Name, verdict)
	if f.Schema != nil && !f.Schema.Valid {
		fmt.Fprintf(b, "%d Schema warnings:\n", len(f.Schema.Messages))
		for _, m := range f.Schema.Messages {
			fmt.Fprintf(b, "------\n%s\n", m)
		}
		b.WriteString("------\n")
	}
	section := func(title string, list []*diag.Diagnostic) {
		if len(list) == 0 {
			return
		}
		fmt.Fprintf(b, "%d %s:\n", len(list), title)
		for _, d := range list {
			lead := "In "
			if d.Context != nil {
				for _, l := range d.Context.Locations() {
					b.WriteString(lead + l.Kind)
					if l.Name != "" {
						fmt.Fprintf(b, " '%s'", l.Name)
					}
					fmt.Fprintf(b, ": (%s:%d:%d)\n", l.Position, l.Line, l.Col)
					lead = "    "
				}
				fmt.Fprintf(b, "------\n%s\n------\n", strings.TrimSuffix(d.Context.Snippet(), "\n"))
			}
			code, _ := diag.Lookup(d.Code)
			fmt.Fprintf(b, "%s (%s): %s\n", d.Code, code.Short, d.Falco())
		}
	}
	section("Errors", f.Errors)
	section("Warnings", f.Warnings)
	return strings.TrimSuffix(b.String(), "\n")
}

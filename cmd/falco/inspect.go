package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
	"golang.org/x/sys/unix"
)

// falcoVersion is the Falco whose place this takes.
const falcoVersion = "0.45.0"

// versions are Falco's names for what this is made of.
func versions() map[string]string {
	return map[string]string{
		"falco_version": falcoVersion, "engine_version": engineNumber(), "engine_version_semver": vm.EngineVersion,
		"driver_schema_version": vm.SchemaVersion, "falcoc_version": vm.Version,
	}
}

func printVersion(out io.Writer, asJSON bool) error {
	if asJSON {
		return encode(out, versions())
	}
	_, err := fmt.Fprintf(out, "Falco version: %s (falcoc %s)\nEngine:        %s\nDriver:\n  Schema version: %s\n  Default driver: modern_ebpf\n",
		falcoVersion, vm.Version, vm.EngineVersion, vm.SchemaVersion)
	return err
}

// engineNumber is the minor version, which Falco counts engines by.
func engineNumber() string { return strings.Split(vm.EngineVersion, ".")[1] }

// encode writes JSON in one line.
func encode(out io.Writer, v any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err
	}
	_, err := out.Write(b.Bytes())
	return err
}

func (o *options) printFields(w io.Writer) error {
	if o.list != "" && o.list != "syscall" {
		return fmt.Errorf("Value for --list must be a valid source type")
	}
	out := bufio.NewWriter(w)
	if o.markdown && !o.names {
		fmt.Fprint(out, "Name | Type | Description\n:----|:-----|:-----------\n")
	}
	for i := range catalog.Fields {
		f := &catalog.Fields[i]
		if f.Has(catalog.TableOnly) {
			continue
		}
		kind := f.Type.String()
		if f.List {
			kind = "LIST(" + kind + ")"
		}
		switch {
		case o.names:
			fmt.Fprintln(out, f.Name)
		case o.markdown:
			fmt.Fprintf(out, "`%s` | %s | %s\n", f.Name, kind, strings.ReplaceAll(f.Doc, "|", `\|`))
		default:
			fmt.Fprintf(out, "%-30s %s (%s)\n", f.Name, f.Doc, kind)
		}
	}
	return out.Flush()
}

// printIgnored lists the calls that are left out without -A.
func printIgnored(out io.Writer) error {
	var names []string
	for i := range catalog.Syscalls {
		if c := &catalog.Syscalls[i]; c.Sets&catalog.SetHighVolume != 0 {
			names = append(names, "- "+c.Name+"\n")
		}
	}
	slices.Sort(names)
	_, err := io.WriteString(out, "Ignored syscall(s):\n"+strings.Join(names, ""))
	return err
}

func (o *options) printEvents(w io.Writer) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "The events below are valid for Falco *Schema Version*: %s\n", vm.SchemaVersion)
	if o.markdown {
		fmt.Fprint(out, "\nDir | Name | Params\n:---|:-----|:-----\n")
	}
	for id := range catalog.Events {
		info := catalog.EventID(id).Info()
		if info == nil || info.Name == "" || info.Flags&(catalog.OldVersion|catalog.Unused) != 0 {
			continue
		}
		dir := ">"
		if catalog.EventID(id).IsExit() {
			dir = "<"
		}
		var params []string
		for _, p := range info.Params {
			params = append(params, fmt.Sprintf("%v %s", p.Type, p.Name))
		}
		if o.markdown {
			fmt.Fprintf(out, "`%s` | **%s** | %s\n", dir, info.Name, strings.Join(params, ", "))
		} else {
			fmt.Fprintf(out, "%s %s(%s)\n", dir, info.Name, strings.Join(params, ", "))
		}
	}
	return out.Flush()
}

// printSupport writes what somebody who helps wants to know.
func (o *options) printSupport(s *settings, out io.Writer) error {
	var u unix.Utsname
	_ = unix.Uname(&u) // unknown parts stay empty
	text := func(b []byte) string { return unix.ByteSliceToString(b) }
	type file struct {
		Name    string `json:"name"`
		Variant struct {
			Engine string `json:"required_engine_version"`
			Text   string `json:"content"`
		} `json:"variants"`
	}
	rules := []file{}
	for _, name := range s.rules {
		list, err := source.Read(name)
		if err != nil {
			continue // a list of what is there
		}
		for _, f := range list {
			r := file{Name: f.Name}
			r.Variant.Text = string(f.Data)
			rules = append(rules, r)
		}
	}
	var config bytes.Buffer
	if err := s.Print(&config); err != nil {
		return err
	}
	return encode(out, map[string]any{
		"version": falcoVersion, "falcoc_version": vm.Version, "engine_info": map[string]string{"engine_version": engineNumber(), "engine_version_semver": vm.EngineVersion},
		"system_info": map[string]string{
			"sysname": text(u.Sysname[:]), "release": text(u.Release[:]), "version": text(u.Version[:]), "machine": text(u.Machine[:]), "nodename": text(u.Nodename[:]),
		},
		"cmdline": strings.Join(os.Args, " "), "config": config.String(), "rules_files": rules,
	})
}

// validateFiles is -V: a verdict about each file. Warnings go to standard error.
func (o *options) validateFiles(asJSON bool, stdout, stderr io.Writer) error {
	var files []*source.File
	for _, name := range o.validate {
		more, err := source.Read(name)
		if err != nil {
			return fmt.Errorf("Could not read rules: %w", err)
		}
		files = append(files, more...)
	}
	res := compiler.Compile(files, compiler.Options{})
	if res.Fatal != "" {
		return fmt.Errorf("%s", res.Fatal)
	}
	var described map[string]any
	if res.OK() && (o.describe || o.rule != "") {
		var err error
		if described, err = describe(res.View, o.rule); err != nil {
			return err
		}
	}
	if asJSON {
		var b bytes.Buffer
		if err := res.Report("falco", vm.Version).Write(&b, "falco-json", false); err != nil {
			return err
		}
		var doc map[string]any
		dec := json.NewDecoder(&b)
		dec.UseNumber()
		if err := dec.Decode(&doc); err != nil {
			return err
		}
		if described != nil {
			doc["falco_describe_results"] = described
		}
		if err := encode(stdout, doc); err != nil {
			return err
		}
	} else if err := o.writeVerdicts(res, stdout, stderr); err != nil {
		return err
	} else if described != nil {
		if err := o.describeText(res.View, stdout); err != nil {
			return err
		}
	}
	if !res.OK() {
		return errSaid
	}
	return nil
}

func (o *options) writeVerdicts(res *compiler.Result, stdout, stderr io.Writer) error {
	for i := range res.Files {
		f := &res.Files[i]
		text := verbose(f)
		if f.Successful() && len(f.Warnings) > 0 {
			fmt.Fprintln(stderr, text)
			text = f.File.Name + ": Ok, with warnings"
		}
		if _, err := fmt.Fprintln(stdout, text); err != nil {
			return err
		}
	}
	return nil
}

// describe is all that is known about the rule set, or about one rule.
func describe(v *compiler.View, only string) (map[string]any, error) {
	rules, macros, lists := []any{}, []any{}, []any{}
	for i := range v.Rules {
		r := &v.Rules[i]
		if only != "" && r.Name != only {
			continue
		}
		rules = append(rules, map[string]any{
			"info": map[string]any{
				"name": r.Name, "condition": r.Condition, "output": r.Output, "description": r.Description, "priority": r.Priority, "source": r.Source,
				"enabled": r.Enabled, "tags": some(r.Tags), "capture": r.Capture, "capture_duration": r.CaptureDuration,
			},
			"details": map[string]any{
				"condition_compiled": r.ConditionCompiled, "output_compiled": r.OutputCompiled, "events": some(r.Events),
				"macros": some(r.Macros), "lists": some(r.Lists), "plugins": []string{},
			},
		})
	}
	if only != "" {
		if len(rules) == 0 {
			return nil, fmt.Errorf("Rule %q is not loaded", only)
		}
		return map[string]any{"rules": rules}, nil
	}
	for i := range v.Macros {
		m := &v.Macros[i]
		macros = append(macros, map[string]any{
			"info":    map[string]any{"name": m.Name, "condition": m.Condition},
			"details": map[string]any{"condition_compiled": m.ConditionCompiled, "used": m.Used, "macros": some(m.Macros), "lists": some(m.Lists)},
		})
	}
	for i := range v.Lists {
		l := &v.Lists[i]
		lists = append(lists, map[string]any{
			"info":    map[string]any{"name": l.Name, "items": some(l.Items)},
			"details": map[string]any{"items_compiled": some(l.ItemsCompiled), "lists": some(l.Lists), "used": l.Used},
		})
	}
	return map[string]any{"required_engine_version": v.EngineVersion, "required_plugin_versions": []any{}, "rules": rules, "macros": macros, "lists": lists}, nil
}

// some is a list that JSON shows as [] when it is empty.
func some(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// describeText shows names with descriptions.
func (o *options) describeText(v *compiler.View, out io.Writer) error {
	b := bufio.NewWriter(out)
	fmt.Fprintf(b, "%-50s %s\n%-50s %s\n", "Rule", "Description", "----", "-----------")
	for i := range v.Rules {
		if r := &v.Rules[i]; o.rule == "" || r.Name == o.rule {
			fmt.Fprintf(b, "%-50s %s\n", r.Name, strings.TrimSpace(strings.ReplaceAll(r.Description, "\n", " ")))
		}
	}
	return b.Flush()
}

package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// maxFile bounds a configuration file, in bytes.
const maxFile = 1 << 20

// Source says what to read.
type Source struct {
	File      string   // the main file; "" for none
	Dirs      []string // directories of drop-in files that need not exist
	Overrides []string // KEY=VALUE, each after the files
	Getenv    func(string) string
}

// Result is what was read.
type Result struct {
	*Config
	Problems   []*Problem      // in the order of their places
	Files      []string        // that were read
	WatchPaths []string        // files and directories whose change means a new configuration
	Given      map[string]bool // keys that were given, such as "webserver.listen_port"
}

// Err joins the problems that are no warnings.
func (r *Result) Err() error {
	var errs []error
	for _, p := range r.Problems {
		if !p.Warning {
			errs = append(errs, p)
		}
	}
	return errors.Join(errs...)
}

// Warnings are the problems that falcod can live with.
func (r *Result) Warnings() []*Problem {
	return slices.DeleteFunc(slices.Clone(r.Problems), func(p *Problem) bool { return !p.Warning })
}

// Load reads a configuration. What is wrong with it is in the result; the error is
// that of a file that cannot be read.
func Load(src Source) (*Result, error) {
	if src.Getenv == nil {
		src.Getenv = os.Getenv
	}
	res := &Result{Config: Default(), Given: map[string]bool{}}
	doc := &document{root: &yaml.Node{Kind: yaml.MappingNode}, files: map[*yaml.Node]string{}}
	if src.File != "" {
		res.WatchPaths = append(res.WatchPaths, src.File)
		if err := res.read(doc, src.File, true); err != nil {
			return nil, err
		}
	}
	for _, dir := range append(res.more(doc, src.Getenv), src.Dirs...) {
		files, err := list(dir)
		switch {
		case err == nil:
		case errors.Is(err, fs.ErrNotExist):
			if !slices.Contains(src.Dirs, dir) {
				res.Problems = append(res.Problems, &Problem{File: nonEmpty(src.File, "configuration"), Warning: true, Msg: "config_files: " + dir + " is not there"})
			}
			continue
		default:
			return nil, fmt.Errorf("reading the configuration: %w", err)
		}
		res.WatchPaths = append(res.WatchPaths, dir)
		for _, file := range files {
			if slices.Contains(res.Files, file) {
				continue
			}
			if err := res.read(doc, file, false); err != nil {
				return nil, err
			}
		}
	}
	for _, o := range src.Overrides {
		if err := doc.override(o); err != nil {
			res.Problems = append(res.Problems, &Problem{File: "-o " + o, Msg: err.Error()})
		}
	}
	d := &decoder{doc: doc, getenv: src.Getenv, file: src.File, applied: res.Given}
	d.value(doc.root, reflectOf(res.Config), "", "")
	res.Problems = append(res.Problems, d.problems...)
	if k := res.Engine.Kind; k == "kmod" || k == "ebpf" {
		res.Engine.Kind = "modern_ebpf"
		res.Problems = append(res.Problems, &Problem{File: nonEmpty(src.File, "configuration"), Warning: true, Msg: "engine.kind " + k + " has no effect: falcod takes events by CO-RE eBPF programs, which need no building"})
	}
	for _, key := range res.transformed() {
		res.Problems = append(res.Problems, &Problem{File: nonEmpty(src.File, "configuration"), Warning: true, Msg: fmt.Sprintf("append_output: the member %s is always null, as in Falco; a text with fields is not: NAME: \"%%%s\"", key, key)})
	}
	for _, msg := range res.inconsistent() {
		res.Problems = append(res.Problems, &Problem{File: nonEmpty(src.File, "configuration"), Msg: msg})
	}
	return res, nil
}

// more are the drop-ins that the main file names.
func (r *Result) more(doc *document, getenv func(string) string) []string {
	var paths []string
	if n := doc.get("config_files"); n != nil && n.Kind == yaml.SequenceNode {
		for _, item := range n.Content {
			if item.Kind == yaml.ScalarNode {
				paths = append(paths, expand(item.Value, getenv))
			}
		}
	}
	return paths
}

// list is the file itself, or the YAML files of a directory in their order.
func list(path string) ([]string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return []string{path}, nil
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, err
	}
	var files []string
	for _, e := range entries {
		if ext := filepath.Ext(e.Name()); !e.IsDir() && (ext == ".yaml" || ext == ".yml") {
			files = append(files, filepath.Join(path, e.Name()))
		}
	}
	return files, nil
}

// read adds a file to the document. In a file that is dropped in, a list adds to the
// one before and any other key replaces it, as in Falco.
func (r *Result) read(doc *document, file string, first bool) error {
	f, err := os.Open(file)
	if err != nil {
		return fmt.Errorf("reading the configuration: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return fmt.Errorf("reading the configuration: %w", err)
	}
	if len(data) > maxFile {
		return fmt.Errorf("configuration %s is larger than %d bytes", file, maxFile)
	}
	r.Files = append(r.Files, file)
	root, p := parse(file, data)
	if p != nil {
		r.Problems = append(r.Problems, p)
	}
	if root == nil {
		return nil
	}
	if root.Kind != yaml.MappingNode {
		r.Problems = append(r.Problems, &Problem{File: file, Line: root.Line, Col: root.Column, Msg: "the configuration must be a mapping, not " + kindName(root)})
		return nil
	}
	if first {
		doc.root = root
		doc.files[root] = file
		return nil
	}
	for i := 0; i+1 < len(root.Content); i += 2 {
		k, v := root.Content[i], root.Content[i+1]
		doc.files[k], doc.files[v] = file, file
		for j := 0; j < i; j += 2 {
			if root.Content[j].Value == k.Value {
				r.Problems = append(r.Problems, &Problem{File: file, Line: k.Line, Col: k.Column, Msg: k.Value + " is given twice, first in line " + strconv.Itoa(root.Content[j].Line)})
			}
		}
		if k.Value == "config_files" {
			r.Problems = append(r.Problems, &Problem{File: file, Line: k.Line, Col: k.Column, Msg: "config_files belongs into the main file"})
			continue
		}
		old := doc.get(k.Value)
		if old != nil && old.Kind == yaml.SequenceNode && v.Kind == yaml.SequenceNode {
			for _, item := range v.Content {
				doc.files[item] = file
			}
			old.Content = append(old.Content, v.Content...)
			continue
		}
		doc.set(k, v)
	}
	return nil
}

// parse reads one document. The root is nil where there is none.
func parse(file string, data []byte) (*yaml.Node, *Problem) {
	var doc yaml.Node
	dec := yaml.NewDecoder(bytes.NewReader(data))
	if err := dec.Decode(&doc); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, nil
		}
		return nil, syntax(file, err)
	}
	var second yaml.Node
	if err := dec.Decode(&second); err == nil {
		return nil, &Problem{File: file, Line: second.Line, Col: max(second.Column, 1), Msg: "a file holds one document"}
	} else if !errors.Is(err, io.EOF) {
		return nil, syntax(file, err)
	}
	if len(doc.Content) == 0 || null(doc.Content[0]) {
		return nil, nil
	}
	return doc.Content[0], nil
}

// syntax turns "yaml: line 3: did not find …" into a problem with its place.
func syntax(file string, err error) *Problem {
	p := &Problem{File: file, Msg: strings.TrimPrefix(err.Error(), "yaml: ")}
	if rest, ok := strings.CutPrefix(p.Msg, "line "); ok {
		if num, msg, ok := strings.Cut(rest, ": "); ok {
			if line, err := strconv.Atoi(num); err == nil {
				p.Line, p.Col, p.Msg = line, 1, msg
			}
		}
	}
	return p
}

func (doc *document) get(key string) *yaml.Node { return member(doc.root, key) }

func member(n *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

func (doc *document) set(k, v *yaml.Node) { setMember(doc.root, k, v) }

func setMember(n, k, v *yaml.Node) {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == k.Value {
			n.Content[i], n.Content[i+1] = k, v
			return
		}
	}
	n.Content = append(n.Content, k, v)
}

// inconsistent says what is wrong between keys.
func (r *Result) inconsistent() []string {
	var msgs []string
	need := func(on bool, value, key, whose string) {
		if on && value == "" {
			msgs = append(msgs, key+" is needed for "+whose)
		}
	}
	need(r.File.Enabled, r.File.Filename, "file_output.filename", "file_output")
	need(r.Program.Enabled, r.Program.Program, "program_output.program", "program_output")
	need(r.HTTP.Enabled, r.HTTP.URL, "http_output.url", "http_output")
	need(r.OTLP.Enabled, r.OTLP.URL, "otlp_output.url", "otlp_output")
	need(r.Kafka.Enabled, strings.Join(r.Kafka.Brokers, ""), "kafka_output.brokers", "kafka_output")
	need(r.Kafka.Enabled, r.Kafka.Topic, "kafka_output.topic", "kafka_output")
	need(r.NATS.Enabled, r.NATS.URL, "nats_output.url", "nats_output")
	need(r.NATS.Enabled, r.NATS.Subject, "nats_output.subject", "nats_output")
	need(r.Webserver.Enabled && r.Webserver.SSL, r.Webserver.Certificate, "webserver.ssl_certificate", "webserver.ssl_enabled")
	need(r.Engine.Kind == "replay", r.Engine.Replay.File, "engine.replay.capture_file", "engine.kind replay")
	for name, q := range r.queues() {
		need(q.Policy == "spill", q.Dir, name+".queue.spill_directory", "policy spill")
	}
	for _, c := range r.Rules {
		pat := c.Enable
		if pat == nil {
			pat = c.Disable
		}
		if pat == nil || pat.Rule == "" && pat.Tag == "" {
			msgs = append(msgs, "each entry of rules needs enable or disable, with rule or tag")
		}
	}
	for _, a := range r.AppendOutput {
		seen := map[string]string{}
		for _, f := range a.Fields {
			if old, ok := seen[f.Key]; ok && (old != "" || f.Format != "") {
				msgs = append(msgs, "append_output: extra_fields has "+f.Key+" twice")
			}
			seen[f.Key] = f.Format
		}
	}
	if slices.Contains(r.Drops.Actions, "ignore") && len(r.Drops.Actions) > 1 && !slices.Equal(r.Drops.Actions, []string{"ignore"}) {
		for _, a := range r.Drops.Actions {
			if a != "ignore" && a != "exit" {
				msgs = append(msgs, "syscall_event_drops.actions: ignore goes with no "+a)
			}
		}
	}
	slices.Sort(msgs)
	return slices.Compact(msgs)
}

// transformed are the extra fields that are a transformer and no text with one.
func (c *Config) transformed() (keys []string) {
	for _, a := range c.AppendOutput {
		for _, f := range a.Fields {
			if f.Format == "" && strings.Contains(f.Key, "(") {
				keys = append(keys, f.Key)
			}
		}
	}
	return keys
}

// Spills reports whether an output writes to disk what waits.
func (c *Config) Spills() bool {
	for _, q := range c.queues() {
		if q.Policy == "spill" {
			return true
		}
	}
	return false
}

// queues are the queues of the outputs that are used.
func (c *Config) queues() map[string]*Queue {
	m := map[string]*Queue{}
	for _, o := range []struct {
		name string
		on   bool
		q    *Queue
	}{
		{"stdout_output", c.Stdout.Enabled, &c.Stdout.Queue}, {"syslog_output", c.Syslog.Enabled, &c.Syslog.Queue},
		{"file_output", c.File.Enabled, &c.File.Queue}, {"program_output", c.Program.Enabled, &c.Program.Queue},
		{"http_output", c.HTTP.Enabled, &c.HTTP.Queue}, {"otlp_output", c.OTLP.Enabled, &c.OTLP.Queue},
		{"kafka_output", c.Kafka.Enabled, &c.Kafka.Queue}, {"nats_output", c.NATS.Enabled, &c.NATS.Queue},
	} {
		if o.on {
			m[o.name] = o.q
		}
	}
	return m
}

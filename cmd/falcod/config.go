package main

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/falcoc/falcoc/runtime/alert"
	"github.com/falcoc/falcoc/vm"
	"github.com/spf13/pflag"
)

// cmdline is what the command line says.
type cmdline struct {
	bundle    string
	key       string
	replay    string
	json      bool
	matching  matching
	suggested bool
	fields    []string
	choices   []vm.Choice
	priority  priority
	stats     bool
	guards    bool
	given     bool
	profile   string
	record    recording
	buffer    byteSize
	maxThread int
	maxFD     int

	file      string
	overrides []string
	set       *pflag.FlagSet // what was given
}

func (c *cmdline) flags(f *pflag.FlagSet) {
	c.priority, c.set = priority(len(alert.Priorities)-1), f
	c.fileFlags(f)
	f.StringVar(&c.bundle, "bundle", "", "compiled rules, made by falcoc build (default: the built-in rules)")
	f.StringVar(&c.key, "require-signature", "", "refuse bundles that are not signed with this public key, a file made by falcoc bundle keygen")
	f.StringVar(&c.replay, "replay", "", "take the events from this capture instead of the kernel")
	f.BoolVar(&c.json, "json", false, "write alerts as JSON objects, one a line")
	f.Var(&c.matching, "rule-matching", "first: one alert an event, of the first rule that matches; all: of every rule")
	f.BoolVar(&c.suggested, "suggested-output", true, "append the suggested fields, such as the container's, to each alert")
	f.StringArrayVar(&c.fields, "append-field", nil, "add this field to output_fields of each alert (repeatable)")
	f.Var(&choice{&c.choices, true}, "enable", "enable rules by rule=PATTERN or tag=TAG, in the order given with --disable")
	f.Var(&choice{&c.choices, false}, "disable", "disable rules by rule=PATTERN or tag=TAG, in the order given with --enable")
	f.Var(&c.priority, "min-priority", "leave out rules that are less urgent than this")
	f.BoolVar(&c.stats, "stats", false, "write a summary to standard error at the end")
	f.StringVar(&c.profile, "profile", "", "count and time fields, tests and rules, which slows detection down, and write that to this file at the end")
	f.BoolVar(&c.guards, "guards", true, "let the kernel leave out events that no enabled rule can match")
	f.Var(&c.buffer, "buffer-size", "size of the kernel's buffer for each processor: a power of two, such as 4MB (default: as engine.modern_ebpf in the configuration says)")
	f.BoolVar(&c.given, "given-paths", false, "judge files by the paths that programs give only, as Falco does, not also by those that the kernel opened")
	c.record.flags(f)
	f.IntVar(&c.maxThread, "max-threads", 262144, "threads to keep in mind; events of others are judged without what is known of a thread")
	f.IntVar(&c.maxFD, "max-fds", 4096, "descriptors to keep in mind for each process")
}

// maxBundle bounds what is read as a bundle, in bytes.
const maxBundle = 1 << 30

// defaultBundle is the rules of rules/, compiled by "make build".
//
//go:embed default.fbc
var defaultBundle []byte

// loadBundle reads, checks and proves a bundle, the built-in one without a name, and
// tells its checksum. With a key file it must be signed with that key, the built-in one too.
func loadBundle(name, key string) (*vm.Bundle, string, error) {
	data := defaultBundle
	switch {
	case name != "":
		f, err := os.Open(name)
		if err != nil {
			return nil, "", fmt.Errorf("reading the bundle: %w", err)
		}
		defer f.Close()
		if data, err = io.ReadAll(io.LimitReader(f, maxBundle+1)); err != nil {
			return nil, "", fmt.Errorf("reading the bundle: %w", err)
		}
		if len(data) > maxBundle {
			return nil, "", fmt.Errorf("bundle %s: more than %d bytes", name, maxBundle)
		}
	case len(data) == 0:
		return nil, "", usageError{errors.New("this falcod was built without default rules: name a bundle with --bundle")}
	default:
		name = "(built in)"
	}
	b, err := vm.Decode(data)
	if err != nil {
		return nil, "", fmt.Errorf("bundle %s: %w", name, err)
	}
	if key != "" {
		if err := checkSignature(b, key); err != nil {
			return nil, "", fmt.Errorf("bundle %s: %w", name, err)
		}
	}
	if err := vm.Verify(b); err != nil {
		return nil, "", fmt.Errorf("bundle %s: %w", name, err)
	}
	sum := sha256.Sum256(data)
	return b, hex.EncodeToString(sum[:]), nil
}

// checkSignature holds the bundle against the public key in a file.
func checkSignature(b *vm.Bundle, file string) error {
	f, err := os.Open(file)
	if err != nil {
		return fmt.Errorf("reading the key: %w", err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, vm.MaxKeyFile))
	if err != nil {
		return fmt.Errorf("reading the key: %w", err)
	}
	key, err := vm.DecodeKey(vm.PublicKey, string(text))
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return b.CheckSignature(key)
}

// matching is true for "all".
type matching bool

func (m *matching) String() string {
	if *m {
		return "all"
	}
	return "first"
}

// Type names the value in the help text.
func (m *matching) Type() string { return "first|all" }

// Set reads the flag's value.
func (m *matching) Set(s string) error {
	switch strings.ToLower(s) {
	case "first":
		*m = false
	case "all":
		*m = true
	default:
		return errors.New("want first or all")
	}
	return nil
}

// priority is an index into alert.Priorities.
type priority uint8

func (p *priority) String() string { return strings.ToLower(alert.Priorities[*p]) }

// Type names the value in the help text.
func (p *priority) Type() string { return "PRIORITY" }

// Set reads the flag's value.
func (p *priority) Set(s string) error {
	for i, name := range alert.Priorities {
		if strings.EqualFold(s, name) || strings.EqualFold(s, "info") && name == "Informational" {
			*p = priority(i)
			return nil
		}
	}
	return fmt.Errorf("want one of %s", strings.ToLower(strings.Join(alert.Priorities[:], ", ")))
}

// choice appends to the steps that --enable and --disable make together.
type choice struct {
	steps  *[]vm.Choice
	enable bool
}

func (c *choice) String() string { return "" }

// Type names the value in the help text.
func (c *choice) Type() string { return "rule=PATTERN|tag=TAG" }

// Set reads the flag's value.
func (c *choice) Set(s string) error {
	kind, val, _ := strings.Cut(s, "=")
	step := vm.Choice{Enable: c.enable}
	switch {
	case val == "":
		return errors.New("want rule=PATTERN or tag=TAG")
	case kind == "rule":
		step.Rule = val
	case kind == "tag":
		step.Tag = val
	default:
		return errors.New("want rule=PATTERN or tag=TAG")
	}
	*c.steps = append(*c.steps, step)
	return nil
}

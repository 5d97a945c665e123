// Command falco takes Falco's command line and configuration, compiles the rules in
// process and detects with the engine of falcod, so that what runs Falco runs
// falcoc by another binary. What Falco has and this has not is said, never ignored.
//
// Exit codes are Falco's: 0 fine, 1 for everything else.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/falcoc/falcoc/compiler/schema"
	"github.com/falcoc/falcoc/runtime/config"
	"github.com/spf13/pflag"
)

// installed is the configuration that holds without -c.
const installed = "/etc/falco/falco.yaml"

// options are the command line.
type options struct {
	config    string
	rules     []string
	set       []string // -o
	validate  []string
	list      string
	listing   bool
	events    bool
	names     bool
	markdown  bool
	describe  bool
	rule      string
	seconds   int
	all       bool
	base64    bool
	dry       bool
	stats     string
	version   bool
	support   bool
	pages     bool
	ignored   bool
	plugins   bool
	verbose   bool
	unbuffed  bool
	capture   string
	print     string
	pidfile   string
	schema    bool
	ruleForm  bool
	plugin    string
	sources   []string
	noSources []string
}

// retired are options that Falco has given up, with what takes their place.
var retired = []struct{ short, long, instead string }{
	{"D", "", `-o "rules[].disable.rule=*SUBSTRING*"`},
	{"T", "", `-o "rules[].disable.tag=TAG"`},
	{"t", "", `-o "rules[].disable.rule=*" -o "rules[].enable.tag=TAG"`},
	{"S", "snaplen", "-o falco_libs.snaplen=LEN"},
	{"d", "daemon", "a service manager; the process stays in the foreground"},
	{"", "modern-bpf", "-o engine.kind=modern_ebpf"},
	{"g", "gvisor-config", "nothing: Falco has given gVisor up"},
	{"", "gvisor-generate-config", "nothing: Falco has given gVisor up"},
	{"", "gvisor-root", "nothing: Falco has given gVisor up"},
	{"", "k8s-node", "nothing: the data of pods comes from the container engines"},
	{"", "nodriver", "-o engine.kind=replay -o engine.replay.capture_file=FILE"},
	{"u", "userspace", "-o engine.kind=modern_ebpf"},
	{"k", "k8s-api", "nothing: the data of pods comes from the container engines"},
	{"K", "k8s-api-cert", "nothing: the data of pods comes from the container engines"},
	{"", "cri", `-o "container_engines.cri.sockets[]=PATH"`},
	{"", "disable-cri-async", "nothing: the first event of a container always waits a moment"},
	{"", "stats-interval", "-o metrics.enabled=true -o metrics.interval=TIME"},
	{"", "list-syscall-events", "--list-events"},
}

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := do(ctx, args, stdout, stderr)
	if err == nil {
		return 0
	}
	if err != errSaid {
		fmt.Fprintf(stderr, "Error: %v\n", err)
	}
	return 1
}

// errSaid ends the process with code 1 after the reason was printed.
var errSaid = errors.New("said")

func (o *options) flags() *pflag.FlagSet {
	f := pflag.NewFlagSet("falco", pflag.ContinueOnError)
	f.SortFlags = false
	f.SetOutput(io.Discard)
	f.StringVarP(&o.config, "config", "c", "", "configuration file (default: "+installed+")")
	f.BoolVarP(&o.all, "all-events", "A", false, "accepted: the events that rules and state need are always taken")
	f.BoolVarP(&o.base64, "print-base64", "b", false, "print data buffers in base64")
	f.StringArrayVar(&o.noSources, "disable-source", nil, "accepted for sources other than syscall, which are never loaded")
	f.BoolVar(&o.dry, "dry-run", false, "load configuration and rules and end")
	f.StringArrayVar(&o.sources, "enable-source", nil, "the one source is syscall")
	f.StringVarP(&o.capture, "events-file", "e", "", "take the events from this capture: -o engine.kind=replay -o engine.replay.capture_file=FILE")
	f.BoolVarP(&o.ignored, "ignored", "i", false, "print the calls that are ignored without -A and end")
	f.BoolVarP(&o.describe, "describe", "L", false, "show name and description of all rules, with json_output all about them, and end")
	f.StringVarP(&o.rule, "describe-rule", "l", "", "show name and description of this rule and end")
	f.StringVar(&o.list, "list", "", "list the fields, of this source, and end")
	f.Lookup("list").NoOptDefVal = " "
	f.BoolVar(&o.events, "list-events", false, "list the events and end")
	f.BoolVar(&o.plugins, "list-plugins", false, "list the plugins, of which there are none, and end")
	f.IntVarP(&o.seconds, "duration", "M", 0, "end after so many seconds")
	f.BoolVar(&o.markdown, "markdown", false, "with --list and --list-events: as Markdown")
	f.BoolVarP(&o.names, "names", "N", false, "with --list: names only")
	f.StringArrayVarP(&o.set, "option", "o", nil, "KEY=VALUE: set a key of the configuration")
	f.StringVarP(&o.print, "print", "p", "", "append this to every output; c, k and their long names mean the suggested fields")
	f.StringVarP(&o.pidfile, "pidfile", "P", "", "write the process id to this file")
	f.StringArrayVarP(&o.rules, "rules", "r", nil, "rules file or directory, instead of rules_files of the configuration")
	f.StringVarP(&o.stats, "stats", "s", "", "append a line of numbers to this file at the end")
	f.BoolVar(&o.support, "support", false, "print versions, configuration and rules as JSON and end")
	f.BoolVarP(&o.unbuffed, "unbuffered", "U", false, "write each alert at once")
	f.StringArrayVarP(&o.validate, "validate", "V", nil, "check this rules file and end")
	f.BoolVarP(&o.verbose, "verbose", "v", false, "accepted")
	f.BoolVar(&o.version, "version", false, "print versions and end")
	f.BoolVar(&o.pages, "page-size", false, "print the size of a page in bytes and end")
	f.StringVar(&o.plugin, "plugin-info", "", "print what is known of this plugin; there are none")
	f.BoolVar(&o.ruleForm, "rule-schema", false, "print the JSON schema of rule files and end")
	f.BoolVar(&o.schema, "config-schema", false, "print the JSON schema of the configuration and end")
	return f
}

// gaveUp says what takes the place of a retired option.
func gaveUp(args []string) error {
	for i, a := range args {
		if i > 0 && takesValue(args[i-1]) {
			continue
		}
		if a == "--" {
			return nil
		}
		for _, r := range retired {
			long, _, _ := strings.Cut(a, "=")
			if r.short != "" && strings.HasPrefix(a, "-"+r.short) && !strings.HasPrefix(a, "--") || r.long != "" && long == "--"+r.long {
				name := "--" + r.long
				if !strings.HasPrefix(a, "--") {
					name = "-" + r.short
				}
				return fmt.Errorf("the option %s is gone: use %s", name, r.instead)
			}
		}
	}
	return nil
}

func takesValue(arg string) bool {
	return len(arg) == 2 && strings.ContainsAny(arg[1:], "colrVMspPe") && arg[0] == '-' || arg == "--option" || arg == "--validate" || arg == "--print"
}

func do(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	if err := gaveUp(args); err != nil {
		return err
	}
	var o options
	f := o.flags()
	if err := f.Parse(args); err != nil {
		if errors.Is(err, pflag.ErrHelp) {
			_, err = fmt.Fprintf(stdout, "Falco - Cloud Native Runtime Security\nUsage:\n  falco [OPTION...]\n\n%s", f.FlagUsages())
			return err
		}
		return err
	}
	o.listing = f.Changed("list")
	o.list = strings.TrimSpace(o.list)
	if o.listing && o.list == "" && f.NArg() == 1 {
		o.list = f.Arg(0)
	} else if f.NArg() > 0 {
		return fmt.Errorf("unexpected argument %q", f.Arg(0))
	}
	if len(o.sources) > 0 && len(o.noSources) > 0 {
		return errors.New("You can not mix --enable-source and --disable-source")
	}
	for _, s := range o.sources {
		if s != "syscall" {
			return fmt.Errorf("Attempted enabling an unknown event source: %s", s)
		}
	}
	for _, s := range o.noSources {
		if s == "syscall" {
			return errors.New("Can not disable all event sources")
		}
	}
	if o.capture != "" {
		o.set = append(o.set, "engine.kind=replay", "engine.replay.capture_file="+o.capture)
	}
	if o.base64 {
		o.set = append(o.set, "buffer_format_base64=true")
	}
	cfg, err := o.load(stderr)
	if err != nil {
		return err
	}
	switch {
	case o.version:
		return printVersion(stdout, cfg.JSON)
	case o.pages:
		_, err := fmt.Fprintf(stdout, "Your system page size is: %d\n", os.Getpagesize())
		return err
	case o.schema:
		_, err := stdout.Write(config.Schema())
		return err
	case o.listing:
		return o.printFields(stdout)
	case o.events:
		return o.printEvents(stdout)
	case o.plugins:
		_, err := fmt.Fprintln(stdout, "0 Plugins Loaded:")
		return err
	case o.ignored:
		return printIgnored(stdout)
	case o.ruleForm:
		_, err := stdout.Write(schema.JSON())
		return err
	case o.plugin != "":
		return fmt.Errorf("plugin %q is not loaded: there are no plugins", o.plugin)
	case len(o.validate) > 0:
		return o.validateFiles(cfg.JSON, stdout, stderr)
	case o.support:
		return o.printSupport(cfg, stdout)
	}
	if o.seconds > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, time.Duration(o.seconds)*time.Second)
		defer cancel()
	}
	return o.detect(ctx, cfg, stdout, stderr)
}

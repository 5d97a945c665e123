package runtime_test

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/compiler/guards"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/conformance/golden"
	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/driver/bpf"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// guarded withholds what guards drop, as the kernel does.
type guarded struct {
	*scap.Reader
	g       *vm.Guards
	state   catalog.EventSet
	dropped int
	seen    int
}

func newGuarded(src *scap.Reader, g *vm.Guards) *guarded {
	return &guarded{Reader: src, g: g, state: bpf.StateEvents()}
}

func (s *guarded) Next(ev *driver.Event) error {
	for {
		if err := s.Reader.Next(ev); err != nil {
			return err
		}
		s.seen++
		if passes(s.g, ev, &s.state) {
			return nil
		}
		s.dropped++
	}
}

// passes decides as the kernel would that sees nothing but the event: a plain file is
// what is opened without O_DIRECTORY.
func passes(g *vm.Guards, ev *driver.Event, state *catalog.EventSet) bool {
	guard := g.Types[ev.Type]
	info := ev.Info()
	if guard == nil || !ev.Type.IsExit() || info.Origin != catalog.FromSyscall || info.Has(catalog.OldVersion) {
		return true
	}
	if state.Has(ev.Type) {
		ret, _ := ev.Return()
		switch info.Name {
		case "open", "openat", "openat2", "creat":
			flags, _ := ev.Uint(max(info.Param("flags"), 0))
			if ret >= 0 && (!g.FreeDescriptors || flags&catalog.O_DIRECTORY != 0) {
				return true
			}
		default:
			return true
		}
	}
	return decide(g, guard, ev, func(*vm.GuardTest) (bool, bool) { return false, false })
}

func decide(g *vm.Guards, guard *vm.Guard, ev *driver.Event, known func(*vm.GuardTest) (bool, bool)) bool {
	facts, unknown := guard.Numbers(func(param int) (uint64, bool) {
		if len(ev.Param(param)) > 8 {
			return 0, false
		}
		return ev.Uint(param)
	}, known)
	path, pathUnknown := uint64(0), ^uint64(0)
	if guard.Path >= 0 {
		if text := ev.Param(guard.Path); len(text) > 0 && text[len(text)-1] == 0 {
			path, pathUnknown = g.Paths.Read(text[:len(text)-1])
		}
	}
	return guard.Pass(facts, unknown, path, pathUnknown)
}

func upstream(t *testing.T) *vm.Bundle {
	t.Helper()
	dir := golden.Dir(t)
	var files []*source.File
	for _, name := range []string{"falco_rules.yaml", "falco-incubating_rules.yaml", "falco-sandbox_rules.yaml"} {
		data, err := os.ReadFile(filepath.Join(dir, "upstream-rules", name))
		if err != nil {
			t.Skip(err)
		}
		files = append(files, source.NewFile(name, data))
	}
	b, err := compiler.Compile(files, compiler.Options{}).Bundle(codegen.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

type match struct {
	ts   uint64
	rule string
}

func matches(t *testing.T, capture string, b *vm.Bundle, g *vm.Guards) (out []match, dropped, seen int) {
	t.Helper()
	src, err := scap.Open(capture)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	s := newGuarded(src, g)
	e, err := runtime.New(b, vm.NewSelection(b, debugPriority), s, runtime.Options{All: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Run(t.Context(), func(rule int) error {
		out = append(out, match{e.Ev.TS, b.Rules[rule].Name})
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return out, s.dropped, s.seen
}

// What the guards of the upstream rules drop changes no verdict: neither that of the
// dropped event nor, through the state, that of a later one.
func TestGuardsKeepVerdicts(t *testing.T) {
	b := upstream(t)
	sel := vm.NewSelection(b, debugPriority)
	g, err := b.SelectGuards(sel)
	if err != nil {
		t.Fatal(err)
	}
	captures, _ := filepath.Glob(filepath.Join(golden.Dir(t), "captures", "*.scap"))
	all, gone := 0, 0
	for _, capture := range captures {
		if tooLarge(capture) {
			continue
		}
		want, _, _ := matches(t, capture, b, &vm.Guards{})
		got, dropped, seen := matches(t, capture, b, g)
		all, gone = all+seen, gone+dropped
		if !slices.Equal(got, want) {
			t.Errorf("%s: %d matches with guards, %d without", filepath.Base(capture), len(got), len(want))
		}
	}
	t.Logf("%d of %d events dropped", gone, all)
	if all > 0 && gone == 0 {
		t.Error("the guards drop nothing")
	}
}

// Each condition of the conformance suite's kind, alone, against every event of the
// captures: a guard never drops what its rule matches.
func TestGuardsOfConditions(t *testing.T) {
	conditions := []string{
		`fd.name startswith /etc`, `fd.name = /etc/passwd`, `fd.name endswith .so.6`, `fd.name contains lib`, `not fd.name startswith /usr`,
		`fd.directory = /etc`, `fd.directory in (/tmp, /, /etc/ssl)`, `fd.filename = passwd`, `not fd.filename in (passwd, ld.so.cache)`,
		`fd.name pmatch (/etc, /usr/lib)`, `fd.nameraw contains ..`, `fd.name glob /etc/*`, `fd.num >= 0`, `fd.num = -1`, `not fd.num >= 0`, `fd.num exists`,
		`evt.is_open_read = true`, `evt.is_open_write = true`, `not evt.is_open_write = true`, `evt.is_open_read = false`, `evt.is_open_exec = true`,
		`evt.res = SUCCESS`, `evt.res != SUCCESS`, `evt.res startswith E`, `evt.res = ENOENT`, `not evt.res = ENOENT`, `evt.res contains U`,
		`evt.rawres >= 0`, `evt.rawres < 0`, `evt.rawres = 3`, `evt.rawres in (3, 4, -2)`, `not evt.rawres in (3, 4)`, `evt.failed = true`,
		`evt.arg.flags contains O_CREAT`, `evt.arg.flags contains O_`, `not evt.arg.flags contains O_TRUNC`, `evt.arg.name startswith /etc`, `evt.arg.name contains .`,
		`evt.arg.path startswith /tmp`, `evt.arg.mode contains S_IX`, `evt.rawarg.fd = 3`, `evt.rawarg.flags = 1`, `evt.arg.request contains ATTACH`,
		`evt.arg.domain contains AF_INET`, `evt.arg.cmd = F_GETFD`, `fs.path.name startswith /etc`, `fs.path.name contains passwd`,
		`container.id = host`, `container.id != host`, `not container.id = host`, `evt.arg.fd = 3`, `evt.arg[0] = 3`, `evt.arg.res = 0`, `fd.name = /`, `fd.directory = /`,
		`proc.name = cat`, `proc.name in (bash, sh, curl, ls)`, `not proc.name in (bash, sh)`, `proc.name != sh`, `user.uid = 0`, `user.uid > 0`, `user.uid < 1000`,
		`user.uid != 0`, `evt.type = connect and fd.net != "127.0.0.0/8"`, `evt.type = connect and fd.net = "127.0.0.0/8"`, `not fd.net = "127.0.0.0/8"`,
		`evt.type in (connect, accept, accept4) and fd.sip = "127.0.0.1"`, `fd.ip != "0.0.0.0"`, `fd.snet in ("10.0.0.0/8", "127.0.0.0/8")`, `not fd.snet in ("10.0.0.0/8")`,
		`fd.sport in (80, 443, 8080)`, `fd.port >= 1024`, `fd.cport > 1024`, `fd.lport <= 65535`, `not fd.sport = 80`, `fd.sport != 80`, `fd.typechar = 4`,
		`fd.typechar = 6`, `fd.type in (ipv4, ipv6)`, `fd.sockfamily = ip`, `fd.type = unix`, `fd.l4proto = tcp`, `fd.l4proto = udp`, `fd.l4proto != tcp`,
		`evt.type = connect and fd.rip = "8.8.8.8" and not proc.name = curl`,
		`(fd.name startswith /etc or fd.name startswith /usr) and evt.is_open_read = true and not fd.name endswith .so`,
		`evt.type in (open, openat, openat2) and not (fd.name startswith /etc and evt.rawres >= 0)`,
	}
	var text strings.Builder
	for i, c := range conditions {
		text.WriteString("- rule: r" + string(rune('A'+i/26)) + string(rune('a'+i%26)) + "\n  desc: d\n  condition: " + quoteYAML(c) + "\n  output: o\n  priority: INFO\n")
	}
	res := compiler.Compile([]*source.File{source.NewFile("rules.yaml", []byte(text.String()))}, compiler.Options{})
	var report strings.Builder
	_ = res.Report("test", "").Write(&report, "text", false)
	b, err := res.Bundle(codegen.Options{})
	if err != nil {
		t.Fatal(err, report.String())
	}
	byRule := guards.Build(res.Rules)
	single := make([]*vm.Guards, len(byRule))
	for i := range byRule {
		single[i] = vm.NewGuards(b, []int{i}, byRule)
	}
	captures, _ := filepath.Glob(filepath.Join(golden.Dir(t), "captures", "*.scap"))
	matched := 0
	for _, capture := range captures {
		if tooLarge(capture) {
			continue
		}
		src, err := scap.Open(capture)
		if err != nil {
			t.Fatal(err)
		}
		e, err := runtime.New(b, vm.NewSelection(b, debugPriority), src, runtime.Options{All: true})
		if err != nil {
			t.Fatal(err)
		}
		err = e.Run(t.Context(), func(rule int) error {
			matched++
			info := e.Ev.Info()
			g := single[rule].Types[e.Ev.Type]
			if g == nil || !e.Ev.Type.IsExit() || info.Has(catalog.OldVersion) || info.Origin != catalog.FromSyscall {
				return nil
			}
			if !decide(single[rule], g, &e.Ev, func(t *vm.GuardTest) (bool, bool) { return kernelKnows(e, t) }) {
				t.Errorf("%s: %s: event %d (%s) matches and is dropped", filepath.Base(capture), b.Rules[rule].Condition, e.Ev.TS, info.Name)
			}
			return nil
		})
		src.Close()
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d matches", matched)
	if matched == 0 && len(captures) > 0 {
		t.Error("no condition matches")
	}
}

func quoteYAML(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// kernelKnows decides a test of what the kernel knows, as far as the event and the state
// before it show that.
func kernelKnows(e *runtime.Engine, t *vm.GuardTest) (holds, ok bool) {
	th := e.Fields.St.Thread
	if t.Op == vm.GuardHost || th == nil {
		return false, false
	}
	if t.Op == vm.GuardUser {
		return uint64(th.UID) >= t.A && uint64(th.UID) <= t.B, true
	}
	if t.Op == vm.GuardName {
		var name [16]byte
		copy(name[:15], th.Comm)
		return binary.LittleEndian.Uint64(name[:8]) == t.A && binary.LittleEndian.Uint64(name[8:]) == t.B, true
	}
	var tuple []byte
	switch e.Ev.Info().Name {
	case "connect", "accept", "accept4":
		tuple = e.Ev.Param(1)
	}
	if len(tuple) == 0 {
		return false, false
	}
	switch {
	case t.Op == vm.GuardFamily:
		family := map[byte]uint64{2: vm.FamilyIPv4, 10: vm.FamilyIPv6, 1: vm.FamilyUnix}[tuple[0]]
		return family&t.A != 0, family != 0
	case t.Op == vm.GuardProto:
		fd := e.Fields.St.FD
		proto := map[uint8]uint64{driver.L4TCP: 6, driver.L4UDP: 17}[fd.L4]
		return proto == t.A, proto != 0
	case tuple[0] == 2 && t.Op == vm.GuardPort:
		near, far := uint64(tuple[5])|uint64(tuple[6])<<8, uint64(tuple[11])|uint64(tuple[12])<<8
		return near >= t.A && near <= t.B || far >= t.A && far <= t.B, far != 0
	case tuple[0] == 2 && t.Op == vm.GuardEnd:
		near, far := binary.LittleEndian.Uint32(tuple[1:]), binary.LittleEndian.Uint32(tuple[7:])
		return near&uint32(t.B) == uint32(t.A) || far&uint32(t.B) == uint32(t.A), true
	}
	return false, false
}

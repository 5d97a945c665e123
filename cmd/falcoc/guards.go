package main

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"net"
	"slices"
	"strings"

	"github.com/falcoc/falcoc/compiler"
	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// guardsOf explains the guards of a bundle, or of rule files.
func guardsOf(out io.Writer, args []string) error {
	var b *vm.Bundle
	if len(args) == 1 && strings.HasSuffix(args[0], ".fbc") {
		var err error
		if b, _, err = readBundle(args[0]); err != nil {
			return err
		}
	} else {
		files, err := source.Read(args...)
		if err != nil {
			return err
		}
		if b, err = compiler.Compile(files, compiler.Options{}).Bundle(codegen.Options{}); err != nil {
			return err
		}
	}
	w := bufio.NewWriter(out)
	if err := explainGuards(w, b); err != nil {
		return err
	}
	return w.Flush()
}

// explainGuards prints for each event type what the kernel lets through with all
// of the bundle's enabled rules, and for which rules.
func explainGuards(w io.Writer, b *vm.Bundle) error {
	all, err := vm.DecodeGuards(b.Guards, len(b.Rules))
	if err != nil {
		return err
	}
	rules := vm.NewSelection(b, 7).Enabled()
	g := vm.NewGuards(b, rules, all)
	for id := range catalog.EventID(catalog.NumEvents) {
		info := id.Info()
		if !id.IsExit() || info.Flags&catalog.OldVersion != 0 || info.Origin != catalog.FromSyscall {
			continue
		}
		var asking []int
		for _, r := range rules {
			if b.Rules[r].Events.Has(id) {
				asking = append(asking, r)
			}
		}
		if len(asking) == 0 {
			continue
		}
		what := "filtered"
		if g.Types[id] == nil {
			what = "all pass"
		}
		if g.Identity.Has(id) {
			what += ", with what their descriptor is"
		}
		fmt.Fprintf(w, "%s (type %d): %s\n", info.Name, id, what)
		for _, r := range asking {
			if all == nil {
				fmt.Fprintf(w, "    %s\n        anything: the bundle has no guards\n", b.Rules[r].Name)
				continue
			}
			for _, rg := range all[r] {
				if rg.Events.Has(id) {
					fmt.Fprintf(w, "    %s\n", b.Rules[r].Name)
					for _, atoms := range rg.Any {
						fmt.Fprintf(w, "        %s\n", clauseText(info, atoms))
					}
				}
			}
		}
	}
	descriptors := "pass, because a rule looks at descriptors in a way that needs them all"
	if g.FreeDescriptors {
		descriptors = "pass only where a rule wants them; other events say what their descriptor is"
	}
	_, err = fmt.Fprintf(w, "making, copying and closing of files, pipes and TCP sockets: %s\n", descriptors)
	return err
}

func clauseText(info *catalog.EventInfo, atoms []vm.GuardAtom) string {
	if len(atoms) == 0 {
		return "anything"
	}
	parts := make([]string, len(atoms))
	for i := range atoms {
		parts[i] = atomText(info, &atoms[i])
	}
	slices.Sort(parts)
	return strings.Join(parts, " and ")
}

const maxAlternatives = 6

func atomText(info *catalog.EventInfo, a *vm.GuardAtom) string {
	var alts []string
	for _, t := range a.Tests {
		name := ""
		if int(t.Param) < len(info.Params) {
			name = info.Params[t.Param].Name
		}
		from, to := int64(t.A), int64(t.B)
		switch {
		case t.Op.Known():
			alts = append(alts, knownText(&t))
		case t.Op == vm.GuardBits:
			alts = append(alts, fmt.Sprintf("%s & %#x", name, t.A))
		case from == to:
			alts = append(alts, fmt.Sprintf("%s = %d", name, from))
		case from == math.MinInt64:
			alts = append(alts, fmt.Sprintf("%s <= %d", name, to))
		case to == math.MaxInt64:
			alts = append(alts, fmt.Sprintf("%s >= %d", name, from))
		default:
			alts = append(alts, fmt.Sprintf("%d <= %s <= %d", from, name, to))
		}
	}
	for _, p := range a.Patterns {
		name := "path"
		if int(a.Param) < len(info.Params) {
			name = info.Params[a.Param].Name
		}
		switch p.Place {
		case vm.PatternWhole:
			alts = append(alts, fmt.Sprintf("%s = %s", name, p.Text))
		case vm.PatternPrefix:
			alts = append(alts, fmt.Sprintf("%s = %s*", name, p.Text))
		case vm.PatternSuffix:
			alts = append(alts, fmt.Sprintf("%s = *%s", name, p.Text))
		case vm.PatternFolder:
			alts = append(alts, fmt.Sprintf("%s in %s", name, p.Text))
		default:
			alts = append(alts, fmt.Sprintf("%s = *%s*", name, p.Text))
		}
	}
	if n := len(alts); n > maxAlternatives {
		alts = append(alts[:maxAlternatives], fmt.Sprintf("… %d more", n-maxAlternatives))
	}
	s := strings.Join(alts, " or ")
	if len(alts) > 1 {
		s = "(" + s + ")"
	}
	if a.Not {
		s = "not " + s
	}
	return s
}

// knownText is a test of what the kernel knows of the task or of a socket.
func knownText(t *vm.GuardTest) string {
	switch t.Op {
	case vm.GuardHost:
		return "on the host"
	case vm.GuardFamily:
		var families []string
		for i, name := range []string{"ipv4", "ipv6", "unix"} {
			if t.A>>i&1 != 0 {
				families = append(families, name)
			}
		}
		return "socket is " + strings.Join(families, "/")
	case vm.GuardProto:
		return fmt.Sprintf("socket's protocol is %s", map[uint64]string{6: "tcp", 17: "udp"}[t.A])
	case vm.GuardEnd:
		var addr, mask [4]byte
		binary.LittleEndian.PutUint32(addr[:], uint32(t.A))
		binary.LittleEndian.PutUint32(mask[:], uint32(t.B))
		ones, _ := net.IPMask(mask[:]).Size()
		return fmt.Sprintf("an end is in %s/%d", net.IP(addr[:]), ones)
	case vm.GuardPort:
		if t.A == t.B {
			return fmt.Sprintf("a port is %d", t.A)
		}
		return fmt.Sprintf("a port is in %d-%d", t.A, t.B)
	case vm.GuardName:
		var name [16]byte
		binary.LittleEndian.PutUint64(name[:8], t.A)
		binary.LittleEndian.PutUint64(name[8:], t.B)
		return "process is " + strings.TrimRight(string(name[:]), "\x00")
	case vm.GuardUser:
		if t.A == t.B {
			return fmt.Sprintf("user is %d", t.A)
		}
		return fmt.Sprintf("user is in %d-%d", t.A, t.B)
	}
	return fmt.Sprintf("test %d", t.Op)
}

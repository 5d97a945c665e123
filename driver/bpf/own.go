package bpf

import (
	"errors"
	"maps"
	"slices"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/btf"
	"github.com/falcoc/falcoc/vm/catalog"
)

// The kernel's functions at which it acts on a path or an address that it has copied
// from a program. They are attached to, where the kernel has them, while somebody wants
// the events of calls that come by them.

// hooks are the functions, by the name of the program that stands there, with the
// program that it is a copy of.
var hooks = map[string]struct{ function, program string }{
	"own_unlink":  {"security_path_unlink", "own_entry"},
	"own_rmdir":   {"security_path_rmdir", "own_entry"},
	"own_mkdir":   {"security_path_mkdir", "own_entry"},
	"own_mknod":   {"security_path_mknod", "own_entry"},
	"own_rename":  {"security_path_rename", "own_rename"},
	"own_link":    {"security_path_link", "own_link"},
	"own_symlink": {"security_path_symlink", "own_symlink"},
	"own_chmod":   {"security_path_chmod", "own_file"},
	"own_chown":   {"security_path_chown", "own_file"}, // or instead
	"own_chroot":  {"security_path_chroot", "own_file"},
	"own_connect": {"security_socket_connect", "own_address"},
	"own_bind":    {"security_socket_bind", "own_address"},
	"own_sendmsg": {"security_socket_sendmsg", "own_message"},
}

// instead are functions that programs stand at where they cannot stand at the usual one:
// before 6.0 at none that takes a structure by value.
var instead = map[string]string{"own_chown": "chown_common"}

// owned says where a call's paths or its address are noted.
type owned struct {
	paths [2]uint8 // 1 + argument
	addr  uint8    // 1 + argument, or the unused register where a message holds it
	hooks []string
}

// ownedCalls are the calls that take a path and open nothing, and those that take an
// address. mknod's function is passed by files that are created too.
var ownedCalls = map[string]owned{
	"unlink":    {paths: [2]uint8{1}, hooks: []string{"own_unlink"}},
	"unlinkat":  {paths: [2]uint8{2}, hooks: []string{"own_unlink", "own_rmdir"}},
	"rmdir":     {paths: [2]uint8{1}, hooks: []string{"own_rmdir"}},
	"mkdir":     {paths: [2]uint8{1}, hooks: []string{"own_mkdir"}},
	"mkdirat":   {paths: [2]uint8{2}, hooks: []string{"own_mkdir"}},
	"mknod":     {paths: [2]uint8{1}, hooks: []string{"own_mknod"}},
	"mknodat":   {paths: [2]uint8{2}, hooks: []string{"own_mknod"}},
	"rename":    {paths: [2]uint8{1, 2}, hooks: []string{"own_rename"}},
	"renameat":  {paths: [2]uint8{2, 4}, hooks: []string{"own_rename"}},
	"renameat2": {paths: [2]uint8{2, 4}, hooks: []string{"own_rename"}},
	"link":      {paths: [2]uint8{1, 2}, hooks: []string{"own_link"}},
	"linkat":    {paths: [2]uint8{2, 4}, hooks: []string{"own_link"}},
	"symlink":   {paths: [2]uint8{1, 2}, hooks: []string{"own_symlink"}},
	"symlinkat": {paths: [2]uint8{1, 3}, hooks: []string{"own_symlink"}},
	"chmod":     {paths: [2]uint8{1}, hooks: []string{"own_chmod"}},
	"fchmodat":  {paths: [2]uint8{2}, hooks: []string{"own_chmod"}},
	"chown":     {paths: [2]uint8{1}, hooks: []string{"own_chown"}},
	"lchown":    {paths: [2]uint8{1}, hooks: []string{"own_chown"}},
	"fchownat":  {paths: [2]uint8{2}, hooks: []string{"own_chown"}},
	"chroot":    {paths: [2]uint8{1}, hooks: []string{"own_chroot"}},

	"connect":  {addr: 2, hooks: []string{"own_connect"}},
	"bind":     {addr: 2, hooks: []string{"own_bind"}},
	"sendto":   {addr: 5, hooks: []string{"own_sendmsg"}},
	"sendmsg":  {addr: 1 + zero, hooks: []string{"own_sendmsg"}},
	"sendmmsg": {addr: 1 + zero, hooks: []string{"own_sendmsg"}},
}

// wantedHooks are those that the events want. Paths as programs gave them need none.
func (s *Source) wantedHooks(events catalog.EventSet) map[string]bool {
	if s.options.everything {
		events = catalog.AllEvents
	}
	out := map[string]bool{}
	for name, o := range ownedCalls {
		code, ok := catalog.SyscallByName(name)
		if !ok || !events.Has(catalog.Syscalls[code].Exit) || o.addr == 0 && s.options.GivenPaths {
			continue
		}
		for _, h := range o.hooks {
			out[h] = true
		}
	}
	return out
}

// attachHooks attaches what is wanted. What this kernel cannot do is noted and left out.
// Before 6.4 arm64 lets nothing but probes stand at functions, and there their programs
// find the arguments where the others do.
func (s *Source) attachHooks(want map[string]bool) error {
	if s.tryHooks(want) || !onARM64 || s.probes || !probesMayAllocate() {
		return nil
	}
	s.probes = true
	var again []string
	for name := range hooks {
		if !s.tried[name] {
			continue
		}
		if err := s.attachPoint(name, false); err != nil {
			return err
		}
		s.unload(name)
		again = append(again, name)
	}
	s.absent = slices.DeleteFunc(s.absent, func(a Absence) bool { return a.Part != PartRings })
	if err := s.require(again); err != nil {
		return err
	}
	s.tryHooks(want)
	return nil
}

// probesMayAllocate reports whether probes may use the map that paths are noted in. Before
// 6.1 the kernel warns of that.
func probesMayAllocate() bool {
	f := lookAt("/")
	return !f.before(6, 1)
}

// tryHooks reports whether the hooks that are wanted could be attached, except for those
// whose function the kernel does not have.
func (s *Source) tryHooks(want map[string]bool) (ok bool) {
	ok = true
	for name := range hooks {
		if !want[name] {
			continue
		}
		if s.programs[name] == nil {
			ok = false
			continue
		}
		if err := s.attachPoint(name, true); err != nil {
			ok = false
			s.lacks(partOf(name), noHooks(err))
			if s.programs[name] != nil {
				_ = s.programs[name].Close()
				delete(s.programs, name)
			}
		}
	}
	return ok
}

// ownsAll reports whether all hooks of a call are attached.
func (s *Source) ownsAll(o owned) bool {
	for _, h := range o.hooks {
		if _, ok := s.points[h]; !ok {
			return false
		}
	}
	return true
}

// fitHooks puts a program for each hook that the kernel has into the spec.
func (s *Source) fitHooks(spec *ebpf.CollectionSpec, kernel *btf.Spec) {
	fresh := map[string]*ebpf.ProgramSpec{}
	for name, h := range hooks {
		var f *btf.Func
		if err := kernel.TypeByName(h.function, &f); err != nil {
			if !errors.Is(err, btf.ErrNotFound) {
				s.lacks(partOf(name), err.Error())
			} else {
				s.lacks(partOf(name), "this kernel has no function "+h.function)
			}
			continue
		}
		p := spec.Programs[h.program].Copy()
		p.Name, p.AttachTo, p.SectionName = name, h.function, "fentry/"+h.function
		if s.probes {
			p.Type, p.AttachType, p.AttachTo, p.SectionName = ebpf.Kprobe, ebpf.AttachNone, "", "kprobe/"+h.function
		}
		fresh[name] = p
	}
	for _, h := range hooks {
		delete(spec.Programs, h.program)
	}
	maps.Copy(spec.Programs, fresh)
}

// Absence is a part of the sensor that this kernel has no place for.
type Absence struct{ Part, Why string }

// The parts that may be absent.
const (
	PartRings     = "operations of io_uring"
	PartPaths     = "paths that the kernel acts on"
	PartAddresses = "addresses that the kernel acts on"
)

func partOf(hook string) string {
	for _, o := range ownedCalls {
		if o.addr != 0 && o.hooks[0] == hook {
			return PartAddresses
		}
	}
	return PartPaths
}

// lacks notes what the kernel does not have, once for each part.
func (s *Source) lacks(part, why string) {
	for _, a := range s.absent {
		if a.Part == part {
			return
		}
	}
	s.absent = append(s.absent, Absence{part, why})
}

// Absent are the parts that this kernel has no place for: less is seen, as with a
// refused program, but there is nothing to mend.
func (s *Source) Absent() []Absence {
	s.selecting.Lock()
	defer s.selecting.Unlock()
	return slices.Clone(s.absent)
}

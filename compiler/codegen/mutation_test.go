package codegen_test

import (
	"encoding/binary"
	"hash/crc32"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/falcoc/falcoc/compiler/codegen"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// everything has conditions that use all operations, modifiers, transformers and
// kinds of tables.
var everything = []string{
	`evt.type in (open, openat) and fd.name startswith /etc/ and not proc.name in (cat, less, more)`,
	`evt.type = open and (fd.name contains secret or fd.name contains password or fd.name contains token or fd.name contains .ssh/id_)`,
	`evt.type = open and (fd.name contains shadow or fd.name contains sudoers or fd.name contains crontab or fd.name contains kubeconfig)`,
	`fd.name pmatch (/etc, /usr/lib, /opt/*/bin) or fd.name glob "*[a-z]?x" or fd.name iglob *.SO or fd.name icontains ABC`,
	`fd.name regex '.*/(a|b)+[0-9]{2,3}' or proc.name endswith anyof (sh, csh)`,
	`proc.name startswith oneof (a, ab, abc, b) and proc.cmdline contains allof (x, y)`,
	`proc.aname in (sshd, bash, nginx) and proc.pid in (1, 2, 3, 4) and proc.pid > 100`,
	`fd.ip in (127.0.0.1, 10.0.0.1, ::1) or fd.net = 10.0.0.0/8 or fd.snet in (10.0.0.0/8, ::1/64)`,
	`fd.port != 80 and fd.sport in (80, 443, 8080) and fd.cport >= 1024`,
	`tolower(proc.name) = toupper(proc.pname) and len(proc.cmdline) > 80 and basename(fd.name) in (a, b, c)`,
	`join("-", (proc.name, fd.name, proc.pid)) startswith a and getopt((proc.args[0], proc.args[1]), "ab:")[b] = x`,
	`getopt((proc.args[0], "-x"), "xy:") intersects (x, y) and b64(proc.name) exists and concat(proc.name, "x") != val(proc.pname)`,
	`proc.name != val(proc.pname) and evt.rawres < 0 and thread.cpu > 50 and thread.cpu != 3`,
	`evt.rawarg.flags = 1 or evt.rawarg.res < 0 or evt.rawarg.name contains x or evt.buffer bcontains 6162`,
	`fd.types in (file, pipe) and evt.is_open_read = true and proc.name < 5`,
	`evt.around[1000000] = 5`,
	`fd.name icontains abc or fd.name icontains Etc/ or fd.name icontains SHAD or fd.name icontains xy or fd.name icontains A/ or fd.name icontains q1`,
	`proc.cmdline contains ab or proc.cmdline contains bc or proc.cmdline contains cd or proc.cmdline contains de or proc.cmdline contains ef or proc.cmdline contains fgh`,
	`proc.cmdline contains gh or proc.cmdline contains hi or proc.cmdline contains ij or proc.cmdline contains jk or proc.cmdline contains kl or proc.cmdline contains lm`,
	`proc.vmsize > 1 or proc.vmsize > 20 or proc.vmsize < 7 or proc.vmsize <= 300 and proc.vmsize >= 100 or proc.vmsize > 40 and proc.vmsize < 44`,
	`proc.vmsize > 1000 or proc.vmsize >= 2000 and proc.vmsize < 4000 or proc.vmsize <= 3 or evt.rawres > -5 and evt.rawres < 5`,
	`fd.name endswith anyof (.so, .sh, .py, .rb, .pl, .js, .php) or fd.snet in (10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 127.0.0.0/8, "fd00::/8", "fe80::/10")`,
}

// reseal makes the checksums of a bundle's bytes right.
func reseal(data []byte) {
	table := crc32.MakeTable(crc32.Castagnoli)
	n := int(binary.LittleEndian.Uint32(data[12:]))
	for i := range n {
		e := data[16+24*i:]
		off, size := binary.LittleEndian.Uint64(e[8:]), binary.LittleEndian.Uint64(e[16:])
		binary.LittleEndian.PutUint32(e[4:], crc32.Checksum(data[off:off+size], table))
	}
	end := 16 + 24*n
	binary.LittleEndian.PutUint32(data[end:], crc32.Checksum(data[:end], table))
}

// hostile extractors deliver values of all sizes, types and forms.
func hostile(rnd *rand.Rand) func(vm.Import) (vm.Extractor, error) {
	texts := []string{"", "a", "/etc/shadow", "//etc///x/", "-a-b", "-xby", "\xff\x00", "aGk=", "\x7f\x00\x00\x01", "0123456789abcdef"}
	value := func() vm.Value {
		return vm.Value{S: texts[rnd.IntN(len(texts))], N: rnd.Uint64() >> rnd.IntN(64), Type: catalog.Type(rnd.IntN(55))}
	}
	return func(vm.Import) (vm.Extractor, error) {
		return func(out *vm.Value) bool {
			l := out.L[:0]
			*out = value()
			for range rnd.IntN(4) {
				l = append(l, value())
			}
			out.L = l
			return rnd.IntN(5) > 0
		}, nil
	}
}

// Bundles with random changes are refused or run without a fault.
func TestMutations(t *testing.T) {
	data, err := build(t, codegen.Options{}, everything...).Encode()
	if err != nil {
		t.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	const header = 16 + 24*12 + 4
	ran := 0
	for range 4000 {
		bad := slices.Clone(data)
		for range 1 + rnd.IntN(3) {
			bad[header+rnd.IntN(len(bad)-header)] ^= byte(1 << rnd.IntN(8))
		}
		reseal(bad)
		b, err := vm.Decode(bad)
		if err != nil || vm.Verify(b) != nil {
			continue
		}
		ran++
		m, err := vm.NewMachine(b, hostile(rnd))
		if err != nil {
			t.Fatal(err)
		}
		sel := vm.NewSelection(b, 7)
		for _, name := range []string{"open", "openat", "connect", "asyncevent"} {
			for id := range catalog.Events {
				if catalog.Events[id].Name == name {
					m.Begin(catalog.EventID(id))
					m.Match(sel, true, nil)
					for r := range b.Regs {
						m.Reg(r)
					}
				}
			}
		}
	}
	t.Logf("%d of 4000 ran", ran)
}

// Deciding an event allocates nothing once the machine has seen a few.
func TestSteadyStateAllocatesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector, which goes with -short, makes pools forget")
	}
	b := build(t, codegen.Options{}, everything...)
	f := newFeed(b)
	f.opens(60)
	m, err := vm.NewMachine(b, f.bind)
	if err != nil {
		t.Fatal(err)
	}
	sel := vm.NewSelection(b, 7)
	hits := make([]int, 0, len(b.Rules))
	pass := func() {
		for f.now = range f.ids {
			m.Begin(f.ids[f.now])
			hits = m.Match(sel, true, hits[:0])
		}
	}
	pass()
	if n := testing.AllocsPerRun(20, pass); n != 0 {
		t.Errorf("%v allocations in %d events", n, len(f.ids))
	}
}

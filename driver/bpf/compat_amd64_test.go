package bpf

import (
	"os"
	"os/exec"
	"testing"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm/catalog"
	"golang.org/x/sys/unix"
)

// call32 is one 32-bit call: its number and up to six arguments, each a number or
// what is in the memory that a pointer leads to.
type call32 struct {
	nr   uint32
	args []any
}

// program32 is a 32-bit executable that makes calls and ends.
func program32(calls []call32) []byte {
	const base = 0x08048000 + 84
	var code, data []byte
	type fix struct{ at, data int }
	var fixes []fix
	le := func(v uint32) []byte { return []byte{byte(v), byte(v >> 8), byte(v >> 16), byte(v >> 24)} }
	move := []byte{0xbb, 0xb9, 0xba, 0xbe, 0xbf, 0xbd} // mov ebx, ecx, edx, esi, edi, ebp
	for _, c := range calls {
		for i, a := range c.args {
			code = append(code, move[i])
			switch a := a.(type) {
			case int:
				code = append(code, le(uint32(a))...)
			case string:
				fixes = append(fixes, fix{len(code), len(data)})
				data = append(append(data, a...), 0)
				code = append(code, 0, 0, 0, 0)
			case []any: // an array of words
				var words []byte
				for _, w := range a {
					words = append(words, le(uint32(w.(int)))...)
				}
				fixes = append(fixes, fix{len(code), len(data)})
				data = append(data, words...)
				code = append(code, 0, 0, 0, 0)
			}
		}
		code = append(append(code, 0xb8), le(c.nr)...)
		code = append(code, 0xcd, 0x80)
		if c.nr == 190 { // the child of vfork ends at once
			code = append(code, 0x85, 0xc0, 0x75, 0x09, 0xb8, 1, 0, 0, 0, 0x31, 0xdb, 0xcd, 0x80)
		}
	}
	code = append(code, 0xb8, 1, 0, 0, 0, 0x31, 0xdb, 0xcd, 0x80) // exit(0)
	for _, f := range fixes {
		copy(code[f.at:], le(uint32(base+len(code)+f.data)))
	}
	return elf32(code, data)
}

func elf32(code, data []byte) []byte {
	const base = 0x08048000
	head := make([]byte, 52+32)
	copy(head, "\x7fELF\x01\x01\x01")
	put := func(at int, v uint32) {
		head[at], head[at+1], head[at+2], head[at+3] = byte(v), byte(v>>8), byte(v>>16), byte(v>>24)
	}
	put(16, 2|3<<16) // an executable for i386
	put(20, 1)
	put(24, base+84) // entry
	put(28, 52)      // program header
	put(40, 52|32<<16)
	put(44, 1)
	size := uint32(84 + len(code) + len(data))
	put(52, 1)
	put(60, base)
	put(64, base)
	put(68, size)
	put(72, size)
	put(76, 5)
	put(80, 0x1000)
	return append(append(head, code...), data...)
}

// TestCompatCalls makes calls by their 32-bit numbers, which have the events of the
// native ones. What socketcall and the old mmap take is in memory.
func TestCompatCalls(t *testing.T) {
	steps := []struct {
		call  call32
		event catalog.EventID
		want  known
	}{
		{call32{5, []any{"/etc/passwd", 0, 0}}, catalog.EvtOpenX, known{"name": "/etc/passwd", "flags": catalog.O_RDONLY, "fd": func(b []byte) bool { return len(b) == 8 && b[7] == 0 }}},
		{call32{37, []any{0x7ffffffe, 9}}, catalog.EvtKillX, known{"pid": 0x7ffffffe, "sig": 9}},
		{call32{23, []any{0}}, catalog.EvtSetuidX, known{"res": 0, "uid": 0}},
		{call32{22, []any{"/nowhere"}}, catalog.EvtUmount1X, known{"name": "/nowhere"}},
		{call32{140, []any{-1, 1, 2, 0, 1}}, catalog.EvtLlseekX, known{"fd": -1, "offset": 1<<32 | 2, "whence": 1}},
		{call32{192, []any{0, 4096, 1, 0x22, -1, 0}}, catalog.EvtMmap2X, known{"length": 4096, "prot": catalog.PROT_READ, "flags": catalog.MAP_PRIVATE | catalog.MAP_ANONYMOUS, "fd": -1}},
		{call32{90, []any{[]any{0, 8192, 3, 0x22, -1, 0}}}, catalog.EvtMmapX, known{"length": 8192, "prot": catalog.PROT_READ | catalog.PROT_WRITE, "fd": -1}},
		{call32{102, []any{1, []any{2, 1, 0}}}, catalog.EvtSocketX, known{"domain": catalog.AF_INET, "type": 1, "proto": 0}},
		{call32{102, []any{9, []any{-1, 0, 7, 0}}}, catalog.EvtSendX, known{"fd": -1, "size": 7}},
		{call32{102, []any{10, []any{-1, 0, 8, 0}}}, catalog.EvtRecvX, known{"fd": -1, "size": 8}},
		{call32{102, []any{13, []any{-1, 1}}}, catalog.EvtShutdownX, known{"fd": -1, "how": 1}},
		{call32{75, []any{4, []any{11, 12}}}, catalog.EvtSetrlimitX, known{"cur": 11, "max": 12, "resource": 4}},
		{call32{226, []any{"/nowhere", "user.x", 0, 0, 0}}, catalog.EvtGenericX, known{"nativeID": unix.SYS_SETXATTR}},
		{call32{190, nil}, catalog.EvtVfork20X, known{"comm": "p32"}},
	}
	var list []call32
	for _, s := range steps {
		list = append(list, s.call)
	}
	name := t.TempDir() + "/p32"
	if err := os.WriteFile(name, program32(list), 0o700); err != nil {
		t.Fatal(err)
	}
	s := open(t, Options{Events: catalog.AllEvents.Minus(onPoints()), NoScan: true})
	pid := 0
	var failed error
	got := collect(t, s, func(ev *driver.Event) bool { return true }, func() {
		cmd := exec.Command(name)
		failed = cmd.Run()
		if cmd.Process != nil {
			pid = cmd.Process.Pid
		}
	})
	if failed != nil {
		t.Skipf("no 32-bit programs here: %v", failed)
	}
	next, execed := 0, false
	for _, e := range got {
		if e.TID != int64(pid) {
			continue
		}
		execed = execed || e.Type == catalog.EvtExecve19X && len(differences(e, known{"res": 0, "exe": name})) == 0
		if execed && next < len(steps) && e.Type == steps[next].event {
			for _, d := range differences(e, steps[next].want) {
				t.Errorf("32-bit call %d: %s", steps[next].call.nr, d)
			}
			next++
		}
	}
	if !execed || next < len(steps) {
		t.Errorf("exec %v, %d of %d calls", execed, next, len(steps))
	}
}

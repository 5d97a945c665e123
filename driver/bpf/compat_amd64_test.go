package bpf

import (
	"os"
	"os/exec"
	"testing"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm/catalog"
)

// program32 is a 32-bit executable: open("/etc/passwd", O_RDONLY), kill(-2, 0) by
// its 32-bit numbers, exit.
var program32 = elf32([]byte{
	0xb8, 5, 0, 0, 0, // mov eax, 5 (open)
	0xbb, 0, 0, 0, 0, // mov ebx, path
	0x31, 0xc9, // xor ecx, ecx
	0x31, 0xd2, // xor edx, edx
	0xcd, 0x80, // int 0x80
	0xb8, 37, 0, 0, 0, // mov eax, 37 (kill)
	0xbb, 0xfe, 0xff, 0xff, 0x7f, // mov ebx, 0x7ffffffe
	0xb9, 9, 0, 0, 0, // mov ecx, 9
	0xcd, 0x80,
	0xb8, 1, 0, 0, 0, // mov eax, 1 (exit)
	0x31, 0xdb, // xor ebx, ebx
	0xcd, 0x80,
}, "/etc/passwd")

func elf32(code []byte, path string) []byte {
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
	size := uint32(84 + len(code) + len(path) + 1)
	put(52, 1)
	put(60, base)
	put(64, base)
	put(68, size)
	put(72, size)
	put(76, 5)
	put(80, 0x1000)
	at := base + 84 + len(code)
	code[6], code[7], code[8], code[9] = byte(at), byte(at>>8), byte(at>>16), byte(at>>24)
	return append(append(append(head, code...), path...), 0)
}

func TestCompatCalls(t *testing.T) {
	name := t.TempDir() + "/p32"
	if err := os.WriteFile(name, program32, 0o700); err != nil {
		t.Fatal(err)
	}
	s := open(t, Options{Events: catalog.AllEvents, NoScan: true})
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
	var opened, killed, execed bool
	for _, e := range got {
		if e.TID != int64(pid) {
			continue
		}
		switch e.Type {
		case catalog.EvtExecve19X:
			execed = execed || len(differences(e, known{"res": 0, "exe": name})) == 0
		case catalog.EvtOpenX:
			opened = true
			for _, d := range differences(e, known{"name": "/etc/passwd", "flags": catalog.O_RDONLY, "fd": func(b []byte) bool { return len(b) == 8 && b[7] == 0 }}) {
				t.Error(d)
			}
		case catalog.EvtKillX:
			killed = true
			for _, d := range differences(e, known{"pid": 0x7ffffffe, "sig": 9}) {
				t.Error(d)
			}
		}
	}
	if !execed || !opened || !killed {
		t.Errorf("exec %v, open %v, kill %v", execed, opened, killed)
	}
}

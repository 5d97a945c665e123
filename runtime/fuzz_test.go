package runtime_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/falcoc/falcoc/compiler/source"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/driver/scap/synth"
	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/runtime/alert"
	"github.com/falcoc/falcoc/runtime/print"
	"github.com/falcoc/falcoc/runtime/record"
	"github.com/falcoc/falcoc/runtime/state"
	"github.com/falcoc/falcoc/vm"
)

// fuzzRules touch every part of the state.
const fuzzRules = `
- rule: opens
  desc: d
  condition: evt.type in (open, openat, openat2, creat) and fd.name contains "/" and not proc.aname in (init, systemd) and proc.cwd != ""
  output: "%proc.cmdline %proc.aname[3] %proc.env %fd.nameraw %fs.path.name %user.name %container.name %evt.args"
  priority: DEBUG
- rule: net
  desc: d
  condition: evt.type in (connect, accept4, sendto, recvfrom, read, write, close) and (fd.ip = 10.0.0.5 or fd.sport > 1 or fd.types in (ipv4, file))
  output: "%fd.name %fd.lip %fd.rport %fd.is_server %fdlist.names %evt.buffer"
  priority: DEBUG
- rule: procs
  desc: d
  condition: evt.type in (clone, clone3, fork, vfork, execve, execveat, procexit, setsid, prctl, dup, dup2, dup3, chdir) and (proc.sname exists or proc.vpgid.exe exists or proc.nchilds > 0)
  output: "%proc.sid.exepath %proc.pgid.name %proc.fdopencount %proc.aexepath[2] %thread.cgroups %evt.args"
  priority: DEBUG
`

// blocks cuts a plain capture into its blocks.
func blocks(data []byte) (list [][]byte) {
	for len(data) >= 12 {
		n := binary.LittleEndian.Uint32(data[4:])
		if n < 12 || uint64(n) > uint64(len(data)) {
			break
		}
		list, data = append(list, data[:n]), data[n:]
	}
	return list
}

// maxFuzzBlocks is how many blocks of a capture one run replays.
const maxFuzzBlocks = 1200

// realCaptures are the blocks of the project's captures, and of one with an attack.
func realCaptures(tb testing.TB) (list [][][]byte) {
	tb.Helper()
	paths, _ := filepath.Glob("../conformance/captures/*.scap")
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			tb.Fatal(err)
		}
		var data []byte
		if zr, err := gzip.NewReader(f); err == nil {
			data, err = io.ReadAll(zr)
			if err != nil {
				tb.Fatal(err)
			}
		} else if data, err = os.ReadFile(path); err != nil {
			tb.Fatal(err)
		}
		f.Close()
		all := blocks(data)
		for at := 0; at < len(all) && at < 4*maxFuzzBlocks; at += maxFuzzBlocks {
			part := all[at:min(at+maxFuzzBlocks, len(all))]
			if at > 0 {
				part = append(append([][]byte{}, all[:8]...), part...) // the snapshot
			}
			list = append(list, part)
		}
	}
	var out bytes.Buffer
	if err := synth.Intrusion(&out, synth.Options{}); err != nil {
		tb.Fatal(err)
	}
	return append(list, blocks(out.Bytes()))
}

// mutate changes blocks as edits say: each takes eight bytes.
func mutate(in [][]byte, edits []byte) []byte {
	list := append([][]byte{}, in...)
	for ; len(edits) >= 8 && len(list) > 1; edits = edits[8:] {
		i := int(binary.LittleEndian.Uint16(edits[1:])) % len(list)
		at, val := int(binary.LittleEndian.Uint16(edits[3:])), edits[5:8]
		b := bytes.Clone(list[i])
		at %= len(b)
		switch edits[0] % 8 {
		case 0, 1: // a byte
			b[at] = val[0]
		case 2: // a number
			if at+4 <= len(b) {
				binary.LittleEndian.PutUint32(b[at:], uint32(int32(int8(val[0])))<<(val[1]%25))
			}
		case 3: // a thread: the next events are another's
			if len(b) > 40 {
				copy(b[18:26], list[int(val[0])%len(list)][8:])
			}
		case 4: // an event type
			if len(b) > 36 {
				binary.LittleEndian.PutUint16(b[30:], binary.LittleEndian.Uint16(val))
			}
		case 5: // gone
			list = append(list[:i:i], list[i+1:]...)
			continue
		case 6: // twice
			list = append(list[:i+1:i+1], list[i:]...)
			continue
		case 7: // in another place
			j := int(binary.LittleEndian.Uint16(val)) % len(list)
			list[i], list[j] = list[j], list[i]
			continue
		}
		list[i] = b
	}
	return bytes.Join(list, nil)
}

// FuzzReplay replays damaged captures with a bundle, prints fields and records: nothing
// panics, and the state keeps its bounds.
func FuzzReplay(f *testing.F) {
	b, err := bundle(source.NewFile("fuzz.yaml", []byte(fuzzRules)))
	if err != nil {
		f.Fatal(err)
	}
	sources := realCaptures(f)
	for i := range sources {
		f.Add(uint8(i), []byte{0, 9, 0, 40, 0, 1, 2, 3, 4, 20, 0, 0, 0, 70, 1, 0, 3, 50, 0, 0, 0, 200, 0, 0})
	}
	const maxThreads, maxFDs = 200, 50
	f.Fuzz(func(t *testing.T, which uint8, edits []byte) {
		if len(edits) > 8*200 {
			return
		}
		r, err := scap.NewReader(bytes.NewReader(mutate(sources[int(which)%len(sources)], edits)))
		if err != nil {
			return
		}
		e, err := runtime.New(b, vm.NewSelection(b, debugPriority), r, runtime.Options{
			All: true, State: state.Options{MaxThreads: maxThreads, MaxFDs: maxFDs},
		})
		if err != nil {
			t.Fatal(err)
		}
		lines, err := alert.New(b, e.Machine, e.Fields, alert.Options{JSON: true, Suggested: true})
		if err != nil {
			t.Fatal(err)
		}
		p, err := print.New(e.Fields, []string{print.All})
		if err != nil {
			t.Fatal(err)
		}
		var buf []byte
		n := 0
		err = e.Run(context.Background(), func(rule int) error {
			buf = lines.Append(buf[:0], rule)
			if n++; n%16 == 0 {
				buf = p.JSON(buf[:0])
			}
			return nil
		})
		var damage *scap.Error
		if err != nil && !errors.As(err, &damage) {
			t.Fatalf("not an error of the reader: %v", err)
		}
		st := e.Fields.St
		if s := st.Stats(); s.Threads > maxThreads || s.FDs > maxThreads*maxFDs {
			t.Fatalf("%d threads, %d descriptors", s.Threads, s.FDs)
		}
		st.Settle()
		w, err := record.Start(io.Discard, st, 1, scap.WriterOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	})
}

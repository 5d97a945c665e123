package reference_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/compiler/check"
	"github.com/falcoc/falcoc/compiler/reference"
	"github.com/falcoc/falcoc/compiler/reference/gen"
	"github.com/falcoc/falcoc/conformance/golden"
	"github.com/falcoc/falcoc/grammar"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// The recorded values of fields on the events of captures are enough to evaluate
// most of the recorded conditions without a runtime.

func eachLine(t *testing.T, path string, f func([]byte)) {
	t.Helper()
	file, err := os.Open(filepath.Join(golden.Dir(t), path))
	if err != nil {
		t.Skip(err)
	}
	defer file.Close()
	zip, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(zip)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		f(lines.Bytes())
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
}

type row map[string]any

// asked are the fields with arguments that were recorded.
var asked = []string{
	"proc.aname[1]", "proc.aname[2]", "proc.aname[3]", "proc.aname[4]", "proc.apid[1]", "proc.apid[2]", "proc.apid[3]",
	"proc.aexe[1]", "proc.aexe[2]", "proc.aexepath[1]", "proc.aexepath[2]", "proc.acmdline[1]", "proc.acmdline[2]",
	"proc.aargs[1]", "proc.aargs[2]", "proc.aenv[1]", "proc.aenv[2]", "proc.args[0]", "proc.args[1]", "proc.args[2]",
	"proc.env[PATH]", "proc.env[SHLVL]", "proc.aenv[PATH]", "evt.arg[0]", "evt.arg[1]", "evt.arg[2]", "evt.type.is.openat",
	"evt.type.is.execve", "evt.abspath.src", "evt.abspath.dst", "thread.cgroup.memory", "thread.cgroup.cpuset",
	"thread.cgroup.cpu", "fd.types[0]", "container.mount[0]", "container.label[app]", "k8s.pod.label[app]",
}

// recorded reports whether the value of a field can be told from a row.
func recorded(ref *catalog.FieldRef) bool {
	name := ref.Row().Name
	switch {
	case strings.HasPrefix(name, "evt.time"), strings.HasPrefix(name, "evt.datetime"), name == "evt.outputtime", name == "evt.buffer",
		strings.HasPrefix(name, "evt.deltatime"), name == "util.cnt", ref.Type == catalog.Double, name == "evt.around",
		strings.HasSuffix(name, "ip.name"), ref.Quantifier() == catalog.EitherEnd,
		ref.Quantifier() == catalog.AnyAncestor && ref.ID != catalog.FieldProcAname:
		return false
	case ref.ID == catalog.FieldEvtRawarg:
		switch ref.Type {
		case catalog.Errno, catalog.Mode, catalog.SyscallID, catalog.SigType, catalog.Bytebuf, catalog.CharbufArray, catalog.Dyn, catalog.Sockaddr, catalog.Socktuple, catalog.FDList, catalog.UID, catalog.GID:
			return false
		}
		return true
	case ref.Param != "":
		return true
	case ref.HasArg:
		return slices.Contains(asked, ref.Text())
	}
	return true
}

func (r row) get(ref *catalog.FieldRef) (vm.Value, bool) {
	switch ref.ID {
	case catalog.FieldFdCnet, catalog.FieldFdSnet, catalog.FieldFdLnet, catalog.FieldFdRnet:
		name := ref.Row().Name
		return address(r[name[:4]+"ip"])
	case catalog.FieldProcAname:
		if !ref.HasArg {
			s, ok := r["proc.aname"].(string)
			return strs(strings.Fields(s)...), ok
		}
	}
	raw, ok := r[ref.Text()]
	if !ok {
		return vm.Value{}, false
	}
	if ref.ID != catalog.FieldEvtRawarg {
		return decode(raw, ref.Type, ref.Row().Format)
	}
	p := param(fmt.Sprint(r["evt.type"]), ref.Param)
	v, ok := decode(raw, p.Type, p.Format)
	v.Type = p.Type
	return v, ok
}

// param is the parameter in the latest version of the event.
func param(event, name string) (p catalog.Param) {
	for i := range catalog.Events {
		if e := &catalog.Events[i]; e.Name == event {
			if j := e.Param(name); j >= 0 {
				p = e.Params[j]
			}
		}
	}
	return p
}

func address(raw any) (vm.Value, bool) {
	s, _ := raw.(string)
	a, err := netip.ParseAddr(s)
	if err != nil {
		return vm.Value{}, false
	}
	return str(string(a.AsSlice())), true
}

func decode(raw any, typ catalog.Type, format catalog.Format) (v vm.Value, ok bool) {
	switch raw := raw.(type) {
	case []any:
		for _, e := range raw {
			d, _ := decode(e, typ, format)
			v.L = append(v.L, d)
		}
		return v, true
	case bool:
		if raw {
			v.N = 1
		}
		return v, true
	case json.Number:
		n, err := strconv.ParseInt(string(raw), 10, 64)
		if err != nil {
			u, err := strconv.ParseUint(string(raw), 10, 64)
			return vm.Value{N: u}, err == nil
		}
		return num(n), true
	case string:
		switch {
		case typ.IsString():
			return str(raw), true
		case typ == catalog.IPAddr:
			return address(raw)
		}
		base := 10
		switch {
		case format == catalog.FmtHex || strings.ContainsAny(raw, "ABCDEF"):
			base = 16
		case format == catalog.FmtOct:
			base = 8
		}
		if n, err := strconv.ParseInt(raw, base, 64); err == nil {
			return num(n), true
		}
		u, err := strconv.ParseUint(raw, base, 64)
		return vm.Value{N: u}, err == nil
	}
	return v, false
}

func TestConditionsGolden(t *testing.T) {
	golden.OneThread(t)
	type question struct {
		ID, Capture, Condition string
		Count                  int
		Matches                []int
	}
	byCapture := map[string][]question{}
	eachLine(t, "language/conditions/conditions.jsonl.gz", func(line []byte) {
		var q question
		if err := json.Unmarshal(line, &q); err != nil {
			t.Fatal(err)
		}
		byCapture[q.Capture] = append(byCapture[q.Capture], q)
	})
	asks, skipped, differs, bad := 0, 0, 0, 0
	for capture, questions := range byCapture {
		if strings.HasPrefix(capture, "D-") || strings.HasPrefix(capture, "E-") {
			continue // not every event's values are recorded
		}
		var rows []row
		var events []catalog.EventSet
		eachLine(t, "captures/"+strings.TrimSuffix(capture, ".scap")+".fields.jsonl.gz", func(line []byte) {
			d := json.NewDecoder(bytes.NewReader(line))
			d.UseNumber()
			var r row
			if err := d.Decode(&r); err != nil {
				t.Fatal(err)
			}
			rows = append(rows, r)
			events = append(events, r.events())
		})
	next:
		for _, q := range questions {
			e, perr := grammar.ParseCondition(q.Condition, grammar.MaxDepth)
			if perr != nil {
				t.Errorf("%s: %s", q.Condition, perr.Msg)
				continue
			}
			cond, findings := check.Condition(e, check.SourceSyscall)
			if cond == nil {
				t.Errorf("%s: %v", q.Condition, findings)
				continue
			}
			if len(check.Differs(cond)) > 0 {
				differs++
				continue
			}
			refs := gen.Fields(cond)
			for _, ref := range refs {
				if !recorded(ref) {
					skipped++
					continue next
				}
			}
			asks++
			want := map[int]bool{}
			for _, n := range q.Matches {
				want[n] = true
			}
			seen := check.Events(e)
			var wrong []int
			count := 0
			for i, r := range rows {
				n, _ := strconv.Atoi(string(r["evt.num"].(json.Number)))
				got := seen.Intersect(events[i]) != (catalog.EventSet{}) && reference.Eval(cond, r.get)
				if got {
					count++
				}
				if got != want[n] && q.Matches != nil && !r.unsure(refs) {
					wrong = append(wrong, n)
				}
			}
			if len(wrong) > 0 || q.Matches == nil && count != q.Count && !slices.ContainsFunc(rows, func(r row) bool { return r.unsure(refs) }) {
				bad++
				if bad <= 40 {
					t.Errorf("%s %s %s: %d, want %d; wrong at %v", q.ID, capture, q.Condition, count, q.Count, wrong[:min(5, len(wrong))])
				}
			}
		}
	}
	t.Logf("%d conditions evaluated, %d wrong; %d differ on purpose; %d have fields that are not recorded", asks, bad, differs, skipped)
}

// events are the event types that the row's event can have.
func (r row) events() (s catalog.EventSet) {
	if _, generic := r["evt.arg.nativeID"]; generic {
		s.Add(catalog.EvtGenericX)
		return s
	}
	if r["evt.is_async"] == true && r["evt.type"] == "container" {
		s.Add(catalog.EvtAsynceventE)
		return s
	}
	for id := range catalog.Events {
		if catalog.Events[id].Name == r["evt.type"] {
			s.Add(catalog.EventID(id))
		}
	}
	return s
}

// unsure rows have values that the recording could not hold: text that is not
// UTF-8, empty lists, raw arguments of no length, which print as 0. Questions about
// descriptors were answered about others where evt.abspath had been asked for.
func (r row) unsure(refs []*catalog.FieldRef) bool {
	return slices.ContainsFunc(refs, func(ref *catalog.FieldRef) bool {
		v := r[ref.Text()]
		s, _ := v.(string)
		class := ref.Row().Class
		return (class == catalog.ClassFD || class == catalog.ClassFSPath) && r["evt.abspath"] != nil ||
			strings.ContainsRune(s, '\uFFFD') || ref.Row().List && v == nil ||
			ref.ID == catalog.FieldEvtRawarg && (v == json.Number("0") || s == "0" || s == "")
	})
}

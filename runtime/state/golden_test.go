package state_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/falcoc/falcoc/conformance/golden"
	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/runtime/state"
	"github.com/falcoc/falcoc/vm/catalog"
)

// TestGolden replays the recorded captures and compares what follows directly from
// the state with the field values of real Falco.
func TestGolden(t *testing.T) {
	if testing.Short() {
		t.Skip("replays all captures")
	}
	files, _ := filepath.Glob(filepath.Join(golden.Dir(t), "captures", "*.scap"))
	if len(files) == 0 {
		t.Skip("no recorded captures")
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".scap"), func(t *testing.T) { replayGolden(t, file) })
	}
}

type mismatch struct {
	n        int
	examples []string
}

func replayGolden(t *testing.T, file string) {
	rows, closeRows := goldenRows(t, strings.TrimSuffix(file, ".scap")+".fields.jsonl.gz")
	defer closeRows()
	src, err := scap.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	st := state.New(src.Snapshot(), state.Options{})
	var (
		ev     driver.Event
		row    = rows()
		values = 0
		wrong  = map[string]*mismatch{}
		names  = make([]string, 0, len(views))
	)
	for name := range views {
		names = append(names, name)
	}
	sort.Strings(names)
	for {
		if err := src.Next(&ev); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		shown := st.Process(&ev)
		if row == nil || uint64(row["evt.num"].(float64)) != st.Num {
			continue
		}
		abspath(st, &ev)
		if !shown {
			t.Errorf("event %d is not shown", st.Num)
		}
		for _, name := range names {
			want, present := row[name]
			got, ok := views[name](st, &ev)
			values++
			w := "<null>"
			if present {
				w = text(want)
			}
			g := "<null>"
			if ok {
				g = got
			}
			if g == w || !utf8.ValidString(g) || garbage(name, st) || !ok && (name == "fd.name" || name == "fd.nameraw") {
				continue
			}
			m := wrong[name]
			if m == nil {
				m = &mismatch{}
				wrong[name] = m
			}
			if m.n++; len(m.examples) < 4 {
				m.examples = append(m.examples, "evt "+strconv.FormatUint(st.Num, 10)+" "+ev.Info().Name+": got "+cut(g)+" want "+cut(w))
			}
		}
		row = rows()
	}
	if row != nil {
		t.Errorf("event %v of the recording was not reached", row["evt.num"])
	}
	total := 0
	for name, m := range wrong {
		total += m.n
		t.Logf("%s: %d\n\t%s", name, m.n, strings.Join(m.examples, "\n\t"))
	}
	t.Logf("%d of %d values differ", total, values)
	if total > 0 {
		t.Fail()
	}
}

// garbage reports whether the recorded value is memory that Falco never set: it knows
// these times only since an execve.
func garbage(name string, s *state.State) bool {
	switch name {
	case "proc.exe_ino.ctime_duration_proc_start", "proc.exe_ino.ctime_duration_pidns_start":
		return s.Thread == nil || s.Thread.LastExecTS == 0 || s.Thread.CloneTS == 0 || s.Thread.ExeCtime == 0
	}
	return false
}

// abspath does what taking evt.abspath, which the recording did for each event, does
// in Falco as a side effect: the descriptor of the event becomes the directory's.
func abspath(s *state.State, ev *driver.Event) {
	if ev.Type != catalog.EvtOpenat2X && ev.Type != catalog.EvtSyscOpenat2X || s.Thread == nil {
		return
	}
	dirfd, ok := ev.Int(1)
	if name, _ := ev.Text(2); ok && dirfd != catalog.AT_FDCWD && (name == "" || name[0] != '/') {
		s.FD = s.Lookup(s.Thread, dirfd)
	}
}

func cut(s string) string {
	if len(s) > 200 {
		return s[:200] + "..."
	}
	return s
}

func text(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case json.Number:
		return v.String()
	case bool:
		return strconv.FormatBool(v)
	}
	b, _ := json.Marshal(v)
	return string(b)
}

func goldenRows(t *testing.T, file string) (next func() map[string]any, closer func()) {
	f, err := os.Open(file)
	if err != nil {
		t.Skip(err)
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	r := bufio.NewReaderSize(z, 1<<20)
	return func() map[string]any {
		line, err := r.ReadBytes('\n')
		if len(line) == 0 && err != nil {
			return nil
		}
		d := json.NewDecoder(strings.NewReader(string(line)))
		d.UseNumber()
		var row map[string]any
		if err := d.Decode(&row); err != nil {
			t.Fatal(err)
		}
		n, _ := row["evt.num"].(json.Number).Float64()
		row["evt.num"] = n
		return row
	}, func() { f.Close() }
}

type view = func(*state.State, *driver.Event) (string, bool)

func thread(f func(*state.State, *state.Thread) (string, bool)) view {
	return func(s *state.State, _ *driver.Event) (string, bool) {
		if s.Thread == nil {
			return "", false
		}
		return f(s, s.Thread)
	}
}

func num(f func(*state.State, *state.Thread) int64) view {
	return thread(func(s *state.State, t *state.Thread) (string, bool) { return strconv.FormatInt(f(s, t), 10), true })
}

func positive(f func(*state.State, *state.Thread) uint64) view {
	return thread(func(s *state.State, t *state.Thread) (string, bool) {
		n := f(s, t)
		return strconv.FormatUint(n, 10), n != 0
	})
}

func str(f func(*state.State, *state.Thread) string) view {
	return thread(func(s *state.State, t *state.Thread) (string, bool) { return (f(s, t)), true })
}

func flag(f func(*state.State, *state.Thread) bool) view {
	return thread(func(s *state.State, t *state.Thread) (string, bool) { return strconv.FormatBool(f(s, t)), true })
}

func ancestor(n int, f func(*state.State, *state.Thread) string) view {
	return thread(func(s *state.State, t *state.Thread) (string, bool) {
		a := s.Ancestor(t, n)
		if a == nil {
			return "", false
		}
		return (f(s, a)), true
	})
}

func leader(of func(*state.State, *state.Thread) *state.Thread, f func(*state.Thread) string) view {
	return str(func(s *state.State, t *state.Thread) string {
		if l := of(s, t); l != nil {
			return f(l)
		}
		return ""
	})
}

func isFD(ev *driver.Event) bool {
	return ev.Info().Flags&(catalog.CreatesFD|catalog.UsesFD|catalog.DestroysFD) != 0
}

func fd(f func(*state.State, *state.FD) (string, bool)) view {
	return func(s *state.State, ev *driver.Event) (string, bool) {
		if !isFD(ev) || s.Thread == nil || s.FD == nil {
			return "", false
		}
		return f(s, s.FD)
	}
}

var fdTypes = map[driver.FDType]string{
	driver.FDFile: "file", driver.FDFileV2: "file", driver.FDDirectory: "directory",
	driver.FDIPv4Sock: "ipv4", driver.FDIPv4Serv: "ipv4", driver.FDIPv6Sock: "ipv6", driver.FDIPv6Serv: "ipv6",
	driver.FDUnix: "unix", driver.FDFifo: "pipe", driver.FDEvent: "event", driver.FDSignal: "signalfd",
	driver.FDEventPoll: "eventpoll", driver.FDInotify: "inotify", driver.FDTimer: "timerfd", driver.FDNetlink: "netlink",
	driver.FDBPF: "bpf", driver.FDUserfault: "userfaultfd", driver.FDIOUring: "io_uring", driver.FDMemfd: "memfd",
	driver.FDPidfd: "pidfd", driver.FDUnknown: "<NA>", driver.FDUnsupported: "<NA>",
}

func stdType(n int64) view {
	return thread(func(s *state.State, t *state.Thread) (string, bool) {
		if f := s.Lookup(t, n); f != nil {
			return fdTypes[f.Type], true
		}
		return "", false
	})
}

func stdName(n int64) view {
	return thread(func(s *state.State, t *state.Thread) (string, bool) {
		if f := s.Lookup(t, n); f != nil {
			return (f.Name), true
		}
		return "", false
	})
}

var (
	comm    = func(_ *state.State, t *state.Thread) string { return t.Comm }
	exe     = func(_ *state.State, t *state.Thread) string { return t.Exe }
	exepath = func(_ *state.State, t *state.Thread) string { return t.ExePath }
	cmdline = func(_ *state.State, t *state.Thread) string { return t.Cmdline() }
)

// views are the fields that the state gives without further rules.
var views = map[string]view{
	"proc.name":        str(comm),
	"proc.exe":         str(exe),
	"proc.exepath":     str(exepath),
	"proc.cmdline":     str(cmdline),
	"proc.args":        str(func(_ *state.State, t *state.Thread) string { return t.Args.Joined() }),
	"proc.cmdlenargs":  num(func(_ *state.State, t *state.Thread) int64 { return int64(t.Args.Bytes()) }),
	"proc.cmdnargs":    num(func(_ *state.State, t *state.Thread) int64 { return int64(t.Args.Len()) }),
	"proc.env":         str(func(s *state.State, t *state.Thread) string { return s.Env(t).Joined() }),
	"proc.env[PATH]":   str(func(s *state.State, t *state.Thread) string { return s.Env(t).Get("PATH") }),
	"proc.cwd":         str(func(s *state.State, t *state.Thread) string { return s.Cwd(t) }),
	"proc.pid":         num(func(_ *state.State, t *state.Thread) int64 { return t.PID }),
	"proc.sid":         num(func(_ *state.State, t *state.Thread) int64 { return t.SID }),
	"proc.pgid":        num(func(_ *state.State, t *state.Thread) int64 { return t.PGID }),
	"proc.vpgid":       num(func(_ *state.State, t *state.Thread) int64 { return t.VPGID }),
	"proc.tty":         num(func(_ *state.State, t *state.Thread) int64 { return int64(t.TTY) }),
	"proc.pname":       ancestor(1, comm),
	"proc.aname[1]":    ancestor(1, comm),
	"proc.aname[2]":    ancestor(2, comm),
	"proc.aname[3]":    ancestor(3, comm),
	"proc.aname[4]":    ancestor(4, comm),
	"proc.pexe":        ancestor(1, exe),
	"proc.pexepath":    ancestor(1, exepath),
	"proc.aexepath[2]": ancestor(2, exepath),
	"proc.pcmdline":    ancestor(1, cmdline),
	"proc.acmdline[2]": ancestor(2, cmdline),
	"proc.aenv[1]":     ancestor(1, func(s *state.State, t *state.Thread) string { return s.Env(t).Joined() }),
	"proc.ppid":        ancestor(1, func(_ *state.State, t *state.Thread) string { return strconv.FormatInt(t.PID, 10) }),
	"proc.apid[2]":     ancestor(2, func(_ *state.State, t *state.Thread) string { return strconv.FormatInt(t.PID, 10) }),
	"proc.pvpid": thread(func(s *state.State, t *state.Thread) (string, bool) {
		if p := s.Parent(t); p != nil {
			return strconv.FormatInt(p.VPID, 10), true
		}
		return "", false
	}),
	"proc.sname":         leader((*state.State).SessionLeader, func(t *state.Thread) string { return t.Comm }),
	"proc.sid.exe":       leader((*state.State).SessionLeader, func(t *state.Thread) string { return t.Exe }),
	"proc.pgid.name":     leader((*state.State).GroupLeader, func(t *state.Thread) string { return t.Comm }),
	"proc.pgid.exepath":  leader((*state.State).GroupLeader, func(t *state.Thread) string { return t.ExePath }),
	"proc.vpgid.name":    leader((*state.State).VGroupLeader, func(t *state.Thread) string { return t.Comm }),
	"proc.vpgid.exepath": leader((*state.State).VGroupLeader, func(t *state.Thread) string { return t.ExePath }),

	"proc.pid.ts":                             positive(func(_ *state.State, t *state.Thread) uint64 { return t.CloneTS }),
	"proc.pidns_init_start_ts":                positive(func(_ *state.State, t *state.Thread) uint64 { return t.PidnsInitStart }),
	"proc.exe_ino":                            positive(func(_ *state.State, t *state.Thread) uint64 { return t.ExeIno }),
	"proc.exe_ino.ctime":                      positive(func(_ *state.State, t *state.Thread) uint64 { return t.ExeCtime }),
	"proc.exe_ino.mtime":                      positive(func(_ *state.State, t *state.Thread) uint64 { return t.ExeMtime }),
	"proc.exe_ino.ctime_duration_proc_start":  positive(func(_ *state.State, t *state.Thread) uint64 { return t.CloneAge }),
	"proc.exe_ino.ctime_duration_pidns_start": positive(func(_ *state.State, t *state.Thread) uint64 { return t.PidnsAge }),
	"proc.is_exe_writable":                    flag(func(_ *state.State, t *state.Thread) bool { return t.ExeWritable }),
	"proc.is_exe_upper_layer":                 flag(func(_ *state.State, t *state.Thread) bool { return t.ExeUpper }),
	"proc.is_exe_lower_layer":                 flag(func(_ *state.State, t *state.Thread) bool { return t.ExeLower }),
	"proc.is_exe_from_memfd":                  flag(func(_ *state.State, t *state.Thread) bool { return t.ExeMemfd }),

	"proc.fdopencount": num(func(s *state.State, t *state.Thread) int64 {
		return int64(s.OpenFDs(t))
	}),
	"proc.fdlimit":     num(func(s *state.State, t *state.Thread) int64 { return s.FDLimit(t) }),
	"proc.vmsize":      num(func(_ *state.State, t *state.Thread) int64 { return int64(t.VMSize) }),
	"proc.vmrss":       num(func(_ *state.State, t *state.Thread) int64 { return int64(t.VMRSS) }),
	"proc.vmswap":      num(func(_ *state.State, t *state.Thread) int64 { return int64(t.VMSwap) }),
	"thread.pfmajor":   num(func(_ *state.State, t *state.Thread) int64 { return int64(t.PFMajor) }),
	"thread.pfminor":   num(func(_ *state.State, t *state.Thread) int64 { return int64(t.PFMinor) }),
	"thread.ismain":    flag(func(_ *state.State, t *state.Thread) bool { return t.IsMain() }),
	"proc.nthreads":    num(func(s *state.State, t *state.Thread) int64 { return int64(s.Alive(t)) }),
	"proc.stdin.type":  stdType(0),
	"proc.stdout.type": stdType(1),
	"proc.stderr.type": stdType(2),
	"proc.stdin.name":  stdName(0),
	"proc.stdout.name": stdName(1),
	"proc.stderr.name": stdName(2),
	"thread.cgroups": thread(func(_ *state.State, t *state.Thread) (string, bool) {
		return t.Cgroups.Joined(), len(t.Cgroups.List) > 0
	}),
	"thread.cgroup.memory": thread(func(_ *state.State, t *state.Thread) (string, bool) { return t.Cgroups.Path("memory") }),
	"thread.vtid": thread(func(_ *state.State, t *state.Thread) (string, bool) {
		return strconv.FormatInt(t.VTID, 10), t.VTID != -1
	}),
	"proc.vpid": thread(func(_ *state.State, t *state.Thread) (string, bool) {
		return strconv.FormatInt(t.VPID, 10), t.VPID != -1
	}),

	"user.uid": num(func(_ *state.State, t *state.Thread) int64 { return int64(t.UID) }),
	"user.name": str(func(s *state.State, t *state.Thread) string {
		if u := s.User(t); u != nil {
			return u.Name
		}
		return "<NA>"
	}),
	"user.homedir": str(func(s *state.State, t *state.Thread) string {
		if u := s.User(t); u != nil {
			return u.Home
		}
		return "<NA>"
	}),
	"user.shell": str(func(s *state.State, t *state.Thread) string {
		if u := s.User(t); u != nil {
			return u.Shell
		}
		return "<NA>"
	}),
	"user.loginname": str(func(s *state.State, t *state.Thread) string {
		if u := s.LoginUser(t); u != nil {
			return u.Name
		}
		return "<NA>"
	}),
	"group.gid": num(func(_ *state.State, t *state.Thread) int64 { return int64(t.GID) }),
	"group.name": str(func(s *state.State, t *state.Thread) string {
		if g := s.Group(t); g != nil {
			return g.Name
		}
		return "<NA>"
	}),

	"container.id": func(s *state.State, _ *driver.Event) (string, bool) {
		id := ""
		switch {
		case s.EventContainer != nil:
			id = s.EventContainer.ID
		case s.Thread != nil:
			id = s.Thread.ContainerID()
		default:
			return "", false
		}
		if id == "" {
			id = "host"
		}
		return id, true
	},
	"container.name": func(s *state.State, _ *driver.Event) (string, bool) {
		c := s.EventContainer
		if c == nil && s.Thread != nil {
			c = s.Container(s.Thread)
		}
		if c == nil {
			return "", false
		}
		return c.Name, true
	},

	"fd.num": func(s *state.State, ev *driver.Event) (string, bool) {
		if s.Thread == nil || !isFD(ev) {
			return "", false
		}
		return strconv.FormatInt(s.FDNum, 10), true
	},
	"fd.name":    fd(func(_ *state.State, f *state.FD) (string, bool) { return (f.Name), true }),
	"fd.nameraw": fd(func(_ *state.State, f *state.FD) (string, bool) { return (f.NameRaw), true }),
	"fd.type":    fd(func(_ *state.State, f *state.FD) (string, bool) { return fdTypes[f.Type], true }),
	"fd.ino":     fd(func(_ *state.State, f *state.FD) (string, bool) { return strconv.FormatUint(f.Ino, 10), true }),
	"fd.dev.minor": fd(func(_ *state.State, f *state.FD) (string, bool) {
		return strconv.Itoa(int(f.Dev&0xff | f.Dev>>12&0xfff00)), true
	}),
	"fd.connected": fd(func(_ *state.State, f *state.FD) (string, bool) {
		return strconv.FormatBool(f.Flags&state.Connected != 0), true
	}),
	"fd.is_upper_layer": fd(func(_ *state.State, f *state.FD) (string, bool) {
		return strconv.FormatBool(f.Flags&state.UpperLayer != 0), true
	}),
	"fd.name_changed": fd(func(s *state.State, f *state.FD) (string, bool) { return strconv.FormatBool(s.NameChanged), true }),
}

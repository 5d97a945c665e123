package scap_test

import (
	"bytes"
	"encoding/binary"
	"net/netip"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/driver/scap"
	"github.com/falcoc/falcoc/vm/catalog"
)

// fields packs values as the format does: integers by their size, strings with a
// two-byte length.
func fields(values ...any) (b []byte) {
	for _, v := range values {
		switch v := v.(type) {
		case string:
			b = binary.LittleEndian.AppendUint16(b, uint16(len(v)))
			b = append(b, v...)
		case []byte:
			b = append(b, v...)
		default:
			b, _ = binary.Append(b, binary.LittleEndian, v)
		}
	}
	return b
}

// prefixed puts the length in front of an entry; extra is added to the length.
func prefixed(extra int, entry []byte) []byte {
	return append(fields(uint32(len(entry)+extra)), entry...)
}

func snapshotOf(t *testing.T, blocks ...[]byte) *driver.Snapshot {
	t.Helper()
	data := append(section(), bytes.Join(blocks, nil)...)
	r, err := scap.NewReader(bytes.NewReader(append(data, event(t, 1, 7, catalog.EvtCloseX, 0, 3)...)))
	if err != nil {
		t.Fatal(err)
	}
	return r.Snapshot()
}

// TestProcessVersions reads a process list in each of its versions.
func TestProcessVersions(t *testing.T) {
	type field struct {
		since int
		value []byte
		set   func(*driver.Thread)
	}
	common := []field{
		{1, fields(int64(7), int64(6), int64(1)), func(t *driver.Thread) { t.TID, t.PID, t.PTID = 7, 6, 1 }},
		{6, fields(int64(5)), func(t *driver.Thread) { t.SID = 5 }},
		{8, fields(int64(4)), func(t *driver.Thread) { t.VPGID = 4 }},
		{1, fields("cat", "/bin/cat"), func(t *driver.Thread) { t.Comm, t.Exe = "cat", "/bin/cat" }},
		{7, fields("/usr/bin/cat"), func(t *driver.Thread) { t.ExePath = "/usr/bin/cat" }},
		{1, fields("a\x00\x00b\x00", "/tmp", int64(1024), uint32(3), uint32(1000), uint32(100)), func(t *driver.Thread) {
			t.Args, t.Cwd, t.FDLimit, t.Flags, t.UID, t.GID = []string{"a", "", "b"}, "/tmp", 1024, 3, 1000, 100
		}},
		{2, fields(uint32(10), uint32(11), uint32(12), uint64(13), uint64(14)), func(t *driver.Thread) {
			t.VMSize, t.VMRSS, t.VMSwap, t.PFMajor, t.PFMinor = 10, 11, 12, 13, 14
		}},
		{3, fields("A=1\x00B=2"), func(t *driver.Thread) { t.Env = []string{"A=1", "B=2"} }},
		{4, fields(int64(70), int64(60), "cpu=/x\x00"), func(t *driver.Thread) { t.VTID, t.VPID, t.Cgroups = 70, 60, []string{"cpu=/x"} }},
		{5, fields("/"), func(t *driver.Thread) { t.Root = "/" }},
	}
	numbers := []uint32{0x202, 0x207, 0x209, 0x210, 0x211, 0x212, 0x213, 0x214, 0x215}
	for v := 1; v <= 9; v++ {
		want := driver.Thread{SID: -1, VPGID: -1, PGID: -1, VTID: -1, VPID: -1, LoginUID: ^uint32(0)}
		var body []byte
		for _, f := range common {
			if v >= f.since {
				body = append(body, f.value...)
				f.set(&want)
			}
		}
		if v == 9 {
			continue // below
		}
		got := snapshotOf(t, block(numbers[v-1], append(body, body...))).Threads
		if d := cmp.Diff([]driver.Thread{want, want}, got); d != "" {
			t.Errorf("version %d: %s", v, d)
		}
	}

	// Version 9 grows at its end.
	var head []byte
	base := driver.Thread{SID: -1, VPGID: -1, PGID: -1, VTID: -1, VPID: -1, LoginUID: ^uint32(0)}
	for _, f := range common {
		head = append(head, f.value...)
		f.set(&base)
	}
	login, writable, caps := fields(uint32(1000)), fields(uint8(1)), fields(uint64(1), uint64(2), uint64(3))
	old := bytes.Join([][]byte{head, login, writable, caps}, nil)
	full := bytes.Join([][]byte{
		head, fields(uint64(99), uint32(34816)), login, writable, caps, fields(uint8(1)), fields(uint64(4), uint64(5), uint64(6)),
		fields(uint8(1), uint8(1)), fields(int64(42)), []byte("whatever comes next"),
	}, nil)
	withCaps := func(t driver.Thread) driver.Thread {
		t.LoginUID, t.ExeWritable, t.CapInh, t.CapPrm, t.CapEff = 1000, true, 1, 2, 3
		return t
	}
	newest := withCaps(base)
	newest.PidnsInitStart, newest.TTY, newest.ExeUpper, newest.ExeLower, newest.ExeMemfd = 99, 34816, true, true, true
	newest.ExeIno, newest.ExeCtime, newest.ExeMtime, newest.PGID = 4, 5, 6, 42
	for _, tt := range []struct {
		name  string
		entry []byte
		want  driver.Thread
	}{
		{"first", head, base},
		{"before the pid namespace's start", old, withCaps(base)},
		{"newest and beyond", full, newest},
	} {
		entry := prefixed(4, tt.entry)
		got := snapshotOf(t, block(0x215, append(bytes.Clone(entry), entry...))).Threads
		if d := cmp.Diff([]driver.Thread{tt.want, tt.want}, got); d != "" {
			t.Errorf("version 9, %s: %s", tt.name, d)
		}
	}
}

func TestDescriptors(t *testing.T) {
	v4, v4b := netip.MustParseAddr("10.0.0.1"), netip.MustParseAddr("10.0.0.2")
	v6, v6b := netip.MustParseAddr("fe80::1"), netip.MustParseAddr("fe80::2")
	entries := []struct {
		body []byte
		want driver.FD
	}{
		{fields(int64(0), uint64(5), uint8(1), "/dev/null"), driver.FD{Num: 0, Ino: 5, Type: driver.FDFile, Name: "/dev/null"}},
		{
			fields(int64(3), uint64(6), uint8(3), v4.AsSlice(), v4b.AsSlice(), uint16(1000), uint16(80), uint8(2)),
			driver.FD{Num: 3, Ino: 6, Type: driver.FDIPv4Sock, SIP: v4, DIP: v4b, SPort: 1000, DPort: 80, L4: driver.L4TCP},
		},
		{
			fields(int64(4), uint64(7), uint8(4), v6.AsSlice(), v6b.AsSlice(), uint16(1000), uint16(80), uint8(3)),
			driver.FD{Num: 4, Ino: 7, Type: driver.FDIPv6Sock, SIP: v6, DIP: v6b, SPort: 1000, DPort: 80, L4: driver.L4UDP},
		},
		{fields(int64(5), uint64(8), uint8(5), v4.AsSlice(), uint16(80), uint8(2)), driver.FD{Num: 5, Ino: 8, Type: driver.FDIPv4Serv, SIP: v4, SPort: 80, L4: driver.L4TCP}},
		{fields(int64(6), uint64(9), uint8(6), v6.AsSlice(), uint16(80), uint8(2)), driver.FD{Num: 6, Ino: 9, Type: driver.FDIPv6Serv, SIP: v6, SPort: 80, L4: driver.L4TCP}},
		{fields(int64(7), uint64(10), uint8(8), uint64(1), uint64(2), "/run/x"), driver.FD{Num: 7, Ino: 10, Type: driver.FDUnix, Src: 1, Dst: 2, Name: "/run/x"}},
		{fields(int64(8), uint64(11), uint8(16), uint32(4097), "/etc/passwd"), driver.FD{Num: 8, Ino: 11, Type: driver.FDFileV2, OpenFlags: 4097, Name: "/etc/passwd"}},
		{fields(int64(9), uint64(12), uint8(7), ""), driver.FD{Num: 9, Ino: 12, Type: driver.FDFifo}},
	}
	first, second := fields(int64(7)), fields(int64(7))
	var want []driver.FD
	for _, e := range entries {
		first = append(first, e.body...)
		second = append(second, prefixed(4, e.body)...)
		want = append(want, e.want)
	}
	for name, b := range map[string][]byte{"first": block(0x203, first), "second": block(0x218, second)} {
		if d := cmp.Diff(want, snapshotOf(t, b).FDs[7], sameAddr); d != "" {
			t.Errorf("%s version: %s", name, d)
		}
	}
	newer := append(fields(int64(7)), prefixed(4, fields(int64(1), uint64(2), uint8(16), uint32(1), "/f", uint32(0xFE00), "more"))...)
	newer = append(newer, prefixed(4, fields(int64(2), uint64(3), uint8(77), "what is this"))...)
	want = []driver.FD{
		{Num: 1, Ino: 2, Type: driver.FDFileV2, OpenFlags: 1, Name: "/f", Dev: 0xFE00},
		{Num: 2, Ino: 3, Type: driver.FDUnsupported, Name: "unknown-type:[77]"},
	}
	if d := cmp.Diff(want, snapshotOf(t, block(0x218, newer)).FDs[7], sameAddr); d != "" {
		t.Error(d)
	}
}

func TestUsersAndInterfaces(t *testing.T) {
	user, group := fields(uint8(0), uint32(1000), uint32(100), "alice", "/home/alice", "/bin/sh"), fields(uint8(1), uint32(100), "staff")
	v4 := fields(uint16(1), uint16(2), []byte{127, 0, 0, 1}, []byte{255, 0, 0, 0}, []byte{127, 255, 255, 255}, uint64(0), []byte("lo"))
	bare := fields(uint16(3), uint16(2), []byte{127, 0, 0, 1}, []byte{255, 0, 0, 0}, []byte{127, 255, 255, 255}, []byte("lo"))
	v6 := fields(uint16(2), uint16(4), netip.MustParseAddr("fe80::1").AsSlice(), make([]byte, 32), uint64(0), []byte("eth0"))
	want := &driver.Snapshot{
		FDs:    map[int64][]driver.FD{},
		Users:  []driver.User{{UID: 1000, GID: 100, Name: "alice", Home: "/home/alice", Shell: "/bin/sh"}},
		Groups: []driver.Group{{GID: 100, Name: "staff"}},
		Interfaces: []driver.Interface{
			{Name: "lo", Addr: netip.MustParseAddr("127.0.0.1"), Mask: netip.MustParseAddr("255.0.0.0")},
			{Name: "lo", Addr: netip.MustParseAddr("127.0.0.1"), Mask: netip.MustParseAddr("255.0.0.0")},
			{Name: "eth0", Addr: netip.MustParseAddr("fe80::1"), Mask: netip.IPv6Unspecified()},
		},
	}
	first := snapshotOf(t, block(0x206, bytes.Join([][]byte{user, group}, nil)), block(0x205, bytes.Join([][]byte{v4, bare, v6}, nil)))
	second := snapshotOf(t,
		block(0x220, append(prefixed(4, user), prefixed(4, group)...)),
		block(0x219, bytes.Join([][]byte{prefixed(0, v4), prefixed(0, bare), prefixed(0, v6)}, nil)))
	for name, got := range map[string]*driver.Snapshot{"first": first, "second": second} {
		if d := cmp.Diff(want, got, sameAddr); d != "" {
			t.Errorf("%s version: %s", name, d)
		}
	}
}

// TestDescribe sums up a capture.
func TestDescribe(t *testing.T) {
	r, err := scap.NewReader(bytes.NewReader(workload(t, 3000, false)))
	if err != nil {
		t.Fatal(err)
	}
	d, err := scap.Describe(r)
	if err != nil {
		t.Fatal(err)
	}
	if d.Stats.Delivered < 3000 || d.Threads < 10 || d.Users != 3 || d.Active < 5 || d.First == 0 || d.Last <= d.First || d.Types[0].Name != "read" {
		t.Errorf("%+v", d)
	}
	var sum uint64
	for _, c := range d.Types {
		sum += c.Count
	}
	if sum != d.Stats.Delivered {
		t.Errorf("%d events by type, %d in all", sum, d.Stats.Delivered)
	}
}

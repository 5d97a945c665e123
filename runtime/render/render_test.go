package render

import (
	"encoding/binary"
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// fake knows one of each thing.
type fake struct{}

func (fake) FD(num int64) (char, l4 byte, name string, ok bool) {
	switch num {
	case 3:
		return 'f', 0, "/etc/passwd", true
	case 4:
		return '4', driver.L4TCP, "127.0.0.1:1->127.0.0.1:2", true
	}
	return 0, 0, "", false
}

func (fake) Comm(tid int64) (string, bool)   { return "bash", tid == 7 }
func (fake) User(uid uint32) (string, bool)  { return "root", uid == 0 }
func (fake) Group(gid uint32) (string, bool) { return "wheel", gid == 0 }

func (fake) Path(dst []byte, dirfd int64, path string) []byte {
	if dirfd == catalog.AT_FDCWD {
		dst = append(dst, "/cwd/"...)
	}
	return append(dst, path...)
}

func le(n uint64, size int) []byte {
	b := binary.LittleEndian.AppendUint64(nil, n)
	return b[:size]
}

func cstr(s string) []byte { return append([]byte(s), 0) }

// event makes an event of a type with the given parameters.
func event(t *testing.T, id catalog.EventID, params ...[]byte) *driver.Event {
	t.Helper()
	raw := binary.LittleEndian.AppendUint64(nil, 1)
	raw = binary.LittleEndian.AppendUint64(raw, 7)
	raw = binary.LittleEndian.AppendUint32(raw, 0)
	raw = binary.LittleEndian.AppendUint16(raw, uint16(id))
	raw = binary.LittleEndian.AppendUint32(raw, uint32(len(params)))
	for _, p := range params {
		raw = binary.LittleEndian.AppendUint16(raw, uint16(len(p)))
	}
	for _, p := range params {
		raw = append(raw, p...)
	}
	binary.LittleEndian.PutUint32(raw[16:], uint32(len(raw)))
	ev := &driver.Event{}
	if err := ev.Decode(raw); err != nil {
		t.Fatal(err)
	}
	return ev
}

func TestArgs(t *testing.T) {
	neg := func(n int64) uint64 { return uint64(n) }
	for _, c := range []struct {
		id     catalog.EventID
		params [][]byte
		want   string
	}{
		{catalog.EvtOpenX, [][]byte{le(3, 8), cstr("passwd"), le(4097, 4), le(0o644, 4), le(0xFE00, 4), le(12, 8)},
			"fd=3(<f>/etc/passwd) name=passwd(/cwd/passwd) flags=4097(O_RDONLY|O_CLOEXEC) mode=0644 dev=FE00 ino=12"},
		{catalog.EvtOpenX, [][]byte{le(neg(-2), 8), {}, le(0, 4), le(0, 4), {}, {}},
			"fd=-2(ENOENT) name=<NA> flags=0(O_NONE) mode=0 dev=<NA> ino=<NA>"},
		{catalog.EvtCloseX, [][]byte{le(0, 8), le(4, 8)}, "res=0 fd=4(<4t>127.0.0.1:1->127.0.0.1:2)"},
		{catalog.EvtKillX, [][]byte{le(neg(-3), 8), le(7, 8), le(9, 1)}, "res=-3(ESRCH) pid=7(bash) sig=9(SIGKILL)"},
		{catalog.EvtSetuidX, [][]byte{le(0, 8), le(0, 4)}, "res=0 uid=0(root)"},
		{catalog.EvtSetuidX, [][]byte{le(0, 8), le(5, 4)}, "res=0 uid=5(<NA>)"},
		{catalog.EvtSetuidX, [][]byte{le(0, 8), le(math.MaxUint32, 4)}, "res=0 uid=-1(<NONE>)"},
		{catalog.EvtBindX, [][]byte{le(0, 8), {2, 127, 0, 0, 1, 0x90, 0x1f}}, "res=0 addr=127.0.0.1:8080"},
		{catalog.EvtGenericX, [][]byte{le(1, 2), le(1, 2)}, ""},
	} {
		ev := event(t, c.id, c.params...)
		if got := string(Args(nil, ev, fake{})); got != c.want {
			t.Errorf("%s:\nwant %s\n got %s", ev.Info().Name, c.want, got)
		}
	}
}

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		n    uint64
		t    catalog.Type
		f    catalog.Format
		want string
	}{
		{0, catalog.Uint32, catalog.FmtHex, "0"},
		{math.MaxUint64, catalog.Int32, catalog.FmtHex, "FFFFFFFF"},
		{0xABC, catalog.Uint64, catalog.FmtHex, "ABC"},
		{math.MaxUint64, catalog.Int64, catalog.FmtDec, "-1"},
		{math.MaxUint64, catalog.Uint64, catalog.FmtDec, "18446744073709551615"},
		{0o755, catalog.Uint32, catalog.FmtOct, "755"},
		{42, catalog.RelTime, catalog.FmtPadded, "000000042"},
		{0, catalog.RelTime, catalog.FmtPadded, "000000000"},
		{1234567890123, catalog.RelTime, catalog.FmtPadded, "1234567890123"},
	} {
		if got := string(Number(nil, c.n, c.t, c.f)); got != c.want {
			t.Errorf("%d as %s: want %s, got %s", c.n, c.t, c.want, got)
		}
	}
}

func TestAddresses(t *testing.T) {
	v6 := func(last ...byte) []byte { return append(make([]byte, 16-len(last)), last...) }
	for _, c := range []struct {
		in   []byte
		want string
	}{
		{[]byte{10, 1, 2, 3}, "10.1.2.3"},
		{v6(1), "::1"},
		{v6(), "::"},
		{v6(1, 2, 3, 4), "::1.2.3.4"},
		{v6(0xff, 0xff, 1, 2, 3, 4), "::ffff:1.2.3.4"},
		{[]byte{1}, ""},
	} {
		if got := string(IP(nil, c.in)); got != c.want {
			t.Errorf("% x: want %q, got %q", c.in, c.want, got)
		}
	}
	for _, c := range []struct {
		in   []byte
		want string
	}{
		{append([]byte{1}, append(le(0xab, 8), append(le(0, 8), cstr("/run/s")...)...)...), "ab->0 /run/s"},
		{[]byte{2, 1}, "INVALID IPv4"},
		{[]byte{10, 1}, "INVALID IPv6"},
		{[]byte{1}, "INVALID UNIX"},
		{[]byte{99}, "family 99"},
	} {
		if got := string(Socktuple(nil, c.in)); got != c.want {
			t.Errorf("% x: want %q, got %q", c.in, c.want, got)
		}
	}
}

func TestFlags(t *testing.T) {
	table := &catalog.FlagTable{Flags: []catalog.Flag{{Name: "RW", Value: 3}, {Name: "W", Value: 2}, {Name: "R", Value: 1}, {Name: "NONE", Value: 0}, {Name: "X", Value: 4}}}
	for n, want := range map[uint32]string{0: "NONE", 1: "R", 2: "W", 3: "RW", 4: "X", 7: "RW|X", 5: "R|X", 8: ""} {
		if got := string(Flags(nil, table, n)); got != want {
			t.Errorf("%d: want %q, got %q", n, want, got)
		}
	}
	twice := &catalog.FlagTable{Flags: []catalog.Flag{{Name: "A", Value: 1}, {Name: "B", Value: 1}, {Name: "C", Value: 2}}}
	if got := string(Enum(nil, twice, 1)); got != "A|B" {
		t.Errorf("enum: %q", got)
	}
}

func TestEscape(t *testing.T) {
	for _, c := range []struct{ in, strict, field string }{
		{"a\"b\\c\n\x01\x7f", `a\"b\\c\n\u0001` + "\x7f", `a\"b\\c\n\u0001` + "\x7f"},
		{"é☃", "é☃", "é☃"},
		{"\xff", "\uFFFD", "\uFFFD"},
		{"\xc8u", "\uFFFDu", "\u0235"},
		{"\xe6\x97", "\uFFFD", "\uFFFD\uFFFD"},
		{"\xed\xa0\x80x", "\uFFFD\uFFFD\uFFFDx", "\uFFFDx"},
	} {
		if got := string(Escape(nil, c.in)); got != c.strict {
			t.Errorf("%q: want %q, got %q", c.in, c.strict, got)
		}
		if got := string(EscapeField(nil, c.in)); got != c.field {
			t.Errorf("%q as a field: want %q, got %q", c.in, c.field, got)
		}
	}
}

func FuzzEscape(f *testing.F) {
	f.Add("plain")
	f.Add("\xf0\x9f\x98\x80\xc8u\xff\"\\\x00")
	f.Fuzz(func(t *testing.T, s string) {
		for _, esc := range []func([]byte, string) []byte{Escape, EscapeField} {
			line := append(esc([]byte{'"'}, s), '"')
			var out string
			if err := json.Unmarshal(line, &out); err != nil {
				t.Fatalf("%q: %v", line, err)
			}
			if strings.ToValidUTF8(s, "") == s && out != s {
				t.Fatalf("%q became %q", s, out)
			}
		}
	})
}

// FuzzArgs renders any bytes as any event.
func FuzzArgs(f *testing.F) {
	f.Add([]byte{2, 127, 0, 0, 1, 0, 1}, uint16(catalog.EvtConnectX), uint8(1))
	f.Add([]byte{3, 0, 1}, uint16(catalog.EvtPollX), uint8(1))
	f.Fuzz(func(t *testing.T, b []byte, id uint16, at uint8) {
		info := catalog.EventID(id).Info()
		if info == nil || len(b) > 1000 || info.Flags&catalog.LargePayload != 0 || len(info.Params) == 0 {
			return
		}
		params := make([][]byte, len(info.Params))
		params[int(at)%len(params)] = b
		ev := event(t, catalog.EventID(id), params...)
		Args(nil, ev, fake{})
		var v vm.Value
		for i := range info.Params {
			if RawValue(&v, info.Params[i].Type, ev.Param(i)) {
				k := Kind{}.RawArg(&info.Params[i])
				k.JSON(k.Text(nil, &v), &v)
			}
		}
	})
}

func TestNoAllocation(t *testing.T) {
	ev := event(t, catalog.EvtOpenX, le(3, 8), cstr("passwd"), le(4097, 4), le(0o644, 4), le(0xFE00, 4), le(12, 8))
	buf := make([]byte, 0, 1024)
	var names Names = fake{}
	if n := testing.AllocsPerRun(100, func() { buf = Args(buf[:0], ev, names) }); n > 0 {
		t.Errorf("Args allocates %v times", n)
	}
	if n := testing.AllocsPerRun(100, func() { buf = Datetime(buf[:0], 1795449375072594608, true) }); n > 0 {
		t.Errorf("Datetime allocates %v times", n)
	}
}

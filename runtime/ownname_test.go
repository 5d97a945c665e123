package runtime_test

import (
	"fmt"
	"io"
	"slices"
	"testing"

	"github.com/falcoc/falcoc/driver"
	"github.com/falcoc/falcoc/driver/scap/synth"
	"github.com/falcoc/falcoc/runtime"
	"github.com/falcoc/falcoc/vm"
	"github.com/falcoc/falcoc/vm/catalog"
)

// sensorTold is a source of events that a sensor could have told.
type sensorTold struct {
	driver.Source
	raw  [][]byte
	only []bool
	at   int
}

func (s *sensorTold) Snapshot() *driver.Snapshot {
	return &driver.Snapshot{Threads: []driver.Thread{{TID: 7, PID: 7, PTID: 1, Comm: "cat", Cwd: "/"}}}
}

func (s *sensorTold) Next(ev *driver.Event) error {
	if s.at == len(s.raw) {
		return io.EOF
	}
	s.at++
	ev.StateOnly = s.only[s.at-1]
	return ev.Decode(s.raw[s.at-1])
}

func (s *sensorTold) add(t *testing.T, only bool, id catalog.EventID, values ...any) {
	t.Helper()
	b, err := synth.Append(nil, uint64(1000+10*len(s.raw)), 7, id, values...)
	if err != nil {
		t.Fatal(err)
	}
	s.raw, s.only = append(s.raw, b), append(s.only, only)
}

// opened tells an opening, and before it, if own is not empty, what the kernel opened.
func (s *sensorTold) opened(t *testing.T, fd int64, given, own string) {
	t.Helper()
	if own != "" {
		s.add(t, true, catalog.EvtOpenByHandleAtX, fd, int64(-100), uint32(catalog.O_RDONLY), own, uint32(8), uint64(99))
	}
	s.add(t, false, catalog.EvtOpenat2X, fd, int64(-100), given, uint32(catalog.O_RDONLY), uint32(0), uint32(8), uint64(99))
}

func TestOwnNamesDecide(t *testing.T) {
	const rules = `
- rule: Given
  desc: d
  condition: evt.type = openat and fd.name = /link
  output: given
  priority: INFO
- rule: Own
  desc: d
  condition: evt.type = openat and fd.name = /etc/shadow and evt.arg.name endswith etc/shadow and fd.filename = shadow
  output: own
  priority: INFO
- rule: Changed
  desc: d
  condition: evt.type = fchmod and fd.name = /etc/shadow
  output: changed
  priority: INFO
`
	b, err := bundle(ruleFile(rules))
	if err != nil {
		t.Fatal(err)
	}
	src := func() *sensorTold {
		s := &sensorTold{}
		s.opened(t, 3, "/link", "/etc/shadow")              // 2: given, or with all also own
		s.add(t, false, catalog.EvtFchmodX, 0, 3, 0)        // 3: changed
		s.opened(t, 4, "/other", "/etc/shadow")             // 5: own
		s.opened(t, 5, "/other", "")                        // 6: nothing
		s.opened(t, 3, "/tmp/../etc/shadow", "/etc/shadow") // 8: own by either path, once
		s.add(t, true, catalog.EvtOpenByHandleAtX, int64(6), int64(-100), uint32(1), "/etc/shadow", uint32(8), uint64(99))
		s.add(t, false, catalog.EvtFchmodX, 0, 6, 0) // 10: what was opened was not told: changed
		s.opened(t, 6, "/b", "")                     // 11: the introduction is over
		return s
	}
	for _, c := range []struct {
		opt  runtime.Options
		want []string
	}{
		{runtime.Options{}, []string{"2 Given", "3 Changed", "5 Own", "8 Own", "10 Changed"}},
		{runtime.Options{All: true}, []string{"2 Given", "2 Own", "3 Changed", "5 Own", "8 Own", "10 Changed"}},
		{runtime.Options{GivenPaths: true}, []string{"2 Given", "8 Own", "10 Changed"}},
	} {
		s := src()
		e, err := runtime.New(b, vm.NewSelection(b, debugPriority), s, c.opt)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		err = e.Run(t.Context(), func(rule int) error {
			got = append(got, fmt.Sprint(e.Fields.St.Num, " ", b.Rules[rule].Name))
			return nil
		})
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%+v: %v %v, want %v", c.opt, got, err, c.want)
		}
		if e.Stats.Alerts != uint64(len(got)) {
			t.Errorf("%d alerts are counted, %d were given", e.Stats.Alerts, len(got))
		}
	}
}
